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

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from said.annotators.quotes.free import free, last_character
from said.annotators.quotes.lexemes import classes, listed, verbs
from said.annotators.quotes.marks import MARKS, Marked, closing_mark
from said.text import segments as texts
from said.text.segments import Range

_IN_WORD = r"[\w\u0300-\u036f]"  # with accents that are characters of their own
# What most tokens are comes first; what follows reads the others.
_TOKEN = re.compile(
    rf"""
    (?P<plain>[A-Za-z][a-z]*(?=[ ,]))
  | (?P<sign>[,;:])
  | (?P<abbreviation>(?=[A-Z])(?:(?:[A-Z]\.){{2,}}|(?:Mr|Mrs|Ms|Messrs|Dr|Drs|Sens?|Reps?|Govs?
        |Gens?|Lt|Col|Sgt|Capt|Maj|St|Jr|Sr|Prof|Rev|Hon|Inc|Corp|Co|Ltd|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No
        |[DR]-[A-Z][a-z]+|[A-Z])\.))
  | (?P<clock>[ap]\.m\.)
  | (?P<address>(?=[hw@\#])(?:https?://\S*\w|www\.\S*\w|[@\#]\w+))
  | (?P<word>[^\W\d_]{_IN_WORD}*(?:[-‐‑&]\w{_IN_WORD}*
            |['’](?!(?:s|re|ve|ll|d|m)(?!\w))[^\W\d_]{_IN_WORD}*)*)
  | (?P<suffix>['’‘](?:s|re|ve|ll|d|m)(?!\w))
  | (?P<number>\d[\d.,:]*\d[^\W\d_]*|\d[^\W\d_]*)
  | (?P<end>[.?!…]+)
  | (?P<dash>--+|[–—―]|(?<=\s)-(?=\s))
  | (?P<mark>''|’’|‘‘|``|[{"".join(sorted(MARKS))}])
  | (?P<other>\S)
    """,
    re.VERBOSE,
)
_APOSTROPHES = str.maketrans("’‘", "''")
_ENDS = ".?!…"
_LONGEST = 250
"""Tokens after which a sentence is taken to end, so that text without any is read in time."""


