"""PLOVER 2.0: the 16 types, modes, contexts, sectors, quad classes, scores, and their labels."""

from waqai.ontology.plover import CONTEXTS, MODES, QUADS, SECTORS, TYPES

__all__ = ["CONTEXTS", "MODES", "QUADS", "SECTORS", "TYPES"]
