"""Who «he» and «the minister» are, and which mentions tell of one event."""

from __future__ import annotations

import msgspec

from waqai.coding.drafts import Draft
from waqai.coding.events import SentenceEvents
from waqai.coding.participants import Party, Resolver
from waqai.coding.pronouns import Antecedents, agrees
from waqai.languages.analysis import Phrase, Sentence
from waqai.languages.vocabulary import Vocabulary
from waqai.records import Participant, Place, Reason

_MEMORY = 200
#: sentences after the title in which the story that it heads is told
_LEAD = 2
_PEOPLE = frozenset({"person", "title"})
_BODIES = frozenset({"institution", "government", "force", "group", "media", "state"})
_DOMESTIC = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF AGR BUS CVL EDU ELI JRN LAB MED OPP PRE REL SOC REF CRM".split()
)
#: kinds of names that show where a report plays, and those that show where a sentence does
_LOCAL = frozenset({"place", "country", "adjective", "organisation", "office"})
_SITES = frozenset({"place"})
_PROTESTING = frozenset({"PROTEST"})
_SUFFERED = frozenset({"ASSAULT", "COERCE", "AID"})
#: acts that have two sides, and codes of those that are no side of anything
_TWO_SIDED = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE", "ASSAULT"})
_NO_SIDES = frozenset({"MNC", "NGO", "IMG", "ISM"})
_BODIES_OF_STATES = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})


