"""The tables of the dataset: document records in, rows out.

A row is a dict with the columns of `schema/tables/<table>.json`. Every module here is one table:
`rows(view)` gives the rows of one document, in the order of the text. `utterances` crosses
documents: `versions(view)` gives what one document contributes, `row` a finished row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from said.tables import dates, quotes, speakers, tokens
from said.tables.stances import Aliases
from said.tables.view import View

Row = dict[str, Any]

__all__ = ["Aliases", "Row", "View", "document_rows"]


def document_rows(view: View, pairs: list[Row]) -> tuple[Mapping[str, list[Row]], dict[str, int]]:
    """The rows of one document in every table but `utterances`, and how many spans of each kind
    cut a token. `pairs` are those of `stances`, which need the registry of targets."""
    lines, cut = tokens.rows(view)
    of_tables = {
        "documents": [view.record],
        "quotes": quotes.rows(view),
        "speakers": speakers.rows(view),
        "dates": dates.rows(view),
        "stances": pairs,
        "tokens": lines,
    }
    return of_tables, cut
