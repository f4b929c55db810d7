"""Make a large library of generated reports: ``make_library.py LOCATION [--reports 200000]``.

Words are lemmas of the lexicon with their articles and particles, drawn by Zipf's law; parties, places and sources are
those of the knowledge base and descriptions, drawn likewise; months run from 2015 to 2026.  The same seed makes the
same library.  Nothing is coded: a report holds 1 to 9 generated mentions, five on average.  Of 10,000 reports or more
an eighth is made; the others are copies of those on other days, made by the database.
"""

# ruff: noqa: S608  names and numbers of our own

from __future__ import annotations

import argparse
import datetime as dt
import random
import time
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection, Table

from waqai.knowledge import Entry, Knowledge
from waqai.languages.arabic.lexicon_compile import lexicon_folder
from waqai.languages.arabic.lexicon_files import read_lexicon
from waqai.library import schema
from waqai.library.folding import index_words
from waqai.library.identity import identify_report
from waqai.library.indexes import Words
from waqai.library.opening import create_library
from waqai.library.store import Batch, now
from waqai.ontology.plover import CONTEXTS, MODES, STATUSES, TYPES
from waqai.records import CodedReport, EventMention, Participant, Place, Quantity, Report, Source, Span, When

_SEED = 20260101
_FLUSH = 1000
_AHEAD = 200_000
#: each report stands so often in a large library, on other days: that takes minutes instead of an hour
_COPIES = 8
_NUMBERED = (
    schema.report,
    schema.revision,
    schema.coding,
    schema.mention,
    schema.participant,
    schema.source,
    schema.place,
    schema.quantity,
)
_COPIED = (*_NUMBERED[:3], schema.shown, *_NUMBERED[3:], schema.context)
_ARAB = frozenset("LBY EGY TUN DZA MAR SDN SYR IRQ LBN PSE JOR YEM SAU QAT ARE KWT BHR OMN SOM MRT".split())
_FIRST, _DAYS = dt.date(2015, 1, 1), 4170
_KINDS = ("outlet", "agency", "official", "institution", "anonymous", "party", "document", "witness", "social_media")


class Zipf:
    """Draws items, the first ones most often."""

    def __init__(self, draws: np.random.Generator, items: list, exponent: float = 1.0, shift: float = 2.0) -> None:
        self.items = items
        weights = (np.arange(len(items)) + shift) ** -exponent
        self._bounds = np.cumsum(weights) / weights.sum()
        self._draws = draws
        self._drawn: list = []

    def draw(self, count: int) -> list:
        if not count:
            return []
        if len(self._drawn) < count:
            numbers = np.searchsorted(self._bounds, self._draws.random(_AHEAD))
            self._drawn = [self.items[min(number, len(self.items) - 1)] for number in numbers.tolist()]
        found, self._drawn[-count:] = self._drawn[len(self._drawn) - count :], []
        return found


class World(NamedTuple):
    """What reports are made of."""

    words: Zipf
    keys: dict[str, str]
    parties: Zipf
    places: Zipf
    sources: Zipf
    outlets: Zipf
    types: Zipf
    contexts: Zipf
    days: list[str]


def make_world(rng: random.Random) -> World:
    draws = np.random.default_rng(_SEED)
    knowledge = Knowledge.load()
    words = _words(rng)
    entries = knowledge.entries()
    people = [e for e in entries if e.kind in {"person", "organisation", "country"} and e.name]
    rng.shuffle(people)
    people.sort(key=lambda e: (e.kind != "country" or e.country not in _ARAB, e.country not in _ARAB))
    known = [_known(entry) for entry in people]
    countries = [e.id for e in entries if e.kind == "country"]
    described = [
        Participant(country=rng.choice(countries), sector=rng.choice(("GOV", "MIL", "CVL", "REB", "OPP")), role=word)
        for word in words[:4000]
    ]
    mixed = [one for pair in zip(known, described, strict=False) for one in pair] + known[len(described) :]
    places = [e for e in entries if e.kind == "place" and e.latitude is not None and e.longitude is not None]
    places.sort(key=lambda e: (e.country not in _ARAB, -e.population, e.id))
    sources = [(rng.choice(_KINDS), " ".join(rng.sample(words[:3000], 2))) for _ in range(20_000)]
    return World(
        Zipf(draws, words, 1.02),
        {word: index_words(word) for word in words},
        Zipf(draws, mixed, 0.95),
        Zipf(draws, [_place(entry) for entry in places], 0.95, 5),
        Zipf(draws, sources, 0.9, 10),
        Zipf(draws, [f"صحيفة {word}" for word in words[:120]], 0.8),
        Zipf(draws, list(TYPES), 0.7),
        Zipf(draws, list(CONTEXTS), 0.7),
        [(_FIRST + dt.timedelta(days=n)).isoformat() for n in range(_DAYS + 60)],
    )


