"""Arabic spelling folded for comparison, with the way back to the original offsets.

Two levels:

* `clean` removes what carries no letter (vowel marks, tatweel, bidi and zero-width controls), turns
  presentation forms and Arabic-Indic digits into plain letters and ASCII digits;
* `fold` also unites spellings that newsrooms mix: ``أ إ آ ٱ`` to ``ا``, ``ى`` to ``ي``, ``ة`` to ``ه``,
  Persian ``ی ک`` to ``ي ك``.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_MARKS = [*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD), 0x06DF, 0x06E0]
_MARKS += [0x06E1, 0x06E2, 0x06E3, 0x06E4, 0x06E7, 0x06E8, *range(0x06EA, 0x06EE), *range(0x08D3, 0x0900)]
_CONTROLS = [0x0640, 0x061C, 0x00AD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)]


def _presentation_forms() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in [*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFF)]:
        plain = unicodedata.normalize("NFKC", chr(code))
        kept = "".join(c for c in plain if ord(c) not in _MARKS and c not in " \u0640")
        if plain != chr(code):
            table[code] = kept
    return table


_CLEAN: dict[int, str | None] = {
    **_presentation_forms(),
    **{0x0660 + d: str(d) for d in range(10)},
    **{0x06F0 + d: str(d) for d in range(10)},
    0x06CC: "ي",
    0x06A9: "ك",
    0x066B: ".",
    0x066C: ",",
    **dict.fromkeys([*_MARKS, *_CONTROLS]),
}
_FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه"})
_FOLD_ALL: dict[int, str | int | None] = {**_CLEAN, **_FOLD}
#: characters that belong to a word although they carry no letter (for a regex character class)
SILENT = "".join(map(chr, sorted({*_MARKS, *_CONTROLS} - {0xFEFF})))


def clean(text: str) -> str:
    """Return `text` with plain letters and ASCII digits only; letters keep their spelling."""
    return text.translate(_CLEAN)


def fold(text: str) -> str:
    """Return the comparison key of `text`: cleaned, with alef, ya and ta marbuta forms united."""
    return text.translate(_FOLD_ALL)


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """Return `fold` of one word; the words of news recur, so that most are remembered."""
    return fold(word)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the folded text and, for each of its characters, the offset in `text` it came from.

    The list has one more item than the folded text: ``len(text)``, so that a half-open folded span
    ``[a, b)`` covers ``text[offsets[a]:offsets[b - 1] + 1]``.
    """
    folded: list[str] = []
    offsets: list[int] = []
    for position, character in enumerate(text):
        key = character.translate(_FOLD_ALL)
        folded.append(key)
        offsets.extend([position] * len(key))
    offsets.append(len(text))
    return "".join(folded), offsets
