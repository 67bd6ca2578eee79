"""When a quote was said: the date beside its cue (Q11)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import regex

from said.schema.records import AnyAnnotation as Annotation

_NEAR = 90
"""Code points between an attribution and the date of the saying, at most."""
_NEW_SENTENCE = regex.compile(r"[.?!…][\"”’]?\s+[\p{Lu}\"“‘]|\n")
_Place = tuple[int, int]


def tell(text: str, quotes: Sequence[Annotation], dates: Sequence[Annotation]) -> None:
    """Gives each quote the id of the date that tells when it was said, if one does.

    It is the nearest day or time of the day that stands in the sentence of the cue, or in the line
    of the words where there is no cue, and not in the words themselves.
    """
    points = [one for one in dates if one["type"] in ("DATE", "TIME") and _is_day(one["value"])]
    starts = [one["span"]["start"] for one in points]
    for quote in quotes:
        near = bisect_left(starts, quote["content"][0]["start"] - 2 * _NEAR)
        after = bisect_left(starts, quote["content"][-1]["end"] + 2 * _NEAR)
        found = [
            (distance, one["id"])
            for one in points[near:after]
            if (distance := _distance(text, quote, one["span"])) is not None
        ]
        if found:
            quote["said"] = min(found)[1]


def _is_day(value: str) -> bool:
    """Whether a value is as exact as a day."""
    return value[4:5] == "-" and value[7:8] == "-" and value[8:10].isdigit()


def _distance(text: str, quote: Annotation, date: dict[str, Any]) -> int | None:
    """How far a date is from what attributes a quote; None if it does not go with it."""
    place = date["start"], date["end"]
    if any(_between(place, _place(one)) is None for one in quote["content"]):
        return None
    told = quote.get("cue") or [quote["content"][-1]]
    gaps = [gap for one in told if (gap := _between(place, _place(one))) is not None]
    if not gaps:
        return None
    start, end = min(gaps, key=lambda gap: gap[1] - gap[0])
    if end - start > _NEAR or _NEW_SENTENCE.search(text, start, end):
        return None
    return end - start


def _place(span: dict[str, Any]) -> _Place:
    return span["start"], span["end"]


def _between(one: _Place, other: _Place) -> _Place | None:
    """What lies between two places; None if they overlap."""
    if one[1] <= other[0]:
        return one[1], other[0]
    return (other[1], one[0]) if other[1] <= one[0] else None
