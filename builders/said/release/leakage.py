"""How much the splits of a release share, which a training on one of them gives away of the others.

Reads the finished tables `quotes` and `stances`: an act of speaking that two splits report is seen
twice, and so is a person whom both quote. How many stance labels can be guessed from `train`
without reading the text is told beside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from said.release.card import markdown_table
from said.release.manifest import column_rows
from said.schema import labels, load_schemas
from said.schema.scheme import is_unnamed

TRAIN = "train"
NONE = "none"
_HEAD = [
    "split",
    "quotes of an act that `train` reports too",
    "named speakers whom `train` quotes too",
    "stance labels guessed from target and alias",
    "stance labels that are `none`",
]

Labels = dict[tuple[str, str], Counter[str]]
"""How often a target, with or without an alias of it in the text, has each label."""


class _Quoted(NamedTuple):
    """What a split quotes: the utterance of each quote, if it has one, and all named speakers."""

    utterances: list[str | None]
    speakers: set[str]


def leakage_table(release: Path, splits: Sequence[str]) -> str:
    """A table in Markdown: for each split but `train` what it shares with `train`."""
    others = [
        split for split in labels(load_schemas(), "split") if split in splits and split != TRAIN
    ]
    if TRAIN not in splits or not others:
        return "This version has no split to compare with `train`."
    quoted, known = _quoted(release, TRAIN), _labels(release, TRAIN)
    rows = [_row(release, split, quoted, known) for split in others]
    return markdown_table(_HEAD, rows)


def _row(release: Path, split: str, train: _Quoted, known: Labels) -> list[str]:
    here, found = _quoted(release, split), _labels(release, split)
    acts = set(train.utterances) - {None}
    all_labels = sum(counts.total() for counts in found.values())
    guessed = sum(counts[_usual(known, *key)] for key, counts in found.items())
    return [
        split,
        _share(sum(utterance in acts for utterance in here.utterances), len(here.utterances)),
        _share(len(here.speakers & train.speakers), len(here.speakers)),
        _share(guessed, all_labels),
        _share(sum(counts[NONE] for counts in found.values()), all_labels),
    ]


def _usual(known: Labels, target: str, alias: str) -> str:
    """The label that a target mostly has in `train`; of one that is not there, any target."""
    counts = known.get((target, alias))
    if not counts:
        counts = sum((more for (_, one), more in known.items() if one == alias), Counter())
    return max(counts, key=lambda label: (counts[label], label), default=NONE)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({part / whole:.0%})" if whole else "")


def _quoted(release: Path, split: str) -> _Quoted:
    found = _Quoted([], set())
    for row in column_rows(release, "quotes", split, ["utterance", "speakers"]):
        found.utterances.append(row["utterance"])
        found.speakers.update(one for one in row["speakers"] if not is_unnamed(one))
    return found


def _labels(release: Path, split: str) -> Labels:
    found: Labels = defaultdict(Counter)
    for row in column_rows(release, "stances", split, ["target", "candidate", "label"]):
        alias = "without" if row["candidate"] == "annotated" else "with"
        found[row["target"], alias][row["label"]] += 1
    return found
