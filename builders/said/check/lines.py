"""The lines of a file of a document, as checks look at them: those that fit their schema, by layer
and by id, and those of them whose spans fit the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Generic, Literal, NamedTuple, TypeVar, overload

from said.check.drift import Drift, find_drift
from said.findings.catalogue import KINDS, Finding
from said.schema import scheme
from said.schema.records import (
    Annotation,
    BlockAnnotation,
    DateAnnotation,
    Layer,
    MarkAnnotation,
    QuoteAnnotation,
    Span,
    SpeakerAnnotation,
    StanceAnnotation,
)
from said.seeds.documents import Seed
from said.seeds.json_files import JsonFile
from said.seeds.layers import Annotated, read_layers
from said.seeds.registries import NO_REGISTRIES, Registries
from said.text import jsontext
from said.text import segments as texts
from said.text.jsontext import Pointer
from said.text.reading import Reading
from said.text.segments import Range

A_co = TypeVar("A_co", bound=Annotation, covariant=True)


class AnnotationLine(NamedTuple, Generic[A_co]):
    """An annotation, and its index in the file."""

    at: int
    annotation: A_co


class Lines:
    """The lines of a file of a document that fit their schema, at the indices `sound`.

    What one of them refers to may be missing: it may stand in a line that was left out. Of a text
    that is missing nothing is known, and `text` is empty.
    """

    def __init__(
        self,
        source: JsonFile,
        sound: Sequence[int],
        seed: Seed,
        registries: Registries,
        *,
        is_pass: bool = False,
    ) -> None:
        self.source = source
        self.values = source.values
        self.sound = sound
        self.seed = seed
        self.text = seed.text or ""
        self.registries = registries
        self.is_pass = is_pass

    @classmethod
    def of_text(cls, source: JsonFile, sound: Sequence[int], text: str) -> Lines:
        """Lines of which nothing is known but their text."""
        seed = Seed("", "", text, None, source, (), None, None, {})
        return cls(source, sound, seed, NO_REGISTRIES)

    @property
    def reading(self) -> Reading:
        """The reading of the text."""
        return self.seed.reading

    @cached_property
    def annotated(self) -> Annotated:
        """What the document is annotated for."""
        return read_layers(self.seed, self.registries)

    def asks(self, finding: Finding) -> bool:
        """Whether a finding here is asked of the layer that it is about: one that rests on a rule
        of the guidelines is not, where the layer follows other ones."""
        if not KINDS[finding.kind].guideline or not self.annotated.named:
            return True
        layer = self._layer_of_line.get(finding.line) if finding.file == self.source.name else None
        return layer is None or self.annotated.follows_said(layer)

    @cached_property
    def _layer_of_line(self) -> dict[int, str]:
        return {self.source.lines[index]: self.values[index].get("layer") for index in self.sound}

    @cached_property
    def by_layer(self) -> dict[str, list[int]]:
        """The indices of the annotations, by layer."""
        return self._by_layer(self.sound)

    @cached_property
    def by_id(self) -> dict[str, Annotation]:
        """The annotations by id."""
        return {self.values[index]["id"]: self.values[index] for index in self.sound}

    @cached_property
    def spans(self) -> list[tuple[int, Pointer, Span]]:
        """Every span of the lines, with the index of its line and the keys that lead to it."""
        return [
            (index, pointer, span)
            for index in self.sound
            for pointer, span in spans_with_pointers(self.values[index])
        ]

    @cached_property
    def drift(self) -> Drift | None:
        """How the offsets of the file were counted, if not as they should."""
        if self.seed.text is None:
            return None
        return find_drift([span for _, _, span in self.spans], self.text)

    @cached_property
    def placed(self) -> list[int]:
        """The indices of the annotations whose spans fit the text."""
        fits = fit_test(self.text)
        spans = scheme.all_spans
        return [index for index in self.sound if all(map(fits, spans(self.values[index])))]

    @cached_property
    def placed_by_layer(self) -> dict[str, list[int]]:
        """The indices of the annotations whose spans fit the text, by layer."""
        return self._by_layer(self.placed)

    @cached_property
    def placed_by_id(self) -> dict[str, Annotation]:
        """The annotations whose spans fit the text, by id."""
        return {self.values[index]["id"]: self.values[index] for index in self.placed}

    def _by_layer(self, indices: Iterable[int]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for index in indices:
            found[self.values[index]["layer"]].append(index)
        return found

    @overload
    def of(self, layer: Literal["block"]) -> Sequence[AnnotationLine[BlockAnnotation]]: ...

    @overload
    def of(self, layer: Literal["mark"]) -> Sequence[AnnotationLine[MarkAnnotation]]: ...

    @overload
    def of(self, layer: Literal["speaker"]) -> Sequence[AnnotationLine[SpeakerAnnotation]]: ...

    @overload
    def of(self, layer: Literal["quote"]) -> Sequence[AnnotationLine[QuoteAnnotation]]: ...

    @overload
    def of(self, layer: Literal["date"]) -> Sequence[AnnotationLine[DateAnnotation]]: ...

    @overload
    def of(self, layer: Literal["stance"]) -> Sequence[AnnotationLine[StanceAnnotation]]: ...

    def of(self, layer: Layer) -> Sequence[AnnotationLine[Any]]:
        """The annotations of a layer, in the order of the file."""
        return [AnnotationLine(index, self.values[index]) for index in self.by_layer[layer]]

    def one(self, id_: str | None) -> Annotation | None:
        """The annotation with an id, if there is one."""
        return self.by_id.get(id_) if id_ else None

    def blocks(self, kinds: frozenset[str]) -> Iterator[Range]:
        """The ranges of the blocks of some kinds."""
        return (range_of(block) for _, block in self.of("block") if block["kind"] in kinds)

    def finding(
        self,
        line: AnnotationLine[Annotation],
        pointer: Pointer,
        kind: str,
        message: str,
        rule: str | None = None,
    ) -> Finding:
        """A finding at a place inside an annotation."""
        return self.source.finding(line.at, pointer, kind, message, rule)

    def named(self, annotation: Annotation) -> str:
        """What a message calls another annotation: its id and where it begins in the text."""
        line, column = jsontext.line_and_column(self.text, range_of(annotation)[0])
        return f"{annotation['id']} (raw.txt:{line}:{column})"


def spans_with_pointers(record: Any) -> Iterator[tuple[Pointer, Span]]:
    """Every span of a record of any of the files, with the keys that lead to it."""
    if "span" in record:
        yield ("span",), record["span"]
    for key in (*scheme.SPAN_LISTS, "spans"):
        for index, span in enumerate(record.get(key, ())):
            yield (key, index), span
    if "dct" in record:
        lists: dict[Pointer, list[Span]] = {("dct", "evidence"): record["dct"]["evidence"]}
        for number, entry in enumerate(record["provenance"]):
            lists["provenance", number, "evidence"] = entry["evidence"]
        for pointer, spans in lists.items():
            yield from (((*pointer, index), span) for index, span in enumerate(spans))


def ranges(annotation: Annotation, field: str) -> list[Range]:
    """The ranges of a field that holds a list of spans; none if it is left out."""
    return list(scheme.ranges(scheme.spans_of(annotation, field)))


def range_of(annotation: Annotation) -> Range:
    """The range of an annotation; of one with fragments that of the first."""
    return scheme.place_of(annotation)[0]


def words_of(annotation: Annotation) -> str:
    """The words that a message shows of an annotation: its span or first fragment, cut if long."""
    return shown(scheme.main_spans(annotation)[0]["exact"])


def shown(string: str) -> str:
    """Words of a text as a message shows them, those in the middle left out if they are many."""
    return repr(string if len(string) <= 60 else string[:45] + " … " + string[-12:])


def fit_test(text: str) -> Callable[[Span], bool]:
    """Tells whether a span fits the text: what `check_spans` asks, for the many that do."""
    length, inside = len(text), texts.inside_graphemes(text)

    def fits(span: Span) -> bool:
        start, end, exact = span["start"], span["end"], span["exact"]
        return (
            0 <= start < end <= length
            and text[start:end] == exact
            and exact.strip() == exact
            and start not in inside
            and end not in inside
        )

    return fits
