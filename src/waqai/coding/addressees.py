"""Whom a demand, a reproach or a protest is addressed to, when no slot of its predicate names them.

Whom troops are sent to fight («لمحاربة التنظيم»), who is to do what is demanded («يجب أن توفر الدول …»), whose act is
condemned («دانت … القرار الإسرائيلي»), before whose house people protest («أمام السفارة التونسية») are recipients
(codebook, section 3).
"""

from __future__ import annotations

from collections.abc import Iterator

from waqai.coding.drafts import Draft
from waqai.coding.participants import Party, Resolver
from waqai.languages.analysis import Phrase, Sentence
from waqai.languages.vocabulary import Vocabulary
from waqai.records import Participant, Reason

_ACTING = frozenset({"person", "group", "force", "government", "institution", "title", "name", "state"})
_OWN_CLAUSE = frozenset({"VS", "SV"})
#: roles of phrases that say where people protest and what against
_AGAINST = frozenset({"place", "topic"})


def add_addressees(drafts: list[Draft], resolver: Resolver, vocabulary: Vocabulary) -> None:
    """Give those drafts that have no recipient the one that their content, object or place names."""
    for draft in drafts:
        if draft.type == "ACCUSE":
            _blame(drafts, draft, resolver)
        if draft.recipients:
            continue
        if draft.type == "REQUEST":
            phrases = _who_is_to_act(draft.sentence, draft)
        elif draft.type == "PROTEST":
            phrases = _protested_against(draft, resolver)
        elif draft.type == "MOBILIZE":
            phrases = _fought(draft, vocabulary)
        else:
            continue
        known = {party.participant.text for party in draft.actors}
        for phrase in phrases:
            found = [party for party in resolver.members(draft.sentence, phrase) if party.kinds & _ACTING]
            found = [party for party in found if party.participant.text not in known]
            if found:
                draft.recipients += found
                draft.because.append(Reason("recipients", "addressed by the content", "", found[0].participant.text))
                break


def _who_is_to_act(sentence: Sentence, draft: Draft) -> Iterator[Phrase]:
    """The subject of what is demanded: «طالب بأن يستقيل الوزير», «الدول يجب أن توفر …»."""
    predicate = draft.predicate
    number = sentence.predicate_at.get(predicate.token, -1)
    if predicate.relation == "complement":
        taken = [phrase for other in sentence.predicates for phrase in (other.subject, other.object)]
        for phrase in sentence.phrases:
            adjacent = phrase.end == predicate.token and not phrase.prep
            if adjacent and all(phrase is not other for other in taken):
                yield phrase
    for inner in sentence.predicates:
        if inner.governor != number or inner.relation != "complement" or inner.subject is None:
            continue
        own = inner.subject_order in _OWN_CLAUSE and inner.subject.start > predicate.token
        if own and not sentence.tokens[inner.subject.head].pronoun:
            yield inner.subject
        if own:
            return


def _protested_against(draft: Draft, resolver: Resolver) -> Iterator[Phrase]:
    """The body before whose house they stand, or whose policy they protest against."""
    sentence = draft.sentence
    for role, _, phrase in draft.phrases:
        if role not in _AGAINST:
            continue
        party = resolver.party(sentence, phrase)
        if party.participant.sector == "GOV" and "institution" in party.kinds and "place" not in party.kinds:
            yield phrase
        elif role == "topic":
            for at in range(phrase.head + 1, phrase.end):
                if "government" in sentence.tokens[at].kinds and sentence.tokens[at].sector:
                    yield Phrase(at, phrase.end, at)
                    break


def _fought(draft: Draft, vocabulary: Vocabulary) -> Iterator[Phrase]:
    """Whom troops are sent to fight: «لمحاربة التنظيم», «في الحرب ضد التنظيم»."""
    sentence = draft.sentence
    for phrase in sentence.phrases:
        if phrase.start <= draft.predicate.token:
            continue
        fight = sentence.tokens[phrase.head].base in vocabulary.fighting and phrase.prep in vocabulary.purposes
        if phrase.prep in vocabulary.opposing:
            yield phrase
        elif fight and phrase.possessor >= 0:
            yield Phrase(phrase.possessor, phrase.end, phrase.possessor)


# -- reproaches ------------------------------------------------------------------------------------


def _blame(drafts: list[Draft], draft: Draft, resolver: Resolver) -> None:
    """Whose act is condemned: the nationality that the act has, or who did it by another draft of the sentence."""
    sentence = draft.sentence
    for phrase in _reproached(draft):
        if phrase is None or resolver.party(sentence, phrase).kinds & _ACTING:
            continue
        blamed = _nation_of(sentence, phrase)
        if blamed is not None:
            draft.recipients = [party for party in draft.recipients if party.phrase is not phrase]
            found = [blamed]
        elif draft.recipients:
            return
        else:
            acts = [
                other for other in drafts if other is not draft and phrase.start <= other.predicate.token < phrase.end
            ]
            found = [party for act in acts[:1] for party in act.actors if "pronoun" not in party.kinds]
        known = {party.participant.text for party in (*draft.actors, *draft.recipients)}
        found = [party for party in found if party.participant.text not in known]
        if found:
            draft.recipients += found
            draft.because.append(Reason("recipients", "whose act is condemned", "", found[0].participant.text))
            return


def _reproached(draft: Draft) -> list[Phrase | None]:
    match = draft.matches[0]
    slots = ("object", "possessor") if draft.predicate.kind != "verb" else ("object",)
    return [
        match.fillers[slot].phrase for slot in slots if slot in match.fillers and match.roles.get(slot) == "recipient"
    ]


def _nation_of(sentence: Sentence, phrase: Phrase) -> Party | None:
    """The nationality adjective right after the head of the phrase, as the state that it stands for."""
    for at in range(phrase.head + 1, phrase.end):
        token = sentence.tokens[at]
        entry = token.name.entries[0] if token.name is not None else None
        if entry is not None and entry.kind == "adjective" and entry.country and not entry.ambiguous:
            text = sentence.words(at, at + 1)
            state = Participant(text, entry.name, entry.name_local, entry.country, "GOV", entity=entry.of)
            return Party(state, frozenset({"government"}), sentence, None)
        if token.pos != "adj":
            return None
    return None
