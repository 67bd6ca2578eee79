"""What the annotators may know: the registries of a checkout or of any other folder.

The rows are checked and made ready to be looked up once for each `Registry`, and not for each text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from said.system.errors import SaidError

if TYPE_CHECKING:
    from said.annotators.speakers.entities import SpeakerEntities
    from said.annotators.stance.targets import Targets

_FIELDS = {"entities": ("id", "name", "kind"), "targets": ("id", "kind")}
"""The strings in the rows of a registry that the annotators read, beside the aliases."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Registry:
    """What is known of the world: rows of `entities.jsonl`, whose ids are given to whom they name,
    and what a stance can be taken on: rows of `targets.jsonl`, and topics. A topic is a mapping
    with the rows of its files: `targets` and, if it has them, `frames` and `words`; its `id` is
    what documents name. Do not change the rows once a text has been annotated with them: they are
    read only once."""

    entities: Sequence[Mapping[str, Any]] = ()
    targets: Sequence[Mapping[str, Any]] = ()
    topics: Sequence[Mapping[str, Any]] = ()

    @cached_property
    def known_entities(self) -> SpeakerEntities:
        """The entities by their names."""
        from said.annotators.speakers.entities import SpeakerEntities

        return SpeakerEntities(self.entities)

    @cached_property
    def known_targets(self) -> Targets:
        """The targets by their names."""
        from said.annotators.stance.targets import Targets

        return Targets([{"targets": self.targets}, *self.topics], self.entities_by_id)

    @cached_property
    def entities_by_id(self) -> dict[str, Row]:
        """The rows of entities by their ids."""
        return {row["id"]: dict(row) for row in self.entities}

    @cached_property
    def targets_by_id(self) -> dict[str, Row]:
        """The rows of targets, those of topics too, by their ids."""
        rows = (row for some in (self.targets, *self._targets_of_topics()) for row in some)
        return {row["id"]: dict(row) for row in rows}

    def as_rows(self) -> dict[str, Sequence[Mapping[str, Any]]]:
        """All rows, by what they are."""
        return {"entities": self.entities, "targets": self.targets, "topics": self.topics}

    def _targets_of_topics(self) -> Iterator[Sequence[Mapping[str, Any]]]:
        return (topic["targets"] for topic in self.topics)

    @property
    def has_targets(self) -> bool:
        """Whether there is anything to take a stance on."""
        return bool(self.targets) or any(self._targets_of_topics())

    def for_topics(self, topics: Sequence[str]) -> Registry:
        """The registry for a document that names these topics; without any, it has the targets that
        are in no topic."""
        names = tuple(topics)
        if names not in self._by_topics:
            self._by_topics[names] = Registry(
                self.entities,
                () if names else self.targets,
                [topic for topic in self.topics if topic.get("id") in names],
            )
        return self._by_topics[names]

    @cached_property
    def _by_topics(self) -> dict[tuple[str, ...], Registry]:
        return {}

    def check_rows(self) -> None:
        """Raises SaidError for rows in which the annotators could not look anything up."""
        _ = self._checked

    @cached_property
    def _checked(self) -> bool:
        _check_rows("entities", self.entities, _FIELDS["entities"])
        _check_rows("targets", self.targets, _FIELDS["targets"])
        if not isinstance(self.topics, Sequence) or isinstance(self.topics, str):
            raise wrong_argument("registry.topics", self.topics, "a list of topics")
        for number, topic in enumerate(self.topics):
            _check_topic(f"registry.topics[{number}]", topic, self.entities_by_id)
        return True

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickle, (self.entities, self.targets, self.topics)


NOTHING = Registry()
_unpickled = [NOTHING]


def _unpickle(entities: Any, targets: Any, topics: Any) -> Registry:
    """The registry that a worker process is given with each piece of its work: the one that it had
    before, if the rows are the same, so that it is made ready only once."""
    given = Registry(entities, targets, topics)
    if given != _unpickled[0]:
        _unpickled[0] = given
    return _unpickled[0]


def _check_rows(name: str, rows: object, fields: Sequence[str]) -> None:
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        raise wrong_argument(f"registry.{name}", rows, "a list of rows")
    for number, row in enumerate(rows):
        if not _is_row(row, fields):
            raise SaidError(
                f"registry.{name}[{number}] is {row!r:.60}, without {', '.join(fields)} as "
                "strings and aliases as a list of strings",
                f"give the rows as they are in {name}.jsonl",
            )
        if not _id_form().fullmatch(row["id"]):
            raise SaidError(
                f"registry.{name}[{number}]: {row['id']!r:.60} does not have the form of an id",
                "join words of lower-case letters and digits by hyphens: marta-lind",
            )


