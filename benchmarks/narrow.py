"""Tables of figures that fit in a terminal of 80 columns, with no cell cut.

A long heading has its own line breaks, and what takes a sentence goes below the table, not into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """The first column holds names or sizes, the others figures."""
    found = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for number, head in enumerate(heads):
        found.add_column(head, justify="right" if number else "left", no_wrap=True)
    for row in rows:
        found.add_row(*row)
    return found
