"""Frame files: what a frame says, and that mistakes are named with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from waqai.languages.arabic.frame_files import FrameError, build_index, read_cues, read_frames
from waqai.languages.arabic.lexicon_compile import lexicon_folder
from waqai.ontology import MODES

GOOD = """
[[frame]]
lemma = "أدان"
type = "ACCUSE"
mode = "disapprove"
slots = { subject = "actor", object = "recipient" }
require = { object = "person|group?" }
modes = [ { slot = "ب", words = ["محاكمة"], mode = "investigate" } ]
examples = [
  { text = "أدانت مصر الهجوم.", actor = "مصر" },
  { text = "نص", none = true },
]

[[frame]]
lemma = "إدانة"
pos = "noun"
type = "ACCUSE"
examples = [ { text = "نص" } ]
"""


def folder_with(tmp_path: Path, text: str, name: str = "test.toml") -> Path:
    (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_a_frame_is_found_under_its_folded_lemma(tmp_path: Path) -> None:
    index = build_index(folder_with(tmp_path, GOOD))
    assert len(index) == 2
    (frame,) = index.of("ادان")
    assert (frame.type, frame.mode, frame.pos, frame.cls) == ("ACCUSE", "disapprove", "verb", "event")
    assert frame.slots == {"subject": "actor", "object": "recipient"}
    assert frame.require["object"] == {"person", "group", "?"}
    assert frame.modes[0].words == {"محاكمه"}
    assert index.of("ادانه")[0].pos == "noun"
    assert index.of("شيء") == ()


def test_examples_inherit_the_type_of_their_frame(tmp_path: Path) -> None:
    (_, examples), _ = read_frames(folder_with(tmp_path, GOOD))[0]
    assert [(example.type, example.none) for example in examples] == [("ACCUSE", False), ("", True)]
    assert examples[0].actors == ("مصر",)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('type = "AGREE"', "lemma is missing"),
        ('lemma = "زار"\ntype = "VISIT"', "unknown type 'VISIT'"),
        ('lemma = "زار"\ntype = "CONSULT"\nmode = "demo"', "'demo' is no mode of CONSULT"),
        ('lemma = "زار"\ntype = "CONSULT"\nslots = { subject = "agent" }', "subject has the unknown role 'agent'"),
        ('lemma = "زار"\ntype = "CONSULT"\npos = "verbal"', "unknown pos 'verbal'"),
        ('lemma = "زار"\nclass = "lite"', "unknown class 'lite'"),
        ('lemma = "زار"\ntype = "CONSULT"\nslot = 1', "unknown key 'slot'"),
        ('lemma = "زار"\ntype = "CONSULT"\nstatus = "sure"', "unknown status 'sure'"),
    ],
)
def test_mistakes_are_named_with_file_and_line(tmp_path: Path, row: str, problem: str) -> None:
    text = f'{GOOD}\n[[frame]]\n{row}\nexamples = [ {{ text = "نص" }} ]\n'
    line = text[: text.rindex("[[frame]]")].count("\n") + 1
    with pytest.raises(FrameError, match=rf"test\.toml:{line}: .*{problem}"):
        build_index(folder_with(tmp_path, text))


def test_a_frame_without_an_example_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(FrameError, match="no example"):
        build_index(folder_with(tmp_path, '[[frame]]\nlemma = "زار"\ntype = "CONSULT"\n'))


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(FrameError, match=r"broken\.toml"):
        build_index(folder_with(tmp_path, "[[frame]\n", "broken.toml"))


def test_the_longest_cue_comes_first(tmp_path: Path) -> None:
    folder_with(tmp_path, '[[cue]]\nwords = "وفق"\n[[cue]]\nwords = "وفق ما ذكره"\nkind = "document"\n', "sources.toml")
    assert [cue.words for cue in read_cues(tmp_path)] == [("وفق", "ما", "ذكره"), ("وفق",)]


def test_no_cue_file_means_no_cues(tmp_path: Path) -> None:
    assert read_cues(tmp_path) == ()


def test_the_packaged_frames_cover_all_types() -> None:
    rows, problems = read_frames(lexicon_folder() / "frames")
    assert problems == []
    assert {frame.type for frame, _ in rows} >= set(MODES)
