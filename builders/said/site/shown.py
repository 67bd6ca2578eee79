"""A document as it is shown: its text, the annotations of all layers, and what it says of itself.

It is the same wherever it was read. Annotations are lines as in `annotations.jsonl`: ids without
the document's, nothing empty. All of them fit the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from said.schema.records import AnyAnnotation, AnyRecord
from said.schema.scheme import AUTHOR, LAYERS, REFERENCES
from said.text.paragraphs import find_lines

_HEAD = 5_000
_LONG = 90


class ShownLine(NamedTuple):
    """A line of the text with its end, and the kind of block that it is: a paragraph if no block
    says otherwise. An empty line is none."""

    start: int
    end: int
    kind: str


class Known(NamedTuple):
    """What is known of those that annotations name, by id: entities, acts of speaking, targets."""

    entities: Mapping[str, AnyRecord] = {}
    utterances: Mapping[str, str] = {}
    targets: Mapping[str, str] = {}

    def name_of(self, entity: str) -> str:
        """The name of an entity; its id if it is not known."""
        if entity == AUTHOR:
            return "the author"
        return str(self.entities.get(entity, {}).get("name") or entity)


class Decision(NamedTuple):
    """How a difference between two readings was decided."""

    rule: str
    text: str


class Shown(NamedTuple):
    """A document to show. `facts` are what its metadata say, by field; `file` is where its
    annotations can be corrected, and `lines_of` the line of each there. `notes` say what was left
    out when it was read, and `decisions` how annotations were decided, by id."""

    doc_id: str
    text: str
    annotations: Sequence[AnyAnnotation]
    layers: tuple[str, ...] = LAYERS
    facts: Mapping[str, Any] = {}
    known: Known = Known()
    automatic: bool = False
    file: str | None = None
    lines_of: Mapping[str, int] = {}
    notes: tuple[str, ...] = ()
    decisions: Mapping[str, Decision] = {}

    @property
    def title(self) -> str:
        """The title; without one the first headline, or the beginning of the first paragraph."""
        given = self.facts.get("title")
        if isinstance(given, str) and given.strip():
            return given
        lines = self._replace(text=self.text[:_HEAD]).lines
        kinds = ("headline", "paragraph", *(line.kind for line in lines))
        first = next((one for kind in kinds for one in lines if one.kind == kind), None)
        words = self.text[first.start : first.end] if first else self.doc_id
        return words if len(words) <= _LONG else f"{words[:_LONG].rsplit(' ', 1)[0]} …"

    def is_line_kind(self, block: AnyRecord) -> bool:
        """Whether a block consists of whole lines, so that it is what the lines are."""
        start, end = block["span"]["start"], block["span"]["end"]
        before = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        line_end = self.text.find("\n", end)
        after = self.text[end : line_end if line_end >= 0 else len(self.text)]
        return not before.strip() and not after.strip()

    @property
    def lines(self) -> list[ShownLine]:
        """The lines that are not empty, without the white space around them."""
        blocks = sorted(
            (one["span"]["start"], one["span"]["end"], one["kind"])
            for one in self.annotations
            if one["layer"] == "block"
        )
        found = []
        at = 0
        for start, end in find_lines(self.text):
            while at < len(blocks) and blocks[at][1] < end:
                at += 1
            is_block = at < len(blocks) and blocks[at][0] <= start
            found.append(ShownLine(start, end, blocks[at][2] if is_block else "paragraph"))
        return found


class RecordLink(NamedTuple):
    """A reference of one annotation to another, by ids."""

    source: str
    field: str
    target: str


class LinkIndex(NamedTuple):
    """The references among the annotations of a document, from each and to each, by id."""

    leaving: Mapping[str, Sequence[RecordLink]]
    arriving: Mapping[str, Sequence[RecordLink]]


def find_links(annotations: Iterable[AnyAnnotation]) -> LinkIndex:
    """The references among annotations; what refers to something that is not there is none."""
    by_id = {one["id"]: one for one in annotations}
    leaving: dict[str, list[RecordLink]] = {}
    arriving: dict[str, list[RecordLink]] = {}
    for id_, annotation in by_id.items():
        for field in REFERENCES[annotation["layer"]]:
            value = annotation.get(field, ())
            for target in [value] if isinstance(value, str) else value:
                if target in by_id:
                    link = RecordLink(id_, field, target)
                    leaving.setdefault(id_, []).append(link)
                    arriving.setdefault(target, []).append(link)
    return LinkIndex(leaving, arriving)
