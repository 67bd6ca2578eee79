"""Finds temporal expressions and their values from left to right.

The classes of a text's tokens are a string with a character for each; the patterns are matched on
that string, which is short, so that the time grows with the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from said.annotators.dates.context import LAST, DateContext, Day, parse_day
from said.annotators.dates.determiners import find_first
from said.annotators.dates.lengths import plural_age
from said.annotators.dates.patterns import Rule, expanded
from said.annotators.dates.phrase import NoTime, Phrase, Timex
from said.annotators.dates.rules import RULES
from said.annotators.dates.scene import (
    NEAR_AGO,
    find_anniversary,
    find_entry,
    find_night,
    leaves_anniversary,
    sets_scene,
)
from said.annotators.dates.story import Story
from said.schema.scheme import DCT
from said.schema.timex import explain_value
from said.text.datetokens import DateTokens, class_codes, is_age

_LONGEST = 16
"""No expression has more tokens."""


class _Matcher(NamedTuple):
    rule: Rule
    pattern: re.Pattern[str]
    probe: regex.Pattern[str]
    """The same pattern, which can also say whether a beginning could become a match."""


@cache
def _matchers() -> dict[str, list[_Matcher]]:
    """The patterns by the classes that a match can begin with."""
    found: dict[str, list[_Matcher]] = {code: [] for code in class_codes()}
    for rule in RULES:
        source = expanded(rule.pattern)
        matcher = _Matcher(rule, re.compile(source), regex.compile(source))
        for code, matchers in found.items():
            if matcher.probe.match(code, partial=True):
                matchers.append(matcher)
    return found


@cache
def _by_two(beginning: str) -> list[_Matcher]:
    """The patterns that can match at two tokens of these classes."""
    return _possible(_matchers()[beginning[0]], beginning)


@lru_cache(maxsize=1 << 16)
def _by_three(beginning: str) -> list[_Matcher]:
    """The patterns that can match at three tokens of these classes."""
    return _possible(_by_two(beginning[:2]), beginning)


def _possible(matchers: Sequence[_Matcher], beginning: str) -> list[_Matcher]:
    return [matcher for matcher in matchers if matcher.probe.match(beginning, partial=True)]


@cache
def _begins() -> re.Pattern[str]:
    """What an expression can begin with, and what may come second where one token is not enough:
    most tokens are passed over at once."""
    beginnings = []
    for code, found in _matchers().items():
        alone = any(matcher.pattern.match(code) for matcher in found)
        seconds = [] if alone or not found else [c for c in class_codes() if _by_two(code + c)]
        if alone:
            beginnings.append(code)
        elif seconds:
            beginnings.append(f"{code}(?=[{''.join(seconds)}])")
    # Those that need more are the most frequent ones, such as "the" and "a".
    return re.compile("|".join(sorted(beginnings, key=len, reverse=True)))


class Expression(NamedTuple):
    """An expression: its range in code points, what it means, the number of the expression that it
    is counted from, if it is counted from one, and the id of the rule that found it."""

    start: int
    end: int
    timex: Timex
    counted_from: int | None
    rule: str


class Saying(NamedTuple):
    """A stretch of quoted words, the time at which they were said, None if it is not known, and
    whether they answer the words before them, so that they count from what these name."""

    start: int
    end: int
    time: str | None
    answers: bool = False


Match = tuple[Rule, int]
"""A rule whose pattern matches at a token, and the place of the token after the match."""


class Matches:
    """What the patterns match in a text, place by place. With `kept`, a place that is asked for
    again is not matched again."""

    def __init__(self, tokens: DateTokens, kept: bool = False) -> None:
        self.tokens = tokens
        self.at: Callable[[int], Sequence[Match]] = cache(self._find) if kept else self._find

    def next_place(self, place: int) -> int | None:
        """The first place from this one on at which an expression can begin."""
        match = _begins().search(self.tokens.codes, place)
        return match.start() if match else None

    def _find(self, place: int) -> Sequence[Match]:
        """What matches at a token, the longest first, of equally long ones the first rule."""
        codes = self.tokens.codes
        matchers = _by_three(codes[place : place + 3])
        if not matchers:
            return ()
        limit, first = place + _LONGEST, self.tokens.lowered[place]
        found = [
            (matcher.rule, match.end())
            for matcher in matchers
            if matcher.rule.sign in first
            and (match := matcher.pattern.match(codes, place, limit))
            and match.end() > place
        ]
        if len(found) > 1:
            found.sort(key=lambda match: -match[1])
        return found


def find_expressions(
    matches: Matches,
    dct: str | None,
    convention: str,
    sayings: Sequence[Saying] = (),
    narrative: bool = False,
) -> Iterator[Expression]:
    """The expressions of a text, by place; `sayings` are sorted and do not overlap.

    In the words of a saying, deixis counts from the time at which they were said (D4), in a
    `narrative` everywhere from the time of the story.
    """
    tokens = matches.tokens
    voices = _Voices(sayings, parse_day(dct))
    context = DateContext(tokens, voices.dct, story=Story(tokens) if narrative else None)
    place = matches.next_place(0)
    while place is not None:
        after = place + 1
        if found := matches.at(place):
            is_said = voices.listen(context, place)
            for rule, end in found:
                if rule.in_story and not narrative:
                    continue
                phrase = Phrase(tokens[place:end], place, context, convention)
                before = _start(phrase, is_said)
                try:
                    timex = _value_of(rule, phrase)
                except NoTime:
                    after = end
                    break
                if timex is not None and explain_value(timex.type, timex.value) is None:
                    yield _expression(rule, phrase, timex, is_said)
                    _note(phrase, timex, before, voices.dct)
                    after = end
                    break
                context.last = before
        place = matches.next_place(after)


class _Voices:
    """Whose words each place of a text is in."""

    def __init__(self, sayings: Sequence[Saying], dct: date | None) -> None:
        self._sayings = sayings
        self._starts = [saying.start for saying in sayings]
        self.dct = dct

    def listen(self, context: DateContext, place: int) -> bool:
        """Lets deixis count from the time of the words at a place; whether they are quoted."""
        if not self._starts and context.entry is None:
            context.dct = self.dct
            return False
        start = context.tokens.starts[place]
        number = bisect_right(self._starts, start) - 1
        saying = self._sayings[number] if number >= 0 else None
        if saying is not None and start >= saying.end:
            saying = None
        context.dct = parse_day(saying.time) if saying else self.dct
        heard = number if saying and not saying.answers else -1
        if heard != context.saying:
            context.enter_saying(heard, place)
        entry = context.entry_at(place)
        if entry and not (saying and context.dct):
            context.dct = entry.date
        return saying is not None


def _start(phrase: Phrase, is_said: bool) -> Day | None:
    """Prepares the context for the value of a phrase; the point named last."""
    context = phrase.context
    if context.anniversary:
        left = is_said or leaves_anniversary(phrase, context.anniversary)
        context.story = None if left else context.anniversary
    if context.story:
        context.last = context.story.find_origin(phrase)
        context.dct = context.last.date if context.last else None
    context.origin = context.last
    return context.last


def _note(phrase: Phrase, timex: Timex, before: Day | None, dct: date | None) -> None:
    """Notes what a phrase has named; `before` is the point named before it."""
    context = phrase.context
    context.anchor = timex.anchor
    if timex.type == "TIME":
        context.night = find_night(timex, phrase) or context.night
    if phrase.first - context.after_ago <= NEAR_AGO and (
        day := find_anniversary(phrase, dct, context.count)
    ):
        context.anniversary = Story(context.tokens, begins=day)
    if context.last is not None and context.last is not before:
        last = context.last._replace(number=context.count, first=phrase.first, after=phrase.after)
        context.last = last
        if last.unit == "day" and phrase.word_before != "since":
            context.last_day = last
            if sets_scene(phrase, last):
                context.scene = last
    context.count += 1


def _expression(rule: Rule, phrase: Phrase, timex: Timex, is_said: bool) -> Expression:
    """The expression that a phrase is; what it tells goes into the context."""
    context, tokens = phrase.context, phrase.context.tokens
    origin = context.origin
    counted_from = origin.number if timex.anchor == LAST and origin else None
    if timex.anchor == DCT and phrase.has("AGO"):
        context.after_ago = phrase.after
    if context.anniversary and not (context.story or is_said or phrase.has("NEXT")):
        # Where the report of its own time goes on, the story is over.
        context.anniversary = None if phrase.has("WDAY", "DAYREF") else context.anniversary
    if context.story:
        context.story.add_point(timex, phrase, context.count)
    elif opened := find_entry(timex, phrase, context.count):
        context.entry, context.end_of_entry = opened
    elif entry := context.entry_at(phrase.first):
        if timex.anchor == DCT:
            timex, counted_from = timex._replace(anchor=LAST), entry.number
    elif is_said:
        timex = timex._replace(anchor=None)
    context.ended = tokens.ends[phrase.after - 1]
    start = tokens.starts[find_first(phrase, timex)]
    return Expression(start, context.ended, timex, counted_from, rule.id)


def _value_of(rule: Rule, phrase: Phrase) -> Timex | None:
    """What a rule makes of a phrase; None too where the phrase lacks what the rule asks for, and
    where the time is outside the years 1 to 9999, or is an age.

    Raises NoTime.
    """
    try:
        timex = rule.find_value(phrase)
    except (OverflowError, ValueError):
        return None
    if timex is not None and phrase.story:
        timex = phrase.story.fitted(timex, phrase)
    if timex is None or timex.type != "DURATION" or rule.find_value is plural_age:
        return timex
    return None if is_age(phrase.context.tokens, phrase.first, phrase.after) else timex
