"""Finds the annotations that a document had before it came to doccano, among those it has now.

doccano gives spans ids of its own, so label and place tell an annotation from others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from said.formats import graph as graphs
from said.formats.doccano import names
from said.formats.doccano.names import Name
from said.formats.encoding import Utf16Offsets
from said.schema import scheme
from said.text.segments import Range, overlap, overlapping


class Before(NamedTuple):
    """An annotation as it was: `fields` are all that are neither spans nor references."""

    id: str
    name: Name
    places: tuple[Range, ...]
    fields: Mapping[str, Any]


class Now(NamedTuple):
    """An annotation as it is: the smallest id of its spans, which tells it from others; `kinds` are
    those that its spans' labels tell, by place."""

    head: int
    layer: str
    kinds: tuple[str, ...]
    places: tuple[Range, ...]


def read_before(data: Any, offsets: Utf16Offsets) -> list[Before]:
    """What the metadata of a document say of its annotations. Raises ValueError where that is not
    what was written."""
    if not isinstance(data, list):
        raise ValueError("no list")  # noqa: TRY004 - what is read is wrong, not the program
    found = [_before(entry, offsets) for entry in data]
    if len({one.id for one in found}) < len(found):
        raise ValueError("two entries have one id")
    return found


def _before(entry: Any, offsets: Utf16Offsets) -> Before:
    match entry:
        case {"id": str(id_), "label": str(label), "places": list(places), "fields": dict(fields)}:
            name = names.labels().get(label)
            if name is None or name.role:
                raise ValueError(f"no label is {label!r}")
            known = {*graphs.attribute_fields(name.layer), *scheme.REFERENCES[name.layer]}
            if odd := fields.keys() - known:
                raise ValueError(f"{name.layer} has no field {min(odd)}")
            ranges = tuple(_range(place, offsets) for place in places)
            if not ranges:
                raise ValueError(f"{id_} has no place")
            return Before(id_, name, ranges, fields)
        case _:
            raise ValueError("an entry has no id, label, places or fields")


def _range(place: Any, offsets: Utf16Offsets) -> Range:
    match place:
        case [int(start), int(end)]:
            first, after = offsets.code_points(start), offsets.code_points(end)
            if first is not None and after is not None and first < after:
                return first, after
    raise ValueError(f"{place} is no place of the text")


def match_annotations(
    before: Sequence[Before], now: Sequence[Now]
) -> tuple[dict[int, Before], tuple[str, ...]]:
    """Which annotation each one was, by its head, and a word where several of before could be it.

    Those with the same label and places come first, in their order; then those of the same layer
    and places; then those of the same layer whose places overlap the most.
    """
    found: dict[int, Before] = {}
    unclear = _pair(found, before, now, _label_before, _label_now)
    _pair(
        found,
        before,
        now,
        lambda one: (one.name.layer, one.places),
        lambda one: (one.layer, one.places),
    )
    ids = {one.id for one in found.values()}
    lost = [one for one in before if one.id not in ids]
    new = [one for one in now if one.head not in found]
    shared = [
        (-how, new[at].places, new[at].head, old)
        for layer in {one.layer for one in new}
        for old, at, how in _overlapping(layer, lost, new)
    ]
    taken: set[int] = set()
    for _, _, head, at in sorted(shared):
        if head not in found and at not in taken:
            found[head] = lost[at]
            taken.add(at)
    return found, unclear


def _label_before(one: Before) -> Hashable:
    return one.name.layer, (one.name.kind,) if one.name.kind else (), one.places


def _label_now(one: Now) -> Hashable:
    return one.layer, one.kinds, one.places


def _pair(
    found: dict[int, Before],
    before: Sequence[Before],
    now: Sequence[Now],
    key_before: Callable[[Before], Hashable],
    key_now: Callable[[Now], Hashable],
) -> tuple[str, ...]:
    """Adds those that share a key, in their order; a word on those of before that are too many."""
    ids = {one.id for one in found.values()}
    olds: dict[Hashable, list[Before]] = defaultdict(list)
    news: dict[Hashable, list[Now]] = defaultdict(list)
    for old in before:
        if old.id not in ids:
            olds[key_before(old)].append(old)
    for new in now:
        if new.head not in found:
            news[key_now(new)].append(new)
    unclear = []
    for key, group in olds.items():
        for old, new in zip(group, news[key], strict=False):
            found[new.head] = old
        if 0 < len(news[key]) < len(group):
            named = ", ".join(old.id for old in group)
            unclear.append(f"which of {named} was removed or changed: they had one label and place")
    return tuple(unclear)


def _overlapping(
    layer: str, lost: Sequence[Before], new: Sequence[Now]
) -> Iterator[tuple[int, int, int]]:
    """The annotations of a layer that share code points, by their numbers, and how many."""
    olds = [number for number, one in enumerate(lost) if one.name.layer == layer]
    news = [number for number, one in enumerate(new) if one.layer == layer]
    before = [tuple(sorted(lost[number].places)) for number in olds]
    now = [tuple(sorted(new[number].places)) for number in news]
    for one, other in overlapping(before, now):
        yield olds[one], news[other], overlap(before[one], now[other])
