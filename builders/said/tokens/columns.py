"""The columns of tags: which spans each one holds, how they are labelled, and which of them win.

The table `tokens`, `said.tokens.encode` and the formats of taggers all take their tags from here.

A tag covers every token that its span touches. Where spans of one column overlap, the longest is
tagged, of equally long ones the first in the record; of quotes it is the outermost. What is left of
a span that another covers in part begins anew with B. Tags are places in the label sets, as the
schema derives them; `IGNORED` stands where nobody knows the tag.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from said.schema import columns, load_schemas
from said.schema.records import AnyRecord
from said.schema.scheme import spans_of
from said.text.segments import Tokens

IGNORED = -100
"""The tag of what is unknown: loss functions of PyTorch leave it out."""

OUTSIDE = 0


class ColumnOrigin(NamedTuple):
    """Where the spans of a column are in the records: the layer and the field, "" for the main
    one."""

    layer: str
    role: str


COLUMNS = {
    "content": ColumnOrigin("quote", ""),
    "cue": ColumnOrigin("quote", "cue"),
    "source": ColumnOrigin("speaker", ""),
    "speaker": ColumnOrigin("speaker", ""),
    "date": ColumnOrigin("date", ""),
    "mark": ColumnOrigin("mark", ""),
    "stance": ColumnOrigin("stance", ""),
}
"""The columns of tags. `source` has the mentions that are the source of a quote, `speaker` all."""

Placed = tuple[int, int, int]
"""Start and end of a span, and the tag of its first token; the tag of the others is one higher."""


@cache
def tag_labels(column: str) -> tuple[str, ...]:
    """The tags of a column by their numbers, as `O`, `B-direct`, `I-direct`."""
    field = next(c for c in columns(load_schemas(), "tokens") if c.name == column)
    assert field.item is not None
    assert field.item.labels is not None
    return field.item.labels


@cache
def first_tags(column: str) -> dict[str, int]:
    """The number of the tag B for each label of a column; its only label is "" where spans have no
    types."""
    return {
        tag.removeprefix("B").removeprefix("-"): number
        for number, tag in enumerate(tag_labels(column))
        if tag.startswith("B")
    }


def known_columns(annotations: Iterable[AnyRecord], layers: Collection[str]) -> set[str]:
    """The columns of tags in which O means that nothing is there (X6). Where the document lacks the
    layer `speaker`, sources are known if its quotes name any."""
    known = {column for column, origin in COLUMNS.items() if origin.layer in layers}
    if "quote" not in layers:
        return known - {"source"}
    named = any(one.get("source") for one in annotations if one["layer"] == "quote")
    return known | ({"source"} if named else set())


def column_spans(
    annotations: Sequence[AnyRecord], kinds: Mapping[str, str]
) -> dict[str, list[Placed]]:
    """The spans behind each column of tags, those first that others are laid over.

    `kinds` says what each entity is. The tag of a mention is `IGNORED` where that is not known.
    """
    by_layer: dict[str, list[AnyRecord]] = {}
    for one in annotations:
        by_layer.setdefault(one["layer"], []).append(one)
    quotes = _outermost_last(by_layer.get("quote", []))
    mentions = by_layer.get("speaker", [])
    sources = {mention for quote in quotes for mention in quote.get("source", ())}
    named = [one for one in mentions if one.get("speakers")]
    return {
        "content": _placed(quotes, "content", [_first("content", q.get("type")) for q in quotes]),
        "cue": _longest_last(_placed(quotes, "cue", [1] * len(quotes))),
        "source": _longest_last(
            (start, end, 1)
            for one in mentions
            if one["id"] in sources
            for start, end, _ in _placed([one], "span", [1])
        ),
        "speaker": _longest_last(
            _placed(
                named,
                "span",
                [_first("speaker", kinds.get(one["speakers"][0])) for one in named],
            )
        ),
        "date": _labelled(by_layer, "date", "span", "type"),
        "mark": _labelled(by_layer, "mark", "span", "kind"),
        "stance": _labelled(by_layer, "stance", "expression", "label"),
    }


def _labelled(
    by_layer: Mapping[str, Sequence[AnyRecord]], layer: str, field: str, label: str
) -> list[Placed]:
    found = by_layer.get(layer, ())
    return _longest_last(_placed(found, field, [_first(layer, one.get(label)) for one in found]))


def _first(column: str, label: str | None) -> int:
    return first_tags(column).get(label or "", IGNORED)


def _placed(annotations: Iterable[AnyRecord], field: str, tags: Iterable[int]) -> list[Placed]:
    return [
        (span["start"], span["end"], tag)
        for one, tag in zip(annotations, tags, strict=True)
        for span in spans_of(one, field)
    ]


def _outermost_last(quotes: Sequence[AnyRecord]) -> list[AnyRecord]:
    """Quotes sorted by their depth, the innermost first, then the shortest."""
    parents = {quote["id"]: quote.get("parent") for quote in quotes}

    def key(quote: AnyRecord) -> tuple[int, int]:
        above = {quote["id"]}
        parent = quote.get("parent")
        # A draft can have parents that are not there, or in a circle.
        while parent in parents and parent not in above:
            above.add(parent)
            parent = parents[parent]
        content = quote["content"]
        return -len(above), content[-1]["end"] - content[0]["start"]

    return sorted(quotes, key=key)


def _longest_last(spans: Iterable[Placed]) -> list[Placed]:
    """The spans in the order in which they are laid over each other: of equally long ones the first
    comes last."""
    return sorted(spans, key=lambda span: span[1] - span[0], reverse=True)[::-1]


def lay_tags(tokens: Tokens, spans: Iterable[Placed]) -> list[int]:
    """A tag for each token; a later span covers an earlier one, and the rest of one that was
    covered in part begins anew."""
    tags = [OUTSIDE] * len(tokens.starts)
    for start, end, first in spans:
        begin, after = tokens.touched(start, end)
        if begin < after:
            rest = first if first == IGNORED else first + 1
            tags[begin:after] = [first] + [rest] * (after - begin - 1)
            if after < len(tags):
                tags[after] = begun(tags[after])
    return tags


def begun(tag: int) -> int:
    """The tag of a token with which a span begins, whether or not it began before."""
    return tag - 1 if tag > OUTSIDE and tag % 2 == 0 else tag
