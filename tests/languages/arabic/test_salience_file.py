"""The file of weights for salience."""

from __future__ import annotations

from pathlib import Path

import pytest

from waqai.languages.arabic.lexicon_compile import read_salience


def test_weights_by_type_and_sign(tmp_path: Path) -> None:
    path = tmp_path / "salience.tsv"
    path.write_text("# how it was made\ntype\tsign\tweight\nASSAULT\tform=past\t24\nASSAULT\tinside\t-25\n", "utf-8")
    assert read_salience(path) == {"ASSAULT": {"form=past": 24, "inside": -25}}


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "salience.tsv"
    path.write_text("type\tsign\tweight\nASSAULT\tform=past\tmuch\n", "utf-8")
    with pytest.raises(ValueError, match=r"salience\.tsv:2"):
        read_salience(path)
