"""Which language a text is written in."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

#: languages that can be coded (ISO 639-1)
SUPPORTED = ("ar",)
#: languages that are told apart
KNOWN = (
    *("am", "ar", "az", "de", "el", "en", "es", "fa", "fr", "he", "hi", "id", "it", "ja"),
    *("ku", "nl", "pl", "ps", "pt", "ru", "so", "sv", "sw", "tr", "ug", "uk", "ur", "zh"),
)
_SAMPLE = 4000
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile(r"[\u0620-\u064a\ufb50-\ufdff\ufe70-\ufefc]")
#: letters of Persian, Urdu, Pashto and Kurdish that Arabic news does not use even for foreign names
_OTHERS = re.compile("[ٹڈڑںےہھۀەێۆۇۈۋېۍټډړښڼځڅږڕڵ\u06cc\u06a9]")


def identify(text: str) -> str:
    """Return the ISO 639-1 code of the language that `text` is written in, "" when it holds no letters.

    Arabic is recognised by its letters alone; only other texts need the statistical model, which takes most of a
    second to load.  The first few thousand characters decide.
    """
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    if not letters:
        return "" if len(text) <= _SAMPLE else identify(text[_SAMPLE:].lstrip()[:_SAMPLE])
    arabic = len(_ARABIC.findall(sample))
    others = len(_OTHERS.findall(sample))
    if 2 * arabic > letters and 50 * others < letters:
        return "ar"
    return str(_model().classify(sample)[0])


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  slow to load, seldom needed

    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.set_languages(list(KNOWN))
    return model
