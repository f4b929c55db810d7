"""Participles that tell what somebody does meanwhile: «…، مطالبا الحكومة بالرحيل»."""

from __future__ import annotations

from waqai.languages.analysis import Sentence, Token
from waqai.languages.arabic.clause_words import Words


def joins_circumstance(sentence: Sentence, words: Words, first: Token) -> bool:
    """«متهما الحكومة بالفساد، ومطالبا رئيسها بالاستقالة»: joined to the participle before, not to its last noun."""
    if not first.conj or first.pos != "adj" or first.base not in words.reports | words.act_verbs:
        return False
    shown = first.accusative or first.gender == "f"
    return shown and any(predicate.relation == "circumstance" for predicate in sentence.predicates)


def says_of_her(sentence: Sentence, words: Words, first: Token, before: Token | None) -> bool:
    """«أدانت الوزارة القصف، محذرة من عواقبه»: a feminine participle shows no accusative; a comma sets it off."""
    if first.pos != "adj" or first.definite or first.prep or first.pronoun or first.gender != "f":
        return False
    if first.number != "s" or first.base not in words.reports | words.act_verbs or before is None:
        return False
    verbs = [predicate for predicate in sentence.predicates if predicate.kind == "verb"]
    joined = bool(first.conj) and sentence.predicates[-1].relation == "circumstance"
    main = next((verb for verb in reversed(verbs) if verb.relation in {"main", "coordinate"}), None)
    if main is None or sentence.tokens[main.token].gender != "f":
        return False
    return joined or before.text in {"،", ","}


def is_passive_pattern(participle: str) -> bool:
    """Tell whether a passive participle is of form I (مدعوم، مرمي، مدعو), which no active one resembles."""
    return participle[-2:-1] == "و" or participle[-1:] in {"و", "ي"}
