"""The table `utterances`: an act of speaking, every version of it, and the times asserted for it.

No other table crosses documents. `utterance_versions` is what one document contributes;
`utterance_row` compares the versions of one utterance from all documents, by lower-cased tokens.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypedDict

from said.schema.grounding import Interval, agree
from said.schema.records import QuoteType, Relation, Utterance
from said.schema.rows import UtteranceRow, UtteranceRowVersion, UtteranceRowVersionAlignment
from said.tables.view import View, quote_text
from said.text import segments as texts
from said.text.tokens import find_tokens


class Version(TypedDict):
    """What a document contributes to the row of an utterance: one quote."""

    quote: str
    doc_id: str
    type: QuoteType
    text: str
    said_value: str | None
    earliest: str | None
    latest: str | None


def utterance_versions(view: View) -> Iterator[tuple[str, Version]]:
    """The quotes of a document that report a shared act: the utterance's id and the version."""
    for quote in view.quotes.values():
        if quote["utterance"] is None:
            continue
        said = view.date_of(quote)
        yield (
            quote["utterance"],
            {
                "quote": quote["id"],
                "doc_id": view.record["doc_id"],
                "type": quote["type"],
                "text": quote_text(quote),
                "said_value": said["value"] if said else None,
                "earliest": said["earliest"] if said else None,
                "latest": said["latest"] if said else None,
            },
        )


def utterance_row(utterance: Utterance, found: Sequence[Version]) -> UtteranceRow:
    """The row of an utterance. `found` are its versions by document and place."""
    reference = _reference(found)
    its = _Words.of(reference["text"]) if reference else None
    # The second sequence is the one whose analysis is kept from one comparison to the next.
    matcher = SequenceMatcher(None, [], its.lowered if its else [], autojunk=False)
    return {
        "id": utterance["id"],
        "doc_ids": sorted({version["doc_id"] for version in found}),
        "speakers": utterance["speakers"],
        "reference": reference and reference["quote"],
        "versions": [_compared(version, reference, its, matcher) for version in found],
        "times_agree": agree(
            [Interval(version["earliest"], version["latest"]) for version in found]
        ),
    }


def _reference(found: Sequence[Version]) -> Version | None:
    direct = [version for version in found if version["type"] == "direct"]
    return min(direct, key=lambda v: (-len(v["text"]), v["quote"]), default=None)


class _Words(NamedTuple):
    """The tokens of a version: as they are compared, and where they stand in its text."""

    lowered: list[str]
    tokens: texts.Tokens

    @classmethod
    def of(cls, text: str) -> _Words:
        tokens = find_tokens(text)
        return cls(list(map(str.lower, tokens.strings)), tokens)

    def range(self, first: int, after: int) -> texts.Range:
        """The code points from one token to another; empty ones stand before the next token."""
        starts, ends = self.tokens.starts, self.tokens.ends
        if first < after:
            return starts[first], ends[after - 1]
        at = starts[first] if first < len(starts) else ends[-1]
        return at, at


def _compared(
    version: Version,
    reference: Version | None,
    its: _Words | None,
    matcher: SequenceMatcher[str],
) -> UtteranceRowVersion:
    relation: Relation | None = None
    similarity: float | None = None
    alignment: list[UtteranceRowVersionAlignment] = []
    if its is not None:
        own = _Words.of(version["text"])
        matcher.set_seq1(own.lowered)
        similarity = 1.0 if own.lowered == its.lowered else round(matcher.ratio(), 4)
        relation = "reference" if version is reference else _relation(own.lowered, its.lowered)
        alignment = _alignment(own, its, matcher)
    return {
        "quote": version["quote"],
        "doc_id": version["doc_id"],
        "type": version["type"],
        "text": version["text"],
        "relation": relation,
        "similarity": similarity,
        "alignment": alignment,
        "said_value": version["said_value"],
        "earliest": version["earliest"],
        "latest": version["latest"],
    }


# The matcher tells how a version becomes the reference; an alignment tells it the other way round.
_BACKWARDS = {"equal": "equal", "replace": "replace", "delete": "insert", "insert": "delete"}


def _alignment(
    own: _Words, its: _Words, matcher: SequenceMatcher[str]
) -> list[UtteranceRowVersionAlignment]:
    """How the reference becomes the version, token by token."""
    found: list[UtteranceRowVersionAlignment] = []
    for op, own_first, own_after, its_first, its_after in matcher.get_opcodes():
        ref_start, ref_end = its.range(its_first, its_after)
        start, end = own.range(own_first, own_after)
        found.append(
            {
                "op": _BACKWARDS[op],
                "ref_start": ref_start,
                "ref_end": ref_end,
                "start": start,
                "end": end,
            }
        )
    return found


def _relation(tokens: list[str], reference: list[str]) -> Relation:
    own, its = _without_edge_punctuation(tokens), _without_edge_punctuation(reference)
    if own == its:
        return "identical"
    places = range(len(its) - len(own) + 1)
    is_part = bool(own) and any(its[at : at + len(own)] == own for at in places)
    return "truncated" if is_part else "reworded"


def _without_edge_punctuation(tokens: list[str]) -> list[str]:
    """The tokens from the first to the last that is no punctuation; all, if there is no other."""
    words = [at for at, token in enumerate(tokens) if unicodedata.category(token[0])[0] != "P"]
    return tokens[words[0] : words[-1] + 1] if words else tokens
