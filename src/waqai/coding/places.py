"""Where it happened: the most specific named place that the event's clause gives it."""

from __future__ import annotations

from typing import Any

from waqai.coding.drafts import Draft
from waqai.coding.participants import Resolver
from waqai.knowledge import Knowledge
from waqai.languages.analysis import Phrase, Sentence
from waqai.languages.vocabulary import Vocabulary
from waqai.records import Place, Precision, Reason, Span

_MOVES = frozenset({"origin", "destination"})
_PRECISION: dict[str, Precision] = {
    "settlement": "settlement",
    "capital": "settlement",
    "district": "settlement",
    "admin1": "admin1",
    "admin2": "admin1",
    "region": "region",
    "country": "country",
}


class Placer:
    """Places the drafts of one report; ambiguous names go to the countries that the report names."""

    def __init__(self, knowledge: Knowledge, vocabulary: Vocabulary, resolver: Resolver) -> None:
        self._knowledge = knowledge
        self._vocabulary = vocabulary
        self._hints = {p.participant.country for p in resolver.history if p.participant.country}

    def place(self, drafts: list[Draft]) -> None:
        """Give each draft its place, None where the sentence names none for it."""
        for draft in drafts:
            found = self._of_arguments(draft)
            if found is not None:
                draft.place = found
                draft.because.append(Reason("place", "named with the event", found.name, found.text))

    def _of_arguments(self, draft: Draft) -> Place | None:
        sentence = draft.sentence
        best: Place | None = None
        for part in draft.parts:
            for prep, phrase in part.obliques:
                if prep not in self._vocabulary.place_prepositions:
                    continue
                for member in (phrase, *phrase.conjuncts):
                    found = self.find(sentence, member)
                    if found is not None and (best is None or _fineness(found) < _fineness(best)):
                        best = found
                if best is not None and best.precision in {"site", "settlement"}:
                    return best
        for role, _, phrase in draft.phrases:
            if role in {"place", "destination"}:
                found = self.find(sentence, phrase)
                if found is not None and (best is None or _fineness(found) < _fineness(best)):
                    best = found
        return best

    def find(self, sentence: Sentence, phrase: Phrase) -> Place | None:
        """Return the place that a phrase names, the finest if it names several."""
        best: tuple[int, Any, int, int] | None = None
        for token in sentence.tokens[phrase.start : phrase.end]:
            if token.name is None:
                continue
            entry = self._entry(sentence, token.name.start, token.name.entries)
            if entry is not None:
                rank = ["site", "settlement", "admin1", "region", "country", ""].index(precision_of(entry))
                if best is None or rank < best[0]:
                    best = (rank, entry, token.name.start, token.name.end)
        if best is None:
            return None
        _, entry, start, end = best
        text: Span = sentence.words(start, end)
        return Place(
            text,
            entry.name,
            entry.country,
            entry.admin1,
            entry.geonames,
            entry.latitude,
            entry.longitude,
            precision_of(entry),
        )

    def _entry(self, sentence: Sentence, start: int, entries: tuple[Any, ...]) -> Any:
        if any(entry.kind == "adjective" for entry in entries):
            return None
        before = sentence.tokens[start - 1] if start else None
        after_word = before is not None and before.lemma in self._vocabulary.place_words
        places = [e for e in entries if e.kind in {"place", "country", "region"} and (not e.ambiguous or after_word)]
        if not places:
            return None
        countries = [e for e in places if e.kind == "country"]
        if countries and not after_word:
            return countries[0]
        settled = [e for e in places if e.kind == "place"]
        if settled:
            return self._knowledge.resolve_place(settled, self._hints)
        return places[0]


def precision_of(entry: Any) -> Precision:
    """Return the precision that naming this entry reaches."""
    if entry.kind != "place":
        return "country" if entry.kind == "country" else "region"
    return _PRECISION.get(entry.subkind, "site")


def _fineness(place: Place) -> int:
    return ["site", "settlement", "admin1", "region", "country", ""].index(place.precision)