def wrong_argument(name: str, value: object, wanted: str) -> SaidError:
    """The error for an argument of the wrong kind."""
    return SaidError(f"{name} is {value!r:.60}, not {wanted}", f"give {wanted} as {name}")


@cache
def _id_form() -> re.Pattern[str]:
    """The form of the ids of registries, as the schema has it."""
    from said.schema import load_schemas

    return re.compile(load_schemas().named("common")["$defs"]["entity_id"]["pattern"])


def _is_row(row: object, fields: Sequence[str]) -> bool:
    if not isinstance(row, Mapping):
        return False
    aliases = row.get("aliases")
    return isinstance(aliases, list | tuple) and all(
        isinstance(one, str) and one.strip()
        for one in (*(row.get(field) for field in fields), *aliases)
    )


def _check_topic(name: str, topic: object, entities: Mapping[str, Any]) -> None:
    """Raises SaidError for a topic whose rows do not fit their schemas or each other."""
    from said.check import check_registries
    from said.findings.catalogue import errors
    from said.seeds.json_files import JsonFile
    from said.seeds.registries import Registries
    from said.seeds.topics import FILES, Topic, lines_by_id
    from said.text import jsontext

    if not isinstance(topic, Mapping) or "targets" not in topic:
        raise wrong_argument(name, topic, "a mapping with targets, a list of rows")
    sources = {}
    for file in FILES:
        try:
            rows = [dict(row) for row in topic.get(file, ())]
            raws = [jsontext.line(row) for row in rows]
        except (TypeError, ValueError):
            raise wrong_argument(f"{name}.{file}", topic[file], "a list of rows") from None
        numbers = list(range(len(rows)))
        sources[file] = JsonFile(f"{name}.{file}", rows, raws, numbers)
    read = Topic("", sources, {}, lines_by_id(sources["targets"].values))
    known: Any = entities
    if found := errors(check_registries(Registries(known, {"": read}, {}, (), {}))):
        raise SaidError(
            f"{found[0].file}[{found[0].line}]: {found[0].message}",
            "give the rows as they are in the files of a topic",
        )


def read_registry(folder: Path) -> Registry:
    """What a folder or its `seeds/` holds of `entities.jsonl`, `targets.jsonl` and `topics/`; or
    the topic whose folder it is.

    Raises BadInput if there is none of it, and for all that is wrong in it.
    """
    from said.annotators.inputs import BadInput
    from said.check import check_registries
    from said.findings.catalogue import errors
    from said.seeds.documents import read_lines_file
    from said.seeds.json_files import JsonFile
    from said.seeds.registries import Registries
    from said.seeds.topics import FILES, VERSION_1, lines_by_id, read_topics

    home = folder / "seeds" if (folder / "seeds").is_dir() else folder
    file = home / "entities.jsonl"
    read, findings = read_lines_file(file, str(file)) if file.exists() else (None, [])
    entities = read or JsonFile(str(file), [], [], [])
    topics, problems = read_topics(home, str(home))
    known = Registries(
        lines_by_id(entities.values), topics or {}, {}, (entities,), {}, frozenset({"utterances"})
    )
    if not file.exists():
        known = known._replace(unread=frozenset({"utterances", "entities"}))
    told = errors(sorted([*findings, *problems, *check_registries(known)]))
    messages = [str(one) for one in told if one.kind != "not-canonical"]
    if not file.exists() and not topics and not messages:
        messages.append(
            f"{folder}: no entities.jsonl, no targets.jsonl and no topics/ in this folder"
        )
    if messages:
        count = "1 mistake" if len(messages) == 1 else f"{len(messages)} mistakes"
        remedy = "correct them, or name another folder with --registry"
        raise BadInput(f"{count} in the registries; nothing was annotated", remedy, messages)
    rows = [
        {"id": one.id, **{name: one.rows(name) for name in FILES}} for one in known.topics.values()
    ]
    bare = [one["targets"] for one in rows if one["id"] == VERSION_1 and not one["frames"]]
    return Registry(
        entities.values,
        bare[0] if bare else [],
        [one for one in rows if not (bare and one["id"] == VERSION_1)],
    )
