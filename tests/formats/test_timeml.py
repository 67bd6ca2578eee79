"""TimeML in and out: offsets, anchors, round trips, hostile files."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from said.formats import timeml
from said.formats.document import AnnotatedText
from said.system.errors import SaidError
from said.system.places import SOURCE_ROOT

DCT = (
    '<DCT><TIMEX3 tid="t0" type="DATE" value="2024-05-14" functionInDocument="CREATION_TIME">'
    "May 14, 2024</TIMEX3></DCT>"
)


def document(text: str, before: str = DCT) -> bytes:
    return f'<?xml version="1.0" ?><TimeML>\n{before}\n<TEXT>{text}</TEXT></TimeML>'.encode()


def parse(text: str, before: str = DCT) -> AnnotatedText:
    return timeml.parse_timeml(document(text, before), "d")


def date(number: int, start: int, exact: str, value: str = "2024", **fields: Any) -> dict[str, Any]:
    span = {"start": start, "end": start + len(exact), "exact": exact}
    one = {"id": f"d{number}", "layer": "date", "span": span, "type": "DATE", "value": value}
    return one | fields


def write(text: str, dates: list[dict[str, Any]], doc_id: str, dct: str | None = None):
    """What is written of a document: the one file, and what is left out."""
    written = timeml.write_timeml(AnnotatedText(doc_id, text, dct, dates))
    ((name, raw),) = written.files.items()
    assert name == f"{doc_id}.tml"
    return raw, written.left_out


# Reading.


def test_offsets_are_those_of_the_text_without_markup():
    found = parse(
        "\nA &amp; B <EVENT>met</EVENT> 🎉 "
        '<TIMEX3 tid="t3" type="DATE" value="2024-05-13" anchorTimeID="t0" mod="START">'
        "early <EVENT>yester</EVENT>day</TIMEX3>&#x2026;<!-- no --><![CDATA[<b>]]>"
    )
    assert found.text == "\nA & B met 🎉 early yesterday…<b>"
    assert found.dct == "2024-05-14"
    assert found.annotations == [
        date(3, 13, "early yesterday", "2024-05-13", mod="START", anchor="dct")
    ]
    assert list(found.annotations[0]) == ["id", "layer", "span", "type", "value", "mod", "anchor"]
    assert found.left_out == ("2 elements EVENT",)


def test_what_the_project_does_not_know_is_kept():
    found = parse('<TIMEX3 type="ERA" value="no such" mod="ODD" freq="2X" quant="">x</TIMEX3>')
    (one,) = found.annotations
    assert [one[key] for key in ("id", "type", "value", "mod", "freq")] == [
        "d1",
        "ERA",
        "no such",
        "ODD",
        "2X",
    ]
    assert "quant" not in one
    (bare,) = parse("<TIMEX3>x</TIMEX3>").annotations
    assert (bare["type"], bare["value"]) == ("", "")


def test_anchors_lead_to_the_document_time_to_dates_or_stay():
    found = parse(
        '<TIMEX3 tid="t7" anchorTimeID="t0">a</TIMEX3> <TIMEX3 tid="t2" anchorTimeID="t7">b'
        '</TIMEX3> <TIMEX3 tid="x" anchorTimeID="t99">c</TIMEX3> '
        '<TIMEX3 tid="t7" anchorTimeID="x">e</TIMEX3>'
    )
    assert [(one["id"], one["anchor"]) for one in found.annotations] == [
        ("d7", "dct"),
        ("d2", "d7"),
        ("d8", "t99"),
        ("d9", "d8"),
    ]


@each_case(
    ("before", "text", "dct"),
    [
        ("", "x", None),
        ("<DCT></DCT>", "x", None),
        ("<DCT><TIMEX3 tid='t0' type='DATE'>x</TIMEX3></DCT>", "x", None),
        ("", "<DCT><TIMEX3 tid='t0' value='1998'>1998</TIMEX3></DCT>", "1998"),
        ("", "<TIMEX3 tid='t9' value='1998' functionInDocument='CREATION_TIME'>x</TIMEX3>", "1998"),
        ("<TIMEX3 value='1' functionInDocument='PUBLICATION_TIME'>x</TIMEX3>", "x", "1"),
        (DCT, "<TIMEX3 value='1998' functionInDocument='CREATION_TIME'>x</TIMEX3>", "2024-05-14"),
    ],
)
def test_the_document_time_wherever_it_stands(before: str, text: str, dct: str | None):
    assert parse(text, before).dct == dct


def test_a_document_time_in_the_text_is_a_date_there():
    found = parse("<DCT>\n<TIMEX3 tid='t0' value='1998'>98</TIMEX3></DCT>.", "")
    assert found.text == "\n98."
    assert [(one["id"], one["span"]["exact"]) for one in found.annotations] == [("d1", "98")]
    anchored = parse(
        "<DCT><TIMEX3 tid='t0' value='1998'>98</TIMEX3></DCT><TIMEX3 anchorTimeID='t0'>x</TIMEX3>",
        "",
    )
    assert anchored.annotations[1]["anchor"] == "dct"


def test_without_a_text_element_all_is_text():
    raw = b"<TimeML>A 1989 B<TIMEX3 value='1990' functionInDocument='PUBLICATION_TIME'>90</TIMEX3>"
    found = timeml.parse_timeml(raw + b"</TimeML>", "d")
    assert (found.text, found.dct) == ("A 1989 B90", "1990")
    with pytest.raises(SaidError, match="no TimeML: a <html>"):
        timeml.parse_timeml(b"<html>May</html>", "d")
    with pytest.raises(SaidError, match="2 <TEXT>"):
        parse("</TEXT><TEXT>")


def test_nested_dates_are_kept_and_empty_ones_are_told():
    found = parse(
        '<TIMEX3 tid="t1"><TIMEX3 tid="t2">May</TIMEX3> 2</TIMEX3>'
        '<TIMEX3 tid="t3" beginPoint="t1"/><TIMEX3 tid="t4" endPoint="t3">x</TIMEX3>',
        DCT + "<TITLE><TIMEX3>no part of the text</TIMEX3><TIMEX3/></TITLE>",
    )
    assert [one["span"]["exact"] for one in found.annotations] == ["May 2", "May", "x"]
    outside = "a TIMEX3: it is outside of the text"
    assert found.left_out == (
        "TIMEX3 t4: no field for endPoint", "TIMEX3 t3: it has no text", outside, outside
    )  # fmt: skip


def test_other_markup_and_a_tid_of_two_are_told():
    found = parse(
        '<TIMEX3 tid="t1">May</TIMEX3> <SIGNAL>in</SIGNAL> <TIMEX3 tid="t1">June</TIMEX3><TLINK/>'
    )
    assert found.left_out == (
        "TIMEX3 t1: 2 have this tid", "1 elements SIGNAL", "1 elements TLINK"
    )  # fmt: skip


def test_the_same_text_twice_is_outer_first():
    found = parse('<TIMEX3 tid="t5"><TIMEX3 tid="t4">May</TIMEX3></TIMEX3>')
    assert [one["id"] for one in found.annotations] == ["d5", "d4"]


def test_line_ends_are_those_of_xml():
    raw = document("a\r\nb\rc&#13;\r\n<TIMEX3>x</TIMEX3>")
    found = timeml.parse_timeml(raw, "d")
    assert found.text == "a\nb\nc\r\nx"
    assert found.annotations[0]["span"]["start"] == 7


def test_the_stem_is_the_id(tmp_path: Path):
    file = tmp_path / "VOA19980331.1700.tml"
    file.write_bytes(document("x"))
    assert timeml.read_timeml(file)[0].doc_id == "VOA19980331.1700"


# Hostile files.


def laughs(levels: int) -> str:
    entities = ['<!ENTITY a0 "ha">'] + [
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels)
    ]
    return f"<!DOCTYPE TimeML [{''.join(entities)}]>"


HOSTILE = {
    "laughs": laughs(12) + "<TimeML><TEXT>&a11;</TEXT></TimeML>",
    "laughs in an attribute": laughs(12) + '<TimeML><TEXT><TIMEX3 value="&a11;"/></TEXT></TimeML>',
    "external": '<!DOCTYPE TimeML [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    "<TimeML><TEXT>&f;</TEXT></TimeML>",
    "parameter": '<!DOCTYPE TimeML [<!ENTITY % f SYSTEM "file:///etc/passwd"> %f;]>'
    "<TimeML><TEXT>x</TEXT></TimeML>",
    "defaults": '<!DOCTYPE TimeML [<!ATTLIST TIMEX3 value CDATA "2024">]>'
    "<TimeML><TEXT><TIMEX3>x</TIMEX3></TEXT></TimeML>",
    "unknown in the text": '<!DOCTYPE TimeML SYSTEM "TimeML.dtd"><TimeML><TEXT>a&nbsp;b</TEXT>'
    "</TimeML>",
    "unknown in a value": '<!DOCTYPE TimeML SYSTEM "TimeML.dtd"><TimeML><TEXT>'
    '<TIMEX3 value="&y;2024">x</TIMEX3></TEXT></TimeML>',
    "in another file": '<!DOCTYPE TimeML SYSTEM "TimeML.dtd"><TimeML><TEXT>a</TEXT></TimeML>',
    "public": '<!DOCTYPE TimeML PUBLIC "x" "http://127.0.0.1/x"><TimeML><TEXT>a</TEXT></TimeML>',
    "undeclared": "<TimeML><TEXT>a&nbsp;b</TEXT></TimeML>",
    "empty": "",
    "open": "<TimeML><TEXT>",
    "codec": '<?xml version="1.0" encoding="rot13"?><TimeML><TEXT>x</TEXT></TimeML>',
    "no codec": '<?xml version="1.0" encoding="such"?><TimeML><TEXT>x</TEXT></TimeML>',
    "wide codec": '<?xml version="1.0" encoding="shift_jis"?><TimeML><TEXT>x</TEXT></TimeML>',
    "control": "<TimeML><TEXT>\x07</TEXT></TimeML>",
    "crossing": "<TimeML><TEXT><TIMEX3>a<EVENT>b</TIMEX3>c</EVENT></TEXT></TimeML>",
}


@each_case("raw", HOSTILE.values())
def test_hostile_files_are_refused_at_their_place(raw: str):
    with pytest.raises(SaidError, match=r"^f\.tml:\d+:\d+: ") as refused:
        timeml.parse_timeml(raw.encode(), "f", "f.tml")
    assert len(refused.value.cause) < 200


def test_a_document_type_alone_does_no_harm():
    raw = "<!DOCTYPE TimeML><TimeML><TEXT>a &amp; &#98;</TEXT></TimeML>"
    assert timeml.parse_timeml(raw.encode(), "d").text == "a & b"


def test_bytes_that_are_no_xml_are_refused():
    with pytest.raises(SaidError):
        timeml.parse_timeml(b"<TimeML><TEXT>\xff</TEXT></TimeML>", "d")


@pytest.mark.slow
def test_depth_and_number_are_no_matter():
    deep = 20_000
    found = parse("<TIMEX3>" * deep + "x" + "</TIMEX3>" * deep)
    assert len(found.annotations) == deep
    assert found.annotations[-1]["id"] == f"d{deep}"
    raw, _ = write(found.text, found.annotations, "d", found.dct)
    assert timeml.parse_timeml(raw, "d") == found


# Round trips.

MARKUP = ["&", "&amp;", "<", ">", "]]>", '"', "'"]
SPACES = ["\r\n", "\r", "\n", "\t", " ", "\u00a0", "\u0085", "\u2028", "\ufeff"]
LETTERS = ["🎉", "👩\u200d👧", "e\u0301", "שלום", "مرحبا", "\u200f", "\ufffd", "a", "May"]
PIECES = st.sampled_from([*MARKUP, *SPACES, *LETTERS])
TEXTS = st.lists(PIECES | st.characters(codec="utf-8"), max_size=30).map("".join)
NAMES = st.text(st.sampled_from("ab \t\r\n&<>\"'🎉é"), min_size=1, max_size=5)


@st.composite
def documents(draw: st.DrawFn, strings: st.SearchStrategy[str] = TEXTS):
    """A text with dates anywhere in it, sorted by place, and a document time."""
    text = draw(strings)
    edges = st.tuples(*[st.integers(0, len(text))] * 2).map(sorted).filter(lambda e: e[0] < e[1])
    places = draw(st.lists(edges, max_size=5)) if text else []
    places.sort(key=lambda place: (place[0], -place[1]))
    numbers = draw(st.permutations(range(1, len(places) + 1)))
    dct = draw(st.none() | NAMES)
    optional = dict.fromkeys(("mod", "quant", "freq"), NAMES)
    anchors = st.sampled_from([f"d{n}" for n in numbers] + (["dct"] if dct else []) or [""])
    dates = [
        date(number, start, text[start:end], draw(NAMES))
        | draw(st.fixed_dictionaries({}, optional=optional))
        | ({"anchor": anchor} if (anchor := draw(st.just("") | anchors)) else {})
        for number, (start, end) in zip(numbers, places, strict=True)
    ]
    return text, dates, dct


def crossing(dates: list[dict[str, Any]]) -> bool:
    spans = [(one["span"]["start"], one["span"]["end"]) for one in dates]
    return any(a < c < b < d for a, b in spans for c, d in spans)


@given(documents())
def test_what_is_written_is_what_is_read(made: tuple[str, list[dict[str, Any]], str | None]):
    text, dates, dct = made
    raw, left_out = write(text, dates, "a & b", dct)
    found = timeml.parse_timeml(raw, "a & b")
    held = not any(
        (c < " " and c not in "\t\r\n") or c in "\ufffe\uffff" for c in text
    ) and not crossing(dates)
    assert held == (not left_out)
    if held:
        assert found == AnnotatedText("a & b", text, dct, dates, ())
    else:
        assert len(found.text) == len(text)
        kept = {one["id"]: one["span"]["start"] for one in found.annotations}
        assert all(kept.get(o["id"], o["span"]["start"]) == o["span"]["start"] for o in dates)
        told = [note for note in left_out if "crosses" in note]
        assert len(told) == len(dates) - len(kept)


@given(documents())
def test_another_parser_reads_the_same(made: tuple[str, list[dict[str, Any]], str | None]):
    text, dates, dct = made
    raw, _ = write(text, dates, "d", dct)
    root = ET.fromstring(raw)
    assert "".join(root.find("TEXT").itertext()) == timeml.parse_timeml(raw, "d").text
    assert root.findtext("DCT/TIMEX3") == dct
    assert root.findtext("DOCID") == "d"


@given(st.lists(PIECES, max_size=20).map("".join))
def test_offsets_survive_markup_around_them(text: str):
    """Against a reader that is nothing but the definition."""
    raw = document("".join(f"<EVENT>{c}</EVENT>" for c in map(escaped, text)))
    assert timeml.parse_timeml(raw, "d").text == text


def escaped(character: str) -> str:
    return f"&#{ord(character)};"


def test_real_texts_with_their_dates():
    files = sorted((SOURCE_ROOT / "corpus/0.1.0/jsonl/documents").glob("*.jsonl"))
    records = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    assert records
    for record in records:
        dates = []
        for one in record["dates"]:
            span = {key: one[key] for key in ("start", "end", "exact")}
            keys = ("type", "value", "mod", "quant", "freq", "anchor")
            fields = {key: one[key] for key in keys if one[key] is not None}
            if fields.get("anchor", "dct") != "dct":
                fields["anchor"] = fields["anchor"].split("/")[1]
            id_ = one["id"].split("/")[1]
            dates.append({"id": id_, "layer": "date", "span": span} | fields)
        assert dates
        raw, left_out = write(record["text"], dates, record["doc_id"], record["dct"])
        assert left_out == ()
        found = timeml.parse_timeml(raw, record["doc_id"])
        assert found == AnnotatedText(record["doc_id"], record["text"], record["dct"], dates, ())


def test_what_cannot_be_held_is_told():
    text = "May 1 to May 2\x07\ud800"
    raw, left_out = write(
        text,
        [
            {"id": "q1", "layer": "quote", "content": []},
            date(1, 0, "May 1 to May"),
            date(2, 6, "to May 2", anchor="dct"),
            date(3, 9, "May", "\0", anchor="d2", flags=["wrong-date"]),
            date(4, 9, "May 2 and more"),
            date(5, 0, "May 1", flags=["wrong-date"], rule="date-day", precision=0.0),
            date(6, 4, "1", rule="date-day"),
        ],
        "d",
    )
    assert left_out == (
        "d2: it crosses d1, and elements cannot",
        "d4: [9, 23) is no span of the text",
        "d5: no attribute for flags, rule, precision",
        "d6: no attribute for rule",
        "d3: its anchor d2 is not in the document",
        "d3: no attribute for flags",
        "3 characters that XML cannot hold, first '\\x07'",
    )
    found = timeml.parse_timeml(raw, "d")
    assert found.text == "May 1 to May 2\ufffd\ufffd"
    assert [one["id"] for one in found.annotations] == ["d1", "d5", "d6", "d3"]


def test_a_document_says_what_its_times_are():
    raw, _ = write("May", [date(1, 0, "May", anchor="dct")], "x", "2024-05-14T10:00:00Z")
    time_tag, tag = (dict(one.attrib) for one in ET.fromstring(raw).iter("TIMEX3"))
    assert (time_tag["type"], time_tag["functionInDocument"]) == ("TIME", "CREATION_TIME")
    assert (tag["tid"], tag["anchorTimeID"], tag["temporalFunction"]) == ("t1", "t0", "true")
