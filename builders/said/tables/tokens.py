"""The table `tokens`: a row is a line of the text with its tokens and their BIO tags.

A tag covers every token that its span touches. Where spans of one column overlap, the longest is
tagged, of equally long ones the first in the record; of quotes it is the outermost. What is left of
a span that another covers in part begins anew with B, and so does a span that goes on in the next
line. Tags are places in the label sets, as the schema derives them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from typing import Literal

from said.schema import columns, load_schemas
from said.schema.rows import DocumentQuote, TokenRow
from said.tables.view import View
from said.text import segments as texts

Placed = tuple[int, int, int]
"""Start and end of a span, and the tag of its first token; the tag of the others is one higher."""


_LAYERS: tuple[Literal["speaker", "date", "mark", "stance"], ...] = (
    "speaker",
    "date",
    "mark",
    "stance",
)
"""The layers with a column of tags of the same name."""


@cache
def first_tags(column: str) -> dict[str, int]:
    """The tag B of each type of span in a column of tags, as a place in the column's label set."""
    field = next(c for c in columns(load_schemas(), "tokens") if c.name == column)
    assert field.item is not None
    assert field.item.labels is not None
    return {
        label.removeprefix("B-"): place
        for place, label in enumerate(field.item.labels)
        if label.startswith("B-")
    }


def token_rows(view: View) -> tuple[list[TokenRow], dict[str, int]]:
    """The lines of a document by place, and how many spans of each kind cut a token."""
    record = view.record
    tokens = view.tokens
    spans = _spans(view)
    inside = [(b["start"], b["end"], 1) for b in record["blocks"] if b["kind"] == "boilerplate"]
    edges = {0, *tokens.starts, *tokens.ends}
    cut = {
        column: sum(not (start in edges and end in edges) for start, end, _ in placed)
        for column, placed in spans.items()
    }
    known = _known_columns(view)
    tags = {
        column: _tags(tokens, placed) if column in known else None
        for column, placed in spans.items()
    }
    boilerplate = [tag > 0 for tag in _tags(tokens, inside)]
    found: list[TokenRow] = []
    for line in view.lines:
        first = bisect_left(tokens.starts, line["start"])
        after = bisect_left(tokens.starts, line["end"], first)
        found.append(
            {
                "id": line["id"],
                "doc_id": record["doc_id"],
                "block_kind": line["kind"],
                "text": line["exact"],
                "text_start": line["start"],
                "tokens": tokens.strings[first:after],
                "starts": list(tokens.starts[first:after]),
                "ends": list(tokens.ends[first:after]),
                "boilerplate": boilerplate[first:after] if view.is_annotated("block") else None,
                "content": _of_line(tags["content"], first, after),
                "cue": _of_line(tags["cue"], first, after),
                "source": _of_line(tags["source"], first, after),
                "speaker": _of_line(tags["speaker"], first, after),
                "date": _of_line(tags["date"], first, after),
                "mark": _of_line(tags["mark"], first, after),
                "stance": _of_line(tags["stance"], first, after),
                **view.document_columns,
            }
        )
    return found, cut


def _known_columns(view: View) -> set[str]:
    """The columns of tags in which O means that nothing is there (X6). Where the document lacks the
    layer `speaker`, sources are known if its quotes name any."""
    known: set[str] = {column for column in _LAYERS if view.is_annotated(column)}
    if view.is_annotated("quote"):
        known |= {"content", "cue"}
        if "speaker" in known or any(quote["source"] for quote in view.quotes.values()):
            known.add("source")
    return known


def _of_line(tags: list[int] | None, first: int, after: int) -> list[int] | None:
    """The tags of a line: what goes on from the line before begins anew."""
    if tags is None:
        return None
    here = tags[first:after]
    if here[0] and here[0] % 2 == 0:
        here[0] -= 1
    return here


def _spans(view: View) -> dict[str, list[Placed]]:
    """The spans behind each column of tags, the shortest first, so that the longest wins."""
    quotes = sorted(view.quotes.values(), key=lambda quote: _nesting(view, quote))
    sources = {mention for quote in quotes for mention in quote["source"]}
    types, kinds = first_tags("content"), first_tags("speaker")
    dates, marks, labels = first_tags("date"), first_tags("mark"), first_tags("stance")
    return {
        "content": [
            (fragment["start"], fragment["end"], types[quote["type"]])
            for quote in quotes
            for fragment in quote["content"]
        ],
        "cue": _shortest_first((c["start"], c["end"], 1) for q in quotes for c in q["cue"]),
        "source": _shortest_first(
            (m["start"], m["end"], 1) for m in view.mentions.values() if m["id"] in sources
        ),
        "speaker": _shortest_first(
            (m["start"], m["end"], kinds[view.entities[m["speakers"][0]]["kind"]])
            for m in view.mentions.values()
            if m["speakers"]
        ),
        "date": _shortest_first(
            (d["start"], d["end"], dates[d["type"]]) for d in view.dates.values()
        ),
        "mark": _shortest_first(
            (m["start"], m["end"], marks[m["kind"]]) for m in view.record["marks"] or ()
        ),
        "stance": _shortest_first(
            (fragment["start"], fragment["end"], labels[stance["label"]])
            for stance in view.record["stances"] or ()
            for fragment in stance["expression"]
        ),
    }


def _nesting(view: View, quote: DocumentQuote) -> tuple[int, int]:
    """Sorts the innermost quotes first: by their depth, then the shortest."""
    depth, parent = 0, quote["parent"]
    while parent is not None:
        depth, parent = depth + 1, view.quotes[parent]["parent"]
    return -depth, quote["content"][-1]["end"] - quote["content"][0]["start"]


def _shortest_first(spans: Iterable[Placed]) -> list[Placed]:
    """The spans in the order in which they are laid over each other: of equally long ones the first
    comes last."""
    return sorted(spans, key=lambda span: span[1] - span[0], reverse=True)[::-1]


def _tags(tokens: texts.Tokens, spans: Iterable[Placed]) -> list[int]:
    """A tag for each token; a later span covers an earlier one, and the rest of one that was
    covered in part begins anew."""
    tags = [0] * len(tokens.starts)
    for start, end, first in spans:
        begin, after = tokens.touched(start, end)
        if begin < after:
            tags[begin:after] = [first] + [first + 1] * (after - begin - 1)
            if after < len(tags) and tags[after] and tags[after] % 2 == 0:
                tags[after] -= 1
    return tags
