"""Stretches in marks that only name something, and quote nobody by themselves (Q1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from said.annotators.quotes.lexemes import verbs
from said.annotators.quotes.marks import Marked
from said.text.classes import Pos, classify

_LONGEST_NAME = 40
_LONGEST_TITLE = 60
_REACH = 48
"""Characters before a mark in which a word that leads to a name is looked for."""
_EXPLANATION = 120
_LEADS_TO_NAME = regex.compile(
    r"(?P<nickname>\b(?:nicknamed|known(?:\s\p{Ll}+ly)?\sas|aka|alias"
    r"|by\sthe\s(?:nick)?name(?:\sof)?))"
    r"|(?P<name>\b(?:(?:en|sub)?titled|christened)"
    r"|(?:,|\b[Aa]n?(?:\s\p{Ll}+){1,3})\s(?:called|dubbed|named))"
    r"[,:]?\s*$"
)
_LEADING = ("name", "known", "aka", "alias", "titled", "christened", "called", "dubbed")
"""What `_LEADS_TO_NAME` finds has one of these in it."""
_NAME_BEFORE = regex.compile(r"(?<!\p{L})(\p{Lu}[\p{Ll}'’]+)\s$")
_NAME_BEHIND = regex.compile(r"\s(\p{Lu}['’]?\p{L}+)")
# What somebody is called, if it is written like a name: "who called himself “Duke”".
_CALLS = regex.compile(r"\bcall(?:s|ed|ing)?\s(?:him|her|them)(?:self|selves)?\s$")
_WORD_BEFORE = regex.compile(r"(?<!\p{L})(\p{Ll}+),?\s$")
_WRITES = frozenset(
    {"penned", "read", "reads", "sang", "sing", "sings", "write", "writes", "wrote"}
)
_EXPLAINED = regex.compile(
    r",?[^\s\w],?\s(which|an?|the|h(?:is|er)|its|by|now)\b[^.;!?\n]*?,\s\p{Ll}"
)
_NICKNAME_WORDS = 3
_TITLE_WORDS = 10
_SMALL = frozenset({Pos.DETERMINER, Pos.PREPOSITION, Pos.COORDINATOR, Pos.TO, Pos.SUBORDINATOR})
"""Classes of the words that may be without a capital in a title."""


def find_labels(text: str, found: Sequence[Marked]) -> list[Marked]:
    """The stretches that only name something: a few words that all begin with a capital, a title,
    what the words before them call a name, or a word that is in marks twice."""
    strings = [text[one.start : one.end].strip(",.;").lower() for one in found]
    often = {string for string, count in Counter(strings).items() if count > 1}
    return [
        one
        for one, string in zip(found, strings, strict=True)
        if one.end - one.start <= _LONGEST_TITLE
        and (
            _is_name(text[one.start : one.end])
            or (string in often and len(string.split()) == 1)
            or find_name_kind(text, one) is not None
            or _is_title(text, one)
        )
    ]


def find_name_kind(text: str, one: Marked) -> str | None:
    """What the words around some in marks say that these are: the `nickname` of somebody ("known as
    “the Eel”", "Karl “Eel” Brandt"), the `name` of something; None if they say neither."""
    end = one.outer[0]
    string = text[one.start : one.end].rstrip(",.")
    start = max(0, end - _REACH)
    before = text[start:end]
    if any(word in before for word in _LEADING):
        led = _LEADS_TO_NAME.search(text, start, end)
        if led:
            return led.lastgroup
    if "call" in before and _CALLS.search(text, start, end) and _is_name(string):
        return "nickname"
    behind = _NAME_BEHIND.match(text, one.outer[1])
    first = _NAME_BEFORE.search(text, start, end) if behind else None
    is_inside = (
        behind is not None
        and first is not None
        and classify(first[1])[1] == classify(behind[1])[1] == Pos.NAME
        and text[one.end - 1].isalpha()
        and text.count(" ", one.start, one.end) < _NICKNAME_WORDS
    )
    return "nickname" if is_inside else None


def _is_name(string: str) -> bool:
    words = string.split()
    is_short = len(string) <= _LONGEST_NAME and len(words) <= 4
    return is_short and string[-1] not in ",.?!-–—…" and all(w[0].isupper() for w in words)


def _is_title(text: str, one: Marked) -> bool:
    """Whether all words but those of grammar have a capital, behind a word that says nothing: the
    essay “On Being Late,”."""
    words = text[one.start : one.end].rstrip(",").split()
    capitals = sum(word[0].isupper() for word in words)
    if not (0 < capitals <= len(words) <= _TITLE_WORDS) or text[one.end - 1] in ".?!":
        return False
    before = _WORD_BEFORE.search(text, max(0, one.outer[0] - _REACH), one.outer[0])
    is_led = before and capitals > 1 and (before[1] not in verbs() or before[1] in _WRITES)
    return (
        bool(is_led or _is_explained(text, one))
        and words[0][0].isupper()
        and all(word[0].isupper() or classify(word)[1] in _SMALL for word in words)
    )


def _is_explained(text: str, one: Marked) -> bool:
    """Whether a phrase in commas explains what the thing at the beginning of a sentence is: “Salt
    Road,” which opens tonight, “Low Water,” a first novel,"""
    start = one.outer[0]
    if start and text[start - 2 : start].strip(" \n") not in ("", "."):
        return False
    explained = _EXPLAINED.match(text, one.end, one.outer[1] + _EXPLANATION)
    if explained is None:
        return False
    return explained[1] == "which" or verbs().keys().isdisjoint(explained[0].split())
