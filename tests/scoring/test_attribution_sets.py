"""Sets of attributions from everywhere: what is read, how places are compared, what is refused."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from said.scoring import score_attribution
from said.scoring.attribution_sets import (
    AttributionDocument,
    Quote,
    comparable_place,
    join_sets,
    read_attribution_sets,
)
from said.scoring.sets import BadSet
from said.system.errors import SaidError
from said.system.places import Checkout
from said.text.segments import Place, join_ranges

TEXT = "“It is so,” Maya Lind said. “We know.” She hopes that it rains.\n"


def place(*exacts: str) -> Place:
    return tuple((TEXT.index(exact), TEXT.index(exact) + len(exact)) for exact in exacts)


SAID = Quote(place("It is so", "We know"), place("said"), place("Maya Lind"), "direct")
HOPES = Quote(place("it rains"), place("hopes"), place("She"), "indirect")


def span(exact: str) -> dict[str, Any]:
    ((start, end),) = place(exact)
    return {"start": start, "end": end, "exact": exact}


def quote(number: int, *exacts: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"q{number}",
        "layer": "quote",
        "content": [span(exact) for exact in exacts],
        "type": "direct",
        "speakers": ["maya-lind"],
        "resolution": "explicit",
    } | fields


LINES = [
    quote(1, "It is so,", "We know.", cue=[span("said")], source=["s1"]),
    {
        "id": "s1",
        "layer": "speaker",
        "span": span("Maya Lind"),
        "form": "name",
        "speakers": ["maya-lind"],
    },
    {"id": "b1", "layer": "block", "span": span("She"), "kind": "boilerplate"},
]


def lines(folder: Path, *values: Any, text: str | None = TEXT, name: str = "x.jsonl") -> str:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("".join(json.dumps(value) + "\n" for value in values))
    if text is not None:
        (folder / "x.txt").write_bytes(text.encode())
    return str(folder)


def bound(number: int, type_: str, *exacts: str) -> str:
    offsets = ";".join(f"{start} {end}" for start, end in place(*exacts))
    return f"T{number}\t{type_} {offsets}\t{' '.join(exacts)}\n"


FIRST = (
    bound(1, "Content", "“It is so,”")
    + bound(2, "Content", "“We know.”")
    + bound(3, "Cue", "said")
    + bound(4, "Source", "Maya Lind")
    + "E1\tAttribution:T3 Content:T1 Content2:T2 Cue:T3 Source:T4\n"
    + "E2\tAttribution:T3 Cue:T3\n"
)
SECOND = (
    bound(1, "Content", "it rains.")
    + bound(2, "Cue", "hopes")
    + bound(3, "Source", "She")
    + "E1\tThought:T2 Content:T1 Cue:T2 Source:T3\n"
)


def brat(folder: Path, **readings: str) -> str:
    folder.mkdir()
    (folder / "x.txt").write_bytes(TEXT.encode())
    for annotator, content in readings.items():
        (folder / f"x{annotator}.ann").write_text(content, encoding="utf-8")
    return str(folder)


def test_lines_and_brat_give_the_same_places(tmp_path: Path):
    names = [
        brat(tmp_path / "brat", _a=FIRST),
        lines(tmp_path / "lines", *LINES),
        lines(tmp_path / "bare", *LINES, text=None),
        lines(tmp_path / "file", *({"doc_id": "x", **one} for one in LINES), name="all.jsonl")
        + "/all.jsonl",
    ]
    (document,), lonely = read_attribution_sets(None, names)
    assert lonely == []
    assert document.doc_id == "x"
    known = SAID._replace(speakers=frozenset({"maya-lind"}))
    assert document.readings == [([SAID], [known], [known], [known])]


def test_several_readings_are_one_document(tmp_path: Path):
    gold = brat(tmp_path / "gold", _a=FIRST, _b=SECOND)
    system = lines(tmp_path / "lines", quote(1, "it rains", type="indirect"))
    (document,), _ = read_attribution_sets(None, [gold, system, gold])
    found = HOPES._replace(cue=(), source=(), speakers=frozenset({"maya-lind"}))
    assert document.readings == [([SAID], [found], [SAID]), ([HOPES], [found], [HOPES])]
    (report, _) = score_attribution([document], [gold, system, gold]).reports
    assert report.value("attribution", "content", "all", "exact F1") == 0.5
    with pytest.raises(SaidError, match="has 2 readings of it"):
        read_attribution_sets(None, [system, gold])


def test_the_sets_of_a_checkout(checkout: Checkout, tmp_path: Path):
    found, lonely = read_attribution_sets(checkout, ["gold", "gold"])
    assert lonely == []
    assert all(one == other != [] for document in found for one, other in document.readings)
    (report,) = score_attribution(found, ["gold", "gold"]).reports
    assert {figure.value for figure in report.figures} == {1.0}
    doc_id = found[0].doc_id
    file = checkout.seeds / doc_id / "annotations.jsonl"
    (tmp_path / f"{doc_id}.jsonl").write_bytes(file.read_bytes())
    assert read_attribution_sets(checkout, [str(tmp_path)] * 2)[0][0].readings == found[0].readings


def test_documents_that_not_all_have_are_told(tmp_path: Path):
    one = lines(tmp_path / "one", *LINES)
    other = lines(tmp_path / "other", name="x.jsonl")
    (tmp_path / "other" / "y.jsonl").write_text("")
    (document,), lonely = read_attribution_sets(None, [one, other])
    assert (document.readings[0][1], lonely) == ([], ["y"])
    with pytest.raises(SaidError, match="no document is in all"):
        read_attribution_sets(None, [one, lines(tmp_path / "y", name="y.jsonl", text=None)])


def test_what_cannot_be_compared_is_refused(tmp_path: Path):
    one = lines(tmp_path / "one", *LINES)
    bare = lines(tmp_path / "bare", *LINES, text=None)
    with pytest.raises(SaidError, match="x: none of the sets has its text"):
        read_attribution_sets(None, [bare, bare])
    with pytest.raises(SaidError, match="have different texts"):
        read_attribution_sets(None, [one, lines(tmp_path / "other", *LINES, text=TEXT + " ")])
    far = quote(1, "She") | {"content": [{"start": 70, "end": 71, "exact": "x"}]}
    with pytest.raises(SaidError, match="a quote at 71 in 64 characters"):
        read_attribution_sets(None, [one, lines(tmp_path / "far", far, text=None)])
    for name in ("no-such", str(tmp_path), f"{one}/x.txt"):
        with pytest.raises(SaidError, match="no set of attributions"):
            read_attribution_sets(None, [name, one])


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ([1], "x.jsonl:1:"),
        ({"layer": "quote"}, "x.jsonl:1:"),
        (quote(1, "She", source=["s9"]), "x has no speaker s9"),
        (quote(1, "She") | {"content": [span("She") | {"exact": "He"}]}, "x.jsonl:1:"),
    ],
)
def test_a_bad_line_is_told_with_its_place(value: Any, what: str, tmp_path: Path):
    with pytest.raises(BadSet) as told:
        read_attribution_sets(None, [lines(tmp_path / "bad", value)] * 2)
    assert any(what in str(finding) for finding in told.value.findings)


@each_case(
    ("exacts", "expected"),
    [
        (["“It is so,”"], ["It is so"]),
        (["“It is so,” ", "Maya"], ["It is so,” Maya"]),
        (["It is", "so"], ["It is so"]),
        (["It is so", "We know"], ["It is so", "We know"]),
        (["“", "We know."], ["We know"]),
        ([",”"], [",”"]),
        ([" ", "\n"], []),
        ([" ", "“"], ["“"]),
    ],
)
def test_how_places_are_compared(exacts: list[str], expected: list[str]):
    assert comparable_place(TEXT, place(*exacts)) == (place(*expected) if expected else ())


texts = st.text("ab “”,.\n'é", min_size=1, max_size=30)


@given(texts, st.data())
def test_a_compared_place_stays_so_and_loses_no_letter(text: str, data: st.DataObject):
    edges = data.draw(
        st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True).map(sorted)
    )
    given_ = tuple(zip(edges[::2], edges[1::2], strict=False))
    found = comparable_place(text, given_)
    assert comparable_place(text, found) == found
    letters = [at for start, end in given_ for at in range(start, end) if text[at].isalnum()]
    assert [at for s, e in found for at in range(s, e) if text[at].isalnum()] == letters
    marked = "”,” " + text + " ,“"
    shifted = comparable_place(marked, tuple((start + 4, end + 4) for start, end in given_))
    assert shifted == tuple((start + 4, end + 4) for start, end in found)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=6))
def test_a_union_is_sorted_and_disjoint_and_holds_the_same(pairs: list[tuple[int, int]]):
    fragments = [(start, start + length) for start, length in pairs]
    found = join_ranges(fragments)
    assert all(one[1] < other[0] for one, other in pairwise(found))
    held = {at for start, end in found for at in range(start, end)}
    assert held == {at for start, end in fragments for at in range(start, end)}


def test_a_content_of_white_space_is_no_quote():
    sets = [{"x": AttributionDocument(" a ", {"": [Quote(((0, 1),)), Quote(((1, 2),))]})}]
    assert join_sets(["a"], sets)[0][0].readings == [([Quote(((1, 2),))],)]


def test_warnings_do_not_keep_a_set_from_being_compared(tmp_path: Path):
    """Words that are called direct and stand in no marks may be right: nobody is asked to change
    what a program gave before it can be measured."""
    doubtful = quote(1, "it rains")
    folder = lines(tmp_path / "a", doubtful)
    (document,), _ = read_attribution_sets(None, [folder, folder])
    assert [one.content for one in document.readings[0][0]] == [place("it rains")]
    wrong = {**doubtful, "content": [{**span("it rains"), "exact": "it snows"}]}
    with pytest.raises(BadSet) as told:
        read_attribution_sets(None, [lines(tmp_path / "b", doubtful, wrong), folder])
    assert [finding.kind for finding in told.value.findings] == ["span-exact"]
