"""When it happened: each draft takes the expression of time that belongs to its predicate, or a date by inference."""

from __future__ import annotations

import datetime as dt

import msgspec

from waqai.coding.drafts import Draft
from waqai.languages.analysis import Predicate, Sentence, TimeExpression
from waqai.records import Reason, When

_YEAR = dt.timedelta(days=365)
_OPEN = frozenset({"planned", "hypothetical"})
_UNDATED = frozenset({"denied"})
_CLAUSES = frozenset({"verb", "participle"})
_JOINED = frozenset({"coordinate", "circumstance", "adverbial"})
_TALKS = frozenset({"CONSULT"})
#: heads that only count, name or shape the act: "a number of raids", "acts of violence"
_CARRIERS = frozenset({"count", "act", "event", "unit"})
_SPEECH = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_LONGEST_CHAIN = 10
_NEAR = 2


def date_drafts(drafts: list[Draft], published: str, during: frozenset[str]) -> None:
    """Give each draft of one sentence its date.

    Its own expression comes first, then that of the clause it hangs on, then (as inferred) the day on which it was
    told, then the publication date for fresh news; what is only mentioned (codebook, section 5: background) stays
    open.  Without a publication date nothing is inferred from it.  `during` are the prepositions that put an act
    at the time of the verb above it.
    """
    if not drafts:
        return
    owners = _Owners(drafts[0].sentence)
    day = _date(published)
    for draft in drafts:
        background = is_background(draft, during)
        found, told = owners.of(draft, alone=background)
        if found is not None and _is_after(draft, found, day):
            found = None
        if told is not None and _is_after(draft, told, day):
            told = None
        if found is not None:
            _take(draft, found, inferred=False)
            if draft.status == "asserted" and _lies_ahead(draft.when, day):
                draft.status = "planned"
                draft.because.append(Reason("status", "its date is after the publication", found.since, found.text))
        elif background:
            pass
        elif told is not None and day is not None and draft.status not in _OPEN and not draft.historical:
            _take(draft, told, inferred=True)
        elif day is not None:
            _infer(draft, day)
        _mark_history(draft, day)


def is_background(draft: Draft, during: frozenset[str]) -> bool:
    """Tell whether the words only mention the act, so that it need not be today's news.

    That is so for a past verb that describes somebody ("the town that the army retook"), and for an act named
    inside another phrase ("those responsible for the attacks") or after a preposition that does not mean *during*,
    and for what somebody is accused of.
    """
    if draft.status == "alleged":
        return True
    if len(draft.parts) > 1 or draft.type in _TALKS:
        return False
    return _is_mentioned(draft.sentence, draft.predicate, during)


def _is_mentioned(sentence: Sentence, predicate: Predicate, during: frozenset[str]) -> bool:
    if predicate.kind != "noun":
        return predicate.relation == "relative" and sentence.tokens[predicate.token].tense != "present"
    phrase = predicate.phrase
    if phrase is None:
        return False
    if phrase.head != predicate.token:
        return not sentence.tokens[phrase.head].kinds & _CARRIERS
    governor = sentence.predicates[predicate.governor] if predicate.governor >= 0 else None
    first = phrase.conjunct_of or phrase
    if first.prep:
        fits = governor is not None and any(part is first for _, part in governor.obliques)
        return first.prep not in during or not fits
    return governor is not None and governor.kind == "noun" and _is_mentioned(sentence, governor, during)


def share_dates(drafts: list[Draft]) -> None:
    """Let mentions of one event without an expression of their own take the date of one that has it."""
    dated: dict[int, Draft] = {}
    for wanted in (True, False):
        for draft in drafts:
            if draft.event and (draft.when.text is not None) == wanted and draft.when.start and draft.when.end:
                dated.setdefault(draft.event, draft)
    for draft in drafts:
        source = dated.get(draft.event)
        if source is None or draft.when.text is not None or source is draft:
            continue
        if source.when.text is None and draft.when.start:
            continue
        draft.when = msgspec.structs.replace(source.when, text=None, inferred=True, constraint="")
        draft.historical = draft.historical or source.historical
        draft.because = [reason for reason in draft.because if reason.field != "date"]
        draft.because.append(Reason("date", "another mention of the event", "", source.when.text))


