"""The record of a document out of its seed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from each_case import each_case
from said.check.shape import reference_validator
from said.seeds import documents, registries
from said.system.places import SOURCE_ROOT, Checkout
from said.tables import record
from said.text.paragraphs import find_lines

CHECKOUT = Checkout(SOURCE_ROOT)
REGISTRIES, _ = registries.read_registries(CHECKOUT)
SEEDS = {
    doc_id: seed
    for doc_id in registries.document_ids(CHECKOUT)[0]
    if (seed := documents.read_document(CHECKOUT, doc_id)[0]).released
}
assert len(SEEDS) >= 5, "no test may be about nothing"
RECORDS = {doc_id: record.assemble_record(seed, REGISTRIES) for doc_id, seed in SEEDS.items()}
every_record = each_case("record", RECORDS.values())

LAYERS = ("blocks", "speakers", "quotes", "dates", "stances", "marks")
REFERENCES = {
    "quotes": {"source": "speakers", "via": "speakers", "said": "dates", "parent": "quotes"}
    | {"continues": "quotes"},
    "dates": {"anchor": "dates"},
    "stances": {"quote": "quotes"},
}


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Everything in a record that has a start, an end and a string."""
    if isinstance(value, dict):
        if "exact" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from spans(inner)


@every_record
def test_record_fits_its_schema(record: record.Record) -> None:
    assert [error.message for error in reference_validator("document").iter_errors(record)] == []


@every_record
def test_every_span_gives_its_string_back(record: record.Record) -> None:
    found = list(spans(record))
    assert len(found) > 50
    assert [one for one in found if record["text"][one["start"] : one["end"]] != one["exact"]] == []


@every_record
def test_no_annotation_is_lost(record: record.Record) -> None:
    source = SEEDS[record["doc_id"]].annotations
    assert source is not None
    expected = {f"{record['doc_id']}/{annotation['id']}" for annotation in source.values}
    generated = {block["id"] for block in record["blocks"] if block["kind"] == "paragraph"}
    found = {one["id"] for layer in LAYERS for one in record[layer]}
    assert found - generated == expected


def test_ids_are_unique_in_the_corpus() -> None:
    found = [one["id"] for r in RECORDS.values() for layer in LAYERS for one in r[layer]]
    assert len(found) == len(set(found))
    assert len(RECORDS) >= 3


@every_record
def test_references_lead_to_an_annotation_of_their_layer(record: record.Record) -> None:
    ids = {layer: {one["id"] for one in record[layer]} for layer in LAYERS}
    for layer, fields in REFERENCES.items():
        for one in record[layer]:
            for field, target in fields.items():
                value = one[field]
                references = value if isinstance(value, list) else [value]
                assert set(references) - {None, "dct"} <= ids[target]


@every_record
def test_every_named_entity_is_described_once(record: record.Record) -> None:
    named = {
        entity
        for layer in ("speakers", "quotes")
        for one in record[layer]
        for entity in one["speakers"]
    } | {stance["holder"] for stance in record["stances"]}
    listed = [entity["id"] for entity in record["entities"]]
    assert listed == sorted(named - {"author"})


@every_record
def test_layers_are_sorted_by_place(record: record.Record) -> None:
    for layer in LAYERS:
        spans_of = [one if "start" in one else next(spans(one)) for one in record[layer]]
        starts = [one["start"] for one in spans_of]
        assert starts == sorted(starts)


@every_record
def test_blocks_cover_every_line_that_is_not_empty(record: record.Record) -> None:
    whole = [b for b in record["blocks"] if b["kind"] != "boilerplate"]
    parts = [b for b in record["blocks"] if b["kind"] == "boilerplate"]
    lines = find_lines(record["text"])
    for start, end in lines:
        inside = [b for b in record["blocks"] if start <= b["start"] and b["end"] <= end]
        assert (start, end) in {(b["start"], b["end"]) for b in inside}
        assert len([b for b in inside if b in whole]) <= 1
    for block in whole:
        assert (block["start"], block["end"]) in lines
    for part in parts:
        assert any(start <= part["start"] and part["end"] <= end for start, end in lines)


@every_record
def test_sentences_cut_the_blocks_without_a_gap(record: record.Record) -> None:
    text, sentences = record["text"], record["sentences"]
    for start, end in find_lines(text):
        inside = [one for one in sentences if start <= one["start"] and one["end"] <= end]
        # A line of nothing but signs, such as a lone comma, has no sentence.
        assert bool(inside) == any(map(str.isalnum, text[start:end]))
        at = start if inside else end
        for one in inside:
            assert at <= one["start"] < one["end"]
            assert not text[at : one["start"]].strip()
            at = one["end"]
        assert at == end
    assert len(sentences) == sum(
        start <= one["start"] and one["end"] <= end
        for one in sentences
        for start, end in find_lines(text)
    )


@each_case(
    ("doc_id", "dct", "status"),
    [
        ("000_99e9e84659dd5abe", "2024-05-15", "inferred"),
        ("001_78d37bcc90e0bc44", "2024-05-15", "inferred"),
        ("003_bf3454ffed0dd5e7", "2024-05-18T04:52:21Z", "stated"),
    ],
)
def test_document_time_is_that_of_the_seed(doc_id: str, dct: str, status: str) -> None:
    record = RECORDS[doc_id]
    assert (record["dct"], record["dct_status"]) == (dct, status)


@each_case(
    ("doc_id", "exact", "expected"),
    [
        (
            "001_78d37bcc90e0bc44",
            "7:00 p.m. Tuesday",
            ("2024-05-14T19:00", "2024-05-14T19:00:00", "2024-05-14T19:01:00"),
        ),
        (
            "003_bf3454ffed0dd5e7",
            "Sat, 18 May 2024 04:52:21 GMT",
            ("2024-05-18T04:52:21Z", "2024-05-18T04:52:21Z", "2024-05-18T04:52:22Z"),
        ),
        ("000_99e9e84659dd5abe", "Six months", ("P6M", None, None)),
    ],
)
def test_dates_are_grounded(doc_id: str, exact: str, expected: tuple[str | None, ...]) -> None:
    date = next(one for one in RECORDS[doc_id]["dates"] if one["exact"] == exact)
    assert (date["value"], date["earliest"], date["latest"]) == expected


def test_the_order_of_the_lines_does_not_matter() -> None:
    for doc_id, seed in SEEDS.items():
        assert seed.annotations is not None
        turned = seed.annotations._replace(values=seed.annotations.values[::-1])
        assert (
            record.assemble_record(seed._replace(annotations=turned), REGISTRIES) == RECORDS[doc_id]
        )
