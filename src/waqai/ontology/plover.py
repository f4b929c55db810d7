"""The codes of PLOVER 2.0 as the codebook lists them.

They are constants because code is written against them; what belongs to a code (labels, scores, CAMEO roots) is data,
read by `waqai.ontology.details` when it is first asked for.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: type -> its modes
MODES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "AGREE": (),
        "CONSULT": ("visit", "third-party", "multilateral", "phone"),
        "SUPPORT": (),
        "CONCEDE": (),
        "COOPERATE": (),
        "AID": (),
        "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
        "REQUEST": ("assist", "change", "yield", "meet"),
        "ACCUSE": ("disapprove", "investigate", "allege"),
        "REJECT": ("assist", "change", "yield", "meet"),
        "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
        "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
        "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
        "MOBILIZE": ("troops", "weapons", "police", "militia"),
        "COERCE": tuple("seize restrict censor curfew martial-law arrest deport withhold misinformation cyber".split()),
        "ASSAULT": tuple(
            "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
            "heavy-weapons crowd-control unconventional".split()
        ),
    }
)
#: the 16 types, from cooperation to conflict
TYPES: tuple[str, ...] = tuple(MODES)
#: the four quad classes
QUAD_CLASSES: tuple[str, ...] = (
    "verbal cooperation",
    "material cooperation",
    "verbal conflict",
    "material conflict",
)
#: type -> quad class
QUADS: Mapping[str, str] = MappingProxyType(
    {
        kind: quad
        for quad, kinds in zip(
            QUAD_CLASSES,
            (
                ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
                ("COOPERATE", "AID", "RETREAT"),
                ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
                ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
            ),
            strict=True,
        )
        for kind in kinds
    }
)
#: what an event can be about, besides its type
CONTEXTS: tuple[str, ...] = tuple(
    (
        "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy "
        "economic legal reparations human_rights rights_freedoms repression human_security gender lgbt "
        "religion_ethnicity inequality diplomatic territory peacekeeping health asylum migration disasters "
        "natural_resource environment technology terrorism cbrn cyber misinformation crime corruption illegal_drugs "
        "trafficking"
    ).split()
)
#: what a participant is in its country
SECTORS: frozenset[str] = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()
)
#: whether a mention says that it happened, the default first
STATUSES: tuple[str, ...] = ("asserted", "planned", "hypothetical", "negated", "denied", "alleged")
