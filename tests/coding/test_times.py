"""Dates of drafts: whose expression, what is inferred, what is history."""

from __future__ import annotations

import pytest

from waqai.coding.pipeline import FrameCoder
from waqai.coding.times import date_drafts, share_dates
from waqai.knowledge import Knowledge
from waqai.languages.arabic.language import ArabicLanguage
from waqai.records import EventMention, Report, When

WEDNESDAY = "2020-02-05"


@pytest.fixture(scope="module")
def coder() -> FrameCoder:
    knowledge = Knowledge.load()
    return FrameCoder(ArabicLanguage.load(knowledge.names), knowledge, "test", all_mentions=True)


def code(coder: FrameCoder, text: str, published: str = WEDNESDAY) -> tuple[EventMention, ...]:
    return coder.code(Report(text, published=published)).mentions


def date_of(mentions: tuple[EventMention, ...], trigger: str) -> When:
    return next(mention.date for mention in mentions if mention.trigger.text == trigger)


def test_expression_of_the_same_clause(coder: FrameCoder) -> None:
    when = date_of(code(coder, "قصفت الطائرات الروسية المدينة أمس."), "قصفت")
    assert (when.start, when.end, when.granularity, when.inferred) == ("2020-02-04", "2020-02-04", "day", False)
    assert when.text is not None
    assert when.text.text == "أمس"


def test_joined_verbs_share_the_expression(coder: FrameCoder) -> None:
    when = date_of(code(coder, "قصفت الطائرات الروسية المدينة أمس وقتلت خمسة مدنيين."), "قتلت")
    assert when.start == "2020-02-04"


def test_expression_at_the_beginning(coder: FrameCoder) -> None:
    when = date_of(code(coder, "الثلاثاء اقتحمت القوات الإسرائيلية المخيم."), "اقتحمت")
    assert when.start == "2020-02-04"


def test_the_day_of_the_telling_is_only_inferred(coder: FrameCoder) -> None:
    when = date_of(code(coder, "قال وزير الخارجية أمس إن القوات التركية قصفت القرية."), "قصفت")
    assert (when.start, when.text, when.inferred) == ("2020-02-04", None, True)


def test_own_date_beats_the_day_of_the_telling(coder: FrameCoder) -> None:
    when = date_of(code(coder, "قال الوزير أمس إن القوات التركية قصفت القرية فجر الأحد."), "قصفت")
    assert (when.start, when.inferred) == ("2020-02-02", False)


def test_publication_date_is_inferred_for_fresh_news(coder: FrameCoder) -> None:
    when = date_of(code(coder, "قصفت الطائرات الروسية المدينة."), "قصفت")
    assert (when.start, when.end, when.inferred) == (WEDNESDAY, WEDNESDAY, True)


def test_plans_without_a_date_stand_on_the_day_they_are_told(coder: FrameCoder) -> None:
    (mention,) = code(coder, "سيزور الرئيس المصري السودان.")
    assert mention.status == "planned"
    assert (mention.date.start, mention.date.end, mention.date.inferred) == (WEDNESDAY, WEDNESDAY, True)


def test_plans_take_the_reading_ahead(coder: FrameCoder) -> None:
    (mention,) = code(coder, "سيزور الرئيس المصري السودان الخميس.")
    assert mention.date.start == "2020-02-06"


def test_a_present_verb_with_a_coming_date_is_a_plan(coder: FrameCoder) -> None:
    (mention,) = code(coder, "يزور الرئيس المصري السودان الأسبوع المقبل.")
    assert mention.status == "planned"
    assert (mention.date.start, mention.date.end) == ("2020-02-10", "2020-02-16")
    assert any(reason.field == "status" for reason in mention.because)


def test_more_than_a_year_ago_is_history(coder: FrameCoder) -> None:
    (mention,) = code(coder, "غزت الولايات المتحدة العراق في 2003.")
    assert mention.historical


def test_last_month_is_no_history(coder: FrameCoder) -> None:
    (mention,) = code(coder, "قصفت الطائرات الروسية المدينة الشهر الماضي.")
    assert not mention.historical


def test_without_publication_nothing_is_guessed(coder: FrameCoder) -> None:
    told, untold = (
        code(coder, "قصفت الطائرات الروسية المدينة أمس.", ""),
        code(coder, "قصفت الطائرات الروسية المدينة.", ""),
    )
    assert (told[0].date.start, told[0].date.constraint) == ("", "أمس")
    assert untold[0].date == When()


def test_every_date_has_its_reason(coder: FrameCoder) -> None:
    for mention in code(coder, "قصفت الطائرات الروسية المدينة أمس. قتل الجيش السوري خمسة مدنيين."):
        assert any(reason.field == "date" for reason in mention.because)


def test_a_duration_dates_nothing(coder: FrameCoder) -> None:
    (mention,) = code(coder, "اعتقلت الشرطة التونسية الناشط لمدة شهر.")
    assert (mention.date.start, mention.date.inferred) == (WEDNESDAY, True)


def test_mentions_of_one_event_share_their_date(coder: FrameCoder) -> None:
    language = ArabicLanguage.load(Knowledge.load().names)
    report = Report("قصفت الطائرات الروسية المدينة أمس. قصفت الطائرات الروسية المدينة.", published=WEDNESDAY)
    drafts = coder.draft(report, language.analyse(report))
    for draft in drafts:
        draft.event = 1
    share_dates(drafts)
    assert (drafts[1].when.start, drafts[1].when.inferred, drafts[1].when.text) == ("2020-02-04", True, None)
    assert drafts[1].because[-1].rule == "another mention of the event"


