"""One reading for each word: segmentations weighed by their price and their neighbours."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import msgspec

from waqai.languages.analysis import NameMatch, Token
from waqai.languages.arabic.clitics import Segmentation, Splitter, Word
from waqai.languages.arabic.particles import Particle
from waqai.languages.arabic.tokens import RawToken
from waqai.languages.arabic.wordforms import Reading

_NOMINAL = frozenset({"noun", "adj", "name", "num", "quant"})
_NO_KINDS: frozenset[str] = frozenset()
_OFFICES = frozenset({"office", "title"})
_LARGE = 100_000
#: what known names of one word may be by themselves
_NAMEABLE = frozenset({"noun", "adj", "name", "verb"})
_LANDS = frozenset({"country", "place"})
#: marks that stand around words
_AROUND = frozenset('«»"“”()')
#: parts of speech of what is no word
_PLAIN_POS = {"number": "num", "url": "sym", "acronym": "name"}
#: ends of compounds that stand for an attached preposition («وفقا ل…»), and the end of one-word compounds
_ATTACHED = frozenset({"ل", "ب", ""})
#: nouns of these kinds take a name after them (مدينة، حزب، قناة) and are no first names
_NAMED_KINDS = frozenset({"place", "territory", "building", "title", "honorific", "person", "group", "force",
                          "government", "institution", "media", "vehicle", "document"})  # fmt: skip
#: prepositions that are also a relative («من يريد») or an adverb («لم يولد بعد»), and what they are then
_DOUBLE = {"من": "rel", "بعد": "adv", "قبل": "adv"}
#: a present form that begins so («تعود الأرقام إلى …») opens a sentence as a past form of another verb would
_PRESENT = "ت"
#: verbs that another one follows directly («كانت تضم», «بدأ ينسحب»)
_LEADING = frozenset({"كان", "زال", "ظل", "بات", "صار", "اصبح", "بدا", "اخذ", "راح", "استمر", "كاد", "عاد", "جعل"})
#: relatives by their gender
_RELATIVES = {"التي": "f", "الذي": "m"}
#: pronouns by the gender of the single thing that they stand for
_OWNERS = {"ه": "m", "ها": "f"}
_HUMAN_KINDS = frozenset({"person", "title"})
_DAMMA = "\u064f"
#: "himself": with a pronoun it is the object of the verb before it («فجر نفسه»)
_SELF = "نفس"


class Tagger:
    """Chooses one segmentation a word and marks known names and compound particles."""

    def __init__(self, splitter: Splitter) -> None:
        self._splitter = splitter
        self._doubts: dict[str, Any] = {}

    def tag(self, text: str, raws: list[RawToken], title: bool) -> list[Token]:
        """Return the tokens of one sentence; compound particles become one token."""
        words = self._words(raws)
        tokens: list[Token] = []
        at, count = 0, len(raws)
        previous: Token | None = None
        name_until = 0
        name: NameMatch | None = None
        forced: Segmentation | None = None
        finite: bool | None = False
        while at < count:
            word, raw = words[at], raws[at]
            following = words[at + 1] if at + 1 < count else None
            if word is None:
                token = _plain_token(raw)
                if at < name_until:
                    token.name = name
                elif raw.kind == "acronym":
                    self._name_acronym(token, raws, words, at, len(tokens))
            else:
                if word.compounds and at >= name_until:
                    compound = self._compound_at(at, words) if not _cannot_follow(word, following) else None
                    if compound is not None:
                        token, at = _compound_token(text, raws, at, compound)
                        tokens.append(token)
                        previous = token
                        continue
                if at >= name_until:
                    name, forced = None, None
                    if word.names:
                        found = self._name_at(at, word, raws, words, len(tokens))
                        if found is not None:
                            name, forced = found
                            name_until = at + name.end - name.start
                inside = name is not None and at < name_until
                if inside and tokens and tokens[-1].name is name:
                    chosen, sure = word.inner, True
                else:
                    chosen, sure = forced or _choose(word, previous, following, title, finite), forced is not None
                token = _token(text, raw, word, chosen)
                if chosen.pos == "verb" and previous is not None and previous.pos == "prep":
                    previous.pos = _DOUBLE.get(previous.lemma, "prep")
                if inside and name is not None:
                    _name_token(token, name, sure)
                forced = None
            tokens.append(token)
            finite = _is_finite(finite, token)
            if token.pos != "punct" or token.text not in _AROUND:
                previous = token
            at += 1
        _find_first_names(tokens)
        return tokens

    def _words(self, raws: list[RawToken]) -> list[Word | None]:
        words: list[Word | None] = []
        for raw in raws:
            piece = raw.piece
            word = piece.word
            if word is None and piece.is_word:
                word = self._splitter.split(piece.text)
                piece.word = word
            words.append(word)
        return words

    def _name_acronym(self, token: Token, raws: list[RawToken], words: list[Word | None], at: int, index: int) -> None:
        """«أ.ف.ب»: an abbreviation that is a known name."""
        keys = _all_keys(raws, words)
        found = self._splitter.longest_name(keys, at)
        if found is not None:
            token.name = NameMatch(index, index + found[0] - at, found[1])
            token.pos = "name"

    def _name_at(
        self, at: int, word: Word, raws: list[RawToken], words: list[Word | None], index: int
    ) -> tuple[NameMatch, Segmentation | None] | None:
        """The longest known name that starts at `at`, with the segmentation that it forces."""
        best_end = 0
        best: tuple[Any, ...] = ()
        best_item: Segmentation | None = None
        keys: list[tuple[str, ...]] | None = None
        for key, item, start in word.names:
            if at + 1 < len(raws) and start.may_go_on(_keys(words[at + 1], raws[at + 1].piece.text)):
                if keys is None:
                    keys = _all_keys(raws, words)
                found = start.longest(keys, at)
                if found is None:
                    continue
                end, entries = found
            elif start.alone:
                end, entries = at + 1, start.alone
            else:
                continue
            if end <= best_end:
                continue
            if item.definite and key == item.key and end == at + 1:
                entries = tuple(entry for entry in entries if entry.kind not in _LANDS) or entries
            best_end, best, best_item = end, entries, item
        if not best_end:
            return None
        match = NameMatch(index, index + best_end - at, best)
        if best_end == at + 1:
            first = word.first
            if first.pos not in _NAMEABLE:
                return None
            shorter = best_item is not None and best_item.length < first.length
            if first.reading is not None and (first.pos == "noun" or shorter or not _is_large(match)):
                match = NameMatch(match.start, match.end, tuple([self._doubted(entry) for entry in best]))
            if first.reading is not None and all(entry.ambiguous for entry in match.entries):
                return (match, None) if first.pos != "verb" else None
        return match, best_item

    def _doubted(self, entry: Any) -> Any:
        """A place (or nationality) whose name is a word of the lexicon needs support from its context."""
        if entry.ambiguous or entry.kind not in {"place", "adjective"}:
            return entry
        found = self._doubts.get(entry.id)
        if found is None:
            found = msgspec.structs.replace(entry, ambiguous=True)
            self._doubts[entry.id] = found
        return found

    def _compound_at(self, at: int, words: list[Word | None]) -> tuple[int, Particle, Segmentation] | None:
        """A compound particle that starts at `at`: how many words, what it is, its first word's split."""
        word = words[at]
        if word is None:
            return None
        for item, rivals in word.compounds:
            for pattern, particle in rivals:
                length = _compound_length(pattern, at, words)
                if length:
                    return length, particle, item
        return None


