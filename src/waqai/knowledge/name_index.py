"""Which known names begin at a word of the text."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from waqai.knowledge.model import Entry

#: marks that newspapers put inside a name: حزب «العدالة والتنمية»
_QUOTES = frozenset("«\"“”‘’'")


class Names:
    """Names as sequences of folded tokens; the longest ones are found first."""

    def __init__(self, nodes: dict[str, tuple[int, ...]], entries: list[Entry]) -> None:
        """Use the compiled `nodes` (see `Compiled.names`) over `entries`."""
        self._nodes = nodes
        self._entries = entries
        self._ambiguous: dict[int, Entry] = {}
        #: the entries of the names met so far (at most as many as there are names)
        self._resolved: dict[tuple[int, ...], tuple[Entry, ...]] = {}

    def __len__(self) -> int:
        """Return the number of names."""
        return sum(1 for node in self._nodes.values() if len(node) > 1)

    def match(self, keys: Sequence[Sequence[str]], start: int, first: str = "") -> list[tuple[int, tuple[Entry, ...]]]:
        """Return (end, entries) of every name that begins at token `start`, the longest first.

        ``keys[i]`` lists the alternative folded keys of token i, the likeliest first: as written, without
        proclitics, without the article; `first` is the only one of the first token, if it is given.  `end` is the
        index after the last token.
        """
        nodes = self._nodes
        frontier = [(k, node) for k in ((first,) if first else keys[start]) if (node := nodes.get(k)) is not None]
        found: list[tuple[int, tuple[Entry, ...]]] = []
        end, count = start + 1, len(keys)
        while frontier:
            if len(frontier) == 1:
                references = frontier[0][1][1:]
            else:
                references = tuple(dict.fromkeys(reference for _, node in frontier for reference in node[1:]))
            if references:
                found.append((end, self._resolve(references)))
            if end < count and keys[end][0] in _QUOTES:
                end += 1
            if end >= count:
                break
            paths = [f"{path} {k}" for path, node in frontier if node[0] for k in keys[end]]
            if not paths:
                break
            frontier = [(path, node) for path in dict.fromkeys(paths) if (node := nodes.get(path)) is not None]
            end += 1
        found.reverse()
        return found

    def is_first(self, token_key: str) -> bool:
        """Tell whether some name begins with this folded token."""
        return token_key in self._nodes

    def get(self, name_key: str) -> tuple[Entry, ...]:
        """Return the entries of one whole folded name (tokens joined by a blank)."""
        return self._resolve(self._nodes.get(name_key, (0,))[1:])

    def of(self, index: int) -> list[str]:
        """Return the keys under which the entry at `index` is found (slow: reads all names)."""
        return [name for name, node in self._nodes.items() if any(ref >> 1 == index for ref in node[1:])]

    def _resolve(self, references: tuple[int, ...]) -> tuple[Entry, ...]:
        entries = self._resolved.get(references)
        if entries is None:
            entries = tuple(self._marked(ref) if ref & 1 else self._entries[ref >> 1] for ref in references)
            self._resolved[references] = entries
        return entries

    def _marked(self, reference: int) -> Entry:
        entry = self._ambiguous.get(reference)
        if entry is None:
            entry = msgspec.structs.replace(self._entries[reference >> 1], ambiguous=True)
            self._ambiguous[reference] = entry
        return entry
