"""Agreement of verbs with noun phrases, after the verb (gender only) and before it (number too)."""

from __future__ import annotations

from waqai.languages.analysis import Phrase, Token

#: «الكثير من الدول توزعت»: words that take their gender from what is measured
MEASURES = frozenset({"عديد", "كثير", "مزيد", "قليل"})
#: states of masculine name; all others (and all capitals) are feminine
_MASCULINE_STATES = frozenset({"مغرب", "عراق", "لبنان", "اردن", "سودان", "يمن", "صومال", "نيجر", "فاتيكان", "تشاد"})
_PEOPLE = frozenset({"person", "title", "victim", "honorific"})


def gender_of(token: Token) -> str:
    """Return ``m``, ``f`` or "" when the word does not show it."""
    if token.pos == "pron":
        return {"هي": "f", "هو": "m", "هم": "m"}.get(token.key, "")
    if token.gender:
        return token.gender
    if token.pos == "name":
        return "f" if _is_state(token) else ""
    if token.key.endswith("ه") and token.text.rstrip("ًٌٍَُِّْ").endswith(("ة", "ه")) and not token.pronoun:
        return "f" if token.pos == "noun" else ""
    if token.key.endswith("ات"):
        return "f"
    return ""


def _is_state(token: Token) -> bool:
    """«القاهرة», «إثيوبيا»: the name of a state or capital, which is feminine."""
    if token.name is None or token.key.removeprefix("ال") in _MASCULINE_STATES:
        return False
    entry = token.name.entries[0]
    return (entry.kind == "country" or entry.subkind == "capital") and not entry.ambiguous


def is_plural(token: Token) -> bool:
    """Tell whether the word is plural by lexicon or by ending."""
    return token.number == "p" or (not token.number and token.key.endswith(("ون", "ات")) and len(token.key) > 4)


def _may_be_people(token: Token) -> bool:
    """An unlisted definite word may be the plural of a people («الرومان», «الهنود»)."""
    return token.definite and (token.name is None or token.name.entries[0].kind in {"adjective", "organisation"})


def is_indefinite(tokens: list[Token], phrase: Phrase) -> bool:
    """Tell whether a phrase shows no definiteness anywhere (no article, pronoun or name)."""
    return all(
        not t.definite and not t.pronoun and t.pos in {"noun", "adj", "num", "punct"}
        for t in tokens[phrase.start : phrase.end]
    )


def agrees_before(tokens: list[Token], phrase: Phrase, verb: Token) -> bool:
    """Verb first: a singular verb, gender as the noun (feminine also for plurals of things and broken plurals)."""
    if verb.person != "3" or verb.number in {"p", "d"}:
        return False
    head = tokens[phrase.head]
    if head.accusative and not head.definite and head.pos in {"noun", "adj"}:
        return False
    if head.pos in {"num", "quant"} or phrase.quantity >= 0 or (head.pos == "adj" and head.key in MEASURES):
        # «اعتقلت أربعة شبان»: she arrested them
        return not (verb.gender == "f" and head.gender == "m" and head.kinds & _PEOPLE)
    if "count" in head.kinds and head.number != "s":
        return True
    if head.number in {"p", "d"} and head.text.endswith("ين") and not head.construct and head.key == head.lemma + "ين":
        return False
    gender = gender_of(head)
    if not gender:
        return True
    if is_plural(head) and not head.key.endswith(("ون", "ين")):
        return verb.gender == "f" or (gender == "m" and (not head.key.endswith("ات") or bool(head.kinds & _PEOPLE)))
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
        # a plural verb is only said of people, whatever the word («أعداد من الناس يتوجهون»)
        return verb.number == "p" or (verb.number == "s" and verb.gender == "f")
    if verb.number == "p" and not head.number and _may_be_people(head):
        return True
    if verb.number != "s":
        return bool(head.kinds & {"group", "count"}) or head.pos in {"quant", "num"} or phrase.quantity >= 0
    return not gender or gender == verb.gender
