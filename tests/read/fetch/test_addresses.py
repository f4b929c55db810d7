"""Which addresses are fetched: hostile ones never reach a socket, whatever they are dressed as."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

import pytest
import urllib3
from hypothesis import example, given, settings
from hypothesis import strategies as st

from waqai.read.fetch import Fetched, Fetcher, FetchProblem, FetchSettings
from waqai.read.fetch.addresses import reach_of
from waqai.read.fetch.connection import Gate, system_connect
from waqai.read.fetch.deadline import Deadline
from waqai.read.fetch.refusals import Refused
from waqai.read.fetch.urls import join_url, parse_url

PUBLIC = "93.184.215.14"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"

#: hosts of addresses that are not of the public internet, in every spelling that some program understands
HIDDEN_V4 = """
    127.0.0.1 127.1 127.0.1 127.255.255.254 2130706433 017700000001 0x7f000001 0x7f.0.0.1 0177.0.0.1 127.0x0.0.1
    0x7F.1 0X7f.0X0.0x0.0x1 127.00.0.1 0127.0.0.1 127.0.0.1. 127.0.0.0x1 0 0.0.0.0 00 0x0 0. 0.0.0.1
    10.0.0.1 10.1 167772161 0xa000001 012.0.0.1 172.16.0.1 172.31.255.255 192.168.0.1 192.168.1 3232235521 0xc0a80001
    100.64.0.1 100.127.255.254 169.254.0.1 169.254.169.254 2852039166 0xa9fea9fe 0251.0376.0251.0376
    169.254.43518 169.254.170.2 100.100.100.200 168.63.129.16 192.0.0.192 192.0.0.8
    192.0.2.1 198.51.100.7 203.0.113.9 198.18.0.1 198.19.255.255 192.88.99.1 224.0.0.1 239.255.255.255
    240.0.0.1 255.255.255.255 4294967295 1.2.3.4.5 1.2.3 256.1.1.1 1.1.1.256 1..1.1 4294967296 99999999999999999999
    127.0.0.1.nip.0x7f 08.8.8.8 8.8.8.010 a.b.c.1 example.com.127
    １２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1 127．0．0．1 127｡0｡0｡1
    １２７。０。０。１ ¹27.0.0.1 𝟏𝟐𝟕.𝟎.𝟎.𝟏 0𝐱7f.1 127\u00ad.0.0.1
