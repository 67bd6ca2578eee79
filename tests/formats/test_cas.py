"""CAS out and in: offsets in UTF-16, round trips, edits, hostile files; dkpro-cassis reads it."""

from __future__ import annotations

import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import cassis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from formats.made import documents, real_documents
from said.formats import cas, graph
from said.formats.document import AnnotatedText
from said.schema import scheme
from said.system.errors import SaidError

pytestmark = pytest.mark.slow

TEXT = "🎉 “Yes,” said\r\nMaya Lind 🎉, “we will” on May 2."
QUOTE = {
    "id": "q7",
    "layer": "quote",
    "content": [
        {"start": 2, "end": 8, "exact": "“Yes,”"},
        {"start": 28, "end": 37, "exact": "“we will”"},
    ],
    "cue": [{"start": 9, "end": 13, "exact": "said"}],
    "type": "direct",
    "source": ["s1"],
    "via": ["s1"],
    "speakers": ["maya-lind", "eva"],
    "said": "d1",
    "flags": ["source_error"],
}
MENTION = {
    "id": "s1",
    "layer": "speaker",
    "span": {"start": 15, "end": 24, "exact": "Maya Lind"},
    "form": "name",
    "speakers": ["maya-lind"],
}
DATE = {
    "id": "d1",
    "layer": "date",
    "span": {"start": 41, "end": 46, "exact": "May 2"},
    "type": "DATE",
    "value": "2024-05-02",
    "anchor": "dct",
}
STANCE = {
    "id": "t1",
    "layer": "stance",
    "expression": [{"start": 3, "end": 6, "exact": "Yes"}],
    "quote": "q7",
    "target": "other",
    "proposition": "a\tb\r\n <c>",
    "intensity": 3,
}
DOCUMENT = AnnotatedText("d-1", TEXT, "2024-05-03", [QUOTE, STANCE, MENTION, DATE])


def xmi_of(document: AnnotatedText) -> bytes:
    return cas.write_cas(document).files[f"{document.doc_id}.xmi"]


def read(xmi: bytes, types: bytes | None = None, name: str = "x.xmi") -> AnnotatedText:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(xmi)
        if types is not None:
            (Path(folder) / "TypeSystem.xml").write_bytes(types)
        (found,) = cas.read_cas(Path(folder) / name)
    return found


# Out.


def utf16(text: str, at: int) -> int:
    """By the definition."""
    return len(text[:at].encode("utf-16-le")) // 2


def of_type(xmi: bytes, name: str) -> list[dict[str, str]]:
    package, _, short = name.rpartition(".")
    tag = f"{{http:///{package.replace('.', '/')}.ecore}}{short}"
    return [one.attrib for one in ET.fromstring(xmi).iter(tag)]


def test_the_file_counts_in_utf16():
    (mention,) = of_type(xmi_of(DOCUMENT), "custom.Speaker")
    assert (mention["begin"], mention["end"], mention["id"]) == ("16", "25", "s1")
    (date,) = of_type(xmi_of(DOCUMENT), "custom.Date")
    assert (date["begin"], date["end"]) == ("43", "48")
    assert (date["dateType"], date["anchoredToDct"]) == ("DATE", "true")


@given(documents())
def test_all_offsets_are_those_of_java(document: AnnotatedText):
    xmi = xmi_of(document)
    places = {
        (utf16(document.text, start), utf16(document.text, end))
        for node in graph.to_graph(document.annotations).nodes
        for start, end in node.fragments
    }
    found = {
        (int(one.attrib["begin"]), int(one.attrib["end"]))
        for one in ET.fromstring(xmi)
        if one.tag.startswith("{http:///custom.ecore}") and "begin" in one.attrib
    }
    assert found == places


def test_a_tool_finds_the_text_its_sentences_and_its_tokens():
    xmi = xmi_of(DOCUMENT)
    (sofa,) = of_type(xmi, "uima.cas.Sofa")
    assert sofa["sofaString"] == TEXT
    (metadata,) = of_type(xmi, "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData")
    assert metadata["documentId"] == "d-1"
    segmentation = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
    places = [
        [(int(one["begin"]), int(one["end"])) for one in of_type(xmi, f"{segmentation}.{kind}")]
        for kind in ("Sentence", "Token")
    ]
    sentences, tokens = places
    assert sentences == [(0, 14), (16, 49)]
    assert tokens[:4] == [(0, 2), (3, 4), (4, 7), (7, 8)]
    assert all(any(a <= c and d <= b for a, b in sentences) for c, d in tokens)
    assert all(end <= start for (_, end), (start, _) in pairwise(tokens))


