"""``waqai knowledge check | show NAME``."""

from __future__ import annotations

from importlib.resources import as_file, files

from waqai.cli.console import put, tell, use_utf8


def check() -> int:
    """Check the knowledge tables; print what is wrong and the counts; return 1 for mistakes (not for warnings)."""
    from waqai.knowledge import check as check_tables  # noqa: PLC0415  the package's name is this module's too
    from waqai.knowledge.tables import read_rows, table_of  # noqa: PLC0415

    use_utf8()
    with as_file(files("waqai.knowledge").joinpath("data")) as folder:
        problems = check_tables(folder)
        counts = [
            (path.name, sum(1 for _ in read_rows(path))) for path in sorted(folder.glob("*.tsv")) if table_of(path)
        ]
    for problem in problems:
        put(f"{problem}\n")
    for name, rows in counts:
        put(f"{name}: {rows:,} rows\n")
    mistakes = [problem for problem in problems if not problem.warning]
    put(f"{len(mistakes)} mistakes, {len(problems) - len(mistakes)} warnings\n")
    return 1 if mistakes else 0


def show(name: str) -> int:
    """Print what a name stands for; return 1 if nothing is known."""
    from waqai.knowledge import Knowledge  # noqa: PLC0415

    use_utf8()
    lines = Knowledge.load().show(name)
    if not lines:
        tell(f"waqai: {name}: not in the knowledge base")
        return 1
    for line in lines:
        put(f"\u200e{line}\n")
    return 0
