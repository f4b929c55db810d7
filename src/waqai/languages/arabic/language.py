"""Arabic, put together: a report's text in, its grammar out."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import msgspec
from simplemma import is_known

from waqai.languages.analysis import Analysis, NameMatcher, Sentence
from waqai.languages.arabic.calendar import find_times
from waqai.languages.arabic.clause_words import Words
from waqai.languages.arabic.clauses import ClauseReader
from waqai.languages.arabic.clitics import Splitter
from waqai.languages.arabic.context_files import read_contexts
from waqai.languages.arabic.dates import iso_date
from waqai.languages.arabic.frame_files import build_index
from waqai.languages.arabic.lexicon_files import read_lexicon
from waqai.languages.arabic.mode_files import read_modes
from waqai.languages.arabic.numbers import find_numbers
from waqai.languages.arabic.orthography import fold
from waqai.languages.arabic.particles import Particles, read_particles
from waqai.languages.arabic.people import PeopleFinder
from waqai.languages.arabic.person_words import PersonWords, read_person_words
from waqai.languages.arabic.phrases import find_phrases
from waqai.languages.arabic.quotations import find_quotations
from waqai.languages.arabic.tagging import Tagger
from waqai.languages.arabic.tokens import split_sentences
from waqai.languages.arabic.topic_files import read_topics
from waqai.languages.arabic.wordforms import WordForms, build, dump, load
from waqai.languages.frames import FrameIndex
from waqai.languages.vocabulary import AS_WRITTEN, CountingWords, Vocabulary
from waqai.records import Part, Report

#: the compiled files, beside this module
FORMS_FILE = "wordforms.bin"
FRAMES_FILE = "frames.bin"
#: radicals that vanish or change in the present tense
_WEAK = frozenset("ويء")


class _Compiled(msgspec.Struct, frozen=True, array_like=True):
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
    """The grammar of Arabic over one lexicon; immutable apart from its cache of split words."""

    code = "ar"

    def __init__(
        self,
        forms: WordForms,
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
        self.frames = frames
        self.vocabulary = vocabulary
        self.splitter = Splitter(forms, particles, names.is_first, _is_listed, ranks, homographs)
        self._tagger = Tagger(self.splitter, particles, names)
        self._words = _clause_words(frames, modal_nouns or {}, intransitive, causatives or {})
        self._people = PeopleFinder(people or PersonWords({}, *[frozenset()] * 6), self._words.reports)

    @classmethod
    def load(cls, names: NameMatcher) -> ArabicLanguage:
        """Read the compiled lexicon of the package; ValueError when another version wrote it."""
        folder = files("waqai.languages.arabic")
        forms = load(folder.joinpath(FORMS_FILE).read_bytes())
        compiled = msgspec.msgpack.decode(folder.joinpath(FRAMES_FILE).read_bytes(), type=_Compiled)
        return cls(
            forms,
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
        groups = split_sentences(text)
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


def compile_lexicon(folder: Path) -> tuple[bytes, bytes]:
    """Return the bytes of the two compiled files for the lexicon in `folder`; raises on the first mistake."""
    vocabulary = read_vocabulary(folder / "vocabulary.toml")
    vocabulary = msgspec.structs.replace(vocabulary, contexts=read_contexts(folder / "contexts.toml"))
    vocabulary = msgspec.structs.replace(vocabulary, counting=read_counting(folder / "counting.toml"))
    vocabulary = msgspec.structs.replace(vocabulary, salience=read_salience(folder / "salience.tsv"))
    vocabulary = msgspec.structs.replace(vocabulary, modes=read_modes(folder / "modes.toml"))
    vocabulary = msgspec.structs.replace(vocabulary, place_kinds=read_place_kinds(folder / "place_kinds.toml"))
    vocabulary = msgspec.structs.replace(vocabulary, topics=read_topics(folder / "topics.toml"))
    compiled = _Compiled(
        build_index(folder / "frames"),
        vocabulary,
        read_particles(folder),
        _verb_ranks(folder),
        _homographs(folder),
        _modal_nouns(folder),
        _intransitive(folder),
        _causatives(folder),
        read_person_words(folder),
    )
    return dump(build(folder)), msgspec.msgpack.encode(compiled, order="deterministic")


def read_vocabulary(path: Path) -> Vocabulary:
    """Read the function-word lists; `msgspec.ValidationError` names a list that is missing or unknown."""
    rows = tomllib.loads(path.read_text("utf-8"))
    folded = {
        name: words if name in AS_WRITTEN or isinstance(words, str) else [fold(word) for word in words]
        for name, words in rows.items()
    }
    return msgspec.convert(folded, Vocabulary)


def read_counting(path: Path) -> CountingWords:
    """Read the words that say what a number counts; `msgspec.ValidationError` names a table that is wrong."""
    tables = tomllib.loads(path.read_text("utf-8"))
    outcomes, units = (
        {fold(word): name for name, words in tables.get(table, {}).items() for word in words}
        for table in ("outcomes", "units")
    )
    money = frozenset(fold(word) for words in tables.get("money", {}).values() for word in words)
    return CountingWords(outcomes, units, money)


def read_place_kinds(path: Path) -> dict[str, str]:
    """Read which kind of place a place word stands before, by folded word."""
    tables = tomllib.loads(path.read_text("utf-8"))
    return {fold(word): kind for kind, words in tables.items() for word in words}


def read_salience(path: Path) -> dict[str, dict[str, int]]:
    """Read the weights of the signs by event type (docs/quality.md); ValueError names the line that is wrong."""
    found: dict[str, dict[str, int]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith(("#", "type\t")):
            continue
        try:
            kind, sign, weight = line.split("\t")
            found.setdefault(kind, {})[sign] = int(weight)
        except ValueError as error:
            raise ValueError(f"{path.name}:{number}: not a type, a sign and a whole number") from error
    return found


def lexicon_folder() -> Path:
    """Return the folder of the lexicon's source files."""
    return Path(str(files("waqai.languages.arabic").joinpath("lexicon")))


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


