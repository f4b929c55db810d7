"""`Knowledge`: what a name stands for, who held which office when, and which of several places is meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Self

import msgspec

from waqai.knowledge.keys import bare_key, key, slug, title_key, words
from waqai.knowledge.model import VERSION, Compiled, Entry, Holding, Office, Role, day
from waqai.knowledge.name_index import Names
from waqai.languages.arabic.orthography import fold
from waqai.packed import unpack

_HAMZA = ("أل", "إل", "آل")
_RENEW = "run scripts/compile-data"
_FINE = {"site": 0, "settlement": 1, "capital": 1}


class Knowledge:
    """The compiled knowledge base; immutable, to be shared."""

    def __init__(self, compiled: Compiled) -> None:
        """Use what `waqai.knowledge.compile` made."""
        self._entries = Entries(compiled)
        self._offices = compiled.offices
        self._titles = compiled.titles
        self._holdings = compiled.holdings
        self._capitals = compiled.capitals
        #: names in text → entries
        self.names = Names(_FirstWords(compiled.names).names, self._entries.at, _ambiguous)

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read the packaged knowledge.bin, or the one at `path`; ValueError when another version wrote it."""
        data = path.read_bytes() if path else files("waqai.knowledge").joinpath("knowledge.bin").read_bytes()
        try:
            compiled = msgspec.msgpack.decode(unpack(data, "knowledge.bin"), type=Compiled)
        except msgspec.DecodeError as error:
            raise ValueError(f"knowledge.bin does not fit this version of waqai ({_RENEW}): {error}") from error
        if compiled.version != VERSION:
            raise ValueError(f"knowledge.bin has layout {compiled.version}, waqai reads {VERSION}: {_RENEW}")
        return cls(compiled)

    @cached_property
    def _office_by_id(self) -> dict[str, Office]:
        return {office.id: office for office in self._offices}

    @cached_property
    def _held(self) -> dict[str, list[Holding]]:
        return _grouped(self._by_time, by_person=True)

    @cached_property
    def _holders(self) -> dict[str, list[Holding]]:
        return _grouped(self._by_time, by_person=False)

    @cached_property
    def _by_time(self) -> list[Holding]:
        return sorted(self._holdings, key=lambda h: (day(h.start), day(h.end, last=True)))

    def entry(self, identifier: str) -> Entry | None:
        """Return the entry with this id (``DZA``, ``hezbollah``, ``geonames:88319``), None if there is none."""
        return self._entries.by_id(identifier)

    def entries(self) -> Sequence[Entry]:
        """Return all entries, in the order of the files."""
        return tuple(self._entries.all())

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Return what a whole name in Arabic stands for, with or without its articles."""
        seen = dict.fromkeys([key(name), bare_key(name)])
        found = {(entry.id, entry.kind): entry for k in seen for entry in self.names.get(k)}
        return tuple(found.values())

    def holder(self, office: str, date: str = "") -> Entry | None:
        """Return who held the office (an id) on an ISO date; without a date the latest holder."""
        held = [h for h in self._holders.get(office, ()) if not date or _covers(h, date)]
        return self.entry(held[-1].person) if held else None

    def offices_of(self, person: Entry, date: str = "") -> list[Office]:
        """Return the offices a person holds on an ISO date (all ever held, without one), the latest taken up first."""
        held = [h for h in self._held.get(person.id, ()) if h.office and (not date or _covers(h, date))]
        return [self._office_by_id[h.office] for h in reversed(held) if h.office in self._office_by_id]

    def person_at(self, person: Entry, date: str = "") -> Role:
        """Return what a person is on an ISO date; without one, by the latest office.

        Who held office earlier but not then is an elite (sector ELI, `former`); before the first office only the
        country is known.
        """
        held = self._held.get(person.id, [])
        current = [h for h in held if not date or _covers(h, date)]
        if current:
            return self._role(max(current, key=lambda h: (bool(h.office), day(h.start))), former=False)
        past = [h for h in held if day(h.end, last=True) < date]
        if past:
            return self._role(past[-1], former=True)
        return Role(country=held[0].country or person.country if held else person.country)

    def office(self, title: Sequence[str], country: str, date: str = "") -> Office | None:
        """Return the office that a title of no particular country names in `country`.

        `title` are folded tokens (``وزير الخارجيه``), articles and feminine endings of the head do not matter. Of
        several (rival governments) the one that somebody holds on `date` is taken, then the first in the files.
        """
        candidates = [self._offices[i] for i in self._titles.get(f"{country} {title_key(list(title))}", ())]
        if date:
            held = [office for office in candidates if self.holder(office.id, date)]
            candidates = held or candidates
        return candidates[0] if candidates else None

    def capital(self, country: str) -> Entry | None:
        """Return the capital of a state."""
        index = self._capitals.get(country)
        return None if index is None else self._entries.at(index)

    def office_by_id(self, identifier: str) -> Office | None:
        """Return the office with this id."""
        return self._office_by_id.get(identifier)

    def resolve_place(
        self, entries: Iterable[Entry], country_hint: Collection[str] = (), admin1: str = "", subkind: str = ""
    ) -> Entry | None:
        """Return the place that is most likely meant among the entries of one name, None if none is a place.

        What counts, in this order: its country is among `country_hint`; its kind is `subkind` (``admin1`` after a word
        for a governorate); it lies in the province `admin1`; it is more populous; it is the finer one.
        """
        places = [entry for entry in entries if entry.kind == "place"]
        if not places:
            return None

        def rank(entry: Entry) -> tuple[bool, bool, bool, int, int, str]:
            return (
                entry.country not in country_hint,
                bool(subkind) and entry.subkind != subkind,
                bool(admin1) and entry.admin1 != admin1,
                -entry.population,
                _FINE.get(entry.subkind, 2),
                entry.id,
            )

        return min(places, key=rank)

    def name_words(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the folded words of persons' names, and of all names those in ``أل إل آل``, which is no article."""
        people: set[str] = set()
        hamza: set[str] = set()
        for entry in self._entries.all():
            written = words(entry.name_local)
            if entry.kind == "person":
                people.update(map(fold, written))
            hamza.update(fold(word) for word in written if word[:2] in _HAMZA)
        return frozenset(people), frozenset(hamza)

    def show(self, name: str) -> list[str]:
        """Return lines for a reader: everything that a name in Arabic, a Latin name or an id stands for."""
        entries = [*self.lookup(name)]
        wanted = slug(name)
        if wanted:
            entries += [
                e for e in self._entries.all() if e.id == name or (slug(e.name) == wanted and e.kind != "adjective")
            ]
        lines: list[str] = []
        for entry in dict.fromkeys(entries):
            lines.append(_describe(entry))
            lines += [f"    {line}" for line in self._history(entry)]
        return lines

    def _history(self, entry: Entry) -> list[str]:
        if entry.kind == "person":
            return [f"{_span(h)} {self._label(h)}" for h in self._held.get(entry.id, ())]
        if entry.kind == "office":
            names = [(h, self.entry(h.person)) for h in self._holders.get(entry.id, ())]
            return [f"{_span(h)} {person.name} {person.name_local}" for h, person in names if person]
        return []

    def _label(self, holding: Holding) -> str:
        office = self._office_by_id.get(holding.office)
        return f"{office.title} [{office.country} {office.sector}]" if office else holding.role

    def _sector(self, office: Office) -> str:
        organisation = self.entry(office.organisation) if not office.sector else None
        return organisation.sector if organisation else office.sector

    def _role(self, holding: Holding, former: bool) -> Role:
        office = self._office_by_id.get(holding.office)
        country = office.country if office else holding.country
        sector = self._sector(office) if office else holding.sector
        title = office.titles[0] if office and office.titles else holding.role
        return Role(country, "ELI" if former else sector, title, holding.office, former)


