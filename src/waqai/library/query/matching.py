"""Words of a query as expressions of the two indexes of words, quoted key by key so that nothing is an operator."""

from __future__ import annotations

from itertools import product

import msgspec

from waqai.library.folding import prefix_keys, query_keys
from waqai.library.indexes import pair_of
from waqai.library.query.tree import And, Node, Not, Or, Words

#: SQLite cannot choose between keys inside a phrase: so many ways to write it are searched
_MOST_WAYS = 64


class Match(msgspec.Struct, frozen=True):
    """The same question to FTS5 and to `tsquery`."""

    fts5: str
    tsquery: str


def match_of(node: Node) -> Match | None:
    """Return the question for a tree of words only, None when the index alone cannot answer it."""
    if isinstance(node, Words):
        return _words(node)
    if isinstance(node, Or):
        parts = [match_of(term) for term in node.terms]
        return None if None in parts else any_of([part for part in parts if part is not None])
    if isinstance(node, And) and node.terms:
        wanted = [match_of(term) for term in node.terms if not isinstance(term, Not)]
        excluded = [match_of(term.term) for term in node.terms if isinstance(term, Not)]
        if not wanted or None in wanted or None in excluded:
            return None
        found = all_of([part for part in wanted if part is not None])
        unwanted = [part for part in excluded if part is not None]
        if not unwanted:
            return found
        rest = any_of(unwanted)
        return Match(f"({found.fts5} NOT {rest.fts5})", f"({found.tsquery} & !{rest.tsquery})")
    return None


def all_of(parts: list[Match]) -> Match:
    """Return the question that wants all of `parts`."""
    return _joined(parts, " AND ", " & ")


def any_of(parts: list[Match]) -> Match:
    """Return the question that wants one of `parts`."""
    return _joined(parts, " OR ", " | ")


def _joined(parts: list[Match], fts5: str, tsquery: str) -> Match:
    if len(parts) == 1:
        return parts[0]
    return Match(f"({fts5.join(p.fts5 for p in parts)})", f"({tsquery.join(p.tsquery for p in parts)})")


def _words(words: Words) -> Match:
    keys = prefix_keys(words.text) if words.prefix else query_keys(words.text)
    ways = []
    for way in product(*keys):
        ways.append(f'"{" ".join(way)}"{" *" if words.prefix else ""}')
        if len(ways) == _MOST_WAYS:
            break
    star = [""] * (len(keys) - 1) + [":*" if words.prefix else ""]
    places = [" | ".join(f"'{key}'{end}" for key in rivals) for rivals, end in zip(keys, star, strict=True)]
    steps = [f"({place})" if " | " in place else place for place in places]
    pairs = [_pairs(first, second, end) for first, second, end in zip(keys, keys[1:], star[1:], strict=False)]
    # two neighbours are a pair of the index; of more words the pairs tell in which reports to look for the phrase
    phrase = " & ".join([*pairs, *([f"({' <-> '.join(steps)})"] if len(steps) != 2 else [])])
    return Match(f"({' OR '.join(ways)})" if len(ways) > 1 else ways[0], f"({phrase})")


def _pairs(first: tuple[str, ...], second: tuple[str, ...], end: str) -> str:
    ways = " | ".join(f"'{pair_of(*way)}'{end}" for way in product(first, second))
    return f"({ways})"
