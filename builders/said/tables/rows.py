"""The rows of one document in every table that needs no other document: here those of `quotes`,
`speakers` and `dates`; `tokens` and `stances` have modules of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from said.schema.records import AnyRecord, EntityKind
from said.schema.rows import DateRow, DocumentQuote, MentionRef, QuoteRow, SpeakerRow, StanceRow
from said.tables.tokens import token_rows
from said.tables.view import View


def document_rows(
    view: View, pairs: Iterable[StanceRow]
) -> tuple[Mapping[str, Iterable[AnyRecord]], dict[str, int]]:
    """The rows of one document in every table but `utterances`, and how many spans of each kind
    cut a token. `pairs` are those of `stances`, which need the registry of targets."""
    lines, cut = token_rows(view)
    of_tables: dict[str, Iterable[AnyRecord]] = {
        "documents": [view.record],
        "quotes": quote_rows(view),
        "speakers": speaker_rows(view),
        "dates": date_rows(view),
        "stances": pairs,
        "tokens": lines,
    }
    return of_tables, cut


def quote_rows(view: View) -> list[QuoteRow]:
    """The quotes of a document by place, with who said them, when, and in which sentences."""
    return [_quote_row(view, quote) for quote in view.quotes.values()]


def _quote_row(view: View, quote: DocumentQuote) -> QuoteRow:
    said = view.date_of(quote)
    source = [_mention(view, mention) for mention in quote["source"]]
    phrase, addressee = quote["phrase"], quote["addressee"]
    return {
        "id": quote["id"],
        "doc_id": view.record["doc_id"],
        "type": quote["type"],
        "content": quote["content"],
        "verbatim": quote["verbatim"],
        "cue": quote["cue"],
        "source": source,
        "via": [_mention(view, mention) for mention in quote["via"]],
        "speakers": quote["speakers"],
        "speaker_names": view.names(quote["speakers"]),
        "resolution": quote["resolution"],
        "said": quote["said"],
        "said_value": said["value"] if said else None,
        "said_earliest": said["earliest"] if said else None,
        "said_latest": said["latest"] if said else None,
        "parent": quote["parent"],
        "continues": quote["continues"],
        "utterance": quote["utterance"],
        "flags": quote["flags"],
        **view.sentence_context([*quote["content"], *quote["cue"], *source, *(phrase or ())]),
        "polarity": quote["polarity"],
        "determinacy": quote["determinacy"],
        "phrase": phrase,
        "addressee": None if addressee is None else [_mention(view, one) for one in addressee],
        "passages": quote["passages"],
        **view.document_columns,
    }


def _mention(view: View, mention_id: str) -> MentionRef:
    mention = view.mentions[mention_id]
    return {
        "id": mention["id"],
        "start": mention["start"],
        "end": mention["end"],
        "exact": mention["exact"],
    }


def speaker_rows(view: View) -> list[SpeakerRow]:
    """The speaker mentions of a document by place, with the entities they name and whether they
    speak."""
    sources = {mention for quote in view.quotes.values() for mention in quote["source"]}
    channels = {mention for quote in view.quotes.values() for mention in quote["via"]}
    has_quotes = view.is_annotated("quote")
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
            "speaker_kinds": _kinds(view, mention["speakers"]),
            "is_source": mention["id"] in sources if has_quotes else None,
            "is_via": mention["id"] in channels if has_quotes else None,
            **view.context(mention["start"], mention["end"]),
            "flags": mention["flags"],
            **view.document_columns,
        }
        for mention in view.mentions.values()
    ]


def _kinds(view: View, entities: list[str] | None) -> list[EntityKind] | None:
    return None if entities is None else [view.entities[entity]["kind"] for entity in entities]


def date_rows(view: View) -> list[DateRow]:
    """The temporal expressions of a document by place, with value and grounded time."""
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
            **view.document_columns,
        }
        for date in view.dates.values()
    ]
