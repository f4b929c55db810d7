"""The compiled table of all inflected words: made from the lexicon once, looked up word by word at run time.

`build` makes it from ``verbs*.tsv`` and ``nouns*.tsv``, `dump` and `load` turn it into bytes and back.  The table
holds bare words: no article, no ``و ف ب ك ل س`` before them and no pronoun after them.  Words that change their
spelling before a pronoun (``زيارت-ه``, ``قتلو-ه``, ``رآ-ه``) are found with ``before_suffix=True``.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import msgspec

from waqai.languages.arabic.conjugation import Verb, conjugate, participles, verbal_nouns
from waqai.languages.arabic.conjugation_nominal import NominalForm, add, inflect
from waqai.languages.arabic.lexicon_files import NounEntry, load_lexicon
from waqai.languages.arabic.orthography import fold

_VERSION = 1
_PREFIX = 3
_REMEMBERED = 20_000
_NO_PASSIVE = frozenset({"7", "9"})
_MOOD = {"present": "i", "subjunctive": "s", "jussive": "j"}


class Reading(NamedTuple):
    """One way to understand a word.

    `pos` is ``verb``, ``noun``, ``adj``, ``participle`` or ``masdar``; `base` the lemma of the verb that a participle
    or verbal noun belongs to, else empty.  `tense` is ``past``, ``present`` or ``imperative``; `mood` tells what a
    present form may be by its spelling: some of ``i`` (indicative), ``s`` (subjunctive), ``j`` (jussive).  `person` is
    0 for words that have none; `number` ``s``, ``d``, ``p``; `gender` ``m``, ``f`` or empty (both); `case` ``nom``,
    ``obl``, ``acc`` (indefinite accusative in alef) or empty (not shown).  `construct`: a dual or sound plural that
    lost its ن.  `kinds` and `sector` come from the noun list.
    """

    pos: str
    lemma: str
    base: str = ""
    tense: str = ""
    voice: str = ""
    person: int = 0
    number: str = ""
    gender: str = ""
    case: str = ""
    construct: bool = False
    kinds: tuple[str, ...] = ()
    sector: str = ""
    mood: str = ""


class _Lexeme(NamedTuple):
    pos: str
    lemma: str
    base: str = ""
    kinds: tuple[str, ...] = ()
    sector: str = ""


class _Feature(NamedTuple):
    tense: str = ""
    voice: str = ""
    person: int = 0
    number: str = ""
    gender: str = ""
    case: str = ""
    construct: bool = False
    mood: str = ""
    free: bool = True
    bound: bool = True


class _Tables(msgspec.Struct, frozen=True, array_like=True):
    """What is stored: spellings in order of their folded keys, joined, and what each can be.

    `beginnings` are the folded first letters of the words, joined by spaces, and `ends` where each group ends.
    """

    version: int
    text: str
    lengths: bytes
    counts: bytes
    beginnings: str
    ends: list[int]
    lexeme_ids: bytes
    feature_ids: bytes
    lexemes: tuple[_Lexeme, ...]
    features: tuple[_Feature, ...]


class WordForms:
    """All inflected words of the lexicon; `find` is the only thing needed at run time.

    Reading a word keeps its answer for the next time (a bounded number of words per instance).
    """

    def __init__(self, tables: _Tables) -> None:
        """Take the tables that `build` or `load` made."""
        self._tables = tables
        self._offsets = array("I", accumulate(tables.lengths, initial=0))
        self._starts = array("I", accumulate(tables.counts, initial=0))
        self._lexeme_ids = _numbers(tables.lexeme_ids)
        self._feature_ids = _numbers(tables.feature_ids)
        self._folded = _folded(tables.text)
        self._ranges = _ranges(tables.beginnings, tables.ends)
        self._readings: dict[tuple[int, int], Reading] = {}
        self._found: dict[tuple[str, bool], tuple[tuple[str, Reading], ...]] = {}

    def __len__(self) -> int:
        """Return the number of different spellings."""
        return len(self._tables.lengths)

    @property
    def entries(self) -> int:
        """The number of pairs of a spelling and a reading."""
        return len(self._lexeme_ids)

    def find(self, surface_folded: str, *, before_suffix: bool = False) -> tuple[tuple[str, Reading], ...]:
        """Return every reading of a folded bare word with the exact spelling it has; nothing if it is unknown.

        With `before_suffix` the word is what is left when a pronoun suffix is taken off (``زيارت`` of ``زيارته``).
        Readings whose spelling is the lemma itself come first.
        """
        asked = (surface_folded, before_suffix)
        known = self._found.get(asked)
        if known is None:
            known = tuple(self._search(surface_folded, before_suffix))
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[asked] = known
        return known

    def spellings(self) -> Iterator[str]:
        """Yield all spellings in the order of their folded keys."""
        text, offsets = self._tables.text, self._offsets
        for index in range(len(self)):
            yield text[offsets[index] : offsets[index + 1]]

    def payload(self) -> bytes:
        """Return the uncompressed content; equal tables have equal payloads on every machine."""
        return msgspec.msgpack.encode(self._tables)

    def _search(self, key: str, before_suffix: bool) -> Iterator[tuple[str, Reading]]:
        span = self._ranges.get(key[:_PREFIX])
        if span is None:
            return
        text, folded, offsets = self._tables.text, self._folded, self._offsets
        index = bisect_left(range(span[1]), key, lo=span[0], key=lambda i: folded[offsets[i] : offsets[i + 1]])
        while index < span[1]:
            start, end = offsets[index], offsets[index + 1]
            if folded[start:end] != key:
                return
            spelling = text[start:end]
            for entry in range(self._starts[index], self._starts[index + 1]):
                feature = self._tables.features[self._feature_ids[entry]]
                if feature.bound if before_suffix else feature.free:
                    yield spelling, self._reading(self._lexeme_ids[entry], self._feature_ids[entry])
            index += 1

    def _reading(self, lexeme_id: int, feature_id: int) -> Reading:
        reading = self._readings.get((lexeme_id, feature_id))
        if reading is None:
            pos, lemma, base, kinds, sector = self._tables.lexemes[lexeme_id]
            tense, voice, person, number, gender, case, construct, mood, _, _ = self._tables.features[feature_id]
            reading = Reading(
                pos, lemma, base, tense, voice, person, number, gender, case, construct, kinds, sector, mood
            )
            self._readings[lexeme_id, feature_id] = reading
        return reading


def _numbers(data: bytes) -> array[int]:
    numbers = array("H")
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _folded(text: str) -> str:
    """Fold the joined spellings, which hold plain letters only, much faster than `fold` and letter by letter."""
    for letter in "أإآ":
        text = text.replace(letter, "ا")
    return text.replace("ى", "ي").replace("ة", "ه")


def _ranges(beginnings: str, ends: list[int]) -> dict[str, tuple[int, int]]:
    """Return, for each folded beginning of words, the range of the spellings that begin so."""
    ranges: dict[str, tuple[int, int]] = {}
    start = 0
    for begin, end in zip(beginnings.split(" "), ends, strict=True):
        ranges[begin] = (start, end)
        start = end
    return ranges


def build(folder: Path) -> WordForms:
    """Make the table from the verb and noun lists in `folder`.

    Raises `waqai.languages.arabic.lexicon_files.LexiconError` naming every mistake in them, and `OSError`.
    """
    lexicon = load_lexicon(folder)
    return build_from(lexicon.verbs, lexicon.nouns)


def build_from(verbs: Iterable[Verb], nouns: Iterable[NounEntry]) -> WordForms:
    """Make the table from checked rows.  Raises `waqai.languages.arabic.conjugation.ConjugationError`."""
    collector = _Collector()
    nouns = tuple(nouns)
    lemmas = frozenset(noun.lemma for noun in nouns)
    for noun in nouns:
        _add_noun(collector, noun, lemmas)
    for verb in verbs:
        _add_verb(collector, verb)
        _add_participles(collector, verb)
        _add_masdars(collector, verb)
    return WordForms(collector.tables())


def dump(words: WordForms) -> bytes:
    """Return the table as compressed bytes."""
    return zlib.compress(words.payload(), 9)


def load(data: bytes) -> WordForms:
    """Return the table that `dump` wrote; raises `ValueError` when the bytes are no table of this version."""
    try:
        tables = msgspec.msgpack.decode(zlib.decompress(data), type=_Tables)
    except (zlib.error, msgspec.DecodeError) as error:
        raise ValueError(f"not a table of word forms: {error}") from error
    if tables.version != _VERSION:
        raise ValueError(f"table of word forms has version {tables.version}, not {_VERSION}")
    return WordForms(tables)


class _Collector:
    """Gathers spellings with their readings while the table is being made."""

    def __init__(self) -> None:
        self.lexemes: dict[_Lexeme, int] = {}
        self.spellings: dict[str, dict[tuple[int, tuple[object, ...]], _Feature]] = {}

    def lexeme(self, lexeme: _Lexeme) -> int:
        return self.lexemes.setdefault(lexeme, len(self.lexemes))

    def put(self, text: str, lexeme: int, feature: _Feature) -> None:
        """Add one reading; moods and positions of the same reading are united."""
        readings = self.spellings.setdefault(text, {})
        bare = (lexeme, feature[:7])
        known = readings.get(bare)
        if known is not None:
            mood = known.mood if feature.mood in known.mood else _all_moods(known.mood + feature.mood)
            free, bound = known.free or feature.free, known.bound or feature.bound
            if (mood, free, bound) == known[7:]:
                return
            feature = known._replace(mood=mood, free=free, bound=bound)
        readings[bare] = feature

    def tables(self) -> _Tables:
        lexemes = tuple(self.lexemes)
        features = tuple(sorted({f for readings in self.spellings.values() for f in readings.values()}))
        numbers = {feature: number for number, feature in enumerate(features)}
        ordered = sorted(self.spellings, key=lambda text: (fold(text), text))
        counts, lexeme_ids, feature_ids = [], array("H"), array("H")
        for text in ordered:
            found = [(lexeme, numbers[feature]) for (lexeme, _), feature in self.spellings[text].items()]
            found.sort(key=lambda pair: (lexemes[pair[0]].lemma != text, pair))
            counts.append(len(found))
            for lexeme, feature in found:
                lexeme_ids.append(lexeme)
                feature_ids.append(feature)
        groups = {fold(text[:_PREFIX]): number for number, text in enumerate(ordered, 1)}
        if sys.byteorder == "big":
            lexeme_ids.byteswap()
            feature_ids.byteswap()
        return _Tables(
            _VERSION,
            "".join(ordered),
            bytes(map(len, ordered)),
            bytes(counts),
            " ".join(groups),
            list(groups.values()),
            lexeme_ids.tobytes(),
            feature_ids.tobytes(),
            lexemes,
            features,
        )


def _all_moods(letters: str) -> str:
    return "".join(letter for letter in "isj" if letter in letters)


def _add_verb(collector: _Collector, verb: Verb) -> None:
    lexeme = collector.lexeme(_Lexeme("verb", verb.lemma))
    for form in conjugate(verb):
        if form.person == 2 and (form.number == "d" or form.voice == "passive" or form.number + form.gender == "pf"):
            continue
        if form.voice == "passive" and verb.form in _NO_PASSIVE:
            continue
        mood = _MOOD.get(form.tense, "")
        tense = "present" if mood else form.tense
        feature = _Feature(tense, form.voice, form.person, form.number, form.gender, mood=mood, bound=False)
        collector.put(form.text, lexeme, feature)
        collector.put(form.bound, lexeme, feature._replace(free=False, bound=True))


def _put_nominal(collector: _Collector, lexeme: int, forms: Iterable[NominalForm], voice: str = "") -> None:
    for text, number, gender, case, construct, free, bound in forms:
        feature = _Feature("", voice, 0, number, gender, case, construct, "", free, bound)
        collector.put(text, lexeme, feature)


def _add_participles(collector: _Collector, verb: Verb) -> None:
    for text, voice, defective in participles(verb):
        if voice == "passive" and verb.form in _NO_PASSIVE:
            continue
        lexeme = collector.lexeme(_Lexeme("participle", text, verb.lemma))
        forms = inflect(text, "m", ("+un",), defective=defective, feminine=True)
        _put_nominal(collector, lexeme, forms, voice)


def _add_masdars(collector: _Collector, verb: Verb) -> None:
    for nominal in verbal_nouns(verb):
        text, _, defective = nominal
        lexeme = collector.lexeme(_Lexeme("masdar", text, verb.lemma))
        counted = verb.form != "1" or text.endswith("ة")
        plurals = ("+at",) if counted else ()
        gender = "f" if text.endswith("ة") else "m"
        _put_nominal(collector, lexeme, inflect(text, gender, plurals, defective=defective, dual=counted))


def _add_noun(collector: _Collector, noun: NounEntry, lemmas: frozenset[str]) -> None:
    for pos in noun.pos:
        lexeme = collector.lexeme(_Lexeme(pos, noun.lemma, "", noun.kinds, noun.sector))
        plurals = noun.plurals or (("+un",) if pos == "adj" else ())
        feminine = pos == "adj" or _has_feminine(noun, lemmas)
        _put_nominal(collector, lexeme, inflect(noun.lemma, noun.gender, plurals, feminine=feminine))


def _has_feminine(noun: NounEntry, lemmas: frozenset[str]) -> bool:
    """Tell whether a noun names a man by a word that gets ة for a woman and is not listed for itself."""
    if noun.gender != "m" or noun.lemma.endswith("ة") or not {"person", "title"}.intersection(noun.kinds):
        return False
    return lemmas.isdisjoint(add(noun.lemma, "ة"))
