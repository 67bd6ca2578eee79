"""When quoted words were said: the date beside a quote, from which their deixis counts (D4) and
which the quote itself names (Q11)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from said.annotators.dates.engine import Expression, Saying
from said.schema.records import AnyAnnotation as Annotation
from said.text.reading import Reading
from said.text.segments import Range

_TURN, _ANSWER = "turn", "answer"
"""The rules for what is said in a transcript and in an interview."""
_LONGEST = 200
"""Code points that no expression is longer than."""
_NEAR_WORDS = 120
"""Code points between a quote and the date from which its words count, at most."""
_NEAR_CUE = 90
"""Code points between what attributes a quote and the date that it names, at most."""


def find_sayings(
    reading: Reading, quotes: Sequence[Annotation], expressions: Sequence[Expression]
) -> list[Saying]:
    """The quoted words, by place, each with the day that is nearest to its quote in a sentence that
    the quote stands in."""
    days = [expression for expression in expressions if _is_day(expression)]
    starts = [day.start for day in days]
    inside: list[Saying] = []
    turns: set[str] = set()
    for quote in quotes:
        if _is_turn(reading.text, quote) or quote.get("continues") in turns:
            turns.add(quote["id"])  # what a transcript has is said at the time of the document
            continue
        fragments = quote["content"] if quote["type"] == "direct" else quote.get("verbatim", ())
        places = [_place(span) for span in quote["content"]]
        first = bisect_left(starts, places[0][0] - _NEAR_WORDS - _LONGEST)
        after = bisect_left(starts, places[-1][1] + _NEAR_WORDS)
        time = _nearest_day(reading, places, days[first:after])
        answers = quote.get("rule") == _ANSWER
        inside += [Saying(*_place(span), time, answers) for span in fragments]
    disjoint: list[Saying] = []
    for saying in sorted(inside, key=lambda saying: (saying.start, -saying.end)):
        if not disjoint or saying.start >= disjoint[-1].end:
            disjoint.append(saying)
    return disjoint


def _is_turn(text: str, quote: Annotation) -> bool:
    """Whether a name and a colon begin a quote, as in a transcript; a dash begins a dialogue."""
    start = quote["content"][0]["start"]
    return quote.get("rule") == _TURN and ":" in text[text.rfind("\n", 0, start) + 1 : start]


def _is_day(expression: Expression) -> bool:
    day = expression.timex.value[:10]
    return expression.timex.type in ("DATE", "TIME") and day.count("-") == 2 and "X" not in day


def _nearest_day(
    reading: Reading, places: Sequence[Range], days: Sequence[Expression]
) -> str | None:
    """The day nearest to a quote, outside of it, with no sentence beginning between them."""
    first, after = places[0][0], places[-1][1]
    near = [
        (max(day.start - after, first - day.end), day.timex.value)
        for day in days
        if not any(start < day.end and day.start < end for start, end in places)
        and (_signs(reading.text, after, day.start) or not reading.sentences_in(after, day.start))
        and not reading.sentences_in(day.end, first - 1)
        and not _ENDED.search(reading.text[day.end : first])
    ]
    distance, value = min(near, default=(_NEAR_WORDS, ""))
    return value[:10] if distance < _NEAR_WORDS else None


_ENDED = re.compile(r"[.!?][”’\"')]*\s|\n\s*\n")
"""Where a sentence ends before a quotation mark, with which the next one may begin."""


def _signs(text: str, after: int, day: int) -> bool:
    """Whether a day is in the signature of the words before it: “…” — Lind, on March 24."""
    between = text[after:day].lstrip("”’\"' ")
    return between[:1] in ("—", "–") and not _ENDED.search(between)


def find_times_of_saying(
    reading: Reading, quotes: Sequence[Annotation], dates: Sequence[Annotation]
) -> dict[str, str]:
    """By the id of a quote the id of the date that says when it was said, if one does (Q11).

    It is the nearest day or time of day in the sentence of the cue, or, without a cue, in the
    sentence of the last words. It is never a date in the words themselves.
    """
    days = [date for date in dates if date["type"] in ("DATE", "TIME") and _has_day(date["value"])]
    starts = [day["span"]["start"] for day in days]
    times = {}
    for quote in quotes:
        near = bisect_left(starts, quote["content"][0]["start"] - 2 * _NEAR_CUE)
        after = bisect_left(starts, quote["content"][-1]["end"] + 2 * _NEAR_CUE)
        found = [
            (distance, day["id"])
            for day in days[near:after]
            if (distance := _distance(reading, quote, day["span"])) is not None
        ]
        if found:
            times[quote["id"]] = min(found)[1]
    return times


def _has_day(value: str) -> bool:
    """Whether a value is as exact as a day."""
    return value[4:5] == "-" and value[7:8] == "-" and value[8:10].isdigit()


def _distance(reading: Reading, quote: Annotation, date: dict[str, Any]) -> int | None:
    """How far a date is from what attributes a quote; None if it does not go with it."""
    place = _place(date)
    if any(_between(place, _place(span)) is None for span in quote["content"]):
        return None
    attributing = quote.get("cue") or [quote["content"][-1]]
    gaps = [gap for span in attributing if (gap := _between(place, _place(span))) is not None]
    start, end = min(gaps, key=lambda gap: gap[1] - gap[0], default=(0, _NEAR_CUE + 1))
    is_near = end - start <= _NEAR_CUE and not reading.sentences_in(start, end + 1)
    return end - start if is_near else None


def _place(span: dict[str, Any]) -> Range:
    return span["start"], span["end"]


def _between(one: Range, other: Range) -> Range | None:
    """What lies between two places; None if they overlap."""
    if one[1] <= other[0]:
        return one[1], other[0]
    return (other[1], one[0]) if other[1] <= one[0] else None
