"""What a guess from the words of two quotes reaches on the table `pairs`: do they share a passage?

The guess says yes where enough of the words of the shorter quote occur in the other one, or where
also somebody is quoted in both. The threshold for the pairs of two documents is the one that does
best on the pairs of all other documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zlib import crc32

from said.tables.wording import Words, containment

THRESHOLDS = tuple(tenths / 10 for tenths in range(1, 11))
_GROUPS = 10_000
"""Pairs of documents fall into so many groups, by a hash of their ids. Each group is left out in
turn, so that what is kept does not grow with the number of documents."""


class JudgedPair(NamedTuple):
    """What the guesses see of a pair, and the answer. `documents` are the ids of both, and
    `overlap` is the share of the words of the shorter quote that occur in the other."""

    documents: tuple[str, str]
    overlap: float
    common_speaker: bool
    same_passage: bool


class Guess(NamedTuple):
    """How often a guess says that two quotes share a passage, how often they do, and how often both
    is so; the thresholds that were chosen; and the F1 of the threshold that is best for all pairs,
    which nobody knows beforehand."""

    right: int
    guessed: int
    actual: int
    thresholds: tuple[float, ...]
    best_f1: float

    @property
    def precision(self) -> float:
        """The share of what was guessed that is right."""
        return self.right / self.guessed if self.guessed else 0.0

    @property
    def recall(self) -> float:
        """The share of the pairs with a common passage that were guessed."""
        return self.right / self.actual if self.actual else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _f1(self.right, self.guessed, self.actual)


class _Tally:
    """For each threshold the pairs that it guesses, and those of them that share a passage."""

    def __init__(self) -> None:
        self.guessed = [0] * len(THRESHOLDS)
        self.right = [0] * len(THRESHOLDS)
        self.actual = 0

    def add(self, overlap: float | None, same_passage: bool) -> None:
        """Counts a pair; without an overlap it is never guessed."""
        self.actual += same_passage
        for place, threshold in enumerate(THRESHOLDS):
            if overlap is not None and overlap >= threshold:
                self.guessed[place] += 1
                self.right[place] += same_passage


def judged_pair(
    documents: tuple[str, str],
    texts: tuple[str, str],
    speakers: tuple[Sequence[str] | None, Sequence[str] | None],
    same_passage: bool,
) -> JudgedPair:
    """A pair as the guesses see it."""
    overlap = containment(Words.of(texts[0]).strings, Words.of(texts[1]).strings)
    common = not set(speakers[0] or ()).isdisjoint(speakers[1] or ())
    return JudgedPair(documents, overlap, common, same_passage)


def score_guesses(pairs: Iterable[JudgedPair]) -> tuple[Guess, Guess]:
    """The guess from the words, and that from the words and the speakers."""
    words: dict[int, _Tally] = {}
    speakers: dict[int, _Tally] = {}
    for pair in pairs:
        group = crc32("\t".join(pair.documents).encode()) % _GROUPS
        words.setdefault(group, _Tally()).add(pair.overlap, pair.same_passage)
        overlap = pair.overlap if pair.common_speaker else None
        speakers.setdefault(group, _Tally()).add(overlap, pair.same_passage)
    return _left_out([*words.values()]), _left_out([*speakers.values()])


def _left_out(groups: Sequence[_Tally]) -> Guess:
    """The guess with the threshold of each group chosen on the others."""
    places = range(len(THRESHOLDS))
    right = [sum(group.right[place] for group in groups) for place in places]
    guessed = [sum(group.guessed[place] for group in groups) for place in places]
    actual = sum(group.actual for group in groups)
    best_f1 = max(_f1(right[place], guessed[place], actual) for place in places)
    found = Guess(0, 0, actual, (), best_f1)
    chosen = set()
    for group in groups:
        best = max(
            places,
            key=lambda place: _f1(
                right[place] - group.right[place],
                guessed[place] - group.guessed[place],
                actual - group.actual,
            ),
        )
        chosen.add(THRESHOLDS[best])
        found = found._replace(
            right=found.right + group.right[best], guessed=found.guessed + group.guessed[best]
        )
    return found._replace(thresholds=tuple(sorted(chosen)))


def _f1(right: int, guessed: int, actual: int) -> float:
    return 2 * right / (guessed + actual) if guessed + actual else 0.0
