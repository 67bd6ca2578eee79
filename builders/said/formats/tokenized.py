"""What the formats that hold annotations over tokens share: what does not fit, in words, and the
fields that no token holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from said.formats.graph import to_linked_graph
from said.schema.records import Annotation, AnyAnnotation, AnyRecord
from said.schema.scheme import LABEL_FIELD, REFERENCES, SPAN_FIELDS

_LOSSES = {
    "unmatched": "spans that touch no token",
    "widened": "spans that begin or end inside a token, and now cover the whole token",
}


def lost_notes(annotations: Sequence[Annotation], lost: Mapping[str, int]) -> Iterator[str]:
    """What tokens cannot hold of annotations, for a person; `lost` are the counts of
    `said.tokens.encode`. Raises SaidError where two annotations have the same id."""
    yield from to_linked_graph(annotations)[1]
    for key, what in _LOSSES.items():
        if lost.get(key):
            yield f"{what}: {lost[key]}"


_UNREAD = {
    "unknown_tags": "tags that their column does not have",
    "unlinked": "cues, sources and links that belong to no annotation",
    "incomplete": "annotations of which only a cue or another side is there",
}


def unread_notes(lost: Mapping[str, int]) -> Iterator[str]:
    """What was not read of tags and spans over tokens, for a person; `lost` are the counts of
    `said.tokens.decode` and others, with a description as their key."""
    for key, count in lost.items():
        yield f"{_UNREAD.get(key, key)}: {count}"


def other_fields(annotation: AnyRecord) -> AnyAnnotation:
    """The fields of an annotation that are neither spans, nor links, nor the label of its spans."""
    layer = annotation["layer"]
    held = {"id", "layer", *SPAN_FIELDS, *REFERENCES[layer], LABEL_FIELD[layer]}
    return {key: value for key, value in annotation.items() if key not in held}
