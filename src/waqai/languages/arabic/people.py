"""Names of people that no knowledge base knows: given names, how names are joined, titles before them.

A name is a *run* of words.  It begins with a given name of the list (``given_names.tsv``), with ``عبد …`` or
``أبو …``, or, after a title, with a word that no lexicon knows; it goes on over further names, joining words (``بن``,
``آل``) and the family name, which may look like an ordinary definite word (``محمد الخطيب``).  What was so introduced
is known by its last word alone for the rest of the report.
"""

from __future__ import annotations

from waqai.languages.analysis import NameMatch, Token
from waqai.languages.arabic.orthography import fold, fold_word
from waqai.languages.arabic.person_words import FOREIGN, PLAIN, WORD, PersonWords

_LONGEST = 7
_LARGE = 300_000
_PERSON = frozenset({"person"})
_TITLES = frozenset({"title", "honorific", "person", "victim"})
_NAMED = frozenset({"place", "territory", "building", "group", "government", "institution", "media", "vehicle",
                    "document", "event", "act", "force"})  # fmt: skip
_FREE = frozenset({"noun", "adj", "name", "verb", "prep", "part", "adv"})
_NOMINAL = frozenset({"noun", "adj", "name"})
_OFFICES = frozenset({"office", "title"})
_QUOTES = frozenset("«»\"“”()[]'’‘")
_HYPHENS = frozenset("-–ـ")
_FIXED = frozenset({"organisation", "country", "office", "title", "member", "region"})
_NO_KINDS: frozenset[str] = frozenset()


