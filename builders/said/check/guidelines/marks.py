"""Quotation marks: what is quoted stands between two of them, and each belongs to something (Q5);
marked words are read in one way (Q4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from said.check.layout import is_marked, mark_before, mark_behind
from said.check.lines import AnnotationLine, Lines, range_of, ranges, shown, words_of
from said.findings.catalogue import Finding
from said.schema.records import MarkAnnotation, QuoteAnnotation, Span
from said.schema.scheme import spans_of
from said.seeds.layers import SAID
from said.text.jsontext import Pointer
from said.text.segments import Cover, Range
from said.text.tokens import find_tokens

_POSTS = frozenset({"embedded_post"})
_LABELS = frozenset({"term", "title", "nickname"})


class _Marked(NamedTuple):
    """What is annotated as standing between marks: its ranges, and what leads to the list."""

    entry: AnnotationLine[QuoteAnnotation] | AnnotationLine[MarkAnnotation]
    field: str
    places: list[Range]


def check_marks(lines: Lines) -> Iterator[Finding]:
    """The marks of a document, and what stands between them."""
    marked = list(_marked(lines))
    yield from _unbalanced(lines, marked)
    yield from _left_in_quotes(lines, marked)
    yield from _two_ways(lines, marked)
    yield from _echoes(lines)


def _marked(lines: Lines) -> Iterator[_Marked]:
    for quote in lines.of("quote"):
        kind = quote.annotation["type"]
        field = {"direct": "content", "mixed": "verbatim"}.get(kind)
        if field:
            yield _Marked(quote, field, ranges(quote.annotation, field))
    for mark in lines.of("mark"):
        yield _Marked(mark, "span", [range_of(mark.annotation)])


# ---- spans go from mark to mark


def _unbalanced(lines: Lines, marked: Sequence[_Marked]) -> Iterator[Finding]:
    """Where a mark is missing behind words at the end of a line, which level 3 lets pass: it is
    right if the quotation goes on in the next paragraph and is closed there (Q6)."""
    posts = Cover(lines.blocks(_POSTS))
    continued = {quote["continues"] for _, quote in lines.of("quote") if "continues" in quote}
    for one in marked:
        for number, span in enumerate(_spans(one)):
            place = span["start"], span["end"]
            is_last = number == len(one.places) - 1
            goes_on = not is_last or one.entry.annotation["id"] in continued
            ends = goes_on or mark_behind(lines.text, place[1]) is not None
            if ends or posts.contains(place) or not is_marked(span, lines.text):
                continue
            message = f"{shown(span['exact'])} has a quotation mark before it alone"
            pointer: Pointer = (one.field,) if one.field == "span" else (one.field, number)
            rule = "Q4" if one.field == "span" else None
            yield lines.finding(one.entry, pointer, "unbalanced-marks", message, rule)


def _spans(one: _Marked) -> list[Span]:
    return spans_of(one.entry.annotation, one.field)


# ---- no mark in a quote is left over


def _left_in_quotes(lines: Lines, marked: Sequence[_Marked]) -> Iterator[Finding]:
    """Marks inside a quote that are at the edge of nothing that is marked; of a quote the first."""
    annotated = lines.annotated
    if any(annotated.convention(layer) != SAID for layer in ("mark", "quote")):
        return
    text = lines.text
    edges = {
        edge
        for one in marked
        for start, end in one.places
        for edge in (mark_before(text, start), mark_behind(text, end))
    }
    quotes = {
        place: quote for quote in lines.of("quote") for place in ranges(quote.annotation, "content")
    }
    quoted = Cover(quotes)
    told: set[str] = set()
    for mark in lines.reading.marks:
        place = None if mark in edges else quoted.holding((mark, mark + 1))
        if place is None:
            continue
        quote = quotes[place].annotation
        if quote["id"] not in told:
            told.add(quote["id"])
            message = f"{text[mark]!r} in {lines.named(quote)} bounds no marked words"
            yield lines.seed.finding((mark, mark + 1), "unlisted-marks", message)


# ---- the same words in marks


def _two_ways(lines: Lines, marked: Sequence[_Marked]) -> Iterator[Finding]:
    """Words in marks that are read in another way before. An echo takes up what was quoted, and
    what was in scare quotes may be quoted later."""
    readings: dict[str, list[tuple[Range, str, _Marked, int]]] = defaultdict(list)
    for one in marked:
        annotation = one.entry.annotation
        kind: str = annotation["kind"] if annotation["layer"] == "mark" else "quote"
        for number, place in enumerate(one.places):
            words = _words(lines.text, place)
            if kind != "echo" and words:
                readings[words].append((place, kind, one, number))
    for found in readings.values():
        first, kind, one, _ = min(found, key=lambda reading: reading[0])
        for _, other, marked_here, number in found:
            if other == kind or (kind == "scare" and other == "quote"):
                continue
            entry, field = marked_here.entry, marked_here.field
            message = f"{shown(lines.text[slice(*first)])} in marks is a {kind} in "
            message += f"{lines.named(one.entry.annotation)} and a {other} here"
            pointer: Pointer = ("kind",) if field == "span" else (field, number)
            yield lines.finding(entry, pointer, "marks-two-ways", message)


def _words(text: str, place: Range) -> str:
    """What two stretches in marks must share to be the same: all their words."""
    strings = find_tokens(text, place).strings
    return " ".join(string.casefold() for string in strings if string[0].isalnum())


def _echoes(lines: Lines) -> Iterator[Finding]:
    """Echoes of which no word stands in a quote before them."""
    echoes = [mark for mark in lines.of("mark") if mark.annotation["kind"] == "echo"]
    if not echoes:
        return
    first: dict[str, int] = {}
    for _, quote in lines.of("quote"):
        for place in ranges(quote, "content"):
            tokens = find_tokens(lines.text, place)
            for string, end in zip(tokens.strings, tokens.ends, strict=True):
                word = string.casefold()
                first[word] = min(end, first.get(word, end))
    for echo in echoes:
        start, _ = place = range_of(echo.annotation)
        words = _words(lines.text, place).split()
        if not any(first.get(word, start + 1) <= start for word in words):
            message = f"no word of {words_of(echo.annotation)} stands in a quote before it"
            yield lines.finding(echo, ("kind",), "echo-of-nothing", message)
