"""When it happened: each draft takes the expression of time that belongs to its predicate, or a date by inference."""

from __future__ import annotations

import datetime as dt

import msgspec

from waqai.coding.drafts import Draft
from waqai.languages.analysis import Predicate, Sentence, TimeExpression
from waqai.records import Reason, When

_YEAR = dt.timedelta(days=365)
_OPEN = frozenset({"planned", "hypothetical"})
_CLAUSES = frozenset({"verb", "participle"})
_JOINED = frozenset({"coordinate", "circumstance", "adverbial"})
_TALKS = frozenset({"CONSULT"})
#: heads that only count, name or shape the act: "a number of raids", "acts of violence"
_CARRIERS = frozenset({"count", "act", "event", "unit"})
_SPEECH = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
#: types of acts that consist in words: what they are about has a time of its own
_VERBAL = _SPEECH | {"AGREE", "SUPPORT", "CONCEDE"}
_CONTENT = frozenset({"content", "topic"})
#: kinds of nouns that a date may qualify by itself («اتفاق عام 2015», «حرب 2006»)
_DATED_NOUNS = frozenset({"act", "event", "document", "abstract", "statement"})
#: kinds of nouns on whose occasion something is said or done («في مسيرة طالبوا خلالها», «في كلمة اتهم فيها»)
_OCCASIONS = frozenset({"act", "event", "statement", "document"})
_COARSE = frozenset({"year", "month", "quarter"})
#: how far before the publication a day may lie for a speech act to take it from behind what it says, in days
_FRESH = 7
_DEEDS = frozenset({"ASSAULT", "PROTEST", "COERCE"})
_SCENE = 1
#: an owner that no predicate is
_NOBODY = -3
_LONGEST_CHAIN = 10
_NEAR = 2


def date_drafts(
    drafts: list[Draft],
    published: str,
    during: frozenset[str],
    causes: frozenset[str] = frozenset(),
    before: frozenset[str] = frozenset(),
) -> None:
    """Give each draft of one sentence its date.

    Its own expression comes first, then that of the clause it hangs on, then (as inferred) the day on which it was
    told, then the publication date for fresh news; what is only mentioned (codebook, section 5: background) stays
    open.  Without a publication date nothing is inferred from it.  `during` are the prepositions that put an act
    at the time of the verb above it, `causes` those that join the act behind a result to it, `before` those after
    which an earlier act stands.
    """
    if not drafts:
        return
    owners = _Owners(drafts[0].sentence, causes, before)
    day = _date(published)
    for draft in drafts:
        background = is_background(draft, during)
        earlier = any(_had_happened(draft.sentence, part) for part in draft.parts)
        found, told = owners.of(draft, alone=background)
        if found is not None and (_is_after(draft, found, day) or _is_of_content(draft, found, day)):
            found = None
        if told is not None and _is_after(draft, told, day):
            told = None
        if found is not None:
            _take(draft, found, inferred=False, day=day)
            if draft.status == "asserted" and _lies_ahead(draft.when, day):
                draft.status = "planned"
                draft.because.append(Reason("status", "its date is after the publication", found.since, found.text))
        elif background or earlier:
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
        return _recalls(sentence, predicate)
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


def _had_happened(sentence: Sentence, predicate: Predicate) -> bool:
    """«كانت قد أغلقت … وجمّدت», «بعد أن أبرمت»: past before the past, by itself or by the verb it is joined to."""
    for _ in range(_LONGEST_CHAIN):
        if "earlier" in predicate.markers and sentence.tokens[predicate.token].tense == "past":
            return True
        if predicate.relation != "coordinate" or predicate.kind == "noun" or predicate.governor < 0:
            return False
        predicate = sentence.predicates[predicate.governor]
    return False


def _recalls(sentence: Sentence, predicate: Predicate) -> bool:
    """Tell whether a past verb describes something known («the town THAT the army retook»).

    What it says of something new («a march in which they demanded …») is told for its own sake.
    """
    if predicate.relation != "relative" or sentence.tokens[predicate.token].tense == "present":
        return False
    named = predicate.antecedent
    if named is None:
        return True
    head = sentence.tokens[named.head]
    is_new = not (head.definite or head.pronoun) and named.possessor < 0
    return not (is_new and (named.head in sentence.predicate_at or head.kinds & _OCCASIONS))


def share_dates(drafts: list[Draft]) -> None:
    """Let mentions of one event without an expression of their own take the date of one that has it.

    A title that shares its event with no dated mention stands on the day of the story that it heads, and
    "hours later" on the day told last.
    """
    _share_among_mentions(drafts)
    _date_later(drafts)
    _carry(drafts)
    _date_title(drafts)


def _date_later(drafts: list[Draft]) -> None:
    """«بعد ساعات», «في اليوم نفسه»: words that count from what was told before."""
    day = ""
    for draft in drafts:
        when = draft.when
        if _is_some_day(when):
            if not day:
                continue
            draft.when = msgspec.structs.replace(when, start=day, end=day, constraint="")
            draft.because.append(Reason("date", "counted from the day told before", day, when.text))
        elif when.start and when.start == when.end and draft.status == "asserted" and not _is_published(draft):
            day = when.start


