"""Invented quotes for the tests of the tables that cross documents."""

from __future__ import annotations

from typing import Any

from said.tables.utterances import ReportedQuote

MARKS = "“”"


def reported(quote: str, text: str, type_: str = "direct", **fields: Any) -> ReportedQuote:
    """A quote of the passage `resigned`, in a document with the first part of its id. `time` is an
    hour. What a mixed quote has between “ and ” is marked."""
    time = fields.pop("time", None)
    marked = {"direct": [text], "mixed": [p.split("”")[0] for p in text.split("“")[1:]]}
    given: dict[str, Any] = {
        "id": quote,
        "doc_id": quote.split("/", maxsplit=1)[0],
        "split": "train",
        "event": "departures",
        "utterance": "resignation",
        "type": type_,
        "text": text,
        "marked": marked.get(type_, []),
        "speakers": ["jan-leike"],
        "said_value": time,
        "earliest": f"{time}:00:00" if time else None,
        "latest": f"{time}:59:59" if time else None,
        "passages": ["resigned"],
        "flags": [],
    }
    return ReportedQuote(**given | fields)
