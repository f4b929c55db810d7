"""Quoted words of a sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Parsed


def quoted(parsed: Parsed) -> list[str]:
    return [parsed.sentence.span(q.start, q.end).text for q in parsed.sentence.quotations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال الوزير «سننسحب غدا» من المدينة.", ["سننسحب غدا"]),
        ('قال الوزير "سننسحب غدا" من المدينة.', ["سننسحب غدا"]),
        ("قال الوزير “سننسحب غدا” من المدينة.", ["سننسحب غدا"]),
        ("وصف «الاتفاق» بأنه «خطوة أولى».", ["الاتفاق", "خطوة أولى"]),
        ("قال الوزير إن القوات انسحبت.", []),
        ("قال الوزير «» أمس.", []),
    ],
)
def test_quotations(parse: Callable[..., Parsed], text: str, expected: list[str]) -> None:
    assert quoted(parse(text)) == expected


def test_an_open_quotation_lasts_to_the_end_of_the_sentence(parse: Callable[..., Parsed]) -> None:
    found = quoted(parse("قال الوزير «إن القوات انسحبت"))
    assert found == ["إن القوات انسحبت"]


def test_the_outer_quotation_counts(parse: Callable[..., Parsed]) -> None:
    assert quoted(parse('قال «رفضنا "الخطة" أمس» ثم غادر.')) == ['رفضنا "الخطة" أمس']
