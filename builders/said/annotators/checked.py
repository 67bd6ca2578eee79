"""The last step of an annotator: the project's own checks. What they call an error is left out.

An annotator is meant to give valid records. Where it does not, a missing record does less harm than
one that breaks what reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from said.check import find_every_error
from said.findings.catalogue import Finding
from said.schema import scheme
from said.schema.records import AnyAnnotation as Annotation
from said.schema.records import Entity, Target
from said.seeds.documents import Seed
from said.seeds.json_files import JsonFile
from said.seeds.registries import Registries
from said.seeds.topics import VERSION_1, Topic
from said.text import jsontext

if TYPE_CHECKING:
    from said.annotators.registry import Registry

_NAME = "annotations"
_NO_LINES = JsonFile("targets", [], [], [])


class _Lines(Sequence[bytes]):
    """Annotations as the lines of a file, written only where a finding shows one."""

    def __init__(self, annotations: Sequence[Annotation]) -> None:
        self._annotations = annotations

    def __len__(self) -> int:
        return len(self._annotations)

    def __getitem__(self, index: Any) -> Any:
        return jsontext.line(self._annotations[index])


def without_errors(
    text: str,
    annotations: Sequence[Annotation],
    entities: Sequence[dict[str, Any]],
    registry: Registry,
) -> list[Annotation]:
    """The annotations of a text without those in which `find_errors` finds one, and without those
    that refer to one of them."""
    kept = list(annotations)
    while found := find_errors(text, kept, entities, registry):
        wrong = {finding.line - 1 for finding in found}
        kept = _without(kept, wrong)
    return kept


def _without(annotations: Sequence[Annotation], wrong: set[int]) -> list[Annotation]:
    """The annotations without the wrong ones, by index, and without all that refer to one of them,
    be it by way of others: each chain is followed once, not a link a round."""
    ids = {one.get("id") for index, one in enumerate(annotations) if index not in wrong}
    lost = [one["id"] for index in wrong if (one := annotations[index]).get("id") not in ids]
    referring: dict[str, list[int]] = {}
    for index, one in enumerate(annotations):
        for id_ in scheme.references(one):
            referring.setdefault(id_, []).append(index)
    gone = set(wrong)
    while lost:
        for index in referring.get(lost.pop(), ()):
            if index not in gone:
                gone.add(index)
                lost.append(annotations[index]["id"])
    return [one for index, one in enumerate(annotations) if index not in gone]


def without_doubtful(annotations: Sequence[Annotation], least: float) -> list[Annotation]:
    """The annotations without those whose rule was right less often than `least`, and without dates
    that are counted from one of them. Others lose what refers to one."""
    doubtful = [one.get("precision", 1) < least for one in annotations]
    if not any(doubtful):
        return list(annotations)
    gone = {one["id"] for one, out in zip(annotations, doubtful, strict=True) if out}
    dates = [one for one in annotations if one["layer"] == "date"]
    kept = _without(dates, {n for n, one in enumerate(dates) if one["id"] in gone})
    gone |= {one["id"] for one in dates} - {one["id"] for one in kept}
    return [_without_references(one, gone) for one in annotations if one["id"] not in gone]


def _without_references(annotation: Annotation, gone: set[str]) -> Annotation:
    made = dict(annotation)
    for field in scheme.REFERENCES[annotation["layer"]]:
        value = made.get(field)
        if isinstance(value, list):
            made[field] = [one for one in value if one not in gone]
        if value in gone if isinstance(value, str) else made.get(field) == []:
            del made[field]
    return made


def find_errors(
    text: str,
    annotations: Sequence[Annotation],
    entities: Sequence[dict[str, Any]],
    registry: Registry,
) -> list[Finding]:
    """The errors of levels 2 to 4 in the annotations of a text; the line of each is the number of
    its annotation, from 1. `entities` are those that the registry lacks."""
    voices = {"entities": [one for one in entities if scheme.is_unnamed(one["id"])]}
    metadata = JsonFile("document", [voices], [], [])
    targets = cast("dict[str, Target]", registry.targets_by_id)
    known = Registries(
        cast(
            "dict[str, Entity]",
            {**registry.entities_by_id, **{row["id"]: row for row in entities}},
        ),
        {VERSION_1: Topic(VERSION_1, {"targets": _NO_LINES}, {}, targets)},
        {}, (), {}, frozenset({"utterances"}),
    )  # fmt: skip
    lines: Any = _Lines(annotations)
    source = JsonFile(_NAME, list(annotations), lines, list(range(1, len(annotations) + 1)))
    seed = Seed("", "", text, metadata, source, (), None, None, {})
    return find_every_error(source, seed, known)