def _choose(
    word: Word, previous: Token | None, following: Word | None, title: bool, finite: bool | None
) -> Segmentation:
    if word.single:
        return word.first
    if finite and not word.nominal:
        finite = False
    best, best_cost = word.first, 1e9
    for item in word.segmentations:
        cost = item.cost + _context_price(item, previous, following, title, finite)
        if cost < best_cost - 1e-9:
            best, best_cost = item, cost
    return best


def _context_price(
    item: Segmentation, previous: Token | None, following: Word | None, title: bool, finite: bool | None
) -> float:
    """What the neighbours add to the price of a reading."""
    torn = 1.5 if item.conj and previous is not None and _needs_more(previous) else 0.0
    if item.lemma == "قد" and following is not None and following.first.pos == "verb":
        return torn - 1.0
    if item.pos == "verb":
        return torn + _verb_price(item, previous, following, title, finite)
    if previous is not None:
        return torn + _other_price(item, previous)
    opens = not title and item.pos == "noun" and item.reading is not None and not item.definite and not item.prep
    if opens and following is not None and _may_be_subject(item, following.first):
        return 0.4
    return 0.2 if item.pos == "adj" else 0.0


def _other_price(item: Segmentation, previous: Token) -> float:
    """The price of a word that is no verb after `previous`."""
    price, kind = 0.0, previous.pos
    if item.pos == "adj":
        if kind == "name":
            agreeing = item.definite
        else:
            agreeing = kind in {"noun", "adj"} and (previous.definite == item.definite or bool(previous.pronoun))
        agreeing = agreeing and not _differs(previous, item.reading)
        price += -0.25 if agreeing and not item.prep and not item.conj else 0.25
    if item.pos == "adv" and previous.pos == "noun" and (previous.accusative or _could_describe(item, previous)):
        price += 1.5
    if kind == "prep" and not previous.pronoun:
        price += -0.6 if item.pos in _NOMINAL else 0.3
        price += 1.5 if item.prep else 0.0
    elif kind == "neg" and previous.lemma in {"لم", "لن"}:
        price += 1.5
    elif item.pos == "rel" and item.lemma == "من":
        price += 1.2
    if item.pos == "noun":
        price += _noun_price(item, previous)
    if kind == "punct" and _is_circumstance(item):
        price -= 0.8
    return price + (0.8 if item.prep == "ك" else 0.0)


