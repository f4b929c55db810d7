"""All inflected words of the lexicon, looked up one by one at run time (`wordform_table` makes and stores them).

The table holds bare words: no article, no ``و ف ب ك ل س`` before them and no pronoun after them.  Words that change
their spelling before a pronoun (``زيارت-ه``, ``قتلو-ه``, ``رآ-ه``) are found with ``before_suffix=True``.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from itertools import accumulate

from waqai.languages.arabic.orthography import fold_word

#: words are kept in groups of those whose folded forms begin with so many same letters
PREFIX = 3
#: what stands around each word in the joined text
GAP = "\n"
_REMEMBERED = 20_000
_NO_KINDS: frozenset[str] = frozenset()


class Reading:
    """One way to understand a word.

    `pos` is ``verb``, ``noun``, ``adj``, ``participle`` or ``masdar``; `base` the lemma of the verb that a participle
    or verbal noun belongs to, else empty.  `tense` is ``past``, ``present`` or ``imperative``; `mood` tells what a
    present form may be by its spelling: some of ``i`` (indicative), ``s`` (subjunctive), ``j`` (jussive).  `person` is
    0 for words that have none; `number` ``s``, ``d``, ``p``; `gender` ``m``, ``f`` or empty (both); `case` ``nom``,
    ``obl``, ``acc`` (indefinite accusative in alef) or empty (not shown).  `construct`: a dual or sound plural that
    lost its ن.  `kinds` and `sector` come from the noun list.

    What tokens take over is kept ready: `lemma_key` and `base_key` are the folded lemmas, `kind_set` the kinds,
    `person_mark` the person as text.  A plain class, whose fields compiled code reads directly; never changed.
    """

    def __init__(
        self,
        pos: str,
        lemma: str,
        base: str = "",
        tense: str = "",
        voice: str = "",
        person: int = 0,
        number: str = "",
        gender: str = "",
        case: str = "",
        construct: bool = False,
        kinds: tuple[str, ...] = (),
        sector: str = "",
        mood: str = "",
    ) -> None:
        self.pos = pos
        self.lemma = lemma
        self.base = base
        self.tense = tense
        self.voice = voice
        self.person = person
        self.number = number
        self.gender = gender
        self.case = case
        self.construct = construct
        self.kinds = kinds
        self.sector = sector
        self.mood = mood
        self.lemma_key = fold_word(lemma)
        self.base_key = fold_word(base) if base else ""
        self.kind_set = frozenset(kinds) if kinds else _NO_KINDS
        self.person_mark = str(person) if person else ""

    def fields(self) -> tuple[object, ...]:
        """Return what the reading says, in the order of the parameters; readings that say the same are equal."""
        return (
            self.pos, self.lemma, self.base, self.tense, self.voice, self.person, self.number, self.gender, self.case,
            self.construct, self.kinds, self.sector, self.mood,
        )  # fmt: skip

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reading) and self.fields() == other.fields()

    def __hash__(self) -> int:
        return hash(self.fields())

    def of_verb(self, base: str, voice: str = "") -> Reading:
        """Return the reading as a participle (of that voice) or verbal noun of the verb `base`."""
        return Reading(
            self.pos, self.lemma, base, self.tense, voice or self.voice, self.person, self.number, self.gender,
            self.case, self.construct, self.kinds, self.sector, self.mood,
        )  # fmt: skip

    def of_kind(self, kinds: tuple[str, ...], sector: str) -> Reading:
        """Return the reading with what the noun list says of the word."""
        return Reading(
            self.pos, self.lemma, self.base, self.tense, self.voice, self.person, self.number, self.gender, self.case,
            self.construct, kinds, sector, self.mood,
        )  # fmt: skip


#: one spelling with one of its readings
Found = tuple[str, Reading]


class Layout:
    """Where the words stand: groups by their folded first letters, each with its text and its readings.

    `text` is all spellings in order of their folded forms, with `GAP` around each; `counts` says how many readings
    each spelling has.  `beginnings` are the groups' first letters, joined by blanks; `ends`, `spellings` and
    `entries` say where each group ends in the text, among the spellings and among the readings.
    """

    def __init__(
        self, text: str, counts: bytes, beginnings: str, ends: array[int], spellings: array[int], entries: array[int]
    ) -> None:
        self.text = text
        self.folded = _folded(text)
        self.counts = counts
        self.numbers = {begin: number for number, begin in enumerate(beginnings.split(" "))}
        self.ends = ends
        self.spellings = spellings
        self.entries = entries


class _Group:
    """The words with the same first letters: their place in the text, and where each one's readings begin."""

    def __init__(self, layout: Layout, number: int) -> None:
        self.start = layout.ends[number - 1] if number else 0
        self.end = layout.ends[number] + 1
        first = layout.spellings[number - 1] if number else 0
        base = layout.entries[number - 1] if number else 0
        self.starts = list(accumulate(layout.counts[first : layout.spellings[number]], initial=base))


