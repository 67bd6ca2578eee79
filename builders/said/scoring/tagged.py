"""Tokens with tags, as a tagger gives them, as rows that have spans.

A row has `tokens`, and tags as a list in a column of `said.tokens`, such as `content` or `cue`, or
in `tags`, `labels`, `ner_tags` or `predictions`, where each tag tells its column (`B-cue`,
`I-quote-direct`, `B-DATE`). Where the row has no `offsets`, the tokens are found in the text one
after the other, those of a later row of the document after those of the one before. The marks of
word pieces (`##`, `▁`, `Ġ`) do not count. A quote gets its cue and source from the linker of
`said.tokens`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from said.schema.scheme import LABEL_FIELD
from said.text.segments import Range
from said.tokens import COLUMNS, TextSpan
from said.tokens.columns import tag_labels
from said.tokens.decode import annotations_of_spans

_LISTS = ("tags", "labels", "ner_tags", "predictions")
_PIECES = ("##", "▁", "Ġ")


class BadTags(Exception):
    """Tags that cannot be read; the argument says why."""


def has_tags(row: Mapping[str, Any]) -> bool:
    """Whether a row has tokens and a list of tags."""
    return isinstance(row.get("tokens"), list) and any(
        isinstance(row.get(name), list) for name in (*COLUMNS, "quote", *_LISTS)
    )


def tagged_spans(
    row: Mapping[str, Any], text: str, start: int, named: Any
) -> tuple[list[TextSpan], int]:
    """The spans that the tags of a row mark, and where its tokens end. `named` tells the layer and
    label of a tag, as `said.scoring.items.layer_named`. Raises BadTags."""
    offsets = _offsets(row, text, start)
    spans = []
    for column, tags in _columns(row, named):
        if len(tags) != len(offsets):
            raise BadTags(f"{len(tags)} tags for {len(offsets)} tokens")
        for first, after, label in _runs(tags):
            spans.append(TextSpan(column, label, offsets[first][0], offsets[after - 1][1]))
    return spans, max((end for _, end in offsets), default=start)


def _offsets(row: Mapping[str, Any], text: str, at: int) -> list[Range]:
    given = row.get("offsets")
    if isinstance(given, list):
        pairs = [tuple(pair) for pair in given if isinstance(pair, (list, tuple))]
        if not all(len(pair) == 2 and all(type(n) is int for n in pair) for pair in pairs):
            raise BadTags("offsets that are no pairs of numbers")
        return [(first, after) for first, after in pairs]
    found = []
    for token in row["tokens"]:
        string = str(token)
        for mark in _PIECES:
            string = string.removeprefix(mark) or string
        first = text.find(string, at)
        if first < 0 or text[at:first].strip():
            raise BadTags(f"the token {string!r:.40} is not where the text goes on at {at}")
        at = first + len(string)
        found.append((first, at))
    return found


def _columns(row: Mapping[str, Any], named: Any) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The tags of a row by column, each as B, I or O and a label."""
    for name in (*COLUMNS, "quote"):
        if isinstance(row.get(name), list):
            column = "content" if name == "quote" else name
            yield column, [_split(_as_string(column, tag)) for tag in row[name]]
    for name in _LISTS:
        if isinstance(row.get(name), list):
            tags = [_split(str(tag)) for tag in row[name]]
            told = {label: named(label) for _, label in tags if label}
            if unknown := [label for label, one in told.items() if one is None]:
                raise BadTags(f"no layer is called {unknown[0]!r:.40}")
            columns = {_column_of(one[0]) for one in told.values() if one}
            for column in sorted(columns):
                yield column, [_tag_of(column, does, told.get(label)) for does, label in tags]
            return


def _as_string(column: str, tag: object) -> str:
    """A tag as a string; a number is a place in the label set of the column."""
    labels = tag_labels(column)
    if type(tag) is int:
        return labels[tag] if 0 <= tag < len(labels) else "O"
    return str(tag)


def _split(tag: str) -> tuple[str, str]:
    does, _, label = tag.partition("-")
    return (does, label) if does in ("B", "I") else ("O", "")


def _column_of(layer: str) -> str:
    return "content" if layer == "quote" else layer


def _tag_of(column: str, does: str, told: tuple[str, str | None] | None) -> tuple[str, str]:
    if told is None or _column_of(told[0]) != column:
        return "O", ""
    return does, told[1] or ""


def _runs(tags: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    """The spans in tags; I begins one where none of its label goes on."""
    start, label = None, ""
    for place, (does, own) in enumerate([*tags, ("O", "")]):
        if start is not None and not (does == "I" and own == label):
            yield start, place, label
            start = None
        if start is None and does in ("B", "I"):
            start, label = place, own


def rows_of_spans(spans: Sequence[TextSpan], text: str) -> list[dict[str, Any]]:
    """Rows for `said.scoring.items`. A source is a place of its quote, and only what was tagged as
    a mention is one."""
    lines: list[Any] = annotations_of_spans(spans, text)
    mentions = {line["id"]: line["span"] for line in lines if line["layer"] == "speaker"}
    rows: list[dict[str, Any]] = []
    for line in lines:
        if line["layer"] == "quote":
            source = [mentions[id_] for id_ in line.get("source", ())]
            rows.append({**line, "source": source})
    for span in spans:
        if span.column in ("cue", "source", "speaker", "date", "mark", "stance"):
            label = span.label if span.column in LABEL_FIELD else ""
            place = {"start": span.start, "end": span.end}
            rows.append({"layer": span.column, **place, **({"label": label} if label else {})})
    return rows
