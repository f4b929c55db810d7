"""The shapes of POLECAT, ICEWS and GDELT: their columns, read back by pandas and polars as theirs are."""

from __future__ import annotations

import csv
import io

import pandas as pd
import polars as pl
import pytest

from waqai.export import gdelt, icews, polecat
from waqai.export.icews import country_name
from waqai.export.shaped import EMPTY
from waqai.records import CodedReport, EventMention, Participant, Place, Report, Span, StoredReport, When

from .stored import ALL, EMOJI, HOSTILE, HUMAN, MARKED, attack, export, hostile, span

SHAPES = {"polecat": polecat.COLUMNS, "polecat-tsv": polecat.COLUMNS, "icews": icews.COLUMNS, "gdelt": gdelt.COLUMNS}
SEPARATORS = {"polecat": ","}


def frame(name: str, *stored: StoredReport) -> pd.DataFrame:
    """Read a file as an analyst reads those whose shape it has."""
    names = None if name != "gdelt" else list(SHAPES[name])
    data = io.BytesIO(export(name, stored)[0])
    separator = SEPARATORS.get(name, "\t")
    return pd.read_csv(data, sep=separator, names=names, keep_default_na=False, dtype=str)


def test_number_and_order_of_columns() -> None:
    assert (len(polecat.COLUMNS), len(icews.COLUMNS), len(gdelt.COLUMNS)) == (40, 20, 61)
    assert list(polecat.COLUMNS)[:8] == [
        *("Event ID", "Event Date", "Event Type", "Event Mode"),
        *("Event Intensity", "Quad Code", "Contexts", "Actor Name"),
    ]
    assert list(polecat.COLUMNS)[-3:] == ["Story Locations", "Language", "Version"]
    assert list(icews.COLUMNS)[5:9] == ["Event Text", "CAMEO Code", "Intensity", "Target Name"]
    assert list(gdelt.COLUMNS)[25:31] == [
        *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    ]
    assert list(gdelt.COLUMNS)[51] == "ActionGeo_Type"
    assert list(gdelt.COLUMNS)[-2:] == ["DATEADDED", "SOURCEURL"]


@pytest.mark.parametrize("name", SHAPES)
def test_rows_are_counted_and_what_did_not_happen_is_too(name: str) -> None:
    denied = EventMention(0, span(MARKED, "قصف"), "ASSAULT", status="denied")
    stored = StoredReport("d" * 32, CodedReport(Report(MARKED), (denied, attack())), (1, 2))
    data, counts = export(name, [*ALL, stored])
    read = frame(name, *ALL, stored)
    assert list(read.columns) == list(SHAPES[name])
    assert len(read) == counts.rows
    assert counts.notes == {"left_out_not_happened": 1}
    other = pl.read_csv(data, separator=SEPARATORS.get(name, "\t"), infer_schema=False, has_header=name != "gdelt")
    assert other.height == len(read)
    assert other.width == len(SHAPES[name])


@pytest.mark.parametrize("name", SHAPES)
def test_what_is_called_empty_is_empty_and_nothing_else(name: str) -> None:
    full = StoredReport(
        "1" * 32,
        CodedReport(
            Report(MARKED, "t", "id", "https://x.example/1", "outlet", "2020-02-07", "ar"),
            (
                EventMention(
                    1,
                    span(MARKED, "قصف"),
                    "ASSAULT",
                    "aerial",
                    ("military",),
                    actors=(Participant(span(MARKED, "الوفد"), "A", "ا", "UNO", "MIL", "قائد"),),
                    recipients=(Participant(span(MARKED, "المدينة"), "B", "ب", "LBY", "GOV", "وزير"),),
                    place=Place(span(MARKED, "المدينة"), "Aden", "YEM", "Adan", 1, 1.5, 2.5, "settlement"),
                    date=When(start="2020-02-01", end="2020-02-01"),
                ),
            ),
            coder="waqai test",
        ),
    )
    mirrored = StoredReport("2" * 32, CodedReport(full.coded.report, (_mirrored(full.coded.mentions[0]),), (), "w"))
    read = frame(name, full, mirrored)
    empty = {column for column in read.columns if not read[column].any()}
    assert empty == {column for column, meaning in SHAPES[name].items() if meaning.startswith(EMPTY)}


def _mirrored(mention: EventMention) -> EventMention:
    return EventMention(
        mention.sentence, mention.trigger, mention.type, actors=mention.recipients, recipients=mention.actors
    )


