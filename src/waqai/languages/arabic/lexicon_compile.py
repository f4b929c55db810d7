"""Makes the compiled lexicon (the ``.bin`` files beside this module) from the files in ``lexicon/``."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import msgspec

from waqai.languages.arabic.context_files import read_contexts
from waqai.languages.arabic.frame_files import build_index
from waqai.languages.arabic.language import CompiledLexicon
from waqai.languages.arabic.lexicon_files import read_lexicon
from waqai.languages.arabic.mode_files import read_modes
from waqai.languages.arabic.orthography import fold
from waqai.languages.arabic.particles import read_particles
from waqai.languages.arabic.person_words import read_person_words
from waqai.languages.arabic.topic_files import read_topics
from waqai.languages.arabic.wordform_build import build
from waqai.languages.vocabulary import AS_WRITTEN, CountingWords, Vocabulary
from waqai.packed import pack

#: radicals that vanish or change in the present tense
_WEAK = frozenset("ويء")


def compile_lexicon(folder: Path) -> tuple[bytes, bytes]:
    """Return the bytes of wordforms.bin and frames.bin for the lexicon in `folder`; raises on the first mistake."""
    vocabulary = read_vocabulary(folder / "vocabulary.toml")
    vocabulary = msgspec.structs.replace(vocabulary, contexts=read_contexts(folder / "contexts.toml"))
    vocabulary = msgspec.structs.replace(vocabulary, counting=read_counting(folder / "counting.toml"))
    vocabulary = msgspec.structs.replace(vocabulary, salience=read_salience(folder / "salience.tsv"))
    vocabulary = msgspec.structs.replace(vocabulary, modes=read_modes(folder / "modes.toml"))
    vocabulary = msgspec.structs.replace(vocabulary, place_kinds=read_place_kinds(folder / "place_kinds.toml"))
    vocabulary = msgspec.structs.replace(vocabulary, topics=read_topics(folder / "topics.toml"))
    compiled = CompiledLexicon(
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
    return pack(build(folder)), pack(msgspec.msgpack.encode(compiled, order="deterministic"))


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


def _verb_ranks(folder: Path) -> dict[str, int]:
    """The verbs' places in the files, which are ordered by how usual they are in news."""
    ranks: dict[str, int] = {}
    for rank, verb in enumerate(read_lexicon(folder).verbs):
        ranks.setdefault(verb.lemma, rank)
    return ranks


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
