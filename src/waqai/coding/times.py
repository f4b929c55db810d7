"""Stub replaced by the times stage."""
from __future__ import annotations
from waqai.coding.drafts import Draft
def date_drafts(drafts: list[Draft], published: str) -> None:
    """Stub."""
def share_dates(drafts: list[Draft]) -> None:
    """Stub."""
