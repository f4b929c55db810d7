"""Which frame a predicate evokes: fillers of slots, tested against the frame's constraints."""

from __future__ import annotations

from functools import lru_cache

from waqai.coding.participants import Resolver
from waqai.coding.senses import ROLES_OF_OBJECTS, Sense, Senses
from waqai.languages.analysis import Phrase, Predicate, Sentence, Token
from waqai.languages.frames import Frame
from waqai.languages.vocabulary import Vocabulary

_NOUNISH = frozenset({"noun"})
_ACTING_FORCES = frozenset({"force", "government"})
_PEOPLE = frozenset({"person", "victim", "group", "count"})
_PERSONS_OR_BODIES = frozenset({"person", "group", "force", "government", "institution", "pronoun", "name", "state"})
#: what «ل» can name as the object of a verbal noun
_TARGETS = _PERSONS_OR_BODIES | {"place", "building", "vehicle", "territory", "title", "victim", "count"}
_NOTHING: frozenset[str] = frozenset()
#: slots that a verbal noun and a passive need not have filled, whatever the frame requires of them
_OPTIONAL_OF_NOUNS = frozenset({"subject", "object", "complement"})
_OPTIONAL_OF_PASSIVES = frozenset({"subject"})
_AGENTS = _PERSONS_OR_BODIES | {"title", "vehicle"}


class Filler:
    """What fills a slot: a phrase, or a pronoun attached to a word (phrase is None).

    A plain class: every frame that is tried makes some, and compiled they cost little.
    """

    def __init__(
        self, phrase: Phrase | None, pronoun: str = "", adjective: int = -1, adjectives: tuple[int, ...] = ()
    ) -> None:
        self.phrase = phrase
        self.pronoun = pronoun
        self.adjective = adjective
        self.adjectives = adjectives


class Match:
    """A frame that a predicate evokes, with its fillers by slot and how specific it is."""

    def __init__(self, frame: Frame, predicate: Predicate, fillers: dict[str, Filler], roles: dict[str, str]) -> None:
        self.frame = frame
        self.predicate = predicate
        self.fillers = fillers
        self.roles = roles
        self.score = 0.0
        self.passive = False
        self.others = _others(predicate, fillers)

    def all_fillers(self, slot: str) -> list[Filler]:
        """Return every phrase with that slot's preposition, the first first."""
        first = self.fillers.get(slot)
        return ([] if first is None else [first]) + self.others.get(slot, [])

    def by_role(self, role: str) -> list[Filler]:
        """Return the fillers of the slots that have `role`, in slot order."""
        return [self.fillers[slot] for slot, found in self.roles.items() if found == role and slot in self.fillers]


