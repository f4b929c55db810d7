"""``waqai code`` and ``waqai demo``: read, code, write."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import typer

from waqai.cli.console import colour, put, tell, use_utf8, width
from waqai.export import FormatName, make_exporter
from waqai.export.base import counted
from waqai.export.output import open_output
from waqai.read import InputProblem, ReadOptions, count_reports, read_inputs
from waqai.read.checks import Defaults
from waqai.read.problems import os_reason
from waqai.read.sources import STANDARD_INPUT
from waqai.scale.processes import Result, code_all

if TYPE_CHECKING:
    from rich.progress import Progress

_ENDINGS: dict[str, FormatName] = {
    ".html": "html",
    ".htm": "html",
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
#: with more reports than this a progress bar is drawn
_FEW = 4


class Request(msgspec.Struct, frozen=True):
    """What the user asked ``waqai code`` to do; `form` None: by the ending of `output`."""

    inputs: list[str]
    output: Path | None = None
    form: FormatName | None = None
    published: str = ""
    outlet: str = ""
    jobs: int = 1
    options: ReadOptions = ReadOptions()

    @property
    def format_name(self) -> FormatName:
        """The format asked for, else the one of the output's ending, else the table."""
        return self.form or _ENDINGS.get(self.output.suffix.lower() if self.output else "", "table")


class _Counts(msgspec.Struct):
    reports: int = 0
    mentions: int = 0
    problems: int = 0


def run(request: Request) -> int:
    """Do what was asked and return the exit status: 0, or 1 if anything could not be read, coded or written."""
    use_utf8()
    _refuse_overwriting(request)
    counts = _Counts()
    try:
        with _progress(request) as bar:
            _write(request, counts, bar)
    except BrokenPipeError:
        raise
    except _NothingCodedError:
        tell(f"waqai: no report could be coded; {request.output} was not written")
    except OSError as error:
        tell(f"waqai: {_not_written(str(request.output or 'standard output'), error)}")
        return 1
    else:
        _summarise(request, counts)
    return 1 if counts.problems else 0


class _NothingCodedError(Exception):
    """Nothing to write: the output is left as it was."""


def _write(request: Request, counts: _Counts, bar: Progress | None) -> None:
    to_terminal = request.output is None and colour()
    exporter = make_exporter(request.format_name, width() if request.output is None else 100, to_terminal)
    with open_output(request.output) as out:
        begun = False
        for result in _results(request, bar):
            if isinstance(result, InputProblem):
                counts.problems += 1
                _report_problem(result, bar)
                continue
            if not begun:
                out.write(exporter.begin())
                begun = True
            counts.reports += 1
            counts.mentions += len(result.mentions)
            out.write(exporter.report(result))
        if not begun:
            if counts.problems and request.output is not None:
                raise _NothingCodedError
            if counts.problems:
                return
            out.write(exporter.begin())
        for piece in exporter.end():
            out.write(piece)


def _results(request: Request, bar: Progress | None) -> Iterator[Result]:
    items = read_inputs(request.inputs, Defaults(request.published, request.outlet), request.options)
    for result in code_all(items, request.jobs):
        yield result
        if bar is not None:
            bar.advance(bar.task_ids[0])


def _report_problem(problem: InputProblem, bar: Progress | None) -> None:
    if bar is None:
        tell(f"waqai: {problem}")
    else:
        bar.console.print(f"waqai: {problem}", markup=False, highlight=False, soft_wrap=True)


@contextmanager
def _progress(request: Request) -> Iterator[Progress | None]:
    """Give a progress bar on standard error when there is something to wait for and nothing else to look at."""
    shown = sys.stderr.isatty() and not (request.output is None and sys.stdout.isatty())
    total = count_reports(request.inputs) if shown else 0
    if total is not None and total <= _FEW:
        yield None
        return
    from rich.console import Console  # noqa: PLC0415  seldom needed
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("coding"), BarColumn(), MofNCompleteColumn(), TextColumn("reports"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        bar.add_task("coding", total=total)
        yield bar


def _refuse_overwriting(request: Request) -> None:
    if request.output is None or not request.output.exists():
        return
    for name in request.inputs:
        if name != STANDARD_INPUT and Path(name).is_file() and request.output.samefile(name):
            raise typer.BadParameter(f"{name} is also the input and would be overwritten", param_hint="--output")


def _not_written(where: str, error: OSError) -> InputProblem:
    return InputProblem(where, f"cannot be written: {os_reason(error)}", "choose another place with -o")


def _summarise(request: Request, counts: _Counts) -> None:
    if request.output is None:
        return
    line = f"{counted(counts.reports, 'report')}, {counted(counts.mentions, 'event mention')} → {request.output}"
    if counts.problems:
        line += f" ({counts.problems} could not be coded, see above)"
    tell(line)


def example_folder() -> Path:
    """Return the folder of the example reports: inside the installed package, else in the source tree around it."""
    package = Path(str(files("waqai")))
    inside = package / "examples"
    return inside if inside.is_dir() else package.parents[1] / "examples"


def run_demo(output: Path) -> int:
    """Code the example reports: a table to standard output, a page to `output`; return the exit status."""
    use_utf8()
    reports = example_folder() / "reports.jsonl"
    tell("Waqai reads the example reports that come with it. Each row of a table is one event mention:")
    tell("what kind of event, who did it to whom, where and when, according to whom, and the words that say so.\n")
    results = list(code_all(read_inputs([str(reports)])))
    table, page = make_exporter("table", width(), colour()), make_exporter("html")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with open_output(output) as out:
            out.write(page.begin())
            for result in results:
                if isinstance(result, InputProblem):
                    tell(f"waqai: {result}")
                    continue
                put(table.report(result))
                out.write(page.report(result))
            for piece in page.end():
                out.write(piece)
    except BrokenPipeError:
        raise
    except OSError as error:
        tell(f"waqai: {_not_written(str(output), error)}")
        return 1
    put("".join(table.end()))
    put("\nThe page with every event's words highlighted, its sources and the reason for each value:\n")
    put(f"  {output.resolve()}\n")
    return 1 if any(isinstance(result, InputProblem) for result in results) else 0
