"""Which language a text is in, and that Arabic needs no model to be recognised."""

from __future__ import annotations

import subprocess
import sys

import pytest

from waqai.languages.identification import identify


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("التقى الوزير نظيره في تونس", "ar"),
        ("قال غوتيريش وپوتين في ڤيينا", "ar"),
        ("أعلنت شركة Microsoft Corporation عن مشروع جديد في المملكة العربية السعودية", "ar"),
        ("ﺍﻟﻮﺯﻳﺮ ﻳﻠﺘﻘﻲ ﻧﻈﻴﺮﻩ", "ar"),
        ("مُحَمَّدٌ رَسُولٌ", "ar"),
        ("The minister met his counterpart in Tunis on Wednesday.", "en"),
        ("Der Minister traf seinen Amtskollegen am Mittwoch in Tunis.", "de"),
        ("وزیر امور خارجه ایران با همتای خود در تهران دیدار کرد", "fa"),
        ("د افغانستان د بهرنیو چارو وزیر وویل چې ټول هیوادونه باید مرسته وکړي", "ps"),
        ("", ""),
        ("12 😀 … َُِ \u200f", ""),
    ],
)
def test_language(text: str, language: str) -> None:
    assert identify(text) == language


def test_letters_after_a_long_preamble_count() -> None:
    assert identify("-" * 5000 + "التقى الوزير نظيره") == "ar"


def test_arabic_does_not_load_the_model(environment: dict[str, str]) -> None:
    code = (
        "import sys; from waqai.languages.identification import identify as i; i('خبر'); print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == "False"
