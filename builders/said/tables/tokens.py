"""The table `tokens`: a row is a line of the text with its tokens and their BIO tags.

A tag covers every token that its span touches; where spans of one kind overlap, the longest wins,
which for quotes is the outermost. Tags are places in the label sets, as the schema derives them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache
from typing import Any

from said import text as texts
from said.schema import columns, load
from said.tables.view import View

Placed = tuple[int, int, int]
"""Start and end of a span, and the tag of its first token; the tag of the others is one higher."""


@cache
def first_tags() -> dict[str, int]:
    """The tag B of each type of quote, as a place in the column's label set."""
    content = next(c for c in columns(load(), "tokens") if c.name == "content")
    assert content.item is not None
    assert content.item.labels is not None
    return {
        label.removeprefix("B-"): place
        for place, label in enumerate(content.item.labels)
        if label.startswith("B-")
    }


def rows(view: View) -> list[dict[str, Any]]:
    """The lines of a document by place."""
    record = view.record
    text = record["text"]
    spans = _spans(view)
    boilerplate = [block for block in record["blocks"] if block["kind"] == "boilerplate"]
    found = []
    for line in view.lines:
        start, end = line["start"], line["end"]
        tokens = texts.tokens(text, (start, end))
        inside = [(b["start"], b["end"], 1) for b in boilerplate]
        found.append(
            {
                "id": line["id"],
                "doc_id": record["doc_id"],
                "block_kind": line["kind"],
                "text": line["exact"],
                "text_start": start,
                "tokens": tokens.strings,
                "starts": tokens.starts,
                "ends": tokens.ends,
                "boilerplate": [tag > 0 for tag in _tags(tokens, inside)],
                **{column: _tags(tokens, placed) for column, placed in spans.items()},
            }
        )
    return found


def cut_tokens(view: View, token_rows: Iterable[dict[str, Any]]) -> dict[str, int]:
    """How many spans of each kind begin or end inside a token."""
    edges = {0}
    for row in token_rows:
        edges.update(row["starts"])
        edges.update(row["ends"])
    return {
        column: sum(not {start, end} <= edges for start, end, _ in placed)
        for column, placed in _spans(view).items()
    }


def _spans(view: View) -> dict[str, list[Placed]]:
    """The spans behind each column of tags, the shortest first, so that the longest wins."""
    record = view.record
    tags = first_tags()
    mentions = [(m["start"], m["end"], 1) for m in record["speakers"]]
    quotes = sorted(
        record["quotes"], key=lambda q: q["content"][-1]["end"] - q["content"][0]["start"]
    )
    sources = {mention for quote in record["quotes"] for mention in quote["source"]}
    return {
        "content": [
            (fragment["start"], fragment["end"], tags[quote["type"]])
            for quote in quotes
            for fragment in quote["content"]
        ],
        "cue": _shortest_first((c["start"], c["end"], 1) for q in quotes for c in q["cue"]),
        "source": _shortest_first(
            (m["start"], m["end"], 1) for m in record["speakers"] if m["id"] in sources
        ),
        "speaker": _shortest_first(mentions),
        "date": _shortest_first((d["start"], d["end"], 1) for d in record["dates"]),
    }


def _shortest_first(spans: Iterable[Placed]) -> list[Placed]:
    return sorted(spans, key=lambda span: (span[1] - span[0], span))


def _tags(tokens: texts.Tokens, spans: Iterable[Placed]) -> list[int]:
    """A tag for each token; a later span covers an earlier one, and the rest of one that was
    covered in part begins anew."""
    tags = [0] * len(tokens.starts)
    for start, end, first in spans:
        begin = bisect_right(tokens.ends, start)
        after = bisect_left(tokens.starts, end)
        if begin < after:
            tags[begin:after] = [first] + [first + 1] * (after - begin - 1)
            if after < len(tags) and tags[after] and tags[after] % 2 == 0:
                tags[after] -= 1
    return tags
