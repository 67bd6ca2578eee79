"""The words that tell persons from other things, and how words are compared.

Words are compared in lower case and without accents, as they stand in the lexicons.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from said import lexicon
from said.text.segments import normalized

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-"})
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "đ": "d", "ı": "i", "œ": "oe"})


@lru_cache(maxsize=1 << 14)
def fold(word: str) -> str:
    """A word in lower case, without accents, with plain apostrophes and hyphens."""
    low = word.lower()
    if low.isascii():
        return low
    low = normalized("NFKD", low.translate(_APOSTROPHES).translate(_LETTERS))
    # A letter of mathematics has no small form until it is decomposed.
    return "".join(letter for letter in low if not unicodedata.combining(letter)).lower()


_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_WORD = re.compile(r"[\w'’‘.-]+")


class Lists(NamedTuple):
    """The sections of the lexicons `names` and `persons` as sets."""

    given: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]
    unsafe_given: frozenset[str]
    safe_given: frozenset[str]
    surnames: frozenset[str]
    famous: frozenset[str]
    titles: frozenset[str]
    titles_of_men: frozenset[str]
    titles_of_women: frozenset[str]
    unsafe_titles: frozenset[str]
    safe_titles: frozenset[str]
    roles: frozenset[str]
    shared_roles: frozenset[str]
    roles_of_men: frozenset[str]
    roles_of_women: frozenset[str]
    voices: frozenset[str]
    organisations: frozenset[str]
    speaking: frozenset[str]
    """Roles and organisations: who speaks, other than a text."""
    firms: frozenset[str]
    outlets: frozenset[str]
    documents: frozenset[str]
    organisation_words: frozenset[str]
    after_names: frozenset[str]
    not_persons: frozenset[str]
    places: frozenset[str]
    peoples: frozenset[str]
    function_words: frozenset[str]
    title_words: frozenset[str]
    cues: frozenset[str]
    small_words: frozenset[str]
    collectives: frozenset[str]
    empty_heads: frozenset[str]
    determiners: frozenset[str]
    definite: frozenset[str]
    phrase_ends: frozenset[str]
    pronouns: frozenset[str]
    possessive_pronouns: frozenset[str]
    papers: frozenset[str]


@cache
def lists() -> Lists:
    """All lists, read once."""

    def names(*sections: str) -> frozenset[str]:
        return frozenset(word for one in sections for word in lexicon.words("names", one))

    def persons(section: str) -> frozenset[str]:
        return frozenset(lexicon.words("persons", section))

    cues = frozenset(lexicon.words("cues", "verbs"))
    return Lists(
        names("female", "male", "either"),
        names("female"),
        names("male"),
        names("words too"),
        names("female", "male", "either") - names("words too"),
        names("surnames"),
        names("famous"),
        persons("titles"),
        persons("titles of men"),
        persons("titles of women"),
        persons("unsafe titles"),
        persons("titles") - persons("unsafe titles"),
        _with_plurals(persons("roles")),
        persons("shared roles"),
        persons("roles of men"),
        persons("roles of women"),
        _with_plurals(persons("voices")),
        _with_plurals(persons("organisations")),
        _with_plurals(persons("roles") | persons("organisations")),
        persons("firms"),
        _with_plurals(persons("outlets")),
        _with_plurals(persons("documents")),
        persons("organisation words"),
        persons("organisations that follow"),
        persons("not persons"),
        persons("places"),
        persons("peoples"),
        persons("function words"),
        persons("title words") | persons("function words") | cues,
        cues,
        persons("small words"),
        persons("collectives"),
        persons("empty heads"),
        persons("determiners"),
        persons("definite"),
        persons("phrase ends"),
        persons("pronouns"),
        persons("possessive pronouns"),
        persons("papers"),
    )


def _with_plurals(words: frozenset[str]) -> frozenset[str]:
    return words | {plural(word) for word in words}


def plural(noun: str) -> str:
    """The regular plural of a noun, and that of a compound of man or woman."""
    if noun.endswith("man"):
        return f"{noun[:-2]}en"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "sh", "ch", "x")) else f"{noun}s"


@cache
def short_forms() -> dict[str, str]:
    """The full given name of each short form: joe is joseph."""
    return {
        short: full
        for full, *shorts in lexicon.section_lines("names", "short forms")
        for short in shorts
    }


def near_forms(word: str) -> set[str]:
    """A word, and what is left of it without one of its letters: two words that are one slip of
    the pen apart share such a form."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


@lru_cache(maxsize=1 << 12)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name, suffixes left out."""
    found = tuple(fold(word).strip(".") for word in _WORD.findall(name))
    return tuple(word for word in found if word not in _SUFFIXES) or found or ("",)


@lru_cache(maxsize=1)
def spaced_words(text: str) -> frozenset[str]:
    """What stands between two spaces in a text."""
    return frozenset(text.split(" ")[1:-1])
