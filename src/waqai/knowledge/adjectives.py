"""Inflected forms of relative adjectives: from ``مصري`` to ``مصرية``, ``مصريون`` and ``مصريتين``."""

from __future__ import annotations

from collections.abc import Iterator

#: ending → form, for an adjective in ``-ي``; the accusative ``مصريا`` is a masculine singular
_NISBA = [
    ("", "ms"),
    ("ا", "ms"),
    ("ة", "fs"),
    ("ون", "mp"),
    ("ين", "mp"),
    ("ان", "md"),
    ("تان", "fd"),
    ("تين", "fd"),
    ("ات", "fp"),
]


def forms(adjective: str) -> Iterator[tuple[str, str]]:
    """Yield (spelling, form) of an adjective in the masculine singular, never with the article.

    In ``كوري جنوبي`` both words are inflected, in ``جنوب أفريقي`` only the last one.
    """
    words = adjective.split()
    for ending, form in _NISBA:
        if not words[-1].endswith("ي"):
            if ending in ("", "ا") or form in ("mp", "fp", "fs"):
                yield " ".join([*words[:-1], words[-1] + ending]), form
            continue
        yield " ".join(_inflect(word, ending, index == len(words) - 1) for index, word in enumerate(words)), form


def _inflect(word: str, ending: str, last: bool) -> str:
    return word + ending if last or word.endswith("ي") else word


def plural_forms(plural: str) -> Iterator[tuple[str, str]]:
    """Yield (spelling, form) of an irregular plural such as ``أتراك``, with its accusative in -ا."""
    yield plural, "mp"
    if len(plural) >= 5 and " " not in plural and plural[-1] not in "اةيءن":
        yield plural + "ا", "mp"
