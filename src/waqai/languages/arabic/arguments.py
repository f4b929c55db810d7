"""Which argument of its verb a bare noun phrase is: subject, object, or none."""

from __future__ import annotations

from waqai.languages.analysis import Phrase, Predicate, Sentence, Token
from waqai.languages.arabic.agreement import agrees_after, agrees_before
from waqai.languages.arabic.clause_words import (
    EMPHATIC,
    IMPERSONAL,
    MODAL,
    MODIFIERS,
    OWN,
    QUANTIFIERS,
    Level,
    Words,
    is_indefinite_token,
    is_place,
    verb_is_report,
)
from waqai.languages.arabic.phrases import is_human

#: surnames such as «الصباح» are also words for a time
_TIME = frozenset({"time"})
_COMMAS = frozenset({"،", ","})


def is_real_subject(tokens: list[Token], predicate: Predicate, phrase: Phrase, verb: Token) -> bool:
    """A thing named before a comma was no topic when a fitting noun follows the verb at once."""
    subject = predicate.subject
    if subject is None or predicate.object is not None or phrase.start != predicate.token + 1:
        return False
    if predicate.subject_order != "SV":
        return False
    head = tokens[subject.head]
    comma = any(t.text in _COMMAS for t in tokens[subject.end : predicate.token])
    return comma and not is_human(head) and head.pos != "name" and agrees_before(tokens, phrase, verb)


def is_object_of_unnamed(sentence: Sentence, words: Words, predicate: Predicate, phrase: Phrase, verb: Token) -> bool:
    """«… وقدم شرحا», «… ليظهر طموحاته»: the verb's subject was named with an earlier verb, so this is its object."""
    if predicate.subject is not None or predicate.object is not None or predicate.passive or verb.person != "3":
        return False
    if predicate.lemma in IMPERSONAL:
        return False
    if predicate.lemma in words.intransitive and not causative(words, predicate, verb):
        return False
    tokens = sentence.tokens
    head = tokens[phrase.head]
    if OWN.get(head.pronoun, "") == verb.gender and verb.number == "s" and not is_human(head) and head.pos != "prep":
        return True
    if _names_subject(sentence, phrase, verb):
        return False
    if verb.conj or verb.prep:
        return not is_human(head) and head.pos != "name" and _fits_earlier(sentence, predicate, verb)
    if predicate.relation != "complement" or predicate.governor < 0:
        return False
    governor = sentence.predicates[predicate.governor]
    if not governor.complement_start <= predicate.token <= governor.complement_start + 1:
        return False
    if tokens[governor.complement_start - 1].pos == "punct" or not (is_place(head) or not is_human(head)):
        return False
    master = governor.subject
    return master is not None and is_human(tokens[master.head]) and agrees_after(tokens, master, verb)


def causative(words: Words, predicate: Predicate, verb: Token) -> str:
    """The causative that the verb could be by its spelling, or ""."""
    return words.causatives.get(predicate.lemma, "") if verb.tense == "present" else ""


def allowed(governor: Predicate, tokens: list[Token], verb: Token) -> Phrase | None:
    """«يمكن للجيش أن يقصف»: whom the modal verb names is to do what the clause says."""
    if governor.lemma not in MODAL:
        return None
    named = next((phrase for prep, phrase in governor.obliques if prep in {"ل", "على"}), None)
    return named if named is not None and agrees_after(tokens, named, verb) else None


def _names_subject(sentence: Sentence, phrase: Phrase, verb: Token) -> bool:
    """A bare noun phrase right after this one can only be the object, so this one is the subject."""
    tokens = sentence.tokens
    after = sentence.phrase_at[phrase.end] if phrase.end < len(tokens) else None
    if after is None or after.prep or after.conjunct_of is not None or "time" in tokens[after.head].kinds:
        return False
    return tokens[after.head].pos in {"noun", "name"} and agrees_before(tokens, phrase, verb)


def _fits_earlier(sentence: Sentence, predicate: Predicate, verb: Token) -> bool:
    """Tell whether the last subject named before goes with this verb too."""
    for earlier in reversed(sentence.predicates):
        if earlier.kind == "verb" and earlier is not predicate and earlier.subject is not None:
            return agrees_after(sentence.tokens, earlier.subject, verb)
    return False


def is_late_subject(tokens: list[Token], predicate: Predicate, phrase: Phrase, verb: Token) -> bool:
    """«ملتقى ترعاه الجزائر», «الذي وضع فيه المستثمرون», «النفط يستثمر فيه الناس»: what stood before was no subject."""
    if predicate.subject is None or predicate.subject_order not in {"relative", "SV"}:
        return False
    people = is_human(tokens[phrase.head])
    if predicate.subject_order == "SV" and (
        is_human(tokens[predicate.subject.head]) and not verb.pronoun or not people
    ):
        return False
    heads = [tokens[oblique.head] for _, oblique in predicate.obliques if oblique.start == oblique.head]
    resumed = bool(verb.pronoun) or any(head.pronoun and head.pos == "prep" for head in heads)
    return resumed and agrees_before(tokens, phrase, verb)


