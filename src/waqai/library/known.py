"""What the packaged knowledge base says of names in queries."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from waqai.coder import packaged_knowledge

if TYPE_CHECKING:
    from waqai.knowledge import Entry


@cache
def country_codes() -> frozenset[str]:
    """Return the codes of all states."""
    return frozenset(entry.id for entry in packaged_knowledge().entries() if entry.kind == "country")


def named(name: str) -> list[Entry]:
    """Return what a whole name in Arabic or Latin letters stands for."""
    from waqai.knowledge.keys import slug  # noqa: PLC0415  loaded at first use

    found = [*packaged_knowledge().lookup(name)]
    wanted = slug(name)
    if wanted:
        found += _by_slug().get(wanted, [])
    return list(dict.fromkeys(found))


@cache
def _by_slug() -> dict[str, list[Entry]]:
    from waqai.knowledge.keys import slug  # noqa: PLC0415  loaded at first use

    found: dict[str, list[Entry]] = {}
    for entry in packaged_knowledge().entries():
        if entry.kind in {"place", "country"}:
            found.setdefault(slug(entry.name), []).append(entry)
    return found