class Token(NamedTuple):
    """A token: in lower case, with its class and its range in the text."""

    lower: str
    kind: str
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence: its tokens and, as a string, their classes."""

    tokens: list[Token]
    kinds: str

    def range(self, places: Range) -> Range:
        """The range in the text of the tokens from `places[0]` to `places[1]`, half open."""
        return self.tokens[places[0]].start, self.tokens[places[1] - 1].end


def read(
    text: str, line: Range, marked: Sequence[Marked], labels: Container[Range] = ()
) -> Iterator[Sentence]:
    """The sentences of a line; `marked` are its outermost stretches in marks, by place. Those whose
    `outer` is among the `labels` are read as if they had no marks."""
    opening = {one.outer[0] for one in marked if one.outer not in labels}
    closing = {closing_mark(text, one) for one in marked if one.outer not in labels and one.closed}
    edges = opening | closing
    tokens: list[Token] = []
    after = line[0]
    for one in free(text, line, marked):
        tokens += _tokens(text, after, one.outer[0], edges)
        tokens.append(Token(last_character(text, one), "Q", *one.outer))
        after = one.outer[1]
    tokens += _tokens(text, after, line[1], edges)
    has_stops = any(token.lower.endswith(".") for token in tokens[:-1])
    begins = _begins(text, line, marked) if has_stops else []
    tokens = list(_with_idle_stops(tokens, begins, text))
    kinds = "".join([token.kind for token in tokens])
    first = 0
    inside = False
    for at, token in enumerate(tokens[:-1]):
        if token.kind == '"':
            inside = token.start in opening
        ends = not inside and _ends_sentence(tokens, at, text, begins)
        if ends or at - first >= _LONGEST:
            yield Sentence(tokens[first : at + 1], kinds[first : at + 1])
            first = at + 1
    if first < len(tokens):
        yield Sentence(tokens[first:], kinds[first:])


def _begins(text: str, line: Range, marked: Sequence[Marked]) -> list[int]:
    """Where the sentences of a line begin, inside marks too: they are read without their marks, as
    a lost one would hide all ends behind it."""
    shown = list(text[slice(*line)])
    for one in marked:
        for start, end in ((one.outer[0], one.start), (one.end, one.outer[1])):
            shown[start - line[0] : end - line[0]] = " " * (end - start)
    bare = "".join(shown)
    return [line[0] + start for start, _ in texts.sentences(bare, (0, len(bare)), "en")]


def _begins_behind(begins: Sequence[int], tokens: Sequence[Token], at: int) -> bool:
    """Whether a sentence begins between a token and the end of the next."""
    number = bisect_left(begins, tokens[at].end)
    return number < len(begins) and begins[number] < tokens[at + 1].end


def _with_idle_stops(tokens: Sequence[Token], begins: Sequence[int], text: str) -> Iterator[Token]:
    """The tokens, with a full stop that ends no sentence as a part of its word: "vs. Jones"."""
    word: Token | None = None
    for at, token in enumerate(tokens):
        if word and _is_idle_stop(tokens, at, text, begins):
            word = word._replace(lower=f"{word.lower}.", end=token.end)
            continue
        if word:
            yield word
        word = token
    if word:
        yield word


def _is_idle_stop(tokens: Sequence[Token], at: int, text: str, begins: Sequence[int]) -> bool:
    token = tokens[at]
    if token.lower != "." or token.kind != "." or at + 1 == len(tokens):
        return False
    then = tokens[at + 1]
    joined = tokens[at - 1].end == token.start and text[token.start - 1].isalnum()
    goes_on = then.kind not in '",;:).Q' and not text[then.start].islower()
    return joined and goes_on and not _begins_behind(begins, tokens, at)


def _tokens(text: str, start: int, end: int, marks: Container[int]) -> list[Token]:
    """The tokens of a stretch without free words; of quotation marks those at some places."""
    found = [
        Token(*_classed(match.group(), match.lastgroup), *match.span())
        for match in _TOKEN.finditer(text, start, end)
    ]
    return [token for token in found if token.kind != '"' or token.start in marks]


@lru_cache(maxsize=1 << 16)
def _classed(string: str, shape: str | None) -> tuple[str, str]:
    """A token in lower case and its class; `shape` is the part of the pattern that it fits."""
    if shape in ("sign", "other"):
        return string, string
    lower = string.lower()
    if shape not in ("plain", "word", "suffix"):
        return lower, _SHAPES[shape or ""]
    lower = lower.translate(_APOSTROPHES)
    kind = classes().get(lower, "")
    if not kind or (kind == "v" and string[0].isupper()):  # "Fell" is rather a name, or a headline
        kind = _kind_of_word(string, lower)
    return lower, kind


_SHAPES = {
    "abbreviation": "N", "clock": "n", "address": "N", "number": "0", "end": ".", "dash": "-",
    "mark": '"',
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


def _ends_sentence(tokens: list[Token], at: int, text: str, begins: Sequence[int]) -> bool:
    """Whether a sentence ends with a token that is not the last one."""
    token, then = tokens[at], tokens[at + 1]
    if token.kind in "Nn":
        return token.lower.endswith(".") and _begins_behind(begins, tokens, at)
    if token.kind == ".":
        if then.kind == '"' and text[then.start] in "”’»\"'" and then.start == token.end:
            return False
        return not text[then.start].islower() and then.kind not in ",;:)"
    if (
        token.kind == '"'
        and at
        and tokens[at - 1].kind == "."
        and tokens[at - 1].end == token.start
    ):
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
    for place in range(at, min(at + 8, len(tokens))):
        token = tokens[place]
        if token.kind in ".,;:Q":
            return False
        if token.lower in verbs():
            then = tokens[place + 1].kind if place + 1 < len(tokens) else "."
            return then in ".,;p-aN" or tokens[place + 1].lower in listed("days")
    return False
