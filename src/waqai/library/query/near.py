"""``near:"Benghazi 50km"``: a place by name or position, and a distance."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from waqai.coder import packaged_knowledge
from waqai.languages.arabic.orthography import clean
from waqai.library.known import named

_VALUE = re.compile(r"(?P<place>.*?)[\s,،]*(?<![\d.])(?P<km>\d+(?:\.\d+)?)\s*(?:km|كم|كلم)\Z", re.IGNORECASE)
_POSITION = re.compile(r"(?P<lat>[+-]?\d+(?:\.\d+)?)\s*[,،\s]\s*(?P<lon>[+-]?\d+(?:\.\d+)?)\Z")
#: half of the way round the globe
FARTHEST = 20_038.0
_HINT = 'write near:"Benghazi 50km" or near:"32.1,20.1 50km"'


class Circle(msgspec.Struct, frozen=True):
    """All points at most `km` kilometres from a place; `note` says which place a name was taken for, "" for none."""

    latitude: float
    longitude: float
    km: float
    note: str = ""


class NearError(ValueError):
    """Words that are no circle: `args` are what is wrong and what to write."""


@lru_cache(maxsize=1024)
def circle_of(words: str) -> Circle:
    """Return the circle that the words name; raises `NearError`."""
    match = _VALUE.match(clean(words).strip())
    if match is None:
        raise NearError(f"{words!r} has no distance in km", _HINT)
    km = float(match["km"])
    if not 0 < km <= FARTHEST:
        raise NearError(f"a distance of {match['km']} km is not between 0 and {FARTHEST:.0f}", _HINT)
    place = match["place"].strip()
    position = _POSITION.match(place)
    if position is not None:
        latitude, longitude = float(position["lat"]), float(position["lon"])
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise NearError(
                f"{place!r} is not on the globe", "latitude (-90 to 90) comes first, longitude (-180 to 180) second"
            )
        return Circle(latitude, longitude, km)
    return _around(place, km)


def _around(place: str, km: float) -> Circle:
    if not place:
        raise NearError("the place is missing", _HINT)
    entries = [entry for entry in named(place) if entry.latitude is not None and entry.longitude is not None]
    best = packaged_knowledge().resolve_place(entries)
    if best is None or best.latitude is None or best.longitude is None:
        raise NearError(
            f"no place called {place!r} is known", 'name another place or its position: near:"32.1,20.1 50km"'
        )
    others = [entry for entry in entries if entry.id != best.id and entry.country != best.country]
    note = f"near: {place} is taken for {best.name} in {best.country} ({best.latitude:g}, {best.longitude:g})"
    if others:
        names = sorted({f"{entry.name} in {entry.country}" for entry in others})
        note += f", not for {', '.join(names)}; a position names another place"
    return Circle(best.latitude, best.longitude, km, note)
