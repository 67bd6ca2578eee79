"""The table `speakers`: a row is a mention, with the entities it names and whether it speaks."""

from __future__ import annotations

from typing import Any

from said.tables.view import View


def speaker_rows(view: View) -> list[dict[str, Any]]:
    """The speaker mentions of a document by place."""
    sources = {mention for quote in view.record["quotes"] for mention in quote["source"]}
    channels = {mention for quote in view.record["quotes"] for mention in quote["via"]}
    return [
        {
            "id": mention["id"],
            "doc_id": view.record["doc_id"],
            "start": mention["start"],
            "end": mention["end"],
            "exact": mention["exact"],
            "form": mention["form"],
            "speakers": mention["speakers"],
            "speaker_names": view.names(mention["speakers"]),
            "speaker_kinds": [view.entities[entity]["kind"] for entity in mention["speakers"]],
            "is_source": mention["id"] in sources,
            "is_via": mention["id"] in channels,
            **view.context(mention["start"], mention["end"]),
        }
        for mention in view.record["speakers"]
    ]