def test_the_types_are_layers_for_inception():
    """What its `TypeSystemAnalysis` asks of a layer."""
    types = cassis.load_typesystem(BytesIO(cas.write_cas(DOCUMENT).files["TypeSystem.xml"]))
    restricted = {"type", "begin", "end", "sofa", "view", "class", "address", "coveredtext"}
    spans = {"Block", "Mark", "Speaker", "Quote", "Date", "Stance", "Cue", "Verbatim", "Fragment"}
    spans |= {"Phrase"}
    for short in spans:
        layer = types.get_type(f"custom.{short}")
        assert layer.supertype.name == "uima.tcas.Annotation"
        for feature in layer.features:
            assert feature.name.lower() not in restricted
            range_ = feature.rangeType.name
            if range_ == "uima.cas.FSArray":
                link = types.get_type(feature.elementType.name)
                assert link.supertype.name == "uima.cas.TOP"
                role, target = sorted(link.features, key=lambda one: one.name)
                assert (role.name, role.rangeType.name) == ("role", "uima.cas.String")
                assert target.name == "target"
                assert target.rangeType.name.removeprefix("custom.") in spans
            else:
                assert range_ in ("uima.cas.StringArray", *PRIMITIVES)


PRIMITIVES = ("uima.cas.String", "uima.cas.Integer", "uima.cas.Float", "uima.cas.Boolean")


# The reference implementation.


@given(documents())
def test_dkpro_cassis_reads_what_was_annotated(document: AnnotatedText):
    written = cas.write_cas(document)
    types = cassis.load_typesystem(BytesIO(written.files["TypeSystem.xml"]))
    found = cassis.load_cas_from_xmi(BytesIO(written.files["doc-1.xmi"]), typesystem=types)
    mains = {
        one.id: one for layer in cas.LAYERS for one in found.select(f"custom.{layer.capitalize()}")
    }
    nodes, edges = graph.to_graph(document.annotations)
    for node in nodes:
        one = mains[node.of]
        parts = linked(one, node.role) if node.role else [one, *linked(one, "fragments")]
        assert tuple((part.begin, part.end) for part in parts) == node.fragments
        if not written.left_out:
            shown = [document.text[start:end] for start, end in node.fragments]
            assert [part.get_covered_text() for part in parts] == shown
    for edge in edges:
        assert edge.to in [one.id for one in linked(mains[edge.of], edge.role)]


def linked(of: Any, slot: str) -> list[Any]:
    array = of.get(slot)
    return [link.target for link in array.elements] if array else []


# There and back.


@each_case("document", real_documents())
def test_real_documents_come_back(document: AnnotatedText):
    written = cas.write_cas(document)
    assert written.left_out == ()
    files = written.files
    assert read(files[f"{document.doc_id}.xmi"], files["TypeSystem.xml"]) == document


@given(documents(), st.none() | st.just("2024-05-03"), st.booleans())
def test_what_is_written_is_what_is_read(document: AnnotatedText, dct: str | None, beside: bool):
    document = document._replace(dct=dct)
    written = cas.write_cas(document)
    types = written.files["TypeSystem.xml"] if beside else None
    found = read(written.files["doc-1.xmi"], types)
    held = all(map(in_xml, document.text))
    assert held == (not written.left_out)
    if held:
        assert found == document
    else:
        assert [without_exact(one) for one in found.annotations] == [
            without_exact(one) for one in document.annotations
        ]
        told = sum(not in_xml(one) for one in document.text)
        assert written.left_out[0].startswith(f"{told} characters that XML cannot hold, first ")


def in_xml(character: str) -> bool:
    return (character >= " " or character in "\t\r\n") and character not in "\ufffe\uffff"


def without_exact(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_exact(one) for key, one in value.items() if key != "exact"}
    return [without_exact(one) for one in value] if isinstance(value, list) else value


def test_white_space_in_text_and_fields_comes_back():
    text = "\ta\r\nb\rc\n\x85\u2028  d\t"
    stance = STANCE | {"expression": [{"start": 1, "end": 2, "exact": "a"}]}
    del stance["quote"]
    document = AnnotatedText("d", text, None, [stance])
    assert read(xmi_of(document)) == document
    document = AnnotatedText("d", "", None, [])
    assert read(xmi_of(document)) == document


