"""The rows of one document in every table that needs no other document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from said.tables import dates, quotes, speakers, tokens
from said.tables.view import View

Row = dict[str, Any]


def document_rows(view: View, pairs: list[Row]) -> tuple[Mapping[str, list[Row]], dict[str, int]]:
    """The rows of one document in every table but `utterances`, and how many spans of each kind
    cut a token. `pairs` are those of `stances`, which need the registry of targets."""
    lines, cut = tokens.token_rows(view)
    of_tables = {
        "documents": [view.record],
        "quotes": quotes.quote_rows(view),
        "speakers": speakers.speaker_rows(view),
        "dates": dates.date_rows(view),
        "stances": pairs,
        "tokens": lines,
    }
    return of_tables, cut
