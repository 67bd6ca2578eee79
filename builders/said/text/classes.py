"""Classes of words, as far as the word itself shows them: by lists and endings, without a model.

A class is one character, so that the classes of a sentence are a string, in which patterns of
grammar are looked for. A sign that is not in this table is its own class.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache, lru_cache

from said import lexicon
from said.text.tokens import DOUBLE_MARKS, SINGLE_MARKS, straight


class Pos:
    """The classes: parts of speech, signs, and what quotes need beside them, with examples."""

    DETERMINER = "d"  # the, no, his
    SUBJECT = "s"  # a pronoun that is a subject: she, they
    OBJECT = "o"  # a pronoun that is an object: him, them
    NAME = "N"  # any other word with a capital, an abbreviation, an address
    WORD = "n"  # any other word
    AUXILIARY = "x"  # is, has, would, 're
    ADVERB = "a"  # also, quickly
    VERB = "v"  # a finite verb or a form in -ed
    GERUND = "g"  # a form in -ing
    PREPOSITION = "p"  # of, with
    SUBORDINATOR = "b"  # because, if
    QUESTION_WORD = "w"  # who, what, how
    COORDINATOR = "c"  # and, but
    THAT = "T"
    TO = "O"
    POSSESSIVE = "'"  # 's
    NUMBER = "0"
    FREE = "Q"  # marked words that stand free, which the quote annotator reads as one word
    MARK = '"'  # a quotation mark, or an apostrophe that is no part of a word
    STOP = "."  # also ?, ! and …
    COMMA = ","
    SEMICOLON = ";"
    COLON = ":"
    DASH = "-"
    OPENING_BRACKET = "("
    CLOSING_BRACKET = ")"


FINITE = frozenset({Pos.AUXILIARY, Pos.VERB})
"""What shows that a clause has a predicate."""
BEFORE_VERB = frozenset({Pos.ADVERB, Pos.AUXILIARY})
"""What may separate a subject from its verb."""
NOMINAL = frozenset({Pos.NAME, Pos.WORD, Pos.NUMBER, Pos.POSSESSIVE})
"""What a noun phrase is made of, behind its determiner."""
NOUNS = frozenset({Pos.NAME, Pos.WORD})
PRONOUNS = frozenset({Pos.SUBJECT, Pos.OBJECT})
PHRASE_STARTS = NOUNS | {Pos.DETERMINER}
SUBJECT_STARTS = frozenset({Pos.SUBJECT, Pos.NAME, Pos.DETERMINER})
"""What a subject can begin with, common nouns without a determiner left out."""
SUBORDINATING = frozenset({Pos.QUESTION_WORD, Pos.SUBORDINATOR})
CONDITIONS = frozenset({"if", "unless", "whether"})
"""Words that lead what is only supposed."""
BREAKS = frozenset({Pos.STOP, Pos.SEMICOLON, Pos.COLON, Pos.FREE})
"""Where a clause ends in any case."""
SIGNS = frozenset({Pos.STOP, Pos.COMMA, Pos.SEMICOLON, Pos.COLON, Pos.DASH})

_SECTIONS = {
    "determiners": Pos.DETERMINER,
    "subject pronouns": Pos.SUBJECT,
    "object pronouns": Pos.OBJECT,
    "prepositions": Pos.PREPOSITION,
    "subordinators": Pos.SUBORDINATOR,
    "question words": Pos.QUESTION_WORD,
    "coordinators": Pos.COORDINATOR,
    "auxiliaries": Pos.AUXILIARY,
    "adverbs": Pos.ADVERB,
    "common verbs": Pos.VERB,
}
_SIGNS = {
    **dict.fromkeys(SINGLE_MARKS | DOUBLE_MARKS, Pos.MARK),
    **dict.fromkeys(".?!…", Pos.STOP),
    **dict.fromkeys("-–—―", Pos.DASH),
}
_COMPOUND = re.compile(r"-[^\W\d]")
_ADJECTIVE_OF_NAME = re.compile(r"[-‐‑](?:[a-z]+ed|born|built|era|held|led|made|run|style|wide)\Z")
"""What makes an adjective of a name: Lagos-based, Greek-owned, Soviet-era."""
_ARTICLE_OF_NAME = re.compile(r"(?:a[dlnrstz]|ash|el|ul)[-‐‑][^\W\d_a-z]")
"""An Arabic article before a name: al-Masri, el-Sayed."""


def has_finite(kinds: str) -> bool:
    """Whether some words, by their classes, have a predicate."""
    return not FINITE.isdisjoint(kinds)


def skip_left(kinds: str, after: int, skipped: Container[str]) -> int:
    """The place behind the last token before `after` whose class is not to be skipped."""
    while after and kinds[after - 1] in skipped:
        after -= 1
    return after


def skip_right(kinds: str, place: int, skipped: Container[str]) -> int:
    """The first place, from `place` on, of a token whose class is not to be skipped."""
    while place < len(kinds) and kinds[place] in skipped:
        place += 1
    return place


@cache
def _listed() -> dict[str, str]:
    """The class of each word of grammar and of irregular verbs, in lower case. A verb that reports
    (cues, attitudes) has none: it is told by its place."""
    auxiliaries = dict.fromkeys(("'d", "'ll", "'m", "'re", "'ve"), Pos.AUXILIARY)
    found = {"that": Pos.THAT, "to": Pos.TO, "'s": Pos.POSSESSIVE, **auxiliaries}
    for section, kind in _SECTIONS.items():
        for word in lexicon.words("attribution", section):
            found.setdefault(word, kind)
    reporting = {*lexicon.words("cues", "verbs"), *lexicon.words("attribution", "attitude verbs")}
    for word in lexicon.words("calendar_context", "past verbs"):
        if word not in reporting:
            found.setdefault(word, Pos.VERB)
    return found


@cache
def _not_adverbs() -> frozenset[str]:
    return frozenset(lexicon.words("attribution", "nouns and verbs in -ly"))


@lru_cache(maxsize=1 << 16)
def classify(word: str) -> tuple[str, str]:
    """A word in lower case, and its class."""
    first = word[0]
    if not (first.isalpha() or word[-1].isalnum()):
        return word, _SIGNS.get(first, Pos.NUMBER if first.isdigit() else first)
    lower = straight(word).lower()
    if first in "@#" or "@" in word or "://" in word or lower.startswith("www."):
        return lower, Pos.NAME
    if first.isdigit() or first == ".":
        return lower, Pos.WORD if _COMPOUND.search(lower) else Pos.NUMBER
    if (first.isupper() and word[-1] == ".") or _ARTICLE_OF_NAME.match(word):
        return lower, Pos.NAME
    kind = _listed().get(lower.rstrip("."), "")
    if not kind or (kind == Pos.VERB and first.isupper()):  # rather a name, or a headline
        kind = _class_by_form(word, lower)
    return lower, kind


def _class_by_form(word: str, lower: str) -> str:
    if word[0].isupper():
        return Pos.WORD if _ADJECTIVE_OF_NAME.search(word) else Pos.NAME
    if lower.endswith("ing") and len(lower) > 4:
        return Pos.GERUND
    if lower.endswith("ed") and len(lower) > 3:
        return Pos.VERB
    if lower.endswith("ly") and len(lower) > 3 and lower not in _not_adverbs():
        return Pos.ADVERB
    return Pos.WORD