def test_a_control_character_in_a_field_is_told():
    stance = {**STANCE, "proposition": "\x07"}
    written = cas.write_cas(DOCUMENT._replace(annotations=[QUOTE, stance, MENTION, DATE]))
    assert written.left_out == ("1 characters that XML cannot hold, first '\\x07'",)
    assert read(written.files["d-1.xmi"]).annotations[1]["proposition"] == "\ufffd"


def test_a_text_that_is_longer_than_libxml2_reads_is_refused():
    xmi = xmi_of(DOCUMENT).replace(b'sofaString="', b'sofaString="' + b"a" * 10_000_001)
    with pytest.raises(SaidError, match=r"x\.xmi: no CAS .*XMLSyntaxError"):
        read(xmi)


# Edits, made with dkpro-cassis as a tool would make them.


def new(edited: cassis.Cas, kind: str, start: int, end: int, **features: Any) -> Any:
    made = edited.typesystem.get_type(f"custom.{kind}")(begin=start, end=end, **features)
    edited.add(made)
    return made


def one(edited: cassis.Cas, kind: str) -> Any:
    return edited.select(f"custom.{kind}")[0]


def add_link(edited: cassis.Cas, of: Any, slot: str, target: Any) -> None:
    layer = of.type.name
    link = edited.typesystem.get_type(f"{layer}{slot.capitalize()}Link")(target=target)
    array = edited.typesystem.get_type("uima.cas.FSArray")
    links = of.get(slot).elements if of.get(slot) else []
    of.set(slot, array(elements=[*links, link]))


def relabelled(edited: cassis.Cas) -> None:
    one(edited, "Quote").quoteType = "mixed"


def widened(edited: cassis.Cas) -> None:
    one(edited, "Speaker").end = 26


def unlinked(edited: cassis.Cas) -> None:
    one(edited, "Quote").said = None


def emptied(edited: cassis.Cas) -> None:
    one(edited, "Quote").via.elements = []


def without_fragment(edited: cassis.Cas) -> None:
    edited.remove(one(edited, "Fragment"))
    one(edited, "Quote").fragments = None


def another_fragment(edited: cassis.Cas) -> None:
    add_link(edited, one(edited, "Quote"), "fragments", new(edited, "Fragment", 38, 40))


def another_cue(edited: cassis.Cas) -> None:
    add_link(edited, one(edited, "Quote"), "cue", new(edited, "Cue", 38, 40))


def another_mention(edited: cassis.Cas) -> None:
    add_link(edited, one(edited, "Quote"), "via", new(edited, "Speaker", 15, 19))


def unanchored(edited: cassis.Cas) -> None:
    one(edited, "Date").anchoredToDct = False


def another_flag(edited: cassis.Cas) -> None:
    one(edited, "Quote").flags.elements.append("anachronism")


ON = {"start": 38, "end": 40, "exact": "on"}


@each_case(
    ("edit", "id_", "change"),
    [
        (relabelled, "q7", {"type": "mixed"}),
        (widened, "s1", {"span": {"start": 15, "end": 26, "exact": "Maya Lind 🎉"}}),
        (unlinked, "q7", {"said": None}),
        (emptied, "q7", {"via": None}),
        (without_fragment, "q7", {"content": QUOTE["content"][:1]}),
        (another_fragment, "q7", {"content": [*QUOTE["content"], ON]}),
        (another_cue, "q7", {"cue": [*QUOTE["cue"], ON]}),
        (another_mention, "q7", {"via": ["s1", "s2"]}),
        (unanchored, "d1", {"anchor": None}),
        (another_flag, "q7", {"flags": ["source_error", "anachronism"]}),
    ],
)
def test_an_edit_comes_back_and_nothing_else(
    edit: Callable[[cassis.Cas], None], id_: str, change: dict[str, Any]
):
    found = read(after(edit))
    assert found.left_out == ()
    changed = {one["id"]: one for one in found.annotations}
    assert changed.pop("s2", NEW) == NEW
    expected = {one["id"]: one for one in DOCUMENT.annotations}
    expected[id_] = {
        key: value for key, value in {**expected[id_], **change}.items() if value is not None
    }
    assert changed == expected


NEW = {"id": "s2", "layer": "speaker", "span": {"start": 15, "end": 19, "exact": "Maya"}}


