"""The ids of annotations: a letter for the layer and a number that was never used before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from said.schema.scheme import LETTERS

_ID = re.compile(r"([a-z])([1-9][0-9]{0,8})")


class Ids:
    """Gives out the next id of each layer.

    What was used is told by the ids of the annotations, and by every reference to one, also to one
    that is gone.
    """

    def __init__(self, values: Iterable[Any]) -> None:
        self._highest: dict[str, int] = {}
        for name in _strings(values):
            if match := _ID.fullmatch(name):
                letter, number = match[1], int(match[2])
                self._highest[letter] = max(self._highest.get(letter, 0), number)

    def next(self, layer: str) -> str:
        """An id for an annotation of a layer that there is."""
        letter = LETTERS[layer]
        self._highest[letter] = self._highest.get(letter, 0) + 1
        return f"{letter}{self._highest[letter]}"


def _strings(values: Iterable[Any]) -> Iterator[str]:
    """The strings of records that are no words of the text: those of fields and of lists."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for inner in value.values():
                yield from (one for one in _listed(inner) if isinstance(one, str))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
