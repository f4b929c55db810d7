"""Machine code is used only with the very sources it was made from, and codes what they code."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import waqai
from waqai import native

PACKAGE = Path(waqai.__file__).parent
EXAMPLES = Path(__file__).parents[1] / "examples" / "reports.jsonl"
SUFFIX = str(sysconfig.get_config_var("EXT_SUFFIX"))
_TELL = "import waqai, waqai.languages.arabic.tokens as t; print(waqai.COMPILED, t.__file__)"
_CODE = """
import json, sys, tomllib
from pathlib import Path
import waqai
from waqai import Coder, Report
from waqai.coding.tracing import why_not
from waqai.records import to_json

coder = Coder()
reports = [Report(**json.loads(line)) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
frames = [frame for path in sorted(Path(sys.argv[2]).glob("*.toml"))
          for frame in tomllib.loads(path.read_text("utf-8")).get("frame", [])]
texts = [example["text"] for frame in frames for example in frame.get("examples", [])]
reports += [Report("\\n".join(texts[at : at + 20]), published="2024-05-06") for at in range(0, len(texts), 20)]
sys.stdout.write(f"{waqai.COMPILED}\\n")
sys.stdout.flush()
for report in reports:
    sys.stdout.buffer.write(to_json(coder.code(report)) + b"\\n")
sys.stdout.write("\\n".join(why_not(coder.trace(reports[0]), [("text", 0, 200)], ["CONSULT"])))
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package's sources without anything compiled."""
    ignored = shutil.ignore_patterns("compiled", "__pycache__", "*.tsv", "*.bin", "*.toml")
    return Path(shutil.copytree(PACKAGE, tmp_path / "waqai", ignore=ignored))


def _put(package: Path, *names: str) -> None:
    folder = package / "compiled" / native.fingerprint(package)
    folder.mkdir(parents=True)
    for name in names:
        (folder / f"{name}{SUFFIX}").write_bytes(b"no machine code")


def test_nothing_compiled_means_the_sources(package: Path) -> None:
    assert native.compiled_files(package) == {}


def test_the_machine_code_of_these_sources_is_found(package: Path) -> None:
    _put(package, "waqai.coding.events", "waqai_compiled__mypyc")
    assert sorted(native.compiled_files(package)) == ["waqai.coding.events", "waqai_compiled__mypyc"]


@pytest.mark.parametrize("edited", ["coding/events.py", "languages/arabic/tokens.py", "records.py", "native.py"])
def test_edited_sources_never_run_with_older_machine_code(package: Path, edited: str) -> None:
    _put(package, "waqai.coding.events", "waqai_compiled__mypyc")
    source = package / edited
    source.write_text(source.read_text("utf-8") + "# edited\n", "utf-8")
    assert native.compiled_files(package) == {}


def test_a_new_source_counts_as_an_edit(package: Path) -> None:
    before = native.fingerprint(package)
    (package / "coding" / "new.py").write_text("", "utf-8")
    assert native.fingerprint(package) != before


def test_machine_code_that_cannot_be_loaded_is_left_alone(package: Path, environment: dict[str, str]) -> None:
    _put(package, "waqai.languages.arabic.tokens", "waqai_compiled__mypyc")
    told = _python(environment | {"PYTHONPATH": str(package.parent)}, _TELL)
    assert told.split() == ["False", str(package / "languages" / "arabic" / "tokens.py")]


def test_what_is_compiled_exists_and_is_fit_for_it() -> None:
    """`msgspec` reads no types from compiled classes, and a compiled `cached_property` keeps nothing."""
    for name in native.MODULES:
        source = PACKAGE.joinpath(*name.split(".")).with_suffix(".py").read_text("utf-8")
        assert "cached_property" not in source, name
        assert "msgspec.json" not in source, name
        assert "msgspec.msgpack" not in source, name


def test_no_class_of_the_sources_builds_on_a_compiled_one() -> None:
    """Python cannot do that: both must be compiled, or neither."""
    trees = {path: ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
    compiled = {PACKAGE.joinpath(*name.split(".")).with_suffix(".py") for name in native.MODULES}
    assert compiled <= set(trees)
    bases = {node.name for path in compiled for node in ast.walk(trees[path]) if isinstance(node, ast.ClassDef)}
    found = [
        f"{path.name}: {node.name}"
        for path in sorted(set(trees) - compiled)
        for node in ast.walk(trees[path])
        if isinstance(node, ast.ClassDef) and bases & {base.id for base in node.bases if isinstance(base, ast.Name)}
    ]
    assert found == []


@pytest.mark.skipif(not native.compiled_files(), reason="nothing is compiled from these sources: scripts/setup does it")
def test_machine_code_and_sources_code_the_same_bytes(environment: dict[str, str]) -> None:
    frames = PACKAGE / "languages" / "arabic" / "lexicon" / "frames"
    arguments = (_CODE, str(EXAMPLES), str(frames))
    pure = _python(environment | {"WAQAI_PURE": "1"}, *arguments)
    compiled = _python(environment | {"WAQAI_PURE": ""}, *arguments)
    assert pure.startswith("False\n")
    assert compiled.startswith("True\n")
    assert pure.removeprefix("False\n") == compiled.removeprefix("True\n")
    assert pure.count("\n") > 100


def _python(environment: dict[str, str], *arguments: str) -> str:
    """The output of a Python of its own."""
    environment = {name: value for name, value in environment.items() if name != "WAQAI_PURE" or value}
    done = subprocess.run(
        [sys.executable, "-c", *arguments], env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout
