"""Measures `waqai.languages.arabic` on a Universal Dependencies treebank (CoNLL-U).

``python benchmarks/measure_grammar.py FILE.conllu`` prints clitic segmentation F1, verb lemma accuracy, and F1 of
the heads of verbs' subjects and objects.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from waqai.knowledge import Knowledge
from waqai.languages.analysis import Sentence
from waqai.languages.arabic import ArabicLanguage
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
            words.append(Word(cells[0], cells[1], cells[2], cells[3], cells[5], cells[6], cells[7], start, start + len(cells[1]), glued))
            at = start + len(cells[1])
            glued = "SpaceAfter=No" in cells[9]
        if words:
            yield text, words


def boundaries(sentences: list[Sentence], text: str) -> set[int]:
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


def main(path: str) -> None:
    """Print the figures."""
    knowledge = Knowledge.load()
    language = ArabicLanguage.load(knowledge.names)
    clitic = [0, 0, 0]
    lemma = [0, 0]
    subject, objects = [0, 0, 0], [0, 0, 0]
    verbose = "-v" in sys.argv
    for text, words in read_treebank(Path(path)):
        sentences = language.analyse(Report(text=text)).sentences
        arabic = [w for w in words if any("ء" <= c <= "ي" for c in w.form)]
        gold = {w.start for w in arabic if w.glued and w.start and text[w.start - 1].isalpha()}
        ours = {b for b in boundaries(sentences, text) if b < len(text) and text[b].isalpha()}
        compounds = {o for s in sentences for t in s.tokens if " " in t.text for o in range(t.start, t.end)}
        ours -= compounds
        gold -= compounds
        clitic = [clitic[0] + len(gold & ours), clitic[1] + len(ours), clitic[2] + len(gold)]
        if verbose:
            for at in sorted(gold ^ ours):
                print("CLITIC", "missed" if at in gold else "extra", text[max(0, at - 8) : at] + "|" + text[at : at + 8])
        tokens = {t.stem_start: t for s in sentences for t in s.tokens}
        for word in words:
            if word.pos == "VERB":
                token = tokens.get(word.start)
                right = token is not None and token.pos == "verb" and token.lemma == fold(word.lemma)
                lemma = [lemma[0] + right, lemma[1] + 1]
                if verbose and not right:
                    print("LEMMA", word.form, word.lemma, "->", token and (token.pos, token.lemma))
        verbs = {w.id: w for w in words if w.pos == "VERB"}
        for counts, relation in ((subject, "nsubj"), (objects, "obj")):
            wanted = {(verbs[w.head].start, w.start) for w in words if w.relation.split(":")[0] == relation and w.head in verbs
                      and w.pos not in {"PRON", "DET", "SCONJ"}}  # fmt: skip
            found = set()
            auxiliaries = {w.start for w in words if w.pos == "AUX"}  # the treebank gives them no subject of their own
            for s in sentences:
                for p in s.predicates:
                    if p.kind != "verb" or s.tokens[p.token].stem_start in auxiliaries:
                        continue
                    phrase = p.subject if relation == "nsubj" else p.object
                    if phrase is None or p.subject_order in {"shared", "relative"} and relation == "nsubj":
                        continue
                    if relation == "obj" and p.object_pronoun and p.object is not None and p.object.end <= p.token:
                        continue
                    if relation == "obj" and phrase.end <= p.token:
                        continue
                    head = s.tokens[phrase.head]
                    if head.pos in {"pron", "dem"}:
                        continue
                    found.add((s.tokens[p.token].stem_start, head.stem_start))
            found_keys = {(v, _without_article(text, h)) for v, h in found}
            wanted_keys = {(v, _without_article(text, h)) for v, h in wanted}
            counts[0] += len(found_keys & wanted_keys)
            counts[1] += len(found_keys)
            counts[2] += len(wanted_keys)
            if verbose and found_keys != wanted_keys:
                show = lambda ks: [(text[v : v + 8].split()[0] if text[v:v+8].split() else "", text[h : h + 10].split()[0]) for v, h in sorted(ks)]
                print(relation.upper(), "missed", show(wanted_keys - found_keys), "extra", show(found_keys - wanted_keys), "|", text[:160])
    print("clitic segmentation F1", _f1(clitic), clitic)
    print("verb lemma accuracy", round(lemma[0] / lemma[1], 4), lemma)
    print("subject head F1", _f1(subject), subject)
    print("object head F1", _f1(objects), objects)


def _without_article(text: str, at: int) -> int:
    return at + 2 if text[at : at + 2] == "ال" else at


def _f1(counts: list[int]) -> float:
    right, ours, gold = counts
    return round(2 * right / (ours + gold), 4) if ours + gold else 0.0


if __name__ == "__main__":
    main(sys.argv[1])