def _could_describe(item: Segmentation, noun: Token) -> bool:
    """«قوات خاصة»: an adverb that is written like a feminine adjective, after an indefinite noun of that gender."""
    if not item.key.endswith("ه") or noun.definite or noun.pronoun:
        return False
    return noun.gender == "f" or (noun.number == "p" and noun.kinds.isdisjoint(_HUMAN_KINDS))


def _is_circumstance(item: Segmentation) -> bool:
    """«…، مطالبا الحكومة بالرحيل»: an indefinite accusative active participle opens a clause after a comma."""
    reading = item.reading
    if reading is None or reading.pos != "participle" or reading.voice != "active":
        return False
    marked = reading.case == "acc" if reading.number == "s" else reading.case == "obl" and reading.number == "p"
    return marked and not item.definite and not item.prep and not item.pronoun


def _noun_price(item: Segmentation, previous: Token) -> float:
    """A bare listed noun where the word before it lets expect none."""
    if item.reading is None or item.definite or item.prep or item.conj or item.accusative:
        return 0.0
    kind = previous.pos
    if previous.definite and kind in {"noun", "adj"} and not item.pronoun:
        return 0.4
    if kind == "rel" or (kind == "comp" and "verbal" in previous.kinds):
        return 1.0
    return 0.4 if kind == "name" and item.reading.pos == "masdar" and not previous.prep else 0.0


def _needs_more(token: Token) -> bool:
    """After a preposition, a relative or «أن» no «و» can stand."""
    return token.pos in {"comp", "rel", "prep"} and not token.pronoun


def _may_be_subject(first: Segmentation, second: Segmentation) -> bool:
    """After a first word that could be a verb: a definite noun, or a name unless the word can be a title."""
    if second.definite:
        return True
    titled = first.reading is not None and bool(first.reading.kinds)
    return second.pos == "name" and not second.conj and not second.prep and not titled


