"""The names that annotations have in doccano, and the files that set up a project, out of the
schema."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from said.formats import graph
from said.formats.graph import SIDES
from said.schema import scheme
from said.schema.scheme import LAYERS
from said.text import jsontext

FRAGMENT = "fragment"
"""The relation that leads from the first fragment of a node to each other one."""

DATA = "said"
"""The key of a record that has what doccano has no place for."""

# The colours of the layers' labels, in their order; a further layer has the first again.
_COLOURS = ("#7f7f7f", "#d95f02", "#1b9e77", "#4363d8", "#b8860b", "#ae1e8c")
_README = """\
# Annotating in doccano

1. Create a project for sequence labelling. Allow overlapping spans. Use relation labelling. Do not
   count grapheme clusters as one character: the offsets would be others. Share the annotations
   across all users if several people are to work on one text.
2. Labels: import `span_labels.json` as span types and `relation_labels.json` as relation types.
3. Dataset, Import: choose "JSONL(Relation)" and the files `<doc_id>.jsonl`, encoding UTF-8.
4. Annotate. Further fragments, cues and verbatim fragments are spans of their own: draw the
   relation `fragment`, `cue` or `verbatim` to each of them from the first fragment.
5. Dataset, Export: JSONL, then `said import doccano FILE --into seeds/<doc_id>`.

The other fields of an annotation stand in the metadata, and cannot be edited in doccano.
"""


class Name(NamedTuple):
    """What a label stands for; `kind` is None where it says nothing about a field."""

    layer: str
    role: str
    kind: str | None


@cache
def kind_field(layer: str) -> str:
    """The field of a layer that its labels tell: the first with a closed set of values."""
    fields = graph.attribute_fields(layer)
    return next(
        field
        for field in fields
        if scheme.labels_in(layer, field) and not scheme.is_list(layer, field)
    )


def label_of(name: Name) -> str:
    """A label as doccano shows it."""
    layer, role, kind = name
    if role:
        return f"{layer} {role}"
    return f"{layer}: {kind}" if kind else layer


@cache
def labels() -> dict[str, Name]:
    """All labels with what they stand for."""
    names = []
    for layer in LAYERS:
        kinds = scheme.labels_in(layer, kind_field(layer))
        names += [Name(layer, "", kind) for kind in (None, *kinds)]
        names += [Name(layer, role, None) for role in SIDES.get(layer, ())]
    return {label_of(name): name for name in names}


def project_files() -> dict[str, bytes]:
    """The files that set up a project."""
    roles = dict.fromkeys([FRAGMENT, *(role for one in LAYERS for role in graph.link_ends(one))])
    colours = {text: _COLOURS[LAYERS.index(name.layer) % 6] for text, name in labels().items()}
    return {
        "README.md": _README.encode(),
        "span_labels.json": _types(colours),
        "relation_labels.json": _types(dict.fromkeys(roles, _COLOURS[0])),
    }


def _types(colours: dict[str, str]) -> bytes:
    types = [
        {"text": text, "suffix_key": None, "background_color": colour, "text_color": "#ffffff"}
        for text, colour in colours.items()
    ]
    return jsontext.line(types) + b"\n"
