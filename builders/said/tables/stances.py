"""The table `stances`: a row is a unit and a target with a stance, or with none.

Annotated stances give a row each. A sentence in which an alias of a target occurs and for which
nothing is annotated gives a row with the label `none`, unless it stands where no unit is (T2).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import TypedDict

from said.schema.records import Span, Target, UnitKind
from said.schema.rows import DocumentBlock, DocumentSentence, DocumentStance, StanceRow
from said.schema.scheme import NO_UNITS
from said.tables.view import View, quote_text
from said.text import segments as texts
from said.text.tokens import find_tokens


class StanceUnit(TypedDict):
    """The columns of a row that say what is judged."""

    unit: str
    unit_kind: UnitKind
    text: str
    text_start: int


class TargetAliases:
    """Finds the targets whose aliases occur among tokens.

    An alias in lower case is found in any case, any other only as it is written; of aliases that
    overlap the leftmost and then the longest counts.
    """

    def __init__(self, targets: Mapping[str, Target]) -> None:
        found: dict[str, set[str]] = {}
        for target in targets.values():
            for alias in target["aliases"]:
                found.setdefault(alias, set()).add(target["id"])
        # By the first token in lower case: the longest alias first.
        self._by_first: dict[str, list[tuple[str, int, bool, frozenset[str]]]] = {}
        for alias in sorted(found, key=lambda alias: (-len(alias), alias)):
            strings = find_tokens(alias).strings
            self._by_first.setdefault(strings[0].lower(), []).append(
                (alias, len(strings), alias == alias.lower(), frozenset(found[alias]))
            )

    def places(self, text: str, tokens: texts.Tokens) -> list[tuple[int, frozenset[str]]]:
        """Where in a text an alias begins, and the targets that it names."""
        found = []
        after = 0
        lowered = list(map(str.lower, tokens.strings))
        for place in [place for place, token in enumerate(lowered) if token in self._by_first]:
            if place < after:
                continue
            start = tokens.starts[place]
            for alias, count, any_case, targets in self._by_first[lowered[place]]:
                last = place + count - 1
                if last >= len(tokens.ends) or tokens.ends[last] - start != len(alias):
                    continue
                here = text[start : start + len(alias)]
                if here == alias or (any_case and here.lower() == alias):
                    found.append((start, targets))
                    after = last + 1
                    break
        return found

    def targets(self, text: str) -> set[str]:
        """The targets that an alias names in a text."""
        tokens = find_tokens(text)
        return {target for _, targets in self.places(text, tokens) for target in targets}


def stance_rows(view: View, aliases: TargetAliases) -> list[StanceRow]:
    """The pairs of a document: the annotated ones by place, then those without a stance."""
    annotated = [_annotated(view, stance, aliases) for stance in view.record["stances"] or ()]
    if not view.is_annotated("stance"):
        return annotated
    return [*annotated, *_without_stance(view, aliases)]


def _annotated(view: View, stance: DocumentStance, aliases: TargetAliases) -> StanceRow:
    quote, first = stance["quote"], stance["expression"][0]
    unit = _quote_unit(view, quote) if quote else _sentence_unit(view, first["start"])
    found = aliases.targets(unit["text"])
    return {
        "id": stance["id"],
        "doc_id": view.record["doc_id"],
        **unit,
        "target": stance["target"],
        "proposition": stance["proposition"],
        "label": stance["label"],
        "holder": stance["holder"],
        "expression": stance["expression"],
        "form": stance["form"],
        "modality": stance["modality"],
        "intensity": stance["intensity"],
        "confidence": stance["confidence"],
        "candidate": "both" if stance["target"] in found else "annotated",
        "flags": stance["flags"],
        **view.document_columns,
    }


def with_unit(view: View, row: StanceRow) -> StanceRow:
    """A row with its unit found anew in the view: its text may have been left out of it."""
    if row["unit_kind"] == "quote":
        return {**row, **_quote_unit(view, row["unit"])}
    return {**row, **_sentence_unit(view, row["text_start"])}


def _quote_unit(view: View, quote_id: str) -> StanceUnit:
    quote = view.quotes[quote_id]
    return {
        "unit": quote["id"],
        "unit_kind": "quote",
        "text": quote_text(quote),
        "text_start": quote["content"][0]["start"],
    }


def _sentence_unit(view: View, start: int) -> StanceUnit:
    """The sentence in which a place lies, such as the begin of an expression."""
    sentences = view.record["sentences"]
    place = bisect_right(sentences, start, key=lambda sentence: sentence["start"]) - 1
    return _sentence(view, sentences[place])


def _sentence(view: View, sentence: DocumentSentence) -> StanceUnit:
    start, end = sentence["start"], sentence["end"]
    return {
        "unit": f"{view.record['doc_id']}/u{start}",
        "unit_kind": "sentence",
        "text": view.record["text"][start:end],
        "text_start": start,
    }


def _without_stance(view: View, aliases: TargetAliases) -> list[StanceRow]:
    taken = _taken(view)
    boilerplate = [b for b in view.record["blocks"] if b["kind"] == "boilerplate"]
    sentences = view.record["sentences"]
    of_sentence: dict[int, set[str]] = {}
    for start, named in aliases.places(view.record["text"], view.tokens):
        place = bisect_right(sentences, start, key=_start) - 1
        of_sentence.setdefault(place, set()).update(named)
    found: list[StanceRow] = []
    for place, targets in of_sentence.items():
        start, end = sentences[place]["start"], sentences[place]["end"]
        if view.line_at(start)["kind"] in NO_UNITS or _overlaps(boilerplate, start, end):
            continue
        here = sorted(t for t in targets if t not in taken or not _overlaps(taken[t], start, end))
        if here:
            unit = _sentence(view, sentences[place])
            found += [_none_row(view, unit, target) for target in here]
    return found


_start = itemgetter("start")


def _taken(view: View) -> dict[str, list[Span]]:
    """For each target where it has a stance: the sentence or the quote's fragments it is in."""
    taken: dict[str, list[Span]] = {}
    for stance in view.record["stances"] or ():
        places = list(stance["expression"])
        if stance["quote"]:
            places += view.quotes[stance["quote"]]["content"]
        taken.setdefault(stance["target"], []).extend(places)
    return taken


def _overlaps(places: Iterable[Span | DocumentBlock], start: int, end: int) -> bool:
    return any(place["start"] < end and start < place["end"] for place in places)


def _none_row(view: View, unit: StanceUnit, target: str) -> StanceRow:
    return {
        "id": f"{unit['unit']}~{target}",
        "doc_id": view.record["doc_id"],
        **unit,
        "target": target,
        "proposition": None,
        "label": "none",
        "holder": None,
        "expression": [],
        "form": None,
        "modality": None,
        "intensity": None,
        "confidence": None,
        "candidate": "alias",
        "flags": [],
        **view.document_columns,
    }
