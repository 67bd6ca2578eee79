"""What stands before the words that a pattern matches and belongs to the span of the expression
(D2): the article of "a Friday in May", the superlative of "the driest April", a share such as "the
rest of the week".
"""

from __future__ import annotations

from said.annotators.dates.phrase import Phrase, Timex
from said.text.datewords import listed

_POINTS = ("MONTH", "SEASON", "WDAY", "UNIT", "QTR")
"""The classes of what a superlative picks one of."""


_SHARES = (["the", "rest", "of"], ["the", "remainder", "of"])
_MOST = (["the", "best", "part", "of"], ["the", "better", "part", "of"])


def find_article(p: Phrase) -> int | None:
    """The place of the indefinite article before a phrase, perhaps with an adjective between them:
    a cold Tuesday; None if there is none, or it belongs to a noun behind the phrase."""
    tokens = p.context.tokens
    for place in range(p.first - 1, max(-1, p.first - 3), -1):
        kind = tokens.kind(place)
        if kind == "A" or tokens.lowered[place] == "one":
            return None if p.is_before_noun() and not p.has("MONTH") else place
        if kind not in ("OTHER", "SINGLE") or not tokens.string(place).islower():
            return None
    return None


def find_superlative(p: Phrase) -> int | None:
    """The place of the determiner before a superlative before a phrase: the driest April on record,
    its most profitable year; None if there is no superlative."""
    if p.found[0].kind not in _POINTS:
        return None
    place = p.first - 1
    lowered = p.context.tokens.lowered
    if place < 1 or not _is_superlative(lowered[place]):
        if place < 2 or lowered[place - 1] not in ("most", "least"):
            return None
        place -= 1
    determiner = lowered[place - 1]
    return place - 1 if determiner == "the" or determiner in listed("before ages") else None


def _is_superlative(word: str) -> bool:
    if word in ("best", "worst"):
        return True
    return len(word) > 5 and word.endswith("est") and word not in listed("no superlatives")


def find_first(p: Phrase, timex: Timex) -> int:
    """The place of the first token of the span of an expression."""
    if p.convention != "said":
        return p.first
    if timex.type == "DURATION" and p.word_before == "of" and p.words_before(4) in _MOST:
        return p.first - 4
    if timex.type not in ("DATE", "TIME"):
        return p.first
    if p.found[-1].kind == "SEASON" and p.next_word in listed("named by a season"):
        return p.after - 1  # the spring term
    if not p.first:
        return p.first
    if p.word_before == "of" and p.words_before(3) in _SHARES:
        return p.first - 3
    place = find_article(p) if timex.value[-1] == "X" or "X" in timex.value[5:] else None
    if place is None and timex.type == "DATE":
        place = find_superlative(p)
    return p.first if place is None else place
