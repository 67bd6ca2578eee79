"""The measure `tempeval3`: how well systems find and normalise dates, by TempEval-3's definition.

N. UzZaman and others, SemEval-2013 Task 1: TempEval-3, section 4. `strict`: a date of the system
has the span of one of the gold. `relaxed`: it overlaps one, one-to-one, each taking the first in
the text that is free. `type` and `value`: of these pairs, those with the same type, or the same
value to the character; precision is their share of all dates of the system, recall of all of the
gold. All counts are summed over the documents (micro-average), and whole documents are resampled.

White space at the edge of a span does not count. Exactly what the task's toolkit does not look at
is not looked at here: modifiers, anchors, and whether two values mean the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from said.scoring.figures import FigureCounts, SystemScores, score_systems
from said.scoring.items import Item
from said.scoring.joined import Joined

MEASURES = ("strict", "relaxed", "type", "value")


class ComparedDate(NamedTuple):
    """A date as it is compared: its span in code points, half open, without white space around."""

    start: int
    end: int
    type: str
    value: str


def compared_date(item: Item) -> ComparedDate:
    """The date of an item."""
    start, end = item.place[0][0], item.place[-1][1]
    return ComparedDate(start, end, item.label or "", str(item.fields.get("value", "")))


def by_place(dates: Iterable[ComparedDate]) -> list[ComparedDate]:
    """Dates in the order in which they are paired."""
    return sorted(dates, key=lambda date: (date.start, -date.end))


def score_tempeval3(joined: Joined, names: Sequence[str]) -> SystemScores:
    """The figures for the sets that `names` names: the gold, then one system or two."""

    def count(tally: FigureCounts, system: int) -> None:
        keys = [("tempeval3", "date", "all", measure) for measure in MEASURES]
        for key in keys:
            tally.expect(key, "dates", 3)
        for unit, document in enumerate(joined.documents):
            gold, found = (
                by_place(compared_date(item) for item in items if item.layer == "date")
                for items in (document.readings[0], document.systems[system - 1])
            )
            for key, correct in zip(keys, count_correct(gold, found), strict=True):
                tally.count_f1(key, unit, correct, len(gold), len(found))

    return score_systems(names, [one.gold.doc_id for one in joined.documents], count)


def count_correct(gold: Sequence[ComparedDate], found: Sequence[ComparedDate]) -> tuple[int, ...]:
    """How many dates of a document are right by each of `MEASURES`."""
    pairs = pair_dates(gold, found)
    strict = Counter(date[:2] for date in gold) & Counter(date[:2] for date in found)
    return (
        strict.total(),
        len(pairs),
        sum(one.type == other.type for one, other in pairs),
        sum(one.value == other.value for one, other in pairs),
    )


def pair_dates(
    gold: Sequence[ComparedDate], found: Sequence[ComparedDate]
) -> list[tuple[ComparedDate, ComparedDate]]:
    """Dates that overlap, one-to-one: each found one takes the first free one of the gold.

    Both lists are sorted by start.
    """
    pairs = []
    at = 0
    free: list[ComparedDate] = []
    for date in found:
        while at < len(gold) and gold[at].start < date.end:
            free.append(gold[at])
            at += 1
        free = [one for one in free if one.end > date.start]
        first = next((i for i, one in enumerate(free) if one.start < date.end), None)
        if first is not None:
            pairs.append((free.pop(first), date))
    return pairs
