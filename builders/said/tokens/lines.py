"""Tags by line, as rows of the table `tokens` and files of predictions have them.

A row is a line of a text, or all of it: `tokens`, with `starts` and `ends` where it has them, and a
list of tags for any of the columns, or one list whose tags tell their columns. Without offsets, the
tokens are looked for in the text in their order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from said.system.errors import SaidError
from said.text.segments import Range
from said.tokens.columns import COLUMNS, IGNORED, tag_labels
from said.tokens.decode import Decoded, decode

_LISTS = ("tags", "ner_tags", "labels", "predictions")
_PIECE = re.compile("^(?:##|▁|Ġ)")
"""What the word pieces of Hugging Face's tokenizers begin with."""


def by_column(row: Mapping[str, Any]) -> tuple[Mapping[str, Any], list[str]]:
    """A row of tokens with one list of tags that tell their columns, as `B-cue`, `I-direct` or
    `B-content-direct`, as one with a list for each column, and the tags that tell none. Any other
    row stays as it is."""
    name = next((name for name in _LISTS if isinstance(row.get(name), list)), None)
    if name is None or not isinstance(row.get("tokens"), list) or tagged_columns(row):
        return row, []
    told = [_column_and_tag(tag) for tag in row[name]]
    found: dict[str, Any] = {key: value for key, value in row.items() if key != name}
    for column in sorted({column for column, _ in told if column}):
        found[column] = [tag if own == column else "O" for own, tag in told]
    return found, sorted({tag for column, tag in told if not column and tag[:2] in ("B-", "I-")})


def _column_and_tag(tag: object) -> tuple[str, str]:
    """The column that a tag tells, "" where it tells none, and its tag there."""
    does, _, rest = str(tag).partition("-")
    head, _, label = rest.partition("-")
    column = "content" if head.lower() == "quote" else head.lower()
    if column in COLUMNS:
        return column, f"{does}-{label}" if label else does
    return _COLUMN_OF_LABEL.get(rest, ""), f"{does}-{rest}"


_COLUMN_OF_LABEL = {
    tag.removeprefix("B-"): column
    for column in reversed(COLUMNS)
    if column != "speaker"
    for tag in tag_labels(column)
    if tag.startswith("B-")
}


def tagged_columns(row: Mapping[str, Any]) -> list[str]:
    """The columns of tags in a row; none if it is no row of tokens."""
    tokens = row.get("tokens", row.get("starts"))
    if not isinstance(tokens, list):
        return []
    lists = [column for column in COLUMNS if isinstance(row.get(column), list)]
    return [column for column in lists if all(isinstance(tag, int | str) for tag in row[column])]


def decode_lines(rows: Sequence[Mapping[str, Any]], text: str) -> Decoded:
    """The annotations of a text, out of rows of tags in their order; a column that a row lacks is
    unknown there. Raises SaidError if the tokens of a row are not in the text after those before,
    or if it has more or fewer tags than tokens."""
    offsets: list[Range] = []
    tags: dict[str, list[int | str]] = {}
    for number, row in enumerate(rows, 1):
        at = offsets[-1][1] if offsets else 0
        places = _line_offsets(row, text, at, number)
        for column in tagged_columns(row):
            if len(row[column]) != len(places):
                raise SaidError(
                    f"row {number}: {len(row[column])} tags of {column} for {len(places)} tokens",
                    "give a tag for each token",
                )
            tags.setdefault(column, [IGNORED] * len(offsets)).extend(row[column])
        offsets += places
        for column, known in tags.items():
            tags[column] = known + [IGNORED] * (len(offsets) - len(known))
    return decode(tags, text, offsets)


def _line_offsets(row: Mapping[str, Any], text: str, at: int, number: int) -> list[Range]:
    starts, ends = row.get("starts"), row.get("ends")
    if isinstance(starts, list) and isinstance(ends, list) and len(starts) == len(ends):
        if not all(type(offset) is int for offset in (*starts, *ends)):
            raise SaidError(f"row {number}: starts and ends that are no integers", "give integers")
        return list(zip(starts, ends, strict=True))
    found: list[Range] = []
    for token in row.get("tokens", ()):
        string = _PIECE.sub("", str(token)) or str(token)
        start = text.find(string, at)
        if start < 0 or text[at:start].strip():
            cause = f"row {number}: the text does not go on with the token {string!r:.40}"
            raise SaidError(
                cause, "give the tokens of this text in their order, or starts and ends"
            )
        at = start + len(string)
        found.append((start, at))
    return found