def make_report(rng: random.Random, world: World, number: int) -> tuple[CodedReport, str, str]:
    """Return a coded report and the search keys of its title and text."""
    title_words = world.words.draw(rng.randint(5, 11))
    sentences = [world.words.draw(rng.randint(12, 32)) for _ in range(rng.randint(4, 16))]
    texts = [" ".join(words) + "." for words in sentences]
    text = " ".join(texts)
    spans = [Span(title := " ".join(title_words), 0, len(title), "title")]
    at = 0
    for one in texts:
        spans.append(Span(one, at, at + len(one)))
        at += len(one) + 1
    day = int(_DAYS * rng.random() ** 0.8)
    outlet = world.outlets.draw(1)[0]
    report = Report(
        text,
        title,
        id=f"made-{number:06d}",
        url=f"https://news.example/{number}",
        outlet=outlet,
        published=world.days[day],
        language="ar",
    )
    count = min(9, max(1, round(rng.gauss(5, 2))))
    mentions = tuple(
        _mention(rng, world, outlet, day, spans, sentences, rng.randrange(1, len(spans))) for _ in range(count)
    )
    keys = [world.keys[word] for words in sentences for word in words]
    return (
        CodedReport(report, mentions, tuple(spans), "generated 1"),
        " ".join(world.keys[w] for w in title_words),
        " ".join(keys),
    )


def _mention(
    rng: random.Random, world: World, outlet: str, day: int, spans: list[Span], sentences: list[list[str]], at: int
) -> EventMention:
    sentence, words = spans[at], sentences[at - 1]
    starts = [0, *accumulate(len(word) + 1 for word in words)]

    def part(index: int) -> Span:
        begin = sentence.start + starts[index]
        return Span(words[index], begin, begin + len(words[index]))

    kind = world.types.draw(1)[0]
    modes = MODES[kind]
    picked = [int(rng.random() * len(words)) for _ in range(5)]
    actors, recipients = rng.choice(((1, 1), (1, 1), (1, 0), (2, 1), (1, 2), (0, 1)))
    who = [
        Participant(part(p), one.name, one.name_local, one.country, one.sector, one.role, one.entity)
        for p, one in zip(picked[1:], world.parties.draw(actors + recipients), strict=False)
    ]
    where = world.places.draw(1)[0] if rng.random() < 0.85 else None
    began = max(0, day - int(rng.expovariate(0.2)))
    source = world.sources.draw(1)[0]
    chain = (Source("outlet", name=outlet), Source(source[0], part(picked[4]), name=source[1]))
    return EventMention(
        at,
        part(picked[0]),
        kind,
        rng.choice(modes) if modes and rng.random() < 0.7 else "",
        tuple(dict.fromkeys(world.contexts.draw(rng.randint(0, 2)))),
        "asserted" if rng.random() < 0.8 else rng.choice(STATUSES),
        rng.random() < 0.03,
        tuple(who[:actors]),
        tuple(who[actors:]),
        where,
        When(None, world.days[began], world.days[began], "day") if rng.random() < 0.93 else When(),
        chain if rng.random() < 0.6 else chain[:1],
        (Quantity(part(picked[0]), "killed", "=", float(rng.randint(1, 90)), "person"),) if rng.random() < 0.1 else (),
        at,
    )


def _words(rng: random.Random) -> list[str]:
    """Return words as they stand in texts, the most usual first."""
    lexicon = read_lexicon(lexicon_folder())
    lemmas = list(dict.fromkeys([*(n.lemma for n in lexicon.nouns), *(v.lemma for v in lexicon.verbs)]))
    rng.shuffle(lemmas)
    found = []
    for lemma in lemmas:
        found.append(lemma)
        found += [before + lemma for before in rng.sample(("ال", "و", "ب", "وال", "ل"), 2)]
    rng.shuffle(found)
    return list(dict.fromkeys(found))


def _known(entry: Entry) -> Participant:
    sector = entry.sector or ("GOV" if entry.kind == "country" else "ELI")
    return Participant(None, entry.name, entry.name_local, entry.country, sector, "", entry.id)


def _place(entry: Entry) -> Place:
    return Place(
        None, entry.name, entry.country, entry.admin1, entry.geonames, entry.latitude, entry.longitude, "settlement"
    )


