"""The fields of annotations that are compared, and how two sets' values are made comparable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from said.schema.records import AnyRecord
from said.schema.scheme import (
    DETERMINACY,
    LAYERS,
    POLARITY,
    REFERENCES,
    SPAN_LISTS,
    is_list,
    is_unnamed,
    place_of,
    ranges,
)


class Side(NamedTuple):
    """The annotations of one document in one set, by layer and by id."""

    layers: dict[str, list[AnyRecord]]
    by_id: dict[str, AnyRecord]

    @classmethod
    def of(cls, annotations: Sequence[AnyRecord]) -> Side:
        """The annotations sorted into their layers, and there by place and id, so that the order
        of lines does not count."""
        layers: dict[str, list[AnyRecord]] = {layer: [] for layer in LAYERS}
        for annotation in sorted(annotations, key=lambda one: (place_of(one), one["id"])):
            layers[annotation["layer"]].append(annotation)
        return cls(layers, {annotation["id"]: annotation for annotation in annotations})


class SharedNames(NamedTuple):
    """What the second set calls the unnamed voices and the utterances of the first."""

    entities: Mapping[str, str]
    utterances: Mapping[str, str]


def renamed_entity(entity: str, entities: Mapping[str, str]) -> str:
    """What the second set calls a voice of the first; a name that it does not use, if it has no
    such voice."""
    return entities.get(entity, f"{entity} of the first") if is_unnamed(entity) else entity


class ComparedField(NamedTuple):
    """A field to compare. An optional one is compared where either set has it."""

    layer: str
    name: str
    is_optional: bool
    is_list: bool

    def value(self, annotation: AnyRecord, side: Side, names: SharedNames | None) -> Any:
        """The value as it is compared: references by their places, lists without their order.
        `names` is None for an annotation of the second set, whose names stay."""
        value: Any = annotation.get(self.name)
        if value == _DEFAULTS.get(self.name):
            value = None  # whether it is written or left out
        if self.name in SPAN_LISTS:
            return ranges(value or ())
        if self.is_list:
            return frozenset(self._comparable(one, side, names) for one in value or ())
        return None if value is None else self._comparable(value, side, names)

    def _comparable(self, value: Any, side: Side, names: SharedNames | None) -> Any:
        if names and self.name == "speakers":
            return renamed_entity(value, names.entities)
        if names and self.name == "utterance":
            return names.utterances.get(value, f"{value} of the first")
        is_reference = self.name in REFERENCES[self.layer] and value in side.by_id
        return place_of(side.by_id[value]) if is_reference else value


_DEFAULTS = {"polarity": POLARITY, "determinacy": DETERMINACY}

_ALWAYS = {
    "block": ("kind",),
    "mark": ("kind",),
    "speaker": ("form", "speakers"),
    "quote": ("type", "speakers", "resolution"),
    "date": ("type", "value"),
}
_WHERE_PRESENT = {
    "speaker": ("flags",),
    "quote": (
        *("verbatim", "cue", "source", "via", "said", "utterance", "flags"),
        *("polarity", "determinacy", "phrase", "addressee"),
    ),
    "date": ("mod", "anchor", "flags"),
}

ATTRIBUTES = tuple(
    ComparedField(layer, name, is_optional, is_list(layer, name))
    for layer, always in _ALWAYS.items()
    for is_optional, names in ((False, always), (True, _WHERE_PRESENT.get(layer, ())))
    for name in names
)
