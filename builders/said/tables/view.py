"""A document record with what several tables look up in it, found once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple, TypedDict

from said.schema.records import Layer, Origin, Span
from said.schema.rows import (
    Document,
    DocumentBlock,
    DocumentDate,
    DocumentEntity,
    DocumentQuote,
    DocumentSentence,
    DocumentSpeaker,
    MentionRef,
)
from said.text.reading import read_text
from said.text.segments import Tokens


class SpanContext(TypedDict):
    """The columns of a row that show what stands around its spans."""

    context: str
    context_start: int


class DocumentColumns(TypedDict):
    """The columns of every row that say what to keep together when rows are set apart."""

    origin: Origin
    event: str | None
    fold: int


class View(NamedTuple):
    """A record, its lines (blocks that lie in no other) and tokens, and its entries by id."""

    record: Document
    lines: list[DocumentBlock]
    line_starts: list[int]
    tokens: Tokens
    mentions: dict[str, DocumentSpeaker]
    dates: dict[str, DocumentDate]
    quotes: dict[str, DocumentQuote]
    entities: dict[str, DocumentEntity]

    @classmethod
    def of(cls, record: Document) -> View:
        """The view of a record."""
        lines: list[DocumentBlock] = []
        for block in record["blocks"]:
            if not lines or block["start"] >= lines[-1]["end"]:
                lines.append(block)
        return cls(
            record,
            lines,
            [line["start"] for line in lines],
            read_text(record["text"], record["language"], record["wrapped"]).tokens,
            {mention["id"]: mention for mention in record["speakers"] or ()},
            {date["id"]: date for date in record["dates"] or ()},
            {quote["id"]: quote for quote in record["quotes"] or ()},
            {entity["id"]: entity for entity in record["entities"]},
        )

    def line_at(self, offset: int) -> DocumentBlock:
        """The line in which a code point of the text lies."""
        return self.lines[bisect_right(self.line_starts, offset) - 1]

    def context(self, start: int, end: int) -> SpanContext:
        """The columns `context` and `context_start` of a span: the line or lines around it."""
        first = self.line_at(start)["start"]
        return {
            "context": self.record["text"][first : self.line_at(end - 1)["end"]],
            "context_start": first,
        }

    def sentence_context(self, spans: Iterable[Span | MentionRef]) -> SpanContext:
        """The columns `context` and `context_start` of several spans: whole sentences, from that in
        which the first begins to that in which the last ends."""
        places = [(span["start"], span["end"]) for span in spans]
        first = self.sentence_at(min(start for start, _ in places))["start"]
        last = self.sentence_at(max(end for _, end in places) - 1)["end"]
        return {"context": self.record["text"][first:last], "context_start": first}

    def sentence_at(self, offset: int) -> DocumentSentence:
        """The sentence in which a code point of the text lies."""
        sentences = self.record["sentences"]
        place = bisect_right(sentences, offset, key=lambda sentence: sentence["start"]) - 1
        return sentences[place]

    @property
    def document_columns(self) -> DocumentColumns:
        """The columns that every row has from its document."""
        record = self.record
        return {"origin": record["origin"], "event": record["event"], "fold": record["fold"]}

    def date_of(self, quote: DocumentQuote) -> DocumentDate | None:
        """The date that gives the time of the saying of a quote."""
        return self.dates.get(quote["said"]) if quote["said"] else None

    def names(self, entities: list[str] | None) -> list[str] | None:
        """The names of entities, in the same order; None if it is not annotated who they are."""
        return None if entities is None else [self.entities[entity]["name"] for entity in entities]

    def is_annotated(self, layer: Layer) -> bool:
        """Whether the document is annotated for a layer, so that nothing means none."""
        return layer in self.record["layers"]


def quote_text(quote: DocumentQuote) -> str:
    """The words of a quote: its fragments joined by a space."""
    return " ".join(fragment["exact"] for fragment in quote["content"])
