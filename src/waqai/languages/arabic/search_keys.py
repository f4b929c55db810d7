"""Search keys of words: what is attached to a word by spelling only (و ف ب ك ل س and the article) is taken off.

A key depends on the folded word alone, never on its neighbours, so that what is searched meets what was indexed.
Whatever the lexicon, the particles or the knowledge base know as a word of its own stays whole («وزير», «لبنان»,
«فيصل»).  A word that is known both ways («وجد», «ودعت») or no way («وسنجقجي») stays whole too, and `rivals` tells
a search for the stem under which other keys it may stand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from waqai.languages.arabic.clitics import Segmentation, Splitter

_ARTICLE = "ال"
#: a split is taken although the whole is a word when it is cheaper by this; an article when it is not dearer
_CLEARLY = 0.5
#: a split that costs at most this much more than the whole may be meant
_NEARLY = 0.1
_REMEMBERED = 200_000
#: what may precede a word that nobody knows
_BEFORE_UNKNOWN = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "ال")
_BEFORE_KNOWN = ("و", "ال")
_NOMINAL = frozenset({"noun", "adj", "verb", "name"})
#: the name of God is no article with a pronoun
_GOD = dict.fromkeys("الله لله والله بالله فالله كالله تالله ولله فلله وبالله فبالله".split(), "الله")
#: a stem without an article of fewer letters must be known
_SHORT = 3
#: letters that may stand attached before a word (folded words hold no hamza of a question)
_ATTACHED = frozenset("وفبكلس")


class _Split(NamedTuple):
    """A way to take the beginning off: what remains, its price, whether somebody knows the rest."""

    rest: str
    definite: bool
    price: float
    known: bool
    lexical: bool


class SearchKeys:
    """Keys of folded words; answers are remembered, up to a bound."""

    def __init__(
        self,
        splitter: Splitter,
        is_listed: Callable[[str], bool],
        is_name: Callable[[str], bool],
        names: Collection[str],
        hamza: Collection[str],
    ) -> None:
        """Take the lexicon's splitter and what else knows words.

        `is_listed` tells that the general word list holds one, `is_name` that a known name begins with it; `names` are
        the words of persons' names, `hamza` the words of names whose ``ال`` is ``أل``.
        """
        self._splitter = splitter
        self._is_listed = is_listed
        self._is_name = is_name
        self._names = frozenset(names)
        self._hamza = frozenset(hamza)
        self._keys: dict[str, str] = dict(_GOD)

    def key(self, word: str) -> str:
        """Return the key of one folded Arabic word."""
        found = self._keys.get(word)
        if found is None:
            found = self._find(word)
            if len(self._keys) >= _REMEMBERED:
                self._keys = dict(_GOD)
            self._keys[word] = found
        return found

    def rivals(self, key: str) -> list[str]:
        """Return the other keys under which a word with this key may stand, because it is not known which word it is.

        They are few: for a stem that nobody knows its forms with a particle before it, for a known one those that are
        other words too and likely this one.
        """
        known = self._is_word(key)
        found = []
        for before in _BEFORE_KNOWN if known else _BEFORE_UNKNOWN:
            written = before + key
            if self.key(written) != written:
                continue
            if self._is_likely(written, key) if known else not self._is_word(written):
                found.append(written)
        if not known and key[0] == "و" and len(key) > _SHORT:
            found.append(key[1:])
        return found

    def _find(self, word: str) -> str:
        if len(word) < _SHORT or not (word[0] in _ATTACHED or word.startswith(_ARTICLE)):
            return word
        whole, splits = self._readings(word)
        best = min(splits, key=lambda split: (not split.known, split.price, -len(split.rest)), default=None)
        if best is None:
            return word
        if whole is not None and not (best.known and self._is_plain(best, word, whole)):
            return word
        if not best.known and not (best.definite and len(best.rest) >= _SHORT):
            return word
        if best.definite and word[:2] == _ARTICLE:
            return self.key(best.rest)
        return self.key(_ARTICLE + best.rest if best.definite else best.rest)

    def _is_plain(self, split: _Split, word: str, whole: float) -> bool:
        """Tell whether a split is meant although the whole is a word too."""
        if split.definite and split.lexical and word.startswith(_ARTICLE):
            return split.price <= whole
        if word.startswith("وو") and split.lexical:
            return True
        return split.price + _CLEARLY < whole

    def _is_likely(self, written: str, key: str) -> bool:
        """Tell whether a word that stays whole may also be `key` with what is attached to it."""
        if self._is_a_name(written):
            return False
        whole, splits = self._readings(written)
        price = min((split.price for split in splits if split.rest == key and split.lexical), default=None)
        return whole is not None and price is not None and price <= whole + _NEARLY

    def _readings(self, word: str) -> tuple[float | None, list[_Split]]:
        """Return the price of the word as a whole, None when it is unknown, and the ways to split it."""
        whole: float | None = None
        splits: dict[tuple[str, bool], _Split] = {}
        for variant in _variants(word):
            for item in self._splitter.split(variant).segmentations:
                lexical = item.reading is not None or item.pos not in _NOMINAL
                rest = word[item.length :]
                if item.length == 0:
                    if lexical and not self._is_glued(item, word):
                        whole = item.cost if whole is None else min(whole, item.cost)
                    continue
                known = lexical or self._is_word(rest)
                split = _Split(rest, item.definite, item.cost, known, lexical)
                other = splits.get((rest, item.definite))
                if other is None or (not split.known, split.price) < (not other.known, other.price):
                    splits[rest, item.definite] = split
        listed = self._listed_price(word)
        if listed is not None and (whole is None or listed < whole):
            whole = listed
        return whole, list(splits.values())

    def _is_glued(self, item: Segmentation, word: str) -> bool:
        """Tell whether a compound particle («بقيادة») is a preposition and a noun."""
        if "glued" not in item.codes:
            return False
        parts = [part for variant in _variants(word[1:]) for part in self._splitter.split(variant).segmentations]
        return any(not part.length and part.reading is not None and part.pos != "verb" for part in parts)

    def _listed_price(self, word: str) -> float | None:
        """Return the price of a word that the lexicon need not hold as a whole, None when it is not listed."""
        if word.startswith(_ARTICLE):
            return 0.5 if word in self._hamza else None
        return 0.5 if self._is_a_name(word) else 0.9 if self._is_listed(word) else None

    def _is_word(self, word: str) -> bool:
        return self._is_a_name(word) or self._is_listed(word) or self._is_lexical(word)

    def _is_a_name(self, word: str) -> bool:
        return self._is_name(word) or self._is_name(_ARTICLE + word) or word in self._names

    def _is_lexical(self, word: str) -> bool:
        return any(
            _lexical(item) and not item.length
            for variant in _variants(word)
            for item in self._splitter.split(variant).segmentations
        )


def _lexical(item: Segmentation) -> bool:
    return item.reading is not None or item.pos not in _NOMINAL


def _variants(word: str) -> list[str]:
    """The spellings that a folded word may stand for: its end, and hamza on another letter («مسئول»)."""
    found = [word]
    for folded, spelled in (("ه", "ة"), ("ي", "ى")):
        if word[-1] == folded:
            found.append(word[:-1] + spelled)
    if "ئ" in word:
        found += [variant.replace("ئ", "ؤ") for variant in found]
    return found
