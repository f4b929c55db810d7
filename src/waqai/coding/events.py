"""Predicates become drafts: frames matched, light verbs joined to their nouns, speech kept apart from acts."""

from __future__ import annotations

import msgspec

from waqai.coding.addressees import add_addressees
from waqai.coding.drafts import Draft, filler_phrases
from waqai.coding.matching import Filler, Match, Matcher
from waqai.coding.participants import Party, Resolver
from waqai.coding.twins import merge_twins
from waqai.coding.victims import add_victims
from waqai.languages.analysis import Phrase, Predicate, Sentence
from waqai.languages.vocabulary import Vocabulary
from waqai.records import Participant, Reason

#: kinds of what can act
_ACTING = frozenset({"person", "group", "force", "government", "institution", "title", "honorific", "victim", "name",
                     "pronoun", "state", "media", "count"})  # fmt: skip
_BODIES = frozenset({"person", "group", "force", "government", "institution", "state", "name"})
_QUALIFIED = frozenset({"force", "government", "institution", "building", "place", "media", "document", "statement",
                        "vehicle"})  # fmt: skip
_INERT = frozenset({"building", "aid", "document", "money", "event", "abstract", "time", "sport"})
_TARGETS = frozenset({"place", "building", "vehicle", "weapon", "territory"})
_PHYSICAL = frozenset({"ASSAULT", "COERCE", "PROTEST"})
#: how far before its relative clause an event noun may stand, in tokens
_NEAR = 12
#: types whose content is part of the speech act and not coded further (codebook, section 7)
_CLOSED = frozenset({"REQUEST", "THREATEN", "AGREE", "REJECT", "CONCEDE"})


class SentenceEvents:
    """The matches and drafts of one sentence."""

    def __init__(
        self,
        sentence: Sentence,
        matches: dict[int, Match],
        drafts: list[Draft],
    ) -> None:
        self.sentence = sentence
        self.matches = matches
        self.drafts = drafts
        self.helpers: dict[int, Match] = {}
        self.ignored: dict[int, Match] = {}
        self.consumed: set[int] = set()
        self.status: dict[int, tuple[str, Match]] = {}
        self.lent: dict[int, list[Match]] = {}


