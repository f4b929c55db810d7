"""The generator against hand-written paradigms and the classes of weak, doubled and hamzated verbs."""

from __future__ import annotations

from pathlib import Path

import pytest

from waqai.languages.arabic.conjugation import (
    ConjugationError,
    Verb,
    VerbForm,
    conjugate,
    participles,
    verbal_nouns,
)

GOLD = Path(__file__).with_name("gold_conjugation.tsv")
KEYS = ("lemma", "root", "form", "vowels")


def rows() -> list[dict[str, str]]:
    lines = [line for line in GOLD.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    names = lines[0].split("\t")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines[1:]]


def cells(verb: Verb, column: str) -> set[str]:
    """Everything the generator offers for a column of the gold file (``present_3ms``, ``passive_3ms`` ...)."""
    if column == "participle":
        return {p.text for p in participles(verb) if p.voice == "active"}
    if column == "masdar":
        return {verbal_nouns(verb)[0].text}
    tense, cell = column.split("_")
    return texts(verb, "present", cell, "passive") if tense == "passive" else texts(verb, tense, cell)


def texts(verb: Verb, tense: str, cell: str, voice: str = "active") -> set[str]:
    wanted = (tense, voice, int(cell[0]), cell[-1], cell[1:-1])
    return {f.text for f in conjugate(verb) if (f.tense, f.voice, f.person, f.number, f.gender) == wanted}


def test_gold_paradigms() -> None:
    asked = 0
    misses: list[str] = []
    for row in rows():
        verb = Verb(row["lemma"], row["root"], row["form"], row["vowels"])
        for column, expected in row.items():
            if column in KEYS or not expected:
                continue
            asked += 1
            made = cells(verb, column)
            if expected not in made:
                misses.append(f"{row['lemma']} {column}: {expected} expected, {' '.join(sorted(made))} made")
    assert asked > 900
    assert len(misses) <= 0.01 * asked, "\n".join(misses)


@pytest.mark.parametrize(
    ("row", "tense", "cell", "expected"),
    [
        (("رد", "ردد", "1", "au"), "jussive", "3ms", {"يرد", "يردد"}),
        (("دعا", "دعو", "1", "au"), "present", "2fs", {"تدعين"}),
        (("رضي", "رضو", "1", "ia"), "past", "3md", {"رضيا"}),
        (("رضي", "رضو", "1", "ia"), "present", "3fp", {"يرضين"}),
        (("قرأ", "قرء", "1", "aa"), "past", "3md", {"قرآ"}),
        (("بدأ", "بدء", "1", "aa"), "past", "3mp", {"بدأوا", "بدؤوا", "بدءوا"}),
        (("أخذ", "ءخذ", "1", "au"), "present", "1s", {"آخذ"}),
        (("آمن", "ءمن", "4", ""), "present", "1s", {"أومن"}),
        (("أخذ", "ءخذ", "1", "au"), "imperative", "2mp", {"خذوا"}),
        (("أعلن", "علن", "4", ""), "imperative", "2ms", {"أعلن"}),
        (("قال", "قول", "1", "au"), "imperative", "2fs", {"قولي"}),
        (("كتب", "كتب", "1", "au"), "imperative", "2mp", {"اكتبوا"}),
        (("وقف", "وقف", "1", "ai"), "imperative", "2ms", {"قف"}),
        (("سكت", "سكت", "1", "au"), "past", "1s", {"سكت"}),
        (("أمن", "ءمن", "1", "ia"), "past", "1p", {"أمنا"}),
        (("احمر", "حمر", "9", ""), "jussive", "3ms", {"يحمر", "يحمرر"}),
        (("أدى", "ءدي", "2", ""), "jussive", "3ms", {"يؤد"}),
        (("رأى", "رءي", "1", "aa"), "jussive", "3ms", {"ير"}),
        (("أرى", "رءي", "4", ""), "present", "3ms", {"يري"}),
        (("حي", "حيي", "1", "ia"), "present", "3ms", {"يحيا"}),
        (("استحيا", "حيي", "10", ""), "present", "3ms", {"يستحيي"}),
        (("ظلم", "ظلم", "1", "ai"), "subjunctive", "3mp", {"يظلموا"}),
    ],
)
def test_single_forms(row: tuple[str, str, str, str], tense: str, cell: str, expected: set[str]) -> None:
    assert texts(Verb(*row), tense, cell) == expected