# -- which expression belongs to which predicate ----------------------------------------------------


class _Owners:
    """Says for one sentence which predicate each expression of time belongs to."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._predicates = sentence.predicates
        self._by_predicate: dict[int, list[TimeExpression]] = {}
        for time in sentence.times:
            if not time.duration:
                self._give(time)

    def of(self, draft: Draft, *, alone: bool) -> tuple[TimeExpression | None, TimeExpression | None]:
        """Return the draft's expression, and that of the telling verb above it unless it stands `alone`."""
        numbers = [self._number(part) for part in (draft.predicate, *draft.parts)]
        for number in numbers:
            if number in self._by_predicate:
                return self._nearest(number, draft), None
        argument = self._in_arguments(draft)
        if argument is not None:
            return argument, None
        return (None, None) if alone else self._above(draft)

    # -- giving ------------------------------------------------------------------------------------

    def _give(self, time: TimeExpression) -> None:
        verb = self._last(time, _CLAUSES)
        noun = self._last(time, frozenset({"noun"}))
        owner = verb
        if noun >= 0 and self._touches(self._predicates[noun], time) and (verb < 0 or verb in self._by_predicate):
            owner = noun
        if owner < 0:
            owner = noun if noun >= 0 and self._is_verbless() else self._first_after(time)
        if owner < 0:
            owner = noun
        outer = self._predicates[owner].governor if owner >= 0 else -1
        if owner in self._by_predicate and self._predicates[owner].relation == "relative" and outer >= 0:
            owner = outer if outer not in self._by_predicate else owner
        self._by_predicate.setdefault(owner, []).append(time)

    def _last(self, time: TimeExpression, kinds: frozenset[str]) -> int:
        """The last predicate of those kinds before the expression, in the complement clause it stands in."""
        best = -1
        for number, predicate in enumerate(self._predicates):
            if (
                predicate.kind in kinds
                and predicate.token < time.start
                and (best < 0 or predicate.token > self._predicates[best].token)
            ):
                best = number
        return best

    def _first_after(self, time: TimeExpression) -> int:
        later = [
            (p.token, number) for number, p in enumerate(self._predicates) if p.token >= time.end and p.kind in _CLAUSES
        ]
        return min(later)[1] if later else -1

    def _is_verbless(self) -> bool:
        return not any(predicate.kind in _CLAUSES for predicate in self._predicates)

    def _touches(self, noun: Predicate, time: TimeExpression) -> bool:
        """Tell whether the expression stands in the noun's phrase or right after it."""
        end = noun.phrase.end if noun.phrase is not None else noun.token + 1
        return noun.token < time.start <= end + _NEAR

    # -- taking ------------------------------------------------------------------------------------

    def _number(self, predicate: Predicate) -> int:
        return self._sentence.predicate_at.get(predicate.token, -2)

    def _nearest(self, number: int, draft: Draft) -> TimeExpression:
        token = draft.predicate.token
        exact = [time for time in self._by_predicate[number] if time.since or time.until]
        return min(exact or self._by_predicate[number], key=lambda time: (abs(time.start - token), time.start))

    def _in_arguments(self, draft: Draft) -> TimeExpression | None:
        """«قتل وأصيب … في هجوم شنه مسلحون أمس»: the date of a joined verb, or of an event noun of one of them."""
        if draft.predicate.kind not in _CLAUSES:
            return None
        level = self._level(self._number(draft.predicate))
        for number in level:
            if number in self._by_predicate:
                return self._nearest(number, draft)
        for inner, predicate in enumerate(self._predicates):
            if predicate.kind == "noun" and predicate.governor in level:
                for owner in (inner, self._describing(predicate)):
                    if owner in self._by_predicate:
                        return self._nearest(owner, draft)
        return None

    def _level(self, number: int) -> list[int]:
        """The verbs joined by «and» with this one, itself first."""
        found = [number]
        for index, predicate in enumerate(self._predicates):
            joined = predicate.relation == "coordinate" and predicate.kind in _CLAUSES
            if joined and index not in found and predicate.governor in found:
                found.append(index)
        own = self._predicates[number] if number >= 0 else None
        if own is not None and own.relation == "coordinate" and own.governor >= 0 and own.governor not in found:
            found.append(own.governor)
        return found

    def _describing(self, noun: Predicate) -> int:
        """The relative verb whose antecedent is the noun's phrase."""
        for index, predicate in enumerate(self._predicates):
            named = predicate.antecedent
            if predicate.relation == "relative" and named is not None and named.start <= noun.token < named.end:
                return index
        return -2

    def _above(self, draft: Draft) -> tuple[TimeExpression | None, TimeExpression | None]:
        """Climb from the predicate: clauses on one level share a date, content only infers that of its telling."""
        told: TimeExpression | None = None
        predicate, steps, content = draft.predicate, 0, False
        while predicate.governor >= 0 and steps < _LONGEST_CHAIN:
            steps += 1
            content = content or not (predicate.kind == "noun" or predicate.relation in _JOINED)
            number = predicate.governor
            if number in self._by_predicate:
                found = self._nearest(number, draft)
                if not content:
                    return found, None
                told = told or (found if predicate.relation == "complement" else None)
            predicate = self._predicates[number]
        return self._fronted(draft, told)

    def _fronted(
        self, draft: Draft, told: TimeExpression | None
    ) -> tuple[TimeExpression | None, TimeExpression | None]:
        """In a sentence without a verb (a title) the only expression dates every event noun."""
        times = [time for found in self._by_predicate.values() for time in found]
        if told is None and len(times) == 1 and self._is_verbless() and draft.predicate.kind == "noun":
            return times[0], None
        return None, told