def test_polecat_row() -> None:
    row = frame("polecat", *ALL).iloc[0]
    assert row["Event ID"] == "a" * 32 + "-2-2"
    assert (row["Event Type"], row["Event Mode"], row["Quad Code"]) == ("CONSULT", "visit", "VERBAL COOPERATION")
    assert row["Contexts"] == "diplomatic;military"
    assert (row["Actor Name"], row["Actor Country"]) == ("Sabri Boukadoum;", "DZA;LBY")
    assert (row["Primary Actor Sector"], row["Actor Sectors"]) == ("GOV", "GOV;MIL")
    assert row["Recipient Name Raw"] == "القائد"
    assert (row["City"], row["Province"], row["GeoNames ID"]) == ("Benghazi", "Banghazi", "88319")
    assert (row["Latitude"], row["Longitude"]) == ("-32.115", "20.069")
    assert (row["Source"], row["Publication Date"]) == ("'=موقع", "2020-02-06")


def test_a_movement_stands_at_its_destination() -> None:
    assert frame("polecat", *ALL).iloc[1]["Placename"] == "Tripoli"


def test_icews_has_a_row_for_each_pair() -> None:
    read = frame("icews", HUMAN, EMOJI)
    rows = read[read["CAMEO Code"] == "042"]
    assert rows["Source Name"].tolist() == ["Sabri Boukadoum", ""]
    assert rows["Source Country"].tolist() == ["Algeria", "Libya"]
    assert rows["Target Name"].tolist() == ["القائد", "القائد"]
    assert [name.rsplit("-", 1)[1] for name in rows["Event ID"]] == ["amal.1", "amal.2"]
    assert read["Event ID"].is_unique
    last = read.iloc[-1]
    assert (last["Event Text"], last["Intensity"]) == ("Employ aerial weapons", "-10")
    assert (last["Sentence Number"], last["Country"]) == ("1", "Yemen")


def test_country_names() -> None:
    assert (country_name("PSE"), country_name("LBY")) == ("Palestine", "Libya")
    assert country_name("UNO") == country_name("") == country_name("Libya") == ""


def test_gdelt_row() -> None:
    read = frame("gdelt", EMOJI)
    row = read.iloc[0]
    assert (row["SQLDATE"], row["MonthYear"], row["Year"]) == ("20200201", "202002", "2020")
    assert row["FractionDate"] == "2020.1671"
    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1Type1Code"]) == ("LBYMIL", "LBY", "MIL")
    assert (row["EventCode"], row["EventRootCode"], row["QuadClass"]) == ("195", "19", "4")
    assert (row["GoldsteinScale"], row["NumMentions"]) == ("-10", "1")
    assert (row["ActionGeo_Type"], row["ActionGeo_Lat"], row["ActionGeo_Long"]) == ("4", "12.7794", "45.0367")
    assert 0 <= int(row["GLOBALEVENTID"]) < 2**63
    assert row["GLOBALEVENTID"] == frame("gdelt", *ALL).iloc[-1]["GLOBALEVENTID"]


@pytest.mark.parametrize(
    ("country", "sector", "code", "group", "kind"),
    [
        ("UNO", "", "UNO", "UNO", ""),
        ("UNO", "MIL", "UNOMIL", "UNO", "MIL"),
        ("IGO", "", "IGO", "", "IGO"),
        ("EUR", "", "", "", ""),
        ("DZA", "PTY", "DZA", "", ""),
    ],
)
def test_gdelt_actor_codes(country: str, sector: str, code: str, group: str, kind: str) -> None:
    mention = EventMention(0, Span("x", 0, 1), "AID", actors=(Participant(None, "A", "", country, sector),))
    row = frame("gdelt", StoredReport("k", CodedReport(Report("x"), (mention,)))).iloc[0]
    found = (row["Actor1Code"], row["Actor1KnownGroupCode"], row["Actor1Type1Code"])
    assert found == (code, group, kind)


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("name", SHAPES)
def test_hostile_words_stay_in_their_cells(name: str, words: str) -> None:
    read = frame(name, hostile(words), EMOJI)
    assert len(read) == 2
    row = read.iloc[0]
    for column, cell in row.items():
        if not cell.lstrip("-").replace(".", "").isdecimal():
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝")), column
        assert not {"\x00", "\t", "\n", "\r", "\u2028", "\x1b"} & set(cell)
    # a reader that knows no quotes finds as many cells
    if SEPARATORS.get(name) is None:
        lines = export(name, [hostile(words)])[0].decode().split("\n")[:-1]
        assert {len(line.split("\t")) for line in lines} == {len(SHAPES[name])}
        assert {len(cells) for cells in csv.reader(lines, delimiter="\t")} == {len(SHAPES[name])}


@pytest.mark.parametrize("name", SHAPES)
def test_an_empty_export(name: str) -> None:
    data, counts = export(name, [])
    header = data.decode().rstrip("\n")
    assert header == ("" if name == "gdelt" else SEPARATORS.get(name, "\t").join(SHAPES[name]))
    assert counts.rows == 0
