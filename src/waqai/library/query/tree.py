"""Queries as trees.

`And` inside `And` stands for a group in parentheses, which is not the same as its terms without them
(``docs/search.md``: a group is asked of one mention).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec


class Words(msgspec.Struct, frozen=True, tag=True):
    """Words that follow each other; with `prefix` the last one is only the beginning of a word."""

    text: str
    prefix: bool = False


class Field(msgspec.Struct, frozen=True, tag=True):
    """A field that has one of `values`, each checked and in the form that `waqai.library.query.fields` gives it."""

    name: str
    values: tuple[str, ...]


class Not(msgspec.Struct, frozen=True, tag=True):
    """Everything but `term`."""

    term: Node


class And(msgspec.Struct, frozen=True, tag=True):
    """All of `terms`; the one without terms is the empty query, which everything answers."""

    terms: tuple[Node, ...] = ()


class Or(msgspec.Struct, frozen=True, tag=True):
    """At least one of `terms`."""

    terms: tuple[Node, ...]


Node = Words | Field | Not | And | Or

OPERATORS = frozenset({"AND", "OR", "NOT"})
#: words that need no quotes
_PLAIN = re.compile(r'[^\s()"«»“”„:*,،-][^\s()"«»“”„:*]*\Z')
_BARE = re.compile(r'[^\s()"«»“”„,،]+\Z')


def render(node: Node) -> str:
    """Return the query that `parse` reads as this tree."""
    if isinstance(node, Words):
        star = "*" if node.prefix else ""
        if _PLAIN.match(node.text) and node.text not in OPERATORS:
            return node.text + star
        return f'"{node.text}{star}"'
    if isinstance(node, Field):
        return f"{node.name}:{','.join(v if _BARE.match(v) else _quoted(v) for v in node.values)}"
    if isinstance(node, Not):
        return f"NOT {_inner(node.term, (And, Or))}"
    if isinstance(node, And):
        return " ".join(_inner(term, (And, Or)) for term in node.terms)
    return " OR ".join(_inner(term, (Or,)) for term in node.terms)


def leaves(node: Node) -> Iterator[Words | Field]:
    """Yield the words and fields of a tree in order."""
    if isinstance(node, Not):
        yield from leaves(node.term)
    elif isinstance(node, And | Or):
        for term in node.terms:
            yield from leaves(term)
    else:
        yield node


def positive_words(node: Node) -> Iterator[Words]:
    """Yield the words that a report may be found by, those under a NOT left out."""
    if isinstance(node, Words):
        yield node
    elif isinstance(node, And | Or):
        for term in node.terms:
            yield from positive_words(term)


def _quoted(value: str) -> str:
    return f'"{value}"'


def _inner(node: Node, grouped: tuple[type, ...]) -> str:
    return f"({render(node)})" if isinstance(node, grouped) else render(node)
