"""Reads contexts.toml: the words that name what an event is about."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

from waqai.languages.arabic.orthography import fold
from waqai.languages.vocabulary import ContextWords
from waqai.ontology import CONTEXTS

T = TypeVar("T")
_LISTS = ("own", "sentence", "leaders", "violence")


class ContextError(ValueError):
    """The context file is malformed; the message names the file and what is wrong."""


def read_contexts(path: Path) -> ContextWords:
    """Return the context words, folded and by word; raises `ContextError` with the first problem found."""
    rows = tomllib.loads(path.read_text("utf-8"))
    for problem in _problems(rows):
        raise ContextError(f"{path.name}: {problem}")
    words: dict[str, dict[str, list[str]]] = {name: {} for name in _LISTS}
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {name: {} for name in _LISTS}
    for context in CONTEXTS:
        for name, entries in rows[context].items():
            for entry in entries:
                first, *rest = fold(entry).split()
                if rest:
                    phrases[name].setdefault(first, []).append((tuple(rest), context))
                else:
                    words[name].setdefault(first, []).append(context)
    return ContextWords(
        own=_frozen(words["own"]),
        sentence=_frozen(words["sentence"]),
        leaders=_frozen(words["leaders"]),
        violence=_frozen(words["violence"]),
        own_phrases=_frozen(phrases["own"]),
        sentence_phrases=_frozen(phrases["sentence"]),
    )


def _problems(rows: dict[str, dict[str, list[str]]]) -> list[str]:
    found = [f"unknown context {name!r}" for name in rows if name not in CONTEXTS]
    found += [f"no words for context {name!r}" for name in CONTEXTS if name not in rows]
    for context, lists in rows.items():
        for name, entries in lists.items():
            if name not in _LISTS:
                found.append(f"{context}: unknown list {name!r}")
            keys = [fold(entry) for entry in entries]
            found += [f"{context}: empty word in {name}" for key in keys if not key.strip()]
            twice = [key for key in dict.fromkeys(keys) if keys.count(key) > 1]
            found += [f"{context}: {key!r} stands twice in {name}" for key in twice]
            if name in {"leaders", "violence"}:
                found += [f"{context}: {key!r} is a phrase" for key in keys if " " in key]
    return found


def _frozen(found: dict[str, list[T]]) -> dict[str, tuple[T, ...]]:
    return {key: tuple(found[key]) for key in sorted(found)}