def _verb_ranks(folder: Path) -> dict[str, int]:
    """The verbs' places in the files, which are ordered by how usual they are in news."""
    ranks: dict[str, int] = {}
    for rank, verb in enumerate(read_lexicon(folder).verbs):
        ranks.setdefault(verb.lemma, rank)
    return ranks


@lru_cache(maxsize=65_536)
def _is_listed(word: str) -> bool:
    """Tell whether a bare word is known to the general word list (simplemma)."""
    return bool(is_known(word, lang="ar"))


def _homographs(folder: Path) -> frozenset[str]:
    return frozenset(fold(row) for row in _listed(folder / "homographs.tsv"))


def _intransitive(folder: Path) -> frozenset[str]:
    """The listed verbs without an object, and all of forms VII and IX."""
    listed = {fold(row) for row in _listed(folder / "intransitive.tsv")}
    return frozenset(listed | {fold(verb.lemma) for verb in read_lexicon(folder).verbs if verb.form in {"7", "9"}})


def _causatives(folder: Path) -> dict[str, str]:
    """Intransitive verbs of form I whose form IV has the same written present («يخرج»): sound roots only."""
    bare = _intransitive(folder)
    verbs = read_lexicon(folder).verbs
    fourth = {verb.root: fold(verb.lemma) for verb in verbs if verb.form == "4" and bare.isdisjoint({fold(verb.lemma)})}
    sound = (verb for verb in verbs if verb.form == "1" and fold(verb.lemma) in bare and _WEAK.isdisjoint(verb.root))
    return {
        fold(verb.lemma): fourth[verb.root] for verb in sound if verb.root in fourth and verb.root[1:2] != verb.root[2:]
    }


def _listed(path: Path) -> list[str]:
    """The rows of a one-column list, without comments and header."""
    rows = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return rows[1:]


def _modal_nouns(folder: Path) -> dict[str, str]:
    rows = [row.split("\t") for row in _listed(folder / "modal_nouns.tsv")]
    return {fold(lemma): code for lemma, code in rows}
