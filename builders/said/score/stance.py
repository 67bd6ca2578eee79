"""Counts how two sets of stances agree.

An item is a sentence and a target that an alias names there, or that a record of either set has
there. A record is in every sentence that its expression touches. The sentences are those of the
whole text outside boilerplate; where no unit is (T2), only records make items.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from said import text as texts
from said.score.figures import Key, Tally
from said.score.spans import Place, jaccard, one_to_one, overlap, place_of
from said.seeds import Annotation
from said.tables.stances import NO_UNITS, Aliases
from said.text import Range

LABELS = ("favor", "against", "mixed", "none")
FIELDS = ("form", "modality", "intensity", "confidence", "flags")
NONE = "none"


class Sentence(NamedTuple):
    """A sentence, the unit that it is resampled with, and whether the author's stance counts."""

    span: Range
    unit: int
    is_unit: bool


def sentences(
    text: str, language: str, kinds: dict[Range, str], units: Sequence[int]
) -> Iterator[Sentence]:
    """The sentences of the lines that are no boilerplate; `units` has one for each line."""
    inline = [span for span, kind in kinds.items() if kind == "boilerplate"]
    for line, unit in zip(texts.lines(text), units, strict=True):
        kind = kinds.get(line, "paragraph")
        if kind == "boilerplate":
            continue
        for span in texts.sentences(text, line, language):
            if not overlap((span,), tuple(sorted(inline))):
                yield Sentence(span, unit, kind not in NO_UNITS)


def count(
    tally: Tally,
    found: Sequence[Sentence],
    text: str,
    aliases: Aliases,
    first: Sequence[Annotation],
    second: Sequence[Annotation],
) -> None:
    """Counts the stances of one document; the holders of both sets have one name each."""
    records = [_by_sentence(found, stances) for stances in (first, second)]
    for place, sentence in enumerate(found):
        here = [record[place] for record in records]
        targets = {stance["target"] for stances in here for stance in stances}
        if sentence.is_unit:
            targets |= aliases.targets(text[slice(*sentence.span)])
        for target in sorted(targets):
            labels = [
                _label({stance["label"] for stance in stances if stance["target"] == target})
                for stances in here
            ]
            _count_item(tally, sentence.unit, labels[0], labels[1])
    _count_records(tally, found, first, second)


def _label(labels: set[str]) -> str:
    """The label of an item: records of different polarity make it mixed."""
    if not labels:
        return NONE
    return labels.pop() if len(labels) == 1 else "mixed"


def _count_item(tally: Tally, unit: int, first: str, second: str) -> None:
    tally.judged(_key("all", "alpha"), "items", unit, first, second)
    if NONE not in (first, second):
        tally.judged(
            _key("all", "alpha on polarity"), "items with a stance in both", unit, first, second
        )
    for label in LABELS:
        is_first, is_second = first == label, second == label
        if is_first or is_second:
            tally.matched(
                _key(label, "items"), "items", unit, is_first and is_second, is_first, is_second
            )


def _key(label: str, measure: str) -> Key:
    return "stance", "stance", label, measure


def _by_sentence(
    found: Sequence[Sentence], stances: Sequence[Annotation]
) -> list[list[Annotation]]:
    """For each sentence the stances whose expression touches it."""
    places = [(stance, place_of(stance)) for stance in stances]
    return [
        [stance for stance, place in places if overlap(place, (sentence.span,))]
        for sentence in found
    ]


def _count_records(
    tally: Tally,
    found: Sequence[Sentence],
    first: Sequence[Annotation],
    second: Sequence[Annotation],
) -> None:
    """Holders of paired records, and records that have holder, target and label in common."""
    units = [[_unit(found, place_of(s)) for s in stances] for stances in (first, second)]
    places = [[place_of(stance) for stance in stances] for stances in (first, second)]
    touched = [[_touched(found, place) for place in of_set] for of_set in places]
    same_item: dict[tuple[int, int], float] = {}
    same_record: dict[tuple[int, int], float] = {}
    for one, a in enumerate(first):
        for other, b in enumerate(second):
            if a["target"] != b["target"] or not touched[0][one] & touched[1][other]:
                continue
            same_holder = a["holder"] == b["holder"]
            near = jaccard(places[0][one], places[1][other])
            same_item[one, other] = near + same_holder
            if same_holder and a["label"] == b["label"] and near:
                same_record[one, other] = near
    for one, other in one_to_one(same_item).items():
        agree = first[one]["holder"] == second[other]["holder"]
        unit, of = units[0][one], "records of both on one item"
        tally.shared(_key("all", "holder"), of, unit, agree)
        for field in FIELDS:
            values = first[one].get(field), second[other].get(field)
            if any(values):
                tally.shared(_key("all", field), of, unit, values[0] == values[1])
    key = _key("all", "records")
    tally.expect(key, "records", 3)
    for one in range(len(first)):
        tally.matched(key, "records", units[0][one], 0, 1, 0)
    for other in range(len(second)):
        tally.matched(key, "records", units[1][other], 0, 0, 1)
    for one in one_to_one(same_record):
        tally.matched(key, "records", units[0][one], 1, 0, 0)


def _touched(found: Sequence[Sentence], place: Place) -> set[int]:
    return {index for index, one in enumerate(found) if overlap(place, (one.span,))}


def _unit(found: Sequence[Sentence], place: Place) -> int:
    return next((one.unit for one in found if overlap(place, (one.span,))), 0)
