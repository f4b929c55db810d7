"""The annotated reports of this folder can be read, and each word and code in them is a real one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from waqai.evaluate import GoldReport, read_gold
from waqai.languages.arabic.tokens import split_sentences
from waqai.ontology.plover import CONTEXTS, MODES, SECTORS, STATUSES

HERE = Path(__file__).parent
GOLD = sorted(HERE.glob("gold-*.jsonl"))
PASSES = sorted((HERE / "passes").glob("*.jsonl"))
EVENTLESS = sorted(HERE.glob("no_events-*.jsonl"))


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def values(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def name(path: Path) -> str:
    return path.stem


@pytest.fixture(scope="module")
def read() -> dict[Path, list[GoldReport]]:
    return {path: read_gold(path) for path in (*GOLD, *PASSES, *EVENTLESS)}


@pytest.mark.parametrize("path", [*GOLD, *PASSES], ids=name)
def test_words_stand_in_their_sentences(read: dict[Path, list[GoldReport]], path: Path) -> None:
    lost = [
        f"{report.report.id}:{mention.sentence} {words.text}"
        for report in read[path]
        for mention in report.mentions
        for phrase in (mention.trigger, *(person.text for person in (*mention.actors, *mention.recipients)))
        for words in phrase
        if not words.ranges
    ]
    assert not lost


@pytest.mark.parametrize("path", [*GOLD, *PASSES, *EVENTLESS], ids=name)
def test_sentences_are_those_of_the_coder(path: Path) -> None:
    for row in rows(path):
        starts = [group[0].start for group in split_sentences(row["text"])]
        assert [start for start, _ in row.get("sentences", [])[1:]] in (starts, []), row["id"]


def codes(event: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Yield each code of an event and whether the ontology has it."""
    kinds = values(event["type"])
    yield from ((kind, kind in MODES) for kind in kinds)
    yield from ((mode, not mode or any(mode in MODES[kind] for kind in kinds)) for mode in values(event["mode"]))
    yield from ((status, status in STATUSES) for status in values(event["status"]))
    yield from ((context, context in CONTEXTS) for context in event["contexts"])
    for person in (*event["actors"], *event["recipients"]):
        yield from ((sector, not sector or sector in SECTORS) for sector in values(person["sector"]))


@pytest.mark.parametrize("path", [*GOLD, *PASSES], ids=name)
def test_codes_are_of_the_ontology(path: Path) -> None:
    wrong = [
        (row["id"], code) for row in rows(path) for event in row["events"] for code, good in codes(event) if not good
    ]
    assert not wrong


@pytest.mark.parametrize("path", GOLD, ids=name)
def test_both_passes_cover_the_reports(path: Path) -> None:
    letter = path.stem.removeprefix("gold-")
    texts = {row["id"]: row["text"] for row in rows(path)}
    for number in (1, 2):
        assert {row["id"]: row["text"] for row in rows(HERE / "passes" / f"{letter}{number}.jsonl")} == texts


def test_reports_without_events_have_none() -> None:
    assert not [row["id"] for path in EVENTLESS for row in rows(path) if row["events"]]


def test_identifiers_are_unique() -> None:
    found = [row["id"] for path in (*GOLD, *EVENTLESS) for row in rows(path)]
    assert len(found) == len(set(found))
