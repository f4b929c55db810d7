"""Reports without a political actor hold no event; a short text is no report without one."""

from __future__ import annotations

from waqai import Coder, Report
from waqai.coding.politics import is_political

MATCH = (
    "قصف مهاجمو النسور مرمى ضيفهم بأربعة أهداف نظيفة، مساء السبت، في الجولة السابعة من البطولة. "
    "وشن الضيوف هجمات متتالية في الشوط الثاني، لكن الدفاع صد كل المحاولات. "
    "وسيطر أصحاب الأرض على وسط الملعب وحاصروا منافسهم في منطقته حتى صافرة النهاية. "
    "وقال المدرب بعد المباراة إن لاعبيه قاتلوا على كل كرة، وإن الفوز خطوة نحو اللقب، "
    "فيما رأى قائد الضيوف أن الحظ خان زملاءه في اللحظات الأخيرة من لقاء لن ينساه الجمهور."
)
BATTLE = (
    "قصف الجيش مواقع المتمردين قرب المدينة مساء السبت، في اليوم السابع من المعارك. "
    "وشن المسلحون هجمات متتالية في اليوم التالي، لكن القوات الحكومية صدت كل المحاولات. "
    "وسيطر الجنود على وسط البلدة وحاصروا خصومهم في الحي القديم حتى مساء الأحد. "
    "وقال المتحدث باسم وزارة الدفاع بعد المعركة إن جنوده قاتلوا من بيت إلى بيت، وإن ما جرى خطوة نحو النصر، "
    "فيما رأى قيادي في صفوف المتمردين أن الحظ خان رفاقه في الساعات الأخيرة من قتال لن ينساه الأهالي."
)


def political(coder: Coder, text: str) -> bool:
    return is_political(coder.language.analyse(Report(text=text, language="ar")).sentences)


def test_a_match_has_no_political_actor(coder: Coder) -> None:
    assert not political(coder, MATCH)
    assert political(coder, BATTLE)


def test_what_is_too_short_to_tell_counts_as_political(coder: Coder) -> None:
    assert political(coder, "سقط خمسة قتلى في انفجار قرب السوق.")
    assert political(coder, "")


def test_such_a_report_holds_no_event(coder: Coder) -> None:
    report = Report(text=MATCH, published="2020-02-05", language="ar")
    assert Coder().code(report).mentions == ()
    assert coder.code(report).mentions != ()
