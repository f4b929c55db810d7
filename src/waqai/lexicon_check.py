"""The lexicon's own test: its files are well-formed, and every frame's examples are coded as they say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from waqai.coder import Coder
from waqai.coding.examples import Failure, check_examples, file_of
from waqai.languages.arabic.frame_files import read_frames
from waqai.languages.arabic.lexicon_compile import read_vocabulary
from waqai.languages.arabic.lexicon_files import read_lexicon
from waqai.languages.frames import Example, Frame


class FileCount(msgspec.Struct, frozen=True):
    """What one lexicon file holds: verbs, nouns, or frames with their examples."""

    file: str
    what: str
    entries: int
    examples: int = 0
    failed: int = 0


class LexiconReport(msgspec.Struct, frozen=True):
    """Mistakes in the files, examples that fail, and counts by file."""

    problems: tuple[str, ...]
    failures: tuple[Failure, ...]
    files: tuple[FileCount, ...]

    @property
    def good(self) -> bool:
        """Whether there is nothing to mend."""
        return not self.problems and not self.failures


def check_lexicon(folder: Path, coder: Coder) -> LexiconReport:
    """Check every file of the lexicon in `folder` and code the examples with `coder`."""
    lexicon = read_lexicon(folder)
    frames, problems = read_frames(folder / "frames")
    found = [*map(str, lexicon.problems), *problems]
    try:
        read_vocabulary(folder / "vocabulary.toml")
    except (OSError, ValueError) as error:
        found.append(f"vocabulary.toml: {error}")
    failures = tuple(check_examples(frames, coder))
    return LexiconReport(tuple(found), failures, tuple(_counts(folder, frames, failures)))


def _counts(
    folder: Path, frames: list[tuple[Frame, tuple[Example, ...]]], failures: tuple[Failure, ...]
) -> Iterator[FileCount]:
    for pattern, what in (("verbs*.tsv", "verbs"), ("nouns*.tsv", "nouns")):
        for path in sorted(folder.glob(pattern)):
            rows = [line for line in path.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
            yield FileCount(path.name, what, len(rows) - 1)
    files: dict[str, list[int]] = {}
    for frame, examples in frames:
        counts = files.setdefault(file_of(frame.id), [0, 0])
        counts[0] += 1
        counts[1] += len(examples)
    for name, (entries, examples_in) in files.items():
        failed = sum(1 for failure in failures if failure.file == name)
        yield FileCount(f"frames/{name}.toml", "frames", entries, examples_in, failed)
