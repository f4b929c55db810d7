"""The fields as the documentation lists them."""

from __future__ import annotations

from pathlib import Path

import pytest

from waqai.library.query import FIELDS
from waqai.library.query.fields import BY_NAME, FieldError, actor_codes

_PAGE = Path(__file__).parents[3] / "docs" / "search.md"


def table() -> list[str]:
    """Return the rows of the table of fields."""
    shown = [(field, ", ".join(f"`{example}`" for example in field.examples)) for field in FIELDS]
    return [f"| `{field.name}:` | {field.level} | {field.help} | {examples} |" for field, examples in shown]


def test_the_page_lists_the_fields() -> None:
    rows = _PAGE.read_text("utf-8").partition("<!-- fields: begin -->\n")[2].partition("<!-- fields: end -->")[0]
    assert rows.splitlines()[2:] == table()


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("LBY", ("LBY", "")),
        ("GOV", ("", "GOV")),
        ("LBY GOV", ("LBY", "GOV")),
        ("GOV LBY", ("LBY", "GOV")),
        ("UNO", ("UNO", "")),
        ("lby", None),
        ("UAE", None),
        ("حكومة", None),
        ("LBY GOV MIL", None),
    ],
)
def test_codes_of_parties(value: str, codes: tuple[str, str] | None) -> None:
    assert actor_codes(value) == codes


def test_every_refusal_says_what_is_wrong_and_what_to_write() -> None:
    for field in FIELDS:
        if field.name == "id":
            continue
        with pytest.raises(FieldError) as caught:
            field.check("؟!")
        assert caught.value.args[0]
        assert caught.value.args[1]


def test_names_are_unique() -> None:
    assert len(BY_NAME) == len(FIELDS)