class Matcher:
    """Finds the best frame of each predicate of a report."""

    def __init__(self, senses: Senses, vocabulary: Vocabulary, resolver: Resolver) -> None:
        self._senses = senses
        self._vocabulary = vocabulary
        self._resolver = resolver

    def match(self, sentence: Sentence, predicate: Predicate) -> tuple[Match | None, Match | None, Match | None]:
        """Return the most specific event frame, helper frame (any other class) and the frame that says ignore.

        An ignored predicate has neither of the other two, unless they are more specific.
        """
        event: Match | None = None
        helper: Match | None = None
        ignored: Match | None = None
        senses = self._senses_of(sentence, predicate)
        if not senses:
            return event, helper, ignored
        filled = _filled_slots(predicate)
        for sense in senses:
            if sense.needed and not sense.needed <= filled:
                continue  # a quick look before the full test: an idiom needs all of its words' slots filled
            found = self._evoked(sentence, predicate, sense.frame, sense)
            if found is None:
                continue
            if sense.sort == "event":
                event = found if event is None or found.score > event.score else event
            elif sense.sort == "ignore":
                ignored = found if ignored is None or found.score > ignored.score else ignored
            else:
                helper = found if helper is None or found.score > helper.score else helper
        if ignored is not None:
            event = event if event is not None and event.score > ignored.score else None
            helper = helper if helper is not None and helper.score > ignored.score else None
            ignored = None if event is not None else ignored
        return event, helper, ignored

    def candidates(self, sentence: Sentence, predicate: Predicate) -> list[Frame]:
        """Return the frames that are tried for a predicate."""
        return [sense.frame for sense in self._senses_of(sentence, predicate)]

    def _senses_of(self, sentence: Sentence, predicate: Predicate) -> list[Sense]:
        if predicate.kind in _NOUNISH:
            return self._senses.of_noun(predicate.lemma, sentence.tokens[predicate.token].base)
        return self._senses.of_verb(predicate.lemma)

    def status_of(self, sentence: Sentence, predicate: Predicate) -> str:
        """Return the status that an adjective gives an event noun («هجوم محتمل»), "" for none."""
        for at in predicate.adjectives:
            status = self._senses.status_of(sentence.tokens[at].lemma)
            if status is not None:
                return status
        return ""

    def evoked(self, sentence: Sentence, predicate: Predicate, frame: Frame) -> Match | None:
        """Return the frame with its fillers if the predicate meets its constraints, else None."""
        return self._evoked(sentence, predicate, frame, self._senses.of_frame(frame))

    def _evoked(self, sentence: Sentence, predicate: Predicate, frame: Frame, sense: Sense) -> Match | None:
        if predicate.kind in _NOUNISH:
            roles = sense.noun_roles
            fillers = self._noun_fillers(predicate, sense.noun_slots)
            for prep in sense.actor_prepositions:
                if prep in fillers and not _is_next(predicate, fillers[prep]):
                    del fillers[prep]
            if self._has_both(sentence, frame, fillers):
                roles = {**roles, "possessor": frame.slots.get("subject", "actor")}
            if _lacks(frame, fillers, _OPTIONAL_OF_NOUNS):
                return None
            return self._check(sentence, Match(frame, predicate, fillers, roles))
        fillers = self._verb_fillers(predicate, sense, False)
        if not self._is_passive(sentence, predicate, frame, fillers):
            lacking = _lacks(frame, fillers, _NOTHING)
            found = None if lacking else self._check(sentence, Match(frame, predicate, fillers, frame.slots))
            if found is not None or not _may_be_passive(predicate, frame) or self._acts(sentence, predicate):
                return found
        fillers = self._verb_fillers(predicate, sense, True)
        if _lacks(frame, fillers, _OPTIONAL_OF_PASSIVES):
            return None
        passive = Match(frame, predicate, fillers, dict(frame.slots))
        passive.passive = True
        for agent in self._vocabulary.agent:
            passive.roles[agent] = frame.slots.get("subject", "actor")
        return self._check(sentence, passive)

    def _acts(self, sentence: Sentence, predicate: Predicate) -> bool:
        """Troops and war machines named before the verb do what it says, even if its object was not understood."""
        subject = predicate.subject
        if subject is None or predicate.subject_order != "SV":
            return False
        party = self._resolver.party(sentence, subject)
        return bool(party.kinds & _ACTING_FORCES) or party.head in self._vocabulary.machines

    def _has_both(self, sentence: Sentence, frame: Frame, fillers: dict[str, Filler]) -> bool:
        """«قصف الجيش للبلدة», «استهدافهم منشآت»: beside an object the genitive of a verbal noun is who does it."""
        if "possessor" not in fillers or "possessor" in frame.noun_slots:
            return False
        if frame.pos == "noun":
            return frame.cls == "light" and "object" in fillers and frame.slots.get("object") == "act"
        if frame.slots.get("object", "") not in ROLES_OF_OBJECTS or "subject" not in frame.slots:
            return False
        possessor = fillers["possessor"].phrase
        if "object" in fillers:
            return possessor is None or not _is_inert(self._resolver.party(sentence, possessor).kinds)
        given = [fillers[prep] for prep in self._vocabulary.object_prepositions if prep in fillers]
        phrases = [filler.phrase for filler in given if filler.phrase is not None]
        targets = [phrase for phrase in phrases if self._resolver.party(sentence, phrase).kinds & _TARGETS]
        if not targets or any(prep in frame.slots for prep in self._vocabulary.object_prepositions):
            return False
        return possessor is None or bool(self._resolver.party(sentence, possessor).kinds & _AGENTS)

    # -- fillers -----------------------------------------------------------------------------------

    def _verb_fillers(self, predicate: Predicate, sense: Sense, passive: bool) -> dict[str, Filler]:
        fillers = _passive_fillers(predicate) if passive else _active_fillers(predicate)
        _add_obliques(fillers, predicate, sense.verb_slots)
        if predicate.complement_start >= 0:
            fillers.setdefault("complement", Filler(None, "clause"))
            if predicate.complement_prep and predicate.complement_prep in sense.frame.slots:
                fillers.setdefault(predicate.complement_prep, Filler(None, "clause"))
        return fillers

    def _noun_fillers(self, predicate: Predicate, slots: frozenset[str]) -> dict[str, Filler]:
        fillers: dict[str, Filler] = {}
        if predicate.possessor is not None:
            fillers["possessor"] = Filler(predicate.possessor)
        elif predicate.possessor_pronoun:
            fillers["possessor"] = Filler(None, predicate.possessor_pronoun)
        if predicate.adjectives:
            fillers["adjective"] = Filler(
                None, adjective=predicate.adjectives[0], adjectives=tuple(predicate.adjectives)
            )
        if predicate.object is not None:
            fillers["object"] = Filler(predicate.object)
        _add_obliques(fillers, predicate, slots)
        return fillers

    def _is_passive(self, sentence: Sentence, predicate: Predicate, frame: Frame, active: dict[str, Filler]) -> bool:
        """A marked passive, or a transitive verb whose only argument can only have suffered it."""
        if predicate.passive:
            return True
        if predicate.kind == "participle" or "object" not in frame.slots:
            return False
        if frame.type == "ASSAULT" and _counts_victims(sentence, predicate):
            return True
        whole = "object" in active and "subject" in active
        if not whole and any(prep in self._vocabulary.agent for prep, _ in predicate.obliques):
            return True
        if "object" in active or "complement" in active or predicate.subject is None:
            return False
        if frame.slots["object"] not in {"recipient", "destination"} or predicate.subject_order == "relative":
            return False
        kinds = self._resolver.party(sentence, predicate.subject).kinds
        wanted = frame.require.get("subject")
        if wanted and not wanted & kinds and not wanted & {"*", "?"}:
            return True
        suffered = bool(kinds & _PEOPLE) and ("count" in kinds or not kinds & {"force", "government", "weapon"})
        return frame.type == "ASSAULT" and suffered

    # -- constraints -------------------------------------------------------------------------------

    def _check(self, sentence: Sentence, match: Match) -> Match | None:
        frame, score = match.frame, 0.0
        noun = match.predicate.kind in _NOUNISH
        called = match.passive and match.predicate.object is not None and "object2" not in frame.slots
        if called and frame.type == "REQUEST":
            return None  # «رجل يدعى عمر»: he is called so, and asked nothing
        if frame.only and not frame.only <= _traits(sentence.tokens[match.predicate.token], match.predicate):
            return None
        if frame.bar and any(self._is_barred(sentence, match, slot, kinds) for slot, kinds in frame.bar.items()):
            return None
        for slot, wanted in frame.require.items():
            rivals = match.all_fillers(slot)
            if not rivals:
                if noun and slot == "object" and self._has_wrong_object(sentence, match, wanted):
                    return None
                if "?" in wanted or (match.passive and slot == "subject"):
                    continue
                if noun and slot in {"subject", "object", "complement"}:
                    continue
                return None
            if not any(self._has_kind(sentence, filler, wanted) for filler in rivals):
                return None
            score += 1.0
        for slot, words in frame.words.items():
            rivals = self._rivals(match, slot, noun)
            named = [
                filler
                for filler in rivals
                if self._has_word(sentence, filler, words)
                or (slot == "complement" and _is_said_of(sentence, match.predicate, filler, words))
            ]
            if not named:
                return None
            self._settle(match, slot, named[0])
            score += 3.0
        for slot, words in frame.avoid.items():
            rivals = self._rivals(match, slot, noun)
            if not rivals and (oblique := self._oblique(match.predicate, slot)) is not None:
                rivals = [oblique]
            if any("*" in words or self._has_word(sentence, filler, words) for filler in rivals):
                return None
        filled = sum(1 for slot in match.roles if slot in match.fillers)
        match.score = (
            score + 0.1 * filled + (2.5 if frame.cls == "ignore" else 0.0) + (0.2 if frame.cls == "event" else 0.0)
        )
        return match

    def _is_barred(self, sentence: Sentence, match: Match, slot: str, kinds: frozenset[str]) -> bool:
        """Tell whether the slot (of a verbal noun also its genitive) is filled by a thing that it must not be."""
        phrases = [filler.phrase for filler in self._rivals(match, slot, match.predicate.kind in _NOUNISH)]
        return any(
            phrase is not None and bool(self._resolver.party(sentence, phrase).kinds & kinds) for phrase in phrases
        )

    def _has_wrong_object(self, sentence: Sentence, match: Match, wanted: frozenset[str]) -> bool:
        """«إيقاف الحرب»: the genitive of a verbal noun is no thing that the act is done to, and cannot have done it."""
        possessor = match.fillers.get("possessor")
        if possessor is None or possessor.phrase is None or match.roles.get("object") != match.roles.get("possessor"):
            return False
        kinds = self._resolver.party(sentence, possessor.phrase).kinds
        return bool(kinds) and not kinds & wanted and not kinds & _AGENTS and "*" not in wanted

    def _rivals(self, match: Match, slot: str, noun: bool) -> list[Filler]:
        rivals = match.all_fillers(slot)
        if not rivals and noun and slot in {"object", "subject"}:
            rivals = match.all_fillers("possessor")
        return rivals

    def _settle(self, match: Match, slot: str, named: Filler) -> None:
        """Of several phrases with one preposition the named one is the content, another one the person."""
        others = match.others.get(slot)
        if not others or slot not in match.roles:
            return
        personal = match.roles[slot] in {"actor", "recipient", "destination"}
        rivals = [filler for filler in match.all_fillers(slot) if (filler is not named) == personal]
        if rivals:
            match.others[slot] = [filler for filler in match.all_fillers(slot) if filler is not rivals[0]]
            match.fillers[slot] = rivals[0]

    def _oblique(self, predicate: Predicate, slot: str) -> Filler | None:
        return next((Filler(phrase) for prep, phrase in predicate.obliques if prep == slot), None)

    def _has_kind(self, sentence: Sentence, filler: Filler, wanted: frozenset[str]) -> bool:
        if "*" in wanted:
            return True
        if filler.adjective >= 0:
            return True
        if filler.phrase is None:
            return (
                filler.pronoun != "clause"
                and bool(wanted & _PERSONS_OR_BODIES)
                or (filler.pronoun == "clause" and "act" in wanted)
            )
        party = self._resolver.party(sentence, filler.phrase)
        if party.kinds & wanted or "pronoun" in party.kinds:
            return True
        if "act" in wanted or "event" in wanted:
            return filler.phrase.head in sentence.predicate_at
        return False

    def _has_word(self, sentence: Sentence, filler: Filler, words: frozenset[str]) -> bool:
        if filler.adjective >= 0:
            return any(sentence.tokens[at].lemma in words for at in filler.adjectives)
        if filler.phrase is None:
            return False
        return any(self._is_word(sentence, part, words) for part in (filler.phrase, *filler.phrase.conjuncts))

    def _is_word(self, sentence: Sentence, phrase: Phrase, words: frozenset[str]) -> bool:
        tokens = sentence.tokens
        head = tokens[phrase.head]
        if head.lemma in words or head.key in words or (head.base and head.base in words):
            return True
        if head.pronoun and head.key + head.pronoun in words:
            return True
        if head.kinds & {"count", "unit"} or head.pos in {"quant", "num"}:
            party = self._resolver.party(sentence, phrase)
            if party.head in words:
                return True
        phrases = _phrases(words)
        return bool(phrases) and any(
            self._begins_with(sentence, phrase, wanted)
            for first in self._written(head)
            for wanted in phrases.get(first, ())
        )

    def _begins_with(self, sentence: Sentence, phrase: Phrase, wanted: tuple[str, ...]) -> bool:
        """Compare a listed phrase of several words with the tokens from the head on, articles and all."""
        tokens = sentence.tokens[phrase.head : phrase.head + len(wanted)]
        return len(tokens) == len(wanted) and all(
            part in self._written(token) for part, token in zip(wanted, tokens, strict=True)
        )

    def _written(self, token: Token) -> set[str]:
        """The ways in which a list may write the word."""
        articles = self._vocabulary.article | (self._vocabulary.joined_article if token.prep else frozenset())
        return {token.key, token.lemma, token.prep + token.key, *(article + token.key for article in articles)}


