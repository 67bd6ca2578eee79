"""Measures whether persons are recognised alike wherever their names are from.

Every list of names has more of some regions than of others. This benchmark puts invented names of
eight regions (`names.toml`) into the same short texts. Each shows that somebody is a person, by a
verb of saying, an age, an apposition, a pronoun, a later surname or a title. A name is recognised
in a text if the annotator marks its exact span as a person and attributes any quote of that person
to it. The share by region is printed with its 95 per
cent confidence interval (Wilson), then that by text, and the gap between the two regions farthest
apart, which should be at most 5 points.
"""

from __future__ import annotations

import argparse
import json
import math
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from narrow import table
from rich.console import Console

from said.annotators.annotate import draft

NAMES = Path(__file__).with_suffix(".toml")
PER_REGION = 240
DCT = "2024-05-15"
WIDTH = 1.96
"""Standard errors on either side of a 95 per cent confidence interval."""

TEXTS = {
    "subject of said": "{name} said the bridge was closed.",
    "behind said": "“It is late,” said {name}.",
    "according to": "According to {name}, the pump had failed.",
    "pronoun": "{name} left the meeting early. “It is late,” {he} said.",
    "pronoun without quote": "{name} lost the election. {His} rivals were glad.",
    "later surname": "At noon the gate was opened by {name}. {family} said it was late.",
    "age": "{name}, 43, lost the keys in the snow.",
    "apposition": "{name}, a vet from the next village, found the dog.",
    "relative clause": "It was {name}, who had the keys, that they wanted.",
    "title": "In the end Mayor {name} opened the fair.",
    "occupation": "Beekeeper {name} opened the hives.",
    "deed": "{name} waved to the crowd.",
    "subject alone": "{name} left the meeting early.",
    "object and pronoun": "Voters chose {name}. “It is late,” {he} said.",
    "name before colon": "{name}: “It is late.”",
    "later surname alone": "The club has hired {name}. {family} starts in May.",
}
"""Texts by what shows that the name is a person's. Where `he` or the name says something, the quote
is checked, too."""


class Name(NamedTuple):
    """An invented name: its region, the full name, the family name, and whether it is a man's."""

    region: str
    name: str
    family: str
    man: bool


class Trial(NamedTuple):
    """Whether a name was recognised in a text."""

    region: str
    text: str
    name: str
    recognised: bool


def read_names(per_region: int) -> list[Name]:
    """The names of each region, made of its groups in equal parts, men and women by turns."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for group in tomllib.loads(NAMES.read_text(encoding="utf-8"))["group"]:
        groups[group["region"]].append(group)
    return [
        name
        for of_region in groups.values()
        for group in of_region
        for name in _names_of_group(group, math.ceil(per_region / len(of_region)))
    ]


def _names_of_group(group: dict[str, Any], number: int) -> Iterator[Name]:
    """Different combinations of given and family names."""
    men, families = group["men"], group["families"]
    given = [name for pair in zip(men, group["women"], strict=True) for name in pair]
    for at in range(number):
        first = given[at % len(given)]
        family = families[(at + at // len(given)) % len(families)]
        words = (family, first) if group.get("family_first") else (first, family)
        yield Name(group["region"], " ".join(words), family, first in men)


def try_name(name: Name, text: str) -> bool:
    """Whether a name is recognised in one of the texts."""
    pronouns = {"he": "he", "His": "His"} if name.man else {"he": "she", "His": "Her"}
    filled = TEXTS[text].format(name=name.name, family=name.family, **pronouns)
    made = draft(filled, DCT, ("quotes", "speakers"))
    persons = {entity["id"] for entity in made.entities if entity["kind"] == "person"}
    start = filled.index(name.name)
    found = [
        one["speakers"]
        for one in made.annotations
        if one["layer"] == "speaker"
        and (one["span"]["start"], one["span"]["end"]) == (start, start + len(name.name))
    ]
    if len(found) != 1 or not persons.issuperset(found[0]):
        return False
    quotes = [one["speakers"] for one in made.annotations if one["layer"] == "quote"]
    return all(speakers == found[0] for speakers in quotes)


def measure(per_region: int) -> list[Trial]:
    """Every name in every text."""
    return [
        Trial(name.region, text, name.name, try_name(name, text))
        for name in read_names(per_region)
        for text in TEXTS
    ]


def interval(hits: int, number: int) -> tuple[float, float]:
    """The Wilson interval of a share."""
    share, square = hits / number, WIDTH**2
    middle = (share + square / (2 * number)) / (1 + square / number)
    spread = math.sqrt(share * (1 - share) / number + square / (4 * number**2))
    half = WIDTH * spread / (1 + square / number)
    return max(0.0, middle - half), min(1.0, middle + half)


def summarise(trials: Sequence[Trial], field: str) -> list[dict[str, Any]]:
    """The share recognised by `region` or by `text`, with its interval."""
    groups: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        groups[getattr(trial, field)].append(trial)
    rows = []
    for value, of_value in groups.items():
        hits = sum(trial.recognised for trial in of_value)
        low, high = interval(hits, len(of_value))
        names = len({trial.name for trial in of_value})
        share = hits / len(of_value)
        rows.append({field: value, "names": names, "recognised": share, "low": low, "high": high})
    return rows


def find_gap(regions: Sequence[dict[str, Any]]) -> float:
    """The share of the best region less that of the worst."""
    shares = [row["recognised"] for row in regions]
    return max(shares) - min(shares)


def show(rows: Sequence[dict[str, Any]], field: str) -> None:
    """Prints the shares as a table, in per cent."""
    cells = [
        [
            row[field],
            str(row["names"]),
            *(f"{100 * row[key]:.1f}" for key in ("recognised", "low", "high")),
        ]
        for row in rows
    ]
    Console(highlight=False).print(table([field, "names", "recognised", "from", "to"], cells))


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--names", type=int, default=PER_REGION, metavar="N", help="names of each region"
    )
    parser.add_argument("--missed", action="store_true", help="list the names that are missed")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    trials = measure(arguments.names)
    regions, texts = summarise(trials, "region"), summarise(trials, "text")
    gap = find_gap(regions)
    if arguments.json:
        print(json.dumps({"regions": regions, "texts": texts, "gap": gap}, ensure_ascii=False))
        return
    show(regions, "region")
    show(texts, "text")
    print(f"gap between two regions: {100 * gap:.1f} points")
    for trial in trials if arguments.missed else ():
        if not trial.recognised:
            print(f"missed: {trial.name} ({trial.region}; {trial.text})")


if __name__ == "__main__":
    main()
