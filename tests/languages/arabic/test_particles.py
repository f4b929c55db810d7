"""Closed-class words: the packaged list and mistakes in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from waqai.languages.arabic.lexicon_compile import lexicon_folder
from waqai.languages.arabic.particles import ParticleError, Particles, read_particles

HEADER = "forms\tpos\tlemma\tcodes\n"


@pytest.fixture(scope="module")
def packaged() -> Particles:
    return read_particles(lexicon_folder())


@pytest.mark.parametrize(
    ("word", "code"), [("لم", "neg"), ("لن", "neg"), ("سوف", "future"), ("اذا", "if"), ("لو", "if"), ("حسب", "source")]
)
def test_words_that_change_status_carry_their_code(packaged: Particles, word: str, code: str) -> None:
    assert any(code in particle.codes for particle in packaged.words[word])


def test_longer_compounds_are_tried_first(packaged: Particles) -> None:
    for rivals in packaged.compounds.values():
        lengths = [len(words) for words, _ in rivals]
        assert lengths == sorted(lengths, reverse=True)


def test_the_agent_of_a_passive_is_a_compound(packaged: Particles) -> None:
    assert ("من", "قبل") in [words for words, _ in packaged.compounds["من"]]


def test_all_spellings_lead_to_one_lemma(tmp_path: Path) -> None:
    (tmp_path / "particles.tsv").write_text("# note\n" + HEADER + "منذ|مذ\tprep\tمنذ\ttime|x\n", "utf-8")
    (tmp_path / "compounds.tsv").write_text(HEADER, "utf-8")
    words = read_particles(tmp_path).words
    assert {particle.lemma for form in ("منذ", "مذ") for particle in words[form]} == {"منذ"}
    assert words["مذ"][0].codes == {"time", "x"}


def test_a_short_row_is_named(tmp_path: Path) -> None:
    (tmp_path / "particles.tsv").write_text(HEADER + "في\tprep\tفي\t\nمن\tprep\n", "utf-8")
    (tmp_path / "compounds.tsv").write_text(HEADER, "utf-8")
    with pytest.raises(ParticleError, match=r"particles\.tsv:3"):
        read_particles(tmp_path)
