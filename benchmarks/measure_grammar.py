"""Measures `waqai.languages.arabic` on a Universal Dependencies treebank (CoNLL-U).

``python benchmarks/measure_grammar.py FILE.conllu`` prints clitic segmentation F1, verb lemma accuracy, and F1 of
the heads of verbs' subjects and objects.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from waqai.evaluate import Figure
from waqai.knowledge import Knowledge
from waqai.languages.analysis import Sentence
from waqai.languages.arabic.language import ArabicLanguage
from waqai.languages.arabic.orthography import fold
from waqai.records import Report


class Word(NamedTuple):
    """One syntactic word of the treebank with its offsets in the sentence."""

    id: str
    form: str
    lemma: str
    pos: str
    feats: str
    head: str
    relation: str
    start: int
    end: int
    glued: bool


def read_treebank(path: Path) -> Iterator[tuple[str, list[Word]]]:
    """Yield each sentence's text and words."""
    for block in path.read_text("utf-8").split("\n\n"):
        lines = block.splitlines()
        text = next((line[9:] for line in lines if line.startswith("# text = ")), "")
        words: list[Word] = []
        at = 0
        glued = False
        for line in lines:
            cells = line.split("\t")
            if len(cells) != 10 or not cells[0].isdigit():
                continue
            found = text.find(cells[1], at)
            start = found if found >= 0 else at
            words.append(
                Word(
                    cells[0],
                    cells[1],
                    cells[2],
                    cells[3],
                    cells[5],
                    cells[6],
                    cells[7],
                    start,
                    start + len(cells[1]),
                    glued,
                )
            )
            at = start + len(cells[1])
            glued = "SpaceAfter=No" in cells[9]
        if words:
            yield text, words


def boundaries(sentences: list[Sentence]) -> set[int]:
    """Offsets at which the grammar splits a written word."""
    found: set[int] = set()
    for sentence in sentences:
        for token in sentence.tokens:
            if token.conj and token.start + 1 < token.end:
                found.add(token.start + 1)
            if token.prep and token.pos != "punct":
                found.add(token.start + (2 if token.conj else 1))
            if token.future:
                found.add(token.start + (2 if token.conj else 1))
            if token.pronoun and token.stem_end < token.end:
                found.add(token.stem_end)
    return found


class Figures:
    """Counts of right, found and wanted items, added up over the sentences; prints mistakes when `verbose`."""

    def __init__(self, *, verbose: bool) -> None:
        self.verbose = verbose
        self.clitic = [0, 0, 0]
        self.lemma = [0, 0]
        self.arguments = {"nsubj": [0, 0, 0], "obj": [0, 0, 0]}

    def add_clitics(self, text: str, words: list[Word], sentences: list[Sentence]) -> None:
        """Compare where written words are split; compound particles are left out."""
        arabic = [w for w in words if any("ء" <= c <= "ي" for c in w.form)]
        compounds = {o for s in sentences for t in s.tokens if " " in t.text for o in range(t.start, t.end)}
        gold = {w.start for w in arabic if w.glued and w.start and text[w.start - 1].isalpha()} - compounds
        ours = {b for b in boundaries(sentences) if b < len(text) and text[b].isalpha()} - compounds
        _add(self.clitic, ours, gold)
        for at in sorted(gold ^ ours) if self.verbose else ():
            print("CLITIC", "missed" if at in gold else "extra", text[max(0, at - 8) : at] + "|" + text[at : at + 8])

    def add_lemmas(self, words: list[Word], sentences: list[Sentence]) -> None:
        """Compare the lemmas of the treebank's verbs."""
        tokens = {t.stem_start: t for s in sentences for t in s.tokens}
        for word in words:
            if word.pos != "VERB":
                continue
            token = tokens.get(word.start)
            right = token is not None and token.pos == "verb" and token.lemma == fold(word.lemma)
            self.lemma = [self.lemma[0] + right, self.lemma[1] + 1]
            if self.verbose and not right:
                print("LEMMA", word.form, word.lemma, "->", token and (token.pos, token.lemma))

    def add_arguments(self, text: str, words: list[Word], sentences: list[Sentence]) -> None:
        """Compare the heads of verbs' subjects and objects."""
        verbs = {w.id: w for w in words if w.pos == "VERB"}
        auxiliaries = {w.start for w in words if w.pos == "AUX"}  # the treebank gives them no subject of their own
        for relation, counts in self.arguments.items():
            wanted = {
                (verbs[w.head].start, _without_article(text, w.start))
                for w in words
                if w.relation.split(":")[0] == relation and w.head in verbs and w.pos not in {"PRON", "DET", "SCONJ"}
            }
            pairs = (pair for s in sentences for pair in _pairs(s, relation, auxiliaries))
            found = {(verb, _without_article(text, head)) for verb, head in pairs}
            _add(counts, found, wanted)
            if self.verbose and found != wanted:
                missed, extra = _shown(text, wanted - found), _shown(text, found - wanted)
                print(relation.upper(), "missed", missed, "extra", extra, "|", text[:160])


