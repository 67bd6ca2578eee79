"""Automatic annotation of plain text: `said.annotate(text, dct="2024-05-15")`.

The package is the function, too. Its parts are packages of their own: `dates`, `quotes` (who is
quoted with which words), `speakers` (who that is) and `stance`; `voices` makes records of quotes
and speakers. `inputs` finds what the command line names, `files` annotates files, `parquet` tables.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from said.canonical import place
from said.errors import SaidError

if TYPE_CHECKING:
    from said.annotate.voices import Voices
    from said.seeds import Annotation

Convention = Literal["said", "timeml", "polnear"]
"""Whose conventions count: ours, for dates TimeML's (`said.annotate.dates.Convention`), for quotes
PolNeAR's (`said.annotate.quotes.Convention`). A layer that a convention says nothing of is
annotated by ours."""

CONVENTIONS = ("said", "timeml", "polnear")
LAYERS = ("dates", "quotes", "speakers", "stances")
"""What can be annotated, by the names of the tables."""

_NEEDED = {"quotes": ("speakers",), "stances": ("quotes", "speakers")}
"""The layers whose annotations those of a layer point to: they come with it."""
_PACKAGES = ("dates", "quotes", "speakers", "stance")
_DCT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T.+)?")


class Registry(NamedTuple):
    """What is known of the world: rows of `entities.jsonl`, whose ids are given to whom they name,
    and of `targets.jsonl`, without which there are no stances."""

    entities: Sequence[Mapping[str, Any]] = ()
    targets: Sequence[Mapping[str, Any]] = ()


class Draft(NamedTuple):
    """The annotations of a text, by place, and the entities in them that the registry has not."""

    annotations: list[Annotation]
    entities: list[dict[str, Any]]


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
    unresolved. `layers` are names of `LAYERS`, also with commas in one string; the layers that
    their annotations point to come with them: with quotes the speakers, with stances both.
    Offsets are code points, half open.

    Raises SaidError for a `dct` that is no date, for a layer or convention that there is not, and
    for stances without targets.
    """
    return draft(text, dct, layers, convention, registry).annotations


def draft(
    text: str,
    dct: str | None = None,
    layers: Sequence[str] = ("dates",),
    convention: Convention = "said",
    registry: Registry = NOTHING,
    doc_id: str = "",
) -> Draft:
    """As `annotate`, with the entities too; `doc_id` leads the ids of voices without a name."""
    from said.annotate.composed import carried_back, composed

    wanted = check(dct, layers, convention, registry)
    read = composed(text)
    if read is None:
        return _drafted(text, dct, wanted, convention, registry, doc_id)
    made = _drafted(read.text, dct, wanted, convention, registry, doc_id)
    return Draft([carried_back(one, read, text) for one in made.annotations], made.entities)


def _drafted(
    text: str,
    dct: str | None,
    wanted: Sequence[str],
    convention: Convention,
    registry: Registry,
    doc_id: str,
) -> Draft:
    from said.annotate.checked import without_errors

    told = _voices(text, convention, registry, doc_id) if set(wanted) - {"dates"} else None
    quotes = told.quotes if told else []
    found: list[Annotation] = []
    if "dates" in wanted:
        found += _dates(text, dct, quotes, convention)
    if told and "quotes" in wanted:
        found += [*quotes, *told.marks]
    if told and "speakers" in wanted:
        found += told.mentions
    if told and "stances" in wanted:
        found += _stances(text, told, registry)
    entities = told.entities if told else []
    found = without_errors(text, sorted(found, key=place), entities, registry)
    return Draft(found, entities)


def _dates(
    text: str, dct: str | None, quotes: list[Annotation], convention: Convention
) -> list[Annotation]:
    from said.annotate.dates import dates

    found = dates(text, dct, quotes, "timeml" if convention == "timeml" else "said")
    if quotes:
        from said.annotate.times import tell

        tell(text, quotes, found)
    return found


def _voices(text: str, convention: Convention, registry: Registry, doc_id: str) -> Voices:
    from said.annotate.voices import voices

    ours = convention != "polnear"
    return voices(text, "said" if ours else "polnear", registry.entities, doc_id)


def _stances(text: str, told: Voices, registry: Registry) -> list[Annotation]:
    from said.annotate.stance import stances

    return stances(text, told.quotes, told.mentions, registry.targets)


def check(
    dct: str | None, layers: Sequence[str], convention: str, registry: Registry = NOTHING
) -> list[str]:
    """The names of the layers with those they need, in the order of `LAYERS`.

    Raises SaidError for what `annotate` does not take.
    """
    if dct is not None and not is_time(dct):
        raise SaidError(
            f"{dct!r} is no date", "give the document's time like 2024-05-15 or 2024-05-15T10:00"
        )
    named = layers.split(",") if isinstance(layers, str) else list(layers)
    for what, names, known in (
        ("layer", named, LAYERS),
        ("convention", [convention], CONVENTIONS),
    ):
        if unknown := [name for name in names if name not in known]:
            raise SaidError(f"no {what} {unknown[0]!r}", f"take {' or '.join(known)}")
    if "stances" in named and not registry.targets:
        raise SaidError(
            "there are no targets to take a stance on",
            "run it in a checkout, or name a folder with targets.jsonl: --registry FOLDER",
        )
    needed = {*named, *(other for layer in named for other in _NEEDED.get(layer, ()))}
    return [layer for layer in LAYERS if layer in needed]


def is_time(dct: str) -> bool:
    """Whether a document's time is one from which a day can be counted."""
    try:
        datetime.fromisoformat(dct)
    except ValueError:
        return False
    return _DCT.fullmatch(dct) is not None


class _Package(ModuleType):
    """Makes the package callable, so that `said.annotate(text)` and `said.annotate.dates` can both
    be; a layer's package is imported when it is first asked for."""

    def __call__(
        self,
        text: str,
        dct: str | None = None,
        layers: Sequence[str] = ("dates",),
        convention: Convention = "said",
        registry: Registry = NOTHING,
    ) -> list[Annotation]:
        """See `said.annotate.annotate`."""
        return annotate(text, dct, layers, convention, registry)

    def __getattr__(self, name: str) -> Any:
        if name in _PACKAGES:
            from importlib import import_module

            return import_module(f"{__name__}.{name}")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


sys.modules[__name__].__class__ = _Package
