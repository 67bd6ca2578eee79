"""Quotation marks, told from apostrophes (Q4).

The characters are those with Unicode's property Quotation_Mark. Double marks, low marks and
guillemets are always marks; a single one may be an apostrophe, also one that is curled the wrong
way: in OpenAI‘s there is no mark. What no rule can tell (the closing mark of ‘two teams’, the
possessive of the teams’ work) depends on whether a single mark is open in the paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto
from functools import cache
from typing import NamedTuple

import regex

from said import lexicon
from said.text.segments import Range

_MARK = regex.compile(r"\p{Quotation_Mark}")
_SINGLE = frozenset("'‘’‛＇")
_OPENING = frozenset("([{<«„“‟‚‘‛‹—–/-")
# The word that ends at a mark; no longer one is of interest.
_WORD_BEFORE = regex.compile(r"(?<!\w)\w{1,24}$")
_LONGEST = 26
# Feet and inches: 6'2", where the single mark stands inside a word.
_INCHES = regex.compile(r"""\d['’]\d{1,2}"$""")


class _Role(Enum):
    """What a single mark can be by the characters around it."""

    APOSTROPHE = auto()
    OPENING = auto()
    CLOSING = auto()
    CLOSING_OR_APOSTROPHE = auto()


class _SingleMark(NamedTuple):
    place: int
    role: _Role


def is_mark(character: str) -> bool:
    """Whether a character can be a quotation mark; a backtick may stand for one."""
    return character == "`" or _MARK.match(character) is not None


def find_marks(text: str, paragraphs: Iterable[Range]) -> list[int]:
    """The places of the quotation marks of a text, each of one character."""
    found = []
    for paragraph in paragraphs:
        singles = []
        for match in _MARK.finditer(text, *paragraph):
            place = match.start()
            if match[0] in _SINGLE:
                role = _role(text, place)
                if role is not _Role.APOSTROPHE:
                    singles.append(_SingleMark(place, role))
            elif match[0] != '"' or not _INCHES.search(text, max(0, place - 5), place + 1):
                found.append(place)
        if singles:
            found += _single_marks(singles)
    return sorted(found)


def _single_marks(singles: list[_SingleMark]) -> list[int]:
    """Those of a paragraph's single marks, without apostrophes inside words, that are marks.

    What may be either closes an open mark if nothing else does before the next one opens.
    """
    closed_later = []
    closes = False
    for single in reversed(singles):
        closed_later.append(closes)
        if single.role in (_Role.OPENING, _Role.CLOSING):
            closes = single.role is _Role.CLOSING
    closed_later.reverse()
    found = []
    is_open = False
    for single, closed in zip(singles, closed_later, strict=True):
        match single.role:
            case _Role.OPENING:
                is_open = True
            case _Role.CLOSING:
                is_open = False
            case _Role.CLOSING_OR_APOSTROPHE if is_open and not closed:
                is_open = False
            case _:
                continue
        found.append(single.place)
    return found


def _role(text: str, at: int) -> _Role:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    in_word, leads_word = _is_word(before), _is_word(after)
    if in_word and leads_word:
        return _Role.APOSTROPHE
    if in_word:
        return _role_after_word(text, at)
    patterns, opens = _patterns(), _opens(text, at)
    if leads_word:
        if not opens:
            is_suffix = patterns.suffix.match(text, at + 1)
            return _Role.APOSTROPHE if is_suffix else _Role.OPENING
        return _Role.APOSTROPHE if patterns.elision.match(text, at + 1) else _Role.OPENING
    return _Role.OPENING if opens and after.strip() else _Role.CLOSING


def _role_after_word(text: str, at: int) -> _Role:
    """The role of a single mark between a word and something else."""
    match = _WORD_BEFORE.search(text, max(0, at - _LONGEST), at)
    word = match[0].lower() if match else ""
    before = text[match.start() - 1 : match.start()] if match else ""
    if word == "n" and before in _SINGLE:
        return _Role.APOSTROPHE
    clipped = word in _patterns().clipped or (word.endswith("in") and len(word) > 3)
    if clipped or text[at - 1].lower() in "sxz":
        return _Role.CLOSING_OR_APOSTROPHE
    return _Role.CLOSING


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _opens(text: str, at: int) -> bool:
    """Whether the character before a mark, which is not part of a word, lets a quotation begin."""
    before = text[at - 1 : at]
    if before in ('"', "'"):  # these look the same at both ends
        further = text[at - 2 : at - 1] if at > 1 else ""
        return not further or further.isspace() or further in _OPENING
    return not before or before.isspace() or before in _OPENING


class _Patterns(NamedTuple):
    elision: regex.Pattern[str]
    suffix: regex.Pattern[str]
    clipped: frozenset[str]


@cache
def _patterns() -> _Patterns:
    elisions = "|".join(lexicon.words("marks", "elisions"))
    suffixes = "|".join(lexicon.words("marks", "suffixes"))
    return _Patterns(
        # A single word in marks is no elision ('cause'), except in rock 'n' roll.
        regex.compile(
            rf"(?:n|t(?:is|was|were|wo)n['’]t|(?:{elisions}|\d\ds?)(?!['’])|\d\ds(?=['’]\s\w))(?!\w)",
            regex.IGNORECASE,
        ),
        regex.compile(rf"(?:{suffixes})(?!\w)", regex.IGNORECASE),
        frozenset(lexicon.words("marks", "clipped")),
    )
