"""What is reported stays; what is only touched on stays only in a report that is about it."""

from __future__ import annotations

import pytest

from waqai import Coder, Report
from waqai.coding.drafts import Draft
from waqai.coding.pipeline import FrameCoder
from waqai.coding.salience import BASE, BESIDE, drop_unreported, scores
from waqai.languages.arabic.language import ArabicLanguage

from .conftest import TODAY


@pytest.fixture(scope="module")
def plain() -> Coder:
    """The coder as everybody has it."""
    return Coder()


def kinds(coder: Coder, text: str, title: str = "") -> list[str]:
    """The types of the violent acts and protests in a report."""
    mentions = coder.code(Report(text=text, title=title, published=TODAY, language="ar")).mentions
    return [mention.type for mention in mentions if mention.type in {"ASSAULT", "PROTEST"}]


def drafts_of(coder: Coder, text: str) -> list[Draft]:
    frames = FrameCoder(coder.language, coder.knowledge, "", all_mentions=True)
    return frames.draft(Report(text=text, language="ar"), coder.language.analyse(Report(text=text, language="ar")))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("قُتل خمسة جنود وأصيب ثلاثة في انفجار عبوة ناسفة استهدفت دوريتهم في الرمادي أمس.", "ASSAULT"),
        ("أعلنت الشرطة مقتل شخصين في هجوم انتحاري بسيارة مفخخة قرب السوق وسط كركوك.", "ASSAULT"),
        ("تظاهر مئات الطلاب أمام البرلمان في عمّان أمس احتجاجا على رفع الأسعار.", "PROTEST"),
    ],
)
def test_news_of_an_event_stays(plain: Coder, text: str, kind: str) -> None:
    assert kind in kinds(plain, text)


@pytest.mark.parametrize(
    "text",
    [
        "يرى الكاتب أن ثقافة الحوار وحدها تحمي المجتمع من القتل والخطف.",
        "وقال المحامي إن تهمة التخطيط لتفجيرات لا تستند إلى أي دليل.",
        "وتبحث اللجنة قانونا جديدا ينظم الاحتجاجات في المستقبل.",
    ],
)
def test_what_is_only_talked_about_is_no_event(plain: Coder, text: str) -> None:
    assert kinds(plain, text) == []


def test_a_reference_counts_in_a_report_about_the_event(plain: Coder) -> None:
    reference = "وأدانت الحكومة الهجوم."
    about = "قُتل خمسة جنود في هجوم على ثكنة في الرمادي أمس. وقالت الشرطة إن مسلحين هاجموا الثكنة فجرا. "
    assert kinds(plain, reference) == []
    assert len(kinds(plain, about + reference)) == len(kinds(plain, about)) + 1


def test_all_mentions_are_given_on_demand(plain: Coder, coder: Coder) -> None:
    text = "وأدانت الحكومة الهجوم."
    assert kinds(plain, text) == []
    assert kinds(coder, text) == ["ASSAULT"]


def test_weights_decide_and_other_types_stay(coder: Coder) -> None:
    told = "زار الوزير القاهرة. وقتل مسلحون جنديا عند حاجز على الطريق الذي يربط المدينة بالبلدات المجاورة لها."
    drafts = drafts_of(coder, told)
    assert [draft.type for draft in drafts] == ["CONSULT", "ASSAULT"]
    assert [draft.type for draft in drop_unreported(drafts, {"ASSAULT": {BASE: -1}})] == ["CONSULT"]
    assert drop_unreported(drafts, {"ASSAULT": {BASE: -1, "form=past": 1}}) == drafts
    assert drop_unreported(drafts, {}) == drafts


def test_what_stands_beside_a_reported_event_is_lifted(coder: Coder) -> None:
    drafts = drafts_of(coder, "قتل مسلحون جنديا بعد تفجير الجسر.")
    weights = {"ASSAULT": {"form=past": 10, BASE: -5, BESIDE: 5}}
    assert [score for _, score in scores(drafts, weights)] == [5, 0]


def test_the_packaged_weights_are_readable(language: ArabicLanguage) -> None:
    salience = language.vocabulary.salience
    assert set(salience) == {"ASSAULT", "PROTEST"}
    for weights in salience.values():
        assert weights["elsewhere=1"] <= weights["elsewhere=2"] <= weights["elsewhere=3"]
        assert weights["status=hypothetical"] < 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قصفت القوات السورية البلدة.", ["ASSAULT"]),
        ("لم تقصف القوات البلدة.", ["ASSAULT"]),
        ("أضرب المعلمون.", ["PROTEST"]),
        ("إذا قصفت القوات البلدة غادر السكان.", []),
    ],
)
def test_a_short_plain_sentence_reports_its_act(plain: Coder, text: str, expected: list[str]) -> None:
    assert kinds(plain, text) == expected
