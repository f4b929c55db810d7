"""``waqai search``, ``events`` and ``export``: what is in the library, on the terminal and in files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import typer
from rich.cells import set_cell_size

from waqai.cli.console import colour, put, tell
from waqai.cli.library import guarded
from waqai.export.base import codes, counted, days, shown_name
from waqai.export.formats import format_for
from waqai.export.table import clean
from waqai.libraries import Library, open_library
from waqai.library.search import MentionSort, ReportSort
from waqai.library.snippets import Marked
from waqai.read.problems import InputProblem, os_reason
from waqai.records import EventMention, Participant, StoredReport

_MARK, _PLAIN = "\x1b[1;33m", "\x1b[0m"
#: stand for the marks until the words are clean: characters that no text means anything by
_OPEN, _CLOSE = "\ue000", "\ue001"
_REPORT_ORDER: dict[str, ReportSort] = {"relevance": "relevance", "newest": "-date", "oldest": "date"}
_MENTION_ORDER: dict[str, MentionSort] = {"relevance": "-date", "newest": "-date", "oldest": "date"}


class SearchRequest(msgspec.Struct, frozen=True):
    """What the user asked ``waqai search`` or ``waqai events`` for."""

    library: str
    query: str
    limit: int
    after: str = ""
    sort: str = "relevance"
    facets: bool = False
    form: str = "table"


class ExportRequest(msgspec.Struct, frozen=True):
    """What the user asked ``waqai export`` for; `limit` None: everything."""

    library: str
    query: str
    output: Path | None
    form: str = ""
    limit: int | None = None


def search_library(request: SearchRequest) -> int:
    """Print the reports found; return the exit status."""

    def work(library: Library) -> int:
        page = library.search(
            request.query, limit=request.limit, cursor=request.after, sort=_REPORT_ORDER[request.sort]
        )
        if request.form == "jsonl":
            return _put_lines(page.hits, page.cursor)
        for hit in page.hits:
            put(f"{_marked(hit.title) or '(no title)'}\n")
            known = (hit.outlet, hit.published, hit.id, counted(hit.mentions, "event mention"))
            put(f"  {' · '.join(filter(None, known))}\n")
            if hit.snippet.text:
                put(f"  {_marked(hit.snippet)}\n")
            put("\n")
        _put_end(page, "report")
        return 0

    return _ask(request, work)


def show_events(request: SearchRequest) -> int:
    """Print the event mentions found; return the exit status."""

    def work(library: Library) -> int:
        page = library.events(
            request.query, limit=request.limit, cursor=request.after, sort=_MENTION_ORDER[request.sort]
        )
        if request.form == "jsonl":
            return _put_lines(page.hits, page.cursor)
        for hit in page.hits:
            put(f"{_event_line(hit.mention)}\n")
            put(f"  {_marked(hit.sentence)}\n")
            known = (hit.outlet, hit.published, f"{hit.id} mention {hit.position}")
            put(f"  {' · '.join(filter(None, known))} · according to {_chain(hit.mention) or 'the outlet'}\n\n")
        _put_end(page, "event mention")
        return 0

    return _ask(request, work)


def export_library(request: ExportRequest) -> int:
    """Write a file and its manifest; return the exit status."""
    form = request.form or _form_of(request.output)

    def work() -> int:
        from waqai.export.manifest import export_file  # noqa: PLC0415  loaded when needed

        with open_library(request.library) as library, library.selected(request.query) as found:
            reports: Iterable[StoredReport] = found if request.limit is None else islice(found, request.limit)
            filters = {} if request.limit is None else {"reports": f"the first {request.limit:,}"}
            manifest = export_file(reports, form, request.output, request.query, filters)
        if request.output is not None:
            notes = "".join(f", {name} {count:,}" for name, count in manifest.notes.items())
            tell(
                f"{counted(manifest.reports, 'report')}, {counted(manifest.mentions, 'event mention')} → "
                f"{request.output} ({counted(manifest.rows, 'row')}{notes})"
            )
        return 0

    return guarded(lambda: _written(work, str(request.output or "standard output")))


def _form_of(output: Path | None) -> str:
    if output is None:
        return "annotation"
    try:
        return format_for(output)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--output") from None


def _ask(request: SearchRequest, work: Callable[[Library], int]) -> int:
    def ask() -> int:
        with open_library(request.library) as library:
            if request.facets:
                return _put_facets(library, request.query)
            return work(library)

    return guarded(ask)


def _written(work: Callable[[], int], where: str) -> int:
    """Do the work; a file that cannot be written is named in one line, exit status 1."""
    try:
        return work()
    except BrokenPipeError:
        raise
    except OSError as error:
        problem = InputProblem(where, f"cannot be written: {os_reason(error)}", "choose another place with -o")
        tell(f"waqai: {problem}")
        return 1


def _put_lines(hits: Iterable[msgspec.Struct], cursor: str) -> int:
    for hit in hits:
        put(msgspec.json.encode(hit).decode() + "\n")
    if cursor:
        tell(f"more: --after {cursor}")
    return 0


def _put_end(page: Any, noun: str) -> None:
    for note in page.notes:
        put(f"{note}\n")
    more = "" if page.total.exact else "more than "
    put(f"{more}{counted(page.total.count, noun)}")
    put(f", {len(page.hits)} shown; more: --after {page.cursor}\n" if page.cursor else "\n")


def _put_facets(library: Library, query: str) -> int:
    found = library.facets(query)
    more = "" if found.counted.exact else ", those added last; there are more"
    put(f"{counted(found.counted.count, 'event mention')} counted{more}\n")
    for dimension, values in found.dimensions.items():
        if not values:
            continue
        put(f"\n{dimension:<42}{'mentions':>10}{'reports':>10}\n")
        for one in values:
            put(f"  {_padded(clean(one.label) or '(none)', 40)}{one.mentions:>10,}{one.reports:>10,}\n")
    return 0


def _padded(words: str, columns: int) -> str:
    """Return words in so many columns; they stand apart from the figures whichever way they are written."""
    short = set_cell_size(words, columns)
    return f"{short}\u200e"


def _event_line(mention: EventMention) -> str:
    what = " ".join(filter(None, (mention.type, mention.mode)))
    told = "" if mention.status == "asserted" else f" ({mention.status})"
    place = shown_name(mention.place) if mention.place else ""
    return " · ".join(
        filter(
            None,
            (
                days(mention.date) or "day unknown",
                f"{what}{told}",
                f"{_people(mention.actors) or '?'} → {_people(mention.recipients) or '?'}",
                clean(place),
            ),
        )
    )


def _people(participants: Iterable[Participant]) -> str:
    return ", ".join(clean(f"{shown_name(one)} {codes(one)}".strip()) for one in participants)


def _chain(mention: EventMention) -> str:
    links = [f"{clean(shown_name(link))} ({link.kind})".strip() for link in mention.attribution]
    return " → ".join(links)


def _marked(words: Marked) -> str:
    """Return the words with the found ones in colour, on paper between « and »; nothing steers the terminal."""
    before, after = (_MARK, _PLAIN) if colour() else ("«", "»")
    pieces, at = [], 0
    for start, end in words.marks:
        pieces += [words.text[at:start], _OPEN, words.text[start:end], _CLOSE]
        at = end
    shown = clean("".join([*pieces, words.text[at:]])).replace(_OPEN, before).replace(_CLOSE, after)
    return f"{'… ' if words.before else ''}{shown}{' …' if words.after else ''}"
