"""What ships with the package."""

from __future__ import annotations

import time
from importlib.resources import files
from pathlib import Path

import pytest

import waqai.knowledge
from waqai.knowledge import Knowledge, check
from waqai.knowledge.compile import compile_folder
from waqai.packed import unpack

DATA = Path(waqai.knowledge.__file__).parent / "data"


def test_binary_is_made_from_the_tables_and_always_the_same() -> None:
    stored = files("waqai.knowledge").joinpath("knowledge.bin").read_bytes()
    assert unpack(compile_folder(DATA), "made") == unpack(stored, "stored")


def test_tables_have_no_mistakes() -> None:
    assert [str(problem) for problem in check(DATA) if not problem.warning] == []


def test_loads_fast() -> None:
    started = time.perf_counter()
    Knowledge.load()
    assert time.perf_counter() - started < 1.0


@pytest.mark.parametrize(
    ("name", "code"),
    [("السعودية", "SAU"), ("أميركا", "USA"), ("كوت ديفوار", "CIV"), ("ساحل العاج", "CIV"), ("كوريا الجنوبية", "KOR")],
)
def test_countries(packaged: Knowledge, name: str, code: str) -> None:
    assert code in {entry.country for entry in packaged.lookup(name) if entry.kind == "country"}


@pytest.mark.parametrize(
    ("name", "country", "subkind"),
    [
        ("معبر رفح", "PSE", "crossing"),
        ("مخيم جنين", "PSE", "camp"),
        ("باب المندب", "", "strait"),
        ("الجولان", "SYR", "region"),
        ("قاعدة عين الأسد", "IRQ", "base"),
        ("محافظة إدلب", "SYR", "admin1"),
        ("بوفاريك", "DZA", "settlement"),
        ("ترهونة", "LBY", "settlement"),
        ("الخرطوم", "SDN", "capital"),
    ],
)
def test_places(packaged: Knowledge, name: str, country: str, subkind: str) -> None:
    place = packaged.resolve_place(packaged.lookup(name))
    assert place is not None
    assert (place.country, place.subkind) == (country, subkind)


def test_every_place_lies_on_the_globe_and_has_a_name(packaged: Knowledge) -> None:
    for name in ("حلب", "رفح", "بنغازي", "بوفاريك"):
        place = packaged.resolve_place(packaged.lookup(name))
        assert place is not None
        assert place.latitude is not None
        assert place.geonames


def test_a_place_without_a_latin_name_keeps_its_arabic_one(packaged: Knowledge) -> None:
    (entry,) = (e for e in packaged.lookup("حرف سفيان") if e.kind == "place")
    assert (entry.name, entry.country, entry.subkind) == ("حرف سفيان", "YEM", "admin2")


@pytest.mark.parametrize("word", ["الهندية", "السويدية", "المالي"])
def test_a_nationality_is_not_the_town_of_that_name(knowledge: Knowledge, word: str) -> None:
    assert "place" not in {entry.kind for entry in knowledge.lookup(word)}