def after(edit: Callable[[cassis.Cas], None], more: Callable[[Any], None] | None = None) -> bytes:
    """The file after an edit, and after one of its types before it."""
    files = cas.write_cas(DOCUMENT).files
    types = cassis.load_typesystem(BytesIO(files["TypeSystem.xml"]))
    if more:
        more(types)
    edited = cassis.load_cas_from_xmi(BytesIO(files["d-1.xmi"]), typesystem=types)
    edit(edited)
    xmi: str = edited.to_xmi()
    return xmi.encode()


def test_what_is_left_out_is_told():
    types = cassis.load_typesystem(BytesIO(cas.write_cas(DOCUMENT).files["TypeSystem.xml"]))

    def more(types: Any) -> None:
        types.create_type("custom.Comment")
        types.create_feature("custom.Quote", "sure", "uima.cas.String")

    def edit(edited: cassis.Cas) -> None:
        new(edited, "Comment", 0, 1)
        new(edited, "Comment", 2, 3)
        one(edited, "Quote").sure = "no"
        add_link(edited, one(edited, "Quote"), "said", None)
        new(edited, "Cue", 0, 1).xmiID = 999
        new(edited, "Fragment", 0, 1).xmiID = 998
        edited.create_view("another").sofa_string = "x"

    more(types)
    found = read(after(edit, more), types.to_xml().encode())
    assert found.left_out == (
        "2 annotations of the type custom.Comment; --map Comment=TARGET reads them",
        "the view another",
        "q7: sure",
        "q7: a said without a target",
        "cue 999: it is in no slot",
        "fragment 998: it is in no slot",
    )
    assert found.annotations == DOCUMENT.annotations


def test_what_is_in_no_view_is_told():
    """Its offsets stay what they were in the file."""

    def edit(edited: cassis.Cas) -> None:
        for kind, id_ in (("Speaker", 999), ("Fragment", 998)):
            removed = one(edited, kind)
            edited.remove(removed)
            removed.xmiID = id_

    found = read(after(edit))
    assert sorted(found.left_out) == [
        "custom.Fragment 998: it is not in the first view",
        "custom.Speaker 999: it is not in the first view",
    ]
    (quote,) = (one for one in found.annotations if one["id"] == "q7")
    assert "source" not in quote
    assert quote["content"] == QUOTE["content"][:1]


def test_what_inception_says_of_the_document_itself_does_no_harm():
    metadata = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type"

    def more(types: Any) -> None:
        types.create_feature(f"{metadata}.DocumentMetaData", "collectionId", "uima.cas.String")
        tags = types.create_type(f"{metadata}.TagsetDescription", "uima.cas.TOP")
        types.create_feature(tags, "name", "uima.cas.String")

    def edit(edited: cassis.Cas) -> None:
        told = edited.select(f"{metadata}.DocumentMetaData")[0]
        told.collectionId, told.documentId = "project", "admin"
        edited.add(edited.typesystem.get_type(f"{metadata}.TagsetDescription")(name="n"))

    types = cassis.load_typesystem(BytesIO(cas.write_cas(DOCUMENT).files["TypeSystem.xml"]))
    more(types)
    assert read(after(edit, more), types.to_xml().encode()) == DOCUMENT


def test_types_that_nobody_knows_are_told():
    def more(types: Any) -> None:
        types.create_type("webanno.custom.Comment")

    def edit(edited: cassis.Cas) -> None:
        edited.add(edited.typesystem.get_type("webanno.custom.Comment")(begin=0, end=1))

    found = read(after(edit, more))
    assert found.left_out == (
        "1 annotations of the type webanno.custom.Comment; --map Comment=TARGET reads them",
    )
    assert found.annotations == DOCUMENT.annotations


def test_a_document_without_our_name_has_that_of_its_file():
    def edit(edited: cassis.Cas) -> None:
        edited.remove(one(edited, "Document"))

    found = read(after(edit), name="admin.xmi")
    assert found == DOCUMENT._replace(doc_id="admin", dct=None)


# Bad files.


def laughs(levels: int) -> bytes:
    entities = [b'<!ENTITY a0 "ha">']
    entities += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">'.encode() for n in range(1, levels)]
    return b"<!DOCTYPE x [" + b"".join(entities) + b"]>"


