"""Who is meant: a noun phrase becomes a participant with country, sector, name, role and entity."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from waqai.knowledge import Knowledge
from waqai.languages.analysis import NameMatch, Phrase, Sentence, Token
from waqai.languages.vocabulary import Vocabulary
from waqai.records import Participant, Reason

_ENTRY_KINDS: dict[str, frozenset[str]] = {
    "country": frozenset({"government", "place", "state"}),
    "region": frozenset({"place"}),
    "place": frozenset({"place"}),
    "person": frozenset({"person"}),
    "office": frozenset({"title", "person"}),
    "title": frozenset({"title", "person"}),
    "member": frozenset({"person", "group"}),
    "organisation": frozenset({"institution", "group"}),
}
_ORGANISATION_KINDS: dict[str, frozenset[str]] = {
    "armed_group": frozenset({"force", "group"}),
    "force": frozenset({"force", "group"}),
    "ministry": frozenset({"government", "institution"}),
    "government": frozenset({"government", "institution"}),
    "agency": frozenset({"media", "institution"}),
    "broadcaster": frozenset({"media", "institution"}),
    "newspaper": frozenset({"media", "institution"}),
    "website": frozenset({"media", "institution"}),
}
_OFFICES = frozenset({"office", "title"})
_BODIES = frozenset({"UNO", "EUR", "IGO", "NGO"})
_UNKNOWN_NAME = frozenset({"person", "place", "group", "institution", "name"})
_PERSONAL = frozenset({"title", "honorific", "person", "victim"})
_COLLECTIVE = frozenset({"group", "force", "government", "institution", "media"})
_NATION_KINDS = frozenset({"person", "group"})

#: kinds of knowledge entries whose country is that of a phrase which names them
#: things and units that stand for whoever has them
_OWNABLE = frozenset({"place", "building", "vehicle", "force"})
#: sectors of bodies that a general word for troops ("forces of the gendarmerie") takes over
_ARMED = frozenset({"COP", "SPY", "REB", "PRM", "UAF"})
_BELONGING = frozenset({"country", "organisation", "office", "member"})


class Party(NamedTuple):
    """A resolved noun phrase: the participant it makes, the kinds of thing it can be, and why.

    `at` is the token that holds the pronoun or dropped subject, when it is one.
    """

    participant: Participant
    kinds: frozenset[str]
    sentence: Sentence
    phrase: Phrase | None
    head: str = ""
    gender: str = ""
    number: str = ""
    bare: bool = False
    reasons: tuple[Reason, ...] = ()
    at: int = -1


class Resolver:
    """Resolves the noun phrases of one report, remembering who was named before."""

    def __init__(self, knowledge: Knowledge, vocabulary: Vocabulary, date: str) -> None:
        self._knowledge = knowledge
        self._vocabulary = vocabulary
        self._date = date
        self._cache: dict[tuple[int, int, int], Party] = {}
        self.history: list[Party] = []
        self._named: set[str] = set()
        self._countries: set[str] = set()

    def party(self, sentence: Sentence, phrase: Phrase) -> Party:
        """Return what the phrase stands for (its first member, if it is coordinated)."""
        key = (sentence.number, phrase.start, phrase.end)
        found = self._cache.get(key)
        if found is None:
            found = self._resolve(sentence, phrase)
            self._cache[key] = found
        return found

    def members(self, sentence: Sentence, phrase: Phrase) -> list[Party]:
        """Return one party for each member of a coordination.

        Officials without a country are of the country of the one before them («وزير الخارجية المصري ووزير الدفاع»).
        """
        found = [self.party(sentence, part) for part in (phrase, *phrase.conjuncts)]
        for at in range(1, len(found)):
            known, before = found[at].participant, found[at - 1].participant
            if known.country or "title" not in found[at].kinds or "title" not in found[at - 1].kinds:
                continue
            if before.country and before.country not in _BODIES:
                found[at] = found[at]._replace(participant=msgspec.structs.replace(known, country=before.country))
        return found

    def foresee(self, sentences: list[Sentence]) -> None:
        """Note who is named in full in these sentences, so that a surname in the headline before them is known."""
        for sentence in sentences:
            for token in sentence.tokens:
                for entry in token.name.entries if token.name is not None else ():
                    if entry.kind == "person" and not entry.ambiguous:
                        self._named.add(entry.id)
                    if entry.kind in {"country", "adjective"} and not entry.ambiguous:
                        self._countries.add(entry.country)

    def counterpart(self, party: Party, other: Party) -> Party:
        """«نظيره التونسي»: who holds in the party's country the office that `other` holds."""
        mine, theirs = party.participant, other.participant
        entry = self._knowledge.entry(theirs.entity) if theirs.entity else None
        held = self._knowledge.person_at(entry, self._date).office if entry is not None else ""
        prefix = theirs.country.lower()
        office = f"{mine.country.lower()}{held.removeprefix(prefix)}" if prefix and held.startswith(prefix) else ""
        holder = self._knowledge.holder(office, self._date) if office else None
        found = msgspec.structs.replace(mine, sector=mine.sector or theirs.sector)
        if holder is not None and not mine.name_local:
            found = msgspec.structs.replace(
                found, name=holder.name, name_local=holder.name_local, entity=holder.id, wikidata=holder.wikidata
            )
        return party._replace(participant=found)

    def remember(self, sentence: Sentence) -> None:
        """Note the people and bodies that the sentence names, in order, for later reference."""
        for phrase in sentence.phrases:
            head = sentence.tokens[phrase.head]
            if head.kinds & _PERSONAL or head.kinds & _COLLECTIVE or head.name is not None or head.pos == "name":
                party = self.party(sentence, phrase)
                if not party.bare and (party.participant.country or party.participant.name_local):
                    self.history.append(party)
                    self._named.add(party.participant.entity)

    # -- one phrase --------------------------------------------------------------------------------

    def _resolve(self, sentence: Sentence, phrase: Phrase) -> Party:
        tokens = sentence.tokens
        head = tokens[phrase.head]
        if head.pos in {"pron", "prep", "comp"}:
            return self._pronoun(sentence, phrase, head)
        whole = self._partitive(sentence, phrase, head)
        if whole is not None:
            return whole
        owned = self._owned(sentence, phrase, head)
        if owned is not None:
            return owned
        names = _names(tokens, phrase)
        kinds = set(head.kinds)
        entity = self._entity(tokens, phrase, head, names)
        if head.name is not None and head.name.entries[0].kind in _OFFICES:
            kinds |= _ENTRY_KINDS["office"]
        if entity is not None:
            kinds |= entity_kinds(entity)
        elif head.pos == "name" and "person" in kinds:
            kinds.add("name")
        elif head.pos == "name" or (head.pos == "adj" and head.definite and not head.number and head.name is None):
            kinds |= _UNKNOWN_NAME
        elif self._is_nation_plural(head):
            kinds |= _NATION_KINDS
        if head.pos == "num":
            kinds.add("count")
        participant, reasons = self._participant(sentence, phrase, head, names, entity)
        bare = self._is_bare(head, names, participant)
        return Party(
            participant, frozenset(kinds), sentence, phrase, head.lemma, head.gender, head.number, bare, reasons
        )

    def _partitive(self, sentence: Sentence, phrase: Phrase, head: Token) -> Party | None:
        """«عدد من الضباط»: the counted noun is what is meant, the whole phrase is the text."""
        counting = bool(head.kinds & {"count", "unit", "victim"}) or head.pos in {"num", "quant"}
        some = "person" in head.kinds and head.number == "p" and not head.definite and phrase.possessor < 0
        if not counting and not some:
            return None
        end = phrase.end
        for other in sentence.phrases:
            if other.start < end:
                continue
            if other.start > end and other.prep_start != end:
                break  # no phrase further on follows at once
            if other.prep in self._vocabulary.partitive and other is not phrase:
                inner = self.party(sentence, other)
                if "pronoun" in inner.kinds and "victim" in head.kinds:
                    return None
                if some and not counting and not (inner.kinds & _COLLECTIVE and inner.participant.sector):
                    return None
                words = sentence.words(phrase.start, other.end)
                participant = msgspec.structs.replace(inner.participant, text=words)
                kinds = inner.kinds | {"count"}
                return Party(participant, kinds, sentence, phrase, inner.head, inner.gender, "p", False, inner.reasons)
        return None

    def _owned(self, sentence: Sentence, phrase: Phrase, head: Token) -> Party | None:
        """«دورية للشرطة», «مواقع للمتمردين»: a thing or unit whose owner follows stands for its owner."""
        if not head.kinds & _OWNABLE or head.kinds & _PERSONAL or head.name is not None:
            return None
        for other in sentence.phrases:
            if other.start < phrase.end:
                continue
            follows = phrase.end in (other.start, other.prep_start)
            if not follows or other.prep not in self._vocabulary.object_prepositions:
                return None
            owner = self.party(sentence, other)
            if not owner.kinds & (_COLLECTIVE | {"person"}) or not (
                owner.participant.sector or owner.participant.country
            ):
                return None
            words = sentence.words(phrase.start, other.end)
            known = owner.participant
            participant = Participant(words, country=known.country, sector=known.sector)
            kinds = frozenset(head.kinds)
            return Party(
                participant, kinds, sentence, phrase, head.lemma, head.gender, head.number, False, owner.reasons
            )
        return None

    def _pronoun(self, sentence: Sentence, phrase: Phrase, head: Token) -> Party:
        gender, number = self._vocabulary.pronoun(head.pronoun or head.key)
        kinds = frozenset({"pronoun"})
        return Party(Participant(), kinds, sentence, phrase, "", gender, number, True, at=phrase.head)

    def _is_nation_plural(self, head: Token) -> bool:
        return head.pos == "adj" and head.name is not None and head.name.entries[0].subkind in {"mp", "fp", "md"}

    def _entity(self, tokens: list[Token], phrase: Phrase, head: Token, names: list[NameMatch]) -> Any:
        """The knowledge entry that the phrase *is*, not merely mentions."""
        if head.pos == "adj" and head.name is not None:
            entry = head.name.entries[0]
            return entry if entry.kind == "member" else None
        possessed = head.lemma in self._vocabulary.relatives or head.lemma in self._vocabulary.possessed_bodies
        if possessed and head.name is None:
            return None
        titled = bool(head.kinds & _PERSONAL) or (head.name is not None and head.name.entries[0].kind in _OFFICES)
        for match in reversed(names) if titled else ():
            if match.start >= phrase.head and match is not head.name or match.entries[0].kind == "person":
                person = self._person(match, tokens)
                if person is not None:
                    return person
        entry = self.pick(head.name, tokens) if head.name is not None else None
        if entry is not None and entry.kind == "office" and not self._is_former(tokens, phrase):
            unnamed = not any(t.pos == "name" and t.name is None for t in tokens[phrase.head : phrase.end])
            return (self._knowledge.holder(entry.id, self._date) if unnamed else None) or entry
        return entry

    def _person(self, match: NameMatch, tokens: list[Token]) -> Any:
        for entry in match.entries:
            if entry.kind == "person" and (not entry.ambiguous or self._is_supported(entry, match, tokens)):
                return entry
        return None

    def pick(self, match: NameMatch, tokens: list[Token]) -> Any:
        """Return the knowledge entry that a name means here, None when its context does not bear any out."""
        order = ("country", "organisation", "office", "title", "member", "person", "place", "region", "adjective")
        rivals = sorted(
            match.entries,
            key=lambda entry: (
                not self._is_current(entry),
                order.index(entry.kind) if entry.kind in order else 9,
                entry.country not in self._countries,
            ),
        )
        for entry in rivals:
            if not entry.ambiguous or self._is_supported(entry, match, tokens):
                return entry
        return None

    def _is_current(self, entry: Any) -> bool:
        """Tell whether a dated entry (an organisation that changed sides, say) holds at the report's date."""
        if entry.kind != "organisation" or not self._date:
            return True
        return bool((not entry.start or entry.start <= self._date) and (not entry.end or self._date <= entry.end))

    def _is_supported(self, entry: Any, match: NameMatch, tokens: list[Token]) -> bool:
        """An ambiguous name counts after a title or place word, or when it was named in full before."""
        before = tokens[match.start - 1] if match.start else None
        if entry.kind == "place":
            return before is not None and (before.lemma in self._vocabulary.place_words)
        if entry.kind == "person":
            if entry.id in self._named or (before is not None and bool(before.kinds & _PERSONAL)):
                return True
            token = tokens[match.start]
            unlisted = token.pos == "name" and "person" in token.kinds  # a word that can only be somebody's name
            return unlisted and self._bearer(match) is entry
        return False

    def _bearer(self, match: NameMatch) -> Any:
        """Who a bare surname means: the only one of that name in office at the report's date, or the only one at all.

        Family names with an article are too common for the second.
        """
        people = [entry for entry in match.entries if entry.kind == "person"]
        serving = [entry for entry in people if self._knowledge.offices_of(entry, self._date)] if self._date else []
        if len(serving) == 1:
            return serving[0]
        return people[0] if len(people) == 1 and "al-" not in people[0].name.casefold() else None

    def _participant(
        self, sentence: Sentence, phrase: Phrase, head: Token, names: list[NameMatch], entity: Any
    ) -> tuple[Participant, tuple[Reason, ...]]:
        tokens = sentence.tokens
        words = sentence.words(phrase.start, phrase.end)
        country, why = self._country(names, entity, phrase.head)
        sector = self._sector(tokens, phrase, head, names, entity)
        name, local, role, identifier, wikidata = "", "", "", "", ""
        if entity is not None and entity.kind in {"person", "organisation", "country", "place"}:
            name, local, identifier, wikidata = entity.name, entity.name_local, entity.id, entity.wikidata
        if entity is not None and entity.kind == "person":
            held = self._knowledge.person_at(entity, self._date)
            country, sector = held.country or country, held.sector or sector
            role = held.role
        office = head.name is not None and head.name.entries[0].kind in _OFFICES
        if (head.kinds & {"title", "person"} and head.pos != "name") or office:
            role = self._role(sentence, phrase, names, entity) or role
            if entity is None:
                holder = self._holder(sentence, phrase, head, country)
                if holder is not None:
                    name, local, identifier, wikidata = holder.name, holder.name_local, holder.id, holder.wikidata
                    why = (*why, Reason("name", "office holder at the report's date", holder.id))
                else:
                    local = _trailing_name(sentence, phrase)
        elif entity is None and head.pos == "name":
            local = _own_name(sentence, phrase)
        if self._is_former(tokens, phrase) and head.kinds & {"title"}:
            sector = "ELI"
        if country in _BODIES and sector not in {"MIL", "COP"}:
            sector = ""
        participant = Participant(words, name, local, country, sector, role, identifier, wikidata)
        return participant, why

    def _country(self, names: list[NameMatch], entity: Any, head: int) -> tuple[str, tuple[Reason, ...]]:
        if entity is not None and entity.country and entity.kind != "place":
            return entity.country, (Reason("country", "knowledge", entity.id),)
        sure = [
            entry
            for match in names
            for entry in match.entries
            if entry.country and (not entry.ambiguous or (entry.kind == "adjective" and match.start > head))
        ]
        for entry in sure:
            if entry.kind == "adjective":
                return entry.country, (Reason("country", "adjective", entry.id),)
        for entry in sure:
            if entry.kind in _BELONGING:
                return entry.country, (Reason("country", "named in the phrase", entry.id),)
        for match in names:
            if match.entries[0].kind == "person":
                role = self._knowledge.person_at(match.entries[0], self._date)
                if role.country and not match.entries[0].ambiguous:
                    return role.country, (Reason("country", "person in the phrase", match.entries[0].id),)
            for entry in match.entries:
                if entry.kind == "place" and entry.country and not entry.ambiguous:
                    return entry.country, (Reason("country", "place in the phrase", entry.id),)
        return "", ()

    def _sector(self, tokens: list[Token], phrase: Phrase, head: Token, names: list[NameMatch], entity: Any) -> str:
        if entity is not None and entity.kind == "country":
            return "GOV"
        if entity is not None and entity.kind == "place":
            return "GOV" if entity.subkind == "capital" else ""
        if entity is not None and entity.kind in {"organisation", "member", "office"} and entity.sector:
            return str(entity.sector)
        if self._is_nation_plural(head):
            return "CVL"
        body = self._body(names)
        if body and (head.kinds & _PERSONAL or head.lemma in self._vocabulary.possessed_bodies or not head.sector):
            return body
        rest = next((t.sector for t in tokens[phrase.head + 1 : phrase.end] if t.sector), "")
        if rest and (head.lemma in self._vocabulary.relational or (head.sector == "MIL" and rest in _ARMED)):
            return rest
        if head.sector == "GOV" and "institution" in head.kinds and _follows_people(tokens, phrase):
            return tokens[phrase.head + 1].sector  # «لجنة الأطباء»
        if head.lemma in self._vocabulary.relational and _leads_association(tokens, phrase):
            return ""
        if head.sector:
            return head.sector
        return next((t.sector for t in tokens[phrase.start : phrase.end] if t.sector), "")

    def _body(self, names: list[NameMatch]) -> str:
        """The sector of an organisation named inside the phrase: «قيادي في حزب …», «مقاتلو …»."""
        for match in names:
            for entry in match.entries:
                if (
                    entry.kind in {"organisation", "member"}
                    and entry.sector
                    and not entry.ambiguous
                    and self._is_current(entry)
                ):
                    return str(entry.sector)
        return ""

    def _role(self, sentence: Sentence, phrase: Phrase, names: list[NameMatch], entity: Any) -> str:
        end = phrase.end
        for match in names:
            if (
                entity is not None
                and any(entry.id == entity.id for entry in match.entries)
                and match.start > phrase.head
            ):
                end = match.start
        while (
            end - 1 > phrase.head and sentence.tokens[end - 1].pos == "name" and sentence.tokens[end - 1].name is None
        ):
            end -= 1
        while end - 1 > phrase.head and sentence.tokens[end - 1].pos == "punct":
            end -= 1
        return sentence.words(phrase.head, end).text if end > phrase.head else ""

    def _holder(self, sentence: Sentence, phrase: Phrase, head: Token, country: str) -> Any:
        """The holder of the office that the phrase names, when nobody is named in it."""
        title = "title" in head.kinds or (head.name is not None and head.name.entries[0].kind == "title")
        if not country or not title or _trailing_name(sentence, phrase):
            return None
        if self._is_former(sentence.tokens, phrase):
            return None
        keys = [t.key for t in sentence.tokens[phrase.head : phrase.end] if t.pos != "punct"]
        names = [t.name is None or t.name.entries[0].kind not in {"adjective", "country"} for t in
                 sentence.tokens[phrase.head : phrase.end] if t.pos != "punct"]  # fmt: skip
        words = [key for key, plain in zip(keys, names, strict=True) if plain]
        office = self._knowledge.office(words, country, self._date)
        return self._knowledge.holder(office.id, self._date) if office is not None else None

    def _is_former(self, tokens: list[Token], phrase: Phrase) -> bool:
        return any(t.lemma in self._vocabulary.former for t in tokens[phrase.head : phrase.end])

    def _is_bare(self, head: Token, names: list[NameMatch], participant: Participant) -> bool:
        """A definite title or body with nothing that says whose («الوزير», «المجلس», «الجانبان»)."""
        if participant.entity or names or participant.name_local:
            return False
        return (head.definite or bool(head.pronoun)) and bool(head.kinds & (_PERSONAL | _COLLECTIVE))


