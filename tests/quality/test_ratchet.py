"""The ratchet goes up by itself and down only with a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from waqai import Coder

from . import ratchet


def test_floors_rise_and_never_fall_by_themselves() -> None:
    floors = {"a: mention F1": 0.5, "a: place accuracy": 0.9}
    found = ratchet.raised(floors, {"a: mention F1": 0.61239, "a: place accuracy": 0.8, "a: new": 0.3})
    assert found == {"a: mention F1": 0.612, "a: place accuracy": 0.9, "a: new": 0.3}


def test_ceilings_go_the_other_way() -> None:
    name = "events per no-event report"
    assert ratchet.raised({name: 0.5}, {name: 0.2221}) == {name: 0.223}
    assert ratchet.raised({name: 0.5}, {name: 0.7}) == {name: 0.5}
    assert len(list(ratchet.fallen({name: 0.5}, {name: 0.7}))) == 1
    assert not list(ratchet.fallen({name: 0.5}, {name: 0.5}))


def test_a_figure_reaches_the_floor_it_gave() -> None:
    for value in (0.1, 0.2999, 1 / 3, 0.855, 1.0):
        for name in ("x", "false positives"):
            assert not list(ratchet.fallen({name: ratchet.floor_of(name, value)}, {name: value}))


def test_slack_keeps_floors_under_the_figures() -> None:
    assert ratchet.floor_of("x", 0.8, 0.02) == 0.78
    assert ratchet.floor_of("x", 0.01, 0.02) == 0


def test_fallen_and_unmeasured_figures_are_named() -> None:
    lines = list(ratchet.fallen({"x": 0.5, "y": 0.5, "z": 0.5}, {"x": 0.4, "y": 0.5}))
    assert [line.split(":")[0] for line in lines] == ["x", "z"]


def test_lowering_takes_todays_figure_and_refuses_what_is_not_needed() -> None:
    floors = {"x": 0.5, "gone": 0.5, "fine": 0.5}
    values = {"x": 0.4321, "fine": 0.6}
    assert ratchet.lowered(floors, values, "x") == ({"x": 0.432, "gone": 0.5, "fine": 0.5}, "0.432")
    assert ratchet.lowered(floors, values, "gone") == ({"x": 0.5, "fine": 0.5}, "-")
    for name, said in (("fine", "still reaches"), ("nothing", "no floor")):
        with pytest.raises(ValueError, match=said):
            ratchet.lowered(floors, values, name)


@pytest.mark.parametrize("arguments", [["--lower", "x"], ["--reason", "y"], ["--lower", "x", "--reason", " "]])
def test_a_floor_is_not_lowered_without_a_reason(arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        ratchet.main(arguments)


def test_lowering_is_logged(tmp_path: Path) -> None:
    log = tmp_path / "lowered.tsv"
    ratchet.note("2024-01-01", "x", 0.5, "0.4", "gold\tcorrected\n", log)
    ratchet.note("2024-01-02", "y", 0.5, "-", "gone", log)
    rows = [line.split("\t") for line in log.read_text("utf-8").splitlines()]
    assert rows == [
        ["day", "figure", "from", "to", "reason"],
        ["2024-01-01", "x", "0.5", "0.4", "gold corrected"],
        ["2024-01-02", "y", "0.5", "-", "gone"],
    ]


def test_changed_and_new_data_are_noticed(tmp_path: Path) -> None:
    gold = tmp_path / "examples" / "gold.jsonl"
    words = tmp_path / ratchet.SOURCES["lexicon"] / "frames" / "nouns.tsv"
    quality = tmp_path / "tests" / "quality" / "gold-new.jsonl"
    for path in (gold, words, quality):
        path.parent.mkdir(parents=True)
    gold.write_text("a", "utf-8")
    words.write_text("a", "utf-8")
    before = ratchet.hashes(tmp_path)
    assert ratchet.changed(before, ratchet.hashes(tmp_path)) == []
    words.write_text("b", "utf-8")
    assert ratchet.changed(before, ratchet.hashes(tmp_path)) == ["lexicon"]
    gold.write_text("b", "utf-8")
    quality.write_text("{}", "utf-8")
    assert ratchet.changed(before, ratchet.hashes(tmp_path)) == [
        "examples/gold.jsonl",
        "lexicon",
        "tests/quality/gold-new.jsonl",
    ]


def test_events_in_reports_without_events_are_counted(coder: Coder, tmp_path: Path) -> None:
    folder = tmp_path / "tests" / "quality"
    folder.mkdir(parents=True)
    rows = [
        {"id": "1", "text": "قصفت الطائرات التركية أمس بلدة حدودية.", "language": "ar"},
        {"id": "2", "text": "الطقس جميل.", "language": "ar"},
    ]
    (folder / "no_events-x.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert ratchet.measure_own(coder, tmp_path) == {"events per report of quality no_events-x": 0.5}


def test_recorded_floors_are_sorted_and_have_known_sections() -> None:
    record = ratchet.read()
    assert set(record) == {"sealed", "hashes", "own", "shared"}
    for section in ("own", "shared"):
        assert list(record[section]) == sorted(record[section])
