"""What went wrong, mention by mention: for reading, not for counting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from waqai.evaluate.figures import side_by_side
from waqai.evaluate.gold import GoldMention, GoldParticipant, GoldReport, GoldSource, Phrase, from_coded
from waqai.evaluate.matching import (
    match_mentions,
    overlap,
    pair_up,
    same_chain,
    same_interval,
    same_participant,
    same_place,
    sentence_in,
    share,
)
from waqai.records import CodedReport

ErrorKind = Literal["missed", "false", "type", "role", "participants", "status", "mode", "date", "place", "chain"]


class CodingError(msgspec.Struct, frozen=True):
    """One difference between gold and prediction.

    `sentence` is the gold sentence number and `words` its text; `expected` is gold's value and `found` the predicted
    one, each empty where there is none.  `gold` and `predicted` are the positions of the mentions in their reports,
    -1 where there is none.
    """

    kind: ErrorKind
    report: str
    sentence: int
    trigger: str
    type: str
    expected: str
    found: str
    words: str
    gold: int = -1
    predicted: int = -1

    def line(self) -> str:
        """Return the error as one line of text."""
        wrong = f": {self.expected or '-'} -> {self.found or '-'}" if self.expected or self.found else ""
        return f"{self.kind}\t{self.report}:{self.sentence}\t{self.type} {self.trigger}{wrong}\t{self.words}"


def errors(gold: Sequence[GoldReport], coded: Iterable[CodedReport]) -> list[CodingError]:
    """Return every difference, report by report and sentence by sentence."""
    pairs = side_by_side(gold, [from_coded(report) for report in coded])
    return [error for one, other in pairs for error in _report_errors(one, other)]


def _report_errors(gold: GoldReport, predicted: GoldReport) -> list[CodingError]:
    matching = match_mentions(gold, predicted)
    found: list[CodingError] = []
    spare = list(matching.false)
    for mention in matching.missed:
        other = _same_trigger(gold, mention, spare)
        if other is None:
            found.append(_placed(_error("missed", gold, mention), gold, mention))
        else:
            spare.remove(other)
            wrong = _error("type", gold, mention, " or ".join(mention.types), other.types[0])
            found.append(_placed(wrong, gold, mention, predicted, other))
    found += [_placed(_error("false", gold, other), gold, None, predicted, other) for other in spare]
    for one, other in matching.pairs:
        found += [_placed(wrong, gold, one, predicted, other) for wrong in _pair_errors(gold, one, other)]
    return sorted(found, key=lambda error: error.sentence)


def _placed(
    error: CodingError,
    gold: GoldReport,
    mention: GoldMention | None,
    predicted: GoldReport | None = None,
    other: GoldMention | None = None,
) -> CodingError:
    """Return the error with the positions of its mentions."""
    return msgspec.structs.replace(error, gold=_position(gold, mention), predicted=_position(predicted, other))


def _position(report: GoldReport | None, mention: GoldMention | None) -> int:
    if report is None or mention is None:
        return -1
    return next(index for index, one in enumerate(report.mentions) if one is mention)


def _same_trigger(gold: GoldReport, mention: GoldMention, spare: Sequence[GoldMention]) -> GoldMention | None:
    for other in spare:
        if sentence_in(gold, other) == mention.sentence and overlap(mention.trigger, other.trigger):
            return other
    return None


def _pair_errors(report: GoldReport, gold: GoldMention, predicted: GoldMention) -> list[CodingError]:
    found = _participant_errors(report, gold, predicted)
    if not share(gold.statuses, predicted.statuses):
        found.append(_error("status", report, gold, " or ".join(gold.statuses), predicted.statuses[0]))
    if not share(gold.modes, predicted.modes):
        found.append(_error("mode", report, gold, " or ".join(filter(None, gold.modes)), predicted.modes[0]))
    if not same_interval(gold, predicted):
        found.append(_error("date", report, gold, _interval(gold), _interval(predicted)))
    if not same_place(gold.places, predicted.places):
        found.append(_error("place", report, gold, _place(gold), _place(predicted)))
    if not same_chain(gold, predicted):
        found.append(_error("chain", report, gold, _chain(gold.chains[0]), _chain(predicted.chains[0])))
    return found


def _participant_errors(report: GoldReport, gold: GoldMention, predicted: GoldMention) -> list[CodingError]:
    """Return swapped participants as ``role`` and the other missing or false ones as ``participants`` errors."""
    found = []
    for role, opposite in (("actors", "recipients"), ("recipients", "actors")):
        theirs: tuple[GoldParticipant, ...] = getattr(gold, role)
        ours: tuple[GoldParticipant, ...] = getattr(predicted, role)
        others: tuple[GoldParticipant, ...] = getattr(predicted, opposite)
        pairs = pair_up(theirs, ours, same_participant)
        matched = {row for row, _ in pairs}
        missing = [item for row, item in enumerate(theirs) if row not in matched]
        swapped = [item for item in missing if any(same_participant(item, other) for other in others)]
        found += [_error("role", report, gold, f"{role}: {_label(item)}", opposite) for item in swapped]
        if len(matched) < max(len(theirs), len(ours)) and len(swapped) < len(missing) + len(ours) - len(pairs):
            expected, given = (f"{role}: " + " + ".join(map(_label, side)) for side in (theirs, ours))
            found.append(_error("participants", report, gold, expected, given))
    return found


def _error(
    kind: ErrorKind, report: GoldReport, mention: GoldMention, expected: str = "", found: str = ""
) -> CodingError:
    number = sentence_in(report, mention) if kind == "false" else mention.sentence
    words = " ".join(report.sentence_text(number).split())
    return CodingError(
        kind, report.report.id, number, _words(mention.trigger), mention.types[0], expected, found, words
    )


def _words(phrase: Phrase) -> str:
    return " | ".join(words.text for words in phrase)


def _label(item: GoldParticipant) -> str:
    name = next((name for name in item.names if name), "")
    return f"{_words(item.text) or f'({name})'} [{'|'.join(item.countries)} {'|'.join(item.sectors)}]"


def _interval(mention: GoldMention) -> str:
    return f"{'|'.join(mention.starts)}..{'|'.join(mention.ends)}"


def _place(mention: GoldMention) -> str:
    place = mention.places[0]
    name = "|".join(name for name in place.names if name) or _words(place.text)
    return f"{name} ({'|'.join(place.countries)})" if name else ""


def _chain(chain: Sequence[GoldSource]) -> str:
    return " < ".join(_words(link.text) or next(filter(None, link.names), "(dropped)") for link in chain)
