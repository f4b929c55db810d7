"""``waqai evaluate GOLD``: code the annotated reports and compare."""

from __future__ import annotations

from pathlib import Path

from waqai.cli.coding import code_all
from waqai.cli.console import put, tell, use_utf8
from waqai.read import InputProblem
from waqai.read.problems import os_reason
from waqai.records import CodedReport


def evaluate_files(gold_file: Path, texts: Path | None, list_errors: bool) -> int:
    """Print the figures (and the list of errors) for the reports of `gold_file`; return the exit status."""
    from waqai.evaluate import GoldError, errors, evaluate, read_gold  # noqa: PLC0415  slow to load

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
    for result in code_all(one.report for one in gold):
        if isinstance(result, InputProblem):
            tell(f"waqai: {result}")
            status = 1
        else:
            coded.append(result)
    if list_errors:
        for mistake in errors(gold, coded):
            put(f"{mistake.line()}\n")
    for line in _aligned(evaluate(gold, coded).table()):
        put(f"{line}\n")
    put(f"{len(gold)} reports\n")
    return status


def _aligned(rows: list[tuple[str, str, str, str, str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip() for row in rows]
