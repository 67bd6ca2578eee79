"""brat in: offsets, fragments, roles, folders, and where what is wrong is told."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from said.formats.brat import standoff
from said.system.errors import SaidError

TEXT = "🎉 “Yes,” said\r\nMaya Lind, “we will.”\nShe left.\n"


def bound(number: int, type_: str, *exacts: str, text: str = TEXT) -> str:
    places = [(text.index(exact), text.index(exact) + len(exact)) for exact in exacts]
    offsets = ";".join(f"{start} {end}" for start, end in places)
    return f"T{number}\t{type_} {offsets}\t{' '.join(exacts)}\n"


WHOLE = (
    bound(1, "Content", "“Yes,”", "“we will.”")
    + bound(2, "Cue", "said")
    + bound(3, "Source", "Maya Lind")
    + bound(4, "Attribution", "said")
    + "E1\tAttribution:T4 Content:T1 Content2:T3 Cue:T2 Source12:E1\n"
    + "A1\tNegated E1\nM2\tTense E1 past simple\n"
    + "#1\tAnnotatorNotes E1\ta\tnote\n"
)


def parse(content: str, text: str = TEXT) -> standoff.Brat:
    return standoff.parse_standoff(content.encode(), text, "d", "d.ann")


def test_a_whole_document():
    found = parse(WHOLE)
    assert (found.doc_id, found.annotator, found.text) == ("d", "", TEXT)
    assert [found.text[start:end] for start, end in found.bounds["T1"].fragments] == [
        "“Yes,”",
        "“we will.”",
    ]
    assert found.events == [
        standoff.Event(
            "E1",
            "Attribution",
            "T4",
            (("Content", "T1"), ("Content", "T3"), ("Cue", "T2"), ("Source", "E1")),
        )
    ]
    assert found.attributes == [
        standoff.Attribute("A1", "Negated", "E1", None),
        standoff.Attribute("M2", "Tense", "E1", "past simple"),
    ]
    assert found.notes == [standoff.Note("#1", "AnnotatorNotes", "E1", "a\tnote")]
    assert found.left_out == []


def test_line_ends_a_byte_order_mark_and_blank_lines_do_no_harm():
    found = parse("\ufeff" + WHOLE.replace("\n", "\r\n\r\n"))
    assert found.lines["T2"] == 3
    assert found._replace(lines=parse(WHOLE).lines) == parse(WHOLE)


def test_relations_and_the_lines_that_annotations_stand_in():
    found = parse(bound(1, "A", "left") + bound(3, "A", "She") + "\nR2\tSame Arg1:T1 Arg2:T3\t\n")
    assert found.relations == [standoff.Relation("R2", "Same", "T1", "T3")]
    assert found.lines == {"T1": 1, "T3": 2, "R2": 4}


def test_fragments_are_sorted_by_place():
    assert parse(bound(1, "Content", "She", "Maya", "Lind")).bounds["T1"].fragments == (
        (15, 19),
        (20, 24),
        (37, 40),
    )


def test_a_string_over_a_line_feed_is_one_line_or_as_many_as_it_has():
    start = TEXT.index("said")
    fields = f"T1\tCue {start} {start + 10}\t"
    for string in ("said  Maya", "said\r\nMaya", "said\nMaya"):
        found = parse(f"{fields}{string}\n" + bound(2, "Cue", "left"))
        assert found.bounds["T1"].fragments == ((start, start + 10),)
        assert list(found.bounds) == ["T1", "T2"]


def test_what_is_not_read_is_told():
    found = parse(bound(1, "A", "left") + "*\tEquiv T1 T1\n*\tEquiv T1 T1\nN1\tReference T1 W:1\tx")
    assert found.left_out == [
        "line 2: equivalence *",
        "line 3: equivalence *",
        "line 4: normalisation N1",
    ]


LONG = len(TEXT)


@each_case(
    ("line", "column", "what"),
    [
        ("Q1\tx", 1, "no annotation"),
        ("T1 Cue 0 1\tx", 1, "no annotation"),
        ("T9\tCue 0 1\t🎉", 1, "T9 stands in line 1 too"),
        ("T1\tCue\tx", 4, "T1 is not TYPE START END"),
        ("T1\tCue 1 0\tx", 8, "1 to 0 is no span"),
        ("T1\tCue 2 2\t", 8, "2 to 2 is no span"),
        (f"T1\tCue 0 1;5 {LONG + 1}\tx", 12, f"is no span of {LONG} characters"),
        ("T1\tCue 0 3;2 5\t🎉 “ “Ye", 8, "fragments of T1 overlap"),
        ("T1\tCue 0 1\tx", 12, "the text has '🎉' there, not 'x'"),
        ("T1\tCue 0 1", 11, "not ''"),
        ("E1\tAttribution", 4, "E1 is not TYPE:T1"),
        ("E1\tAttribution:T9 Cue", 4, "E1 is not TYPE:T1"),
        ("E1\tAttribution:T8 Cue:T9", 16, "names T8"),
        ("E1\tAttribution:T9 Cue:T7", 23, "names T7"),
        ("E2\tX:T9 Cue:E22 Source:E33 Cue2:E3\nE22\tX:T9\nE33\tX:T9", 33, "names E3,"),
        ("R1\tSame Arg1:T9", 4, "R1 is not TYPE Arg1:T1 Arg2:T2"),
        ("R1\tSame Arg1:T9 Arg2:T8", 22, "R1 names T8"),
        ("A1\tNegated", 4, "A1 is not"),
        ("#1\tAnnotatorNotes", 4, "#1 is not"),
    ],
)
def test_a_bad_line_is_told_with_its_place(line: str, column: int, what: str):
    with pytest.raises(SaidError) as told:
        parse(bound(9, "Cue", "left") + "\n" + line + "\n")
    assert told.value.cause.startswith(f"d.ann:3:{column}: ")
    assert what in told.value.cause
    assert told.value.remedy


def test_bytes_that_are_no_text_are_told_with_their_place(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"x")
    (tmp_path / "a.ann").write_bytes(b"#1\tA T1\tx\n\n \xff")
    with pytest.raises(SaidError, match=r"a\.ann:3:2: "):
        list(standoff.read_standoff_folder(tmp_path))
    (tmp_path / "a.txt").write_bytes(b"\xff")
    with pytest.raises(SaidError, match=r"a\.txt:1:1: "):
        list(standoff.read_standoff_folder(tmp_path))


@given(st.text("ETAM#*RN123456789 ;:\t\nCue-0", max_size=60))
def test_anything_is_read_or_refused(content: str):
    with suppress(SaidError):
        parse(content)


PIECES = st.text("ab \n\r🎉é\u0301", min_size=1, max_size=12)


@given(PIECES, st.data())
def test_offsets_are_those_that_were_written(text: str, data: st.DataObject):
    edges = data.draw(
        st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True).map(sorted)
    )
    fragments = list(zip(edges[::2], edges[1::2], strict=False))
    written = data.draw(st.permutations(fragments))
    exact = " ".join(text[start:end] for start, end in written).replace("\n", " ")
    offsets = ";".join(f"{start} {end}" for start, end in written)
    found = parse(f"T1\tX {offsets}\t{exact}\n", text)
    assert found.bounds["T1"].fragments == tuple(fragments)


@pytest.mark.parametrize(("texts", "annotations"), [("", ""), ("text", "attributions")])
def test_a_folder_with_several_annotators(texts: str, annotations: str, tmp_path: Path):
    for folder in (texts, annotations):
        (tmp_path / folder).mkdir(exist_ok=True)
    for name in ("a_b", "a"):
        (tmp_path / texts / f"{name}.txt").write_bytes(TEXT.encode())
    for name in ("a_b_x1", "a_b_x2", "a_b", "a"):
        (tmp_path / annotations / f"{name}.ann").write_text(WHOLE, encoding="utf-8")
    assert standoff.is_standoff_folder(tmp_path)
    found = list(standoff.read_standoff_folder(tmp_path))
    assert [(one.doc_id, one.annotator) for one in found] == [
        ("a", ""),
        ("a_b", ""),
        ("a_b", "x1"),
        ("a_b", "x2"),
    ]
    assert {one.text for one in found} == {TEXT}
    (tmp_path / annotations / "c_x1.ann").write_text("")
    with pytest.raises(SaidError, match=r"c_x1\.ann: no text for it"):
        list(standoff.read_standoff_folder(tmp_path))


def test_another_folder_is_none(tmp_path: Path):
    assert not standoff.is_standoff_folder(tmp_path)
