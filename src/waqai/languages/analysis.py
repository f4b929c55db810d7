"""The language-neutral grammar of a report: what a language hands over to coding.

Everything here is addressed by *token index within its sentence*; tokens carry code-point offsets
into the original title or text.  A language fills these records, coding reads them and never looks
at letters.

What is filled bit by bit is a plain class, and what is made at once a named tuple: both compile to machine code with
direct access to their fields (docs/decisions.md, 21).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import msgspec

from waqai.records import Comparison, Part, Span

# Parts of speech (close to Universal Dependencies): verb noun adj name num prep conj comp rel dem pron neg adv part
# punct


class NameMatch(NamedTuple):
    """A known name over tokens ``[start, end)`` with the knowledge entries it may stand for."""

    start: int
    end: int
    entries: tuple[Any, ...]


class NameMatcher(Protocol):
    """What a language needs of the knowledge room: longest known names from a position."""

    def match(self, keys: Sequence[Sequence[str]], start: int, first: str = "") -> list[tuple[int, tuple[Any, ...]]]:
        """Return ``(end, entries)``, longest first, for names that begin at token `start` (with the key `first`)."""
        ...

    def is_first(self, key: str) -> bool:
        """Tell whether some known name begins with the folded token `key`."""
        ...


class Token:
    """One written word with its clitics told apart (or one punctuation mark).

    `start` and `end` are offsets of the whole word in its part; the stem lies at
    ``[stem_start, stem_end)``.  `conj`, `prep`, `definite`, `future` and `pronoun` are what is attached
    to it; `key` is the folded stem.  Verbal features are empty for other words.
    """

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        pos: str,
        key: str,
        lemma: str,
        stem_start: int = 0,
        stem_end: int = 0,
        conj: str = "",
        prep: str = "",
        definite: bool = False,
        future: bool = False,
        pronoun: str = "",
        base: str = "",
        tense: str = "",
        voice: str = "",
        person: str = "",
        number: str = "",
        gender: str = "",
        accusative: bool = False,
        construct: bool = False,
        kinds: frozenset[str] = frozenset(),
        sector: str = "",
        keys: tuple[str, ...] = (),
        name: NameMatch | None = None,
        value: float | None = None,
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.pos = pos
        self.key = key
        self.lemma = lemma
        self.stem_start = stem_start
        self.stem_end = stem_end
        self.conj = conj
        self.prep = prep
        self.definite = definite
        self.future = future
        self.pronoun = pronoun
        self.base = base
        self.tense = tense
        self.voice = voice
        self.person = person
        self.number = number
        self.gender = gender
        self.accusative = accusative
        self.construct = construct
        self.kinds = kinds
        self.sector = sector
        self.keys = keys
        self.name = name
        self.value = value


class Phrase:
    """A noun phrase over tokens ``[start, end)``.

    `head` is its head noun's token, `prep` the preposition that governs it ("" for none) and
    `prep_start` the token where that stands.  `conjuncts` are the further members of a coordination
    (the first member holds them), `tail_conjuncts` those of its last
    genitive (``talks of Egypt and Kuwait``), `apposition` the phrases that rename it, `possessor` the token
    where the first genitive complement begins (or -1).
    """

    def __init__(
        self,
        start: int,
        end: int,
        head: int,
        possessor: int = -1,
        quantity: int = -1,
        accusative: bool = False,
    ) -> None:
        self.start = start
        self.end = end
        self.head = head
        self.prep: str = ""
        self.prep_start: int = -1
        self.conjuncts: list[Phrase] = []
        self.apposition: list[Phrase] = []
        self.possessor = possessor
        self.quantity = quantity
        self.conjunct_of: Phrase | None = None
        self.tail_conjuncts: list[Phrase] = []
        self.accusative = accusative


class Predicate:
    """A word that says what happens: ``verb``, ``noun`` (verbal or event noun) or ``participle``.

    `subject_order` is ``VS``, ``SV``, ``relative``, ``shared`` (from an earlier verb of the same subject),
    ``dropped`` or "".  `obliques` are the phrases introduced by a preposition, in text order.  `possessor` and
    `adjectives` belong to nouns.  `governor` is the predicate that governs this one through `relation`
    (``complement``, ``coordinate``, ``relative``, ``circumstance``, ``adverbial``, ``oblique:PREP``).  `markers` are
    the particles that change status (negation, future, conditional, possibility, perfect), as the language's codes.
    """

    def __init__(
        self,
        token: int,
        lemma: str,
        kind: str,
        subject: Phrase | None = None,
        subject_order: str = "",
        governor: int = -1,
        relation: str = "",
        end: int = -1,
        passive: bool = False,
        phrase: Phrase | None = None,
    ) -> None:
        self.token = token
        self.lemma = lemma
        self.kind = kind
        self.subject = subject
        self.subject_order = subject_order
        self.object: Phrase | None = None
        self.object2: Phrase | None = None
        self.obliques: list[tuple[str, Phrase]] = []
        self.object_pronoun: str = ""
        self.possessor: Phrase | None = None
        self.possessor_pronoun: str = ""
        self.adjectives: list[int] = []
        self.complement_start: int = -1
        self.complement_prep: str = ""
        self.governor = governor
        self.relation = relation
        self.antecedent: Phrase | None = None
        self.markers: frozenset[str] = frozenset()
        self.end = end
        self.passive = passive
        self.phrase = phrase


class Quotation(NamedTuple):
    """Quoted words, tokens ``[start, end)`` without the marks."""

    start: int
    end: int


class TimeExpression(NamedTuple):
    """Words that say when, tokens ``[start, end)``; `text` is what is quoted (without a mere "in" before it).

    `since` and `until` are ISO dates, both inclusive; empty is open.  `granularity` is ``day``, ``week``, ``month``,
    ``quarter``, ``year`` or "".  `ahead` is the other reading ``(since, until)`` for what has not happened yet ("on
    Wednesday" of a plan), empty when there is no other.  `constraint` keeps the words when they alone
    give no interval.  A `duration` says how long, not when.
    """

    start: int
    end: int
    text: Span
    since: str = ""
    until: str = ""
    granularity: str = ""
    ahead: tuple[str, ...] = ()
    constraint: str = ""
    duration: bool = False


class NumberExpression(NamedTuple):
    """A number with its words of comparison, tokens ``[start, end)``.

    The bare number is ``[number_start, number_end)``.
    `counted` is the token of the counted noun (-1: none); the range then reaches at least over it.
    """

    start: int
    end: int
    value: float
    op: Comparison
    number_start: int
    number_end: int
    counted: int = -1


class Sentence:
    """A sentence with its grammar; `number` counts from 0, the title being 0 when there is one.

    `people` are the token ranges of people's names, known or not.
    """

    def __init__(
        self,
        number: int,
        part: Part,
        start: int,
        end: int,
        source: str,
    ) -> None:
        self.number = number
        self.part = part
        self.start = start
        self.end = end
        self.source = source
        self.tokens: list[Token] = []
        self.phrases: list[Phrase] = []
        self.phrase_at: list[Phrase | None] = []
        self.predicates: list[Predicate] = []
        self.predicate_at: dict[int, int] = {}
        self.quotations: list[Quotation] = []
        self.times: list[TimeExpression] = []
        self.numbers: list[NumberExpression] = []
        self.people: list[tuple[int, int]] = []

    def span(self, start: int, end: int) -> Span:
        """Return the words of tokens ``[start, end)`` as a span of the original."""
        first, last = self.tokens[start].start, self.tokens[end - 1].end
        return Span(self.source[first:last], first, last, self.part)

    def stem(self, token: int) -> Span:
        """Return one token without its attached conjunction and preposition."""
        found = self.tokens[token]
        return Span(self.source[found.stem_start : found.end], found.stem_start, found.end, self.part)

    def words(self, start: int, end: int) -> Span:
        """Return tokens ``[start, end)`` from the first one's stem, without its proclitics."""
        first, last = self.tokens[start].stem_start, self.tokens[end - 1].end
        return Span(self.source[first:last], first, last, self.part)


class Analysis(msgspec.Struct):
    """The grammar of one report."""

    language: str
    sentences: list[Sentence]
