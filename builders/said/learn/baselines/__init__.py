"""Baselines for the views of a release: what a guess, the rules and a small trained model reach.

`task` trains and measures the systems of any view; the other modules say for one view each which
systems there are, and how they are judged. `said.release.baselines` stores the figures and shows
them in the card.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from said.annotators.registry import Registry
from said.learn.baselines.attribution import attribution_task
from said.learn.baselines.dates import dates_task
from said.learn.baselines.pairs import pairs_task
from said.learn.baselines.stance import stance_task
from said.learn.baselines.task import EVENT, FOLD, BaselineTask, MeasuredRelease, measure_task
from said.learn.baselines.tokens import tokens_task
from said.release.baselines import Baselines

TASKS: Mapping[str, Callable[[MeasuredRelease], BaselineTask]] = {
    "stance": stance_task,
    "attribution": attribution_task,
    "dates": dates_task,
    "tokens": tokens_task,
    "pairs": pairs_task,
}
"""What makes the task of each view."""


def measure_baselines(folder: Path, registry: Registry, views: Iterable[str]) -> Baselines:
    """The figures of some views of a release, as far as there is enough to learn from. `registry`
    is what the rules know. Where the documents report several events, each is also left out as a
    whole."""
    release = MeasuredRelease(folder, registry)
    events = {row["event"] for row in release.documents.values()} - {None}
    kinds = [FOLD, EVENT] if len(events) > 1 else [FOLD]
    found = {}
    for view in views:
        task = TASKS[view](release)
        measured = {left_out: measure_task(task, left_out) for left_out in kinds}
        if any(measured.values()):
            found[view] = {left_out: one for left_out, one in measured.items() if one}
    return Baselines(release.manifest["digest"], len(release.documents), found)
