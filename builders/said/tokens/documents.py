"""A text with its annotations, out of any of the forms in which documents come.

A document is one of these: a row of the table `documents`, or of a table that `said annotate`
wrote; a mapping with `text` and `annotations`, which are annotation lines; or an object with these
two attributes. The first form has a list for each layer, in which ids begin with the document's,
and every field is present.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from said.schema.records import AnyAnnotation, AnyRecord
from said.schema.scheme import (
    COLUMNS,
    DETERMINACY,
    FIELDS,
    LAYERS,
    MAIN_FIELD,
    POLARITY,
    REFERENCES,
    known_layers,
)
from said.system.errors import SaidError

_DEFAULTS = {"polarity": POLARITY, "determinacy": DETERMINACY}
_REMEDY = "give a row of the table documents, or a mapping with text and annotations"


class TaggedText(NamedTuple):
    """A text, its annotation lines, the layers it is annotated for, and what each entity is."""

    text: str
    annotations: Sequence[AnyRecord]
    layers: Collection[str]
    kinds: Mapping[str, str]


def as_document(given: Any) -> TaggedText:
    """A document in one of the forms above.

    Which layers it has is what its `layers` say; without them, the lists of layers that are not
    null, or for annotation lines all. Raises SaidError for anything else.
    """
    fields = given if isinstance(given, Mapping) else _Attributes(given)
    text = fields.get("text")
    if not isinstance(text, str):
        raise SaidError("the document has no text that is a string", _REMEDY)
    entities = fields.get("entities") or ()
    kinds = {one["id"]: one["kind"] for one in entities}
    lines = fields.get("annotations")
    columns = [layer for layer in LAYERS if fields.get(COLUMNS[layer]) is not None]
    if lines is None and not columns:
        raise SaidError("the document has no annotations", _REMEDY)
    annotations = list(lines) if lines is not None else list(row_annotations(given))
    listed = fields.get("layers")
    layers = LAYERS if lines is not None else columns
    return TaggedText(
        text, annotations, layers if listed is None else known_layers(list(listed)), kinds
    )


class _Attributes:
    """The attributes of an object as a mapping has its keys."""

    def __init__(self, given: Any) -> None:
        self._given = given

    def get(self, name: str) -> Any:
        return getattr(self._given, name, None)


def row_annotations(row: AnyRecord) -> Iterator[AnyAnnotation]:
    """The annotation lines of a row, layer by layer, with nothing null, empty or computed. Blocks
    that no line has, the plain paragraphs, are left out."""
    for layer in LAYERS:
        for entry in row.get(COLUMNS[layer]) or ():
            if layer != "block" or entry["kind"] not in (None, "paragraph"):
                yield _line(entry, layer)


def _line(entry: AnyRecord, layer: str) -> AnyAnnotation:
    line: AnyAnnotation = {"id": _local(entry["id"]), "layer": layer}
    if MAIN_FIELD[layer] == "span":
        line["span"] = {key: entry[key] for key in ("start", "end", "exact")}
    for field in FIELDS[layer]:
        value = entry.get(field)
        if field in line or value is None or value == [] or value == _DEFAULTS.get(field):
            continue
        line[field] = _local(value) if field in REFERENCES[layer] else value
    return line


def _local(reference: Any) -> Any:
    """References without the id of the document before them."""
    if isinstance(reference, str):
        return reference.rpartition("/")[2]
    return [one.rpartition("/")[2] for one in reference]
