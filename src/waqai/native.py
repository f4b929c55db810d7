"""Compiled modules: machine code made from some of the sources (`scripts/compile_native.py`), used where it exists.

It lies in ``waqai/compiled/FINGERPRINT``, where the fingerprint is a checksum of all sources that it was made from and
of the kind of Python. The folder is looked for under the fingerprint of the sources *as they are now*, so that an
edited source never runs with machine code of an older one: the sources then run themselves, as they do where
nothing was compiled. ``WAQAI_PURE=1`` in the environment asks for the sources in any case.
"""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ExtensionFileLoader, ModuleSpec
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

#: the module in which the machine code lies; the others only lead to it
GROUP = "waqai_compiled"
#: what is compiled: where the time goes, and nothing that msgspec reads types from (they are lost in compiling)
MODULES = (
    "coding.addressees", "coding.attribution", "coding.contexts", "coding.coreference", "coding.drafts",
    "coding.events", "coding.matching", "coding.mentions", "coding.modes", "coding.names", "coding.participants",
    "coding.pipeline", "coding.places", "coding.politics", "coding.pronouns", "coding.quantities", "coding.salience",
    "coding.selection", "coding.senses", "coding.signs", "coding.status", "coding.times", "coding.topics",
    "coding.twins", "coding.victims", "knowledge.name_index", "languages.analysis", "languages.arabic.agreement",
    "languages.arabic.arguments", "languages.arabic.calendar", "languages.arabic.calendar_dates",
    "languages.arabic.calendar_periods", "languages.arabic.calendar_words", "languages.arabic.circumstances",
    "languages.arabic.clause_words", "languages.arabic.clauses", "languages.arabic.clitics", "languages.arabic.dates",
    "languages.arabic.event_nouns", "languages.arabic.numbers", "languages.arabic.orthography",
    "languages.arabic.people", "languages.arabic.phrases", "languages.arabic.quotations", "languages.arabic.surfaces",
    "languages.arabic.tagging", "languages.arabic.tokens", "languages.arabic.word_list", "languages.arabic.wordforms",
)  # fmt: skip
#: the rooms whose sources the machine code depends on
_ROOMS = ("coding", "knowledge", "languages", "ontology")
_PACKAGE = Path(__file__).parent


def fingerprint(package: Path = _PACKAGE) -> str:
    """Return the checksum of the sources in `package` and of this kind of Python."""
    checksum = hashlib.sha256(f"{sys.version_info[:2]} {sysconfig.get_config_var('EXT_SUFFIX')}".encode())
    sources = [package / "native.py", package / "records.py"]
    sources += sorted(path for room in _ROOMS for path in (package / room).rglob("*.py"))
    for path in sources:
        data = path.read_bytes()
        checksum.update(f"\n{path.relative_to(package).as_posix()} {len(data)}\n".encode())
        checksum.update(data)
    return checksum.hexdigest()[:20]


def compiled_files(package: Path = _PACKAGE) -> dict[str, Path]:
    """Return the compiled modules that belong to the sources in `package`, by module name; empty if there are none."""
    folder = package / "compiled"
    if not folder.is_dir():
        return {}
    suffix = str(sysconfig.get_config_var("EXT_SUFFIX"))
    return {path.name.removesuffix(suffix): path for path in (folder / fingerprint(package)).glob(f"*{suffix}")}


def activate() -> bool:
    """Let Python import the compiled modules in place of their sources, if there are any; tell whether it will."""
    if os.environ.get("WAQAI_PURE"):
        return False
    files = compiled_files()
    group = files.get(f"{GROUP}__mypyc")
    if group is None:
        return False
    try:
        _load(f"{GROUP}__mypyc", group)
    except ImportError:  # made for another machine
        return False
    sys.meta_path.insert(0, _Finder(files))
    return True


def _load(name: str, path: Path) -> None:
    spec = spec_from_file_location(name, path, loader=ExtensionFileLoader(name, str(path)))
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {path}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules[name] = module


class _Finder(MetaPathFinder):
    """Finds the compiled modules."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        """Return where the compiled module lies, None for every other module."""
        found = self._files.get(fullname)
        if found is None:
            return None
        return spec_from_file_location(fullname, found, loader=ExtensionFileLoader(fullname, str(found)))
