"""``waqai agree A B``: how far two annotations of the same reports agree."""

from __future__ import annotations

from pathlib import Path

from waqai.cli.console import put, tell, use_utf8
from waqai.cli.evaluate import aligned
from waqai.read import InputProblem
from waqai.read.problems import os_reason


def agree_files(first: Path, second: Path, texts: Path | None) -> int:
    """Print the agreement of two annotation files; return the exit status, 1 if one lacks reports of the other."""
    from waqai.evaluate import GoldError, agree, read_gold  # noqa: PLC0415  slow to load

    use_utf8()
    try:
        one, other = read_gold(first, texts), read_gold(second, texts)
        found = agree(one, other)
    except OSError as error:
        tell(f"waqai: {InputProblem(str(error.filename or first), os_reason(error), 'check the name')}")
        return 1
    except GoldError as error:
        tell(f"waqai: {error}")
        return 1
    except ValueError as error:
        tell(f"waqai: {first}, {second}: {error}")
        return 1
    for line in aligned(found.table()):
        put(f"{line}\n")
    put(f"{found.articles} reports in both\n")
    for here, there, missing in ((first, second, found.first_only), (second, first, found.second_only)):
        for name in missing:
            tell(f"waqai: {InputProblem(str(there), f'has no report {name}', f'it stands only in {here}')}")
    return 1 if found.first_only or found.second_only else 0
