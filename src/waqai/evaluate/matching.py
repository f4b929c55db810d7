"""Which prediction answers which gold mention (codebook section 11), and what of it is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from waqai.evaluate.gold import (
    GoldMention,
    GoldParticipant,
    GoldPlace,
    GoldReport,
    GoldSource,
    Phrase,
    tokens,
)
from waqai.languages.arabic.orthography import fold
from waqai.read.locating import Range

A = TypeVar("A")
B = TypeVar("B")
_ARTICLE = re.compile(r"^(?:al|el|an|as|ash|ad|ar|at|az)[-\s]+|^ال")


class Matching(msgspec.Struct, frozen=True):
    """The mentions of one report side by side.

    `pairs` are (gold, predicted) mentions; `missed` gold and `false` predicted mentions have no partner; each list in
    report order.
    """

    pairs: tuple[tuple[GoldMention, GoldMention], ...]
    missed: tuple[GoldMention, ...]
    false: tuple[GoldMention, ...]


def match_mentions(gold: GoldReport, predicted: GoldReport, typed: bool = True) -> Matching:
    """Pair gold and predicted mentions one to one with the best total; `typed` asks for equal types."""
    sentences = [sentence_in(gold, mention) for mention in predicted.mentions]
    partner: dict[int, int] = {}
    for number in sorted({mention.sentence for mention in gold.mentions}):
        rows = [i for i, mention in enumerate(gold.mentions) if mention.sentence == number]
        columns = [i for i, sentence in enumerate(sentences) if sentence == number]
        weights = [[_weight(gold.mentions[i], predicted.mentions[j], typed) for j in columns] for i in rows]
        for row, column in best_assignment(weights):
            partner[rows[row]] = columns[column]
    taken = set(partner.values())
    return Matching(
        tuple((gold.mentions[i], predicted.mentions[j]) for i, j in sorted(partner.items())),
        tuple(mention for i, mention in enumerate(gold.mentions) if i not in partner),
        tuple(mention for j, mention in enumerate(predicted.mentions) if j not in taken),
    )


def sentence_in(gold: GoldReport, mention: GoldMention) -> int:
    """Return the number of the gold sentence that a predicted mention stands in."""
    for words in mention.trigger:
        for part, start, _ in words.ranges:
            number = gold.sentence_at(part, start)
            if number is not None:
                return number
    return mention.sentence


def _weight(gold: GoldMention, predicted: GoldMention, typed: bool) -> int:
    """Return how well two mentions of one sentence fit; 0 when they do not match at all."""
    same_type = share(gold.types, predicted.types)
    if typed and not same_type:
        return 0
    trigger = overlap(gold.trigger, predicted.trigger)
    roles = _overlapping(gold.actors, predicted.actors) + _overlapping(gold.recipients, predicted.recipients)
    crossed = _overlapping(gold.actors, predicted.recipients) + _overlapping(gold.recipients, predicted.actors)
    if not (trigger or roles or crossed):
        return 0
    right = share(gold.statuses, predicted.statuses) + share(gold.modes, predicted.modes)
    return 1000 * trigger + 100 * same_type + 20 * min(roles, 4) + 5 * min(crossed, 4) + right + 1


def _overlapping(gold: Sequence[GoldParticipant], predicted: Sequence[GoldParticipant]) -> int:
    return sum(any(overlap(one.text, other.text) for other in predicted) for one in gold)


def best_assignment(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Return (row, column) pairs, one to one, with the greatest total; pairs of weight 0 are left out.

    The Hungarian method; ties go to earlier rows and columns.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = best_assignment([list(column) for column in zip(*weights, strict=True)])
        return sorted((row, column) for column, row in turned)
    rows, columns = len(weights), len(weights[0])
    row_price, column_price = [0] * (rows + 1), [0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        _augment(weights, row, (row_price, column_price, owner))
    pairs = [(owner[column] - 1, column - 1) for column in range(1, columns + 1) if owner[column]]
    return sorted((row, column) for row, column in pairs if weights[row][column] > 0)


def _augment(weights: Sequence[Sequence[int]], row: int, state: tuple[list[int], list[int], list[int]]) -> None:
    """Give one more row its column along the cheapest augmenting path (rows and columns count from 1)."""
    row_price, column_price, owner = state
    columns = len(weights[0])
    infinity = 1 << 60
    slack, way, used = [infinity] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
    owner[0] = row
    current = 0
    while owner[current]:
        used[current] = True
        here = owner[current]
        step, following = infinity, 0
        for column in range(1, columns + 1):
            if used[column]:
                continue
            cost = -weights[here - 1][column - 1] - row_price[here] - column_price[column]
            if cost < slack[column]:
                slack[column], way[column] = cost, current
            if slack[column] < step:
                step, following = slack[column], column
        for column in range(columns + 1):
            if used[column]:
                row_price[owner[column]] += step
                column_price[column] -= step
            else:
                slack[column] -= step
        current = following
    while current:
        owner[current] = owner[way[current]]
        current = way[current]


# --- what counts as right ------------------------------------------------------------------------


def share(gold: Sequence[str], predicted: Sequence[str]) -> bool:
    """Return whether one value is defensible on both sides."""
    return any(value in gold for value in predicted)


def overlap(gold: Phrase, predicted: Phrase) -> bool:
    """Return whether two phrases have a character in common, or a folded word where the place is unknown."""
    for one in gold:
        for other in predicted:
            if one.ranges and other.ranges:
                if any(_touch(first, second) for first in one.ranges for second in other.ranges):
                    return True
            elif tokens((one,)) & tokens((other,)):
                return True
    return False


def _touch(one: Range, other: Range) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def same_participant(gold: GoldParticipant, predicted: GoldParticipant) -> bool:
    """Return whether the phrases overlap; two that may be dropped are the same by name or by code."""
    if gold.text and predicted.text:
        return overlap(gold.text, predicted.text)
    if not (gold.may_have_no_words and predicted.may_have_no_words):
        return False
    return _same_name(gold.names, predicted.names) or same_code(gold, predicted)


def same_code(gold: GoldParticipant, predicted: GoldParticipant) -> bool:
    """Return whether country and sector are both right."""
    return share(gold.countries, predicted.countries) and share(gold.sectors, predicted.sectors)


def same_place(gold: Sequence[GoldPlace], predicted: Sequence[GoldPlace]) -> bool:
    """Return whether a place is right: none on both sides, or the country and the name (or its words)."""
    return any(_same_place(one, other) for one in gold for other in predicted)


def _same_place(gold: GoldPlace, predicted: GoldPlace) -> bool:
    if not predicted.text and not any(predicted.names):
        return "" in gold.names and (not gold.text or len(gold.names) > 1)
    if not share(gold.countries, predicted.countries):
        return False
    return _same_name(gold.names, predicted.names) or overlap(gold.text, predicted.text)


def _same_name(gold: Sequence[str], predicted: Sequence[str]) -> bool:
    return bool({_plain(name) for name in gold if name} & {_plain(name) for name in predicted if name})


def _plain(name: str) -> str:
    return re.sub(r"[\s\-'’]", "", _ARTICLE.sub("", fold(name).casefold()))


def same_source(gold: GoldSource, predicted: GoldSource) -> bool:
    """Return whether two links of a chain are the same: their words overlap, or both have none or one name."""
    if gold.text and predicted.text:
        return overlap(gold.text, predicted.text)
    return _same_name(gold.names, predicted.names) or not (gold.text or predicted.text)


def same_innermost(gold: GoldMention, predicted: GoldMention) -> bool:
    """Return whether the first speaker is right, or both have none."""
    return any(
        (not one and not other) or bool(one and other and same_source(one[-1], other[-1]))
        for one in gold.chains
        for other in predicted.chains
    )


def same_chain(gold: GoldMention, predicted: GoldMention) -> bool:
    """Return whether the whole chain is right, link by link."""
    return any(
        len(one) == len(other) and all(same_source(a, b) for a, b in zip(one, other, strict=True))
        for one in gold.chains
        for other in predicted.chains
    )


def same_interval(gold: GoldMention, predicted: GoldMention) -> bool:
    """Return whether first and last day are both right."""
    return share(gold.starts, predicted.starts) and share(gold.ends, predicted.ends)


def pair_up(gold: Sequence[A], predicted: Sequence[B], same: Callable[[A, B], bool]) -> list[tuple[int, int]]:
    """Return as many one-to-one (gold, predicted) index pairs as possible for which `same` holds."""
    return best_assignment([[int(same(one, other)) for other in predicted] for one in gold])
