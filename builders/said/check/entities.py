"""The entities that a document may name: which are known, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar

from said.check.lines import Lines
from said.findings import nearest
from said.schema import scheme
from said.seeds.registries import Registries
from said.text.names import fold_name

T = TypeVar("T")

_WORD = re.compile(r"\w+")


def once_a_registry(function: Callable[[Mapping[str, Any]], T]) -> Callable[[Mapping[str, Any]], T]:
    """A function of a registry, by id, that remembers what it gave for the last one: all documents
    of a check share one, and what takes time for each entity is not done for each document."""
    last: list[tuple[Mapping[str, Any], T]] = []

    def remembered(entities: Mapping[str, Any]) -> T:
        for known, value in last:
            if known is entities:
                return value
        value = function(entities)
        last[:] = [(entities, value)]
        return value

    return remembered


def known_entities(lines: Lines) -> Entities:
    """The entities that the lines of a document may name; a pass may make voices of its own."""
    seed, registries = lines.seed, lines.registries
    voices = seed.metadata_fields.get("entities")
    if lines.is_pass or not isinstance(voices, list):
        # A folder whose name is not the id of its document is reported once.
        names = {seed.doc_id, str(seed.metadata_fields.get("doc_id", seed.doc_id))}
        return Entities(registries, prefixes=tuple(map(scheme.unnamed_prefix, names)))
    return Entities(registries, ids_of(voices))


class Entities:
    """The entities that a document may name. What stands in a file that cannot be read counts as
    known, so that one mistake is told once."""

    def __init__(
        self, registries: Registries, own: Collection[str] = (), prefixes: tuple[str, ...] = ()
    ) -> None:
        """`own` are the voices of the document; with `prefixes` all whose ids begin with one."""
        self._registered = registries.entities
        self._all = "entities" in registries.unread
        self._lost = registries.lost("entities")
        self._own = own
        self._prefixes = prefixes

    def __contains__(self, entity: str) -> bool:
        known = entity in self._registered or entity in self._own or self._all
        known = known or entity in self._lost
        return known or entity.startswith(self._prefixes)

    @property
    def registered(self) -> Collection[str]:
        """The ids in the registry."""
        return self._registered

    @property
    def own(self) -> Collection[str]:
        """The voices of the document."""
        return self._own

    def like(self, entity: str) -> str | None:
        """The known one that is most like a mistyped id, if one is."""
        return nearest.nearest_word(entity, [*self._registered, *self._own])


def ids_of(values: Iterable[Any]) -> set[str]:
    """All ids, those of misshapen annotations included, so that one mistake is told once."""
    return {
        value["id"]
        for value in values
        if isinstance(value, dict) and isinstance(value.get("id"), str)
    }


class EntityNames:
    """What an entity is called, read once for all of its mentions. Its line may be misshapen."""

    def __init__(self, entity: Mapping[str, Any]) -> None:
        self.id: Any = entity.get("id")
        self.name: Any = entity.get("name")
        self.names = frozenset(names_of(entity))

    @cached_property
    def keys(self) -> frozenset[str]:
        """The names as `fold_name` gives them."""
        return frozenset(map(fold_name, self.names))

    @cached_property
    def _by_word(self) -> dict[str, set[str]]:
        """The names that have a word, in any case."""
        found: dict[str, set[str]] = {}
        for name in self.names:
            for word in _WORD.findall(name.casefold()):
                found.setdefault(word, set()).add(name)
        return found

    def is_called(self, exact: str) -> bool:
        """Whether a string is a name of the entity, or made of words of one in any case."""
        if exact in self.names:
            return True
        words = set(_WORD.findall(exact.casefold()))
        with_all = [self._by_word.get(word, set()) for word in words]
        return bool(set.intersection(*with_all) if with_all else self.names)


class NamedEntities:
    """The entities of the registry that mentions refer to, each read when it is first asked for."""

    def __init__(self, registries: Registries) -> None:
        self._entities = registries.entities
        self._read: dict[str, EntityNames] = {}

    def of(self, entity: str) -> EntityNames | None:
        """The names of an entity; None if the registry does not have it."""
        if entity not in self._read and entity in self._entities:
            self._read[entity] = EntityNames(self._entities[entity])
        return self._read.get(entity)


def names_of(entity: Mapping[str, Any]) -> tuple[str, ...]:
    """The name and the aliases of an entity, whose line may be misshapen."""
    aliases = entity.get("aliases")
    given = (entity.get("name"), *(aliases if isinstance(aliases, list) else ()))
    return tuple(name for name in given if isinstance(name, str))
