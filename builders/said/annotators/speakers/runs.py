"""Runs of words with a capital: what can be a name, cut out in one reading of the text."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass

from said.annotators.speakers.words import fold, lists
from said.text.segments import Range


def _upper_case() -> str:
    """All letters in upper case, as ranges of a character class."""
    ranges: list[list[int]] = []
    for code in range(sys.maxunicode + 1):
        if chr(code).isupper():
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_U = _upper_case()
# Initials without a space between them, or any other word. After an apostrophe a name goes on with
# a capital (O'Neill) or at some length (Qur'an), but not with the endings of the possessive and of
# verbs; after a hyphen with a capital or with a syllable (Ki-moon). The first set is all of ASCII
# that is no capital, left out: with it a word is found ten times as fast as with all letters.
_WORD = re.compile(
    rf"[^\x00-@\[-\x7f](?<=[{_U}])(?:\.(?:[{_U}]\.)+|"
    rf"\w*(?:['’‘][{_U}]\w*|['’]\w{{3,12}}\b|[-‐‑][{_U}]\w*|[-‐‑][a-z]{{2,5}}\b)*)"
)
# What may stand between two words of a name: a space, the full stop of an abbreviation, particles,
# the comma before a suffix.
_GAP = re.compile(
    r"\.?[ \u00a0]{1,2}(?:(?:van|von|der|den|de|del|della|di|da|do|dos|das|du|bin|ibn|ben|al|el"
    r"|la|le|ten|ter|zu|y)[ \u00a0]){0,3}|,[ \u00a0](?=[JS]r\b)"
)
_LONGEST_GAP = 20
_TAILS = frozenset(
    ("backed", "based", "born", "era", "free", "held", "led", "like", "owned", "style")
)
"""What follows a hyphen and is no syllable of a name."""
_ARTICLES = frozenset(("al-", "el-", "ad-", "as-", "ul-", "al‑", "al‐"))
"""Arabic articles, which begin a word without a capital."""
_PLACES = frozenset(("st", "mt", "ft"))
_INSIDE = frozenset("_@#")
_BEFORE = frozenset(" \n(\"“‘'’")
"""What most often stands before a word; all of it leaves the word free."""
_SENTENCE_END = frozenset("\n.!?:;…\"“”'‘’()[]—–-|•*,")


# A class with slots is made and read faster than a named tuple, and there are many of these.
@dataclass(slots=True, eq=False)
class Word:
    """A word with a capital: its range in code points, and how it is compared."""

    start: int
    end: int
    string: str
    fold: str
    dotted: bool
    """Whether a full stop follows inside the run, as after an initial."""


@dataclass(slots=True, eq=False)
class Run:
    """Words with a capital, one beside the other."""

    words: list[Word]
    title: bool
    """Whether it stands in a line in which all words have capitals."""


def runs(text: str) -> list[Run]:
    """The runs of a text, by place. Function words, which are in none, and ends of sentences part
    runs."""
    titles = _title_lines(text)
    function_words = lists().function_words
    abbreviated = lists().titles | _PLACES
    found: list[Run] = []
    words: list[Word] = []
    end = -_LONGEST_GAP
    for match in _WORD.finditer(text):
        string = match[0]
        folded = fold(string)
        start, after = match.span()
        stop = text[after : after + 2] == ". "
        if folded in function_words and not (stop and len(string) == 1):
            continue
        if text[start - 1 : start] not in _BEFORE:
            if text[start - 3 : start] in _ARTICLES and _is_free(text, start - 3):
                start -= 3
                string, folded = text[start:after], fold(text[start:after])
            elif not _is_free(text, start):
                continue
        if "-" in string and string.rpartition("-")[2] in _TAILS:
            string = string.rpartition("-")[0]
            folded, after = fold(string), start + len(string)
        dotted = string[-1] == "." or (stop and (len(string) == 1 or folded in abbreviated))
        word = Word(start, after, string, folded, dotted)
        between = text[end:start] if start - end < _LONGEST_GAP else ""
        if between == " " or (between and _continues(words[-1], between)):
            words.append(word)
        else:
            words = [word]
            found.append(Run(words, bool(titles) and _is_title(titles, start)))
        end = after
    return found


def _is_free(text: str, start: int) -> bool:
    """Whether a word begins at a place, and not the second half of one, an address or a handle."""
    before = text[start - 1 : start]
    return before in _BEFORE or not (before.isalnum() or before in _INSIDE)


def _continues(before: Word, between: str) -> bool:
    return (between[0] != "." or before.dotted) and _GAP.fullmatch(between) is not None


def begins(text: str, start: int) -> bool:
    """Whether a word begins a sentence, a line or a quotation."""
    before = text[max(0, start - 3) : start].rstrip(" \u00a0")
    return not before or before[-1] in _SENTENCE_END


def _title_lines(text: str) -> list[Range]:
    """The lines, sorted, in which a capital is no sign of a name: headlines, or all capitals."""
    found = []
    start = 0
    for line in text.split("\n"):
        if 12 < len(line) < 200 and line[-1] != "," and _has_capitals(line):
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _has_capitals(line: str) -> bool:
    """Whether nearly all words of a line but small ones have a capital; all if the line ends
    like a sentence."""
    small = lists().small_words
    share = 0 if line[-1] == "." else 0.2
    words = line.split()
    count = lower = 0
    for word in words:
        if word[0].isalpha() and word not in small:
            count += 1
            lower += word[0].islower()
            if lower > share * len(words):
                return False
    return count > 2 and lower <= share * count


def _is_title(titles: list[Range], start: int) -> bool:
    place = bisect_right(titles, (start, sys.maxsize)) - 1
    return place >= 0 and start < titles[place][1]
