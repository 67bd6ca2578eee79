"""doccano out and in: round trips, ids that doccano gives, what a person edits, bad files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from formats.made import documents, real_documents
from formats.sample import DATE, LINES, QUOTE, SPEAKERS, TEXT, span
from said.formats import doccano
from said.formats.doccano import names
from said.formats.document import AnnotatedText
from said.system.errors import SaidError
from said.text import jsontext

Record = dict[str, Any]
DOCUMENT = AnnotatedText("doc-1", TEXT, "2024-05-14", LINES)


def record_of(document: AnnotatedText = DOCUMENT) -> Record:
    record: Record = json.loads(doccano.write_doccano(document).files[f"{document.doc_id}.jsonl"])
    return record


@pytest.fixture
def parse(tmp_path: Path) -> Callable[..., AnnotatedText]:
    def read(record: Record) -> AnnotatedText:
        file = tmp_path / "all.jsonl"
        file.write_bytes(jsontext.line(record) + b"\n")
        (document,) = doccano.read_doccano(file)
        return document

    return read


def written(found: list[dict[str, Any]]) -> list[bytes]:
    return [jsontext.line(one) for one in found]


def stored(record: Record, first: int) -> Record:
    """The record as doccano exports it: keys in its order, ids of its own, of which other documents
    took the first ones."""
    ids = {one["id"]: first + at for at, one in enumerate(record["entities"])}
    relations = [
        {"id": first + at, **one, "from_id": ids[one["from_id"]], "to_id": ids[one["to_id"]]}
        | {"id": first + at}
        for at, one in enumerate(record["relations"])
    ]
    entities = [{**one, "id": ids[one["id"]]} for one in record["entities"]]
    rest = {key: value for key, value in record.items() if key not in ("entities", "relations")}
    return {"id": 7, **rest, "entities": entities, "relations": relations, "Comments": []}


# Out and in again.


def test_a_record_as_it_is_written():
    record = record_of()
    assert list(record) == ["text", "doc_id", "dct", "said", "entities", "relations"]
    assert record["entities"] == [
        {"id": 1, "label": "direct", "start_offset": 3, "end_offset": 9},
        {"id": 2, "label": "direct", "start_offset": 27, "end_offset": 37},
        {"id": 3, "label": "cue", "start_offset": 10, "end_offset": 14},
        {"id": 4, "label": "name", "start_offset": 16, "end_offset": 25},
        {"id": 5, "label": "pronoun", "start_offset": 38, "end_offset": 41},
        {"id": 6, "label": "DATE", "start_offset": 50, "end_offset": 55},
    ]
    assert [list(one.values())[1:] for one in record["relations"]] == [
        [1, 2, "fragment"],
        [1, 3, "cue"],
        [1, 5, "source"],
        [1, 4, "source"],
    ]
    units = TEXT.encode("utf-16-le")
    for one in record["entities"]:
        assert units[2 * one["start_offset"] : 2 * one["end_offset"]].decode("utf-16-le")


@given(document=documents(), first=st.integers(0, 1000), random=st.randoms())
def test_what_is_written_is_what_is_read(
    document: AnnotatedText, first: int, random: Any, tmp_path_factory: pytest.TempPathFactory
):
    made = doccano.write_doccano(document)
    assert made.left_out == ()
    record = stored(json.loads(made.files["doc-1.jsonl"]), first)
    random.shuffle(record["entities"])
    random.shuffle(record["relations"])
    file = tmp_path_factory.mktemp("d") / "all.jsonl"
    file.write_bytes(jsontext.line(record) + b"\n")
    (found,) = doccano.read_doccano(file)
    assert found.left_out == ()
    assert found == document
    assert written(found.annotations) == written(document.annotations)


def test_real_documents_in_one_file(tmp_path: Path):
    real = real_documents()
    made = [doccano.write_doccano(document) for document in real]
    assert {one.left_out for one in made} == {()}
    raws = [one.files[f"{document.doc_id}.jsonl"] for one, document in zip(made, real, strict=True)]
    lines = [jsontext.line(stored(json.loads(raw), 1000 * at)) for at, raw in enumerate(raws)]
    (tmp_path / "all.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    found = doccano.read_doccano(tmp_path / "all.jsonl")
    assert found == real
    for one, document in zip(found, real, strict=True):
        assert written(one.annotations) == written(document.annotations)


def test_links_that_lead_nowhere_are_left_out(parse: Callable[..., AnnotatedText]):
    document = DOCUMENT._replace(annotations=[{**QUOTE, "source": ["s4"], "said": "d1"}])
    assert len(doccano.write_doccano(document).left_out) == 2
    (one,) = parse(record_of(document)).annotations
    assert "source" not in one


# What a person does in doccano.


def changed(id_: str, **fields: Any) -> list[dict[str, Any]]:
    """The lines with other fields in one of them."""
    return [{**one, **(fields if one["id"] == id_ else {})} for one in LINES]


def entity(record: Record, id_: int) -> Record:
    found: Record = next(one for one in record["entities"] if one["id"] == id_)
    return found


def without(record: Record, *ids: int) -> None:
    """Removes spans as doccano does: with their relations."""
    record["entities"] = [one for one in record["entities"] if one["id"] not in ids]
    record["relations"] = [
        one for one in record["relations"] if not {one["from_id"], one["to_id"]} & set(ids)
    ]


def add(record: Record, exact: str, label: str, *links: tuple[int, str]) -> None:
    start = len(TEXT[: TEXT.index(exact)].encode("utf-16-le")) // 2
    end = start + len(exact.encode("utf-16-le")) // 2
    new = {"id": 99, "label": label, "start_offset": start, "end_offset": end}
    record["entities"].append(new)
    record["relations"] += [{"from_id": of, "to_id": 99, "type": role} for of, role in links]


def test_a_label_is_changed(parse: Callable[..., AnnotatedText]):
    record = record_of()
    entity(record, 4)["label"] = "speaker: nominal"
    assert parse(record).annotations == changed("s2", form="nominal")


@given(document=documents(), data=st.data())
def test_any_label_that_is_changed_is_the_one_change(
    document: AnnotatedText, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
):
    record = record_of(document)
    single = [
        one
        for one in record["said"]
        if not any(
            set(map(tuple, one["places"])) & set(map(tuple, other["places"]))
            for other in record["said"]
            if other is not one
            and names.labels()[other["label"]].layer == names.labels()[one["label"]].layer
        )
    ]
    assume(single)
    chosen = data.draw(st.sampled_from(single))
    (line,) = (one for one in document.annotations if one["id"] == chosen["id"])
    label, name = data.draw(
        st.sampled_from(
            [
                (label, name)
                for label, name in names.labels().items()
                if name.layer == line["layer"] and name.value
            ]
        )
    )
    for one in record["entities"]:
        if (
            one["label"] == chosen["label"]
            and [
                one["start_offset"],
                one["end_offset"],
            ]
            in chosen["places"]
        ):
            one["label"] = label
    file = tmp_path_factory.mktemp("d") / "all.jsonl"
    file.write_bytes(jsontext.line(stored(record, 50)) + b"\n")
    (found,) = doccano.read_doccano(file)
    new = line | name.fields
    assert found.left_out == ()
    assert found.annotations == [new if one is line else one for one in document.annotations]


@pytest.mark.parametrize("ids", [[1], [2], [1, 2]])
def test_a_label_of_one_fragment_is_changed(ids: list[int], parse: Callable[..., AnnotatedText]):
    record = record_of()
    for id_ in ids:
        entity(record, id_)["label"] = "quote: mixed"
    assert parse(record).annotations == changed("q7", type="mixed")


def test_a_label_without_a_kind_takes_it_away(parse: Callable[..., AnnotatedText]):
    record = record_of()
    entity(record, 6)["label"] = "date"
    expected = {key: value for key, value in DATE.items() if key != "type"}
    assert parse(record).annotations == [QUOTE, *SPEAKERS, expected]


def test_a_span_is_moved(parse: Callable[..., AnnotatedText]):
    record = record_of()
    entity(record, 4)["end_offset"] -= 5
    assert parse(record).annotations == changed("s2", span=span("Maya"))


def test_a_span_is_drawn_anew(parse: Callable[..., AnnotatedText]):
    record = record_of()
    without(record, 4)
    add(record, "Lind", "speaker: name", (1, "source"))
    assert parse(record).annotations == changed("s2", span=span("Lind"))


def test_a_span_is_cut_in_two(parse: Callable[..., AnnotatedText]):
    record = record_of()
    entity(record, 4)["end_offset"] -= 5
    add(record, "nd, “we", "speaker: name")
    new = {"id": "s5", "layer": "speaker", "span": span("nd, “we"), "form": "name"}
    expected = changed("s2", span=span("Maya"))
    assert parse(record).annotations == [*expected[:2], new, *expected[2:]]


def test_a_fragment_is_removed_and_one_is_added(parse: Callable[..., AnnotatedText]):
    record = record_of()
    without(record, 2)
    assert parse(record).annotations == changed("q7", content=[span("“Yes,”")])
    add(record, "left", "quote: direct", (1, "fragment"))
    assert parse(record).annotations == changed("q7", content=[span("“Yes,”"), span("left")])


def test_links_are_removed_and_drawn(parse: Callable[..., AnnotatedText]):
    record = record_of()
    record["relations"] = [one for one in record["relations"] if one["to_id"] != 5]
    record["relations"].append({"id": 77, "from_id": 2, "to_id": 6, "type": "said"})
    assert parse(record).annotations == changed("q7", source=["s2"], said="d1")


def test_a_span_is_added_without_an_id_of_ours(parse: Callable[..., AnnotatedText]):
    record = record_of()
    add(record, "left", "date: TIME")
    found = parse(record)
    new = {"id": "d2", "layer": "date", "span": span("left"), "type": "TIME"}
    assert [one for one in found.annotations if one not in LINES] == [new]
    assert len(found.annotations) == len(LINES) + 1


def test_a_span_is_removed(parse: Callable[..., AnnotatedText]):
    record = record_of()
    without(record, 5)
    assert parse(record).annotations == [{**QUOTE, "source": ["s2"]}, SPEAKERS[0], DATE]


def test_a_span_gets_another_layer_and_with_it_a_new_id(parse: Callable[..., AnnotatedText]):
    record = record_of()
    without(record, 5)
    add(record, "She", "mark: term")
    new = {"id": "m1", "layer": "mark", "span": span("She"), "kind": "term"}
    assert parse(record).annotations == [{**QUOTE, "source": ["s2"]}, SPEAKERS[0], new, DATE]


def test_annotations_at_one_place_keep_what_they_are(parse: Callable[..., AnnotatedText]):
    twins = [{**SPEAKERS[0], "id": id_, "speakers": [id_]} for id_ in ("s1", "s2", "s3")]
    record = record_of(DOCUMENT._replace(annotations=twins))
    assert parse(record).annotations == twins
    entity(record, 2)["label"] = "speaker: nominal"
    found = parse(record)
    assert found.left_out == (
        "which of s1, s2, s3 was removed or changed: they had one label and place",
    )
    without(record, 2)
    assert len(parse(record).annotations) == 2


def test_what_has_no_place_is_told(parse: Callable[..., AnnotatedText]):
    record = record_of()
    record["Comments"] = ["is this right?"]
    add(record, "left", "person", (4, "knows"))
    record["relations"] = [one for one in record["relations"] if one["type"] != "cue"]
    found = parse(record)
    assert found.annotations == [{k: v for k, v in QUOTE.items() if k != "cue"}, *SPEAKERS, DATE]
    assert found.left_out == (
        "spans 'person' (1); --map person=TARGET reads them",
        "relations 'knows' (1); --map knows=TARGET reads them",
        "span 3: a quote cue that no relation links to a quote",
        "the comment 'is this right?'",
    )


def test_a_document_that_did_not_come_from_here(tmp_path: Path):
    record = record_of()
    plain = {key: record[key] for key in ("text", "entities", "relations")}
    (tmp_path / "admin.jsonl").write_bytes(jsontext.line(plain) + b"\n")
    (found,) = doccano.read_doccano(tmp_path / "admin.jsonl")
    assert (found.doc_id, found.dct) == ("admin-1", None)
    assert [one["id"] for one in found.annotations] == ["q1", "s1", "s2", "d1"]
    assert found.annotations[0]["type"] == "direct"
    plain["entities"][1]["label"] = "quote: mixed"
    plain["entities"].reverse()
    (tmp_path / "admin.jsonl").write_bytes(jsontext.line(plain) + b"\n")
    (found,) = doccano.read_doccano(tmp_path / "admin.jsonl")
    assert found.annotations[0]["type"] == "direct"


# Bad files.


def damage(change: Callable[[Record], object]) -> bytes:
    record = record_of()
    change(record)
    return jsontext.line(record)


BAD = {
    "no JSON": (b'{"text": ', "1:10", "the record is not complete"),
    "no object": (b"[]", "1:1", "this is a JSON array"),
    "no text": (b'{"text": 1}', "1:1", "no text"),
    "no spans": (b'{"text": "x", "data": []}', "1:1", "no entities"),
    "no triple": (b'{"text": "x", "label": [[0, 1]]}', "1:25", "not a span"),
    "no triples": (b'{"text": "x", "label": {}}', "1:24", "label is not a list"),
    "no list": (b'{"text": "x", "entities": [], "relations": {}}', "1:1", "no relations"),
    "no entity": (b'{"text": "x", "entities": [0]}', "1:28", "no object"),
    "no number": (b'{"text": "x", "entities": [{"id": true}]}', "1:35", "id is no whole number"),
    "missing": (b'{"text": "x", "entities": [{"id": 1}]}', "1:28", "start_offset is no whole"),
    "outside": (damage(lambda r: entity(r, 6).update(end_offset=999)), None, "50 to 999 is no"),
    "inside": (damage(lambda r: entity(r, 1).update(start_offset=1)), None, "1 to 9 is no span"),
    "empty": (damage(lambda r: entity(r, 1).update(start_offset=9)), None, "9 to 9 is no span"),
    "two": (damage(lambda r: entity(r, 2).update(id=1)), None, "two spans are 1"),
    "nobody": (damage(lambda r: r["relations"][0].update(to_id=50)), None, "no span is 50"),
    "misfit": (
        damage(lambda r: r["relations"][2].update(to_id=6)),
        None,
        "no source leads from quote: direct to date: DATE",
    ),
    "cue of a cue": (
        damage(lambda r: r["relations"][2].update(from_id=3)),
        None,
        "no source leads from quote cue to speaker: pronoun",
    ),
    "mixed": (
        damage(lambda r: r["relations"][0].update(to_id=3)),
        None,
        "no fragment leads from quote: direct to quote cue",
    ),
    "date in two": (
        damage(lambda r: add(r, "left", "date: DATE", (6, "fragment"))),
        "1:1",
        "a date is one stretch of text, not 2",
    ),
    "data": (damage(lambda r: r.update(said={})), None, "cannot be read: no list"),
    "entry": (damage(lambda r: r["said"].append(1)), None, "an entry has no id"),
    "twice": (damage(lambda r: r["said"].append(r["said"][0])), None, "two entries have one id"),
    "label": (damage(lambda r: r["said"][0].update(label="x")), None, "no label is 'x'"),
    "field": (damage(lambda r: r["said"][0]["fields"].update(id=1)), None, "quote has no field id"),
    "place": (damage(lambda r: r["said"][0].update(places=[[1, 9]])), None, "[1, 9] is no place"),
    "no place": (damage(lambda r: r["said"][0].update(places=[])), None, "q7 has no place"),
}


@pytest.mark.parametrize(("raw", "place", "cause"), BAD.values(), ids=BAD)
def test_a_bad_record_is_told_with_its_place(
    raw: bytes, place: str | None, cause: str, tmp_path: Path
):
    (tmp_path / "f.jsonl").write_bytes(raw + b"\n")
    with pytest.raises(SaidError) as told:
        doccano.read_doccano(tmp_path / "f.jsonl")
    found = re.fullmatch(rf"{tmp_path}/f\.jsonl:(1:\d+): .*", told.value.cause)
    assert found
    assert found[1] == place if place else int(found[1][2:]) > 1
    assert cause in told.value.cause
    assert told.value.remedy


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "label", "places", "fields", "type"]), inner)
    ),
    max_leaves=8,
)
KEYS = st.sampled_from(["said", "entities", "relations", "doc_id", "dct", "Comments", "text"])


@given(value=VALUES, key=KEYS, in_list=st.booleans())
def test_no_record_ends_in_a_traceback(
    value: Any, key: str, in_list: bool, tmp_path_factory: pytest.TempPathFactory
):
    record = record_of()
    record[key] = [value] if in_list else value
    file = tmp_path_factory.mktemp("d") / "all.jsonl"
    file.write_bytes(json.dumps(record).encode())
    with suppress(SaidError):
        doccano.read_doccano(file)


# The project's files.


def test_the_files_of_the_project():
    files = names.project_files()
    labels = [one["text"] for one in json.loads(files["span_labels.json"])]
    assert labels == list(names.labels())
    assert {"direct", "quote:mixed", "cue", "against"} <= set(labels)
    assert "paragraph" not in labels
    roles = [one["text"] for one in json.loads(files["relation_labels.json"])]
    assert roles[:3] == ["fragment", "verbatim", "cue"]
    assert set(roles) >= {"source", "via", "said", "parent", "continues", "quote", "anchor"}
    assert "grapheme" in files["README.md"].decode()
    assert all(len(label) <= 12 for label in labels), "doccano cuts longer ones"
    assert len(set(labels)) == len(labels)


@given(documents())
def test_all_that_is_written_is_in_the_files_of_the_project(document: AnnotatedText):
    record = record_of(document)
    roles = {one["text"] for one in json.loads(names.project_files()["relation_labels.json"])}
    assert {one["label"] for one in record["entities"]} <= names.labels().keys()
    assert {one["type"] for one in record["relations"]} <= roles


@pytest.mark.parametrize("key", ["doc_id", "dct"])
@pytest.mark.parametrize("wrong", [5, None, ["x"], {}, True])
def test_an_id_or_time_that_is_no_string_is_told(
    key: str, wrong: Any, parse: Callable[..., AnnotatedText]
):
    found = parse({**record_of(), key: wrong})
    assert found.left_out == (f"its {key} {wrong!r}, which is not a string",)


def test_what_doccano_has_lost_or_added_is_told(parse: Callable[..., AnnotatedText]):
    record = record_of()
    del record["said"]
    record |= {"Comments": "two", "meta\n": {"a": 1}}
    record["entities"][0]["user"] = 3
    record["relations"][0]["note"] = "x"
    first = record["relations"][0]
    assert parse(record).left_out == (
        "span 1: its 'user'",
        f"{first['type']} from span {first['from_id']} to {first['to_id']}: its 'note'",
        "ids and fields from before doccano: the record has lost its field said",
        "the comment 'two'",
        "the field 'meta\\n'",
    )


def test_characters_that_nobody_sees_are_no_error(parse: Callable[..., AnnotatedText]):
    """They are a warning, which keeps nothing from being read."""
    record = {"text": "a\u200eb", "doc_id": "x", "entities": [], "relations": []}
    assert parse(record).text == "a\u200eb"
