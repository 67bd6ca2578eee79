"""Temporal expressions of English news text, found and normalised against the document's time.

`words` cuts the text into tokens with classes, `rules` is the table of patterns (in parts, with the
macros of `patterns`), `engine` matches them; `days`, `years`, `spans`, `clock`, `relative` and
`lengths` say what a match means, with `phrase` for its parts, `zones` for the clocks of the world
and `context` for what is around it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal

from said.annotators.dates.engine import Found, Saying, find
from said.annotators.dates.phrase import DCT, LAST
from said.schema.records import AnyAnnotation as Annotation
from said.text.segments import span

Convention = Literal["said", "timeml"]
"""Whose conventions count where they differ. Ours (`said`): the closed list of adverbs in D1, units
as written (a decade is P1DE, three quarters P3Q), a zone that is written, no holidays. TimeML's as
in TimeBank: decades in years and quarters in months, no zone, holidays, FUTURE_REF and PAST_REF for
vague distances, no adjective such as "quarterly"."""

_LONGEST = 200
"""Code points that no expression is longer than."""
_NEAR = 120
"""Code points around a quote in which the time of its saying is looked for."""


def dates(
    text: str,
    dct: str | None = None,
    quotes: Sequence[Annotation] = (),
    convention: Convention = "said",
) -> list[Annotation]:
    """The date annotations of a text, by place.

    `dct` is the document's time as ISO 8601; without it relative values stay unresolved. Deixis in
    the words of `quotes` (quote annotations of the same text) is counted from the time at which
    they were said, as far as a date beside the quote gives it (D4). Any text and any `dct` is
    accepted.
    """
    if quotes:
        sayings = _sayings(quotes, list(find(text, dct, convention)))
        starts = [start for start, _, _ in sayings]
        found = find(text, dct, convention, sayings)
        return _annotations(text, (_said(one, sayings, starts) for one in found))
    return _annotations(text, find(text, dct, convention))


def _sayings(quotes: Sequence[Annotation], found: Sequence[Found]) -> list[Saying]:
    """The words of others, by place, each with the time of the saying."""
    days = [one for one in found if _is_day(one)]
    starts = [one.start for one in days]
    inside: list[Saying] = []
    for quote in quotes:
        fragments = quote["content"] if quote["type"] == "direct" else quote.get("verbatim", ())
        places = [(span["start"], span["end"]) for span in quote["content"]]
        first = bisect_left(starts, places[0][0] - _NEAR - _LONGEST)
        after = bisect_left(starts, places[-1][1] + _NEAR)
        time = _time_of_saying(places, days[first:after])
        inside += [(span["start"], span["end"], time) for span in fragments]
    disjoint: list[Saying] = []
    for one in sorted(inside, key=lambda one: (one[0], -one[1])):
        if not disjoint or one[0] >= disjoint[-1][1]:
            disjoint.append(one)
    return disjoint


def _is_day(one: Found) -> bool:
    day = one.timex.value[:10]
    return one.timex.type in ("DATE", "TIME") and day.count("-") == 2 and "X" not in day


def _time_of_saying(places: Sequence[tuple[int, int]], days: Sequence[Found]) -> str | None:
    """The day that stands nearest to a quote outside of it."""
    first, after = places[0][0], places[-1][1]
    near = [
        (max(one.start - after, first - one.end), one.timex.value)
        for one in days
        if not any(start < one.end and one.start < end for start, end in places)
    ]
    distance, value = min(near, default=(_NEAR, ""))
    return value[:10] if distance < _NEAR else None


def _said(one: Found, sayings: Sequence[Saying], starts: Sequence[int]) -> Found:
    """In quoted words nothing is counted from the document's time."""
    at = bisect_right(starts, one.start) - 1
    quoted = at >= 0 and one.start < sayings[at][1]
    return one._replace(timex=one.timex._replace(anchor=None)) if quoted else one


def _annotations(text: str, found: Iterable[Found]) -> list[Annotation]:
    return [_annotation(text, number, one) for number, one in enumerate(found, 1)]


def _annotation(text: str, number: int, one: Found) -> Annotation:
    anchor = one.timex.anchor
    if anchor == LAST:
        anchor = DCT if one.counted_from is None else f"d{one.counted_from + 1}"
    optional = {
        "mod": one.timex.mod,
        "quant": one.timex.quant,
        "freq": one.timex.freq,
        "anchor": anchor,
    }
    return {
        "id": f"d{number}",
        "layer": "date",
        "span": span(text, (one.start, one.end)),
        "type": one.timex.type,
        "value": one.timex.value,
        **{field: value for field, value in optional.items() if value is not None},
    }
