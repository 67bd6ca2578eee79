"""The tokens of a text by any tokenizer, with their offsets in the text.

A tokenizer is one of these: None, which means the project's own tokens; an object of the library
`tokenizers`, or a fast tokenizer of `transformers`; a pipeline or a document of spaCy; the offsets
themselves, as pairs, such as an `offset_mapping`. No library is imported: an object is known by
its methods.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from said.system.errors import SaidError
from said.text.segments import Range, Tokens, trimmed_range
from said.text.tokens import find_tokens

_REMEDY = "give a fast tokenizer, a spaCy pipeline, or the offsets as pairs of integers"


class Tokenized(NamedTuple):
    """The tokens of a text, without the special ones of a model, and the place of each among all.

    `offsets` are those of all tokens, as they were given.
    """

    tokens: Tokens
    places: Sequence[int]
    offsets: list[Range]


def tokenize(text: str, tokenizer: Any = None) -> Tokenized:
    """The tokens of a text.

    White space at the edges of a token does not count, since some tokenizers put the space before a
    word into its token. A token without any characters is special. Raises SaidError for what is no
    tokenizer, and for offsets that lie outside of the text or go back.
    """
    if tokenizer is None:
        tokens = find_tokens(text)
        offsets = list(zip(tokens.starts, tokens.ends, strict=True))
        return Tokenized(tokens, range(len(offsets)), offsets)
    offsets = _offsets(text, tokenizer)
    tokens = Tokens([], [], [])
    places: list[int] = []
    for place, (first, last) in enumerate(offsets):
        if first == last:
            continue
        if not 0 <= first < last <= len(text):
            cause = f"the token [{first}, {last}) is no span of {len(text)} code points"
            raise SaidError(cause, "give the offsets of this text, in code points")
        start, end = trimmed_range(text, first, last)
        start, end = (start, end) if start < end else (first, last)
        tokens.strings.append(text[start:end])
        tokens.starts.append(start)
        tokens.ends.append(end)
        places.append(place)
    _check_order(tokens)
    return Tokenized(tokens, places, offsets)


def _check_order(tokens: Tokens) -> None:
    for edges in (tokens.starts, tokens.ends):
        if any(first > second for first, second in pairwise(edges)):
            raise SaidError("the offsets of the tokens go back", "give those of one text, in order")


def _offsets(text: str, tokenizer: Any) -> list[Range]:
    """The offsets of all tokens, special ones too."""
    if hasattr(tokenizer, "make_doc"):
        return _of_words(tokenizer.make_doc(text), text)
    if hasattr(tokenizer, "spans") and hasattr(tokenizer, "vocab"):
        return _of_words(tokenizer, text)
    if hasattr(tokenizer, "encode_batch"):
        return _pairs(tokenizer.encode(text).offsets)
    if hasattr(tokenizer, "is_fast"):
        if not tokenizer.is_fast:
            raise SaidError("a slow tokenizer knows no offsets", "load it with use_fast=True")
        return _pairs(tokenizer(text, return_offsets_mapping=True)["offset_mapping"])
    return _pairs(getattr(tokenizer, "offsets", tokenizer))


def _of_words(doc: Any, text: str) -> list[Range]:
    if doc.text != text:
        raise SaidError("the spaCy document has another text", "give the document of this text")
    return [(token.idx, token.idx + len(token)) for token in doc]


def _pairs(offsets: Any) -> list[Range]:
    try:
        return [(int(start), int(end)) for start, end in offsets]
    except (TypeError, ValueError) as cause:
        raise SaidError(f"{type(offsets).__name__} is no tokenizer", _REMEDY) from cause