class EventFinder:
    """Finds the drafts of each sentence of a report."""

    def __init__(self, matcher: Matcher, resolver: Resolver, vocabulary: Vocabulary) -> None:
        self.matcher = matcher
        self._resolver = resolver
        self._vocabulary = vocabulary

    def find(self, sentence: Sentence) -> SentenceEvents:
        """Return the sentence's events; helper verbs are joined, contents of speech acts left out."""
        found = SentenceEvents(sentence, {}, [])
        for number, predicate in enumerate(sentence.predicates):
            if _only_qualifies(sentence, predicate, self._vocabulary.notions):
                continue
            event, helper, ignored = self.matcher.match(sentence, predicate)
            if event is not None:
                found.matches[number] = event
            if helper is not None:
                found.helpers[number] = helper
            if ignored is not None:
                found.ignored[number] = ignored
        for number, match in found.helpers.items():
            self._help(found, number, match)
        hidden = self.hidden(found) | self.blocked(found)
        for number, match in found.matches.items():
            if number in found.consumed or number in hidden or _is_avoided(found, number):
                continue
            if not _only_gives_reason(found, number, match):
                found.drafts.append(self._draft(found, number, match))
        for draft in found.drafts:
            self._share_actor(found, draft)
            _share_cause(found, draft)
        found.drafts = merge_twins(found.drafts, self._vocabulary.causes)
        add_victims(found.drafts, self._resolver, self._vocabulary)
        add_addressees(found.drafts, self._resolver, self._vocabulary)
        return found

    # -- helper verbs ------------------------------------------------------------------------------

    def _help(self, found: SentenceEvents, number: int, match: Match) -> None:
        if match.frame.cls == "report":
            return
        role = "effect" if match.frame.cls == "result" else "act"
        given = [filler for slot, held in match.roles.items() if held == role for filler in match.all_fillers(slot)]
        for filler in given:
            for act in self._acts(found, number, filler):
                event = found.matches.get(number)
                if match.frame.cls == "light" and event is not None and event.score > match.score + 1.0:
                    continue
                if match.frame.status == "planned" and event is not None and event.score > match.score:
                    continue
                if match.frame.status == "planned" and _is_told(found.sentence, act):
                    continue
                if match.frame.cls == "light":
                    found.lent.setdefault(act, []).append(match)
                    found.consumed.add(number)
                elif match.frame.cls == "result":
                    found.lent.setdefault(act, []).append(match)
                else:
                    found.status[act] = (match.frame.status or ("denied" if match.frame.cls == "deny" else ""), match)
                    found.lent.setdefault(act, []).append(match)

    def _acts(self, found: SentenceEvents, number: int, filler: Filler) -> list[int]:
        """The event predicates that fill an act slot: nouns in the phrase, or verbs of the complement."""
        sentence = found.sentence
        head = sentence.tokens[filler.phrase.head] if filler.phrase is not None else None
        if head is not None and head.pos in {"pron", "prep"} and head.pronoun:
            return self._before(found, number, head.pronoun)
        if filler.phrase is not None:
            acts = []
            for part in (filler.phrase, *filler.phrase.conjuncts):
                inside = [
                    sentence.predicate_at[at] for at in range(part.start, part.end) if at in sentence.predicate_at
                ]
                acts += [act for act in inside if self._is_event(found, act)][:1]
            return acts
        if filler.pronoun != "clause":
            return self._before(found, number, filler.pronoun)
        acts = []
        for index, predicate in enumerate(sentence.predicates):
            if predicate.governor != number or predicate.relation != "complement":
                continue
            light = found.helpers.get(index)
            if light is not None and light.frame.cls == "light":
                acts += [act for _, inner in filler_phrases(light, "act") for act in self._acts(found, index, inner)]
            elif self._is_event(found, index):
                acts.append(index)
        return acts

    def _before(self, found: SentenceEvents, number: int, pronoun: str) -> list[int]:
        """«هجوم شنته المقاومة», «القصف الذي يقوم به الجيش»: the event noun that a relative clause tells of."""
        sentence, verb = found.sentence, found.sentence.predicates[number]
        feminine = pronoun in self._vocabulary.feminine_pronouns
        for index in sorted(found.matches, key=lambda other: -sentence.predicates[other].token):
            noun = sentence.predicates[index]
            if noun.kind != "noun" or noun.phrase is None or not 0 < verb.token - noun.token < _NEAR:
                continue
            token = sentence.tokens[noun.token]
            if verb.relation != "relative" and (token.definite or noun.phrase.end != verb.token):
                continue
            if (token.gender == "f" or token.number == "p") == feminine:
                return [index]
        return []

    def _is_event(self, found: SentenceEvents, number: int) -> bool:
        return number in found.matches

    # -- contents that are not coded ---------------------------------------------------------------

    def hidden(self, found: SentenceEvents) -> set[int]:
        """Predicates inside the content of a request, threat, promise or refusal."""
        hidden: set[int] = set()
        for number, match in found.matches.items():
            if number not in found.consumed:
                hidden |= self._in_idiom(found, match)
            if match.frame.type not in _CLOSED or number in found.consumed:
                continue
            for _, filler in [*filler_phrases(match, "content"), *filler_phrases(match, "topic")]:
                if filler.phrase is not None:
                    hidden |= self._inside(found, number, filler.phrase)
                elif filler.pronoun == "clause":
                    hidden |= self._under(found, number)
        return hidden

    def _in_idiom(self, found: SentenceEvents, match: Match) -> set[int]:
        """Event nouns that are part of the predicate itself («وجه دعوة», «وقف إطلاق النار»)."""
        spared = {"recipient", "actor"}
        parts = [filler for _, filler in filler_phrases(match, "act")]
        parts += [
            match.fillers[slot]
            for slot in match.frame.words
            if slot in match.fillers and match.roles.get(slot) not in spared
        ]
        blame = match.frame.type == "ACCUSE"
        tokens = [
            range(part.phrase.start, part.phrase.head + 1 if blame else part.phrase.end)
            for part in parts
            if part.phrase is not None
        ]
        return {i for i, p in enumerate(found.sentence.predicates) if p.kind == "noun" and p is not match.predicate
                and any(p.token in inside for inside in tokens)}  # fmt: skip

    def _inside(self, found: SentenceEvents, number: int, phrase: Phrase) -> set[int]:
        """Event nouns of the content phrase itself and of what is coordinated with it."""
        spans = [range(part.start, part.end) for part in (phrase, *phrase.conjuncts, *phrase.tail_conjuncts)]
        return {
            index
            for index, predicate in enumerate(found.sentence.predicates)
            if predicate.kind == "noun" and index != number and any(predicate.token in span for span in spans)
        }

    def _under(self, found: SentenceEvents, number: int) -> set[int]:
        """Verbs of the content clause, and the event nouns that are their subjects and objects."""
        predicates = found.sentence.predicates
        hidden = {
            i for i, p in enumerate(predicates) if i != number and p.kind != "noun" and _is_under(predicates, i, number)
        }
        owners = [predicates[index] for index in hidden]
        phrases = [phrase for owner in owners for phrase in (owner.subject, owner.object) if phrase is not None]
        nouns = {
            i for i, p in enumerate(predicates) if p.kind == "noun" and any(p.phrase is phrase for phrase in phrases)
        }
        return hidden | nouns

    def blocked(self, found: SentenceEvents) -> set[int]:
        """Event nouns inside the arguments of a predicate that is no event (an accident, a match)."""
        blocked: set[int] = set()
        for match in found.ignored.values():
            for filler in match.fillers.values():
                if filler.phrase is not None:
                    inside = range(filler.phrase.start, filler.phrase.end)
                    blocked |= {
                        i for i, p in enumerate(found.sentence.predicates) if p.kind == "noun" and p.token in inside
                    }
            blocked |= self._caused_by(found, match.predicate)
        return blocked

    def _caused_by(self, found: SentenceEvents, cause: Predicate) -> set[int]:
        """«قتل عامل في انفجار أسطوانة غاز»: what an accident causes is no event either."""
        if cause.phrase is None:
            return set()
        return {
            number
            for number, match in found.matches.items()
            if match.frame.type == "ASSAULT"
            and any(
                prep in self._vocabulary.causes and phrase is cause.phrase for prep, phrase in match.predicate.obliques
            )
        }

    # -- drafts ------------------------------------------------------------------------------------

    def _draft(self, found: SentenceEvents, number: int, match: Match) -> Draft:
        sentence, predicate = found.sentence, match.predicate
        draft = Draft(sentence, predicate, match.frame, predicate.token, predicate.token)
        draft.parts.append(predicate)
        draft.matches.append(match)
        draft.because.append(Reason("type", "frame", f"{match.frame.lemma} ({match.frame.id})", draft.trigger))
        draft.mode = self._mode(sentence, match)
        for slot in match.frame.words:
            filler = match.fillers.get(slot)
            if filler is not None and filler.phrase is not None and filler.phrase.start == predicate.token + 1:
                draft.last = max(draft.last, filler.phrase.head)
        self._fill(draft, match)
        for helper in found.lent.get(number, ()):
            self._borrow(draft, helper)
        status, by = found.status.get(number, ("", None))
        if status and by is not None:
            draft.status = status
            draft.decided = by.frame.kind == "decision"
            draft.because.append(Reason("status", "governed by", by.frame.lemma, sentence.stem(by.predicate.token)))
        elif match.frame.status:
            draft.status = match.frame.status
        elif predicate.adjectives:
            draft.status = self.matcher.status_of(sentence, predicate)
        draft.markers |= predicate.markers
        draft.contexts = list(match.frame.contexts)
        return draft

    def _share_actor(self, found: SentenceEvents, draft: Draft) -> None:
        """«توجه … لتقديم معلومات»: who went is who passes them on."""
        purpose = draft.predicate.relation.removeprefix("oblique:")
        heads = [part.phrase for part in draft.parts if part.phrase is not None]
        if draft.actors or purpose not in self._vocabulary.purposes:
            return
        for other in found.drafts:
            if (
                other is not draft
                and other.actors
                and any(phrase is head for _, phrase in other.predicate.obliques for head in heads)
            ):
                draft.actors = list(other.actors)
                draft.because.append(Reason("actors", "shared with the act it is meant for", other.type, other.trigger))
                return

    def _fill(self, draft: Draft, match: Match) -> None:
        for slot, role in match.roles.items():
            filler = match.fillers.get(slot)
            if filler is None:
                continue
            if role == "actor" and slot == "possessor" and self._is_venue(draft, match, filler):
                draft.phrases.append(("place", slot, filler.phrase))  # type: ignore[arg-type]
            elif role == "actor" and slot == "possessor" and self._is_means(draft, match, filler):
                draft.phrases.append(("means", slot, filler.phrase))  # type: ignore[arg-type]
            elif role == "actor" and slot == "possessor" and self._suffers(draft, match, filler):
                self._add_parties(draft, draft.recipients, filler, slot, "recipients")
            elif role == "actor":
                self._add_parties(draft, draft.actors, filler, slot, "actors")
            elif role == "recipient" and filler.phrase is not None and self._is_mere_place(draft, filler.phrase):
                draft.phrases.append(("destination", slot, filler.phrase))
            elif role == "recipient":
                self._add_parties(draft, draft.recipients, filler, slot, "recipients")
            elif role == "destination" and filler.phrase is not None:
                draft.phrases.append((role, slot, filler.phrase))
                party = self._resolver.party(draft.sentence, filler.phrase)
                if party.kinds & {"government", "person", "force", "institution", "group"}:
                    self._add_parties(draft, draft.recipients, filler, slot, "recipients")
            elif filler.phrase is not None:
                draft.phrases.append((role, slot, filler.phrase))

    def _is_mere_place(self, draft: Draft, phrase: Phrase) -> bool:
        """Help goes *to* a town; its people are not named."""
        kinds = self._resolver.party(draft.sentence, phrase).kinds
        return draft.type not in _PHYSICAL and "place" in kinds and not kinds & _ACTING

    def _is_venue(self, draft: Draft, match: Match, filler: Filler) -> bool:
        """«لقاء الدوحة»: a city after a meeting says where it is, unless it is said with whom."""
        if filler.phrase is None or draft.type != "CONSULT" or self._vocabulary.partners & set(match.fillers):
            return False
        entity = self._resolver.party(draft.sentence, filler.phrase)
        named = "place" in entity.kinds and bool(entity.participant.entity)
        return named and "state" not in entity.kinds and not entity.kinds & {"person", "group"}

    def _is_means(self, draft: Draft, match: Match, filler: Filler) -> bool:
        """«قصف الصواريخ»: the weapon after a verbal noun is what it was done with."""
        if filler.phrase is None or "means" not in match.roles.values():
            return False
        party = self._resolver.party(draft.sentence, filler.phrase)
        return "weapon" in party.kinds and not party.kinds & {"force", "person", "group"}

    def _suffers(self, draft: Draft, match: Match, filler: Filler) -> bool:
        """«قصف المدينة»: the genitive of a verbal noun that cannot act is what the act was done to."""
        if filler.phrase is None or match.roles.get("object") != "recipient":
            return False
        party = self._resolver.party(draft.sentence, filler.phrase)
        if party.participant.country or party.participant.sector or party.head in self._vocabulary.machines:
            return False
        return "place" in party.kinds and not party.kinds & _BODIES or not party.kinds & _ACTING

    def _add_parties(
        self,
        draft: Draft,
        parties: list[Party],
        filler: Filler,
        slot: str,
        field: str,
        owner: Predicate | None = None,
    ) -> None:
        sentence = draft.sentence
        if filler.adjective >= 0:
            found = self._from_adjectives(draft)
        elif filler.phrase is None:
            if filler.pronoun == "clause":
                return
            found = [self._implicit(sentence, owner or draft.predicate, filler.pronoun)]
        else:
            head = sentence.tokens[filler.phrase.head]
            event = filler.phrase.head in sentence.predicate_at and "person" not in head.kinds
            if event and (head.base or head.kinds <= {"act", "event"}) and not head.sector:
                draft.phrases.append((f"act:{field}", slot, filler.phrase))
                return
            found = self._resolver.members(sentence, filler.phrase)
        for one in found:
            party = self._manned(one, field, draft.type)
            if not _may_be(party, field, draft.type):
                continue
            if not any(_same(party, other) for other in parties):
                parties.append(party)
                draft.because.append(Reason(field, f"slot {slot}", "", party.participant.text))

    def _manned(self, party: Party, field: str, kind: str) -> Party:
        """«قصفت طائرات التحالف …»: a war machine that attacks stands for the forces that have it."""
        machine = party.head in self._vocabulary.machines
        if field != "actors" or kind != "ASSAULT" or not machine:
            return party
        sector = party.participant.sector
        crew = msgspec.structs.replace(party.participant, sector="MIL" if sector in {"", "GOV"} else sector)
        return party._replace(participant=crew)

    def _implicit(self, sentence: Sentence, predicate: Predicate, pronoun: str) -> Party:
        token = sentence.tokens[predicate.token]
        kinds = {"pronoun", "speaker" if pronoun in self._vocabulary.speaker_pronouns else pronoun}
        gender, number = self._vocabulary.pronoun(pronoun)
        if pronoun in {"dropped", "shared", "speaker"}:
            gender, number = token.gender, token.number
        return Party(Participant(), frozenset(kinds), sentence, None, "", gender, number, True, at=predicate.token)

    def _from_adjectives(self, draft: Draft) -> list[Party]:
        """«مباحثات مصرية كويتية»: each nationality adjective is a state that acts."""
        found = []
        for at in draft.predicate.adjectives:
            token = draft.sentence.tokens[at]
            if token.name is None or token.name.entries[0].kind != "adjective" or token.name.entries[0].ambiguous:
                continue
            entry = token.name.entries[0]
            participant = Participant(
                draft.sentence.words(at, at + 1),
                entry.name,
                entry.name_local,
                entry.country,
                "GOV" if entry.country else "",
                entity=entry.of,
            )
            found.append(Party(participant, frozenset({"government"}), draft.sentence, None))
        return found

    def _borrow(self, draft: Draft, helper: Match) -> None:
        """Take from the light (or phase, modal, result) verb what the noun itself does not say."""
        draft.parts.append(helper.predicate)
        draft.matches.append(helper)
        draft.markers |= helper.predicate.markers
        if helper.frame.cls in {"light", "result"}:
            self._extend_trigger(draft, helper)
        if helper.frame.cls != "result":
            self._borrow_parties(draft, helper)
            self._borrow_obliques(draft, helper)

    def _borrow_parties(self, draft: Draft, helper: Match) -> None:
        denies = draft.frame.cls == "event" and helper.frame.cls == "deny"
        for slot, role in helper.roles.items():
            filler = helper.fillers.get(slot)
            if filler is None or role not in {"actor", "recipient", "source"}:
                continue
            field = draft.recipients if role == "recipient" else draft.actors
            if role == "source" and (helper.frame.status == "alleged" or (denies and draft.actors)):
                continue
            if role == "actor" and draft.actors and not self._is_mutual(draft):
                if any("pronoun" not in party.kinds for party in draft.actors) or filler.phrase is None:
                    continue
                draft.actors.clear()
            name = "recipients" if role == "recipient" else "actors"
            self._add_parties(draft, field, filler, slot, name, helper.predicate)

    def _is_mutual(self, draft: Draft) -> bool:
        """«أبرمت واشنطن اتفاقا مع موسكو»: the noun names the other side only, the verb's subject is one too."""
        noun = draft.matches[0]
        named = {slot for slot, role in noun.roles.items() if role == "actor" and slot in noun.fillers}
        return draft.type == "CONSULT" or len(draft.actors) == 1 and bool(named & self._vocabulary.partners)

    def _borrow_obliques(self, draft: Draft, helper: Match) -> None:
        noun_roles = draft.matches[0].roles
        for prep, phrase in helper.predicate.obliques:
            role = noun_roles.get(prep, "")
            if prep in helper.roles or any(phrase is other for _, _, other in draft.phrases):
                continue
            if role == "recipient" and not draft.recipients:
                self._add_parties(draft, draft.recipients, Filler(phrase), prep, "recipients")
            elif role == "actor" and prep in self._vocabulary.object_prepositions:
                continue
            elif role == "actor":
                self._add_parties(draft, draft.actors, Filler(phrase), prep, "actors")
            elif role:
                draft.phrases.append((role, prep, phrase))

    def _extend_trigger(self, draft: Draft, helper: Match) -> None:
        """Join verb and noun where they stand together; a split pair keeps the noun (docs/decisions.md)."""
        verb = helper.predicate.token
        if verb + 1 == draft.predicate.token:
            draft.first = verb
        draft.because.append(Reason("type", "light verb", helper.frame.lemma, draft.sentence.stem(verb)))

    def _mode(self, sentence: Sentence, match: Match) -> str:
        for rule in match.frame.modes:
            if rule.slot == "adjective" and any(
                sentence.tokens[at].lemma in rule.words for at in match.predicate.adjectives
            ):
                return rule.mode
            for slot in (rule.slot, "possessor") if rule.slot in {"subject", "object"} else (rule.slot,):
                filler = match.fillers.get(slot)
                phrases = [filler.phrase] if filler is not None and filler.phrase is not None else []
                phrases += [phrase for prep, phrase in match.predicate.obliques if prep == slot]
                if any(_names_word(sentence, phrase, rule.words) for phrase in phrases):
                    return rule.mode
        return match.frame.mode


