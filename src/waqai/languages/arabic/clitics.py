"""Words taken apart: attached conjunction, preposition, article, future mark and pronoun.

A written word has one or more *segmentations*; context chooses among them later (`tagging`).  Each
is priced: known stems are cheap, unknown stems that would need many clitics are dear.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from waqai.languages.analysis import Marks, NameStart
from waqai.languages.arabic.orthography import SILENT, clean, fold
from waqai.languages.arabic.particles import Particle, Particles
from waqai.languages.arabic.wordforms import Reading, WordForms

_PRONOUNS = ("هما", "كما", "ها", "هم", "هن", "نا", "كم", "ني", "ه", "ك", "ي")
#: the same by the letter that they end in
_PRONOUNS_BY_END = {end: tuple(p for p in _PRONOUNS if p[-1] == end) for end in dict.fromkeys(p[-1] for p in _PRONOUNS)}
#: those looked for after unlisted words
_SURE_PRONOUNS = ("هما", "ها", "هم", "ه", "نا")
_SURE_ENDS = frozenset(pronoun[-1] for pronoun in _SURE_PRONOUNS)
_SILENT = frozenset(SILENT)
#: endings that only nouns and adjectives have
_NUNATION = ("\u064c", "\u064d")
#: a verb of this rank (its place in the verb files, which are ordered by use) or beyond is rare
_RARE = 1500
_NOMINAL = frozenset({"noun", "adj", "participle", "masdar"})
#: prices of nominal readings; a listed noun is the most usual
_RARITY = {"participle": 0.1, "adj": 0.1}
#: a verbal noun that begins so («تعرف») is also a present verb of another lemma, mostly a more usual one
_PRESENT = "ت"


#: the words of compound particles that may begin with a segmentation, and these particles
Compound = tuple["Segmentation", tuple[tuple[tuple[str, ...], Particle], ...]]


class Segmentation:
    """One way to read a word; `length` is the cleaned length of what precedes the stem.

    A plain class, whose fields compiled code reads directly; nobody changes one that has been handed out.
    """

    def __init__(
        self,
        pos: str,
        lemma: str,
        key: str,
        length: int,
        conj: str,
        prep: str,
        definite: bool,
        future: bool,
        pronoun: str,
        reading: Reading | None,
        codes: frozenset[str],
        accusative: bool,
        cost: float,
    ) -> None:
        self.pos = pos
        self.lemma = lemma
        self.key = key
        self.length = length
        self.conj = conj
        self.prep = prep
        self.definite = definite
        self.future = future
        self.pronoun = pronoun
        self.reading = reading
        self.codes = codes
        self.accusative = accusative
        self.cost = cost


class Name(NamedTuple):
    """Known names that may begin with a word: the key, the segmentation that it forces, and these names."""

    key: str
    item: Segmentation
    start: NameStart


class Word:
    """A surface form: its segmentations (cheapest first) and what may begin with it.

    `keys` are the folded forms under which a name may go on here, `names` the known names that begin with some of them,
    `compounds` the compound particles that may begin here, `bare` its folded forms without any clitic,
    `seconds` the words that may follow in those compounds.  `first` is the cheapest segmentation, and `inner` the one
    that a later word of a name has: it keeps only its article, so that «بن» or «البنا» are not taken apart.
    `offsets` are those of the cleaned letters in the surface, None where the surface is clean.
    """

    def __init__(
        self,
        cleaned: str,
        segmentations: tuple[Segmentation, ...],
        keys: tuple[str, ...],
        offsets: tuple[int, ...] | None,
        names: tuple[Name, ...],
        compounds: tuple[Compound, ...],
        bare: frozenset[str],
        seconds: frozenset[str],
    ) -> None:
        self.cleaned = cleaned
        self.segmentations = segmentations
        self.keys = keys
        self.offsets = offsets
        self.names = names
        self.compounds = compounds
        self.bare = bare
        self.seconds = seconds
        self.marks = Marks()
        self.first = segmentations[0]
        self.single = len(segmentations) == 1
        self.inner = self.first
        #: some reading is a listed noun with no conjunction
        self.nominal = False
        for item in segmentations:
            if not item.conj and not item.prep and not item.pronoun and item.pos != "verb":
                self.inner = item
                break
        for item in segmentations:
            if item.pos == "noun" and item.reading is not None and not item.conj:
                self.nominal = True
                break


def longest_name(
    begin: Callable[[str], NameStart | None], keys: Sequence[Sequence[str]], at: int
) -> tuple[int, tuple[Any, ...]] | None:
    """Return the end and the entries of the longest name that begins with some key of token `at`.

    `begin` gives what is known of names whose first token has a key.
    """
    best: tuple[int, tuple[Any, ...]] | None = None
    for key in keys[at]:
        start = begin(key)
        found = start.longest(keys, at) if start is not None else None
        if found is not None and best is not None and found[0] == best[0]:
            best = best[0], tuple(dict.fromkeys((*best[1], *found[1])))
        elif found is not None and (best is None or found[0] > best[0]):
            best = found
    return best


class Splitter:
    """Takes words apart; answers are cached by surface form, up to `limit` of them."""

    def __init__(
        self,
        forms: WordForms,
        particles: Particles,
        begin: Callable[[str], NameStart | None],
        is_word: Callable[[str], bool],
        ranks: Mapping[str, int],
        homographs: frozenset[str] = frozenset(),
        limit: int = 200_000,
    ) -> None:
        self._forms = forms
        self._particles = particles
        self._begin = begin
        self._is_word = is_word
        self._ranks = ranks
        self._homographs = homographs
        self._cache: dict[str, Word] = {}
        self._limit = limit

    def split(self, surface: str) -> Word:
        """Return the word's segmentations; there is always at least one."""
        word = self._cache.get(surface)
        if word is None:
            word = self._analyse(surface)
            if len(self._cache) < self._limit:
                self._cache[surface] = word
        return word

    def longest_name(self, keys: Sequence[Sequence[str]], at: int) -> tuple[int, tuple[Any, ...]] | None:
        """Return the end and the entries of the longest known name that begins with some key of token `at`."""
        return longest_name(self._begin, keys, at)

    def _analyse(self, surface: str) -> Word:
        cleaned = clean(surface)
        offsets = _offsets(surface) if len(cleaned) != len(surface) or cleaned != surface else None
        folded = fold(cleaned)
        tanwin = "ً" in surface or surface.endswith("اتٍ")
        found: list[Segmentation] = []
        for conj, prep, definite, future, length in _prefixes(folded):
            rest = folded[length:]
            if rest and not (definite and cleaned[length - 2] in "أإآ"):
                self._add(found, cleaned, rest, (conj, prep, definite, future, length), tanwin)
        if not found:
            prefix = ("", "", False, False, 0)
            found.append(Segmentation("name", folded, folded, 0, *prefix[:4], "", None, frozenset(), False, 0.0))
        found.sort(key=lambda item: item.cost)
        if surface.endswith(_NUNATION):
            found = [item for item in found if item.pos != "verb"] or found
        best = found[0].cost
        kept = _distinct([item for item in found if item.cost < best + 3.0])
        bare = frozenset(
            ("ال" if item.definite else "") + item.key
            for item in kept
            if not item.conj and not item.prep and not item.pronoun
        )
        compounds = self._compounds(kept, folded)
        seconds = frozenset("".join(pattern[1:2]) for _, rivals in compounds for pattern, _ in rivals)
        keys, names = _name_keys(folded, kept), self._name_starts(kept)
        return Word(cleaned, kept, keys, offsets, names, compounds, bare, seconds)

    def _name_starts(self, kept: tuple[Segmentation, ...]) -> tuple[Name, ...]:
        """The known names that may begin here, each with the segmentation that it forces."""
        found: dict[str, Name] = {}
        for item in kept:
            if item.pos == "verb" or item.pronoun or item.cost > kept[0].cost + 2.0:
                continue
            for key in ("ال" + item.key, item.key) if item.definite else (item.key,):
                start = self._begin(key) if key not in found else None
                if start is not None:
                    found[key] = Name(key, item, start)
        return tuple(found.values())

    def _compounds(self, kept: tuple[Segmentation, ...], folded: str) -> tuple[Compound, ...]:
        found = []
        for item in kept:
            rivals = self._particles.compounds.get(folded[1:] if item.conj else folded)
            if rivals:
                found.append((item, rivals))
        return tuple(found)

    def _add(
        self,
        found: list[Segmentation],
        cleaned: str,
        rest: str,
        prefix: tuple[str, str, bool, bool, int],
        tanwin: bool,
    ) -> None:
        conj, prep, definite, future, length = prefix
        price = (0.35 if conj else 0.0) + (0.35 if prep else 0.0)
        spelled = cleaned[length:]
        known = False
        if not definite and not future:
            known |= self._add_particles(found, rest, spelled, prefix, price)
        for spelling, reading in _united(self._forms.find(rest)):
            if _allowed(reading, prep, definite, future, tanwin):
                known = True
                wrong = 0.0 if spelling == spelled else _spelling_price(spelling, spelled)
                item = _form(rest, prefix, "", reading, price + wrong + self._price(rest, reading))
                item.accusative = item.accusative or (tanwin and item.pos != "verb")
                found.append(item)
        if not definite:
            known |= self._add_with_pronoun(found, cleaned, rest, prefix, price)
        if not future:
            self._add_unknown(found, cleaned, rest, prefix, price + (2.0 if known else 0.0), tanwin, known=known)

    def _price(self, key: str, reading: Reading) -> float:
        price = _rarity(reading)
        if reading.pos == "verb":
            price += 0.9 * min(1.0, self._ranks.get(reading.lemma, _RARE) / _RARE)
            if key in self._homographs:
                price += 1.3
        elif reading.pos == "participle" or (reading.pos == "masdar" and key[0] == _PRESENT):
            price += 0.15 + 0.6 * min(1.0, self._ranks.get(reading.base, _RARE) / _RARE)
        return price

    def _glued(self, rest: str, particle: Particle, prep: str) -> str:
        """The preposition that a lexicalised compound («بسبب», «لأن») begins with."""
        return rest[0] if "glued" in particle.codes and not prep else ""

    def _add_particles(
        self, found: list[Segmentation], rest: str, spelled: str, prefix: tuple[str, str, bool, bool, int], price: float
    ) -> bool:
        prep = prefix[1]
        known = False
        for particle in self._particles.words.get(rest, ()):
            if prep and (
                particle.pos not in {"comp", "dem", "rel", "quant", "neg"} or prep == "ك" and _is_that(particle)
            ):
                continue
            known = True
            if ("exact" in particle.codes and particle.spelling != spelled) or "suffixed" in particle.codes:
                continue
            wrong = 0.5 * _spelling_price(particle.spelling, spelled)
            glued = self._glued(rest, particle, prep)
            found.append(
                _particle(rest, prefix, "", particle, price + wrong + _particle_price(particle, prefix[4]), glued)
            )
        return known

    def _add_with_pronoun(
        self,
        found: list[Segmentation],
        cleaned: str,
        rest: str,
        prefix: tuple[str, str, bool, bool, int],
        price: float,
    ) -> bool:
        _, prep, _, future, length = prefix
        known = False
        for pronoun in _PRONOUNS_BY_END.get(rest[-1], ()):
            stem = rest[: -len(pronoun)]
            if not stem or not rest.endswith(pronoun):
                continue
            if pronoun == "ه" and cleaned.endswith("ة"):
                continue
            if pronoun in {"ي", "ني"} and cleaned.endswith("ى"):
                continue
            for particle in self._particles.words.get(stem, ()):
                if _particle_takes_pronoun(particle) and not future and (not prep or particle.pos != "prep"):
                    known = True
                    mine = pronoun == "ي" and stem not in {"ل", "ال", "علا", "مع", "عند", "ب"}
                    found.append(_particle(stem, prefix, pronoun, particle, price + (1.6 if mine else -0.4),
                                           self._glued(stem, particle, prep)))  # fmt: skip
            for spelling, reading in _united(self._forms.find(stem, before_suffix=True)):
                if not _takes_pronoun(reading, pronoun) or not _allowed(reading, prep, False, future, False):
                    continue
                known = True
                wrong = _spelling_price(spelling, cleaned[length : len(cleaned) - len(pronoun)])
                extra = 0.25 if pronoun in {"ه", "ها", "هم", "هما"} else 2.4 if pronoun == "ي" else 0.6
                found.append(_form(stem, prefix, pronoun, reading, price + extra + wrong + self._price(stem, reading)))
        return known

    def _add_unknown(
        self,
        found: list[Segmentation],
        cleaned: str,
        rest: str,
        prefix: tuple[str, str, bool, bool, int],
        price: float,
        tanwin: bool,
        *,
        known: bool,
    ) -> None:
        conj, prep, definite, future, length = prefix
        if len(rest) < 2 and length:
            return
        name = self._begin(rest) is not None or (definite and self._begin("ال" + rest) is not None)
        if name:
            cost = price + 0.5
        elif self._is_word(("ال" + rest) if definite else rest):
            cost = price + 0.9
        elif definite:
            cost = price + (1.2 if len(rest) >= 2 else 4.0)
        else:
            cost = price + 2.2 + (1.6 if length else 0.0) + (0.8 if len(rest) < 4 and length else 0.0)
        pos = "noun" if definite or rest.endswith("ه") or tanwin else "name"
        if not name and (rest.endswith("يه") or (definite and rest.endswith("ي"))) and len(rest) > 3:
            pos = "adj"
        if not name and not definite and rest.endswith("يا") and len(rest) > 4 and self._is_word(rest[:-1]):
            pos, tanwin = "adj", True
        if not name and not definite and pos == "name" and self._is_word(rest):
            pos = "noun"
        accusative = tanwin or (rest.endswith("ا") and not definite and len(rest) > 3)
        found.append(
            Segmentation(
                pos,
                rest,
                rest,
                length,
                conj,
                prep,
                definite,
                future,
                "",
                None,
                frozenset(),
                accusative and tanwin,
                cost,
            )
        )
        if not definite and not name and not (known and rest[0] == "ي"):
            self._add_unknown_with_pronoun(found, cleaned, rest, prefix)

    def _add_unknown_with_pronoun(
        self, found: list[Segmentation], cleaned: str, rest: str, prefix: tuple[str, str, bool, bool, int]
    ) -> None:
        conj, prep, definite, future, length = prefix
        if rest[-1] not in _SURE_ENDS or cleaned.endswith("ة"):
            return
        for pronoun in _SURE_PRONOUNS:
            stem = rest[: -len(pronoun)]
            if len(stem) < 3 or not rest.endswith(pronoun):
                continue
            bases = (stem, stem[:-1] + "ه") if stem.endswith("ت") else (stem,)
            if any(self._is_word(base) for base in bases):
                price = (0.35 if conj else 0.0) + (0.35 if prep else 0.0) + 1.15
                found.append(
                    Segmentation(
                        "noun",
                        bases[-1],
                        stem,
                        length,
                        conj,
                        prep,
                        definite,
                        future,
                        pronoun,
                        None,
                        frozenset(),
                        False,
                        price,
                    )
                )
                return


