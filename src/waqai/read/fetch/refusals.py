"""Why something was not fetched: the problem a caller gets, and the exception that carries it inside this room."""

from __future__ import annotations

import re

from waqai.read.problems import InputProblem, ProblemKind, os_reason

#: what a user may do who meant a private network
PRIVATE_STEP = "if you trust it, only the flag --private-addresses lets it be fetched"
_LONGEST_SHOWN = 2000


class FetchProblem(InputProblem, frozen=True):
    """Why an address was not fetched.

    `status` is what the server answered (0: it was not asked, or did not answer).  `retry_after` is in how many seconds
    the server wants to be asked again (0: it did not say).
    """

    status: int = 0
    retry_after: int = 0


class Refused(Exception):  # noqa: N818  it says what happened
    """Raised inside the fetching modules and turned into a `FetchProblem` by the `Fetcher`; callers never see it."""

    def __init__(
        self, what: str, next_step: str, kind: ProblemKind = "quarantined", status: int = 0, retry_after: int = 0
    ) -> None:
        super().__init__(what)
        self.what = what
        self.next_step = next_step
        self.kind = kind
        self.status = status
        self.retry_after = retry_after

    @staticmethod
    def like(problem: FetchProblem) -> Refused:
        """Return what raises `problem` again."""
        return Refused(problem.what, problem.next_step, problem.kind, problem.status, problem.retry_after)

    def problem(self, url: str) -> FetchProblem:
        """Return it as the problem of `url`."""
        return FetchProblem(shown(url), shown(self.what), self.next_step, self.kind, self.status, self.retry_after)


class Unreachable(Refused):
    """Raised when no connection to a host comes about; another try may do."""

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(what, next_step, "failed")


def network_reason(error: OSError | ValueError) -> str:
    """Return why a connection failed, in the system's words, without codes and lines of a library's source."""
    reason = getattr(error, "reason", None)
    if reason:  # OpenSSL's
        return str(reason).lower().replace("_", " ")
    text = os_reason(error) if isinstance(error, OSError) else str(error)
    return re.sub(r" \(_ssl\.c:\d+\)", "", text)


def shown(text: str) -> str:
    """Return `text` fit for a terminal and a log: what does not print is written as an escape, and very long is cut."""
    if len(text) > _LONGEST_SHOWN:
        text = text[:_LONGEST_SHOWN] + "…"
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
