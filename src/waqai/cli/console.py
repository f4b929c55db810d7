"""What every command says on standard error, and how wide the terminal is."""

from __future__ import annotations

import os
import shutil
import sys


def tell(line: str) -> None:
    """Write one line to standard error."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def put(text: str) -> None:
    """Write to standard output (UTF-8)."""
    sys.stdout.write(text)


def use_utf8() -> None:
    """Let both standard streams write UTF-8 whatever the locale is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def width() -> int:
    """Return the terminal's width in columns, 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns


def colour() -> bool:
    """Tell whether standard output is a terminal that wants colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
