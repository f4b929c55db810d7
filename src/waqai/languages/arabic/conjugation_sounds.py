"""From sounds to letters: how a fully vocalised word is written without its vowel marks.

The generator works on *sound strings*.  A consonant is its Arabic letter (``ء`` for every hamza, ``و ي`` only as
consonants); the vowels are ``a i u`` and, long, ``A I U``; ``Y`` is a long *a* written ``ى``, ``T`` the feminine
ending ``ة``, ``@`` the connecting alef (always followed by its vowel) and ``+`` the silent alef after the plural
``و``.  Two equal consonants in a row are one doubled letter.
"""

from __future__ import annotations

import re

_LONG = {"A": "ا", "I": "ي", "U": "و", "Y": "ى", "T": "ة", "+": "ا"}
_CLASS = {"i": "i", "I": "i", "u": "u", "U": "u", "a": "a", "A": "a", "Y": "a", "T": "a"}
_WRITTEN = str.maketrans({**_LONG, "@": "ا", "a": None, "i": None, "u": None})
_DOUBLED = re.compile(r"([^aiuAIU])\1+")
_PREFIX_AND_YA = frozenset({"يي", "تي", "ني", "أي"})
_GLIDES = (
    (re.compile("iو(?=[^aiuAIUYT+و])"), "I"),
    (re.compile("uو(?=[^aiuAIUYT+و])"), "U"),
    (re.compile("iي(?=[^aiuAIUYT+ي])"), "I"),
)
_UY = re.compile("uي(?=[^aiuAIUYT+ي])")
_ARABIC = str.maketrans("tnsmy", "تنسمي")
_TWO_HAMZAS = ((re.compile("^ءaء(?=[^aiuAIUYT])"), "ءA"), (re.compile("^ءuء(?=[^aiuAIUYT])"), "ءU"))
_TWO_HAMZAS_I = re.compile("^ءiء(?=[^aiuAIUYT])")


def settle(sounds: str, *, keep_uy: bool = False) -> str:
    """Return `sounds` after the general sound changes: ``iw uw iy uy`` become long vowels, two hamzas a madda.

    The letters ``t n s m y`` of patterns and endings become Arabic here.
    `keep_uy` leaves ``uy`` before a consonant alone (quadriliterals: سُيطر).
    """
    sounds = sounds.translate(_ARABIC)
    if "و" in sounds or "ي" in sounds:
        for pattern, replacement in _GLIDES:
            sounds = pattern.sub(replacement, sounds)
        if not keep_uy:
            sounds = _UY.sub("U", sounds)
    if sounds.startswith("ء"):
        for pattern, replacement in _TWO_HAMZAS:
            sounds = pattern.sub(replacement, sounds)
        sounds = _TWO_HAMZAS_I.sub("ءI", sounds)
    return sounds


def _first_hamza(following: str) -> str:
    if following == "A":
        return "آ"
    return "إ" if following in ("i", "I") else "أ"


def _last_hamza(before: str) -> tuple[str, ...]:
    return ({"i": "ئ", "I": "ء", "u": "ؤ", "U": "ء", "a": "أ"}.get(before, "ء"),)


def _hamza_before_u(before: str, following: str, last_radical: bool) -> tuple[str, ...]:
    if following == "u":
        return ("ء", "ؤ") if before == "U" else ("ؤ",)
    if before == "a" and last_radical:
        return ("أ", "ؤ", "ء")
    if before in ("A", "U"):
        return ("ؤ", "ء")
    return ("ؤ", "ئ")


def _hamza_before_a(before: str, following: str) -> tuple[str, ...]:
    if before == "u":
        return ("ؤ",)
    if following == "A":
        return ("ءا",) if before in ("A", "U") else ("آ",)
    if before in ("A", "U"):
        return ("ء",)
    return ("أ",)


def _inner_hamza(before: str, following: str, letters: str, last_radical: bool) -> tuple[str, ...]:
    """Return the ways to write a hamza inside a word between the sounds `before` and `following`."""
    vowel = _CLASS.get(following, "")
    if vowel == "i" or before in ("i", "I") or (before == "ي" and letters not in _PREFIX_AND_YA):
        return ("ئ",)
    if vowel == "u":
        return _hamza_before_u(before, following, last_radical)
    if vowel == "a":
        return _hamza_before_a(before, following)
    return ({"u": "ؤ", "a": "أ"}.get(before, "ء"),)


def spell(sounds: str, *, keep_final_vowel: bool = False) -> tuple[str, ...]:
    """Return the spellings of a sound string, the most usual first.

    A final short vowel is dropped before the seat of a final hamza is chosen (``قرأ``), unless
    `keep_final_vowel`: then the word is spelled as it is before a pronoun suffix (``يقرؤ-ه``).
    """
    if not keep_final_vowel and sounds[-1] in "aiu":
        sounds = sounds[:-1]
    if "ء" not in sounds:
        return (_plain(sounds),)
    spellings = [""]
    index, size = 0, len(sounds)
    while index < size:
        char = sounds[index]
        if char == "ء" and not (index and sounds[index - 1] == "ء"):
            written, used = _hamza_at(sounds, index, spellings[0])
            spellings = [s + w for s in spellings for w in written]
            index += used
            continue
        piece = _letter(sounds, index)
        if piece:
            spellings = [s + piece for s in spellings]
        index += 2 if char == "@" else 1
    return tuple(dict.fromkeys(spellings))


def _hamza_at(sounds: str, index: int, letters: str) -> tuple[tuple[str, ...], int]:
    """Return the ways to write the hamza at `index` and how many sounds they cover."""
    after = index + 1
    while after < len(sounds) and sounds[after] == "ء":
        after += 1
    following = sounds[after] if after < len(sounds) else ""
    used = after - index
    if index == 0:
        return (_first_hamza(following),), used + (following == "A")
    before = sounds[index - 1]
    if not following:
        return _last_hamza(before), used
    last_radical = sounds[after:] in ("U+", "U", "Un", "Una", "Uن", "Uنa")
    written = _inner_hamza(before, following, letters, last_radical)
    covers = following == "A" and written[0] in ("آ", "ءا")
    return written, used + covers


def _letter(sounds: str, index: int) -> str:
    char = sounds[index]
    if char in "aiu":
        return ""
    if char == "@":
        return "ا"
    if char in _LONG:
        return _LONG[char]
    return "" if index and sounds[index - 1] == char else char


def _plain(sounds: str) -> str:
    return _DOUBLED.sub(r"\1", sounds).translate(_WRITTEN)
