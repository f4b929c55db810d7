"""Counts of mentions and of reports, against counting the coded reports by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from waqai.library.connection import Database
from waqai.library.facets import facets, histogram
from waqai.library.stored import stored_reports
from waqai.library.tallies import DIMENSIONS
from waqai.records import CodedReport, EventMention

_VALUES: dict[str, Callable[[CodedReport, EventMention], set[str]]] = {
    "type": lambda _, mention: {mention.type},
    "mode": lambda _, mention: {mention.mode},
    "status": lambda _, mention: {mention.status},
    "country": lambda _, mention: {mention.place.country if mention.place else ""},
    "source": lambda _, mention: {link.kind for link in mention.attribution},
    "outlet": lambda coded, _: {coded.report.outlet},
    "month": lambda _, mention: {mention.date.start[:7]},
}
_QUERIES: dict[str, Callable[[EventMention], bool]] = {
    "": lambda _: True,
    "status:asserted": lambda mention: mention.status == "asserted",
    "type:CONSULT,AID": lambda mention: mention.type in {"CONSULT", "AID"},
    "-country:LBY": lambda mention: not (mention.place and mention.place.country == "LBY"),
}


def _by_hand(
    reports: list[CodedReport], wanted: Callable[[EventMention], bool], values: Callable[..., set[str]]
) -> Iterator[tuple[str, int, int]]:
    mentions: Counter[str] = Counter()
    holding: Counter[str] = Counter()
    for coded in reports:
        found = [values(coded, mention) for mention in coded.mentions if wanted(mention)]
        mentions.update(value for one in found for value in one if value)
        holding.update({value for one in found for value in one if value})
    yield from sorted((value, count, holding[value]) for value, count in mentions.items())


@pytest.mark.parametrize("query", _QUERIES)
@pytest.mark.parametrize("dimension", _VALUES)
def test_counts_are_those_of_the_coded_reports(filled: Database, dimension: str, query: str) -> None:
    with filled.reading() as connection:
        reports = [stored.coded for stored in stored_reports(connection)]
        found = facets(connection, query, (dimension,), top=1000).dimensions[dimension]
    expected = list(_by_hand(reports, _QUERIES[query], _VALUES[dimension]))
    assert sorted((one.value, one.mentions, one.reports) for one in found) == expected
    assert [one.mentions for one in found] == sorted((one.mentions for one in found), reverse=True)


@pytest.mark.parametrize("role", ["actor", "recipient"])
def test_tallies_and_tables_count_parties_alike(filled: Database, role: str) -> None:
    with filled.reading() as connection:
        whole = facets(connection, "", (role,), top=1000).dimensions[role]
        asked = facets(connection, "type:" + ",".join(_types(filled)), (role,), top=1000).dimensions[role]
    assert whole
    assert sorted(whole, key=repr) == sorted(asked, key=repr)


def _types(database: Database) -> list[str]:
    with database.reading() as connection:
        return [one.value for one in facets(connection, "", ("type",)).dimensions["type"]]


@pytest.mark.parametrize("by", ["year", "month", "day"])
def test_periods_of_the_whole_library_and_of_a_query_agree(filled: Database, by: str) -> None:
    with filled.reading() as connection:
        whole = histogram(connection, "", by)  # type: ignore[arg-type]
        asked = histogram(connection, "type:" + ",".join(_types(filled)), by)  # type: ignore[arg-type]
    assert whole == asked
    assert sum(one.mentions for one in whole.periods) == whole.counted.count


def test_wrong_dimensions_are_refused(filled: Database) -> None:
    with filled.reading() as connection:
        with pytest.raises(ValueError, match=DIMENSIONS[0]):
            facets(connection, "", ("colour",))
        with pytest.raises(ValueError, match="month"):
            histogram(connection, "", "week")  # type: ignore[arg-type]
