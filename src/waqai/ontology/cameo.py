"""CAMEO codes for PLOVER types and modes, as files shaped like ICEWS and GDELT need them.

The table ``data/cameo.tsv`` says where each row comes from; it is read once, when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import msgspec

#: last CAMEO root of GDELT's quad classes 1 to 4
_QUAD_ENDS = (5, 8, 13, 20)


class CameoCode(msgspec.Struct, frozen=True):
    """A CAMEO event code with its title and Goldstein value; `basis` as explained in the table."""

    code: str
    title: str
    goldstein: float
    basis: str

    @property
    def base(self) -> str:
        """The three-digit code that it belongs to."""
        return self.code[:3]

    @property
    def root(self) -> str:
        """The two-digit root."""
        return self.code[:2]

    @property
    def quad_class(self) -> int:
        """GDELT's class of the root: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
        return next(number for number, end in enumerate(_QUAD_ENDS, 1) if int(self.root) <= end)


def cameo_code(kind: str, mode: str = "") -> CameoCode | None:
    """Return the CAMEO code of an act; an unknown mode counts as none, an unknown type has no code."""
    table = cameo_table()
    return table.get((kind, mode)) or table.get((kind, ""))


@cache
def cameo_table() -> Mapping[tuple[str, str], CameoCode]:
    """Return (type, mode) -> code, in the order of the table."""
    text = (files("waqai.ontology") / "data" / "cameo.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return MappingProxyType(
        {
            (kind, mode): CameoCode(code, title, float(goldstein), basis)
            for kind, mode, code, title, goldstein, basis in rows[1:]
        }
    )
