"""Queries to trees and back."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from waqai.library.query import FIELDS, And, Field, Node, Not, Or, QueryError, Words, parse, render
from waqai.library.query.matching import match_of


def _field(name: str, *values: str) -> Field:
    return Field(name, values)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", And()),
        ("  \n ", And()),
        ("مطر", Words("مطر")),
        ('"مطر غزير"', Words("مطر غزير")),
        ("«مطر غزير»", Words("مطر غزير")),
        ("“مطر  غزير”", Words("مطر غزير")),
        ("مط*", Words("مط", prefix=True)),
        ('"مطر غز*"', Words("مطر غز", prefix=True)),
        ("مطر ثلج", And((Words("مطر"), Words("ثلج")))),
        ("مطر AND ثلج", And((Words("مطر"), Words("ثلج")))),
        ("مطر OR ثلج", Or((Words("مطر"), Words("ثلج")))),
        ("a b OR c", Or((And((Words("a"), Words("b"))), Words("c")))),
        ("a (b OR c)", And((Words("a"), Or((Words("b"), Words("c")))))),
        ("-a", Not(Words("a"))),
        ("NOT (a b)", Not(And((Words("a"), Words("b"))))),
        ("a-b", Words("a-b")),
        ('"AND"', Words("AND")),
        ("and", Words("and")),
        ("type:assault", _field("type", "ASSAULT")),
        ("TYPE:ASSAULT,coerce", _field("type", "ASSAULT", "COERCE")),
        ("type:AID،AID", _field("type", "AID")),
        ('place:"Ras Lanuf",Tobruk', _field("place", "Ras Lanuf", "Tobruk")),
        ("country:ليبيا", _field("country", "LBY")),
        ("country:Libya", _field("country", "LBY")),
        ("date:٢٠٢٠", _field("date", "2020")),
        ("date:2020/02/05", _field("date", "2020-02-05")),
        ("historical:TRUE", _field("historical", "yes")),
        ("source:Official", _field("source", "official")),
        ("source:رويترز", _field("source", "رويترز")),
        ("https://news.example/a", Words("https://news.example/a")),
        ("12:30", Words("12:30")),
        ("(type:AID -a) b", And((And((_field("type", "AID"), Not(Words("a")))), Words("b")))),
    ],
)
def test_reads_a_query(query: str, tree: Node) -> None:
    assert parse(query) == tree
    assert parse(render(tree)) == tree


@pytest.mark.parametrize("example_", [(f.name, e) for f in FIELDS for e in f.examples])
def test_the_examples_of_the_fields_are_right(example_: tuple[str, str]) -> None:
    name, query = example_
    tree = parse(query)
    assert isinstance(tree, Field)
    assert tree.name == name


_ALPHABET = st.sampled_from(
    [*'abzABZ019 \t\n()"«»“”„*,،-:.؟', "و", "ا", "ل", "م", "ة", "ً", "ـ", "٣", "🌧", "é", "\u200f"]
)
_TEXT = st.text(_ALPHABET, max_size=40) | st.text(max_size=20)
_PIECES = st.sampled_from(
    ["AND", "OR", "NOT", "(", ")", '"', "-", "مطر", "type:AID", "type:", "date:2020", "near:", "x*", "*", "«", "»", ","]
)


@given(_TEXT | st.lists(_PIECES, max_size=12).map(" ".join) | st.lists(_PIECES, max_size=8).map("".join))
@settings(max_examples=400, deadline=None)
@example("\x00")
@example("\ud800")
@example("a\u0301*")
@example('"' + "*" * 5)
def test_any_text_is_read_or_refused(query: str) -> None:
    error = None
    try:
        tree = parse(query)
    except QueryError as caught:
        error = caught
    if error is not None:
        assert 1 <= error.position <= len(query) + 1
        assert len(error.lines()) == 3
    else:
        assert parse(render(tree)) == tree


_WORDS = st.builds(
    Words,
    st.lists(st.text("abcdمطرو", min_size=2, max_size=6), min_size=1, max_size=3).map(" ".join),
    st.booleans(),
)
_FIELDS = st.sampled_from(
    [
        Field("type", ("AID", "ASSAULT")),
        Field("date", ("2020-01..2020-03",)),
        Field("place", ("Ras Lanuf", "طبرق")),
        Field("near", ("32.1,20.1 50km",)),
        Field("id", ("-x", "a:b")),
        Field("source", ("agency",)),
    ]
)
_TREES = st.recursive(
    _WORDS | _FIELDS,
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple))
        | st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple))
    ),
    max_leaves=12,
)


@given(_TREES)
@settings(max_examples=200, deadline=None)
def test_a_tree_is_read_again_from_its_query(tree: Node) -> None:
    assert parse(render(tree)) == tree


@given(st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_words_never_become_operators_of_the_index(text: str) -> None:
    try:
        tree = parse(f'"{text}"')
    except QueryError:
        return
    match = match_of(tree)
    assert match is not None
    for part in match.fts5.split('"')[1::2]:
        assert all(not c.isascii() or c.isalnum() or c in " ." for c in part)
    for part in match.tsquery.split("'")[1::2]:
        assert part.count("_") <= 1  # between two neighbours
        assert all(not c.isascii() or c.isalnum() or c in "._" for c in part)
