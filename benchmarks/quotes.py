"""Measures the quote annotator on a folder of brat, beside others, and how fast it is.

The folder has texts and annotations side by side, or in `text/` and `attributions/`, as PolNeAR
has. A row of the first table is a system; its figures, in per cent, are those of `said score
--measure attribution`, micro-averaged: F1 of content at a Jaccard of 0.3 and 0.8, one-to-one (and,
under `any`, where several of the system may match one of the gold, as others measured); the recall
of direct content at 0.3; of the quotes that are paired at 0.3, the share whose source overlaps; the
exact F1 of source, cue and content. A text that several annotated counts as one, each annotator
with the same weight. Documents a second are texts, each system alone, in this process, on one core,
after one that does not count.

The second table is our speed with speakers, on articles generated of the sentences in seeds/:
documents of 500 words, then one text of 100 kB and one of 1 MB, and the ratio of their times, which
is 10 if the time grows with the length and no more.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import speed
from quote_peers import SYSTEMS, Find
from rich.console import Console
from rich.table import Table

from said.annotate.voices import voices
from said.errors import SaidError
from said.formats import brat
from said.score import Report, attribution
from said.score.attribution import SOURCE, key
from said.score.attribution_sets import Document, Set, join, of_brat

WORDS = 500
LONG = 1_000_000  # bytes

FIGURES = {
    "content 0.3": key("content", "overlap 0.3 F1"),
    "content 0.8": key("content", "overlap 0.8 F1"),
    "any 0.3": key("content", "any 0.3 F1"),
    "any 0.8": key("content", "any 0.8 F1"),
    "direct 0.3": key("content", "recall 0.3", "direct"),
    "source overlaps": key("speaker", SOURCE),
    "exact source": key("source", "exact F1"),
    "exact cue": key("cue", "exact F1"),
    "exact content": key("content", "exact F1"),
}


def rows(folder: Path, convention: str) -> Iterator[dict[str, Any]]:
    """A record for each system: its name, and its figures and documents/s if it was run."""
    gold = of_brat(folder)
    for name, make in SYSTEMS.items():
        try:
            find = make(convention)
        except ImportError as error:
            yield {"system": name, "note": f"not installed: {error}"}
            continue
        found, seconds, failures = run(find, gold)
        names = [str(folder), name]
        report = attribution(join(names, [gold, found])[0], names).reports[0]
        yield {
            "system": name,
            **figures(report),
            "documents_per_second": len(gold) / seconds,
            "note": f"fails on {failures} documents" if failures else "",
        }


def run(find: Find, gold: Set) -> tuple[Set, float, int]:
    """What a system finds in each text, the seconds that it takes for all, and how many it fails
    on."""
    texts = {doc_id: one.text or "" for doc_id, one in gold.items()}
    found: Set = {}
    failures = 0
    start = 0.0
    for number, (doc_id, text) in enumerate([next(iter(texts.items())), *texts.items()]):
        if number == 1:
            start = time.perf_counter()
        try:
            quotes = find(text)
        except Exception:  # another's fault is no reason to measure nothing
            quotes = []
            failures += number > 0
        found[doc_id] = Document(text, {"": quotes})
    return found, time.perf_counter() - start, failures


def figures(report: Report) -> dict[str, float | None]:
    """The figures of a row."""
    return {name: report.value(*of) for name, of in FIGURES.items()}


def show(records: list[dict[str, Any]], measured: dict[str, Any] | None) -> None:
    """Prints the records as tables."""
    console = Console(width=None if sys.stdout.isatty() else 200)
    if records:
        table = Table("system")
        for head in (*FIGURES, "documents/s"):
            table.add_column(head, justify="right")
        table.add_column("note")
        for one in records:
            values = (one.get(name) for name in FIGURES)
            cells = ["" if value is None else f"{100 * value:.1f}" for value in values]
            rate = one.get("documents_per_second")
            table.add_row(one["system"], *cells, f"{rate:,.0f}" if rate else "", one["note"])
        console.print(table)
    if measured:
        console.print(speed.table(measured, f"quotes and speakers/s ({WORDS} words)", LONG))


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="brat; without it only speed")
    parser.add_argument(
        "--convention", default="polnear", help="what counts as a quote (default: polnear)"
    )
    parser.add_argument("--articles", type=int, default=1_000, metavar="N")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    if arguments.folder and not brat.is_folder(arguments.folder):
        parser.error(f"{arguments.folder}: no {brat.SUFFIX} file in this folder")
    try:
        records = list(rows(arguments.folder, arguments.convention)) if arguments.folder else []
    except SaidError as error:
        parser.exit(1, f"error: {error.cause}\nremedy: {error.remedy}\n")
    try:
        convention = arguments.convention
        measured = speed.speed(
            lambda text: voices(text, convention), arguments.articles, WORDS, LONG
        )
    except ImportError as error:
        measured = None
        print(f"no speed: {error}", file=sys.stderr)
    if arguments.json:
        print(json.dumps({"systems": records, "speed": measured}, indent=2))
    else:
        show(records, measured)


if __name__ == "__main__":
    main()
