"""What every format reads and writes: a document, files, and what did not fit.

A module of a format has a `FORMAT` with its two functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from said.formats.labels import LabelMap
    from said.schema.records import Annotation, AnyRecord


class AnnotatedText(NamedTuple):
    """A text, its time as written (None where that is unknown), its annotations in canonical order,
    and in `left_out`, for a person, what the annotations cannot hold of what was read.

    `flags` are those that its corpus declares, which a tool offers beside those that every corpus
    has. Reading takes any flag: whether it is declared is for the check to say.

    `values` are those that the fields of all documents of a project have, by names of the format.
    `new` are the ids that the reader gave, to annotations that had none of ours. `annotator` is who
    annotated it, where the file says so; `origin` is where in the file it is, for a person, where
    that has several readings of one document. `automatic` is whether a program annotated it.
    `facts` are what a row of a table says of the document as a whole, by column.
    """

    doc_id: str
    text: str
    dct: str | None
    annotations: list[Annotation]
    left_out: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    layers: tuple[str, ...] | None = None
    entities: Sequence[AnyRecord] = ()
    values: Mapping[str, tuple[str, ...]] = {}
    new: frozenset[str] = frozenset()
    annotator: str = ""
    origin: str = ""
    automatic: bool = False
    facts: Mapping[str, Any] = {}


class Written(NamedTuple):
    """A document in a format: its files by name, and in `left_out`, for a person, what they cannot
    hold of what it was made of.

    A file that belongs to the whole project of a tool has the same name and content for every
    document.
    """

    files: Mapping[str, bytes]
    left_out: tuple[str, ...] = ()


class Format(NamedTuple):
    """A format: the suffix of the files that it reads, the layers that it holds, its functions.

    `read` gives the documents in a file, of which most formats have one; a document that several
    people annotated is there once for each of them. It raises SaidError, with line and column where
    there are some, for a file of another format. What its labels mean beside ours is in the map.
    `write` gives the files of a document; the spans of its annotations fit its text.
    """

    suffix: str
    layers: Sequence[str]
    read: Callable[[Path, LabelMap], list[AnnotatedText]]
    write: Callable[[AnnotatedText], Written]
    values: Callable[[Iterable[AnnotatedText]], Mapping[str, tuple[str, ...]]] | None = None
    """What a tool offers as values of the fields in a project with these documents, if it asks."""
