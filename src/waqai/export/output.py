"""Where results go: a file that appears whole or not at all, or standard output."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO


@contextmanager
def open_output(path: Path | None) -> Iterator[TextIO]:
    """Give a text stream (UTF-8, LF) for `path`, standard output for None.

    A file is written beside its place and renamed when the block ends well; when it ends badly nothing is left and an
    older file of that name stays as it was.  Raises OSError when it cannot be written.
    """
    if path is None:
        yield _standard_output()
        sys.stdout.flush()
        return
    with open_binary_output(path) as raw:
        stream = io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
        try:
            yield stream
            stream.flush()
        finally:
            # it must not close what is below when it is forgotten
            with suppress(OSError, ValueError):
                stream.detach()


@contextmanager
def open_binary_output(path: Path | None) -> Iterator[BinaryIO]:
    """Give a stream of bytes for `path`, with the promises of `open_output`."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if is_device(path):
        # a device or a pipe cannot be renamed
        with path.open("wb") as stream:
            yield stream
        return
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise IsADirectoryError(21, "it is a folder", str(path))
    handle, beside = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(beside).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        Path(beside).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise


def is_device(path: Path) -> bool:
    """Whether `path` is a device or a pipe, which is written to as it is."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _standard_output() -> TextIO:
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="strict", newline="\n")
    return sys.stdout


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