def _share_cause(found: SentenceEvents, draft: Draft) -> None:
    """«قصفت … ما أدى إلى مقتل عشرة»: who attacked is who killed those that died of it."""
    helper = next((match for match in draft.matches[1:] if match.frame.cls == "result"), None)
    if draft.type != "ASSAULT" or draft.actors or helper is None:
        return
    if helper.predicate.subject is not None and helper.predicate.subject_order != "shared":
        return
    for other in reversed(found.drafts):
        if other is not draft and other.type == "ASSAULT" and other.predicate.token < helper.predicate.token:
            draft.actors = list(other.actors)
            if draft.actors:
                draft.because.append(Reason("actors", "shared with the attack it results from", "", other.trigger))
            return


def _names_word(sentence: Sentence, phrase: Phrase, words: frozenset[str]) -> bool:
    tokens = sentence.tokens
    for part in (phrase, *phrase.conjuncts):
        for at in range(part.start, part.end):
            if tokens[at].lemma in words or tokens[at].key in words:
                return True
            if at + 1 < part.end and f"{tokens[at].lemma} {tokens[at + 1].lemma}" in words:
                return True
    return False


def _is_told(sentence: Sentence, number: int) -> bool:
    """«أصر على أن قواته لم تقصف …»: what is past or did not happen is insisted on, not planned."""
    predicate = sentence.predicates[number]
    return predicate.kind == "verb" and (sentence.tokens[predicate.token].tense == "past" or "neg" in predicate.markers)


