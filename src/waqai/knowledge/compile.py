"""Compile the tables of ``data/`` into knowledge.bin: ``python -m waqai.knowledge.compile [FOLDER [FILE]]``.

The same tables give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from waqai.knowledge import adjectives
from waqai.knowledge.keys import bare_key, feminine_title, key, slug, title_key, words
from waqai.knowledge.model import VERSION, Compiled, Entry, Holding, Office
from waqai.knowledge.tables import Row, read_table
from waqai.packed import pack

#: kinds of the supplement that may be the same thing as a populated place of GeoNames
_POPULATED = frozenset({"settlement", "capital", "district", "camp", "island"})
#: words for a kind of place: never a name by themselves
_PLACE_WORDS = "مدينة قرية بلدة محافظة ولاية مقاطعة مخيم مطار ميناء جزيرة وادي جبل عين دير قصر قلعة"
_GENERIC = frozenset(map(key, _PLACE_WORDS.split()))
#: a place of fewer people whose name is one very short word is taken for a place only with support
_KNOWN_SIZE = 100_000
_ORDER = {
    "country": 0,
    "region": 1,
    "adjective": 2,
    "organisation": 3,
    "office": 4,
    "title": 5,
    "person": 6,
    "member": 7,
}


class Compiler:
    """Collects entries and their names; `compiled` gives the result."""

    def __init__(self, folder: Path) -> None:
        """Read from the tables in `folder`."""
        self._folder = folder
        self._entries: list[Entry] = []
        self._index: dict[str, int] = {}
        self._names: dict[str, dict[int, bool]] = {}
        self._offices: list[Office] = []
        self._holdings: list[Holding] = []
        #: folded forms of the country's name and adjectives without article, to take them off titles
        self._country_words: dict[str, set[str]] = {}
        #: all nationality adjectives: «الهندية» is «Indian» and not the town of that name
        self._nationalities: set[str] = set()
        self._gazetteer = Gazetteer(folder)
        self._common = frozenset(key(line) for line in _lines(folder / "common_words.txt"))

    def compiled(self) -> Compiled:
        """Return everything, in an order that depends on the tables alone."""
        self._countries()
        self._organisations()
        self._read_offices()
        self._holders()
        self._people()
        self._places()
        titles = self._titles()
        return Compiled(
            VERSION,
            "\n".join(entry.id for entry in self._entries),
            [_packed(entry) for entry in self._entries],
            {first: _packed(names) for first, names in self._by_first_word().items()},
            self._capitals(),
            self._offices,
            titles,
            self._holdings,
        )

    # -- entries and names

    def _add(self, entry: Entry) -> int:
        if entry.id not in self._index:
            self._index[entry.id] = len(self._entries)
            self._entries.append(entry)
        return self._index[entry.id]

    def _name(self, name_key: str, index: int, ambiguous: bool = False) -> None:
        if name_key and name_key not in _GENERIC:
            marks = self._names.setdefault(name_key, {})
            marks[index] = marks.get(index, True) and (ambiguous or name_key in self._common)

    def _nodes(self) -> dict[str, tuple[int, ...]]:
        inner: set[str] = set()
        for name in self._names:
            tokens = name.split(" ")
            inner.update(" ".join(tokens[:n]) for n in range(1, len(tokens)))
        nodes: dict[str, tuple[int, ...]] = {}
        for name in sorted({*self._names, *inner}):
            marks = self._names.get(name, {})
            ordered = sorted(marks, key=lambda i: (_ORDER.get(self._entries[i].kind, 9), i))
            nodes[name] = (int(name in inner), *(2 * i + marks[i] for i in ordered))
        return nodes

    def _by_first_word(self) -> dict[str, dict[str, tuple[int, ...]]]:
        found: dict[str, dict[str, tuple[int, ...]]] = {}
        for name, node in self._nodes().items():
            first, _, rest = name.partition(" ")
            found.setdefault(first, {})[rest] = node
        return found

    def _capitals(self) -> dict[str, int]:
        """The first capital of each state."""
        found: dict[str, int] = {}
        for index, entry in enumerate(self._entries):
            if entry.kind == "place" and entry.subkind == "capital":
                found.setdefault(entry.country, index)
        return found

    # -- tables

    def _countries(self) -> None:
        for row in read_table(self._folder, "countries"):
            code, names = row["code"], row.many("names_ar")
            state = bool(row["iso2"])
            identifier = code if state else f"region:{slug(row['name_en'])}"
            sector = "GOV" if state else ""
            kind = "country" if state else "region"
            local = names[0] if names else ""
            index = self._add(Entry(identifier, kind, row["name_en"], local, code, sector))
            for name in names:
                self._name(key(name), index)
                self._country_words.setdefault(code, set()).add(bare_key(name))
            self._adjectives(row, identifier)
            self._capital(row)

    def _adjectives(self, row: Row, identifier: str) -> None:
        spelled = [(s, form) for stem in row.many("adjectives") for s, form in adjectives.forms(stem)]
        spelled += [(s, form) for plural in row.many("demonym_plurals") for s, form in adjectives.plural_forms(plural)]
        local = next(iter(row.many("adjectives")), "")
        for spelling, form in spelled:
            adjective = Entry(
                f"{identifier}.{form}", "adjective", row["name_en"], local, row["code"], "", form, identifier
            )
            self._name(key(spelling), self._add(adjective))
            self._country_words.setdefault(row["code"], set()).add(key(spelling))
            self._nationalities.add(key(spelling))

    def _capital(self, row: Row) -> None:
        names = row.many("capitals_ar")
        if not names:
            return
        found = self._gazetteer.same(row["code"], names, slug(row["capital_en"]))
        if found:
            entry = _place(found, f"geonames:{found['geonames']}", names[0])
        else:
            entry = Entry(f"place:{slug(row['capital_en'])}", "place", "", names[0], row["code"])
        index = self._add(msgspec.structs.replace(entry, name=row["capital_en"], subkind="capital"))
        for name in names:
            self._name(key(name), index)

    def _organisations(self) -> None:
        for row in read_table(self._folder, "organisations"):
            names = row.many("names_ar")
            base = Entry(
                row["id"],
                "organisation",
                row["name_en"],
                names[0] if names else "",
                row["country"],
                row["sector"],
                row["kind"],
                wikidata=row["wikidata"],
                start=row["start"],
                end=row["end"],
            )
            index = self._add(base)
            for name in [*names, *row.many("names_latin")]:
                self._name(key(name), index, _short(name))
                if not name.isupper():
                    self._name(key(name.lower()), index, _short(name))
            self._members(row, base)

    def _members(self, row: Row, base: Entry) -> None:
        for position, stem in enumerate(row.many("members")):
            nisba = position == 0 or stem.endswith("ي")
            for spelling, form in adjectives.forms(stem) if nisba else adjectives.plural_forms(stem):
                changed = {"id": f"{base.id}.{form}", "kind": "member", "of": base.id}
                self._name(key(spelling), self._add(msgspec.structs.replace(base, **changed)))

    def _read_offices(self) -> None:
        for row in read_table(self._folder, "offices"):
            titles = tuple(row.many("titles_ar"))
            office = Office(row["id"], row["title_en"], titles, row["country"], row["sector"], row["organisation"])
            self._offices.append(office)
            local, of = titles[0] if titles else "", row["organisation"]
            self._add(Entry(row["id"], "office", row["title_en"], local, row["country"], row["sector"], of=of))

    def _titles(self) -> dict[str, tuple[int, ...]]:
        """Name the offices in text, and return the index of titles by country.

        A title that names its country, or that only one country uses, is the office's name; the others, and what is
        left without the country, are titles of no country in particular.
        """
        users: dict[str, set[str]] = {}
        for office in self._offices:
            for title in office.titles:
                users.setdefault(title_key(words(title)), set()).add(office.country)
        titles: dict[str, dict[int, None]] = {}
        sectors: dict[str, dict[str, int]] = {}
        for index, office in enumerate(self._offices):
            for title in office.titles:
                name = title_key(words(title))
                generic = self._generic(name, office.country)
                titles.setdefault(f"{office.country} {name}", {})[index] = None
                titles.setdefault(f"{office.country} {generic}", {})[index] = None
                if " " in name and (generic != name or len(users[name]) == 1):
                    self._name(bare_key(title), self._index[office.id])
                if " " in generic and (generic != name or len(users[name]) > 1):
                    counts = sectors.setdefault(generic, {})
                    counts[office.sector] = counts.get(office.sector, 0) + 1
        for name, counts in sectors.items():
            sector = max(sorted(counts), key=lambda s: counts[s])
            index = self._add(Entry(f"title:{name.replace(' ', '-')}", "title", "", name, "", sector))
            self._name(name, index)
            self._name(feminine_title(name), index)
        return {name: tuple(offices) for name, offices in sorted(titles.items())}

    def _generic(self, title: str, country: str) -> str:
        """Return a title's key without the country at its end."""
        tokens = title.split(" ")
        for count in (4, 3, 2, 1):
            if count < len(tokens) and " ".join(tokens[-count:]) in self._country_words.get(country, ()):
                return " ".join(tokens[:-count])
        return title

    def _holders(self) -> None:
        offices = {office.id: office for office in self._offices}
        for row in read_table(self._folder, "holders"):
            office = offices.get(row["office"])
            if office is None:
                continue
            person = self._person(row, office.country, office.sector)
            self._holdings.append(Holding(person, office.id, row["start"], row["end"], office.country, office.sector))

    def _people(self) -> None:
        for row in read_table(self._folder, "people"):
            person = self._person(row, row["country"], row["sector"])
            start, end = row["start"], row["end"]
            self._holdings.append(Holding(person, "", start, end, row["country"], row["sector"], row["description"]))

    def _person(self, row: Row, country: str, sector: str) -> str:
        names = row.many("names_ar")
        identifier = slug(row["name_en"])
        if identifier in self._index and self._entries[self._index[identifier]].kind != "person":
            identifier = f"person:{identifier}"
        local = names[0] if names else ""
        entry = Entry(identifier, "person", row["name_en"], local, country, sector, wikidata=row["wikidata"])
        index = self._add(entry)
        for name in names:
            self._name(key(name), index, " " not in name)
        return identifier

    def _places(self) -> None:
        for row in read_table(self._folder, "places"):
            names, kind = row.many("names_ar"), row["kind"]
            found = None
            if kind in _POPULATED and not row["geonames"]:
                found = self._gazetteer.same(row["country"], names, slug(row["name_en"]), row["admin1"])
            if found and names:
                entry = _place(found, f"geonames:{found['geonames']}", names[0])
                self._place(msgspec.structs.replace(entry, name=row["name_en"], subkind=kind), names)
            elif names:
                identifier = f"geonames:{row['geonames']}" if row["geonames"] else _place_id(row)
                self._place(_place(row, identifier, names[0]), names)
        for row in self._gazetteer.rows:
            names = row.many("names_ar")
            self._place(_place(row, f"geonames:{row['geonames']}", names[0]), names, least=3)

    def _place(self, entry: Entry, names: list[str], least: int = 2) -> None:
        """Add a place; names of `least` letters or fewer need support unless it is a large one."""
        index = self._add(entry)
        small = self._entries[index].population < _KNOWN_SIZE
        for name in names:
            if key(name).removeprefix(_ARTICLE) in self._nationalities:
                continue
            self._name(key(name), index, len(name) < 2 or (len(name) <= least and small))


