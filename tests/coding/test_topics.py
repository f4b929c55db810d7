"""Reports that are not about politics: words of force in them are no events, unless somebody of politics acts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai import Coder, Report
from waqai.coding.tracing import why_not

from .conftest import TODAY, Coded

Code = Callable[..., Coded]

MATCH = (
    "تعادل الفريقان في مباراة الإياب على ملعب المدينة بهدف لكل منهما. "
    "وهاجم أصحاب الأرض المرمى في الشوط الثاني وقصف اللاعب الشاب الحارس بتسديداته. "
)
STORM = (
    "تحركت عاصفة رعدية نحو الساحل وحذرت الأرصاد من رياح قوية وأمطار غزيرة. وهاجمت الأمواج القرى وحاصرت السيول البيوت. "
)


@pytest.fixture(scope="module")
def code() -> Code:
    """Code a text as everybody has it coded, without what only touches on an event."""
    coder = Coder()
    return lambda text: Coded(coder.code(Report(text=text, published=TODAY, language="ar")))


@pytest.mark.parametrize(
    "text",
    [
        MATCH,
        STORM,
        "قفزت أسعار الأسهم في البورصة مع تداول نشط. وهاجم المضاربون العملة وقتلت الموجة آمال صغار المستثمرين.",
        "تنصح الدكتورة مرضى السكري بالفحص. ويهاجم الفيروس خلايا الكبد ويدمر الالتهاب أنسجتها.",
        "رصد التلسكوب انفجارا في مجرة بعيدة، وقصفت الجسيمات كوكبا يدور حول نجم قزم.",
        "فازت الرواية بجائزة الأدب. ويحكي الفصل الأول أن جنديا يقتل صديقه، وهاجم النقاد لغة الروائي.",
        "تقتل المياه الساخنة الخميرة، فاسكبي الماء فاترا على العجين في المطبخ ثم أضيفي ملعقة سكر.",
        "انفجر إطار الشاحنة قبل المنعطف ووقع تصادم مع حافلة، ولقي ثلاثة ركاب مصرعهم في حادث السير.",
    ],
)
def test_words_of_force_in_other_fields_are_no_events(code: Code, text: str) -> None:
    assert code(text).types == []


def test_the_police_at_a_match_are_of_politics(code: Code) -> None:
    mention = code(MATCH + "واعتقلت الشرطة عشرة مشجعين أمام الملعب.").one("COERCE")
    assert mention.trigger.text == "اعتقلت"


def test_the_police_who_come_for_an_artist_are_of_politics(code: Code) -> None:
    text = "عرض المهرجان فيلما عن شاعر، وصفق الجمهور للممثلة والمخرج. واعتقلت الشرطة مطربا بعد الحفل."
    assert code(text).types == ["COERCE"]


def test_a_team_called_an_army_is_not(code: Code) -> None:
    assert code(MATCH + "وهاجم الجيش مرمى ضيفه من الجناح الأيمن.").types == []


def test_an_army_that_comes_to_flooded_villages_is(code: Code) -> None:
    assert code(STORM + "وأجلى الجيش سكان القرى.").types != []


def test_states_act_in_reports_on_markets(code: Code) -> None:
    text = "تراجعت الأسهم في البورصة وانخفض سعر خام برنت في تعاملات متقلبة. ورفضت السعودية خفض الإنتاج."
    assert code(text).types == ["REJECT"]


def test_workers_on_strike_are_of_politics_in_reports_on_business(code: Code) -> None:
    text = (
        "تراجعت أرباح شركة السيارات في الربع الأول وهبط سهم الشركة في البورصة. وخشي المستثمرون مزيدا من الخسائر. "
        "وأضرب مئات العمال في مصنع الشركة أمس احتجاجا على تأخر الأجور."
    )
    assert "PROTEST" in code(text).types


def test_a_known_surname_in_a_match_is_a_namesake(code: Code) -> None:
    text = "سحقت اللاعبة التونسية منافستها في بطولة التنس وكسرت إرسالها. وتلتقي الجبالي في نصف النهائي لاعبة أسترالية."
    assert code(text).types == []


def test_a_longer_text_with_no_word_of_politics_needs_less(code: Code) -> None:
    text = (
        "نظمت جمعية ورشة لصناعة الفخار. ودعا الحرفي الشبان إلى الصبر. وتعهدت الجمعية بدورة ثانية. ورفض الطين أن يلين."
    )
    assert code(text).types == []
    assert "REQUEST" in code(text + " وطالبت الحكومة البرلمان بإقرار القانون.").types


def test_few_words_of_another_field_settle_nothing(code: Code) -> None:
    assert code("قتل مسلحون لاعبا أمام ملعب المدينة أمس.").types == ["ASSAULT"]
    assert code("رفض البرلمان مشروع القانون بعد مباراة كرة القدم.").types == ["REJECT"]


def test_a_trace_says_so() -> None:
    trace = Coder().trace(Report(text=STORM, published=TODAY, language="ar"))
    start = STORM.index("هاجمت")
    assert "not about politics" in " ".join(why_not(trace, [("text", start, start + 5)], ["ASSAULT"]))


def test_all_mentions_are_given_on_demand(coder: Coder) -> None:
    assert coder.code(Report(text=STORM, published=TODAY, language="ar")).mentions != ()