def _verb_price(
    item: Segmentation, previous: Token | None, following: Word | None, title: bool, finite: bool | None
) -> float:
    past = item.reading is not None and item.reading.tense == "past"
    price = 0.0
    if following is not None:
        first = not item.pronoun and (previous is None or not _may_act(previous, finite))
        price = _price_before(item, following.first, first=first)
    if previous is None:
        if title:
            return price + (0.9 if past else -0.2)
        return price - (0.9 if past else 0.25 if item.key[0] == _PRESENT else 0.1)
    if item.future and previous.pos == "verb":
        price += 2.0
    price += _price_after(item, previous, past, title, finite)
    if finite is None and not item.conj and previous.pos == "punct":
        price -= 0.6
    if item.conj and past:
        price -= 0.3
    return price


def _may_act(token: Token, finite: bool | None) -> bool:
    """Tell whether the word before a verb can be its subject, or end it."""
    if token.pos not in {"noun", "adj", "name"}:
        return False
    return finite is None or token.definite or token.pos == "name" or bool(token.pronoun)


def _price_before(item: Segmentation, best: Segmentation, *, first: bool) -> float:
    """The price of a verb before a word whose likeliest reading is `best`, its subject if the verb is `first`."""
    price = 0.0
    reading = item.reading
    timely = "time" in best.codes or (best.reading is not None and "time" in best.reading.kinds and not best.prep)
    if timely and not item.pronoun:
        price += 0.9
    clash = 0.7 if first and reading is not None and _clashes(reading, best.reading) else 0.0
    bare = not best.conj and not best.prep
    if best.definite and bare:
        return price - 0.35 + clash
    if best.lemma == _SELF and best.pronoun and bare:
        return price - 2.0
    if best.pos == "noun" and bare and clash:
        return price + clash
    if best.pos in {"name", "prep"} and not best.conj:
        return price - 0.15
    if best.pos == "comp":
        return price - 0.5
    return price + 0.3 if best.pos == "verb" and not best.conj else price


def _price_after(item: Segmentation, previous: Token, past: bool, title: bool, finite: bool | None) -> float:
    """The price of a verb after the word `previous`."""
    kind = previous.pos
    if kind == "prep" and not previous.pronoun and previous.lemma not in {"منذ", "حتى"}:
        return 0.9 if not past and previous.lemma in _DOUBLE and not item.conj else 3.0
    if kind in {"dem", "quant"}:
        return 1.8
    if kind == "neg" or previous.lemma in {"قد", "سوف"}:
        jussive = previous.lemma == "لم" and item.reading is not None and item.reading.mood == "j"
        return 1.5 if item.conj else -2.5 if jussive else -2.0
    if kind == "rel":
        return -0.5 if _differs_from_relative(item, previous) else -0.9
    if kind == "punct":
        return -0.25
    if kind == "conj" or (previous.pronoun and kind == "comp"):
        return -0.9 if previous.pronoun else -0.4 if not item.conj else 0.0
    if kind == "comp":
        after_that = "that" in previous.kinds
        return (1.2 if after_that else -0.4) if past else -1.1
    if kind in {"noun", "adj"} and not previous.definite and not previous.pronoun and not previous.accusative:
        if item.pronoun and _OWNERS.get(item.pronoun) == previous.gender:
            return -0.2
        return 0.9 if past and not item.conj else 0.1
    if kind == "verb" and not item.conj:
        return _after_verb(item, previous, past)
    if title and not past and kind in {"name", "adj"}:
        return -0.7
    if kind in {"name", "noun", "adj"}:
        if past and not item.conj:
            return _after_nominal(previous, finite)
        return 0.2 if finite and not item.conj else -0.1
    return 0.0


