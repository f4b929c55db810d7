"""Files that are one JSON document around a long list, written item by item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

import msgspec

from waqai.export.base import Counts
from waqai.records import StoredReport


class JsonArrayFile:
    """Writes one item a line between a head and a foot; what inherits from it gives `items`."""

    columns: tuple[str, ...] = ()

    def head(self) -> str:
        """Return what stands before the first item."""
        return "[\n"

    def foot(self, written: int) -> str:  # noqa: ARG002  for those that inherit
        """Return what stands after the last item."""
        return "\n]\n"

    def items(self, stored: StoredReport) -> Iterable[Any]:
        """Yield the items of one report, as `msgspec.json` encodes them."""
        raise NotImplementedError

    def notes(self) -> dict[str, int]:
        """Return what else was counted while writing."""
        return {}

    def companions(self) -> Mapping[str, bytes]:
        """Return nothing."""
        return {}

    def write(self, reports: Iterable[StoredReport], out: BinaryIO) -> Counts:
        """Write the items of all reports."""
        encode = msgspec.json.encode
        out.write(self.head().encode())
        seen = mentions = written = 0
        for stored in reports:
            seen += 1
            mentions += len(stored.coded.mentions)
            pieces = [encode(item) for item in self.items(stored)]
            if pieces:
                out.write((b",\n" if written else b"") + b",\n".join(pieces))
            written += len(pieces)
        out.write(self.foot(written).encode())
        return Counts(seen, mentions, written, self.notes())
