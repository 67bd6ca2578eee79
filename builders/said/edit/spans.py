"""The spans in a record of any of the files, and where they can stand in the text.

A span is any object with the string `exact`. It is open if it has no offsets, or if other words
stand at them. All offsets are code points, half open. An object with a list or an object for an
offset is no span: to give it offsets would lose what it holds.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from said.schema.scheme import SPAN_LISTS
from said.text.jsontext import Pointer
from said.text.paragraphs import find_lines
from said.text.segments import Range

Span = dict[str, Any]
Record = dict[str, Any]

_OFFSETS = ("start", "end")


class Open(NamedTuple):
    """A span that has no one place: the keys that lead to it, and where its string stands."""

    pointer: Pointer
    span: Span
    places: Sequence[int]


def walk_spans(value: Any) -> Iterator[tuple[Pointer, Span]]:
    """Every span in a value with the keys that lead to it, in the order in which they stand. What
    is inside a span belongs to it."""
    waiting: list[tuple[Pointer, Any]] = [((), value)]
    while waiting:
        pointer, one = waiting.pop()
        if isinstance(one, dict):
            if isinstance(one.get("exact"), str):
                if one["exact"] and not any(
                    isinstance(one.get(key), (dict, list)) for key in _OFFSETS
                ):
                    yield pointer, one
                continue
            waiting += [((*pointer, key), inner) for key, inner in reversed(one.items())]
        elif isinstance(one, list):
            inside = [((*pointer, index), inner) for index, inner in enumerate(one)]
            waiting += reversed(inside)


def walk_bare(value: Any) -> Iterator[tuple[Pointer, Span]]:
    """Every object in a value that has both offsets of a span and no string, or an empty one."""
    waiting: list[tuple[Pointer, Any]] = [((), value)]
    while waiting:
        pointer, one = waiting.pop()
        if isinstance(one, dict):
            is_bare = set(one) <= {*_OFFSETS, "exact"} and one.get("exact") in (None, "")
            if is_bare and place_of_span(one) is not None:
                yield pointer, one
            waiting += [((*pointer, key), inner) for key, inner in reversed(one.items())]
        elif isinstance(one, list):
            waiting += reversed([((*pointer, index), inner) for index, inner in enumerate(one)])


def as_offset(value: Any) -> int | None:
    """The value if it can be an offset, else None."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def place_of_span(span: Span) -> Range | None:
    """The offsets of a span if it has both, else None."""
    start, end = as_offset(span.get("start")), as_offset(span.get("end"))
    return None if start is None or end is None else (start, end)


def span_fits(span: Span, text: str) -> bool:
    """Whether a span has offsets, and its string stands there."""
    told = place_of_span(span)
    return told is not None and text[told[0] : told[1]] == span["exact"]


def has_place(record: Any, order: Callable[[Any], tuple[Any, ...]]) -> bool:
    """Whether records can be sorted by an order that begins with start, end and layer."""
    try:
        start, end, layer, *_ = order(record)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return False
    return type(start) is int and type(end) is int and isinstance(layer, str)


def put_offsets(span: Span, start: int) -> None:
    """Gives a span its offsets, before all other fields."""
    others = {key: value for key, value in span.items() if key not in ("start", "end")}
    span.clear()
    span.update({"start": start, "end": start + len(others["exact"]), **others})


@lru_cache(maxsize=256)
def occurrences_of(text: str, exact: str) -> Sequence[int]:
    """Where a string occurs in the text, overlapping ones too, sorted. Very many spans may have one
    string, so what is found is kept, and a slice of it is no copy."""
    found = array("Q")
    at = text.find(exact)
    while at >= 0:
        found.append(at)
        at = text.find(exact, at + 1)
    return memoryview(found).toreadonly()


def _between(places: Sequence[int], first: int, last: int) -> Sequence[int]:
    """Those of some sorted places that are not before `first` or behind `last`."""
    return places[bisect_left(places, first) : bisect_right(places, last)]


@lru_cache(maxsize=256)
def _whole_lines(text: str, exact: str) -> Sequence[int]:
    """Where a string is a whole line (X4)."""
    whole = _lines(text)
    return [one for one in occurrences_of(text, exact) if (one, one + len(exact)) in whole]


@lru_cache(maxsize=1)
def _lines(text: str) -> frozenset[Range]:
    return frozenset(find_lines(text))


def settle_spans(
    record: Record, text: str, quotes: Mapping[str, Sequence[Range]], moves: bool
) -> tuple[list[tuple[Pointer, int]], list[Open]]:
    """Where the open spans of a record stand, and those of which that is not known.

    Of the places of a string one is taken if it is the only one, or the only one that a rule
    allows: a block is a whole line (X4), fragments are in the order of the text (X3), verbatim
    words lie in the content (Q5), the one expression of a stance in a quote lies in that quote
    (T1). `quotes` are the contents of the quotes by their ids. Spans with wrong offsets are left
    aside unless the call `moves` them.
    """
    at: dict[Pointer, Sequence[int]] = {}
    spans = dict(walk_spans(record))
    opened = {}
    for pointer, span in spans.items():
        if span_fits(span, text):
            at[pointer] = [span["start"]]
        elif moves or place_of_span(span) is None:
            opened[pointer] = at[pointer] = _places(span, text)
    found = dict(at)
    if any(len(starts) > 1 for starts in found.values()):
        _narrow(record, text, found, quotes)
    settled = [(pointer, found[pointer][0]) for pointer in opened if len(found[pointer]) == 1]
    left = [
        Open(pointer, spans[pointer], places)
        for pointer, places in opened.items()
        if len(found[pointer]) != 1
    ]
    return settled, left