def _is_under(predicates: list[Predicate], index: int, governor: int) -> bool:
    """Tell whether a chain of complements leads from `index` up to `governor`."""
    steps = 0
    while index >= 0 and steps < 40:
        predicate = predicates[index]
        if predicate.governor == governor and (predicate.relation != "coordinate"):
            return True
        index, steps = predicate.governor, steps + 1
    return False


def _is_avoided(found: SentenceEvents, number: int) -> bool:
    """«لتفادي غارات», «وقف القصف»: what a noun says is kept from happening is only spoken of."""
    status, by = found.status.get(number, ("", None))
    return status == "negated" and by is not None and by.predicate.kind == "noun" and by.frame.kind == "avoid"


def _only_gives_reason(found: SentenceEvents, number: int, match: Match) -> bool:
    """«أضربوا احتجاجا على …», «وقف دعما ل…»: an indefinite accusative that is no object says why."""
    predicate, sentence = match.predicate, found.sentence
    token = sentence.tokens[predicate.token]
    if predicate.kind != "noun" or not token.accusative or token.definite or not token.base or number in found.lent:
        return False
    if predicate.phrase is None or predicate.phrase.start != predicate.token or predicate.governor < 0:
        return False
    governor = sentence.predicates[predicate.governor]
    return governor.object is not predicate.phrase and governor.subject is not predicate.phrase