class Coreference:
    """Resolves bare titles, surnames, pronouns and dropped subjects inside one report."""

    def __init__(self, resolver: Resolver, vocabulary: Vocabulary) -> None:
        self._resolver = resolver
        self._vocabulary = vocabulary
        self._antecedents = Antecedents(resolver)
        self._last: dict[str, Draft] = {}
        self._pair: list[Party] = []
        self._country: str | None = None
        self._scene = ""

    def resolve(self, events: SentenceEvents) -> None:
        """Give the participants of the sentence's drafts what their antecedents tell."""
        for draft in events.drafts:
            draft.actors = self._resolved(draft, draft.actors, "actors")
            draft.recipients = self._resolved(draft, draft.recipients, "recipients")
            self._resolve_counterparts(draft)
            if not draft.actors and not draft.recipients:
                self._resume(draft)
            if draft.actors:
                self._last[draft.type] = draft
            self._note_pair(draft)
        self._antecedents.note(events.sentence)

    def _resolve_counterparts(self, draft: Draft) -> None:
        """Give «نظيره» the office of the one it is the counterpart of."""
        everybody = [*draft.actors, *draft.recipients]
        for parties, field in ((draft.actors, "actors"), (draft.recipients, "recipients")):
            for index, party in enumerate(parties):
                if party.head not in self._vocabulary.counterparts or not party.participant.country:
                    continue
                other = next((rival for rival in everybody if rival is not party and rival.participant.sector), None)
                if other is not None and not party.participant.entity:
                    parties[index] = self._resolver.counterpart(party, other)
                    draft.because.append(Reason(field, "counterpart of", "", other.participant.text))

    def _resume(self, draft: Draft) -> None:
        """«المشاورات», «اللقاء»: a definite meeting with nobody named is the one told of before."""
        earlier = self._last.get(draft.type)
        token = draft.sentence.tokens[draft.predicate.token]
        if earlier is None or draft.type != "CONSULT" or draft.predicate.kind != "noun" or not token.definite:
            return
        if draft.mode == "visit" and token.number == "p":
            return  # «الزيارات»: visits in general, not the one told of
        for party in earlier.actors:
            participant = msgspec.structs.replace(party.participant, text=None)
            draft.actors.append(party._replace(participant=participant, phrase=None))
        draft.resumed = True
        draft.because.append(Reason("actors", "the meeting told of before", "", earlier.trigger))

    def _resolved(self, draft: Draft, parties: list[Party], field: str) -> list[Party]:
        found: list[Party] = []
        for party in parties:
            both = self._both_sides(party) if party.number == "d" else []
            if both:
                found += both
            elif "pronoun" in party.kinds:
                found += self._of_pronoun(draft, party, field)
            else:
                found.append(self._with_antecedent(draft, party, field))
        return found

    def _with_antecedent(self, draft: Draft, party: Party, field: str) -> Party:
        if party.bare:
            antecedent = self._same_head(draft.sentence, party)
            if antecedent is not None:
                draft.because.append(Reason(field, "same as earlier", "", antecedent.participant.text))
                return _joined(party, antecedent)
        elif "title" in party.kinds and party.participant.country and not party.participant.entity:
            antecedent = self._same_office(draft.sentence, party)
            if antecedent is not None:
                draft.because.append(Reason(field, "same office as earlier", "", antecedent.participant.text))
                return _joined(party, antecedent)
        elif not party.participant.country and not party.participant.entity and party.participant.name_local:
            antecedent = self._same_surname(party)
            if antecedent is not None:
                return _joined(party, antecedent)
        return party

    def _of_pronoun(self, draft: Draft, party: Party, field: str) -> list[Party]:
        """Whom a pronoun or a dropped subject stands for; one that nobody fits is left out."""
        taken = {_identity(other) for other in (*draft.actors, *draft.recipients) if other is not party} - {""}
        told = party.phrase is not None and draft.sentence.tokens[party.phrase.head].pos == "comp"
        found: list[Party] = []
        if draft.speaker is not None and ("speaker" in party.kinds or (told and agrees([draft.speaker], party))):
            found = [draft.speaker]
        elif "speaker" not in party.kinds:
            found = self._antecedents.of(draft, party, taken)
            last = None if found else self._last_before(draft, party)
            found = found if last is None else [last]
        known = [one.participant for one in found if _identity(one) or one.participant.sector]
        if not known:
            return [party] if party.participant.text is not None else []
        resolved = []
        for antecedent in found:
            draft.because.append(Reason(field, "pronoun or dropped subject", "", antecedent.participant.text))
            text = party.participant.text
            if text is None and draft.predicate.kind == "noun" and antecedent.sentence is draft.sentence:
                text = antecedent.participant.text
            participant = msgspec.structs.replace(antecedent.participant, text=text)
            same = (antecedent.head, antecedent.gender, antecedent.number)
            resolved.append(Party(participant, antecedent.kinds, draft.sentence, None, *same))
        return resolved

    def _recent(self) -> list[Party]:
        """The parties named last, the latest first; what is further back is forgotten (and the work bounded)."""
        return self._resolver.history[: -_MEMORY - 1 : -1]

    def _last_before(self, draft: Draft, party: Party) -> Party | None:
        """The last person or body named before the draft whose gender and number do not clash."""
        limit = (draft.sentence.number, draft.predicate.token)
        taken = {_identity(other) for other in (*draft.actors, *draft.recipients) if other is not party} - {""}
        for rival in self._recent():
            if (
                rival.phrase is None
                or (rival.sentence.number, rival.phrase.start) >= limit
                or _identity(rival) in taken
            ):
                continue
            if draft.sentence.number - rival.sentence.number > 2:
                return None
            if rival.phrase.prep and rival.sentence is draft.sentence and not (party.phrase is not None and taken):
                continue
            if self._fits(rival, party) and agrees([rival], party):
                return rival
        return None

    def _fits(self, rival: Party, party: Party) -> bool:
        if not rival.kinds & (_PEOPLE | _BODIES | {"name"}):
            return False
        if party.gender and rival.gender and party.gender != rival.gender:
            return False
        if party.gender == "f" and rival.kinds & {"person"} and not rival.gender and rival.participant.entity:
            return False
        plural = party.number in {"p", "d"}
        return not plural or rival.number in {"p", "d", ""}

    def _same_head(self, sentence: Sentence, party: Party) -> Party | None:
        limit = (sentence.number, party.phrase.start if party.phrase is not None else 0)
        for rival in self._recent():
            if rival.phrase is None or (rival.sentence.number, rival.phrase.start) >= limit:
                continue
            if rival.head == party.head and not rival.bare:
                return rival
            titled = rival.participant.role and party.head and party.phrase is not None and rival.kinds & _PEOPLE
            if titled and _has_lemma(rival.sentence, rival.phrase, party.head):
                return rival
        return None

    def _same_office(self, sentence: Sentence, party: Party) -> Party | None:
        """«الوزير الجزائري» after «وزير الخارجية الجزائري فلان»."""
        if party.participant.name_local or party.phrase is None:
            return None
        limit = (sentence.number, party.phrase.start)
        for rival in self._recent():
            if rival.phrase is None or (rival.sentence.number, rival.phrase.start) >= limit:
                continue
            named = rival.participant.entity and rival.kinds & {"title", "person"}
            compatriot = rival.participant.country == party.participant.country
            if named and compatriot and _has_lemma(rival.sentence, rival.phrase, party.head):
                return rival
        return None

    def _same_surname(self, party: Party) -> Party | None:
        """A later bare surname: the last word of a name given in full before."""
        wanted = party.participant.name_local.split()
        for rival in self._recent():
            name = rival.participant.name_local.split()
            if rival is not party and len(name) > len(wanted) and name[-len(wanted) :] == wanted:
                return rival
        return None

    def _both_sides(self, party: Party) -> list[Party]:
        """«الجانبان»: the two sides are the last two different states or bodies that acted."""
        if party.head not in self._vocabulary.both_sides or party.participant.country:
            return []
        sides: list[Party] = self._pair[::-1]
        for rival in self._recent() if not sides else ():
            country = rival.participant.country
            if country and country not in _NO_SIDES and all(country != side.participant.country for side in sides):
                sides.append(rival)
            if len(sides) == 2:
                break
        if len(sides) < 2:
            return []
        return [
            Party(
                Participant(party.participant.text, country=side.participant.country, sector="GOV"),
                party.kinds,
                party.sentence,
                party.phrase,
                party.head,
            )
            for side in reversed(sides)
        ]

    def _note_pair(self, draft: Draft) -> None:
        """Remember the two sides of a meeting, treaty or fight, whom «الجانبان» means later."""
        sides: list[Party] = []
        for party in (*draft.actors, *draft.recipients):
            country = party.participant.country
            if country and country not in _NO_SIDES and all(country != side.participant.country for side in sides):
                sides.append(party)
        if draft.type in _TWO_SIDED and len(sides) == 2:
            self._pair = sides

    # -- countries ---------------------------------------------------------------------------------

    def settle_countries(self, events: SentenceEvents, sentences: list[Sentence]) -> None:
        """Police, soldiers or victims of no stated country belong to the event's country, else to the scene's.

        The scene is the country whose places the sentence names, else the one that the report is mostly about, else
        the last scene.  A country that the event already gives to somebody is not lent to a government.
        """
        if self._country is None:
            self._country = _main_country(sentences)
        here = _only(_countries_of(events.sentence, _SITES))
        self._scene = here or self._scene
        scene = here or self._country or self._scene
        for draft in events.drafts:
            place = draft.place.country if isinstance(draft.place, Place) else ""
            country = place or scene
            for parties, field in ((draft.actors, "actors"), (draft.recipients, "recipients")):
                for index, known in enumerate(parties):
                    if not _is_domestic(known):
                        continue
                    party = known
                    if _is_anybody(known, draft.type, field):
                        party = self._civilian(draft, parties, index, field)
                    if not country or self._comes_from_elsewhere(party):
                        continue
                    taken = any(
                        other is not party and other.participant.country == country
                        for other in (*draft.actors, *draft.recipients)
                    )
                    if taken and party.participant.sector == "GOV":
                        continue
                    participant = msgspec.structs.replace(party.participant, country=country)
                    parties[index] = party._replace(participant=participant)
                    why = "country of the event" if place else "country of the scene"
                    draft.because.append(Reason(field, why, country))

    def _comes_from_elsewhere(self, party: Party) -> bool:
        """«طائرات التحالف», «المقاتلات»: who bombs a country is mostly not of it."""
        if party.head in self._vocabulary.machines or party.head in self._vocabulary.alliances:
            return True
        return party.phrase is not None and any(
            _has_lemma(party.sentence, party.phrase, lemma) for lemma in self._vocabulary.alliances
        )

    def _civilian(self, draft: Draft, parties: list[Party], index: int, field: str) -> Party:
        party = parties[index]
        participant = msgspec.structs.replace(party.participant, sector="CVL")
        parties[index] = party = party._replace(participant=participant)
        draft.because.append(Reason(field, "people of no stated group", "CVL", participant.text))
        return party

    # -- events ------------------------------------------------------------------------------------

    def number(self, drafts: list[Draft]) -> None:
        """Give mentions of one event the same number, counting from 1 in text order."""
        seen: list[Draft] = []
        dates: dict[int, set[tuple[str, str]]] = {}
        count = 0
        for draft in drafts:
            recent = seen[: -_MEMORY - 1 : -1]
            given = draft.when.text is not None and bool(draft.when.start and draft.when.end)
            apart = {event for event in {other.event for other in recent} if given and _is_apart(dates, event, draft)}
            twin = _twin([other for other in recent if other.event not in apart], draft)
            if twin is not None:
                draft.event = twin.event
            else:
                count += 1
                draft.event = count
            if given:
                dates.setdefault(draft.event, set()).add((draft.when.start, draft.when.end))
            seen.append(draft)


