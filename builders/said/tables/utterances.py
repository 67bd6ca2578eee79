"""The table `utterances`: an act of speaking, every version of it, and the times asserted for it.

No other table crosses documents. `versions` is what one document contributes; `row` compares the
versions of one utterance from all documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from said import text as texts
from said import timex
from said.tables.view import View, quote_text

Version = dict[str, Any]


def versions(view: View) -> Iterator[tuple[str, Version]]:
    """The quotes of a document that report a shared act: the utterance's id and the version."""
    for quote in view.record["quotes"]:
        if quote["utterance"] is None:
            continue
        said = view.dates.get(quote["said"], {})
        yield (
            quote["utterance"],
            {
                "quote": quote["id"],
                "doc_id": view.record["doc_id"],
                "type": quote["type"],
                "text": quote_text(quote),
                "said_value": said.get("value"),
                "earliest": said.get("earliest"),
                "latest": said.get("latest"),
            },
        )


def row(utterance: Mapping[str, Any], found: Sequence[Version]) -> dict[str, Any]:
    """The row of an utterance. `found` are its versions by document and place."""
    reference = _reference(found)
    its = _lowered(reference["text"]) if reference else []
    # The second sequence is the one whose analysis is kept from one comparison to the next.
    matcher = SequenceMatcher(None, [], its, autojunk=False)
    return {
        "id": utterance["id"],
        "doc_ids": sorted({version["doc_id"] for version in found}),
        "speakers": utterance["speakers"],
        "reference": reference and reference["quote"],
        "versions": [_compared(version, reference, its, matcher) for version in found],
        "times_agree": timex.agree(
            [timex.Interval(version["earliest"], version["latest"]) for version in found]
        ),
    }


def _reference(found: Sequence[Version]) -> Version | None:
    direct = [version for version in found if version["type"] == "direct"]
    return min(direct, key=lambda v: (-len(v["text"]), v["quote"]), default=None)


def _compared(
    version: Version, reference: Version | None, its: list[str], matcher: SequenceMatcher[str]
) -> dict[str, Any]:
    relation, similarity = None, None
    if reference is not None:
        own = _lowered(version["text"])
        matcher.set_seq1(own)
        similarity = 1.0 if own == its else round(matcher.ratio(), 4)
        relation = "reference" if version is reference else _relation(own, its)
    return {
        "quote": version["quote"],
        "doc_id": version["doc_id"],
        "type": version["type"],
        "text": version["text"],
        "relation": relation,
        "similarity": similarity,
        "alignment": [],
        "said_value": version["said_value"],
        "earliest": version["earliest"],
        "latest": version["latest"],
    }


def _lowered(text: str) -> list[str]:
    lowered = text.lower()
    return texts.tokens(lowered, (0, len(lowered))).strings


def _relation(tokens: list[str], reference: list[str]) -> str:
    own, its = _without_edge_punctuation(tokens), _without_edge_punctuation(reference)
    if own == its:
        return "identical"
    places = range(len(its) - len(own) + 1)
    is_part = bool(own) and any(its[at : at + len(own)] == own for at in places)
    return "truncated" if is_part else "reworded"


def _without_edge_punctuation(tokens: list[str]) -> list[str]:
    words = [place for place, token in enumerate(tokens) if token[0].isalnum()]
    return tokens[words[0] : words[-1] + 1] if words else []