def _carry(drafts: list[Draft]) -> None:
    """The next sentences go on with what was told: «هاجم مسلحون القرية الجمعة … وأحرقوا السوق»."""
    scene: Draft | None = None
    for draft in drafts:
        if draft.sentence.part != "text" or draft.status != "asserted" or draft.type not in _DEEDS:
            continue
        when = draft.when
        if when.text is not None:
            scene = draft if when.start and when.start == when.end else None
        elif scene is not None and draft.sentence.number - scene.sentence.number > _SCENE:
            scene = None
        elif scene is not None and _is_published(draft) and draft.predicate.kind == "verb":
            _copy(draft, scene.when, "day of what was told before")


def _date_title(drafts: list[Draft]) -> None:
    """A title without a date of its own: the day that the first sentence gives to what happened."""
    lead = next(
        (
            draft.when
            for draft in drafts
            if draft.sentence.part == "text"
            and draft.sentence.number <= 1
            and draft.when.text is not None
            and draft.when.start
            and draft.when.start == draft.when.end
            and draft.status == "asserted"
        ),
        None,
    )
    if lead is None:
        return
    for draft in drafts:
        fresh = draft.when.text is None and draft.status == "asserted" and _is_published(draft)
        if draft.sentence.part == "title" and fresh:
            _copy(draft, lead, "day of the story")


def _leads(draft: Draft) -> bool:
    """Tell whether the title or the first sentence tells the act as its news."""
    return draft.sentence.number <= 1 and draft.predicate.kind == "verb"


def _is_published(draft: Draft) -> bool:
    return any(reason.field == "date" and reason.rule == "publication date" for reason in draft.because)


def _copy(draft: Draft, when: When, rule: str) -> None:
    draft.when = msgspec.structs.replace(when, text=None, inferred=True, constraint="")
    draft.because = [reason for reason in draft.because if reason.field != "date"]
    draft.because.append(Reason("date", rule, "", when.text))


def _share_among_mentions(drafts: list[Draft]) -> None:
    dated: dict[int, Draft] = {}
    fresh = {draft.event for draft in drafts if _is_published(draft) and draft.status == "asserted"}
    for wanted in (True, False):
        for draft in drafts:
            if draft.historical and draft.event in fresh:
                continue  # what is today's news did not happen years ago
            if draft.event and (draft.when.text is not None) == wanted and draft.when.start and draft.when.end:
                dated.setdefault(draft.event, draft)
    for draft in drafts:
        source = dated.get(draft.event)
        if source is None or draft.when.text is not None or source is draft:
            continue
        if source.when.text is None and (draft.when.start or _is_published(source) and not _leads(source)):
            continue
        draft.historical = draft.historical or source.historical
        _copy(draft, source.when, "another mention of the event")


# -- which expression belongs to which predicate ----------------------------------------------------


