"""What a query is asked of: one mention, the mentions of a report, the report itself."""

from __future__ import annotations

import msgspec
import pytest

from waqai.library.connection import Database
from waqai.library.search import search_mentions, search_reports
from waqai.records import Participant, Span

from .made import add, mention, report

_REPORTS = (
    report("both", "x مطر", mention("ASSAULT", "LBY", "2020-02-05"), mention("CONSULT", "TUN", "2020-03-01")),
    report("apart", "x مطر ثلج", mention("ASSAULT", "TUN", "2020-02-05"), mention("AID", "LBY", "2019-12-31")),
    report("aid", "x ثلج", mention("AID", "LBY", "2020-12-31"), mention("AID", "LBY")),
    report("none", "x مطر", published="2020-01-01"),
)


@pytest.mark.parametrize(
    ("query", "reports", "mentions"),
    [
        ("", "aid apart both none", 6),
        ("type:ASSAULT country:LBY", "both", 1),
        ("type:ASSAULT AND (country:LBY OR country:SDN)", "both", 1),
        ("(type:ASSAULT country:TUN) (type:AID country:LBY)", "apart", 0),
        ("(type:ASSAULT) type:CONSULT", "", 0),
        ("-type:AID", "both none", 3),
        ("type:AID -type:ASSAULT", "aid", 3),
        ("-(type:ASSAULT country:LBY)", "aid apart none", 5),
        ("مطر", "apart both none", 4),
        ("مطر type:AID", "apart", 1),
        ("مطر OR type:AID", "aid apart both none", 6),
        ("-مطر", "aid", 2),
        ("مطر -ثلج", "both none", 2),
        ("-مطر -ثلج", "", 0),
        ("country:LBY -ثلج", "both", 1),
        ("date:2020-02", "apart both", 2),
        ("date:2020", "aid apart both", 4),
        ("date:..2019", "apart", 1),
        ("date:2020-02-05..2020-03-01", "apart both", 3),
        ("date:2020-06..", "aid", 1),
        ("type:AID -date:1900..", "", 1),
        ("published:2020", "none", 0),
        ("id:both,aid", "aid both", 4),
        ("type:AID,CONSULT", "aid apart both", 4),
    ],
)
def test_reports_and_mentions(database: Database, query: str, reports: str, mentions: int) -> None:
    add(database, *_REPORTS)
    with database.reading() as connection:
        page = search_reports(connection, query)
        assert " ".join(sorted(hit.id for hit in page.hits)) == reports
        assert page.total.count == len(page.hits)
        assert search_mentions(connection, query).total.count == mentions


def test_parties(database: Database) -> None:
    haftar = Participant(None, "Khalifa Haftar", "خليفة حفتر", "LBY", "MIL", entity="khalifa-haftar")
    saleh = Participant(None, "Aguila Saleh", "عقيلة صالح", "LBY", "LEG", entity="aguila-saleh")
    mixed = Participant(Participant(None).text, "Khalifa Saleh", "خليفة صالح", "TUN", "CVL")
    people = {"haftar": haftar, "saleh": saleh, "mixed": mixed}
    add(database, *(report(name, "x", mention("AID", actor=one)) for name, one in people.items()))
    asked = {
        "actor:haftar": "haftar",
        'actor:"خليفه حفتر"': "haftar",
        'actor:"وخليفة"': "haftar mixed",
        'actor:"Khalifa Saleh"': "mixed",
        'actor:"Khalifa حفتر"': "",
        "actor:khalifa-haftar": "haftar",
        "actor:LBY": "haftar saleh",
        'actor:"LBY MIL"': "haftar",
        "actor:CVL,LEG": "mixed saleh",
        "recipient:LBY": "",
        "party:LBY": "haftar saleh",
        "sector:CVL": "mixed",
        "actor:haf": "",
        "actor:%": None,
    }
    with database.reading() as connection:
        for query, expected in asked.items():
            if expected is not None:
                found = " ".join(sorted(hit.id for hit in search_reports(connection, query).hits))
                assert found == expected, query


def test_near_is_right_over_the_date_line_and_the_pole(database: Database) -> None:
    places = {
        "fiji": (-17.0, 179.9),
        "samoa": (-17.0, -179.9),
        "pole": (89.95, 10.0),
        "beyond": (89.95, -170.0),
        "benghazi": (32.115, 20.069),
        "benina": (32.097, 20.270),
        "opposite": (-32.115, -159.931),
    }
    add(database, *(report(name, "x", mention("AID", at=at)) for name, at in places.items()))
    asked = {
        'near:"-17,179.9 30km"': "fiji samoa",
        'near:"-17,179.9 20km"': "fiji",
        'near:"90,0 10km"': "beyond pole",
        'near:"89.95,10 12km"': "beyond pole",
        'near:"Benghazi 20km"': "benghazi benina",
        'near:"بنغازي 15 كم"': "benghazi",
        'near:"32.115,20.069 20000km"': "benghazi benina beyond fiji pole samoa",
        'near:"32.115,20.069 20037km"': "benghazi benina beyond fiji opposite pole samoa",
    }
    with database.reading() as connection:
        for query, expected in asked.items():
            assert " ".join(sorted(hit.id for hit in search_reports(connection, query).hits)) == expected, query
        notes = search_reports(connection, 'near:"Tripoli 5km"').notes
    assert "Tripoli in LBY" in notes[0]
    assert "not for Tripoli in LBN" in notes[0]


def test_a_party_is_found_by_all_it_was_ever_called_whichever_came_first(database: Database) -> None:
    egypt = Participant(name="Egypt", name_local="مصر", country="EGY", sector="GOV", entity="egypt")
    names = ("القاهرة", "الحكومة المصرية")
    coded = []
    for number, words in enumerate(names):
        one = msgspec.structs.replace(egypt, text=Span(words, 0, len(words)))
        coded.append(report(f"r{number}", words, mention("AID", actor=one)))
    add(database, *coded)
    with database.reading() as connection:
        for query in ("actor:القاهرة", 'actor:"الحكومة المصرية"', "actor:مصر", "actor:egypt"):
            assert search_mentions(connection, query).total.count == 2, query


def test_a_text_of_more_different_words_than_an_index_holds_is_kept_and_found(database: Database) -> None:
    long = " ".join(f"كلمة{number}س" for number in range(90_000))
    add(database, report("long", f"x مطر غزير {long}", mention("AID")), report("short", "x مطر", mention("AID")))
    with database.reading() as connection:
        assert search_reports(connection, "مطر").total.count == 2
        assert [hit.id for hit in search_reports(connection, '"مطر غزير"').hits] == ["long"]
        assert [hit.id for hit in search_reports(connection, "كلمة70س").hits] == ["long"]
