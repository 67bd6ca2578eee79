"""Sets beside a gold set: what is read, how places are compared, what is refused."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from said.scoring import score_attribution
from said.scoring.attribution import Quote, comparable_place, comparable_quotes
from said.scoring.items import Item
from said.scoring.joined import Joined, read_gold, read_joined
from said.scoring.tempeval3 import ComparedDate, compared_date
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


def quotes(joined: Joined) -> list[list[list[Quote]]]:
    """The quotes of the first document: of each reading of the gold set, then of each system."""
    (document,) = joined.documents
    return [
        [comparable_quotes(document.text, items) for items in side]
        for side in (document.readings, document.systems)
    ]


def test_lines_and_brat_give_the_same_places(tmp_path: Path):
    names = [
        brat(tmp_path / "brat", _a=FIRST),
        lines(tmp_path / "lines", *LINES),
        lines(tmp_path / "bare", *LINES, text=None),
        lines(tmp_path / "file", *({"doc_id": "x", **one} for one in LINES), name="all.jsonl")
        + "/all.jsonl",
    ]
    read = read_joined(None, names[0], names[1:]).of_layer("quote")
    assert [one.left_out + one.unknown for one in read.inputs] == [[], [], []]
    known = SAID._replace(speakers=frozenset({"maya-lind"}))
    assert quotes(read) == [[[SAID]], [[known], [known], [known]]]


def test_several_readings_are_one_document(tmp_path: Path):
    gold = brat(tmp_path / "gold", _a=FIRST, _b=SECOND)
    system = lines(tmp_path / "lines", quote(1, "it rains", type="indirect"))
    read = read_joined(None, gold, [system])
    found = HOPES._replace(cue=(), source=(), speakers=frozenset({"maya-lind"}))
    assert quotes(read) == [[[SAID], [HOPES]], [[found]]]
    (report,) = score_attribution(read, [gold, system]).reports
    assert report.value("attribution", "content", "all", "exact F1") == 0.5


@pytest.mark.parametrize("layer", ["quote", "date"])
def test_the_sets_of_a_checkout(layer: str, checkout: Checkout, tmp_path: Path):
    read = read_joined(checkout, "gold", ["gold"]).of_layer(layer)
    assert len(read.documents) > 1
    for document in read.documents:
        file = checkout.seeds / document.gold.doc_id / "annotations.jsonl"
        (tmp_path / file.parent.name).with_suffix(".jsonl").write_bytes(file.read_bytes())
    copied = read_joined(checkout, "gold", [str(tmp_path)]).of_layer(layer)
    for sets in (read, copied):
        for document in sets.documents:
            sides = [document.readings[0], document.systems[0]]
            of_layer = [[item for item in side if item.layer == layer] for side in sides]
            assert of_layer[0] == of_layer[1] != []


def test_documents_that_not_all_have(tmp_path: Path):
    one = lines(tmp_path / "one", *LINES)
    other = lines(tmp_path / "other", name="x.jsonl")
    (tmp_path / "other" / "y.jsonl").write_text("")
    read = read_joined(None, one, [other])
    assert (quotes(read)[1], read.inputs[0].unknown) == ([[]], ["y"])
    with pytest.raises(SaidError, match="no document is both"):
        read_joined(None, one, [lines(tmp_path / "y", name="y.jsonl", text=None)])


def test_what_cannot_be_compared_is_refused(tmp_path: Path):
    one = lines(tmp_path / "one", *LINES)
    bare = lines(tmp_path / "bare", *LINES, text=None)
    with pytest.raises(SaidError, match="x: no set has its text"):
        read_joined(None, bare, [bare])
    with pytest.raises(SaidError, match="another text, which differs at 64"):
        read_joined(None, one, [lines(tmp_path / "other", *LINES, text=TEXT + " ")])
    for name in ("no-such", f"{one}/x.txt"):
        with pytest.raises(SaidError, match=r"no such set|not a form"):
            read_joined(None, one, [name])
    with pytest.raises(SaidError, match="no date is in all sets"):
        read_joined(None, one, [one]).of_layer("date")


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ([1], "not an object"),
        ({"layer": "quote"}, "no span"),
        (quote(1, "She", source=["s9"]), "unknown mention: s9"),
        (quote(1, "She") | {"content": [span("She") | {"exact": "He"}]}, "'He', not 'She'"),
        (quote(1, "She") | {"content": [{"start": 70, "end": 71, "exact": "x"}]}, "71 of 64"),
    ],
)
def test_a_bad_line_of_the_gold_set_is_reported_with_its_place(
    value: Any, what: str, tmp_path: Path
):
    gold = lines(tmp_path / "bad", *LINES, value)
    with pytest.raises(SaidError) as refused:
        read_joined(None, gold, [gold])
    assert f"{gold}/x.jsonl:4" in refused.value.cause
    assert what in refused.value.cause


DATED = "\nOn May 2 , or late May."


def test_every_kind_of_set_gives_the_same_dates(tmp_path: Path):
    entry = {"type": "DATE", "value": "2024-05-02"}
    marked = '\nOn <TIMEX3 type="DATE" value="2024-05-02">May 2 </TIMEX3>, or'
    (tmp_path / "tml").mkdir()
    (tmp_path / "tml" / "x.1.tml").write_text(f"<TimeML><TEXT>{marked} late May.</TEXT></TimeML>")
    (tmp_path / "lines").mkdir()
    line = {"layer": "date", "span": {"start": 4, "end": 10, "exact": "May 2 "}, **entry}
    (tmp_path / "lines" / "x.1.jsonl").write_text(json.dumps(line) + "\n")
    systems = [str(tmp_path / "lines")]
    for name, key, start in (("a", "x.1.tml", 4), ("b", "x.1", 3)):
        value = {"pred": {key: [{"start": start, "end": 10, **entry}]}}
        (tmp_path / f"{name}.json").write_text(json.dumps(value))
        systems.append(str(tmp_path / f"{name}.json"))
    (document,) = read_joined(None, str(tmp_path / "tml"), systems).documents
    for items in (*document.readings, *document.systems):
        assert [compared_date(item) for item in items] == [ComparedDate(4, 9, "DATE", "2024-05-02")]


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
    found = [Item("quote", ((0, 1),)), Item("quote", ((1, 2),))]
    assert comparable_quotes(" a ", found) == [Quote(((1, 2),))]


def test_phrases_are_compared_where_the_gold_has_whole_phrases(tmp_path: Path):
    row = {
        "doc_id": "x",
        "text": TEXT,
        "quotes": [quote(1, "It is so,", source=[span("Maya Lind said")])],
    }
    system = quote(1, "It is so,", source=["s1"], phrase=[span("Maya Lind said")])
    found = lines(tmp_path / "system", system, *LINES[1:])
    sources = []
    for name, convention in {"ours": {}, "theirs": {"convention": {"quote": "polnear"}}}.items():
        gold = tmp_path / f"{name}.jsonl"
        gold.write_text(json.dumps(row | convention) + "\n")
        (document,) = read_joined(None, str(gold), [found]).documents
        sources.append([one.source for one in document.systems[0] if one.layer == "quote"])
    assert sources == [[place("Maya Lind")], [place("Maya Lind said")]]


def test_events_of_brat_are_polnears(tmp_path: Path):
    (tmp_path / "x.txt").write_text(TEXT)
    (tmp_path / "x.ann").write_text(FIRST)
    (tmp_path / "y.txt").write_text("Nobody said anything.\n")
    (tmp_path / "y.ann").write_text("")
    assert [one.whole_phrases for one in read_gold(None, str(tmp_path))] == [True, True]


def test_a_row_says_which_layers_it_has(tmp_path: Path):
    rows = [
        {"doc_id": name, "text": TEXT, "quotes": [], "dates": [], **layers}
        for name, layers in {"a": {}, "b": {"layers": ["date"]}}.items()
    ]
    file = tmp_path / "gold.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert [one.layers for one in read_gold(None, str(file))] == [{"quote", "date"}, {"date"}]


def test_a_release_is_read_as_its_documents(built_base: Checkout):
    (release,) = (one.parent for one in built_base.corpus.glob("*/manifest.json"))
    names = [
        [document.doc_id for document in read_gold(None, str(name))]
        for name in (release, release / "documents")
    ]
    assert names[0] == names[1] != []
