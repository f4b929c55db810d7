"""A trace tells why words became no event."""

from __future__ import annotations

import pytest

from waqai import Coder, Report
from waqai.coding.tracing import why_not


def reasons(coder: Coder, text: str, word: str, kind: str) -> list[str]:
    """Why `word` was not coded as an event of this type."""
    report = Report(text, published="2020-02-05", language="ar")
    start = text.index(word)
    return list(why_not(coder.trace(report), [("text", start, start + len(word))], [kind]))


@pytest.mark.parametrize(
    ("text", "word", "kind", "expected"),
    [
        ("أكل الوزير تفاحة في مكتبه.", "أكل", "ASSAULT", "no frame"),
        ("قصفت الطائرات بلدة حدودية أمس.", "قصفت", "AID", "no frame of type AID; has ASSAULT"),
        ("ألقى الوزير حجراً في البئر.", "ألقى", "ACCUSE", "does not apply"),
        ("قصفت الطائرات بلدة حدودية أمس.", "حدودية", "ASSAULT", "no predicate"),
        ("دعا الرئيس إلى وقف الهجوم على المدينة.", "الهجوم", "ASSAULT", "inside the content"),
        ("قصفت الطائرات بلدة حدودية أمس.", "قصفت", "ASSAULT", "coded"),
    ],
)
def test_why_not(coder: Coder, text: str, word: str, kind: str, expected: str) -> None:
    found = reasons(coder, text, word, kind)
    assert any(expected in line for line in found), found


def test_a_trace_codes_as_the_coder_does(coder: Coder) -> None:
    report = Report("قصفت الطائرات بلدة حدودية أمس. وطالب الرئيس بوقف الهجوم. اللقاء قصير.", language="ar")
    kept = [draft.trigger for traced in coder.trace(report) for draft in traced.kept]
    assert kept == [mention.trigger for mention in coder.code(report).mentions]
