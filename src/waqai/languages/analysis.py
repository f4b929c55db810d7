"""The language-neutral grammar of a report: what a language hands over to coding.

Everything here is addressed by *token index within its sentence*; tokens carry code-point offsets
into the original title or text.  A language fills these records, coding reads them and never looks
at letters.

What is filled bit by bit is a plain class, and what is made at once a named tuple: both compile to machine code with
direct access to their fields (docs/decisions.md, 21).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


#: marks that newspapers put inside a name: حزب «العدالة والتنمية»
_QUOTES = frozenset("«\"“”‘’'")


class NameStart:
    """The known names that begin with one word.

    `alone` are the knowledge entries of that word by itself; `paths` the longer names, by what comes after the word
    (folded tokens joined by a blank): a tuple of 1 or 0, whether still longer ones begin so, and then of references to
    entries, which `resolve` turns into these.  `seconds` are the words that may come next.
    """

    def __init__(
        self,
        alone: tuple[Any, ...],
        paths: dict[str, tuple[int, ...]],
        resolve: Callable[[tuple[int, ...]], tuple[Any, ...]],
    ) -> None:
        self.alone = alone
        self.paths = paths
        self.goes_on = bool(paths)
        self.seconds = frozenset(path.partition(" ")[0] for path in paths)
        self._resolve = resolve

    def may_go_on(self, keys: Sequence[str]) -> bool:
        """Tell whether a longer name may go on with a word of these keys."""
        return self.goes_on and (keys[0] in _QUOTES or not self.seconds.isdisjoint(keys))

    def longest(self, keys: Sequence[Sequence[str]], at: int) -> tuple[int, tuple[Any, ...]] | None:
        """Return the end (the token after it) and the entries of the longest name that begins with token `at`.

        ``keys[i]`` lists the alternative folded keys of token i, the likeliest first: as written, without proclitics,
        without the article.  None when there is no name.
        """
        best = (at + 1, self.alone) if self.alone else None
        end, count = at + 1, len(keys)
        frontier = [""]
        while frontier:
            if end < count and keys[end][0] in _QUOTES:
                end += 1
            if end >= count:
                break
            paths = [f"{path} {key}" if path else key for path in frontier for key in keys[end]]
            end += 1
            frontier, references = [], list[int]()
            for path in dict.fromkeys(paths):
                node = self.paths.get(path)
                if node is not None:
                    references += node[1:]
                    if node[0]:
                        frontier.append(path)
            if references:
                best = (end, self._resolve(tuple(dict.fromkeys(references))))
        return best


class NameMatcher(Protocol):
    """What a language needs of the knowledge room: the known names that begin with a word."""

    def begin(self, key: str) -> NameStart | None:
        """Return the names that begin with the folded token `key`, None when there are none."""
        ...


class Marks:
    """What closed word lists say of a written word, found out once for each: -1 where nobody has looked yet.

    The readers of times and of numbers keep in `timing` and `counting` whether the word can be part of what they read.
    """

    def __init__(self) -> None:
        self.timing = -1
        self.counting = -1


class Token:
    """One written word with its clitics told apart (or one punctuation mark).

    `start` and `end` are offsets of the whole word in its part; the stem lies at
    ``[stem_start, stem_end)``.  `conj`, `prep`, `definite`, `future` and `pronoun` are what is attached
    to it; `key` is the folded stem.  Verbal features are empty for other words.  `marks` are those of the
    written word, None for compounds and for what is no word.
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
        marks: Marks | None = None,
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
        self.marks = marks


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
