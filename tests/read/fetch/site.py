"""A server of raw answers on this machine, a clock that only sleeping moves, and short words for tests of fetching."""

from __future__ import annotations

import socket
import ssl
import threading
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from waqai.read.fetch import Fetched, Fetcher, FetchProblem, FetchSettings

Answer = bytes | Callable[[socket.socket], None]
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PAGE = "<p>التقى الوزير نظيره</p>".encode()


def ok(body: bytes = PAGE, *headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def status(code: int, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {code} X", "Content-Length: 0", *headers, "", ""]).encode()


def to(where: str, code: int = 302) -> bytes:
    return status(code, f"Location: {where}")


class Site:
    """A server of raw answers by path (a list is given one after another); knows what it was asked."""

    def __init__(self, context: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        self._server = socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        self._context = context
        self.port = self._server.getsockname()[1]
        self.answers: dict[str, Answer | list[Answer]] = {}
        self.asked: list[str] = []
        self.questions: list[str] = []
        self.open = self.most_open = 0
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._serve, daemon=True)]
        self._threads[0].start()

    def url(self, path: str = "/", scheme: str = "http", host: str = "127.0.0.1") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for thread in self._threads:
            thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._answer, args=[connection], daemon=True)
            self._threads = [one for one in self._threads if one.is_alive()] + [thread]
            thread.start()

    def _answer(self, connection: socket.socket) -> None:
        with self._lock:
            self.open += 1
            self.most_open = max(self.open, self.most_open)
        try:
            connection.settimeout(5)
            if self._context:
                connection = self._context.wrap_socket(connection, server_side=True)
            question = b""
            while b"\r\n\r\n" not in question and (more := connection.recv(65536)):
                question += more
                if question.startswith(b"\x16"):  # TLS, which is not spoken here
                    question = b""
                    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                    break
            if question:
                self._reply(connection, question.decode("ascii"))
        except OSError:
            pass  # the other side had enough
        finally:
            with self._lock:
                self.open -= 1
            connection.close()

    def _reply(self, connection: socket.socket, question: str) -> None:
        path = question.split(" ")[1]
        self.asked.append(path)
        self.questions.append(question)
        answer = self.answers.get(path, status(404))
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        if isinstance(answer, bytes):
            connection.sendall(answer)
        else:
            answer(connection)


class Hours:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.seconds += seconds

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds - 1000)


def fetcher(hours: Hours | None = None, **more: Any) -> Fetcher:
    settings = FetchSettings(**{"private_addresses": True, "delay": 0, **more})
    if hours is None:
        return Fetcher(settings)
    return Fetcher(settings, clock=hours.clock, sleep=hours.sleep, now=hours.now)


def got(found: Fetched | FetchProblem) -> Fetched:
    assert isinstance(found, Fetched), str(found)
    return found


def refused(found: Fetched | FetchProblem, kind: str = "failed") -> FetchProblem:
    assert isinstance(found, FetchProblem)
    assert found.what
    assert found.next_step
    assert found.kind == kind, found
    return found


def gzip_bomb(megabytes: int) -> bytes:
    machine = zlib.compressobj(9, zlib.DEFLATED, 31)
    mebibyte = bytes(1 << 20)
    return b"".join(machine.compress(mebibyte) for _ in range(megabytes)) + machine.flush()
