"""Event nouns («زيارة الوزير», «مباحثات مصرية كويتية») as predicates: what stands with them, and what it is to them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from waqai.languages.analysis import Phrase, Predicate, Sentence, Token
from waqai.languages.arabic.clause_words import Words

#: marks that separate nothing
SKIPPED = frozenset("«»\"“”'()[]")
_DASHES = frozenset({"-", "–", "—"})
#: phrases after a noun that may still belong to it
_REACH = 6


def is_event_noun(token: Token, heads: bool, words: Words) -> bool:
    """Tell whether the word tells of an act; an adjective does only as the head of its phrase (`heads`)."""
    if token.pos == "noun":
        return token.lemma in words.act_nouns or (bool(token.base) and token.base in words.act_verbs)
    return token.pos == "adj" and heads and token.lemma in words.act_nouns


def read_event_noun(
    tokens: list[Token], phrase: Phrase, at: int, words: Words, governor: int, markers: AbstractSet[str]
) -> Predicate:
    """Return the predicate of the noun at `at`; `markers` are its clause's, `governor` the verb above it (or -1)."""
    token = tokens[at]
    predicate = Predicate(at, token.lemma, "noun", phrase=phrase, end=phrase.end)
    predicate.governor = governor
    predicate.relation = f"oblique:{phrase.prep}" if phrase.prep else "argument"
    predicate.possessor_pronoun = token.pronoun
    after = at + 1
    while after < phrase.end and tokens[after].pos == "adj" and not tokens[after].prep:
        predicate.adjectives.append(after)
        after += 1
    if predicate.adjectives and after == phrase.end:
        predicate.adjectives += _more_nations(tokens, after)
    genitive = at + 1 if after == at + 1 else -1
    if after > at + 1 and after < phrase.end and tokens[after].pos == "name":
        genitive = after
    bound = not token.pronoun and not token.definite and not token.accusative
    if bound and 0 <= genitive < phrase.end:
        predicate.possessor = _genitive(tokens, phrase, genitive)
    predicate.markers = _markers(tokens, at, words, markers)
    return predicate


def _markers(tokens: list[Token], at: int, words: Words, markers: AbstractSet[str]) -> frozenset[str]:
    before = tokens[at - 1] if at else None
    if before is not None and "neg-noun" in before.kinds:
        return frozenset({"neg"})
    code = _code(before, words)
    if before is not None and before.pos == "prep" and at > 1 and _code(tokens[at - 2], words) == "able":
        code = "able"
    if code == "able":
        return frozenset({"may"})
    if code:
        return frozenset({"neg" if code == "any" and "neg" in markers else code})
    return frozenset(markers & {"if", "may", "planned"})


def _code(before: Token | None, words: Words) -> str:
    """What the noun before says of the act: planned, merely possible ..."""
    if before is None:
        return ""
    return words.modal_nouns.get(before.lemma) or words.modal_nouns.get(before.key, "")


def _more_nations(tokens: list[Token], at: int) -> list[int]:
    """«مباحثات مصرية - كويتية», «قمة سعودية ومصرية»: the second nationality after a dash or «و»."""
    if at + 1 < len(tokens) and tokens[at].text in _DASHES:
        at += 1
    elif not (at < len(tokens) and tokens[at].conj == "و"):
        return []
    token = tokens[at]
    return [at] if token.pos == "adj" and token.name is not None and not token.definite else []


def _genitive(tokens: list[Token], phrase: Phrase, start: int) -> Phrase:
    head = start
    while head < phrase.end - 1 and tokens[head].pos in {"num", "quant", "dem"}:
        head += 1
    found = Phrase(start, phrase.end, head)
    found.conjuncts = phrase.tail_conjuncts
    if phrase.end - 1 > head and not phrase.tail_conjuncts:
        found.possessor = head + 1
    return found


def attach_obliques(sentence: Sentence) -> None:
    """Prepositional phrases (and a bare object) right after an event noun's phrase belong to it too."""
    starts = {p.prep_start if p.prep_start >= 0 and p.prep_start < p.start else p.start: p for p in sentence.phrases}
    for predicate in sentence.predicates:
        if predicate.kind == "noun" and predicate.phrase is not None:
            _attach(sentence.tokens, predicate, predicate.phrase, starts)


def _attach(tokens: list[Token], predicate: Predicate, own: Phrase, starts: dict[int, Phrase]) -> None:
    at, taken = _end(own), 0
    while at < len(tokens) and taken < _REACH:
        if tokens[at].text in SKIPPED or (tokens[at].pos == "adv" and "time" in tokens[at].kinds):
            at += 1
            continue
        phrase = starts.get(at)
        if phrase is None or (tokens[phrase.start].conj and not phrase.prep):
            break
        possessed = bool(predicate.possessor_pronoun) or predicate.possessor is not None
        if phrase.prep:
            predicate.obliques.append((phrase.prep, phrase))
        elif taken == 0 and possessed and predicate.object is None:
            predicate.object = phrase
        elif "time" not in tokens[phrase.head].kinds:
            break
        at = _end(phrase)
        taken += 1


def _end(phrase: Phrase) -> int:
    """Return where the phrase ends, with all that is coordinated with it or its genitive."""
    end = phrase.conjuncts[-1].end if phrase.conjuncts else phrase.end
    return max(end, phrase.tail_conjuncts[-1].end) if phrase.tail_conjuncts else end