def test_no_drafts_is_fine() -> None:
    date_drafts([], WEDNESDAY, frozenset())
    share_dates([])


def test_a_deadline_does_not_date_the_request(coder: FrameCoder) -> None:
    (mention,) = code(coder, "طلب مجلس الأمن من الأمين العام تقديم تقرير في غضون 20 يوما.")
    assert (mention.type, mention.date.start, mention.date.end) == ("REQUEST", WEDNESDAY, WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "trigger", "start"),
    [
        ("طلب المجلس تحديد المسؤولين عن هجمات في المدينة.", "هجمات", ""),
        ("زار الوزير بلدة حررها الجيش من المسلحين.", "حررها", ""),
        ("اتهمت لندن موسكو بشن هجمات على المدينة.", "هجمات", ""),
        ("أعلن الجيش مقتل ثلاثة جنود.", "مقتل", WEDNESDAY),
        ("التقى الوزير السفير خلال زيارة لتونس.", "زيارة", WEDNESDAY),
    ],
)
def test_what_is_only_mentioned_stays_without_a_date(coder: FrameCoder, text: str, trigger: str, start: str) -> None:
    (mention,) = [m for m in code(coder, text) if trigger in m.trigger.text]
    assert mention.date.start == start


def titled(coder: FrameCoder, title: str, text: str) -> tuple[EventMention, ...]:
    return coder.code(Report(text, title=title, published=WEDNESDAY)).mentions


def test_a_title_stands_on_the_day_of_its_story(coder: FrameCoder) -> None:
    title, told = titled(coder, "هجوم على مركز للشرطة في بغداد", "هاجم مسلحون مركزا للشرطة في بغداد مساء الاثنين.")
    assert title.event == told.event
    assert (title.date.start, title.date.end, title.date.inferred) == ("2020-02-03", "2020-02-03", True)


@pytest.mark.parametrize(
    ("text", "trigger", "start"),
    [
        # an act told before gives "hours later" and "the same day" their day
        ("هاجم مسلحون القرية السبت. وبعد ثلاث ساعات قصف الجيش العراقي المنطقة.", "قصف", "2020-02-01"),
        ("هاجم مسلحون القرية السبت. وقتل الجيش العراقي في اليوم نفسه أربعة منهم.", "قتل", "2020-02-01"),
        # the next sentence goes on with the scene
        ("هاجم مسلحون القرية السبت. وأحرقوا عشرة منازل.", "أحرقوا", "2020-02-01"),
        # what an old date says of the content is not when it was said
        ("طالب الوزير التونسي بتنفيذ الاتفاق الموقع عام 2013.", "طالب", WEDNESDAY),
        ("انتقدت الحكومة المصرية تقرير عام 2015.", "انتقدت", WEDNESDAY),
        # what is set off between commas dates the clause that the sentence is about
        ("أغلق محتجون دعتهم النقابة، أمس، الطريق الرئيسي.", "أغلق محتجون", "2020-02-04"),
        # what is told of something new is no background
        ("ألقى الوزير المصري كلمة اتهم فيها إثيوبيا بالتعنت.", "اتهم", WEDNESDAY),
        # the past before the past is
        ("وكانت الحكومة التركية قد طردت السفير السوري.", "طردت السفير", ""),
        ("جاء الإعلان بعد أن طردت الحكومة التركية السفير السوري.", "طردت", ""),
        # behind "after" the day belongs to the act that came before
        ("وتأتي الخطوة بعد مقتل جنديين سوريين في المدينة الأحد.", "مقتل", "2020-02-02"),
        # nothing that is over lasts until a day to come
        ("أفرجت السلطات المصرية عن الناشط حتى نهاية العام.", "أفرجت", WEDNESDAY),
    ],
)
def test_whose_day_it_is(coder: FrameCoder, text: str, trigger: str, start: str) -> None:
    assert date_of(code(coder, text), trigger).start == start


def test_hours_from_now_are_today_for_a_plan(coder: FrameCoder) -> None:
    (mention,) = code(coder, "سيصل الرئيس المصري إلى السودان بعد ساعات.")
    assert mention.date.start == WEDNESDAY


def test_days_apart_are_two_events(coder: FrameCoder) -> None:
    first, second = code(coder, "قصفت الطائرات الروسية المدينة الأحد. وقصفت الطائرات الروسية المدينة الثلاثاء.")
    assert first.event != second.event


def test_news_is_not_dated_by_what_lies_years_back(coder: FrameCoder) -> None:
    title, *_ = titled(
        coder, "الجيش السوري يقصف دوما", "قصف الجيش السوري مدينة دوما. وكان الجيش السوري قد قصف دوما عام 2013."
    )
    assert title.date.start == WEDNESDAY


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("سيزور الرئيس المصري السودان قريبا.", "قريبا"),
        ("أعرب المبعوث عن أمله في أن يزور عدن في القريب العاجل.", "القريب العاجل"),
        ("قصف الجيش السوري مخبزا قريبا من السوق.", ""),
    ],
)
def test_soon_is_open_from_now_on(coder: FrameCoder, text: str, words: str) -> None:
    (mention,) = code(coder, text)
    assert (mention.date.text.text if mention.date.text else "") == words
    assert (mention.date.start, mention.date.end) == (WEDNESDAY, "" if words else WEDNESDAY)
