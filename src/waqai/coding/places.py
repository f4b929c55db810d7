"""Where it happened: the most specific named place that the event's own words give it.

In this order: the places among the event's arguments; its object, where the act is done to a place; a place that stands
right after its words or opens its clause; the place of the event that it belongs to.  What is only said (accusations,
demands, praise) happens nowhere but where its own verb says, so that places of the content are not taken for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from waqai.coding.drafts import Draft
from waqai.coding.names import place_end
from waqai.coding.participants import Resolver
from waqai.knowledge import Knowledge
from waqai.languages.analysis import Phrase, Predicate, Sentence, Token
from waqai.languages.vocabulary import Vocabulary
from waqai.records import Place, Precision, Reason, Span

_PRECISION: dict[str, Precision] = {
    "settlement": "settlement",
    "capital": "settlement",
    "district": "settlement",
    "admin1": "admin1",
    "admin2": "admin1",
    "region": "region",
    "sea": "region",
    "strait": "region",
    "country": "country",
}
_FINENESS: tuple[Precision, ...] = ("site", "settlement", "admin1", "region", "country", "")
#: what is done by words alone
_SPOKEN = frozenset({"ACCUSE", "REQUEST", "THREATEN", "SUPPORT", "REJECT", "CONCEDE", "SANCTION", "AGREE"})
#: … about what others do: a place after their object is where that was done
_OF_OTHERS = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT"})
#: acts whose object, when it is a place, is where they happen
_UPON = frozenset({"ASSAULT", "COERCE", "PROTEST", "CONSULT", "MOBILIZE", "RETREAT", "AID", "AGREE"})
_PLACES = frozenset({"place", "country", "region"})
_PLACE_KINDS = frozenset({"place", "territory", "building"})
_SETTLED = frozenset({"settlement", "capital", "district", "camp"})
_FAR = 14
_POPULOUS = 100_000
_MANY = 4


class Placer:
    """Places the drafts of one report; ambiguous names go to the countries that the report names."""

    def __init__(self, knowledge: Knowledge, vocabulary: Vocabulary, resolver: Resolver) -> None:
        self._knowledge = knowledge
        self._vocabulary = vocabulary
        self._countries = Counter(p.participant.country for p in resolver.history if p.participant.country)
        self._near: dict[int, frozenset[str]] = {}
        self._last: Place | None = None
        self._by_word: dict[str, Place] = {}

    def place(self, drafts: list[Draft]) -> None:
        """Give each draft of one sentence its place, None where the sentence names none for it."""
        for draft in drafts:
            found = self._of_arguments(draft)
            rule = "named with the event"
            if found is None and draft.type not in _SPOKEN:
                found, rule = self._carried(draft, drafts) or self._close_by(draft), "named beside the event"
            if found is not None:
                draft.place = found
                draft.because.append(Reason("place", rule, found.name, found.text))
        for draft in drafts:
            self._inherit(draft, drafts)
        if drafts:
            self._remember(drafts[0].sentence)

    # -- where a draft's place may stand -----------------------------------------------------------

    def _of_arguments(self, draft: Draft) -> Place | None:
        sentence = draft.sentence
        found: list[Place] = []
        for part in self._parts(draft):
            for prep, phrase in part.obliques:
                if prep in self._vocabulary.place_prepositions and not self._is_far(draft, part, phrase):
                    found += self._named(sentence, (phrase,), draft)
        best = _finest(found)
        if best is not None and best.precision in {"site", "settlement"}:
            return best
        for role, _, phrase in draft.phrases:
            if role in {"place", "destination"} or (role == "origin" and draft.type == "RETREAT"):
                found += self._named(sentence, (phrase,), draft, sure=True)
        best = _finest(found)
        if best is not None and best.precision in {"site", "settlement"}:
            return best
        return _finest([*found, *self._done_to(draft)])

    def _parts(self, draft: Draft) -> list[Predicate]:
        """The draft's predicates, and the noun for the act that its light verb takes."""
        found = list(draft.parts)
        for role, _, phrase in draft.phrases:
            index = draft.sentence.predicate_at.get(phrase.head, -1) if role == "act" else -1
            if index >= 0 and draft.sentence.predicates[index] not in found:
                found.append(draft.sentence.predicates[index])
        return found

    def _done_to(self, draft: Draft) -> list[Place]:
        """Places to which the act is done: «قصف مدينة حلب», «زيارة عدن», «مدينة عدن التي حررها الجيش»."""
        if draft.type not in _UPON:
            return []
        sentence = draft.sentence
        phrases = [
            party.phrase for party in draft.recipients if party.sentence is sentence and party.phrase is not None
        ]
        for part in self._parts(draft):
            if part.possessor is not None:
                phrases.append(part.possessor)
            if part.relation == "relative" and part.antecedent is not None and part.object_pronoun:
                phrases.append(part.antecedent)
        found: list[Place] = []
        for phrase in phrases:
            moved = phrase.prep in self._vocabulary.movement
            states = draft.type == "CONSULT" or (draft.type in {"AID", "MOBILIZE"} and moved)
            named = self._named(sentence, (phrase,), draft)
            found += [place for place in named if place.precision in {"site", "settlement", "admin1"} or states]
        return found

    def _is_far(self, draft: Draft, part: Predicate, phrase: Phrase) -> bool:
        """Of what is only said the place must stand before its content."""
        if draft.type not in _SPOKEN or phrase.start < part.token:
            return False
        tokens = draft.sentence.tokens
        if any(role in {"content", "topic"} and p.start < phrase.start for role, _, p in draft.phrases):
            return True
        start = phrase.prep_start if phrase.prep_start >= 0 else phrase.start
        parties = [p.phrase for p in (*draft.actors, *draft.recipients) if p.phrase is not None]
        if any(p.end <= start and all(t.pos == "punct" for t in tokens[p.end : start]) for p in parties):
            return draft.type != "AGREE"  # «the coordinator in Sudan urged»: it is the party that is there
        if draft.type in _OF_OTHERS and part.object is not None and part.object.end <= start:
            return True
        return any(t.pos in {"verb", "comp", "rel"} for t in tokens[part.token + 1 : phrase.start])

    def _carried(self, draft: Draft, drafts: list[Draft]) -> Place | None:
        """The place of a verb that tells no event and that the event is the subject, object or antecedent of.

        «هجمات وقعت في سورية», «إضراب يشل الخرطوم», «تعقد في جنيف جولة محادثات».
        """
        sentence, token = draft.sentence, draft.first
        taken = {part.token for other in drafts for part in other.parts}
        for verb in sentence.predicates:
            if verb.kind != "verb" or verb.token in taken:
                continue
            about = [p for p in (verb.subject, verb.object, verb.antecedent) if p is not None]
            if not any(p.start <= token < p.end for p in about):
                continue
            located = [p for prep, p in verb.obliques if prep in self._vocabulary.place_prepositions]
            if verb.object is not None and not verb.object.start <= token < verb.object.end:
                located.append(verb.object)
            found = _finest(self._named(sentence, located, draft))
            if found is not None:
                return found
        return None

    def _close_by(self, draft: Draft) -> Place | None:
        """A place right after the event's words, before the next clause; or one that opens the clause."""
        sentence = draft.sentence
        tokens = sentence.tokens
        others = {p.token for p in sentence.predicates if p.kind == "verb" and p not in draft.parts}
        for at in range(draft.last + 1, min(len(tokens), draft.last + _FAR)):
            attached = at == draft.last + 1 and bool(tokens[at].pronoun)  # «غارة شنتها …» tells more of the raid
            if (at in others and not attached) or self._ends_clause(tokens[at]):
                break
            phrase = sentence.phrase_at[at]
            if phrase is not None and phrase.prep in self._vocabulary.locating:
                found = _finest(self._named(sentence, (phrase,), draft))
                if found is not None and (found.precision != "country" or phrase.prep != self._vocabulary.by):
                    return found
        return self._opening(draft, others)

    def _opening(self, draft: Draft, others: set[int]) -> Place | None:
        sentence = draft.sentence
        for at in range(draft.first - 1, max(-1, draft.first - _FAR), -1):
            if sentence.tokens[at].lemma in self._vocabulary.where_words:
                lead = [p for p in sentence.phrases if p.end in {at, at - 1} and p.start < at]
                return _finest(self._named(sentence, lead, draft, sure=True))
            if at in others or self._ends_clause(sentence.tokens[at]):
                return None
            phrase = sentence.phrase_at[at]
            if phrase is None or phrase.prep not in self._vocabulary.locating:
                continue
            start = min(phrase.start, phrase.prep_start) if phrase.prep_start >= 0 else phrase.start
            before = sentence.tokens[start - 1] if start else None
            if before is None or before.pos == "punct" or self._ends_clause(before):
                return _finest(self._named(sentence, (phrase,), draft))
        return None

    def _ends_clause(self, token: Token) -> bool:
        return token.pos in {"comp", "rel"} or (token.pos == "punct" and token.text in self._vocabulary.stops)

    def _inherit(self, draft: Draft, drafts: list[Draft]) -> None:
        """An event told through another of its sentence («met … during a visit») happens where that one does."""
        if draft.place is not None or draft.type in _SPOKEN - {"AGREE"}:
            return
        for other in drafts:
            if other is draft or not isinstance(other.place, Place) or other.type in _SPOKEN - {"AGREE"}:
                continue
            if _belongs(draft, other) or _belongs(other, draft):
                draft.place = other.place
                draft.because.append(Reason("place", "that of the event it goes with", "", other.trigger))
                return

    # -- what a phrase names -----------------------------------------------------------------------

    def _named(self, sentence: Sentence, phrases: Iterable[Phrase], draft: Draft, *, sure: bool = False) -> list[Place]:
        found = [self._best_of(sentence, phrase, sure) for phrase in phrases]
        return [place for place in found if place is not None and not _is_party(place, draft)]

    def _best_of(self, sentence: Sentence, phrase: Phrase, sure: bool) -> Place | None:
        """What the phrase names; «الأحياء الشرقية من مدينة الفاشر» is named by what follows it."""
        found = self.find(sentence, phrase, sure=sure)
        head = sentence.tokens[phrase.head]
        if (found is not None and found.latitude is not None) or not head.kinds & _PLACE_KINDS:
            return found
        for other in sentence.phrases:
            start = other.prep_start if other.prep_start >= 0 else other.start
            if start == phrase.end and other.prep in {*self._vocabulary.partitive, *self._vocabulary.locating}:
                return self.find(sentence, other) or found
        return found

    def find(self, sentence: Sentence, phrase: Phrase, *, sure: bool = False) -> Place | None:
        """Return the place that a phrase names, the finest if it names several; None if the phrase is no place.

        `sure` tells that the phrase stands where a place is wanted, as after a preposition.
        """
        tokens = sentence.tokens
        head = tokens[phrase.head]
        named = head.name is not None and any(entry.kind in _PLACES for entry in head.name.entries)
        if not (named or head.kinds & _PLACE_KINDS or head.lemma in self._vocabulary.place_words or head.pos == "name"):
            return None
        best: tuple[int, Any, int, int] | None = None
        at = phrase.start
        while at < phrase.end:
            match = tokens[at].name
            if match is not None and match.start == at:
                entry = self._entry(sentence, phrase, match.start, match.entries, sure or bool(phrase.prep))
                if entry is not None:
                    rank = _FINENESS.index(precision_of(entry))
                    if best is None or rank < best[0]:
                        best = (rank, entry, match.start, match.end)
            at += 1
        if best is None:
            return self._of_territory(sentence, phrase) or self._unknown(sentence, phrase)
        _, entry, start, end = best
        return _placed(entry, sentence.words(start, end))

    def _entry(self, sentence: Sentence, phrase: Phrase, start: int, entries: tuple[Any, ...], wanted: bool) -> Any:
        tokens = sentence.tokens
        heads = start == phrase.head and wanted  # after a preposition «سوريا» is no accusative adjective
        if any(entry.kind == "adjective" for entry in entries) and not heads:
            return None
        before = tokens[start - 1] if start > phrase.start else None
        after_word = before is not None and before.lemma in self._vocabulary.place_words
        near = self._hints(sentence)
        places = [e for e in entries if e.kind in _PLACES and (not e.ambiguous or after_word or self._is_likely(
            e, heads, phrase, near))]  # fmt: skip
        if not places:
            return None
        countries = [e for e in places if e.kind == "country"]
        if countries and not after_word:
            return countries[0]
        settled = [e for e in places if e.kind == "place"]
        if not settled:
            return places[0]
        if after_word and all(self._is_elsewhere(entry, near) for entry in settled):
            return None
        kind = self._vocabulary.place_kinds.get(before.lemma, "") if before is not None else ""
        return self._knowledge.resolve_place(settled, self._country_of(settled, near), subkind=kind)

    def _is_likely(self, entry: Any, heads: bool, phrase: Phrase, near: frozenset[str]) -> bool:
        """A large place whose name is also a word («الحديدة») counts after a preposition when its country is named."""
        large = entry.kind == "place" and (entry.population > _POPULOUS or entry.subkind in {"admin1", "capital"})
        known = entry.country in near or self._countries.get(entry.country, 0) > 1
        state = entry.kind == "country" and phrase.end - phrase.start == 1
        return heads and phrase.end - phrase.start == 1 and (state or (large and (known or entry.subkind == "capital")))

    def _is_elsewhere(self, entry: Any, near: frozenset[str]) -> bool:
        """A small place of a country that the report never names is rather an unlisted one of the report's country."""
        named = self._countries.total()
        strange = entry.country not in near and not self._countries.get(entry.country, 0)
        return named > _MANY and strange and entry.population < _POPULOUS and entry.subkind == "settlement"

    def _hints(self, sentence: Sentence) -> frozenset[str]:
        """The countries that the sentence names."""
        found = self._near.get(sentence.number)
        if found is None:
            matches = [t.name for t in sentence.tokens if t.name is not None]
            found = frozenset(
                entry.country
                for match in matches
                for entry in match.entries[:1]
                if entry.kind in {"country", "adjective"} or (entry.kind in {"organisation", "office"})
            ) - {""}
            self._near[sentence.number] = found
        return found

    def _country_of(self, entries: list[Any], near: frozenset[str]) -> frozenset[str]:
        """Of the countries where a place of this name lies: the sentence's, else the one that the report names most."""
        countries = sorted({entry.country for entry in entries})
        here = frozenset(countries) & near
        if here:
            return here
        best = max(countries, key=lambda code: self._countries.get(code, 0))
        return frozenset({best}) if self._countries.get(best, 0) else frozenset()

    def _of_territory(self, sentence: Sentence, phrase: Phrase) -> Place | None:
        """«داخل الأراضي السودانية» is in Sudan, «العاصمة الصومالية» is Mogadishu; «المدينة» the one named last."""
        tokens = sentence.tokens
        head = tokens[phrase.head]
        if head.lemma in self._vocabulary.territories:
            for token in tokens[phrase.head + 1 : phrase.end]:
                for entry in token.name.entries if token.name is not None else ():
                    if entry.kind != "adjective" or not entry.country:
                        continue
                    capital = head.lemma in self._vocabulary.capital_words and head.number != "p"
                    found = self._knowledge.capital(entry.country) if capital else self._knowledge.entry(entry.country)
                    if found is not None:
                        return _placed(found, sentence.words(phrase.head, phrase.end))
        bare = head.definite and phrase.end - phrase.head == 1
        if bare and phrase.end < len(tokens) and not tokens[phrase.end].conj and not tokens[phrase.end].prep:
            match = tokens[phrase.end].name  # «العاصمة عدن»
            if match is not None and match.start == phrase.end and match.entries[0].kind == "place":
                settled = [entry for entry in match.entries if entry.kind == "place"]
                entry = self._knowledge.resolve_place(settled, self._country_of(settled, self._hints(sentence)))
                return _placed(entry, sentence.words(match.start, match.end))
        if bare and head.lemma in self._vocabulary.country_words:
            found = self._knowledge.entry(self._main_country())
            return _placed(found, sentence.words(phrase.head, phrase.end)) if found is not None else None
        if bare and head.lemma in self._vocabulary.capital_words:
            near = self._hints(sentence)
            found = self._knowledge.capital(next(iter(near)) if len(near) == 1 else self._main_country())
            return _placed(found, sentence.words(phrase.head, phrase.end)) if found is not None else None
        second = tokens[phrase.head + 1] if phrase.end - phrase.head > 1 else None
        same = tokens[phrase.start].pos == "dem" or (second is not None and bool(second.pronoun))
        if not bare and not (head.definite and same):
            return None
        before = self._by_word.get(head.lemma)
        if before is None and head.lemma in self._vocabulary.settlement_words:
            before = self._last
        return _replaced(before, sentence.words(phrase.head, phrase.end)) if before is not None else None

    def _unknown(self, sentence: Sentence, phrase: Phrase) -> Place | None:
        """«مخيم ويفل»: a place that nobody lists, in the country that is named beside it."""
        tokens = sentence.tokens
        start = phrase.head
        if tokens[start].lemma not in self._vocabulary.site_words:
            return None
        end = place_end(tokens, start, self._vocabulary)
        while start < end - 1 and tokens[start].lemma in self._vocabulary.site_words:
            start += 1
        if start == phrase.head or end > phrase.end + 1 or tokens[start].name is not None:
            return None
        near = self._hints(sentence)
        country = next(iter(near)) if len(near) == 1 else self._main_country()
        kind = self._vocabulary.place_kinds.get(tokens[start - 1].lemma, "")
        words = sentence.words(start, end)
        return Place(words, words.text, country, precision=_PRECISION.get(kind, "site"))

    def _main_country(self) -> str:
        return max(sorted(self._countries), key=lambda code: self._countries[code], default="")

    def _remember(self, sentence: Sentence) -> None:
        """Keep the places that the sentence names, for «the city» and «the same base» later."""
        for phrase in sentence.phrases:
            head = sentence.tokens[phrase.head]
            worded = head.lemma in self._vocabulary.place_words
            if head.name is None and (not worded or head.definite):
                continue
            found = self.find(sentence, phrase)
            if found is None:
                continue
            if worded:
                self._by_word[head.lemma] = found
            if found.precision == "settlement":
                self._last = found


