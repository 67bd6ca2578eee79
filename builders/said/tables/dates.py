"""The table `dates`: a row is a temporal expression with its value and its grounded time."""

from __future__ import annotations

from typing import Any

from said.tables.view import View


def date_rows(view: View) -> list[dict[str, Any]]:
    """The temporal expressions of a document by place."""
    return [
        {
            "id": date["id"],
            "doc_id": view.record["doc_id"],
            "start": date["start"],
            "end": date["end"],
            "exact": date["exact"],
            "type": date["type"],
            "value": date["value"],
            "mod": date["mod"],
            "quant": date["quant"],
            "freq": date["freq"],
            "anchor": date["anchor"],
            "dct": view.record["dct"],
            "earliest": date["earliest"],
            "latest": date["latest"],
            "flags": date["flags"],
            **view.context(date["start"], date["end"]),
        }
        for date in view.record["dates"]
    ]
