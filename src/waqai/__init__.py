"""Waqai (وقائع) reads Arabic news reports and codes the political events in them as PLOVER records.

>>> from waqai import Coder, Report
>>> mentions = Coder().code(Report(text="التقى وزير الخارجية الجزائري نظيره التونسي في تونس.")).mentions
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from waqai import native

if TYPE_CHECKING:
    from waqai.coder import Coder
    from waqai.libraries import Library, open_library
    from waqai.records import CodedReport, EventMention, Report

__version__ = "0.1.0"
__all__ = ["CodedReport", "Coder", "EventMention", "Library", "Report", "__version__", "open_library"]

_HOMES = {
    "Coder": "waqai.coder",
    "CodedReport": "waqai.records",
    "EventMention": "waqai.records",
    "Library": "waqai.libraries",
    "Report": "waqai.records",
    "open_library": "waqai.libraries",
}
#: whether some modules run as machine code
COMPILED = native.activate()


def __getattr__(name: str) -> Any:
    """Import a public name on first use, so that ``import waqai`` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'waqai' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