""".split()
HIDDEN_V6 = """
    [::1] [::] [0:0:0:0:0:0:0:1] [0000::0001] [::127.0.0.1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:0:127.0.0.1]
    [::ffff:10.0.0.1] [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [::ffff:8.8.8.8] [::8.8.8.8] [::ffff:0:8.8.8.8]
    [64:ff9b::127.0.0.1] [64:ff9b::a9fe:a9fe] [64:ff9b::10.0.0.1] [64:ff9b:1::1] [64:ff9b:1::8.8.8.8]
    [2002:7f00:1::] [2002:a9fe:a9fe::1] [2002:808:808::1] [2001::1] [2001:0:7f00:1::1] [2001:db8::1] [3fff::1]
    [2001:2::1] [2001:10::1] [2001:20::1] [100::1] [fc00::1] [fd00:ec2::254] [fd00::1] [fe80::1] [fe80::1%25eth0]
    [fe80::1%eth0] [::1%lo] [2606:4700::1%251] [fec0::1] [ff02::1] [ff0e::1] [5f00::1] [4000::1] [8000::1] [1::1]
    [2606:4700::5efe:10.0.0.1] [2606:4700::200:5efe:127.0.0.1] [::1 [::1]] [[::1]] ::1 [] [v1.x] [127.0.0.1]
    [::1]x [1:2:3] [:::] [0:0:0:0:0:ffff:7f00:0001] [::ffff:0x7f.0.0.1] [::ffff:127.1] [::１]
""".split()
LOCAL_NAMES = """
    localhost LOCALHOST localhost. LocalHost.LocalDomain localhost.localdomain a.localhost foo.bar.localhost.
    ip6-localhost ip6-loopback printer.local files.internal metadata.google.internal metadata metadata. intranet wiki
    a.intranet router.lan nas.home nas.home.arpa x.corp x.private hidden.onion ⓛⓞⓒⓐⓛⓗⓞⓢⓣ ｌｏｃａｌｈｏｓｔ ˡocalhost
    localhost。 a.ⓛocal local\u00adhost
""".split()
#: whole addresses that two programs could read differently, or that are no web pages
CONFUSING = [
    "http://user@public.example/",
    "http://user:password@public.example/",
    "http://:@public.example/",
    "http://@public.example/",
    "http://public.example@127.0.0.1/",
    "http://127.0.0.1@public.example/",
    "http://public.example:80@127.0.0.1:{port}/",
    "http://public.example%40127.0.0.1/",
    "http://public.example#@127.0.0.1:{port}@x/".replace("#", "%23"),
    "http://public.example\\@127.0.0.1/",
    "http://127.0.0.1\\@public.example/",
    "http://127.0.0.1:{port}\\.public.example/",
    "http:\\\\127.0.0.1\\",
    "http://public.example/\\127.0.0.1/",
    "http://public.example/a\\..\\b",
    "http:/\\127.0.0.1/",
    "http:127.0.0.1",
    "http:/127.0.0.1",
    "http:///127.0.0.1/",
    "//127.0.0.1/",
    "://127.0.0.1/",
    "127.0.0.1:80",
    "public.example",
    "",
    " ",
    "http://",
    "http:///",
    "http://?",
    "http://#",
    "http://:80/",
    "http://./",
    "http://../",
    "http://.public.example/",
    "http://public..example/",
    "http://public.example../",
    "http://-public.example/",
    "http://public-.example/",
    "http://public.exa mple/",
    " http://public.example/",
    "http://public.example/ ",
    "http://public.example/a b",
    "\thttp://public.example/",
    "ht\ttp://public.example/",
    "http://public.exam\tple/",
    "http://public.example/\r\nHost: 127.0.0.1",
    "http://public.example/?a=\r\nX: y",
    "http://public.example\r\n.127.0.0.1/",
    "http://public.example/\n",
    "http://public.example/\x00",
    "http://public.example\x00.127.0.0.1/",
    "http://public.example/\x7f",
    "http://public.example/\u0085",
    "http://public.example/\u2028",
    "http://public.example/\ud800",
    "http://public.example\u200b.org/",
    "http://\u202e127.0.0.1/",
    "http://127.0.0.1\u200d/",
    "http://fa\u00df.example/",
    "http://\u03bb\u03cc\u03b3\u03bf\u03c2.example/",
    "http://evil.c\u2100.public.example/",
    "http://127.0.0.1\uff0fpublic.example/",
    "http://127.0.0.1\uff1f.public.example/",
    "http://127.0.0.1\uff03.public.example/",
    "http://127.0.0.1\uff20public.example/",
    "http://127.0.0.1\uff1a80.public.example/",
    "http://pub%6cic.example/",
    "http://127%2e0%2e0%2e1/",
    "http://%31%32%37.0.0.1/",
    "http://public.example%00/",
    "http://public.example%2f/",
    "http://a,b.example/",
    "http://a;b.example/",
    "http://a&b.example/",
    "http://$(id).example/",
    "http://<public.example>/",
    "http://{public}.example/".replace("{", "{{").replace("}", "}}"),
    "http://xn--\u0661.example:\u0668\u0660/",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a." * 130 + "example/",
    "http://" + "\u0627" * 5000 + ".example/",
    "http://public.example/" + "a" * 9000,
    "http://public.example:0/",
    "http://public.example:65536/",
    "http://public.example:99999999999999999999/",
    "http://public.example:-80/",
    "http://public.example:+80/",
    "http://public.example:0x50/",
    "http://public.example:8_0/",
    "http://public.example:\u0668\u0660/",
    "http://public.example:80:80/",
    "http://public.example:80a/",
    *(f"http://public.example:{port}/" for port in (1, 7, 19, 21, 22, 23, 25, 53, 110, 111, 119, 135, 139, 143, 389)),
    *(f"http://public.example:{port}/" for port in (445, 465, 514, 587, 631, 636, 873, 993, 995, 1080, 1433, 1521)),
    *(f"http://public.example:{port}/" for port in (2049, 2375, 2379, 3306, 3389, 5060, 5432, 5900, 6000, 6379, 6443)),
    *(f"http://public.example:{port}/" for port in (6667, 9200, 10250, 11211, 27017)),
    "file:///etc/passwd",
    "file://127.0.0.1/etc/passwd",
    "ftp://public.example/a.txt",
    "gopher://127.0.0.1:6379/_INFO",
    "dict://127.0.0.1:11211/stat",
    "ldap://127.0.0.1/",
    "jar:http://127.0.0.1!/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "view-source:http://127.0.0.1/",
    "blob:http://127.0.0.1/",
    "ws://127.0.0.1/",
    "unix:///var/run/docker.sock",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/",
    "httpx://public.example/",
    "hxxp://public.example/",
    "\u210cttp://public.example/",
    "urn:isbn:1",
    "http//public.example/",
    "feed:http://127.0.0.1/",
    "feed://127.0.0.1/",
]
#: names that look public and lead, by the resolver's word, somewhere else; one bad address among good ones is enough
LEADS: dict[str, list[str]] = {
    "loop.example": ["127.0.0.1"],
    "loop6.example": ["::1"],
    "zero.example": ["0.0.0.0"],
    "ten.example": ["10.1.2.3"],
    "home.example": ["192.168.1.1"],
    "seventeen.example": ["172.20.0.1"],
    "cloud.example": ["169.254.169.254"],
    "azure.example": ["168.63.129.16"],
    "cgnat.example": ["100.64.3.2"],
    "ula.example": ["fd12::1"],
    "card.example": ["fe80::1%eth0"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "nat64.example": ["64:ff9b::7f00:1"],
    "sixtofour.example": ["2002:7f00:1::"],
    "mixed.example": [PUBLIC, "127.0.0.1"],
    "mixed6.example": ["2606:4700::1111", "::1"],
    "many.example": [PUBLIC] * 30 + ["10.0.0.1"],
    "cast.example": ["224.0.0.251"],
    "all.example": ["255.255.255.255"],
    "nothing-known.example": ["no address"],
}
HOSTILE = [
    *(f"http://{host}:{{port}}/" for host in HIDDEN_V4),
    *(f"https://{host}:{{port}}/" for host in HIDDEN_V6),
    *(f"http://{host}:{{port}}/feed" for host in LOCAL_NAMES),
    *CONFUSING,
    *(f"http://{host}:{{port}}/" for host in LEADS),
]


class Trap:
    """Listening sockets of this machine, to which every connection is led, whatever address it was meant for."""

    def __init__(self) -> None:
        self.sockets = [socket.create_server(("127.0.0.1", 0))]
        self.port = self.sockets[0].getsockname()[1]
        if socket.has_ipv6:
            with contextlib.suppress(OSError):
                self.sockets.append(socket.create_server(("::1", self.port), family=socket.AF_INET6))
        for one in self.sockets:
            one.setblocking(False)
        self.looked_up: list[str] = []

    def resolve(self, host: str, port: int) -> list[str]:
        """Answer like a system resolver, which also understands the old spellings of addresses."""
        self.looked_up.append(host)
        if host in LEADS:
            return LEADS[host]
        try:
            return [socket.inet_ntoa(socket.inet_aton(host))]
        except OSError:
            return [PUBLIC]

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        return system_connect("127.0.0.1", self.port, timeout)

    def connections(self) -> int:
        """Return how many connections came since the last time."""
        count = 0
        for one in self.sockets:
            try:
                while True:
                    connection, _ = one.accept()
                    connection.close()
                    count += 1
            except BlockingIOError:
                pass
        return count


@pytest.fixture(scope="module")
def trap() -> Iterator[Trap]:
    trap = Trap()
    yield trap
    for one in trap.sockets:
        one.close()


def fetcher(trap: Trap, *, private_addresses: bool = False) -> Fetcher:
    limits = FetchSettings(delay=0, time=0.5, private_addresses=private_addresses)
    return Fetcher(limits, resolve=trap.resolve, connect=trap.connect)


def test_the_hostile_addresses_are_many_and_different() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) >= 200


@pytest.mark.parametrize("kind", ["page", "feed"])
@pytest.mark.parametrize("url", HOSTILE, ids=ascii)
def test_a_hostile_address_touches_no_socket(trap: Trap, url: str, kind: str) -> None:
    url = url.format(port=trap.port)
    found = fetcher(trap).fetch(url, kind=kind)  # type: ignore[arg-type]
    assert isinstance(found, FetchProblem)
    assert trap.connections() == 0
    assert found.kind == "quarantined"
    assert found.what
    assert found.next_step
    assert str(found).isprintable()
    assert found.where == url or not url.isprintable() or len(url) > 2000


def test_the_trap_catches_what_is_let_through(trap: Trap) -> None:
    for url in (
        "http://public.example/",
        "http://8.8.8.8/",
        "http://[2606:4700::1111]/",
        "http://public.example:8080/",
    ):
        found = fetcher(trap).fetch(url, kind="feed")
        assert isinstance(found, FetchProblem)
        assert found.kind == "failed"  # nobody answers there
        assert trap.connections() == 1


def test_the_real_network_functions_refuse_too(trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("127.0.0.1", trap.port))])
    found = Fetcher(FetchSettings(delay=0)).fetch(f"http://public.example:{trap.port}/")
    assert isinstance(found, FetchProblem)
    assert "127.0.0.1" in found.what
    assert trap.connections() == 0


def test_proxies_of_the_environment_are_not_used(trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{trap.port}")
    asked: list[str] = []

    def connect(address: str, port: int, timeout: float) -> socket.socket:
        asked.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    found = Fetcher(resolve=trap.resolve, connect=connect).fetch("http://public.example/", kind="feed")
    assert isinstance(found, FetchProblem)
    assert asked == [PUBLIC]
    assert trap.connections() == 0


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_name_that_changes_its_address_is_connected_to_where_it_was_checked(trap: Trap, scheme: str) -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"], ["10.0.0.1"]])
    asked: list[str] = []

    def connect(address: str, port: int, timeout: float) -> socket.socket:
        asked.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    rebound = Fetcher(FetchSettings(delay=0), resolve=lambda *_: next(answers), connect=connect)
    first = rebound.fetch(f"{scheme}://rebinding.example/", kind="feed")
    assert asked == [PUBLIC]  # looked up once: the second answer was never asked for
    second = rebound.fetch(f"{scheme}://rebinding.example/", kind="feed")
    assert asked == [PUBLIC]
    assert isinstance(first, FetchProblem)
    assert isinstance(second, FetchProblem)
    assert first.kind == "failed"
    assert second.kind == "quarantined"
    assert "127.0.0.1" in second.what


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("http://127.0.0.1:{port}/", "loopback"),
        ("http://[::1]:{port}/", "loopback"),
        ("//169.254.169.254/latest/meta-data/", "cloud"),
        ("http://loop.example:{port}/", "loopback"),
        ("http://localhost:{port}/", "private network"),
        ("http://2130706433/", "four decimal numbers"),
        ("http://[::ffff:127.0.0.1]/", "IPv4 address in IPv6"),
        ("http://u:p@public.example/", "'@'"),
        ("\\\\127.0.0.1\\", "no clean address"),
        ("http://public.example:22/", "port 22"),
        ("file:///etc/passwd", "'file'"),
        ("gopher://127.0.0.1:6379/_x", "'gopher'"),
        ("http://127.0.0.1:{port}\t/", "no clean address"),
        ("http://[::1", "no address"),
        ("//[", "no address"),
        ("", "nowhere"),
    ],
)
def test_a_redirect_is_a_new_address(location: str, why: str) -> None:
    server, client = socket.socketpair()
    with server, client:
        asked: list[str] = []

        def connect(address: str, port: int, timeout: float) -> socket.socket:
            asked.append(address)
            return client

        trap = Trap()
        try:
            server.sendall(b"HTTP/1.1 302 Found\r\nLocation: " + location.format(port=trap.port).encode() + b"\r\n\r\n")
            found = Fetcher(FetchSettings(delay=0), resolve=trap.resolve, connect=connect).fetch(
                "http://public.example/", kind="feed"
            )
            assert isinstance(found, FetchProblem)
            assert why in found.what
            assert asked == [PUBLIC]
            assert trap.connections() == 0
        finally:
            for one in trap.sockets:
                one.close()


def test_an_outside_page_never_leads_inside_even_with_the_flag() -> None:
    server, client = socket.socketpair()
    with server, client:
        server.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/secret\r\n\r\n")
        asked: list[str] = []

        def connect(address: str, port: int, timeout: float) -> socket.socket:
            asked.append(address)
            return client

        settings = FetchSettings(delay=0, private_addresses=True)
        found = Fetcher(settings, resolve=lambda *_: [PUBLIC], connect=connect).fetch("http://a.example/", kind="feed")
        assert isinstance(found, FetchProblem)
        assert found.kind == "quarantined"
        assert "private network" in found.what
        assert asked == [PUBLIC]


@pytest.mark.parametrize("url", ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://wiki:{port}/"])
def test_the_flag_opens_private_addresses(url: str) -> None:
    server, client = socket.socketpair()
    with server, client:
        server.sendall(ANSWER)
        settings = FetchSettings(delay=0, private_addresses=True)
        asks = Fetcher(settings, resolve=lambda *_: ["127.0.0.1"], connect=lambda *_: client)
        found = asks.fetch(url.format(port=8000), kind="feed")
        assert isinstance(found, Fetched)
        assert found.body == b"ok"


@pytest.mark.parametrize(
    "host",
    ["169.254.169.254", "[fd00:ec2::254]", "100.100.100.200", "0.0.0.0", "[::]", "224.0.0.1", "255.255.255.255",
     "[::ffff:127.0.0.1]", "240.0.0.1", "cloud.example", "card.example", "[ff02::1]", "2130706433", "[fe80::1%25eth0]"],
)  # fmt: skip
def test_the_flag_does_not_open_everything(trap: Trap, host: str) -> None:
    found = fetcher(trap, private_addresses=True).fetch(f"http://{host}:{trap.port}/")
    assert isinstance(found, FetchProblem)
    assert found.kind == "quarantined"
    assert trap.connections() == 0


# -- what is let through


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("https://a.example", "https://a.example/"),
        ("HTTPS://A.Example:443/B?c#d", "https://a.example/B?c"),
        ("http://a.example.:80/", "http://a.example/"),
        ("http://a.example:/", "http://a.example/"),
        ("http://a.example:8080/x", "http://a.example:8080/x"),
        ("http://a.example?x=1", "http://a.example/?x=1"),
        ("http://a.example/?", "http://a.example/?"),
        ("https://أخبار.example/خبر/١?س=ع", "https://xn--igbicxr.example/%D8%AE%D8%A8%D8%B1/%D9%A1?%D8%B3=%D8%B9"),
        ("http://a.example/%D8%AE%20b%zz", "http://a.example/%D8%AE%20b%25zz"),
        ("http://a.example/?u=http://127.0.0.1/@b\\c", "http://a.example/?u=http://127.0.0.1/@b%5Cc"),
        ('http://a.example/<b>"', "http://a.example/%3Cb%3E%22"),
        ("http://a.example/b/../c/./d", "http://a.example/c/d"),
        ("http://a.example/b/%2e%2E/c/..", "http://a.example/"),
        ("http://a.example/../../b/.", "http://a.example/b/"),
        ("http://a.example//b//..//c", "http://a.example//b//c"),
        ("http://a.example/...?../x", "http://a.example/...?../x"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700:0::1111]:8080/", "http://[2606:4700::1111]:8080/"),
        ("http://my_site.a-b.example/", "http://my_site.a-b.example/"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
    ],
)
def test_web_addresses_get_one_form(text: str, normal: str) -> None:
    assert str(parse_url(text)) == normal
    assert str(parse_url(normal)) == normal


@pytest.mark.parametrize(
    ("location", "goal"),
    [
        ("/b", "http://a.example/b"),
        ("?q", "http://a.example/x/y?q"),
        ("../b c", "http://a.example/b%20c"),
        ("//b.example/خبر", "http://b.example/%D8%AE%D8%A8%D8%B1"),
        ("https://b.example", "https://b.example/"),
    ],
)
def test_redirects_are_joined(location: str, goal: str) -> None:
    assert str(join_url(parse_url("http://a.example/x/y"), location)) == goal


def test_nat64_of_a_public_address_is_public() -> None:
    assert reach_of(ip_address("64:ff9b::8.8.8.8")) == ("public", "")


# -- whatever is let through is public


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    """Say it by Python's own tables."""
    if isinstance(address, IPv6Address) and int(address) >> 32 == 0x64FF9B << 64:
        return _is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    wrapped = address.version == 6 and (address.ipv4_mapped or address.sixtofour or address.teredo)
    return address.is_global and not address.is_multicast and not address.is_reserved and not wrapped


V4 = st.integers(0, 2**32 - 1).map(IPv4Address)
V6 = st.one_of(
    st.integers(0, 2**128 - 1),
    st.integers(0, 2**64 - 1),
    st.tuples(
        st.sampled_from([0x64FF9B << 96, 0xFFFF << 32, 0x2002 << 112, 0x2001 << 112, 0x2606 << 112, 0xFE80 << 112]),
        st.integers(0, 2**48 - 1),
    ).map(sum),
).map(IPv6Address)


@given(st.one_of(V4, V6))
@settings(max_examples=500)
@example(IPv4Address("168.63.129.16"))
@example(IPv6Address("2001:db8::"))
def test_what_counts_as_public_is_public(address: IPv4Address | IPv6Address) -> None:
    if reach_of(address)[0] == "public":
        assert _is_public(address)


PIECES = st.sampled_from(
    "http https HTTP :// : / // \\ @ # ? % %2e %00 . .. [ ] [::1] ::1 127.0.0.1 0x7f 2130706433 017 1 8.8.8.8 _ - "
    "localhost a.example example.com xn-- ⓛ ① 。 ／ ℀ خبر \u00ad \u200d \t \r\n \x00 :80 :22 :８０ u:p@ 65536".split(
        " "
    )
)
URLS = st.one_of(
    st.lists(PIECES, max_size=10).map("".join),
    st.tuples(st.lists(PIECES, max_size=8).map("".join), st.text(max_size=20)).map(
        lambda two: f"http://{two[0]}{two[1]}"
    ),
    st.from_regex(r"https?://[a-z0-9.\-\[\]:]{1,20}(:[0-9]{1,5})?(/.{0,5})?", fullmatch=True),
    st.text(max_size=60),
)


@given(URLS, st.lists(st.one_of(V4, V6).map(str), min_size=1, max_size=3), st.booleans())
@settings(max_examples=300)
def test_any_text_is_refused_or_leads_to_public_addresses(text: str, answer: list[str], private: bool) -> None:
    try:
        url = parse_url(text, private=private)
    except Refused as refused:
        problem = refused.problem(text)
        assert (problem.kind, str(problem).isprintable()) == ("quarantined", True)
        return
    assert parse_url(str(url), private=private) == url
    # what others read in the address as we send it is what we connect to
    assert urlsplit(str(url)).hostname == urllib3.util.parse_url(str(url)).hostname.strip("[]") == url.host  # type: ignore[union-attr]
    assert (urlsplit(str(url)).port or {"http": 80, "https": 443}[url.scheme]) == url.port
    assert str(url).isascii()
    if url.address is None:
        with pytest.raises(OSError, match="illegal"):  # a name that no resolver takes for an address
            socket.inet_aton(url.host)
    gate = Gate(private=False, resolve=lambda *_: answer)
    try:
        addresses, public = gate.check(url, Deadline(5, lambda: 0.0))
    except Refused as refused:
        assert refused.kind == "quarantined"  # noqa: PT017  one of two good ends
        return
    assert public
    assert all(_is_public(address) for address in addresses)
