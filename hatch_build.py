"""Puts machine code into the wheel where this machine can compile it; elsewhere the wheel holds the sources only."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent / "scripts"))
import compile_native


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles before a wheel is made; an editable installation is compiled by scripts/setup."""

    def dependencies(self) -> list[str]:
        """Return what compiling needs, nothing where there is no C compiler."""
        return list(compile_native.REQUIREMENTS) if self._wanted() and compile_native.c_compiler() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile and say which files to take."""
        folder = compile_native.compile_native() if version != "editable" and self._wanted() else None
        if folder is None:
            return
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        for path in sorted(folder.iterdir()):
            build_data["force_include"][str(path)] = f"waqai/compiled/{folder.name}/{path.name}"

    def _wanted(self) -> bool:
        return self.target_name == "wheel"
