"""Dates: one expression has one value, and what counts from some time tells from which (D2-D4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from said.check.lines import AnnotationLine, Lines, range_of, ranges, words_of
from said.findings.catalogue import Finding
from said.schema.records import DateAnnotation
from said.text.segments import Cover, Range

_IN_WORDS_OF_A_SOURCE = {"direct": "content", "mixed": "verbatim"}
_PRESENT_PAST_FUTURE = "_REF"


def check_dates(lines: Lines) -> Iterator[Finding]:
    """The dates of a document."""
    dates = lines.of("date")
    yield from _two_values(lines, dates)
    yield from _nested(lines, dates)
    yield from _anchors(lines, dates)


def _two_values(lines: Lines, dates: Sequence[AnnotationLine[DateAnnotation]]) -> Iterator[Finding]:
    """An expression that counts from the same time, or from none, and mostly, or first, has another
    value. Left out are *today* as nowadays (D3), and what the document gets wrong (T13)."""
    by_words: dict[tuple[str, str | None], list[AnnotationLine[DateAnnotation]]] = defaultdict(list)
    for date in dates:
        annotation = date.annotation
        if not _is_reference(annotation) and "flags" not in annotation:
            words = " ".join(annotation["span"]["exact"].casefold().split())
            by_words[words, annotation.get("anchor")].append(date)
    for found in by_words.values():
        values = [(date.annotation["type"], date.annotation["value"]) for date in found]
        usual = Counter(values).most_common(1)[0][0]
        other = found[values.index(usual)].annotation
        for date, value in zip(found, values, strict=True):
            if value != usual:
                message = f"{words_of(date.annotation)} is {' '.join(value)} here and "
                message += f"{' '.join(usual)} in {lines.named(other)}"
                yield lines.finding(date, ("value",), "date-two-ways", message)


def _is_reference(date: DateAnnotation) -> bool:
    return str(date["value"]).endswith(_PRESENT_PAST_FUTURE)


def _nested(lines: Lines, dates: Sequence[AnnotationLine[DateAnnotation]]) -> Iterator[Finding]:
    in_order = sorted(dates, key=lambda date: _longest_first(range_of(date.annotation)))
    before: DateAnnotation | None = None
    for date in in_order:
        start, end = range_of(date.annotation)
        if before and start < range_of(before)[1]:
            message = f"{words_of(date.annotation)} overlaps the date {lines.named(before)}"
            yield lines.finding(date, ("span",), "date-in-date", message)
        if not before or end > range_of(before)[1]:
            before = date.annotation


def _longest_first(place: Range) -> Range:
    return place[0], -place[1]


def _anchors(lines: Lines, dates: Sequence[AnnotationLine[DateAnnotation]]) -> Iterator[Finding]:
    """What counts from the document's time in the very words of a source; and what names present,
    past or future and counts from no time although the text gives one."""
    quotes = {
        place: quote
        for _, quote in lines.of("quote")
        for place in ranges(quote, _IN_WORDS_OF_A_SOURCE.get(quote["type"], ""))
    }
    quoted = Cover(quotes)
    for date in dates:
        place = quoted.holding(range_of(date.annotation))
        quote = quotes[place] if place else None
        words, anchor = words_of(date.annotation), date.annotation.get("anchor")
        if quote and anchor == "dct":
            message = f"{words} stands in the words of {lines.named(quote)} and counts from dct"
            yield lines.finding(date, ("anchor",), "quoted-deixis", message)
        elif _is_reference(date.annotation) and anchor is None:
            given = quote.get("said") if quote else "dct"
            if given:
                message = f"{words} counts from no time, and the text gives {given}"
                yield lines.finding(date, ("value",), "missing-anchor", message)
