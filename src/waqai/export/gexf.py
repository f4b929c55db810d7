"""The network of who does what to whom as GEXF 1.3, for Gephi and networkx.

A node is an actor: who has the same knowledge base entry, else the same name and codes, else the same words and codes,
is one; its codes are those of its first mention.  An edge leads from an actor to a recipient and counts the mentions,
all and by type.  Sides of an act without direction (a meeting) are joined by an edge from the first of them in the
order of the nodes to the second, counted under ``mutual`` too.  Only what is said to have happened counts.  Memory
grows with the distinct actors and pairs only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

from waqai import __version__
from waqai.export.base import Counts, codes, dyads, happened
from waqai.ontology import TYPES
from waqai.records import EventMention, Participant, StoredReport

#: attribute of a node -> its type and meaning
NODE_ATTRIBUTES: dict[str, tuple[str, str]] = {
    "name": ("string", "canonical name, empty when unknown"),
    "words": ("string", "words of the report where no name is known"),
    "country": ("string", "ISO 3166 alpha-3 or PLOVER body code"),
    "sector": ("string", "PLOVER sector"),
    "entity": ("string", "id in the knowledge base"),
    "wikidata": ("string", "Wikidata id"),
    "mentions": ("integer", "mentions in which the actor takes part"),
}
#: attribute of an edge -> its type and meaning
EDGE_ATTRIBUTES: dict[str, tuple[str, str]] = {
    "mutual": ("integer", "mentions without direction among the edge's"),
    **{kind: ("integer", f"mentions of type {kind}") for kind in TYPES},
}
#: what XML 1.0 cannot hold, and direction marks that would disorder what is drawn
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_Key = tuple[str, str, str, str]


class GexfFile:
    """Writes the network of all reports, nodes and edges in the order of their keys."""

    columns = (*NODE_ATTRIBUTES, *EDGE_ATTRIBUTES)

    def companions(self) -> Mapping[str, bytes]:
        """Return nothing."""
        return {}

    def write(self, reports: Iterable[StoredReport], out: BinaryIO) -> Counts:
        """Read all reports, then write the network."""
        network = _Network()
        seen = mentions = left_out = 0
        for stored in reports:
            seen += 1
            mentions += len(stored.coded.mentions)
            for mention in stored.coded.mentions:
                if happened(mention):
                    network.add(mention)
                else:
                    left_out += 1
        out.writelines(map(str.encode, network.pieces()))
        notes = {"nodes": len(network.nodes), "edges": len(network.edges), "left_out_not_happened": left_out}
        return Counts(seen, mentions, len(network.edges), notes)


class _Network:
    def __init__(self) -> None:
        self.nodes: dict[_Key, Participant] = {}
        self.edges: dict[tuple[_Key, _Key], Counter[str]] = {}
        self._mentions: Counter[_Key] = Counter()

    def add(self, mention: EventMention) -> None:
        directed = bool(mention.actors and mention.recipients)
        present: set[_Key] = set()
        for one in (*mention.actors, *mention.recipients):
            if (key := _key(one)) is not None:
                self.nodes.setdefault(key, one)
                present.add(key)
        self._mentions.update(present)
        pairs = {pair for source, target in dyads(mention) if (pair := _pair(source, target, directed))}
        for pair in pairs:
            counted = self.edges.setdefault(pair, Counter())
            counted[mention.type] += 1
            counted["weight"] += 1
            counted["mutual"] += not directed

    def pieces(self) -> Iterator[str]:
        numbers = {key: f"n{number}" for number, key in enumerate(sorted(self.nodes), 1)}
        yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        yield f"<meta><creator>Waqai {__version__}</creator></meta>\n"
        yield '<graph mode="static" defaultedgetype="directed">\n'
        yield from _declared("node", NODE_ATTRIBUTES)
        yield from _declared("edge", EDGE_ATTRIBUTES)
        yield "<nodes>\n"
        for key, number in numbers.items():
            yield self._node(key, number)
        yield "</nodes>\n<edges>\n"
        for rank, pair in enumerate(sorted(self.edges), 1):
            counted = self.edges[pair]
            source, target = numbers[pair[0]], numbers[pair[1]]
            head = f'<edge id="e{rank}" source="{source}" target="{target}" weight="{counted["weight"]}">'
            yield head + _values({name: str(counted[name]) for name in EDGE_ATTRIBUTES if counted[name]}) + "</edge>\n"
        yield "</edges>\n</graph>\n</gexf>\n"

    def _node(self, key: _Key, number: str) -> str:
        kind, text = key[:2]
        one = self.nodes[key]
        values = {
            "name": one.name,
            "words": text if kind == "2words" else "",
            "country": one.country,
            "sector": one.sector,
            "entity": one.entity,
            "wikidata": one.wikidata,
            "mentions": str(self._mentions[key]),
        }
        label = values["name"] or values["words"] or codes(one) or one.entity
        shown = {name: value for name, value in values.items() if value}
        return f'<node id="{number}" label={_quoted(label)}>{_values(shown)}</node>\n'


def _key(one: Participant) -> _Key | None:
    """Return what makes two participants the same node, None for one of whom nothing is known."""
    if one.entity:
        # one person is one node whatever office is held, one body whatever it is called
        return "0entity", one.entity, "", ""
    if one.name:
        return "1name", one.name, one.country, one.sector
    words = " ".join(one.text.text.split()) if one.text else ""
    return ("2words", words, one.country, one.sector) if words or one.country or one.sector else None


def _pair(source: Participant | None, target: Participant | None, directed: bool) -> tuple[_Key, _Key] | None:
    if source is None or target is None:
        return None
    first, second = _key(source), _key(target)
    if first is None or second is None or (not directed and first == second):
        return None
    return (first, second) if directed or first < second else (second, first)


def _declared(kind: str, attributes: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    yield f'<attributes class="{kind}">\n'
    for name, (sort, _) in attributes.items():
        yield f'<attribute id="{name}" title="{name}" type="{sort}"/>\n'
    yield "</attributes>\n"


def _values(values: Mapping[str, str]) -> str:
    inside = "".join(f'<attvalue for="{name}" value={_quoted(value)}/>' for name, value in values.items())
    return f"<attvalues>{inside}</attvalues>"


def _quoted(text: str) -> str:
    return quoteattr(_UNFIT.sub("", text))
