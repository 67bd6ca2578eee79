"""The line a finding is about, cut to the width of the screen, with what a caret goes under."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len

from said.findings.catalogue import Finding
from said.system.printing import printable

_LARGEST = 20_000_000
"""Bytes of a file of which excerpts are still shown."""
_EMPTY = frozenset({"", "{", "["})
"""Lines that are not worth showing, such as the first one of a file of JSON."""
_CUT = "…"


class Excerpt(NamedTuple):
    """A part of a line as it is shown, and where in it the finding stands, both in cells of the
    screen: a wide character has two, a combining one none."""

    shown: str
    indent: int
    width: int


def excerpt_of(root: Path, finding: Finding, cells: int) -> Excerpt | None:
    """What stands at a finding's place, in at most `cells` cells; None if nothing does.

    `root` is where the names of findings lead from.
    """
    line = _line(root / finding.file, finding.line)
    start = finding.column - 1
    if line is None or start > len(line) or line.strip() in _EMPTY:
        return None
    end = min(start + max(finding.length, 1), len(line))
    before, marked, after = line[:start], line[start:end], line[end:]
    marked = _head(printable(marked[:cells]), cells // 2)
    room = cells - cell_len(marked)
    tail = _tail(printable(before[-cells:]), room // 2, cut=len(before) > cells)
    head = _head(printable(after[:cells]), cells - cell_len(marked) - cell_len(tail))
    return Excerpt(tail + marked + head, cell_len(tail), max(cell_len(marked), 1))


@lru_cache(maxsize=1)
def _lines(file: Path, _changed: int) -> list[str]:
    return file.read_bytes().decode("utf-8", "replace").split("\n")


def _line(file: Path, number: int) -> str | None:
    try:
        told = file.stat()
        if not file.is_file() or told.st_size > _LARGEST:
            return None
        return next(islice(_lines(file, told.st_mtime_ns), number - 1, None), None)
    except OSError:
        return None


def _head(text: str, cells: int) -> str:
    """As much of the beginning as fits."""
    if cell_len(text) <= cells:
        return text
    while text and cell_len(text) >= cells:
        text = text[:-1]
    return text + _CUT


def _tail(text: str, cells: int, cut: bool) -> str:
    """As much of the end as fits; `cut` tells that something before it is gone already."""
    if cell_len(text) <= cells and not cut:
        return text
    while text and cell_len(text) >= cells:
        text = text[1:]
    return _CUT + text
