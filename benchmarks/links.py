"""Measures the linker of `said.tokens` on a folder of brat, such as PolNeAR's.

It is given the places of all contents, cues and sources of a text, and says which belong together.
The figures, in per cent: quotes that come back whole, with all their fragments, cues and sources
and no others; precision and recall of the pairs of a content and its cue, of the pairs of a cue and
its source (of a quote without a cue: of its first content and its source), and of the sets of
fragments that make one quote. A text that several annotated counts once for each of them.

    python benchmarks/links.py FOLDER
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from narrow import table
from rich.console import Console

from said.scoring.items import Item
from said.scoring.joined import read_gold, read_readings
from said.text.segments import Place
from said.tokens.link import link_quotes


class Parts(NamedTuple):
    """The fragments, cues and sources of a quote."""

    content: Place
    cue: Place
    source: Place


Found = Mapping[str, Counter[Any]]
"""What is compared, by the name of the figure."""


def gold_parts(items: Iterable[Item]) -> list[Parts]:
    """The quotes of one reading."""
    return [Parts(one.place, one.cue, one.source) for one in items if one.layer == "quote"]


def linked_parts(text: str, gold: Iterable[Parts]) -> list[Parts]:
    """The quotes that the linker makes of the places of the gold ones."""
    contents, cues, sources = (
        sorted({place for quote in gold for place in quote[part]}) for part in range(3)
    )
    quotes = link_quotes(text, contents, cues, sources).quotes
    return [Parts(*(tuple(sorted(places)) for places in quote)) for quote in quotes]


def counted(quotes: Iterable[Parts]) -> Found:
    """What is compared of the quotes of a text."""
    found: dict[str, Counter[Any]] = {}
    for quote in quotes:
        anchors = quote.cue or quote.content[:1]
        for name, things in (
            ("whole quotes", [quote]),
            ("content and cue", [(a, b) for a in quote.content for b in quote.cue]),
            ("cue and source", [(a, b) for a in anchors for b in quote.source]),
            ("fragments of a quote", [quote.content]),
        ):
            found.setdefault(name, Counter()).update(things)
    return found


def readings(folder: Path) -> Iterator[tuple[str, list[Parts]]]:
    """The text and the quotes of each reading."""
    for document in read_gold(None, str(folder)):
        for items in read_readings(document, document.text or "", str(folder)):
            if document.text is not None and (gold := gold_parts(items)):
                yield document.text, gold


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder with .ann and .txt")
    folder = parser.parse_args().folder
    sums: dict[str, list[int]] = {}
    number = 0
    for text, gold in readings(folder):
        number += 1
        given, made = counted(gold), counted(linked_parts(text, gold))
        for name in given:
            found = made.get(name, Counter())
            right = (given[name] & found).total()
            for place, one in enumerate((right, found.total(), given[name].total())):
                sums.setdefault(name, [0, 0, 0])[place] += one
    rows = [
        (name, f"{100 * right / max(1, found):.1f}", f"{100 * right / total:.1f}", f"{total:,}")
        for name, (right, found, total) in sums.items()
    ]
    console = Console()
    console.print(table(("from gold spans", "precision", "recall", "n"), rows))
    console.print(f"{number} readings")


if __name__ == "__main__":
    main()
