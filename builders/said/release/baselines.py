"""The figures of the baselines: how they are stored, and how the card shows them.

`baselines.json` has the figures of one release, which its digest names; `said.learn.baselines`
measures them, and `benchmarks/baselines.py --update` stores them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from said.release.card import markdown_table
from said.scoring.figures import ENOUGH_DOCUMENTS, LEAST_UNITS, RESAMPLES

FILE = Path(__file__).with_suffix(".json")

SYSTEMS = ("majority", "rules", "trained", "stacked")

Estimate = Sequence[float | None]
"""A value with the ends of its interval; None where there is none."""


class BaselineFigure(NamedTuple):
    """What is measured, how many it is of, and what each system reaches."""

    measure: str
    n: int
    systems: Mapping[str, Estimate]


class Baselines(NamedTuple):
    """The figures of a release: by view, and by what was left out in training."""

    digest: str
    documents: int
    views: Mapping[str, Mapping[str, Sequence[BaselineFigure]]]


def read_baselines(file: Path = FILE) -> Baselines:
    """The figures that are stored."""
    stored = json.loads(file.read_text("utf-8"))
    views = {
        view: {left_out: [BaselineFigure(*one) for one in rows] for left_out, rows in found.items()}
        for view, found in stored["views"].items()
    }
    return Baselines(stored["digest"], stored["documents"], views)


def stored_form(figures: Baselines) -> str:
    """The figures as they are stored, one on a line."""
    views = []
    for view, by_left_out in figures.views.items():
        parts = []
        for left_out, rows in by_left_out.items():
            lines = ",\n".join(f"    {json.dumps(one)}" for one in rows)
            parts.append(f'   "{left_out}": [\n{lines}\n   ]')
        views.append(f'  "{view}": {{\n' + ",\n".join(parts) + "\n  }")
    return (
        f'{{\n "digest": "{figures.digest}",\n "documents": {figures.documents},\n "views": {{\n'
        + ",\n".join(views)
        + "\n }\n}\n"
    )


def describe_baselines(digest: str, figures: Baselines | None = None) -> str:
    """The figures in Markdown, for the release whose rows have the digest."""
    found = figures or read_baselines()
    if found.digest != digest:
        return "No baselines were measured on the rows of this version."
    return "\n\n".join([*_tables(found), _note(found)])


def _tables(found: Baselines) -> Iterator[str]:
    for view, by_left_out in found.views.items():
        for left_out, rows in by_left_out.items():
            named = systems_of(rows)
            shown = [
                [row.measure, row.n, *(_shown(row.systems.get(name)) for name in named)]
                for row in rows
            ]
            yield f"**`{view}`**, leaving out one {left_out}"
            yield markdown_table(["figure", "n", *named], shown)


def systems_of(figures: Sequence[BaselineFigure]) -> list[str]:
    """The systems that have figures."""
    return [name for name in SYSTEMS if any(name in one.systems for one in figures)]


def _note(found: Baselines) -> str:
    """What was resampled, and what could not be left out."""
    kinds = {left_out for by_left_out in found.views.values() for left_out in by_left_out}
    events = "" if "event" in kinds else " The documents do not report several events to leave out."
    return (
        "n is the number in the annotations. In square brackets are 95 % intervals from "
        f"{RESAMPLES:,} bootstrap resamples of the {found.documents} documents, for `pairs` of the "
        f"pairs of documents; none where fewer than {LEAST_UNITS} of them count or nothing differs."
        f"{_few(found)}{events}"
    )


def _few(found: Baselines) -> str:
    few = found.documents < ENOUGH_DOCUMENTS
    return " With so few documents the intervals are rough." if few else ""


def _shown(estimate: Estimate | None) -> str:
    if estimate is None or estimate[0] is None:
        return "–"
    value, low, high = estimate
    interval = "" if low is None or high is None else f" [{low:.3f}, {high:.3f}]"
    return f"{value:.3f}{interval}"
