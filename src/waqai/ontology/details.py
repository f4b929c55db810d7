"""What belongs to the codes: labels in three languages, conflict-cooperation scores, CAMEO roots.

The files in ``data/`` are read once, when something of them is first asked for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import msgspec

#: languages that have labels; the first one stands in for any other
LANGUAGES = ("en", "ar", "fr")


class TypeDetails(msgspec.Struct, frozen=True):
    """One type's entry of ``data/types.toml``, whose head comment says what the fields mean."""

    quad: str
    score: float
    cameo: str
    cameo_from: tuple[str, ...]
    scores: dict[str, float] = {}
    cameo_modes: dict[str, str] = {}


def label(code: str, language: str = "en") -> str:
    """Return what a type, mode, context, sector, quad class, status or source kind is called in a language.

    A mode is given plainly or as ``TYPE/mode``, which knows the few that mean something else with another type.  A
    language without labels gets English; a code without a label is returned as it is.
    """
    names = labels().get(code) or labels().get(code.partition("/")[2])
    if names is None:
        return code
    return names.get(language) or names[LANGUAGES[0]]


def score(kind: str, mode: str = "") -> float:
    """Return how conflictual (-10) or cooperative (10) an act is; raises `KeyError` for an unknown type."""
    entry = type_details()[kind]
    return entry.scores.get(mode, entry.score)


def cameo_root(kind: str, mode: str = "") -> str:
    """Return the two-digit CAMEO root of an act; raises `KeyError` for an unknown type."""
    entry = type_details()[kind]
    return entry.cameo_modes.get(mode, entry.cameo)


def type_of_cameo(code: str) -> str:
    """Return the type of a CAMEO root or longer CAMEO code (``19``, ``087``, ``0871``).

    Empty for what PLOVER does not code (``01``, public statements) and for what is no CAMEO code.
    """
    prefixes = _cameo_prefixes()
    for length in range(len(code), 1, -1):
        if code[:length] in prefixes:
            return prefixes[code[:length]]
    return ""


@cache
def type_details() -> Mapping[str, TypeDetails]:
    """Return the entries of ``data/types.toml`` by type."""
    data = tomllib.loads(_read("types.toml"))
    return MappingProxyType(msgspec.convert(data, dict[str, TypeDetails]))


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """Return code -> language -> label from ``data/labels.tsv``; where kinds share a code, its first line counts."""
    lines = [line.split("\t") for line in _read("labels.tsv").splitlines() if line and not line.startswith("#")]
    found: dict[str, Mapping[str, str]] = {}
    for row in lines[1:]:
        found.setdefault(row[1], MappingProxyType(dict(zip(LANGUAGES, row[2:], strict=True))))
    return MappingProxyType(found)


@cache
def _cameo_prefixes() -> Mapping[str, str]:
    return MappingProxyType({code: kind for kind, entry in type_details().items() for code in entry.cameo_from})


def _read(name: str) -> str:
    return (files("waqai.ontology") / "data" / name).read_text(encoding="utf-8")
