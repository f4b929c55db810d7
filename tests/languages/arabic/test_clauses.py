"""Predicates with their subjects, objects and complements, in every word order of news Arabic."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Parsed

Parse = Callable[..., Parsed]


@pytest.mark.parametrize(
    ("text", "verb", "subject", "obj"),
    [
        ("استقبل الرئيس الوفد.", "استقبل", ["الرئيس"], ["الوفد"]),
        ("زارت الوزيرة المدينة أمس.", "زارت", ["الوزيرة"], ["المدينة"]),
        ("قصف الجيش مواقع المسلحين.", "قصف", ["الجيش"], ["مواقع المسلحين"]),
        ("الجيش يقصف مواقع المسلحين.", "يقصف", ["الجيش"], ["مواقع المسلحين"]),
        ("السلطات اعتقلت عشرة متظاهرين.", "اعتقلت", ["السلطات"], ["عشرة متظاهرين"]),
        ("أدانت مصر الهجوم.", "أدانت", ["مصر"], ["الهجوم"]),
        ("المتظاهرون أغلقوا الطريق.", "أغلقوا", ["المتظاهرون"], ["الطريق"]),
        ("في القاهرة استقبل الرئيس الوفد.", "استقبل", ["الرئيس"], ["الوفد"]),
        ("كان الجيش يقصف المدينة.", "يقصف", ["الجيش"], ["المدينة"]),
        ("كان الجيش قد قصف المدينة.", "قصف", ["الجيش"], ["المدينة"]),
        ("أعلن الجيش أن الطائرات دمرت الجسر.", "دمرت", ["الطائرات"], ["الجسر"]),
        ("لم تستقبل الوزيرة الوفد.", "تستقبل", ["الوزيرة"], ["الوفد"]),
        ("اعتقلت الشرطة، مساء أمس، ثلاثة مسلحين.", "اعتقلت", ["الشرطة"], ["ثلاثة مسلحين"]),
    ],
)
def test_subject_and_object(parse: Parse, text: str, verb: str, subject: list[str], obj: list[str]) -> None:
    parsed = parse(text)
    assert parsed.subject(verb) == subject
    assert parsed.object(verb) == obj


@pytest.mark.parametrize(
    ("title", "verb", "subject", "obj"),
    [
        ("الرئيس المصري يستقبل الوفد الليبي", "يستقبل", ["الرئيس المصري"], ["الوفد الليبي"]),
        ("الجيش يعتقل مسلحين في بغداد", "يعتقل", ["الجيش"], ["مسلحين"]),
        ("باريس وبرلين تدينان الهجوم", "تدينان", ["باريس", "برلين"], ["الهجوم"]),
    ],
)
def test_headlines(parse: Parse, title: str, verb: str, subject: list[str], obj: list[str]) -> None:
    parsed = parse(title, title=True)
    assert parsed.subject(verb) == subject
    assert parsed.object(verb) == obj


def test_phrases_with_prepositions_are_obliques(parse: Parse) -> None:
    parsed = parse("بحث الوزير مع السفير الأزمة في القاهرة.")
    obliques = parsed.obliques("بحث")
    assert obliques["مع"] == ["السفير"]
    assert obliques["في"] == ["القاهرة"]
    assert parsed.object("بحث") == ["الأزمة"]


def test_a_passive_form_is_marked(parse: Parse) -> None:
    assert parse("اغتيل قائد الشرطة.").of("اغتيل").passive
    assert not parse("اغتال مسلحون قائد الشرطة.").of("اغتال").passive


def test_a_complement_is_governed_by_its_verb(parse: Parse) -> None:
    parsed = parse("قال الوزير إن القوات انسحبت من المدينة.")
    inner = parsed.of("انسحبت")
    assert inner.relation == "complement"
    assert parsed.sentence.predicates[inner.governor] is parsed.of("قال")
    assert parsed.subject("قال") == ["الوزير"]
    assert parsed.subject("انسحبت") == ["القوات"]


def test_an_infinitive_clause_shares_the_subject(parse: Parse) -> None:
    parsed = parse("قرر الرئيس أن يزور تونس.")
    inner = parsed.of("يزور")
    assert inner.relation == "complement"
    assert parsed.sentence.predicates[inner.governor] is parsed.of("قرر")


def test_a_relative_clause_says_something_of_its_noun(parse: Parse) -> None:
    parsed = parse("وصل الوفد الذي استقبله الوزير إلى تونس.")
    relative = parsed.of("استقبله")
    assert relative.relation == "relative"
    assert parsed.words(relative.antecedent) == ["الوفد"]
    assert parsed.subject("استقبله") == ["الوزير"]
    assert relative.object_pronoun == "ه"
    assert parsed.subject("وصل") == ["الوفد"]


def test_a_relative_clause_does_not_take_the_main_clause_with_it(parse: Parse) -> None:
    parsed = parse("الوزير الذي زار القاهرة أدان الهجوم.")
    assert parsed.subject("أدان") == ["الوزير"]
    assert parsed.object("زار") == ["القاهرة"]


def test_joined_verbs_share_their_subject(parse: Parse) -> None:
    parsed = parse("وصلت الوزيرة إلى تونس والتقت الرئيس.")
    assert parsed.of("والتقت").subject_order == "shared"
    assert parsed.object("والتقت") == ["الرئيس"]


def test_an_accusative_participle_shares_the_subject(parse: Parse) -> None:
    parsed = parse("استقبل الوزير الوفد، مطالبا الحكومة بالإصلاح.")
    participle = parsed.of("مطالبا")
    assert participle.kind == "participle"
    assert participle.subject_order == "shared"
    assert parsed.sentence.predicates[participle.governor] is parsed.of("استقبل")


def test_a_pronoun_on_the_verb_is_its_object(parse: Parse) -> None:
    parsed = parse("اتهمته الحكومة بالفساد.")
    assert parsed.of("اتهمته").object_pronoun == "ه"
    assert parsed.subject("اتهمته") == ["الحكومة"]


def test_a_dropped_subject_is_marked(parse: Parse) -> None:
    parsed = parse("وطالبت بانسحاب القوات.")
    assert parsed.of("وطالبت").subject is None
    assert parsed.of("وطالبت").subject_order == "dropped"


@pytest.mark.parametrize(
    ("text", "verb", "marker"),
    [
        ("لم يزر الوزير تونس.", "يزر", "neg"),
        ("لن يزور الوزير تونس.", "يزور", "neg"),
        ("لا يزور الوزير تونس.", "يزور", "neg"),
        ("سيزور الوزير تونس.", "سيزور", "future"),
        ("سوف يزور الوزير تونس.", "يزور", "future"),
        ("إذا زار الوزير تونس غادر الوفد.", "زار", "if"),
        ("قد يزور الوزير تونس.", "يزور", "may"),
    ],
)
def test_particles_mark_the_verb(parse: Parse, text: str, verb: str, marker: str) -> None:
    assert marker in parse(text).of(verb).markers


def test_kad_before_a_past_verb_is_no_possibility(parse: Parse) -> None:
    assert "may" not in parse("وقد زار الوزير تونس.").of("زار").markers


def test_event_nouns_are_predicates(parse: Parse) -> None:
    parsed = parse("بدأت زيارة الوزير إلى تونس.")
    noun = parsed.of("زيارة")
    assert noun.kind == "noun"
    assert parsed.words(noun.possessor) == ["الوزير"]
    assert parsed.obliques("زيارة")["إلى"] == ["تونس"]


def test_a_pronoun_on_an_event_noun_is_its_possessor(parse: Parse) -> None:
    assert parse("غادر الوزير بعد زيارته القاهرة.").of("زيارته").possessor_pronoun == "ه"


def test_the_nationality_of_an_event_noun(parse: Parse) -> None:
    parsed = parse("أوقعت الغارات الروسية قتلى.")
    noun = parsed.of("الغارات")
    assert [parsed.sentence.tokens[at].text for at in noun.adjectives] == ["الروسية"]


def test_every_predicate_points_at_its_token(parse: Parse) -> None:
    sentence = parse("أعلن الناطق أن القوات التي دخلت المدينة أمس انسحبت منها، مؤكدا انتهاء القصف.").sentence
    assert {predicate.token: number for number, predicate in enumerate(sentence.predicates)} == sentence.predicate_at
    for number, predicate in enumerate(sentence.predicates):
        assert -1 <= predicate.governor < len(sentence.predicates)
        assert predicate.governor != number


@pytest.mark.parametrize(
    ("text", "verb", "obj", "passive"),
    [
        ("تظاهر السكان مطالبين الحكومة بالاستقالة.", "مطالبين", ["الحكومة"], False),
        ("تحدث الوزير، متهما إيران بالتدخل.", "متهما", ["إيران"], False),
        ("وصل الوزير مدعوما من واشنطن.", "مدعوما", [], True),
    ],
)
def test_a_circumstance_is_what_somebody_does(
    parse: Parse, text: str, verb: str, obj: list[str], passive: bool
) -> None:
    parsed = parse(text)
    assert (parsed.object(verb), parsed.of(verb).passive) == (obj, passive)


@pytest.mark.parametrize(
    ("text", "participles"),
    [
        ("وانتقد النائب الموازنة، متهما الحكومة بالفساد، ومطالبا رئيسها بالاستقالة.", ["متهما", "مطالبا"]),
        ("وأدانت الوزارة القصف، محذرة من عواقبه.", ["محذرة"]),
        ("وزارت الوزيرة مدرسة كبيرة، حديثة البناء.", []),
    ],
)
def test_circumstances_joined_and_feminine(parse: Parse, text: str, participles: list[str]) -> None:
    sentence = parse(text).sentence
    found = [p for p in sentence.predicates if p.relation == "circumstance"]
    assert [sentence.stem(p.token).text for p in found] == participles


def test_what_is_said_goes_past_a_relative_clause(parse: Parse) -> None:
    sentence = parse("ونقلت صحيفة محلية عن مسؤول لم تسمه قوله إن الشرطة اعتقلت ثلاثة ناشطين.").sentence
    arrested = next(p for p in sentence.predicates if p.lemma == "اعتقل")
    assert sentence.predicates[arrested.governor].lemma == "نقل"
