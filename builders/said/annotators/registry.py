"""What the annotators may know: the registries of a checkout or of any other folder.

The rows are checked and made ready to be looked up once for each `Registry`, and not for each text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from said.system.errors import SaidError

if TYPE_CHECKING:
    from said.annotators.speakers.entities import SpeakerEntities
    from said.annotators.stance.names import Targets

_SCHEMAS = {"entities": "entity", "targets": "target"}
_FIELDS = {"entities": ("id", "name", "kind"), "targets": ("id", "kind")}
"""The strings in the rows of a registry that the annotators read, beside the aliases."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Registry:
    """What is known of the world: rows of `entities.jsonl`, whose ids are given to whom they name,
    and of `targets.jsonl`, without which there are no stances. Do not change the rows once a text
    has been annotated with them: they are read only once."""

    entities: Sequence[Mapping[str, Any]] = ()
    targets: Sequence[Mapping[str, Any]] = ()

    @cached_property
    def known_entities(self) -> SpeakerEntities:
        """The entities by their names."""
        from said.annotators.speakers.entities import SpeakerEntities

        return SpeakerEntities(self.entities)

    @cached_property
    def known_targets(self) -> Targets:
        """The targets by their names."""
        from said.annotators.stance.names import Targets

        return Targets(self.targets)

    @cached_property
    def entities_by_id(self) -> dict[str, Row]:
        """The rows of entities by their ids."""
        return {row["id"]: dict(row) for row in self.entities}

    @cached_property
    def targets_by_id(self) -> dict[str, Row]:
        """The rows of targets by their ids."""
        return {row["id"]: dict(row) for row in self.targets}

    def as_rows(self) -> dict[str, Sequence[Mapping[str, Any]]]:
        """All rows, by registry."""
        return {"entities": self.entities, "targets": self.targets}

    def check_rows(self) -> None:
        """Raises SaidError for rows in which the annotators could not look anything up."""
        _ = self._checked

    @cached_property
    def _checked(self) -> bool:
        for name, rows in self.as_rows().items():
            _check_rows(name, rows, _FIELDS[name])
        return True

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickle, (self.entities, self.targets)


NOTHING = Registry()
_unpickled = [NOTHING]


def _unpickle(entities: Any, targets: Any) -> Registry:
    """The registry that a worker process is given with each piece of its work: the one that it had
    before, if the rows are the same, so that it is made ready only once."""
    given = Registry(entities, targets)
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


def read_registry(folder: Path) -> Registry:
    """`entities.jsonl` and `targets.jsonl` in a folder or in its `seeds/`, as far as they are
    there.

    Raises BadInput if neither is, and for all that is wrong in them.
    """
    from said.annotators.inputs import BadInput
    from said.check import shape
    from said.findings.catalogue import errors
    from said.seeds import documents

    home = folder / "seeds" if (folder / "seeds").is_dir() else folder
    rows: dict[str, list[dict[str, Any]]] = {}
    problems: list[str] = []
    for name, schema in _SCHEMAS.items():
        file = home / f"{name}.jsonl"
        if not file.exists():
            continue
        source, findings = documents.read_lines_file(file, str(file))
        found = findings if source is None else [*findings, *shape.check_shape(source, schema)]
        problems += map(str, errors(found))
        rows[name] = source.values if source else []
    if not rows:
        problems.append(f"{folder}: no entities.jsonl and no targets.jsonl in this folder")
    if problems:
        count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
        remedy = "correct them, or name another folder with --registry"
        raise BadInput(f"{count} in the registries; nothing was annotated", remedy, problems)
    return Registry(rows.get("entities", []), rows.get("targets", []))
