"""How the files of other programs hold text: as bytes in UTF-8, with offsets in UTF-16 code units,
as JSON or XML.

JavaScript counts UTF-16 units: a character beyond U+FFFF, one code point for us, is two of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from xml.parsers import expat

from said.seeds.files import decode_text
from said.seeds.json_files import JsonFile
from said.system.errors import SaidError
from said.text.jsontext import Pointer
from said.text.segments import Range

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def decode_utf8(raw: bytes, name: str, remedy: str) -> str:
    """The text of a file that errors call `name`. Raises SaidError, with line and column."""
    text, findings = decode_text(raw, name)
    if text is None:
        one = findings[0]
        raise SaidError(f"{name}:{one.line}:{one.column}: {one.message}", remedy)
    return text


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

    def place(self, start: int, end: int) -> Range | None:
        """The range in code points between two offsets in units; None if that is no range."""
        first, after = self.code_points(start), self.code_points(end)
        return None if first is None or after is None or first >= after else (first, after)


def json_error(
    source: JsonFile, index: int, pointer: Pointer, cause: str, remedy: str
) -> SaidError:
    """What is wrong at a place inside one of the values of a file."""
    place = source.finding(index, pointer, "schema", cause)
    return SaidError(f"{place.file}:{place.line}:{place.column}: {cause}", remedy)


def xml_string(string: str) -> str:
    """A string with U+FFFD for each character that XML 1.0 lacks, so that offsets stay the same."""
    return _NO_XML.sub("\ufffd", string)


def xml_losses(strings: Iterable[str]) -> tuple[str, ...]:
    """A note on the characters in some strings that XML lacks; () if there are none."""
    if odd := _NO_XML.findall("".join(strings)):
        return (f"{len(odd)} characters that XML cannot hold, first {odd[0]!r}",)
    return ()


class XmlReader:
    """Reads a file as XML. The reader of a format adds what `parser` does with its elements."""

    def __init__(self, name: str, remedy: str, separator: str | None = None) -> None:
        self.name = name
        self.remedy = remedy
        self.parser = expat.ParserCreate(namespace_separator=separator)

    def error(self, cause: str) -> SaidError:
        """An error at the place that is being read."""
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        return SaidError(f"{self.name}:{line}:{column}: {cause}", self.remedy)

    def parse(self, raw: bytes) -> None:
        """Reads the whole file. Raises SaidError, with line and column, if it is not XML."""
        try:
            self.parser.Parse(raw, True)
        except expat.ExpatError as cause:
            raise self.error(f"not XML 1.0: {expat.ErrorString(cause.code)}") from cause
        except (LookupError, ValueError) as cause:  # an encoding that expat does not know
            raise self.error(str(cause)) from cause
