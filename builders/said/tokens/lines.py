"""Tags by line, as rows of the table `tokens` and files of predictions have them.

A row is a line of a text, or all of it: `tokens`, with `starts` and `ends` where it has them, and a
list of tags for any of the columns. Without offsets, the tokens are looked for in the text in their
order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from said.system.errors import SaidError
from said.text.segments import Range
from said.tokens.columns import COLUMNS, IGNORED
from said.tokens.decode import Decoded, decode


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
        return list(zip(starts, ends, strict=True))
    found: list[Range] = []
    for token in row.get("tokens", ()):
        start = text.find(str(token), at)
        if start < 0 or text[at:start].strip():
            cause = f"row {number}: the text does not go on with the token {str(token)!r:.40}"
            raise SaidError(
                cause, "give the tokens of this text in their order, or starts and ends"
            )
        at = start + len(str(token))
        found.append((start, at))
    return found
