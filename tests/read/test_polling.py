"""When a feed is asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.read.polling import LONGEST, SHORTEST, Poll, Wishes, next_due, read_wishes

LAST = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)  # a Sunday
HOUR = 3600


def wait(poll: Poll, interval: float = HOUR, wishes: Wishes | None = None) -> int:
    """Return the seconds between the last try and the next."""
    due = next_due(poll, interval, wishes)
    assert due is not None
    assert poll.last is not None
    return round((due - poll.last).total_seconds())


def test_a_feed_never_asked_is_asked_at_once() -> None:
    assert next_due(Poll(), HOUR, Wishes(seconds=LONGEST)) is None


def test_after_a_good_answer_the_interval_passes() -> None:
    assert wait(Poll(LAST)) == HOUR
    assert wait(Poll(LAST, retry_after=9999)) == HOUR  # of a failure that is over
    assert wait(Poll(LAST), 0) == wait(Poll(LAST), -5) == SHORTEST
    assert wait(Poll(LAST), 10 * LONGEST) == LONGEST


def test_failures_double_the_wait_up_to_a_day() -> None:
    hours = [wait(Poll(LAST, failures)) / HOUR for failures in range(1, 8)]
    assert hours == [1, 2, 4, 8, 16, 24, 24]
    assert wait(Poll(LAST, 10**9), SHORTEST) == LONGEST


@pytest.mark.parametrize(("said", "waits"), [(0, HOUR), (60, HOUR), (2 * HOUR, 2 * HOUR), (10**9, LONGEST)])
def test_retry_after_is_the_least(said: int, waits: int) -> None:
    assert wait(Poll(LAST, 1, said)) == waits
    assert wait(Poll(LAST, 3, said)) == max(4 * HOUR, waits)


@pytest.mark.parametrize(
    ("wishes", "seconds"),
    [
        ({"ttl": "30"}, 30 * 60),
        ({"ttl": " 120 "}, 2 * HOUR),
        ({"ttl": "100000"}, LONGEST),
        ({"ttl": "-5"}, 0),
        ({"ttl": "1.5"}, 0),
        ({"ttl": "soon"}, 0),
        ({"ttl": "٣٠"}, 0),
        ({"ttl": "9" * 50}, 0),
        ({"period": "hourly"}, HOUR),
        ({"period": "Daily", "frequency": "4"}, 6 * HOUR),
        ({"period": "daily", "frequency": "0"}, LONGEST),
        ({"period": "hourly", "frequency": "x"}, HOUR),
        ({"period": "weekly"}, LONGEST),
        ({"period": "weekly", "frequency": "14"}, 12 * HOUR),
        ({"period": "often"}, 0),
        ({"frequency": "4"}, 0),
        ({"period": "hourly", "ttl": "90"}, 90 * 60),
    ],
)
def test_what_feeds_say(wishes: dict[str, str], seconds: int) -> None:
    assert read_wishes(**wishes).seconds == seconds


def test_a_feed_may_want_more_time_than_the_user_but_not_less() -> None:
    assert wait(Poll(LAST), HOUR, read_wishes(ttl="90")) == 90 * 60
    assert wait(Poll(LAST), HOUR, read_wishes(ttl="5")) == HOUR
    assert wait(Poll(LAST, 2), HOUR, read_wishes(ttl="90")) == 180 * 60


def test_hours_and_days_that_feeds_skip() -> None:
    wishes = read_wishes(skip_hours=["13", " 14", "24", "25", "x", "-1"], skip_days=["Monday", "montag"])
    assert wishes == Wishes(hours=frozenset({0, 13, 14}), days=frozenset({0}))
    assert next_due(Poll(LAST), HOUR, wishes) == datetime(2026, 3, 1, 15, 0, tzinfo=UTC)
    # midnight is skipped, and all of Monday with it, and Tuesday's midnight
    assert next_due(Poll(LAST.replace(hour=23)), HOUR, wishes) == datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
    assert next_due(Poll(LAST), 4 * HOUR, wishes) == LAST + timedelta(hours=4)


def test_a_feed_that_never_wants_to_be_asked_has_said_nothing() -> None:
    everything = read_wishes(skip_hours=map(str, range(24)), skip_days=[f"{day}day" for day in
                             ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")])  # fmt: skip
    assert everything == Wishes()


def test_times_are_of_utc() -> None:
    there = LAST.astimezone(timezone(timedelta(hours=3)))
    due = next_due(Poll(there), HOUR, Wishes(hours=frozenset({13})))
    assert due == datetime(2026, 3, 1, 14, 0, tzinfo=UTC)
    assert due.tzinfo is UTC


@given(
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.floats(-10, 10**7, allow_nan=False),
    st.frozensets(st.integers(0, 23), max_size=23),
    st.frozensets(st.integers(0, 6), max_size=6),
    st.integers(0, LONGEST),
)
def test_every_wait_has_an_end(
    failures: int, retry_after: int, interval: float, hours: frozenset[int], days: frozenset[int], seconds: int
) -> None:
    waits = wait(Poll(LAST, failures, retry_after), interval, Wishes(seconds, hours, days))
    assert SHORTEST <= waits <= LONGEST + 8 * 86_400
    if not hours and not days:
        assert waits <= LONGEST