HOSTILE = {
    "laughs": laughs(12) + b"<x>&a11;</x>",
    "laughs in an attribute": laughs(12) + b'<x y="&a11;"/>',
    "external": b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>',
    "parameter": b'<!DOCTYPE x [<!ENTITY % f SYSTEM "file:///etc/passwd"> %f;]><x/>',
    "defaults": b'<!DOCTYPE x [<!ATTLIST x y CDATA "1">]><x/>',
    "declared elsewhere": b'<!DOCTYPE x SYSTEM "x.dtd"><x>&nbsp;</x>',
    "undeclared": b"<x>&nbsp;</x>",
    "empty": b"",
    "open": b"<x>",
    "no codec": b'<?xml version="1.0" encoding="such"?><x/>',
    "control": b"<x>\x07</x>",
    "reference to a control": b"<x>&#7;</x>",
    "bytes": b"<x>\xff</x>",
}


@each_case("raw", HOSTILE.values())
def test_hostile_files_are_refused_at_their_place(raw: bytes):
    with pytest.raises(SaidError, match=r"x\.xmi:[0-9]+:[0-9]+: ") as refused:
        read(raw)
    assert len(refused.value.cause) < 300
    with pytest.raises(SaidError, match=r"TypeSystem\.xml:[0-9]+:[0-9]+: "):
        read(xmi_of(DOCUMENT), raw)


def deep(levels: int) -> bytes:
    return b"<x>" * levels + b"</x>" * levels


@each_case("raw", [b"<x/>", b"<html><p>May</p></html>", deep(100_000)])
def test_what_is_no_cas_is_refused(raw: bytes):
    with pytest.raises(SaidError, match=r"x\.xmi: "):
        read(raw)


def test_what_is_no_type_system_is_refused():
    inner = b"<typeDescription><name>a</name></typeDescription>"
    types = b"<typeSystemDescription>" + inner + b"</typeSystemDescription>"
    with pytest.raises(SaidError, match=r"TypeSystem\.xml: no type system"):
        read(xmi_of(DOCUMENT), types)


@each_case(
    ("old", "new_", "at", "cause"),
    [
        ('begin="16"', 'begin="1"', "<custom:Speaker", "begin is 1, inside of a character"),
        ('begin="16"', 'begin="x"', "<custom:Speaker", "begin is 'x', which is no number"),
        ('begin="16"', 'begin="-1"', "<custom:Speaker", "begin is '-1', which is no number"),
        ('end="25"', 'end="999"', "<custom:Speaker", "end is 999, inside of a character or"),
        ('intensity="3"', 'intensity="three"', None, "invalid literal for int"),
        ('quoteType="', 'colour="', None, "TypeError"),
        ('source="', 'source="777 ', "<custom:Quote ", "777 is nothing in the file"),
        ('members="', 'members="778 ', "<cas:View", "778 is nothing in the file"),
        ('sofaString="', 'nothing="', None, "TypeError"),
        ('cue="', 'no="', None, "TypeError"),
        (' cue="', ' via="', None, "not XML 1.0: duplicate attribute"),
        ("<custom:Cue ", "<custom:Verbatim ", "<custom:Quote ", "a cue that is a custom.Verbatim"),
        ("<custom:Cue ", "<custom:Fragment ", "<custom:Quote ", "a cue that is a custom.Fragment"),
    ],
)
def test_a_bad_cas_is_told(old: str, new_: str, at: str | None, cause: str):
    good = xmi_of(DOCUMENT).decode()
    ours = good.index("<custom:Quote ")
    assert old in good[ours:]
    xmi = good[:ours] + good[ours:].replace(old, new_, 1)
    with pytest.raises(SaidError) as told:
        read(xmi.encode())
    assert cause in told.value.cause
    assert told.value.remedy
    if at is not None:
        line = xmi[: xmi.index(at)].count("\n") + 1
        column = xmi.index(at) - xmi.rfind("\n", 0, xmi.index(at))
        assert f"x.xmi:{line}:{column}: " in told.value.cause


def test_of_two_with_one_id_the_first_keeps_it():
    def edit(edited: cassis.Cas) -> None:
        new(edited, "Speaker", 15, 19, id="s1")
        new(edited, "Speaker", 20, 24, id="q7")

    found = {one["id"]: one for one in read(after(edit)).annotations}
    assert [found[id_]["span"]["exact"] for id_ in ("s1", "s2", "s3")] == [
        "Maya",
        "Maya Lind",
        "Lind",
    ]
    assert found["q7"]["source"] == ["s2"]


