"""Labels, scores and CAMEO roots agree with the codes and with each other."""

from __future__ import annotations

from typing import get_args

import pytest

from waqai.ontology import (
    CONTEXTS,
    LANGUAGES,
    MODES,
    QUAD_CLASSES,
    QUADS,
    SECTORS,
    STATUSES,
    TYPES,
    cameo_root,
    label,
    score,
    type_of_cameo,
)
from waqai.ontology.details import labels, type_details
from waqai.records import SourceKind, Status

QUALIFIED = [f"{kind}/{mode}" for kind, modes in MODES.items() for mode in modes]


def test_the_constants_and_the_data_file_list_the_same_types_modes_and_quads() -> None:
    assert tuple(type_details()) == TYPES
    assert {kind: entry.quad for kind, entry in type_details().items()} == dict(QUADS)
    for kind, entry in type_details().items():
        assert {*entry.scores, *entry.cameo_modes} <= set(MODES[kind]), kind


def test_statuses_are_those_of_the_records() -> None:
    assert get_args(Status) == STATUSES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_label_in_every_language(language: str) -> None:
    codes = [*TYPES, *QUALIFIED, *CONTEXTS, *SECTORS, *QUAD_CLASSES, *STATUSES, *get_args(SourceKind)]
    for code in codes:
        names = labels().get(code) or labels().get(code.partition("/")[2])
        assert names is not None, code
        assert names[language].strip(), code


def test_labels_are_in_their_language() -> None:
    assert label("PROTEST") == "Protest"
    assert label("PROTEST", "ar") == "احتجاج"
    assert label("PROTEST", "fr") == "Protestation"
    for names in labels().values():
        assert all("\u0600" <= character <= "\u06ff" or not character.isalpha() for character in names["ar"])


def test_a_mode_may_mean_something_else_with_another_type() -> None:
    assert label("RETREAT/withdraw") == label("withdraw") == "withdrawal"
    assert label("SANCTION/withdraw") == "recall of representatives"
    assert label("COERCE/cyber") != label("cyber")


def test_unknown_languages_get_english_and_unknown_codes_themselves() -> None:
    assert label("AID", "de") == "Aid"
    assert label("nonsense", "ar") == "nonsense"
    assert label("", "ar") == ""


def test_scores_tell_cooperation_from_conflict() -> None:
    for kind in TYPES:
        for mode in ("", *MODES[kind]):
            assert -10 <= score(kind, mode) <= 10
            assert (score(kind, mode) > 0) == QUADS[kind].endswith("cooperation"), (kind, mode)


def test_a_mode_refines_the_score_and_an_unknown_one_does_not() -> None:
    assert score("ASSAULT", "aerial") < score("ASSAULT", "beat") == score("ASSAULT")
    assert score("ASSAULT", "visit") == score("ASSAULT")
    with pytest.raises(KeyError):
        score("NOTHING")


def test_cameo_roots_lead_back_to_their_type() -> None:
    for kind in TYPES:
        root = cameo_root(kind)
        assert len(root) == 2
        assert root.isdigit()
        assert type_of_cameo(root) == (kind if kind != "RETREAT" else "CONCEDE")


def test_every_cameo_root_but_statements_has_a_type() -> None:
    assert type_of_cameo("01") == ""
    assert type_of_cameo("010") == ""
    for number in range(2, 21):
        assert type_of_cameo(f"{number:02}") in TYPES


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("0841", "RETREAT"),
        ("0871", "CONCEDE"),
        ("0874", "RETREAT"),
        ("0811", "CONCEDE"),
        ("055", "CONCEDE"),
        ("051", "SUPPORT"),
        ("1712", "ASSAULT"),
        ("173", "COERCE"),
        ("192", "COERCE"),
        ("195", "ASSAULT"),
        ("020", "REQUEST"),
        ("116", "SANCTION"),
        ("99", ""),
        ("1", ""),
        ("", ""),
    ],
)
def test_longer_cameo_codes_go_to_the_most_specific_type(code: str, kind: str) -> None:
    assert type_of_cameo(code) == kind


def test_modes_may_have_another_cameo_root() -> None:
    assert cameo_root("ACCUSE", "investigate") == "09"
    assert cameo_root("ASSAULT", "aerial") == "19"
    assert cameo_root("ASSAULT", "abduct") == "18"


def test_the_tables_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        QUADS["AID"] = "verbal conflict"  # type: ignore[index]
    with pytest.raises(TypeError):
        MODES["AID"] = ()  # type: ignore[index]
