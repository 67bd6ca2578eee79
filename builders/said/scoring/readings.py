"""Readings: pairs of passes that read the same documents, and what was read in them.

`seeds/corpus.json` lists them in `readings`. A later reading may cover a few fields only. Its
passes then repeat what both readers were given, which says nothing about agreement and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from said.scoring.figures import Comparison, Figure
from said.seeds.accepted import corpus_entry
from said.system.places import Checkout


class PassPair(NamedTuple):
    """Two passes by name. `guidelines` is the version of the rules that they followed; `read` lists
    layers (`stance`) and fields (`quote.phrase`), and None means everything."""

    first: str
    second: str
    guidelines: str | None = None
    read: frozenset[str] | None = None


def readings_in(corpus: Mapping[str, Any]) -> list[PassPair]:
    """The readings that `corpus.json` lists, in its order."""
    return [_reading(entry) for entry in corpus.get("readings", ())]


def reading_of(checkout: Checkout, first: str, second: str) -> PassPair:
    """The listed reading with these two passes; one of everything if none is listed."""
    entries = corpus_entry(checkout, "readings")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and entry.get("passes") == [first, second]:
            return _reading(entry)
    return PassPair(first, second)


def restrict_to_read(comparison: Comparison, reading: PassPair) -> Comparison:
    """The comparison with the figures of what was read."""
    return comparison._replace(figures=list(_read_figures(comparison, reading)))


def _read_figures(comparison: Comparison, reading: PassPair) -> Iterator[Figure]:
    for figure in comparison.figures:
        names = {figure.layer, f"{figure.layer}.{figure.measure}"}
        if reading.read is None or not names.isdisjoint(reading.read):
            yield figure


def _reading(entry: Mapping[str, Any]) -> PassPair:
    first, second = entry["passes"]
    read = entry.get("read")
    what = None if read is None else frozenset(read)
    return PassPair(first, second, entry.get("guidelines"), what)
