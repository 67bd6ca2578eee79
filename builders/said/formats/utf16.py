"""Offsets in UTF-16 code units, as JavaScript counts them, and in code points, as we do.

A character beyond U+FFFF is one code point and two units.
"""

from __future__ import annotations

from bisect import bisect_left


class Utf16Offsets:
    """Converts the offsets of one text."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        # The wide characters by their offsets in code points, and in units.
        self._wide = [at for at, character in enumerate(text) if character > "\uffff"]
        self._wide_units = [at + before for before, at in enumerate(self._wide)]

    def units(self, offset: int) -> int:
        """The offset in units of an offset in code points."""
        return offset + bisect_left(self._wide, offset)

    def code_points(self, units: int) -> int | None:
        """The offset in code points of an offset in units; None if it lies inside a character or
        outside of the text."""
        before = bisect_left(self._wide_units, units)
        if before and self._wide_units[before - 1] == units - 1:
            return None
        offset = units - before
        return offset if 0 <= offset <= self.length else None
