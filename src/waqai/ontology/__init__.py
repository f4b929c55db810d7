"""PLOVER 2.0: the 16 types, modes, contexts, sectors, quad classes, scores, CAMEO roots, and their labels."""

from waqai.ontology.details import LANGUAGES, cameo_root, label, score, type_of_cameo
from waqai.ontology.plover import CONTEXTS, MODES, QUAD_CLASSES, QUADS, SECTORS, STATUSES, TYPES

__all__ = [
    "CONTEXTS",
    "LANGUAGES",
    "MODES",
    "QUADS",
    "QUAD_CLASSES",
    "SECTORS",
    "STATUSES",
    "TYPES",
    "cameo_root",
    "label",
    "score",
    "type_of_cameo",
]
