"""Makes every form of an Arabic verb from its root and form: the generator behind the table of word forms.

Input is a row of ``verbs*.tsv`` (`Verb`); output are unvocalised spellings with their grammar.  All classes of
strong, hollow, defective, doubled, assimilated and hamzated verbs in forms 1 to 10 and the quadriliterals are made by
the same steps: a pattern, the root put in, the changes of its weak letters, the spelling of its hamzas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

import msgspec

from waqai.languages.arabic import conjugation_patterns as patterns
from waqai.languages.arabic.conjugation_patterns import FORMS, Shape, Voice
from waqai.languages.arabic.conjugation_sounds import settle, spell
from waqai.languages.arabic.orthography import fold

Tense = Literal["past", "present", "subjunctive", "jussive", "imperative"]
#: past and present middle vowel of form 1
VOWELS = ("au", "ai", "aa", "ia", "uu", "ii")


#: verbs that have a past tense and nothing else
PAST_ONLY = frozenset({"ليس", "عسى"})


class ConjugationError(ValueError):
    """The root, form and vowels of a verb are impossible or do not make its lemma."""


class Verb(msgspec.Struct, frozen=True):
    """One verb as ``verbs*.tsv`` lists it; `vowels` is empty except in form 1, `masdars` holds the listed ones."""

    lemma: str
    root: str
    form: str
    vowels: str = ""
    masdars: tuple[str, ...] = ()
    gloss: str = ""


class VerbForm(NamedTuple):
    """One form: `text` as a word of its own, `bound` as spelled before a pronoun suffix (``قتلو`` of ``قتلوا``).

    `person` is 1 to 3; `number` ``s``, ``d`` or ``p``; `gender` ``m``, ``f`` or empty when the form serves both.
    ``present`` is the indicative.
    """

    text: str
    bound: str
    tense: Tense
    voice: Voice
    person: int
    number: str
    gender: str


class Nominal(NamedTuple):
    """A participle or verbal noun: `text` in its dictionary spelling; `defective` for ``داع``, definite ``الداعي``."""

    text: str
    voice: Voice
    defective: bool = False


class _Slot(NamedTuple):
    person: int
    number: str
    gender: str
    ending: str
    prefix: str = ""


_PAST = (
    _Slot(3, "s", "m", "a"),
    _Slot(3, "s", "f", "at"),
    _Slot(3, "d", "m", "A"),
    _Slot(3, "d", "f", "atA"),
    _Slot(3, "p", "m", "U+"),
    _Slot(3, "p", "f", "na"),
    _Slot(2, "s", "m", "ta"),
    _Slot(2, "s", "f", "ti"),
    _Slot(2, "d", "", "tumA"),
    _Slot(2, "p", "m", "tum"),
    _Slot(2, "p", "f", "tunna"),
    _Slot(1, "s", "", "tu"),
    _Slot(1, "p", "", "nA"),
)
_PRESENT = (
    _Slot(3, "s", "m", "u", "y"),
    _Slot(3, "s", "f", "u", "t"),
    _Slot(3, "d", "m", "Ani", "y"),
    _Slot(3, "d", "f", "Ani", "t"),
    _Slot(3, "p", "m", "Una", "y"),
    _Slot(3, "p", "f", "na", "y"),
    _Slot(2, "s", "m", "u", "t"),
    _Slot(2, "s", "f", "Ina", "t"),
    _Slot(2, "d", "", "Ani", "t"),
    _Slot(2, "p", "m", "Una", "t"),
    _Slot(2, "p", "f", "na", "t"),
    _Slot(1, "s", "", "u", "ء"),
    _Slot(1, "p", "", "u", "n"),
)
_MOODS: dict[str, dict[str, str]] = {
    "present": {},
    "subjunctive": {"u": "a", "Ani": "A", "Una": "U+", "Ina": "I"},
    "jussive": {"u": "", "Ani": "A", "Una": "U+", "Ina": "I"},
}
_MOOD_ORDER: tuple[Tense, ...] = ("present", "subjunctive", "jussive")
_NO_IMPERATIVE_ALEF = frozenset({"ءخذ", "ءكل", "ءمر"})


def conjugate(verb: Verb) -> tuple[VerbForm, ...]:
    """Return every form of `verb`, past first; spelling variants (``بدأوا``, ``بدؤوا``) are forms of their own.

    Raises `ConjugationError` when the row cannot be conjugated or does not give back its lemma.
    """
    shape = analyse(verb)
    if verb.lemma in PAST_ONLY:
        return tuple(_past_only(verb))
    forms: dict[VerbForm, None] = {}
    for voice in ("active", "passive"):
        for form in (*_past(shape, voice), *_present(shape, voice)):
            forms[form] = None
    for form in _imperative(shape):
        forms[form] = None
    return tuple(forms)


def _past_only(verb: Verb) -> Iterator[VerbForm]:
    """Make the forms of ليس (``لست``) and عسى, which have no others."""
    shape = Shape("1", tuple(verb.root), defective=verb.root[-1] in "وي")
    for slot in _PAST:
        stem = "".join((shape.radicals[0], "a", shape.radicals[1], "a" if shape.defective else "", shape.radicals[2]))
        if shape.defective:
            sounds = patterns.join_past(stem, slot.ending, "ي")
        else:
            sounds = (stem.replace("ي", "") if _closes(slot.ending) else stem) + slot.ending
        yield from _forms(sounds, shape, "past", "active", slot)


def analyse(verb: Verb) -> Shape:
    """Return how the root behaves in this verb: the first possible shape that gives back the lemma.

    Raises `ConjugationError`.
    """
    _check(verb)
    candidates = patterns.shapes(verb.form, verb.root, verb.vowels)
    made: list[str] = []
    for same in (str, fold):
        for shape in candidates:
            texts = _spellings(_past_sounds(shape, "active", "a"), shape)
            made += texts
            if same(verb.lemma) in map(same, texts):
                return shape
    raise ConjugationError(f"root {verb.root} in form {verb.form} makes {made[0]}, not {verb.lemma}")


def _check(verb: Verb) -> None:
    if verb.form not in FORMS:
        raise ConjugationError(f"unknown form {verb.form!r}; known are {' '.join(FORMS)}")
    wanted = 4 if verb.form.startswith("q") else 3
    if len(verb.root) != wanted:
        raise ConjugationError(f"root {verb.root!r} has {len(verb.root)} letters; form {verb.form} takes {wanted}")
    if any(letter not in "بتثجحخدذرزسشصضطظعغفقكلمنهويء" for letter in verb.root):
        raise ConjugationError(f"root {verb.root!r} holds a letter that is no radical (hamza is ء, long a is و or ي)")
    if verb.form == "1" and verb.vowels not in VOWELS:
        raise ConjugationError(f"form 1 needs its vowels, one of {' '.join(VOWELS)}, not {verb.vowels!r}")
    if verb.form != "1" and verb.vowels:
        raise ConjugationError(f"form {verb.form} takes no vowels (found {verb.vowels!r})")


def _spellings(sounds: str, shape: Shape, *, bound: bool = False) -> tuple[str, ...]:
    return spell(settle(sounds, keep_uy=shape.form.startswith("q")), keep_final_vowel=bound)


def _forms(sounds: str, shape: Shape, tense: Tense, voice: Voice, slot: _Slot) -> Iterator[VerbForm]:
    short = shape.defective and tense in ("jussive", "imperative")
    texts = _spellings(sounds, shape, bound=short)
    held = sounds
    if sounds.endswith("+"):
        held = sounds[:-1]
    elif sounds.endswith("Y"):
        held = sounds[:-1] + "A"
    elif slot.ending == "tum":
        held = sounds + "U"
    bounds = texts if held == sounds and "ء" not in held else _spellings(held, shape, bound=True)
    for index in range(max(len(texts), len(bounds))):
        text, bound = texts[min(index, len(texts) - 1)], bounds[min(index, len(bounds) - 1)]
        yield VerbForm(text, bound, tense, voice, slot.person, slot.number, slot.gender)


def _closes(ending: str) -> bool:
    return not ending or ending[0] not in "aiuAIUY"


def _past_sounds(shape: Shape, voice: Voice, ending: str) -> str:
    pattern = (patterns.PAST_ACTIVE if voice == "active" else patterns.PAST_PASSIVE)[shape.form]
    if shape.drops_hamza and shape.form == "4":
        pattern = pattern.replace("2", "")
    stem = patterns.fill(shape, pattern, shape.vowels[:1])
    if shape.hollow:
        short = "-"
        if shape.form == "1":
            short = "u" if voice == "active" and shape.vowels == "au" else "i"
        stem = patterns.hollow_sounds(stem, short if _closes(ending) else "")
    elif shape.contracting and not _closes(ending):
        return patterns.contract(stem) + ending
    if not shape.defective:
        return stem + ending
    weak = shape.last if shape.form == "1" and voice == "active" else "ي"
    if shape.form == "1" and stem[-2] == "i":
        stem = stem[:-1] + "ي"
    return patterns.join_past(stem, ending, weak)


def _past(shape: Shape, voice: Voice) -> Iterator[VerbForm]:
    for slot in _PAST:
        yield from _forms(_past_sounds(shape, voice, slot.ending), shape, "past", voice, slot)


def _present_stem(shape: Shape, voice: Voice) -> str:
    pattern = (patterns.PRESENT_ACTIVE if voice == "active" else patterns.PRESENT_PASSIVE)[shape.form]
    if shape.drops_hamza:
        pattern = pattern.replace("2", "")
    if shape.drops_first and voice == "active":
        pattern = pattern.replace("1", "")
    return patterns.fill(shape, pattern, shape.vowels[1:])


def _with_ending(shape: Shape, stem: str, ending: str) -> list[str]:
    """Return the present `stem` with `ending`; the jussive of a doubled verb has two forms (``يرد``, ``يردد``)."""
    if shape.hollow:
        return [patterns.hollow_sounds(stem, "-" if _closes(ending) else "") + ending]
    if shape.defective:
        if stem[-2] == "u" and stem[-1] == "ي":
            stem = stem[:-1] + "و"
        return [patterns.join_present(stem, ending)]
    if shape.contracting:
        if ending == "":
            return [patterns.contract(stem), stem]
        if not _closes(ending):
            return [patterns.contract(stem) + ending]
    return [stem + ending]


def _present(shape: Shape, voice: Voice) -> Iterator[VerbForm]:
    stem = _present_stem(shape, voice)
    for tense in _MOOD_ORDER:
        for slot in _PRESENT:
            ending = _MOODS[tense].get(slot.ending, slot.ending)
            for sounds in _with_ending(shape, stem, ending):
                yield from _forms(slot.prefix + sounds, shape, tense, voice, slot)


def _imperative(shape: Shape) -> Iterator[VerbForm]:
    stem = _present_stem(shape, "active")
    for slot in _PRESENT:
        if slot.person != 2:
            continue
        ending = _MOODS["jussive"].get(slot.ending, slot.ending)
        for sounds in _with_ending(shape, stem, ending):
            yield from _forms(_opened(shape, sounds[1:]), shape, "imperative", "active", slot)


def _opened(shape: Shape, sounds: str) -> str:
    """Return imperative sounds (the jussive without its prefix) with the alef that a double consonant needs."""
    if shape.form == "4":
        return "ءa" + sounds
    if shape.form == "1" and "".join(shape.radicals) in _NO_IMPERATIVE_ALEF:
        return sounds[1:]
    if len(sounds) < 2 or sounds[1] in "aiuAIUY":
        return sounds
    return ("@u" if shape.form == "1" and shape.vowels[1] == "u" else "@i") + sounds


def participles(verb: Verb) -> tuple[Nominal, ...]:
    """Return the active and passive participle in masculine singular (``مستقبل``, ``داع``, ``مدعو``, ``مستدعى``).

    Spelling variants (``مسؤول``, ``مسئول``) are entries of their own.  Raises `ConjugationError`.
    """
    shape = analyse(verb)
    if verb.lemma in PAST_ONLY:
        return ()
    maker: Callable[[Shape, Voice], str] = _first_participle if shape.form == "1" else _derived_participle
    found: dict[Nominal, None] = {}
    for voice in ("active", "passive"):
        for nominal in _nominals(maker(shape, voice), shape, voice):
            found[nominal] = None
    return tuple(found)


def _nominals(sounds: str, shape: Shape, voice: Voice) -> Iterator[Nominal]:
    """Spell the sounds of a noun stem, whose last syllable may be weak."""
    defective = sounds.endswith(("iي", "iو"))
    if defective:
        sounds = sounds[:-1]
    elif sounds.endswith(("aي", "aو")):
        sounds = sounds[:-2] + ("A" if sounds[-3] == "ي" else "Y")
    elif sounds.endswith(("Aي", "Aو")):
        sounds = sounds[:-1] + "ء"
    for text in _spellings(sounds, shape):
        yield Nominal(text, voice, defective)


def _first_participle(shape: Shape, voice: Voice) -> str:
    first, second, third = shape.radicals
    if voice == "active":
        if shape.hollow:
            return f"{first}Aءi{'ي' if third == 'ء' else third}"
        stem = f"{first}A{second}i{third}"
        return patterns.contract(stem) if shape.contracting and not shape.defective else stem
    if shape.hollow:
        return f"ma{first}{'U' if second == 'و' else 'I'}{third}"
    if shape.defective:
        keeps_w = third == "و" and shape.vowels[0] != "i"
        return f"ma{first}{second}" + ("uوو" if keeps_w else "iيي")
    return f"ma{first}{second}U{third}"


def _derived_participle(shape: Shape, voice: Voice) -> str:
    pattern = patterns.PRESENT_ACTIVE[shape.form] if voice == "active" else patterns.PRESENT_PASSIVE[shape.form]
    if shape.drops_hamza:
        pattern = pattern.replace("2", "")
    if voice == "active":
        at = pattern.rindex("a" if shape.form in ("5", "6", "q2") else "i")
        pattern = pattern[:at] + "i" + pattern[at + 1 :]
    stem = patterns.fill(shape, "mu" + pattern[1:])
    if shape.hollow:
        return patterns.hollow_sounds(stem, "")
    return patterns.contract(stem) if shape.contracting and not shape.defective else stem


def verbal_nouns(verb: Verb) -> tuple[Nominal, ...]:
    """Return the verbal nouns: the listed ones first, then the regular one of a derived form if it is not among them.

    Raises `ConjugationError`.
    """
    shape = analyse(verb)
    derived = [n for sounds in _masdar_sounds(shape) for n in _nominals(sounds, shape, "active")]
    weak = {form for n in derived if n.defective for form in (n.text, n.text + "ي")}
    found: dict[str, Nominal] = {}
    for text in verb.masdars:
        listed = text.removesuffix("ي") if text in weak else text
        found.setdefault(listed, Nominal(listed, "active", listed in weak))
    for nominal in derived:
        found.setdefault(nominal.text, nominal)
    return tuple(found.values())


def _masdar_sounds(shape: Shape) -> list[str]:
    form = shape.form
    if form == "1":
        return []
    pattern = patterns.MASDARS[form]
    if form == "2" and shape.defective and shape.radicals[1] == "ي":
        return [patterns.fill(shape, "ta1i23aT")]
    if form == "2" and (shape.defective or shape.last == "ء"):
        return [patterns.fill(shape, "ta12i3aT")]
    if form == "3" and shape.defective:
        return [patterns.fill(shape, "mu1A2AT")]
    if form in ("5", "6") and shape.defective:
        return [patterns.fill(shape, pattern[:-2] + "i3")]
    if shape.drops_hamza:
        return [patterns.fill(shape, "ءi1A") + "ءaT"]
    if shape.hollow:
        return [_hollow_masdar(shape)]
    sounds = patterns.fill(shape, pattern)
    if shape.contracting and form in ("3", "6"):
        first, second, _ = shape.radicals
        return [f"mu{first}A{second}aT" if form == "3" else f"ta{first}A{second}"]
    return [sounds]


def _hollow_masdar(shape: Shape) -> str:
    if shape.form in ("4", "10"):
        return patterns.fill(shape, "ءi1A3aT" if shape.form == "4" else "@isti1A3aT")
    return patterns.fill(shape, patterns.MASDARS[shape.form]).replace("w", "ي")
