"""Noun phrases: iḍāfa chains, adjectives, titles with names, apposition and coordination."""

from __future__ import annotations

from waqai.languages.analysis import Phrase, Sentence, Token
from waqai.languages.arabic.agreement import MEASURES

_NOMINAL = frozenset({"noun", "adj", "name", "num", "quant", "dem"})
_TITLE_KINDS = frozenset({"title", "honorific"})
_HUMAN_KINDS = frozenset(
    {"person", "group", "force", "government", "institution", "title", "honorific", "victim", "media"}
)
_HUMAN_NAMES = frozenset({"person", "organisation", "country", "office"})
_PLACE_KINDS = frozenset({"place", "territory", "building"})
_OFFICES = frozenset({"office", "title"})
#: kinds of names that are no part of another name after them
_WHOLE = frozenset({"person", "country", "organisation"})
_COMMAS = frozenset({"،", ","})
_NEUTRAL = frozenset("«»\"“”'")


#: how many phrases may stand between the members of a coordination
_REACH = 3
#: «المدينة الأكثر تضررا»: the noun after them says in what
_DEGREES = frozenset({"اكثر", "اقل", "اشد"})
#: the two words of ordinals («القرن السادس عشر»)
_UNITS = frozenset({"حادي", "حاديه", "ثاني", "ثانيه", "ثالث", "ثالثه", "رابع", "رابعه", "خامس", "خامسه", "سادس",
                    "سادسه", "سابع", "سابعه", "ثامن", "ثامنه", "تاسع", "تاسعه"})  # fmt: skip
_TEENS = frozenset({"عشر", "عشره"})


def find_phrases(sentence: Sentence) -> None:
    """Fill the sentence's phrases, in text order, and the phrase that begins at each token."""
    tokens = sentence.tokens
    count = len(tokens)
    _mark_numbers(sentence)
    sentence.phrase_at = [None] * count
    at = 0
    while at < count:
        token = tokens[at]
        phrase: Phrase | None = None
        if token.pos in _NOMINAL:
            phrase = _read_phrase(tokens, at)
        elif token.pos == "pron" or (token.pos == "prep" and token.pronoun):
            phrase = Phrase(at, at + 1, at)
            if token.pos == "prep":
                phrase.prep, phrase.prep_start = token.lemma, at
        if phrase is None:
            at += 1
            continue
        _add_preposition(tokens, phrase)
        sentence.phrases.append(phrase)
        sentence.phrase_at[phrase.start] = phrase
        at = phrase.end
    _join_appositions(sentence)
    _coordinate(sentence)


def _mark_numbers(sentence: Sentence) -> None:
    """«أكثر من ألف جندي»: the words of a number count as one numeral before the counted noun."""
    for number in sentence.numbers:
        for token in sentence.tokens[number.start : number.number_end]:
            if token.pos in {"noun", "adj", "prep", "quant", "adv", "name"} and not token.pronoun:
                token.pos = "num"


def is_human(token: Token) -> bool:
    """Tell whether the word names people, bodies or states."""
    if token.kinds & _HUMAN_KINDS or token.sector:
        return True
    return token.name is not None and any(entry.kind in _HUMAN_NAMES for entry in token.name.entries)


def is_person_name(token: Token) -> bool:
    """Tell whether the word can be (part of) a person's name."""
    if token.name is not None:
        return any(entry.kind == "person" for entry in token.name.entries)
    return token.pos == "name"


def _read_phrase(tokens: list[Token], start: int) -> Phrase:
    end = start + 1
    head = -1 if tokens[start].pos in {"dem", "num", "quant"} else start
    possessor = -1
    quantity = start if tokens[start].pos == "num" else -1
    count = len(tokens)
    while end < count:
        token = tokens[end]
        if token.pos == "punct" and token.text in _NEUTRAL and end + 1 < count:
            follower = tokens[end + 1]
            if not (_may_follow(follower) and _joins(tokens, start, head, end - 1, end + 1)):
                break
            end += 1
            token = follower
        elif not _joins(tokens, start, head, end - 1, end):
            break
        if head < 0 and token.pos in {"noun", "adj", "name"}:
            head = end
        elif possessor < 0 and head >= 0 and token.pos in {"noun", "name"} and _is_genitive(tokens[head]):
            possessor = end
        if token.pos == "num" and quantity < 0:
            quantity = end
        end += 1
    while tokens[end - 1].pos == "punct":
        end -= 1
    return Phrase(start, end, head if head >= 0 else start, possessor=possessor, quantity=quantity,
                  accusative=tokens[start].accusative)  # fmt: skip


