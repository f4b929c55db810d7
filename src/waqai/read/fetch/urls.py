"""Web addresses, read more strictly than browsers do: what two programs could read differently is refused.

Grammar: RFC 3986; names: RFC 3490 (IDNA as Python has it); what is refused: the known ways to hide a host.
"""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from stringprep import in_table_b1
from urllib.parse import quote, urljoin

import msgspec

from waqai.read.fetch.addresses import IPAddress
from waqai.read.fetch.refusals import PRIVATE_STEP, Refused, shown

_LONGEST = 8192
_LONGEST_NAME = 253
_SPLIT = re.compile(r"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE | re.DOTALL)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_AUTHORITY = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::([0-9]{0,5}))?")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\ud800-\udfff\u2028\u2029]")
#: letters that IDNA 2003 and 2008 turn into different names
_AMBIGUOUS = "ßẞς"
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE = _PATH_SAFE + "?"
_STANDARD = {"http": 80, "https": 443}
#: below this only the web's own two ports
_FIRST_FREE_PORT = 1024
#: above it, ports of services that are no web sites (RFC 6335 registry; Fetch Standard, "port blocking"; databases)
_NOT_WEB = {
    **dict.fromkeys(
        (1433, 1434, 1521, 3050, 3306, 5432, 5433, 5984, 6379, 7687, 9042, 27017, 27018, 27019), "a database"
    ),
    **dict.fromkeys((9200, 9300, 11211, 8086, 5672, 9092, 1883, 2181, 61616), "a store or queue of data"),
    **dict.fromkeys((2375, 2376, 2379, 2380, 6443, 10250, 10255, 10256, 4243, 8500, 8600), "the control of a cluster"),
    **dict.fromkeys((1719, 1720, 5060, 5061, 1080, 1723, 3128, 1194), "telephony, a proxy or a tunnel"),
    **dict.fromkeys(
        (2049, 3260, 3389, 3659, 4045, 4190, 5900, 5901, 5985, 5986, 10080, 6566), "the control of a machine"
    ),
    **dict.fromkeys((*range(6000, 6064), *range(6665, 6670), 6697), "a screen or chat"),
}
_LOCAL_NAMES = ("localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp", "private")
_LOCAL_ENDS = (*_LOCAL_NAMES, "home.arpa", "onion", "ip6-localhost", "ip6-loopback")
_GIVE_WEB = "give the address of a page or feed as the browser shows it, starting with https:// or http://"


