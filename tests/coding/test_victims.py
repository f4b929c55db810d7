"""Victims that stand beside the words of the attack."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Coded, words

Code = Callable[..., Coded]


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("قتل 19 شخصا على الأقل وأصيب أكثر من مئة في ضربات صاروخية على كييف.", ["19 شخصا", "أكثر من مئة"]),
        ("انفجرت سيارة مفخخة ما أسفر عن مقتل تسعة أشخاص بينهم شرطيان.", ["تسعة أشخاص", "شرطيان"]),
        ("أسفر الهجوم عن مقتل خمسة مدنيين وإصابة عشرة.", ["خمسة مدنيين", "عشرة"]),
        ("أوقعت الغارات 40 قتيلا من بينهم أطفال.", ["40 قتيلا", "أطفال"]),
        ("قصف المسلحون القافلة مخلفين سبعة قتلى.", ["القافلة", "سبعة قتلى"]),
    ],
)
def test_victims_are_recipients_of_one_attack(code: Code, text: str, recipients: list[str]) -> None:
    coded = code(text)
    assert coded.types == ["ASSAULT"]
    assert words(coded.mentions[0].recipients) == recipients


def test_the_dead_of_a_headline(code: Code) -> None:
    coded = code("نص الخبر.", title="61 قتيلا في تفجيرات ببغداد")
    found = coded.one("ASSAULT")
    assert [(r.text.text if r.text else "", r.country, r.sector) for r in found.recipients] == [
        ("61 قتيلا", "IRQ", "CVL")
    ]


def test_who_killed_a_number_is_found_when_named(code: Code) -> None:
    found = code("قتل المسلحون 19 شخصا.").one("ASSAULT")
    assert (words(found.actors), words(found.recipients)) == (["المسلحون"], ["19 شخصا"])
