"""Time searches in a large library (`make_library.py`): ``measure_search.py LOCATION [--queries 60]``.

Five kinds of question, each asked with so many different queries: a word and a phrase (the first page with counts and
snippets), the most frequent actors, the histogram of months, a box of the map.  Half of the words are drawn as they
stand in texts, so that frequent ones are frequent, half are any words of the vocabulary.  The first round is cold as
far as this process goes (the operating system may hold the file), the second warm.  On a machine that others use too,
the process's own work tells more than the clock (SQLite works in this process, PostgreSQL does not).
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator

from sqlalchemy import Connection, select

from waqai.library import schema
from waqai.library.connection import Database
from waqai.library.facets import facets, histogram
from waqai.library.maps import map_cells
from waqai.library.query.tree import OPERATORS
from waqai.library.search import search_reports
from waqai.ontology.plover import CONTEXTS, TYPES

_SEED = 7
_COUNTRIES = "LBY EGY TUN DZA MAR SDN SYR IRQ LBN PSE JOR YEM SAU QAT FRA USA RUS TUR IRN".split()

Question = Callable[[Connection], object]


def sample_texts(connection: Connection, rng: random.Random, count: int) -> list[list[str]]:
    highest = connection.scalar(select(schema.revision.c.id).order_by(schema.revision.c.id.desc()).limit(1)) or 0
    numbers = rng.sample(range(1, highest + 1), min(count, highest))
    rows = connection.execute(select(schema.revision.c.text).where(schema.revision.c.id.in_(numbers)).order_by("id"))
    return [[word.strip(".") for word in text.split()] for (text,) in rows]


def words_of(texts: list[list[str]], rng: random.Random, count: int) -> list[str]:
    usual = [rng.choice(words) for words in texts]
    rare = sorted({word for words in texts for word in words})
    mixed = dict.fromkeys([*usual[: count // 2], *rng.sample(rare, count)])
    return [word for word in mixed if word not in OPERATORS and len(word) > 2][:count]


def phrases_of(texts: list[list[str]], rng: random.Random, count: int) -> list[str]:
    found = {}
    for words in texts:
        at = rng.randrange(len(words) - 3)
        found[f'"{" ".join(words[at : at + rng.choice((2, 2, 3))])}"'] = None
    return list(found)[:count]


def filters(rng: random.Random, words: list[str], count: int) -> list[str]:
    """Return queries such as analysts put beside a facet: none, a type, a country, a time, a word, several of them."""
    kinds: list[Callable[[], str]] = [
        lambda: f"type:{rng.choice(TYPES)}",
        lambda: f"country:{rng.choice(_COUNTRIES)}",
        lambda: f"country:{rng.choice(_COUNTRIES)} type:{rng.choice(TYPES)}",
        lambda: f"date:{rng.randint(2015, 2025)}-{rng.randint(1, 12):02d}",
        lambda: f"type:{rng.choice(TYPES)} date:{rng.randint(2015, 2025)}",
        lambda: rng.choice(words),
        lambda: f"{rng.choice(words)} type:{rng.choice(TYPES)}",
        lambda: f"actor:{rng.choice(_COUNTRIES)}",
        lambda: f"context:{rng.choice(CONTEXTS)} status:asserted",
        lambda: f'near:"{rng.uniform(20, 36):.1f},{rng.uniform(-5, 45):.1f} {rng.choice((50, 100, 300))}km"',
        lambda: "status:asserted",
    ]
    found = {"": None}
    asked = 0
    while len(found) < count:
        found[kinds[asked % len(kinds)]()] = None
        asked += 1
    return list(found)


def questions(connection: Connection, count: int) -> Iterator[tuple[str, list[tuple[str, Question]]]]:
    rng = random.Random(_SEED)  # noqa: S311  the same questions every time
    texts = sample_texts(connection, rng, 4 * count)
    words = words_of(texts, rng, count)
    asked = filters(rng, words, count)
    yield "word", [(q, lambda c, q=q: search_reports(c, q)) for q in words]
    yield "phrase", [(q, lambda c, q=q: search_reports(c, q)) for q in phrases_of(texts, rng, count)]
    yield "actor facet", [(q, lambda c, q=q: facets(c, q, ("actor",))) for q in asked]
    yield "month histogram", [(q, lambda c, q=q: histogram(c, q)) for q in asked]
    boxes = []
    for number, q in enumerate(asked):
        zoom = 3 + number % 7
        width = 360 / 2**zoom * 3
        west, south = rng.uniform(-10, 40), rng.uniform(10, 35)
        box = (west, south, min(180.0, west + width), min(85.0, south + width / 2))
        boxes.append((f"{q} {zoom}", lambda c, q=q, box=box, zoom=zoom: map_cells(c, q, *box, zoom)))
    yield "map box", boxes


def measure(database: Database, kind: str, asked: list[tuple[str, Question]], show: int) -> None:
    for round_ in ("cold", "warm"):
        took, worked = [], []
        for name, question in asked:
            with database.reading() as connection:
                started, used = time.perf_counter(), time.process_time()
                question(connection)
                took.append((1000 * (time.perf_counter() - started), name))
                worked.append(1000 * (time.process_time() - used))
        times = sorted(one for one, _ in took)
        p95 = statistics.quantiles(times, n=20)[-1]
        cpu = statistics.quantiles(worked, n=20)[-1]
        print(
            f"{kind:16} {round_}  {len(times):3} queries  p50 {statistics.median(times):6.0f}  p95 {p95:6.0f}  "
            f"max {times[-1]:6.0f} ms  (p95 of this process's own work {cpu:.0f} ms)",
            flush=True,
        )
        for one, name in sorted(took, reverse=True)[:show]:
            print(f"    {one:6.0f} ms  {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("location")
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--only", default="", help="kinds, with commas between them")
    parser.add_argument("--show", type=int, default=0, help="print the slowest queries")
    given = parser.parse_args()
    database = Database(given.location)
    with database.reading() as connection:
        search_reports(connection, "كلمة")  # the lexicon is loaded once, in any program
        kinds = list(questions(connection, given.queries))
    for kind, asked in kinds:
        if not given.only or kind in given.only.split(","):
            measure(database, kind, asked, given.show)


if __name__ == "__main__":
    main()
