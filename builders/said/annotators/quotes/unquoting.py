"""Stretches in marks that quote nobody, with the kind of each (Q4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from said.annotators.quotes.attribution import Attribution
from said.annotators.quotes.labels import find_name_kind
from said.annotators.quotes.lexemes import listed
from said.annotators.quotes.marks import Marked, find_marked, find_wrappers
from said.text.reading import Reading
from said.text.segments import Range

_WORD = regex.compile(r"[^\W\d_]{4,}")
_REACH = 24
_TITLE = 3
"""Words with a capital from which on they are taken for the title of a work."""


def find_unquoting_marks(
    reading: Reading, attributions: Sequence[Attribution]
) -> list[tuple[Range, str]]:
    """The stretches in marks that belong to no attribution, by place, each with its kind.

    `attributions` are those of the text, in the order of their content.
    """
    text = reading.text
    stretches = find_marked(reading)
    wrapped = {one.outer for one in find_wrappers(reading, stretches)}
    quoted = sorted(
        place
        for one in attributions
        for place in (one.content if one.type == "direct" else one.verbatim)
    )
    quoting = set(quoted)
    heard: set[str] = set()
    found: list[tuple[Range, str]] = []
    next_quoted = 0
    for one in stretches:
        place = (one.start, one.end)
        if one.outer in wrapped:
            found.append((place, "wrapper"))
        elif place not in quoting:
            while next_quoted < len(quoted) and quoted[next_quoted][1] <= one.start:
                heard.update(_words(text, quoted[next_quoted]))
                next_quoted += 1
            found.append((place, _kind(text, one, heard)))
    return found


def _words(text: str, place: Range) -> Iterator[str]:
    return map(str.lower, _WORD.findall(text, *place))


def _kind(text: str, one: Marked, heard: set[str]) -> str:
    """The first kind that fits: echo, term, title, nickname, else scare."""
    inside = text[one.start : one.end].strip(" ,.;")
    words = inside.split()
    if not words:
        return "scare"
    if heard.intersection(_words(text, (one.start, one.end))):
        return "echo"
    named = find_name_kind(text, one)
    if named == "nickname":
        return named
    capitals = [word for word in words if word[0].isupper()]
    before = regex.findall(r"\w+", text[max(0, one.outer[0] - _REACH) : one.outer[0]])[-2:]
    is_title = any(word.lower() in listed("works") for word in before)
    if is_title or (len(capitals) >= _TITLE and 2 * len(capitals) > len(words)):
        return "title"
    if words[-1].lower().endswith(tuple(listed("endings of persons"))):
        return "nickname"
    return "term" if len(capitals) == len(words) else "scare"
