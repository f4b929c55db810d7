"""One event mention a line, with every field, its evidence and why."""

from __future__ import annotations

import msgspec

from waqai.export.base import Lines, TextFile, mention_id, numbered
from waqai.records import CodedReport, EventMention, Report, StoredReport

_FIELDS = ("report", "outlet", "published", "url", "mention")


class JsonlExporter(Lines):
    """Writes JSON Lines: ``report outlet published url mention`` and then the fields of `EventMention`."""

    def report(self, coded: CodedReport) -> str:
        """Return a line for each mention of the report."""
        mentions = enumerate(coded.mentions, 1)
        return "".join(_line(coded.report, mention, number, {"coder": coded.coder}) for number, mention in mentions)


class JsonlFile(TextFile):
    """Writes the mentions of a library, with what tells its reports apart at the end of each line."""

    columns = (*_FIELDS, *EventMention.__struct_fields__, "id", "coder", "key", "revision", "annotator")

    def rows(self, stored: StoredReport) -> list[str]:
        """Return a line for each mention of the report."""
        coded = stored.coded
        tail: dict[str, object] = {
            "coder": coded.coder,
            "key": stored.key,
            "revision": stored.revision,
            "annotator": stored.annotator,
        }
        return [
            _line(coded.report, mention, number, {"id": mention_id(stored, number), **tail})
            for number, mention in numbered(stored)
        ]


def _line(report: Report, mention: EventMention, number: int, tail: dict[str, object]) -> str:
    head = dict(zip(_FIELDS, (report.id, report.outlet, report.published, report.url, number), strict=True))
    fields: dict[str, object] = {**head, **msgspec.structs.asdict(mention), **tail}
    return msgspec.json.encode(fields).decode() + "\n"
