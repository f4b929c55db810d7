"""A table for the terminal, one row an event mention.

Latin and Arabic stand side by side in its lines, so every border carries a left-to-right mark: a terminal that knows
the bidirectional algorithm then keeps the columns in their order.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from waqai.export.base import codes, counted, days, quantity_words, shown_name
from waqai.ontology import QUADS
from waqai.records import CodedReport, EventMention, Participant, Place, Source

_LRM = "\u200e"
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_NARROWEST, _WIDEST, _USUAL = 80, 120, 100
_COLOURS = {
    "verbal cooperation": "cyan",
    "material cooperation": "green",
    "verbal conflict": "yellow",
    "material conflict": "red",
}
_INVISIBLE = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], " ")
#: shares of the width: what, who, where and when, according to, words
_SHARES = (20, 33, 16, 18, 13)


class TableExporter:
    """Draws a table a report, `width` columns wide (80 to 120); with `colour` for a terminal."""

    def __init__(self, width: int = _USUAL, colour: bool = False) -> None:
        self._width = max(_NARROWEST, min(_WIDEST, width))
        self._colour = colour
        self._reports = 0
        self._mentions = 0

    def begin(self) -> str:
        """Return nothing: each report draws its own table."""
        return ""

    def report(self, coded: CodedReport) -> str:
        """Return the report's headline, its table and the number of its events."""
        self._reports += 1
        self._mentions += len(coded.mentions)
        console = Console(
            file=io.StringIO(),
            width=self._width,
            force_terminal=self._colour,
            color_system="standard" if self._colour else None,
            legacy_windows=False,
            emoji=False,
            markup=False,
            highlight=False,
        )
        with console.capture() as capture:
            console.print(_headline(coded), soft_wrap=False)
            if coded.mentions:
                console.print(_table(coded.mentions, self._width))
            else:
                console.print(Text("no political event found", "dim"))
            console.print()
        return _guarded(capture.get())

    def end(self) -> Iterator[str]:
        """Yield the totals."""
        yield f"{counted(self._mentions, 'event mention')} in {counted(self._reports, 'report')}\n"


def clean(text: str) -> str:
    """Return `text` on one line, without control characters that would disturb the terminal."""
    return " ".join(text.translate(_INVISIBLE).split())


def _guarded(drawn: str) -> str:
    return "\n".join(_guarded_line(line.rstrip()) for line in drawn.split("\n"))


def _guarded_line(line: str) -> str:
    return _LRM + line.replace("│", f"│{_LRM}") if _RIGHT_TO_LEFT.search(line) else line


def _headline(coded: CodedReport) -> Text:
    report = coded.report
    about = " · ".join(filter(None, (report.id, report.outlet, report.published)))
    title = clean(report.title) or clean(report.text[:90])
    return Text.assemble((clean(about), "dim"), "\n" if about else "", (title, "bold"))


def _table(mentions: Iterable[EventMention], width: int) -> Table:
    table = Table(box=box.SQUARE, show_lines=True, width=width, header_style="bold", padding=(0, 1))
    free = width - 3 * len(_SHARES) - 1
    titles = ("event", "who → to whom", "where, when", "according to", "words")
    widths = [free * share // sum(_SHARES) for share in _SHARES]
    widths[1] += free - sum(widths)
    for title, columns in zip(titles, widths, strict=True):
        table.add_column(title, width=columns, overflow="fold")
    for mention in mentions:
        table.add_row(_what(mention), _who(mention), _where(mention), _according(mention), _evidence(mention))
    return table


def _joined(lines: Iterable[str | Text | tuple[str, str]]) -> Text:
    return Text("\n").join(
        Text.assemble(line) if isinstance(line, tuple) else Text(line) if isinstance(line, str) else line
        for line in lines
    )


def _what(mention: EventMention) -> Text:
    colour = _COLOURS.get(QUADS.get(mention.type, ""), "")
    status = f"{mention.status}, historical" if mention.historical else mention.status
    lines: list[str | tuple[str, str]] = [(f"{mention.event} {mention.type}", f"bold {colour}".strip())]
    if mention.mode:
        lines.append(mention.mode)
    lines.append((status, "dim" if mention.status == "asserted" else "italic"))
    lines += [quantity_words(quantity) for quantity in mention.quantities]
    return _joined(lines)


def _who(mention: EventMention) -> Text:
    lines = [_person(one) for one in mention.actors] or [Text("(not said)", "dim")]
    lines += [Text.assemble("→ ", _person(one)) for one in mention.recipients]
    return _joined(lines)


def _person(one: Participant) -> Text:
    words = clean(one.text.text) if one.text else ""
    name = clean(one.name)
    shown = Text(name or words or "(unnamed)")
    if codes(one):
        shown.append(f"{_LRM} {codes(one)}", "cyan")
    if name and words:
        shown.append(f"\n  {words}", "dim")
    return shown


def _where(mention: EventMention) -> Text:
    lines: list[str | tuple[str, str]] = []
    if mention.place:
        lines += [_place(mention.place)] if shown_name(mention.place) or mention.place.country else []
        ends = (("from ", mention.place.origin), ("to ", mention.place.destination))
        lines += [f"{word}{_place(place)}" for word, place in ends if place is not None]
    when = days(mention.date).replace("/", "\n/ ")
    if when:
        lines.append(f"{when} (inferred)" if mention.date.inferred else when)
    elif mention.date.text:
        lines.append(clean(mention.date.text.text))
    return _joined(lines)


def _place(place: Place) -> str:
    name = clean(shown_name(place))
    return f"{name}{_LRM} {place.country}" if place.country else name


def _according(mention: EventMention) -> Text:
    # the outlet itself stands above the table
    return _joined(_link(source) for source in mention.attribution if source.text or source.kind != "outlet")


def _link(source: Source) -> str:
    name = clean(shown_name(source))
    return f"{name}{_LRM} ({source.kind})" if name else source.kind


def _evidence(mention: EventMention) -> Text:
    return Text(clean(mention.trigger.text), "bold")
