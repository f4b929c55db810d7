"""Agreement of verbs with noun phrases, after the verb (gender only) and before it (number too)."""

from __future__ import annotations

from waqai.languages.analysis import Phrase, Token

_PEOPLE = frozenset({"person", "title", "victim", "honorific"})


def gender_of(token: Token) -> str:
    """Return ``m``, ``f`` or "" when the word does not show it."""
    if token.pos == "pron":
        return {"هي": "f", "هو": "m", "هم": "m"}.get(token.key, "")
    if token.gender:
        return token.gender
    if token.pos == "name":
        return ""
    if token.key.endswith("ه") and token.text.rstrip("ًٌٍَُِّْ").endswith(("ة", "ه")) and not token.pronoun:
        return "f" if token.pos == "noun" else ""
    if token.key.endswith("ات"):
        return "f"
    return ""


def is_plural(token: Token) -> bool:
    """Tell whether the word is plural by lexicon or by ending."""
    return token.number == "p" or (not token.number and token.key.endswith(("ون", "ات")) and len(token.key) > 4)


def is_indefinite(tokens: list[Token], phrase: Phrase) -> bool:
    """Tell whether a phrase shows no definiteness anywhere (no article, pronoun or name)."""
    return all(
        not t.definite and not t.pronoun and t.pos in {"noun", "adj", "num", "punct"} and t.name is None
        for t in tokens[phrase.start : phrase.end]
    )


def agrees_before(tokens: list[Token], phrase: Phrase, verb: Token) -> bool:
    """Verb first: a singular verb, gender as the noun (feminine also for plurals of things and broken plurals)."""
    if verb.person != "3" or verb.number in {"p", "d"}:
        return False
    head = tokens[phrase.head]
    if head.accusative and not head.definite and head.pos in {"noun", "adj"}:
        return False
    if head.pos in {"num", "quant"} or "count" in head.kinds or phrase.quantity >= 0:
        return True
    if head.number in {"p", "d"} and head.text.endswith("ين") and not head.construct and head.key == head.lemma + "ين":
        return False
    gender = gender_of(head)
    if not gender:
        return True
    if is_plural(head) and not head.key.endswith(("ون", "ين")):
        return verb.gender == "f" or gender == "m"
    return gender == verb.gender


def agrees_after(tokens: list[Token], phrase: Phrase, verb: Token) -> bool:
    """Noun first: gender and number agree; plurals of things take a feminine singular verb."""
    if verb.person != "3":
        return False
    head = tokens[phrase.head]
    if head.pos in {"comp", "pron", "prep"}:
        return True
    if phrase.quantity >= 0 and (head.accusative or head.pos == "num"):
        return True
    gender = gender_of(head)
    people = bool(head.kinds & _PEOPLE)
    if phrase.conjuncts and verb.number in {"d", "p"}:
        return True
    if head.number == "d":
        return verb.number == "d" or (phrase.prep == "" and verb.number == "d")
    if is_plural(head):
        if people or head.key.endswith("ون"):
            return verb.number == "p" or (verb.gender == "f" and not head.key.endswith("ون"))
        return verb.number == "s" and verb.gender == "f"
    if verb.number != "s":
        return bool(head.kinds & {"group", "count"}) or head.pos in {"quant", "num"} or phrase.quantity >= 0
    return not gender or gender == verb.gender
