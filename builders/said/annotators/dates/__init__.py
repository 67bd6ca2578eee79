"""Temporal expressions of English news text, found and normalised against the document's time.

`text.datetokens` gives tokens with classes, `rules` is the table of patterns over them (`patterns`
has their macros), `engine` matches them. `days`, `holidays`, `years`, `spans`, `clock`,
`spoken_clock`, `relative` and `lengths` say what a match means, with `phrase` for its parts,
`tense` and `scene` for what is around it, `story` for what was narrated, `numerals` for its
numbers, `units` and `zones` for units of time and time zones, and `matches` for the quarters of
sport. `sayings` finds out when quoted words were said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from said.annotators.dates.context import LAST
from said.annotators.dates.engine import Expression, Matches, find_expressions
from said.annotators.dates.sayings import find_sayings, find_times_of_saying
from said.annotators.protocol import Context
from said.schema.records import AnyAnnotation as Annotation
from said.schema.scheme import DCT
from said.text.datetokens import find_date_tokens
from said.text.reading import Reading
from said.text.segments import span

__all__ = ["Convention", "annotate_dates", "find_dates"]

Convention = Literal["said", "timeml"]
"""Whose conventions count where they differ. Ours (`said`): the closed list of adverbs in D1, units
as written (a decade is P1DE, three quarters P3Q), a zone that is written, no holiday that only
describes something. TimeML's as in TimeBank: decades in years and quarters in months, no zone, each
holiday, FUTURE_REF and PAST_REF for vague distances, no adjective such as "quarterly"."""


def annotate_dates(reading: Reading, context: Context) -> list[Annotation]:
    """The dates of a text; gives the quotes the dates that say when they were said."""
    convention: Convention = "timeml" if context.convention == "timeml" else "said"
    dates = find_dates(reading, context.dct, context.quotes, convention, context.narrative)
    times = find_times_of_saying(reading, context.quotes, dates)
    for quote in context.quotes:
        if quote["id"] in times:
            quote["said"] = times[quote["id"]]
    return dates


def find_dates(
    reading: Reading,
    dct: str | None = None,
    quotes: Sequence[Annotation] = (),
    convention: Convention = "said",
    narrative: bool = False,
) -> list[Annotation]:
    """The date annotations of a text, by place.

    `dct` is the document's time as ISO 8601; without it relative values stay unresolved. In the
    words of `quotes` (quote annotations of the same text), deixis is counted from the time at which
    they were said, if a date beside the quote gives it (D4). In a `narrative`, dates follow the
    time of the story. Any text and any `dct` is accepted.
    """
    matches = Matches(find_date_tokens(reading), kept=bool(quotes))
    expressions: Iterable[Expression] = find_expressions(
        matches, dct, convention, narrative=narrative
    )
    if quotes:
        # The dates beside the quotes come first; then all values are read again, with the patterns
        # matched already.
        sayings = find_sayings(reading, quotes, list(expressions))
        expressions = find_expressions(matches, dct, convention, sayings, narrative)
    return [
        _annotation(reading.text, number, expression)
        for number, expression in enumerate(expressions, 1)
    ]


def _annotation(text: str, number: int, expression: Expression) -> Annotation:
    timex = expression.timex
    anchor = timex.anchor
    if anchor == LAST:
        counted_from = expression.counted_from
        anchor = DCT if counted_from is None else f"d{counted_from + 1}"
    optional = {"mod": timex.mod, "quant": timex.quant, "freq": timex.freq, "anchor": anchor}
    return {
        "id": f"d{number}",
        "layer": "date",
        "span": span(text, (expression.start, expression.end)),
        "type": timex.type,
        "value": timex.value,
        **{field: value for field, value in optional.items() if value is not None},
        "rule": expression.rule,
    }
