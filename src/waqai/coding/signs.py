"""What the grammar around an event mention shows about it: the signs by which its salience is judged.

A sign is a short text such as ``noun=definite`` or ``count:past``; which weight it has for a type stands in the
language's weight file (coding/salience.py).  Signs hold lemmas only of frames, helper verbs, adjectives and the heads
that an event noun depends on, never other words of the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from waqai.coding.drafts import Draft
from waqai.coding.participants import Party
from waqai.languages.analysis import Predicate, Sentence, Token

_KINDS = ("person", "group", "force", "government", "institution", "name", "state", "place", "building", "vehicle",
          "weapon", "victim", "count", "abstract", "pronoun", "media")  # fmt: skip
#: kinds of words whose presence in the sentence tells what it is about
_THEMES = ("weapon", "victim", "force", "vehicle", "building", "statement", "document", "media", "abstract", "sport",
           "money", "aid", "body", "territory", "institution", "government", "title", "honorific")  # fmt: skip
_ARMS = frozenset({"weapon", "vehicle"})
_EXACT = frozenset({"settlement", "site"})
_JOINING = frozenset({"light", "result"})
_DEEPEST = 4
#: particulars that tell more together than each alone
_PAIRS = (("count", "when"), ("count", "where"), ("when", "where"), ("means", "count"), ("means", "where"))


def signs_of(draft: Draft, fellows: list[Draft], around: list[str]) -> list[str]:
    """Return the signs of `draft`, each once, in a fixed order.

    `fellows` are all drafts of its sentence (itself too), `around` the sentence's own signs (`sentence_signs`).
    """
    return list(dict.fromkeys((*_signs(draft, fellows), *around)))


def sentence_signs(sentence: Sentence) -> list[str]:
    """Return the signs that the whole sentence gives to each of its mentions."""
    return list(dict.fromkeys((*_words(sentence), *_clauses(sentence), *_figures(sentence))))


def _signs(draft: Draft, fellows: list[Draft]) -> Iterator[str]:
    yield from _trigger(draft)
    yield from _position(draft)
    for field, parties in (("actor", draft.actors), ("recipient", draft.recipients)):
        yield from _participants(field, parties)
    yield from _circumstances(draft)
    yield from _together(draft)
    yield from _company(draft, fellows)


# -- the mention itself -------------------------------------------------------------------------------


def _trigger(draft: Draft) -> Iterator[str]:
    predicate, token = draft.predicate, draft.sentence.tokens[draft.predicate.token]
    kind = predicate.kind if predicate.kind != "noun" or token.base else "event"
    yield f"lemma={draft.frame.lemma}"
    yield f"mode={draft.mode}"
    yield f"kind={kind}"
    yield f"status={draft.status}"
    for marker in sorted(draft.markers):
        yield f"marker={marker}"
    if predicate.kind != "noun":
        passive = any(match.passive for match in draft.matches[:1])
        yield f"{kind}={token.tense}{'-passive' if passive else ''}"
        yield f"person={token.person}"
        yield f"order={predicate.subject_order}"
        return
    yield f"{kind}={_reference(token, predicate)}"
    yield f"number={token.number}"
    if predicate.adjectives:
        yield "adjective"
        for at in predicate.adjectives:
            yield f"adjective={draft.sentence.tokens[at].lemma}"


def _reference(token: Token, predicate: Predicate) -> str:
    if token.definite:
        return "definite"
    if token.pronoun:
        return "possessed"
    return "bound" if predicate.possessor is not None else "bare"


def _position(draft: Draft) -> Iterator[str]:
    """Where it stands in the sentence: what governs it, how deep, whether inside another noun phrase or a quotation."""
    predicate, sentence = draft.predicate, draft.sentence
    if predicate.kind == "noun" and predicate.phrase is not None:
        yield from _phrase(sentence, predicate)
    governor = sentence.predicates[predicate.governor] if predicate.governor >= 0 else None
    relation = _role(governor, predicate) or predicate.relation
    yield f"relation={relation}"
    yield f"relation={predicate.kind}:{relation}"
    yield f"governor={governor.kind if governor is not None else 'none'}"
    if governor is not None:
        yield f"governor-tense={sentence.tokens[governor.token].tense}"
    for match in draft.matches[1:]:
        yield f"helper={match.frame.cls}"
        yield f"helper={match.frame.lemma}"
    depth, at = 0, predicate.governor
    while at >= 0 and depth < _DEEPEST:
        depth, at = depth + 1, sentence.predicates[at].governor
    yield f"depth={depth}"
    if any(one.start <= predicate.token < one.end for one in sentence.quotations):
        yield "quoted"
    yield f"at={min(predicate.token // 6, 5)}"


def _phrase(sentence: Sentence, predicate: Predicate) -> Iterator[str]:
    """Whether the event noun heads its phrase or depends on another noun («ضحايا الهجوم»)."""
    if predicate.phrase is None or predicate.phrase.head == predicate.token:
        yield "heads"
        return
    head = sentence.tokens[predicate.phrase.head]
    yield "inside"
    yield f"head={head.lemma}"
    for kind in sorted(head.kinds):
        yield f"head-kind={kind}"


def _role(governor: Predicate | None, predicate: Predicate) -> str:
    if governor is None or predicate.kind != "noun":
        return ""
    for role, phrase in (("subject", governor.subject), ("object", governor.object)):
        if phrase is not None and phrase is predicate.phrase:
            return role
    return ""


def _participants(field: str, parties: list[Party]) -> Iterator[str]:
    yield f"{field}s={min(len(parties), 2)}"
    for party in parties:
        for kind in _KINDS:
            if kind in party.kinds:
                yield f"{field}={kind}"
        if party.participant.text is None:
            yield f"{field}=unsaid"
        if party.participant.name:
            yield f"{field}=named"
        yield f"{field}-sector={party.participant.sector}"
        if party.phrase is not None:
            definite = party.sentence.tokens[party.phrase.head].definite
            yield f"{field}-{'definite' if definite else 'indefinite'}"


def _circumstances(draft: Draft) -> Iterator[str]:
    for role, slot, phrase in draft.phrases:
        yield f"slot={role}"
        yield f"slot={slot}"
        if role == "means":
            yield f"means={draft.sentence.tokens[phrase.head].lemma}"
    for quantity in draft.quantities:
        yield f"counted={quantity.what}"
    if not draft.quantities:
        yield "uncounted"
    when = draft.when
    yield f"when={(when.granularity or 'words') if when.text is not None else 'none'}"
    if draft.historical:
        yield "historical"
    yield f"place={getattr(draft.place, 'precision', '') or 'none'}"
    for source in draft.sources:
        yield f"source={source.kind}"
    if not draft.sources:
        yield "source=none"
    for prep, phrase in draft.predicate.obliques:
        yield f"oblique={prep}"
        for kind in sorted(draft.sentence.tokens[phrase.head].kinds):
            yield f"oblique={prep}:{kind}"


def _together(draft: Draft) -> Iterator[str]:
    """How much is told of it and in what form: what makes news of an act only together."""
    arms = any(token.kinds & _ARMS for token in draft.sentence.tokens)
    told = {
        "when": draft.when.text is not None,
        "where": getattr(draft.place, "precision", "") in _EXACT,
        "count": bool(draft.quantities),
        "means": arms,
        "actor": any(party.participant.text is not None for party in draft.actors),
        "recipient": any(party.participant.text is not None for party in draft.recipients),
    }
    much, form = sum(told.values()), _form(draft)
    yield f"told={much}"
    yield f"form={form}"
    yield f"told={min(much, 4)}:{form}"
    for name, said in told.items():
        if said:
            yield f"{name}:{form}"
    for one, other in _PAIRS:
        if told[one] and told[other]:
            yield f"{one}:{other}"


def _form(draft: Draft) -> str:
    """The grammatical form in which it is told, roughly."""
    predicate, token = draft.predicate, draft.sentence.tokens[draft.predicate.token]
    if draft.status not in {"", "asserted"}:
        return "unreal"
    if predicate.kind != "noun":
        if predicate.relation == "relative":
            return "relative"
        return "past" if token.tense == "past" else "present"
    if any(match.frame.cls in _JOINING for match in draft.matches[1:]):
        return "joined"
    governor = draft.sentence.predicates[predicate.governor] if predicate.governor >= 0 else None
    role = _role(governor, predicate) or ("prep" if predicate.relation.startswith("oblique") else "noun")
    reference = "bound" if predicate.possessor is not None else _reference(token, predicate)
    return f"{'known' if reference in {'definite', 'possessed'} else reference} {role}"


def _company(draft: Draft, fellows: list[Draft]) -> Iterator[str]:
    same = sum(other.type == draft.type for other in fellows)
    yield f"same={min(same, 3)}"
    yield f"others={min(len(fellows) - same, 3)}"
    for kind in sorted({other.type for other in fellows if other is not draft}):
        yield f"beside={kind}"


# -- the sentence -------------------------------------------------------------------------------------


def _words(sentence: Sentence) -> Iterator[str]:
    tokens = [token for token in sentence.tokens if token.pos != "punct"]
    yield f"length={min(len(tokens) // 8, 7)}"
    if any(token.person == "1" for token in tokens):
        yield "first person"
    if any(token.person == "2" for token in tokens):
        yield "second person"
    kinds = frozenset().union(*(token.kinds for token in tokens))
    for kind in _THEMES:
        if kind in kinds:
            yield f"theme={kind}"
    if sentence.quotations:
        yield "quotation"
    if any(token.name is not None for token in tokens):
        yield "names"
    if sentence.tokens:
        yield f"first={sentence.tokens[0].pos}"
        yield f"first conj={sentence.tokens[0].conj}"


def _clauses(sentence: Sentence) -> Iterator[str]:
    tenses = [sentence.tokens[one.token].tense for one in sentence.predicates if one.kind == "verb"]
    if not tenses:
        yield "verbless"
        return
    for tense in sorted(set(tenses)):
        yield f"tense={tense}"
    yield f"first verb={tenses[0]}"


def _figures(sentence: Sentence) -> Iterator[str]:
    for time in sentence.times:
        yield f"time={time.granularity or 'words'}"
        yield f"time={'duration' if time.duration else 'ahead' if time.ahead else 'point'}"
        if time.constraint:
            yield "time=constraint"
    if not sentence.times:
        yield "timeless"
    if sentence.numbers:
        yield "number"
    for number in sentence.numbers:
        if number.counted >= 0:
            for kind in sorted(sentence.tokens[number.counted].kinds):
                yield f"number={kind}"
