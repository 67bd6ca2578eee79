"""The canonical form of the files that people edit, so that a difference between two versions is
what somebody changed.

Keys come in the order of the schemas. Files of one object, as `document.json`, have an indent of
two spaces; in the files of lines, `, ` and `: ` separate. Nothing is escaped that need not be, and
the last line is ended.
Annotations are sorted by place; the lines of a registry keep the order that they have.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

from said.schema import load_schemas, scheme
from said.schema.files import Schema
from said.schema.records import AnyRecord
from said.text import jsontext


class Keys(NamedTuple):
    """The keys of an object in their order, and those of the objects inside it."""

    names: tuple[str, ...]
    inner: "Mapping[str, Keys]"


Registry = Literal["entity", "utterance", "target", "frame", "words"]
"""The schema that the lines of a registry, or of a file of a topic, have."""
ObjectSchema = Literal["metadata", "event"]
"""The schema that a file of one object has."""
OBJECTS: tuple[ObjectSchema, ...] = ("metadata", "event")


def place(annotation: AnyRecord) -> tuple[int, int, str, int]:
    """Where an annotation stands among those of its document: by its first start, then the
    longest, then layer and number of the id. The annotation fits its schema."""
    spans = scheme.main_spans(annotation)
    name = annotation["id"]
    return spans[0]["start"], -spans[-1]["end"], annotation["layer"], int(name[1:])


def annotations(values: Iterable[AnyRecord]) -> bytes:
    """The content of an `annotations.jsonl` with these annotations, which fit their schema."""
    return _lines(arranged(value, "annotation") for value in sorted(values, key=place))


def registry(values: Iterable[AnyRecord], schema: Registry) -> bytes:
    """The content of a registry with these entries, in this order."""
    return _lines(arranged(value, schema) for value in values)


def metadata(value: AnyRecord) -> bytes:
    """The content of a `document.json`."""
    return json_object(value, "metadata")


def json_object(value: Any, schema: ObjectSchema) -> bytes:
    """The content of a file that holds one object."""
    return jsontext.indented(arranged(value, schema)) + b"\n"


def arranged(value: Any, schema: str) -> Any:
    """The value with its keys in the order of the schema of that name; keys that it does not know
    come last, as they are."""
    return _arranged(value, keys_of(schema, value))


def keys_of(schema: str, value: Any) -> Keys:
    """The keys that the schema of that name gives to the value: for an annotation those of its
    layer, and none if it has no layer that there is."""
    if schema != "annotation":
        return _of_schema(schema)
    layer = value.get("layer") if isinstance(value, dict) else None
    return _of_layers().get(layer, _NONE) if isinstance(layer, str) else _NONE


def _lines(values: Iterable[Any]) -> bytes:
    return b"".join(jsontext.line(value) + b"\n" for value in values)


def _arranged(value: Any, keys: Keys) -> Any:
    if isinstance(value, list):
        return [_arranged(one, keys) for one in value]
    if not isinstance(value, dict):
        return value
    known = {
        name: _arranged(value[name], keys.inner.get(name, _NONE))
        for name in keys.names
        if name in value
    }
    return known | {name: inner for name, inner in value.items() if name not in known}


_NONE = Keys((), {})


@cache
def _of_schema(name: str) -> Keys:
    schema = load_schemas().named(name)
    return _keys(schema, schema["$id"])


@cache
def _of_layers() -> Mapping[str, Keys]:
    schema = load_schemas().named("annotation")
    return {layer: _keys(schema["$defs"][layer], schema["$id"]) for layer in scheme.LAYERS}


def _keys(schema: Schema, base: str) -> Keys:
    if "$ref" in schema:
        return _keys(*load_schemas().resolve(schema["$ref"], base))
    if "items" in schema:
        return _keys(schema["items"], base)
    properties = schema.get("properties", {})
    inner = {name: _keys(part, base) for name, part in properties.items()}
    return Keys(tuple(properties), {name: keys for name, keys in inner.items() if keys.names})
