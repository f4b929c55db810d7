"""Connections to hosts whose every address was checked just before: there is no moment to change it in between."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from waqai.read.fetch.addresses import IPAddress, parse_address, reach_of
from waqai.read.fetch.deadline import Deadline
from waqai.read.fetch.refusals import PRIVATE_STEP, Refused, Unreachable, network_reason
from waqai.read.fetch.urls import Url

if TYPE_CHECKING:
    import ssl

#: (host, port) -> its addresses as text; raises OSError
Resolver = Callable[[str, int], list[str]]
#: (address, port, timeout in seconds) -> a connected socket; raises OSError.  It must not look anything up
Connector = Callable[[str, int, float], socket.socket]
_MOST_TRIED = 4
_AGAIN = "check the address and the network, and try again later"


class Gate:
    """Opens connections; `private` lets it open those into private networks.

    Proxies named in the environment are not used: a proxy would look the name up again, and reach what we may not.
    """

    def __init__(self, *, private: bool, resolve: Resolver | None = None, connect: Connector | None = None) -> None:
        self._private = private
        self._resolve = resolve or system_resolve
        self._connect = connect or system_connect
        self._context: ssl.SSLContext | None = None

    def check(self, url: Url, deadline: Deadline) -> tuple[list[IPAddress], bool]:
        """Return the addresses of the host of `url`, looked up once and every one checked, and whether all are public.

        One address that is refused is enough to refuse the host.  Raises `Refused`.
        """
        if url.address is not None:
            addresses = [url.address]
        else:
            addresses = [self._parsed(url, text) for text in self._looked_up(url, deadline)]
        public = True
        for address in addresses:
            reach, name = reach_of(address)
            if reach == "never" or (reach == "private" and not self._private):
                leads = f"{address} is" if url.address is not None else f"the host {url.host!r} leads to {address},"
                step = PRIVATE_STEP if reach == "private" else "nothing a report could come from stands there"
                raise Refused(f"{leads} {name}", step)
            public &= reach == "public"
        return list(dict.fromkeys(addresses)), public

    def open(self, url: Url, addresses: list[IPAddress], deadline: Deadline) -> socket.socket:
        """Return a connection to one of the checked `addresses`, encrypted for https.  Raises `Refused`."""
        reason = ""
        tried = addresses[:_MOST_TRIED]
        for number, address in enumerate(tried):
            try:  # a silent address leaves time for the others
                plain = self._connect(str(address), url.port, deadline.left() / (len(tried) - number))
            except TimeoutError:
                reason = "no answer in time"
            except OSError as error:
                reason = network_reason(error)
            else:
                return self._encrypted(plain, url, deadline) if url.scheme == "https" else plain
        raise Unreachable(f"the host {url.host!r} cannot be reached: {reason}", _AGAIN)

    def _looked_up(self, url: Url, deadline: Deadline) -> list[str]:
        """Return what the resolver says, in time: the system's own has no limit, so it runs beside."""
        answers: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

        def look_up() -> None:
            try:
                answers.put(self._resolve(url.host, url.port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=look_up, daemon=True).start()
        try:
            answer = answers.get(timeout=deadline.left())
        except queue.Empty:
            raise deadline.expired() from None
        if isinstance(answer, Exception) or not answer:
            reason = network_reason(answer) if isinstance(answer, OSError) else "it has no address"
            raise Unreachable(f"the host {url.host!r} is not found: {reason}", _AGAIN)
        return answer

    @staticmethod
    def _parsed(url: Url, text: str) -> IPAddress:
        address = parse_address(text)
        if address is None:
            raise Refused(f"the host {url.host!r} leads to {text!r}, which is no address", _AGAIN)
        return address

    def _encrypted(self, plain: socket.socket, url: Url, deadline: Deadline) -> socket.socket:
        import ssl  # noqa: PLC0415  loaded at first use

        if self._context is None:
            self._context = ssl.create_default_context()
        try:
            plain.settimeout(deadline.left())
            # an end without TLS's own goodbye is no end: a body of unknown length could have been cut off
            return self._context.wrap_socket(plain, server_hostname=url.host, suppress_ragged_eofs=False)
        except BaseException as error:
            plain.close()
            if isinstance(error, TimeoutError):
                raise deadline.expired() from None
            if isinstance(error, ssl.SSLCertVerificationError):
                what = f"the certificate of {url.host!r} is not accepted: {error.verify_message}"
                step = "check the address, and that the system's own list of certificates is there and up to date"
                raise Unreachable(what, step) from None
            if isinstance(error, OSError | ValueError):
                raise Unreachable(f"no safe connection to {url.host!r}: {network_reason(error)}", _AGAIN) from None
            raise


def system_resolve(host: str, port: int) -> list[str]:
    """Return the addresses that the system's resolver gives, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [str(where[0]) for *_, where in found]


def system_connect(address: str, port: int, timeout: float) -> socket.socket:
    """Return a socket connected to `address`, which is used as it stands and never looked up."""
    connection = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        connection.settimeout(timeout)
        connection.connect((address, port))
    except BaseException:
        connection.close()
        raise
    return connection
