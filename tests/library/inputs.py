"""Inputs for the tests of adding, and what comes out of a library."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from waqai.export.annotation import AnnotationExporter
from waqai.library import ledger
from waqai.library.connection import Database
from waqai.library.filling import Effort
from waqai.library.ledger import Counts
from waqai.library.stored import stored_reports
from waqai.records import StoredReport

from .stubs import StubCoders

ONE = Effort(StubCoders())
TWO = Effort(StubCoders(), workers=2)


def row(number: int, **fields: Any) -> dict[str, Any]:
    text = f"وقع حدث رقم {number} في المدينة، ثم تلاه حدث آخر."
    return {"id": f"r{number}", "published": "2020-01-01", "outlet": "صحيفة المثال", "text": text} | fields


def write(path: Path, rows: Iterable[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows), encoding="utf-8")
    return str(path)


def exported(database: Database) -> str:
    """Return the library as annotation lines, in its own order."""
    exporter = AnnotationExporter()
    return "".join(exporter.report(one.coded) for one in everything(database))


def everything(database: Database) -> list[StoredReport]:
    with database.reading() as connection:
        return list(stored_reports(connection))


def states(database: Database) -> Counts:
    with database.reading() as connection:
        return ledger.summary(connection).counts
