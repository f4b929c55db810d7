"""robots.txt, as RFC 9309 has it: which pages of a host a reader like ours may fetch, and how often."""

from __future__ import annotations

import re
from urllib.parse import quote

import msgspec

#: our name in robots.txt, in small letters
PRODUCT = "waqai"
#: bytes of a robots.txt that are read; what stands behind is not looked at (RFC 9309, section 2.5)
LONGEST = 500 * 1024
_TOKEN = re.compile(r"[a-z_-]+|\*", re.IGNORECASE)
_DELAY = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


class Robots(msgspec.Struct, frozen=True):
    """The rules that hold for us: (allows, pattern), and the seconds asked for between two requests (0: not said)."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, target: str) -> bool:
        """Return whether `target` (path and query, in ASCII) may be fetched: the longest matching pattern decides."""
        target = _normal(target)
        if target == "/robots.txt":
            return True
        longest, allowed = -1, True
        for allows, pattern in self.rules:
            if len(pattern) >= longest and _matches(pattern, target):
                allowed = allows or (allowed and len(pattern) == longest)
                longest = len(pattern)
        return allowed


def parse_robots(data: bytes, product: str = PRODUCT) -> Robots:
    """Return the rules for `product` in a robots.txt, those for ``*`` where it is not named; never fails."""
    rules: dict[str, list[tuple[bool, str]]] = {}
    delays: dict[str, float] = {}
    agents: set[str] = set()
    open_group = False
    for line in re.split(r"[\r\n]+", data[:LONGEST].decode("utf-8-sig", "replace")):
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            agents = agents if open_group else set()
            open_group = True
            token = _TOKEN.match(value)
            agent = token.group().lower() if token else ""
            if agent in {product, "*"}:  # the others are not for us, however many there are
                agents.add(agent)
                rules.setdefault(agent, [])
        elif key in {"allow", "disallow"}:
            open_group = False
            if value:
                for agent in sorted(agents):
                    rules[agent].append((key == "allow", _normal(value)))
        elif key == "crawl-delay":
            open_group = False
            if _DELAY.fullmatch(value):
                delays.update((agent, float(value)) for agent in agents if agent not in delays)
    name = product if product in rules else "*"
    return Robots(tuple(dict.fromkeys(rules.get(name, ()))), delays.get(name, 0.0))


def _matches(pattern: str, target: str) -> bool:
    """Return whether a pattern (``*`` any text, ``$`` at the end the end) matches from the start, in linear time."""
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    if not rest:
        return not anchored or len(first) == len(target)
    position = len(first)
    last = rest.pop()
    for piece in rest:
        found = target.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    if anchored:
        return len(target) - len(last) >= position and target.endswith(last)
    return target.find(last, position) >= 0


def _normal(text: str) -> str:
    """Return a path with every letter written in the one way that is compared (RFC 9309, section 2.2.2)."""
    ascii_text = quote(text, safe="/%:@!$&'()*+,;=~-._?#[]")
    return _ESCAPE.sub(_unescape, ascii_text)


def _unescape(escape: re.Match[str]) -> str:
    character = chr(int(escape.group(1), 16))
    return character if character in _UNRESERVED else escape.group().upper()
