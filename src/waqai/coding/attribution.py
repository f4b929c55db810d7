"""According to whom: the chain of sources of each draft (codebook, section 6)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from waqai.coding.drafts import Draft
from waqai.coding.events import SentenceEvents
from waqai.coding.matching import Filler, Match
from waqai.coding.participants import Party, Resolver
from waqai.languages.analysis import Phrase, Predicate, Sentence, Token
from waqai.languages.vocabulary import Vocabulary
from waqai.records import Reason, Report, Source, SourceKind, Span

_SPEECH = frozenset({"report", "deny"})
#: kinds of those who can say something
_SPEAKING = frozenset(
    "person title honorific institution government state media group force name pronoun document statement "
    "count victim".split()
)
#: events whose content is a claim of their actor
_CLAIMS = frozenset({"ACCUSE", "THREATEN", "REJECT", "REQUEST"})
#: modes of events that blame somebody for what they name
_ALLEGING = frozenset({"allege"})
#: events that are themselves words
_SPOKEN = _CLAIMS | {"AGREE", "SUPPORT", "CONCEDE"}
_MEDIA_KINDS: dict[str, SourceKind] = {
    "agency": "agency",
    "broadcaster": "broadcaster",
    "newspaper": "outlet",
    "website": "outlet",
}


class Speech(msgspec.Struct):
    """One act of reporting: its links from outer to inner, and whether the speaker keeps a distance."""

    sources: list[Source]
    speaker: Party | None
    commits: bool = True
    match: Match | None = None


class Attributor:
    """Finds the source chain of drafts; remembers the last speaker for sentences that continue."""

    def __init__(self, resolver: Resolver, vocabulary: Vocabulary, report: Report) -> None:
        self._resolver = resolver
        self._vocabulary = vocabulary
        self._report = report
        self._last: Speech | None = None

    def attribute(self, found: SentenceEvents) -> None:
        """Give every draft of the sentence its chain, without the outlet."""
        sentence = found.sentence
        speeches = {n: self._speech(found, n, m) for n, m in found.helpers.items() if m.frame.cls in _SPEECH}
        claims = self._claims(found, speeches)
        whole = self._of_sentence(found, speeches)
        for draft in found.drafts:
            chain = self._governing(found, draft, {**claims, **speeches})
            if not chain:
                chain = self._quoted(found, draft, {**claims, **speeches})
            if not chain and whole is not None and not _is_of(whole, draft):
                chain = [whole]
            if not chain:
                chain = self._own(found, draft, speeches)
            chain = chain + self._relayed(found, chain)
            if chain and self._is_own_word(found, draft, chain[-1]):
                self._speaks_itself(draft, chain[-1].speaker)
                chain = chain[:-1]
            self._give(draft, chain)
            draft.announced = self._announces(found, draft, speeches)
        if speeches:
            self._last = next((s for s in speeches.values() if s.sources), self._last)
        elif not found.drafts and not sentence.quotations:
            self._last = None

    def _is_own_word(self, found: SentenceEvents, draft: Draft, speech: Speech) -> bool:
        """«قال … إن …، وطالب …», «…، داعيا …»: what the speaker does in words besides is told by the report itself."""
        predicate, match = draft.predicate, speech.match
        if draft.type not in _SPOKEN or match is None or match.predicate not in found.sentence.predicates:
            return False
        if predicate.token <= match.predicate.token:
            return False
        if predicate.kind == "participle":
            return predicate.relation == "circumstance" and predicate.governor >= 0
        token = found.sentence.tokens[predicate.token]
        told = found.sentence.tokens[match.predicate.token]
        joined = predicate.kind == "verb" and bool(token.conj) and token.tense == "past" == told.tense
        return joined and subjects_are_shared(predicate) and _is_alike(token, told)

    def _speaks_itself(self, draft: Draft, speaker: Party | None) -> None:
        if speaker is None:
            return
        draft.speaker = speaker
        if not any(party.phrase is not None and party.phrase is not speaker.phrase for party in draft.actors):
            return
        if draft.predicate.kind == "verb":
            participant = msgspec.structs.replace(speaker.participant, text=None)
            draft.actors = [speaker._replace(participant=participant)]
            draft.because.append(Reason("actors", "the speaker", "", speaker.participant.text))

    def _give(self, draft: Draft, chain: list[Speech]) -> None:
        draft.sources = [source for speech in chain for source in speech.sources]
        draft.sources += self._accusers(draft)
        if chain:
            draft.speaker = chain[-1].speaker or draft.speaker
            inner = chain[-1]
            if not inner.commits:
                draft.status = draft.status or "alleged"
                if inner.match is not None:
                    cue = draft.sentence.stem(inner.match.predicate.token)
                    draft.because.append(Reason("status", "source keeps a distance", inner.match.frame.lemma, cue))

    def _accusers(self, draft: Draft) -> list[Source]:
        """«تتهم … بشن هجمات»: who makes the allegation is its source."""
        for match in draft.matches[1:]:
            if match.frame.status == "alleged" and match.frame.cls not in _SPEECH:
                cue = draft.sentence.stem(match.predicate.token)
                parties = [
                    self._filler_party(draft.sentence, filler)
                    for role in ("source", "actor")
                    for filler in match.by_role(role)
                ]
                return [self._link(party, cue) for party in parties[:1] if party is not None]
        return []

    # -- governing verbs ---------------------------------------------------------------------------

    def _governing(self, found: SentenceEvents, draft: Draft, speeches: dict[int, Speech]) -> list[Speech]:
        """Speech verbs that govern the draft, outermost first."""
        predicates = found.sentence.predicates
        chain: list[Speech] = []
        predicate, steps = draft.predicate, 0
        for match in draft.matches[1:]:
            if match.predicate.kind == "verb" and match.frame.cls not in _SPEECH:
                predicate = match.predicate
        inside = draft.predicate.kind == "noun" and predicate is draft.predicate
        while predicate.governor >= 0 and steps < 40:
            steps += 1
            governor = predicate.governor
            if governor in speeches and self._contains(found, predicates[governor], predicate, inside):
                chain.insert(0, speeches[governor])
            predicate = predicates[governor]
            inside = False
        return chain

    def _claims(self, found: SentenceEvents, speeches: dict[int, Speech]) -> dict[int, Speech]:
        """Speech acts that are events («حذر من أن …», «اتهم … بأن …»): their actor says what they contain."""
        claims: dict[int, Speech] = {}
        for number, match in found.matches.items():
            said = match.frame.mode in _ALLEGING or any(f.pronoun == "clause" for f in match.fillers.values())
            if match.frame.type not in _CLAIMS or not said or number in speeches or match.predicate.kind == "noun":
                continue
            cue = found.sentence.stem(match.predicate.token)
            parties = [self._filler_party(found.sentence, filler) for filler in match.by_role("actor")]
            links = [self._link(party, cue) for party in parties[:1] if party is not None and party.kinds & _SPEAKING]
            if links:
                claims[number] = Speech(links, parties[0], match=match)
        return claims

    def _quoted(self, found: SentenceEvents, draft: Draft, speeches: dict[int, Speech]) -> list[Speech]:
        """The last speech verb before the quotation in which the draft stands."""
        token = draft.predicate.token
        inside = [quote.start for quote in found.sentence.quotations if quote.start <= token < quote.end]
        predicates = found.sentence.predicates
        before = [n for n, speech in speeches.items() if inside and speech.sources and predicates[n].token < inside[0]]
        return [speeches[max(before, key=lambda n: predicates[n].token)]] if before else []

    def _own(self, found: SentenceEvents, draft: Draft, speeches: dict[int, Speech]) -> list[Speech]:
        """Who announces its own act is its source too; a speech act made in a document has the document."""
        predicate = draft.predicate
        number = found.sentence.predicate_at.get(predicate.token, -1)
        if number in speeches and predicate.lemma in self._vocabulary.announcing:
            return [speeches[number]]
        if draft.type not in _SPOKEN or predicate.kind != "verb":
            return []
        taken = [filler.phrase for match in draft.matches for filler in match.fillers.values()]
        vehicle = self._vehicle(found.sentence, predicate, found.sentence.stem(predicate.token), taken)
        return [Speech(vehicle, None)] if vehicle else []

    def _announces(self, found: SentenceEvents, draft: Draft, speeches: dict[int, Speech]) -> bool:
        """«أعلنت الحكومة قطع العلاقات»: who announces a verbal noun without a doer does it."""
        predicate = draft.predicate
        if predicate.kind != "noun" or predicate.governor not in speeches or draft.type == "ASSAULT":
            return False
        start = found.sentence.predicates[predicate.governor].complement_start
        if 0 <= start <= predicate.token:
            return False
        verbal = bool(draft.sentence.tokens[predicate.token].base)
        return verbal and self._contains(found, found.sentence.predicates[predicate.governor], predicate, True)

    def _contains(self, found: SentenceEvents, governor: Predicate, predicate: Predicate, noun: bool) -> bool:
        number = found.sentence.predicate_at[governor.token]
        match = found.helpers.get(number)
        if match is None or match.frame.cls not in _SPEECH:
            return _is_alleged(found.matches[number], predicate)
        if predicate.relation == "complement" or (
            governor.complement_start >= 0 and predicate.token >= governor.complement_start
        ):
            return True
        if not noun or predicate.phrase is None:
            return False
        content = [filler.phrase for role in ("content", "act") for filler in match.by_role(role)]
        return any(
            phrase is predicate.phrase or (phrase is not None and predicate.phrase in phrase.conjuncts)
            for phrase in content
        )

    # -- cues of the whole sentence ----------------------------------------------------------------

    def _of_sentence(self, found: SentenceEvents, speeches: dict[int, Speech]) -> Speech | None:
        sentence = found.sentence
        for phrase in sentence.phrases:
            if phrase.prep in self._vocabulary.source_prepositions and phrase.conjunct_of is None:
                return self._cited(sentence, phrase)
        colon = self._before_colon(sentence)
        if colon is not None:
            return colon
        for number, predicate in enumerate(sentence.predicates):
            if "source" in predicate.markers and predicate.kind == "verb":
                return speeches.get(number) or self._plain(sentence, predicate)
        for number, speech in speeches.items():
            predicate = sentence.predicates[number]
            if predicate.complement_start < 0 and self._is_trailing(predicate, found.helpers[number]):
                return speech
        if self._continues(sentence, speeches):
            return self._last
        return None

    def _plain(self, sentence: Sentence, predicate: Predicate) -> Speech | None:
        """«حسبما ذكرت الوكالة»: the particle makes any verb one of reporting."""
        if predicate.subject is None:
            return None
        party = self._resolver.party(sentence, predicate.subject)
        return Speech([self._link(party, sentence.stem(predicate.token))], party)

    def _relayed(self, found: SentenceEvents, chain: list[Speech]) -> list[Speech]:
        """«ذكر التلفزيون نقلا عن الوزير أن …»: whom the speaker quotes stands one step further in."""
        if not chain or chain[-1].match is None:
            return []
        for prep, phrase in chain[-1].match.predicate.obliques:
            if prep in self._vocabulary.relaying:
                cited = self._cited(found.sentence, phrase)
                return [cited] if cited is not None else []
        return []

    def _cited(self, sentence: Sentence, phrase: Phrase) -> Speech | None:
        party = self._resolver.party(sentence, phrase)
        cue = sentence.span(phrase.prep_start, phrase.prep_start + 1) if phrase.prep_start >= 0 else None
        if not (
            party.kinds
            & {
                "person",
                "title",
                "institution",
                "government",
                "media",
                "document",
                "statement",
                "group",
                "force",
                "name",
                "pronoun",
            }
        ):
            return None
        links = [self._link(party, cue)]
        inner = self._issuer(sentence, phrase, party)
        return Speech([*links, *inner], party)

    def _issuer(self, sentence: Sentence, phrase: Phrase, party: Party) -> list[Source]:
        """«بيان للوزارة» / «بيان الوزارة»: a document's issuer is the next link inward."""
        if party.head not in self._vocabulary.document_words:
            return []
        if any(token.lemma in self._vocabulary.issuing for token in sentence.tokens[phrase.head : phrase.end + 1]):
            for part in sentence.phrases:
                if (
                    part.prep in self._vocabulary.issuer_prepositions
                    and phrase.end <= part.prep_start <= phrase.end + 1
                ):
                    return [self._link(self._resolver.party(sentence, part), None)]
        genitive = phrase.possessor
        if genitive >= 0:
            inner = self._resolver.party(sentence, Phrase(genitive, phrase.end, genitive))
            if inner.kinds & {"institution", "government", "force", "group", "person", "title"}:
                return [self._link(inner, None)]
        return []

    def _before_colon(self, sentence: Sentence) -> Speech | None:
        """«الكرملين: …» at the start of a headline or sentence."""
        if not sentence.phrases or len(sentence.tokens) < 4:
            return None
        first = sentence.phrases[0]
        if (
            first.start != 0
            or first.prep
            or first.end >= len(sentence.tokens)
            or sentence.tokens[first.end].text != ":"
        ):
            return None
        party = self._resolver.party(sentence, first)
        if _is_country(party) and not _is_direct(sentence):
            return None  # «السودان: قتلى في قصف …»: where the news is from
        if party.kinds & {"person", "title", "institution", "government", "media", "group", "force", "name"} or (
            party.head in self._vocabulary.document_words
        ):
            return Speech([self._link(party, sentence.span(first.end, first.end + 1))], party)
        return None

    def _is_trailing(self, predicate: Predicate, match: Match) -> bool:
        """A speech verb without content of its own that follows what it reports: «…، قال مصدر»."""
        if any(role == "content" and slot in match.fillers for slot, role in match.roles.items()):
            return False
        return predicate.token > 3 and (predicate.relation in {"adverbial", "main"})

    def _continues(self, sentence: Sentence, speeches: dict[int, Speech]) -> bool:
        """A sentence that is a quotation goes on from the last speaker."""
        if self._last is None or speeches:
            return False
        return bool(sentence.quotations) and sentence.quotations[0].start <= 2

    # -- one speech verb ---------------------------------------------------------------------------

    def _speech(self, found: SentenceEvents, number: int, match: Match) -> Speech:
        sentence, predicate = found.sentence, match.predicate
        cue = sentence.stem(predicate.token)
        outer = [self._from_filler(sentence, filler, cue) for filler in match.by_role("channel")]
        subjects = match.by_role("source")
        inner: list[Source] = []
        speaker: Party | None = None
        if match.passive and all(filler.phrase is None for filler in subjects):
            return Speech([], None, match.frame.commits, match)  # «يُعتقد أن …»: nobody in particular says so
        for filler in subjects:
            party = self._filler_party(sentence, filler)
            if party is None or (predicate.kind == "participle" and not party.kinds & _SPEAKING):
                continue
            inner.append(self._link(party, cue))
            if filler.phrase is not None:
                inner += self._issuer(sentence, filler.phrase, party)
            speaker = party
        channels = [
            source
            for source in outer
            if source is not None and source.kind in {"agency", "broadcaster", "outlet", "social_media"}
        ]
        vehicle = self._vehicle(sentence, predicate, cue)
        if not inner or subjects_are_shared(predicate):
            issued = self._issued(found, number)
            if issued is not None:
                return Speech(*issued, match.frame.commits, match)
        if not inner and self._last is not None and match.frame.continues:
            return Speech(self._last.sources, self._last.speaker, match.frame.commits, match)
        return Speech(_without_repeats([*channels, *vehicle, *inner]), speaker, match.frame.commits, match)

    def _issued(self, found: SentenceEvents, number: int) -> tuple[list[Source], Party] | None:
        """«أصدرت الرئاسة بيانا، نقله التلفزيون، أعلن فيه»: the issuer speaks, its carrier comes before."""
        sentence, predicates = found.sentence, found.sentence.predicates
        predicate = predicates[number]
        inside = any(
            prep in self._vocabulary.membership and sentence.tokens[phrase.head].pos == "prep"
            for prep, phrase in predicate.obliques
        )
        if not inside:
            return None
        for earlier in reversed(predicates[:number]):
            document = (
                earlier.object is not None
                and sentence.tokens[earlier.object.head].lemma in self._vocabulary.document_words
            )
            if earlier.kind == "verb" and document and earlier.subject is not None:
                issuer = self._resolver.party(sentence, earlier.subject)
                carriers = [
                    p
                    for p in predicates[:number]
                    if p.object_pronoun and p.subject is not None and p.token > earlier.token
                ]
                cue = sentence.stem(predicate.token)
                media = [
                    self._link(self._resolver.party(sentence, p.subject), sentence.stem(p.token))
                    for p in carriers
                    if p.subject
                ]
                return [*media, self._link(issuer, cue)], issuer
        return None

    def _vehicle(
        self, sentence: Sentence, predicate: Predicate, cue: Span, taken: Sequence[Phrase | None] = ()
    ) -> list[Source]:
        """«قال في بيان»: the document stands between outlet and speaker (unless it is `taken`: what is said)."""
        for prep, phrase in predicate.obliques:
            if any(phrase is other for other in taken):
                continue
            head = sentence.tokens[phrase.head]
            if prep in self._vocabulary.membership and head.lemma in self._vocabulary.document_words:
                return [self._link(self._resolver.party(sentence, phrase), cue)]
            if head.lemma in self._vocabulary.social_words or any(
                t.lemma in self._vocabulary.social_words for t in sentence.tokens[phrase.start : phrase.end]
            ):
                return [Source("social_media", sentence.words(phrase.start, phrase.end), cue=cue)]
        return []

    def _from_filler(self, sentence: Sentence, filler: Filler, cue: Span) -> Source | None:
        if filler.phrase is None:
            return None
        return self._link(self._resolver.party(sentence, filler.phrase), cue)

    def _filler_party(self, sentence: Sentence, filler: Filler) -> Party | None:
        if filler.phrase is not None:
            return self._resolver.party(sentence, filler.phrase)
        if self._last is not None and self._last.speaker is not None and filler.pronoun in {"dropped", "shared"}:
            last = self._last.speaker
            participant = msgspec.structs.replace(last.participant, text=None)
            return Party(participant, last.kinds, sentence, None, last.head, last.gender, last.number)
        return None

    def _link(self, party: Party, cue: Span | None) -> Source:
        participant = party.participant
        return Source(
            self.kind(party), participant.text, participant.name or participant.name_local, participant.entity, cue
        )

    def kind(self, party: Party) -> SourceKind:
        """Return the codebook's kind of a source."""
        vocabulary, participant = self._vocabulary, party.participant
        phrase, sentence = party.phrase, party.sentence
        tokens = sentence.tokens[phrase.start : phrase.end] if phrase is not None else []
        lemmas = {token.lemma for token in tokens}
        if lemmas & vocabulary.social_words and not party.kinds & {"person", "title"}:
            return "social_media"
        medium = _named_medium(tokens)
        if medium and not party.kinds & {"person", "title"}:
            return medium
        if party.head in vocabulary.document_words:
            return "document"
        if party.head in vocabulary.witness_words or lemmas & vocabulary.witness_words:
            return "witness"
        named = bool(participant.name or participant.name_local)
        if party.head in vocabulary.expert_words or lemmas & vocabulary.expert_words:
            return "expert"
        if party.head in vocabulary.anonymous_words and not named:
            return "anonymous"
        if party.kinds & {"media"} and not party.kinds & {"person", "title"}:
            return (
                "agency"
                if party.head in vocabulary.agency_words
                else "broadcaster"
                if party.head in vocabulary.broadcaster_words
                else "outlet"
            )
        if participant.entity and not party.kinds & {"person", "title"}:
            return "institution"
        if party.kinds & {"institution", "force", "group"} and not party.kinds & {"person", "title", "name"}:
            return "institution"
        return "official"


