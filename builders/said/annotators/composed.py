"""Lets a text with decomposed letters (`e` and a combining acute for `é`) be read as any other.

The annotators know letters as they stand in most texts, composed. Such a text is composed before it
is read, and the spans are carried back, so that the text itself is never changed (X1).
"""

from __future__ import annotations

from typing import NamedTuple, cast

import regex

from said.schema.records import Annotation, AnyAnnotation, Span
from said.schema.scheme import SPAN_LISTS, span_at
from said.text import segments as texts
from said.text.segments import Range


class Composed(NamedTuple):
    """A composed text, and for each of its characters the place in the original of what it was
    made of, in code points, half open."""

    text: str
    places: list[Range]


def composed(text: str) -> Composed | None:
    """The text with its letters composed; None if they are."""
    if texts.is_composed(text):
        return None
    letters: list[str] = []
    places: list[Range] = []
    for cluster in regex.finditer(r"\X", text):
        letter = texts.normalized("NFC", cluster[0])
        letters.append(letter)
        if letter == cluster[0]:
            places += ((at, at + 1) for at in range(*cluster.span()))
        else:
            places += [cluster.span()] * len(letter)
    return Composed("".join(letters), places)


def carried_back(annotation: Annotation, read: Composed, text: str) -> Annotation:
    """An annotation of the composed text as one of the original."""
    moved: AnyAnnotation = {**annotation}
    if "span" in moved:
        moved["span"] = _span(moved["span"], read, text)
    for field in SPAN_LISTS:
        if field in moved:
            moved[field] = [_span(one, read, text) for one in moved[field]]
    return cast(Annotation, moved)


def _span(span: Span, read: Composed, text: str) -> Span:
    first, last = read.places[span["start"]], read.places[span["end"] - 1]
    return span_at(text, (first[0], last[1]))
