"""Two readings of one document side by side: what they share, and where they differ.

Annotations of a layer are paired by their places, of stances first those on the same target. Ids
are each reading's own, so that references are compared by the places that they lead to. So are the
names of acts and passages, which are not compared, and of voices without a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from said.schema.canonical import place
from said.schema.records import AnyAnnotation, AnyRecord
from said.schema.scheme import (
    AUTOMATIC,
    DETERMINACY,
    FIELDS,
    LAYERS,
    POLARITY,
    REFERENCES,
    SPAN_FIELDS,
    is_list,
    is_unnamed,
    place_of,
    ranges,
    spans_of,
)
from said.scoring.agreement import LEAST_OVERLAP
from said.scoring.attributes import Side
from said.scoring.spans import pair_places

Status = Literal["same", "changed", "first", "second"]

_NOT_COMPARED = frozenset({"id", "layer", "utterance", "passages", *AUTOMATIC})
_DEFAULTS = {"polarity": POLARITY, "determinacy": DETERMINACY}


class Match(NamedTuple):
    """What two readings have in one place: one of the two is None where only the other has it.
    `fields` are those in which they differ."""

    first: AnyAnnotation | None
    second: AnyAnnotation | None
    fields: tuple[str, ...] = ()

    @property
    def status(self) -> Status:
        """Whether both have it, and alike, or which of them has it."""
        if self.first is None:
            return "second"
        if self.second is None:
            return "first"
        return "changed" if self.fields else "same"

    @property
    def shown(self) -> AnyAnnotation:
        """The annotation of the first reading, or else of the second."""
        found = self.second if self.first is None else self.first
        assert found is not None
        return found


def compare_readings(
    first: Sequence[AnyAnnotation], second: Sequence[AnyAnnotation]
) -> list[Match]:
    """What two readings of a document have, by place."""
    sides = Side.of(first), Side.of(second)
    found = [match for layer in LAYERS for match in _compare_layer(layer, sides)]
    return sorted(found, key=lambda match: place(match.shown))


def _compare_layer(layer: str, sides: tuple[Side, Side]) -> list[Match]:
    rest: tuple[list[Any], list[Any]] = list(sides[0].layers[layer]), list(sides[1].layers[layer])
    found: list[Match] = []
    targets = {one.get("target") for one in rest[0]} & {one.get("target") for one in rest[1]}
    for target in [*sorted(filter(None, targets)), None]:
        ours, theirs = (
            [one for one in side if target in (None, one.get("target"))] for side in rest
        )
        places = [place_of(one) for one in ours], [place_of(one) for one in theirs]
        pairs = pair_places(*places, LEAST_OVERLAP)
        for one, other in pairs:
            fields = tuple(_differences(layer, ours[one], theirs[other], sides))
            found.append(Match(ours[one], theirs[other], fields))
        paired = {id(ours[one]) for one, _ in pairs} | {id(theirs[other]) for _, other in pairs}
        rest = tuple([one for one in side if id(one) not in paired] for side in rest)  # type: ignore[assignment]
    found += [Match(one, None) for one in rest[0]]
    return [*found, *(Match(None, one) for one in rest[1])]


def _differences(
    layer: str, one: AnyRecord, other: AnyRecord, sides: tuple[Side, Side]
) -> list[str]:
    return [
        field
        for field in FIELDS[layer]
        if field not in _NOT_COMPARED
        and _comparable(layer, field, one, sides[0]) != _comparable(layer, field, other, sides[1])
    ]


def _comparable(layer: str, field: str, annotation: AnyRecord, side: Side) -> Any:
    """A value as it is compared: spans and references by place, lists without their order."""
    if field in SPAN_FIELDS:
        return ranges(spans_of(annotation, field))
    value = annotation.get(field)
    if value in (None, [], _DEFAULTS.get(field)):
        return frozenset()
    values = value if is_list(layer, field) else [value]
    if field in REFERENCES[layer]:
        values = [place_of(side.by_id[one]) if one in side.by_id else one for one in values]
    return frozenset(
        "unnamed" if isinstance(one, str) and is_unnamed(one) else one for one in values
    )
