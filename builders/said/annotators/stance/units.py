"""The units that can hold a stance (T2), cut into clauses, and a stance drafted for one.

A unit is a quote, or a sentence of the author's without the quotes in it. Where no blocks are
known, a paragraph that ends like no sentence is taken for a heading or the like, which is no unit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from said import lexicon
from said.annotators.stance.phrases import PhraseReading
from said.schema.records import AnyAnnotation as Annotation
from said.schema.scheme import NO_UNITS
from said.text.reading import Reading
from said.text.segments import Range

_ENDS = frozenset(".!?…:;\"'”’)]")
_ITEMS = ("-", "|", "•", "*")
_CUTS = frozenset(";:—–()|.!?")
FAVOR, AGAINST, MIXED = "favor", "against", "mixed"
CUE = 4
"""A noun that brings in a quote stands no more tokens before it."""
_LONGEST = 60
"""No clause has more tokens: what is said in it is looked for in all of them."""


class Unit(NamedTuple):
    """A quote (`quote` is its id) or a sentence of the author's, as clauses in ranges of places.

    `sentence` holds the places of the sentence that the unit begins in; `holders` are the quote's
    speakers, and nobody for a sentence. `frames` are the clauses in which a frame can begin.
    """

    quote: str | None
    clauses: tuple[Range, ...]
    sentence: Range
    holders: tuple[str, ...] = ()
    frames: tuple[Range, ...] = ()


class StanceDraft(NamedTuple):
    """Who thinks how of what in a unit; `parts` are the places of the words that say it."""

    unit: Unit
    holder: str
    target: str
    label: str
    parts: tuple[Range, ...]
    rule: str
    """The id of the rule that drafts it; see `rules`."""
    is_implied: bool = False
    is_question: bool = False


def opposite_label(label: str) -> str:
    """The label that a negation makes of one."""
    return AGAINST if label == FAVOR else FAVOR


class Layout(NamedTuple):
    """All sentences as ranges of places, and units among and in them, by place."""

    sentences: list[Range]
    units: list[Unit]


def find_layout(
    reading: PhraseReading,
    quotes: Sequence[Annotation],
    blocks: Sequence[Annotation],
    sought: Sequence[int],
) -> Layout:
    """The sentences of a text, and of its units those in which or shortly before which one of the
    sorted places that are sought lies."""
    spans, are_units = _sentences(reading.reading, blocks)
    sentences = [reading.tokens.touched(*span) for span in spans]
    starts = [first for first, _ in sentences]
    pieces = {quote["id"]: _pieces(reading, quote) for quote in quotes}
    inner = _inner(quotes, pieces)
    units = []
    for quote in quotes:
        own = _without(pieces[quote["id"]], inner.get(quote["id"], []))
        if own and _has_any(sought, own[0][0] - CUE, own[-1][1]):
            home = sentences[max(0, bisect_right(starts, own[0][0]) - 1)]
            clauses = _clauses(reading, own)
            holders = tuple(quote.get("speakers", ()))
            units.append(Unit(quote["id"], clauses, home, holders, _with(clauses, sought)))
    quoted = _joined(sorted(piece for some in pieces.values() for piece in some))
    after = 0
    for number in sorted({bisect_right(starts, place) - 1 for place in sought}):
        sentence = sentences[number]
        while after < len(quoted) and quoted[after][1] <= sentence[0]:
            after += 1
        if are_units[number]:
            own = _without([sentence], quoted[after : _reach(quoted, after, sentence[1])])
            if own:
                clauses = _clauses(reading, own)
                units.append(Unit(None, clauses, sentence, frames=_with(clauses, sought)))
    units.sort(key=lambda unit: (unit.clauses[:1], unit.quote or ""))
    return Layout(sentences, units)


def _sentences(reading: Reading, blocks: Sequence[Annotation]) -> tuple[list[Range], list[bool]]:
    """The sentences in code points, and for each whether it is a unit of the author's (T2)."""
    spans: list[Range] = []
    are_units: list[bool] = []
    kinds = {(b["span"]["start"], b["span"]["end"]): b["kind"] for b in blocks}
    closed = _joined(sorted(span for span, kind in kinds.items() if kind in NO_UNITS))
    at = 0
    for paragraph, sentences in zip(
        reading.paragraphs, reading.sentences_by_paragraph, strict=True
    ):
        is_prose = kinds.get(paragraph) is not None or _is_prose(reading.text, paragraph)
        for start, end in sentences:
            while at < len(closed) and closed[at][1] <= start:
                at += 1
            is_closed = at < len(closed) and closed[at][0] < end
            spans.append((start, end))
            are_units.append(is_prose and not is_closed)
    return spans, are_units


def _is_prose(text: str, paragraph: Range) -> bool:
    """Whether a paragraph ends like a sentence, or begins like an item of a list or a table's
    row."""
    start, end = paragraph
    return text[end - 1] in _ENDS or text.startswith(_ITEMS, start)


def _pieces(reading: PhraseReading, quote: Annotation) -> list[Range]:
    spans = [(span["start"], span["end"]) for span in quote["content"]]
    return [piece for span in spans if (piece := reading.tokens.touched(*span))[0] < piece[1]]


def _inner(quotes: Sequence[Annotation], pieces: dict[str, list[Range]]) -> dict[str, list[Range]]:
    """The ranges of the quotes inside each quote."""
    inner: dict[str, list[Range]] = {}
    for quote in quotes:
        if quote.get("parent"):
            inner.setdefault(quote["parent"], []).extend(pieces[quote["id"]])
    return {outer: _joined(sorted(ranges)) for outer, ranges in inner.items()}


def _joined(ranges: Sequence[Range]) -> list[Range]:
    """Sorted ranges with those that overlap made one."""
    found: list[Range] = []
    for first, after in ranges:
        if found and first < found[-1][1]:
            found[-1] = found[-1][0], max(after, found[-1][1])
        else:
            found.append((first, after))
    return found


def _reach(ranges: Sequence[Range], at: int, end: int) -> int:
    while at < len(ranges) and ranges[at][0] < end:
        at += 1
    return at


def _without(ranges: Sequence[Range], taken: Sequence[Range]) -> list[Range]:
    """What of the ranges is not taken."""
    found = []
    for first, after in ranges:
        at = first
        for low, high in taken:
            if at < low < after:
                found.append((at, low))
            if low < after and high > at:
                at = max(at, high)
        if at < after:
            found.append((at, after))
    return found


@cache
def _cuts() -> frozenset[str]:
    """The marks and words that begin another clause."""
    return _CUTS.union(lexicon.words("stance", "breaks"))


def _clauses(reading: PhraseReading, ranges: Sequence[Range]) -> tuple[Range, ...]:
    """The ranges cut at marks and words, and where they would be too long."""
    found: list[Range] = []
    cuts = _cuts()
    for first, after in ranges:
        inside = [
            place
            for place, word in enumerate(reading.lowered[first + 1 : after], first + 1)
            if word in cuts
        ]
        for low, high in pairwise((first, *inside, after)):
            if high - low <= _LONGEST:
                found.append((low, high))
                continue
            found += [(start, min(high, start + _LONGEST)) for start in range(low, high, _LONGEST)]
    return tuple(found)


def _with(clauses: Sequence[Range], sought: Sequence[int]) -> tuple[Range, ...]:
    """The clauses in which one of the sorted places lies."""
    return tuple([clause for clause in clauses if _has_any(sought, *clause)])


def _has_any(places: Sequence[int], first: int, after: int) -> bool:
    """Whether one of the sorted places lies in a range."""
    return bisect_left(places, first) < bisect_left(places, after)
