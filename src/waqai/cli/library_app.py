"""The commands of the library and their arguments; what they do stands in the modules beside this one."""

from __future__ import annotations

from enum import Enum, StrEnum
from pathlib import Path
from typing import Annotated

import typer

from waqai.cli.arguments import (
    DEFAULT_LIBRARY,
    Follow,
    Inputs,
    LibraryPlace,
    Map,
    Outlet,
    PrivateAddresses,
    Published,
    Query,
    iso_date,
    leave,
    query_words,
    read_options,
)
from waqai.export.formats import FILE_FORMATS

ExportFormat = Enum("ExportFormat", {name: name for name in FILE_FORMATS}, type=str)  # type: ignore[misc]


class Shown(StrEnum):
    """How results are shown."""

    table = "table"
    jsonl = "jsonl"


class Sort(StrEnum):
    """Order of what was found."""

    relevance = "relevance"
    newest = "newest"
    oldest = "oldest"


State = Enum(  # type: ignore[misc]
    "State", {name: name for name in ("queued", "coded", "empty", "duplicate", "failed", "quarantined")}, type=str
)
Jobs = Annotated[
    int,
    typer.Option("--jobs", "-j", metavar="N", min=0, help="Processes to share the coding; 0: one for each core."),
]
Limit = Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, max=1000, help="How many to show.")]
After = Annotated[str, typer.Option(metavar="CURSOR", help="Go on after the page that gave this word.")]
Facets = Annotated[bool, typer.Option("--facets", help="Count by type, country, actor, source … instead.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (init, add, watch, status, retry, search, events, export):
        app.command()(command)
    app.command(name="import")(import_codings)
    for upkeep in (recode, backup, restore, check):
        app.command()(upkeep)


def init(
    location: Annotated[
        str, typer.Argument(metavar="[PATH|URL]", help="A file to make, or postgresql://user@host/name.")
    ] = DEFAULT_LIBRARY,
) -> None:
    """Make an empty library."""
    from waqai.cli.library import init_library  # noqa: PLC0415  loaded when needed

    leave(lambda: init_library(location))


def add(
    inputs: Inputs,
    library: LibraryPlace = DEFAULT_LIBRARY,
    published: Published = "",
    outlet: Outlet = "",
    jobs: Jobs = 0,
    columns: Map = None,
    follow: Follow = False,
    private_addresses: PrivateAddresses = False,
) -> None:
    """Read reports into the library and code them.

    Every item gets a state (coded, empty, duplicate, failed, quarantined) that `waqai status` shows; nothing is lost
    without a word. What the library holds already is not added twice; other words at the same address or id are a new
    revision. Interrupted, the same command goes on where it was.

    The exit status is 1 when an item failed or was quarantined.
    """
    from waqai.cli.library import AddRequest, add_to_library  # noqa: PLC0415  loaded when needed

    options = read_options(columns, follow, private_addresses)
    request = AddRequest(library, inputs, iso_date(published), outlet, jobs, options)
    leave(lambda: add_to_library(request))


def watch(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT…", help="Feeds (their addresses) and folders.")],
    library: LibraryPlace = DEFAULT_LIBRARY,
    every: Annotated[str, typer.Option(metavar="TIME", help="How often to look: 15m, 2h, 1d.")] = "30m",
    once: Annotated[bool, typer.Option("--once", help="Look once and leave.")] = False,
    outlet: Outlet = "",
    jobs: Jobs = 1,
    follow: Follow = False,
    private_addresses: PrivateAddresses = False,
) -> None:
    """Look at feeds and folders again and again and add what is new; Ctrl-C ends it.

    A server is asked no more often than it wishes (Retry-After), with what is known of its last answer (ETag), and less
    often while it fails.
    """
    from waqai.cli.library import AddRequest, watch_inputs  # noqa: PLC0415  loaded when needed

    request = AddRequest(library, inputs, "", outlet, jobs, read_options(None, follow, private_addresses))
    leave(lambda: watch_inputs(request, every, once))


def status(
    library: LibraryPlace = DEFAULT_LIBRARY,
    state: Annotated[
        State | None, typer.Option(help="List the items in this state. Default: failed and quarantined ones.")
    ] = None,
    limit: Limit = 20,
) -> None:
    """Show what the library holds: items by state, runs, and what went wrong with which input."""
    from waqai.cli.library import show_status  # noqa: PLC0415  loaded when needed

    leave(lambda: show_status(library, state.value if state else "", limit))


def retry(
    library: LibraryPlace = DEFAULT_LIBRARY,
    quarantined: Annotated[bool, typer.Option("--quarantined", help="Also try what was quarantined.")] = False,
    jobs: Jobs = 1,
    private_addresses: PrivateAddresses = False,
) -> None:
    """Try again what failed, and nothing else."""
    from waqai.cli.library import retry_failed  # noqa: PLC0415  loaded when needed

    leave(lambda: retry_failed(library, quarantined, jobs, private_addresses))


def search(
    query: Query = None,
    library: LibraryPlace = DEFAULT_LIBRARY,
    limit: Limit = 10,
    after: After = "",
    sort: Annotated[Sort, typer.Option(help="Order of the reports.")] = Sort.relevance,
    facets: Facets = False,
    form: Annotated[Shown, typer.Option("--format", "-f", help="table: to look at; jsonl: one a line.")] = Shown.table,
) -> None:
    """Find reports: the best first, with the words that match."""
    from waqai.cli.searching import SearchRequest, search_library  # noqa: PLC0415  loaded when needed

    request = SearchRequest(library, query_words(query), limit, after, sort.value, facets, form.value)
    leave(lambda: search_library(request))


def events(
    query: Query = None,
    library: LibraryPlace = DEFAULT_LIBRARY,
    limit: Limit = 20,
    after: After = "",
    sort: Annotated[Sort, typer.Option(help="Order: by the day of the event.")] = Sort.newest,
    facets: Facets = False,
    form: Annotated[Shown, typer.Option("--format", "-f", help="table: to look at; jsonl: one a line.")] = Shown.table,
) -> None:
    """Find event mentions: who did what to whom, where, when, according to whom."""
    from waqai.cli.searching import SearchRequest, show_events  # noqa: PLC0415  loaded when needed

    request = SearchRequest(library, query_words(query), limit, after, sort.value, facets, form.value)
    leave(lambda: show_events(request))


def export(
    query: Query = None,
    library: LibraryPlace = DEFAULT_LIBRARY,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="OUT", help="The file; beside it goes OUT.manifest.json with the counts."
        ),
    ] = None,
    form: Annotated[
        ExportFormat | None,
        typer.Option("--format", "-f", help="Default: by the ending of OUT, else annotation.", show_default=False),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all/--no-all", help="Every result (default), or only the first N.", show_default=False)
    ] = True,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="With --no-all: how many.")] = 1000,
) -> None:
    """Write all results of a query (or everything) to a file that other programs read.

    The formats are described in docs/exports.md. Reports come in the order of their ids; the same library and query
    give the same bytes.
    """
    from waqai.cli.searching import ExportRequest, export_library  # noqa: PLC0415  loaded when needed

    name = form.value if form else ""
    request = ExportRequest(library, query_words(query), output, name, None if everything else limit)
    leave(lambda: export_library(request))


