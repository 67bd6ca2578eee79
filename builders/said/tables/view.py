"""A document record with what several tables look up in it, found once."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, NamedTuple

from said.tables.record import Record
from said.text.reading import read_text
from said.text.segments import Tokens


class View(NamedTuple):
    """A record, its lines (blocks that lie in no other) and tokens, and its entries by id."""

    record: Record
    lines: list[dict[str, Any]]
    line_starts: list[int]
    tokens: Tokens
    mentions: dict[str, dict[str, Any]]
    dates: dict[str, dict[str, Any]]
    quotes: dict[str, dict[str, Any]]
    entities: dict[str, dict[str, Any]]

    @classmethod
    def of(cls, record: Record) -> View:
        """The view of a record."""
        lines: list[dict[str, Any]] = []
        for block in record["blocks"]:
            if not lines or block["start"] >= lines[-1]["end"]:
                lines.append(block)
        return cls(
            record,
            lines,
            [line["start"] for line in lines],
            read_text(record["text"], record["language"]).tokens,
            *(
                {entry["id"]: entry for entry in record[layer]}
                for layer in ("speakers", "dates", "quotes", "entities")
            ),
        )

    def line_at(self, offset: int) -> dict[str, Any]:
        """The line in which a code point of the text lies."""
        return self.lines[bisect_right(self.line_starts, offset) - 1]

    def context(self, start: int, end: int) -> dict[str, Any]:
        """The columns `context` and `context_start` of a span: the line or lines around it."""
        first = self.line_at(start)["start"]
        return {
            "context": self.record["text"][first : self.line_at(end - 1)["end"]],
            "context_start": first,
        }

    def names(self, entities: list[str]) -> list[str]:
        """The names of entities, in the same order."""
        return [self.entities[entity]["name"] for entity in entities]


def quote_text(quote: dict[str, Any]) -> str:
    """The words of a quote: its fragments joined by a space."""
    return " ".join(fragment["exact"] for fragment in quote["content"])
