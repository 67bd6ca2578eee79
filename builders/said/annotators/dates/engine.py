"""Finds temporal expressions and their values in one reading of the text, from left to right.

The tokens of a text become one string with a character for the class of each; patterns are matched
on that string, which is short, so that the time grows with the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

import regex

from said import lexicon
from said.annotators.dates.context import Context, parse_day
from said.annotators.dates.patterns import MACROS, Rule
from said.annotators.dates.phrase import LAST, NoTime, Phrase, Timex
from said.annotators.dates.rules import RULES
from said.annotators.dates.words import OTHER, SHAPES, Token, batches
from said.schema.timex import explain_value

_LONGEST = 16
"""No expression has more tokens."""

_BEHIND = 32
_AHEAD = 48
"""Tokens before and behind a place that decide what is found there: the longest expression, and
what is looked at on either side of one (see `context`)."""


class _Matcher(NamedTuple):
    rule: Rule
    pattern: re.Pattern[str]
    probe: regex.Pattern[str]
    """The same pattern, which also tells whether a beginning could become a match."""


@cache
def _codes() -> dict[str, str]:
    """A character for each class, ordinary letters first, so that patterns are plain ASCII."""
    kinds = [OTHER, "NO", *SHAPES, *lexicon.sections("timex")]
    return {kind: chr(0xE000 + number) for number, kind in enumerate(dict.fromkeys(kinds))}


@cache
def _matchers() -> dict[str, list[_Matcher]]:
    """The patterns by the classes that a match can begin with."""
    codes = _codes()
    found: dict[str, list[_Matcher]] = {code: [] for code in codes.values()}
    for rule in RULES:
        source = rule.pattern
        while "{" in source:
            for macro, meaning in MACROS.items():
                source = source.replace(macro, meaning)
        source = re.sub(r"[A-Z]+", lambda name: codes[name.group()], source)
        source = source.replace(" ", "")
        matcher = _Matcher(rule, re.compile(source), regex.compile(source))
        for code in codes.values():
            if matcher.probe.match(code, partial=True):
                found[code].append(matcher)
    return found


@cache
def _by_two(beginning: str) -> list[_Matcher]:
    """The patterns that can match at two tokens of these classes."""
    found = _matchers()[beginning[0]]
    return [matcher for matcher in found if matcher.probe.match(beginning, partial=True)]


@cache
def _begins() -> re.Pattern[str]:
    """What an expression can begin with: most tokens are passed over at once."""
    return re.compile(f"[{''.join(code for code, found in _matchers().items() if found)}]")


class Found(NamedTuple):
    """An expression: its range in code points, what it means, and the number of the expression that
    it is counted from, if it is counted from one."""

    start: int
    end: int
    timex: Timex
    counted_from: int | None


Saying = tuple[int, int, str | None]
"""A stretch of quoted words and the time at which they were said, None if nobody tells it."""


class _Reader:
    """The tokens around the place that is read, of a text of any length."""

    def __init__(self, text: str, size: int | None) -> None:
        self._batches = batches(text, size) if size else batches(text)
        self._more = True
        self.tokens: list[Token] = []
        self.classes = ""
        self.limit = 0
        """From this place on, `forward` is asked for first."""

    def forward(self, at: int) -> int:
        """Reads on until all is known that the token at a place is looked at with, and forgets what
        lies far behind it. Returns the place of the same token among the tokens kept."""
        while self._more and at >= self.limit:
            batch = next(self._batches, None)
            if batch is None:
                self._more = False
                break
            behind = max(0, at - _BEHIND)
            self.tokens = self.tokens[behind:] + batch
            at -= behind
            self.limit = len(self.tokens) - _AHEAD
        codes = _codes()
        self.classes = "".join([codes[token.kind] for token in self.tokens])
        if not self._more:
            self.limit = len(self.tokens)
        return at


def find(
    text: str,
    dct: str | None,
    convention: str,
    sayings: Sequence[Saying] = (),
    batch: int | None = None,
) -> Iterator[Found]:
    """The expressions of a text, by place; `sayings` are sorted and do not overlap. `batch` tokens
    are read at a time, which changes nothing in what is found."""
    begins = _begins()
    reader = _Reader(text, batch)
    context = Context(dct)
    times = _Times(sayings, dct)
    at, count = 0, 0
    told_by: int | None = None  # the number of the expression that `context.last` came from
    while True:
        if at >= reader.limit:
            at = reader.forward(at)
            context.tokens = reader.tokens
        first = begins.search(reader.classes, at, reader.limit)
        if first is None:
            if reader.limit == len(reader.tokens):
                return
            at = reader.limit
            continue
        at = first.start()
        read = reader.tokens
        after = at + 1
        context.dct = times.at(read[at].start)
        for matcher, end in _matches(reader.classes, at):
            before = context.last
            try:
                timex = _made(matcher.rule, Phrase(read[at:end], at, context, convention))
            except NoTime:
                after = end
                break
            if timex is not None and explain_value(timex.type, timex.value) is None:
                yield Found(
                    read[at].start,
                    read[end - 1].end,
                    timex,
                    told_by if timex.anchor == LAST else None,
                )
                context.ended, context.anchor = read[end - 1].end, timex.anchor
                if context.last is not before:
                    told_by = count
                count += 1
                after = end
                break
            context.last = before
        at = after


def _made(rule: Rule, phrase: Phrase) -> Timex | None:
    """What a rule makes of a phrase; None too where it leaves the years 1 to 9999.

    Raises NoTime.
    """
    try:
        return rule.maker(phrase)
    except (OverflowError, ValueError):
        return None


class _Times:
    """The time that deixis counts from, place by place, asked from left to right (D4)."""

    def __init__(self, sayings: Sequence[Saying], dct: str | None) -> None:
        self._sayings = sayings
        self._dct = parse_day(dct)
        self._next = 0

    def at(self, place: int) -> date | None:
        """The document's time, or in quoted words that of the saying."""
        while self._next < len(self._sayings) and self._sayings[self._next][1] <= place:
            self._next += 1
        if self._next < len(self._sayings) and self._sayings[self._next][0] <= place:
            return parse_day(self._sayings[self._next][2])
        return self._dct


def _matches(classes: str, at: int) -> list[tuple[_Matcher, int]]:
    """What matches at a token, the longest first."""
    limit = at + _LONGEST
    found = [
        (matcher, match.end())
        for matcher in _by_two(classes[at : at + 2])
        if (match := matcher.pattern.match(classes, at, limit)) and match.end() > at
    ]
    found.sort(key=lambda one: -one[1])
    return found
