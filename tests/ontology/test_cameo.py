"""The way back from PLOVER to CAMEO agrees with the way there."""

from __future__ import annotations

import pytest

from waqai.ontology import MODES, QUADS, cameo_root, type_of_cameo
from waqai.ontology.cameo import cameo_code, cameo_table


def test_every_type_and_mode_has_its_code() -> None:
    wanted = {(kind, mode) for kind, modes in MODES.items() for mode in ("", *modes)}
    assert set(cameo_table()) == wanted


def test_codes_lead_back_to_their_type_and_have_its_root() -> None:
    for (kind, mode), code in cameo_table().items():
        assert code.root == cameo_root(kind, mode), (kind, mode)
        assert type_of_cameo(code.code) == kind or (kind, code.code) == ("RETREAT", "080"), (kind, mode)
        assert code.basis in {"plover", "wider", "title", "type"}
        assert -10 <= code.goldstein <= 10


def test_the_same_code_has_one_title_and_one_value() -> None:
    found = {(code.code, code.title, code.goldstein) for code in cameo_table().values()}
    assert len(found) == len({code for code, _, _ in found})


def test_conflict_is_negative() -> None:
    for (kind, _), code in cameo_table().items():
        assert (code.goldstein < 0) == QUADS[kind].endswith("conflict")
        assert (code.quad_class > 2) == QUADS[kind].endswith("conflict")


@pytest.mark.parametrize(
    ("kind", "mode", "code", "base", "quad_class"),
    [
        ("CONSULT", "visit", "042", "042", 1),
        ("RETREAT", "release", "0841", "084", 2),
        ("SANCTION", "convict", "116", "116", 3),
        ("ASSAULT", "aerial", "195", "195", 4),
        ("ASSAULT", "visit", "180", "180", 4),
    ],
)
def test_code(kind: str, mode: str, code: str, base: str, quad_class: int) -> None:
    found = cameo_code(kind, mode)
    assert found is not None
    assert (found.code, found.base, found.quad_class) == (code, base, quad_class)


def test_an_unknown_type_has_no_code() -> None:
    assert cameo_code("NOTHING") is None
