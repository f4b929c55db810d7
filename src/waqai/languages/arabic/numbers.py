"""Numbers in digits and words, with the words that make them a bound or an estimate."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from types import MappingProxyType

from waqai.languages.analysis import NumberExpression, Sentence, Token
from waqai.languages.arabic.surfaces import Surface, lay_out, written
from waqai.records import Comparison

_UNITS = {
    1: "واحد واحده", 2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي", 3: "ثلاثه ثلاث", 4: "اربعه اربع",
    5: "خمسه خمس", 6: "سته ست", 7: "سبعه سبع", 8: "ثمانيه ثماني ثمان", 9: "تسعه تسع", 10: "عشره عشر",
}  # fmt: skip
_TENS = {
    20: "عشرون عشرين", 30: "ثلاثون ثلاثين", 40: "اربعون اربعين", 50: "خمسون خمسين", 60: "ستون ستين", 70: "سبعون سبعين",
    80: "ثمانون ثمانين", 90: "تسعون تسعين",
}  # fmt: skip
_HUNDREDS = {
    100: "مئه مائه", 200: "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي",
    300: "ثلاثمئه ثلاثمائه", 400: "اربعمئه اربعمائه", 500: "خمسمئه خمسمائه", 600: "ستمئه ستمائه",
    700: "سبعمئه سبعمائه", 800: "ثمانمئه ثمانمائه ثمانيمئه ثمانيمائه", 900: "تسعمئه تسعمائه",
}  # fmt: skip
_SCALES = {
    1e3: "الف الفا الاف الوف", 1e6: "مليون مليونا ملايين", 1e9: "مليار مليارا مليارات بليون بليونا بلايين",
    1e12: "تريليون تريليونا تريليونات",
}  # fmt: skip
_DUAL_SCALES = {2e3: "الفان الفين الفي", 2e6: "مليونان مليونين مليوني", 2e9: "ملياران مليارين ملياري"}
_VAGUE = {20.0: "عشرات", 200.0: "مئات مءات", 2e3: "الاف الوف", 2e6: "ملايين", 2e9: "مليارات"}
_FEW = frozenset({"بضعه", "بضع"})
_FRACTIONS = MappingProxyType({"نصف": 0.5, "ربع": 0.25})
_MAY_BE_DUAL = MappingProxyType({"الفا": 2e3, "مليونا": 2e6, "مليارا": 2e9})
_FIRST_OF_TEEN = MappingProxyType({"احد": 1, "احدي": 1})
_TEEN = frozenset({"عشر", "عشره"})
_ORDINALS = {
    1: "اول اولي حادي حاديه فاتح", 2: "ثاني ثانيه", 3: "ثالث ثالثه", 4: "رابع رابعه", 5: "خامس خامسه", 6: "سادس سادسه",
    7: "سابع سابعه", 8: "ثامن ثامنه", 9: "تاسع تاسعه", 10: "عاشر عاشره",
}  # fmt: skip
_BEFORE_WORDS: dict[Comparison, tuple[str, ...]] = {
    "~": (
        "نحو", "حوالي", "قرابه", "زهاء", "ما يقارب", "ما يقرب من", "يقارب", "ما يناهز", "تقريبا", "بحدود", "في حدود",
    ),
    ">=": (
        "اكثر من", "ازيد من", "ما لا يقل عن", "لا يقل عن", "لا تقل عن", "ما يزيد عن", "ما يزيد علي", "يزيد علي",
        "يزيد عن", "ما يفوق", "فوق", "علي الاقل",
    ),
    "<=": (
        "اقل من", "علي الاكثر", "ما لا يزيد عن", "ما لا يزيد علي", "لا يزيد علي", "لا يزيد عن", "لا يتجاوز",
        "لا يتعدي", "حتي",
    ),
}  # fmt: skip
_AFTER_WORDS: dict[Comparison, tuple[str, ...]] = {
    "~": ("تقريبا",),
    ">=": ("علي الاقل", "او اكثر", "فاكثر", "كحد ادني", "علي اقل تقدير"),
    "<=": ("علي الاكثر", "كحد اقصي", "كاقصي حد", "علي ابعد تقدير"),
}
_BEFORE = MappingProxyType({words: op for op, group in _BEFORE_WORDS.items() for words in group})
_AFTER = MappingProxyType({words: op for op, group in _AFTER_WORDS.items() for words in group})
_LONGEST_BOUND = 4
_FEW_VALUE = 3.0
_DUAL = 2.0
_COUNTABLE = frozenset({"noun", "adj"})
_NOT_COUNTED = frozenset({"time", "count"})
_PERCENT = frozenset({"%", "٪"})


class _Words:
    """The number words by written form, and their values."""

    def __init__(self) -> None:
        self.plain: dict[str, float] = _values(_UNITS, _TENS, _HUNDREDS)
        self.scales: dict[str, float] = _values(_SCALES)
        self.duals: dict[str, float] = _values(_DUAL_SCALES)
        self.vague: dict[str, float] = _values(_VAGUE)
        listed = {*self.plain, *self.scales, *self.duals, *self.vague, *_FEW, *_FRACTIONS, *_FIRST_OF_TEEN, "عده"}
        self.surfaces = lay_out(listed)
        self.ordinals = {key: int(value) for key, value in _values(_ORDINALS).items()}
        tens = {key: int(value) for key, value in _values(_TENS).items()}
        self.ordinal_surfaces = lay_out({*self.ordinals, *tens, *_TEEN})
        self.ordinal_tens = tens
        self.before_firsts = frozenset(bound.split()[0] for bound in _BEFORE)


@lru_cache(maxsize=1)
def _words() -> _Words:
    return _Words()


def _values(*tables: dict[float, str] | dict[int, str]) -> dict[str, float]:
    return {word: float(value) for table in tables for value, words in table.items() for word in words.split()}


# -- reading one number -----------------------------------------------------------------------------


def read_number(tokens: Sequence[Token], start: int) -> NumberExpression | None:
    """Return the number that begins at token `start`, None when none does.

    Words of comparison before it («أكثر من»، «بين … و») and right after it («على الأقل») belong to it.
    A dual noun («جنديان») is the number 2 and its own counted noun.
    """
    span = _read_range(tokens, start)
    if span is not None:
        return span
    at, op = _bound_before(tokens, start)
    found = _read_bare(tokens, at)
    if found is None:
        return _read_dual(tokens, at, start, op)
    end, value, own = found
    upper = _range_end(tokens, end)
    if upper is not None:
        end, value, own = upper[0], (value + upper[1]) / 2, "~"
    after, late = bound_after(tokens, end)
    return NumberExpression(start, after, value, late or (op if op != "=" else own), at, end)


def bound_after(tokens: Sequence[Token], at: int) -> tuple[int, Comparison | None]:
    """Return the end and meaning of «على الأقل» and its like at `at`; ``(at, None)`` when there is none."""
    for length in range(min(_LONGEST_BOUND, len(tokens) - at), 0, -1):
        found = _AFTER.get(" ".join(written(token) for token in tokens[at : at + length]))
        if found is not None:
            return at + length, found
    return at, None


def read_ordinal(tokens: Sequence[Token], start: int) -> tuple[int, int] | None:
    """Return ``(end, value)`` of an ordinal («الأول» … «الحادي والثلاثين»), None when there is none at `start`."""
    words = _words()
    first = _ordinal_at(tokens, start)
    if first is None:
        return None
    if first.word in words.ordinal_tens:
        return start + 1, words.ordinal_tens[first.word]
    value = words.ordinals.get(first.word)
    if value is None:
        return None
    following = _ordinal_at(tokens, start + 1)
    if following is not None and value < 10:
        if following.word in _TEEN and not following.conj and not following.definite:
            return start + 2, value + 10
        if following.word in words.ordinal_tens and following.conj == "و":
            return start + 2, value + words.ordinal_tens[following.word]
    return start + 1, value


def ordinal_words() -> frozenset[str]:
    """Return the folded words with which an ordinal can begin."""
    words = _words()
    return frozenset({*words.ordinals, *words.ordinal_tens})


def _ordinal_at(tokens: Sequence[Token], at: int) -> Surface | None:
    return _words().ordinal_surfaces.get(written(tokens[at])) if at < len(tokens) else None


def _surface(tokens: Sequence[Token], at: int) -> Surface | None:
    return _words().surfaces.get(written(tokens[at])) if at < len(tokens) else None


def _bound_before(tokens: Sequence[Token], start: int) -> tuple[int, Comparison]:
    """Return where the number proper begins and the comparison of the words before it."""
    key = _without_particle(written(tokens[start]))
    if key.split(" ")[0] not in _words().before_firsts:
        return start, "="
    for length in range(min(_LONGEST_BOUND, len(tokens) - start - 1), 0, -1):
        words = [key, *(written(token) for token in tokens[start + 1 : start + length])]
        found = _BEFORE.get(" ".join(words))
        if found is not None:
            return start + length, found
    return start, "="


#: a conjunction, another one and two prepositions are more than is ever written before a word
_MOST_PARTICLES = 4


def _without_particle(key: str) -> str:
    firsts = _words().before_firsts
    at = 0
    # a word has few particles; more of them are no word of comparison (and must not cost quadratic time)
    while at < _MOST_PARTICLES and key[at:] not in firsts and key[at : at + 1] in {"و", "ف", "ب", "ل"}:
        at += 1
    return key[at:]


def _read_dual(tokens: Sequence[Token], at: int, start: int, op: Comparison) -> NumberExpression | None:
    if at >= len(tokens):
        return None
    token = tokens[at]
    counted = token.number == "d" and token.pos == "noun" and not token.definite and not token.pronoun
    if not counted or not token.kinds or token.kinds & _NOT_COUNTED or token.name is not None:
        return None
    if not token.key.endswith(("ان", "ين")):
        return None
    following = _surface(tokens, at + 1)
    twice = following is not None and not following.conj and _words().plain.get(following.word) == _DUAL
    end, late = bound_after(tokens, at + (2 if twice else 1))
    return NumberExpression(start, end, _DUAL, late or op, at, at + 1, at)


def _read_range(tokens: Sequence[Token], start: int) -> NumberExpression | None:
    """Read «بين 20 و30» and «ما بين …»: the middle, as an estimate."""
    at = start
    if written(tokens[at]) in {"ما", "وما"} and at + 1 < len(tokens):
        at += 1
    if written(tokens[at]) not in {"بين", "وبين"}:
        return None
    low = _read_bare(tokens, at + 1)
    if low is None or low[0] >= len(tokens):
        return None
    second = low[0] + 1 if tokens[low[0]].text == "و" else low[0]
    word = _surface(tokens, second)
    if second == low[0] and (word is None or word.conj != "و"):
        return None
    high = _read_bare(tokens, second)
    if high is None or high[1] <= low[1] and high[1] == 0:
        return None
    end, late = bound_after(tokens, high[0])
    scaled = low[1] * high[1] / _leading(high[1]) if low[1] < 1e3 <= high[1] else low[1]
    return NumberExpression(start, end, (min(scaled, high[1]) + high[1]) / 2, late or "~", at + 1, high[0])


def _leading(value: float) -> float:
    """Return the multiplier of a scaled number: 30 of 30,000."""
    for scale in (1e9, 1e6, 1e3):
        if value >= scale and value % scale == 0:
            return value / scale
    return value


def _range_end(tokens: Sequence[Token], at: int) -> tuple[int, float] | None:
    """Read «- 30» or «إلى 30» after digits."""
    if at + 1 >= len(tokens) or tokens[at - 1].value is None or tokens[at + 1].value is None:
        return None
    if written(tokens[at]) not in {"-", "–", "الي"}:
        return None
    found = _read_bare(tokens, at + 1)
    return found[:2] if found is not None and found[1] > (tokens[at - 1].value or 0.0) else None


# -- the number proper ------------------------------------------------------------------------------


def _read_bare(tokens: Sequence[Token], start: int) -> tuple[int, float, Comparison] | None:
    """Return end, value and the comparison that the number words themselves carry."""
    if start >= len(tokens):
        return None
    if tokens[start].value is not None:
        end, value = _Sum(tokens, start).read()
        return end, value, "="
    first = _surface(tokens, start)
    if first is None:
        return None
    if first.word in _FEW or first.word == "عده":
        return _read_few(tokens, start, first.word)
    if first.word in _words().vague and not _is_multiplied(tokens, start):
        return _read_vague(tokens, start)
    if first.word in _FRACTIONS:
        return _read_fraction(tokens, start, _FRACTIONS[first.word])
    if first.word in _FIRST_OF_TEEN and not _starts_compound(tokens, start):
        return None
    end, value = _Sum(tokens, start).read()
    return (end, value, "=") if end > start else None


def _starts_compound(tokens: Sequence[Token], start: int) -> bool:
    """Tell whether «أحد» goes on as «أحد عشر» or «أحد وعشرون»."""
    following = _surface(tokens, start + 1)
    return following is not None and (
        following.word in _TEEN or (following.conj == "و" and following.word in _values(_TENS))
    )


def _is_multiplied(tokens: Sequence[Token], start: int) -> bool:
    before = tokens[start - 1] if start else None
    word = _surface(tokens, start - 1) if start else None
    return before is not None and (before.value is not None or (word is not None and word.word in _words().plain))


def _read_few(tokens: Sequence[Token], start: int, word: str) -> tuple[int, float, Comparison] | None:
    following = _surface(tokens, start + 1)
    if following is not None:
        scale = _words().scales.get(following.word) or {"مئات": 100.0, "عشرات": 10.0}.get(following.word)
        if scale:
            return start + 2, _FEW_VALUE * scale, "~"
    return None if word == "عده" else (start + 1, _FEW_VALUE, "~")


def _read_vague(tokens: Sequence[Token], start: int) -> tuple[int, float, Comparison]:
    """Read «عشرات الآلاف»: at least two of the unit."""
    first = _surface(tokens, start)
    value = _words().vague[first.word] if first is not None else 0.0
    following = _surface(tokens, start + 1)
    if following is not None and not following.conj and following.word in _words().scales:
        return start + 2, value * _words().scales[following.word], ">="
    return start + 1, value, ">="


def _read_fraction(tokens: Sequence[Token], start: int, share: float) -> tuple[int, float, Comparison] | None:
    following = _surface(tokens, start + 1)
    if following is None or following.conj or following.word not in _words().scales:
        return None
    return start + 2, share * _words().scales[following.word], "="


class _Sum:
    """Adds up a chain of number words; make a new one for each number."""

    def __init__(self, tokens: Sequence[Token], start: int) -> None:
        self._tokens = tokens
        self._at = start
        self._start = start
        self._total = 0.0
        self._current = 0.0
        self._room = float("inf")

    def read(self) -> tuple[int, float]:
        """Return the end and the value; the end is the start when there is no number."""
        while self._at < len(self._tokens) and self._step():
            pass
        return self._at, self._total + self._current

    def _step(self) -> bool:
        token = self._tokens[self._at]
        joined = token.text == "و" and self._at > self._start
        at = self._at + 1 if joined else self._at
        if at >= len(self._tokens):
            return False
        digits = self._tokens[at].value
        word = _surface(self._tokens, at)
        if digits is not None:
            return self._take_digits(at, digits, joined=joined)
        if word is None or joined or (word.prep and self._at > self._start):
            return False
        return self._take_word(at, word)

    def _take_digits(self, at: int, digits: float, *, joined: bool) -> bool:
        if at > self._start and not (joined and digits < self._room < float("inf")):
            return False
        self._current += digits
        self._room = 0.0
        self._at = at + 1
        return True

    def _take_word(self, at: int, word: Surface) -> bool:
        words = _words()
        first = at == self._start
        linked = first or word.conj == "و"
        if word.word in _FIRST_OF_TEEN:
            return linked and self._take_unit(at, 1.0, first=first)
        if word.word in words.plain:
            value = words.plain[word.word]
            if value == 100 and not linked and 3 <= self._current % 100 <= 9:
                self._current += self._current % 100 * 99
                self._room, self._at = 100.0, at + 1
                return True
            return linked and self._take_unit(at, value, first=first)
        if word.word in words.duals or (
            linked and not self._current and word.word in _MAY_BE_DUAL and self._is_dual(at)
        ):
            value = words.duals.get(word.word) or _MAY_BE_DUAL[word.word]
            return linked and self._take_scale(at, value, 1.0, first=first)
        if word.word in words.scales and (not word.conj or linked):
            return self._take_scaled(at, words.scales[word.word], conj=word.conj, first=first)
        if word.word in _FRACTIONS and word.conj and self._total and not self._current:
            return self._take_half(at, _FRACTIONS[word.word])
        return False

    def _is_dual(self, at: int) -> bool:
        """«ألفا جندي» is two thousand; «ألفا» at the end or before an accusative is one."""
        following = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        return (
            "ً" not in self._tokens[at].text
            and following is not None
            and following.pos == "noun"
            and not following.accusative
        )

    def _take_unit(self, at: int, value: float, *, first: bool) -> bool:
        ten = _surface(self._tokens, at + 1)
        teen = value < 10 and ten is not None and ten.word in _TEEN and not ten.conj
        if teen:
            value += 10
        unit_before = not first and 0 < self._current % 10 < 10 and self._current % 100 < 10
        tens = 20 <= value <= 90
        if not first and not (tens and unit_before) and not value < self._room:
            return False
        self._current += value
        self._room = 0.0 if value < 100 else 100.0
        self._at = at + (2 if teen else 1)
        return True

    def _take_scaled(self, at: int, scale: float, *, conj: str, first: bool) -> bool:
        if conj and not first:
            if self._current or not self._total or scale >= self._room:
                return False
            return self._take_scale(at, scale, scale, first=first)
        if not first and not self._current:
            return False
        self._total += (self._current or 1.0) * scale
        self._current = 0.0
        self._room, self._at = scale, at + 1
        return True

    def _take_scale(self, at: int, value: float, room: float, *, first: bool) -> bool:
        if not first and (self._current or value >= self._room):
            return False
        self._total += value
        self._room = room if room > 1 else value / 2
        self._at = at + 1
        return True

    def _take_half(self, at: int, share: float) -> bool:
        self._total += share * self._room
        following = _surface(self._tokens, at + 1)
        named = following is not None and following.definite and _words().scales.get(following.word) == self._room
        self._room = 0.0
        self._at = at + (2 if named else 1)
        return True


# -- all numbers of a sentence ----------------------------------------------------------------------


_RANGE_WORDS = frozenset({"بين", "ما", "وما", "وبين"})


def find_numbers(sentence: Sentence) -> list[NumberExpression]:
    """Return the sentence's numbers with what they count, in text order, those inside dates left out.

    Run it after the dates were found.  The range then reaches to the counted noun and to «على الأقل» after it.
    """
    tokens, numbers = sentence.tokens, list[NumberExpression]()
    dated: set[int] = set()
    for time in sentence.times:
        dated.update(range(time.start, time.end))
    at, count = 0, len(tokens)
    while at < count:
        token = tokens[at]
        if not (token.value is not None or token.number == "d" or _begins(token)) or at in dated:
            at += 1
            continue
        found = read_number(tokens, at)
        counted = _with_noun(tokens, found) if found is not None else None
        if found is None:
            at += 1
        elif counted is None:
            at = found.number_end
        else:
            numbers.append(counted)
            at = max(counted.end, counted.counted + 1)
    return numbers


def _begins(token: Token) -> bool:
    """Tell whether a number, or the words before one, can begin with the written form of the word."""
    marks = token.marks
    if marks is not None and marks.counting >= 0:
        found = marks.counting
    else:
        found = _counting(written(token))
        if marks is not None:
            marks.counting = found
    return found != 0 and (found == _WHOLE or bool(token.conj or token.prep or " " in written(token)))


#: a number can begin with the written form as it is, or only with what an attached particle leaves of it
_WHOLE, _REST = 2, 1


def _counting(key: str) -> int:
    firsts = _words().before_firsts
    if key in _words().surfaces or key in _RANGE_WORDS or (" " not in key and key in firsts):
        return _WHOLE
    return _REST if _without_particle(key).split(" ", 1)[0] in firsts else 0


def _with_noun(tokens: Sequence[Token], found: NumberExpression) -> NumberExpression | None:
    """Return the number with its counted noun; None for a percentage or an ordinal use («المادة 20»)."""
    if found.counted >= 0:
        return found
    at = found.number_end
    if _is_percentage(tokens, at) or _is_appended(tokens, found):
        return None
    before = tokens[found.start - 1] if found.start else None
    if found.value <= _DUAL and found.number_end == found.number_start + 1 and tokens[found.number_start].value is None:
        after_noun = _after_noun(tokens, found, before)
        if after_noun is not None or found.value == 1:
            return after_noun
    noun = _counted_noun(tokens, at)
    if found.number_end == found.number_start + 1 and noun != at and _is_label(tokens, found, before):
        return None
    if noun < 0:
        return found
    if "time" in tokens[noun].kinds and not _is_counted_time(tokens[noun], found.value):
        return None
    end, late = bound_after(tokens, noun + 1)
    op = late or found.op
    return NumberExpression(
        found.start, max(end, found.end), found.value, op, found.number_start, found.number_end, noun
    )


def _is_percentage(tokens: Sequence[Token], at: int) -> bool:
    first = written(tokens[at]) if at < len(tokens) else ""
    second = written(tokens[at + 1]) if at + 1 < len(tokens) else ""
    hundred = {"المئه", "المائه"}
    return first in _PERCENT or first in {"بالمئه", "بالمائه"} or (first == "في" and second in hundred)


def _is_appended(tokens: Sequence[Token], found: NumberExpression) -> bool:
    """«الدول الست», «الثلاثة»: a definite number refers back and counts nothing."""
    word = _surface(tokens, found.number_start)
    if word is None or not word.definite:
        return False
    return word.word not in _words().vague or written(tokens[found.number_start - 1]) == "في"


def _after_noun(tokens: Sequence[Token], found: NumberExpression, before: Token | None) -> NumberExpression | None:
    """«شخص واحد», «شخصين اثنين»: the counted noun comes first."""
    if (
        before is None
        or before.pos not in _COUNTABLE
        or before.definite
        or (before.number == "s") != (found.value == 1)
    ):
        return None
    end, late = bound_after(tokens, found.end)
    op = late or found.op
    return NumberExpression(
        found.start - 1, end, found.value, op, found.number_start, found.number_end, found.start - 1
    )


def _is_label(tokens: Sequence[Token], found: NumberExpression, before: Token | None) -> bool:
    """«المادة 20»: digits that name the thing before them."""
    if before is None or found.op != "=" or tokens[found.number_start].value is None:
        return False
    return before.pos == "noun" and before.definite and before.number == "s" and not before.accusative


def _is_counted_time(noun: Token, value: float) -> bool:
    """A unit of time stands in the form that the number asks for; the name of a month does not."""
    return noun.accusative or noun.number in {"p", "d"} or value >= 100


def _counted_noun(tokens: Sequence[Token], at: int) -> int:
    if at >= len(tokens):
        return -1
    token = tokens[at]
    if written(token) == "من" and at + 1 < len(tokens):
        inner = tokens[at + 1]
        return (
            at + 1
            if inner.pos in _COUNTABLE and (inner.definite or inner.pronoun or inner.construct or inner.number == "p")
            else -1
        )
    people = token.name is not None and token.name.entries[0].kind in {"member", "adjective"}
    if not (token.pos in _COUNTABLE or people) or token.conj or token.prep or (token.pos == "adj" and token.definite):
        return -1
    return at