class Entries:
    """All entries, read one by one when they are asked for."""

    def __init__(self, compiled: Compiled) -> None:
        """Use the packed ones."""
        self._packed = compiled.entries
        self._ids = compiled.ids
        self._decoder = msgspec.msgpack.Decoder(Entry)
        self._read: dict[int, Entry] = {}

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return {identifier: index for index, identifier in enumerate(self._ids.split("\n"))}

    def at(self, index: int) -> Entry:
        """Return the entry with that index."""
        entry = self._read.get(index)
        if entry is None:
            entry = self._decoder.decode(self._packed[index])
            self._read[index] = entry
        return entry

    def by_id(self, identifier: str) -> Entry | None:
        """Return the entry with that id, None if there is none."""
        index = self._by_id.get(identifier)
        return None if index is None else self.at(index)

    def all(self) -> Iterator[Entry]:
        """Yield every entry."""
        return map(self.at, range(len(self._packed)))


class _FirstWords:
    """Names by their first word, read when they are asked for."""

    def __init__(self, packed: dict[str, msgspec.Raw]) -> None:
        self._packed = packed
        self._decoder = msgspec.msgpack.Decoder(dict[str, tuple[int, ...]])

    def names(self, first: str) -> dict[str, tuple[int, ...]] | None:
        packed = self._packed.get(first)
        return None if packed is None else self._decoder.decode(packed)


def _ambiguous(entry: Entry) -> Entry:
    return msgspec.structs.replace(entry, ambiguous=True)


def _grouped(holdings: list[Holding], by_person: bool) -> dict[str, list[Holding]]:
    groups: dict[str, list[Holding]] = {}
    for holding in holdings:
        group = holding.person if by_person else holding.office
        if group:
            groups.setdefault(group, []).append(holding)
    return groups


def _covers(holding: Holding, date: str) -> bool:
    return day(holding.start) <= day(date, last=True) and day(date) <= day(holding.end, last=True)


def _span(holding: Holding) -> str:
    return f"{holding.start or '?'} – {holding.end or '…'}"


def _describe(entry: Entry) -> str:
    codes = " ".join(filter(None, [entry.country, entry.sector]))
    place = f"{entry.latitude}, {entry.longitude}" if entry.latitude is not None else ""
    people = f"{entry.population} people" if entry.population else ""
    flag = "ambiguous name" if entry.ambiguous else ""
    kind = f"{entry.kind} {entry.subkind}".strip()
    parts = [entry.name, entry.name_local, codes, kind, entry.id, entry.admin1, place, people, entry.wikidata, flag]
    return " · ".join(part for part in parts if part)
