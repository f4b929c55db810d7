"""Two drafts of one act are one mention: «killed in a raid», «killed … and wounded», a blast and what it hit."""

from __future__ import annotations

from waqai.coding.drafts import Draft
from waqai.coding.matching import Match
from waqai.languages.analysis import Predicate

#: types whose cause, an event noun, is the same act as its effect
_PHYSICAL = frozenset({"ASSAULT", "COERCE", "PROTEST"})


def merge_twins(drafts: list[Draft], causes: frozenset[str]) -> list[Draft]:
    """Two drafts of one type on one noun phrase («عملية قصف») or on cause and result are one mention."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((other for other in kept if _is_twin(other, draft, causes)), None)
        if twin is None:
            kept.append(draft)
            continue
        twin.parts += draft.parts
        if not twin.actors:
            twin.actors = list(draft.actors)
        twin.recipients = twin.recipients + [one for one in draft.recipients if one not in twin.recipients]
        twin.mode = twin.mode or draft.mode
        twin.phrases += draft.phrases
    return kept


def _is_twin(first: Draft, second: Draft, causes: frozenset[str]) -> bool:
    if first.type != second.type or first.sentence is not second.sentence:
        return False
    one, two = first.predicate, second.predicate
    if one.phrase is not None and two.phrase is not None:
        if one.phrase is two.phrase and not one.phrase.conjuncts:
            return True
        coordinated = two.phrase.conjunct_of is one.phrase or (two.phrase.conjunct_of or two) is one.phrase.conjunct_of
        if coordinated and not (first.actors and second.actors):
            return True
    if first.type in _PHYSICAL and _is_cause(first, two, causes):
        return True
    if first.type == "ASSAULT" and _is_same_attack(first, second):
        return True
    for earlier, later in ((first, second), (second, first)):
        helpers = [match for match in later.matches[1:] if match.frame.cls == "result"]
        if any(helper.fillers.get("subject") is not None and _covers(helper, earlier) for helper in helpers):
            return True
        shared = [
            helper
            for helper in helpers
            if helper.predicate.relation == "coordinate" and earlier.predicate.token < helper.predicate.token
        ]
        if shared and earlier.predicate.token < later.predicate.token:
            return True
        if any(_follows_from(helper.predicate, earlier) for helper in helpers):
            return True
    return False


def _follows_from(result: Predicate, cause: Draft) -> bool:
    """«انفجرت سيارة …، ما أسفر عن مقتل …»: the result hangs on the whole clause that tells the act."""
    predicates = cause.sentence.predicates
    return 0 <= result.governor < len(predicates) and any(
        predicates[result.governor] is part for part in cause.parts if part.kind != "noun"
    )


def _is_same_attack(first: Draft, second: Draft) -> bool:
    """«قُتل خمسة وجُرح عشرة», «انفجار استهدف …»: killed and wounded, blast and target, are one attack."""
    one, two = first.matches[0], second.matches[0]
    if (
        one.passive
        and two.passive
        and two.predicate.relation == "coordinate"
        and not first.actors
        and not second.actors
    ):
        return True
    if _adds_victims(first, second):
        return True
    subject = two.fillers.get("subject")
    inside = subject is not None and subject.phrase is not None and one.predicate.kind == "noun"
    return (
        inside
        and subject is not None
        and subject.phrase is not None
        and (subject.phrase.start <= one.predicate.token < subject.phrase.end and not two.passive)
    )


def _adds_victims(first: Draft, second: Draft) -> bool:
    """«عن مقتل تسعة … وإصابة نحو مئة»: dead and wounded as two nouns joined by «and»."""
    token = second.sentence.tokens[second.predicate.token]
    nouns = second.predicate.kind == "noun" and any(part.kind == "noun" for part in first.parts)
    joined = bool(token.conj) and not second.actors and first.predicate.token < second.predicate.token
    return nouns and joined and "possessor" in second.matches[0].fillers and bool(first.recipients)


def _is_cause(effect: Draft, cause: Predicate, causes: frozenset[str]) -> bool:
    """«قتل خمسة في هجوم»: the attack is how they were killed, not a second event."""
    return cause.phrase is not None and any(
        prep in causes and phrase is cause.phrase for part in effect.parts for prep, phrase in part.obliques
    )


def _covers(helper: Match, draft: Draft) -> bool:
    filler = helper.fillers["subject"]
    return filler.phrase is not None and filler.phrase.start <= draft.predicate.token < filler.phrase.end
