"""brat out and in: round trips, what a person edits, what its configuration offers, bad files."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from each_case import each_case
from formats.made import OWN_FLAGS, STRINGS, documents, real_documents
from formats.sample import DATE, LINES, QUOTE, SPEAKERS, TEXT, span
from said.formats import brat, graph
from said.formats.brat import conf, lines, reader, standoff
from said.formats.document import AnnotatedText
from said.schema import canonical
from said.system.errors import SaidError
from said.text import jsontext

DOCUMENT = AnnotatedText("doc-1", TEXT, None, LINES)
SPANS_AND_LINKS = """\
T1\tQuote 2 8;26 36\t“Yes,” “we will.”
T2\tQuote_cue 9 13\tsaid
T3\tSpeaker 15 24\tMaya Lind
T4\tSpeaker 37 40\tShe
T5\tDate 49 52;53 54\tMay 2
R1\tcue Arg1:T1 Arg2:T2
R2\tsource Arg1:T1 Arg2:T4
R3\tsource Arg1:T1 Arg2:T3
"""
ANN_2_0 = f"""\
{SPANS_AND_LINKS}\
A1\tquote_type T1 direct
A2\tanachronism T1
A3\tsource_error T1
A4\tspeaker_form T3 name
A5\tspeaker_form T4 pronoun
A6\tdate_type T5 DATE
A7\tanchor_dct T5
#1\tAnnotatorNotes T1\tid=q7; speakers=maya-lind
#2\tAnnotatorNotes T3\tid=s2; speakers=a, b-c
#3\tAnnotatorNotes T4\tid=s4; speakers=a, b-c
#4\tAnnotatorNotes T5\tid=d1; value=XXXX-05-02
"""
"""As it was written up to version 2.0, with a note on each span."""

ANN = f"""\
{SPANS_AND_LINKS}\
A1\tid T1 q7
A2\tquote_type T1 direct
A3\tquote_speakers T1 maya-lind
A4\tanachronism T1
A5\tsource_error T1
A6\tid T3 s2
A7\tspeaker_form T3 name
A8\tid T4 s4
A9\tspeaker_form T4 pronoun
A10\tid T5 d1
A11\tdate_type T5 DATE
A12\tdate_value T5 XXXX-05-02
A13\tanchor_dct T5
#1\tAnnotatorNotes T3\tspeakers=a, b-c
#2\tAnnotatorNotes T4\tspeakers=a, b-c
"""


def parse(ann: bytes | str, text: str = TEXT) -> AnnotatedText:
    raw = ann.encode() if isinstance(ann, str) else ann
    return reader.to_document(standoff.parse_standoff(raw, text, "doc-1", "d.ann"), "d.ann")


def ann_of(document: AnnotatedText) -> bytes:
    return brat.write_brat(document).files["doc-1.ann"]


def written(found: list[dict[str, Any]]) -> list[bytes]:
    return [jsontext.line(one) for one in found]


# Out and in again.


def test_a_document_as_it_is_written():
    assert ann_of(DOCUMENT).decode() == ANN
    assert parse(ANN) == DOCUMENT
    assert parse(ANN_2_0) == DOCUMENT


@given(documents())
def test_what_is_written_is_what_is_read(document: AnnotatedText):
    made = brat.write_brat(document)
    assert made.left_out == ()
    assert made.files["doc-1.txt"].decode() == document.text
    found = parse(made.files["doc-1.ann"], document.text)
    assert found.left_out == ()
    assert found.text == document.text
    assert written(found.annotations) == written(document.annotations)


@given(documents())
def test_every_line_is_one_that_brat_reads(document: AnnotatedText):
    """brat ends lines as `splitlines` does, and wants the strings as they stand in the text."""
    ann = ann_of(document).decode()
    assert ann.splitlines() == ann.removesuffix("\n").split("\n") or not ann
    ids = set()
    for line in ann.splitlines():
        id_, data, *rest = line.split("\t", 2)
        ids.add(id_)
        if id_[0] == "T":
            name, offsets = data.split(" ", 1)
            parts = [tuple(map(int, part.split(" "))) for part in offsets.split(";")]
            assert name in conf.span_types()
            assert rest == [" ".join(document.text[start:end] for start, end in parts)]
            assert all(a[1] <= b[0] for a, b in pairwise(parts))
        elif id_[0] == "#":
            assert rest[0] == rest[0].strip()
    assert len(ids) == len(ann.splitlines())


@pytest.mark.parametrize("document", real_documents(), ids=lambda document: document.doc_id)
def test_real_documents(document: AnnotatedText, tmp_path: Path):
    made = brat.write_brat(document)
    for name, content in made.files.items():
        (tmp_path / name).write_bytes(content)
    (found,) = brat.read_brat(tmp_path / f"{document.doc_id}.ann")
    assert found == document._replace(dct=None)
    assert written(found.annotations) == written(document.annotations)
    assert made.left_out == ()


def test_links_that_lead_nowhere_are_left_out():
    document = DOCUMENT._replace(annotations=[{**QUOTE, "source": ["s4"], "said": "d1"}])
    made = brat.write_brat(document)
    assert len(made.left_out) == 2
    (one,) = parse(made.files["doc-1.ann"]).annotations
    assert "source" not in one


# Notes and line ends.


FIELDS = st.dictionaries(
    st.sampled_from(["id", "value", "proposition"]), STRINGS | st.text(min_size=1)
)
LISTS = st.dictionaries(
    st.sampled_from(["speakers", "apart"]),
    st.lists(STRINGS | st.text(st.characters(codec="utf-8"), min_size=1), min_size=1),
)


@given(FIELDS, LISTS)
def test_notes_hold_any_string(scalars: dict[str, str], listed: dict[str, list[str]]):
    fields: dict[str, Any] = {k: v.encode("utf-8", "replace").decode() for k, v in scalars.items()}
    note = lines.format_note(fields | listed)
    assert note == note.strip()
    assert len(note.splitlines()) <= 1
    assert lines.read_note(note, {"speakers", "apart"}) == fields | listed


def test_notes_are_what_a_person_would_write():
    read = {"id": "q1", "speakers": ["a", "b"], "proposition": "It, too, is = so."}
    assert lines.format_note(read) == "id=q1; speakers=a, b; proposition=It, too, is = so."
    assert (
        lines.read_note(" id = q1;speakers= a,b ,;proposition=It, too, is = so. ; ", ["speakers"])
        == read
    )


@given(documents())
def test_cut_fragments_are_joined_again(document: AnnotatedText):
    for node in graph.to_graph(document.annotations).nodes:
        parts = lines.cut_fragments(document.text, node.fragments)
        assert not any(len(document.text[a:b].splitlines()) != 1 for a, b in parts)
        again = lines.join_fragments(
            document.text, parts, lines.starts_apart(document.text, node.fragments)
        )
        assert tuple(again) == node.fragments


def test_line_ends_at_the_edges_of_a_fragment_leave_nothing_empty():
    assert lines.cut_fragments("\na\n \nb\n", [(0, 7)]) == [(1, 2), (5, 6)]


def test_what_brat_cuts_at_lines_and_tabs_is_one_fragment():
    text = "a b\n\nc\td e"
    assert lines.join_fragments(text, [(0, 3), (5, 6), (7, 8), (9, 10)], ()) == [(0, 8), (9, 10)]
    assert lines.join_fragments(text, [(0, 3), (5, 6)], [5]) == [(0, 3), (5, 6)]


# What a person does in brat.


def edited(
    change: Callable[[str], str], document: AnnotatedText = DOCUMENT
) -> list[dict[str, Any]]:
    return parse(change(ann_of(document).decode()), document.text).annotations


def changed(id_: str, **fields: Any) -> list[dict[str, Any]]:
    """The lines with other fields in one of them, None where a field is taken away."""
    made = [{**one, **(fields if one["id"] == id_ else {})} for one in LINES]
    return [{key: value for key, value in one.items() if value is not None} for one in made]


def test_an_attribute_is_changed():
    assert edited(lambda ann: ann.replace("T1 direct", "T1 indirect")) == changed(
        "q7", type="indirect"
    )


def test_a_flag_is_taken_away_and_an_anchor():
    assert edited(lambda ann: ann.replace("A5\tsource_error T1\n", "")) == changed(
        "q7", flags=["anachronism"]
    )
    assert edited(lambda ann: ann.replace("A13\tanchor_dct T5\n", "")) == changed("d1", anchor=None)


def test_a_flag_of_a_corpus_is_offered_and_read():
    declared = brat.write_brat(DOCUMENT._replace(flags=OWN_FLAGS)).files["annotation.conf"].decode()
    assert "\nscan-error\tArg:Speaker|Quote|Date|Stance\n" in declared
    added = edited(lambda ann: ann.replace("source_error T1", "scan-error T1"))
    assert added == changed("q7", flags=["anachronism", "scan-error"])


def test_an_attribute_of_another_project_is_no_flag():
    def with_others(ann: str) -> str:
        return f"{ann}A98\tNegation T1\nA99\tscan-error T1 yes\n"

    assert edited(with_others) == LINES


def test_a_span_is_moved():
    start = TEXT.index("Maya")
    moved = edited(
        lambda ann: ann.replace(f"{start} {start + 9}\tMaya Lind", f"{start} {start + 4}\tMaya")
    )
    assert moved == changed("s2", span=span("Maya"))


@given(document=documents(), data=st.data())
def test_any_span_that_is_moved_is_the_one_change(document: AnnotatedText, data: st.DataObject):
    movable = [one for one in document.annotations if "span" in one]
    assume(movable)
    one, other = (data.draw(st.sampled_from(movable)) for _ in range(2))
    place = other["span"]["start"], other["span"]["end"]
    parts = lines.cut_fragments(document.text, [place])
    exact = " ".join(document.text[start:end] for start, end in parts)
    offsets = ";".join(f"{start} {end}" for start, end in parts)
    written = ann_of(document).decode()
    (number,) = re.findall(rf"^A\d+\tid (T\d+) {one['id']}$", written, re.M)
    moved = re.sub(
        rf"^{number}\t(\w+) .*$",
        lambda old: f"{number}\t{old[1]} {offsets}\t{exact}",
        written,
        flags=re.M,
    )
    expected = [other["span"] if line is one else line.get("span") for line in document.annotations]
    made = [
        {**line, "span": to} if to else line
        for line, to in zip(document.annotations, expected, strict=True)
    ]
    assert parse(moved, document.text).annotations == sorted(made, key=canonical.place)


@given(document=documents(), data=st.data())
def test_no_change_of_a_file_ends_in_a_traceback(document: AnnotatedText, data: st.DataObject):
    rows = ann_of(document).decode().splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        if not rows:
            return
        at = data.draw(st.integers(0, len(rows) - 1))
        row = rows.pop(at)
        cut = data.draw(st.integers(0, len(row)))
        put = data.draw(st.sampled_from(["", "\t", ";", "T1", "0", '"', "=", "Quote", "\n"]))
        rows.insert(data.draw(st.integers(0, len(rows))), row[:cut] + put + row[cut + 1 :])
    with suppress(SaidError):
        parse("\n".join(rows), document.text)


def test_a_precision_in_a_note_is_a_number():
    note = "value=XXXX-05-02; rule=date-month-day; precision=0.97"
    ann = ANN_2_0.replace("value=XXXX-05-02", note)
    date = parse(ann).annotations[-1]
    assert (date.get("rule"), date.get("precision")) == ("date-month-day", 0.97)
    again = ann_of(parse(ann)).decode()
    assert "\tdate_precision T5 0.97\n" in again
    for text in (ann, again):
        with pytest.raises(SaidError, match="precision: 'high' is not a number"):
            parse(text.replace("0.97", "high"))


def test_a_note_is_edited():
    assert edited(lambda ann: ann.replace("T3\tspeakers=a, b-c", "T3\tspeakers=x")) == changed(
        "s2", speakers=["x"]
    )


def test_a_note_counts_before_an_attribute():
    """brat offers no value that its configuration does not list, so a new one is in a note."""
    found = parse(ANN + "#9\tAnnotatorNotes T5\tvalue=2024-05-02\n")
    assert found.annotations == changed("d1", value="2024-05-02")
    assert found.left_out == ("A12: T5 has a value already, here 'XXXX-05-02'",)


def test_few_boxes_have_a_note():
    """brat lets every box with a note glow."""
    document = real_documents()[0]
    ann = brat.write_brat(document).files[f"{document.doc_id}.ann"].decode()
    assert ann.count("\n#") * 4 < len(document.annotations)


def test_what_attributes_have_is_offered_in_the_whole_project():
    other = DOCUMENT._replace(annotations=[{**DATE, "id": "d9", "value": "2024"}])
    values = conf.open_values([DOCUMENT, other])
    offered = conf.conf_files(values=values)["annotation.conf"].decode()
    assert "\ndate_value\tArg:Date, Value:XXXX-05-02|2024\n" in offered
    assert "|d1|d9\n" in offered
    assert brat.FORMAT.values is conf.open_values


def test_a_link_is_removed_and_one_is_drawn():
    assert edited(
        lambda ann: ann.replace("R2\tsource Arg1:T1 Arg2:T4\n", "R2\tsaid Arg1:T1 Arg2:T5\n")
    ) == changed("q7", source=["s2"], said="d1")


def test_a_span_is_added_without_an_id_of_ours():
    start = TEXT.index("left")
    found = edited(
        lambda ann: ann + f"T6\tDate {start} {start + 4}\tleft\nA98\tdate_type T6 TIME\n"
    )
    new = {"id": "d2", "layer": "date", "span": span("left"), "type": "TIME"}
    assert [one for one in found if one not in LINES] == [new]
    assert len(found) == len(LINES) + 1


def test_a_span_is_removed():
    def removed(ann: str) -> str:
        return "".join(line for line in ann.splitlines(True) if not re.search(r"\bT4\b", line))

    assert edited(removed) == [{**QUOTE, "source": ["s2"]}, SPEAKERS[0], DATE]


def test_a_span_gets_another_type_and_with_it_a_new_id():
    def retyped(ann: str) -> str:
        return ann.replace("T3\tSpeaker", "T3\tMark").replace("R3\tsource Arg1:T1 Arg2:T3\n", "")

    document = parse(retyped(ann_of(DOCUMENT).decode()))
    new = {"id": "m1", "layer": "mark", "span": span("Maya Lind")}
    assert [one for one in document.annotations if one not in LINES] == [
        {**QUOTE, "source": ["s4"]},
        new,
    ]
    assert document.left_out == (
        "#1: a mark has no speakers, here ['a', 'b-c']",
        "A7: no place for speaker_form on T3",
    )


def test_what_a_person_adds_that_has_no_place_is_told():
    extra = (
        "T6\tPerson 0 1\t🎉\nT7\tQuote_verbatim 0 1\t🎉\nE1\tQuote:T1\n*\tEquiv T1 T3\n"
        "#8\tAnnotatorNotes T6\tx\n#9\tAnnotatorNotes T5\tis this right?\n#10\tOther R1\tx\n"
        "A99\tquote_type T5 direct\n#11\tAnnotatorNotes T2\tid=q1\n"
    )
    document = parse(ann_of(DOCUMENT) + extra.encode())
    assert document.annotations == LINES
    assert set(document.left_out) == {
        "line 27: equivalence *",
        "spans 'Person' (1); --map Person=TARGET reads them",
        "T7: a verbatim that no relation links to a quote",
        "events 'Quote' (1)",
        "notes on spans 'Person' (1)",
        "#9: the AnnotatorNotes 'is this right?' on T5",
        "#10: the Other 'x' on R1",
        "A99: no place for quote_type on T5",
        "#11: a cue has no id, here 'q1'",
    }


def test_of_two_with_one_id_the_first_keeps_it():
    twice = parse(ann_of(DOCUMENT) + "T6\tDate 0 1\t🎉\n#9\tAnnotatorNotes T6\tid=d1\n".encode())
    assert [one["id"] for one in twice.annotations] == ["d2", "q7", "s2", "s4", "d1"]
    (one,) = parse("T1\tDate 0 1\t🎉\n#1\tAnnotatorNotes T1\tid=T1\n").annotations
    assert one["id"] == "d1"


# Bad files.


@each_case(
    ("line", "place", "cause"),
    [
        ("R9\tsource Arg1:T1 Arg2:T5", "24:1", "no source leads from T1 (Quote) to T5 (Date)"),
        ("R9\tcue Arg1:T1 Arg2:T3", "24:1", "no cue leads from T1 (Quote) to T3 (Speaker)"),
        ("R9\tsource Arg1:T1 Arg2:T99", "24:24", "R9 names T99"),
        ("A99\tquote_type T1", "24:1", "quote_type needs a value"),
        ("A99\tanchor_dct T5 yes", "24:1", "anchor_dct has no value"),
        ('#9\tAnnotatorNotes T3\tid=s2; speakers="a', "24:38", "this string is not closed"),
        (r'#9	AnnotatorNotes T3	id="\ud800"', "24:25", "no string of JSON"),
        ("#9\tAnnotatorNotes T3\tid=s2; oops", "24:29", "no field"),
        ("#9\tAnnotatorNotes T3\tid=s2; id=s3", "24:29", "id stands in the note twice"),
        ('#9\tAnnotatorNotes T3\tid="s2" x', "24:30", "something stands behind the string"),
        ("#9\tAnnotatorNotes T3\tspeaker=x", "24:1", "no layer has a field speaker"),
        ("T9\tQuote 0 1\tx", "24:14", "the text has '🎉' there, not 'x'"),
    ],
)
def test_a_bad_line_is_told_with_its_place(line: str, place: str, cause: str):
    ann = ann_of(DOCUMENT) + line.encode() + b"\n"
    with pytest.raises(SaidError) as told:
        parse(ann)
    assert told.value.cause.startswith(f"d.ann:{place}: ")
    assert cause in told.value.cause
    assert told.value.remedy


def test_annotations_that_cannot_be_are_told_with_their_file():
    two = ann_of(DOCUMENT) + b"R8\tsaid Arg1:T1 Arg2:T5\nT6\tDate 0 1\t\xf0\x9f\x8e\x89\n"
    with pytest.raises(SaidError, match=r"^d\.ann: q7: it has two of said, d1 and d2"):
        parse(two + b"R9\tsaid Arg1:T1 Arg2:T6\n")
    with pytest.raises(SaidError, match="a date is one stretch of text, not 2"):
        parse("T1\tDate 2 3;9 10\t“ s\n")


def test_an_ann_without_its_text(tmp_path: Path):
    (tmp_path / "a.ann").write_bytes(b"")
    with pytest.raises(SaidError, match=r"a\.ann: no text for it"):
        brat.read_brat(tmp_path / "a.ann")


# The configuration.


def test_the_configuration_offers_what_is_written():
    files = {name: raw.decode() for name, raw in conf.conf_files().items()}
    sections = dict(re.findall(r"^\[(\w+)\]\n((?:(?!\[).*\n?)*)", files["annotation.conf"], re.M))
    assert sections["entities"].split() == list(conf.span_types())
    assert list(sections) == ["entities", "relations", "events", "attributes"]
    assert "source\tArg1:Quote, Arg2:Speaker\n" in sections["relations"]
    assert "quote\tArg1:Stance, Arg2:Quote\n" in sections["relations"]
    assert "cue\tArg1:Quote, Arg2:Quote_cue\n" in sections["relations"]
    assert "quote_type\tArg:Quote, Value:direct|indirect|mixed\n" in sections["attributes"]
    assert "stance_intensity\tArg:Stance, Value:1|2|3\n" in sections["attributes"]
    assert "source_error\tArg:Speaker|Quote|Date|Stance\n" in sections["attributes"]
    assert "anchor_dct\tArg:Date\n" in sections["attributes"]
    names = re.findall(r"^(\S+)\t", sections["attributes"], re.M)
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", name) for name in [*names, *conf.span_types()])


@given(documents())
def test_all_that_is_written_is_in_the_configuration(document: AnnotatedText):
    values = conf.open_values([document])
    offered = conf.conf_files(OWN_FLAGS, values)["annotation.conf"].decode()
    for line in ann_of(document).decode().splitlines():
        if line[0] in "RA":
            assert f"\n{line.split(chr(9))[1].split(' ')[0]}\t" in offered


def test_what_is_said_a_second_time_is_told():
    found = parse(
        ANN_2_0 + "A8\tquote_type T1 indirect\n#5\tAnnotatorNotes T1\tspeakers=eva\n"
        "#6\tAnnotatorNotes T5\tid=q7\n"
        "T6\tSpeaker 15 24\tMaya Lind\n#7\tAnnotatorNotes T6\tid=s2\n"
    )
    assert found.left_out == (
        "#5: T1 has a speakers already, here ['eva']",
        "#6: T5 has a id already, here 'q7'",
        "A8: T1 has a type already, here 'indirect'",
        "T6: its id 's2', which another one has",
    )
    assert written(found.annotations[:1]) == written([QUOTE])
