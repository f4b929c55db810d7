"""Mistakes in the verb and noun lists are all found and named by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from waqai.languages.arabic.lexicon_files import (
    NOUN_COLUMNS,
    VERB_COLUMNS,
    LexiconError,
    load_lexicon,
    read_lexicon,
)


def write(folder: Path, name: str, *rows: str) -> None:
    columns = VERB_COLUMNS if name.startswith("verbs") else NOUN_COLUMNS
    lines = ["\t".join(columns), *("\t".join(row.split("/")) for row in rows)]
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_good_rows_are_read_in_file_order(tmp_path: Path) -> None:
    write(tmp_path, "verbs-2.tsv", "اتهم/وهم/8///accuse")
    write(tmp_path, "verbs-1.tsv", "# news verbs", "قتل/قتل/1/au/قتل|مقتل/kill", "ليس/ليس/1/ai//not be")
    write(tmp_path, "nouns.tsv", "مسلح/+un/m/noun|adj/person/UAF/gunman")
    lexicon = load_lexicon(tmp_path)
    assert [verb.lemma for verb in lexicon.verbs] == ["قتل", "ليس", "اتهم"]
    assert lexicon.verbs[0].masdars == ("قتل", "مقتل")
    assert lexicon.nouns[0].pos == ("noun", "adj")
    assert lexicon.nouns[0].kinds == ("person",)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("قتل/قتل/11/au/قتل/kill", "unknown form"),
        ("قتل/قتلم/1/au/قتل/kill", "4 letters"),
        ("قتل/قتم/1/au/قتل/kill", "makes قتم"),
        ("قتل/قتل/1//قتل/kill", "vowels"),
        ("قتل/قتل/1/au//kill", "masdar"),
        ("قَتل/قتل/1/au/قتل/kill", "U\\+064E"),
        ("قتل/قتل/1/au/قتل/kill/x", "7 cells"),
        ("زار/زور/1/au/زيارة/visit", "already listed in verbs-1.tsv:2"),
    ],
)
def test_wrong_verbs(tmp_path: Path, row: str, message: str) -> None:
    write(tmp_path, "verbs-1.tsv", "زار/زور/1/au/زيارة/visit", row)
    with pytest.raises(LexiconError, match=message) as caught:
        load_lexicon(tmp_path)
    assert str(caught.value).startswith("verbs-1.tsv:3: ")
    assert len(read_lexicon(tmp_path).verbs) == 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("وزير/وزراء/x/noun/person/GOV/minister", "gender"),
        ("وزير/وزراء/m/verb/person/GOV/minister", "pos"),
        ("وزير/وزراء/m/noun/human/GOV/minister", "unknown kind human"),
        ("وزير/وزراء/m/noun/person/XXX/minister", "unknown sector"),
        ("شرطي/رجال شرطة/m/noun/person/COP/policeman", "plural"),
        ("وزير/وزراء|/m/noun/person/GOV/minister", "empty plural"),
    ],
)
def test_wrong_nouns(tmp_path: Path, row: str, message: str) -> None:
    write(tmp_path, "nouns-a.tsv", row)
    (problem,) = read_lexicon(tmp_path).problems
    assert (problem.file, problem.line) == ("nouns-a.tsv", 2)
    assert message in problem.message


def test_every_mistake_is_reported_at_once(tmp_path: Path) -> None:
    write(tmp_path, "verbs.tsv", "قتل/قتل/1/xx/قتل/kill", "زار/زور/1/au/زيارة/visit", "رد/رد/1/au/رد/reply")
    (tmp_path / "nouns.tsv").write_text("lemma\tplural\n", encoding="utf-8")
    assert [(p.file, p.line) for p in read_lexicon(tmp_path).problems] == [
        ("verbs.tsv", 2),
        ("verbs.tsv", 4),
        ("nouns.tsv", 1),
    ]
