"""Every example of every frame file is coded as it says, and every frame has one that is coded."""

from __future__ import annotations

import pytest

from waqai.coder import Coder
from waqai.coding.examples import check_examples
from waqai.languages.arabic.frame_files import read_frames
from waqai.languages.arabic.lexicon_compile import lexicon_folder
from waqai.languages.frames import Example, Frame

_FOLDER = lexicon_folder() / "frames"
_FILES = sorted(path.stem for path in _FOLDER.glob("*.toml") if path.stem != "sources")


@pytest.fixture(scope="module")
def rows() -> dict[str, list[tuple[Frame, tuple[Example, ...]]]]:
    """The frames with their examples, by file."""
    found: dict[str, list[tuple[Frame, tuple[Example, ...]]]] = {name: [] for name in _FILES}
    frames, problems = read_frames(_FOLDER)
    assert problems == []
    for frame, examples in frames:
        found[frame.id.split("/", 1)[0]].append((frame, examples))
    return found


@pytest.mark.parametrize("name", _FILES)
def test_examples_are_coded_as_they_say(
    name: str, rows: dict[str, list[tuple[Frame, tuple[Example, ...]]]], coder: Coder
) -> None:
    failures = check_examples(rows[name], coder)
    assert not failures, "\n" + "\n".join(map(str, failures))


@pytest.mark.parametrize("name", _FILES)
def test_every_frame_has_an_example_that_says_something(
    name: str, rows: dict[str, list[tuple[Frame, tuple[Example, ...]]]]
) -> None:
    silent = [
        frame.id
        for frame, examples in rows[name]
        if frame.cls == "event" and not any(example.type for example in examples)
    ]
    assert silent == []


def test_an_example_that_is_coded_otherwise_is_named(
    rows: dict[str, list[tuple[Frame, tuple[Example, ...]]]], coder: Coder
) -> None:
    frame, _ = rows["consult"][0]
    wrong = Example("التقى الوزير نظيره التونسي.", type="ASSAULT")
    (failure,) = check_examples([(frame, (wrong,))], coder)
    assert failure.file == "consult"
    assert "not ASSAULT" in failure.why
