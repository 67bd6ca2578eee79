"""Finds the annotations that a document had before it came to doccano, among those it has now.

doccano gives spans ids of its own, so only label and place tell one annotation from another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, NamedTuple

from said.formats import graph as graphs
from said.formats.doccano import names
from said.formats.encoding import Utf16Offsets
from said.schema import scheme
from said.text.segments import Place, Range, overlap, overlapping


class Before(NamedTuple):
    """An annotation as it was. `kinds` is what its label says of its layer's field, if anything;
    `fields` are all fields that are not spans, references among them."""

    id: str
    layer: str
    kinds: tuple[str, ...]
    places: Place
    fields: Mapping[str, Any]


class Now(NamedTuple):
    """An annotation as it is. `head` is the smallest id of its spans, which identifies it; `kinds`
    is what the labels of its spans say, by place."""

    head: int
    layer: str
    kinds: tuple[str, ...]
    places: Place


def read_before(data: Any, offsets: Utf16Offsets) -> list[Before]:
    """The annotations that the metadata of a document list. Raises ValueError where the metadata
    are not as they were written."""
    if not isinstance(data, list):
        raise ValueError("no list")  # noqa: TRY004 - what is read is wrong, not the program
    found = [_before(entry, offsets) for entry in data]
    if len({one.id for one in found}) < len(found):
        raise ValueError("two entries have one id")
    return found


def _before(entry: Any, offsets: Utf16Offsets) -> Before:
    match entry:
        case {"id": str(id_), "label": str(label), "places": list(places), "fields": dict(fields)}:
            name = names.readable_labels().get(label)
            if name is None or name.role:
                raise ValueError(f"no label is {label!r}")
            known = {*graphs.attribute_fields(name.layer), *scheme.REFERENCES[name.layer]}
            if odd := fields.keys() - known:
                raise ValueError(f"{name.layer} has no field {min(odd)}")
            ranges = tuple(_range(place, offsets) for place in places)
            if not ranges:
                raise ValueError(f"{id_} has no place")
            return Before(id_, name.layer, (name.value,) if name.value else (), ranges, fields)
        case _:
            raise ValueError("an entry has no id, label, places or fields")


def _range(place: Any, offsets: Utf16Offsets) -> Range:
    match place:
        case [int(start), int(end)] if found := offsets.place(start, end):
            return found
    raise ValueError(f"{place} is no place of the text")


def match_annotations(
    before: Sequence[Before], now: Sequence[Now]
) -> tuple[dict[int, Before], list[str]]:
    """Which annotation each one was, by its head, and a note where several could have been it.

    Those with the same label and places come first, in their order; then those of the same layer
    and places; then those of the same layer whose places overlap the most.
    """
    found: dict[int, Before] = {}
    unclear = _pair(found, before, now, lambda one: (one.layer, one.kinds, one.places))
    _pair(found, before, now, lambda one: (one.layer, one.places))
    lost, new = _unpaired(found, before, now)
    overlaps: list[tuple[int, Place, int, int, Before]] = []
    for layer in {one.layer for one in new}:
        olds = [one for one in lost if one.layer == layer]
        news = [one for one in new if one.layer == layer]
        was = [tuple(sorted(one.places)) for one in olds]
        is_ = [tuple(sorted(one.places)) for one in news]
        for at, number in overlapping(was, is_):
            places, head = news[number].places, news[number].head
            overlaps.append((-overlap(was[at], is_[number]), places, head, at, olds[at]))
    taken: set[str] = set()
    for _, _, head, _, old in sorted(overlaps):
        if head not in found and old.id not in taken:
            found[head] = old
            taken.add(old.id)
    return found, unclear


def _pair(
    found: dict[int, Before],
    before: Sequence[Before],
    now: Sequence[Now],
    key: Callable[[Before | Now], Hashable],
) -> list[str]:
    """Adds those that share a key, in their order; a note where more of before than of now do."""
    olds: dict[Hashable, list[Before]] = defaultdict(list)
    news: dict[Hashable, list[Now]] = defaultdict(list)
    lost, free = _unpaired(found, before, now)
    for old in lost:
        olds[key(old)].append(old)
    for new in free:
        news[key(new)].append(new)
    unclear = []
    for shared, group in olds.items():
        found |= {new.head: old for old, new in zip(group, news[shared], strict=False)}
        if 0 < len(news[shared]) < len(group):
            named = ", ".join(old.id for old in group)
            unclear.append(f"which of {named} was removed or changed: they had one label and place")
    return unclear


def _unpaired(
    found: Mapping[int, Before], before: Sequence[Before], now: Sequence[Now]
) -> tuple[list[Before], list[Now]]:
    ids = {one.id for one in found.values()}
    return [one for one in before if one.id not in ids], [n for n in now if n.head not in found]
