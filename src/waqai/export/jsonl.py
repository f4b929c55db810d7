"""One event mention a line, with every field, its evidence and why."""

from __future__ import annotations

import msgspec

from waqai.export.base import Lines
from waqai.records import CodedReport


class JsonlExporter(Lines):
    """Writes JSON Lines: ``report outlet published url mention`` and then the fields of `EventMention`."""

    def report(self, coded: CodedReport) -> str:
        """Return a line for each mention of the report."""
        report = coded.report
        lines = []
        for number, mention in enumerate(coded.mentions, 1):
            row = {
                "report": report.id,
                "outlet": report.outlet,
                "published": report.published,
                "url": report.url,
                "mention": number,
                **msgspec.to_builtins(mention),
                "coder": coded.coder,
            }
            lines.append(msgspec.json.encode(row).decode() + "\n")
        return "".join(lines)