class WordForms:
    """All inflected words of the lexicon; `find` is the only thing needed at run time.

    Reading a word keeps its answer for the next time (a bounded number of words per instance).  `bound` and `free`
    tell by feature id whether a form stands before a pronoun and whether it stands alone; `make` gives the reading of
    a lexeme with a feature.
    """

    def __init__(
        self,
        layout: Layout,
        lexeme_ids: array[int],
        feature_ids: array[int],
        bound: list[bool],
        free: list[bool],
        make: Callable[[int, int], Reading],
    ) -> None:
        """Take what `wordform_table` made or read."""
        self._layout = layout
        self._lexeme_ids = lexeme_ids
        self._feature_ids = feature_ids
        self._bound = bound
        self._free = free
        self._make = make
        self._groups: dict[str, _Group | None] = {}
        self._readings: dict[int, Reading] = {}
        self._known_free: dict[str, tuple[Found, ...]] = {}
        self._known_bound: dict[str, tuple[Found, ...]] = {}

    def __len__(self) -> int:
        """Return the number of different spellings."""
        return len(self._layout.counts)

    @property
    def entries(self) -> int:
        """The number of pairs of a spelling and a reading."""
        return len(self._lexeme_ids)

    def find(self, surface_folded: str, *, before_suffix: bool = False) -> tuple[Found, ...]:
        """Return every reading of a folded bare word with the exact spelling it has; nothing if it is unknown.

        With `before_suffix` the word is what is left when a pronoun suffix is taken off (``زيارت`` of ``زيارته``).
        Readings whose spelling is the lemma itself come first.
        """
        remembered = self._known_bound if before_suffix else self._known_free
        known = remembered.get(surface_folded)
        if known is None:
            known = self._search(surface_folded, before_suffix)
            if len(remembered) >= _REMEMBERED:
                remembered.clear()
            remembered[surface_folded] = known
        return known

    def spellings(self) -> Iterator[str]:
        """Yield all spellings in the order of their folded keys."""
        yield from self._layout.text.strip(GAP).split(GAP)

    def _search(self, key: str, before_suffix: bool) -> tuple[Found, ...]:
        begin = key[:PREFIX]
        if begin in self._groups:
            group = self._groups[begin]
        else:
            number = self._layout.numbers.get(begin)
            group = None if number is None or not key else _Group(self._layout, number)
            self._groups[begin] = group
        if group is None or GAP in key:
            return ()
        folded, length = self._layout.folded, len(key)
        wanted = f"{GAP}{key}{GAP}"
        at = folded.find(wanted, group.start, group.end)
        if at < 0:
            return ()
        found: list[Found] = []
        fits = self._bound if before_suffix else self._free
        index = folded.count(GAP, group.start, at)
        while folded.startswith(wanted, at):
            spelling = self._layout.text[at + 1 : at + 1 + length]
            for entry in range(group.starts[index], group.starts[index + 1]):
                feature = self._feature_ids[entry]
                if fits[feature]:
                    found.append((spelling, self._reading(self._lexeme_ids[entry], feature)))
            index += 1
            at += length + 1
        return tuple(found)

    def _reading(self, lexeme: int, feature: int) -> Reading:
        number = lexeme * len(self._free) + feature
        reading = self._readings.get(number)
        if reading is None:
            reading = self._make(lexeme, feature)
            self._readings[number] = reading
        return reading


def _folded(text: str) -> str:
    """Fold the joined spellings, which hold plain letters only, much faster than `fold` and letter by letter."""
    for letter in "أإآ":
        text = text.replace(letter, "ا")
    return text.replace("ى", "ي").replace("ة", "ه")