def _is_that(particle: Particle) -> bool:
    """«كأن» is listed for itself and always written with its hamza, so «كان» is never «ك» and «أن»."""
    return "that" in particle.codes


def _distinct(found: list[Segmentation]) -> tuple[Segmentation, ...]:
    """Of segmentations that the context cannot tell apart only the cheapest is kept."""
    seen: dict[tuple[object, ...], Segmentation] = {}
    for item in found:
        reading = item.reading
        verbal = (
            (reading.tense, reading.person, reading.gender, reading.number) if item.pos == "verb" and reading else ()
        )
        base = reading.base if reading is not None else None
        seen.setdefault((item.pos, item.lemma, item.length, item.pronoun, item.accusative, base, verbal), item)
    return tuple(seen.values())


def _prefixes(folded: str) -> list[tuple[str, str, bool, bool, int]]:
    """Every combination of attached particles that `folded` can begin with: conj, prep, article, future, length."""
    starts = [("", 0)]
    if len(folded) > 2 and folded[0] in "وف":
        starts.append((folded[0], 1))
    found: list[tuple[str, str, bool, bool, int]] = []
    for conj, at in starts:
        rest = folded[at:]
        found.append((conj, "", False, False, at))
        if rest.startswith("ال") and len(rest) > 3:
            found.append((conj, "", True, False, at + 2))
        if rest.startswith("لل") and len(rest) > 3:
            found.append((conj, "ل", True, False, at + 2))
        if len(rest) > 2 and rest[0] in "بلك":
            found.append((conj, rest[0], False, False, at + 1))
            if rest[1:].startswith("ال") and rest[0] != "ل" and len(rest) > 4:
                found.append((conj, rest[0], True, False, at + 3))
        if len(rest) > 3 and rest[0] == "س" and rest[1] in "يتنا":
            found.append((conj, "", False, True, at + 1))
    return found


