"""Which network addresses may be connected to: those of the public internet, others only by an explicit flag.

The tables follow the IANA special-purpose registries for IPv4 and IPv6 (RFC 6890 and its updates).
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Literal

#: ``public``; ``private``: open to the user's flag; ``never``: nothing a report could come from
Reach = Literal["public", "private", "never"]
IPAddress = IPv4Address | IPv6Address

#: addresses at which clouds hand out their machines' secrets; no flag opens them
_METADATA = {
    ip_address(text)
    for text in (
        "169.254.169.254",  # Amazon, Google, Azure, DigitalOcean, Oracle
        "169.254.170.2",  # Amazon, tasks
        "169.254.170.23",  # Amazon, pods
        "168.63.129.16",  # Azure, although it looks public
        "100.100.100.200",  # Alibaba
        "192.0.0.192",  # Oracle, older
        "fd00:ec2::254",  # Amazon
        "fd00:ec2::23",
        "fd20:ce::254",  # Google
    )
}
_V4_TABLE: tuple[tuple[str, Reach, str], ...] = (
    ("0.0.0.0/8", "never", "unspecified"),
    ("10.0.0.0/8", "private", "private"),
    ("100.64.0.0/10", "private", "shared by a provider's customers (CGNAT)"),
    ("127.0.0.0/8", "private", "this machine (loopback)"),
    ("169.254.0.0/16", "private", "link-local"),
    ("172.16.0.0/12", "private", "private"),
    ("192.0.0.0/24", "never", "reserved for protocols"),
    ("192.0.2.0/24", "never", "for documentation"),
    ("192.88.99.0/24", "never", "a 6to4 relay"),
    ("192.168.0.0/16", "private", "private"),
    ("198.18.0.0/15", "private", "for benchmarks of networks"),
    ("198.51.100.0/24", "never", "for documentation"),
    ("203.0.113.0/24", "never", "for documentation"),
    ("224.0.0.0/4", "never", "multicast"),
    ("255.255.255.255/32", "never", "broadcast"),
    ("240.0.0.0/4", "never", "reserved"),
)
_V6_TABLE: tuple[tuple[str, Reach, str], ...] = (
    ("::/128", "never", "unspecified"),
    ("::1/128", "private", "this machine (loopback)"),
    ("::ffff:0:0/96", "never", "an IPv4 address in IPv6 clothes"),
    ("::ffff:0:0:0/96", "never", "a translated IPv4 address"),
    ("::/96", "never", "an IPv4 address in IPv6 clothes"),
    ("64:ff9b:1::/48", "never", "a translation of a private network (NAT64)"),
    ("2001::/32", "never", "a Teredo tunnel"),
    ("2001::/23", "never", "reserved for protocols"),
    ("2001:db8::/32", "never", "for documentation"),
    ("2002::/16", "never", "a 6to4 tunnel"),
    ("3fff::/20", "never", "for documentation"),
    ("fc00::/7", "private", "private (unique local)"),
    ("fe80::/10", "private", "link-local"),
    ("fec0::/10", "private", "private (site-local)"),
    ("ff00::/8", "never", "multicast"),
)
_V4 = tuple((IPv4Network(network), reach, name) for network, reach, name in _V4_TABLE)
_V6 = tuple((IPv6Network(network), reach, name) for network, reach, name in _V6_TABLE)
_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = ("00005efe", "02005efe")


def reach_of(address: IPAddress) -> tuple[Reach, str]:
    """Return how far `address` may be reached, and what it is in words ("" for a public one).

    What a NAT64 address stands for is judged, as networks without IPv4 reach public hosts that way; every other way
    of wrapping IPv4 in IPv6 is refused whole, as nothing on today's internet is published under such an address.
    """
    if address in _METADATA:
        return "never", "where a cloud keeps its machines' secrets"
    if isinstance(address, IPv4Address):
        for network4, reach, name in _V4:
            if address in network4:
                return reach, name
        return "public", ""
    if address.scope_id:
        return "never", "bound to one network card (zone)"
    if address in _NAT64:
        return reach_of(IPv4Address(int(address) & 0xFFFFFFFF))
    for network6, reach, name in _V6:
        if address in network6:
            return reach, name
    if address not in _UNICAST:
        return "never", "reserved"
    if address.exploded.replace(":", "")[16:24] in _ISATAP:
        return "never", "an ISATAP tunnel"
    return "public", ""


def parse_address(text: str) -> IPAddress | None:
    """Return the address that a resolver gave as `text`, None for anything else."""
    try:
        return ip_address(text)
    except ValueError:
        return None
