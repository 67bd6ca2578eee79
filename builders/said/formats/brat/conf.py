"""The names that annotations have in brat, and its configuration files, out of the schema.

A type is a layer, `Quote`, or a layer and a role, `Quote_cue`. A field with a closed set of values
is an attribute `quote_type`; a flag is an attribute without a value.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from said.formats import graph
from said.formats.graph import SIDES
from said.formats.labels import Kind
from said.schema import scheme
from said.schema.scheme import LAYERS

# The colours of the layers' spans, in their order; a further layer has the first again.
_COLOURS = ("#d9d9d9", "#fdcdac", "#b3e2cd", "#cbd5e8", "#fff2ae", "#f4cae4")


class AttributeType(NamedTuple):
    """A type of attribute: the field that it stands for and, where it has no value of its own,
    what it says of the field. `values` are those to choose from."""

    field: str
    value: str | None = None
    values: tuple[str, ...] = ()


def span_type(layer: str, role: str) -> str:
    """The type of a span."""
    return f"{layer}_{role}".capitalize() if role else layer.capitalize()


@cache
def span_types() -> dict[str, Kind]:
    """What each type stands for."""
    pairs = ((layer, role) for layer in LAYERS for role in ("", *SIDES.get(layer, ())))
    return {span_type(layer, role): Kind(layer, role) for layer, role in pairs}


@cache
def attributes(layer: str, flags: tuple[str, ...] = ()) -> dict[str, AttributeType]:
    """The attributes of a layer by their names; `flags` are those that the corpus declares."""
    found: dict[str, AttributeType] = {}
    if scheme.has_flags(layer):
        found |= {flag: AttributeType("flags", flag) for flag in (*scheme.FLAGS, *flags)}
    for field in graph.attribute_fields(layer):
        if labels := scheme.labels_in(layer, field):
            found[f"{layer}_{field}"] = AttributeType(field, values=labels)
    if "anchor" in scheme.REFERENCES[layer]:
        found[f"anchor_{scheme.DCT}"] = AttributeType("anchor", scheme.DCT)
    return found


@cache
def open_fields(layer: str) -> tuple[str, ...]:
    """The fields of a layer that are in the note on a span, as no attribute stands for them."""
    closed = {attribute.field for attribute in attributes(layer).values()}
    return tuple(field for field in graph.attribute_fields(layer) if field not in closed)


def conf_files(flags: tuple[str, ...] = ()) -> dict[str, bytes]:
    """The files that configure a collection of brat's; `flags` are those that the corpus
    declares."""
    made = {"annotation.conf": _annotation_conf(flags), "visual.conf": _visual_conf()}
    return {name: ("\n".join(lines) + "\n").encode() for name, lines in made.items()}


def _annotation_conf(flags: tuple[str, ...]) -> Iterator[str]:
    yield from ("[entities]", *span_types(), "", "[relations]")
    yield "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    for layer in LAYERS:
        for role, end in graph.link_ends(layer).items():
            yield f"{role}\tArg1:{span_type(layer, '')}, Arg2:{span_type(*end)}"
    yield from ("", "[events]", "", "[attributes]")
    layers: dict[str, list[str]] = {}
    values = {}
    for layer in LAYERS:
        for name, attribute in attributes(layer, flags).items():
            layers.setdefault(name, []).append(span_type(layer, ""))
            values[name] = f", Value:{'|'.join(attribute.values)}" if attribute.values else ""
    for name, having in layers.items():
        yield f"{name}\tArg:{'|'.join(having)}{values[name]}"


def _visual_conf() -> Iterator[str]:
    yield "[labels]"
    for name, (layer, role, _) in span_types().items():
        yield f"{name} | {role or layer}"
    yield from ("", "[drawing]", "SPAN_DEFAULT\tfgColor:black, bgColor:white, borderColor:darken")
    yield "ARC_DEFAULT\tcolor:black, dashArray:-, arrowHead:triangle-5"
    for name, (layer, _, _) in span_types().items():
        yield f"{name}\tbgColor:{_COLOURS[LAYERS.index(layer) % len(_COLOURS)]}"
