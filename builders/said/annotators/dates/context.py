"""What is around an expression and decides its value: document time, tense, what came before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from said.text.datetokens import BREAK, DateTokens, Token
from said.text.datewords import OTHER, listed

_BACK = 18
_AHEAD = 6
"""Tokens before and behind an expression that are searched for a verb."""

_ENDS = frozenset(".;?!")
_BETWEEN = frozenset({"NUM", "ORD", "MONTH", "DOT", "COMMA", "AND", "HYPH", "TILL", "THE"})
"""What may stand between a date without a year and the year of the one that it is joined to."""


class Day(NamedTuple):
    """A point that an expression names, as exact as `unit`: day, week, month, quarter, year."""

    date: date
    unit: str


class DateContext:
    """The context of one text, as far as it was read. `dct` is the day that deixis counts from: the
    document's, or that of the saying in quoted words. `last` is the date that was named last;
    `ended` the code point where the expression before ends, `anchor` its anchor."""

    def __init__(self, tokens: DateTokens, dct: str | None) -> None:
        self.tokens = tokens
        self.ended = -1
        self.anchor: str | None = None
        self.dct = parse_day(dct)
        self.last: Day | None = None
        self.last_quarter: Day | None = None

    def tense(self, first: int, after: int) -> str | None:
        """`past` or `future` by the nearest verb of the sentence, None if none tells.

        What stands before an expression is taken to be nearer than what follows it.
        """
        if self.before(first) == "since":
            return "past"
        before = self._verb(range(first - 1, max(-1, first - 1 - _BACK), -1))
        behind = self._verb(range(after, min(len(self.tokens), after + _AHEAD)))
        found = [one for one in (before, behind and (behind[0] + 3, behind[1])) if one]
        return min(found)[1] if found else None

    def _verb(self, places: range) -> tuple[int, str] | None:
        """How far away the first verb that tells a tense is, and the tense."""
        for distance, at in enumerate(places):
            word = self.tokens.lowered[at]
            if word in _ENDS or self.tokens.kind(at) == BREAK:
                return None
            if word in listed("future verbs"):
                return distance, "future"
            past = word in listed("past verbs") or (len(word) > 4 and word.endswith("ed"))
            if past and self.before(at) not in listed("before no verb"):
                return distance, "past"
            if word == "to" and distance < 4 and self._is_infinitive(at):
                return distance, "future"
        return None

    def _is_infinitive(self, at: int) -> bool:
        """Whether "to" leads a verb of what is still to come ("set to resume")."""
        if at + 1 == len(self.tokens) or self.tokens.kind(at + 1) != OTHER:
            return False
        then = self.tokens.string(at + 1)
        if not then.isalpha() or not then.islower() or then in listed("after a preposition"):
            return False
        return self.before(at) not in listed("before a done infinitive")

    def before(self, first: int) -> str:
        """The word before a token, in lower case."""
        return self.tokens.lowered[first - 1] if first else ""

    def joined(self, first: int) -> str | None:
        """The class of the token that joins a token to the expression before: "-", "to", "and"."""
        if first < 2:
            return None
        token, before = self.tokens[first - 1], self.tokens[first - 2]
        if token.kind == "AND" and before.kind == "COMMA" and first > 2:  # May 3, 4, and 5
            before = self.tokens[first - 3]
        known = token.kind in ("HYPH", "TILL", "AND", "OR", "COMMA") or token.text == "/"
        return token.kind if known and before.end == self.ended else None

    def paragraph(self, first: int, count: int) -> Iterator[Token]:
        """At most so many tokens from a place on, up to the end of the paragraph."""
        for token in self.tokens[first : first + count]:
            if token.kind == BREAK:
                return
            yield token

    def year_ahead(self, after: int) -> int | None:
        """The year that the second of two joined dates tells for both ("May 3-5, 2023"), of which
        the first ends before this place."""
        ahead = list(self.paragraph(after, 10))
        if not ahead or ahead[0].kind not in ("HYPH", "TILL", "AND"):
            return None
        kinds: set[str] = set()
        for token in ahead[1:]:
            if token.kind == "YEAR":
                return int(token.text) if kinds & {"NUM", "ORD", "MONTH"} else None
            if token.kind not in _BETWEEN:
                return None
            kinds.add(token.kind)
        return None

    def ahead(self, first: int) -> bool:
        """Whether the words before point ahead ("by Friday", "as early as Friday")."""
        if self.before(first) in listed("pointing ahead"):
            then = (token.lower for token in self.paragraph(first + 1, 6))
            return not {"had", "was", "were", "did"}.intersection(then)
        return self.before(first) == "as" and self.before(first - 1) in ("early", "soon")


def parse_day(dct: str | None) -> date | None:
    """The day of a time in ISO 8601; None if there is none or it is no date."""
    if dct is None:
        return None
    try:
        return datetime.fromisoformat(dct[:10]).date()
    except ValueError:
        return None
