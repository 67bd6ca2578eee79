"""Whether "the third quarter" is that of a match and so names no time of the calendar (D1)."""

from __future__ import annotations

from collections.abc import Sequence

from said.annotators.dates.phrase import Phrase
from said.text.datetokens import BREAK, DateTokens
from said.text.datewords import STOP, listed

_SENTENCE = 40
"""Tokens on either side of a quarter that its sentence can have."""
_AROUND = 120
"""Tokens on either side that are looked at where the sentence does not tell."""
_ENOUGH = 3
"""Words of sport that these must have."""


def is_of_match(p: Phrase) -> bool:
    """Whether words of sport are around a quarter, and none of accounts."""
    tokens, sentence = p.context.tokens, _sentence(p)
    if not listed("of accounts").isdisjoint(sentence):
        return False
    if _words_of_sport(sentence):
        return True
    around = tokens.lowered[max(0, p.first - _AROUND) : p.after + _AROUND]
    return listed("of accounts").isdisjoint(around) and _words_of_sport(around) >= _ENOUGH


def is_of_accounts(p: Phrase) -> bool:
    """Whether words of accounts are in the sentence, and none of sport."""
    sentence = _sentence(p)
    return not listed("of accounts").isdisjoint(sentence) and not _words_of_sport(sentence)


def _sentence(p: Phrase) -> list[str]:
    tokens = p.context.tokens
    before = _until_end(tokens, range(p.first - 1, max(-1, p.first - _SENTENCE), -1))
    behind = _until_end(tokens, range(p.after, min(len(tokens), p.after + _SENTENCE)))
    return [*reversed(before), *behind]


def _until_end(tokens: DateTokens, places: range) -> list[str]:
    """The tokens at some places up to the end of the sentence."""
    found: list[str] = []
    for place in places:
        if tokens.kind(place) in (STOP, BREAK):
            break
        found.append(tokens.lowered[place])
    return found


def _words_of_sport(words: Sequence[str]) -> int:
    """How many words of sport and results such as 17-24 there are."""
    results = sum(
        joint in "-–" and one.isdecimal() and other.isdecimal() and len(one + other) <= _RESULT
        for one, joint, other in zip(words, words[1:], words[2:], strict=False)
    )
    return results + sum(word in listed("of matches") for word in words)


_RESULT = 6
"""Digits that a result has at most."""
