"""Fetching from a real server on this machine: pages, redirects, limits, nothing left open."""

from __future__ import annotations

import ast
import gzip
import socket
import ssl
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from tests.read.fetch.site import PAGE, Answer, Site, fetcher, got, gzip_bomb, ok, refused, status, to

import waqai
from waqai.read.fetch import Fetched, Fetcher, FetchSettings
from waqai.read.fetch.connection import system_connect

# -- a page


def test_a_page_and_what_is_known_of_it(site: Site) -> None:
    site.answers["/a?b=%20c"] = ok(
        PAGE, 'Content-Type: Text/HTML; Charset="Windows-1256"', 'ETag: W/"x y"', "Last-Modified: yesterday"
    )
    found = got(fetcher().fetch(site.url("/a?b=%20c#part")))
    assert found == Fetched(site.url("/a?b=%20c"), 200, "text/html", "windows-1256", PAGE, 'W/"x y"', "yesterday")
    with pytest.raises(AttributeError):
        found.body = b""  # type: ignore[misc]


def test_a_host_of_ipv6() -> None:
    try:
        site = Site(host="::1")
    except OSError:
        pytest.skip("this machine has no IPv6")
    try:
        site.answers["/"] = ok()
        assert got(fetcher().fetch(site.url(host="[::1]"))).url == site.url(host="[::1]")
        assert f"\r\nHost: [::1]:{site.port}\r\n" in site.questions[0]
    finally:
        site.close()


def test_we_say_who_we_are_and_nothing_else(site: Site) -> None:
    site.answers["/"] = ok()
    got(fetcher().fetch(site.url(), kind="feed"))
    lines = site.questions[0].split("\r\n")
    assert lines[:3] == ["GET / HTTP/1.1", f"Host: 127.0.0.1:{site.port}", f"User-Agent: Waqai/{waqai.__version__}"]
    names = {line.partition(":")[0] for line in lines[1:] if line}
    assert names == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


@pytest.mark.parametrize(
    ("header", "content_type", "charset"),
    [
        ("text/html", "text/html", ""),
        ("text/html;charset=utf-8", "text/html", "utf-8"),
        ("text/html; x=y; charset = 'ISO-8859-6' ; z", "text/html", "iso-8859-6"),
        ("text/html; charset=", "text/html", ""),
        ("text/html; charset=<script>", "text/html", ""),
        ("text/html, text/plain", "text/html", ""),
        ("; charset=cp1256", "", "cp1256"),
        ("", "", ""),
    ],
)
def test_the_charset_as_the_server_says_it(site: Site, header: str, content_type: str, charset: str) -> None:
    site.answers["/"] = ok(PAGE, f"Content-Type: {header}")
    found = got(fetcher().fetch(site.url(), kind="feed"))
    assert (found.content_type, found.charset) == (content_type, charset)


@pytest.mark.parametrize("answer", [b"HTTP/1.0 200 OK\r\n\r\n" + PAGE, b"HTTP/1.0 200 OK\n\n" + PAGE])
def test_an_old_server(site: Site, answer: bytes) -> None:
    site.answers["/"] = answer
    assert got(fetcher().fetch(site.url())).body == PAGE


@pytest.mark.parametrize(
    ("code", "what", "step"),
    [
        (404, "not there", "check the address"),
        (410, "gone for good", "check the address"),
        (401, "password", "check the address"),
        (403, "does not let us", "check the address"),
        (500, "status 500", "try again later"),
        (429, "less often", "try again later"),
        (204, "status 204", "check the address"),
        (206, "status 206", "check the address"),
        (300, "status 300", "check the address"),
        (304, "status 304", "check the address"),  # we had not asked whether it changed
    ],
)
def test_other_answers_are_problems(site: Site, code: int, what: str, step: str) -> None:
    site.answers["/"] = status(code)
    found = refused(fetcher().fetch(site.url()))
    assert found.where == site.url()
    assert found.status == code
    assert what in found.what
    assert step in found.next_step
    assert found.retry_after == 0


# -- whether it changed


def test_what_is_known_is_not_sent_again(site: Site) -> None:
    site.answers["/"] = [ok(PAGE, 'ETag: "1"', "Last-Modified: Sun, 01 Mar 2026 12:00:00 GMT"), status(304)]
    asks = fetcher()
    first = got(asks.fetch(site.url(), kind="feed"))
    second = got(asks.fetch(site.url(), kind="feed", etag=first.etag, modified=first.modified))
    assert (second.status, second.body) == (304, b"")
    assert (second.etag, second.modified) == (first.etag, first.modified)
    assert 'If-None-Match: "1"\r\n' in site.questions[1]
    assert "If-Modified-Since: Sun, 01 Mar 2026 12:00:00 GMT\r\n" in site.questions[1]


