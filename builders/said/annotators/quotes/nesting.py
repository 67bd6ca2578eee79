"""How the quotes of a text lie in it and in each other: no range cuts a grapheme or begins or ends
with white space (X2); one quote inside another names it as its parent, and no two overlap
otherwise, nor have the same words (Q10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from said.annotators.quotes.attribution import Attribution
from said.text.segments import Range, inside_graphemes, splits_grapheme

_DEEPEST = 8
"""Quotes in quotes that are kept: a text in which there are more is not understood."""


def with_parents(found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions by the place of their content, each with the innermost other that holds all of
    it as its parent. Of two that overlap otherwise, or have the same words, the later is left out.
    """
    found = in_order(found)
    while True:
        parents, clashing = _parents(found)
        if not clashing:
            return [
                one if one.parent == parent else one._replace(parent=parent)
                for one, parent in zip(found, parents, strict=True)
            ]
        found = in_order(None if number in clashing else one for number, one in enumerate(found))


def in_order(found: Iterable[Attribution | None]) -> list[Attribution]:
    """The attributions that are there and have a content, by its place, numbered anew."""
    listed = list(found)
    filled = [(one.content, number) for number, one in enumerate(listed) if one and one.content]
    order = [number for _, number in sorted(filled)]
    place = {number: at for at, number in enumerate(order)}
    kept = (listed[number] for number in order)
    return [_renumbered(one, place) for one in kept if one]


def _renumbered(one: Attribution, place: Mapping[int, int]) -> Attribution:
    """An attribution with the new numbers of those that it names."""
    if one.continues is None and one.parent is None:
        return one
    continues = None if one.continues is None else place.get(one.continues)
    parent = None if one.parent is None else place.get(one.parent)
    return one._replace(continues=continues, parent=parent)


def _parents(found: Sequence[Attribution]) -> tuple[list[int | None], set[int]]:
    """The parent of each, and those that clash with an earlier one."""
    fragments = sorted(
        (start, -end, number) for number, one in enumerate(found) for start, end in one.content
    )
    parents: list[int | None] = [None] * len(found)
    seen, clashing = set[int](), set[int]()
    around: list[tuple[int, int]] = []  # the end and the number of each fragment around a place
    for start, negative_end, number in fragments:
        end = -negative_end
        while around and around[-1][0] <= start:
            around.pop()
        outer_end, outer = around[-1] if around else (0, None)
        same_words = outer is not None and found[outer].content == found[number].content
        partly = outer is not None and outer_end < end
        elsewhere = number in seen and parents[number] != outer
        if same_words or partly or elsewhere or len(around) >= _DEEPEST:
            clashing.add(number if outer is None else max(number, outer))
        parents[number] = outer
        seen.add(number)
        around.append((end, number))
    return parents, clashing


def on_graphemes(text: str, one: Attribution) -> Attribution:
    """An attribution whose ranges begin and end where graphemes do. A range of which nothing
    remains is dropped, so the content may become empty."""
    inside = inside_graphemes(text)
    if not inside:
        return one
    every = (
        *one.content,
        *one.cue,
        *one.verbatim,
        one.source or (),
        one.via or (),
        one.phrase or (),
    )
    if inside.isdisjoint(edge for place in every for edge in place):
        return one
    verbatim = _several(text, one.verbatim)
    return one._replace(
        content=_several(text, one.content),
        cue=_several(text, one.cue),
        source=_whole(text, one.source) if one.source else None,
        via=_whole(text, one.via) if one.via else None,
        phrase=_whole(text, one.phrase) if one.phrase else None,
        type="indirect" if one.type == "mixed" and not verbatim else one.type,
        verbatim=verbatim,
    )


def _several(text: str, places: tuple[Range, ...]) -> tuple[Range, ...]:
    """Sorted ranges by their graphemes; those that come to share one are joined."""
    found: list[Range] = []
    for start, end in filter(None, (_whole(text, place) for place in places)):
        joined = bool(found) and start < found[-1][1]
        found.append((found.pop()[0] if joined else start, end))
    return tuple(found)


def _whole(text: str, place: Range) -> Range | None:
    """A range with all of the graphemes that it cuts, except such as begin or end with a space."""
    start, end = place
    while splits_grapheme(text, start):
        start -= 1
    while start < end and (text[start].isspace() or splits_grapheme(text, start)):
        start += 1
    while splits_grapheme(text, end):
        end += 1
    while end > start and (text[end - 1].isspace() or splits_grapheme(text, end)):
        end -= 1
    return (start, end) if start < end else None