#: how the accusative of a nationality adjective ends
_NISBA = "يا"


def _may_follow(follower: Token) -> bool:
    return follower.pos in {"noun", "name", "adj"} and not follower.conj and not follower.prep


def _is_genitive(first: Token) -> bool:
    """A noun after the head `first` is its genitive unless it renames it (title + name)."""
    if first.definite or first.pronoun or first.pos == "name" or first.accusative:
        return False
    return not (first.number == "p" and not first.construct and first.text.endswith(("ون", "ين")))


def _joins(tokens: list[Token], start: int, head: int, last: int, at: int) -> bool:
    """Tell whether the word at `at` belongs to the phrase that began at `start` and stands at `last`."""
    token, previous = tokens[at], tokens[last]
    while previous.pos == "punct" and last > start:
        last -= 1
        previous = tokens[last]
    if token.lemma == "نفس" and token.pronoun and not token.conj and not token.prep:
        return previous.definite
    if token.pos not in _NOMINAL or token.conj or token.prep or (last > start and _is_full(tokens[last - 1], previous)):
        return False
    if token.pos in {"dem", "quant"}:
        return _is_open(previous) or (token.pos == "quant" and previous.pos == "quant")
    if token.name is not None and token.name is previous.name:
        return True
    if token.name is not None and token.pos == "name" and token.name.entries[0].kind in _OFFICES:
        return _is_open(previous) or "honorific" in previous.kinds or _is_untitled(tokens, start, at)
    if previous.pos in {"dem", "quant", "num"} or previous.value is not None or token.pos == "num":
        return _joins_determiner(previous, token)
    head_token = tokens[head] if head >= 0 else previous
    if tokens[start].pos == "num" and head > start and token.pos == "noun":
        return False
    if previous.pronoun:
        return (token.definite and token.pos == "adj") or (
            token.pos == "name" and bool(head_token.kinds & (_TITLE_KINDS | {"person"}))
        )
    if previous.accusative and _is_place(token) and previous.kinds & _TITLE_KINDS and "\u064b" not in previous.text:
        return True
    if previous.accusative:
        if _is_place(token) and token.key.endswith(_NISBA) and previous.kinds & {"person", "victim"}:
            return True  # «جنديا سوريا»: the accusative of the adjective is written like the country
        return token.pos == "adj" and (token.accusative or not token.definite)
    if previous.definite:
        return _joins_definite(head_token, previous, token, tokens[at + 1] if at + 1 < len(tokens) else None)
    if previous.pos == "name":
        return _joins_name(previous, token)
    return _joins_indefinite(tokens, start, last, previous, token)


def _is_untitled(tokens: list[Token], start: int, at: int) -> bool:
    """«صاحب السمو الشيخ تميم أمير دولة قطر»: an office renames the person unless it is the verb's other argument."""
    match = tokens[at].name
    if match is None or tokens[at - 1].pos != "name" or not is_person_name(tokens[at - 1]):
        return False
    honoured = False
    for token in tokens[start:at]:
        if token.name is not None and token.name.entries[0].kind in _OFFICES:
            return False
        honoured |= "honorific" in token.kinds
        if "title" in token.kinds and "honorific" not in token.kinds:
            return False
    after = tokens[match.end] if match.end < len(tokens) else None
    return honoured or (
        after is not None and after.pos in {"noun", "name"} and is_human(after) and not (after.conj or after.prep)
    )


def _is_full(first: Token, second: Token) -> bool:
    """«الأكثر تضررا», «السادس عشر»: two words after which nothing more can follow."""
    if not first.definite:
        return False
    return (first.key in _DEGREES and second.pos == "noun") or (first.key in _UNITS and second.key in _TEENS)


