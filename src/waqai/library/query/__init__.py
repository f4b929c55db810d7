"""The query language: text to a tree (`syntax`), its fields (`fields`), the tree to conditions (`sql`)."""

from waqai.library.query.errors import QueryError
from waqai.library.query.fields import FIELDS, FieldInfo
from waqai.library.query.syntax import parse
from waqai.library.query.tree import And, Field, Node, Not, Or, Words, render

__all__ = ["FIELDS", "And", "Field", "FieldInfo", "Node", "Not", "Or", "QueryError", "Words", "parse", "render"]
