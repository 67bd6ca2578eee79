"""The names that annotations have in doccano, and the files that set up a project, out of the
schema."""

from __future__ import annotations

from functools import cache

from said.formats.graph import SIDES
from said.formats.labels import Meaning, colour_of, link_names
from said.schema import scheme
from said.schema.scheme import LABEL_FIELD, LAYERS
from said.text import jsontext

DATA = "said"
"""The key of a record that has what doccano has no place for."""

_SHORT = {"embedded_post": "post"}
"""Values that are longer than the twelve characters of a label that doccano shows."""

_README = """\
# Annotating in doccano

1. Create a project for sequence labelling. Allow overlapping spans. Use relation labelling. Do not
   count grapheme clusters as one character: the offsets would be others. Share the annotations
   across all users if several people are to work on one text; do not if each is to read it alone.
2. Labels: import `span_labels.json` as span types and `relation_labels.json` as relation types.
3. Dataset, Import: choose "JSONL(Relation)" and the files `<doc_id>.jsonl`, encoding UTF-8.
4. Annotate. A label is the type, form, kind or stance of an annotation, and its colour tells the
   layer; a label that is the name of a layer leaves that open. Further fragments, cues, verbatim
   fragments and source phrases are spans of their own: draw the relation `fragment`, `cue`,
   `verbatim` or `phrase` to each from the first fragment.
5. Dataset, Export: JSONL, then `said import doccano FILE.zip --into seeds/<doc_id>`.

The other fields of an annotation stand in the metadata, and cannot be edited in doccano.
"""


@cache
def label_of(kind: Meaning) -> str:
    """A label as doccano shows it, which has room for twelve characters: the value or role alone,
    with its layer where two layers have it. The colour tells the layer, too."""
    layer, role, value = kind
    if role or value is None:
        return role or layer
    short = _SHORT.get(value, value)
    return f"{layer}:{short}" if len(_layers_with(value)) > 1 else short


def _layers_with(value: str) -> list[str]:
    return [layer for layer in LAYERS if value in _values(layer)]


def _values(layer: str) -> tuple[str, ...]:
    return scheme.labels_in(layer, LABEL_FIELD[layer])


@cache
def _kinds() -> tuple[Meaning, ...]:
    """What labels stand for."""
    return tuple(
        kind
        for layer in LAYERS
        for kind in (
            *(Meaning(layer, "", value) for value in (None, *_values(layer))),
            *(Meaning(layer, role) for role in SIDES.get(layer, ())),
        )
    )


@cache
def labels() -> dict[str, Meaning]:
    """All labels with what they stand for."""
    return {label_of(kind): kind for kind in _kinds()}


@cache
def readable_labels() -> dict[str, Meaning]:
    """The labels that are read: ours, and the longer ones that exports had up to version 2.0."""
    return {full_name(kind): kind for kind in _kinds()} | labels()


def full_name(kind: Meaning) -> str:
    """What a label stands for, with its layer."""
    layer, role, value = kind
    if role:
        return f"{layer} {role}"
    return f"{layer}: {value}" if value else layer


def project_files() -> dict[str, bytes]:
    """The files that set up a project."""
    colours = {text: colour_of(kind) for text, kind in labels().items()}
    return {
        "README.md": _README.encode(),
        "span_labels.json": _types(colours),
        "relation_labels.json": _types(dict.fromkeys(link_names(), colour_of(Meaning(LAYERS[0])))),
    }


def _types(colours: dict[str, str]) -> bytes:
    types = [
        {"text": text, "suffix_key": None, "background_color": colour, "text_color": "#ffffff"}
        for text, colour in colours.items()
    ]
    return jsontext.line(types) + b"\n"
