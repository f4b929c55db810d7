"""Makes the table of all inflected words from ``verbs*.tsv`` and ``nouns*.tsv``, when the lexicon is compiled."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path

import msgspec

from waqai.languages.arabic.conjugation import Verb, conjugate, participles, verbal_nouns
from waqai.languages.arabic.conjugation_nominal import NominalForm, add, inflect
from waqai.languages.arabic.lexicon_files import NounEntry, load_lexicon
from waqai.languages.arabic.orthography import fold
from waqai.languages.arabic.wordform_table import VERSION, Feature, Lexeme, Tables
from waqai.languages.arabic.wordforms import GAP, PREFIX

_NO_PASSIVE = frozenset({"7", "9"})
_MOOD = {"present": "i", "subjunctive": "s", "jussive": "j"}


def build(folder: Path) -> bytes:
    """Return the table made from the verb and noun lists in `folder`, as it is stored.

    Raises `waqai.languages.arabic.lexicon_files.LexiconError` naming every mistake in them, and `OSError`.
    """
    lexicon = load_lexicon(folder)
    return build_from(lexicon.verbs, lexicon.nouns)


def build_from(verbs: Iterable[Verb], nouns: Iterable[NounEntry]) -> bytes:
    """Return the table made from checked rows, as it is stored; equal rows give equal bytes on every machine.

    Raises `waqai.languages.arabic.conjugation.ConjugationError`.
    """
    collector = _Collector()
    nouns = tuple(nouns)
    lemmas = frozenset(noun.lemma for noun in nouns)
    for noun in nouns:
        _add_noun(collector, noun, lemmas)
    for verb in verbs:
        _add_verb(collector, verb)
        _add_participles(collector, verb)
        _add_masdars(collector, verb)
    return msgspec.msgpack.encode(collector.tables())


class _Collector:
    """Gathers spellings with their readings while the table is being made."""

    def __init__(self) -> None:
        self.lexemes: dict[Lexeme, int] = {}
        self.spellings: dict[str, dict[tuple[int, tuple[object, ...]], Feature]] = {}

    def lexeme(self, lexeme: Lexeme) -> int:
        return self.lexemes.setdefault(lexeme, len(self.lexemes))

    def put(self, text: str, lexeme: int, feature: Feature) -> None:
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

    def tables(self) -> Tables:
        lexemes = tuple(self.lexemes)
        features = tuple(sorted({f for readings in self.spellings.values() for f in readings.values()}))
        numbers = {feature: number for number, feature in enumerate(features)}
        ordered = sorted(self.spellings, key=lambda text: (fold(text), text))
        counts: list[int] = []
        lexeme_ids: list[int] = []
        feature_ids: list[int] = []
        for text in ordered:
            found = [(lexeme, numbers[feature]) for (lexeme, _), feature in self.spellings[text].items()]
            found.sort(key=lambda pair: (lexemes[pair[0]].lemma != text, pair))
            counts.append(len(found))
            lexeme_ids += [lexeme for lexeme, _ in found]
            feature_ids += [feature for _, feature in found]
        groups = {fold(text[:PREFIX]): number for number, text in enumerate(ordered, 1)}
        places = [0, *accumulate(len(text) + 1 for text in ordered)]
        entries = [0, *accumulate(counts)]
        return Tables(
            VERSION,
            (GAP + GAP.join(ordered) + GAP).encode("utf-16-le"),
            bytes(counts),
            " ".join(groups),
            stored("I", (places[number] for number in groups.values())),
            stored("I", groups.values()),
            stored("I", (entries[number] for number in groups.values())),
            stored("H", lexeme_ids),
            stored("H", feature_ids),
            tuple(msgspec.Raw(msgspec.msgpack.encode(lexeme)) for lexeme in lexemes),
            features,
        )


def stored(code: str, numbers: Iterable[int]) -> bytes:
    """Return numbers as `wordform_table.numbers` reads them."""
    found = array(code, numbers)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def _all_moods(letters: str) -> str:
    return "".join(letter for letter in "isj" if letter in letters)


def _add_verb(collector: _Collector, verb: Verb) -> None:
    lexeme = collector.lexeme(Lexeme("verb", verb.lemma))
    for form in conjugate(verb):
        if form.person == 2 and (form.number == "d" or form.voice == "passive" or form.number + form.gender == "pf"):
            continue
        if form.voice == "passive" and verb.form in _NO_PASSIVE:
            continue
        mood = _MOOD.get(form.tense, "")
        tense = "present" if mood else form.tense
        feature = Feature(tense, form.voice, form.person, form.number, form.gender, mood=mood, bound=False)
        collector.put(form.text, lexeme, feature)
        collector.put(form.bound, lexeme, feature._replace(free=False, bound=True))


def _put_nominal(collector: _Collector, lexeme: int, forms: Iterable[NominalForm], voice: str = "") -> None:
    for text, number, gender, case, construct, free, bound in forms:
        feature = Feature("", voice, 0, number, gender, case, construct, "", free, bound)
        collector.put(text, lexeme, feature)


def _add_participles(collector: _Collector, verb: Verb) -> None:
    for text, voice, defective in participles(verb):
        if voice == "passive" and verb.form in _NO_PASSIVE:
            continue
        lexeme = collector.lexeme(Lexeme("participle", text, verb.lemma))
        forms = inflect(text, "m", ("+un",), defective=defective, feminine=True)
        _put_nominal(collector, lexeme, forms, voice)


def _add_masdars(collector: _Collector, verb: Verb) -> None:
    for nominal in verbal_nouns(verb):
        text, _, defective = nominal
        lexeme = collector.lexeme(Lexeme("masdar", text, verb.lemma))
        counted = verb.form != "1" or text.endswith("ة")
        plurals = ("+at",) if counted else ()
        gender = "f" if text.endswith("ة") else "m"
        _put_nominal(collector, lexeme, inflect(text, gender, plurals, defective=defective, dual=counted))


def _add_noun(collector: _Collector, noun: NounEntry, lemmas: frozenset[str]) -> None:
    for pos in noun.pos:
        lexeme = collector.lexeme(Lexeme(pos, noun.lemma, "", noun.kinds, noun.sector))
        plurals = noun.plurals or (("+un",) if pos == "adj" else ())
        feminine = pos == "adj" or _has_feminine(noun, lemmas)
        _put_nominal(collector, lexeme, inflect(noun.lemma, noun.gender, plurals, feminine=feminine))


def _has_feminine(noun: NounEntry, lemmas: frozenset[str]) -> bool:
    """Tell whether a noun names a man by a word that gets ة for a woman and is not listed for itself."""
    if noun.gender != "m" or noun.lemma.endswith("ة") or not {"person", "title"}.intersection(noun.kinds):
        return False
    return lemmas.isdisjoint(add(noun.lemma, "ة"))
