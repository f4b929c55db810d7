"""Dates and waiting times of HTTP."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.read.fetch.http_dates import LONGEST_WAIT, parse_http_date, parse_retry_after

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["Sun, 01 Mar 2026 12:00:30 GMT", "Sunday, 01-Mar-26 12:00:30 GMT", "Sun Mar  1 12:00:30 2026",
     "Sun, 01 Mar 2026 14:00:30 +0200"],
)  # fmt: skip
def test_the_three_forms_of_dates(text: str) -> None:
    assert parse_http_date(text) == datetime(2026, 3, 1, 12, 0, 30, tzinfo=UTC)
    assert parse_retry_after(text, NOW) == 30


@pytest.mark.parametrize("text", ["", "soon", "Sun, 99 Foo 2026 99:99:99 GMT", "0000", "1" * 5000, "01 Jan 0000", "-1"])
def test_what_is_no_date(text: str) -> None:
    assert parse_http_date(text) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("999999999999", LONGEST_WAIT),
        ("Sun, 01 Mar 2020 12:00:00 GMT", 0),
        ("Sun, 01 Mar 2099 12:00:00 GMT", LONGEST_WAIT),
        ("-5", None),
        ("1.5", None),
        ("٥", None),
        ("", None),
        ("later", None),
    ],
)
def test_waiting_times(text: str, seconds: int | None) -> None:
    assert parse_retry_after(text, NOW) == seconds


@given(st.text(max_size=70) | st.from_regex(r"[A-Z][a-z]{2}, [0-9]{1,9} [A-Z][a-z]{2} [0-9]{1,9} [0-9:]{1,12} .{0,6}"))
def test_any_text_is_a_time_or_none(text: str) -> None:
    found = parse_retry_after(text, NOW)
    assert found is None or 0 <= found <= LONGEST_WAIT
