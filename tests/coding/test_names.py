"""Names are recognised whether or not they take part in an event."""

from __future__ import annotations

import pytest

from waqai import Coder, Report


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("كان الطقس في مدينة بنغازي معتدلاً.", "place", "مدينة بنغازي"),
        ("تقع تونس في شمال أفريقيا.", "place", "تونس"),
        ("يعمل أخوه في وزارة الصحة المصرية منذ سنوات.", "organisation", "وزارة الصحة المصرية"),
        ("ولد صبري بوقادم في الجزائر.", "person", "صبري بوقادم"),
        ("أغلقت لجنة الأمن والإصلاح الباب.", "organisation", "لجنة الأمن والإصلاح"),
        ("أصدرت الهيئة العليا للانتخابات بيانا.", "organisation", "الهيئة العليا للانتخابات"),
        ("وقع الانفجار قرب مخيم ويفل.", "place", "مخيم ويفل"),
        ("هدم الجنود بيتا في قرية كوكب الهوا.", "place", "قرية كوكب الهوا"),
        ("هدم الجنود بيتا في قضاء مدينة حيفا.", "place", "قضاء مدينة حيفا"),
        ("تحدث عادل الخربوطي عن الحادث.", "person", "عادل الخربوطي"),
    ],
)
def test_names_outside_events(coder: Coder, text: str, kind: str, words: str) -> None:
    report = Report(text, published="2020-02-05", language="ar")
    found = coder.names(report)
    assert (kind, words) in {(one.kind, one.text.text) for one in found}
    assert all(text[one.text.start : one.text.end] == one.text.text for one in found)


def test_names_come_in_text_order_once(coder: Coder) -> None:
    found = coder.names(Report("زار وزير الخارجية المصري بغداد ثم عمّان.", language="ar"))
    keys = [(one.text.start, -one.text.end, one.kind) for one in found]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("text", ["اجتمعت اللجنة أمس.", "نشر موقعا إخباريا يمنيا.", "دخلت القوات المدينة."])
def test_a_bare_body_is_no_name(coder: Coder, text: str) -> None:
    assert [one.text.text for one in coder.names(Report(text, language="ar")) if one.kind == "organisation"] == []
