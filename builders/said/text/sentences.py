"""Cuts a paragraph into sentences: the one place of the project that does.

sentencex finds where sentences end, in text that is prepared for it: quotation marks and brackets
without a partner are blanked out, since it does not cut between two of them. The rules below then
drop the ends that are none in news.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import regex
from sentencex import get_sentence_boundaries

from said import lexicon
from said.system.errors import panics_as_errors
from said.text.segments import Range

# sentencex compares each mark with all others, so it gets a long paragraph in pieces. A paragraph
# of news is shorter than a piece. No boundary is taken from the end of a piece, where sentencex
# does not see what follows.
_PIECE = 4000
_TAKEN = 3000

# White space that sentencex stumbles over: after a single letter and before a full stop it panics.
_ODD_SPACE = regex.compile(r"[^\S ]")

# Words that sentencex takes for abbreviations when a name follows: "in May. Lind left". It is shown
# another word of the same length.
_ORDINARY = regex.compile(
    r"\b(?:May|Fed|Ken|Al|Art|No|Yahoo|may|no|me|re|ll|id|ill|art|miss|fed|con|ok)"
    r"(?=\.\s+[\p{Lu}\p{Pi}\"'])"
)
_WORD = regex.compile(r"\w")
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_OPENING = frozenset("“‘«„‚([{")

# Abbreviations that sentencex does not know and that stand before a name or a number.
_BEFORE_NAME = regex.compile(r"\b(?:Ms|Mx|Amb|Atty|Assoc|Ft|Sra|approx)\.$")
_LONGEST_ABBREVIATION = 10
_CLOCK = ("a.m.", "p.m.")

# What numbers a heading, an item of a list or a caption: "3.", "b)", "IV.", "Figure 2.".
_NUMBERING = regex.compile(
    r"\W*(?:(?:Fig(?:ure|\.)?|Table|Photo|Image|Chart|Map|Box|Panel|Exhibit|Part|Chapter|Step|Item)"
    r"\s)?(?:\d{1,3}|\p{L}|[ivxIVX]{1,5})[.)]\W*"
)
# A sentence begins with a word, a number, an amount or a handle, also behind marks and brackets.
# With "#", a heading or a post goes on, and with "/" a caption.
_BEGINNING = regex.compile(r"(?![#/])[\p{P}\s]*?[\w@$£€¥+~…–—-]")
# After a question in marks: up to four words, then a cue at the end of its clause.
_LONGEST_ATTRIBUTING = 80
_ATTRIBUTING = regex.compile(r"[\s\p{P}]*((?:[\p{L}'’.-]+\s){1,4})([\p{L}]+)(?=\s*(?:[.,;:–—-]|$))")


def find_sentences(text: str, paragraph: Range, language: str, marks: Sequence[int]) -> list[Range]:
    """The sentences of a paragraph, without the white space around them.

    `marks` are the places of the quotation marks in the text, sorted. Two sentences inside one pair
    of marks are two. A closing mark belongs to the sentence it closes, an opening one to the
    sentence it opens. No sentence is without a letter or digit, unless the paragraph is.
    """
    start, end = paragraph
    content = text[start:end]
    shown = _shown(content, start, marks)
    cuts = [0]
    for boundary in _boundaries(language, shown):
        stop = _without_space(shown, cuts[-1], boundary)
        cut = _behind_closing_marks(content, shown, stop, boundary)
        if stop > cuts[-1] and not _goes_on(content, cuts[-1], stop, cut):
            if _WORD.search(content, cuts[-1], cut):
                cuts.append(cut)
            elif len(cuts) > 1:
                cuts[-1] = cut
    if len(cuts) > 1 and not _WORD.search(content, cuts[-1]):
        cuts.pop()
    cuts.append(len(content))
    return [_trimmed(content, first, after, start) for first, after in pairwise(cuts)]


def _shown(content: str, offset: int, marks: Sequence[int]) -> str:
    """What sentencex is shown of a paragraph: a text of the same length."""
    first, after = bisect_left(marks, offset), bisect_left(marks, offset + len(content))
    blank = [*(place - offset for place in marks[first:after]), *_unpaired_brackets(content)]
    if blank:
        characters = list(content)
        for place in blank:
            characters[place] = " "
        content = "".join(characters)
    shown = _ODD_SPACE.sub(" ", content)
    return _ORDINARY.sub(lambda word: "x" * len(word[0]), shown)


def _unpaired_brackets(content: str) -> Iterator[int]:
    """The places of the brackets without a partner."""
    opened: list[int] = []
    for place, character in enumerate(content):
        if character in "([{":
            opened.append(place)
        elif character in _BRACKETS:
            if opened and content[opened[-1]] == _BRACKETS[character]:
                opened.pop()
            else:
                yield place
    yield from opened


def _boundaries(language: str, shown: str) -> Iterator[int]:
    """Where sentencex begins a new sentence in a paragraph."""
    start = 0
    while len(shown) - start > _PIECE:
        piece = shown[start : start + _PIECE]
        found = _found_by_sentencex(language, piece)
        sure = [place for place in found if place <= _TAKEN] or found[:1]
        yield from (start + place for place in sure)
        start += sure[-1] if sure else _TAKEN
    for place in _found_by_sentencex(language, shown[start:]):
        yield start + place


def _found_by_sentencex(language: str, shown: str) -> list[int]:
    with panics_as_errors("sentencex"):
        return [one["start_index"] for one in get_sentence_boundaries(language, shown)[1:]]


def _behind_closing_marks(content: str, shown: str, stop: int, boundary: int) -> int:
    """Where a sentence ends that sentencex ends at `stop`: behind the marks that close it. One with
    the shape of an opening mark closes, too, where white space follows (German quotation marks)."""
    end = stop
    while end < boundary and shown[end] == " " and not content[end].isspace():
        if content[end] in _OPENING and not content[end + 1 : end + 2].isspace():
            break
        end += 1
    return end


def _goes_on(content: str, start: int, stop: int, cut: int) -> bool:
    """Whether a sentence goes on behind an end that sentencex sees at `stop`; the next one would
    begin behind `cut`."""
    before = content[max(start, stop - _LONGEST_ABBREVIATION) : stop]
    following = _first_not_space(content, cut)
    if before[-4:].lower() in _CLOCK and _day_or_zone().match(content, following):
        return True
    return (
        _BEFORE_NAME.search(before) is not None
        or _NUMBERING.fullmatch(content, start, stop) is not None
        or _BEGINNING.match(content, following) is None
        or (cut > stop and _is_attributed(content, stop, cut))
    )


def _is_attributed(content: str, stop: int, cut: int) -> bool:
    """Whether the sentence around marked words goes on behind them: in lower case, or by saying
    whose question or exclamation they are."""
    if content[_first_not_space(content, cut) :][:1].islower():
        return True
    match = _ATTRIBUTING.match(content, cut, cut + _LONGEST_ATTRIBUTING)
    return content[stop - 1] in "?!" and match is not None and match[2] in _cue_verbs()


@cache
def _cue_verbs() -> frozenset[str]:
    return frozenset(lexicon.words("cues", "verbs"))


@cache
def _day_or_zone() -> regex.Pattern[str]:
    """What goes on with a time of day: a weekday or a month, also abbreviated, and a time zone."""

    def capitalised(name: str, *sections: str) -> str:
        words = (word.capitalize() for one in sections for word in lexicon.words(name, one))
        return "|".join(words)

    days = capitalised("calendar", "WDAY", "WDAYS", "MONTH", "HOLIDAY")
    abbreviated = capitalised("calendar", "WDAY ABBREVIATED", "MONTH ABBREVIATED")
    zones = "|".join(lexicon.words("calendar", "ZONE")).upper()
    in_words = capitalised("calendar_context", "zones in words")
    return regex.compile(
        rf"(?:{days}|{zones}|{in_words})\b|(?:{abbreviated})\."
        r"|(?:\p{Lu}\p{Ll}+\s){1,3}[Tt]ime\b"
    )


def _without_space(content: str, start: int, end: int) -> int:
    """The end of a stretch without the white space at its end."""
    while end > start and content[end - 1].isspace():
        end -= 1
    return end


def _first_not_space(content: str, place: int) -> int:
    while place < len(content) and content[place].isspace():
        place += 1
    return place


def _trimmed(content: str, first: int, after: int, offset: int) -> Range:
    """The range without white space at its edges, shifted by `offset`."""
    return offset + _first_not_space(content, first), offset + _without_space(content, first, after)
