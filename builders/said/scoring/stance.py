"""Counts how two sets of stances agree.

An item is a sentence and a target that an alias names there, or that a record of either set has
there. A record is in every sentence that its expression touches; the labels of several records on
one item make it mixed. The sentences are those of the whole text but for boilerplate; where no unit
is (T2), only records make items. A record of the target `other` shares its target with the record
of the other set that overlaps it most, and with no other, because propositions are free text.

Records are counted twice. `records` have holder, target and label in common and expressions that
overlap; `records of a unit` have holder, target and label in common and stand in the same unit
(T2), wherever in it: in quotes that are a pair, or in the sentence in which both begin.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from said.schema.records import StanceAnnotation
from said.schema.scheme import NO_UNITS, OTHER, labels_in, place_of
from said.scoring.figures import FigureCounts, Key
from said.scoring.spans import near_pairs, one_to_one
from said.tables.stances import TargetAliases
from said.text.reading import read_text
from said.text.segments import Place, Range

FIELDS = ("expression", "form", "modality", "intensity", "confidence", "flags")
NONE = "none"
LABELS = (*labels_in("stance", "label"), NONE)
MIXED = "mixed"
_ITEMS = "items"
_PAIRS = "records that overlap"


class StanceSentence(NamedTuple):
    """A sentence, the unit that it is resampled with, and whether the author's stance counts."""

    span: Range
    unit: int
    is_unit: bool


def stance_sentences(
    text: str, language: str, kinds: dict[Range, str], units: Sequence[int]
) -> Iterator[StanceSentence]:
    """The sentences of the lines that are not wholly boilerplate; `units` has one for each line."""
    boilerplate = {span for span, kind in kinds.items() if kind == "boilerplate"}
    reading = read_text(text, language)
    for line, unit in zip(reading.lines, units, strict=True):
        if line in boilerplate:
            continue
        kind = kinds.get(line, "paragraph")
        for span in reading.sentences_in(*line):
            if span not in boilerplate:
                yield StanceSentence(span, unit, kind not in NO_UNITS)


def expect_stances(tally: FigureCounts) -> None:
    """Lists all figures of stance, so that one without items states its reason."""
    tally.expect_alpha(_key("all", "alpha"), _ITEMS)
    tally.expect_alpha(_key("all", "alpha on polarity"), "items with a stance in both")
    tally.expect(_key("all", "records"), "records", 3)
    tally.expect(_BY_UNIT, "records", 3)
    for field in ("holder", *FIELDS):
        tally.expect(_key("all", field), _PAIRS, 2)
    for label in LABELS:
        tally.expect(_key(label, "items"), _ITEMS, 3)


def count_stances(
    tally: FigureCounts,
    found: Sequence[StanceSentence],
    text: str,
    aliases: TargetAliases,
    unit_of: Callable[[Place], int],
    first: Sequence[StanceAnnotation],
    second: Sequence[StanceAnnotation],
) -> None:
    """Counts the stances of one document; holders and quotes that both sets have, have one name."""
    both = _with_own_others(first, second)
    records = [_by_sentence(found, stances) for stances in both]
    for place, sentence in enumerate(found):
        here = [record[place] for record in records]
        targets = {stance["target"] for stances in here for stance in stances}
        if sentence.is_unit:
            targets |= aliases.targets(text[slice(*sentence.span)])
        for target in sorted(targets):
            first_label, second_label = (_label(stances, target) for stances in here)
            _count_item(tally, sentence.unit, first_label, second_label)
    _count_records(tally, unit_of, *both)
    _count_by_unit(tally, unit_of, found, both)


def _with_own_others(
    first: Sequence[StanceAnnotation], second: Sequence[StanceAnnotation]
) -> tuple[list[StanceAnnotation], list[StanceAnnotation]]:
    """The records with a target of its own for each `other`, shared by those that overlap."""
    mine, theirs = (
        [n for n, stance in enumerate(stances) if stance["target"] == OTHER]
        for stances in (first, second)
    )
    own = [frozenset(mine), frozenset(theirs)]
    found = near_pairs([place_of(first[n]) for n in mine], [place_of(second[n]) for n in theirs])
    # Expressions that overlap alike, as those of a collective do (T1), go by holder and label.
    weights = {
        (mine[one], theirs[other]): (how, *_same(first[mine[one]], second[theirs[other]]))
        for (one, other), how in found.items()
    }
    shared = {other: one for one, other in one_to_one(weights).items()}
    return (
        [{**s, "target": f"other {n}"} if n in own[0] else s for n, s in enumerate(first)],
        [
            {**s, "target": f"other {shared.get(n, f'of the second {n}')}"} if n in own[1] else s
            for n, s in enumerate(second)
        ],
    )


