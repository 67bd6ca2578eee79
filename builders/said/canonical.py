"""The canonical form of annotations: the order of their keys, and of the lines of a file.

Keys stand in the order of `schema/annotation.json`, and what is null or empty is left out. Lines
stand by first start, then the longest, then layer and id, both as strings.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from said.schema import load
from said.schema.fields import properties
from said.seeds import Annotation


@cache
def keys(layer: str) -> tuple[str, ...]:
    """The names of all fields of a layer's annotations, in their order."""
    return properties(load(), "annotation", layer)


def canonical(annotation: Annotation) -> Annotation:
    """An annotation with its keys in order and nothing null or empty; a key that the schema does
    not know comes last, as it came."""
    known = [key for key in keys(annotation["layer"]) if key in annotation]
    order = dict.fromkeys([*known, *annotation])
    return {key: annotation[key] for key in order if annotation[key] not in (None, "", [])}


def sorted_lines(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Annotations in the order of the lines of a file."""
    return sorted(annotations, key=_place)


def _place(annotation: Annotation) -> tuple[int, int, str, str]:
    fragments = annotation.get("content") or annotation.get("expression") or [annotation["span"]]
    start, end = fragments[0]["start"], fragments[-1]["end"]
    return start, -end, annotation["layer"], annotation["id"]