def _leads_association(tokens: list[Token], phrase: Phrase) -> bool:
    """«رئيس الحركة»: whoever leads a group that is no part of a state is not of the government."""
    following = tokens[phrase.head + 1] if phrase.head + 1 < phrase.end else None
    return following is not None and "group" in following.kinds and not following.sector


def _follows_people(tokens: list[Token], phrase: Phrase) -> bool:
    """«لجنة الأطباء»: a committee of people of one trade, who are no part of a government."""
    following = tokens[phrase.head + 1] if phrase.head + 1 < phrase.end else None
    return following is not None and "person" in following.kinds and following.number == "p" and bool(following.sector)


def entity_kinds(entry: Any) -> frozenset[str]:
    """Return the kinds of thing (docs/data.md) that a knowledge entry is."""
    if entry.kind == "organisation":
        return _ORGANISATION_KINDS.get(entry.subkind, _ENTRY_KINDS["organisation"])
    if entry.kind == "place" and entry.subkind == "capital":
        return frozenset({"place", "government"})
    return _ENTRY_KINDS.get(entry.kind, frozenset())


def _names(tokens: list[Token], phrase: Phrase) -> list[NameMatch]:
    found: list[NameMatch] = []
    for token in tokens[phrase.start : phrase.end]:
        if token.name is not None and (not found or found[-1] is not token.name):
            found.append(token.name)
    return found


def _own_name(sentence: Sentence, phrase: Phrase) -> str:
    """The name that heads a phrase: the person's, without what follows it, else the whole phrase."""
    for start, end in sentence.people:
        if start == phrase.head:
            return sentence.words(start, end).text
    return sentence.words(phrase.start, phrase.end).text


def _trailing_name(sentence: Sentence, phrase: Phrase) -> str:
    """The unknown personal name that ends a titled phrase, as written."""
    start = phrase.end
    while (
        start - 1 > phrase.head and sentence.tokens[start - 1].pos == "name" and sentence.tokens[start - 1].name is None
    ):
        start -= 1
    return sentence.words(start, phrase.end).text if start < phrase.end else ""