def _differs_from_relative(item: Segmentation, relative: Token) -> bool:
    """«التي تشكل …»: a verb without a pronoun mostly has the relative's gender."""
    reading = item.reading
    if reading is None or item.pronoun or reading.person != 3 or reading.number != "s":
        return False
    return _RELATIVES.get(relative.key, reading.gender) != reading.gender


def _after_verb(item: Segmentation, previous: Token, past: bool) -> float:
    """A second verb at once: usual in the present after «كان» («كانت تضم»), else rare."""
    if past:
        return 1.6
    reading = item.reading
    if previous.lemma not in _LEADING or reading is None:
        return 0.9
    return -0.9 if (reading.gender, reading.number) == (previous.gender, previous.number) else 0.9


def _is_finite(finite: bool | None, token: Token) -> bool | None:
    """Whether the clause has its verb: True or False, None while a clause after «أن» still waits for it."""
    if token.pos == "verb":
        return True
    if token.pos == "comp" and "that" in token.kinds:
        return None
    if token.pos in {"comp", "rel", "conj"}:
        return False
    return (None if finite is None else False) if token.pos == "punct" else finite


def _after_nominal(previous: Token, finite: bool | None) -> float:
    """A bare past form after a noun: hardly the second verb of a clause, likely its first («أن الجيش حشد»)."""
    if finite:
        return -0.1 if previous.accusative else 1.2
    return -0.4 if previous.definite or previous.pos == "name" else 0.15


def _differs(noun: Token, adjective: Reading | None) -> bool:
    """An adjective that cannot go with a singular noun: plural, or of the other gender."""
    if adjective is None:
        return False
    if noun.number == "p":
        return adjective.number == "s" and bool(noun.kinds & {"person", "title"})
    if (
        noun.accusative
        and not noun.definite
        and adjective.case != "acc"
        and adjective.number == "s"
        and adjective.gender == "m"
    ):
        return True
    if noun.number != "s":
        return False
    return adjective.number == "p" or bool(noun.gender and adjective.gender and noun.gender != adjective.gender)


def _clashes(verb: Reading, noun: Reading | None) -> bool:
    """A singular verb of the third person and the noun after it differ in gender."""
    if noun is None or verb.person != 3 or verb.number != "s":
        return False
    if (noun.number == "p" and noun.gender == "m") or "count" in noun.kinds:
        return False
    return bool(noun.gender) and noun.gender != verb.gender


def _name_token(token: Token, name: NameMatch, sure: bool) -> None:
    """Let the token belong to a known name; when that is `sure`, the name is what the word is."""
    token.name = name
    if sure:
        token.pos = "adj" if name.entries[0].kind == "adjective" else "name"
        if name.entries[0].kind not in _OFFICES:
            token.kinds, token.sector, token.gender, token.number = _NO_KINDS, "", "", ""


def _all_keys(raws: list[RawToken], words: list[Word | None]) -> list[tuple[str, ...]]:
    return [_keys(word, raw.piece.text) for word, raw in zip(words, raws, strict=True)]


def _keys(word: Word | None, text: str) -> tuple[str, ...]:
    return word.keys if word is not None else (text.rstrip("."), text)


def _cannot_follow(word: Word, following: Word | None) -> bool:
    """Tell whether no compound that begins with `word` goes on with `following`."""
    return following is not None and following.bare.isdisjoint(word.seconds) and _ATTACHED.isdisjoint(word.seconds)


def _compound_length(pattern: tuple[str, ...], at: int, words: list[Word | None]) -> int:
    """Number of words that the compound takes, or 0; a last "ل"/"ب" only demands that attached preposition."""
    for step in range(1, len(pattern)):
        word = words[at + step] if at + step < len(words) else None
        if word is None:
            return 0
        wanted = pattern[step]
        if step == len(pattern) - 1 and wanted in {"ل", "ب"}:
            return step if any(item.prep == wanted for item in word.segmentations) else 0
        if wanted not in word.bare:
            return 0
    return len(pattern)