def _is_domestic(party: Party) -> bool:
    """Tell whether the party is somebody of no stated country who belongs where the event is."""
    participant = party.participant
    if participant.country or participant.entity or "pronoun" in party.kinds or "media" in party.kinds:
        return False
    if "territory" in party.kinds and party.number == "p":
        return False  # «الدول المانحة»: states are not of one of them
    return (
        participant.sector in _DOMESTIC
        or bool(party.kinds & (_PEOPLE | {"victim", "count"}))
        and not participant.sector
    )


def _is_anybody(party: Party, kind: str, field: str) -> bool:
    """People without any description who suffer something or protest are civilians (codebook, section 3)."""
    return (
        kind in (_SUFFERED if field == "recipients" else _PROTESTING)
        and not party.participant.sector
        and bool(party.kinds & {"person", "victim", "count"})
    )


def _countries_of(sentence: Sentence, kinds: frozenset[str]) -> dict[str, int]:
    """How often each country is named by names of those kinds; capitals that may stand for governments count less."""
    named: dict[str, int] = {}
    for at, token in enumerate(sentence.tokens):
        if token.name is None or token.name.start != at:
            continue
        entry = next((found for found in token.name.entries if found.country and not found.ambiguous), None)
        if entry is None or entry.kind not in kinds or entry.country in _BODIES_OF_STATES:
            continue
        if kinds is _SITES and entry.subkind == "capital":
            continue
        named[entry.country] = named.get(entry.country, 0) + (2 if entry.kind == "place" else 1)
    return named


