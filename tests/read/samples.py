"""What the tests of reading share: sentences, and short ways to read and to build inputs."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from waqai.read import InputProblem, Item, ReadOptions, read_items
from waqai.read.checks import Defaults
from waqai.records import Report

TEXT = "التقى الوزير نظيره في تونس."
OTHER = "أعلنت الحكومة فتح المعبر أمام القوافل."
#: long enough for old encodings to be recognised
LONG = "وقال الوزير في بيان إن الاجتماع الذي عقد في العاصمة من أجل السلام كان على مستوى عال. " * 3


def items(*inputs: object, options: ReadOptions | None = None) -> list[Item]:
    """Read everything and check what holds of every reading: one `where` an item, each the same when read again."""
    first = list(read_items(map(str, inputs), Defaults(), options))
    places = [(item.input, item.where) for item in first]
    assert len(set(places)) == len(places), places
    return first


def split(*inputs: object, options: ReadOptions | None = None) -> tuple[list[Report], list[InputProblem]]:
    """Return the reports and the problems."""
    found = [item.found for item in items(*inputs, options=options)]
    return (
        [one for one in found if isinstance(one, Report)],
        [one for one in found if isinstance(one, InputProblem)],
    )


def one_problem(*inputs: object, options: ReadOptions | None = None) -> InputProblem:
    """Return the only thing found, a problem."""
    found = items(*inputs, options=options)
    assert len(found) == 1, found
    problem = found[0].found
    assert isinstance(problem, InputProblem), problem
    assert problem.where == found[0].where
    return problem


def jsonl(*texts: str) -> bytes:
    """Return JSON Lines with these texts."""
    return "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts).encode()


def make_zip(path: Path, members: Mapping[str, bytes | str]) -> Path:
    """Write a ZIP archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tar_bytes(members: Mapping[str, bytes | str], mode: str = "w") -> bytes:
    """Return a tar archive; `mode` ``w:gz`` packs it."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            raw = data if isinstance(data, bytes) else data.encode()
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return out.getvalue()