# -- the date itself --------------------------------------------------------------------------------


def _take(draft: Draft, time: TimeExpression, *, inferred: bool) -> None:
    since, until = time.since, time.until
    if time.ahead and (draft.status in _OPEN or draft.markers & {"future", "planned"}):
        since, until = time.ahead
    text = None if inferred else time.text
    draft.when = When(text, since, until, time.granularity, inferred, "" if inferred else time.constraint)
    rule = "day of the telling" if inferred else "time expression"
    draft.because.append(Reason("date", rule, "", time.text))


def _infer(draft: Draft, day: dt.date) -> None:
    if draft.historical or draft.status in _UNDATED:
        return
    start = day.isoformat()
    draft.when = When(None, start, "" if draft.status in _OPEN else start, "day", inferred=True)
    draft.because.append(Reason("date", "publication date", start))


def _is_after(draft: Draft, time: TimeExpression, day: dt.date | None) -> bool:
    """What a past verb tells, and what is said, cannot lie after the publication: the words belong elsewhere."""
    if day is None or draft.status in _OPEN or not time.since:
        return False
    today = day.isoformat()
    runs_ahead = time.since > today or (time.since == today and time.until != today)
    if not runs_ahead:
        return False
    if draft.type in _SPEECH:
        return True
    return any(draft.sentence.tokens[part.token].tense == "past" for part in (draft.predicate, *draft.parts))


def _lies_ahead(when: When, day: dt.date | None) -> bool:
    return day is not None and when.start > day.isoformat()


def _mark_history(draft: Draft, day: dt.date | None) -> None:
    """What ended more than a year before the publication is history."""
    end = _date(draft.when.end)
    if day is not None and end is not None and day - end > _YEAR:
        draft.historical = True
        draft.because.append(Reason("historical", "more than a year before publication", draft.when.end))


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
