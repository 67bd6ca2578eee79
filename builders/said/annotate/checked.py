"""The last step of an annotator: the project's own checks. What they call an error is left out.

An annotator is meant to give valid records. Where it does not, a person who corrects the draft, or
a program that reads it, had better miss one record than get a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from said import jsontext
from said.check import check_annotations
from said.findings import errors
from said.seeds import Annotation, Registries, Seed, Source, is_unnamed

if TYPE_CHECKING:
    from said.annotate import Registry

_NAME = "annotations"


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
    """The annotations of a text without those in which the checks of levels 2 to 4 find an error,
    and without those that refer to one of them. `entities` are those that the registry lacks."""
    voices = {"entities": [one for one in entities if is_unnamed(one["id"])]}
    metadata = Source("document", [voices], [], [])
    known = Registries(
        _by_id([*registry.entities, *entities]),
        _by_id(registry.targets),
        {}, (), {}, frozenset({"utterances"}),
    )  # fmt: skip
    kept = list(annotations)
    while wrong := set(_wrong(text, kept, metadata, known)):
        kept = [one for index, one in enumerate(kept) if index not in wrong]
    return kept


def _by_id(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {row["id"]: row for row in rows}


def _wrong(
    text: str, annotations: list[Annotation], metadata: Source, known: Registries
) -> Iterator[int]:
    """The indices of the annotations with an error."""
    lines: Any = _Lines(annotations)
    source = Source(_NAME, annotations, lines, list(range(1, len(annotations) + 1)))
    seed = Seed("", "", text, metadata, source, (), None, None, {})
    findings = check_annotations(source, seed, known)
    return (finding.line - 1 for finding in errors(findings))
