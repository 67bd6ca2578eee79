"""A text as the quote annotator reads it: tokens with a class each, in sentences.

Words in marks that stand free ("We lost," said Lind) are one token; marked words that belong to the
sentence around them are read like all others. The class of a token is a character:

    d determiner            s subject pronoun    o object pronoun     N word with a capital
    n any other word        x auxiliary, modal   a adverb             v finite verb
    g form in -ing          p preposition        b subordinator       w question word
    c coordinator           T that               O to                 ' possessive ending
    0 number                Q free marked words  " mark               , ; : . - ( ) as they are
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import regex

from said import lexicon
from said import text as texts
from said.annotate.quotes.marks import Marked
from said.text import Range

_TOKEN = regex.compile(
    r"""
    (?P<abbreviation>(?:\p{Lu}\.){2,}|(?:Mr|Mrs|Ms|Messrs|Dr|Drs|Sens?|Reps?|Govs?|Gens?|Lt|Col|Sgt
        |Capt|Maj|St|Jr|Sr|Prof|Rev|Hon|Inc|Corp|Co|Ltd|vs|etc|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No
        |D-[A-Z][a-z]+|R-[A-Z][a-z]+|\p{Lu})\.)
  | (?P<address>https?://\S*\w|www\.\S*\w|[@\#]\w+)
  | (?P<suffix>['’‘](?:s|re|ve|ll|d|m)(?!\w))
  | (?P<word>[^\W\d_]+n['’]t(?!\w)|[^\W\d_]\w*(?:[-‐‑&]\w+|['’](?!(?:s|re|ve|ll|d|m)(?!\w))[^\W\d_]\w*)*)
  | (?P<number>\d[\d.,]*\d[^\W\d_]*|\d[^\W\d_]*)
  | (?P<end>[.?!…]+)
  | (?P<dash>--+|[–—―]|(?<=\s)-(?=\s))
  | (?P<mark>\p{Quotation_Mark})
  | (?P<other>\S)
    """,
    regex.VERBOSE,
)
_APOSTROPHES = str.maketrans("’‘", "''")
_ENDS = ".?!…"
_FREE_BEFORE = frozenset(".:?!—–-―…)”\"'’»")
_COMMA_WORDS = 4
_REACH = 60


class Token(NamedTuple):
    """A token: in lower case, with its class and its range in the text."""

    lower: str
    kind: str
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence: its tokens and, as a string, their classes. `line` is the number of its line."""

    tokens: list[Token]
    kinds: str
    line: int


class Words(NamedTuple):
    """The lists of words that tell the class of a token, and others asked for often."""

    classes: dict[str, str]
    days: frozenset[str]
    recipients: frozenset[str]
    be: frozenset[str]


@cache
def words() -> Words:
    """The lexicon's words by their class."""
    classes: dict[str, str] = {}
    for section, kind in (
        ("determiners", "d"),
        ("subject pronouns", "s"),
        ("object pronouns", "o"),
        ("prepositions", "p"),
        ("subordinators", "b"),
        ("question words", "w"),
        ("coordinators", "c"),
        ("auxiliaries", "x"),
        ("adverbs", "a"),
        ("common verbs", "v"),
    ):
        for word in lexicon.words("attribution", section):
            classes.setdefault(word, kind)
    classes["that"], classes["to"], classes["'s"] = "T", "O", "'"
    return Words(
        classes,
        frozenset(lexicon.words("attribution", "days")),
        frozenset(lexicon.words("attribution", "recipients")),
        frozenset({"am", "is", "are", "was", "were", "be", "been", "being", "'s", "'re", "'m"}),
    )


def read(text: str, marked: Sequence[Marked]) -> Iterator[Sentence]:
    """The sentences of a text, in its order; `marked` are its stretches in marks, by place."""
    outermost = [one for one in marked if one.depth == 0]
    starts = [one.outer[0] for one in outermost]
    for number, line in enumerate(texts.lines(text)):
        first, after = bisect_left(starts, line[0]), bisect_left(starts, line[1])
        free = [one for one in outermost[first:after] if _is_free(text, line, one)]
        yield from _sentences(list(_tokens(text, line, free)), text, number)


def _is_free(text: str, line: Range, one: Marked) -> bool:
    """Whether marked words stand free: they begin where a sentence does, or behind a comma that
    follows a word of saying, and end with punctuation (Q1)."""
    begin = text[one.start]
    last = _last_of(text, one)
    after = text[one.outer[1]] if one.outer[1] < line[1] else "."
    if not (last in ".,?!…—–-;" or after in ",.?!;:—–" or not one.closed):
        return False
    before = text[max(line[0], one.outer[0] - _REACH) : one.outer[0]].rstrip()
    is_upper = begin.isupper() or begin in "[(…." or begin.isdigit()
    if not before or before[-1] in _FREE_BEFORE:
        return is_upper or last == "," or not before or before[-1] == ":"
    from said.annotate.quotes.cues import forms

    near = [word.translate(_APOSTROPHES).lower() for word in _WORDS.findall(before)]
    if before[-1] == ",":
        said = any(word in forms() for word in near[-_COMMA_WORDS:])
        return said or last == "," or (is_upper and one.end - one.start > _REACH)
    return is_upper and bool(near) and near[-1] in forms()


def _last_of(text: str, one: Marked) -> str:
    """The last character in marks that is no mark itself: in "“the ‘pier,’ ”" the comma."""
    at = one.end - 1
    while at > one.start and text[at] in _MARKS:
        at -= 1
    return text[at]


_MARKS = frozenset("\"“”'‘’«»„‚‹› ")
_WORDS = regex.compile(r"[^\W\d_]+")


def _tokens(text: str, line: Range, free: Sequence[Marked]) -> Iterator[Token]:
    """The tokens of a line; free marked words are one each."""
    at = line[0]
    for one in free:
        yield from _plain_tokens(text, at, one.outer[0])
        yield Token(_last_of(text, one), "Q", *one.outer)
        at = one.outer[1]
    yield from _plain_tokens(text, at, line[1])


def _plain_tokens(text: str, start: int, end: int) -> Iterator[Token]:
    classes = words().classes
    for match in _TOKEN.finditer(text, start, end):
        shape, string = match.lastgroup, match.group()
        lower = string.lower()
        if shape == "word" or shape == "suffix":
            if "’" in lower or "‘" in lower:
                lower = lower.translate(_APOSTROPHES)
            kind = classes.get(lower) or _kind_of_word(string, lower)
        elif shape == "other":
            kind = "'" if string in "'’" else string
        else:
            kind = _SHAPES[shape or ""]
        yield Token(lower, kind, match.start(), match.end())


_SHAPES = {
    "abbreviation": "N", "address": "N", "number": "0", "end": ".", "dash": "-", "mark": '"',
}  # fmt: skip


def _kind_of_word(string: str, lower: str) -> str:
    if string[0].isupper():
        return "N"
    if lower.endswith("ing") and len(lower) > 4:
        return "g"
    if lower.endswith("ed") and len(lower) > 3:
        return "v"
    if lower.endswith("ly") and len(lower) > 3:
        return "a"
    return "n"


def _sentences(tokens: list[Token], text: str, line: int) -> Iterator[Sentence]:
    """Cuts the tokens of a line into sentences."""
    first = 0
    for at, token in enumerate(tokens):
        if at + 1 < len(tokens) and _ends_sentence(tokens, at, token, text):
            yield _sentence(tokens[first : at + 1], line)
            first = at + 1
    if first < len(tokens):
        yield _sentence(tokens[first:], line)


def _sentence(tokens: list[Token], line: int) -> Sentence:
    return Sentence(tokens, "".join(token.kind for token in tokens), line)


def _ends_sentence(tokens: list[Token], at: int, token: Token, text: str) -> bool:
    then = tokens[at + 1]
    if token.kind == ".":
        if then.kind == '"' and text[then.start] in "”’»\"'" and then.start == token.end:
            return False
        return not text[then.start].islower() and then.kind not in ",;:)"
    if token.kind == '"' and at and tokens[at - 1].kind == "." and tokens[at - 1].end == token.start:
        return not text[then.start].islower() and then.kind not in ",;:)."
    if token.kind == "Q" and token.lower in _ENDS:
        if then.kind == "Q":
            return False
        if token.lower == ".":
            return not text[then.start].islower() and then.kind not in ",;:-"
        return text[then.start].isupper() and not _attributes(tokens, at + 1)
    return False


def _attributes(tokens: list[Token], at: int) -> bool:
    """Whether what follows a question in marks attributes it: a cue within a few words, and nothing
    reported behind it."""
    from said.annotate.quotes.cues import forms

    for place in range(at, min(at + 8, len(tokens))):
        token = tokens[place]
        if token.kind in ".,;:Q":
            return False
        if token.lower in forms():
            then = tokens[place + 1].kind if place + 1 < len(tokens) else "."
            return then in ".,;p-aN" or tokens[place + 1].lower in words().days
    return False
