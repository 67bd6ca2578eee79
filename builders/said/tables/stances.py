"""The table `stances`: a row is a unit and a target with a stance, or with none.

Annotated stances give a row each. A sentence in which an alias of a target occurs and for which
nothing is annotated gives a row with the label `none`, unless it stands where no unit is (T2).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Any

import regex

from said.tables.view import View, quote_text

# Where the author's sentences are no units (T2).
NO_UNITS = frozenset({"headline", "heading", "byline", "caption", "boilerplate"})


class Aliases:
    """Finds the targets whose aliases occur in a string.

    An alias in lower case is found in any case, any other only as it is written; of aliases that
    overlap the leftmost and then the longest counts.
    """

    def __init__(self, targets: Mapping[str, Mapping[str, Any]]) -> None:
        self._targets: dict[str, set[str]] = {}
        for target in targets.values():
            for alias in target["aliases"]:
                self._targets.setdefault(alias, set()).add(target["id"])
        longest_first = sorted(self._targets, key=lambda alias: (-len(alias), alias))
        exact = (
            regex.escape(a) if a != a.lower() else f"(?i:{regex.escape(a)})" for a in longest_first
        )
        self._pattern = regex.compile(rf"(?<!\w)(?:{'|'.join(exact)})(?!\w)")

    def targets(self, text: str, start: int, end: int) -> set[str]:
        """The targets that an alias names in text[start:end]."""
        if not self._targets:
            return set()
        found: set[str] = set()
        for match in self._pattern.finditer(text, start, end):
            alias = match.group()
            found |= self._targets.get(alias) or self._targets[alias.lower()]
        return found


def rows(view: View, aliases: Aliases) -> list[dict[str, Any]]:
    """The pairs of a document: the annotated ones by place, then those without a stance."""
    annotated = [_annotated(view, stance, aliases) for stance in view.record["stances"]]
    return [*annotated, *_without_stance(view, aliases)]


def _annotated(view: View, stance: dict[str, Any], aliases: Aliases) -> dict[str, Any]:
    unit = _quote_unit(view, stance) if stance["quote"] else _sentence_unit(view, stance)
    found = aliases.targets(unit["text"], 0, len(unit["text"]))
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
    }


def _quote_unit(view: View, stance: dict[str, Any]) -> dict[str, Any]:
    quote = view.quotes[stance["quote"]]
    return {
        "unit": quote["id"],
        "unit_kind": "quote",
        "text": quote_text(quote),
        "text_start": quote["content"][0]["start"],
    }


def _sentence_unit(view: View, stance: dict[str, Any]) -> dict[str, Any]:
    """The sentence in which the first fragment of the expression begins."""
    sentences = view.record["sentences"]
    start = stance["expression"][0]["start"]
    place = bisect_right(sentences, start, key=lambda sentence: sentence["start"]) - 1
    return _sentence(view, sentences[place])


def _sentence(view: View, sentence: dict[str, int]) -> dict[str, Any]:
    start, end = sentence["start"], sentence["end"]
    return {
        "unit": f"{view.record['doc_id']}/u{start}",
        "unit_kind": "sentence",
        "text": view.record["text"][start:end],
        "text_start": start,
    }


def _without_stance(view: View, aliases: Aliases) -> list[dict[str, Any]]:
    text = view.record["text"]
    taken = _taken(view)
    boilerplate = [b for b in view.record["blocks"] if b["kind"] == "boilerplate"]
    found = []
    for sentence in view.record["sentences"]:
        start, end = sentence["start"], sentence["end"]
        if view.line_at(start)["kind"] in NO_UNITS or _overlaps(boilerplate, start, end):
            continue
        targets = aliases.targets(text, start, end)
        here = {t for t in targets if not _overlaps(taken.get(t, ()), start, end)}
        found += [_none_row(view, sentence, target) for target in sorted(here)]
    return found


def _taken(view: View) -> dict[str, list[dict[str, int]]]:
    """For each target where it has a stance: the sentence or the quote's fragments it is in."""
    taken: dict[str, list[dict[str, int]]] = {}
    for stance in view.record["stances"]:
        places = list(stance["expression"])
        if stance["quote"]:
            places += view.quotes[stance["quote"]]["content"]
        taken.setdefault(stance["target"], []).extend(places)
    return taken


def _overlaps(places: Any, start: int, end: int) -> bool:
    return any(place["start"] < end and start < place["end"] for place in places)


def _none_row(view: View, sentence: dict[str, int], target: str) -> dict[str, Any]:
    unit = _sentence(view, sentence)
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
    }