def _is_open(noun: Token) -> bool:
    """Tell whether a genitive can follow the noun."""
    return noun.pos == "noun" and not (noun.definite or noun.pronoun or noun.accusative)


def _joins_determiner(previous: Token, token: Token) -> bool:
    """«هذا القرار», «جميع الدول», «خمسة جنود», «عام 2011»: one of the two points or counts."""
    if token.key in _TEENS and previous.key in _UNITS and previous.definite:
        return True
    if previous.pos == "dem":
        return token.definite or token.pos == "name"
    if previous.pos == "quant":
        return not previous.pronoun or token.definite
    if previous.pos == "num" or previous.value is not None:
        if "time" in previous.kinds and "time" not in token.kinds:
            return False
        return token.pos in {"noun", "num"} or (token.pos == "adj" and (not token.definite or token.name is not None))
    verbal = _is_open(previous) and (bool(previous.base) or "act" in previous.kinds)
    return verbal or bool(previous.kinds & {"time", "count"})


def _joins_definite(head: Token, previous: Token, token: Token, following: Token | None) -> bool:
    if token.key in MEASURES and following is not None and following.lemma == "من":
        return False
    if token.pos == "name":
        if previous.pos == "name" and _are_separate(previous, token):
            return False
        if _is_place(token):
            return bool(head.kinds & _PLACE_KINDS)
        return bool(head.kinds & _HUMAN_KINDS or head.kinds & _PLACE_KINDS) or previous.pos == "name" or is_human(head)
    if not token.definite:
        if previous.pos == "adj" and previous.key in _DEGREES:
            return token.pos == "noun" and not token.pronoun
        if token.pos == "adj" and head.kinds & _TITLE_KINDS and token.name is None and not token.accusative:
            return token.number == "s" and token.gender == "m"
        if previous.number == "p" or token.text.endswith("ة"):
            return False
        titled = bool(previous.kinds & _TITLE_KINDS) and token.pos == "noun"
        return titled and not token.kinds and not token.base and not token.accusative and token.number in {"s", ""}
    if token.pos == "adj":
        return _agrees(head, previous, token)
    if token.kinds & _TITLE_KINDS and (previous.kinds | head.kinds) & _TITLE_KINDS:
        return "honorific" in token.kinds | previous.kinds or (following is not None and following.pos == "name")
    return not token.lemma or (token.base == "" and not token.kinds and previous.pos == "name")


def _agrees(head: Token, previous: Token, token: Token) -> bool:
    """A plural or dual adjective for people needs a noun of that number."""
    plural_people = token.number == "p" and token.text.endswith(("ون", "ين"))
    if plural_people:
        return any(noun.number in {"p", ""} for noun in (head, previous))
    if token.number == "d":
        return any(noun.number in {"d", ""} for noun in (head, previous))
    if token.number == "s" and token.gender:
        return any(noun.number != "s" or noun.gender in {"", token.gender} for noun in (head, previous))
    return True


def _joins_name(previous: Token, token: Token) -> bool:
    if token.pos == "name":
        if "person" in previous.kinds and "person" not in token.kinds and _is_place(token):
            return False
        return not _are_separate(previous, token)
    if token.definite:
        if _is_place(previous):
            return token.pos == "adj" and not (token.gender == "m" and token.number == "s")
        if is_person_name(previous) and (token.number in {"p", "d"} or token.key.endswith("ات")):
            return False
        return token.pos == "adj" or not token.kinds or bool(token.kinds & {"honorific"})
    return token.pos == "adj" and token.name is not None and not previous.name


def _are_separate(first: Token, second: Token) -> bool:
    """«هادي الميليشيات», «الولايات المتحدة النظام السوري»: two known names of which neither is part of the other."""
    if first.name is None or second.name is None or second.pos != "name":
        return False
    kind, other = first.name.entries[0].kind, second.name.entries[0].kind
    return _both_states(first, second) or (kind in _WHOLE and other in _WHOLE and other != "person")


def _is_place(token: Token) -> bool:
    return token.name is not None and token.name.entries[0].kind in {"country", "place"}


