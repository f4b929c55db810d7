"""A library's annotation file: what `waqai evaluate` reads, with a few keys more where they say something."""

from __future__ import annotations

import json
from pathlib import Path

from waqai.evaluate.gold import from_coded, read_gold
from waqai.export import make_exporter
from waqai.records import StoredReport

from .samples import CODED
from .stored import ALL, HOSTILE, HUMAN, NONE, PART, export, hostile


def test_keys_are_added_only_where_they_say_something() -> None:
    plain = StoredReport("a" * 32, CODED, (1, 2, 3))
    assert export("annotation", [plain])[0].decode() == make_exporter("annotation").report(CODED)
    rows = [json.loads(line) for line in export("annotation", ALL)[0].splitlines()]
    assert len(rows) == len(ALL)
    assert [row.get("revision") for row in rows] == [2, None, None, None]
    assert [row.get("annotator") for row in rows] == [None, "amal", None, None]
    assert [event.get("mention") for event in rows[0]["events"]] == [2, 3]
    assert [event.get("mention") for event in rows[1]["events"]] == [None, None]


def test_gold_reader_takes_it(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(export("annotation", ALL)[0])
    for gold, stored in zip(read_gold(path), ALL, strict=True):
        assert gold.report == stored.coded.report
        assert [one.trigger for one in gold.mentions] == [one.trigger for one in from_coded(stored.coded).mentions]


def test_counts() -> None:
    counts = export("annotation", ALL)[1]
    assert (counts.reports, counts.mentions, counts.rows) == (4, 5, 4)
    assert export("annotation", [])[0] == b""


def test_hostile_words_survive() -> None:
    data = export("annotation", map(hostile, HOSTILE))[0]
    assert [json.loads(line)["text"] for line in data.split(b"\n")[:-1]] == list(HOSTILE)


def test_jsonl_names_each_mention() -> None:
    rows = [json.loads(line) for line in export("jsonl", (PART, HUMAN, NONE))[0].splitlines()]
    assert [row["mention"] for row in rows] == [2, 3, 1, 2]
    assert len({row["id"] for row in rows}) == 4
    assert rows[0]["because"][0]["rule"] == "frame"
    assert rows[2]["annotator"] == "amal"
