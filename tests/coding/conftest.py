"""Events of short reports, and short ways to ask about them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai import Coder
from waqai.records import CodedReport, EventMention, Participant, Report

#: the day on which the reports of these tests appear, a Wednesday
TODAY = "2020-02-05"


class Coded:
    """A coded report: its mentions by type or trigger."""

    def __init__(self, coded: CodedReport) -> None:
        self.mentions = coded.mentions

    @property
    def types(self) -> list[str]:
        return [mention.type for mention in self.mentions]

    def one(self, kind: str, number: int = 0) -> EventMention:
        """Return the mention of that type (the n-th of them)."""
        found = [mention for mention in self.mentions if mention.type == kind]
        assert len(found) > number, f"no {kind} but {self.types}"
        return found[number]

    def at(self, trigger: str) -> EventMention:
        """Return the mention with that word in its trigger."""
        for mention in self.mentions:
            if trigger in mention.trigger.text:
                return mention
        raise AssertionError(f"no {trigger} but {[m.trigger.text for m in self.mentions]}")


def words(participants: tuple[Participant, ...]) -> list[str]:
    """Return the participants as written, "" for those inside the verb."""
    return [participant.text.text if participant.text else "" for participant in participants]


def countries(participants: tuple[Participant, ...]) -> set[str]:
    """Return the participants' countries."""
    return {participant.country for participant in participants}


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The packaged coder with every mention: short texts test one stage each and need not be news."""
    return Coder(all_mentions=True)


@pytest.fixture(scope="session")
def code(coder: Coder) -> Callable[..., Coded]:
    """Return a function that codes a text (and title) published on a day."""

    def run(text: str, title: str = "", published: str = TODAY, outlet: str = "") -> Coded:
        return Coded(coder.code(Report(text=text, title=title, published=published, outlet=outlet, language="ar")))

    return run