def _both_states(first: Token, second: Token) -> bool:
    return all(
        token.name is not None and token.name.entries[0].kind in {"country", "place"} for token in (first, second)
    )


def _joins_indefinite(tokens: list[Token], start: int, last: int, previous: Token, token: Token) -> bool:
    if previous.pos == "adj" and last > start and previous.name is None and not _is_elative(previous):
        return token.pos == "adj" and not token.definite
    if previous.pos == "adj" and previous.name is not None and last > start:
        return (
            token.pos == "adj"
            and not token.definite
            or (token.pos == "name" and tokens[start].kinds & _TITLE_KINDS != frozenset())
        )
    unbound = previous.number in {"p", "d"} and not previous.construct and previous.text.endswith(("ون", "ين", "ان"))
    if unbound and (previous.pos == "noun" or previous.base) and not _broken(previous):
        return token.pos == "adj" and not token.definite
    return not (token.accusative and not previous.accusative and token.pos == "noun")


def _is_elative(token: Token) -> bool:
    return token.key.startswith("ا") and len(token.key) <= 5


def _broken(token: Token) -> bool:
    """Plurals such as قوانين and ميادين end like sound plurals but take a genitive."""
    return token.lemma + "ين" != token.key and token.lemma + "ون" != token.key and token.lemma + "ان" != token.key


def _add_preposition(tokens: list[Token], phrase: Phrase) -> None:
    first = tokens[phrase.start]
    before = phrase.start - 1
    while before >= 0 and tokens[before].pos == "punct" and tokens[before].text in _NEUTRAL:
        before -= 1
    if before >= 0 and "approx" in tokens[before].kinds and first.pos == "num":
        return
    if before >= 0 and tokens[before].pos == "prep" and not tokens[before].pronoun and not first.conj:
        phrase.prep, phrase.prep_start = tokens[before].lemma, before
    elif first.prep:
        phrase.prep, phrase.prep_start = first.prep, phrase.start


def _join_appositions(sentence: Sentence) -> None:
    """Join «title، name» and «name، title …» where a comma stands between."""
    tokens, kept = sentence.tokens, list[Phrase]()
    for phrase in sentence.phrases:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.end + 1 == phrase.start
            and not phrase.prep
            and _renames(tokens, before, phrase)
        ):
            before.apposition.append(phrase)
            sentence.phrase_at[phrase.start] = None
            before.end = phrase.end
            continue
        kept.append(phrase)
    sentence.phrases = kept


def _renames(tokens: list[Token], first: Phrase, second: Phrase) -> bool:
    mark, head, other = tokens[first.end], tokens[first.head], tokens[second.head]
    if mark.text not in _COMMAS and mark.text not in {"(", "-", "–"} or tokens[second.start].conj:
        return False
    honoured = bool(other.kinds & _TITLE_KINDS) and any(
        is_person_name(t) and t.pos == "name" for t in tokens[second.head + 1 : second.end]
    )
    if (
        head.kinds & _TITLE_KINDS
        and (is_person_name(other) or honoured)
        and not any(is_person_name(t) for t in tokens[first.start : first.end])
    ):
        return True
    named = any(is_person_name(t) and t.pos == "name" for t in tokens[first.start : first.end])
    return named and is_human(head) | (head.pos == "name") and bool(other.kinds & _TITLE_KINDS)


def _coordinate(sentence: Sentence) -> None:
    """Attach «و …» phrases to the phrase before them, or to its last genitive where only that fits."""
    for index, phrase in enumerate(sentence.phrases):
        if index and not _join_to(sentence.tokens, sentence.phrases[index - 1], phrase):
            _join_past_modifiers(sentence, index, phrase)


def _join_to(tokens: list[Token], before: Phrase, phrase: Phrase) -> bool:
    """Attach `phrase` to the coordination of `before` if it belongs there; False where «و» stands but does not fit."""
    if not _is_joined(tokens, before, phrase):
        return False
    leader = before.conjunct_of or before
    if _is_second_office(tokens, leader, phrase):
        phrase.conjunct_of = leader
        leader.apposition.append(phrase)
        leader.end = phrase.end
        return True
    if _same_sort(tokens[leader.head], tokens[phrase.head]) and not _tail_fits_better(tokens, leader, phrase):
        phrase.conjunct_of = leader
        phrase.prep = phrase.prep or leader.prep
        leader.conjuncts.append(phrase)
    elif leader.end - 1 > leader.head and _same_sort(tokens[leader.end - 1], tokens[phrase.head]):
        phrase.conjunct_of = leader
        leader.tail_conjuncts.append(phrase)
    else:
        return False
    return True


