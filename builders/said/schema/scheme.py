"""The annotation scheme as code needs it: the layers, and what their fields are.

What the schemas contain is derived from them; the few facts that only GUIDELINES.md states are
written here with their rule. The accessors at the end read an annotation of any layer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, cast, get_args

from said.schema.files import Schema, load_schemas
from said.schema.records import AnyRecord, Determinacy, Flag, Layer, Polarity, Span
from said.text import segments as texts
from said.text.segments import Place, Range

AUTHOR = "author"
"""The holder of what the text itself says (T9)."""

OTHER = "other"
"""The target of a stance whose target is not registered (T3)."""

DCT = "dct"
"""The anchor that is the document's creation time, not an annotation (D4)."""

POLARITY: Polarity = "positive"
DETERMINACY: Determinacy = "determinate"
"""What a quote is that leaves the field out (Q14)."""

NO_UNITS = frozenset({"headline", "heading", "byline", "caption", "boilerplate"})
"""The kinds of block in which the author's sentences are not units of stance (T2)."""

FLAGS: tuple[Flag, ...] = get_args(Flag)
"""The flags that every corpus has; `seeds/corpus.json` can declare others (T13)."""

LAYERS: tuple[Layer, ...] = get_args(Layer)
"""The layers, in the order of the schema."""


def known_layers(listed: Any) -> tuple[Layer, ...]:
    """The layers in a list as a file has it, in the order of the scheme; none if it is no list."""
    return tuple(layer for layer in LAYERS if isinstance(listed, list) and layer in listed)


COLUMNS: dict[str, str] = {layer: f"{layer}s" for layer in LAYERS}
"""The column of a document's record that holds the annotations of a layer. Layers that have a table
have one of the same name."""


def is_unnamed(entity: str) -> bool:
    """Whether an id is that of an unnamed voice, which belongs to one document (S6)."""
    return ".anon-" in entity


def unnamed_prefix(doc_id: str) -> str:
    """What the ids of the unnamed voices of a document begin with (S6)."""
    return f"{doc_id}.anon-"


# What the schema of annotations contains.

_SCHEMA = load_schemas().named("annotation")
_ID = re.compile(r"([a-z])\[1-9\]\[0-9\]\*")


def field_schema(layer: str, field: str) -> Schema:
    """The schema of a field, with what it refers to; what stands beside a reference counts too."""
    return _resolved(_SCHEMA["$defs"][layer]["properties"][field], _SCHEMA["$id"])[0]


def item_schema(layer: str, field: str) -> Schema:
    """The schema of what a field holds: of the items, where it holds a list."""
    schema, base = _resolved(_SCHEMA["$defs"][layer]["properties"][field], _SCHEMA["$id"])
    return _resolved(schema["items"], base)[0] if "items" in schema else schema


def _resolved(schema: Schema, base: str) -> tuple[Schema, str]:
    """A schema with what it refers to, and the schema that its own references are relative to."""
    if "$ref" not in schema:
        return schema, base
    target, base = _resolved(*load_schemas().resolve(schema["$ref"], base))
    return {**target, **schema}, base


def description(layer: str, field: str | None = None) -> str:
    """What the schema says of a layer, or of one of its fields."""
    schema = field_schema(layer, field) if field else _SCHEMA["$defs"][layer]
    return str(schema["description"])


FIELDS: dict[str, tuple[str, ...]] = {
    layer: tuple(_SCHEMA["$defs"][layer]["properties"]) for layer in LAYERS
}
"""The fields of a layer, in their order."""


def _id_letter(schema: Schema) -> str | None:
    match = _ID.search(schema.get("pattern", ""))
    return match[1] if match else None


LETTERS: dict[str, str] = {
    layer: letter for layer in LAYERS if (letter := _id_letter(field_schema(layer, "id")))
}
"""The letter that the ids of a layer begin with."""


def is_id(layer: str, name: str) -> bool:
    """Whether a name is an id of an annotation of a layer."""
    return re.fullmatch(field_schema(layer, "id")["pattern"], name) is not None


LAYER_OF_LETTER: dict[str, str] = {letter: layer for layer, letter in LETTERS.items()}
"""The layer whose ids begin with a letter."""

REFERENCES: dict[str, dict[str, str]] = {
    layer: {
        field: LAYER_OF_LETTER[letter]
        for field in FIELDS[layer]
        if field != "id" and (letter := _id_letter(item_schema(layer, field)))
    }
    for layer in LAYERS
}
"""For each layer, which field refers to annotations of which layer. An anchor may also be `DCT`."""

CHAINS = {
    field: layer
    for layer, fields in REFERENCES.items()
    for field, target in fields.items()
    if target == layer
}
"""The fields that refer to annotations of their own layer, and that layer."""


AUTOMATIC = ("rule", "precision")
"""The fields that tell how a program made an annotation; what a person decided has none."""


