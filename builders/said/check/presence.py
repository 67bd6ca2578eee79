"""Level 4: a document has the records and fields of the layers that it is annotated for, and of the
other layers only what those refer to (X6)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import cast

from said.check.lines import Lines
from said.findings.catalogue import Finding
from said.schema.records import Annotation, AnyRecord, QuoteAnnotation
from said.schema.scheme import references

_TOLD_BY_SPEAKERS = ("speakers", "resolution")
"""The fields of a quote that belong to the layer `speaker`."""


def check_missing_fields(lines: Lines) -> Iterator[Finding]:
    """What the layers of the document ask for in other layers' records."""
    layers = lines.annotated.layers
    for index in lines.by_layer["quote"]:
        quote = lines.values[index]
        missing = [one for one in _TOLD_BY_SPEAKERS if "speaker" in layers and one not in quote]
        if quote["type"] == "mixed" and "mark" in layers and "verbatim" not in quote:
            missing.append("verbatim")
        if missing:
            yield _missing(lines, index, missing)
    for index in lines.by_layer["speaker"] if "speaker" in layers else ():
        if "speakers" not in lines.values[index]:
            yield _missing(lines, index, ["speakers"])


def _missing(lines: Lines, index: int, fields: list[str]) -> Finding:
    message = f"missing: {', '.join(fields)}"
    return lines.source.finding(index, (), "missing-field", message)._replace(cause=message)


def check_absent_layers(lines: Lines) -> Iterator[Finding]:
    """Records of layers that the document is not annotated for, and fields that only they tell; of
    each layer or field the first one, with their number."""
    layers = lines.annotated.layers
    absent = [layer for layer in lines.by_layer if layer not in layers]
    needed = _needed(lines.by_id, layers) if absent else set()
    for layer in absent:
        idle = [one for one in lines.by_layer[layer] if lines.values[one]["id"] not in needed]
        what = "1 record to which" if len(idle) == 1 else f"{len(idle)} records to which"
        yield from _first(lines, layer, idle, "layer", f"it has {what} no other layer refers")
    for field in _TOLD_BY_SPEAKERS if "speaker" not in layers else ():
        given = [index for index in lines.by_layer["quote"] if field in lines.values[index]]
        what = "1 quote gives" if len(given) == 1 else f"{len(given)} quotes give"
        yield from _first(lines, "speaker", given, field, f"{what} {field}")


def _first(
    lines: Lines, layer: str, indices: list[int], field: str, what: str
) -> Iterator[Finding]:
    if indices:
        message = f"the document is not annotated for {layer}, but {what}"
        yield lines.source.finding(indices[0], (field,), "absent-layer", message)


def restrict_to_layers(
    annotations: Sequence[Annotation], layers: Collection[str]
) -> list[Annotation]:
    """The annotations that a document with these layers has: those of its layers, what they refer
    to, and of quotes only the fields that it is annotated for."""
    needed = _needed({one["id"]: one for one in annotations}, layers)
    kept = [one for one in annotations if one["layer"] in layers or one["id"] in needed]
    if "speaker" in layers:
        return kept
    return [_without_speakers(one) if one["layer"] == "quote" else one for one in kept]


def _without_speakers(quote: QuoteAnnotation) -> Annotation:
    fields = {name: value for name, value in quote.items() if name not in _TOLD_BY_SPEAKERS}
    return cast(QuoteAnnotation, fields)


def _needed(by_id: Mapping[str, AnyRecord], layers: Collection[str]) -> set[str]:
    """The ids that records of some layers refer to, directly or by way of others."""
    waiting = [one for one in by_id.values() if one["layer"] in layers]
    needed: set[str] = set()
    while waiting:
        record = waiting.pop()
        for name in references(record):
            if name not in needed:
                needed.add(name)
                waiting += [by_id[name]] if name in by_id else []
    return needed