def fill(location: str, reports: int) -> None:
    rng = random.Random(_SEED)  # noqa: S311  the same library every time
    world = make_world(rng)
    database = create_library(location)
    started = time.monotonic()
    copies = _COPIES if reports >= 10_000 else 1
    words: list[Words] = []
    with database.engine.connect() as raw:
        connection = raw.execution_options(waqai_writes=True)
        with connection.begin():
            batch = Batch(connection)
            run = batch.add(schema.run, command="generate", inputs="[]", started=now(), finished=now())
            for number in range(reports // copies):
                words.append(_add(batch, run, *make_report(rng, world, number)))
                if number % _FLUSH == 0:
                    batch.flush()
                    print(f"{number} reports, {time.monotonic() - started:.0f} s", flush=True)
            batch.flush()
        if copies > 1:
            _multiply(connection, words, copies)
            print(f"{copies} times, {time.monotonic() - started:.0f} s", flush=True)
        with connection.begin():
            connection.exec_driver_sql("ANALYZE")
    database.close()
    print(f"done, {time.monotonic() - started:.0f} s", flush=True)


def _multiply(connection: Connection, words: list[Words], copies: int) -> None:
    """Copy every report so often, each time on other days, and count the tallies that depend on days anew."""
    sqlite = connection.dialect.name == "sqlite"
    with connection.begin():
        sizes = {t.name: connection.exec_driver_sql(f"SELECT max(id) FROM {t.name}").scalar_one() for t in _NUMBERED}
        if sqlite:
            connection.exec_driver_sql("CREATE TEMP TABLE original (id INTEGER PRIMARY KEY, title TEXT, body TEXT)")
            rows = [(one.revision, one.title, one.body) for one in words]
            connection.exec_driver_sql("INSERT INTO original VALUES (?, ?, ?)", rows)
    for copy in range(1, copies):
        with connection.begin():
            for table in _COPIED:
                connection.exec_driver_sql(_copy(table, sizes, copy, sqlite))
            gap = copy * sizes["revision"]
            source = f"SELECT id + {gap}, title, body FROM original"
            if not sqlite:
                source = f"SELECT revision_id + {gap}, words FROM text_index WHERE revision_id <= {sizes['revision']}"
            columns = "(rowid, title, body)" if sqlite else ""
            connection.exec_driver_sql(f"INSERT INTO text_index{columns} {source}")
        print(f"copy {copy}", flush=True)
    with connection.begin():
        connection.exec_driver_sql(f"UPDATE tally SET mentions = mentions * {copies}, reports = reports * {copies}")
        connection.exec_driver_sql("DELETE FROM tally WHERE dimension IN ('year', 'month', 'day')")
        for name, length in (("year", 4), ("month", 7), ("day", 10)):
            connection.exec_driver_sql(
                f"INSERT INTO tally SELECT '{name}', substr(date_start, 1, {length}), count(*), "
                "count(DISTINCT revision_id) FROM mention GROUP BY 2"
            )


def _copy(table: Table, sizes: dict[str, int], copy: int, sqlite: bool) -> str:
    days = copy * 31 % 97
    changed = {
        "key": f"substr(key, {copy + 1}) || substr(key, 1, {copy})",
        "address": f"address || '-{copy}'",
        "url": f"url || '-{copy}'",
    }
    if table.name == "report":
        changed["name"] = f"name || '-{copy}'"
    for day in ("published", "date_start", "date_end"):
        moved = f"date({day}, '+{days} days')" if sqlite else f"CAST(CAST({day} AS date) + {days} AS text)"
        changed[day] = f"CASE WHEN {day} = '' THEN '' ELSE {moved} END"
    columns, values = [], []
    for column in table.columns:
        target = table.name if column.name == "id" else column.name.removesuffix("_id")
        moves = column.name == "id" or column.name.endswith("_id")
        gap = copy * sizes[target] if moves and target in sizes else 0
        columns.append(f'"{column.name}"')
        values.append(changed.get(column.name, f'"{column.name}"' + (f" + {gap}" if gap else "")))
    key = columns[0]
    limit = sizes[table.name if table.name in sizes else {"shown": "revision", "context": "mention"}[table.name]]
    into, what = ", ".join(columns), ", ".join(values)
    return f"INSERT INTO {table.name} ({into}) SELECT {what} FROM {table.name} WHERE {key} <= {limit}"


def _add(batch: Batch, run: int, coded: CodedReport, title: str, body: str) -> Words:
    found = coded.report
    who = identify_report(found)
    report = batch.new_id(schema.report)
    revision = batch.new_id(schema.revision)
    batch.put(
        schema.report,
        {"id": report, "key": who.key, "address": who.address, "name": found.id, "revision_id": revision},
    )
    batch.put(
        schema.revision,
        {
            "id": revision,
            "report_id": report,
            "run_id": run,
            "digest": who.digest,
            "url": found.url,
            "outlet": found.outlet,
            "published": found.published,
            "language": found.language,
            "title": found.title,
            "text": found.text,
            "state": "coded",
        },
    )
    coding = batch.add_coding(revision, coded, lexicon="generated")
    words = Words(revision, title, body)
    batch.show(report, revision, coding, coded, words)
    return words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("location", help="a file that does not exist, or a PostgreSQL URL of an empty database")
    parser.add_argument("--reports", type=int, default=200_000)
    given = parser.parse_args()
    if "://" not in given.location and Path(given.location).exists():
        parser.error(f"{given.location} exists")
    fill(given.location, given.reports)


if __name__ == "__main__":
    main()
