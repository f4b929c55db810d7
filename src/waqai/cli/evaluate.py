"""``waqai evaluate GOLD``: code the annotated reports and compare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from waqai.cli.console import put, tell, use_utf8
from waqai.coder import Coder
from waqai.export.output import open_output
from waqai.read import InputProblem
from waqai.read.problems import os_reason
from waqai.records import CodedReport
from waqai.scale.processes import code_one


def evaluate_files(gold_file: Path, texts: Path | None, list_errors: bool, page: Path | None = None) -> int:
    """Print the figures (and the list of errors) for the reports of `gold_file`; return the exit status.

    With `page`, also write the error browser there.
    """
    from waqai.cli.error_page import error_page  # noqa: PLC0415  slow to load
    from waqai.evaluate import GoldError, errors, evaluate, read_gold  # noqa: PLC0415
    from waqai.evaluate.ratios import ALL  # noqa: PLC0415

    use_utf8()
    try:
        gold = read_gold(gold_file, texts)
    except OSError as error:
        tell(f"waqai: {InputProblem(str(error.filename or gold_file), os_reason(error), 'check the name')}")
        return 1
    except GoldError as error:
        tell(f"waqai: {error}" + ("" if texts else " – if GOLD holds no texts, give them with --texts FILE"))
        return 1
    if not any(one.report.text for one in gold):
        tell(f"waqai: {InputProblem(str(gold_file), 'holds no texts', 'give the texts by id with --texts FILE')}")
        return 1
    coded: list[CodedReport] = []
    status = 0
    coder = Coder()
    for one in gold:
        result = code_one(coder, one.report)
        if isinstance(result, InputProblem):
            tell(f"waqai: {result}")
            status = 1
        else:
            coded.append(result)
    figures = evaluate(gold, coded)
    mistakes = errors(gold, coded) if list_errors or page is not None else []
    for mistake in mistakes if list_errors else ():
        put(f"{mistake.line()}\n")
    for line in aligned(figures.table()):
        put(f"{line}\n")
    put(f"{len(gold)} reports\n")
    if page is not None:
        whole = [figure for figure in figures.figures if figure.scope == ALL]
        status |= _write(page, error_page(mistakes, gold, coded, whole, coder))
    return status


def _write(page: Path, pieces: Iterable[str]) -> int:
    try:
        with open_output(page) as out:
            out.writelines(pieces)
    except OSError as error:
        tell(f"waqai: {InputProblem(str(page), f'cannot be written: {os_reason(error)}', 'choose another place')}")
        return 1
    tell(f"the differences to read: {page}")
    return 0


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows as lines with their columns aligned."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip() for row in rows]
