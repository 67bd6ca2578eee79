"""The names that annotations have in brat, and its configuration files, out of the schema.

A type is a layer, `Quote`, or a layer and a role, `Quote_cue`. A field is an attribute
`quote_type`, an id the attribute `id`; a flag is an attribute without a value. A value that is no
plain string, or one of several, is in the note on the span: brat lets every box with a note glow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, cast

from said.formats import graph
from said.formats.document import AnnotatedText
from said.formats.graph import SIDES
from said.formats.labels import Meaning
from said.schema import scheme
from said.schema.records import AnyRecord
from said.schema.scheme import LAYERS

# The colours of the layers' spans, in their order; a further layer has the first again.
_COLOURS = ("#d9d9d9", "#fdcdac", "#b3e2cd", "#cbd5e8", "#fff2ae", "#f4cae4")


_SHOWN = {"holder", "target", "value", "speakers", "label", "kind", "type"}
"""The fields whose values stand in the box of a span; those of the others on hover."""

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,79}")

_TOOLS_CONF = """\
[options]
Validation\tvalidate:none
Tokens\ttokenizer:whitespace
Sentences\tsplitter:newline
Annotation-log\tlogfile:<NONE>
"""
"""Without this file, a message of brat's covers the bottom of the page."""


class AttributeType(NamedTuple):
    """A type of attribute: the field that it stands for and, where it has no value of its own,
    what it says of the field. `values` are those to choose from; one that is open has others."""

    field: str
    value: str | None = None
    values: tuple[str, ...] = ()
    is_open: bool = False


def span_type(layer: str, role: str) -> str:
    """The type of a span."""
    return f"{layer}_{role}".capitalize() if role else layer.capitalize()


@cache
def span_types() -> dict[str, Meaning]:
    """What each type stands for."""
    pairs = ((layer, role) for layer in LAYERS for role in ("", *SIDES.get(layer, ())))
    return {span_type(layer, role): Meaning(layer, role) for layer, role in pairs}


@cache
def closed_attributes(layer: str, flags: tuple[str, ...] = ()) -> dict[str, AttributeType]:
    """The attributes of a layer whose values the schema lists, by their names; `flags` are those
    that the corpus declares."""
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
    """The fields of a layer with values that the schema does not list."""
    closed = {attribute.field for attribute in closed_attributes(layer).values()}
    return tuple(field for field in graph.attribute_fields(layer) if field not in closed)


@cache
def attributes(layer: str, flags: tuple[str, ...] = ()) -> dict[str, AttributeType]:
    """All attributes of a layer by their names: also the id, and the fields that are open."""
    found = {"id": AttributeType("id", is_open=True)}
    found |= {f"{layer}_{one}": AttributeType(one, is_open=True) for one in open_fields(layer)}
    return found | closed_attributes(layer, flags)


def as_attribute(value: Any) -> str | None:
    """The value of an open field as brat has it in an attribute; None if brat has no room for it
    there: it holds one value, of characters that its configuration has no other use for."""
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else ""
    return str(value) if _PLAIN.fullmatch(str(value)) else None


def open_values(documents: Iterable[AnnotatedText]) -> dict[str, tuple[str, ...]]:
    """What open attributes have in some documents, by their names, in the order of the text. brat
    offers the values that its configuration lists, and shows no others."""
    found: dict[str, dict[str, None]] = {}
    for document in documents:
        for annotation in document.annotations:
            layer = annotation["layer"]
            for name, attribute in attributes(layer).items():
                value = cast(AnyRecord, annotation).get(attribute.field)
                shown = as_attribute(value) if attribute.is_open and value is not None else None
                if shown is not None:
                    found.setdefault(name, {})[shown] = None
    return {name: tuple(values) for name, values in found.items()}


def conf_files(
    flags: tuple[str, ...] = (), values: Mapping[str, tuple[str, ...]] = {}
) -> dict[str, bytes]:
    """The files that configure a collection of brat's; `flags` are those that the corpus
    declares, `values` those of open attributes by their names."""
    made = {"annotation.conf": _annotation_conf(flags, values), "visual.conf": _visual_conf(values)}
    texts = {name: "\n".join(lines) + "\n" for name, lines in made.items()}
    return {name: text.encode() for name, text in (texts | {"tools.conf": _TOOLS_CONF}).items()}


def _annotation_conf(flags: tuple[str, ...], given: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
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
            listed = given.get(name, ()) if attribute.is_open else attribute.values
            if listed or not attribute.is_open:
                layers.setdefault(name, []).append(span_type(layer, ""))
                values[name] = f", Value:{'|'.join(listed)}" if listed else ""
    for name, having in layers.items():
        yield f"{name}\tArg:{'|'.join(having)}{values[name]}"


def _visual_conf(given: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    yield "[labels]"
    for name, (layer, role, _) in span_types().items():
        yield f"{name} | {role or layer}"
    yield from ("", "[drawing]", "SPAN_DEFAULT\tfgColor:black, bgColor:white, borderColor:darken")
    yield "ARC_DEFAULT\tcolor:black, dashArray:-, arrowHead:triangle-5"
    for name, (layer, _, _) in span_types().items():
        yield f"{name}\tbgColor:{_COLOURS[LAYERS.index(layer) % len(_COLOURS)]}"
    for layer in LAYERS:
        for name, attribute in attributes(layer).items():
            is_there = attribute.value is None and (not attribute.is_open or name in given)
            if is_there and attribute.field not in (*_SHOWN, "id"):
                yield f"{name}\t{_HIDDEN}"
    yield f"id\t{_HIDDEN}"


_HIDDEN = "glyph:<NONE>, dashArray:<NONE>"
"""How an attribute is drawn that shows on hover alone."""
