"""Edges of what is found: no range cuts a grapheme or begins or ends with white space (X2)."""

from __future__ import annotations

from said.annotators.quotes.attribution import Attribution
from said.text import segments as texts
from said.text.segments import Range


def on_graphemes(text: str, one: Attribution) -> Attribution:
    """An attribution whose ranges begin and end where graphemes do; those of which nothing is left
    are left out, so that its content may be empty."""
    if not any(texts.splits_grapheme(text, edge) for place in _all(one) for edge in place):
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


def _all(one: Attribution) -> list[Range]:
    single = [place for place in (one.source, one.via, one.phrase) if place]
    return [*one.content, *one.cue, *one.verbatim, *single]


def _several(text: str, places: tuple[Range, ...]) -> tuple[Range, ...]:
    """Sorted ranges by their graphemes; those that come to share one are joined."""
    found: list[Range] = []
    for place in places:
        whole = _whole(text, place)
        if whole is None:
            continue
        if found and whole[0] < found[-1][1]:
            whole = (found.pop()[0], whole[1])
        found.append(whole)
    return tuple(found)


def _whole(text: str, place: Range) -> Range | None:
    """A range with all of the graphemes that it cuts, except such as begin or end with a space."""
    start, end = place
    while texts.splits_grapheme(text, start):
        start -= 1
    while start < end and (text[start].isspace() or texts.splits_grapheme(text, start)):
        start += 1
    while texts.splits_grapheme(text, end):
        end += 1
    while end > start and (text[end - 1].isspace() or texts.splits_grapheme(text, end)):
        end -= 1
    return (start, end) if start < end else None