def precision_of(entry: Any) -> Precision:
    """Return the precision that naming this entry reaches."""
    if entry.kind != "place":
        return "country" if entry.kind == "country" else "region"
    return _PRECISION.get(entry.subkind, "site")


def _placed(entry: Any, words: Span) -> Place:
    return Place(
        words,
        entry.name,
        entry.country,
        entry.admin1,
        entry.geonames,
        entry.latitude,
        entry.longitude,
        precision_of(entry),
    )


def _replaced(place: Place, words: Span) -> Place:
    return Place(
        words,
        place.name,
        place.country,
        place.admin1,
        place.geonames,
        place.latitude,
        place.longitude,
        place.precision,
    )


def _finest(places: Iterable[Place]) -> Place | None:
    return min(places, key=lambda place: _FINENESS.index(place.precision), default=None)


def _is_party(place: Place, draft: Draft) -> bool:
    """Tell whether the words of a country are those of an actor: who acts is not where."""
    if place.precision != "country" or place.text is None:
        return False
    return any(
        party.participant.text is not None and party.participant.text.start == place.text.start
        for party in draft.actors
    )


def _belongs(draft: Draft, other: Draft) -> bool:
    """Tell whether the grammar hangs `draft` on `other`, directly or as a coordinate with the same subject."""
    tokens = {part.token for part in other.parts} | {other.predicate.token}
    for part in _chain(draft):
        if 0 <= part.governor < len(draft.sentence.predicates):
            governor = draft.sentence.predicates[part.governor]
            if governor.token in tokens and part.relation != "complement":
                return True
    return False


def _chain(draft: Draft) -> Iterator[Predicate]:
    yield draft.predicate
    yield from (part for part in draft.parts if part is not draft.predicate)
