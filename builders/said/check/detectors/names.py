"""Proper names of known persons (S2).

A name is found as it is written in the registry, or in capitals, as a whole word; a possessive
ending may follow. Of names that overlap the leftmost and then the longest counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from said.check.entities import once_a_registry
from said.text.reading import Reading
from said.text.segments import Range
from said.text.tokens import WORD_SHAPES, find_tokens, shape_of, straight

_SPACES = str.maketrans("\u00a0\u202f", "  ")


@once_a_registry
def names_of_persons(entities: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """The names and aliases, handles included, of those entities of a registry, by id, that are
    persons."""
    names = {
        name
        for entity in entities.values()
        if entity["kind"] == "person"
        for name in (entity["name"], *entity["aliases"])
    }
    return tuple(sorted(names))


def plain_name(name: str) -> str:
    """A name or text with one character for what is written in several ways without being another
    name; of the same length."""
    return name if name.isascii() else straight(name).translate(_SPACES)


def find_names(reading: Reading, names: tuple[str, ...]) -> list[Range]:
    """Where one of the names is in a text."""
    by_first = _by_first_word(names)
    written = plain_name(reading.flowing)
    found = []
    at = 0
    for word, place in zip(reading.tokens.strings, reading.tokens.starts, strict=True):
        for name, lead in by_first.get(word, ()):
            start = place - lead
            end = start + len(name)
            if start >= at and written.startswith(name, start) and _is_whole(written, start, end):
                found.append((start, end))
                at = end
                break
    return found


@lru_cache(maxsize=4)
def _by_first_word(names: tuple[str, ...]) -> dict[str, list[tuple[str, int]]]:
    """Names by their first word, the longest first, with what is before that word, such as the @
    of a handle, as a number of characters."""
    forms = {form for name in names for form in (plain_name(name), name.upper())}
    found: dict[str, list[tuple[str, int]]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        strings, starts, _ = find_tokens(form)
        for word, lead in zip(strings, starts, strict=True):
            if shape_of(word) in WORD_SHAPES:
                found.setdefault(word, []).append((form, lead))
                break
    return found


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word character touches a range from outside."""
    return not any(map(_in_word, (text[end : end + 1], text[max(0, start - 1) : start])))


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
