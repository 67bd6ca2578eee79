"""Level 6: which quotes of an utterance share a passage (Q12).

An id of a passage is there to be shared, so one that a single quote gives is useless; and two
quotes with the same words give the same stretch of what was said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple


class ReportingQuote(NamedTuple):
    """A quote that reports an utterance: the line of its file, who is quoted, the passages that it
    gives, and its words, separated by spaces."""

    line: int
    utterance: str
    speakers: tuple[str, ...]
    passages: tuple[str, ...]
    words: str


PlacedReport = tuple[str, ReportingQuote]
"""A quote that reports an utterance, with the id of its document."""
Fault = tuple[PlacedReport, str, str]
"""What is wrong with a quote: its place, the kind of finding and a message."""

_FEW_WORDS = 3
"""Fewer words may be part of another quote by chance, unless they are all of it."""
_COMPARED = 200
"""Quotes of an utterance that are compared with each other, those with the same words and passages
counted once."""


def given_once(reports: Sequence[PlacedReport]) -> Iterator[Fault]:
    """The passages that only one quote of an utterance gives."""
    counted = Counter(passage for _, report in reports for passage in report.passages)
    for placed in reports:
        for passage in placed[1].passages:
            if counted[passage] == 1:
                message = f"no other quote of {placed[1].utterance} gives the passage {passage}"
                yield placed, "passage-once", message


def unshared_words(reports: Sequence[PlacedReport]) -> Iterator[Fault]:
    """The quotes of an utterance whose words occur in another one that shares no passage with them,
    each told once. Nothing is said of an utterance whose passages are not annotated."""
    if not any(report.passages for _, report in reports):
        return
    alike: dict[tuple[str, tuple[str, ...]], list[PlacedReport]] = {}
    for placed in reports:
        alike.setdefault((placed[1].words, placed[1].passages), []).append(placed)
    groups = sorted(islice(alike.items(), _COMPARED), key=lambda group: len(group[0][0]))
    for number, ((words, passages), own) in enumerate(groups):
        others = (
            placed[0]
            for (whole, theirs), placed in groups[number + 1 :]
            if set(passages).isdisjoint(theirs) and _occur(words, whole)
        )
        other = own[0] if len(own) > 1 and not passages else next(others, None)
        for placed in own:
            if other is not None and placed is not other:
                doc_id, report = other
                where = f"seeds/{doc_id}/annotations.jsonl:{report.line}"
                message = (
                    f"its words occur in the quote at {where}, which shares no passage with it"
                )
                yield placed, "passage-missing", message


def _occur(words: str, whole: str) -> bool:
    if words == whole:
        return bool(words)
    return words.count(" ") + 1 >= _FEW_WORDS and f" {words} " in f" {whole} "
