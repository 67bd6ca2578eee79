"""XMI as XML: what is refused before anything else reads a file, and where its elements stand."""

from __future__ import annotations

from typing import NamedTuple

from said.formats.encoding import XmlReader
from said.system.errors import SaidError

REMEDY = 'correct the file, or export "UIMA CAS XMI (XML 1.0)"'

_ID = "http://www.omg.org/XMI id"
_NUMBERS = (_ID, "begin", "end")


class Element(NamedTuple):
    """An element with its type, its attributes, and its line and column, from 1."""

    type: str
    attributes: dict[str, str]
    line: int
    column: int

    @property
    def id(self) -> int | None:
        """Its id in the file."""
        return int(self.attributes[_ID]) if _ID in self.attributes else None

    def error(self, name: str, cause: str, remedy: str = REMEDY) -> SaidError:
        """An error at its place in the file of a name."""
        return SaidError(f"{name}:{self.line}:{self.column}: {cause}", remedy)


def read_elements(raw: bytes, name: str) -> list[Element]:
    """The elements of a file, the root first.

    Raises SaidError, with line and column, if the file is not XML 1.0, for a document type
    declaration, which could define entities that grow or include files, for ids and offsets that
    are not numbers, and for an id that occurs twice.
    """
    reader = _XmiReader(name, REMEDY, " ")
    reader.parse(raw)
    return reader.found


class _XmiReader(XmlReader):
    def __init__(self, name: str, remedy: str, separator: str) -> None:
        super().__init__(name, remedy, separator)
        self.found: list[Element] = []
        self.ids: set[str] = set()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start

    def _doctype(self, *_: object) -> None:
        raise self.error("a document type declaration is not read")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        for key in _NUMBERS:
            value = attributes.get(key, "0")
            if not (value.isascii() and value.isdecimal() and len(value) < 10):
                cause = f"{key.rpartition(' ')[2]} is {value[:20]!r}, which is no number"
                raise self.error(cause)
        if attributes.get(_ID) in self.ids:
            raise self.error(f"the id {attributes[_ID]} stands here again")
        self.ids.update(attributes[key] for key in (_ID,) if key in attributes)
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        self.found.append(Element(_type(tag), attributes, line, column))


def _type(tag: str) -> str:
    """The type that an element is of: `http:///custom.ecore Quote` is `custom.Quote`."""
    package, _, name = tag.rpartition(" ")
    package = package.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return f"{package}.{name}" if package else name