class Url(msgspec.Struct, frozen=True):
    """A web address that may be asked for, once its host's addresses are checked.

    `host` is in ASCII and small letters, without brackets; `address` is set where it is one; `target` is path and query
    as sent.
    """

    scheme: str
    host: str
    port: int
    target: str
    address: IPAddress | None = None

    @property
    def authority(self) -> str:
        """The host as a request names it, with the port where it is not the scheme's own."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _STANDARD[self.scheme] else f"{name}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.authority}"

    def __str__(self) -> str:
        """Return it in its normal form, without a fragment."""
        return self.origin + self.target


def parse_url(text: str, *, private: bool = False) -> Url:
    """Return `text` as a web address; `private` allows names and ports of private networks.  Raises `Refused`."""
    if len(text) > _LONGEST:
        raise Refused(f"the address is {len(text)} characters long, more than {_LONGEST}", _GIVE_WEB)
    if bad := _FORBIDDEN.search(text):
        raise Refused(f"the address holds {_named(bad.group())} at character {bad.start() + 1}", _GIVE_WEB)
    parts = _SPLIT.fullmatch(text)
    if parts is None:
        scheme = _SCHEME.match(text)
        if scheme and scheme.group(1).lower() not in _STANDARD:
            raise Refused(f"the scheme {scheme.group(1)!r} is not fetched", _GIVE_WEB)
        raise Refused("is no complete web address", _GIVE_WEB)
    scheme_name, authority, path, query = parts.groups()
    if "\\" in authority + path:
        raise Refused("the address holds a backslash, which programs read differently", _GIVE_WEB)
    host, address, port = _parse_authority(authority, scheme_name.lower(), private=private)
    target = _without_dots(_quoted(path or "/", _PATH_SAFE)) + (
        "" if query is None else "?" + _quoted(query, _QUERY_SAFE)
    )
    return Url(scheme_name.lower(), host, port, target, address)


def join_url(base: Url, location: str, *, private: bool = False) -> Url:
    """Return where a redirect from `base` to `location` leads.  Raises `Refused`."""
    location = location.replace(" ", "%20")  # a common slip; in a host's name it is refused all the same
    if "\\" in location.partition("?")[0] or _FORBIDDEN.search(location):
        raise Refused(f"redirects to {location!r}, which is no clean address", "look at the page in a browser")
    try:
        joined = urljoin(str(base), location)
    except ValueError:
        raise Refused(f"redirects to {location!r}, which is no address", "look at the page in a browser") from None
    return parse_url(joined, private=private)


def _parse_authority(authority: str, scheme: str, *, private: bool) -> tuple[str, IPAddress | None, int]:
    if "@" in authority:
        raise Refused("the address holds a user name or password before '@'", "leave out what stands before '@'")
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None:
        raise Refused(f"{authority!r} is no host and port", _GIVE_WEB)
    name, digits = parts.groups()
    port = int(digits) if digits else _STANDARD[scheme]
    _check_port(port)
    if name.startswith("["):
        address = _parse_v6(name[1:-1])
        return str(address), address, port
    host = _ascii_name(name)
    last = host.rsplit(".", 1)[-1]
    if _NUMBER.fullmatch(last):
        v4 = _parse_v4(host)
        return str(v4), v4, port
    if not private:
        _check_public_name(host)
    return host, None, port


def _check_port(port: int) -> None:
    if not 0 < port < 65536:
        raise Refused(f"there is no port {port}", _GIVE_WEB)
    if port < _FIRST_FREE_PORT and port not in _STANDARD.values():
        raise Refused(f"port {port} is not a web site's", "below 1024 only ports 80 and 443 are fetched")
    if port in _NOT_WEB:
        raise Refused(f"port {port} is that of {_NOT_WEB[port]}, not of a web site", _GIVE_WEB)


def _parse_v6(text: str) -> IPv6Address:
    if "%" in text:
        raise Refused(f"the address [{text}] is bound to one network card (zone)", _GIVE_WEB)
    try:
        return IPv6Address(text)
    except AddressValueError:
        raise Refused(f"[{text}] is no IPv6 address", _GIVE_WEB) from None


def _parse_v4(host: str) -> IPv4Address:
    try:
        return IPv4Address(host)
    except AddressValueError:
        what = f"the host {host!r} ends in a number but is no address of four decimal numbers"
        raise Refused(what, "such spellings hide where they lead: give the host's name") from None


def _ascii_name(name: str) -> str:
    """Return a host's name in ASCII; everything is checked after the mapping, so that no letter can hide a sign."""
    if not name:
        raise Refused("the address names no host", _GIVE_WEB)
    if len(name) > _LONGEST_NAME + 1:
        raise Refused(f"the host's name is longer than {_LONGEST_NAME} characters", _GIVE_WEB)
    for character in name:
        if character in _AMBIGUOUS or in_table_b1(character):  # the table of what is dropped from names: nobody sees it
            what = f"the host's name holds {_named(character)}, which programs read differently"
            raise Refused(what, "write the name in its ASCII form (xn--…)")
    try:
        host = name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise Refused(f"{name!r} is no host's name", _GIVE_WEB) from None
    host = host.removesuffix(".")
    labels = host.split(".")
    if len(host) > _LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in labels):
        raise Refused(f"{name!r} is no host's name", _GIVE_WEB)
    return host


def _check_public_name(host: str) -> None:
    if "." not in host:
        raise Refused(f"{host!r} is a name of a private network", f"give the full name; {PRIVATE_STEP}")
    for end in _LOCAL_ENDS:
        if host.endswith(f".{end}"):
            raise Refused(f"{host!r} is a name of a private network (.{end})", PRIVATE_STEP)


def _quoted(text: str, safe: str) -> str:
    """Return a path or query in ASCII: other letters as UTF-8, a '%' that escapes nothing as %25."""
    return quote(_ESCAPE.sub("%25", text), safe=safe)


def _without_dots(path: str) -> str:
    """Return `path` with its steps ``.`` and ``..`` taken, so that no rule of a robots.txt is walked around."""
    steps: list[str] = []
    segments = path.split("/")[1:]
    for number, segment in enumerate(segments, 1):
        plain = segment.replace("%2e", ".").replace("%2E", ".")
        if plain == "..":
            steps = steps[:-1]
        if plain not in {".", ".."}:
            steps.append(segment)
        elif number == len(segments):
            steps.append("")
    return "/" + "/".join(steps)


def _named(character: str) -> str:
    if character == " ":
        return "a space"
    return f"the character {shown(character)} (U+{ord(character):04X})"