class _Owners:
    """Says for one sentence which predicate each expression of time belongs to."""

    def __init__(self, sentence: Sentence, causes: frozenset[str], before: frozenset[str]) -> None:
        self._sentence = sentence
        self._causes = causes
        self._before = before
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
        touches = noun >= 0 and self._touches(self._predicates[noun], time)
        taken = verb < 0 or verb in self._by_predicate
        owner = noun if touches and taken or noun >= 0 and self._is_behind_verb(noun, verb) else verb
        if owner >= 0 and self._is_set_off(time) and self._predicates[owner].relation == "relative":
            owner = self._outer(owner)
        if owner < 0:
            owner = noun if noun >= 0 and self._is_verbless() else self._first_after(time)
        if owner < 0:
            owner = noun
        if owner == verb and noun != verb and self._qualifies_noun(time):
            owner = noun if noun >= 0 and self._predicates[noun].token == time.start - 1 else _NOBODY
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

    def _is_behind_verb(self, noun: int, verb: int) -> bool:
        """«جاءت الخطوة بعد مقتل جنديين في البلدة الثلاثاء»: what follows the act that came before dates that act."""
        act = self._predicates[noun]
        return act.governor == verb >= 0 and act.relation.removeprefix("oblique:") in self._before

    def _is_set_off(self, time: TimeExpression) -> bool:
        """«أغلق إضراب دعت إليه النقابات، أمس، …»: between commas it dates the clause that the sentence is about."""
        tokens = self._sentence.tokens
        around = (time.start - 1, time.end)
        return all(0 <= at < len(tokens) and tokens[at].pos == "punct" for at in around)

    def _outer(self, owner: int) -> int:
        """The undated clause in which a relative one stands, else the relative one."""
        outer = self._predicates[owner].governor
        fits = outer >= 0 and self._predicates[outer].kind in _CLAUSES and outer not in self._by_predicate
        return outer if fits else owner

    def _qualifies_noun(self, time: TimeExpression) -> bool:
        """«هجمات شباط 2008», «حرب 2006»: a month or year right after an event noun dates the noun."""
        tokens = self._sentence.tokens
        if time.granularity not in _COARSE or time.start == 0:
            return False
        first, before = tokens[time.start], tokens[time.start - 1]
        return not first.prep and first.pos != "prep" and before.pos == "noun" and bool(before.kinds & _DATED_NOUNS)

    # -- taking ------------------------------------------------------------------------------------

    def _number(self, predicate: Predicate) -> int:
        return self._sentence.predicate_at.get(predicate.token, -2)

    def _nearest(self, number: int, draft: Draft) -> TimeExpression:
        token = draft.predicate.token
        exact = [time for time in self._by_predicate[number] if time.since or time.until]
        return min(exact or self._by_predicate[number], key=lambda time: (abs(time.start - token), time.start))

    def _in_arguments(self, draft: Draft) -> TimeExpression | None:
        """«قتل وأصيب … في هجوم شنه مسلحون أمس»: the date of a joined verb, or of an event noun of one of them."""
        level = self._level(self._number(draft.predicate))
        for number in level:
            if number in self._by_predicate:
                return self._nearest(number, draft)
        for inner, predicate in enumerate(self._predicates):
            if predicate.kind == "noun" and predicate.governor in level and self._is_behind(predicate, draft):
                for owner in (inner, self._describing(predicate)):
                    if owner in self._by_predicate:
                        return self._nearest(owner, draft)
        return None

    def _is_behind(self, noun: Predicate, draft: Draft) -> bool:
        """Tell whether the noun names the act that the draft results from, or is part of it."""
        if any(part is noun for part in draft.parts):
            return True
        return draft.type not in _VERBAL and noun.relation.removeprefix("oblique:") in self._causes

    def _level(self, number: int) -> list[int]:
        """The verbs joined by «and» with this one, itself first."""
        found = [number]
        for index, predicate in enumerate(self._predicates):
            joined = predicate.relation == "coordinate" and predicate.kind in _CLAUSES
            if joined and index not in found and predicate.governor in found:
                found.append(index)
        own = self._predicates[number] if number >= 0 else None
        if (
            own is not None
            and own.kind in _CLAUSES
            and own.relation == "coordinate"
            and own.governor >= 0
            and own.governor not in found
        ):
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


def _take(draft: Draft, time: TimeExpression, *, inferred: bool, day: dt.date | None = None) -> None:
    since, until = time.since, time.until
    open_ = draft.status in _OPEN or bool(draft.markers & {"future", "planned"})
    if time.ahead and open_:
        since, until = time.ahead
    elif open_ and _is_some_day(time) and day is not None:
        since = until = day.isoformat()  # «سيصل بعد ساعات»: counted from now
    text = None if inferred else time.text
    draft.when = When(text, since, until, time.granularity, inferred, "" if inferred else time.constraint)
    rule = "day of the telling" if inferred else "time expression"
    draft.because.append(Reason("date", rule, "", time.text))


def _is_some_day(time: TimeExpression | When) -> bool:
    """Tell whether the words mean a day that was told before («في اليوم نفسه», «بعد ساعات»)."""
    if isinstance(time, When):
        return time.text is not None and time.granularity == "day" and not (time.start or time.end)
    return time.granularity == "day" and not (time.since or time.until)


def _infer(draft: Draft, day: dt.date) -> None:
    if draft.historical:
        return
    start = day.isoformat()
    draft.when = When(None, start, start, "day", inferred=True)
    draft.because.append(Reason("date", "publication date", start))


def _is_after(draft: Draft, time: TimeExpression, day: dt.date | None) -> bool:
    """What a past verb tells, and what is said, cannot lie after the publication: the words belong elsewhere."""
    if day is None or draft.status in _OPEN:
        return False
    today = day.isoformat()
    if not time.since:
        return time.until > today and draft.sentence.tokens[draft.predicate.token].tense == "past"
    runs_ahead = time.since > today or (time.since == today and time.until != today)
    if not runs_ahead:
        return False
    if draft.type in _SPEECH:
        return True
    return any(draft.sentence.tokens[part.token].tense == "past" for part in (draft.predicate, *draft.parts))


def _is_of_content(draft: Draft, time: TimeExpression, day: dt.date | None) -> bool:
    """Tell whether the words date what somebody speaks about («يطالب بتنفيذ الاتفاق المبرم عام 2013»).

    That is so for a time long before the publication behind the beginning of what is said.
    """
    if day is None or draft.type not in _VERBAL or draft.predicate.kind == "noun":
        return False
    starts = [
        filler.phrase.start
        for match in draft.matches[:1]
        for role in _CONTENT
        for filler in match.by_role(role)
        if filler.phrase is not None
    ]
    if draft.predicate.complement_start >= 0:
        starts.append(draft.predicate.complement_start)
    since = _date(time.since)
    old = since is None or (day - since).days > _FRESH
    return old and bool(starts) and time.start > min(starts)


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