def _is_country(party: Party) -> bool:
    participant = party.participant
    return participant.sector == "GOV" and bool(party.kinds & {"state"})


def _is_direct(sentence: Sentence) -> bool:
    """Tell whether a headline gives somebody's words: in quotation marks or in the first person."""
    return bool(sentence.quotations) or any(token.pos == "verb" and token.person == "1" for token in sentence.tokens)


def _is_alike(one: Token, other: Token) -> bool:
    """Tell whether two verbs may have one subject: a verb before its subject is singular."""
    return one.gender == other.gender and one.person == other.person


def _is_of(speech: Speech, draft: Draft) -> bool:
    """Tell whether the speech verb is the draft's own predicate."""
    return speech.match is not None and any(speech.match.predicate is part for part in draft.parts)


def _is_alleged(claim: Match, predicate: Predicate) -> bool:
    """Tell whether the predicate is what the speech act claims: its clause, or a noun of its topic."""
    fillers = [filler for role in ("topic", "content", "act") for filler in claim.by_role(role)]
    if any(filler.pronoun == "clause" for filler in fillers) and predicate.relation == "complement":
        return True
    if claim.frame.mode not in _ALLEGING:
        return False
    phrases = [filler.phrase for filler in fillers if filler.phrase is not None]
    if any(phrase.start <= predicate.token < phrase.end for phrase in phrases):
        return True
    # «بالوقوف وراء الاغتيالات», «بإدارة شبكات وبالتخطيط لاغتيال …»
    return predicate.kind == "noun" and any(phrase.start <= predicate.token for phrase in phrases)


def _without_repeats(links: list[Source]) -> list[Source]:
    """Keep one link of those that quote the same words, the last one but with the first one's place."""
    kept: list[Source] = []
    for link in links:
        if link.text is None or all(other.text != link.text for other in kept):
            kept.append(link)
    return kept


def _named_medium(tokens: list[Token]) -> SourceKind | None:
    """Return the kind of the first known medium among the words."""
    for token in tokens:
        for entry in token.name.entries if token.name is not None else ():
            if entry.subkind in _MEDIA_KINDS:
                return _MEDIA_KINDS[entry.subkind]
    return None


def subjects_are_shared(predicate: Predicate) -> bool:
    """Tell whether the predicate has no subject of its own."""
    return predicate.subject_order in {"shared", "dropped", ""}


def add_speakers(drafts: list[Draft]) -> None:
    """«يجب أن …», «تقرر إرسال …»: who says it is who demands or decides it."""
    for draft in drafts:
        if (
            (draft.frame.kind == "speaker" or draft.decided or draft.announced)
            and not draft.actors
            and draft.speaker is not None
        ):
            draft.actors.append(draft.speaker)
            draft.because.append(Reason("actors", "the speaker", "", draft.speaker.participant.text))
