"""Decides which contents, cues and sources make one quote, where only their places are known.

The rules look at what is between two spans: characters, ends of sentences and of paragraphs, and
other spans. The nearest pairs are linked first, each span once. What is left over then joins what
is near: a content becomes another fragment of a quote, a quote without a source shares that of its
neighbour, a source becomes a second one. `docs/api.md` says how often this is right.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from said.text.reading import Reading, read_text
from said.text.segments import Range

_NEAR = 3
"""How many spans on each side of another one are looked at."""

# What counts as far, in characters: the end of a sentence, of a paragraph, another span in between.
_SENTENCE, _PARAGRAPH, _OTHER = 60, 200, 60
_CUE, _FRAGMENT, _SOURCE, _SHARED = 400, 200, 400, 100
"""How far from a quote a cue can be, another fragment, a source, and one that is another's too."""


class LinkedQuote(NamedTuple):
    """A quote: its fragments, its cues and its sources, each by place."""

    content: list[Range]
    cue: list[Range]
    source: list[Range]


class Linked(NamedTuple):
    """The quotes of a text by place, and how many cues and sources belong to none."""

    quotes: list[LinkedQuote]
    left: int


def link_quotes(
    text: str, contents: Sequence[Range], cues: Sequence[Range], sources: Sequence[Range]
) -> Linked:
    """The quotes of a text, out of the places of contents, cues and sources."""
    contents, cues, sources = sorted(contents), sorted(cues), sorted(sources)
    distance = _Distances(read_text(text))
    cued = _matched(distance, cues, contents, _CUE)
    quotes = [LinkedQuote([content], [cue], []) for cue, content in cued.items()]
    by_content = {quote.content[0]: quote for quote in quotes}
    by_cue = {quote.cue[0]: quote for quote in quotes}
    near = sorted(by_cue)
    for content in contents:
        if content not in by_content:
            cue = _nearest(distance, content, near, _FRAGMENT)
            if cue is None:
                quotes.append(LinkedQuote([content], [], []))
            else:
                by_cue[cue].content.append(content)
    left = _add_sources(distance, quotes, sources) + len(cues) - len(cued)
    for quote in quotes:
        quote.content.sort()
    return Linked(sorted(quotes), left)


def _add_sources(
    distance: _Distances, quotes: Sequence[LinkedQuote], sources: Sequence[Range]
) -> int:
    """Gives quotes their sources; returns how many sources are left."""
    anchors = {(quote.cue or quote.content)[0]: quote for quote in quotes}
    places = sorted(anchors)
    matched = _matched(distance, sources, places, _SOURCE)
    left = 0
    for source in sources:
        anchor = matched.get(source) or _nearest(distance, source, places, _SHARED)
        if anchor is None:
            left += 1
        else:
            anchors[anchor].source.append(source)
    for anchor in places:
        if anchors[anchor].cue and not anchors[anchor].source:
            shared = _nearest(distance, anchor, sources, _SHARED)
            anchors[anchor].source.extend([shared] if shared else [])
    return left


def _matched(
    distance: _Distances, ones: Sequence[Range], others: Sequence[Range], most: int
) -> dict[Range, Range]:
    """Pairs of spans, each span in one pair at most. The nearest are taken first; then neighbours
    exchange theirs where that brings them nearer together."""
    near: dict[tuple[Range, Range | None], int] = {
        (one, other): far
        for one in ones
        for other in _neighbours(one, others)
        if (far := distance.between(one, other, ones, others)) <= most
    }
    found: dict[Range, Range] = {}
    taken: set[Range] = set()
    for _, one, other in sorted((far, one, other) for (one, other), far in near.items() if other):
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    for first, second in pairwise(ones):
        pair = found.get(first), found.get(second)
        exchanged = (first, pair[1]), (second, pair[0])
        kept = (first, pair[0]), (second, pair[1])
        if sum(near.get(one, most) for one in exchanged) < sum(near.get(one, most) for one in kept):
            for span, partner in exchanged:
                found.pop(span, None)
                if partner is not None and (span, partner) in near:
                    found[span] = partner
    return found


def _nearest(distance: _Distances, one: Range, others: Sequence[Range], most: int) -> Range | None:
    near = [(distance.between(one, other, (), others), other) for other in _neighbours(one, others)]
    far, other = min(near, default=(most + 1, one))
    return other if far <= most else None


def _neighbours(one: Range, others: Sequence[Range]) -> Iterator[Range]:
    """The spans next to another one, on both sides."""
    at = bisect_left(others, one)
    yield from others[max(0, at - _NEAR) : at + _NEAR]


class _Distances:
    """How far spans of a text are from each other."""

    def __init__(self, reading: Reading) -> None:
        self._sentences = [start for start, _ in reading.sentences]
        self._paragraphs = [start for start, _ in reading.paragraphs]

    def between(
        self, one: Range, other: Range, ones: Sequence[Range], others: Sequence[Range]
    ) -> int:
        """The characters between two spans, and what weighs as much as some."""
        first, second = sorted((one, other))
        start, end = first[1], second[0]
        if end <= start:
            return 0
        far = end - start
        far += _SENTENCE * _within(self._sentences, start, end)
        far += _PARAGRAPH * _within(self._paragraphs, start, end)
        for spans in (ones, others):
            far += _OTHER * max(0, _starting(spans, start, end))
        return far


def _within(starts: Sequence[int], start: int, end: int) -> int:
    return bisect_right(starts, end) - bisect_left(starts, start)


def _starting(spans: Sequence[Range], start: int, end: int) -> int:
    return bisect_left(spans, (end, 0)) - bisect_left(spans, (start, 0))