def _compound_token(
    text: str, raws: list[RawToken], at: int, compound: tuple[int, Particle, Segmentation]
) -> tuple[Token, int]:
    length, particle, first = compound
    last = raws[at + length - 1]
    start = raws[at].start
    token = Token(
        text=text[start : last.end],
        start=start,
        end=last.end,
        pos=particle.pos,
        key=first.key,
        lemma=particle.lemma,
        stem_start=start + (1 if first.conj else 0),
        stem_end=last.end,
        conj=first.conj,
        kinds=particle.codes,
    )
    if "that" in particle.codes and " " in token.text:
        token.prep = "على"
    if particle.pos == "verb":
        token.tense, token.person, token.number, token.gender = "present", "3", "s", "m"
    return token, at + length


def _plain_token(raw: RawToken) -> Token:
    written = raw.piece.text
    pos = _PLAIN_POS.get(raw.kind, "punct")
    token = Token(written, raw.start, raw.end, pos, written, written, raw.start, raw.end)
    if raw.kind == "number":
        token.value = _digits(written)
    return token


def _token(text: str, raw: RawToken, word: Word, item: Segmentation) -> Token:
    start = raw.start
    if word.offsets is None:
        stem_start = start + item.length
        stem_end = raw.end - len(item.pronoun)
    else:
        last = len(word.offsets) - 1
        stem_start = start + (word.offsets[item.length] if item.length else 0)
        cut = last - len(item.pronoun)
        stem_end = start + word.offsets[cut] if item.pronoun and cut > 0 else raw.end
    if item.definite:
        stem_start -= 2 if item.prep != "ل" else 1
    reading = item.reading
    if reading is not None and reading.tense == "past" and text[stem_start + 1 : stem_start + 2] == _DAMMA:
        reading = reading.of_verb(reading.base, "passive")
    if reading is None:
        return Token(
            raw.piece.text, start, raw.end, item.pos, item.key, item.lemma, stem_start, stem_end,
            item.conj, item.prep, item.definite, item.future, item.pronoun,
            accusative=item.accusative, kinds=item.codes, keys=word.keys, marks=word.marks,
        )  # fmt: skip
    return Token(
        raw.piece.text, start, raw.end, item.pos, item.key, reading.lemma_key, stem_start, stem_end,
        item.conj, item.prep, item.definite, item.future, item.pronoun, reading.base_key, reading.tense,
        reading.voice, reading.person_mark, reading.number, reading.gender, item.accusative, reading.construct,
        reading.kind_set, reading.sector, word.keys, marks=word.marks,
    )  # fmt: skip


def _digits(written: str) -> float | None:
    """The value of digits as printed: ``1,200`` and ``1.5``; None for dates such as ``5/2/2020``."""
    plain = written.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789."))
    groups = plain.replace("٬", ",").split(",")
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):
        plain = "".join(groups)
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return None


def _is_large(match: NameMatch) -> bool:
    return any(
        entry.kind == "place" and (entry.subkind == "capital" or entry.population > _LARGE) for entry in match.entries
    )


def _find_first_names(tokens: list[Token]) -> None:
    """An unlisted noun right before an unknown name is a first name («صبري بوقادم»)."""
    previous: Token | None = None
    for token, following in pairwise(tokens):
        bare = token.pos == "noun" and not (token.definite or token.pronoun or token.prep or token.conj)
        named = following.pos == "name" and not following.conj and not following.prep and following.name is None
        if bare and named and not token.accusative and (not token.number or _ends_title(previous, token)):
            token.pos, token.kinds, token.sector, token.gender = "name", _NO_KINDS, "", ""
        previous = token


def _ends_title(previous: Token | None, token: Token) -> bool:
    """Tell whether a title ends here, so that a listed noun without a kind of its own can be a first name."""
    if previous is None or token.kinds & _NAMED_KINDS:
        return False
    office = previous.name is not None and previous.name.entries[0].kind in _OFFICES
    return office or (previous.definite and previous.pos == "adj")
