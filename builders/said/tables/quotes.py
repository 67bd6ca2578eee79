"""The table `quotes`: a row is a quote with who said it, when, and the line around it."""

from __future__ import annotations

from typing import Any

from said.tables.view import View


def quote_rows(view: View) -> list[dict[str, Any]]:
    """The quotes of a document by place."""
    return [_row(view, quote) for quote in view.record["quotes"]]


def _row(view: View, quote: dict[str, Any]) -> dict[str, Any]:
    said = view.dates.get(quote["said"], {})
    content = quote["content"]
    return {
        "id": quote["id"],
        "doc_id": view.record["doc_id"],
        "type": quote["type"],
        "content": content,
        "verbatim": quote["verbatim"],
        "cue": quote["cue"],
        "source": [_mention(view, mention) for mention in quote["source"]],
        "via": [_mention(view, mention) for mention in quote["via"]],
        "speakers": quote["speakers"],
        "speaker_names": view.names(quote["speakers"]),
        "resolution": quote["resolution"],
        "said": quote["said"],
        "said_value": said.get("value"),
        "said_earliest": said.get("earliest"),
        "said_latest": said.get("latest"),
        "parent": quote["parent"],
        "continues": quote["continues"],
        "utterance": quote["utterance"],
        "flags": quote["flags"],
        **view.context(content[0]["start"], content[-1]["end"]),
    }


def _mention(view: View, mention_id: str) -> dict[str, Any]:
    mention = view.mentions[mention_id]
    return {key: mention[key] for key in ("id", "start", "end", "exact")}
