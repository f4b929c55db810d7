"""Arguments that several commands share."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from waqai.read import ReadOptions

#: where a library lies when neither ``--library`` nor the environment says so
DEFAULT_LIBRARY = "waqai.db"
_BARE_FIELD = re.compile(r"\A(\w+):([^\"«»“”:]*\s[^\"«»“”:]*)\Z")

Published = Annotated[
    str,
    typer.Option(
        metavar="DATE",
        help="Publication date (2020-02-05) of reports that give none; without it 'yesterday' stays open.",
    ),
]
Outlet = Annotated[str, typer.Option(metavar="NAME", help="Who published the reports that do not say so.")]
Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT…",
        help="Files (text, JSON Lines, CSV, Parquet, web pages, feeds, WARC; also in ZIP, tar, gzip), folders, "
        "addresses of pages and feeds (https://…), or - for standard input (docs/inputs.md).",
    ),
]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN,…",
        help="Which column of a table is which field (text, title, id, url, outlet, published, language), where its "
        "name does not tell: --map text=Body,published=Day.",
        show_default=False,
    ),
]
Follow = Annotated[
    bool, typer.Option("--follow", help="Of each entry of a feed, fetch and read the page instead of its summary.")
]
PrivateAddresses = Annotated[
    bool,
    typer.Option("--private-addresses", help="Fetch from private networks and from this machine, too."),
]
LibraryPlace = Annotated[
    str,
    typer.Option(
        "--library",
        "-l",
        metavar="PATH|URL",
        envvar="WAQAI_LIBRARY",
        help="The library: a file (SQLite) or postgresql://user@host/name.",
    ),
]
Query = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUERY]",
        help='What to look for: words, "phrases", AND OR NOT ( ), type:ASSAULT country:LBY date:2020-01..2020-03 '
        "and more (docs/search.md). Nothing: everything.",
        show_default=False,
    ),
]


def iso_date(published: str) -> str:
    """Return the option's ISO day; raises `typer.BadParameter` for what is no date."""
    from waqai.read.checks import iso_day  # noqa: PLC0415  loaded when needed

    try:
        return iso_day(published)
    except ValueError:
        message = f"{published!r} is no date of the calendar; write it as 2020-02-05"
        raise typer.BadParameter(message, param_hint="--published") from None


def read_options(columns: list[str] | None, follow: bool, private_addresses: bool) -> ReadOptions:
    """Return how inputs are read; raises `typer.BadParameter` for a ``--map`` that says nothing."""
    from waqai.read import ReadOptions  # noqa: PLC0415  loaded when needed
    from waqai.read.mapping import parse_mapping  # noqa: PLC0415

    try:
        mapping = parse_mapping(columns or ())
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--map") from None
    return ReadOptions(mapping=mapping, follow=follow, private_addresses=private_addresses)


def query_words(arguments: list[str] | None) -> str:
    """Return one query of several arguments; the quotes that the shell took from ``actor:"two words"`` come back."""
    given = arguments or []
    if len(given) < 2:
        return " ".join(given)
    return " ".join(_BARE_FIELD.sub(r'\1:"\2"', one) for one in given)


def leave(work: Callable[[], int]) -> NoReturn:
    """Do the work and leave with its exit status; a closed pipe and Ctrl-C end it without a traceback."""
    try:
        status = work()
        sys.stdout.flush()
    except BrokenPipeError:
        # the reader has had enough: let the interpreter's last flush go nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except KeyboardInterrupt:
        typer.echo("waqai: stopped; no half-written output was left", err=True)
        status = 130
    raise typer.Exit(status)
