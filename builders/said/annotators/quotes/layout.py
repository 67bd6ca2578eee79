"""What attributes words without a cue: a colon behind a name, a signature, a transcript's line."""

from __future__ import annotations

import regex

from said.annotators.quotes.direct import run_of_free
from said.annotators.quotes.reading import Sentence
from said.annotators.quotes.sources import Places, phrase_before
from said.text.classes import Pos
from said.text.segments import Range

_NAME_PARTS = frozenset({Pos.NAME, Pos.NUMBER, Pos.POSSESSIVE})

_LEAD = 12
_SIGNATURE = regex.compile(r"-([dN][dNn0p'(),]{0,14})\.?")
_TURN = regex.compile(r"[\"“”'‘’]?((?:\p{Lu}[\p{Lu}.'’-]*\s){0,3}\p{Lu}[\p{Lu}.'’-]{2,}):\s+(?=\S)")
# What ends a post, from the dash on, and the links before it.
_SIGN_OFF = regex.compile(
    r"(?<=\s)[—–―-]{1,2}\s*(?P<source>[^—–―]{2,60}?\s\(@\w{1,20}\))"
    r"(?:\s+\w[\w ,.]{5,30})?\s*\Z"
)
_LONGEST_SOURCE = 61
_LINKS = regex.compile(r"(?r)(?:\s+https?://\S+)*\s+")


def find_before_colon(sentence: Sentence) -> tuple[Places | None, list[int]] | None:
    """Who stands before a colon, and the free words behind it: "Lind: “We lost.”"."""
    kinds = sentence.kinds
    colon = kinds.find(Pos.COLON + Pos.FREE)
    if colon < 1:
        return None
    return _leading_name(sentence, colon), run_of_free(kinds, colon + 1)


def _leading_name(sentence: Sentence, end: int) -> Places | None:
    """The first name in what leads up to a colon, else the phrase directly before it."""
    kinds = sentence.kinds
    for first in range(max(0, end - _LEAD), end):
        if kinds[first] == Pos.NAME:
            after = first
            while after < end and kinds[after] in _NAME_PARTS:
                after += 1
            return first, after
    return phrase_before(sentence, end) if end else None


def find_signature(sentence: Sentence) -> Places | None:
    """Who signs the words before: a sentence of a dash and a name."""
    match = _SIGNATURE.fullmatch(sentence.kinds)
    return match.span(1) if match else None


def find_turn(text: str, line: Range) -> tuple[Range, Range] | None:
    """What is said, and the speaker in capitals, in a line of a transcript: "LIND: We lost."."""
    match = _TURN.match(text, *line)
    return ((match.end(), line[1]), match.span(1)) if match else None


def find_post(text: str, line: Range) -> tuple[Range, Range] | None:
    """The text of an embedded post and who signs it, with a handle: "I left — Jan (@jan) May 1"."""
    start, end = line
    # The last bracket and the bounded length of the source tell where the dash can be: to try every
    # place of a long line would take too long.
    first = max(start, text.rfind("(@", start, end) - _LONGEST_SOURCE)
    while first > start and text[first - 1].isspace():
        first -= 1
    sign_off = _SIGN_OFF.search(text, max(start + 2, first - 2), end)
    if sign_off is None:
        return None
    links = _LINKS.match(text, start + 1, sign_off.start())
    return ((start, links.start()), sign_off.span("source")) if links else None
