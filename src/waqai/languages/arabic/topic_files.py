"""Reads topics.toml: the words that tell what a report is about when it is not about politics."""

from __future__ import annotations

import tomllib
from pathlib import Path

from waqai.languages.arabic.orthography import fold
from waqai.languages.vocabulary import POLITICS, TopicTable

_WEIGHTS = {"sure": 2, "hint": 1}


class TopicError(ValueError):
    """The topic file is malformed; the message names the file and what is wrong."""


def read_topics(path: Path) -> TopicTable:
    """Return the topic words, folded, under their first word; raises `TopicError` with the first problem found."""
    rows = tomllib.loads(path.read_text("utf-8"))
    for problem in _problems(rows):
        raise TopicError(f"{path.name}: {problem}")
    found: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    for topic, lists in rows.items():
        for name, weight in _WEIGHTS.items():
            for entry in lists[name]:
                first, *rest = fold(entry).split()
                found.setdefault(first, []).append((tuple(rest), topic, weight))
    return {first: tuple(found[first]) for first in sorted(found)}


def _problems(rows: dict[str, dict[str, list[str]]]) -> list[str]:
    found = [] if POLITICS in rows else [f"no words of {POLITICS}"]
    for topic, lists in rows.items():
        if set(lists) != set(_WEIGHTS):
            found.append(f"{topic}: needs the lists {' and '.join(_WEIGHTS)}, has {', '.join(sorted(lists))}")
            continue
        keys = [fold(entry) for words in lists.values() for entry in words]
        found += [f"{topic}: empty word" for key in keys if not key.strip()]
        found += [f"{topic}: {key!r} stands twice" for key in dict.fromkeys(keys) if keys.count(key) > 1]
    return found
