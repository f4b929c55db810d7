"""Grammar of single sentences, with the phrases as words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.languages.analysis import Phrase, Predicate, Sentence
from waqai.languages.arabic.language import ArabicLanguage
from waqai.records import Report


class Parsed:
    """One analysed sentence and short ways to ask about it."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence

    def words(self, phrase: Phrase | None) -> list[str]:
        """Return the words of a phrase and of those coordinated with it; nothing for no phrase."""
        if phrase is None:
            return []
        return [self.sentence.words(part.start, part.end).text for part in (phrase, *phrase.conjuncts)]

    def of(self, word: str) -> Predicate:
        """Return the predicate whose word it is (as written, or its stem)."""
        for predicate in self.sentence.predicates:
            if word in {self.sentence.tokens[predicate.token].text, self.sentence.stem(predicate.token).text}:
                return predicate
        raise AssertionError(f"{word} is no predicate of {self.sentence.source}")

    def subject(self, word: str) -> list[str]:
        return self.words(self.of(word).subject)

    def object(self, word: str) -> list[str]:
        return self.words(self.of(word).object)

    def obliques(self, word: str) -> dict[str, list[str]]:
        return {prep: self.words(phrase) for prep, phrase in self.of(word).obliques}

    def phrases(self) -> list[str]:
        return [self.sentence.words(phrase.start, phrase.end).text for phrase in self.sentence.phrases]


@pytest.fixture(scope="session")
def parse(language: ArabicLanguage) -> Callable[..., Parsed]:
    """Return a function that analyses one sentence (of a text, or a headline)."""

    def run(text: str, *, title: bool = False) -> Parsed:
        report = Report(text="", title=text) if title else Report(text=text)
        sentences = language.analyse(report).sentences
        assert len(sentences) == 1, text
        return Parsed(sentences[0])

    return run
