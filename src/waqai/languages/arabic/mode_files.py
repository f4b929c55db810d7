"""Reads modes.toml: the words that show how an act was done, or what is asked for."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from waqai.languages.arabic.orthography import fold
from waqai.languages.vocabulary import ModeWords
from waqai.ontology import MODES

_PLACES = ("content", "own")
_KEYS = {"types", "mode", "words"}


class ModeError(ValueError):
    """The mode file is malformed; the message names the file and what is wrong."""


def read_modes(path: Path) -> ModeWords:
    """Return the mode words, folded, by type and first word; raises `ModeError` with the first problem found."""
    rows = tomllib.loads(path.read_text("utf-8"))
    for problem in _problems(rows):
        raise ModeError(f"{path.name}: {problem}")
    tables: dict[str, dict[str, dict[str, list[tuple[tuple[str, ...], str]]]]] = {place: {} for place in _PLACES}
    for place in _PLACES:
        for rule in rows.get(place, []):
            for kind in rule["types"]:
                for entry in rule["words"]:
                    first, *rest = fold(entry).split()
                    tables[place].setdefault(kind, {}).setdefault(first, []).append((tuple(rest), rule["mode"]))
    content, own = (
        {
            kind: {word: tuple(sorted(found, key=lambda item: -len(item[0]))) for word, found in words.items()}
            for kind, words in tables[place].items()
        }
        for place in _PLACES
    )
    order = {kind: tuple(dict.fromkeys(r["mode"] for r in rows.get("own", []) if kind in r["types"])) for kind in own}
    return ModeWords(content, own, order, dict(rows.get("default", {})))


def _problems(rows: dict[str, Any]) -> list[str]:
    found = [f"unknown table {name!r}" for name in rows if name not in {*_PLACES, "default"}]
    for kind, mode in rows.get("default", {}).items():
        if mode not in MODES.get(kind, ()):
            found.append(f"default: {kind} has no mode {mode!r}")
    for place in _PLACES:
        for number, rule in enumerate(rows.get(place, []), 1):
            if set(rule) != _KEYS:
                found.append(f"{place} {number}: needs types, mode and words, has {', '.join(sorted(rule))}")
                continue
            found += [
                f"{place} {number}: {kind} has no mode {rule['mode']!r}"
                for kind in rule["types"]
                if rule["mode"] not in MODES.get(kind, ())
            ]
            keys = [fold(entry) for entry in rule["words"]]
            found += [f"{place} {number}: {key!r} stands twice" for key in dict.fromkeys(keys) if keys.count(key) > 1]
    return found
