"""Annotations as nodes and edges, and back; new ids; what cannot be one annotation."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from formats.made import documents, real_documents
from said.formats.document import AnnotatedText
from said.formats.graph import (
    Edge,
    Graph,
    Node,
    attribute_fields,
    can_link,
    to_annotations,
    to_graph,
    to_linked_graph,
)
from said.schema import canonical
from said.system.errors import SaidError
from said.text import jsontext

TEXT = "🎉 “Yes,” said Maya Lind, “we will.”"
QUOTE = {
    "id": "q7",
    "layer": "quote",
    "content": [{"start": 2, "end": 8, "exact": "“Yes,”"}],
    "cue": [{"start": 9, "end": 13, "exact": "said"}],
    "type": "direct",
    "source": ["s1"],
    "speakers": ["maya-lind"],
}
MENTION = {
    "id": "s1",
    "layer": "speaker",
    "span": {"start": 14, "end": 23, "exact": "Maya Lind"},
    "form": "name",
    "speakers": ["maya-lind"],
}
DATE = {"id": "d1", "layer": "date", "span": {"start": 0, "end": 1, "exact": "🎉"}, "anchor": "dct"}
GRAPH = Graph(
    (
        Node("q7", "quote", "", ((2, 8),), {"type": "direct", "speakers": ["maya-lind"]}),
        Node("q7.cue", "quote", "cue", ((9, 13),), {}),
        Node("s1", "speaker", "", ((14, 23),), {"form": "name", "speakers": ["maya-lind"]}),
        Node("d1", "date", "", ((0, 1),), {"anchor": "dct"}),
    ),
    (Edge("q7", "source", "s1"),),
)


def written(lines: list[dict[str, Any]]) -> list[bytes]:
    """With the order of the keys, which dictionaries do not compare."""
    return [jsontext.line(one) for one in lines]


def test_a_graph_of_annotations():
    assert to_graph([QUOTE, MENTION, DATE]) == GRAPH
    assert [node.of for node in GRAPH.nodes] == ["q7", "q7", "s1", "d1"]
    assert written(to_annotations(GRAPH, TEXT)[0]) == written([DATE, QUOTE, MENTION])


def test_attributes_are_the_fields_that_are_neither_spans_nor_references():
    date = ("type", "value", "mod", "quant", "freq", "flags", "rule", "precision")
    assert attribute_fields("date") == date


@given(documents())
def test_a_graph_holds_everything(document: AnnotatedText):
    found, _ = to_annotations(to_graph(document.annotations), document.text)
    assert written(found) == written(document.annotations)


@given(documents(), st.randoms())
def test_no_order_of_nodes_is_needed(document: AnnotatedText, random: Any):
    nodes, edges = to_graph(document.annotations)
    shuffled = random.sample(nodes, len(nodes))
    found, _ = to_annotations(Graph(tuple(shuffled), edges), document.text)
    assert written(found) == written(document.annotations)


@each_case("document", real_documents())
def test_a_graph_holds_the_real_documents(document: AnnotatedText):
    found, _ = to_annotations(to_graph(document.annotations), document.text)
    assert written(found) == written(document.annotations)
    assert sorted(found, key=canonical.place) == found


def test_what_a_tool_adds_gets_the_next_number():
    new = (
        Node("T9", "speaker", "", ((14, 18),), {}),
        Node("T8", "speaker", "", ((19, 23),), {}),
        Node("q3", "stance", "", ((9, 13),), {"label": "favor"}),
        Node("T1", "quote", "", ((25, 35),), {}),
        Node("T1.cue", "quote", "cue", ((9, 13),), {}),
    )
    edges = (*GRAPH.edges, Edge("q7", "source", "T8"), Edge("q3", "quote", "T1"))
    found = {one["id"]: one for one in to_annotations(Graph(GRAPH.nodes + new, edges), TEXT)[0]}
    assert list(found) == ["d1", "q7", "t1", "s1", "s2", "s3", "q8"]
    assert found["q7"]["source"] == ["s1", "s3"]
    assert found["t1"]["quote"] == "q8"
    assert found["s2"]["span"] == {"start": 14, "end": 18, "exact": "Maya"}
    assert found["q8"]["cue"] == QUOTE["cue"]


def test_fragments_that_a_tool_has_apart_are_one():
    parts = (
        Node("q1", "quote", "", ((25, 35),), {"type": "direct"}),
        Node("q1", "quote", "", ((2, 8),), {}),
    )
    ((one,), _) = to_annotations(Graph(parts, ()), TEXT)
    assert [span["exact"] for span in one["content"]] == ["“Yes,”", "“we will.”"]


@each_case(
    ("nodes", "edges", "cause"),
    [
        ([Node("q1.cue", "quote", "cue", ((0, 1),), {})], [], "q1.cue: no quote for it"),
        ([Node("d1", "date", "", ((0, 1), (2, 3)), {})], [], "one stretch of text, not 2"),
        ([Node("d1", "date", "", ((0, 99),), {})], [], r"d1: \[0, 99\) is no span of 35"),
        ([Node("d1", "date", "", (), {})], [], r"d1: \[0, 0\) is no span"),
        ([Node("d1.cue", "date", "cue", ((0, 1),), {})] * 2, [], "d1.cue: no date for it"),
        (
            [Node("d1", "date", "", ((0, 1),), {}), Node("d1.cue", "date", "cue", ((0, 1),), {})],
            [],
            "d1.cue: part of a date on a date",
        ),
        ([], [Edge("q1", "said", "d1")], "q1: nothing that could have a said"),
        ([GRAPH.nodes[3]], [Edge("d1", "said", "d1")], "d1: a date has no said"),
        ([GRAPH.nodes[3]], [Edge("d1", "anchor", "d2")], "d1: it has two of anchor, dct and d2"),
    ],
)
def test_what_is_no_annotation_is_told(nodes: list[Node], edges: list[Edge], cause: str):
    with pytest.raises(SaidError, match=cause):
        to_annotations(Graph(tuple(nodes), tuple(edges)), TEXT)


def test_two_of_one_id_are_told():
    with pytest.raises(SaidError, match="two annotations are d1"):
        to_graph([DATE, DATE])


def test_links_that_lead_nowhere_are_told():
    lost = {**QUOTE, "said": "d9", "parent": "q1"}
    assert to_linked_graph([QUOTE, MENTION, DATE]) == (GRAPH, ())
    assert to_linked_graph([lost, MENTION, DATE]) == (
        GRAPH,
        ("q7: its said d9 is not in the document", "q7: its parent q1 is not in the document"),
    )


def test_an_error_says_where_it_is():
    def at(cause: str, remedy: str) -> SaidError:
        return SaidError(f"d.ann: {cause}", remedy)

    with pytest.raises(SaidError, match=r"d\.ann: s1: a speaker has no cue\nremove the link"):
        to_annotations(Graph(GRAPH.nodes, (Edge("s1", "cue", "d1"),)), TEXT, at)


@each_case(
    ("first", "role", "second", "expected"),
    [
        (("quote", ""), "cue", ("quote", "cue"), True),
        (("quote", ""), "said", ("date", ""), True),
        (("date", ""), "anchor", ("date", ""), True),
        (("quote", ""), "cue", ("quote", "verbatim"), False),
        (("quote", ""), "said", ("speaker", ""), False),
        (("quote", "cue"), "said", ("date", ""), False),
        (("date", ""), "cue", ("quote", "cue"), False),
        (("", ""), "said", ("date", ""), False),
        (("quote", ""), "said", ("", ""), False),
    ],
)
def test_a_link_fits_its_ends(
    first: tuple[str, str], role: str, second: tuple[str, str], expected: bool
):
    assert can_link(first, role, second) is expected