def _is_span(schema: Schema) -> bool:
    return "exact" in schema.get("properties", ())


SPAN_LISTS = tuple(
    field
    for layer in LAYERS
    for field in FIELDS[layer]
    if field_schema(layer, field).get("type") == "array" and _is_span(item_schema(layer, field))
)
"""The fields that are lists of spans, in the order of the text (X3)."""

SPAN_FIELDS = ("span", *SPAN_LISTS)

MAIN_FIELD: dict[str, str] = {
    layer: next(field for field in FIELDS[layer] if field in SPAN_FIELDS) for layer in LAYERS
}
"""The field that holds what a layer annotates: span, content or expression."""

_MAIN_FIELDS = tuple(dict.fromkeys(MAIN_FIELD.values()))

LABEL_FIELD: dict[str, str] = {
    layer: next(field for field in FIELDS[layer] if "enum" in field_schema(layer, field))
    for layer in LAYERS
}
"""The field with the label that an annotation of a layer is known by."""


@cache
def labels_in(layer: str, field: str) -> tuple[str, ...]:
    """What can stand in a field of a layer, or in its list, and () where that is open. What the
    scheme never records, as a block that is a paragraph, is left out."""
    schema = item_schema(layer, field)
    if schema.get("type") == "integer":
        return tuple(map(str, range(schema["minimum"], schema["maximum"] + 1)))
    excluded = schema.get("not", {}).get("const")
    return tuple(label for label in schema.get("enum", ()) if label != excluded)


def has_flags(layer: str) -> bool:
    """Whether annotations of a layer can have flags."""
    return "flags" in FIELDS[layer]


def is_flag_id(name: str) -> bool:
    """Whether a flag can have this id."""
    pattern = load_schemas().named("common")["$defs"]["flag_id"]["pattern"]
    return re.fullmatch(pattern, name) is not None


def is_slug(name: str) -> bool:
    """Whether a topic, an event or a target can have this id."""
    slug = load_schemas().named("common")["$defs"]["slug"]
    return len(name) <= slug["maxLength"] and re.fullmatch(slug["pattern"], name) is not None


def is_list(layer: str, field: str) -> bool:
    """Whether a field of a layer holds a list."""
    return field_schema(layer, field).get("type") == "array"


def is_integer(layer: str, field: str) -> bool:
    """Whether a field of a layer holds an integer."""
    return field_schema(layer, field).get("type") == "integer"


def is_number(layer: str, field: str) -> bool:
    """Whether a field of a layer holds a number that need not be an integer."""
    return field_schema(layer, field).get("type") == "number"


# Annotations of any layer.


def spans_of(annotation: AnyRecord, field: str) -> list[Span]:
    """The spans in a field, one or a list; none if it is left out."""
    value: Any = annotation.get(field, [])
    return cast(list[Span], [value] if isinstance(value, dict) else value)


def main_spans(annotation: AnyRecord) -> list[Span]:
    """The fragments of what is annotated; none if the annotation lacks its main field."""
    fields = (spans_of(annotation, field) for field in _MAIN_FIELDS)
    return next(filter(None, fields), [])


def all_spans(annotation: AnyRecord) -> list[Span]:
    """The spans of an annotation in all its fields."""
    if "span" in annotation:
        return [annotation["span"]]
    return [span for field in SPAN_LISTS for span in annotation.get(field, ())]


def fits_text(annotation: AnyRecord, text: str) -> bool:
    """Whether an annotation has a place, and all of its spans are in the text as they say."""
    return bool(main_spans(annotation)) and all(
        isinstance(span["start"], int)
        and isinstance(span["end"], int)
        and 0 <= span["start"] < span["end"] <= len(text)
        and text[span["start"] : span["end"]] == span["exact"]
        for span in all_spans(annotation)
    )


def place_of(annotation: AnyRecord) -> Place:
    """The ranges of what is annotated."""
    return ranges(main_spans(annotation))


def ranges(spans: Iterable[Span]) -> Place:
    """Spans without their strings."""
    return tuple((span["start"], span["end"]) for span in spans)


def span_at(text: str, place: Range) -> Span:
    """A span of a text (X2)."""
    return cast(Span, texts.span(text, place))


def entities_of(annotation: AnyRecord) -> list[str]:
    """The ids of the entities that an annotation names: speakers, and the holder of a stance."""
    holder = annotation.get("holder", AUTHOR)
    return [*annotation.get("speakers", ()), *([holder] if holder != AUTHOR else ())]


def references(annotation: AnyRecord) -> list[str]:
    """The ids of the annotations that an annotation refers to."""
    found: list[str] = []
    for field in REFERENCES.get(annotation.get("layer", ""), ()):
        value = annotation.get(field, ())
        found += [value] if isinstance(value, str) else value
    return found


def label_of(annotation: AnyRecord) -> str:
    """The label that an annotation is known by."""
    return str(annotation[LABEL_FIELD[annotation["layer"]]])
