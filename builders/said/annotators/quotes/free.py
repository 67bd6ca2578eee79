"""Which marked words stand free, and which belong to the sentence around them (Q1).

Free words are direct quotes wherever somebody says them: they begin where a sentence does, behind
a colon, or behind a word of saying, and end as a sentence does or with a comma.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from said.annotators.quotes.lexemes import verbs
from said.annotators.quotes.marks import MARKS, Marked
from said.text.segments import Range

_BEFORE = frozenset(".:?!—–-―…)”\"'’»")
_END = frozenset(".,?!…—–-;")
_AFTER = frozenset(".,?!;:—–")
_NEAR = 10
_NEAR_LOWER = 4
_REACH = 60
_LONG = 60
_WORD = regex.compile(r"[^\W\d_]+")
_NEW_SENTENCE = regex.compile(r"[.?!]\s+\p{Lu}")


def find_free(text: str, line: Range, stretches: Sequence[Marked]) -> list[Marked]:
    """Those of a line's stretches, by place and none in another, that stand free."""
    found: list[Marked] = []
    for one in stretches:
        if _stands_free(text, line, one) or (found and _goes_on(text, found[-1], one)):
            found.append(one)
    return found


def last_character(text: str, one: Marked) -> str:
    """The last character in marks that is no mark itself: in "“the ‘pier,’ ”" the comma."""
    at = one.end - 1
    while at > one.start and (text[at] in MARKS or text[at] in "])" or text[at].isspace()):
        at -= 1
    return text[at]


def _stands_free(text: str, line: Range, one: Marked) -> bool:
    before = text[max(line[0], one.outer[0] - _REACH) : one.outer[0]].rstrip()
    if all(character in MARKS for character in before):
        before = ""  # marks that wrap the line
    near = [word.lower() for word in _WORD.findall(before)]
    verb = verbs().get(near[-1]) if near and before[-1].isalpha() else None
    if verb and verb.clause and not verb.attitude:
        return True
    begin = text[one.start]
    begins = begin.isupper() or begin.isdigit() or begin in "[(…."
    is_long = one.end - one.start > _LONG
    if before[-1:] == "," and begins and (is_long or (near and near[-1] in verbs())):
        return True
    last = last_character(text, one)
    after = text[one.outer[1]] if one.outer[1] < line[1] else "."
    if one.closed and last not in _END and after not in _AFTER:
        return False
    if not before or before[-1] == ":":
        return True
    if before[-1] in _BEFORE:
        return begins or last == ","
    if before[-1] == ",":
        said = any(word in verbs() for word in near[-(_NEAR if begins else _NEAR_LOWER) :])
        return said or last == ","
    return begins and verb is not None


def _goes_on(text: str, before: Marked, one: Marked) -> bool:
    """Whether words go on from free ones in a sentence: "We lost," Lind said, "and left."."""
    if one.outer[0] - before.outer[1] > 2 * _REACH:
        return False
    between = text[before.outer[1] : one.outer[0]]
    if _NEW_SENTENCE.search(between):
        return False
    return last_character(text, before) == "," and between.rstrip().endswith(",")
