"""Function words that coding asks a language for, so that coding itself knows no letters."""

from __future__ import annotations

import msgspec

#: lists of prepositions, which the grammar gives in full spelling (``على``)
AS_WRITTEN = frozenset(
    "agent object_prepositions purposes negating partitive membership causes place_prepositions source_prepositions "
    "locating movement".split()
)


class ContextWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that name a context (what an event is about), folded; each list maps words to context codes.

    `own` counts among the event's own words, `sentence` anywhere in its sentence, `violence` among the own words of
    violent events; `leaders` are heads of state when a nationality, country or name follows.  Phrases
    stand under their first word in `own_phrases` and `sentence_phrases` as ``(further words, code)``.
    """

    own: dict[str, tuple[str, ...]] = {}
    sentence: dict[str, tuple[str, ...]] = {}
    leaders: dict[str, tuple[str, ...]] = {}
    violence: dict[str, tuple[str, ...]] = {}
    own_phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    sentence_phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}


class CountingWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Folded lemmas that tell what a number counts.

    `outcomes` leads from a word to what happened to the counted (``killed``), `units` from a counted noun to its
    unit; `money` holds the currencies whose name several states share.
    """

    outcomes: dict[str, str] = {}
    units: dict[str, str] = {}
    money: frozenset[str] = frozenset()


#: type -> first word -> (further words, mode), the longest first
ModeTable = dict[str, dict[str, tuple[tuple[tuple[str, ...], str], ...]]]


class ModeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Folded words that show a mode.

    `content` are read in what is asked for, refused or threatened, `own` among the event's own words (there `order`
    says which mode of a type counts first); `default` is a type's mode when no word shows another.
    """

    content: ModeTable = {}
    own: ModeTable = {}
    order: dict[str, tuple[str, ...]] = {}
    default: dict[str, str] = {}


#: the topic whose words stand against all others
POLITICS = "politics"

#: first word -> (further words, topic, weight) for all words that tell what a report is about
TopicTable = dict[str, tuple[tuple[tuple[str, ...], str, int], ...]]


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Folded lemmas (or parts of words) by function; what each list means stands in the language's vocabulary file.

    `salience` holds, by event type and sign, how far the sign shows that a mention reports an event (hundredths).
    """

    agent: frozenset[str]
    object_prepositions: frozenset[str]
    purposes: frozenset[str]
    negating: frozenset[str]
    partitive: frozenset[str]
    membership: frozenset[str]
    causes: frozenset[str]
    opposing: frozenset[str]
    fighting: frozenset[str]
    among: frozenset[str]
    during: frozenset[str]
    after_prepositions: frozenset[str]
    place_prepositions: frozenset[str]
    source_prepositions: frozenset[str]
    both_sides: frozenset[str]
    notions: frozenset[str]
    former: frozenset[str]
    relatives: frozenset[str]
    relational: frozenset[str]
    counterparts: frozenset[str]
    possessed_bodies: frozenset[str]
    machines: frozenset[str]
    alliances: frozenset[str]
    partners: frozenset[str]
    sportspeople: frozenset[str]
    place_words: frozenset[str]
    site_words: frozenset[str]
    locating: frozenset[str]
    movement: frozenset[str]
    where_words: frozenset[str]
    stops: frozenset[str]
    territories: frozenset[str]
    capital_words: frozenset[str]
    country_words: frozenset[str]
    by: str
    settlement_words: frozenset[str]
    place_adjectives: frozenset[str]
    organisation_words: frozenset[str]
    announcing: frozenset[str]
    issuing: frozenset[str]
    issuer_prepositions: frozenset[str]
    relaying: frozenset[str]
    anonymous_words: frozenset[str]
    witness_words: frozenset[str]
    expert_words: frozenset[str]
    agency_words: frozenset[str]
    broadcaster_words: frozenset[str]
    document_words: frozenset[str]
    social_words: frozenset[str]
    feminine_pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    speaker_pronouns: frozenset[str]
    article: frozenset[str]
    joined_article: frozenset[str]
    contexts: ContextWords = ContextWords()
    counting: CountingWords = CountingWords()
    modes: ModeWords = ModeWords()
    place_kinds: dict[str, str] = {}
    salience: dict[str, dict[str, int]] = {}
    topics: TopicTable = {}

    def pronoun(self, written: str) -> tuple[str, str]:
        """Return gender and number of a pronoun: «they» is of either gender."""
        if written in self.plural_pronouns:
            return "", "p"
        return ("f" if written in self.feminine_pronouns else "m"), "s"