@pytest.mark.parametrize("etag", ['"1"\r\nX-Evil: y', '"1"\n', "\x00", "é", "a" * 600, " "])
def test_no_header_can_be_smuggled_in(site: Site, etag: str) -> None:
    site.answers["/"] = ok()
    got(fetcher().fetch(site.url(), kind="feed", etag=etag, modified=etag))
    assert "Evil" not in site.questions[0]
    assert "If-" not in site.questions[0]


# -- redirects


def test_redirects_are_followed_to_the_end(site: Site) -> None:
    site.answers |= {
        "/1": to("/2", 301),
        "/2": to("3?خ", 307),
        "/3?%D8%AE": to(site.url("/4#x"), 308),
        "/4": to(f"//127.0.0.1:{site.port}/5", 303),
        "/5": to("/6"),
        "/6": ok(),
    }
    assert got(fetcher().fetch(site.url("/1"))).url == site.url("/6")


def test_five_redirects_and_no_more(site: Site) -> None:
    site.answers |= {f"/{number}": to(f"/{number + 1}") for number in range(20)}
    found = refused(fetcher().fetch(site.url("/0"), kind="feed"))
    assert "more than 5 times" in found.what
    assert site.asked == [f"/{number}" for number in range(6)]


@pytest.mark.parametrize(("start", "asked"), [("/self", 1), ("/a", 2), ("/fragment", 1)])
def test_a_circle_is_named(site: Site, start: str, asked: int) -> None:
    site.answers |= {"/self": to("/self"), "/a": to("/b"), "/b": to("/a"), "/fragment": to("#x")}
    found = refused(fetcher().fetch(site.url(start), kind="feed"))
    assert found.what.startswith("redirects in a circle: " + site.url(start) + " → ")
    assert found.what.endswith(" → " + site.url(start))
    assert len(site.asked) == asked