def _allowed(reading: Reading, prep: str, definite: bool, future: bool, tanwin: bool) -> bool:
    if reading.pos == "verb":
        if definite or tanwin or (future and reading.tense != "present"):
            return False
        return not prep or (prep == "ل" and reading.tense == "present" and reading.mood != "i")
    return not future and not (definite and (reading.construct or (reading.case == "acc")))


def _takes_pronoun(reading: Reading, pronoun: str) -> bool:
    if pronoun == "ني":
        return reading.pos == "verb"
    if pronoun == "ي":
        return reading.pos != "verb"
    return reading.pos != "adj"


def _rarity(reading: Reading) -> float:
    """How unusual a reading is in news text, as a price (judged on error reading, not counted)."""
    if reading.pos != "verb":
        price = _RARITY.get(reading.pos, 0.0)
        if reading.pos == "participle" and reading.voice == "passive":
            price += 0.15
        if reading.number == "d":
            price += 1.5 if reading.construct and reading.gender == "m" else 0.4
        return price
    price = 0.15
    if reading.tense == "imperative":
        price += 2.0
    if reading.person == 2:
        price += 1.5
    if reading.person == 1:
        price += 0.9
    if reading.voice == "passive":
        price += 0.7
    if reading.mood and "i" not in reading.mood:
        price += 0.2
    if reading.number == "d" or (reading.number == "p" and reading.gender == "f"):
        price += 0.5
    return price


