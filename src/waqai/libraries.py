"""The public library: what the commands do, from Python.

>>> from waqai import open_library
>>> library = open_library("waqai.db", create=True)  # doctest: +SKIP
>>> library.add("reports.jsonl", workers=2)  # doctest: +SKIP
>>> library.to_pandas("type:ASSAULT country:LBY date:2020")  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from waqai.library import ledger
from waqai.library.connection import Database, LibraryError
from waqai.library.filling import Effort
from waqai.library.opening import create_library, open_database
from waqai.library.stored import stored_reports
from waqai.read.checks import Defaults
from waqai.read.options import ReadOptions
from waqai.records import Report, StoredReport

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from waqai.export.manifest import Manifest
    from waqai.library.facets import Facets, Histogram, Period
    from waqai.library.filling import Progress
    from waqai.library.human import Imported
    from waqai.library.ingest import Added
    from waqai.library.recode import Recoded
    from waqai.library.retry import Retried
    from waqai.library.search import MentionPage, MentionSort, ReportPage, ReportSort
    from waqai.library.watch import Round

__all__ = ["Library", "LibraryError", "open_library"]


def open_library(location: str | Path = "waqai.db", *, create: bool = False) -> Library:
    """Open the library at a file's path or a URL (``postgresql://user@host/name``).

    With `create` one is made where there is none.  Raises `LibraryError`, in one line with the next step, where there
    is none, where it was made by a newer version, or where it cannot be reached.
    """
    if create and not holds_library(location):
        return Library(create_library(location))
    return Library(open_database(location))


def holds_library(location: str | Path) -> bool:
    """Tell whether a library is there; raises `LibraryError` where the database cannot be reached."""
    from waqai.library.migrations import current_version  # noqa: PLC0415  loaded when needed

    database = Database(location)
    if database.path is not None and not database.path.exists():
        return False
    try:
        with database.reading() as connection:
            return bool(current_version(connection))
    finally:
        database.close()


class Library:
    """An open library; use it in a ``with`` block, or `close` it.

    Everything that takes a query takes the language of docs/search.md; "" asks for everything.  Records and orders are
    the same whatever database keeps them.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        """Return its name, never a password."""
        return f"Library({self.database.name!r})"

    def close(self) -> None:
        """Close all connections."""
        self.database.close()

    # --- bringing in ------------------------------------------------------------------------------------------------

    def add(
        self,
        *inputs: str | Path,
        published: str = "",
        outlet: str = "",
        workers: int = 1,
        options: ReadOptions | None = None,
        progress: Progress | None = None,
    ) -> Added:
        """Read files, folders and web addresses into the library and code what is new; return what became of all.

        `published` (ISO) and `outlet` are for reports that do not say them.  The sum of the result's counts is what was
        read; `problems` lists what could not be coded.  With more than one worker the caller must be a module that can
        be imported again (``if __name__ == "__main__":``), as `multiprocessing` asks for.
        """
        from waqai.library.ingest import add_inputs  # noqa: PLC0415  loaded when needed

        names = [str(one) for one in inputs]
        defaults = Defaults(published, outlet)
        effort = Effort(workers=workers)
        return add_inputs(self.database, names, defaults, options, effort=effort, progress=progress)

    def add_reports(self, reports: Iterable[Report], *, workers: int = 1, progress: Progress | None = None) -> Added:
        """Add reports made by your program."""
        from waqai.library.ingest import add_reports  # noqa: PLC0415  loaded when needed

        return add_reports(self.database, reports, effort=Effort(workers=workers), progress=progress)

    def watch(
        self,
        *inputs: str | Path,
        every: float = 1800.0,
        once: bool = False,
        outlet: str = "",
        workers: int = 1,
        options: ReadOptions | None = None,
    ) -> Iterator[Round]:
        """Look at feeds and folders every so many seconds and yield how each look went; without end unless `once`."""
        from waqai.library.watch import watch  # noqa: PLC0415  loaded when needed

        names = [str(one) for one in inputs]
        defaults, effort = Defaults(outlet=outlet), Effort(workers=workers)
        return watch(self.database, names, every, once=once, defaults=defaults, options=options, effort=effort)

    def import_codings(self, *files: str | Path, annotator: str = "") -> Imported:
        """Bring in what people coded (annotation files, Label Studio's exports): it is shown before any machine's.

        `annotator` names who coded where a file names nobody.
        """
        from waqai.library.human import import_codings  # noqa: PLC0415  loaded when needed
        from waqai.read.human import read_codings  # noqa: PLC0415

        codings = chain.from_iterable(read_codings(one, annotator=annotator) for one in files)
        return import_codings(self.database, codings, [str(one) for one in files])

    def retry(
        self,
        *,
        quarantined: bool = False,
        workers: int = 1,
        private_addresses: bool = False,
        progress: Progress | None = None,
    ) -> Retried:
        """Try again what failed (and, if asked, what was quarantined), and nothing else."""
        from waqai.library.retry import retry  # noqa: PLC0415  loaded when needed

        return retry(
            self.database,
            quarantined=quarantined,
            private_addresses=private_addresses,
            effort=Effort(workers=workers),
            progress=progress,
        )

    # --- what is in it ----------------------------------------------------------------------------------------------

    def status(self) -> ledger.Summary:
        """Return how many items are in which state, and every run."""
        with self.database.reading() as connection:
            return ledger.summary(connection)

    def problems(
        self,
        states: Sequence[ledger.State] = ("failed", "quarantined"),
        *,
        run: int | None = None,
        limit: int = 100,
        after: int = 0,
    ) -> list[ledger.ItemProblem]:
        """Return items in one of `states` with the reason, in the order they were read, from the item `after` on."""
        with self.database.reading() as connection:
            return ledger.problems(connection, states, run=run, limit=limit, after=after)

    def search(
        self, query: str = "", *, limit: int = 20, cursor: str = "", sort: ReportSort = "relevance"
    ) -> ReportPage:
        """Find reports: the best first, with snippets; raises `QueryError` that points at what is wrong."""
        from waqai.library.search import search_reports  # noqa: PLC0415  loaded when needed

        with self.database.reading() as connection:
            return search_reports(connection, query, limit=limit, cursor=cursor, sort=sort)

    def events(
        self, query: str = "", *, limit: int = 100, cursor: str = "", sort: MentionSort = "-date"
    ) -> MentionPage:
        """Find event mentions, each with its record; raises `QueryError` that points at what is wrong."""
        from waqai.library.search import search_mentions  # noqa: PLC0415  loaded when needed

        with self.database.reading() as connection:
            return search_mentions(connection, query, limit=limit, cursor=cursor, sort=sort)

    def facets(self, query: str = "", dimensions: Sequence[str] = (), *, top: int = 20) -> Facets:
        """Return the most frequent values of each dimension with counts of mentions and of reports."""
        from waqai.library.facets import facets  # noqa: PLC0415  loaded when needed
        from waqai.library.tallies import DIMENSIONS  # noqa: PLC0415

        with self.database.reading() as connection:
            return facets(connection, query, dimensions or DIMENSIONS, top)

    def histogram(self, query: str = "", by: Period = "month") -> Histogram:
        """Return how many mentions (and reports) there are by the year, month or day in which the events began."""
        from waqai.library.facets import histogram  # noqa: PLC0415  loaded when needed

        with self.database.reading() as connection:
            return histogram(connection, query, by)

    # --- taking out -------------------------------------------------------------------------------------------------

    def reports(self, query: str = "") -> Iterator[StoredReport]:
        """Yield every report with its (matching) mentions in the order of ids; memory stays flat.

        Without a query reports that hold no event are yielded too.
        """
        with self.selected(query) as reports:
            yield from reports

    def export(self, path: str | Path, form: str = "", query: str = "") -> Manifest:
        """Write all results to a file and the manifest beside it; `form` as listed in docs/exports.md.

        By default the file's ending decides.  Raises `KeyError` for an unknown form, OSError when it cannot be written.
        """
        from waqai.export.formats import format_for  # noqa: PLC0415  loaded when needed
        from waqai.export.manifest import export_file  # noqa: PLC0415

        target = Path(path)
        with self.selected(query) as reports:
            return export_file(reports, form or format_for(target), target, query)

    def to_arrow(self, query: str = "") -> pa.Table:
        """Return all matching mentions as an Arrow table with the columns of the Parquet export."""
        import pyarrow as pa  # noqa: PLC0415  loaded when needed

        from waqai.export.parquet import SCHEMA, mention_tables  # noqa: PLC0415

        with self.selected(query) as reports:
            return pa.concat_tables([SCHEMA.empty_table(), *mention_tables(reports)])

    def to_pandas(self, query: str = "", **options: Any) -> pd.DataFrame:
        """Return all matching mentions as a pandas data frame; `options` are those of ``pyarrow.Table.to_pandas``."""
        return self.to_arrow(query).to_pandas(**options)

    def to_polars(self, query: str = "") -> pl.DataFrame:
        """Return all matching mentions as a polars data frame."""
        import polars as pl  # noqa: PLC0415  loaded when needed

        frame = pl.from_arrow(self.to_arrow(query))
        if not isinstance(frame, pl.DataFrame):
            raise TypeError("polars made no data frame of the table")
        return frame

    @contextmanager
    def selected(self, query: str = "") -> Iterator[Iterator[StoredReport]]:
        """Give the reports of a query as `reports` does, all from one state of the library."""
        with self.database.reading() as connection:
            if query.strip():
                from waqai.library.search import select_mentions  # noqa: PLC0415  loaded when needed

                yield stored_reports(connection, select_mentions(query))
            else:
                yield stored_reports(connection)

    # --- upkeep -----------------------------------------------------------------------------------------------------

    def recode(
        self, query: str = "", *, force: bool = False, workers: int = 1, progress: Progress | None = None
    ) -> Recoded:
        """Code again what another version coded (or everything, with `force`); what people decided stays."""
        from waqai.library.recode import recode  # noqa: PLC0415  loaded when needed
        from waqai.library.search import select_reports  # noqa: PLC0415

        reports = select_reports(query) if query.strip() else None
        return recode(self.database, reports, force=force, effort=Effort(workers=workers), progress=progress)
