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
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from said.annotate.quotes.free import free, last_character
from said.annotate.quotes.lexemes import classes, listed, verbs
from said.annotate.quotes.marks import MARKS, Marked, closing_mark
from said.text import Range

_IN_WORD = r"[\w\u0300-\u036f]"  # with accents that are characters of their own
# What most tokens are comes first; what follows reads the others.
_TOKEN = re.compile(
    rf"""
    (?P<plain>[A-Za-z][a-z]*(?=[ ,]))
  | (?P<sign>[,;:])
  | (?P<abbreviation>(?=[A-Z])(?:(?:[A-Z]\.){{2,}}|(?:Mr|Mrs|Ms|Messrs|Dr|Drs|Sens?|Reps?|Govs?
        |Gens?|Lt|Col|Sgt|Capt|Maj|St|Jr|Sr|Prof|Rev|Hon|Inc|Corp|Co|Ltd|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No
        |[DR]-[A-Z][a-z]+|[A-Z])\.))
  | (?P<address>(?=[hw@\#])(?:https?://\S*\w|www\.\S*\w|[@\#]\w+))
  | (?P<word>[^\W\d_]{_IN_WORD}*(?:[-‐‑&]\w{_IN_WORD}*
            |['’](?!(?:s|re|ve|ll|d|m)(?!\w))[^\W\d_]{_IN_WORD}*)*)
  | (?P<suffix>['’‘](?:s|re|ve|ll|d|m)(?!\w))
  | (?P<number>\d[\d.,]*\d[^\W\d_]*|\d[^\W\d_]*)
  | (?P<end>[.?!…]+)
  | (?P<dash>--+|[–—―]|(?<=\s)-(?=\s))
  | (?P<mark>''|’’|‘‘|``|[{"".join(sorted(MARKS))}])
  | (?P<other>\S)
    """,
    re.VERBOSE,
)
_APOSTROPHES = str.maketrans("’‘", "''")
_ENDS = ".?!…"
_MAY_END = frozenset('."Q')
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
    kinds = "".join([token.kind for token in tokens])
    first = 0
    inside = False
    for at, token in enumerate(tokens[:-1]):
        if token.kind in _MAY_END:
            if token.kind == '"':
                inside = token.start in opening
            ends = not inside and _ends_sentence(tokens, at, text)
        else:
            ends = False
        if ends or at - first >= _LONGEST:
            yield Sentence(tokens[first : at + 1], kinds[first : at + 1])
            first = at + 1
    if first < len(tokens):
        yield Sentence(tokens[first:], kinds[first:])


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


def _ends_sentence(tokens: list[Token], at: int, text: str) -> bool:
    """Whether a sentence ends with a token that is not the last one."""
    token, then = tokens[at], tokens[at + 1]
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