def _spelling_price(spelling: str, written: str) -> float:
    """Price of a spelling that only agrees after folding: ة for ه is dearer than a missing hamza."""
    if spelling == written:
        return 0.0
    if not spelling or not written:
        return 0.5
    if spelling[-1] != written[-1] and {spelling[-1], written[-1]} in ({"ة", "ه"}, {"ى", "ي"}):
        return 1.0
    bare = sum(1 for a, b in zip(spelling, written, strict=False) if b not in {a, "ا"})
    return 0.15 + 0.6 * bare


def _form(
    key: str, prefix: tuple[str, str, bool, bool, int], pronoun: str, reading: Reading, cost: float
) -> Segmentation:
    conj, prep, definite, future, length = prefix
    pos = "noun" if reading.pos == "masdar" else "adj" if reading.pos == "participle" else reading.pos
    accusative = reading.case == "acc"
    return Segmentation(
        pos, reading.lemma, key, length, conj, prep, definite, future, pronoun, reading, frozenset(), accusative, cost
    )


def _particle_price(particle: Particle, length: int) -> float:
    """Function words are what their spelling says, unless only taking a clitic off makes them so."""
    if particle.pos in {"name", "quant", "num"}:
        return 0.5 if particle.pos == "name" else -0.3
    return -0.3 if length else -0.7


