"""`said.annotate(text, dct="2024-05-15")`: the annotations of a text, layer by layer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, cast

from said.schema.canonical import place
from said.system.errors import SaidError, SoftwareError, faults_as_errors

if TYPE_CHECKING:
    from said.annotators.voices import Voices
    from said.schema.records import Annotation, AnyAnnotation, Entity

Convention = Literal["said", "timeml", "polnear"]
"""Whose conventions count: ours, TimeML's for dates, or PolNeAR's for quotes. A layer that a
convention says nothing of is annotated by ours."""

CONVENTIONS = ("said", "timeml", "polnear")
RECORDS = {
    "dates": ("date",),
    "quotes": ("quote", "mark"),
    "speakers": ("speaker",),
    "stances": ("stance",),
}
"""The layers of the records that annotating one of `LAYERS` gives."""

LAYERS = tuple(RECORDS)
"""What can be annotated, by the names of the tables."""

_NEEDED = {"quotes": ("speakers",), "stances": ("quotes", "speakers")}
"""The layers whose annotations those of a layer point to: they come with it."""
_FIELDS = {"entities": ("id", "name", "kind"), "targets": ("id", "kind")}
"""The strings in the rows of a registry that the annotators read, beside the aliases."""
_DCT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T.+)?")


class Registry(NamedTuple):
    """What is known of the world: rows of `entities.jsonl`, whose ids are given to whom they name,
    and of `targets.jsonl`, without which there are no stances."""

    entities: Sequence[Mapping[str, Any]] = ()
    targets: Sequence[Mapping[str, Any]] = ()


class Draft(NamedTuple):
    """The annotations of a text, by place, and the entities in them that the registry has not.

    `layers` are those that were annotated, `problems` the errors of those on which the software
    failed.
    """

    annotations: list[Annotation]
    entities: list[Entity]
    layers: tuple[str, ...]
    problems: list[SoftwareError]


NOTHING = Registry()


def annotate(
    text: str,
    dct: str | None = None,
    layers: Sequence[str] = ("dates",),
    convention: Convention = "said",
    registry: Registry = NOTHING,
) -> list[Annotation]:
    """The annotations of a text, by place: what a line of `annotations.jsonl` holds.

    `dct` is the document's time, an ISO 8601 date or date and time; without it relative values stay
    unresolved. `layers` are names as `named_layers` takes them; the layers that
    their annotations point to come with them: with quotes the speakers, with stances both.
    Offsets are code points, half open.

    Raises SaidError for arguments of the wrong kind, a `dct` that is not a date, an unknown layer
    or convention, and stances without targets, and where the software fails on a layer: `draft`
    then gives the other layers.
    """
    made = draft(text, dct, layers, convention, registry)
    if made.problems:
        raise made.problems[0]
    return made.annotations


def draft(
    text: str,
    dct: str | None = None,
    layers: Sequence[str] = ("dates",),
    convention: Convention = "said",
    registry: Registry = NOTHING,
    doc_id: str = "",
) -> Draft:
    """As `annotate`, with the entities too; `doc_id` leads the ids of voices without a name.

    A layer on which the software fails costs no other one, except those that need it.
    """
    from said.annotators.composed import carried_back, composed

    for name, value in (("text", text), ("doc_id", doc_id)):
        if not isinstance(value, str):
            raise _wrong(name, value, "a string")
    wanted = check_options(dct, layers, convention, registry)
    read = composed(text)
    if read is None:
        return _drafted(text, dct, wanted, convention, registry, doc_id)
    made = _drafted(read.text, dct, wanted, convention, registry, doc_id)
    return made._replace(annotations=[carried_back(one, read, text) for one in made.annotations])


def _drafted(
    text: str,
    dct: str | None,
    wanted: Sequence[str],
    convention: Convention,
    registry: Registry,
    doc_id: str,
) -> Draft:
    from said.annotators.checked import without_errors

    layers = _Layers()
    told = None
    if others := [layer for layer in wanted if layer != "dates"]:
        told = layers.make(others, lambda: _voices(text, convention, registry, doc_id))
    quotes = told.quotes if told else []
    found: list[AnyAnnotation] = []
    if "dates" in wanted:
        found += layers.make(["dates"], lambda: _dates(text, dct, quotes, convention)) or []
    if "dates" in layers.failed:
        for quote in quotes:
            quote.pop("said", None)
    if told and "stances" in wanted:
        found += layers.make(["stances"], lambda: _stances(text, told, registry)) or []
    if told and "quotes" in wanted:
        found += [*quotes, *told.marks]
    if told and "speakers" in wanted:
        found += told.mentions
    found.sort(key=place)
    entities = told.entities if told else []
    sound = layers.make(wanted, lambda: without_errors(text, found, entities, registry)) or []
    done = tuple(layer for layer in wanted if layer not in layers.failed)
    # `without_errors` has checked them against the schema.
    return Draft(
        cast("list[Annotation]", sound), cast("list[Entity]", entities), done, layers.problems
    )


T = TypeVar("T")


class _Layers:
    """Makes the layers of a text, and keeps what went wrong with them."""

    def __init__(self) -> None:
        self.problems: list[SoftwareError] = []
        self.failed: list[str] = []

    def make(self, layers: Sequence[str], annotator: Callable[[], T]) -> T | None:
        """What an annotator gives for some layers; None if it fails."""
        try:
            with faults_as_errors(f"the text could not be annotated for {', '.join(layers)}"):
                return annotator()
        except SoftwareError as error:
            self.problems.append(error)
            self.failed += layers
            return None


def _dates(
    text: str, dct: str | None, quotes: list[AnyAnnotation], convention: Convention
) -> list[AnyAnnotation]:
    from said.annotators.dates import dates

    found = dates(text, dct, quotes, "timeml" if convention == "timeml" else "said")
    if quotes:
        from said.annotators.times import tell

        tell(text, quotes, found)
    return found


def _voices(text: str, convention: Convention, registry: Registry, doc_id: str) -> Voices:
    from said.annotators.voices import voices

    ours = convention != "polnear"
    return voices(text, "said" if ours else "polnear", registry.entities, doc_id)


def _stances(text: str, told: Voices, registry: Registry) -> list[AnyAnnotation]:
    from said.annotators.stance import stances

    return stances(text, told.quotes, told.mentions, registry.targets)


def named_layers(layers: str | Sequence[str] | Set[str]) -> list[str]:
    """The layers named in a list, or in one string with commas, as in `LAYERS`. A layer may be
    named as the table (`quotes`) or as in a record (`quote`). Raises SaidError for other names."""
    named = layers.split(",") if isinstance(layers, str) else list(layers)
    canonical = {form: layer for layer in LAYERS for form in (layer, layer.removesuffix("s"))}
    _refuse_unknown("layer", named, list(canonical), LAYERS)
    return [canonical[name] for name in named]


def _refuse_unknown(
    what: str, names: Iterable[str], known: Sequence[str], shown: Sequence[str]
) -> None:
    if unknown := [name for name in names if name not in known]:
        raise SaidError(f"no {what} {unknown[0]!r}", f"take {' or '.join(shown)}")


def check_options(
    dct: str | None, layers: Sequence[str], convention: str, registry: Registry = NOTHING
) -> list[str]:
    """The names of the layers with those they need, in the order of `LAYERS`.

    Raises SaidError for what `annotate` does not take.
    """
    if dct is not None and not isinstance(dct, str):
        raise _wrong("dct", dct, "a string like 2024-05-15")
    if not isinstance(layers, str | Sequence | Set) or isinstance(layers, bytes | bytearray):
        raise _wrong("layers", layers, "a list of names of layers")
    _check_registry(registry)
    if dct is not None and not is_time(dct):
        raise SaidError(
            f"{dct!r} is no date", "give the document's time like 2024-05-15 or 2024-05-15T10:00"
        )
    named = named_layers(layers)
    _refuse_unknown("convention", [convention], CONVENTIONS, CONVENTIONS)
    if "stances" in named and not registry.targets:
        raise SaidError(
            "there are no targets to take a stance on",
            "run it in a checkout, or name a folder with targets.jsonl: --registry FOLDER",
        )
    needed = {*named, *(other for layer in named for other in _NEEDED.get(layer, ()))}
    return [layer for layer in LAYERS if layer in needed]


def _wrong(name: str, value: object, wanted: str) -> SaidError:
    """An argument of the wrong kind."""
    return SaidError(f"{name} is {value!r:.60}, not {wanted}", f"give {wanted} as {name}")


def _check_registry(registry: Registry) -> None:
    """Raises SaidError for what the annotators could not look anything up in."""
    if registry is NOTHING:
        return
    if not isinstance(registry, Registry):
        raise _wrong("registry", registry, "a said.Registry")
    for name, fields in _FIELDS.items():
        rows = getattr(registry, name)
        if not isinstance(rows, Sequence) or isinstance(rows, str):
            raise _wrong(f"registry.{name}", rows, "a list of rows")
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


def is_time(dct: str) -> bool:
    """Whether a document's time is one from which a day can be counted."""
    try:
        datetime.fromisoformat(dct)
    except ValueError:
        return False
    return _DCT.fullmatch(dct) is not None