def _join_past_modifiers(sentence: Sentence, index: int, phrase: Phrase) -> None:
    """«بين المقاومة الموالية للحكومة والمتمردين»: people go with the people before a thing that describes these."""
    tokens = sentence.tokens
    first = tokens[phrase.start]
    if first.conj != "و" or phrase.prep or not is_human(tokens[phrase.head]):
        return
    after = phrase.start
    for before in reversed(sentence.phrases[max(0, index - _REACH) : index]):
        if before.end != after:
            return
        if is_human(tokens[before.head]) and not _is_place(tokens[before.head]):
            if before.prep and before.conjunct_of is None and not _is_place(tokens[phrase.head]):
                phrase.conjunct_of, phrase.prep = before, before.prep
                before.conjuncts.append(phrase)
            return
        if not before.prep or before.conjunct_of is not None:
            return
        after = min(before.start, before.prep_start)


def _is_second_office(tokens: list[Token], leader: Phrase, phrase: Phrase) -> bool:
    """«نائب رئيس الوزراء ووزير الخارجية فلان»: two titles of one person, whose name follows the second."""
    titled = tokens[leader.head].kinds & _TITLE_KINDS and tokens[phrase.head].kinds & _TITLE_KINDS
    if not titled or leader.conjuncts or tokens[leader.head].number == "p":
        return False
    return not _has_person(tokens, leader) and _has_person(tokens, phrase)


def _has_person(tokens: list[Token], phrase: Phrase) -> bool:
    return any(t.pos == "name" and is_person_name(t) for t in tokens[phrase.head : phrase.end])


def _tail_fits_better(tokens: list[Token], leader: Phrase, phrase: Phrase) -> bool:
    """«وزراء خارجية مصر والسودان»: a state after a state belongs to the genitive, not to the head."""
    tail, other = tokens[leader.end - 1], tokens[phrase.head]
    return leader.end - 1 > leader.head and tokens[leader.head].pos != "name" and _both_states(tail, other)


def _is_joined(tokens: list[Token], before: Phrase, phrase: Phrase) -> bool:
    first = tokens[phrase.start]
    if phrase.start - before.end > 6:
        return False
    gap = tokens[before.end : phrase.start]
    marks = [t for t in gap if not (t.pos == "punct" and (t.text in _NEUTRAL or t.text in _COMMAS))]
    joined = first.conj == "و" and not [t for t in marks if t.pos != "prep"]
    if not joined and marks and all(t.pos in {"conj", "prep"} for t in marks):
        joined = any(t.pos == "conj" and t.lemma in {"و", "أو"} for t in marks) or (
            marks[0].pos == "prep" and marks[0].conj == "و"
        )
    if not joined and not marks and gap and gap[-1].text in _COMMAS and before.conjunct_of is not None:
        joined = _same_sort(tokens[before.head], tokens[phrase.head])
    if not joined:
        return False
    if phrase.prep and phrase.prep != before.prep:
        return False
    if not before.prep and phrase.prep:
        return False
    following = tokens[phrase.end] if phrase.end < len(tokens) else None
    starts_clause = following is not None and following.pos == "verb" and following.number == "s" and not following.conj
    return not (starts_clause and not before.prep)


def _same_sort(first: Token, second: Token) -> bool:
    """People go with people, things with things; a name of unknown kind goes with either."""
    if first.pos in {"pron", "prep"} or second.pos in {"pron", "prep"}:
        return False
    if (first.pos == "name" and first.name is None) or (second.pos == "name" and second.name is None):
        return True
    known = (first.kinds or first.name is not None) and (second.kinds or second.name is not None)
    return not known or is_human(first) == is_human(second)