def _label(stances: Sequence[StanceAnnotation], target: str) -> str:
    """The label of an item: records of different polarity make it mixed."""
    labels = {stance["label"] for stance in stances if stance["target"] == target}
    if not labels:
        return NONE
    return labels.pop() if len(labels) == 1 else MIXED


def _count_item(tally: FigureCounts, unit: int, first: str, second: str) -> None:
    tally.count_alpha(_key("all", "alpha"), unit, first, second)
    if NONE not in (first, second):
        tally.count_alpha(_key("all", "alpha on polarity"), unit, first, second)
    for label in LABELS:
        is_first, is_second = first == label, second == label
        if is_first or is_second:
            both = is_first and is_second
            tally.count_f1(_key(label, "items"), unit, both, is_first, is_second)


def _key(label: str, measure: str) -> Key:
    return "stance", "stance", label, measure


_BY_UNIT = _key("all", "records of a unit")


def _by_sentence(
    found: Sequence[StanceSentence], stances: Sequence[StanceAnnotation]
) -> list[list[StanceAnnotation]]:
    """For each sentence the stances whose expression touches it."""
    starts = [sentence.span[0] for sentence in found]
    ends = list(accumulate((sentence.span[1] for sentence in found), max))
    touching: list[list[StanceAnnotation]] = [[] for _ in found]
    for stance in stances:
        places = {
            place
            for start, end in place_of(stance)
            for place in range(bisect_right(ends, start), bisect_left(starts, end))
        }
        for place in places:
            touching[place].append(stance)
    return touching


def _count_records(
    tally: FigureCounts,
    unit_of: Callable[[Place], int],
    first: Sequence[StanceAnnotation],
    second: Sequence[StanceAnnotation],
) -> None:
    """Fields of paired records, and records that have holder, target and label in common.

    Records of one target are paired by how far their expressions overlap; the holder decides only
    between expressions that overlap alike, as those of a collective do (T1).
    """
    places = [[place_of(stance) for stance in stances] for stances in (first, second)]
    same_target: dict[tuple[int, int], tuple[float, bool, bool]] = {}
    same_record: dict[tuple[int, int], float] = {}
    for (one, other), how in near_pairs(places[0], places[1]).items():
        if first[one]["target"] != second[other]["target"]:
            continue
        same = _same(first[one], second[other])
        same_target[one, other] = how, *same
        if all(same):
            same_record[one, other] = how
    for one, other in sorted(one_to_one(same_target).items()):
        unit = unit_of(places[0][one])
        agree = first[one]["holder"] == second[other]["holder"]
        tally.count_share(_key("all", "holder"), unit, agree)
        for field in FIELDS:
            values = [_comparable(stance, field) for stance in (first[one], second[other])]
            if any(values):
                tally.count_share(_key("all", field), unit, values[0] == values[1])
    tally.count_pairs(
        _key("all", "records"), unit_of, places[0], places[1], one_to_one(same_record)
    )


def _count_by_unit(
    tally: FigureCounts,
    unit_of: Callable[[Place], int],
    found: Sequence[StanceSentence],
    both: Sequence[Sequence[StanceAnnotation]],
) -> None:
    """Records that have unit, holder, target and label in common: the unit is a quote, or for what
    is the author's own a sentence, given by its number."""
    starts = [sentence.span[0] for sentence in found]
    first, second = (
        {
            (unit, one["holder"], one["target"], one["label"]): place
            for one in stances
            for place in [place_of(one)]
            for unit in [one.get("quote") or bisect_right(starts, place[0][0])]
        }
        for stances in both
    )
    for key, place in {**second, **first}.items():
        in_first, in_second = key in first, key in second
        tally.count_f1(_BY_UNIT, unit_of(place), in_first and in_second, in_first, in_second)


def _same(first: StanceAnnotation, second: StanceAnnotation) -> tuple[bool, bool]:
    """Whether two records have the same holder and the same label."""
    return first["holder"] == second["holder"], first["label"] == second["label"]


def _comparable(stance: StanceAnnotation, field: str) -> object:
    """The value of a field: an expression by its place, a list of flags without its order."""
    if field == "expression":
        return place_of(stance)
    value = stance.get(field)
    return frozenset(value) if isinstance(value, list) else value
