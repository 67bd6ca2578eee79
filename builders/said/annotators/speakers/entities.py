"""The entities of a registry, looked up by the names in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from said.annotators.speakers.words import lists
from said.text.names import fold_name, name_words

_ARTICLES = ("the ", "a ", "an ")


class SpeakerEntity(NamedTuple):
    """An entity: id, name and kind."""

    id: str
    name: str
    kind: str


class SpeakerGroup(NamedTuple):
    """An entity that is called by an owner and a noun (OpenAI's board): the number of its row, and
    all words of its name."""

    number: int
    words: frozenset[str]
    entity: SpeakerEntity


class SpeakerEntities:
    """The entities of rows with id, name, kind and aliases; unnamed voices are left out."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        named = [row for row in rows if row["kind"] != "anonymous"]
        self.ids = frozenset(row["id"] for row in named)
        self.persons: dict[str, SpeakerEntity] = {}
        """By each of their names, folded, and by the surname if it is that of one person."""
        self.others: dict[str, SpeakerEntity] = {}
        """Organisations, groups and documents by their names; see `lookup_key`."""
        self.groups: dict[str, list[SpeakerGroup]] = {}
        """By the noun that they are called by."""
        surnames: dict[str, set[SpeakerEntity]] = {}
        for number, row in enumerate(named):
            entity = SpeakerEntity(row["id"], row["name"], row["kind"])
            names = (row["name"], *row["aliases"])
            if entity.kind == "person":
                self._add_person(entity, names)
                for surname in name_words(entity.name)[-1:]:
                    surnames.setdefault(surname, set()).add(entity)
            else:
                self._add_other(number, entity, names)
        for surname, bearers in surnames.items():
            if len(bearers) == 1:
                self.persons.setdefault(surname, *bearers)

    def _add_person(self, entity: SpeakerEntity, names: Iterable[str]) -> None:
        for name in names:
            known = fold_name(name) if name[:1] == "@" else " ".join(name_words(name))
            if known:
                self.persons[known] = entity

    def _add_other(self, number: int, entity: SpeakerEntity, names: Iterable[str]) -> None:
        for name in names:
            self.others.setdefault(lookup_key(name), entity)
        words = [
            word.removesuffix("'s").removesuffix("'") for word in fold_name(entity.name).split()
        ]
        if len(words) > 1 and words[-1] in lists().speaking:
            self.groups.setdefault(words[-1], []).append(
                SpeakerGroup(number, frozenset(words), entity)
            )


def lookup_key(name: str) -> str:
    """A name or phrase as it is looked up: folded, without its article."""
    plain = " ".join(fold_name(name).split())
    for article in _ARTICLES:
        plain = plain.removeprefix(article)
    return plain
