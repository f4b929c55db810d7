"""What the reader of clauses must know about words."""

from __future__ import annotations

import msgspec

from waqai.languages.analysis import Phrase, Predicate, Token
from waqai.languages.arabic.phrases import is_human

#: bare nouns that say where («شمال حلب»)
DIRECTIONS = frozenset({"شمال", "جنوب", "شرق", "غرب"})
#: pronouns that may refer to the verb's own (unnamed) subject: «تروي قصتها»
OWN = {"ه": "m", "ها": "f"}
#: nouns for a time of which something may be said («تاريخ البدء», «نهاية الحرب»)
TIMELY_THINGS = frozenset({"تاريخ", "وقت", "نهايه", "بدايه", "موعد", "عصر", "مرحله", "فتره", "ساعه", "سنه"})
#: verbs whose object does something («جعل الناس يغادرون», «رأى الجنود ينسحبون»)
MAKING = frozenset({"جعل", "ترك", "راي", "شاهد", "وجد", "ابقي"})
#: verbs whose object may be a time («قضى أربع سنوات»)
SPENDING = frozenset({"قضي", "امضي", "استغرق"})
#: verbs without a person: what follows is their subject
IMPERSONAL = frozenset({"امكن", "وجب", "انبغي", "جاز", "تم", "جري"})
#: of these, those that say what can or must be done
MODAL = frozenset({"امكن", "وجب", "انبغي", "جاز"})
#: nouns of quantity («الكثير من …»), which are no adjectives of what stands before
QUANTIFIERS = frozenset({"عديد", "كثير", "مزيد", "قليل"})
#: with a pronoun they only stress the noun before them («الإنسانية ذاتها», «القادة جميعهم»)
EMPHATIC = frozenset({"ذات", "عين", "كل", "جميع", "بعض"})
#: «ذات أهمية», «متعدد الأعراق»: words that only describe the noun before them
MODIFIERS = frozenset({"ذات", "ذو", "ذي", "ذا", "متعدد", "عديم"})


class Words(msgspec.Struct, frozen=True):
    """The lemmas that the reader of clauses must know.

    `reports` are the verbs of speech, `act_verbs` and `act_nouns` tell of acts, `modal_nouns` lead from a noun to how
    real the act is that depends on it (a marker's code); `intransitive` verbs take no object, and some have
    `causatives` with the same written present forms («يخرج» of «خرج» and «أخرج»).
    """

    reports: frozenset[str]
    act_verbs: frozenset[str]
    act_nouns: frozenset[str]
    modal_nouns: dict[str, str]
    intransitive: frozenset[str]
    causatives: dict[str, str]


class Level(msgspec.Struct):
    """An open clause."""

    relation: str = "main"
    governor: int = -1
    verb: int = -1
    topic: Phrase | None = None
    antecedent: Phrase | None = None
    markers: set[str] = set()
    fronted: list[tuple[str, Phrase]] = []
    commas: int = 0
    copula: Predicate | None = None


def is_place(token: Token) -> bool:
    """Tell whether the word is the name of a state or place."""
    return token.name is not None and token.name.entries[0].kind in {"country", "place"}


def is_time(token: Token) -> bool:
    """Tell whether the word stands for a time and nothing else («عقد» is also a contract)."""
    return "time" in token.kinds and not token.kinds & {"document", "event", "act", "person", "place", "group"}


def is_indefinite_token(token: Token) -> bool:
    """Tell whether a noun or adjective shows no article, pronoun or name."""
    return not token.definite and not token.pronoun and token.pos in {"noun", "adj"} and not is_human_name(token)


def is_human_name(token: Token) -> bool:
    """Tell whether the word is a known name of people or a state."""
    return token.name is not None and is_human(token)


def verb_is_report(words: Words, predicate: Predicate) -> bool:
    """Tell whether the predicate introduces what somebody says."""
    return predicate.lemma in words.reports