@pytest.mark.parametrize(
    "location", ["http://169.254.169.254/latest", "file:///etc/passwd", "http://u:p@a.example/", "http://[::]/"]
)
def test_a_redirect_is_checked_like_any_address(site: Site, location: str) -> None:
    site.answers["/"] = to(location)
    found = refused(fetcher().fetch(site.url(), kind="feed"), "quarantined")
    assert found.where == site.url()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for the name safe.example and 127.0.0.1, signed by itself, with its key."""
    folder = tmp_path_factory.mktemp("tls")
    made = folder / "both.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=safe.example"]
    names = ["-addext", "subjectAltName=DNS:safe.example"]
    try:
        subprocess.run(
            [*command, *names, "-keyout", folder / "key", "-out", folder / "crt"], check=True, capture_output=True
        )
    except FileNotFoundError:
        pytest.skip("openssl is not installed here")
    made.write_bytes((folder / "key").read_bytes() + (folder / "crt").read_bytes())
    return made


@pytest.fixture
def safe_site(certificate: Path) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    site = Site(context)
    yield site
    site.close()


def to_this_machine() -> Fetcher:
    settings = FetchSettings(private_addresses=True, delay=0, time=5)
    return Fetcher(settings, resolve=lambda *_: ["127.0.0.1"])


def test_an_unknown_certificate_is_refused(safe_site: Site) -> None:
    found = refused(to_this_machine().fetch(safe_site.url("/", "https", "safe.example")))
    assert "certificate of 'safe.example' is not accepted" in found.what
    assert safe_site.asked == []


def test_a_certificate_must_be_of_the_name(safe_site: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    safe_site.answers |= {"/": ok(), "/down": to(safe_site.url("/", "http", "safe.example"))}
    asks = to_this_machine()
    assert got(asks.fetch(safe_site.url("/", "https", "safe.example"))).body == PAGE
    found = refused(asks.fetch(safe_site.url("/", "https", "other.example")))
    assert "certificate of 'other.example' is not accepted" in found.what
    found = refused(asks.fetch(safe_site.url("/", "https", "127.0.0.1")))
    assert "certificate of '127.0.0.1' is not accepted" in found.what
    found = refused(asks.fetch(safe_site.url("/down", "https", "safe.example")), "quarantined")
    assert "from a safe to an unsafe connection" in found.what


def test_a_body_without_end_over_tls_may_be_cut_off(
    safe_site: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\nhalf a page")
        connection.shutdown(socket.SHUT_RDWR)  # without the goodbye of TLS

    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    safe_site.answers["/"] = cut
    found = refused(to_this_machine().fetch(safe_site.url("/", "https", "safe.example"), kind="feed"))
    assert "connection broke" in found.what
    assert "_ssl.c" not in found.what

    def end(connection: socket.socket) -> None:
        assert isinstance(connection, ssl.SSLSocket)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\na whole page")
        connection.unwrap()

    safe_site.answers["/"] = end
    assert (
        got(to_this_machine().fetch(safe_site.url("/", "https", "safe.example"), kind="feed")).body == b"a whole page"
    )


def test_a_server_that_speaks_no_tls(site: Site) -> None:
    found = refused(fetcher(time=5).fetch(site.url("/", "https")))
    assert "no safe connection" in found.what
    assert "_ssl.c" not in found.what


# -- limits


def test_a_gzip_bomb_of_400_megabytes_is_refused_early(site: Site) -> None:
    site.answers["/"] = ok(gzip_bomb(400), "Content-Encoding: gzip")
    asks = fetcher()
    tracemalloc.start()
    start = time.thread_time()  # what it costs us, however busy the machine is
    try:
        found = refused(asks.fetch(site.url(), kind="feed"), "quarantined")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert time.thread_time() - start < 2
    assert peak < 64 * 2**20
    assert "unpacked (gzip) it is larger than 15 MiB" in found.what


@pytest.mark.parametrize("fits", [True, False])
def test_fifteen_mebibytes_and_not_a_byte_more(site: Site, fits: bool) -> None:
    body = bytes(15 * 2**20 + (0 if fits else 1))
    site.answers |= {"/plain": ok(body), "/packed": ok(gzip.compress(body, 1), "Content-Encoding: gzip")}
    for path in ("/plain", "/packed"):
        found = fetcher().fetch(site.url(path), kind="feed")
        if fits:
            assert len(got(found).body) == len(body)
        else:
            assert "larger than 15 MiB" in refused(found, "quarantined").what


def test_what_is_packed_twice_is_refused(site: Site) -> None:
    site.answers["/"] = ok(gzip.compress(gzip.compress(PAGE)), "Content-Encoding: gzip, gzip")
    assert "packed 2 times" in refused(fetcher().fetch(site.url()), "quarantined").what


def drip(*parts: bytes, pause: float = 0.05, times: int = 200) -> Callable[[socket.socket], None]:
    """Return an answer whose last part comes again and again, with pauses."""

    def answer(connection: socket.socket) -> None:
        for part in parts[:-1]:
            connection.sendall(part)
        for _ in range(times):
            connection.sendall(parts[-1])
            time.sleep(pause)

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        drip(b"H"),
        drip(b"HTTP/1.1 200 OK\r\n", b"X"),
        drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        drip(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"x"),
        drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        drip(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress(b"")),
    ],
)
@pytest.mark.parametrize("path", ["/", "/robots.txt"])
def test_a_slow_answer_is_left(site: Site, answer: Answer, path: str) -> None:
    site.answers |= {"/": ok(), path: answer}
    start = time.monotonic()
    found = refused(fetcher(time=0.4).fetch(site.url()))
    assert time.monotonic() - start < 3
    assert "no whole answer within 0.4 seconds" in found.what


def test_the_time_is_shared_by_all_redirects(site: Site) -> None:
    def late(number: int) -> Callable[[socket.socket], None]:
        def answer(connection: socket.socket) -> None:
            time.sleep(0.15)
            connection.sendall(to(f"/{number + 1}"))

        return answer

    site.answers |= {f"/{number}": late(number) for number in range(6)}
    found = refused(fetcher(time=0.4).fetch(site.url("/0"), kind="feed"))
    assert "no whole answer" in found.what
    assert len(site.asked) < 5


def test_a_resolver_that_does_not_answer_is_left() -> None:
    release = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        release.wait(10)
        return []

    asks = Fetcher(FetchSettings(time=0.2, delay=0), resolve=resolve)
    found = refused(asks.fetch("http://slow.example/"))
    release.set()
    assert "no whole answer" in found.what


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + PAGE, "cut off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "closed before"),
        (ok(gzip.compress(PAGE)[:-4], "Content-Encoding: gzip"), "cut off"),
        (b"HTTP/1.1 200 OK\r\nContent-Le", "closed before"),
        (b"", "closed before"),
    ],
)
def test_half_a_page_is_no_page(site: Site, answer: bytes, what: str) -> None:
    site.answers["/"] = answer
    assert what in refused(fetcher().fetch(site.url())).what


@pytest.mark.parametrize("answer", [ok(PAGE, "X: " + "a" * 70_000), ok(PAGE, *["X: aaaaaaaaaaaaaaaaaaa"] * 4000)])
def test_giant_headers_are_refused(site: Site, answer: bytes) -> None:
    site.answers["/"] = answer
    assert "headers" in refused(fetcher().fetch(site.url(), kind="feed"), "quarantined").what


def test_a_host_that_is_not_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    found = refused(fetcher().fetch(f"http://127.0.0.1:{port}/"))
    assert found.what == "the host '127.0.0.1' cannot be reached: Connection refused"


def test_the_next_address_is_tried(site: Site) -> None:
    tried: list[str] = []

    def connect(address: str, port: int, timeout: float) -> socket.socket:
        tried.append(address)
        if address == "2606:4700::1":
            raise OSError(101, "Network is unreachable")
        if address == "1.0.0.1":
            time.sleep(timeout)
            raise TimeoutError
        return system_connect("127.0.0.1", site.port, timeout)

    site.answers["/"] = ok()
    addresses = ["2606:4700::1", "1.0.0.1", "1.1.1.1"]
    asks = Fetcher(FetchSettings(delay=0, time=1), resolve=lambda *_: addresses, connect=connect)
    got(asks.fetch("http://a.example/", kind="feed"))
    assert tried == addresses


def test_a_name_without_address_is_not_found() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    found = refused(Fetcher(resolve=resolve).fetch("http://nowhere.example/"))
    assert found.what == "the host 'nowhere.example' is not found: Name or service not known"


# -- leaks


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open descriptors are counted in /proc")
def test_nothing_stays_open(site: Site) -> None:
    site.answers |= {
        "/good": ok(),
        "/moved": to("/good"),
        "/cut": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello",
        "/bomb": ok(gzip_bomb(20), "Content-Encoding: gzip"),
        "/headers": ok(PAGE, "X: " + "a" * 70_000),
        "/odd": b"SSH-2.0\r\n",
    }
    asks = fetcher(time=5)
    urls = [*map(site.url, site.answers), site.url("/", "https"), "http://127.0.0.1:1/", "http://169.254.169.254/"]

    def ours() -> set[str]:
        return {link.name for link in Path("/proc/self/fd").iterdir() if link.is_symlink()}

    for url in urls:
        asks.fetch(url)
    time.sleep(0.2)
    before, threads = len(ours()), threading.active_count()
    for number in range(50):
        asks.fetch(urls[number % len(urls)])
    time.sleep(0.2)
    assert len(ours()) <= before
    assert threading.active_count() <= threads + 1


def test_the_settings_are_safe_by_default() -> None:
    assert msgspec.structs.asdict(FetchSettings()) == {
        "private_addresses": False,
        "largest": 15 * 2**20,
        "largest_headers": 64 * 2**10,
        "time": 20.0,
        "redirects": 5,
        "delay": 1.0,
        "longest_delay": 10.0,
        "longest_wait": 5.0,
        "retries": 2,
    }


def test_no_other_module_asks_the_network() -> None:
    source = Path(waqai.__file__).parent
    modules = {"urllib.request", "urllib3", "http.client", "requests", "httpx", "ftplib", "smtplib", "ssl"}
    calls = {"create_connection", "getaddrinfo", "gethostbyname", "urlopen", "fetch_url", "fetch_response"}
    found = []
    for path in sorted(source.rglob("*.py")):
        if source / "read" / "fetch" in path.parents or "compiled" in path.parts:
            continue
        text = path.read_text("utf-8")
        if not any(word.rpartition(".")[2] in text for word in (*modules, *calls)):
            continue
        for node in ast.walk(ast.parse(text)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            used = {node.attr} if isinstance(node, ast.Attribute) else {name.rpartition(".")[2] for name in names}
            found += [f"{path.relative_to(source)}: {name}" for name in (*(modules & {*names}), *(calls & used))]
    assert found == []


def test_importing_it_opens_nothing(environment: dict[str, str]) -> None:
    code = (
        "import sys, socket\n"
        "def no(*a): raise SystemExit('network')\n"
        "socket.socket.connect = socket.getaddrinfo = no\n"
        "import waqai.read.fetch\n"
        "assert 'ssl' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, timeout=60)
