"""Columns of tags that other people's CoNLL files have: which they are, and the spans in them.

Such a file has a token on each line, with cells between tabs or spaces, and blank lines between
sequences; nothing names its columns. `guess_columns` tells them by what is in them. A column of
tags has `O` and, with a label, the prefixes of BIO, IOB1, BIOES or BILOU.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from said.formats.labels import LabelMap
from said.schema.scheme import LAYERS
from said.text.segments import Range
from said.tokens import COLUMNS, TextSpan
from said.tokens.columns import first_tags
from said.tokens.lines import column_and_tag

DOC_START = "-DOCSTART-"
"""The first cell of a line that begins a document, in the files of CoNLL-2003."""

_CONLLU = ("ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC")
_ENOUGH = 10_000
"""Lines that tell what a file's columns are."""
_TAG = re.compile(r"[O_]|[BIESLUM]-\S+")
_NUMBER = re.compile(r"[0-9]+(?:[-.][0-9]+)?")
_SPACING = re.compile(r"_|(?:\w+=[^|]*\|)*Space[s]?After=[^|]*(?:\|.*)?")
_COLUMN_OF: dict[str, str] = {
    "quote": "content",
    **{layer: layer for layer in COLUMNS if layer in LAYERS},
}
"""The column of tags that holds the spans of a layer."""


class ColumnGuess(NamedTuple):
    """The names of a file's columns, and what separates its cells: a tab, or None for any white
    space."""

    names: Sequence[str]
    separator: str | None


def guess_columns(lines: Sequence[str]) -> ColumnGuess | None:
    """The columns of a file that does not name them; None if it has no column of tags.

    A first column of numbers is `ID`, the next one `FORM`, a last one that says which tokens no
    space follows is `MISC`. The others are called by their number.
    """
    kept = (line for line in lines if line.strip() and not line.startswith("#"))
    rows = [line for line in islice(kept, _ENOUGH) if not line.startswith(DOC_START)]
    separator = "\t" if 2 * sum("\t" in row for row in rows) > len(rows) else None
    cells = [split_cells(row, separator) for row in rows]
    width, count = Counter(map(len, cells)).most_common(1)[0] if cells else (1, 0)
    if width == 1 or 2 * count <= len(rows):
        return None
    cells = [row for row in cells if len(row) == width]
    columns = list(zip(*cells, strict=True))
    if len(columns) == len(_CONLLU) and all(map(_NUMBER.fullmatch, columns[0])):
        return ColumnGuess(_CONLLU, separator)
    names = [str(number) for number in range(1, len(columns) + 1)]
    first = 1 if all(map(_NUMBER.fullmatch, columns[0])) else 0
    names[: first + 1] = ["ID", "FORM"][1 - first :]
    if _SPACING.fullmatch(columns[-1][0]) and all(map(_SPACING.fullmatch, columns[-1])):
        names[-1] = "MISC"
    if not any(is_tag_column(column) for column in columns[first + 1 :]):
        return None
    return ColumnGuess(names, separator)


def split_cells(line: str, separator: str | None) -> list[str]:
    """The cells of a line: between tabs, without the spaces and the empty cell that some programs
    put at the end; or between any white space."""
    if separator is None:
        return line.split()
    form, *others = line.split(separator)
    cells = [form, *(cell.strip() for cell in others)]
    return cells[:-1] if len(cells) > 2 and not cells[-1] else cells


def is_token_line(line: str, cells: Sequence[str], width: int) -> bool:
    """Whether a line that begins with `#` is a token, such as `#now`, and not a comment."""
    tagged = line.startswith("#\t") or any(map(_TAG.fullmatch, cells[1:]))
    return len(cells) == width and tagged


def is_tag_column(cells: Sequence[str]) -> bool:
    """Whether the cells of a column are tags, but for a few mistakes, and one at least begins a
    span."""
    tags = [cell for cell in cells if _TAG.fullmatch(cell)]
    return 10 * len(tags) >= 9 * len(cells) and any("-" in tag for tag in tags)


def tag_spans(
    tags: Sequence[str],
    offsets: Sequence[Range],
    mapped: LabelMap,
    unmapped: Counter[tuple[str, str]],
) -> Iterator[TextSpan]:
    """The spans of a column of tags, with what their labels stand for: by the map, else by our own
    names, as in `B-cue` or `B-DATE`. The labels of other spans are counted in `unmapped`, and so
    are cells that are no tags."""
    unmapped.update(("tags", tag) for tag in tags if not _TAG.fullmatch(tag))
    for label, first, after in _tagged_ranges(tags):
        if found := _meaning(label, mapped):
            yield TextSpan(*found, offsets[first][0], offsets[after - 1][1])
        else:
            unmapped["spans", label] += 1


def _tagged_ranges(tags: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """The label of each span, and its tokens. I, E, L and M go on with a span of their label and
    otherwise begin one; U and S are a span of one token."""
    label, start = "", 0
    for place, tag in enumerate([*tags, "O"]):
        does, _, own = tag.partition("-") if _TAG.fullmatch(tag) else ("O", "", "")
        goes_on = does in ("I", "E", "L", "M") and own == label
        if label and not goes_on:
            yield label, start, place
            label = ""
        if own and not label:
            label, start = own, place
        if label and does in ("E", "L", "U", "S"):
            yield label, start, place + 1
            label = ""


def _meaning(label: str, mapped: LabelMap) -> tuple[str, str] | None:
    """The column of tags and the label there that a label of somebody else's stands for."""
    if found := mapped_column(label, mapped):
        return found
    column, tag = column_and_tag(f"B-{label}")
    return (column, tag.removeprefix("B").removeprefix("-")) if column else None


def mapped_column(label: str, mapped: LabelMap) -> tuple[str, str] | None:
    """The column of tags and the label there that a label of spans was mapped to; None if it was
    not, or to what no column of tags holds."""
    kind = mapped.kind_of(label)
    if kind is None:
        return ("source", "") if mapped.link_of(label) == "source" else None
    column = kind.role or _COLUMN_OF.get(kind.layer, "")
    if column not in COLUMNS:
        return None
    return column, kind.value if kind.value in first_tags(column) else ""
