"""Reads frames/*.toml: one `Frame` per entry, mistakes named with file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from waqai.languages.arabic.orthography import fold
from waqai.languages.frames import Cue, Example, Frame, FrameIndex, ModeRule
from waqai.ontology import MODES, TYPES

CLASSES = frozenset({"event", "report", "light", "phase", "modal", "deny", "result", "ignore"})
POS = frozenset({"verb", "verb-only", "noun", "adj"})
TRAITS = frozenset({"plural", "singular", "definite", "indefinite", "bare"})
STATUSES = frozenset({"", "asserted", "planned", "hypothetical", "negated", "denied", "alleged"})
ROLES = frozenset(
    "actor recipient place origin destination means content topic channel source act quantity cause effect".split()
)
_KEYS = frozenset(
    "lemma pos class type mode contexts slots noun_slots require words avoid bar only modes status kind commits "
    "continues note examples".split()
)


class FrameError(ValueError):
    """A frame file is malformed; the message names file and line."""


def read_frames(folder: Path) -> tuple[list[tuple[Frame, tuple[Example, ...]]], list[str]]:
    """Read every frame of `folder` with its examples; return them with a list of ``file:line: problem``."""
    found: list[tuple[Frame, tuple[Example, ...]]] = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        if path.name == "sources.toml":
            continue
        text = path.read_text("utf-8")
        try:
            rows = tomllib.loads(text).get("frame", [])
        except tomllib.TOMLDecodeError as error:
            problems.append(f"{path.name}: {error}")
            continue
        lines = [text.count("\n", 0, match.start()) + 1 for match in re.finditer(r"^\[\[frame\]\]", text, re.MULTILINE)]
        for number, (row, line) in enumerate(zip(rows, lines, strict=True), 1):
            where = f"{path.name}:{line}"
            problems += [f"{where}: {problem}" for problem in _problems(row)]
            found.append((_frame(row, f"{path.stem}/{number}"), tuple(_examples(row))))
    return found, problems


def read_cues(folder: Path) -> tuple[Cue, ...]:
    """Read sources.toml, the longest cue first."""
    path = folder / "sources.toml"
    if not path.exists():
        return ()
    rows = tomllib.loads(path.read_text("utf-8")).get("cue", [])
    cues = [
        Cue(
            tuple(fold(row["words"]).split()),
            row.get("before", "source"),
            row.get("kind", ""),
            row.get("commits", True),
            row.get("scope", "sentence"),
            frozenset(map(fold, row.get("avoid", ()))),
        )
        for row in rows
    ]
    return tuple(sorted(cues, key=lambda cue: (-len(cue.words), cue.words)))


def build_index(folder: Path) -> FrameIndex:
    """Return the frames by folded lemma; raises `FrameError` with the first problem found."""
    rows, problems = read_frames(folder)
    if problems:
        raise FrameError(problems[0])
    frames: dict[str, list[Frame]] = {}
    for frame, _ in rows:
        frames.setdefault(frame.key, []).append(frame)
    return FrameIndex({key: tuple(frames[key]) for key in sorted(frames)}, read_cues(folder))


def _problems(row: dict[str, Any]) -> Iterator[str]:
    if not row.get("lemma"):
        yield "lemma is missing"
    for key in sorted(row.keys() - _KEYS):
        yield f"unknown key {key!r}"
    cls = row.get("class", "event")
    if cls not in CLASSES:
        yield f"unknown class {cls!r}"
    if row.get("pos", "verb") not in POS:
        yield f"unknown pos {row['pos']!r}"
    if cls == "event":
        if row.get("type") not in TYPES:
            yield f"unknown type {row.get('type')!r}"
        elif row.get("mode", "") and row["mode"] not in MODES[row["type"]]:
            yield f"{row['mode']!r} is no mode of {row['type']}"
    for trait in row.get("only", ()):
        if trait not in TRAITS:
            yield f"only: unknown {trait!r}"
    if row.get("status", "") not in STATUSES:
        yield f"unknown status {row['status']!r}"
    for slots in ("slots", "noun_slots"):
        for slot, role in row.get(slots, {}).items():
            if role not in ROLES:
                yield f"{slots}: {slot} has the unknown role {role!r}"
    if not row.get("examples"):
        yield "has no example"


def _frame(row: dict[str, Any], identifier: str) -> Frame:
    return Frame(
        id=identifier,
        lemma=row.get("lemma", ""),
        key=fold(row.get("lemma", "")),
        pos=row.get("pos", "verb"),
        cls=row.get("class", "event"),
        type=row.get("type", ""),
        mode=row.get("mode", ""),
        contexts=tuple(row.get("contexts", ())),
        slots=dict(row.get("slots", {})),
        noun_slots=dict(row.get("noun_slots", {})),
        require={slot: frozenset(_kinds(kinds)) for slot, kinds in row.get("require", {}).items()},
        words={slot: _words(words) for slot, words in row.get("words", {}).items()},
        avoid={slot: _words(words) for slot, words in row.get("avoid", {}).items()},
        modes=tuple(ModeRule(m["slot"], _words(m["words"]), m["mode"]) for m in row.get("modes", ())),
        status=row.get("status", ""),
        kind=row.get("kind", ""),
        commits=row.get("commits", True),
        continues=row.get("continues", False),
        only=frozenset(row.get("only", ())),
        bar={slot: frozenset(kinds.split("|")) for slot, kinds in row.get("bar", {}).items()},
        note=row.get("note", ""),
    )


def _kinds(kinds: str) -> Iterator[str]:
    optional = kinds.endswith("?")
    yield from kinds.rstrip("?").split("|")
    if optional:
        yield "?"


def _words(words: str | list[str]) -> frozenset[str]:
    return frozenset(map(fold, [words] if isinstance(words, str) else words))


def _examples(row: dict[str, Any]) -> Iterator[Example]:
    for example in row.get("examples", ()):
        none = bool(example.get("none", False))
        expected = row.get("type", "") if row.get("class", "event") == "event" else ""
        yield Example(
            text=example["text"],
            type="" if none else example.get("type", expected),
            mode=example.get("mode", ""),
            status=example.get("status", ""),
            trigger=example.get("trigger", ""),
            actors=_listed(example.get("actor")),
            recipients=_listed(example.get("recipient")),
            source=example.get("source", ""),
            none=none,
        )


def _listed(value: str | list[str] | None) -> tuple[str, ...]:
    return () if not value else (value,) if isinstance(value, str) else tuple(value)
