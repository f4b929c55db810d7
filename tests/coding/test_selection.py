"""Event nouns that are left out because they say of nobody that he did anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Coded

Code = Callable[..., Coded]


@pytest.mark.parametrize(
    "text",
    [
        "التعاون مهم لاستقرار المنطقة.",
        "لا بديل عن الحوار.",
    ],
)
def test_a_noun_with_nobody_is_no_event(code: Code, text: str) -> None:
    assert [kind for kind in code(text).types if kind in {"COOPERATE", "CONSULT"}] == []


def test_a_noun_with_its_sides_is_one(code: Code) -> None:
    assert code("بدأت المحادثات بين مصر والسودان.").types == ["CONSULT"]


def test_violence_counts_with_nobody_named(code: Code) -> None:
    assert code("وقع انفجار في وسط المدينة.").types == ["ASSAULT"]
