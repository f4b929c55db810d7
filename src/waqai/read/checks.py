"""What every report must satisfy before it is coded, whatever format it came in."""

from __future__ import annotations

import re
from datetime import date, datetime

import msgspec

from waqai.languages.identification import SUPPORTED, identify
from waqai.read.problems import InputProblem
from waqai.records import Report

_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


class Defaults(msgspec.Struct, frozen=True):
    """Values for reports that do not say them: publication date (ISO) and outlet."""

    published: str = ""
    outlet: str = ""


def check_report(report: Report, where: str, defaults: Defaults) -> Report | InputProblem:
    """Return the report with defaults, ISO date and language filled in, or why it cannot be coded."""
    if not report.text.strip():
        return InputProblem(where, "the text is empty", 'put the report\'s words in the field "text"', "empty")
    unwritable = _unwritable(report)
    if unwritable:
        return InputProblem(where, f"holds {unwritable}", "take them out", "quarantined")
    try:
        published = iso_day(report.published or defaults.published)
    except ValueError:
        what = f"published {report.published!r} is no date of the calendar"
        return InputProblem(where, what, "write it as 2020-02-05, or leave it out")
    language = report.language.lower() or identify(f"{report.title}\n{report.text}") or SUPPORTED[0]
    if language.split("-")[0] not in SUPPORTED:
        found = "it says" if report.language else "found"
        what = f"language not supported: {found} {language!r}"
        return InputProblem(where, what, f"Waqai reads {', '.join(SUPPORTED)} (Arabic) so far")
    outlet = report.outlet or defaults.outlet
    return msgspec.structs.replace(report, published=published, outlet=outlet, language=language.split("-")[0])


def _unwritable(report: Report) -> str:
    """Return what in the report no database and no UTF-8 file can hold, "" for nothing."""
    found = next((m for field in report.__struct_fields__ if (m := _UNWRITABLE.search(getattr(report, field)))), None)
    return "" if found is None else "NUL characters" if found[0] == "\x00" else "halves of characters (lone surrogates)"


def iso_day(text: str) -> str:
    """Return the day of an ISO date or date-time, "" for ""; ValueError for anything else."""
    text = text.strip()
    if len(text) > len("2020-02-05"):
        return datetime.fromisoformat(text).date().isoformat()
    return date.fromisoformat(text).isoformat() if text else ""
