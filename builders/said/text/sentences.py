"""Cuts a paragraph into sentences: the one place of the project that does.

sentencex finds where sentences end, in text that is prepared for it: quotation marks and brackets
without a partner are blanked out, since it does not cut between two of them, and so are brackets
around whole sentences. The rules below then drop the ends that are none in news.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, pairwise

import regex
from sentencex import get_sentence_boundaries

from said import lexicon
from said.system.errors import panics_as_errors
from said.text.segments import Range, trimmed_range

# sentencex compares each mark with all others, so it gets a long paragraph in pieces. A paragraph
# of news is shorter than a piece. No boundary is taken from the end of a piece, where sentencex
# does not see what follows.
_PIECE = 4000
_TAKEN = 3000

# White space that sentencex stumbles over: after a single letter and before a full stop it panics.
_ODD_SPACE = re.compile(r"[^\S ]")

# What is a sentence without a look at it: no sign before the last ends one, nor a line.
_ONE_SENTENCE = re.compile(r"[\w ,:'’“”\"()$%&/@#+=*—–-]*(?:[.?!][\"”’) ]*)?")
_WORD = regex.compile(r"\w")
_STOP_AND_CAPITAL = re.compile(r"\.\s+(?=[^\W\d_a-z]|[“‘«\"'])")
_LAST_WORD = re.compile(r"(?<!\w)\w+$")
_BRACKET = re.compile(r"[()\[\]{}]")
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_OPENING = frozenset("“‘«„‚([{")
_ENDS = ("", *'.?!”’"»')

_LONGEST_ABBREVIATION = 10
_INITIAL = regex.compile(r"(?<!\p{L})\p{Lu}\.$")
_CLOCK = ("a.m.", "p.m.")

# What numbers a heading, an item of a list or a caption: "3.", "b)", "IV.", "Figure 2.".
_NUMBERING = regex.compile(
    r"\W*(?:(?:Fig(?:ure|\.)?|Table|Photo|Image|Chart|Map|Box|Panel|Exhibit|Part|Chapter|Step|Item)"
    r"\s)?(?:\d{1,3}|\p{L}|[ivxIVX]{1,5})[.)]\W*"
)
# A sentence begins with a word, a number, an amount or a handle, also behind marks and brackets.
# "#" continues a heading or a post, and "/" a caption.
_BEGINNING = regex.compile(r"(?![#/,;:)\]}])[\p{P}\s]*?[\w@$£€¥+~…–—-]")
# Behind a question in marks, words and signs within which a cue is looked for, and how many.
_WORD_OR_SIGN = regex.compile(r"\p{L}[\p{L}'’.-]*|[^\s\p{L}]")
_CUE_NEAR = 6
_LONGEST_ADDRESSED = 4
_INFINITIVE = frozenset(("to", "that", "whether", "if", "not"))


def find_sentences(text: str, paragraph: Range, language: str, marks: Sequence[int]) -> list[Range]:
    """The sentences of a paragraph, without the white space around them.

    `marks` are the places of the quotation marks in the text, sorted. Two sentences inside one pair
    of marks are two. A closing mark belongs to the sentence it closes, an opening one to the
    sentence it opens. No sentence is without a letter or digit, unless the paragraph is.
    """
    start, end = paragraph
    if text.find(".", start, end - 2) < 0 and _ONE_SENTENCE.fullmatch(text, start, end):
        return [trimmed_range(text, start, end)]
    content = text[start:end]
    shown = _shown(content, start, marks)
    cuts = [0]
    for boundary in _boundaries(language, shown):
        stop = trimmed_range(shown, cuts[-1], boundary)[1]
        cut = _behind_closing_marks(content, shown, stop, boundary)
        if stop > cuts[-1] and not _goes_on(content, cuts[-1], stop, cut):
            if _WORD.search(content, cuts[-1], cut):
                cuts.append(cut)
            elif len(cuts) > 1:
                cuts[-1] = cut
    if len(cuts) > 1 and not _WORD.search(content, cuts[-1]):
        cuts.pop()
    cuts.append(len(content))
    return [trimmed_range(text, start + first, start + after) for first, after in pairwise(cuts)]


def _shown(content: str, offset: int, marks: Sequence[int]) -> str:
    """What sentencex is shown of a paragraph: a text of the same length."""
    first, after = bisect_left(marks, offset), bisect_left(marks, offset + len(content))
    blank = [*(place - offset for place in marks[first:after]), *_brackets_to_blank(content)]
    if blank:
        characters = list(content)
        for place in blank:
            characters[place] = " "
            if place > 1 and characters[place - 2] in ".?!" and characters[place - 1] == " ":
                # Marked words, also in lower case, begin a sentence after a full stop.
                characters[place + 1 : place + 2] = content[place + 1 : place + 2].upper()[:1]
        content = "".join(characters)
    shown = _ODD_SPACE.sub(" ", content).replace("‘", "’")  # the one of ‘08 opens nothing
    return _without_ordinary_words(shown)


def _without_ordinary_words(shown: str) -> str:
    """A text with words that sentencex takes for abbreviations when a name follows ("in May. Lind
    left") replaced by others of the same length."""
    for match in _STOP_AND_CAPITAL.finditer(shown):
        stop = match.start()
        word = _LAST_WORD.search(shown, max(0, stop - _LONGEST_ABBREVIATION), stop)
        if word and word[0] in _ordinary_words():
            shown = f"{shown[: word.start()]}{'x' * len(word[0])}{shown[stop:]}"
    return shown


def _brackets_to_blank(content: str) -> Iterator[int]:
    """The places of the brackets without a partner, and of those around whole sentences."""
    opened: list[int] = []
    for match in _BRACKET.finditer(content):
        place, character = match.start(), match[0]
        if character not in _BRACKETS:
            opened.append(place)
        elif opened and content[opened[-1]] == _BRACKETS[character]:
            opening = opened.pop()
            if content[place - 1] in ".?!" and content[:opening].rstrip()[-1:] in _ENDS:
                yield opening
                yield place
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
    following = trimmed_range(content, cut, len(content))[0]
    if before[-4:].lower() in _CLOCK and _day_or_zone().match(content, following):
        return True
    if cut == following and _INITIAL.search(before):
        return True
    abbreviation = _abbreviations().search(before)
    if abbreviation and (abbreviation["name"] or content[following : following + 1].isdigit()):
        return True
    return (
        content[following : following + 1].islower()
        or _NUMBERING.fullmatch(content, start, stop) is not None
        or _BEGINNING.match(content, following) is None
        or (cut > stop and _is_attributed(content, stop, cut))
    )


def _is_attributed(content: str, stop: int, cut: int) -> bool:
    """Whether the sentence around a marked question or exclamation goes on by saying whose it is,
    without reporting more: "“Why?” Lind asked in May."."""
    if content[stop - 1] not in "?!":
        return False
    behind = _WORD_OR_SIGN.finditer(content, cut)
    words = [match[0] for match in islice(behind, _CUE_NEAR + _LONGEST_ADDRESSED)]
    for number, word in enumerate(words[:_CUE_NEAR]):
        if number and word.rstrip(".") in lexicon.word_set("cues", "verbs"):
            then = words[number + 1] if number + 1 < len(words) and word[-1] != "." else "."
            return (
                not then[0].islower()
                or then in lexicon.word_set("cues", "prepositions")
                or then.rstrip(".") in lexicon.word_set("attribution", "recipients")
                or then.rstrip(".") in lexicon.word_set("attribution", "object pronouns")
                or _is_one_addressed(words[number + 1 :])
            )
        if not word[0].isalpha():
            return False
    return False


def _is_one_addressed(words: Sequence[str]) -> bool:
    """Whether a noun phrase ends a sentence or a clause behind a cue: "asked her.", "asked his old
    friend, and"."""
    if words[0].rstrip(".") not in lexicon.word_set("attribution", "determiners"):
        return False
    for word in words[:_LONGEST_ADDRESSED]:
        if word == "," or word[-1] == ".":
            return True
        if not word[0].isalpha() or word in _INFINITIVE:
            return False
    return False


@cache
def _ordinary_words() -> frozenset[str]:
    capitalised = _capitalised("abbreviations", "ordinary words with a capital")
    return frozenset({*lexicon.words("abbreviations", "ordinary words"), *capitalised})


@cache
def _abbreviations() -> regex.Pattern[str]:
    """Abbreviations, at the end of a stretch, that end no sentence: before whatever follows, or
    before a number."""
    names = "|".join(_capitalised("abbreviations", "before names"))
    numbers = "|".join(lexicon.words("abbreviations", "before numbers"))
    return regex.compile(rf"\b(?:(?P<name>{names})|(?i:{numbers}))\.$")


def _capitalised(name: str, *sections: str) -> list[str]:
    """The words of some sections of a lexicon, each with a capital."""
    return [word.capitalize() for section in sections for word in lexicon.words(name, section)]


@cache
def _day_or_zone() -> regex.Pattern[str]:
    """What may follow a time of day: a weekday or a month, also abbreviated, or a time zone."""
    days = "|".join(_capitalised("calendar", "WDAY", "WDAYS", "MONTH", "HOLIDAY"))
    abbreviated = "|".join(_capitalised("calendar", "WDAY ABBREVIATED", "MONTH ABBREVIATED"))
    zones = "|".join(lexicon.words("calendar", "ZONE")).upper()
    in_words = "|".join(_capitalised("calendar_context", "zones in words"))
    return regex.compile(
        rf"(?:{days}|{zones}|{in_words})\b|(?:{abbreviated})\."
        r"|(?:\p{Lu}\p{Ll}+\s){1,3}[Tt]ime\b"
    )