def is_adverbial(tokens: list[Token], phrase: Phrase, before: Phrase | None) -> bool:
    """An indefinite accusative adjective on its own («كثيراً») tells how, «نفسه» stresses: both are no arguments."""
    first, head = tokens[phrase.start], tokens[phrase.head]
    adjacent = before is not None and before.end == phrase.start and not first.conj
    timely = before is not None and "time" in tokens[before.head].kinds
    if adjacent and (head.lemma in MODIFIERS or (head.pronoun and head.lemma in EMPHATIC)):
        return True
    if head.lemma in QUANTIFIERS:
        return False
    single = phrase.end == phrase.start + 1
    plain = first.pos in {"noun", "num"} and first.kinds <= _TIME and not first.base
    if single and first.definite and adjacent and not timely and plain:
        return True
    elative = first.pos == "adj" and not first.definite and first.key.startswith("ا") and len(first.key) < 6
    if single and elative and not first.name:
        return True
    describes = (first.pos == "adj" or (first.key.endswith(("ي", "يه")) and not first.kinds)) and not first.name
    if first.definite and adjacent and not timely and describes:
        return True
    if not single or first.pos != "adj":
        return False
    return first.accusative and not first.definite and not first.kinds and first.lemma != first.key


def may_return(
    tokens: list[Token], words: Words, predicate: Predicate, phrase: Phrase, level: Level, before: Phrase | None
) -> bool:
    """After commas only a missing argument that closes a parenthesis is taken."""
    following = tokens[phrase.end] if phrase.end < len(tokens) else None
    if following is not None and following.pos == "verb" and not following.conj:
        return False
    renames = predicate.subject is not None and before is predicate.subject
    if verb_is_report(words, predicate) or (level.commas == 1 and renames):
        return False
    free = predicate.object is None and not predicate.object_pronoun
    return free and level.commas <= 2 and predicate.complement_start < 0


def may_be_circumstance(first: Token, before: Token | None) -> bool:
    """«مشدداً على أن …»: an indefinite accusative participle after what it says something of."""
    if not first.base or first.definite or first.prep or first.pronoun or first.pos != "adj" or before is None:
        return False
    if first.number == "s" and not first.accusative:
        return False
    if first.number == "p" and not (first.text.endswith("ين") and not first.construct):
        return False
    if before.pos in {"noun", "adj"} and is_indefinite_token(before) and not first.conj:
        return False
    return before.pos != "prep"


def share_subjects(sentence: Sentence) -> None:
    """A verb without a subject has that of the verb it is coordinated with, when they agree."""
    predicates = sentence.predicates
    last: Predicate | None = None
    for predicate in predicates:
        if predicate.kind == "participle" and predicate.subject is None and predicate.governor >= 0:
            predicate.subject = predicates[predicate.governor].subject
        if predicate.kind != "verb":
            continue
        token = sentence.tokens[predicate.token]
        if predicate.subject is None and predicate.subject_order == "" and token.person == "3":
            predicate.subject_order = "dropped"
            source = _shared_from(sentence, predicate, last)
            if source is not None:
                predicate.subject, predicate.subject_order = source.subject, "shared"
        last = predicate


def _shared_from(sentence: Sentence, predicate: Predicate, last: Predicate | None) -> Predicate | None:
    token = sentence.tokens[predicate.token]
    governor = sentence.predicates[predicate.governor] if predicate.governor >= 0 else None
    for rival in (last, governor):
        if rival is None or rival.subject is None or rival is predicate:
            continue
        if agrees_after(sentence.tokens, rival.subject, token):
            return rival
    return None


def is_apposed(tokens: list[Token], predicate: Predicate) -> bool:
    """«اتهم المتحدث باسم الوزارة العقيد فلان قوات …»: what was taken for the object is the speaker's name."""
    subject, taken = predicate.subject, predicate.object
    if subject is None or taken is None or predicate.subject_order != "VS" or subject.end >= taken.start:
        return False
    named = tokens[subject.end]
    titles = tokens[subject.head].kinds & tokens[taken.head].kinds & {"person", "title"}
    return bool(titles) and named.prep == "ب" and named.lemma == "اسم"


def _lacks_object(words: Words, predicate: Predicate) -> bool:
    """Tell whether a verb with its subject after it may still take an object."""
    if predicate.object is not None or predicate.object_pronoun or predicate.complement_start >= 0:
        return False
    return predicate.subject_order == "VS" and predicate.lemma not in words.intransitive


def is_left_object(sentence: Sentence, words: Words, levels: list[Level], phrase: Phrase) -> bool:
    """«هاجم مسلحون يعتقد أنهم من التنظيم رتلا»: no accusative is a topic; the verb outside wants it and gets it."""
    head, level = sentence.tokens[phrase.head], levels[-1]
    if level.relation != "complement" or level.topic is None or level.copula is not None:
        return False
    if not head.accusative or head.definite or head.pos != "noun" or sentence.tokens[phrase.start].conj:
        return False
    for outer in reversed(levels[:-1]):
        verb = sentence.predicates[outer.verb] if outer.verb >= 0 else None
        if verb is not None and _lacks_object(words, verb):
            verb.object = phrase
            return True
    return False
