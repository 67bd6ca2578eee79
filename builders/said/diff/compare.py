"""Compares two records of one document: its fields, and its annotations layer by layer.

Annotations are matched by id, which is stable and never reused. Where one id stands for spans
without a common character all the same, the old annotation is gone and the new one is another.
Spans are compared by their offsets, in code points, also where the text has changed. Fields that
one of the two records lacks are new or gone columns, no changes of the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from said.schema.records import AnyRecord, Span
from said.schema.scheme import COLUMNS

Annotation = AnyRecord
"""An entry of a record's list of a layer, of whatever release."""

Kind = Literal["added", "removed", "changed"]

_SPAN = ("start", "end", "exact")
# The text is compared by its digest, entities with those of the whole release.
_APART = {"doc_id", "text", "entities", "sentences", *COLUMNS.values()}
TEXT = "sha256"
"""The field that tells a changed text."""


class FieldChange(NamedTuple):
    """A field with another value than before."""

    field: str
    old: Any
    new: Any


class Change(NamedTuple):
    """What happened to an annotation: the fields that changed, or the whole of it if it was added
    or removed. `start` is the first code point of its span; `id` is corpus-wide."""

    start: int
    id: str
    layer: str
    kind: Kind
    fields: tuple[FieldChange, ...] = ()
    annotation: Annotation | None = None


class LayerDiff(NamedTuple):
    """A layer compared: the changes by place, the ids whose span moved away (each of them is
    removed and added in `changes`), how many annotations are as they were, and how often a label
    field of an annotation in both had one value and then another: (field, old, new)."""

    changes: list[Change]
    moved: list[str]
    unchanged: int
    labels: Counter[tuple[str, Any, Any]]


class DocumentDiff(NamedTuple):
    """A document that stands in both releases: its fields, its split among them, and its layers."""

    doc_id: str
    fields: list[FieldChange]
    layers: dict[str, LayerDiff]


def compare_documents(
    doc_id: str, old: AnyRecord, new: AnyRecord, fields: Mapping[str, Iterable[str]]
) -> DocumentDiff:
    """Compares two records of a document; `fields` are the label fields of each layer."""
    changed = [
        FieldChange(name, old[name], new[name])
        for name in old
        if name not in _APART and name in new and old[name] != new[name]
    ]
    # Sentences are found by rule: with the same text, another rule found others.
    if old[TEXT] == new[TEXT] and "sentences" in old.keys() & new.keys():
        before, after = old["sentences"], new["sentences"]
        if before != after:
            gone = [one for one in before if one not in after]
            come = [one for one in after if one not in before]
            changed.append(FieldChange("sentences", gone, come))
    layers = {
        layer: compare_layer(
            layer, annotations_in(old, column), annotations_in(new, column), fields[layer]
        )
        for layer, column in COLUMNS.items()
    }
    return DocumentDiff(doc_id, changed, layers)


def annotations_in(record: AnyRecord, column: str) -> list[Annotation]:
    """The annotations in a column of a record; paragraphs, which a rule finds, are none."""
    return [one for one in record.get(column, ()) if one.get("kind") != "paragraph"]


def compare_layer(
    layer: str, old: Sequence[Annotation], new: Sequence[Annotation], fields: Iterable[str]
) -> LayerDiff:
    """Compares two lists of annotations of a layer; `fields` are its label fields."""
    after = {one["id"]: one for one in new}
    changes: list[Change] = []
    moved: list[str] = []
    unchanged = 0
    labels: Counter[tuple[str, Any, Any]] = Counter()
    for one in old:
        other = after.pop(one["id"], None)
        if other is None:
            changes.append(_whole(layer, "removed", one))
            continue
        if one != other and not share_a_character(spans_of(one), spans_of(other)):
            moved.append(one["id"])
            changes += [_whole(layer, "removed", one), _whole(layer, "added", other)]
            continue
        for field in fields:
            if field in one and field in other:
                labels[field, one[field], other[field]] += 1
        changed = () if one == other else changed_fields(one, other)
        if changed:
            start = spans_of(other)[0]["start"]
            changes.append(Change(start, one["id"], layer, "changed", changed))
        else:
            unchanged += 1
    changes += [_whole(layer, "added", other) for other in after.values()]
    changes.sort(key=lambda change: (change.start, change.id))
    return LayerDiff(changes, moved, unchanged, labels)


def _whole(layer: str, kind: Kind, annotation: Annotation) -> Change:
    start = spans_of(annotation)[0]["start"]
    return Change(start, annotation["id"], layer, kind, annotation=annotation)


def changed_fields(old: Annotation, new: Annotation) -> tuple[FieldChange, ...]:
    """The fields that differ; start, end and string are one of them, `span`."""
    found = []
    if "start" in old and any(old[name] != new[name] for name in _SPAN):
        found.append(FieldChange("span", span_of(old), span_of(new)))
    found += [
        FieldChange(name, old[name], new[name])
        for name in old
        if name not in _SPAN and name in new and old[name] != new[name]
    ]
    return tuple(found)


def span_of(annotation: Annotation) -> Span:
    """The span of an annotation that has one."""
    return {
        "start": annotation["start"],
        "end": annotation["end"],
        "exact": annotation["exact"],
    }


def spans_of(annotation: Annotation) -> Sequence[Annotation]:
    """All fragments of what is annotated."""
    if "start" in annotation:
        return [annotation]
    found: Sequence[Annotation] = annotation.get("content") or annotation["expression"]
    return found


def share_a_character(old: Sequence[Annotation], new: Sequence[Annotation]) -> bool:
    """Whether any fragment of the one list overlaps any of the other, half open."""
    return any(a["start"] < b["end"] and b["start"] < a["end"] for a in old for b in new)
