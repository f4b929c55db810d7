"""Closed-class words: prepositions, conjunctions, complementisers, negators and their compounds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from waqai.languages.arabic.orthography import fold


class Particle(NamedTuple):
    """A closed-class word: part of speech, lemma and marker codes."""

    pos: str
    lemma: str
    codes: frozenset[str]
    spelling: str = ""


class Particles(NamedTuple):
    """All closed-class words: single words by folded form, compounds by folded first word."""

    words: dict[str, tuple[Particle, ...]]
    compounds: dict[str, tuple[tuple[tuple[str, ...], Particle], ...]]


class ParticleError(ValueError):
    """A particle file is malformed; the message names file and line."""


def _rows(path: Path) -> Iterator[tuple[list[str], Particle]]:
    lines = path.read_text("utf-8").splitlines()
    seen_header = False
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        if not seen_header:
            seen_header = True
            continue
        cells = line.split("\t")
        if len(cells) < 3:
            raise ParticleError(f"{path.name}:{number}: expected forms, pos, lemma, codes; found {len(cells)} cells")
        codes = frozenset(cells[3].split("|")) - {""} if len(cells) > 3 else frozenset()
        yield cells[0].split("|"), Particle(cells[1], cells[2], codes)


def read_particles(folder: Path) -> Particles:
    """Read ``particles.tsv`` and ``compounds.tsv`` of `folder`."""
    words: dict[str, tuple[Particle, ...]] = {}
    for forms, particle in _rows(folder / "particles.tsv"):
        for form in forms:
            key = fold(form)
            spelled = particle._replace(spelling=form)
            if spelled not in words.get(key, ()):
                words[key] = (*words.get(key, ()), spelled)
    compounds: dict[str, tuple[tuple[tuple[str, ...], Particle], ...]] = {}
    for forms, particle in _rows(folder / "compounds.tsv"):
        for form in forms:
            keys = tuple(fold(form).split())
            rivals = (*compounds.get(keys[0], ()), (keys, particle))
            compounds[keys[0]] = tuple(sorted(rivals, key=lambda item: -len(item[0])))
    return Particles(words, compounds)
