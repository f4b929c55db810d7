"""Predicates that become events: who acts on whom, light verbs, nouns and joined clauses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Coded, countries, words

Code = Callable[..., Coded]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("قصفت الطائرات الروسية مدينة إدلب.", ["الطائرات الروسية"], ["مدينة إدلب"]),
        ("اعتقلت الشرطة المصرية ثلاثة ناشطين.", ["الشرطة المصرية"], ["ثلاثة ناشطين"]),
        ("الشرطة المصرية تعتقل ثلاثة ناشطين.", ["الشرطة المصرية"], ["ثلاثة ناشطين"]),
        ("اتهمت واشنطن طهران بدعم الحوثيين.", ["واشنطن"], ["طهران"]),
        ("قتل ثلاثة جنود في هجوم.", [], ["ثلاثة جنود"]),
        ("قتل مسلحون ثلاثة جنود.", ["مسلحون"], ["ثلاثة جنود"]),
        ("قُتل ثلاثة جنود من قبل مسلحين.", ["مسلحين"], ["ثلاثة جنود"]),
        ("اغتيل قائد الشرطة في بغداد.", [], ["قائد الشرطة"]),
        ("طالبت المعارضة الحكومة بالاستقالة.", ["المعارضة"], ["الحكومة"]),
        ("كانت الحكومة قد اتهمت المعارضة بالتخريب.", ["الحكومة"], ["المعارضة"]),
    ],
)
def test_who_acts_on_whom(code: Code, text: str, actors: list[str], recipients: list[str]) -> None:
    found = code(text).mentions[0]
    assert words(found.actors) == actors
    assert words(found.recipients) == recipients


@pytest.mark.parametrize(
    ("text", "kind", "trigger"),
    [
        ("تم توقيع اتفاقية بين مصر والسودان.", "SUPPORT", "تم توقيع"),
        ("أجرى الوزير المصري محادثات مع نظيره التونسي.", "CONSULT", "محادثات"),
        ("شنت الطائرات الروسية غارات على إدلب.", "ASSAULT", "غارات"),
        ("جرى اعتقال ثلاثة ناشطين.", "COERCE", "جرى اعتقال"),
        ("عقد الوزيران المصري والسوداني اجتماعا في القاهرة.", "CONSULT", "اجتماعا"),
    ],
)
def test_a_light_verb_and_its_noun_are_one_mention(code: Code, text: str, kind: str, trigger: str) -> None:
    coded = code(text)
    assert coded.types == [kind]
    assert trigger in coded.mentions[0].trigger.text


def test_the_subject_of_a_light_verb_acts(code: Code) -> None:
    found = code("شنت الطائرات الروسية غارات على مدينة إدلب.").one("ASSAULT")
    assert words(found.actors) == ["الطائرات الروسية"]
    assert words(found.recipients) == ["مدينة إدلب"]


def test_meetings_have_both_sides_as_actors(code: Code) -> None:
    found = code("التقى الرئيس المصري وزير الدفاع الفرنسي.").one("CONSULT")
    assert countries(found.actors) == {"EGY", "FRA"}
    assert found.recipients == ()


def test_one_who_is_received_is_the_visitor(code: Code) -> None:
    found = code("استقبلت المستشارة الألمانية الرئيس المصري.").one("CONSULT")
    assert found.mode == "visit"
    assert countries(found.actors) == {"EGY"}
    assert countries(found.recipients) == {"DEU"}


def test_clashes_have_both_sides_as_actors(code: Code) -> None:
    found = code("اندلعت اشتباكات بين الجيش السوري ومسلحين في درعا.").one("ASSAULT")
    assert words(found.actors) == ["الجيش السوري", "مسلحين"]


def test_the_genitive_of_a_verbal_noun_of_a_transitive_verb_suffers(code: Code) -> None:
    found = code("أعلنت الحكومة اعتقال خمسة مسلحين.").one("COERCE")
    assert words(found.recipients) == ["خمسة مسلحين"]


def test_the_nationality_of_an_event_noun_acts(code: Code) -> None:
    found = code("أدانت تركيا الغارات الروسية على إدلب.").one("ASSAULT")
    assert countries(found.actors) == {"RUS"}


def test_a_relative_clause_tells_of_its_noun(code: Code) -> None:
    found = code("وصل الجنود الذين اعتقلهم الحوثيون إلى عدن.").one("COERCE")
    assert words(found.actors) == ["الحوثيون"]


def test_two_sides_under_one_predicate_are_one_mention(code: Code) -> None:
    coded = code("النص", title="البحرين والسودان تقطعان العلاقات مع إيران")
    assert coded.types == ["SANCTION"]
    assert countries(coded.mentions[0].actors) == {"BHR", "SDN"}


def test_the_content_of_a_request_is_no_event(code: Code) -> None:
    assert code("طالبت فرنسا إسرائيل بالانسحاب من الضفة الغربية.").types == ["REQUEST"]


def test_the_raid_that_killed_and_the_killing_are_one_event(code: Code) -> None:
    assert code("قتل خمسة مدنيين في غارة جوية على المدينة.").types == ["ASSAULT"]


def test_an_army_that_names_an_act_in_its_name_does_not_do_it(code: Code) -> None:
    assert code("وصلت قوات مكافحة الإرهاب إلى الموصل.").types == []


def test_the_trigger_is_the_word_itself_without_clitics(code: Code) -> None:
    found = code("وصل الوفد. وطالبت الحكومة المعارضة بالحوار.").one("REQUEST")
    assert found.trigger.text == "طالبت"
    assert found.sentence == 1


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("أدان المجلس قصف الجيش السوري للمدنيين.", ["الجيش السوري"], ["لمدنيين"]),
        ("وصف السكان تنفيذ طائرات النظام عشر غارات على البلدة.", ["طائرات النظام"], ["البلدة"]),
        ("أعلنت الشرطة اختطاف السائق من قبل جماعة مسلحة.", ["جماعة مسلحة"], ["السائق"]),
        ("وقع قصف نفذه المتمردون على القرية.", ["المتمردون"], ["القرية"]),
        ("أطلقت الدبابات قذائف على الحي.", ["الدبابات"], ["الحي"]),
    ],
)
def test_who_is_behind_an_attack_that_a_noun_names(
    code: Code, text: str, actors: list[str], recipients: list[str]
) -> None:
    found = code(text).one("ASSAULT")
    assert words(found.actors) == actors
    assert words(found.recipients) == recipients


def test_a_war_machine_acts_for_the_forces_that_have_it(code: Code) -> None:
    found = code("قصفت طائرات النظام البلدة.").one("ASSAULT")
    assert [actor.sector for actor in found.actors] == ["MIL"]


def test_a_killing_takes_both_sides_of_the_fight_in_which_it_happened(code: Code) -> None:
    found = code("قتل خمسة مدنيين في اشتباكات بين الجيش السوري ومسلحين.").one("ASSAULT")
    assert words(found.actors) == ["الجيش السوري", "مسلحين"]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("وقع هجوم كبير شنته المقاومة على القاعدة.", ["المقاومة"], ["القاعدة"]),
        ("استمر القصف الذي يقوم به الجيش السوري.", ["الجيش السوري"], []),
        ("شن الطيران ثلاث غارات على مواقع للمتمردين.", ["الطيران"], ["مواقع للمتمردين"]),
        ("نفذت غارات لطيران التحالف على المعسكر.", ["طيران التحالف"], ["المعسكر"]),
        ("قتل خمسة جنود في كمين للمتمردين.", ["لمتمردين"], ["خمسة جنود"]),
    ],
)
def test_relative_clauses_and_owners_tell_who_attacked(
    code: Code, text: str, actors: list[str], recipients: list[str]
) -> None:
    found = code(text).one("ASSAULT")
    assert words(found.actors) == actors
    assert words(found.recipients) == recipients


def test_who_attacked_is_who_killed_those_that_died_of_it(code: Code) -> None:
    coded = code("قصفت طائرات النظام السوري البلدة ما أدى إلى مقتل عشرة مدنيين.")
    assert [words(mention.actors) for mention in coded.mentions] == [["طائرات النظام السوري"]] * len(coded.mentions)


def test_a_number_after_the_verb_tells_who_was_killed(code: Code) -> None:
    found = code("قتل 13 مسلحا جراء غارات على المدينة.").one("ASSAULT")
    assert (found.actors, words(found.recipients)) == ((), ["13 مسلحا"])
