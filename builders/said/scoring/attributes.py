"""The attributes of annotations that are compared, and how two sets' values are made comparable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from said.schema.records import AnyRecord
from said.schema.scheme import DETERMINACY, LAYERS, POLARITY, is_unnamed, place_of, ranges


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
    """What the first set's ids of unnamed voices and of utterances are called in the second; None
    for the names of the second set itself."""

    entities: dict[str, str] | None
    utterances: dict[str, str] | None


class ComparedField(NamedTuple):
    """A field to compare: its value in the first set with the second's names, and in the second.

    An optional field is compared where either set has it.
    """

    layer: str
    name: str
    value: Callable[[AnyRecord, Side, SharedNames], Any]
    optional: bool = False


def _plain(field: str) -> Callable[[AnyRecord, Side, SharedNames], Any]:
    return lambda annotation, _side, _names: annotation.get(field)


def _unless(field: str, default: str) -> Callable[[AnyRecord, Side, SharedNames], Any]:
    """The value of a field, or None if it is the default, whether that is written or left out."""

    def value(annotation: AnyRecord, _side: Side, _names: SharedNames) -> Any:
        given = annotation.get(field)
        return None if given == default else given

    return value


def _speakers(annotation: AnyRecord, _side: Side, names: SharedNames) -> Any:
    return frozenset(renamed_entity(one, names.entities) for one in annotation.get("speakers", ()))


def renamed_entity(entity: str, entities: dict[str, str] | None) -> str:
    """What the second set calls a voice of the first; nothing that it has, if it has no such voice.

    None are the names of the second set itself.
    """
    if entities is None or not is_unnamed(entity):
        return entity
    return entities.get(entity, f"{entity} of the first")


def _utterance(annotation: AnyRecord, _side: Side, names: SharedNames) -> Any:
    own = annotation.get("utterance")
    if own is None or names.utterances is None:
        return own
    return names.utterances.get(own, f"{own} of the first")


def _flags(annotation: AnyRecord, _side: Side, _names: SharedNames) -> Any:
    return frozenset(annotation.get("flags", ()))


def _spans_in(field: str) -> Callable[[AnyRecord, Side, SharedNames], Any]:
    return lambda annotation, _side, _names: ranges(annotation.get(field, ()))


def _mentions(field: str) -> Callable[[AnyRecord, Side, SharedNames], Any]:
    """The places of the mentions that a field refers to."""
    return lambda annotation, side, _names: frozenset(
        place_of(side.by_id[one]) for one in annotation.get(field, ())
    )


def _date_at(field: str) -> Callable[[AnyRecord, Side, SharedNames], Any]:
    """The place of the date that a field refers to."""

    def value(annotation: AnyRecord, side: Side, _names: SharedNames) -> Any:
        reference = annotation.get(field)
        return place_of(side.by_id[reference]) if reference in side.by_id else reference

    return value


ATTRIBUTES = (
    ComparedField("block", "kind", _plain("kind")),
    ComparedField("mark", "kind", _plain("kind")),
    ComparedField("speaker", "form", _plain("form")),
    ComparedField("speaker", "speakers", _speakers),
    ComparedField("speaker", "flags", _flags, optional=True),
    ComparedField("quote", "type", _plain("type")),
    ComparedField("quote", "speakers", _speakers),
    ComparedField("quote", "resolution", _plain("resolution")),
    ComparedField("quote", "verbatim", _spans_in("verbatim"), optional=True),
    ComparedField("quote", "cue", _spans_in("cue"), optional=True),
    ComparedField("quote", "source", _mentions("source"), optional=True),
    ComparedField("quote", "via", _mentions("via"), optional=True),
    ComparedField("quote", "said", _date_at("said"), optional=True),
    ComparedField("quote", "utterance", _utterance, optional=True),
    ComparedField("quote", "flags", _flags, optional=True),
    ComparedField("quote", "polarity", _unless("polarity", POLARITY), optional=True),
    ComparedField("quote", "determinacy", _unless("determinacy", DETERMINACY), optional=True),
    ComparedField("quote", "phrase", _spans_in("phrase"), optional=True),
    ComparedField("quote", "addressee", _mentions("addressee"), optional=True),
    ComparedField("date", "type", _plain("type")),
    ComparedField("date", "value", _plain("value")),
    ComparedField("date", "mod", _plain("mod"), optional=True),
    ComparedField("date", "anchor", _date_at("anchor"), optional=True),
    ComparedField("date", "flags", _flags, optional=True),
)
OWN_NAMES = SharedNames(None, None)