class PeopleFinder:
    """Marks the names of people in a sentence's tokens."""

    def __init__(self, words: PersonWords, reports: frozenset[str]) -> None:
        """Use the lists `words`; `reports` are the lemmas of verbs of speech, after which a person is likely."""
        self._words = words
        self._reports = reports

    def find(self, tokens: list[Token], known: set[str]) -> list[tuple[int, int]]:
        """Return the token ranges of people's names and mark their words as such; `known` gains the surnames."""
        found: list[tuple[int, int]] = []
        at, count = 0, len(tokens)
        while at < count:
            end = self._name_from(tokens, at, known) if tokens[at].pos in _FREE else at
            if end > at:
                last = tokens[end - 1]
                surname = last.name is None or last.name.entries[0].kind == "person"
                _mark(tokens, at, end)
                found.append((at, end))
                family = fold_word(last.text)
                if end - at > 1 and surname and last.key not in self._words.divine and family not in self._words.divine:
                    known.add(family)
                at = end
            else:
                at += 1
        return found

    def _name_from(self, tokens: list[Token], at: int, known: set[str]) -> int:
        """The end of the person's name that begins at `at`, `at` if none does."""
        token = tokens[at]
        match = token.name
        if match is not None:
            if match.start == at and match.entries[0].kind == "person" and match.end - at > 1:
                return self._run_end(tokens, at, match.end)
            if match.end - match.start > 1 or match.entries[0].kind in _FIXED:
                return at
        if token.future or token.text.isascii():
            return at
        if token.pronoun and self._words.given.get(fold_word(token.text)) is None:
            return at
        end, strength = self._unit(tokens, at, first=True)
        if strength:
            run = self._run_end(tokens, at, end, self._titled(tokens, at))
            return run if self._is_accepted(tokens, at, end, run, strength) else at
        return self._unlisted_from(tokens, at, known)

    def _unlisted_from(self, tokens: list[Token], at: int, known: set[str]) -> int:
        """A name without a listed given name: known from before, after a title, or two unknown words in a row."""
        token = tokens[at]
        if not _is_unlisted(token) or token.pronoun:
            return at
        if _is_named(token) or (token.name is None and _full(token) in known):
            return at + 1
        titled = self._titled(tokens, at)
        honoured = titled and fold_word(tokens[at - 1].text) in self._words.honorifics
        little = honoured and token.name is not None and _is_little_place(token.name)
        if (token.name is not None and not little) or (token.pos != "name" and not token.definite):
            return at
        if titled:
            adjective = token.definite and (token.key.endswith("ه") or token.pos == "adj") and not honoured
            return at if adjective else self._run_end(tokens, at, at + 1, titled=True)
        if token.conj or token.prep or token.pos == "adj":
            return at
        before = tokens[at - 1] if at else None
        if before is None:
            return at + 1 if self._speaks(tokens, at + 1) else at
        if before.pos == "verb" and before.person == "3" and before.number == "s" and before.lemma in self._reports:
            return self._run_end(tokens, at, at + 1)
        return at

    def _speaks(self, tokens: list[Token], end: int) -> bool:
        """«السيسي: …»: the name that opens a sentence before a colon speaks."""
        return end < len(tokens) and tokens[end].text == ":"

    # -- parts -------------------------------------------------------------------------------------

    def _unit(self, tokens: list[Token], at: int, *, first: bool) -> tuple[int, int]:
        """The end of one given name at `at` and how sure it is (0: none)."""
        words, token = self._words, tokens[at]
        if not first and (token.conj or token.prep) and (token.definite or fold_word(token.text) not in words.given):
            return at, 0
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        joined = following is not None and not following.conj and not following.prep and following.pos != "punct"
        key = self._given_key(token, first)
        if following is not None and joined and not token.definite:
            if token.key in words.servant and following.text.startswith("ال"):
                return at + 2, PLAIN
            if token.key in words.kunya and following.pos != "punct" and (not first or following.pos in _NOMINAL):
                return self._kunya(tokens, at, first)
            if key and fold_word(following.text) in words.divine:
                return at + 2, PLAIN
        if not key:
            return at, 0
        return at + 1, self._words.given[key] & 3

    def _kunya(self, tokens: list[Token], at: int, first: bool) -> tuple[int, int]:
        """«أبو بكر», «أبو عبد الله», «أم محمد»."""
        following = tokens[at + 1]
        end, inner = self._unit(tokens, at + 1, first=False)
        if inner:
            return end, PLAIN
        if not first and len(tokens[at].key) > 2:
            return at + 2, PLAIN
        mother = len(tokens[at].key) < 3
        sure = not mother and (following.definite or _is_unlisted(following)) and following.name is None
        return (at + 2, PLAIN) if sure else (at, 0)

    def _given_key(self, token: Token, first: bool) -> str:
        """The given name that the word is, "" for none; a clitic may have to be taken off another way."""
        given = self._words.given
        full = fold_word(token.text) if token.pronoun and token.pos not in {"prep", "part", "adv"} else _full(token)
        if full in given:
            if token.pos in {"prep", "part", "adv"} and (token.text.endswith("ى") or token.pronoun):
                return ""
            return full
        if token.prep and not token.definite and token.pos in _FREE and (whole := fold_word(token.text)) in given:
            _put_back(token, whole)
            return whole
        if not first or token.definite or token.conj or token.prep or not _is_unlisted(token):
            return ""
        whole = fold_word(token.text)
        for length in (1, 2):
            rest = whole[length:]
            if given.get(rest, 0) & PLAIN and _is_prefix(whole[:length]) and len(whole) == len(token.text):
                _take_off(token, whole[:length])
                return rest
        return ""

    def _run_end(self, tokens: list[Token], start: int, end: int, titled: bool = False) -> int:
        """Where the name that began at `start` and reaches at least to `end` ends."""
        limit = min(len(tokens), start + _LONGEST)
        while end < limit:
            token = tokens[end]
            if token.pos == "punct" and token.text in _HYPHENS and end + 1 < limit and _touches(tokens, end):
                end += 1
                token = tokens[end]
            if token.name is not None and _is_longer(token.name, end):
                break
            unit_end, strength = self._unit(tokens, end, first=False)
            if not strength and token.prep and self._is_foreign(tokens, end):
                _put_back(token, fold_word(token.text))
                end += 1
                continue
            if token.conj or token.prep or token.pronoun or token.future or token.text.isascii():
                break
            if strength and token.pos in _FREE:
                end = unit_end
                continue
            if token.key in self._words.links and end + 1 < limit:
                inner_end, inner = self._unit(tokens, end + 1, first=False)
                follower = tokens[end + 1]
                if inner:
                    end = inner_end
                    continue
                if follower.pos in _NOMINAL and not (follower.conj or follower.prep or _is_title(follower)):
                    end += 2
                    continue
            if not self._is_family(tokens, start, end, titled):
                break
            end = token.name.end if token.name is not None else end + 1
        while end > start + 1 and tokens[end - 1].pos == "punct":
            end -= 1
        return end

    def _is_foreign(self, tokens: list[Token], at: int) -> bool:
        """«دانيال بيمان»: after a foreign given name an unknown word is not taken apart."""
        token, before = tokens[at], tokens[at - 1]
        glued = token.prep and not token.definite and not token.conj and not token.pronoun
        return bool(glued) and self._words.given.get(before.key, 0) >= FOREIGN and _is_unlisted(token)

    def _is_family(self, tokens: list[Token], start: int, at: int, titled: bool) -> bool:
        """Tell whether the word at `at` can be the family name after what began at `start`."""
        token = tokens[at]
        if token.pos not in _NOMINAL or token.value is not None:
            return False
        if token.name is not None:
            if token.name.start != at:
                return False
            kinds = {entry.kind for entry in token.name.entries}
            if "person" in kinds:
                return True
            if kinds & _FIXED or token.name.end - at > 1:
                return False
            if "adjective" in kinds:
                form = token.name.entries[0].subkind
                return token.definite and form == "ms" and not _is_title(tokens[start])
        if not token.definite:
            plain = not token.kinds and not token.base and token.number != "p" and token.pos != "adj"
            plain = plain or token.number == "d" or (titled and token.pos == "adj" and token.number == "s")
            sure = titled or self._words.given.get(_full(tokens[start]), 0) & PLAIN
            return not token.accusative and (_is_unlisted(token) or bool(plain and sure))
        if fold_word(token.text) in self._words.honorifics and at + 1 < len(tokens):
            return bool(self._unit(tokens, at + 1, first=False)[1])
        if at - start > 1 and not token.key.endswith("ي"):
            return self._words.given.get(_full(token)) is not None
        if token.kinds & (_TITLES | {"time", "act", "group"}) or token.number in {"p", "d"} or token.gender == "f":
            return _is_unlisted(token)
        return True

    def _is_sign(self, token: Token) -> bool:
        """Tell whether the word shows that what stands before it is a name."""
        if token.key in self._words.links or token.key in self._words.kunya:
            return True
        if token.definite:
            nisba = _is_unlisted(token) and token.key.endswith("ي") and token.name is None
            return nisba or self._words.given.get(_full(token), 0) & PLAIN > 0
        return _is_unlisted(token) or self._words.given.get(token.key, 0) & PLAIN > 0

    # -- evidence ----------------------------------------------------------------------------------

    def _is_accepted(self, tokens: list[Token], at: int, unit: int, end: int, strength: int) -> bool:
        token = tokens[at]
        before = tokens[at - 1] if at else None
        titled = self._titled(tokens, at)
        if token.name is not None and token.name.entries[0].kind == "place" and end == unit and not titled:
            return False
        named_after = before is not None and bool(before.kinds & _NAMED) and not before.definite and not token.conj
        if end - at == 1:
            if strength == WORD or not _is_unlisted(token) or token.pronoun:
                speaks = before is None and self._speaks(tokens, end)
                return speaks or (titled and not token.definite and token.pos in _NOMINAL)
            return titled or not named_after
        if strength == WORD and token.definite and not self._unit(tokens, unit, first=False)[1]:
            return False
        if strength == PLAIN:
            return not named_after or end - unit > 0
        if titled:
            return True
        sure = any(self._is_sign(t) for t in tokens[unit:end]) and not named_after
        return sure and token.pos in _NOMINAL

    def _titled(self, tokens: list[Token], at: int) -> bool:
        """Tell whether a title (and what belongs to it) stands right before."""
        if tokens[at].conj or tokens[at].prep:
            return False
        place = at - 1
        while place >= 0 and tokens[place].pos == "punct" and tokens[place].text in _QUOTES:
            place -= 1
        if place < 0:
            return False
        before = tokens[place]
        if fold_word(before.text) in self._words.honorifics or "honorific" in before.kinds:
            return True
        if before.name is not None and before.name.entries[0].kind in _OFFICES:
            return True
        if before.kinds & {"title", "person"} and (before.definite or before.pronoun) and before.number == "s":
            return True
        if before.lemma in self._words.relatives and not before.definite and not before.pronoun:
            return True
        closed = before.definite or (
            before.name is not None and before.name.entries[0].kind in {"country", "adjective"}
        )
        return closed and _follows_title(tokens, place)


