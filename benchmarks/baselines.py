"""Measures the baselines of each view: the majority, the rules, and small trained models.

    python benchmarks/baselines.py [VIEW...] [--release FOLDER] [--update]

Each system learns from all documents but those of one fold. Where there are several events, it also
learns from all but those of one event. The modules of `said.learn.baselines` say how each view is
judged, and from which features a model learns. The rules were developed on the documents of this
corpus, and their registry and frames were made for it, so their figures do not predict those on
other texts. `--update` stores the figures in the package (`said/release/baselines.json`), from
where `said build` puts them into the card.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from narrow import table
from rich.console import Console

from said.annotators.registry import read_registry
from said.learn.baselines import TASKS, measure_baselines
from said.release.baselines import FILE, Estimate, stored_form, systems_of
from said.system.places import SOURCE_ROOT, Checkout, current_release


def shown(estimate: Estimate | None) -> str:
    """An estimate in a table: in percent, with its interval below."""
    value, low, high = estimate or (None, None, None)
    if value is None:
        return "-"
    interval = "" if low is None or high is None else f"\n{100 * low:.1f}-{100 * high:.1f}"
    return f"{100 * value:.1f}{interval}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("views", nargs="*", metavar="VIEW", help=", ".join(TASKS))
    parser.add_argument("--release", type=Path, metavar="FOLDER", help="by default the current one")
    parser.add_argument("--update", action="store_true", help="store the figures in the package")
    given = parser.parse_args(arguments)
    if unknown := [view for view in given.views if view not in TASKS]:
        parser.error(f"no view {unknown[0]!r}; take {', '.join(TASKS)}")
    if given.update and given.views:
        parser.error("--update stores the figures of all views; name none")
    release = given.release or current_release(Checkout(SOURCE_ROOT))
    found = measure_baselines(release, read_registry(SOURCE_ROOT), given.views or list(TASKS))
    console = Console(highlight=False)
    for view in given.views or TASKS:
        if view not in found.views:
            console.print(f"{view}: too few rows or documents to learn from")
    for view, by_left_out in found.views.items():
        for left_out, figures in by_left_out.items():
            systems = systems_of(figures)
            rows = [
                [one.measure, f"{one.n:,}", *(shown(one.systems.get(name)) for name in systems)]
                for one in figures
            ]
            console.print(f"{view}, leaving out one {left_out}; in percent")
            console.print(table(["figure", "n", *systems], rows))
    if given.update:
        FILE.write_text(stored_form(found), encoding="utf-8")


if __name__ == "__main__":
    main()