def _only(named: dict[str, int]) -> str:
    return next(iter(named)) if len(named) == 1 else ""


def _main_country(sentences: list[Sentence]) -> str:
    """The country of more than half of the report's names, or of twice as many as any other."""
    counts: dict[str, int] = {}
    for sentence in sentences:
        for code, times in _countries_of(sentence, _LOCAL).items():
            counts[code] = counts.get(code, 0) + times
    ranked = sorted(counts, key=lambda code: (-counts[code], code))
    if not ranked:
        return ""
    best, second = counts[ranked[0]], counts[ranked[1]] if len(ranked) > 1 else 0
    return ranked[0] if best * 2 > sum(counts.values()) or best >= 2 * second else ""


def _has_lemma(sentence: Sentence, phrase: Phrase, lemma: str) -> bool:
    return any(token.lemma == lemma for token in sentence.tokens[phrase.start : phrase.end])


def _joined(party: Party, antecedent: Party) -> Party:
    known = antecedent.participant
    participant = msgspec.structs.replace(
        party.participant,
        name=known.name,
        name_local=known.name_local,
        country=known.country or party.participant.country,
        sector=known.sector or party.participant.sector,
        entity=known.entity,
        wikidata=known.wikidata,
    )
    return party._replace(participant=participant)


def _is_apart(dates: dict[int, set[tuple[str, str]]], event: int, draft: Draft) -> bool:
    """Tell whether a date that the text gives the event cannot be that of the draft."""
    start, end = draft.when.start, draft.when.end
    return any(until < start or end < since for since, until in dates.get(event, ()))


def _twin(earlier: list[Draft], draft: Draft) -> Draft | None:
    """The earlier mention (the latest stands first) of the draft's event: one by the same word before any other."""
    found = [other for other in earlier if _is_same_event(other, draft)]
    word = draft.predicate.lemma
    return next((other for other in found if other.predicate.lemma == word), found[0] if found else None)


def _is_same_event(first: Draft, second: Draft) -> bool:
    if _heads(first, second):
        return True
    if first.type != second.type or first.mode and second.mode and first.mode != second.mode:
        return False
    if first.status != second.status and "asserted" not in {first.status, second.status}:
        return False
    actors, recipients = _clash(first.actors, second.actors), _clash(first.recipients, second.recipients)
    if actors == 1 or recipients == 1:
        return False
    if first.sentence is second.sentence and first.sentence.part == "text" and actors == 0 and recipients == 0:
        return False
    return (
        actors == 2
        or recipients == 2
        or (second.predicate.kind == "noun" and second.sentence.tokens[second.predicate.token].definite)
    )


def _heads(title: Draft, told: Draft) -> bool:
    """Tell whether the title's act is the one that the first sentences tell of: same type, nobody in the way."""
    if title.sentence.part != "title" or told.sentence.part != "text" or told.sentence.number > _LEAD:
        return False
    if title.type != told.type or "asserted" not in {title.status, told.status}:
        return False
    return _clash(title.actors, told.actors) != 1 and _clash(title.recipients, told.recipients) != 1


def _clash(first: list[Party], second: list[Party]) -> int:
    """0 nothing to compare, 1 different, 2 at least one is the same."""
    one = {_identity(party) for party in first} - {""}
    two = {_identity(party) for party in second} - {""}
    if not one or not two:
        return 0
    return 2 if one & two else 1


def _identity(party: Party) -> str:
    participant = party.participant
    return (
        participant.entity
        or participant.name
        or participant.name_local
        or (f"{participant.country}/{participant.sector}/{party.head}" if participant.country else party.head)
    )
