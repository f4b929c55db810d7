"""Names, offices by date, people by date, places by hint."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from waqai.knowledge import Entry, Knowledge
from waqai.knowledge.keys import bare, words
from waqai.languages.arabic.clitics import longest_name
from waqai.languages.arabic.orthography import fold
from waqai.packed import pack


def keys(text: str) -> list[list[str]]:
    """Give each token as written and without its article, as the caller does."""
    return [list(dict.fromkeys([fold(word), fold(bare(word))])) for word in words(text)]


def longest(knowledge: Knowledge, tokens: list[list[str]], at: int = 0) -> tuple[int, tuple[Entry, ...]]:
    """The longest name that begins there."""
    found = longest_name(knowledge.names.begin, tokens, at)
    assert found is not None
    return found


def only(knowledge: Knowledge, name: str, kind: str) -> Entry:
    return next(entry for entry in knowledge.lookup(name) if entry.kind == kind)


def test_longest_name_comes_first(small: Knowledge) -> None:
    end, entries = longest(small, keys("المملكة العربية السعودية ترحب"))
    assert (end, entries[0].id) == (3, "SAU")


def test_name_with_article_and_adjective_without(small: Knowledge) -> None:
    _, entries = longest(small, keys("السعودية"))
    assert [(e.kind, e.country) for e in entries] == [("country", "SAU"), ("adjective", "SAU")]


@pytest.mark.parametrize(
    ("text", "country", "form"),
    [
        ("الجزائريتين", "DZA", "fd"),
        ("الكورية الجنوبية", "KOR", "fs"),
        ("الأتراك", "TUR", "mp"),
        ("ألمانية", "DEU", "fs"),
    ],
)
def test_adjective_forms(small: Knowledge, text: str, country: str, form: str) -> None:
    entry = only(small, text, "adjective")
    assert (entry.country, entry.subkind) == (country, form)


def test_match_starts_anywhere_and_finds_nothing_for_other_words(small: Knowledge) -> None:
    tokens = keys("في الولايات المتحدة")
    assert longest_name(small.names.begin, tokens, 0) is None
    assert longest(small, tokens, 1)[0] == 3


def test_members_of_an_organisation(small: Knowledge) -> None:
    entry = only(small, "الحوثيون", "member")
    assert (entry.of, entry.sector, entry.country) == ("houthis", "REB", "YEM")


def test_ordinary_words_and_tiny_names_are_ambiguous(small: Knowledge) -> None:
    assert only(small, "قنا", "place").ambiguous
    assert only(small, "فتح", "organisation").ambiguous
    assert not only(small, "حركة فتح", "organisation").ambiguous
    assert only(small, "أب", "place").ambiguous
    assert not only(small, "حلب", "place").ambiguous


def test_bare_family_name_is_ambiguous(small: Knowledge) -> None:
    assert only(small, "بوقادم", "person").ambiguous
    assert not only(small, "صبري بوقادم", "person").ambiguous


@pytest.mark.parametrize(
    ("date", "name"),
    [
        ("2020-02-05", "Sabri Boukadoum"),
        ("2022-01-01", "Ramtane Lamamra"),
        ("2023-03-20", "Ramtane Lamamra"),
        ("", "Ramtane Lamamra"),
    ],
)
def test_holder_by_date(small: Knowledge, date: str, name: str) -> None:
    holder = small.holder("dza-foreign-minister", date)
    assert holder is not None
    assert holder.name == name


def test_nobody_held_the_office_then(small: Knowledge) -> None:
    assert small.holder("dza-foreign-minister", "2018-01-01") is None
    assert small.holder("no-such-office") is None


def test_person_in_office_before_and_between(small: Knowledge) -> None:
    person = only(small, "رمطان لعمامرة", "person")
    assert small.person_at(person, "2022-01-01").sector == "GOV"
    between = small.person_at(person, "2019-01-01")
    assert (between.country, between.sector, between.former) == ("DZA", "ELI", True)
    assert between.role == "وزير الخارجية الجزائري"
    before = small.person_at(person, "2001-01-01")
    assert (before.country, before.sector) == ("DZA", "")
    assert small.person_at(person).sector == "GOV"


def test_person_known_for_no_office(small: Knowledge) -> None:
    role = small.person_at(only(small, "الناشط الأول", "person"), "2020-01-01")
    assert (role.country, role.sector, role.role) == ("SAU", "CVL", "activist")


def test_offices_of_a_person(small: Knowledge) -> None:
    person = only(small, "عبد المجيد تبون", "person")
    assert [office.id for office in small.offices_of(person, "2022-01-01")] == ["dza-president"]
    assert small.offices_of(person, "2000-01-01") == []


@pytest.mark.parametrize(
    ("title", "country", "office"),
    [
        ("وزير الخارجية", "DZA", "dza-foreign-minister"),
        ("وزيرة الخارجية", "DZA", "dza-foreign-minister"),
        ("وزير خارجية", "DZA", "dza-foreign-minister"),
        ("الرئيس", "DZA", "dza-president"),
        ("المستشار", "DEU", "deu-chancellor"),
    ],
)
def test_generic_title_of_a_country(small: Knowledge, title: str, country: str, office: str) -> None:
    found = small.office([fold(word) for word in words(title)], country)
    assert found is not None
    assert found.id == office


def test_rival_offices_are_told_apart_by_date(small: Knowledge) -> None:
    title = ["رئيس", "الوزراء"]
    west, east = small.office(title, "LBY", "2022-05-01"), small.office(title, "LBY", "2015-05-01")
    assert west is not None
    assert east is not None
    assert (west.id, east.id) == ("lby-pm-west", "lby-pm-east")


def test_title_of_no_country_is_an_entry(small: Knowledge) -> None:
    assert only(small, "وزير الخارجية", "title").sector == "GOV"


def test_place_by_hint_then_by_population(small: Knowledge) -> None:
    entries = small.lookup("طرابلس")
    by_size, hinted = small.resolve_place(entries), small.resolve_place(entries, {"LBN"})
    assert by_size is not None
    assert hinted is not None
    assert (by_size.country, by_size.subkind, hinted.country) == ("LBY", "capital", "LBN")


def test_province_after_its_word(small: Knowledge) -> None:
    city = small.resolve_place(small.lookup("حلب"))
    province = small.resolve_place(small.lookup("حلب"), subkind="admin1")
    assert city is not None
    assert province is not None
    assert (city.geonames, city.name, province.subkind) == (170063, "Aleppo", "admin1")
    assert small.resolve_place(small.lookup("حركة فتح")) is None


def test_show_tells_the_history(small: Knowledge) -> None:
    text = "\n".join(small.show("بوقادم"))
    assert "Sabri Boukadoum" in text
    assert "2019-04-01 – 2021-07-06 Foreign minister of Algeria" in text
    assert any("Ramtane" in line for line in small.show("dza-foreign-minister"))
    assert small.show("كلمة") == []


def test_another_layout_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "knowledge.bin"
    path.write_bytes(pack(msgspec.msgpack.encode([0, "", [], {}, {}, [], {}, []])))
    with pytest.raises(ValueError, match="layout 0, waqai reads 2: run scripts/compile-data"):
        Knowledge.load(path)
    path.write_bytes(msgspec.msgpack.encode([1, [], {}, [], {}, []]))
    with pytest.raises(ValueError, match="run scripts/compile-data"):
        Knowledge.load(path)


def test_quotation_marks_inside_a_name_do_not_matter(packaged: Knowledge) -> None:
    plain = longest(packaged, [["تنظيم"], ["القاعده"]])
    quoted = longest(packaged, [["تنظيم"], ["«"], ["القاعده"], ["»"]])
    assert plain[1] == quoted[1]
    assert (plain[0], quoted[0]) == (2, 3)
