"""Measures how often each rule of the annotators is right, on the development sets.

An annotation of a quote, by a rule, is right if its content is that of an attribution of PolNeAR: a
Jaccard of at least 0.8 over the characters, marks and punctuation at the edges aside. PolNeAR joins
a quotation over several paragraphs and we do not by our own convention, so that of the gold only
what lies in the paragraphs of the found content counts. One of a date is right if TimeBank has the
same span, type and value. Of a text with several readings the first counts. A stance is right if
its sentence has one with the same holder, target and label (see `stances`).

    python benchmarks/precision.py --quotes POLNEAR/train --dates TIMEBANK --stances
    FOLDER [--update]

prints the figures; `--update` stores them in the package (`said/annotators/precision.json`), from
where they get into the field `precision` and into `said explain --rules`.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from narrow import table
from rich.console import Console
from stances import judged_sentences

from said.annotators.dates import find_dates
from said.annotators.precision import FILE, RuleFigure
from said.annotators.quotes import find_attributions
from said.formats import timeml
from said.scoring.attribution import comparable_place
from said.scoring.joined import read_gold, read_readings
from said.text.reading import Reading
from said.text.segments import Place

LEAST = 0.8


class Tried(NamedTuple):
    """An annotation that a rule made, and whether it was right."""

    rule: str
    is_right: bool


def tried_quotes(folder: Path, convention: Literal["said", "polnear"]) -> Iterator[Tried]:
    """The quotes of a folder of brat."""
    for document in read_gold(None, str(folder)):
        reading = Reading(document.text or "")
        first = read_readings(document, reading.text, str(folder))[0]
        gold = [set(_characters(comparable_place(reading.text, one.place))) for one in first]
        for one in find_attributions(reading, convention):
            found = set(_characters(comparable_place(reading.text, one.content)))
            around = _paragraphs(reading, one.content)
            yield Tried(one.rule, any(_overlap(found, other & around) >= LEAST for other in gold))


def _characters(place: Place) -> Iterator[int]:
    return (at for start, end in place for at in range(start, end))


def _overlap(first: set[int], second: set[int]) -> float:
    """The Jaccard index."""
    return len(first & second) / len(first | second) if first else 0


def _paragraphs(reading: Reading, place: Place) -> set[int]:
    """The characters of the paragraphs in which a place lies."""
    starts = [start for start, _ in reading.paragraphs]
    touched = {bisect_right(starts, start) - 1 for start, _ in place}
    return {at for number in touched for at in range(*reading.paragraphs[number])}


def tried_dates(folder: Path) -> Iterator[Tried]:
    """The dates of a folder of TimeML."""
    for file in sorted(folder.glob(f"*{timeml.SUFFIX}")):
        for document in timeml.read_timeml(file):
            gold = {
                (one["span"]["start"], one["span"]["end"], one["type"], one["value"])
                for one in document.annotations
                if one["layer"] == "date"
            }
            for one in find_dates(Reading(document.text), document.dct, (), "timeml"):
                told = one["span"]["start"], one["span"]["end"], one["type"], one["value"]
                yield Tried(one["rule"], told in gold)


def tried_stances(folder: Path) -> Iterator[Tried]:
    """The stances of a folder of sentences."""
    for one in judged_sentences(folder):
        for stance, rule in one.given.items():
            yield Tried(rule, stance in one.gold)


def counted(tried: Iterable[Tried]) -> dict[str, RuleFigure]:
    """The figures of the rules, by their ids."""
    counts = Counter(tried)
    rules = sorted({one.rule for one in counts})
    right = {rule: counts[Tried(rule, True)] for rule in rules}
    return {
        rule: RuleFigure(right[rule], right[rule] + counts[Tried(rule, False)]) for rule in rules
    }


def stored_form(figures: dict[str, dict[str, dict[str, RuleFigure]]]) -> str:
    """The figures as the package keeps them, a rule on a line."""
    layers = []
    for layer, conventions in figures.items():
        parts = []
        for convention, rules in conventions.items():
            lines = ",\n".join(f"   {json.dumps(rule)}: {[*one]}" for rule, one in rules.items())
            parts.append(f'  "{convention}": {{\n{lines}\n  }}')
        layers.append(f' "{layer}": {{\n' + ",\n".join(parts) + "\n }")
    return "{\n" + ",\n".join(layers) + "\n}\n"


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quotes", type=Path, required=True, metavar="FOLDER", help="brat")
    parser.add_argument("--dates", type=Path, required=True, metavar="FOLDER", help="TimeML")
    parser.add_argument("--stances", type=Path, required=True, metavar="FOLDER", help="sentences")
    parser.add_argument("--update", action="store_true", help="store the figures in the package")
    arguments = parser.parse_args()
    figures = {
        "quote": {
            "said": counted(tried_quotes(arguments.quotes, "said")),
            "polnear": counted(tried_quotes(arguments.quotes, "polnear")),
        },
        "date": {"timeml": counted(tried_dates(arguments.dates))},
        "stance": {"said": counted(tried_stances(arguments.stances))},
    }
    rows = [
        (f"{layer} ({convention}): {rule}", f"{100 * one.right / one.n:.1f}", f"{one.n:,}")
        for layer, conventions in figures.items()
        for convention, rules in conventions.items()
        for rule, one in rules.items()
    ]
    Console(highlight=False).print(table(["rule", "right, %", "n"], rows))
    if arguments.update:
        FILE.write_text(stored_form(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
