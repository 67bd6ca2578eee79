"""Phrases of time beside a subject, which are no part of it: "last month my cousin", "Lind on
Friday night said"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from said.annotators.quotes.lexemes import listed
from said.annotators.quotes.reading import Sentence
from said.text.classes import BREAKS, NOMINAL, Pos

_NO_TIME = BREAKS | {Pos.THAT, Pos.TO, Pos.SUBJECT, Pos.OBJECT, Pos.COMMA, Pos.MARK}
_MODIFIED = NOMINAL | {Pos.DETERMINER, Pos.MARK, Pos.SUBJECT}
_TIME = 6
_DISTANCES = frozenset({"ago", "before", "earlier", "later"})
_COUNTING = frozenset({Pos.NUMBER, Pos.DETERMINER})
_LONGEST = 5


def behind_time(sentence: Sentence, at: int) -> int:
    """Behind adverbs and times that go with the saying."""
    kinds, words = sentence.kinds, sentence.words
    while at < len(kinds):
        time = _end_of_time(sentence, at)
        if time > at:
            at = time
        elif words[at] == "on" and at + 1 < len(kinds) and words[at + 1] in listed("days"):
            at = _end_of_time(sentence, at + 1)
        elif kinds[at] == Pos.ADVERB and at + 1 < len(kinds) and not _modifies(sentence, at):
            at += 1
        else:
            break
    return at


def _end_of_time(sentence: Sentence, at: int) -> int:
    """Behind a time that begins at a token: "Friday", "last month", "two days earlier"; that token
    if none does."""
    words = sentence.words
    if sentence.kinds[at] in _NO_TIME:
        return at
    if words[at] in listed("weekdays") and words[at + 1 : at + 2]:
        return at + 1 + (words[at + 1] in listed("parts of a day"))
    end = behind_leading_time(sentence, at, min(at + _TIME, len(sentence.kinds)))
    if end > at or words[at] not in listed("days"):
        return end
    modifies = words[at] == "overnight" and sentence.kinds[at + 1 : at + 2] == Pos.WORD
    return at if modifies else at + 1


def _modifies(sentence: Sentence, at: int) -> bool:
    """Whether an adverb belongs to the phrase behind it: "nearly half", "even staff"."""
    if sentence.words[at] not in listed("focus adverbs"):
        return False
    return sentence.kinds[at + 1 : at + 2] in _MODIFIED or behind_quantity(sentence, at) > at


def behind_quantity(sentence: Sentence, at: int) -> int:
    """Behind words that begin an amount: "up to", "at least", "more than"; `at` if none do."""
    words = sentence.words
    if at >= len(words) or words[at] not in _amount_leads():
        return at
    for length in (3, 2, 1):
        end = at + length
        if end < len(words) and " ".join(words[at:end]) in listed("before amounts"):
            amount = words[end + 1 : end + 2] if words[end] == "a" else words[end : end + 1]
            is_amount = sentence.kinds[end] == Pos.NUMBER or listed("amounts").issuperset(amount)
            return end if is_amount else at
    return at


@cache
def _amount_leads() -> frozenset[str]:
    """The first of the words that begin an amount."""
    return frozenset(phrase.split()[0] for phrase in listed("before amounts"))


def time_before(sentence: Sentence, after: int) -> int:
    """Where a phrase of time begins that ends before a token: a day, "this past week", "two days
    later"; `after` if there is none."""
    words = sentence.words
    if not after or words[after - 1] not in _last_words():
        return after
    last, unit = words[after - 1], after - 1
    if last in _DISTANCES:
        unit -= 1
        is_counted = unit >= 0 and words[unit] in listed("units of time")
        return _first_counted(sentence, unit) if is_counted else after
    if last in listed("weekdays"):
        return unit
    if last in listed("parts of a day") and unit and words[unit - 1] in listed("weekdays"):
        return unit - 1
    return _first_of_unit(words, unit) if last in listed("units of time") else after


def _first_of_unit(words: Sequence[str], unit: int) -> int:
    """Where the words before a unit of time begin; behind the unit if none tells which it is."""
    if unit and words[unit - 1] == "that":
        return unit - 1
    start = unit
    while start and words[start - 1] in listed("before units of time"):
        start -= 1
    if start == unit:
        return unit + 1
    return start - (start > 0 and words[start - 1] == "the")


def _first_counted(sentence: Sentence, unit: int) -> int:
    """Where the number before a unit of time begins."""
    start = unit
    while start and sentence.kinds[start - 1] in _COUNTING:
        start -= 1
    return start


def behind_leading_time(sentence: Sentence, first: int, after: int) -> int:
    """The first token of a phrase behind the time that leads it: "last month my cousin", "two days
    later the firm"; `first` if there is none, or nothing else."""
    words = sentence.words
    if first and words[first - 1] == "that" and words[first] in listed("units of time"):
        return first + 1 if first + 1 < after else first  # that afternoon a guard
    if words[first] not in _leading_words() and sentence.kinds[first] not in _COUNTING:
        return first
    start = first
    while start < after and words[start] in listed("leading times"):
        start += 1
    if start > first and words[start : start + 1] == ["on"]:
        start += 1
    if start < after and (sentence.kinds[start] in _COUNTING or words[start] in _first_words()):
        last = min(start + _LONGEST, after) - 1
        if not _last_words().isdisjoint(words[start:last]):
            ends = range(start + 1, last + 1)
            start = next((end for end in ends if time_before(sentence, end) == start), start)
    return start if start < after else first


@cache
def _last_words() -> frozenset[str]:
    """All words that a phrase of time can end with."""
    names = ("weekdays", "parts of a day", "units of time")
    return _DISTANCES.union(*(listed(name) for name in names))


@cache
def _leading_words() -> frozenset[str]:
    """The words that a time before a phrase can begin with, beside those that count."""
    return listed("leading times") | _first_words()


@cache
def _first_words() -> frozenset[str]:
    """The words that a phrase of time can begin with, beside those that count."""
    return listed("weekdays") | listed("before units of time")
