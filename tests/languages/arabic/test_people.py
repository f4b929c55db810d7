"""Names of people that nobody listed, told by given names, titles and the way names are joined."""

from __future__ import annotations

from pathlib import Path

import pytest

from waqai import Coder, Report
from waqai.languages.arabic.person_words import read_person_words


def people(coder: Coder, text: str) -> list[str]:
    sentences = coder.language.analyse(Report(text=text, language="ar")).sentences
    return [s.words(start, end).text for s in sentences for start, end in s.people]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("التقى سليمان طوقان الوفد.", ["سليمان طوقان"]),
        ("قال عبد الرقيب القرشي إن الطريق مغلق.", ["عبد الرقيب القرشي"]),
        ("سلّم الرسالة لزهدي باكير ومعتصم جيوسي.", ["زهدي باكير", "معتصم جيوسي"]),
        ("شكر السيد صابر مسعد الحضور.", ["صابر مسعد"]),
        ("زار محمد بن سعد آل مطلق المعرض.", ["محمد بن سعد آل مطلق"]),
        ("اعتقلت الشرطة أبا حمزة المقدسي.", ["أبا حمزة المقدسي"]),
        ("وصل نور الدين بلعباس إلى المطار.", ["نور الدين بلعباس"]),
        ("التقى دانييل بيمان الصحفيين.", ["دانييل بيمان"]),
        ("قال الصحفي فيلان دوبرفيل إنه رأى الدخان.", ["فيلان دوبرفيل"]),
        ("قال دوبرفيلس إن الأمر انتهى.", ["دوبرفيلس"]),
        ("قتل ابنه لطفي في الغارة.", ["لطفي"]),
        ("قال فؤاد الدرعاوي إنه باق. وطالب الدرعاوي بهدنة.", ["فؤاد الدرعاوي", "الدرعاوي"]),
    ],
)
def test_unknown_people_are_found(coder: Coder, text: str, names: list[str]) -> None:
    assert people(coder, text) == names


@pytest.mark.parametrize(
    "text",
    [
        "طالب المتظاهرون بعودة التطرف إلى القمقم.",
        "احتفل السكان بعيد الميلاد.",
        "كان كريم الطباع سعيد الحظ.",
        "انتهى جهاد نصر الحق.",
        "قال الأمين العام إن المجلس ناجح.",
        "زار الوفد مدينة الناصرة أمس.",
        "قررت الوزيرة الشابة الاستقالة.",
    ],
)
def test_ordinary_words_are_no_people(coder: Coder, text: str) -> None:
    assert people(coder, text) == []


def test_a_known_name_within_an_unknown_one_is_dropped(coder: Coder) -> None:
    sentence = coder.language.analyse(Report(text="قال سليمان طوقان إن البلدية مغلقة.", language="ar")).sentences[0]
    start, end = sentence.people[0]
    assert all(token.name is None for token in sentence.tokens[start:end])


def test_a_wrong_line_of_the_list_is_named(tmp_path: Path) -> None:
    (tmp_path / "given_names.tsv").write_text("name\tgender\torigin\tword\nسمير\tm\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"given_names\.tsv:2"):
        read_person_words(tmp_path)
