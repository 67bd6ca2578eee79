"""The facts of the scheme are those of the schemas."""

from __future__ import annotations

from said.schema import columns, labels, load_schemas, scheme
from said.schema.scheme import labels_in

LAYERS = ("block", "mark", "speaker", "quote", "date", "stance")
QUOTE = {
    "layer": "quote",
    "content": [{"start": 2, "end": 8, "exact": "“Yes,”"}],
    "cue": [{"start": 9, "end": 13, "exact": "said"}],
    "type": "direct",
}
DATE = {"layer": "date", "span": {"start": 0, "end": 1, "exact": "🎉"}, "type": "DATE"}


def test_layers_are_those_of_the_schema_in_its_order():
    assert scheme.LAYERS == LAYERS == labels(load_schemas(), "layer")
    columns_of_documents = {column.name for column in columns(load_schemas(), "documents")}
    assert set(scheme.COLUMNS.values()) <= columns_of_documents


def test_what_the_fields_of_a_layer_are():
    assert scheme.SPAN_LISTS == ("content", "verbatim", "cue", "phrase", "expression")
    mains = ("span", "span", "span", "content", "span", "expression")
    assert tuple(map(scheme.MAIN_FIELD.get, LAYERS)) == mains
    assert tuple(map(scheme.LABEL_FIELD.get, LAYERS)) == (
        *("kind", "kind", "form", "type", "type", "label"),
    )
    assert "".join(map(scheme.LETTERS.get, LAYERS)) == "bmsqdt"


def test_which_fields_refer_to_annotations():
    quote = {"source": "speaker", "via": "speaker", "said": "date"}
    assert {layer: fields for layer, fields in scheme.REFERENCES.items() if fields} == {
        "quote": quote | {"parent": "quote", "continues": "quote", "addressee": "speaker"},
        "date": {"anchor": "date"},
        "stance": {"quote": "quote"},
    }
    assert scheme.CHAINS == {"parent": "quote", "continues": "quote", "anchor": "date"}


def test_the_ids_of_a_layer():
    assert scheme.is_id("quote", "q7")
    assert not any(scheme.is_id("quote", id_) for id_ in ("d7", "q0", "q7x", ""))


def test_labels_are_those_that_are_annotated():
    assert labels_in("block", "kind")[:2] == ("headline", "heading")
    assert labels_in("stance", "intensity") == ("1", "2", "3")
    assert labels_in("quote", "flags") == ()
    assert scheme.FLAGS == ("source_error", "anachronism")
    assert labels_in("date", "value") == ()
    assert "none" not in labels_in("stance", "label")


def test_blocks_without_units_are_kinds_of_blocks():
    assert set(labels(load_schemas(), "block_kind")) > scheme.NO_UNITS


def test_an_annotation_of_any_layer_has_spans_and_a_label():
    assert scheme.main_spans(QUOTE) == QUOTE["content"]
    assert scheme.place_of(DATE) == ((0, 1),)
    assert scheme.all_spans(QUOTE) == [*QUOTE["content"], *QUOTE["cue"]]
    assert scheme.spans_of(DATE, "cue") == []
    assert [*map(scheme.label_of, (QUOTE, DATE))] == ["direct", "DATE"]
    assert scheme.main_spans({"layer": "date"}) == []
