"""What a report is about when it is not about politics, and who makes an act political all the same.

Sport, markets, weather, medicine, science, art, cooking, accidents and lives of private people borrow the words of
violence and diplomacy (the attack shells the goal, the storm besieges villages).  No single word tells; the report as
a whole does.  In such a report an act counts only when a participant of politics takes part in it
(codebook, section 1).
"""

from __future__ import annotations

from collections.abc import Iterable

from waqai.coding.drafts import Draft
from waqai.coding.participants import Party
from waqai.languages.analysis import Sentence, Token
from waqai.languages.vocabulary import POLITICS, TopicTable

#: points that the words of a topic must have together, fewer where several sentences hold none but them, and how many
#: times those of politics
_ENOUGH = 6
_FEWER = 4
_SEVERAL = 4
_TIMES = 2
#: states play matches; there their names are teams
_SPORT = "sport"
#: topics in which officials and soldiers are what they are called: nothing else is meant by an army
_LITERAL = frozenset({"weather", "accident", "economy"})
#: topics with stories in them: an officer of whom nothing was said before is a character, «the police» are the police
_TELLING = frozenset({"culture", "science", "life"})
#: what is known and does not make an act political: companies, the press, places
_COMMON = frozenset({"BUS", "JRN", "EDU", "MED", "SOC", "CVL", "AGR", "LAB"})
#: sectors that nobody has in sport or art
_PUBLIC = frozenset({"COP", "LEG", "PTY", "OPP", "SPY", "JUD"})


def find_topic(sentences: Iterable[Sentence], table: TopicTable) -> str:
    """Return what the report is about, "" for politics and for whatever cannot be told."""
    points: dict[str, int] = {}
    seen: set[tuple[str, tuple[str, ...], str]] = set()
    length = 0
    for sentence in sentences:
        length += 1
        _count(sentence.tokens, table, seen, points)
        _count_names(sentence.tokens, seen, points)
    politics = points.pop(POLITICS, 0)
    if not points:
        return ""
    total, topic = sum(points.values()), max(points, key=lambda name: (points[name], name))
    enough = _FEWER if length >= _SEVERAL else _ENOUGH
    return topic if total >= enough and total > _TIMES * politics else ""


def _count(
    tokens: list[Token], table: TopicTable, seen: set[tuple[str, tuple[str, ...], str]], points: dict[str, int]
) -> None:
    for at, token in enumerate(tokens):
        lemma, key = token.lemma, token.key
        if lemma in table:
            _add_points(tokens, at, lemma, table, seen, points)
        if key != lemma and key in table:
            _add_points(tokens, at, key, table, seen, points)


def _add_points(
    tokens: list[Token],
    at: int,
    key: str,
    table: TopicTable,
    seen: set[tuple[str, tuple[str, ...], str]],
    points: dict[str, int],
) -> None:
    for rest, topic, weight in table[key]:
        if (key, rest, topic) in seen or rest and not _follow(tokens, at + 1, rest):
            continue
        seen.add((key, rest, topic))
        points[topic] = points.get(topic, 0) + weight


def _follow(tokens: list[Token], start: int, rest: tuple[str, ...]) -> bool:
    if start + len(rest) > len(tokens):
        return False
    return all(word in {token.lemma, token.key} for word, token in zip(rest, tokens[start:], strict=False))


def _count_names(tokens: list[Token], seen: set[tuple[str, tuple[str, ...], str]], points: dict[str, int]) -> None:
    """Known people and bodies of politics speak for politics like a sure word."""
    for at, token in enumerate(tokens):
        if token.name is None or token.name.start != at:
            continue
        entry = token.name.entries[0]
        if entry.kind not in {"person", "organisation", "member", "office"} or entry.ambiguous:
            continue
        if entry.sector in _COMMON or (entry.id, (), "") in seen or entry.kind == "organisation" and not entry.sector:
            continue
        seen.add((entry.id, (), ""))
        points[POLITICS] = points.get(POLITICS, 0) + 2


def has_public_side(draft: Draft, topic: str, table: TopicTable) -> bool:
    """Tell whether somebody of politics takes part in the draft, so that it counts in a report on `topic`.

    Workers on strike and people in the street act in politics wherever it is told, but in matches and stories.
    """
    if draft.type == "PROTEST" and draft.actors and topic in _LITERAL:
        return True
    return any(_is_public(party, topic, table) for party in (*draft.actors, *draft.recipients))


def _is_public(party: Party, topic: str, table: TopicTable) -> bool:
    participant = party.participant
    if "state" in party.kinds or participant.entity and "place" in party.kinds:
        return topic != _SPORT and "state" in party.kinds
    if party.phrase is None:
        return bool(participant.entity) or participant.sector in _PUBLIC
    tokens, head = party.sentence.tokens, party.sentence.tokens[party.phrase.head]
    if any(about == topic and not rest for rest, about, _ in table.get(head.lemma, ())):
        return False
    if topic not in _LITERAL and "person" in party.kinds and party.phrase.end - party.phrase.start == 1:
        return False
    if participant.entity and participant.sector and participant.sector not in _COMMON:
        return True
    if topic in _TELLING and not head.definite and head.name is None:
        return False
    for at in range(party.phrase.start, party.phrase.end):
        for rest, about, weight in table.get(tokens[at].lemma, ()):
            if about == POLITICS and (weight > 1 or topic in _LITERAL) and _follow(tokens, at + 1, rest):
                return True
    return False
