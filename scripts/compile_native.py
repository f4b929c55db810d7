#!/usr/bin/env python3
"""Compiles the hot modules to machine code (mypyc), as far as this machine can.

``python scripts/compile_native.py`` puts them into ``src/waqai/compiled/`` unless those of these very sources are
there; `waqai.native` says how they are used.  Without a C compiler or mypyc nothing is compiled and the sources run
as they are.  The code that is compiled is the sources', but for one thing: constants are marked `Final`, which lets
mypyc read them directly.  ``WAQAI_PURE=1`` in the environment skips it all.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

PACKAGE = Path(__file__).parents[1] / "src" / "waqai"
#: what must be installed for it beside a C compiler
REQUIREMENTS = ("mypy[mypyc]>=1.13", "setuptools>=65", "msgspec>=0.19", "hijridate>=2.3", "simplemma>=1.1")
_CONSTANT = re.compile(r"^(_?[A-Z][A-Z0-9_]+)(?:: ([^=\n]+))? = (?!TypeVar)", re.MULTILINE)
_FUTURE = "from __future__ import annotations\n"


def native() -> ModuleType:
    """Return `waqai.native`, without importing the package, which may not be installed yet."""
    spec = importlib.util.spec_from_file_location("waqai_native", PACKAGE / "native.py")
    assert spec is not None  # noqa: S101  for mypy
    assert spec.loader is not None  # noqa: S101
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def c_compiler() -> str:
    """Return the C compiler's command, "" when there is none."""
    if sys.platform == "win32":
        return "cl" if shutil.which("cl") or _has_studio() else ""
    named = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()
    header = Path(sysconfig.get_paths()["include"]) / "Python.h"
    return named[0] if shutil.which(named[0]) and header.exists() else ""


def _has_studio() -> bool:
    return bool(os.environ.get("VSINSTALLDIR")) or bool(shutil.which("vswhere"))


def obstacle() -> str:
    """Return why nothing can be compiled here, "" when it can."""
    if os.environ.get("WAQAI_PURE"):
        return "WAQAI_PURE is set"
    if not c_compiler():
        return "no C compiler with the headers of this Python was found"
    if importlib.util.find_spec("mypyc") is None or importlib.util.find_spec("setuptools") is None:
        return "mypyc is not installed (pip install 'mypy[mypyc]')"
    return ""


def compile_native() -> Path | None:
    """Return the folder of the compiled modules, made if need be; None when they cannot be made."""
    runtime = native()
    folder: Path = PACKAGE / "compiled" / runtime.fingerprint(PACKAGE)
    if folder.is_dir():
        return folder
    why = obstacle()
    if why:
        _say(f"not compiled to machine code ({why}): the same results, at about half the speed")
        return None
    _say("compiling to machine code (once, one to three minutes; WAQAI_PURE=1 skips it) ...")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        workshop = Path(name)
        copy = workshop / "waqai"
        shutil.copytree(PACKAGE, copy, ignore=_all_but_sources)
        folder = PACKAGE / "compiled" / runtime.fingerprint(copy)  # the sources may have been edited meanwhile
        for module in runtime.MODULES:
            path = copy.joinpath(*module.split(".")).with_suffix(".py")
            path.write_text(_with_finals(path.read_text("utf-8")), "utf-8")
        command = [sys.executable, str(Path(__file__).resolve()), "--here", *runtime.MODULES]
        done = subprocess.run(command, cwd=workshop, capture_output=True, text=True, check=False)  # noqa: S603 (ours)
        if done.returncode:
            _say(f"the compiler failed, so that the sources run as they are:\n{(done.stdout + done.stderr)[-2000:]}")
            return None
        _keep(workshop / "made", folder)
    _say(f"compiled in {time.monotonic() - began:.0f} s")
    return folder


def _all_but_sources(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith((".py", "py.typed")) and (Path(folder) / name).is_file()] + [
        name for name in names if name in {"compiled", "__pycache__"}
    ]


def _with_finals(text: str) -> str:
    """Mark the module's constants as `Final` (on the same lines, so that tracebacks stay right)."""
    changed = set(re.findall(r"^(\w+) [+|-]= ", text, re.MULTILINE))

    def marked(found: re.Match[str]) -> str:
        name, kind = found[1], found[2]
        return found[0] if name in changed else f"{name}: Final[{kind}] = " if kind else f"{name}: Final = "

    text = _CONSTANT.sub(marked, text)
    return text.replace(_FUTURE, f"{_FUTURE[:-1]}; from typing import Final\n", 1)


def _keep(made: Path, folder: Path) -> None:
    """Put the modules where they are looked for, all at once, and take those of older sources away."""
    partial = folder.with_name(f"{folder.name}.part{os.getpid()}")
    shutil.copytree(made, partial)
    for old in folder.parent.iterdir():
        if old != partial:
            shutil.rmtree(old, ignore_errors=True)
    partial.rename(folder)


def _compile_here(modules: list[str]) -> None:
    """Compile the copy of the sources in this folder into ``made``; runs in a process of its own."""
    from mypyc.build import mypycify  # noqa: PLC0415  needs mypyc
    from setuptools import Distribution  # noqa: PLC0415
    from setuptools.command.build_ext import build_ext  # noqa: PLC0415

    class ParallelBuild(build_ext):
        """Compiles the C files of one extension side by side."""

        def build_extensions(self) -> None:
            one_by_one = self.compiler.compile

            def all_at_once(sources: list[str], **options: Any) -> list[str]:
                with ThreadPoolExecutor(os.cpu_count()) as pool:
                    made = pool.map(lambda source: one_by_one([source], **options), sources)
                    return [file for files in made for file in files]

            self.compiler.compile = all_at_once
            super().build_extensions()

    paths = [f"waqai/{name.replace('.', '/')}.py" for name in modules]
    options = ["--config-file=", "--ignore-missing-imports"]
    level = os.environ.get("WAQAI_NATIVE_LEVEL", "1")
    extensions = mypycify([*options, *paths], opt_level=level, debug_level="0", multi_file=True,
                          group_name=native().GROUP, target_dir="build")  # fmt: skip
    command = ParallelBuild(Distribution({"name": "waqai", "ext_modules": extensions}))
    command.build_lib, command.build_temp = "lib", "temp"
    command.ensure_finalized()
    command.run()
    made = Path("made")
    made.mkdir()
    suffix = str(sysconfig.get_config_var("EXT_SUFFIX"))
    for path in Path("lib").rglob(f"*{suffix}"):
        path.rename(made / ".".join((*path.relative_to("lib").parts[:-1], path.name)))


def _say(text: str) -> None:
    sys.stderr.write(f"waqai: {text}\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--here"]:
        _compile_here(sys.argv[2:])
    else:
        compile_native()
