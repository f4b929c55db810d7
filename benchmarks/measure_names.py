"""Measures which persons, organisations and places the coder recognises, on a Wojood sample (nested names).

``python benchmarks/measure_names.py FILE [--errors] [--resamples N]``; a line of FILE is a word and its tags
(``B-ORG``, ``I-ORG``, several where names lie within names), an empty line ends a sentence, ``$#$`` parts two texts.
The words of a sentence are joined by blanks and read by ``Coder().names``; persons are PERS, organisations ORG, places
GPE, LOC and FAC.  A name counts whether or not it takes part in an event.

overlap F1, precision ...  (headline) by overlap: ours and theirs are of one class and what they share is at least half
                           of each; one to one, the best matches first
exact F1                   ours and theirs are of one class and cover exactly the same words (an attached conjunction or
                           preposition does not matter)
outermost F1               as the headline, but names within a name of the same class are left out on both sides
any overlap F1             one character in common is enough

Intervals are 95 % bootstrap intervals over sentences.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from waqai import Coder, Report
from waqai.evaluate.matching import best_assignment
from waqai.evaluate.ratios import Figure, Tally, add_found, ratio_figures, table

CLASSES = {"PERS": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}
_SCOPES = ("all", *dict.fromkeys(CLASSES.values()))
_PROCLITICS = "وفبكل"
_BREAK = "$#$"


class Name(NamedTuple):
    """A name of one class at ``[start, end)`` of the sentence."""

    kind: str
    start: int
    end: int


def read(path: Path) -> Iterator[tuple[str, list[Name]]]:
    """Yield each sentence's text and its names."""
    for block in path.read_text("utf-8").split("\n\n"):
        rows = [line.split() for line in block.splitlines() if line.strip()]
        if rows:
            yield sentence(rows)


def sentence(rows: Sequence[Sequence[str]]) -> tuple[str, list[Name]]:
    """Return the text of the rows (word, tags ...) and the names that the tags mark."""
    text = ""
    marked: list[tuple[str, list[int]]] = []
    running: dict[str, list[list[int]]] = {tag: [] for tag in CLASSES}
    for word, *tags in rows:
        if word == _BREAK:
            text = f"{text}\n" if text else ""
            continue
        text += " " if text and not text.endswith("\n") else ""
        start, text = len(text), text + word
        for tag, spans in running.items():
            del spans[tags.count(f"I-{tag}") :]  # the outer ones go on
            for span in spans:
                span[1] = len(text)
            begun = [[start, len(text)] for _ in range(tags.count(f"B-{tag}"))]
            spans.extend(begun)
            marked += [(CLASSES[tag], span) for span in begun]
    return text, sorted({Name(kind, start, end) for kind, (start, end) in marked})


def recognised(coder: Coder, text: str) -> list[Name]:
    found = coder.names(Report(text, language="ar"))
    return sorted({Name(one.kind, one.text.start, one.text.end) for one in found})


# --- when two names are the same ------------------------------------------------------------------


def half_shared(one: Name, other: Name) -> int:
    """Return how much two names share (in thousandths of their union), 0 when it is less than half of either."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    if one.kind != other.kind or 2 * shared < max(one.end - one.start, other.end - other.start):
        return 0
    return 1000 * shared // (max(one.end, other.end) - min(one.start, other.start))


def any_shared(one: Name, other: Name) -> int:
    """Return 1 when names of one class have a character in common."""
    return int(one.kind == other.kind and one.start < other.end and other.start < one.end)


def exact(text: str) -> Callable[[Name, Name], int]:
    """Return the comparison of words in this text."""

    def words(name: Name) -> Name:
        start, first = name.start, name.start
        while first and text[first - 1].isalnum():
            first -= 1
        return Name(name.kind, first if set(text[first:start]) <= set(_PROCLITICS) else start, name.end)

    return lambda one, other: int(words(one) == words(other))


def outermost(names: Sequence[Name]) -> list[Name]:
    """Leave out names within a name of the same class."""
    return [
        one
        for one in names
        if not any(
            one != other and one.kind == other.kind and other.start <= one.start and one.end <= other.end
            for other in names
        )
    ]


def pairs(gold: Sequence[Name], ours: Sequence[Name], same: Callable[[Name, Name], int]) -> list[tuple[int, int]]:
    return best_assignment([[same(one, other) for other in ours] for one in gold])


def count(gold: Sequence[Name], ours: Sequence[Name], text: str) -> Tally:
    """Return one sentence's counts."""
    tally: Tally = Counter()
    outer = outermost(gold), outermost(ours)
    for name, (theirs, found), same in (
        ("overlap", (gold, ours), half_shared),
        ("exact", (gold, ours), exact(text)),
        ("outermost", outer, half_shared),
        ("any overlap", (gold, ours), any_shared),
    ):
        matched = [theirs[row] for row, _ in pairs(theirs, found, same)]
        for scope in _SCOPES:
            sizes = (sum(scope in {"all", one.kind} for one in group) for group in (matched, found, theirs))
            add_found(tally, scope, name, *sizes)
    return tally


def mistakes(gold: Sequence[Name], ours: Sequence[Name], text: str) -> Iterator[str]:
    """Yield a line for every name that is missed or false by the headline's measure."""
    matched = pairs(gold, ours, half_shared)
    for what, names, right in (("missed", gold, {a for a, _ in matched}), ("false", ours, {b for _, b in matched})):
        for index, one in enumerate(names):
            if index not in right:
                yield f"{one.kind} {what}\t{text[one.start : one.end]}\t{' '.join(text.split())}"


def measure(coder: Coder, path: Path, resamples: int = 1000) -> tuple[list[Figure], list[str]]:
    """Return the figures and the mistakes."""
    tallies: list[Tally] = []
    wrong: list[str] = []
    for text, gold in read(path):
        ours = recognised(coder, text)
        tallies.append(count(gold, ours, text))
        wrong += mistakes(gold, ours, text)
    order = ("overlap F1", "overlap precision", "overlap recall", "exact F1", "outermost F1", "any overlap F1")
    keys = [(scope, measure) for scope in _SCOPES for measure in order]
    return list(ratio_figures(tallies, keys, resamples)), wrong


def main() -> None:
    """Print the figures, and with ``--errors`` what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", action="store_true", help="list missed and false names with their sentences")
    parser.add_argument("--resamples", type=int, default=1000)
    arguments = parser.parse_args()
    figures, wrong = measure(Coder(), arguments.file, arguments.resamples)
    for line in sorted(wrong) if arguments.errors else ():
        print(line)
    print(table(figures))


if __name__ == "__main__":
    main()
