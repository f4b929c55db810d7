"""Rules of the house that no other tool checks."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(ROOT.glob("tests/**/*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_test_hides_another(path: Path) -> None:
    tree: ast.Module = ast.parse(path.read_text("utf-8"))
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    scopes: list[ast.Module | ast.ClassDef] = [tree, *classes]
    for scope in scopes:
        body = scope.body
        names = Counter(node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef))
        assert [name for name, times in names.items() if times > 1] == []


def test_constraints_are_pins_and_nothing_else() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)] == []


def test_every_dependency_is_pinned() -> None:
    pinned = {re.sub(r"[-_.]+", "-", line.split("==")[0]).lower() for line in _pins()}
    wanted = re.findall(r'"([A-Za-z0-9._-]+)>=', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert {re.sub(r"[-_.]+", "-", name).lower() for name in wanted} <= pinned


def _pins() -> list[str]:
    return (ROOT / "constraints.txt").read_text("utf-8").splitlines()
