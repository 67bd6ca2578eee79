"""The annotations of a document as the checks of the guidelines look at them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from said.check.spans import shown
from said.findings.catalogue import Finding
from said.seeds.documents import Annotation, JsonFile, Seed
from said.text import jsontext
from said.text.jsontext import Pointer
from said.text.segments import Range


class AnnotationLine(NamedTuple):
    """An annotation, and its index in the file."""

    at: int
    annotation: Annotation


class Layers:
    """The annotations of a document by layer and by id. What one of them refers to may be missing:
    lines with mistakes of the levels before are left out."""

    def __init__(self, seed: Seed, text: str, source: JsonFile) -> None:
        self.seed = seed
        self.text = text
        self._source = source
        self._by_layer: dict[str, list[AnnotationLine]] = defaultdict(list)
        self._by_id: dict[str, Annotation] = {}
        for index, annotation in enumerate(source.values):
            self._by_layer[annotation["layer"]].append(AnnotationLine(index, annotation))
            self._by_id[annotation["id"]] = annotation

    def of(self, layer: str) -> Sequence[AnnotationLine]:
        """The annotations of a layer, in the order of the file."""
        return self._by_layer[layer]

    def one(self, id_: str | None) -> Annotation | None:
        """The annotation with an id, if there is one."""
        return self._by_id.get(id_) if id_ else None

    def those(self, ids: Iterable[str]) -> list[Annotation]:
        """The annotations with some ids, as far as there are such."""
        return [self._by_id[one] for one in ids if one in self._by_id]

    def blocks(self, kinds: frozenset[str]) -> Iterator[Range]:
        """The ranges of the blocks of some kinds."""
        return (range_of(block) for _, block in self.of("block") if block["kind"] in kinds)

    def finding(
        self,
        entry: AnnotationLine,
        pointer: Pointer,
        kind: str,
        message: str,
        rule: str | None = None,
    ) -> Finding:
        """A finding at a place inside an annotation."""
        return self._source.finding(entry.at, pointer, kind, message, rule)

    def named(self, annotation: Annotation) -> str:
        """What a message calls another annotation: its id and where it begins in the text."""
        line, column = jsontext.line_and_column(self.text, range_of(annotation)[0])
        return f"{annotation['id']} (raw.txt:{line}:{column})"


def ranges(annotation: Annotation, field: str) -> list[Range]:
    """The ranges of a field that holds a list of spans; none if it is left out."""
    return [(span["start"], span["end"]) for span in annotation.get(field, ())]


def range_of(annotation: Annotation) -> Range:
    """The range of an annotation; of one with fragments that of the first."""
    lists = (annotation.get("content"), annotation.get("expression"))
    span = annotation.get("span") or next(spans[0] for spans in lists if spans)
    return span["start"], span["end"]


def words_of(annotation: Annotation) -> str:
    """The words that a message shows of an annotation: its span or first fragment, cut if long."""
    lists = (annotation.get("content"), annotation.get("expression"))
    span = annotation.get("span") or next(spans[0] for spans in lists if spans)
    return shown(span["exact"])
