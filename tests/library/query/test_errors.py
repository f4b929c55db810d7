"""Wrong queries: the column that is named, what is said, what to write instead."""

from __future__ import annotations

import pytest

from waqai.library.query import QueryError, parse

#: query, column, characters, words of the message, words of the next step
_WRONG = [
    ("type:ASSULT", 6, 6, "'ASSULT' is no type", "did you mean ASSAULT?"),
    ("type:assault,coerse", 14, 6, "'coerse' is no type", "did you mean COERCE?"),
    ("هجوم type:XYZZY", 11, 5, "is no type", "known are AGREE"),
    ("type:", 6, 1, "type: has no value", "type:ASSAULT"),
    ("type: ASSAULT", 6, 1, "type: has no value", "without a blank"),
    ("type:ASSAULT,", 14, 1, "type: has no value", "type:ASSAULT"),
    ("type:,ASSAULT", 6, 1, "type: has no value", "type:ASSAULT"),
    ('type:""', 6, 2, "type: has no value", "type:ASSAULT"),
    ("type:(ASSAULT OR AID)", 6, 1, "without parentheses", "type:ONE,OTHER"),
    ("ctype:AID", 1, 5, "'ctype' is no field", "did you mean type:?"),
    ("xyz:AID", 1, 3, "'xyz' is no field", "fields are type"),
    ("mode:arial", 6, 5, "'arial' is no mode", "aerial"),
    ("status:denyed", 8, 6, "is no status", "denied"),
    ("context:helth", 9, 5, "is no context", "health"),
    ("sector:GVO", 8, 3, "is no sector", ""),
    ("historical:maybe", 12, 5, "neither yes nor no", "historical:yes"),
    ("language:arabic", 10, 6, "is no language code", "ar"),
    ("country:LBX", 9, 3, "is no country", "did you mean"),
    ("country:Narnia", 9, 6, "is no country", ""),
    ('actor:"LBY GVO"', 12, 3, "'GVO' is no code", "did you mean"),
    ('actor:"LBY EGY"', 7, 9, "two codes of one kind", "one country and one sector"),
    ("actor:؟", 7, 1, "no letter or digit", "write a name"),
    ("date:2020-13", 6, 7, "not in the calendar", "2020-02-05"),
    ("date:2020-02-30", 6, 10, "not in the calendar", "2020-02-05"),
    ("date:2020-2", 6, 6, "is no date", "2020-02-05"),
    ("date:yesterday", 6, 9, "is no date", "2020-02-05"),
    ("date:2020-01..soon", 15, 4, "is no date", "2020-02-05"),
    ("date:2021..2020", 6, 10, "ends before it begins", "2020..2021"),
    ("date:..", 6, 2, "neither beginning nor end", ""),
    ("published:2020-00", 11, 7, "not in the calendar", ""),
    ("near:Benghazi", 6, 8, "has no distance", "Benghazi 50km"),
    ('near:"50km"', 6, 6, "the place is missing", "Benghazi 50km"),
    ('near:"Nowhereville 5km"', 6, 18, "no place called 'Nowhereville'", "its position"),
    ('near:"91,20 5km"', 6, 11, "not on the globe", "latitude"),
    ('near:"Benghazi 0km"', 6, 14, "not between 0", ""),
    ('near:"Benghazi 30000km"', 6, 18, "not between 0", ""),
    ('قال "وزير', 5, 1, "the quotation is not closed", 'add "'),
    ("«وزير", 1, 1, "the quotation is not closed", "add »"),
    ('place:"Ras Lanuf', 7, 1, "the quotation is not closed", 'add "'),
    ("وزير»", 5, 1, "was not opened", "leave it out"),
    ("(مطر OR ثلج", 1, 1, "this parenthesis is not closed", "add )"),
    ("مطر ثلج)", 8, 1, "was not opened", "leave it out"),
    (")", 1, 1, "was not opened", "leave it out"),
    ("()", 1, 2, "nothing in the parentheses", ""),
    ("مطر AND", 5, 3, "AND is followed by nothing", "write a term"),
    ("AND مطر", 1, 3, "a term is missing before AND", ""),
    ("مطر OR OR ثلج", 8, 2, "a term is missing before OR", ""),
    ("مطر NOT", 5, 3, "NOT is followed by nothing", "write a term"),
    ("(مطر OR)", 8, 1, "a term is missing before )", ""),
    ("مطر ؟", 5, 1, "no letter or digit to search", ""),
    ('"…"', 1, 3, "no letter or digit to search", ""),
    ("*", 1, 1, "no letter or digit to search", ""),
    ("مط*ر", 3, 1, "only at the end", "beginning"),
    ("م*", 1, 2, "begin too many words", "write more"),
    ("🌧", 1, 1, "no letter or digit to search", ""),
    ("🌧️🌧️x type:BAD", 12, 3, "is no type", ""),
]


@pytest.mark.parametrize(("query", "column", "length", "message", "step"), _WRONG)
def test_a_wrong_query_names_place_mistake_and_next_step(
    query: str, column: int, length: int, message: str, step: str
) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    error = caught.value
    assert (error.position, error.length) == (column, length)
    assert message in error.message
    assert step in error.next_step
    assert f"column {column}" in str(error)


def test_a_caret_stands_below_what_is_wrong() -> None:
    with pytest.raises(QueryError) as caught:
        parse("date:2020 type:ASSULT")
    assert caught.value.lines() == [
        "query, column 16: 'ASSULT' is no type; did you mean ASSAULT?",
        "  date:2020 type:ASSULT",
        "                 ^^^^^^",
    ]


def test_marks_take_no_room_below() -> None:
    with pytest.raises(QueryError) as caught:
        parse("مَطَرٌ\ntype:ASSULT")
    assert caught.value.lines()[1:] == ["  مَطَرٌ type:ASSULT", "           ^^^^^^"]


def test_too_many_terms() -> None:
    parse(" ".join(["مطر"] * 200))
    with pytest.raises(QueryError, match="more than 200 terms") as caught:
        parse(" ".join(["مطر"] * 201))
    assert caught.value.position == 801
    with pytest.raises(QueryError, match="more than 200 terms"):
        parse("id:" + ",".join(map(str, range(300))))


@pytest.mark.parametrize("deep", ["(" * 60 + "مطر" + ")" * 60, "NOT " * 60 + "مطر", "(" * 5000, "-" * 5000 + "م"])
def test_too_deep(deep: str) -> None:
    with pytest.raises(QueryError, match="more than 50 deep"):
        parse(deep)


def test_too_long() -> None:
    with pytest.raises(QueryError, match="longer than 10000 characters"):
        parse("x" * 10_001)
