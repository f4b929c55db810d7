"""The nouns of the knowledge room: entries, offices, who held them when, and what is wrong with a data file."""

from __future__ import annotations

import msgspec


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: PLOVER codes of actors that are no state, accepted wherever a country code is
BODIES = _set("UNO EUR IGO NGO ISM IMG MNC ARB")
#: PLOVER 2.0 sectors
SECTORS = _set("COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC")
ORGANISATION_KINDS = _set(
    "armed_group party igo ngo agency broadcaster newspaper website ministry force institution government union "
    "company tribe movement"
)
PLACE_KINDS = _set(
    "settlement capital admin1 admin2 region site airport crossing camp district base field strait sea mountain island"
)


class Entry(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """One thing a name can stand for.

    `kind` is ``country``, ``region`` (a part of the world, named in countries.tsv), ``adjective`` (of a country or
    region; `subkind` gives the form: ``ms fs mp fp md fd``), ``place``, ``organisation``, ``member`` (a person or
    people of an organisation, whose id it carries in `of`), ``person``, ``office`` or ``title`` (an office of no one
    country).  `subkind` is the organisation's or place's kind.  `ambiguous` belongs to the *name* by which the entry
    was found: it is also an ordinary word, or a bare family name, and needs support from the context.
    `latitude` and `longitude` are degrees, `start` and `end` ISO dates or their beginnings, `population` people.
    """

    id: str
    kind: str
    name: str
    name_local: str = ""
    country: str = ""
    sector: str = ""
    subkind: str = ""
    of: str = ""
    admin1: str = ""
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    wikidata: str = ""
    start: str = ""
    end: str = ""
    ambiguous: bool = False


class Office(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A post that people hold one after the other; `titles` are Arabic, the usual one first."""

    id: str
    title: str
    titles: tuple[str, ...] = ()
    country: str = ""
    sector: str = ""
    organisation: str = ""


class Holding(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One person's time in one office; an empty bound is open. With no office: what people.tsv says of the person."""

    person: str
    office: str = ""
    start: str = ""
    end: str = ""
    country: str = ""
    sector: str = ""
    role: str = ""


class Role(msgspec.Struct, frozen=True):
    """What a person is on a date: codes, the Arabic title of the office, and whether that time is over (`former`)."""

    country: str = ""
    sector: str = ""
    role: str = ""
    office: str = ""
    former: bool = False


class Problem(msgspec.Struct, frozen=True, order=True):
    """Something wrong in a data file; a `warning` may be right after all."""

    file: str
    line: int
    message: str
    warning: bool = False

    def __str__(self) -> str:
        """Return it as compilers do: ``file:line: message``."""
        return f"{self.file}:{self.line}: {'warning: ' if self.warning else ''}{self.message}"


class Compiled(msgspec.Struct, array_like=True):
    """What knowledge.bin holds; most of it is read only when it is asked for.

    `ids` are the ids of the entries, joined by line ends; `capitals` the indexes of states' capitals among the entries.
    `names` maps the first word of folded names to those names: what comes after that word (tokens joined by a blank,
    "" for nothing) to a tuple: first 1 or 0, whether longer names begin with it; then for each entry
    ``2 * index + ambiguous``.  `titles` maps ``COUNTRY title`` (articles off) to office indexes.
    """

    version: int
    ids: str
    entries: list[msgspec.Raw]
    names: dict[str, msgspec.Raw]
    capitals: dict[str, int]
    offices: list[Office]
    titles: dict[str, tuple[int, ...]]
    holdings: list[Holding]


#: raised whenever the layout of `Compiled` changes
VERSION = 2


def day(date: str, last: bool = False) -> str:
    """Return the first (or last) day that an ISO date, month or year can mean; an empty one is open."""
    if not date:
        return "9999-12-31" if last else "0000-01-01"
    tail = "-12-31" if last else "-01-01"
    return date if len(date) >= 10 else date + tail[len(date) - 4 :]
