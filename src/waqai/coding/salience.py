"""Which mentions report an event, and which only touch on one: a small linear model over signs of the grammar.

«مقتل ثلاثة في هجوم أمس» reports; «ضحايا العنف», «بعد الهجوم», «إذا وقع هجوم» only touch on what is told elsewhere or
nowhere.  For the types that the language has weights for, a mention stays when the weights of its signs
(coding/signs.py) add up to nothing below zero.  A report that comes back to the matter in other sentences is about
it, and then a mere reference to the event is a mention too: N such sentences add the weight ``elsewhere=N``; and what
stands beside a reported event in its sentence («تظاهر طلاب ورشقوا الشرطة») adds the weight ``beside reported``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from waqai.coding.drafts import Draft
from waqai.coding.signs import sentence_signs, signs_of

#: the sign that every mention has
BASE = "*"
#: the sign that a mention of the same type in its sentence reports an event
BESIDE = "beside reported"
_MOST = 3
#: the longest sentence (with its punctuation) that is too short to be anything but a report; those that the model
#: learned from are nearly all longer
_SHORT = 12
_MAIN = frozenset({"main", "coordinate", ""})

Weights = Mapping[str, Mapping[str, int]]


def drop_unreported(drafts: list[Draft], weights: Weights) -> list[Draft]:
    """Return the drafts of a report without those that report no event; `weights` by type and sign."""
    if not any(draft.type in weights for draft in drafts):
        return drafts
    return [draft for draft, score in scores(drafts, weights) if score >= 0]


def scores(drafts: list[Draft], weights: Weights) -> list[tuple[Draft, int]]:
    """Return each draft of a report with its score; 0 for those of types without weights."""
    found = []
    for draft, signs in report_signs(drafts, frozenset(weights)):
        own = weights.get(draft.type, {})
        score = sum(own.get(sign, 0) for sign in signs)
        found.append((draft, max(score, 0) if _is_plain(draft) else score))
    reported = {(draft.type, draft.sentence.number) for draft, score in found if score >= 0}
    return [
        (draft, score + weights[draft.type].get(BESIDE, 0))
        if score < 0 and (draft.type, draft.sentence.number) in reported
        else (draft, score)
        for draft, score in found
    ]


def _is_plain(draft: Draft) -> bool:
    """A short sentence whose main verb says who did it, or to whom, reports it: «قصفت القوات البلدة»."""
    sentence, predicate = draft.sentence, draft.predicate
    if len(sentence.tokens) > _SHORT or predicate.kind != "verb" or draft.status == "hypothetical":
        return False
    past = sentence.tokens[predicate.token].tense == "past"
    told = past or sentence.part == "title" or draft.status != "asserted"
    named = any(party.participant.text is not None for party in (*draft.actors, *draft.recipients))
    return told and named and predicate.relation in _MAIN


def report_signs(drafts: list[Draft], types: frozenset[str]) -> list[tuple[Draft, list[str]]]:
    """Return each draft of a report with its signs; none for drafts of other types."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence.number, []).append(draft)
    told = Counter(kind for fellows in by_sentence.values() for kind in {draft.type for draft in fellows})
    titled = {draft.type for draft in by_sentence.get(0, []) if draft.sentence.part == "title"}
    around: dict[int, list[str]] = {}
    found: list[tuple[Draft, list[str]]] = []
    for draft in drafts:
        number = draft.sentence.number
        if draft.type not in types:
            found.append((draft, []))
            continue
        if number not in around:
            around[number] = sentence_signs(draft.sentence)
        signs = signs_of(draft, by_sentence[number], around[number])
        title = draft.type in titled and draft.sentence.part != "title"
        found.append((draft, [BASE, *signs, f"elsewhere={min(told[draft.type] - 1 + title, _MOST)}"]))
    return found
