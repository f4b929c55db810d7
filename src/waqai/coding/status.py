"""Whether it is said to have happened: asserted, planned, hypothetical, negated, denied or alleged."""

from __future__ import annotations

from waqai.coding.drafts import Draft
from waqai.coding.events import SentenceEvents
from waqai.languages.analysis import Predicate
from waqai.languages.vocabulary import Vocabulary
from waqai.records import Reason, Status

_FUTURE_IS_AGREE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
#: the marker of «لن»: what somebody says will never be
_REFUSAL = "refusal"
_OPEN_GOVERNORS = frozenset({"REQUEST", "THREATEN"})


def decide_status(found: SentenceEvents, vocabulary: Vocabulary) -> None:
    """Set the status of the sentence's drafts from particles, governing verbs and tense."""
    for draft in found.drafts:
        if not draft.status:
            status, why = _status(found, draft, vocabulary)
            draft.status = status
            if status != "asserted":
                draft.because.append(Reason("status", why, "", draft.trigger))
        if draft.type == "CONCEDE" and _REFUSAL in draft.markers:
            draft.because.append(Reason("type", "a concession that will never be made", "REJECT", draft.trigger))
            draft.type, draft.mode, draft.status = "REJECT", "yield", "asserted"
        if not draft.decided:
            _retype_future(draft)


def _retype_future(draft: Draft) -> None:
    """Future cooperation is AGREE, a future retreat is CONCEDE (codebook, «Close calls»)."""
    if draft.status not in {"planned", "hypothetical"}:
        return
    kind = "AGREE" if draft.type in _FUTURE_IS_AGREE else "CONCEDE" if draft.type == "RETREAT" else ""
    if kind:
        draft.because.append(Reason("type", f"{draft.type} that lies ahead", kind, draft.trigger))
        draft.type, draft.mode = kind, ""


def _status(found: SentenceEvents, draft: Draft, vocabulary: Vocabulary) -> tuple[Status, str]:
    markers = set(draft.markers)
    for part in draft.parts:
        markers |= part.markers
    verb = next((part for part in draft.parts if part.kind == "verb"), None)
    prep = draft.predicate.relation.removeprefix("oblique:")
    if "neg" in markers or prep in vocabulary.negating:
        return "negated", "negation"
    if "if" in markers:
        return "hypothetical", "conditional"
    if "planned" in markers:
        return "planned", "fixed for the future"
    if "future" in markers:
        return "planned", "future"
    if markers & {"may", "any"}:
        return "hypothetical", "possibility"
    if "purpose" in markers:
        return "hypothetical", "purpose"
    meant = any(
        part.relation.removeprefix("oblique:") in vocabulary.purposes and found.sentence.tokens[part.token].base
        for part in draft.parts
        if part.kind == "noun"
    )
    if meant and draft.type in _FUTURE_IS_AGREE - {"COOPERATE"}:
        return "planned", "purpose"
    return _inherited(found, draft, verb is None, vocabulary)


def _inherited(found: SentenceEvents, draft: Draft, noun: bool, vocabulary: Vocabulary) -> tuple[Status, str]:
    """What the governing verbs pass on: a future or modal verb makes its nouns and complements so."""
    predicates = found.sentence.predicates
    predicate, steps = draft.predicate, 0
    for part in draft.parts:
        if part.kind == "verb":
            predicate = part
    while predicate.governor >= 0 and steps < 10:
        steps += 1
        governor = predicates[predicate.governor]
        event = found.matches.get(predicate.governor)
        match = found.helpers.get(predicate.governor)
        if match is not None and match.frame.cls == "modal" and predicate.relation == "complement":
            status = match.frame.status
            if status in {"planned", "hypothetical", "negated", "alleged", "denied"}:
                return status, f"governed by {match.frame.lemma}"  # type: ignore[return-value]
        if event is not None and event.frame.type in _OPEN_GOVERNORS and predicate.relation == "complement":
            return "hypothetical", "content of a request or threat"
        tense = found.sentence.tokens[predicate.token].tense
        if "future" in governor.markers and (
            (noun and event is None and _shares_time(predicate, governor, vocabulary))
            or (predicate.relation == "relative" and tense == "present")
        ):
            return "planned", "future"
        if noun and "if" in governor.markers and _shares_time(predicate, governor, vocabulary):
            return "hypothetical", "conditional"
        if match is not None and match.frame.cls == "report":
            break
        noun = False
        predicate = governor
    return "asserted", ""


def _shares_time(predicate: Predicate, governor: Predicate, vocabulary: Vocabulary) -> bool:
    """Tell whether an event noun lies where its verb does: its subject, its object, or what goes on during it.

    "Those responsible for the attacks will be tried" puts the trial ahead, not the attacks.
    """
    phrase = predicate.phrase
    if phrase is None or predicate.kind != "noun":
        return True
    first = phrase.conjunct_of or phrase
    if phrase.head != predicate.token:
        return False
    if first.prep:
        return first.prep in vocabulary.during and any(part is first for _, part in governor.obliques)
    return governor.kind == "verb"
