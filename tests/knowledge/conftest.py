"""A small knowledge base in the format of docs/data.md, and the packaged one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from waqai.knowledge import Knowledge
from waqai.knowledge.compile import compile_folder
from waqai.knowledge.tables import COLUMNS

ROWS: dict[str, list[str]] = {
    "countries": [
        "DZA;DZ;Algeria;الجزائر;جزائري;Algiers;الجزائر العاصمة|الجزائر;;",
        "SAU;SA;Saudi Arabia;السعودية|المملكة العربية السعودية;سعودي;Riyadh;الرياض;;",
        "KOR;KR;South Korea;كوريا الجنوبية;كوري جنوبي;Seoul;سيول;;",
        "TUR;TR;Turkey;تركيا;تركي;Ankara;أنقرة;أتراك;",
        "DEU;DE;Germany;ألمانيا;ألماني;Berlin;برلين;ألمان;",
        "USA;US;United States;الولايات المتحدة|أمريكا;أمريكي|أميركي;Washington;واشنطن;;",
        "LBY;LY;Libya;ليبيا;ليبي;Tripoli;طرابلس;;",
        ";;Africa;أفريقيا;أفريقي;;;أفارقة;",
    ],
    "organisations": [
        "houthis;Houthis;جماعة الحوثي|أنصار الله;;YEM;REB;armed_group;حوثي;;;;",
        "fatah;Fatah;حركة فتح|فتح;;PSE;PTY;party;فتحاوي;;;;",
    ],
    "offices": [
        "dza-foreign-minister;Foreign minister of Algeria;وزير الخارجية الجزائري|وزير الشؤون الخارجية;DZA;GOV;;",
        "dza-president;President of Algeria;الرئيس الجزائري|رئيس الجمهورية;DZA;GOV;;",
        "deu-chancellor;Chancellor of Germany;المستشار الألماني;DEU;GOV;;",
        "lby-pm-east;Prime minister (east);رئيس الوزراء الليبي;LBY;GOV;;",
        "lby-pm-west;Prime minister (west);رئيس الوزراء الليبي;LBY;GOV;;",
    ],
    "holders": [
        "dza-foreign-minister;Ramtane Lamamra;رمطان لعمامرة|لعمامرة;2013-09-11;2017-05-25;;",
        "dza-foreign-minister;Sabri Boukadoum;صبري بوقادم|بوقادم;2019-04-01;2021-07-06;;",
        "dza-foreign-minister;Ramtane Lamamra;رمطان لعمامرة|لعمامرة;2021-07-07;2023-03;;",
        "dza-president;Abdelmadjid Tebboune;عبد المجيد تبون|تبون;2019-12-19;;;",
        "lby-pm-west;Western Head;رئيس غربي;2021;;;",
        "lby-pm-east;Eastern Head;رئيس شرقي;2014;2020;;",
    ],
    "people": ["Activist One;الناشط الأول;SAU;CVL;activist;;;"],
    "places": [
        "Rafah crossing;معبر رفح;PSE;Gaza Strip;31.246;34.258;crossing;;;",
        "Aleppo;محافظة حلب|حلب;SYR;Aleppo;;;admin1;;;",
        "Aleppo;حلب;SYR;;;;settlement;;;",
    ],
    "gazetteer": [
        "170063;Aleppo;حلب;SYR;Aleppo;36.201;37.161;2098210;",
        "2210247;Tripoli;طرابلس;LBY;Tripoli;32.887;13.187;1302947;",
        "266826;Tripoli;طرابلس;LBN;North Lebanon;34.434;35.844;229398;",
        "1;Qina;قنا;EGY;Qena;26.1;32.7;200000;",
        "2;Ab;أب;TUR;;1.0;2.0;3000;",
    ],
}


def write_tables(folder: Path, rows: dict[str, list[str]]) -> Path:
    """Write the tables, cells separated by semicolons, and the list of common words."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, lines in rows.items():
        body = [line.replace(";", "\t") for line in lines]
        (folder / f"{table}.tsv").write_text("\n".join(["\t".join(COLUMNS[table]), *body]) + "\n", encoding="utf-8")
    (folder / "common_words.txt").write_text("# words\nقنا|فتح\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def rows() -> dict[str, list[str]]:
    """Return the lines of the small tables, cells separated by semicolons."""
    return ROWS


@pytest.fixture(scope="session")
def write() -> Callable[[Path, dict[str, list[str]]], Path]:
    """Return the function that writes tables."""
    return write_tables


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Return the small knowledge base, compiled."""
    folder = write_tables(tmp_path_factory.mktemp("knowledge") / "data", ROWS)
    target = folder / "knowledge.bin"
    target.write_bytes(compile_folder(folder))
    return Knowledge.load(target)


@pytest.fixture(scope="session")
def packaged() -> Knowledge:
    """Return the packaged knowledge base."""
    return Knowledge.load()
