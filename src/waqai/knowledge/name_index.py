"""Which known names begin at a word of the text."""

from __future__ import annotations

from collections.abc import Callable

from waqai.knowledge.model import Entry
from waqai.languages.analysis import NameStart


class Names:
    """Names as sequences of folded tokens, kept by their first one; those of a first word are read when it is met."""

    def __init__(
        self,
        firsts: Callable[[str], dict[str, tuple[int, ...]] | None],
        entry: Callable[[int], Entry],
        marked: Callable[[Entry], Entry],
    ) -> None:
        """Use the names that `firsts` gives by first word (see `Compiled.names`).

        References in them are to entries that `entry` gives; `marked` returns an entry as an ambiguous one.
        """
        self._firsts = firsts
        self._entry = entry
        self._marked_entry = marked
        self._starts: dict[str, NameStart | None] = {}
        self._ambiguous: dict[int, Entry] = {}
        #: the entries of the names met so far (at most as many as there are names)
        self._resolved: dict[tuple[int, ...], tuple[Entry, ...]] = {}

    def begin(self, key: str) -> NameStart | None:
        """Return the names that begin with this folded token, None when there are none."""
        if key in self._starts:
            return self._starts[key]
        paths = self._firsts(key)
        start = None
        if paths is not None:
            alone = paths.pop("", (0,))[1:]
            start = NameStart(self._resolve(alone), paths, self._resolve)
            self._starts[key] = start
        return start

    def is_first(self, token_key: str) -> bool:
        """Tell whether some name begins with this folded token."""
        return self.begin(token_key) is not None

    def get(self, name_key: str) -> tuple[Entry, ...]:
        """Return the entries of one whole folded name (tokens joined by a blank)."""
        first, _, rest = name_key.partition(" ")
        start = self.begin(first)
        if start is None:
            return ()
        return self._resolve(start.paths.get(rest, (0,))[1:]) if rest else start.alone

    def _resolve(self, references: tuple[int, ...]) -> tuple[Entry, ...]:
        entries = self._resolved.get(references)
        if entries is None:
            entries = tuple(self._marked(ref) if ref & 1 else self._entry(ref >> 1) for ref in references)
            self._resolved[references] = entries
        return entries

    def _marked(self, reference: int) -> Entry:
        entry = self._ambiguous.get(reference)
        if entry is None:
            entry = self._marked_entry(self._entry(reference >> 1))
            self._ambiguous[reference] = entry
        return entry