#: the article as names are written with it
_ARTICLE = "ال"


class Gazetteer:
    """The lines made from GeoNames, to be found by country and name."""

    def __init__(self, folder: Path) -> None:
        """Read them."""
        self.rows = [row for row in read_table(folder, "gazetteer") if row["names_ar"]]
        self._by_name: dict[tuple[str, str], list[Row]] = {}
        for row in self.rows:
            for name in {*map(bare_key, row.many("names_ar")), slug(row["name_en"])}:
                self._by_name.setdefault((row["country"], name), []).append(row)

    def same(self, country: str, names: list[str], latin: str, admin1: str = "") -> Row | None:
        """Return the most populous place of that country (and province, if given) with one of the names."""
        keys = [*map(bare_key, names), *([latin] if latin else [])]
        rows = [row for name in keys for row in self._by_name.get((country, name), ())]
        rows = [row for row in rows if not admin1 or row["admin1"] == admin1]
        return max(rows, key=lambda row: int(row["population"] or 0), default=None)


def _packed(value: object) -> msgspec.Raw:
    return msgspec.Raw(msgspec.msgpack.encode(value))


def _place_id(row: Row) -> str:
    """An id of our own; a place without a Latin name is told by its Arabic one."""
    name = slug(row["name_en"]) or bare_key(row.many("names_ar")[0]).replace(" ", "-")
    return f"place:{'-'.join(filter(None, [row['country'].lower(), row['kind'], name]))}"


def _place(row: Row, identifier: str, local: str) -> Entry:
    return Entry(
        identifier,
        "place",
        row["name_en"] or local,
        local,
        row["country"],
        subkind=row["kind"] or "settlement",
        admin1=row["admin1"],
        geonames=int(row["geonames"]) if row["geonames"] else None,
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        population=int(row["population"] or 0),
    )


def _short(name: str) -> bool:
    return " " not in name and len(name) < 3


def _lines(path: Path) -> Iterable[str]:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return [word for line in text.splitlines() if not line.startswith("#") for word in line.split("|") if word.strip()]


def compile_folder(folder: Path) -> bytes:
    """Return the bytes of knowledge.bin for the tables in `folder`; ValueError when a number is none."""
    return pack(msgspec.msgpack.encode(Compiler(folder).compiled()))


def main(arguments: list[str]) -> None:
    """Compile FOLDER (the package's data) to FILE (the package's knowledge.bin)."""
    here = Path(__file__).parent
    folder = Path(arguments[0]) if arguments else here / "data"
    target = Path(arguments[1]) if len(arguments) > 1 else here / "knowledge.bin"
    target.write_bytes(compile_folder(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
