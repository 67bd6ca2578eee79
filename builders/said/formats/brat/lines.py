"""Fragments over line ends, which a line of brat's cannot hold.

A fragment is cut at each run of white space with a line end in it; a run that has nothing but white
space, with a line end or a tab, joins two fragments again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from said.text.segments import Range

# What ends a line for Python, and so for brat.
_END = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_SPACE = re.compile(r"\s+")
_CUTS = re.compile(rf"[{_END}]")
_JOINS = re.compile(rf"[{_END}\t]")


def cut(text: str, fragments: Iterable[Range]) -> list[Range]:
    """The fragments without their line ends."""
    return [part for fragment in fragments for part in _parts(text, *fragment)]


def _parts(text: str, start: int, end: int) -> Iterator[Range]:
    at = start
    for found in _SPACE.finditer(text, start, end):
        if not _CUTS.search(found[0]):
            continue
        if at < found.start():
            yield at, found.start()
        at = found.end()
    if at < end:
        yield at, end


def apart(text: str, fragments: Iterable[Range]) -> list[int]:
    """The starts of the fragments that `joined` would add to the one before them."""
    found: list[int] = []
    before: int | None = None
    for start, end in fragments:
        if before is not None and _is_gap(text[before:start]):
            found.append(start)
        before = end
    return found


def joined(text: str, fragments: Iterable[Range], apart: Collection[int]) -> list[Range]:
    """The fragments, those that line ends or tabs keep apart as one, but for those that start at a
    place of `apart`. They are sorted."""
    found: list[Range] = []
    left = frozenset(apart)
    for start, end in fragments:
        if found and start not in left and _is_gap(text[found[-1][1] : start]):
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _is_gap(between: str) -> bool:
    return between.isspace() and _JOINS.search(between) is not None