#: heads that are pronouns, alone or attached to «أن»: the treebank's own pronouns are left out too, so neither side
#: counts them («أنه سافر», «هو سافر»)
_PRONOUNS = frozenset({"pron", "dem", "comp"})


def _pairs(sentence: Sentence, relation: str, auxiliaries: set[int]) -> Iterator[tuple[int, int]]:
    """Yield where each verb and the head of its subject or object begin, as far as the treebank would link them."""
    for predicate in sentence.predicates:
        verb = sentence.tokens[predicate.token].stem_start
        subject = relation == "nsubj"
        phrase = predicate.subject if subject else predicate.object
        if predicate.kind != "verb" or verb in auxiliaries or phrase is None:
            continue
        if subject and predicate.subject_order in {"shared", "relative"}:
            continue
        if not subject and phrase.end <= predicate.token:
            continue
        head = sentence.tokens[phrase.head]
        if head.pos not in _PRONOUNS:
            yield verb, head.stem_start


def _shown(text: str, pairs: set[tuple[int, int]]) -> list[tuple[str, str]]:
    return [(_word(text, verb), _word(text, head)) for verb, head in sorted(pairs)]


def _word(text: str, at: int) -> str:
    return next(iter(text[at : at + 10].split()), "")


def _add(counts: list[int], ours: set[Any], gold: set[Any]) -> None:
    for index, items in enumerate((gold & ours, ours, gold)):
        counts[index] += len(items)


def count(language: ArabicLanguage, path: Path, *, verbose: bool = False) -> Figures:
    """Return the counts over the treebank."""
    figures = Figures(verbose=verbose)
    for text, words in read_treebank(path):
        sentences = language.analyse(Report(text=text)).sentences
        figures.add_clitics(text, words, sentences)
        figures.add_lemmas(words, sentences)
        figures.add_arguments(text, words, sentences)
    return figures


def measure(language: ArabicLanguage, path: Path) -> list[Figure]:
    """Return the figures, without intervals."""
    found = count(language, path)
    right, total = found.lemma
    rows = [("clitics F1", _f1(found.clitic), found.clitic), ("verb lemmas", right / total, [right, total])]
    for relation, name in (("nsubj", "subject"), ("obj", "object")):
        rows.append((f"{name} head F1", _f1(found.arguments[relation]), found.arguments[relation]))
    return [Figure("", name, value, None, None, counts[0], counts[1]) for name, value, counts in rows]


def main(path: str) -> None:
    """Print the figures."""
    figures = count(ArabicLanguage.load(Knowledge.load().names), Path(path), verbose="-v" in sys.argv)
    right, total = figures.lemma
    print("clitic segmentation F1", _f1(figures.clitic), figures.clitic)
    print("verb lemma accuracy", round(right / total, 4), figures.lemma)
    for relation, name in (("nsubj", "subject"), ("obj", "object")):
        print(name, "head F1", _f1(figures.arguments[relation]), figures.arguments[relation])


def _without_article(text: str, at: int) -> int:
    return at + 2 if text[at : at + 2] == "ال" else at


def _f1(counts: list[int]) -> float:
    right, ours, gold = counts
    return round(2 * right / (ours + gold), 4) if ours + gold else 0.0


if __name__ == "__main__":
    main(sys.argv[1])
