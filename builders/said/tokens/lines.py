"""Tags by line, as rows of the table `tokens` and files of predictions have them.

A row is a line of a text, or all of it: `tokens`, with `starts` and `ends` where it has them, and a
list of tags for any of the columns. Without offsets, the tokens are looked for in the text in their
order, marks and brackets also as the Penn Treebank writes them. Instead of columns, a row can have
one list of strings, called as in `LISTS`: its tags name the column, as in `B-cue` and
`B-content-direct`, or have a label that tells it, as in `B-DATE`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from said.system.errors import SaidError
from said.text.segments import Range
from said.tokens.columns import COLUMNS, IGNORED, first_tags
from said.tokens.decode import Decoded, decode

LISTS = ("tags", "labels", "ner_tags", "predictions")
"""What the one list of tags can be called."""
_PIECE = re.compile("^(?:##|▁|Ġ)")
"""What the word pieces of Hugging Face's tokenizers begin with."""


_SPACE = re.compile(r"\s*")
_WRITTEN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("``", "''", '"'), ('"', "“", "”", "„", "«", "»", "``", "''")),
    **dict.fromkeys(("`", "'"), ("'", "‘", "’", "‚", "`")),
    "--": ("—", "–"),
    "...": ("…",),
    "-LRB-": ("(",),
    "-RRB-": (")",),
    "-LSB-": ("[",),
    "-RSB-": ("]",),
    "-LCB-": ("{",),
    "-RCB-": ("}",),
}
"""What the tokens of the Penn Treebank, and of programs that follow it, stand for in a text."""


def tagged_columns(row: Mapping[str, Any]) -> dict[str, list[int | str]]:
    """The tags of a row by column; none if it is no row of tokens."""
    if not isinstance(row.get("tokens", row.get("starts")), list):
        return {}
    lists = {column: row[column] for column in COLUMNS if _are_tags(row.get(column), int | str)}
    one = next((row[name] for name in LISTS if _are_tags(row.get(name), str)), None)
    return lists or (_by_column(one) if one is not None else {})


def _are_tags(given: Any, kind: Any) -> bool:
    return isinstance(given, list) and all(isinstance(tag, kind) for tag in given)


def _by_column(tags: Sequence[str]) -> dict[str, list[int | str]]:
    """One list of tags as a list for each column that it names. A tag that names none is counted
    as unknown, with the first column."""
    read = [column_and_tag(tag) for tag in tags]
    found = dict.fromkeys(column for column, _ in read if column)
    first = next(iter(found), "content")
    return {
        column: [
            tag if own == column or (own is None and column == first) else "O" for own, tag in read
        ]
        for column in found or (first,)
    }


def column_and_tag(tag: str) -> tuple[str | None, str]:
    """The column that a tag belongs to, and the tag there; O and unknown tags belong to none."""
    does, _, label = tag.partition("-")
    for column in COLUMNS:
        if label and label in first_tags(column):
            return column, tag
    head, _, rest = label.lower().partition("-")
    column = "content" if head == "quote" else head
    if column not in COLUMNS:
        return None, tag
    return column, f"{does}-{label.partition('-')[2]}" if rest else does


def decode_lines(rows: Sequence[Mapping[str, Any]], text: str) -> Decoded:
    """The annotations of a text, out of rows of tags in their order; a column that a row lacks is
    unknown there. Raises SaidError if the tokens of a row are not in the text after those before,
    or if it has more or fewer tags than tokens."""
    offsets: list[Range] = []
    tags: dict[str, list[int | str]] = {}
    for number, row in enumerate(rows, 1):
        at = offsets[-1][1] if offsets else 0
        places = _line_offsets(row, text, at, number)
        for column, own in tagged_columns(row).items():
            if len(own) != len(places):
                raise SaidError(
                    f"row {number}: {len(own)} tags of {column} for {len(places)} tokens",
                    "give a tag for each token",
                )
            tags.setdefault(column, [IGNORED] * len(offsets)).extend(own)
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
        start, length = _next_token(text, at, string)
        if start < 0:
            cause = f"row {number}: the text does not go on with the token {string!r:.40}"
            raise SaidError(
                cause, "give the tokens of this text in their order, or starts and ends"
            )
        at = start + length
        found.append((start, at))
    return found


def _next_token(text: str, at: int, token: str) -> tuple[int, int]:
    """Where a token begins after white space, and how long it is there; -1 if the text goes on with
    another one. Quotation marks and brackets may be written as in the Penn Treebank."""
    if text.startswith(token, at):
        return at, len(token)
    space = _SPACE.match(text, at)
    start = space.end() if space else at
    found = text.find(token, at, start + len(token))
    if found >= 0:
        return found, len(token)
    written = next((one for one in _WRITTEN.get(token, ()) if text.startswith(one, start)), None)
    return (start, len(written)) if written else (-1, 0)