def _only_qualifies(sentence: Sentence, predicate: Predicate, notions: frozenset[str]) -> bool:
    """«قوات الاحتلال», «تهمة القتل», «القاعدة المحاصرة»: it only says which body, place, charge or notion is meant."""
    if predicate.kind != "noun" or predicate.phrase is None or _describes(sentence, predicate):
        return predicate.phrase is not None and predicate.kind == "noun"
    if predicate.phrase.head == predicate.token:
        return False
    head = sentence.tokens[predicate.phrase.head]
    return predicate.phrase.head < predicate.token and (bool(head.kinds & _QUALIFIED) or head.lemma in notions)


def _describes(sentence: Sentence, predicate: Predicate) -> bool:
    """«من القاعدة المحاصرة»: after a noun with preposition and article it is an adjective, no feminine verbal noun."""
    token, before = sentence.tokens[predicate.token], sentence.tokens[predicate.token - 1]
    if predicate.token == 0 or not (token.definite and before.definite and token.base) or token.conj or token.prep:
        return False
    phrase = sentence.phrase_at[predicate.token - 1]
    governed = phrase is not None and bool(phrase.prep) and before.pos in {"noun", "adj"}
    return governed and token.gender != "m" and token.number != "p" and (before.gender == "f" or before.number == "p")


def _may_be(party: Party, field: str, kind: str) -> bool:
    """Only people, bodies and states act; places and things are at most attacked or seized."""
    participant = party.participant
    if party.kinds & _ACTING:
        return True
    if (participant.country or participant.sector or participant.entity) and not party.kinds & _INERT:
        return True
    return field == "recipients" and kind in _PHYSICAL and bool(party.kinds & _TARGETS)


def _same(first: Party, second: Party) -> bool:
    return first.participant.text is not None and first.participant.text == second.participant.text
