"""The table `utterances`: an act of speaking, every version of it, and the times asserted for it.

A row lists the versions by passage: quotes are compared with the reference of a passage that they
share, never with other parts of the same act. `reported_quotes` is what one document contributes,
to the table `pairs` too; `utterance_row` compares the quotes of one utterance from all documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from said.schema.grounding import Interval, agree
from said.schema.records import QuoteType, Relation, Utterance
from said.schema.rows import UtteranceRow, UtteranceRowVersion, UtteranceRowVersionAlignment
from said.tables.view import View, quote_text
from said.tables.wording import Words, compare_words, is_part


class ReportedQuote(msgspec.Struct):
    """A quote with what the tables that cross documents show of it. `marked` are the words that it
    gives in quotation marks, by fragments."""

    id: str
    doc_id: str
    split: str
    event: str | None
    utterance: str | None
    type: QuoteType
    text: str
    marked: list[str]
    speakers: list[str] | None
    said_value: str | None
    earliest: str | None
    latest: str | None
    passages: list[str]
    flags: list[str]


def reported_quotes(view: View, split: str) -> Iterator[ReportedQuote]:
    """The quotes of a document, by place, that a table which crosses documents may show: those of
    an utterance, and all of them if the document reports an event. None where the layer `quote` is
    absent: the quotes there are not all of the document's (X6)."""
    if not view.is_annotated("quote"):
        return
    event = view.record["event"]
    for quote in view.quotes.values():
        if event is None and quote["utterance"] is None:
            continue
        said = view.date_of(quote)
        marked = quote["content"] if quote["type"] == "direct" else quote["verbatim"] or []
        yield ReportedQuote(
            quote["id"],
            view.record["doc_id"],
            split,
            event,
            quote["utterance"],
            quote["type"],
            quote_text(quote),
            [span["exact"] for span in marked],
            quote["speakers"],
            said["value"] if said else None,
            said["earliest"] if said else None,
            said["latest"] if said else None,
            quote["passages"],
            quote["flags"],
        )


def utterance_row(utterance: Utterance, found: Sequence[ReportedQuote]) -> UtteranceRow:
    """The row of an utterance. `found` are the quotes that report it, by document and place."""
    return {
        "id": utterance["id"],
        "doc_ids": sorted({quote.doc_id for quote in found}),
        "speakers": utterance["speakers"],
        "versions": [
            version
            for passage, quotes in _by_passage(found)
            for version in _versions(passage, quotes)
        ],
        "times_agree": agree([Interval(one.earliest, one.latest) for one in found]),
    }


def _by_passage(
    found: Sequence[ReportedQuote],
) -> Iterator[tuple[str | None, list[ReportedQuote]]]:
    """The passages of an utterance with the quotes that give each, in the order in which they first
    occur. A quote without passages gives a stretch that no other quote gives (Q12)."""
    groups: dict[tuple[str, str], list[ReportedQuote]] = {}
    for quote in found:
        for passage in quote.passages:
            groups.setdefault(("passage", passage), []).append(quote)
        if not quote.passages:
            groups["quote", quote.id] = [quote]
    for (kind, name), quotes in groups.items():
        yield (name if kind == "passage" else None), quotes


def _versions(
    passage: str | None, quotes: Sequence[ReportedQuote]
) -> Iterator[UtteranceRowVersion]:
    """The versions of a passage, each compared with the longest direct one. Of equals the smallest
    id counts."""
    direct = [quote for quote in quotes if quote.type == "direct"]
    reference = min(direct, key=lambda quote: (-len(quote.text), quote.id), default=None)
    for quote in quotes:
        comparison = compare_words(reference.text, quote.text) if reference else None
        yield {
            "passage": passage,
            "quote": quote.id,
            "doc_id": quote.doc_id,
            "type": quote.type,
            "text": quote.text,
            "reference": reference.id if reference else None,
            "relation": _relation(quote, reference) if reference else None,
            "similarity": comparison.similarity if comparison else None,
            "alignment": _alignment(quote, reference) if reference else [],
            "said_value": quote.said_value,
            "earliest": quote.earliest,
            "latest": quote.latest,
            "flags": quote.flags,
        }


def _alignment(
    quote: ReportedQuote, reference: ReportedQuote
) -> list[UtteranceRowVersionAlignment]:
    """How the reference becomes the version, by runs of words."""
    theirs, own = Words.of(reference.text), Words.of(quote.text)
    found: list[UtteranceRowVersionAlignment] = []
    for edit in compare_words(reference.text, quote.text).edits:
        ref_start, ref_end = theirs.range(edit.first, edit.after)
        start, end = own.range(edit.other_first, edit.other_after)
        found.append(
            {
                "op": edit.op,
                "ref_start": ref_start,
                "ref_end": ref_end,
                "start": start,
                "end": end,
            }
        )
    return found


def _relation(quote: ReportedQuote, reference: ReportedQuote) -> Relation:
    if quote is reference:
        return "reference"
    own, theirs = Words.of(quote.text).strings, Words.of(reference.text).strings
    if own == theirs:
        return "identical"
    return "truncated" if is_part(own, theirs) else "reworded"