def _traits(token: Token, predicate: Predicate) -> set[str]:
    """How a noun stands, as `Frame.only` names it."""
    owned = bool(token.pronoun) or predicate.possessor is not None
    defined = token.definite or owned
    return {
        "plural" if token.number == "p" else "singular",
        "definite" if defined else "indefinite",
        *(() if owned else ("bare",)),
    }


@lru_cache(maxsize=4096)
def _phrases(words: frozenset[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The entries of a word list that have several words, by their first one."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for word in sorted(words):
        if " " in word:
            parts = tuple(word.split())
            found[parts[0]] = (*found.get(parts[0], ()), parts)
    return found


def _is_next(predicate: Predicate, filler: Filler) -> bool:
    """«غارات للتحالف على مواقع»: whose act it is stands right after the noun; further on it owns something else."""
    if filler.phrase is None or predicate.phrase is None:
        return True
    end = max(predicate.phrase.end, predicate.token + 1 + len(predicate.adjectives))
    return filler.phrase.start <= end + 1  # a quotation mark may stand between


def _is_inert(kinds: frozenset[str]) -> bool:
    """Tell whether a phrase can only be what an act is done to."""
    return bool(kinds & {"place", "building", "aid", "document", "money"}) and not kinds & _AGENTS


def _counts_victims(sentence: Sentence, predicate: Predicate) -> bool:
    """«قتل 13 مسلحا»: a sentence that opens with the masculine verb and a number tells who was killed."""
    token, phrase = sentence.tokens[predicate.token], predicate.object
    if phrase is None or predicate.subject is not None or predicate.subject_order != "dropped":
        return False
    counted = sentence.tokens[phrase.start].pos in {"num", "quant"} or "count" in sentence.tokens[phrase.head].kinds
    return counted and token.gender == "m" and token.number == "s" and phrase.start > predicate.token


def _passive_fillers(predicate: Predicate) -> dict[str, Filler]:
    fillers: dict[str, Filler] = {}
    if predicate.subject is not None:
        fillers["object"] = Filler(predicate.subject)
    elif predicate.object is not None and not predicate.object_pronoun:
        return {"object": Filler(predicate.object)}
    elif predicate.subject_order == "dropped":
        fillers["object"] = Filler(None, "dropped")
    if predicate.object is not None:
        fillers["object2"] = Filler(predicate.object)
    return fillers


def _filled_slots(predicate: Predicate) -> set[str]:
    """The slots that could have a filler at all, whatever the frame."""
    filled = {prep for prep, _ in predicate.obliques}
    if predicate.kind in _NOUNISH:
        if predicate.possessor is not None or predicate.possessor_pronoun:
            filled |= {"possessor", "object", "subject"}
        if predicate.adjectives:
            filled.add("adjective")
        if predicate.object is not None:
            filled.add("object")
        return filled
    if predicate.subject is not None or predicate.subject_order:
        filled |= {"subject", "object"}
    if predicate.object is not None or predicate.object_pronoun:
        filled |= {"object", "object2"}
    if predicate.object2 is not None:
        filled.add("object2")
    if predicate.complement_start >= 0:
        filled |= {"complement", predicate.complement_prep}
    return filled


def _lacks(frame: Frame, fillers: dict[str, Filler], optional: frozenset[str]) -> bool:
    """A quick look before the full test, as far as it needs nobody resolved: a required slot that nothing fills."""
    if frame.bar:
        return False
    for slot, wanted in frame.require.items():
        if slot in fillers:
            if "*" not in wanted:
                return False
        elif "?" not in wanted and slot not in optional:
            return True
        elif slot in optional:
            return False
    return False


def _active_fillers(predicate: Predicate) -> dict[str, Filler]:
    fillers: dict[str, Filler] = {}
    if predicate.subject is not None:
        fillers["subject"] = Filler(predicate.subject)
    elif predicate.subject_order in {"dropped", "speaker", "shared"}:
        fillers["subject"] = Filler(None, predicate.subject_order)
    if predicate.object_pronoun:
        before = predicate.object is not None and predicate.object.end <= predicate.token
        named = predicate.object if before or predicate.subject_order != "VS" else None
        fillers["object"] = Filler(named, predicate.object_pronoun)
        if predicate.object is not None and named is None:
            fillers["object2"] = Filler(predicate.object)
    elif predicate.object is not None:
        fillers["object"] = Filler(predicate.object)
    if predicate.object2 is not None:
        fillers["object2"] = Filler(predicate.object2)
    return fillers


def _is_said_of(sentence: Sentence, predicate: Predicate, filler: Filler, words: frozenset[str]) -> bool:
    """A clause fills a slot with words when one of them is its verb («حذر من أن بلاده سترد»)."""
    number = sentence.predicate_at.get(predicate.token, -1)
    return filler.pronoun == "clause" and any(
        inner.governor == number and inner.relation == "complement" and inner.lemma in words
        for inner in sentence.predicates
    )


def _add_obliques(fillers: dict[str, Filler], predicate: Predicate, slots: frozenset[str]) -> None:
    for prep, phrase in predicate.obliques:
        if prep in slots and prep not in fillers:
            fillers[prep] = Filler(phrase)


def _others(predicate: Predicate, fillers: dict[str, Filler]) -> dict[str, list[Filler]]:
    """Phrases whose preposition already has a filler."""
    found: dict[str, list[Filler]] = {}
    if not predicate.obliques:
        return found
    taken = {id(filler.phrase) for filler in fillers.values()}
    for prep, phrase in predicate.obliques:
        if prep in fillers and id(phrase) not in taken:
            found.setdefault(prep, []).append(Filler(phrase))
    return found


def _may_be_passive(predicate: Predicate, frame: Frame) -> bool:
    """Arabic writes most passives like actives: a lone subject may be what the verb was done to."""
    lone = predicate.object is None and not predicate.object_pronoun and predicate.complement_start < 0
    return predicate.kind == "verb" and lone and predicate.subject is not None and "object" in frame.slots
