"""Automatic annotation of plain text: `said.annotate(text, dct="2024-05-15")`.

The package is the function, too. Its parts are packages of their own, `said.annotate.dates` the
first; which there are, and in which order they see a text, stands in `LAYERS`. `inputs` finds what
the command line names, `files` annotates it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from said.errors import SaidError

if TYPE_CHECKING:
    from said.annotate.dates import Convention
    from said.seeds import Annotation

CONVENTIONS = ("said", "timeml")
_DCT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T.+)?")


class Task(NamedTuple):
    """A text to annotate, and in `found` what the layers before have found in it."""

    text: str
    dct: str | None
    convention: Convention
    found: list[Annotation]


def _dates(task: Task) -> list[Annotation]:
    # Imported here so that `said.annotate.dates` stays the package.
    from said.annotate.dates import dates

    quotes = [one for one in task.found if one["layer"] == "quote"]
    return dates(task.text, task.dct, quotes, task.convention)


LAYERS: dict[str, Callable[[Task], list[Annotation]]] = {
    "dates": _dates,
}
"""What annotates each layer, by the name of its table, in the order of the work."""


def annotate(
    text: str,
    dct: str | None = None,
    layers: Sequence[str] = ("dates",),
    convention: Convention = "said",
) -> list[Annotation]:
    """The annotations of a text, by place: what a line of `annotations.jsonl` holds.

    `dct` is the document's time, an ISO 8601 date or date and time; without it relative values stay
    unresolved. `layers` are names of `LAYERS`, also with commas in one string. `convention` tells
    what counts where the scheme and TimeML differ: see `said.annotate.dates.Convention`. Offsets
    are code points, half open.

    Raises SaidError for a `dct` that is no date, and for a layer or convention that there is not.
    """
    wanted = check(dct, layers, convention)
    found: list[Annotation] = []
    for layer, find in LAYERS.items():
        if layer in wanted:
            found += find(Task(text, dct, convention, found))
    return sorted(found, key=_place)


def check(dct: str | None, layers: Sequence[str], convention: str) -> list[str]:
    """The names of the layers. Raises SaidError for what `annotate` does not take."""
    if dct is not None and not is_time(dct):
        raise SaidError(
            f"{dct!r} is no date", "give the document's time like 2024-05-15 or 2024-05-15T10:00"
        )
    wanted = layers.split(",") if isinstance(layers, str) else list(layers)
    for what, names, known in (
        ("layer", wanted, tuple(LAYERS)),
        ("convention", [convention], CONVENTIONS),
    ):
        if unknown := [name for name in names if name not in known]:
            raise SaidError(f"no {what} {unknown[0]!r}", f"take {' or '.join(known)}")
    return wanted


def is_time(dct: str) -> bool:
    """Whether a document's time is one from which a day can be counted."""
    try:
        datetime.fromisoformat(dct)
    except ValueError:
        return False
    return _DCT.fullmatch(dct) is not None


def _place(annotation: Annotation) -> tuple[int, int, str, int]:
    """First start, then longest, layer, id."""
    spans = annotation.get("content") or annotation.get("expression") or [annotation["span"]]
    first, last = spans[0]["start"], spans[-1]["end"]
    return first, -last, annotation["layer"], int(annotation["id"][1:])


class _Package(ModuleType):
    """Makes the package callable, so that `said.annotate(text)` and `said.annotate.dates` can both
    be; a layer's package is imported when it is first asked for."""

    def __call__(
        self,
        text: str,
        dct: str | None = None,
        layers: Sequence[str] = ("dates",),
        convention: Convention = "said",
    ) -> list[Annotation]:
        """See `said.annotate.annotate`."""
        return annotate(text, dct, layers, convention)

    def __getattr__(self, name: str) -> Any:
        if name in LAYERS:
            from importlib import import_module

            return import_module(f"{__name__}.{name}")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


sys.modules[__name__].__class__ = _Package
