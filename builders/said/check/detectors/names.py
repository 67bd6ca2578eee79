"""Proper names of known persons (S2).

A name is found as it is written in the registry, or in capitals, as a whole word; a possessive
ending may follow. Of names that overlap the leftmost and then the longest counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from said.check.entities import names_of, plain_name
from said.text.segments import Range

_WORD = re.compile(r"\w+")


def names_of_persons(entities: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The names and aliases, handles included, of those entities that are persons."""
    names = {name for entity in entities if entity["kind"] == "person" for name in names_of(entity)}
    return tuple(sorted(names))


def find_names(text: str, names: tuple[str, ...]) -> list[Range]:
    """Where one of the names stands in a text."""
    by_first = _by_first_word(names)
    written = plain_name(text)
    found = []
    at = 0
    for word in _WORD.finditer(written):
        for name, lead in by_first.get(word[0], ()):
            start = word.start() - lead
            end = start + len(name)
            if start >= at and written.startswith(name, start) and _is_whole(written, start, end):
                found.append((start, end))
                at = end
                break
    return found


@lru_cache(maxsize=4)
def _by_first_word(names: tuple[str, ...]) -> dict[str, list[tuple[str, int]]]:
    """Names by their first word, the longest first, with what stands before that word, such as
    the @ of a handle, as a number of characters."""
    forms = {form for name in names for form in (plain_name(name), name.upper())}
    found: dict[str, list[tuple[str, int]]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        word = _WORD.search(form)
        if word:
            found.setdefault(word[0], []).append((form, word.start()))
    return found


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word character touches a range from outside."""
    return not any(map(_in_word, (text[end : end + 1], text[max(0, start - 1) : start])))


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
