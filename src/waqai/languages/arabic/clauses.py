"""Predicates and their arguments: one pass over a sentence's phrases, left to right.

The reader keeps one *level* for each open clause: its last predicate, the bare noun phrase that may
be the subject of the next verb (subject–verb order) and what introduced it.  Complement clauses
(أن), relatives (الذي, or a verb right after an indefinite noun) and circumstantial participles open a
level; a comma or a reporting verb closes relatives.
"""

from __future__ import annotations

from waqai.languages.analysis import Phrase, Predicate, Sentence, Token
from waqai.languages.arabic.agreement import agrees_after, agrees_before, gender_of, is_indefinite
from waqai.languages.arabic.arguments import (
    allowed,
    causative,
    is_adverbial,
    is_apposed,
    is_late_subject,
    is_left_object,
    is_object_of_unnamed,
    is_real_subject,
    may_be_circumstance,
    may_return,
    share_subjects,
)
from waqai.languages.arabic.circumstances import is_passive_pattern, joins_circumstance, says_of_her
from waqai.languages.arabic.clause_words import (
    DIRECTIONS,
    IMPERSONAL,
    MAKING,
    MODAL,
    OWN,
    SPENDING,
    TIMELY_THINGS,
    Level,
    Words,
    is_time,
)
from waqai.languages.arabic.event_nouns import SKIPPED, attach_obliques, is_event_noun, read_event_noun
from waqai.languages.arabic.phrases import is_human

#: tokens before which a sentence has only begun
_FRONT = 3
_AUXILIARIES = frozenset({"كان", "ظل", "بات", "اصبح", "اضحي", "امسي", "صار", "ليس", "زال", "كاد"})
#: of these the treebanks and we make no predicate before another verb («كان الجيش يقصف»)
_PLAIN = frozenset({"كان", "ليس", "كاد"})
_EXISTENTIAL = frozenset({"هناك"})
_DASHES = frozenset({"-", "–", "—"})
_MARKER_CODES = frozenset({"neg", "future", "if", "may", "planned", "perfect", "purpose", "source", "refusal",
                           "earlier"})  # fmt: skip


