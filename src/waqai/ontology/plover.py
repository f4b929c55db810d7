"""The codes of PLOVER 2.0 as the codebook lists them."""

from __future__ import annotations

#: type -> its modes
MODES: dict[str, tuple[str, ...]] = {
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
    "COERCE": (
        "seize",
        "restrict",
        "censor",
        "curfew",
        "martial-law",
        "arrest",
        "deport",
        "withhold",
        "misinformation",
        "cyber",
    ),
    "ASSAULT": (
        "abduct",
        "beat",
        "torture",
        "sexual",
        "targeted",
        "destroy",
        "primitive",
        "firearms",
        "explosives",
        "suicide-attack",
        "aerial",
        "drone",
        "heavy-weapons",
        "crowd-control",
        "unconventional",
    ),
}
TYPES: tuple[str, ...] = tuple(MODES)
_QUAD_ORDER = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
#: type -> quad class
QUADS: dict[str, str] = {
    kind: _QUAD_ORDER[index]
    for index, kinds in enumerate(
        (
            ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
            ("COOPERATE", "AID", "RETREAT"),
            ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
            ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
        )
    )
    for kind in kinds
}
CONTEXTS: tuple[str, ...] = (
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic "
    "legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality "
    "diplomatic territory peacekeeping health asylum migration disasters natural_resource environment technology "
    "terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking"
).split()  # type: ignore[assignment]
SECTORS: frozenset[str] = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()
)
