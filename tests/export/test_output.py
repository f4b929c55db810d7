"""A file appears whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from waqai.export.output import open_output


def test_file_is_there_when_the_block_has_ended(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    with open_output(target) as out:
        out.write("خبر\n")
        assert not target.exists()
    assert target.read_bytes() == "خبر\n".encode()
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, MemoryError])
def test_nothing_is_left_of_an_interrupted_run(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old", "utf-8")

    def write() -> None:
        with open_output(target) as out:
            out.write("half")
            raise error

    with pytest.raises(error):
        write()
    assert target.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="folder"), open_output(tmp_path):
        pass


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"), open_output(tmp_path / "no" / "out"):
        pass


def test_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    link.symlink_to(target)
    with open_output(link) as out:
        out.write("x")
    assert link.is_symlink()
    assert target.read_text("utf-8") == "x"


def test_permissions_are_the_usual_ones(tmp_path: Path) -> None:
    with open_output(tmp_path / "out") as out:
        out.write("x")
    (tmp_path / "plain").write_text("x", "utf-8")
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_device_is_written_to() -> None:
    with open_output(Path(os.devnull)) as out:
        out.write("x")
    assert not Path(os.devnull).is_file()
