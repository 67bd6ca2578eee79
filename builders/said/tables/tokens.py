"""The table `tokens`: a row is a line of the text with its tokens and their BIO tags.

`said.tokens.columns` says what is tagged how. A span that goes on in the next line begins anew with
B there.
"""

from __future__ import annotations

from bisect import bisect_left

from said.schema.rows import TokenRow
from said.tables.view import View
from said.tokens.columns import begun, column_spans, known_columns, lay_tags
from said.tokens.documents import row_annotations


def token_rows(view: View) -> tuple[list[TokenRow], dict[str, int]]:
    """The lines of a document by place, and how many spans of each kind cut a token."""
    record = view.record
    tokens = view.tokens
    annotations = list(row_annotations(record))
    kinds = {entity["id"]: entity["kind"] for entity in record["entities"]}
    spans = column_spans(annotations, kinds)
    inside = [(b["start"], b["end"], 1) for b in record["blocks"] if b["kind"] == "boilerplate"]
    edges = {0, *tokens.starts, *tokens.ends}
    cut = {
        column: sum(not (start in edges and end in edges) for start, end, _ in placed)
        for column, placed in spans.items()
    }
    known = known_columns(annotations, record["layers"])
    tags = {
        column: lay_tags(tokens, placed) if column in known else None
        for column, placed in spans.items()
    }
    boilerplate = [tag > 0 for tag in lay_tags(tokens, inside)]
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


def _of_line(tags: list[int] | None, first: int, after: int) -> list[int] | None:
    """The tags of a line: what goes on from the line before begins anew."""
    return None if tags is None else [begun(tags[first]), *tags[first + 1 : after]]
