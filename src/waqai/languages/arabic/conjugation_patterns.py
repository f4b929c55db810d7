"""The patterns of the verb forms and how weak, doubled and hamzated roots change them.

Patterns are sound strings (see `conjugation_sounds`) in which the digits 1 to 4 stand for the radicals.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Voice = Literal["active", "passive"]

PAST_ACTIVE = {
    "1": "1a2V3",
    "2": "1a22a3",
    "3": "1A2a3",
    "4": "ءa12a3",
    "5": "ta1a22a3",
    "6": "ta1A2a3",
    "7": "@in1a2a3",
    "8": "@i1ta2a3",
    "9": "@i12a3a3",
    "10": "@ista12a3",
    "q1": "1a23a4",
    "q2": "ta1a23a4",
    "q4": "@i12a34a4",
}
PAST_PASSIVE = {
    "1": "1u2i3",
    "2": "1u22i3",
    "3": "1U2i3",
    "4": "ءu12i3",
    "5": "tu1u22i3",
    "6": "tu1U2i3",
    "7": "@un1u2i3",
    "8": "@u1tu2i3",
    "9": "@u12u3i3",
    "10": "@ustu12i3",
    "q1": "1u23i4",
    "q2": "tu1u23i4",
    "q4": "@u12u34i4",
}
#: without the personal prefix consonant; its vowel comes first
PRESENT_ACTIVE = {
    "1": "a12V3",
    "2": "u1a22i3",
    "3": "u1A2i3",
    "4": "u12i3",
    "5": "ata1a22a3",
    "6": "ata1A2a3",
    "7": "an1a2i3",
    "8": "a1ta2i3",
    "9": "a12a3i3",
    "10": "asta12i3",
    "q1": "u1a23i4",
    "q2": "ata1a23a4",
    "q4": "a12a34i4",
}
PRESENT_PASSIVE = {
    "1": "u12a3",
    "2": "u1a22a3",
    "3": "u1A2a3",
    "4": "u12a3",
    "5": "uta1a22a3",
    "6": "uta1A2a3",
    "7": "un1a2a3",
    "8": "u1ta2a3",
    "9": "u12a3a3",
    "10": "usta12a3",
    "q1": "u1a23a4",
    "q2": "uta1a23a4",
    "q4": "u12a34a4",
}
MASDARS = {
    "2": "ta12I3",
    "3": "mu1A2a3aT",
    "4": "ءi12A3",
    "5": "ta1a22u3",
    "6": "ta1A2u3",
    "7": "@in1i2A3",
    "8": "@i1ti2A3",
    "9": "@i12i3A3",
    "10": "@isti12A3",
    "q1": "1a23a4aT",
    "q2": "ta1a23u4",
    "q4": "@i12i34A4",
}
FORMS = tuple(PAST_ACTIVE)
_CONTRACTING = frozenset({"1", "3", "4", "6", "7", "8", "10"})
_HOLLOWING = frozenset({"1", "4", "7", "8", "10"})
_EMPHATIC = {"د": "د", "ذ": "د", "ز": "د", "ص": "ط", "ض": "ط", "ط": "ط", "ظ": "ط"}
_CONSONANT = "[^aiuAIUYT+@]"


class Shape(NamedTuple):
    """One way in which a root may behave in a form; the lemma tells which is right."""

    form: str
    radicals: tuple[str, ...]
    vowels: str = ""
    hollow: bool = False
    contracting: bool = False
    defective: bool = False
    drops_first: bool = False
    merges_first: bool = False
    drops_hamza: bool = False

    @property
    def last(self) -> str:
        """The last radical."""
        return self.radicals[-1]


def shapes(form: str, root: str, vowels: str) -> list[Shape]:
    """Return the possible behaviours of `root` in `form`, the most usual first."""
    radicals = tuple(root)
    first, second, last = radicals[0], radicals[1], radicals[-1]
    base = Shape(form, radicals, vowels, defective=last in "وي", drops_first=_drops_first(form, radicals, vowels))
    if form.startswith("q"):
        return [base._replace(contracting=form == "q4")]
    if root == "رءي" and form in ("1", "4"):
        return [base._replace(drops_hamza=True)]
    options = [base]
    if form == "9":
        options = [base._replace(contracting=True)]
    elif second == last and form in _CONTRACTING:
        contracted = base._replace(contracting=True)
        options = [base, contracted] if base.defective else [contracted, base]
    elif second in "وي" and form in _HOLLOWING and not base.defective:
        options = [base._replace(hollow=True), base]
    if form == "8" and first in "ءويذظطضثد":
        options = [o._replace(merges_first=m) for m in (first in "ويطدثذ", first not in "ويطدثذ") for o in options]
    return options


def _drops_first(form: str, radicals: tuple[str, ...], vowels: str) -> bool:
    if form != "1" or radicals[0] != "و" or len(vowels) != 2:
        return False
    return vowels[1] == "i" or vowels == "aa" or "".join(radicals) in ("وسع", "وطء")


def fill(shape: Shape, pattern: str, vowel: str = "") -> str:
    """Return `pattern` with the radicals put in; a hollow radical is written ``w`` for `hollow_sounds`."""
    radicals = list(shape.radicals)
    if shape.defective and shape.form != "1":
        radicals[-1] = "ي"
    if shape.hollow:
        radicals[1] = "w"
    if shape.form == "8":
        pattern = _assimilated(shape, pattern)
    sounds = pattern.replace("V", vowel)
    for number, radical in enumerate(radicals, 1):
        sounds = sounds.replace(str(number), radical)
    return sounds


def _assimilated(shape: Shape, pattern: str) -> str:
    """Return the pattern of form 8 with its ``t`` assimilated to the first radical, or the radical to it."""
    first = shape.radicals[0]
    if first in "وي" or (first == "ء" and shape.merges_first):
        return pattern.replace("1t", "تت")
    if first == "ث" and shape.merges_first:
        return pattern.replace("1t", "ثث")
    if first == "ظ" and shape.merges_first:
        return pattern.replace("1t", "ظظ")
    if first == "ض" and shape.merges_first:
        return pattern.replace("1t", "ضض")
    partner = _EMPHATIC.get(first, "ت")
    if first == "ذ" and shape.merges_first:
        return pattern.replace("1t", "دد")
    return pattern.replace("1t", "1" + partner)


_HOLLOW_LONG = re.compile(f"(?<={_CONSONANT})w([aiu])")
_HOLLOW_LOWERED = re.compile("uwi")
_HOLLOW_A = re.compile("aw[aiu]")
_CLOSED_LONG = re.compile(f"([AIU])({_CONSONANT})$")
_DOUBLE = re.compile(r"(.)([aiu])\1$")


def hollow_sounds(stem: str, closed: str) -> str:
    """Return a stem with its hollow radical turned into a long vowel, or into `closed` before a closed syllable.

    `closed`: empty for an open syllable; ``-`` for the short form of the long vowel; else the short vowel itself.
    """
    stem = _HOLLOW_LOWERED.sub("I", stem)
    stem = _HOLLOW_A.sub("A", stem)
    stem = _HOLLOW_LONG.sub(lambda match: match.group(1).upper(), stem)
    if not closed:
        return stem
    return _CLOSED_LONG.sub(lambda m: (m.group(1).lower() if closed == "-" else closed) + m.group(2), stem)


def contract(stem: str) -> str:
    """Return a stem whose last two, equal radicals have come together (``rVdVd`` to ``rVdd``, ``rdVd`` to ``rVdd``)."""
    match = _DOUBLE.search(stem)
    if match is None:
        return stem
    letter, vowel = match.groups()
    head = stem[: match.start()]
    return head + ("" if head[-1] in "aiuAIU" else vowel) + letter + letter


def join_past(stem: str, ending: str, weak: str) -> str:
    """Return the defective past `stem` (ending in short vowel and weak letter) with a personal `ending`.

    `weak` is the last radical in form 1 (``و`` keeps its alef: دعا), else ``ي``.
    """
    head, vowel = stem[:-2], stem[-2]
    if vowel == "a":
        if ending == "a":
            return head + ("A" if weak == "و" or head.endswith("ي") else "Y")
        if ending in ("at", "atA"):
            return head + ending
        if ending == "U+":
            return head + "aو+"
        return stem + ending
    if ending == "U+":
        return head + ending
    if ending[0] in "aA":
        return head + vowel + ("ي" if vowel == "i" else "و") + ending
    return head + vowel.upper() + ending


def join_present(stem: str, ending: str) -> str:
    """Return the defective present `stem` (ending in short vowel and weak letter) with a personal `ending`."""
    head, vowel = stem[:-2], stem[-2]
    if ending == "":
        return head + vowel
    if vowel == "a":
        if ending in ("u", "a"):
            return head + ("A" if head.endswith("ي") else "Y")
        if ending[0] == "A" or ending == "na":
            return head + "aي" + ending
        return head + "a" + ("و" if ending[0] == "U" else "ي") + ending[1:]
    if ending == "u":
        return head + vowel.upper()
    if ending[0] in "aA":
        return head + vowel + ("ي" if vowel == "i" else "و") + ending
    if ending == "na":
        return head + vowel.upper() + ending
    return head + ending
