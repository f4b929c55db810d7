"""Arabic, put together: a report's text in, its grammar out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import msgspec

from waqai.languages.analysis import Analysis, NameMatcher, Sentence
from waqai.languages.arabic.calendar import find_times
from waqai.languages.arabic.clause_words import Words
from waqai.languages.arabic.clauses import ClauseReader
from waqai.languages.arabic.clitics import Splitter
from waqai.languages.arabic.dates import iso_date
from waqai.languages.arabic.numbers import find_numbers
from waqai.languages.arabic.particles import Particles
from waqai.languages.arabic.people import PeopleFinder
from waqai.languages.arabic.person_words import PersonWords
from waqai.languages.arabic.phrases import find_phrases
from waqai.languages.arabic.quotations import find_quotations
from waqai.languages.arabic.tagging import Tagger
from waqai.languages.arabic.tokens import Tokenizer
from waqai.languages.arabic.word_list import WordList
from waqai.languages.arabic.word_list_table import read_words, source, unpacked
from waqai.languages.arabic.wordform_table import read_forms
from waqai.languages.arabic.wordforms import WordForms
from waqai.languages.frames import FrameIndex
from waqai.languages.vocabulary import Vocabulary
from waqai.packed import unpack
from waqai.records import Part, Report

#: the compiled files, beside this module
FORMS_FILE = "wordforms.bin"
FRAMES_FILE = "frames.bin"
#: made on each machine (`word_list_compile`)
WORDS_FILE = "words.bin"
_FOLDER = Path(__file__).parent


class CompiledLexicon(msgspec.Struct, frozen=True, array_like=True):
    """What frames.bin holds."""

    frames: FrameIndex
    vocabulary: Vocabulary
    particles: Particles
    ranks: dict[str, int]
    homographs: frozenset[str]
    modal_nouns: dict[str, str]
    intransitive: frozenset[str]
    causatives: dict[str, str]
    people: PersonWords


class ArabicLanguage:
    """The grammar of Arabic over one lexicon; immutable apart from its caches of words."""

    code = "ar"

    def __init__(
        self,
        forms: WordForms,
        words: WordList,
        particles: Particles,
        frames: FrameIndex,
        vocabulary: Vocabulary,
        names: NameMatcher,
        ranks: Mapping[str, int],
        homographs: frozenset[str] = frozenset(),
        modal_nouns: dict[str, str] | None = None,
        intransitive: frozenset[str] = frozenset(),
        causatives: dict[str, str] | None = None,
        people: PersonWords | None = None,
    ) -> None:
        self.forms = forms
        self.word_list = words
        self.frames = frames
        self.vocabulary = vocabulary
        self.splitter = Splitter(forms, particles, names.begin, words.knows, ranks, homographs)
        self._tokenizer = Tokenizer()
        self._tagger = Tagger(self.splitter)
        self._words = _clause_words(frames, modal_nouns or {}, intransitive, causatives or {})
        self._people = PeopleFinder(people or PersonWords({}, *[frozenset()] * 6), self._words.reports)

    @classmethod
    def load(cls, names: NameMatcher) -> ArabicLanguage:
        """Read the compiled lexicon of the package; ValueError when another version wrote it."""
        forms = read_forms(_compiled_file(FORMS_FILE))
        compiled = msgspec.msgpack.decode(_compiled_file(FRAMES_FILE), type=CompiledLexicon)
        return cls(
            forms,
            _general_words(),
            compiled.particles,
            compiled.frames,
            compiled.vocabulary,
            names,
            compiled.ranks,
            compiled.homographs,
            compiled.modal_nouns,
            compiled.intransitive,
            compiled.causatives,
            compiled.people,
        )

    def analyse(self, report: Report) -> Analysis:
        """Return the grammar of the title (sentence 0, when there is one) and the text."""
        sentences: list[Sentence] = []
        published = iso_date(report.published)
        surnames: set[str] = set()
        if report.title.strip():
            sentences += self._read_part(report.title, "title", 0, published, surnames)
        sentences += self._read_part(report.text, "text", len(sentences), published, surnames)
        return Analysis(self.code, sentences)

    def _read_part(
        self, text: str, part: Part, first: int, published: dt.date | None, surnames: set[str]
    ) -> list[Sentence]:
        found = []
        groups = self._tokenizer.sentences(text)
        if part == "title" and len(groups) > 1:
            groups = [[raw for group in groups for raw in group]]
        for number, raws in enumerate(groups, first):
            sentence = Sentence(number, part, raws[0].start, raws[-1].end, text)
            sentence.tokens = self._tagger.tag(text, raws, part == "title")
            sentence.people = self._people.find(sentence.tokens, surnames)
            find_quotations(sentence)
            sentence.times = find_times(sentence, published)
            sentence.numbers = find_numbers(sentence)
            find_phrases(sentence)
            ClauseReader(sentence, self._words).read()
            found.append(sentence)
        return found


def _general_words() -> WordList:
    packed = _FOLDER / WORDS_FILE
    found = read_words(packed.read_bytes(), source()) if packed.is_file() else None
    return found or unpacked()


def _compiled_file(name: str) -> bytes:
    try:
        return unpack(_FOLDER.joinpath(name).read_bytes(), name)
    except FileNotFoundError:
        raise ValueError(f"{name} is missing in {_FOLDER}: run scripts/compile-data") from None


def _clause_words(
    frames: FrameIndex, modal_nouns: dict[str, str], intransitive: frozenset[str], causatives: dict[str, str]
) -> Words:
    reports, verbs, nouns = set(), set(), set()
    for key, senses in frames.frames.items():
        for frame in senses:
            if frame.cls in {"report", "deny"}:
                reports.add(key)
            if frame.cls not in {"report", "ignore"} and frame.pos == "verb":
                verbs.add(key)
            if frame.pos == "noun":
                nouns.add(key)
    return Words(frozenset(reports), frozenset(verbs), frozenset(nouns), modal_nouns, intransitive, causatives)
