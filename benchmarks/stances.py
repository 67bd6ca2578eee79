"""Measures the annotator of stances on sentences with their stances, by construction and by rule.

A stance is right if the sentence has one with its holder, target and label; any voice without a
name is `anon`. Of several readings of a sentence the one counts that agrees best. Numbers are those
of the gold and of what we give.

    python benchmarks/stances.py FOLDER [--failures]

FOLDER has `sentences.jsonl` and a registry, as `tests/annotators/stance/sentences` does.
`--failures` prints the sentences that are not right, with what we give.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from narrow import table
from rich.console import Console

from said import Registry, annotate

DCT = "2026-03-11"
Stance = tuple[str, str, str]


class JudgedSentence(NamedTuple):
    """A sentence, the reading of its gold that agrees best, and our stances with their rules."""

    row: dict[str, Any]
    gold: frozenset[Stance]
    given: dict[Stance, str]

    @property
    def right(self) -> frozenset[Stance]:
        """Those of our stances that are right."""
        return self.gold & self.given.keys()


def judged_sentences(folder: Path) -> Iterator[JudgedSentence]:
    """The sentences of a folder with what we give for them."""
    entities, targets, sentences = (
        [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for name in ("entities", "targets", "sentences")
    )
    registry = Registry(entities, targets)
    for row in sentences:
        made = annotate(row["text"], DCT, ("stances",), registry=registry)
        given: dict[Stance, str] = {}
        for one in made:
            if one["layer"] == "stance":
                # Without a document's id, a voice without a name is "anon-1".
                holder = "anon" if one["holder"].startswith("anon-") else one["holder"]
                given[holder, one["target"], one["label"]] = one["rule"]
        readings = [row["stances"], *row.get("or", ())]
        gold = [frozenset((a, b, c) for a, b, c in reading) for reading in readings]
        yield JudgedSentence(row, min(gold, key=lambda one: len(one ^ given.keys())), given)


def counted(groups: Iterable[tuple[str, int, int, int]]) -> list[list[str]]:
    """A row for each group: precision, recall, and the numbers of gold and given."""
    sums: dict[str, Counter[str]] = {}
    for group, right, gold, given in groups:
        sums.setdefault(group, Counter()).update(right=right, gold=gold, given=given)
    return [
        [
            group,
            _share(one["right"], one["given"]),
            _share(one["right"], one["gold"]),
            f"{one['gold']} / {one['given']}",
        ]
        for group, one in sorted(sums.items())
    ]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--failures", action="store_true", help="print what is not right")
    arguments = parser.parse_args()
    console = Console(highlight=False)
    sentences = list(judged_sentences(arguments.folder))
    if arguments.failures:
        for one in sentences:
            if one.gold != one.given.keys():
                console.print(f"{one.row['id']}: {one.row['text']}", markup=False)
                console.print(f"  gold {sorted(one.gold)}, given {one.given}", markup=False)
    by_construction = [
        (group, len(one.right), len(one.gold), len(one.given))
        for one in sentences
        for group in (one.row["construction"], "all")
    ]
    heads = ["construction", "precision", "recall", "n"]
    console.print(table(heads, counted(by_construction)))
    by_rule = [
        (rule, int(stance in one.gold), 0, 1)
        for one in sentences
        for stance, rule in one.given.items()
    ]
    rows = [[rule, share, n.split()[-1]] for rule, share, _, n in counted(by_rule)]
    console.print(table(["rule", "precision", "n"], rows))


if __name__ == "__main__":
    main()
