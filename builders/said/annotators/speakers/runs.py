"""Runs of words with a capital: what can be a name, put together of the tokens of a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from said.annotators.speakers.words import lists
from said.text.names import PARTICLES, fold_name
from said.text.reading import Reading
from said.text.segments import Range
from said.text.tokens import WORD_SHAPES

_CAPITAL = re.compile("[AX]")
"""The shapes of tokens that begin with a letter in upper case."""
# A name goes on with a capital behind an apostrophe or a hyphen (O'Neill), with a syllable behind a
# hyphen (Ki-moon), and with three letters or more behind an apostrophe (Qur'anic), but not with the
# endings of the possessive and of verbs.
_HYPHENS, _APOSTROPHES, _LONG_AFTER = frozenset("-‐‑"), frozenset("'’‘"), frozenset("'’")
_JOINERS = _HYPHENS | _APOSTROPHES | {"."}
_SYLLABLE, _LONG = range(2, 6), range(3, 13)
# What may stand between two words of a name: a space, the full stop of an abbreviation, particles,
# the comma before a suffix.
_GAP = re.compile(
    rf"\.?[ \u00a0]{{1,2}}(?:(?:{'|'.join(PARTICLES)})[ \u00a0]){{0,3}}|,[ \u00a0](?=[JS]r\b)"
)
_LONGEST_GAP = 20
_FEW_WORDS = 4
_LABEL = re.compile(r"[^\n:a-z]{2,40}: ")
"""What leads a turn: MS. HARTE: I did not."""
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
# A nickname inside a name, and what stands before its first capital.
NICKNAME = re.compile(
    r" (?:[“‘\"'][^\W\d_][\w .’'-]{0,24}[”’\"']|\([^\W\d_a-z][^\W\d_A-Z]{1,15}\)) (?=[^\W\d_a-z])"
)
_OPENINGNICKNAME = re.compile(r" [“‘\"'(](?:the )?")
NICKNAME_MARKS = frozenset("“‘\"'(")
_LONGEST_NICKNAME = 30


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
    """Whether it stands in a paragraph in which all words have capitals."""


def find_runs(reading: Reading) -> list[Run]:
    """The runs of a text, by place. Function words, which are in none, and ends of sentences part
    runs."""
    text = reading.flowing
    strings, starts, ends = reading.tokens
    titles = _title_paragraphs(reading)
    title_starts = [start for start, _ in titles]
    function_words, capitalised = lists().function_words, _capitalised()
    titles_of_persons = lists().titles
    found: list[Run] = []
    words: list[Word] = []
    end = -_LONGEST_GAP
    behind = 0  # the place behind the last word
    for match in _CAPITAL.finditer(reading.shapes):
        place = match.start()
        if place < behind:
            continue
        start, after, string = starts[place], ends[place], strings[place]
        following = text[after : after + 1]
        if following == " " and string in capitalised:
            continue
        if following in _JOINERS:
            behind = _behind_word(reading, place)
            if behind > place + 1:
                after = ends[behind - 1]
                string = text[start:after]
                following = text[after : after + 1]
        folded = fold_name(string)
        stop = following == "." and text.startswith(". ", after)
        if folded in function_words and not (stop and len(string) == 1):
            continue
        if text[start - 1 : start] not in _BEFORE:
            if text[start - 3 : start] in _ARTICLES and _is_free(text, start - 3):
                start -= 3
                string, folded = text[start:after], fold_name(text[start:after])
            elif not _is_free(text, start):
                continue
        if "-" in string and string.rpartition("-")[2] in _TAILS:
            string = string.rpartition("-")[0]
            folded, after = fold_name(string), start + len(string)
        dotted = string[-1] == "." or (
            stop and (len(string) == 1 or folded in titles_of_persons or folded in _PLACES)
        )
        word = Word(start, after, string, folded, dotted)
        between = text[end:start] if start - end < _LONGEST_GAP else ""
        if between == " " or (between and _continues(words[-1], between)):
            words.append(word)
        else:
            words = [word]
            title = bisect_right(title_starts, start) - 1 if titles else -1
            found.append(Run(words, title >= 0 and start < titles[title][1]))
        end = after
    return found


@cache
def _capitalised() -> frozenset[str]:
    """The function words with a capital, as they begin most sentences."""
    return frozenset(word.capitalize() for word in lists().function_words)


def _behind_word(reading: Reading, place: int) -> int:
    """The place behind the last token of the word that begins at a place: of initials without a
    space between them (J.K.), or of what hyphens and apostrophes join."""
    strings, shapes = reading.tokens.strings, reading.shapes
    at = place
    if shapes[place + 1] == ".":
        while (
            shapes.startswith("X.", at)
            and len(strings[at]) == 1
            and reading.is_joined(at + 1)
            and (at == place or reading.is_joined(at))
        ):
            at += 2
        return at if at > place + 2 else place + 1
    at = place + 1
    while (
        at + 1 < len(strings)
        and reading.is_joined(at + 1)
        and reading.is_joined(at)
        and _goes_on(strings[at], strings[at + 1], shapes[at + 1])
    ):
        at += 2
    return at


def _goes_on(mark: str, string: str, shape: str) -> bool:
    """Whether a word goes on with another token behind a mark."""
    if mark in _HYPHENS:
        is_syllable = len(string) in _SYLLABLE and string.isascii() and string.islower()
        return shape in "AX" or (is_syllable and string.isalpha())
    is_long = mark in _LONG_AFTER and len(string) in _LONG and shape in WORD_SHAPES
    return is_long or (mark in _APOSTROPHES and shape in "AX")


def _is_free(text: str, start: int) -> bool:
    """Whether a word begins at a place, and not the second half of one, an address or a handle."""
    before = text[start - 1 : start]
    return before in _BEFORE or not (before.isalnum() or before in _INSIDE)


def _continues(before: Word, between: str) -> bool:
    return (between[0] != "." or before.dotted) and _GAP.fullmatch(between) is not None


def begins(text: str, start: int) -> bool:
    """Whether a word begins a sentence, a paragraph or a quotation."""
    before = text[max(0, start - 3) : start].rstrip(" \u00a0")
    return not before or before[-1] in _SENTENCE_END


def _title_paragraphs(reading: Reading) -> list[Range]:
    """The paragraphs in which a capital is no sign of a name: headlines, or all capitals."""
    text = reading.flowing
    return [
        (start, end)
        for start, end in reading.paragraphs
        if 12 < end - start < 200
        and text[end - 1] != ","
        and not text.startswith("By ", start)
        and not _is_short_turn(text[start:end])
        and _has_capitals(text[start:end])
    ]


def _is_short_turn(paragraph: str) -> bool:
    """Whether a few words follow a label in capitals: MS. HARTE: I did not."""
    label = _LABEL.match(paragraph)
    return (
        label is not None
        and paragraph[-1] in ".?!"
        and paragraph.count(" ", label.end()) < _FEW_WORDS
    )


def _has_capitals(paragraph: str) -> bool:
    """Whether nearly all words of a paragraph but small ones have a capital; all if it ends like a
    sentence."""
    small = lists().small_words
    share = 0 if paragraph[-1] == "." else 0.2
    words = paragraph.split()
    count = lower = 0
    for word in words:
        if word[0].isalpha() and word not in small:
            count += 1
            lower += word[0].islower()
            if lower > share * len(words):
                return False
    return count > 2 and lower <= share * count


def join_nicknames(text: str, runs: Sequence[Run]) -> Iterator[Run]:
    """The runs; the halves of a name that a nickname parts are one: Karl “Stubby” Brandt."""
    if NICKNAME.search(text) is None:
        yield from runs
        return
    last: Run | None = None
    for run in runs:
        if last is not None:
            start, end = last.words[-1].end, run.words[0].start
            is_near = text[start + 1] in NICKNAME_MARKS and end - start < _LONGEST_NICKNAME
            found = NICKNAME.match(text, start) if is_near else None
            if found and found.end() == end:
                last.words += run.words
                continue
            if found and _OPENINGNICKNAME.fullmatch(text, start, end):
                continue
            yield last
        last = run
    if last is not None:
        yield last
