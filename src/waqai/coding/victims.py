"""Who suffered an attack where the words tell it beside the attack: tolls, «among them», the dead of a headline."""

from __future__ import annotations

from collections.abc import Iterator

from waqai.coding.drafts import Draft
from waqai.coding.participants import Party, Resolver
from waqai.languages.analysis import Phrase, Sentence
from waqai.languages.vocabulary import Vocabulary
from waqai.records import Reason

_VICTIM = frozenset({"victim"})
_PEOPLE = frozenset({"person", "victim", "group", "force", "name", "title"})
_PLACES = frozenset({"place"})
_TARGETS = frozenset({"building", "vehicle", "force", "person", "group", "institution"})
#: how many words may stand between people and «among them»
_NEAR = 2


def add_victims(drafts: list[Draft], resolver: Resolver, vocabulary: Vocabulary) -> None:
    """Give the attacks of one sentence the victims that no slot of their frames holds."""
    acts = {part.token for draft in drafts for part in draft.parts}
    for draft in drafts:
        if draft.type != "ASSAULT":
            continue
        for phrase in (*_tolls(draft, acts), *_before(draft, vocabulary)):
            if _is_victim(draft.sentence, phrase, resolver):
                _add(draft, resolver.members(draft.sentence, phrase), "toll of the attack")
        for party in list(draft.recipients):
            for phrase in _among(draft.sentence, party, vocabulary):
                _add(draft, resolver.members(draft.sentence, phrase), "among the victims")
        if any(party.kinds & _PEOPLE and not party.kinds & _PLACES for party in draft.recipients):
            _leave_out_towns(draft)


def _add(draft: Draft, parties: list[Party], why: str) -> None:
    taken = [party.phrase for party in (*draft.actors, *draft.recipients) if party.phrase is not None]
    for party in parties:
        phrase = party.phrase
        if phrase is None or not party.kinds & _PEOPLE or any(_overlap(phrase, other) for other in taken):
            continue
        draft.recipients.append(party)
        draft.because.append(Reason("recipients", why, "", party.participant.text))


def _leave_out_towns(draft: Draft) -> None:
    """Where people are named as victims, a town is where it happened and not whom it hit."""
    kept = [party for party in draft.recipients if not party.kinds & _PLACES or party.kinds & _TARGETS]
    for party in draft.recipients:
        if party not in kept and party.phrase is not None:
            draft.phrases.append(("place", "", party.phrase))
    draft.recipients = kept


def _overlap(one: Phrase, two: Phrase) -> bool:
    return one.start < two.end and two.start < one.end


def _is_victim(sentence: Sentence, phrase: Phrase, resolver: Resolver) -> bool:
    """Tell whether the phrase counts or names dead, wounded or missing people."""
    if any(token.kinds & _VICTIM for token in sentence.tokens[phrase.start : phrase.end]):
        return True
    return bool(resolver.party(sentence, phrase).kinds & _VICTIM)


def _tolls(draft: Draft, acts: set[int]) -> Iterator[Phrase]:
    """«أوقعت الغارات 40 قتيلا», «هاجموا القرية مخلفين قتلى»: the object of a verb that is no event of its own."""
    sentence = draft.sentence
    trigger = draft.predicate.token
    own = {sentence.predicate_at.get(part.token, -1) for part in draft.parts}
    for predicate in sentence.predicates:
        if predicate.token in acts or predicate.kind == "noun" or predicate.object is None:
            continue
        subject = predicate.subject
        caused = subject is not None and subject.start <= trigger < subject.end
        left = predicate.kind == "participle" and predicate.governor in own
        if caused or left:
            yield predicate.object


def _before(draft: Draft, vocabulary: Vocabulary) -> Iterator[Phrase]:
    """«61 قتيلا في تفجيرات»: the dead stand before the attack that killed them."""
    phrase = draft.predicate.phrase
    if draft.predicate.kind != "noun" or phrase is None or phrase.prep not in vocabulary.causes:
        return
    for other in draft.sentence.phrases:
        if other.end == phrase.prep_start and not other.prep:
            yield other.conjunct_of or other


def _among(sentence: Sentence, party: Party, vocabulary: Vocabulary) -> Iterator[Phrase]:
    """The people named after «among them»."""
    if party.phrase is None or party.sentence is not sentence:
        return
    end = party.phrase.end
    for at in range(end, min(end + _NEAR + 1, len(sentence.tokens) - 1)):
        token = sentence.tokens[at]
        if token.lemma in vocabulary.among and token.pronoun:
            following = sentence.phrase_at[at + 1]
            if following is not None and not following.prep:
                yield following.conjunct_of or following
            return
        if token.pos not in {"punct", "prep", "adv", "num"}:
            return
