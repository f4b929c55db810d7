"""The signs of the grammar around a mention."""

from __future__ import annotations

import pytest

from waqai import Coder, Report
from waqai.coding.pipeline import FrameCoder
from waqai.coding.salience import report_signs

from .conftest import TODAY


def signs(coder: Coder, text: str, trigger: str) -> set[str]:
    """The signs of the mention with that trigger."""
    report = Report(text=text, published=TODAY, language="ar")
    frames = FrameCoder(coder.language, coder.knowledge, "", all_mentions=True)
    drafts = frames.draft(report, coder.language.analyse(report))
    found = report_signs(drafts, frozenset(draft.type for draft in drafts))
    return next(set(of) for draft, of in found if trigger in draft.trigger.text)


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("قتل مسلحون خمسة جنود في الرمادي أمس.", "قتل", {"form=past", "counted=killed", "when:where", "actor=person"}),
        ("وأدانت الحكومة الهجوم.", "الهجوم", {"noun=definite", "form=known object", "uncounted", "timeless"}),
        ("تفقد الوزير ضحايا الهجوم.", "الهجوم", {"inside", "head=ضحيه"}),
        ("ولو قتل مسلحون جنديا لتدخل الجيش.", "قتل", {"status=hypothetical", "form=unreal"}),
        ("وقالت الشرطة إن مسلحين خطفوا مهندسا.", "خطفوا", {"relation=complement", "governor=verb", "depth=1"}),
    ],
)
def test_signs(coder: Coder, text: str, trigger: str, expected: set[str]) -> None:
    found = signs(coder, text, trigger)
    assert expected <= found, sorted(found)


def test_other_sentences_of_the_type_are_counted(coder: Coder) -> None:
    alone = "قتل مسلحون جنديا."
    assert "elsewhere=0" in signs(coder, alone, "قتل")
    assert "elsewhere=1" in signs(coder, f"{alone} وأدانت الحكومة الهجوم.", "قتل")