class ClauseReader:
    """Reads one sentence; make a new one for each."""

    def __init__(self, sentence: Sentence, words: Words) -> None:
        self._sentence = sentence
        self._tokens = sentence.tokens
        self._words = words
        self._levels = [Level()]
        self._last_phrase: Phrase | None = None
        self._copulas: list[Predicate] = []

    @property
    def _level(self) -> Level:
        return self._levels[-1]

    def read(self) -> None:
        """Fill the sentence's predicates."""
        at, count = 0, len(self._tokens)
        while at < count:
            token = self._tokens[at]
            phrase = self._sentence.phrase_at[at]
            if token.pos == "verb":
                self._read_verb(at, token)
                at += 1
            elif phrase is not None and phrase.start == at:
                at = self._read_phrase(phrase)
            else:
                self._read_particle(at, token)
                at += 1
        for copula in self._copulas:
            if copula.subject is not None:
                self._add(copula)
        share_subjects(self._sentence)
        attach_obliques(self._sentence)

    # -- verbs -------------------------------------------------------------------------------------

    def _read_verb(self, at: int, token: Token) -> None:
        level = self._level
        if token.lemma in _AUXILIARIES or (token.lemma == "عاد" and self._follows_negation(at)):
            self._read_auxiliary(at, token)
            return
        level = self._place_verb(at, token)
        if level.copula is not None and not token.conj and level.copula.lemma in _PLAIN:
            self._copulas = [copula for copula in self._copulas if copula is not level.copula]
        level.copula = None
        predicate = Predicate(at, token.lemma, "verb", passive=token.voice == "passive")
        predicate.object_pronoun = token.pronoun
        predicate.relation, predicate.governor = level.relation, level.governor
        if level.verb >= 0 and level.relation in {"main", "complement", "coordinate", "adverbial", "relative"}:
            predicate.relation = "coordinate" if token.conj else predicate.relation
            predicate.governor = level.governor if level.relation == "complement" else level.verb
            if level.relation == "complement":
                predicate.relation = "complement"
        predicate.antecedent = level.antecedent
        self._find_left_subject(predicate, token, level)
        markers = set(level.markers)
        if token.future:
            markers.add("future")
        if self._is_as_told(at, token):
            markers.add("source")
        if "perfect" in markers and token.tense != "past":
            markers.add("may")
        predicate.markers = frozenset(markers)
        level.markers = {"if"} & level.markers if level.relation == "adverbial" else set()
        predicate.obliques = [*level.fronted]
        level.fronted = []
        level.commas = 0
        level.verb = self._add(predicate)

    def _is_as_told(self, at: int, token: Token) -> bool:
        """«…، كما ذكرت الوكالة»: at the end of what somebody told; «كما أعلنت …» at the beginning adds to it."""
        before = self._previous(at)
        return before is not None and before.lemma == "كما" and at > _FRONT and token.lemma in self._words.reports

    def _read_auxiliary(self, at: int, token: Token) -> None:
        """«كان» and its sisters: the noun phrase after them is the topic of the verb that follows."""
        level = self._place_verb(at, token)
        if token.lemma == "ليس":
            level.markers.add("neg")
        elif token.lemma == "كاد":
            level.markers.add("may")
        elif token.lemma == "زال":
            level.markers.discard("neg")
        if token.tense != "past" and token.future:
            level.markers.add("future")
        if token.lemma == "كان" and token.tense == "past":
            level.markers.add("earlier")
        keep = level.topic if level.topic is not None and agrees_after(self._tokens, level.topic, token) else None
        if level.topic is not None and keep is None and not token.conj:
            keep = None
        level.topic = keep
        level.copula = Predicate(at, token.lemma, "verb", subject=keep, subject_order="SV" if keep else "")
        self._copulas.append(level.copula)
        level.verb = -1 if level.relation != "complement" else level.verb
        level.commas = 0

    def _follows_negation(self, at: int) -> bool:
        """«لم يعد الجيش يسيطر»: no longer."""
        before = self._previous(at)
        return before is not None and before.pos == "neg" and before.lemma == "لم"

    def _place_verb(self, at: int, token: Token) -> Level:
        """Return the level that the verb belongs to, opening or closing levels as needed."""
        level = self._level
        before = self._previous(at)
        if token.conj or (before is not None and before.pos == "conj"):
            return self._place_coordinate(token)
        if before is not None and before.pos == "punct" and before.text in {"،", ","}:
            level = self._after_comma()
        if level.verb < 0:
            return self._described(at, token) or level
        if before is not None and before.pos in {"neg", "part"}:
            before = self._previous(at - 1)
        phrase = self._last_phrase
        described = phrase is not None and self._is_adjacent(phrase, at) and is_indefinite(self._tokens, phrase)
        if phrase is not None and described and not self._resumes(token, phrase):
            self._levels.append(Level("relative", level.verb, antecedent=phrase))
            return self._level
        self._close_relatives(token)
        level = self._level
        bare = phrase is not None and not phrase.prep and self._is_adjacent(phrase, at)
        if level.topic is None and level.verb >= 0 and phrase is not None and bare:
            self._take_back(phrase)
            level.topic = phrase
        if (
            level.relation == "complement"
            and token.lemma in self._words.reports
            and level.topic is None
            and level.commas
        ):
            self._levels.pop()
        return self._level

    def _described(self, at: int, token: Token) -> Level | None:
        """«هناك قصص تروي …», «هو حزب يدعو إلى …», «في كلمة ألقاها أمس»: before any verb, yet a relative clause."""
        phrase = self._last_phrase
        if phrase is None or not self._is_adjacent(phrase, at) or not is_indefinite(self._tokens, phrase):
            return None
        before = self._tokens[phrase.start - 1] if phrase.start else None
        resumed = (
            self._is_fronted_object(phrase)
            or bool(phrase.prep)
            and OWN.get(token.pronoun, "?") == gender_of(self._tokens[phrase.head])
        )
        if not resumed and (before is None or before.pos != "pron" and before.lemma not in _EXISTENTIAL):
            return None
        if phrase is self._level.topic:
            self._level.topic = None
        self._levels.append(Level("relative", self._level.verb, antecedent=phrase))
        return self._level

    def _resumes(self, token: Token, phrase: Phrase) -> bool:
        """«المفاوضات التي يتولاها موفد توقفت»: the verb goes with the topic outside, not with the last noun."""
        if len(self._levels) < 2 or token.pronoun or self._level.relation != "relative":
            return False
        topic = self._levels[-2].topic
        fits = topic is not None and agrees_after(self._tokens, topic, token)
        return fits and not agrees_after(self._tokens, phrase, token)

    def _is_fronted_object(self, phrase: Phrase) -> bool:
        """«بعد إصدار المحكمة حكما يقضي …»: an indefinite accusative that no «أن» governs is no topic."""
        first = self._tokens[phrase.start]
        before = self._previous(phrase.start)
        governed = self._level.relation == "complement" or (
            before is not None and before.pos in {"comp", "conj", "num"}
        )
        return first.accusative and first.pos == "noun" and not first.conj and phrase.start > 0 and not governed

    def _after_comma(self) -> Level:
        """A verb right after a comma starts the main clause: subordinate clauses that had their verb are over."""
        while len(self._levels) > 1 and self._level.relation in {"adverbial", "relative", "circumstance"}:
            if self._level.verb < 0 and self._level.topic is None:
                break
            self._levels.pop()
        waiting = next((number for number, level in enumerate(self._levels) if level.verb < 0), len(self._levels))
        if any(level.relation == "adverbial" for level in self._levels[waiting + 1 :]):
            del self._levels[waiting + 1 :]
        return self._level

    def _place_coordinate(self, token: Token) -> Level:
        while len(self._levels) > 1:
            level = self._level
            if level.relation in {"relative", "circumstance", "adverbial"}:
                if (
                    level.verb >= 0
                    and self._is_same_subject(token, level)
                    and level.relation == "relative"
                    and not level.commas
                ):
                    break
                self._levels.pop()
            elif token.lemma in self._words.reports and level.verb >= 0:
                self._levels.pop()
            else:
                break
        if self._level.verb >= 0:
            self._level.topic = None
        if self._level.copula is not None and self._level.commas:
            self._level.markers.discard("neg")  # «ليس طرفا في القضية، وطالب …»: the negation is over
        return self._level

    def _is_same_subject(self, token: Token, level: Level) -> bool:
        verb = self._tokens[self._sentence.predicates[level.verb].token]
        return (verb.gender, verb.number, verb.tense) == (token.gender, token.number, token.tense)

    def _close_relatives(self, token: Token) -> None:
        """A bare verb after a relative clause belongs to the clause whose topic it agrees with."""
        while len(self._levels) > 1 and self._level.relation in {"relative", "circumstance"} and self._level.verb >= 0:
            outer = self._levels[-2]
            fits = outer.topic is not None and agrees_after(self._tokens, outer.topic, token)
            if not fits and self._level.commas == 0 and self._level.relation == "relative":
                return
            self._levels.pop()

    def _take_back(self, phrase: Phrase) -> None:
        """A noun phrase taken for an object turns out to be the subject of the next verb."""
        predicate = self._sentence.predicates[self._level.verb]
        if predicate.lemma in MAKING:
            return
        if predicate.object2 is phrase:
            predicate.object2 = None
        elif predicate.object is phrase:
            predicate.object = None

    def _find_left_subject(self, predicate: Predicate, token: Token, level: Level) -> None:
        if token.person in {"1", "2"}:
            predicate.subject_order = "speaker"
            return
        if (
            level.relation == "relative"
            and level.verb < 0
            and level.antecedent is not None
            and token.lemma not in IMPERSONAL
        ):
            fits = agrees_after(self._tokens, level.antecedent, token)
            if token.pronoun and not (fits and token.pronoun not in {"ه", "ها", "هم", "هما"}):
                predicate.object = level.antecedent
            elif fits:
                predicate.subject, predicate.subject_order = level.antecedent, "relative"
            return
        if token.lemma in IMPERSONAL:
            return
        topic = level.topic
        if topic is None and level.relation == "complement" and level.verb < 0 and level.governor >= 0:
            predicate.subject = allowed(self._sentence.predicates[level.governor], self._tokens, token)
            predicate.subject_order = "shared" if predicate.subject is not None else ""
            return
        if topic is not None and agrees_after(self._tokens, topic, token):
            before = self._sentence.predicates[level.verb] if level.verb >= 0 else None
            named = before is not None and topic in (before.subject, before.object)
            named = named or any(copula.subject is topic for copula in self._copulas)
            predicate.subject, predicate.subject_order = topic, "shared" if named else "SV"

    # -- noun phrases ------------------------------------------------------------------------------

    def _read_phrase(self, phrase: Phrase) -> int:
        tokens = self._tokens
        first = tokens[phrase.start]
        if phrase.conjunct_of is not None and joins_circumstance(self._sentence, self._words, first):
            phrase.conjunct_of.conjuncts = [other for other in phrase.conjunct_of.conjuncts if other is not phrase]
            phrase.conjunct_of = None
        if phrase.conjunct_of is None and self._is_circumstance(phrase, first):
            self._read_circumstance(phrase.start, first)
            self._add_nouns(phrase, phrase.start + 1)
            return phrase.start + 1 if phrase.end == phrase.start + 1 else phrase.end
        if phrase.conjunct_of is None:
            if phrase.prep:
                self._take_oblique(phrase)
            elif not self._says_when(phrase) or self._is_spent():
                self._take_bare(phrase, first)
            elif self._level.verb < 0:
                self._level.fronted.append(("time", phrase))
            else:
                self._sentence.predicates[self._level.verb].obliques.append(("time", phrase))
        self._last_phrase = phrase
        self._add_nouns(phrase, phrase.start)
        return phrase.end

    def _says_when(self, phrase: Phrase) -> bool:
        """A time, unless it is one of the nouns that things are said of («تاريخ البدء», «الوقت») and no date."""
        head = self._tokens[phrase.head]
        if not is_time(head):
            return False
        if head.lemma not in TIMELY_THINGS or not (head.definite or phrase.possessor >= 0):
            return True
        return any(time.start < phrase.end and phrase.start < time.end for time in self._sentence.times)

    def _is_spent(self) -> bool:
        """«قضى أربع سنوات»: with some verbs a time is the object."""
        level = self._level
        return level.verb >= 0 and self._sentence.predicates[level.verb].lemma in SPENDING

    def _is_circumstance(self, phrase: Phrase, first: Token) -> bool:
        told = any(predicate.kind == "verb" for predicate in self._sentence.predicates)
        before = self._previous(phrase.start)
        return told and (may_be_circumstance(first, before) or says_of_her(self._sentence, self._words, first, before))

    def _read_circumstance(self, at: int, token: Token) -> None:
        while len(self._levels) > 1 and self._level.relation in {"relative", "circumstance", "complement", "adverbial"}:
            if self._level.relation == "complement" and not self._level.commas and self._level.verb >= 0:
                break
            self._levels.pop()
        outer = self._level
        predicate = Predicate(at, token.base, "participle", relation="circumstance", governor=outer.verb)
        if outer.verb >= 0:
            main = self._sentence.predicates[outer.verb]
            predicate.subject = main.subject
            predicate.subject_order = "shared"
            if main.subject_order == "speaker":
                predicate.subject_order = "speaker"
        # derived forms are written alike in both voices; here it is what somebody does
        predicate.passive = token.voice == "passive" and is_passive_pattern(token.lemma)
        number = self._add(predicate)
        self._levels.append(Level("circumstance", outer.verb, number))

    def _take_oblique(self, phrase: Phrase) -> None:
        level = self._level
        if level.verb < 0:
            level.fronted.append((phrase.prep, phrase))
            return
        self._sentence.predicates[level.verb].obliques.append((phrase.prep, phrase))

    def _take_topic(self, phrase: Phrase, first: Token) -> None:
        """A bare phrase before the clause has a verb: its topic, and the subject of a «كان» before it."""
        level = self._level
        if is_left_object(self._sentence, self._words, self._levels, phrase):
            return
        copula = level.copula if level.copula is not None and self._lacks_subject(level.copula) else None
        if copula is not None and not first.conj and agrees_before(self._tokens, phrase, self._tokens[copula.token]):
            copula.subject, copula.subject_order = phrase, "VS"
        if level.topic is None or first.conj:
            level.topic = phrase

    def _lacks_subject(self, copula: Predicate) -> bool:
        """«أنه لن تكون هناك زيادة»: the pronoun of «أن» stands for nothing when a noun follows."""
        return copula.subject is None or self._tokens[copula.subject.head].pos == "comp"

    def _take_bare(self, phrase: Phrase, first: Token) -> None:
        level = self._level
        if level.verb < 0:
            self._take_topic(phrase, first)
            return
        predicate = self._sentence.predicates[level.verb]
        verb = self._tokens[predicate.token]
        if is_adverbial(self._tokens, phrase, self._last_phrase):
            return
        if self._tokens[phrase.head].lemma in DIRECTIONS and not first.definite:
            predicate.obliques.append(("في", phrase))
            return
        if first.conj and phrase.start > predicate.token + 1:
            self._start_clause(phrase)
            return
        if level.commas and not may_return(self._tokens, self._words, predicate, phrase, level, self._last_phrase):
            return
        self._causes(predicate, phrase, verb)
        spent = self._says_when(phrase) and predicate.object is None
        if spent or is_object_of_unnamed(self._sentence, self._words, predicate, phrase, verb):
            predicate.object = phrase
            predicate.lemma = causative(self._words, predicate, verb) or predicate.lemma
        elif is_real_subject(self._tokens, predicate, phrase, verb) or (
            predicate.subject is None
            and predicate.subject_order != "speaker"
            and (agrees_before(self._tokens, phrase, verb) or self._is_possible_act(predicate, phrase))
        ):
            predicate.subject, predicate.subject_order = phrase, "VS"
        elif is_late_subject(self._tokens, predicate, phrase, verb):
            if verb.pronoun:
                predicate.object = predicate.subject
            predicate.subject, predicate.subject_order = phrase, "VS"
        elif predicate.lemma in self._words.intransitive or self._is_impersonal(predicate):
            return
        elif predicate.object is None:
            predicate.object = phrase
        elif self._closes_relative(predicate, level):
            self._take_bare(phrase, first)
        elif is_apposed(self._tokens, predicate):
            predicate.object = phrase
        elif predicate.object2 is None and not level.commas:
            predicate.object2 = phrase

    def _is_possible_act(self, predicate: Predicate, phrase: Phrase) -> bool:
        """«يمكن زيارتها»: the verbal noun is the subject whatever its gender."""
        return predicate.lemma in MODAL and bool(self._tokens[phrase.head].base)

    def _closes_relative(self, predicate: Predicate, level: Level) -> bool:
        """«تضم المدينة التي يبلغ طولها ميلين حديقة»: the relative clause is full, the verb above it wants an object."""
        if level.relation != "relative" or len(self._levels) < 2 or predicate.subject_order == "relative":
            return False
        outer = self._levels[-2]
        if outer.verb < 0 or outer.commas:
            return False
        master = self._sentence.predicates[outer.verb]
        waits = master.object is None and master.complement_start < 0 and not master.object_pronoun
        if waits and master.subject is level.antecedent and master.lemma not in self._words.intransitive:
            self._levels.pop()
            return True
        return False

    def _causes(self, predicate: Predicate, phrase: Phrase, verb: Token) -> None:
        """«يخرج» is also the present of «أخرج»: with a second noun phrase an intransitive verb is its causative."""
        other = causative(self._words, predicate, verb)
        adverb = phrase.end == phrase.start + 1 and self._tokens[phrase.head].accusative
        if other and not adverb and (predicate.subject is not None or not agrees_before(self._tokens, phrase, verb)):
            predicate.lemma = other

    def _is_impersonal(self, predicate: Predicate) -> bool:
        """«تم», «جرى», «يمكن» have no object, unless people do it («تجري السلطات محادثات»)."""
        personal = predicate.subject is not None and is_human(self._tokens[predicate.subject.head])
        return predicate.lemma in IMPERSONAL and not personal

    def _start_clause(self, phrase: Phrase) -> None:
        """«و» and a noun phrase that continues nothing: a new clause with that topic."""
        while len(self._levels) > 1 and self._level.relation in {"relative", "circumstance"}:
            self._levels.pop()
        self._level.topic = phrase

    # -- particles and marks -----------------------------------------------------------------------

    def _read_particle(self, at: int, token: Token) -> None:
        level = self._level
        if token.pos == "punct":
            self._read_mark(at, token)
        elif token.pos == "comp":
            self._read_complementiser(at, token)
        elif token.pos == "rel":
            self._read_relative(token)
        elif token.pos == "conj" and token.lemma in {"لكن", "بل"}:
            self._levels = [Level(verb=-1)]
            if token.pronoun:
                self._level.topic = Phrase(at, at + 1, at)
        elif token.pos == "adv" and "time" in token.kinds and level.verb >= 0:
            self._sentence.predicates[level.verb].obliques.append(("time", Phrase(at, at + 1, at)))
        if token.pos != "comp":
            level.markers |= token.kinds & _MARKER_CODES

    def _read_mark(self, at: int, token: Token) -> None:
        mark = token.text
        if mark in {"،", ",", "؛", "-", "–", "—"}:
            self._level.commas += 1
            if mark in _DASHES and self._is_dateline(at):
                self._level.topic, self._level.fronted = None, []
            if self._level.relation == "relative" and self._level.verb >= 0 and len(self._levels) > 1:
                self._levels.pop()
                self._level.commas += 1
        elif mark == ":":
            if self._level.verb >= 0:
                self._open_complement(at, "")
            else:
                self._level.topic, self._level.fronted = None, []
        elif mark[0] in ".!?؟…":
            self._levels = [Level()]

    def _is_dateline(self, at: int) -> bool:
        """«نواكشوط - …» at the start of a text is where it was written, not who acts."""
        topic = self._level.topic
        if topic is None or topic.start != 0 or self._sentence.part != "text" or self._sentence.predicates:
            return False
        name = self._tokens[topic.head].name
        return at <= topic.end + 3 and name is not None and any(entry.kind == "place" for entry in name.entries)

    def _open_complement(self, at: int, prep: str) -> None:
        level = self._level
        predicate = self._sentence.predicates[level.verb]
        predicate.complement_start = at + 1
        predicate.complement_prep = prep
        self._levels.append(Level("complement", level.verb))

    def _read_complementiser(self, at: int, token: Token) -> None:
        level = self._level
        codes = token.kinds
        if "that" in codes:
            if level.verb >= 0:
                self._return_to_speaker()
                level = self._level
                governor = self._sentence.predicates[level.verb]
                if (
                    governor.complement_start >= 0
                    and level.relation != "complement"
                    or level.relation == "relative"
                    and level.commas
                ):
                    self._levels = self._levels[:1] if len(self._levels) > 1 else self._levels
                prep = token.prep or (self._tokens[at - 1].lemma if at and self._tokens[at - 1].pos == "prep" else "")
                if self._level.verb >= 0:
                    self._open_complement(at, prep)
                    self._levels[-1].markers |= (codes & _MARKER_CODES) | self._modality()
            if token.pronoun:
                self._level.topic = Phrase(at, at + 1, at)
            elif self._level.verb < 0 and token.lemma == "أن":
                self._level.topic = self._level.copula = None
            return
        base = self._clause_base()
        self._levels.append(Level("adverbial", base, markers=set(codes & _MARKER_CODES)))

    def _return_to_speaker(self) -> None:
        """«نقلت عن مسؤول لم تسمه قوله إن …»: what is said follows the verb of saying, not a relative one."""
        if self._level.relation != "relative" or len(self._levels) < 2 or self._levels[-2].verb < 0:
            return
        inner = self._sentence.predicates[self._level.verb]
        outer = self._sentence.predicates[self._levels[-2].verb]
        if inner.lemma not in self._words.reports and outer.lemma in self._words.reports and outer.complement_start < 0:
            self._levels.pop()

    def _modality(self) -> set[str]:
        """«أعرب عن أمله في أن …»: the noun before the clause says how real it is."""
        phrase = self._last_phrase
        code = self._words.modal_nouns.get(self._tokens[phrase.head].lemma, "") if phrase is not None else ""
        return {code} if code else set()

    def _clause_base(self) -> int:
        while len(self._levels) > 1 and self._level.relation in {"relative", "circumstance", "adverbial"}:
            self._levels.pop()
        return self._level.verb

    def _read_relative(self, token: Token) -> None:
        antecedent = self._last_phrase if self._last_phrase is not None and token.lemma == "الذي" else None
        if self._level.relation == "relative" and self._level.verb < 0:
            self._level.antecedent = antecedent
            return
        self._levels.append(Level("relative", self._level.verb, antecedent=antecedent))

    # -- predicates --------------------------------------------------------------------------------

    def _add_nouns(self, phrase: Phrase, start: int) -> None:
        for at in range(start, phrase.end):
            if is_event_noun(self._tokens[at], at == phrase.head, self._words):
                level = self._level
                waiting = level.verb < 0
                governor = level.governor if waiting and level.relation == "complement" else level.verb
                markers = level.markers if waiting else set()
                self._add(read_event_noun(self._tokens, phrase, at, self._words, governor, markers))

    def _add(self, predicate: Predicate) -> int:
        number = len(self._sentence.predicates)
        self._sentence.predicates.append(predicate)
        self._sentence.predicate_at[predicate.token] = number
        return number

    # -- neighbours --------------------------------------------------------------------------------

    def _previous(self, at: int) -> Token | None:
        tokens = self._tokens
        return next((tokens[i] for i in range(at - 1, -1, -1) if tokens[i].text not in SKIPPED), None)

    def _is_adjacent(self, phrase: Phrase, at: int) -> bool:
        return all(t.text in SKIPPED or t.pos in {"neg", "part"} for t in self._tokens[phrase.end : at])