def _particle_takes_pronoun(particle: Particle) -> bool:
    if particle.pos in {"prep", "quant"} or particle.codes & {"that", "because", "suffixed"}:
        return True
    return particle.lemma in {"لكن", "غير", "عدم", "كأن"}


def _particle(
    key: str,
    prefix: tuple[str, str, bool, bool, int],
    pronoun: str,
    particle: Particle,
    cost: float,
    glued: str = "",
) -> Segmentation:
    conj, prep, definite, future, length = prefix
    return Segmentation(
        particle.pos,
        particle.lemma,
        key,
        length,
        conj,
        prep or glued,
        definite,
        future,
        pronoun,
        None,
        particle.codes,
        False,
        cost,
    )


def _offsets(surface: str) -> tuple[int, ...]:
    """Offset in the surface of each cleaned character (and the length at the end)."""
    found: list[int] = []
    for position, character in enumerate(surface):
        if character not in _SILENT:
            found.extend([position] * len(clean(character)))
    found.append(len(surface))
    return tuple(found)


def _name_keys(folded: str, kept: tuple[Segmentation, ...]) -> tuple[str, ...]:
    """Folded forms under which a name may start or continue here, longest first."""
    keys = [folded]
    for item in kept:
        bare = folded[item.length :]
        for key in (("ال" + bare) if item.definite else bare, bare):
            if key and key not in keys:
                keys.append(key)
    return tuple(keys)


def _united(found: tuple[tuple[str, Reading], ...]) -> list[tuple[str, Reading]]:
    """One reading for a listed noun that is also a verbal noun or participle: its kinds and its verb together."""
    united: list[tuple[str, Reading]] = []
    for spelling, reading in found:
        if reading.pos in {"masdar", "participle"}:
            twin = next((i for i, (other, r) in enumerate(united) if other == spelling and _is_twin(r, reading)), -1)
            if twin >= 0:
                kept = united[twin][1]
                if reading.pos == "masdar" and not kept.base:
                    united[twin] = (spelling, kept.of_verb(reading.base))
                elif reading.pos == "participle" and kept.pos == "adj":
                    united[twin] = (spelling, kept.of_verb(reading.base, reading.voice))
                elif reading.pos == "participle":
                    united.append((spelling, reading.of_kind(kept.kinds, kept.sector)))
                continue
        united.append((spelling, reading))
    return united


def _is_twin(listed: Reading, derived: Reading) -> bool:
    return (
        listed.pos in {"noun", "adj"}
        and (listed.case == derived.case)
        and listed.lemma == derived.lemma
        and listed.number == derived.number
    )
