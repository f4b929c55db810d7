"""The benchmark scripts count as their first lines say."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from waqai import Coder
from waqai.evaluate.ratios import Figure


def script(name: str) -> Any:
    """Load a script of the benchmarks folder."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[1] / "benchmarks" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def counts(figures: list[Figure], scope: str) -> dict[str, tuple[int, int]]:
    return {one.measure: (one.right, one.count) for one in figures if one.scope == scope}


STRIKE = "قصفت الطائرات التركية أمس بلدة حدودية."


def role(main: str = "None", sector: str = "None") -> dict[str, str]:
    return {"main": main, "role": sector}


def annotator(source: str, verb: str, target: str, sources: dict[str, str], targets: dict[str, str]) -> dict[str, Any]:
    return {
        "source_actor": source.split(),
        "verb": verb.split(),
        "target_actor": target.split(),
        "source_role": sources,
        "target_role": targets,
    }


@pytest.fixture
def gsr(tmp_path: Path) -> Path:
    labels = {"yes": STRIKE, "easy no": "الطقس جميل.", "difficult no": STRIKE, "ambiguous": STRIKE}
    rows = [
        {"id": f"s-{at}", "event_type": "ASSAULT", "label": label, "text": text}
        for at, (label, text) in enumerate(labels.items())
    ]
    spans = [
        annotator("الطائرات التركية", "قصفت", "بلدة حدودية", role("TUR", "MIL"), role()),
        annotator("الطائرات", "قصفت", "", role("TUR", "MIL"), {}),
        annotator("", "قصفت", "بلدة", {}, role()),
    ]
    annotated: dict[str, Any] = {"source": "s", "event_type": "ASSAULT", "text": STRIKE, "spans": spans}
    annotated |= {"verb_gold": "قصفت", "source_gold": "", "target_gold": "بلدة"}
    files = {"assault_detection": rows, "assault_spans": [annotated], "protest_detection": [], "protest_spans": []}
    for name, content in files.items():
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in content), "utf-8")
    return tmp_path


def test_gsr_counts(coder: Coder, gsr: Path) -> None:
    figures, wrong, _ = script("measure_gsr").measure(coder, gsr, resamples=0)
    found = counts(figures, "ASSAULT")
    assert found["detection precision"] == (1, 2)
    assert found["detection recall"] == (1, 1)
    assert found["detection F1"] == (2, 3)
    assert found["false positives, easy no"] == (0, 1)
    assert found["false positives, difficult no"] == (1, 1)
    assert found["trigger found"] == found["trigger found, settled"] == (1, 1)
    assert found["source span recall"] == found["target span recall"] == (1, 1)
    assert found["source country"] == (1, 1)
    assert found["target country+sector"] == (0, 0)
    assert [one.kind for one in wrong if "false" in one.kind] == ["ASSAULT false (difficult no)"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["في", "تونس"], ["في تونس"]),
        (["تونس"], ["تونس", "تونس"]),
        (["الوزير", "تونس"], ["الوزير", "تونس", "تونس"]),
        (["توا"], []),
        (["«"], []),
    ],
)
def test_annotators_words_are_found_as_a_run_or_one_by_one(words: list[str], expected: list[str]) -> None:
    text = "زار الوزير في تونس، وتونس بلد."
    assert [text[start:end] for start, end in script("measure_gsr").located(text, words)] == expected


def test_nested_tags_are_read() -> None:
    module = script("measure_names")
    rows = ["جامعة I-EVENT B-ORG B-ORG", "تونس I-ORG I-ORG B-GPE", "في I-ORG", "$#$ O", "قرطاج B-GPE I-EVENT"]
    text, names = module.sentence([row.split() for row in rows])
    assert text == "جامعة تونس في\nقرطاج"
    assert [(one.kind, text[one.start : one.end]) for one in names] == [
        ("organisation", "جامعة تونس"),
        ("organisation", "جامعة تونس في"),
        ("place", "تونس"),
        ("place", "قرطاج"),
    ]


def test_names_overlap_when_they_share_half_of_each() -> None:
    module = script("measure_names")
    one, half, less, other = (
        module.Name(*fields) for fields in (("place", 0, 10), ("place", 5, 10), ("place", 6, 10), ("person", 0, 10))
    )
    assert module.half_shared(one, half)
    assert not module.half_shared(one, less)
    assert not module.half_shared(one, other)
    assert module.any_shared(one, less)
    assert module.outermost([one, half, other]) == [one, other]
    assert module.exact("وتونس")(module.Name("place", 0, 5), module.Name("place", 1, 5))


def test_drawn_events_are_the_same_each_time_and_scored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = script("draw_events")
    reports, drawn = tmp_path / "reports.jsonl", tmp_path / "drawn.tsv"
    rows = [{"id": f"r{at}", "text": f"{STRIKE} الطقس جميل.", "language": "ar"} for at in range(6)]
    reports.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")

    def run(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["draw_events.py", *map(str, arguments)])
        return module.main(), capsys.readouterr().out

    status, first = run(reports, "-n", 3, "--tsv", drawn)
    assert (status, first) == run(reports, "-n", 3)
    assert "⟦قصفت⟧" in first
    assert "3 of 6 mentions" in first
    table = drawn.read_text("utf-8").splitlines()
    cells = [["y", "n", "?"], ["y", "y", ""], ["n", "y", "y"]]
    filled = ["\t".join([*cell, *line.split("\t")[3:]]) for cell, line in zip(cells, table[1:], strict=True)]
    drawn.write_text("\n".join([table[0], *filled]), "utf-8")
    status, scored = run("--score", drawn)
    assert status == 0
    assert [line.split()[-1] for line in scored.splitlines() if line.startswith("all")] == ["2/3", "2/3", "1/1"]
    drawn.write_text("\n".join([table[0], *filled]).replace("?", "maybe"), "utf-8")
    assert run("--score", drawn)[0] == 1
    assert "sentences without an event" in run(reports, "--none", 2)[1]


def test_salience_is_learned_from_labels_of_sentences() -> None:
    trainer = script("train_salience")
    setting = trainer.Setting(1.0, soft=False, keep=0.0, elsewhere=(0.1, 0.2, 0.3), beside=0.1)
    news, talk = ["form=past", "noise"], ["form=known noun", "noise", "elsewhere=1"]
    rows = [
        trainer.row(f"document {number}", "2007", label, truth, mentions, setting)
        for number in range(30)
        for label, truth, mentions in (
            ("yes", 1.0, [news, talk]),
            ("easy no", 0.0, [talk]),
            ("ambiguous", None, [news]),
        )
    ]
    assert rows[0].offsets == [0.0, 0.1]
    weights = trainer.train(rows, setting)
    assert weights["form=past"] > 0 > weights["form=known noun"]
    assert "elsewhere=1" not in weights
    held_out = trainer.held_out(rows, [], setting, lambda one: one.group[-1])
    figures = trainer.figures(rows, held_out, setting.keep)
    assert figures[0] == 1.0
    assert weights == trainer.train(rows, setting)


def test_annotators_who_disagree_teach_by_their_share() -> None:
    trainer = script("train_salience")
    doubted = {"label": "difficult no", "accept": "1", "total": "4"}
    assert trainer.truth(doubted, soft=True) == 0.25
    assert trainer.truth(doubted, soft=False) == 0.0
    assert trainer.truth({**doubted, "label": "ambiguous"}, soft=True) is None
