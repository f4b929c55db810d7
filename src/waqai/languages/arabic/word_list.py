"""The general word list: which words exist, beside those of the lexicon whose grammar is known."""

from __future__ import annotations

from array import array

#: words are kept in groups of those that begin with so many same letters
PREFIX = 3


class WordList:
    """A set of folded words; a group of them is laid out when one of it is first asked for."""

    def __init__(self, text: str, beginnings: str, ends: array[int], all_words: dict[str, str] | None = None) -> None:
        """Take what `word_list_table` read, or `all_words` as the keys of a dictionary."""
        self._all = all_words
        self._text = text
        self._ends = ends
        self._groups = {begin: number for number, begin in enumerate(beginnings.split(" "))}
        self._laid_out: dict[str, frozenset[str]] = {}

    def knows(self, word: str) -> bool:
        """Tell whether the folded `word` is listed."""
        if self._all is not None:
            return word in self._all
        begin = word[:PREFIX]
        rests = self._laid_out.get(begin)
        if rests is None:
            rests = self._group(begin)
            self._laid_out[begin] = rests
        return word[PREFIX:] in rests

    def _group(self, begin: str) -> frozenset[str]:
        number = self._groups.get(begin)
        if number is None:
            return frozenset()
        start = self._ends[number - 1] if number else 0
        return frozenset(self._text[start : self._ends[number] - 1].split(" "))
