"""Numbers that belong to an event: how many were killed, arrested, deployed, how much money, how many tonnes."""

from __future__ import annotations

from collections.abc import Iterator

from waqai.coding.drafts import Draft
from waqai.languages.analysis import NumberExpression, Phrase, Predicate, Sentence, Token
from waqai.languages.vocabulary import CountingWords
from waqai.records import Quantity, Reason

_PEOPLE = frozenset({"person", "victim", "force", "title"})
_DEFAULTS = {
    "ASSAULT": "people killed or injured",
    "PROTEST": "protesters",
    "MOBILIZE": "troops deployed",
    "RETREAT": "people released or withdrawn",
    "SANCTION": "people punished",
    "COERCE": "people arrested or removed",
    "AID": "people helped",
}
_RESULTS = {
    "ASSAULT": frozenset({"killed", "injured", "abducted", "displaced", "missing", "destroyed"}),
    "COERCE": frozenset({"arrested", "displaced", "expelled", "abducted", "destroyed"}),
    "SANCTION": frozenset({"convicted", "expelled", "killed"}),
    "RETREAT": frozenset({"released"}),
    "MOBILIZE": frozenset({"displaced"}),
}
_ACTORS_COUNT = frozenset({"PROTEST", "MOBILIZE", "RETREAT"})
_REACH = 8


def count_drafts(drafts: list[Draft], words: CountingWords) -> None:
    """Give each draft of one sentence the numbers that stand in its arguments."""
    acts = {part.token for draft in drafts for part in draft.parts}
    for draft in drafts:
        taken: set[int] = set()
        for number in draft.sentence.numbers:
            if number.number_start in taken or not (_belongs(draft, number) or _is_toll(draft, number, words, acts)):
                continue
            quantity = _quantity(draft, number, words)
            if quantity is not None:
                taken.add(number.number_start)
                draft.quantities.append(quantity)
                draft.because.append(Reason("quantities", "number in an argument", quantity.what, quantity.text))


# -- which numbers ----------------------------------------------------------------------------------


def _belongs(draft: Draft, number: NumberExpression) -> bool:
    at = number.counted if number.counted >= 0 else number.number_start
    trigger = draft.predicate.token
    if at == trigger or (number.end <= trigger <= number.end + 1 and draft.predicate.kind == "noun"):
        return True
    if draft.type not in _ACTORS_COUNT and any(
        _holds(party.phrase, at) for party in draft.actors if party.phrase is not None
    ):
        return False
    return any(_holds(phrase, at) or _holds(phrase, number.number_start) for phrase in _phrases(draft))


def _is_toll(draft: Draft, number: NumberExpression, words: CountingWords, acts: set[int]) -> bool:
    """«أوقعت الغارات 40 قتيلا»: victims in the object of a verb that is no event and has the event as its subject."""
    sentence = draft.sentence
    if number.counted < 0 or not _told(sentence.tokens[number.counted], words):
        return False
    for predicate in sentence.predicates:
        subject = predicate.subject
        if subject is None or predicate.token in acts or not _holds(subject, draft.predicate.token):
            continue
        if any(_holds(phrase, number.counted) for phrase in _arguments(predicate)):
            return True
    return False


def _holds(phrase: Phrase, at: int) -> bool:
    return phrase.start <= at < phrase.end


def _phrases(draft: Draft) -> Iterator[Phrase]:
    """Every phrase that is an argument of the event, with the members of coordinations."""
    sentence = draft.sentence
    for party in (*draft.recipients, *draft.actors):
        if party.phrase is not None and party.sentence is sentence:
            yield from _members(party.phrase)
    for _, _, phrase in draft.phrases:
        yield from _members(phrase)
    for part in draft.parts or [draft.predicate]:
        yield from _arguments(part)
    for match in draft.matches:
        for filler in match.fillers.values():
            if filler.phrase is not None:
                yield from _members(filler.phrase)


def _arguments(predicate: Predicate) -> Iterator[Phrase]:
    for phrase in (predicate.subject, predicate.object, predicate.object2, predicate.possessor):
        if phrase is not None:
            yield from _members(phrase)
    for slot, phrase in predicate.obliques:
        if slot != "time":
            yield from _members(phrase)


def _members(phrase: Phrase) -> Iterator[Phrase]:
    yield phrase
    yield from phrase.conjuncts
    yield from phrase.tail_conjuncts


# -- what they count --------------------------------------------------------------------------------


def _quantity(draft: Draft, number: NumberExpression, words: CountingWords) -> Quantity | None:
    sentence = draft.sentence
    noun = sentence.tokens[number.counted] if number.counted >= 0 else None
    if noun is not None and "time" in noun.kinds:
        return None
    outcome = _outcome(sentence, number, words)
    if outcome and draft.type in _RESULTS and outcome not in _RESULTS[draft.type]:
        outcome = ""
    unit = _unit(noun, words, draft.type, outcome)
    if not unit:
        return None
    what = _what(draft, unit, outcome, noun, words)
    if not what:
        return None
    return Quantity(sentence.words(number.start, number.end), what, number.op, number.value, unit)


def _outcome(sentence: Sentence, number: NumberExpression, words: CountingWords) -> str:
    """What happened to the counted: the counted noun says it, or the nearest word before it."""
    tokens = sentence.tokens
    if number.counted >= 0 and (found := _told(tokens[number.counted], words)):
        return found
    for at in range(number.start - 1, max(-1, number.start - 1 - _REACH), -1):
        if at in sentence.predicate_at or tokens[at].pos == "verb":
            found = _told(tokens[at], words)
            if found:
                return found
    return ""


def _told(token: Token, words: CountingWords) -> str:
    return words.outcomes.get(token.lemma) or words.outcomes.get(token.base) or ""


def _unit(noun: Token | None, words: CountingWords, type_: str, outcome: str) -> str:
    if noun is None:
        return "person" if outcome not in {"", "destroyed"} or type_ in {"ASSAULT", "PROTEST"} else ""
    known = words.units.get(noun.lemma)
    if known:
        return known
    if noun.lemma in words.money:
        return "currency"
    if noun.kinds & _PEOPLE or noun.name is not None or _told(noun, words):
        return "person"
    if "vehicle" in noun.kinds:
        return "vehicle"
    if noun.pos == "adj" or (not noun.kinds and outcome not in {"", "destroyed"}):
        return "person"
    return "item" if noun.kinds & {"aid", "weapon", "building", "group"} else ""


def _what(draft: Draft, unit: str, outcome: str, noun: Token | None, words: CountingWords) -> str:
    if noun is not None and ("money" in noun.kinds or noun.lemma in words.money) and unit != "person":
        return {"AID": "money given", "AGREE": "money pledged", "SANCTION": "money withheld"}.get(draft.type, "money")
    if unit in {"tonne", "kilogram", "litre", "barrel"}:
        return "aid" if draft.type == "AID" else "goods"
    if unit in {"raid", "attack"}:
        return "attacks"
    if unit in {"aircraft", "ship", "tank", "vehicle", "missile", "shell", "rocket", "item"}:
        if draft.type == "AID":
            return "aid"
        return f"{unit}s deployed" if draft.type == "MOBILIZE" else outcome or f"{unit}s"
    if unit == "kilometre":
        return ""
    if unit in {"house", "site"}:
        return outcome or f"{unit}s"
    return outcome or _DEFAULTS.get(draft.type, "")
