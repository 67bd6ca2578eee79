"""The registry of entities, made ready to be looked up by the names in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from said.annotators.speakers.words import fold, lists, name_words

_ARTICLES = ("the ", "a ", "an ")
_POSSESSIVE = re.compile(r"['’]s?\Z")


class Entry(NamedTuple):
    """An entity: id, name and kind."""

    id: str
    name: str
    kind: str


class Registry(NamedTuple):
    """The entities by their names."""

    ids: frozenset[str]
    persons: dict[str, Entry]
    """By each of their names, folded, and by the surname if it is that of one person."""
    others: dict[str, Entry]
    """Organisations, groups and documents by their keys (see `key`)."""
    groups: dict[str, list[tuple[int, frozenset[str], Entry]]]
    """Those that are called by an owner and a noun, by the noun: the row's number, all words of the
    name."""


def registry(entities: Iterable[Mapping[str, Any]]) -> Registry:
    """The entities of rows with id, name, kind and aliases; unnamed voices are left out."""
    return _registry(
        tuple(
            (one["kind"], one["id"], one["name"], *one["aliases"])
            for one in entities
            if one["kind"] != "anonymous"
        )
    )


@lru_cache(maxsize=4)
def _registry(rows: tuple[tuple[str, ...], ...]) -> Registry:
    found = Registry(frozenset(row[1] for row in rows), {}, {}, {})
    surnames: dict[str, set[Entry]] = {}
    for number, (kind, ident, name, *aliases) in enumerate(rows):
        entry = Entry(ident, name, kind)
        if kind == "person":
            for one in (name, *aliases):
                known = fold(one) if one[:1] == "@" else " ".join(name_words(one))
                if known:
                    found.persons[known] = entry
            for surname in name_words(name)[-1:]:  # "—" has no words
                surnames.setdefault(surname, set()).add(entry)
            continue
        for one in (name, *aliases):
            found.others.setdefault(key(one), entry)
        words = [_POSSESSIVE.sub("", word) for word in fold(name).split()]
        if len(words) > 1 and words[-1] in lists().speaking:
            found.groups.setdefault(words[-1], []).append((number, frozenset(words), entry))
    for surname, bearers in surnames.items():
        if len(bearers) == 1:
            found.persons.setdefault(surname, *bearers)
    return found


def key(name: str) -> str:
    """A name or phrase as it is looked up: folded, without its article."""
    plain = " ".join(fold(name).split())
    for article in _ARTICLES:
        plain = plain.removeprefix(article)
    return plain
