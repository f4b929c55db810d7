"""According to whom: chains of sources from the outlet inward."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import EventMention

from .conftest import Coded

Code = Callable[..., Coded]


def chain(mention: EventMention) -> list[tuple[str, str]]:
    return [(link.kind, link.text.text if link.text else link.name) for link in mention.attribution]


@pytest.mark.parametrize(
    ("text", "kind", "source"),
    [
        ("قال وزير الدفاع التركي إن الجيش قصف مواقع المسلحين.", "official", "وزير الدفاع التركي"),
        ("ذكر شهود عيان أن الشرطة اعتقلت متظاهرين.", "witness", "شهود عيان"),
        ("أفاد مصدر عسكري أن الطائرات قصفت المدينة.", "anonymous", "مصدر عسكري"),
        ("ذكرت وكالة رويترز أن الشرطة اعتقلت متظاهرين.", "agency", "وكالة رويترز"),
        ("قالت قناة الجزيرة إن الطائرات قصفت المدينة.", "broadcaster", "قناة الجزيرة"),
    ],
)
def test_the_speaker_of_what_is_told(code: Code, text: str, kind: str, source: str) -> None:
    found = code(text).mentions[0]
    assert found.attribution[-1].kind in {kind, "party"}
    assert chain(found)[-1][1] == source


def test_an_agency_that_a_source_spoke_to_comes_before_it(code: Code) -> None:
    found = code("أفاد مصدر عسكري لوكالة سبوتنيك أن الطائرات قصفت المدينة.").one("ASSAULT")
    assert [kind for kind, _ in chain(found)] == ["agency", "anonymous"]
    assert chain(found)[-1][1] == "مصدر عسكري"


def test_the_outlet_heads_the_chain(code: Code) -> None:
    found = code("ذكر شهود عيان أن الشرطة اعتقلت متظاهرين.", outlet="example").one("COERCE")
    assert chain(found) == [("outlet", "example"), ("witness", "شهود عيان")]


def test_no_cue_means_the_outlet_alone(code: Code) -> None:
    assert chain(code("اعتقلت الشرطة متظاهرين.").one("COERCE")) == []
    assert chain(code("اعتقلت الشرطة متظاهرين.", outlet="example").one("COERCE")) == [("outlet", "example")]


@pytest.mark.parametrize(
    "text",
    [
        "بحسب مصدر أمني، اعتقلت الشرطة ثلاثة متظاهرين.",
        "اعتقلت الشرطة ثلاثة متظاهرين، وفق مصدر أمني.",
        "اعتقلت الشرطة ثلاثة متظاهرين، حسبما أفاد مصدر أمني.",
        "اعتقلت الشرطة ثلاثة متظاهرين، نقلا عن مصدر أمني.",
    ],
)
def test_a_cue_before_or_behind_holds_for_the_sentence(code: Code, text: str) -> None:
    found = code(text).one("COERCE")
    assert [kind for kind, _ in chain(found)] == ["anonymous"]


@pytest.mark.parametrize("verb", ["وأضاف", "وتابع", "وأوضح"])
def test_a_sentence_that_continues_has_the_same_speaker(code: Code, verb: str) -> None:
    coded = code(f"قال وزير الدفاع التركي إن القوات سيطرت على القاعدة. {verb} أن الجيش قصف مواقع المسلحين.")
    found = coded.at("قصف")
    assert found.attribution[-1].kind in {"official", "party"}
    assert found.attribution[-1].name or found.attribution[-1].text


def test_what_is_not_said_is_not_attributed(code: Code) -> None:
    coded = code("قصفت الطائرات المدينة. وقال الوزير إن الشرطة اعتقلت مسلحين.")
    assert chain(coded.one("ASSAULT")) == []
    assert chain(coded.one("COERCE")) != []


def test_the_cue_is_pointed_at(code: Code) -> None:
    text = "ذكر شهود عيان أن الشرطة اعتقلت متظاهرين."
    (link,) = code(text).one("COERCE").attribution
    assert link.cue is not None
    assert text[link.cue.start : link.cue.end] == "ذكر"


@pytest.mark.parametrize(
    ("text", "kind", "sources"),
    [
        ("اتهم الائتلاف الوطني قوات الحكومة بأنها قصفت السوق.", "ASSAULT", ["الائتلاف الوطني"]),
        ("حملت الحكومة المتمردين مسؤولية الهجوم على القافلة.", "ASSAULT", ["الحكومة"]),
        ("قالت وزارة الدفاع في بيان: «قصفت الطائرات مخزن السلاح».", "ASSAULT", ["بيان", "وزارة الدفاع"]),
        ("أوضح بيان صادر عن وزارة الداخلية أن الشرطة أوقفت ثلاثة أشخاص.", "COERCE", ["بيان صادر", "وزارة الداخلية"]),
        ("ذكر التلفزيون الرسمي نقلا عن وزير أن الطيران دمر المخازن.", "ASSAULT", ["التلفزيون الرسمي", "وزير"]),
        ("قتل خمسة مدنيين في القصف، حسبما ذكرت وكالة الأنباء السورية.", "ASSAULT", ["وكالة الأنباء السورية"]),
        ("أعرب المبعوث الأممي عن أمله في أن يلتقي الطرفان قريبا.", "AGREE", ["المبعوث الأممي"]),
        ("دعا المبعوث الأممي في بيان إلى وقف القتال.", "REQUEST", ["بيان"]),
    ],
)  # fmt: skip
def test_who_says_so(code: Code, text: str, kind: str, sources: list[str]) -> None:
    assert [words for _, words in chain(code(text).one(kind))] == sources


def test_an_accusation_is_not_sourced_from_its_own_maker(code: Code) -> None:
    found = code("أدانت الرئاسة القصف ودعت الحزب إلى الانسحاب.").one("REQUEST")
    assert chain(found) == []


def test_a_network_is_social_media(code: Code) -> None:
    found = code("كتب وزير الخارجية التركي على تويتر: «أفرجنا عن جميع المعتقلين».").one("RETREAT")
    assert [kind for kind, _ in chain(found)] == ["social_media", "official"]


@pytest.mark.parametrize(
    ("text", "kind", "sources"),
    [
        # what the speaker does in words besides is told by the report itself
        ("وقالت المتحدثة إن موسكو ليست طرفا في القضية، وطالبت برلين بالاعتذار.", "REQUEST", []),
        ("وقال النائب إن الوزراء سرقوا المال، داعيا النيابة إلى كشف أسمائهم.", "REQUEST", []),
        # a verb that describes the speaker does not take his words
        ("ونقلت صحيفة محلية عن مسؤول لم تسمه قوله إن الشرطة التونسية اعتقلت ثلاثة ناشطين.", "COERCE",
         ["صحيفة محلية", "مسؤول"]),
        # "as the agency said" ends what it said
        ("وأفرجت السلطات المصرية عن الناشط، كما ذكرت وكالة الأنباء.", "RETREAT", ["وكالة الأنباء"]),
        # what somebody is accused of, further on in the phrase
        ("واتهم الحزب الحاكم المعارضة التونسية بالوقوف وراء قصف العاصمة.", "ASSAULT", ["الحزب الحاكم"]),
        # a document that is the topic says nothing
        ("ورحب الائتلاف الوطني السوري بالتقرير.", "SUPPORT", []),
    ],
)  # fmt: skip
def test_own_words_and_what_is_passed_on(code: Code, text: str, kind: str, sources: list[str]) -> None:
    assert [words for _, words in chain(code(text).one(kind))] == sources


def test_a_country_before_a_colon_is_where_the_news_is_from(code: Code) -> None:
    place, words = "السودان: قتلى في قصف الجيش السوري سوقا", "إيران: لن نتفاوض مع واشنطن"
    assert chain(code("قتل خمسة مدنيين.", title=place).mentions[0]) == []
    assert [name for _, name in chain(code("اتصل الوزير.", title=words).mentions[0])] == ["إيران"]


def test_who_makes_a_demand_beside_a_statement_is_the_speaker(code: Code) -> None:
    found = code("وقالت المتحدثة الروسية إن أوكرانيا ليست طرفا في القضية، وطالبت برلين بالاعتذار.").one("REQUEST")
    assert [party.country for party in found.actors] == ["RUS"]
    assert found.status == "asserted"