def _follows_title(tokens: list[Token], at: int) -> bool:
    """«وزير الخارجية الجزائري»: the definite word at `at` ends a phrase that a singular title heads."""
    for place in range(at, max(-1, at - 5), -1):
        token = tokens[place]
        if token.pos not in _NOMINAL or (token.conj and place != at and not token.kinds & _TITLES):
            return False
        if "title" in token.kinds and token.number == "s" and place < at:
            return True
        if token.name is not None and token.name.entries[0].kind in _OFFICES:
            return True
        if token.conj or token.prep:
            return False
    return False


def _is_little_place(match: NameMatch) -> bool:
    """Tell whether a one-word name is only that of a small place: after «Mr» it is rather a person's."""
    return match.end - match.start == 1 and all(
        entry.kind == "place" and entry.subkind == "settlement" and entry.population < _LARGE for entry in match.entries
    )


def _is_title(token: Token) -> bool:
    return bool(token.kinds & _TITLES)


def _full(token: Token) -> str:
    return f"ال{token.key}" if token.definite else token.key


def _is_unlisted(token: Token) -> bool:
    """Tell whether the lexicon does not know the word."""
    return token.pos in _NOMINAL and not (token.number or token.gender or token.base or token.kinds)


def _is_named(token: Token) -> bool:
    return token.name is not None and token.name.entries[0].kind == "person"