def import_codings(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Files that people have annotated.")],
    library: LibraryPlace = DEFAULT_LIBRARY,
    annotator: Annotated[str, typer.Option(metavar="NAME", help="Who annotated, where the file does not say so.")] = "",
) -> None:
    """Bring in what people have coded: annotation files and exports of Label Studio.

    A person's coding is shown instead of the machine's and stays when reports are coded again.
    """
    from waqai.cli.library import import_files  # noqa: PLC0415  loaded when needed

    leave(lambda: import_files(library, files, annotator))


def recode(
    query: Query = None,
    library: LibraryPlace = DEFAULT_LIBRARY,
    force: Annotated[bool, typer.Option("--force", help="Also what this version has coded already.")] = False,
    jobs: Jobs = 0,
) -> None:
    """Code the reports again with this version of the program and its lexicon; what people decided stays."""
    from waqai.cli.library import recode_library  # noqa: PLC0415  loaded when needed

    leave(lambda: recode_library(library, query_words(query), force, jobs))


def backup(
    output: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write.")],
    library: LibraryPlace = DEFAULT_LIBRARY,
) -> None:
    """Write the whole library to one file, while others go on using it."""
    from waqai.cli.library import backup_library  # noqa: PLC0415  loaded when needed

    leave(lambda: backup_library(library, output))


def restore(
    archive: Annotated[Path, typer.Argument(metavar="BACKUP", help="A file that `waqai backup` wrote.")],
    location: Annotated[
        str, typer.Argument(metavar="[PATH|URL]", help="Where the library is made: nothing may be there yet.")
    ] = DEFAULT_LIBRARY,
) -> None:
    """Make a library from a backup, on SQLite or PostgreSQL whichever it came from."""
    from waqai.cli.library import restore_library  # noqa: PLC0415  loaded when needed

    leave(lambda: restore_library(archive, location))


def check(
    library: LibraryPlace = DEFAULT_LIBRARY,
    repair: Annotated[bool, typer.Option("--repair", help="Make anew what is made from the codings.")] = False,
) -> None:
    """Check the library: the database, every stored quotation against its report, states, counts and indexes.

    The exit status is 1 when something is wrong.
    """
    from waqai.cli.library import check_library  # noqa: PLC0415  loaded when needed

    leave(lambda: check_library(library, repair))
