"""The network, read back by networkx."""

from __future__ import annotations

import io
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from waqai.export.gexf import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from waqai.records import CodedReport, EventMention, Participant, Report, Span, StoredReport

from .stored import ALL, EMOJI, HOSTILE, export, hostile

A = Participant(None, "A", "", "DZA", "GOV", "", "a", "Q1")
ELSEWHERE = Participant(None, "A", "", "DZA", "ELI", "", "a", "Q1")
B = Participant(None, "B", "", "TUN", "GOV")
WORDS = Participant(Span("x  y", 0, 4), country="LBY")
UNKNOWN = Participant()


def stored(*mentions: EventMention) -> StoredReport:
    return StoredReport("k", CodedReport(Report("x  y"), mentions))


def act(actors: tuple[Participant, ...], recipients: tuple[Participant, ...] = (), **more: Any) -> EventMention:
    fields = {"type": "CONSULT", **more}
    return EventMention(0, Span("x", 0, 1), actors=actors, recipients=recipients, **fields)


def network(*mentions: EventMention) -> Any:
    return nx.read_gexf(io.BytesIO(export("gexf", [stored(*mentions)])[0]), version="1.3")


def edges(graph: Any) -> dict[str, dict[str, Any]]:
    label = nx.get_node_attributes(graph, "label")
    return {f"{label[source]}>{label[target]}": data for source, target, data in graph.edges(data=True)}


def test_one_actor_is_one_node_whatever_the_office() -> None:
    graph = network(act((A,), (B,)), act((ELSEWHERE,), (WORDS,)), act((UNKNOWN,), (B,)))
    nodes = dict(graph.nodes(data=True)).values()
    assert sorted(node["label"] for node in nodes) == ["A", "B", "x y"]
    first = next(node for node in nodes if node["label"] == "A")
    assert (first["country"], first["entity"], first["wikidata"], first["mentions"]) == ("DZA", "a", "Q1", 2)
    assert graph.is_directed()


def test_edges_count_mentions_by_type() -> None:
    graph = network(act((A,), (B,)), act((A,), (B,), type="AID"), act((A,), (B,), type="AID"), act((B,), (A,)))
    found = edges(graph)
    assert found["A>B"]["weight"] == 3
    assert (found["A>B"]["AID"], found["A>B"]["CONSULT"]) == (2, 1)
    assert found["B>A"]["weight"] == 1
    assert "mutual" not in found["A>B"]


def test_sides_of_a_meeting_are_joined_once_whoever_comes_first() -> None:
    found = edges(network(act((A, B)), act((B, A)), act((A, A))))
    assert list(found) == ["A>B"]
    assert (found["A>B"]["weight"], found["A>B"]["mutual"]) == (2, 2)


def test_what_did_not_happen_is_left_out_and_counted() -> None:
    data, counts = export("gexf", [stored(act((A,), (B,), status="negated"), act((A,), (B,)))])
    assert edges(nx.read_gexf(io.BytesIO(data), version="1.3"))["A>B"]["weight"] == 1
    assert counts.notes == {"nodes": 2, "edges": 1, "left_out_not_happened": 1}
    assert (counts.mentions, counts.rows) == (2, 1)


def test_order_of_reports_changes_nothing() -> None:
    one, two = stored(act((A,), (B,))), stored(act((WORDS, B)))
    assert export("gexf", [one, two])[0] == export("gexf", [two, one])[0]


def test_it_is_gexf_1_3_with_declared_attributes() -> None:
    root = ET.fromstring(export("gexf", ALL)[0])
    name = "{http://gexf.net/1.3}"
    assert (root.tag, root.get("version")) == (f"{name}gexf", "1.3")
    declared = {one.get("class"): [a.get("id") for a in one] for one in root.iter(f"{name}attributes")}
    assert declared == {"node": list(NODE_ATTRIBUTES), "edge": list(EDGE_ATTRIBUTES)}
    ids = [node.get("id") for node in root.iter(f"{name}node")]
    assert len(ids) == len(set(ids))
    for edge in root.iter(f"{name}edge"):
        assert {edge.get("source"), edge.get("target")} <= set(ids)


def test_an_empty_export_is_an_empty_network() -> None:
    assert len(network()) == 0


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_escaped_or_stripped(words: str) -> None:
    data = export("gexf", [hostile(words), EMOJI])[0]
    graph = nx.read_gexf(io.BytesIO(data), version="1.3")
    labels = sorted(nx.get_node_attributes(graph, "label").values())
    kept = "".join(c for c in words if c not in "\x00\x1b\u202e\u202c\ufffe\uffff")
    assert kept in labels
    assert len(labels) == 4