def _is_prefix(letters: str) -> bool:
    return letters in {"و", "ف", "ل", "ب", "ول", "وب", "فل"}


def _take_off(token: Token, letters: str) -> None:
    """Read the first letters of an unknown word as attached conjunction and preposition."""
    token.conj = letters[0] if letters[0] in "وف" else ""
    token.prep = letters[-1] if letters[-1] in "لب" else ""
    token.key = token.lemma = token.key[len(letters) :]
    token.stem_start += len(letters)


def _put_back(token: Token, whole: str) -> None:
    """Read a word whole from which letters had been taken off."""
    token.conj = token.prep = token.pronoun = ""
    token.key = token.lemma = whole
    token.stem_start, token.stem_end = token.start, token.end
    token.name = None


def _is_longer(match: NameMatch, at: int) -> bool:
    """«تميم بن حمد أمير دولة قطر»: an office or body of several words begins here, no further name."""
    return match.start == at and match.end - at > 1 and match.entries[0].kind in _FIXED


def _touches(tokens: list[Token], at: int) -> bool:
    return tokens[at].start == tokens[at - 1].end and tokens[at + 1].start == tokens[at].end


def _mark(tokens: list[Token], start: int, end: int) -> None:
    first = _full(tokens[start])
    for token in tokens[start:end]:
        if token.pos == "punct":
            continue
        if token.name is not None and not _is_same_person(token.name, start, end, first):
            token.name = None
        token.pos, token.kinds, token.definite = "name", _PERSON, False
        token.lemma = token.lemma or token.key
        token.base = token.tense = token.voice = token.person = token.number = token.gender = token.sector = ""
        token.accusative = token.construct = False


def _is_same_person(match: NameMatch, start: int, end: int, first: str) -> bool:
    """A known name inside a longer one is the same person's only if the first words agree.

    «سليمان» (a surname) is not «سليمان طوقان».
    """
    people = [entry for entry in match.entries if entry.kind == "person"]
    if not people:
        return False
    if match.end - match.start > 1 or end - start == 1:
        return True
    return any(fold(entry.name_local).split(" ")[0] == first for entry in people)
