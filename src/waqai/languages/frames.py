"""Frames: how a predicate becomes an event, an attribution, a phase or a modality (format: docs/data.md).

Frames belong to a language's lexicon; this module only knows their shape, so that coding can read
them for any language.
"""

from __future__ import annotations

import msgspec


class ModeRule(msgspec.Struct, frozen=True, array_like=True):
    """A filler word of `slot` that sets the mode (folded lemmas, or folded phrases)."""

    slot: str
    words: frozenset[str]
    mode: str


class Example(msgspec.Struct, frozen=True, array_like=True):
    """An example sentence and what must be coded from it; empty fields are not checked."""

    text: str
    type: str = ""
    mode: str = ""
    status: str = ""
    trigger: str = ""
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    source: str = ""
    none: bool = False


class Frame(msgspec.Struct, frozen=True, array_like=True):
    """One sense of a lemma.

    `cls` is ``event`` or one of report, light, phase, modal, deny, result, ignore.  `slots` and `noun_slots`
    map a slot (subject, object, a preposition ...) to a role.  `require`, `words` and `avoid` constrain
    fillers; a `require` kind set with ``?`` in it is checked only if the slot is filled, and no filler may be of a
    kind in `bar`.  `only` says how a noun must stand: plural, singular, definite, indefinite, bare (nothing owns it).
    """

    id: str
    lemma: str
    key: str
    pos: str
    cls: str
    type: str = ""
    mode: str = ""
    contexts: tuple[str, ...] = ()
    slots: dict[str, str] = {}
    noun_slots: dict[str, str] = {}
    require: dict[str, frozenset[str]] = {}
    words: dict[str, frozenset[str]] = {}
    avoid: dict[str, frozenset[str]] = {}
    modes: tuple[ModeRule, ...] = ()
    status: str = ""
    kind: str = ""
    commits: bool = True
    continues: bool = False
    only: frozenset[str] = frozenset()
    bar: dict[str, frozenset[str]] = {}
    note: str = ""


class Cue(msgspec.Struct, frozen=True, array_like=True):
    """A phrase that names a source (``according to``); see sources.toml."""

    words: tuple[str, ...]
    before: str = "source"
    kind: str = ""
    commits: bool = True
    scope: str = "sentence"
    avoid: frozenset[str] = frozenset()


class FrameIndex(msgspec.Struct, frozen=True, array_like=True):
    """All frames of a language by folded lemma, and its source cues."""

    frames: dict[str, tuple[Frame, ...]]
    cues: tuple[Cue, ...]

    def of(self, lemma: str) -> tuple[Frame, ...]:
        """Return the frames of a folded lemma."""
        return self.frames.get(lemma, ())

    def __len__(self) -> int:
        """Return the number of frames."""
        return sum(map(len, self.frames.values()))