def test_references_that_lead_nowhere_are_told():
    document = DOCUMENT._replace(annotations=[QUOTE, MENTION])
    written = cas.write_cas(document)
    assert written.left_out == ("q7: its said d1 is not in the document",)
    quote = {key: value for key, value in QUOTE.items() if key != "said"}
    assert read(written.files["d-1.xmi"]).annotations == [quote, MENTION]


def test_an_id_that_stands_twice_in_the_file_is_told():
    xmi = xmi_of(DOCUMENT).decode().replace('xmi:id="3"', 'xmi:id="4"', 1)
    with pytest.raises(SaidError, match=r"x\.xmi:[0-9]+:[0-9]+: the id 4 stands here again"):
        read(xmi.encode())


def test_two_references_where_one_can_be_are_told():
    def edit(edited: cassis.Cas) -> None:
        add_link(edited, one(edited, "Quote"), "said", new(edited, "Date", 0, 1))

    with pytest.raises(SaidError, match=r"x\.xmi: q7: it has two of said, d1 and d2"):
        read(after(edit))


def test_other_kinds_of_features_are_told():
    written = cas.write_cas(DOCUMENT)
    types = written.files["TypeSystem.xml"].decode()
    described = scheme.description("quote", "speakers")
    array = f"<name>speakers</name><description>{described}</description>"
    array += "<rangeTypeName>uima.cas.String"
    assert f"{array}Array" in types
    changed = types.replace(f"{array}Array", array)
    xmi = written.files["d-1.xmi"].decode()
    quote = xmi.index("<custom:Quote")
    end = xmi.index("</custom:Quote>")
    inner = xmi[quote:end]
    inner = inner.replace("<speakers>maya-lind</speakers>", "").replace(
        "<speakers>eva</speakers>", ""
    )
    inner = inner.replace("<custom:Quote", '<custom:Quote speakers="eva"')
    with pytest.raises(SaidError, match=r"x\.xmi:[0-9]+:[0-9]+: speakers is no array"):
        read((xmi[:quote] + inner + xmi[end:]).encode(), changed.encode())


def test_a_number_that_is_a_string_is_told():
    written = cas.write_cas(DOCUMENT)
    types = written.files["TypeSystem.xml"]
    number = types.replace(b"uima.cas.Integer", b"uima.cas.String")
    assert number != types
    with pytest.raises(SaidError, match=r"x\.xmi:[0-9]+:[0-9]+: intensity is no int"):
        read(written.files["d-1.xmi"], number)


@given(st.data())
def test_damage_is_refused_or_harmless(data: st.DataObject):
    raw = xmi_of(DOCUMENT)
    at = data.draw(st.integers(raw.index(b"<custom:Quote"), len(raw) - 1))
    length = data.draw(st.integers(0, 5))
    put = data.draw(
        st.binary(max_size=3) | st.sampled_from([b'"', b"9", b"<a/>", b" x='1'", b"0 "])
    )
    with suppress(SaidError):
        read(raw[:at] + put + raw[at + length :])


def test_without_the_library_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "x.xmi").write_bytes(xmi_of(DOCUMENT))
    monkeypatch.setitem(sys.modules, "cassis", None)
    for action in (lambda: cas.write_cas(DOCUMENT), lambda: cas.read_cas(tmp_path / "x.xmi")):
        with pytest.raises(SaidError) as told:
            action()
        assert told.value.remedy == "pip install 'said-corpus[cas]'"


def test_structures_and_ids_that_are_not_ours_are_told():
    xmi = xmi_of(DOCUMENT)
    types = cas.write_cas(DOCUMENT).files["TypeSystem.xml"].decode()
    other = "<name>custom.Note</name><supertypeName>uima.cas.TOP</supertypeName>"
    opened = "<typeDescription>"
    types = types.replace(opened, f"{opened}{other}</typeDescription>{opened}", 1)
    start, end = (
        xmi.index(b"<custom:Document"),
        xmi.index(b"/>", xmi.index(b"<custom:Document")) + 2,
    )
    second = xmi[start:end].replace(b'xmi:id="', b'xmi:id="9')
    note = b'<custom:Note xmi:id="9999999"/>'
    xmi = xmi[:end] + second + note + xmi[end:]
    xmi = xmi.replace(b' id="s1"', b' id="sue"')
    found = read(xmi, types.encode())
    assert "1 of the type custom.Document" in found.left_out
    assert "1 of the type custom.Note" in found.left_out
    assert any("its id 'sue', which no speaker has" in note for note in found.left_out)
