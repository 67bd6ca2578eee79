"""What every format reads and writes: a document, files, and what did not fit.

A module of a format has `SUFFIX`, the end of the names of the files that it reads, `LAYERS`, the
layers that it holds, and two functions: `read` gives the documents in a file, of which most formats
have one; `write` gives the files that a document is in the format, by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from said.schema.records import Annotation


class AnnotatedText(NamedTuple):
    """A text, its time as written (None where that is unknown), its annotations in canonical order,
    and in `left_out`, for a person, what the annotations cannot hold of what was read."""

    doc_id: str
    text: str
    dct: str | None
    annotations: list[Annotation]
    left_out: tuple[str, ...] = ()


class Written(NamedTuple):
    """A document in a format: its files by name, and in `left_out`, for a person, what they cannot
    hold of what it was made of.

    A file that belongs to the whole project of a tool has the same name and content for every
    document.
    """

    files: Mapping[str, bytes]
    left_out: tuple[str, ...] = ()


class Format(Protocol):
    """A module of a format."""

    @property
    def SUFFIX(self) -> str:
        """The end of the names of the files that `read` takes."""

    @property
    def LAYERS(self) -> Sequence[str]:
        """The layers that the format holds."""

    def read(self, file: Path, /) -> list[AnnotatedText]:
        """The documents in a file. Raises SaidError, with line and column where there are some, for
        what is none of the format."""

    def write(self, document: AnnotatedText, /) -> Written:
        """A document in the format. The spans of its annotations fit its text."""
