"""Phrases of time beside a subject, which are no part of it: "last month my cousin", "Lind on
Friday night said"."""

from __future__ import annotations

from functools import cache

from said.annotators.quotes.lexemes import listed
from said.annotators.quotes.reading import Sentence
from said.text.classes import Pos

_FROM_THEN = frozenset({"ago", "before", "earlier", "later"})


def time_before(sentence: Sentence, after: int) -> int:
    """Where a phrase of time begins that ends before a token: a day, "this past week", "two days
    later"; `after` if there is none."""
    words, end = sentence.words, after
    if not end or words[end - 1] not in _time_ends():
        return after
    if words[end - 1] in _FROM_THEN:
        start = end - 2
        if start >= 0 and words[end - 2] in listed("units of time"):
            return _first_counted(sentence, start)
        return after
    if words[end - 1] in listed("parts of a day") and _is_day(words, end - 2):
        return end - 2
    if _is_day(words, end - 1):
        return end - 1
    start = end - 1
    if start < 1 or words[start] not in listed("units of time"):
        return after
    while start and words[start - 1] in listed("before units of time"):
        start -= 1
    return after if words[start : end - 1] in ([], ["the"]) else start


@cache
def _time_ends() -> frozenset[str]:
    """Words that a phrase of time can end with."""
    listed_words = (listed("units of time"), listed("parts of a day"), listed("weekdays"))
    return _FROM_THEN.union(*listed_words)


def _is_day(words: list[str], at: int) -> bool:
    return at >= 0 and words[at] in listed("weekdays")


def _first_counted(sentence: Sentence, unit: int) -> int:
    """Where the number before a unit of time begins."""
    start = unit
    while start and sentence.kinds[start - 1] in (Pos.NUMBER, Pos.DETERMINER):
        start -= 1
    return start


def behind_leading_time(sentence: Sentence, first: int, after: int) -> int:
    """The first token of a phrase behind the time that leads it: "last month my cousin", "two days
    later the firm"; `first` if there is none, or nothing else."""
    words = sentence.words
    start = first
    while start < after and words[start] in listed("leading times"):
        start += 1
    if start > first and words[start : start + 1] == ["on"]:
        start += 1
    for end in range(start + 1, min(start + 5, after)):
        if time_before(sentence, end) == start:
            start = end
            break
    return start if start < after else first
