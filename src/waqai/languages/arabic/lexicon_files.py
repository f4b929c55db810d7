"""Reads and checks the verb and noun lists of the lexicon (``verbs*.tsv``, ``nouns*.tsv``; see docs/data.md).

Every mistake is found in one pass and named by file and line, so that an editor can mend them all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from waqai.languages.arabic.conjugation import PAST_ONLY, ConjugationError, Verb, analyse

VERB_COLUMNS = ("lemma", "root", "form", "vowels", "masdars", "gloss")
NOUN_COLUMNS = ("lemma", "plurals", "gender", "pos", "kinds", "sector", "gloss")
_KIND_NAMES = (
    "person group force government institution title honorific weapon vehicle aid money document statement media place "
    "building territory unit count victim act event body abstract time sport"
)
KINDS = frozenset(_KIND_NAMES.split())
_SECTOR_NAMES = "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC"
SECTORS = frozenset(_SECTOR_NAMES.split())
PARTS_OF_SPEECH = frozenset({"noun", "adj"})
_LETTERS = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچڤگ")

T = TypeVar("T")


class NounEntry(msgspec.Struct, frozen=True):
    """One row of ``nouns*.tsv``; `plurals` holds broken plurals and the endings ``+un`` and ``+at``."""

    lemma: str
    plurals: tuple[str, ...]
    gender: str
    pos: tuple[str, ...]
    kinds: tuple[str, ...]
    sector: str
    gloss: str


class Problem(NamedTuple):
    """One mistake in a lexicon file; `line` counts from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """Return ``file:line: message``."""
        return f"{self.file}:{self.line}: {self.message}"


class LexiconError(ValueError):
    """The lexicon files hold mistakes; `problems` lists them all."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep `problems` and show them one a line."""
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class Lexicon(msgspec.Struct, frozen=True):
    """The rows of all verb and noun files that are free of mistakes, in file order, and the mistakes found."""

    verbs: tuple[Verb, ...]
    nouns: tuple[NounEntry, ...]
    problems: tuple[Problem, ...]


def read_lexicon(folder: Path) -> Lexicon:
    """Read every ``verbs*.tsv`` and ``nouns*.tsv`` of `folder` in the order of their names.  Raises `OSError` only."""
    problems: list[Problem] = []
    verbs = _read(folder, "verbs*.tsv", VERB_COLUMNS, _verb, _verb_key, problems)
    nouns = _read(folder, "nouns*.tsv", NOUN_COLUMNS, _noun, _noun_key, problems)
    return Lexicon(tuple(verbs), tuple(nouns), tuple(problems))


def load_lexicon(folder: Path) -> Lexicon:
    """Like `read_lexicon`, but raise `LexiconError` when there is any mistake."""
    lexicon = read_lexicon(folder)
    if lexicon.problems:
        raise LexiconError(lexicon.problems)
    return lexicon


def _read(
    folder: Path,
    names: str,
    columns: tuple[str, ...],
    make: Callable[[dict[str, str]], T],
    key: Callable[[T], tuple[object, ...]],
    problems: list[Problem],
) -> list[T]:
    found: list[T] = []
    seen: dict[tuple[object, ...], str] = {}
    for path in sorted(folder.glob(names)):
        for line, cells in _rows(path, columns, problems):
            try:
                entry = make(cells)
            except ValueError as error:
                problems.append(Problem(path.name, line, f"{cells['lemma']}: {error}"))
                continue
            first = seen.setdefault(key(entry), f"{path.name}:{line}")
            if first != f"{path.name}:{line}":
                problems.append(Problem(path.name, line, f"{cells['lemma']}: already listed in {first}"))
                continue
            found.append(entry)
    return found


def _rows(path: Path, columns: tuple[str, ...], problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    header = True
    for number, raw in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        line = raw.removesuffix("\r")
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header:
            header = False
            if tuple(cells) != columns:
                problems.append(Problem(path.name, number, f"the first line must be {' '.join(columns)}"))
                return
            continue
        if len(cells) > len(columns) or len(cells) < len(columns) - 1:
            message = f"{cells[0]}: {len(cells)} cells instead of {len(columns)}"
            problems.append(Problem(path.name, number, message))
            continue
        cells += [""] * (len(columns) - len(cells))
        yield number, dict(zip(columns, (cell.strip() for cell in cells), strict=True))


def _values(cell: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in cell.split("|")) if cell else ()


def _check_word(word: str, what: str) -> None:
    if not word:
        raise ValueError(f"empty {what}")
    wrong = sorted({letter for letter in word if letter not in _LETTERS})
    if wrong:
        shown = " ".join(f"U+{ord(letter):04X}" for letter in wrong)
        raise ValueError(f"{what} {word!r} holds something else than plain letters ({shown})")


def _verb(cells: dict[str, str]) -> Verb:
    _check_word(cells["lemma"], "lemma")
    masdars = _values(cells["masdars"])
    for masdar in masdars:
        _check_word(masdar, "masdar")
    verb = Verb(cells["lemma"], cells["root"], cells["form"], cells["vowels"], masdars, cells["gloss"])
    try:
        analyse(verb)
    except ConjugationError as error:
        raise ValueError(str(error)) from error
    if verb.form == "1" and not masdars and verb.lemma not in PAST_ONLY:
        raise ValueError("form 1 needs its masdar")
    return verb


def _verb_key(verb: Verb) -> tuple[object, ...]:
    return verb.lemma, verb.root, verb.form, verb.vowels


def _noun(cells: dict[str, str]) -> NounEntry:
    _check_word(cells["lemma"], "lemma")
    plurals, pos, kinds = _values(cells["plurals"]), _values(cells["pos"]), _values(cells["kinds"])
    for plural in plurals:
        if plural not in ("+un", "+at"):
            _check_word(plural, "plural")
    if cells["gender"] not in ("m", "f"):
        raise ValueError(f"gender must be m or f, not {cells['gender']!r}")
    if not pos or not PARTS_OF_SPEECH.issuperset(pos):
        raise ValueError(f"pos must be noun, adj or noun|adj, not {cells['pos']!r}")
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise ValueError(f"unknown kind {' '.join(unknown)}")
    if cells["sector"] and cells["sector"] not in SECTORS:
        raise ValueError(f"unknown sector {cells['sector']!r}")
    return NounEntry(cells["lemma"], plurals, cells["gender"], pos, kinds, cells["sector"], cells["gloss"])


def _noun_key(noun: NounEntry) -> tuple[object, ...]:
    return noun.lemma, noun.pos, noun.gender
