"""What the labels of another project stand for here: `said import FORMAT --map LABEL=TARGET`.

A target is a layer (`quote`), a layer with the value of the field that it is known by
(`speaker:name`, `stance:against`), a part of a quote (`cue`, or `quote.cue`), or the name of a link
(`source`, `said`). A label of spans takes the first three, a label of relations the last one; a
name that is both, such as `cue`, counts for both. A label that `--map` does not name means what our
own exports mean by it.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from said.formats import graph
from said.formats.graph import SIDES
from said.schema import scheme
from said.schema.scheme import LABEL_FIELD, LAYERS, REFERENCES
from said.system.errors import SaidError

FRAGMENT = "fragment"
"""The link from the first fragment of a node to each other one."""

_COLOURS: dict[str, str] = dict(
    zip(LAYERS, ("#5f6368", "#a84300", "#0b6b50", "#2f4fc4", "#7a5b00", "#9c1782"), strict=True)
)
_SIDE_COLOURS = {"cue": "#00698c", "verbatim": "#4a6fdc", "phrase": "#6a4fb3"}


class Meaning(NamedTuple):
    """What a label of spans stands for. `role` is "" for the main span of an annotation; `value` is
    that of the field in `LABEL_FIELD`, or None where the label does not state one."""

    layer: str
    role: str = ""
    value: str | None = None

    @property
    def end(self) -> tuple[str, str]:
        """Layer and role, as `graph.can_link` takes them."""
        return self.layer, self.role

    @property
    def fields(self) -> dict[str, Any]:
        """The field that the label states."""
        if self.value is None:
            return {}
        field = LABEL_FIELD[self.layer]
        value = int(self.value) if scheme.is_integer(self.layer, field) else self.value
        return {field: value}


def colour_of(kind: Meaning) -> str:
    """The colour of a label: dark enough for white letters on it, and for its own on white."""
    return _SIDE_COLOURS.get(kind.role) or _COLOURS[kind.layer]


class LabelMap:
    """The labels that a person mapped, those of spans and those of relations, and which of them
    have been met."""

    def __init__(self, kinds: Mapping[str, Meaning], links: Mapping[str, str]) -> None:
        self._kinds = kinds
        self._links = links
        self._met: set[str] = set()

    def kind_of(self, label: str) -> Meaning | None:
        """What a label of spans was mapped to."""
        self._met.update({label} & self._kinds.keys())
        return self._kinds.get(label)

    def link_of(self, label: str) -> str | None:
        """The name of a link that a label of relations was mapped to."""
        self._met.update({label} & self._links.keys())
        return self._links.get(label)

    def unmet(self) -> list[str]:
        """The labels that were mapped and never met."""
        return [label for label in {**self._kinds, **self._links} if label not in self._met]


UNMAPPED = LabelMap({}, {})
"""No label means anything but what ours mean."""


def read_label_map(given: Iterable[str]) -> LabelMap:
    """The map that `LABEL=TARGET` make. Raises SaidError for any other form, for a target that
    there is not, and for a label with two targets."""
    kinds: dict[str, Meaning] = {}
    links: dict[str, str] = {}
    for pair in given:
        label, equals, target = (part.strip() for part in pair.rpartition("="))
        if not (label and equals and target):
            raise SaidError(f"--map {pair}: not LABEL=TARGET", "for example --map PERSON=speaker")
        if label in kinds or label in links:
            raise SaidError(f"--map: {label} has two targets", "leave one of them")
        kind = _kind(target)
        if kind is None and target not in link_names():
            raise SaidError(f"--map {pair}: there is no {target!r:.60}", _known(target))
        kinds |= {label: kind} if kind else {}
        links |= {label: target} if target in link_names() else {}
    return LabelMap(kinds, links)


def _kind(target: str) -> Meaning | None:
    layer, colon, value = target.partition(":")
    if layer in LAYERS and colon:
        return Meaning(layer, "", value) if value in _values(layer) else None
    return targets().get(target)


def _values(layer: str) -> tuple[str, ...]:
    return scheme.labels_in(layer, LABEL_FIELD[layer])


@cache
def targets() -> dict[str, Meaning]:
    """The targets that state no value."""
    sides = [(layer, role) for layer, roles in SIDES.items() for role in roles]
    return {
        **{layer: Meaning(layer) for layer in LAYERS},
        **{role: Meaning(layer, role) for layer, role in sides},
        **{f"{layer}.{role}": Meaning(layer, role) for layer, role in sides},
    }


@cache
def link_names() -> tuple[str, ...]:
    """The names of links."""
    sides = (role for roles in SIDES.values() for role in roles)
    references = (role for layer in LAYERS for role in REFERENCES[layer])
    return tuple(dict.fromkeys((FRAGMENT, *sides, *references)))


def _known(target: str) -> str:
    """What there is, where there is no such target."""
    layer = target.partition(":")[0]
    if layer in LAYERS:
        return f"{layer} has {', '.join(f'{layer}:{value}' for value in _values(layer))}"
    names = dict.fromkeys((*LAYERS, *link_names()))
    return f"the targets are {', '.join(names)}; layers take a value, as in speaker:name"


def turned(first: Meaning, role: str, second: Meaning) -> bool | None:
    """Whether a relation between two spans is a link of ours from the second to the first (True),
    or from the first to the second (False); None if it is neither."""
    if role == FRAGMENT:
        return False if first.end == second.end else None
    if graph.can_link(first.end, role, second.end):
        return False
    return True if graph.can_link(second.end, role, first.end) else None


def count_notes(unmapped: Counter[tuple[str, str]]) -> Iterator[str]:
    """Notes on what was left out because it has no place here, counted by what it is ("spans",
    "relations") and by its label."""
    kept = dict(unmapped.most_common(_MOST))
    for (sort, label), count in unmapped.items():
        if (sort, label) in kept:
            is_mappable = sort in _MAPPABLE or sort.startswith("roles of ")
            remedy = map_remedy(label) if is_mappable else ""
            yield f"{sort} {label!r:.60} ({count}){remedy}"
    if more := unmapped.total() - sum(kept.values()):
        yield f"{len(unmapped) - len(kept)} more labels ({more})"


def map_remedy(label: str) -> str:
    """How to have what has a label read, as the end of a note; "" for a label that no shell takes
    as it is."""
    if not label.isprintable() or len(label) > _LONGEST:
        return ""
    return f"; --map {shlex.quote(f'{label}=TARGET')} reads them"


_MAPPABLE = ("spans", "entities", "relations", "regions", "links")
_MOST = 50
"""Labels that are listed one by one."""
_LONGEST = 60