def _places(span: Span, text: str) -> Sequence[int]:
    """Where the string of a span stands; only there where one of its offsets leads, if one does."""
    exact = span["exact"]
    start, end = as_offset(span.get("start")), as_offset(span.get("end"))
    led = {start, None if end is None else end - len(exact)}
    right = [one for one in led if one is not None and one >= 0 and text.startswith(exact, one)]
    return right if len(right) == 1 else occurrences_of(text, exact)


def _narrow(
    record: Record,
    text: str,
    found: dict[Pointer, Sequence[int]],
    quotes: Mapping[str, Sequence[Range]],
) -> None:
    """Takes away the places that a rule forbids, where another one is left."""
    spans = dict(walk_spans(record))

    def keep(pointer: Pointer, ranges: Sequence[Range]) -> None:
        if len(found[pointer]) < 2:
            return
        size = len(spans[pointer]["exact"])
        inside: set[int] = set()
        for start, end in ranges:
            inside.update(_between(found[pointer], start, end - size)[:2])
            if len(inside) > 1:
                return  # several are left, so that nothing is known
        found[pointer] = list(inside) or found[pointer]

    is_line = record.get("layer") == "block" and record.get("kind") != "boilerplate"
    if is_line and len(found.get(("span",), ())) > 1:
        found["span",] = _whole_lines(text, spans["span",]["exact"]) or found["span",]
    for field, group in groupby(found, lambda pointer: pointer[:1]):
        if field[:1] and field[0] in SPAN_LISTS:
            _in_order(list(group), spans, found)
    content = settled_content(record, found)
    for pointer in found:
        if pointer[:1] == ("verbatim",) and content:
            keep(pointer, content)
    quote = record.get("quote")
    fragments = [pointer for pointer in found if pointer[:1] == ("expression",)]
    if len(fragments) == 1 and isinstance(quote, str) and quotes.get(quote):
        keep(fragments[0], quotes[quote])


def _in_order(
    pointers: Sequence[Pointer], spans: Mapping[Pointer, Span], found: dict[Pointer, Sequence[int]]
) -> None:
    """Keeps of the places of fragments those that leave room for the fragments before and behind
    (X3); all of them if the fragments cannot be put in order."""
    sizes = [len(spans[pointer]["exact"]) for pointer in pointers]
    first: list[int] = []
    for pointer in pointers:
        free = first[-1] + sizes[len(first) - 1] if first else 0
        at = bisect_left(found[pointer], free)
        if at == len(found[pointer]):
            return
        first.append(found[pointer][at])
    last = [0] * len(pointers)
    for index in reversed(range(len(pointers))):
        places = found[pointers[index]]
        at = len(places)
        if index + 1 < len(pointers):
            at = bisect_right(places, last[index + 1] - sizes[index])
        last[index] = places[at - 1]
    for index, pointer in enumerate(pointers):
        found[pointer] = _between(found[pointer], first[index], last[index])


def settled_content(
    record: Record, found: Mapping[Pointer, Sequence[int]] | None = None
) -> list[Range]:
    """The fragments of a quote's content, as far as their places are known; `found` tells those
    of fragments that have no offsets yet."""
    content = record.get("content")
    ranges = []
    for index, span in enumerate(content if isinstance(content, list) else ()):
        if not isinstance(span, dict) or not isinstance(span.get("exact"), str):
            continue
        starts = (found or {}).get(("content", index), ())
        told = (
            (starts[0], starts[0] + len(span["exact"])) if len(starts) == 1 else place_of_span(span)
        )
        ranges += [told] if told else []
    return ranges


def known_starts(record: Record, text: str) -> list[int]:
    """Where the spans of a record begin that have their place, sorted."""
    return sorted(span["start"] for _, span in walk_spans(record) if span_fits(span, text))


def nearest_start(one: Open, others: Sequence[int]) -> int | None:
    """The place of an open span that is nearest to where it was said to be, or to the places of the
    `others` of its record; None if there is nothing to be near to."""
    told = as_offset(one.span.get("start"))
    near = [told] if told is not None else others
    if not near or not one.places:
        return None
    # The nearest two stand side by side in the order of all.
    beside = [start for other in near for start in _two(one.places, bisect_left(one.places, other))]
    return min(beside, key=lambda start: (_distance(start, near), start))


def _two(places: Sequence[int], at: int) -> Sequence[int]:
    """What stands before and behind a gap in some places."""
    return places[max(0, at - 1) : at + 1]


def _distance(start: int, near: Sequence[int]) -> int:
    """How far the nearest of some sorted places is."""
    return min(abs(start - other) for other in _two(near, bisect_left(near, start)))


def shorten(string: str) -> str:
    """A string as it is told to a person, cut if it is long."""
    return repr(string if len(string) <= 60 else string[:45] + " … " + string[-12:])
