"""The stretch of time of each date of a document.

Most dates have it from their value alone. A duration that is anchored to a day has it from the day
and from its words: "the past 48 hours" lie before it, "the next two years" after it.
"""

from __future__ import annotations

from collections.abc import Iterable

from said.schema.grounding import (
    UNRESOLVED,
    Direction,
    Interval,
    ground_duration,
    ground_value,
)
from said.schema.records import Annotation
from said.schema.scheme import DCT
from said.text.datewords import classes
from said.text.tokens import find_tokens

_BEFORE = frozenset({"LAST", "RECENT"})
_AFTER = frozenset({"NEXT"})
"""The classes of words that say on which side of its anchor a duration lies."""


def ground_dates(annotations: Iterable[Annotation], dct: str | None) -> dict[str, Interval]:
    """The intervals of the dates among the annotations of a document, by id."""
    dates = [one for one in annotations if one["layer"] == "date"]
    known = {one["id"]: ground_value(one["type"], one["value"], one.get("mod")) for one in dates}
    of_anchors = {**known, DCT: _ground_time(dct)}
    for date in dates:
        if date["type"] == "DURATION" and "anchor" in date:
            anchor = of_anchors.get(date["anchor"], UNRESOLVED)
            direction = duration_direction(date["span"]["exact"])
            known[date["id"]] = ground_duration(date["value"], date.get("mod"), anchor, direction)
    return known


def _ground_time(dct: str | None) -> Interval:
    return UNRESOLVED if dct is None else ground_value("TIME" if "T" in dct else "DATE", dct)


def duration_direction(words: str) -> Direction | None:
    """On which side of its anchor the words of a duration place it; None if they do not say, or say
    both."""
    found = {classes().get(token.lower()) for token in find_tokens(words).strings}
    is_before, is_after = bool(found & _BEFORE), bool(found & _AFTER)
    if is_before == is_after:
        return None
    return "before" if is_before else "after"