def test_passive_past() -> None:
    assert texts(Verb("قال", "قول", "1", "au"), "past", "3ms", "passive") == {"قيل"}
    assert texts(Verb("توفى", "وفي", "5"), "past", "3fs", "passive") == {"توفيت"}
    assert texts(Verb("اختار", "خير", "8"), "past", "3ms", "passive") == {"اختير"}
    assert texts(Verb("عاقب", "عقب", "3"), "past", "3ms", "passive") == {"عوقب"}
    assert texts(Verb("ائتمن", "ءمن", "8"), "past", "3ms", "passive") == {"اؤتمن"}
    assert texts(Verb("سيطر", "سيطر", "q1"), "past", "3ms", "passive") == {"سيطر"}


def bound(verb: Verb, text: str) -> set[str]:
    return {f.bound for f in conjugate(verb) if f.text == text}


def test_spelling_before_a_pronoun() -> None:
    assert bound(Verb("قتل", "قتل", "1", "au"), "قتلوا") == {"قتلو"}
    assert bound(Verb("رمى", "رمي", "1", "ai"), "رمى") == {"رما"}
    assert bound(Verb("رأى", "رءي", "1", "aa"), "رأى") == {"رآ"}
    assert bound(Verb("دعا", "دعو", "1", "au"), "دعا") == {"دعا"}
    assert bound(Verb("قرأ", "قرء", "1", "aa"), "يقرأ") == {"يقرؤ", "يقرأ"}


def test_participles() -> None:
    def both(lemma: str, root: str, form: str, vowels: str = "") -> list[str]:
        return [p.text for p in participles(Verb(lemma, root, form, vowels))]

    assert both("قتل", "قتل", "1", "au") == ["قاتل", "مقتول"]
    assert both("سأل", "سءل", "1", "aa") == ["سائل", "مسؤول", "مسئول"]
    assert both("دعا", "دعو", "1", "au") == ["داع", "مدعو"]
    assert both("نفى", "نفي", "1", "ai") == ["ناف", "منفي"]
    assert both("رضي", "رضو", "1", "ia") == ["راض", "مرضي"]
    assert both("باع", "بيع", "1", "ai") == ["بائع", "مبيع"]
    assert both("قال", "قول", "1", "au") == ["قائل", "مقول"]
    assert both("أدان", "دين", "4") == ["مدين", "مدان"]
    assert both("استدعى", "دعو", "10") == ["مستدع", "مستدعى"]
    assert both("حد", "حدد", "1", "au") == ["حاد", "محدود"]
    assert both("أرى", "رءي", "4") == ["مر", "مرى"]
    assert participles(Verb("دعا", "دعو", "1", "au"))[0].defective


def test_verbal_nouns_listed_first_and_derived_once() -> None:
    assert [n.text for n in verbal_nouns(Verb("قاتل", "قتل", "3", "", ("قتال",)))] == ["قتال", "مقاتلة"]
    assert [n.text for n in verbal_nouns(Verb("قتل", "قتل", "1", "au", ("قتل",)))] == ["قتل"]
    assert [n.text for n in verbal_nouns(Verb("تدحرج", "دحرج", "q2"))] == ["تدحرج"]
    assert [n.text for n in verbal_nouns(Verb("اختار", "خير", "8"))] == ["اختيار"]
    challenge = verbal_nouns(Verb("تحدى", "حدو", "5", "", ("تحدي",)))
    assert [(n.text, n.defective) for n in challenge] == [("تحد", True)]


def test_verbs_without_a_present() -> None:
    laysa = conjugate(Verb("ليس", "ليس", "1", "ai"))
    assert [f.text for f in laysa if f.person == 3] == ["ليس", "ليست", "ليسا", "ليستا", "ليسوا", "لسن"]
    assert {f.tense for f in laysa} == {"past"}
    assert participles(Verb("ليس", "ليس", "1", "ai")) == ()


def test_every_form_is_complete() -> None:
    forms = conjugate(Verb("كتب", "كتب", "1", "au"))
    assert len(forms) == 2 * (13 + 3 * 13) + 5
    assert forms[0] == VerbForm("كتب", "كتب", "past", "active", 3, "s", "m")
    assert {f.tense for f in forms} == {"past", "present", "subjunctive", "jussive", "imperative"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("كتب", "كتب", "11", ""), "unknown form"),
        (("كتب", "كتبم", "1", "au"), "4 letters"),
        (("كتب", "كاب", "1", "au"), "no radical"),
        (("كتب", "كتب", "1", "ax"), "vowels"),
        (("كتب", "كتب", "2", "au"), "no vowels"),
        (("كتب", "كسب", "1", "au"), "makes كسب"),
    ],
)
def test_impossible_rows_are_refused(row: tuple[str, str, str, str], message: str) -> None:
    with pytest.raises(ConjugationError, match=message):
        conjugate(Verb(*row))
