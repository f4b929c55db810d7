"""What an event is about: contexts that its type, its participants and the words around it name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from waqai.coding.drafts import Draft
from waqai.coding.participants import Party
from waqai.languages.analysis import Phrase, Token
from waqai.languages.vocabulary import ContextWords, Vocabulary
from waqai.ontology import CONTEXTS
from waqai.records import Reason

_ORDER = {context: number for number, context in enumerate(CONTEXTS)}
#: type, or type and mode -> what such an event is always about
_BY_TYPE: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("SANCTION", "convict"): ("legal",),
    ("SANCTION", "expel"): ("diplomatic",),
    ("SANCTION", "withdraw"): ("diplomatic",),
    ("ACCUSE", "investigate"): ("legal",),
    ("THREATEN", "arrest"): ("legal",),
    ("ASSAULT", "aerial"): ("military",),
    ("ASSAULT", "drone"): ("military",),
    ("ASSAULT", "heavy-weapons"): ("military",),
    ("ASSAULT", "suicide-attack"): ("terrorism",),
    ("ASSAULT", "torture"): ("human_rights",),
    ("ASSAULT", "sexual"): ("human_rights", "gender"),
    ("ASSAULT", "crowd-control"): ("repression",),
    ("MOBILIZE", ""): ("military",),
    ("MOBILIZE", "troops"): ("military",),
    ("MOBILIZE", "weapons"): ("military",),
    ("MOBILIZE", "militia"): ("military",),
    ("RETREAT", "ceasefire"): ("military",),
    ("RETREAT", "disarm"): ("military",),
    ("COERCE", "curfew"): ("repression",),
    ("COERCE", "martial-law"): ("repression",),
    ("COERCE", "censor"): ("rights_freedoms",),
    ("COERCE", "misinformation"): ("misinformation",),
    ("COERCE", "cyber"): ("cyber",),
    ("PROTEST", ""): ("rights_freedoms",),
    ("PROTEST", "demo"): ("rights_freedoms",),
}
_SPEECH = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
#: types by which a head of state or government acts as one
_EXECUTIVE = frozenset({"CONSULT", "AGREE"})
_STRIKING = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_FIGHTERS = frozenset({"MIL", "REB", "UAF", "PRM"})
_FORCEFUL = frozenset({"ASSAULT", "COERCE", "RETREAT", "CONCEDE", "COOPERATE", "AID"})
_SECTORS: Mapping[str, str] = {"JUD": "legal", "LEG": "legislative", "SPY": "intelligence"}
_JIHADIST = "ISM"
_PRIVATE = frozenset({"CVL", "JRN", "CRM", "EDU", "SOC", "LAB"})
_INTERNATIONAL = frozenset({"UNO", "EUR", "IGO", "ARB"})
_UNARMED = frozenset({"beat", "primitive", "sexual", "crowd-control", "torture"})
_STATELESS = frozenset({"", "ISM", "IMG", "MNC"})


def find_contexts(drafts: list[Draft], vocabulary: Vocabulary) -> None:
    """Give each draft, in codebook order, what its frame, type, participants and words say that it is about."""
    if not drafts:
        return
    words = vocabulary.contexts
    named: dict[int, set[str]] = {}
    for draft in drafts:
        tokens, number = draft.sentence.tokens, draft.sentence.number
        if number not in named:
            named[number] = _named(tokens, range(len(tokens)), words.sentence, words.sentence_phrases)
        found = {*draft.contexts, *_BY_TYPE.get((draft.type, draft.mode), ())}
        found |= _from_parties(draft, words)
        spoken = _own_contexts(draft, words) | named[number]
        if spoken - found:
            draft.because.append(Reason("contexts", "words", " ".join(_ordered(spoken - found))))
        draft.contexts = _ordered(_settled(draft, found | spoken, words))


def _ordered(contexts: Iterable[str]) -> list[str]:
    return sorted(contexts, key=lambda context: _ORDER.get(context, len(_ORDER)))


def _settled(draft: Draft, found: set[str], words: ContextWords) -> set[str]:
    """Drop what merely names a participant, add what goes without saying."""
    if "executive" in found and draft.type not in _EXECUTIVE and draft.type not in _STRIKING and draft.mode != "resign":
        found.discard("executive")
    if "diplomatic" in found and draft.type not in _SPEECH | {"SANCTION"} and not _strikes_diplomats(draft, words):
        found.discard("diplomatic")
    if draft.type == "AID" and not found & {"military", "economic"}:
        found.add("human_security")
    return found


def _strikes_diplomats(draft: Draft, words: ContextWords) -> bool:
    """Force is a matter of diplomacy when diplomats or an embassy suffer it."""
    if draft.type not in _STRIKING and draft.type != "PROTEST":
        return False
    struck = {at for party in draft.recipients if party.sentence is draft.sentence for at in _covered(party.phrase)}
    return "diplomatic" in _named(draft.sentence.tokens, sorted(struck), words.own, words.own_phrases)


# -- participants ----------------------------------------------------------------------------------


def _from_parties(draft: Draft, words: ContextWords) -> set[str]:
    found: set[str] = set()
    for party in (*draft.actors, *draft.recipients):
        participant = party.participant
        if participant.sector in _FIGHTERS and (draft.type in _FORCEFUL or participant.sector == "MIL"):
            found.add("military")
        if participant.sector in _SECTORS:
            found.add(_SECTORS[participant.sector])
        if participant.country == _JIHADIST:
            found.add("terrorism")
        if participant.country == "UNO" and participant.sector == "MIL":
            found.add("peacekeeping")
        if _is_leader(party, words):
            found.add("executive")
    if draft.type in _SPEECH and _is_diplomatic(draft):
        found.add("diplomatic")
    if draft.type in {"COERCE", "ASSAULT"} and any(party.participant.sector == "JRN" for party in draft.recipients):
        found.add("rights_freedoms")
    return found


def _is_diplomatic(draft: Draft) -> bool:
    """Words between states or with an international body; talks unless both sides are known to be of one country."""
    actors = [party.participant for party in draft.actors]
    states = {participant.country for participant in actors}
    states = (states | {party.participant.country for party in draft.recipients}) - _STATELESS
    if states & _INTERNATIONAL:
        return True
    if not any(participant.country and participant.sector not in _PRIVATE for participant in actors):
        return draft.type == "CONSULT" and len(states) != 1
    if len(states) < 2:
        tokens = draft.sentence.tokens
        states |= {code for at in _own_tokens(draft) if (code := _state_named(tokens[at]))}
    return len(states) > 1


def _state_named(token: Token) -> str:
    if token.name is None:
        return ""
    entry = token.name.entries[0]
    return str(entry.country) if entry.kind in {"country", "adjective"} and not entry.ambiguous else ""


def _is_leader(party: Party, words: ContextWords) -> bool:
    """A head of state or government: «الرئيس المصري», «ملك البحرين», «الرئيس هادي», «رئيس الوزراء»."""
    if party.phrase is None:
        return False
    tokens, at = party.sentence.tokens, party.phrase.head
    key = tokens[at].lemma
    phrases = words.own_phrases.get(key, ())
    if any(context == "executive" and _follow(tokens, at + 1, rest) for rest, context in phrases):
        return True
    following = tokens[at + 1] if at + 1 < party.phrase.end else None
    if key not in words.leaders or following is None or party.participant.sector != "GOV":
        return False
    if following.name is not None:
        return following.name.entries[0].kind in {"adjective", "country", "person"}
    return following.pos == "name" and tokens[at].definite


# -- words -----------------------------------------------------------------------------------------


def _own_contexts(draft: Draft, words: ContextWords) -> set[str]:
    tokens = draft.sentence.tokens
    own = sorted(_own_tokens(draft))
    found = _named(tokens, own, words.own, words.own_phrases) - {"executive"}
    if draft.type == "ASSAULT" and draft.mode not in _UNARMED:
        found |= _named(tokens, own, words.violence, {})
    return found


def _named(
    tokens: list[Token],
    places: Iterable[int],
    single: Mapping[str, tuple[str, ...]],
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]],
) -> set[str]:
    found: set[str] = set()
    for at in places:
        token = tokens[at]
        lemma, key = token.lemma, token.key
        if lemma in single:
            found.update(single[lemma])
        if lemma in phrases:
            _add_phrases(tokens, at, phrases[lemma], found)
        if key != lemma:
            if key in single:
                found.update(single[key])
            if key in phrases:
                _add_phrases(tokens, at, phrases[key], found)
    return found


def _add_phrases(
    tokens: list[Token], at: int, phrases: tuple[tuple[tuple[str, ...], str], ...], found: set[str]
) -> None:
    for rest, context in phrases:
        if context not in found and _follow(tokens, at + 1, rest):
            found.add(context)


def _follow(tokens: list[Token], start: int, rest: tuple[str, ...]) -> bool:
    if start + len(rest) > len(tokens):
        return False
    return all(word in {token.lemma, token.key} for word, token in zip(rest, tokens[start:], strict=False))


def _own_tokens(draft: Draft) -> set[int]:
    """The tokens of the trigger and of all phrases that depend on it."""
    own = set(range(draft.first, draft.last + 1))
    for part in draft.parts:
        own.add(part.token)
        obliques = (phrase for _, phrase in part.obliques)
        for phrase in (part.subject, part.object, part.object2, part.possessor, *obliques):
            own.update(_covered(phrase))
        if part.kind == "noun":
            own.update(part.adjectives)
    for _, _, phrase in draft.phrases:
        own.update(_covered(phrase))
    for party in (*draft.actors, *draft.recipients):
        if party.sentence is draft.sentence:
            own.update(_covered(party.phrase))
    return own


def _covered(phrase: Phrase | None) -> Iterator[int]:
    if phrase is None:
        return
    for part in (phrase, *phrase.conjuncts, *phrase.apposition, *phrase.tail_conjuncts):
        yield from range(part.start, part.end)
