"""Inflects nouns, adjectives, participles and verbal nouns from their dictionary spelling.

Nothing here knows vowels: the spelling of the lemma (final ``ة``, ``ى``, hamza, a dropped ``ي``) decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

#: letters that do not join the letter after them
_NON_JOINING = frozenset("اأإآدذرزوؤء")
_DEFECTIVE_WORDS = (
    "قاض محام طاه رام زان صاف خاو ناد واد راع داع وال ثان ماض مفت جان ساع ناج باق راض عاص باغ حاو راو هاو جاب ثاو عال "
    "كاف متوف متعد محاذ متفش معاد مواز مساو متبق متدن متنام متوال متوار متواز مبال متعال منتد مهتد معتد مشتر مدع مغن "
    "مؤد مرب منف مستعص متخل متبن متحر متأن متلق متصد مصل مضح موال مقتض منقض مرتش مفتر مقتن ملب محتو منته "
    "أراض أهال ليال أياد أيد مبان معان مساع مقاه ملاه مراع موان مواش نواح ضواح نواد أماس أغان "
    "تحد تعد تلق تول تخل تبن تصد تفش تدن تحر تأن تقص تعاف تفاد تلاق تراض تداع تنام توال تواز تعاط تغاض تمن ترد "
    "ثمان"
)
#: words whose dictionary form has lost its final ي (قاض، القاضي), told apart from باب، رجال by this list only
DEFECTIVE_NOUNS = frozenset(_DEFECTIVE_WORDS.split())
_COLOUR_WORDS = (
    "أحمر أسود أبيض أزرق أصفر أخضر أسمر أشقر أعرج أصم أبكم أحمق أعزل أعمى أجوف أبلق أغبر أهوج أرعن أخرس أعور أصلع "
    "أحدب أشعث أملس أجرد أقرع أعجف أبله أشوه أغر أشهب أدهم أرمل أخرق"
)
#: أفعل that names a colour or a bodily state: feminine فعلاء (the others are comparatives: فعلى)
_COLOURS = frozenset(_COLOUR_WORDS.split())
_FEMININE = {"أول": "أولى", "آخر": "أخرى", "أعلى": "عليا", "أدنى": "دنيا", "أقصى": "قصوى", "أعمى": "عمياء"}
_FIVE = frozenset({"أب", "أخ", "حم"})


class NominalForm(NamedTuple):
    """One inflected spelling.

    `case` is ``nom``, ``obl``, ``acc`` (the indefinite accusative written with alef) or empty when the spelling does
    not show it; `construct` marks a dual or sound plural without its ن; `free` and `bound` tell whether it is spelled
    so as a word of its own and before a pronoun suffix.
    """

    text: str
    number: str
    gender: str
    case: str = ""
    construct: bool = False
    free: bool = True
    bound: bool = True


def inflect(
    lemma: str,
    gender: str,
    plurals: tuple[str, ...] = (),
    *,
    defective: bool = False,
    feminine: bool = False,
    dual: bool = True,
) -> tuple[NominalForm, ...]:
    """Return the inflected forms of a noun or adjective, the lemma first.

    `plurals` as in ``nouns*.tsv`` (``+un``, ``+at`` or broken plurals); `defective` for ``قاض``; `feminine` adds the
    derived feminine with its dual and sound plural.
    """
    forms: dict[NominalForm, None] = {}
    for form in _all_forms(lemma, gender, plurals, defective or is_defective(lemma), feminine, dual):
        forms[form] = None
    return tuple(forms)


def is_defective(lemma: str) -> bool:
    """Tell whether `lemma` is known to have lost, or to keep, the final ي of ``القاضي``."""
    return lemma in DEFECTIVE_NOUNS or (lemma.endswith("ي") and lemma[:-1] in DEFECTIVE_NOUNS)


def _all_forms(
    lemma: str, gender: str, plurals: tuple[str, ...], defective: bool, feminine: bool, dual: bool
) -> Iterator[NominalForm]:
    stem = lemma.removesuffix("ي") + "ي" if defective else lemma
    yield from _one(lemma, stem, "s", gender, defective)
    if lemma in _FIVE:
        for ending, case in (("و", "nom"), ("ا", "obl"), ("ي", "obl")):
            yield NominalForm(lemma + ending, "s", gender, case)
    if dual:
        yield from _dual(stem, gender)
    for plural in plurals:
        if plural == "+un":
            yield from _sound_masculine(stem, defective)
        elif plural == "+at":
            yield from _sound_feminine(stem, gender)
        else:
            weak = is_defective(plural) or _weak_plural(plural)
            yield from _one(plural, plural.removesuffix("ي") + "ي" if weak else plural, "p", gender, weak)
    if feminine:
        yield from _feminine(lemma, stem, dual)


def _weak_plural(plural: str) -> bool:
    """Tell broken plurals like مباني, which lose their ي when indefinite."""
    return len(plural) == 5 and plural[2] == "ا" and plural[4] == "ي" and plural[3] not in "ساك"


def _one(text: str, stem: str, number: str, gender: str, defective: bool) -> Iterator[NominalForm]:
    """Yield a singular or broken plural: itself, its indefinite accusative, and what it becomes before a pronoun."""
    if defective:
        yield NominalForm(text, number, gender, bound=text == stem)
        other = stem if text != stem else stem[:-1]
        yield NominalForm(other, number, gender, bound=other == stem)
        yield NominalForm(stem + "ا", number, gender, "acc", bound=False)
        return
    bound = _bound(text)
    yield NominalForm(text, number, gender, bound=any(t == text for t, _ in bound))
    for other, case in bound:
        if other != text:
            yield NominalForm(other, number, gender, case, free=False)
    accusative = _accusative(text)
    if accusative and not (number == "p" and len(text) >= 5 and text[2] == "ا"):
        yield NominalForm(accusative, number, gender, "acc", bound=False)


def _bound(text: str) -> tuple[tuple[str, str], ...]:
    """Return the spellings of `text` before a pronoun suffix with the case each shows."""
    stem, last = text[:-1], text[-1]
    if last == "ة":
        return ((stem + "ت", ""),)
    if last == "ى":
        return ((stem + "ا", ""),)
    if last == "أ" and len(text) > 2:
        return ((text, "obl"), (stem + "ؤ", "nom"), (stem + "ئ", "obl"))
    if last != "ء" or len(text) < 3:
        return ((text, ""),)
    if stem[-1] == "ي":
        return ((stem + "ئ", ""),)
    if stem[-1] in "او":
        return ((text, "obl"), (stem + "ؤ", "nom"), (stem + "ئ", "obl"))
    return ((stem + "أ", "obl"), (stem + "ؤ", "nom"), (stem + "ئ", "obl"))


def _accusative(text: str) -> str:
    """Return the indefinite accusative when it is written with an alef, else nothing."""
    if text[-1] in "ةاىأآ" or text.endswith("اء"):
        return ""
    return add(text, "ا")[0]


def add(text: str, ending: str) -> tuple[str, ...]:
    """Return `text` with an `ending`, its final hamza written as the ending wants it; the usual spelling first."""
    first = ending[0]
    if text.endswith("أ"):
        if first == "ا":
            return (text[:-1] + "آ" + ending[1:],)
        if first == "و":
            return (text[:-1] + "ؤ" + ending, text + ending)
        return (text + ending,)
    if not text.endswith("ء") or len(text) < 2:
        return (text + ending,)
    before = text[-2]
    if before == "ي":
        return (text[:-1] + "ئ" + ending,)
    if before == "ا":
        seats = {"و": "ؤء", "ي": "ئء"}.get(first, "ء")
    elif before in _NON_JOINING:
        seats = {"ي": "أئء", "ة": "ءأ"}.get(first, "ء")
    else:
        seats = "أئ" if first == "ة" else "ئ"
    return tuple(text[:-1] + seat + ending for seat in seats)


def _ended(stem: str, pairs: tuple[tuple[str, str, bool], ...], number: str, gender: str) -> Iterator[NominalForm]:
    for ending, case, construct in pairs:
        for text in add(stem, ending):
            yield NominalForm(text, number, gender, case, construct, bound=construct)


_DUAL = (("ان", "nom", False), ("ين", "obl", False), ("ا", "nom", True), ("ي", "obl", True))
_PLURAL = (("ون", "nom", False), ("ين", "obl", False), ("و", "nom", True), ("ي", "obl", True))


def _dual(stem: str, gender: str) -> Iterator[NominalForm]:
    if stem.endswith("ة"):
        stem = stem[:-1] + "ت"
    elif stem.endswith("ى"):
        stem = stem[:-1] + "ي"
    elif stem.endswith("ا"):
        return
    elif stem.endswith("اء") and gender == "f" and len(stem) > 4:
        stem = stem[:-1] + "و"
    elif stem in ("أب", "أخ", "حم"):
        stem += "و"
    yield from _ended(stem, _DUAL, "d", gender)


def _sound_masculine(stem: str, defective: bool) -> Iterator[NominalForm]:
    if defective or stem.endswith("ى"):
        stem = stem[:-1]
    yield from _ended(stem, _PLURAL, "p", "m")


def _sound_feminine(stem: str, gender: str) -> Iterator[NominalForm]:
    if stem.endswith("اة"):
        stem = stem[:-2] + "ي"
    elif stem.endswith("ة"):
        stem = stem[:-1]
    elif stem.endswith("ى"):
        stem = stem[:-1] + "ي"
    elif stem.endswith("ا"):
        stem = stem[:-1]
    elif stem.endswith("اء") and gender == "f" and len(stem) > 4:
        stem = stem[:-1] + "و"
    for text in add(stem, "ات"):
        yield NominalForm(text, "p", gender)


def _feminine(lemma: str, stem: str, dual: bool) -> Iterator[NominalForm]:
    if lemma.endswith("ة"):
        return
    for feminine in _feminines(lemma, stem):
        yield from _one(feminine, feminine, "s", "f", defective=False)
        if dual:
            yield from _dual(feminine, "f")
        yield from _sound_feminine(feminine, "f")


def _feminines(lemma: str, stem: str) -> tuple[str, ...]:
    if lemma in _FEMININE:
        return (_FEMININE[lemma],)
    if lemma in _COLOURS:
        return (lemma[1:] + "اء",)
    if len(lemma) == 4 and lemma[0] == "أ" and "ا" not in lemma and lemma[2] != "ي" and lemma[3] != "ي":
        return (lemma[1:-1] + "يا",) if lemma[-1] == "ى" else (lemma[1:] + "ى",)
    if lemma.endswith("ى"):
        return (stem[:-1] + "اة",)
    if lemma.endswith("ان") and len(lemma) == 5 and lemma[:3] in ("غضب", "عطش", "كسل", "سكر"):
        return (lemma[:3] + "ى",)
    return add(stem, "ة")[:1]
