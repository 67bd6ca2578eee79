"""Measures the quote annotator on a folder of brat, beside others, and how fast it is.

The folder has texts and annotations side by side, or in `text/` and `attributions/`, as PolNeAR
has. A row of the first two tables is a system; its figures, in per cent, are those of `said score
--measure attribution`, micro-averaged: F1 of content at a Jaccard of 0.3 and 0.8, one-to-one (and,
under `any`, where several of the system may match one of the gold, as others measured); the recall
of direct content at 0.3; of the quotes that are paired at 0.3, the share whose source overlaps; the
exact F1 of source, cue and content. A text that several annotated counts as one, each annotator
with the same weight. `n` is the number of contents that a system found. Documents a second of
processor time are texts, each system alone, in this process, after one that does not count. Of the
systems in `--peers` (a file of JSON Lines for each, as `quote_peers.py` says) only the stored
output is compared.

Below the tables stands, for each convention, in how many texts our annotations of all layers have
errors that `said validate` finds at its levels 1 to 4.

The last table is our speed with speakers, on articles generated of the sentences in seeds/:
documents of 500 words, then one text of 100 kB and one of 1 MB, and the ratio of their times, which
is 10 if the time grows with the length and no more.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import speed
from narrow import table
from quote_peers import SYSTEMS, Find, Row, stored
from rich.console import Console

from said.annotators.annotate import LAYERS, draft
from said.annotators.checked import find_errors
from said.annotators.protocol import Context, Convention
from said.annotators.registry import read_registry
from said.annotators.voices import annotate_quotes, annotate_speakers
from said.formats.brat import standoff
from said.scoring import score_attribution
from said.scoring.attribution import SOURCE, figure_key
from said.scoring.joined import GoldDocument, join, read_gold
from said.scoring.system_files import rows_as_set
from said.system.errors import SaidError
from said.system.places import SOURCE_ROOT
from said.text.reading import Reading

WORDS = 500
LONG = 1_000_000  # bytes
DCT = "2024-05-15"

CONTENT = {
    "content 0.3": figure_key("content", "overlap 0.3 F1"),
    "content 0.8": figure_key("content", "overlap 0.8 F1"),
    "any 0.3": figure_key("content", "any 0.3 F1"),
    "any 0.8": figure_key("content", "any 0.8 F1"),
    "direct 0.3": figure_key("content", "recall 0.3", "direct"),
}
OTHERS = {
    "source overlaps": figure_key("speaker", SOURCE),
    "exact source": figure_key("source", "exact F1"),
    "exact cue": figure_key("cue", "exact F1"),
    "exact content": figure_key("content", "exact F1"),
}


Gold = Sequence[GoldDocument]


def rows(gold: Gold, folder: Path, convention: str, peers: Path | None) -> Iterator[dict[str, Any]]:
    """A record for each system: its name, its figures, and documents/s if it was run."""
    for name, make in SYSTEMS.items():
        try:
            find = make(convention)
        except ImportError as error:
            yield {"system": name, "note": f"not installed: {error}"}
            continue
        found, seconds, failures = run(find, gold)
        yield {
            **scored(folder, gold, name, found),
            "documents_per_second": len(gold) / seconds,
            "note": f"fails on {failures} of {len(gold)} documents" if failures else "",
        }
    for file in sorted(peers.glob("*.jsonl")) if peers else ():
        yield {**scored(folder, gold, file.stem, stored(file)), "note": "stored output"}


def run(find: Find, gold: Gold) -> tuple[dict[str, list[Row]], float, int]:
    """What a system finds in each text, the seconds that it takes for all, and how many it fails
    on."""
    texts = {one.doc_id: one.text or "" for one in gold}
    found: dict[str, list[Row]] = {}
    failures = 0
    start = 0.0
    for number, (doc_id, text) in enumerate([next(iter(texts.items())), *texts.items()]):
        if number == 1:
            start = time.process_time()
        try:
            quotes = find(text)
        except Exception:  # another's fault is no reason to measure nothing
            quotes = []
            failures += number > 0
        found[doc_id] = quotes
    return found, time.process_time() - start, failures


def annotate_voices(convention: Convention, text: str) -> None:
    """Our quotes and speakers of a text."""
    reading, context = Reading(text), Context(convention=convention)
    annotate_quotes(reading, context)
    annotate_speakers(reading, context)


def scored(folder: Path, gold: Gold, name: str, found: dict[str, list[Row]]) -> dict[str, Any]:
    """The figures of what a system found, and how many contents that are, in how many documents.

    Raises SaidError if it has none of the texts.
    """
    joined = join(str(folder), gold, [(name, rows_as_set(found, name))])
    if lonely := joined.inputs[0].left_out:
        print(f"{name}: without {', '.join(lonely)}", file=sys.stderr)
    report = score_attribution(joined, [str(folder), name]).reports[0]
    figures = {heading: report.value(*of) for heading, of in (CONTENT | OTHERS).items()}
    contents = sum(len(found.get(doc_id, ())) for doc_id in report.documents)
    return {"system": name, "documents": report.units, "n": contents, **figures}


def errors(gold: Gold, convention: str) -> dict[str, Any]:
    """In how many texts our annotations of all layers have errors, and how many of each kind."""
    registry = read_registry(SOURCE_ROOT)
    texts = [document.text or "" for document in gold]
    drafts = [draft(text, DCT, LAYERS, convention, registry) for text in texts]
    found = [
        find_errors(text, made.annotations, made.entities, registry)
        for text, made in zip(texts, drafts, strict=True)
    ]
    kinds = Counter(finding.kind for of_text in found for finding in of_text)
    return {
        "convention": convention,
        "documents": len(texts),
        "with_errors": sum(map(bool, found)),
        "kinds": dict(kinds.most_common()),
    }


def show(
    counted: dict[str, int],
    records: Sequence[dict[str, Any]],
    checked: Sequence[dict[str, Any]],
    measured: dict[str, Any] | None,
    long: int,
) -> None:
    """Prints the records as tables."""
    console = Console(highlight=False)
    if records:
        console.print(", ".join(f"{name}: {count:,}" for name, count in counted.items()))
        show_systems(console, records)
    for one in checked:
        kinds = ", ".join(f"{kind} {count}" for kind, count in one["kinds"].items())
        console.print(
            f"convention {one['convention']}: errors in {one['with_errors']} of {one['documents']} "
            f"texts{f' ({kinds})' if kinds else ''}"
        )
    if measured:
        console.print(speed.table(measured, f"quotes and speakers/s ({WORDS} words)", long))


def show_systems(console: Console, records: Sequence[dict[str, Any]]) -> None:
    """Prints the figures of the systems, and below them the notes."""

    def percent(record: dict[str, Any], names: Iterable[str]) -> list[str]:
        values = (record.get(name) for name in names)
        return ["" if value is None else f"{100 * value:.1f}" for value in values]

    def count(record: dict[str, Any], name: str) -> str:
        return f"{record[name]:,.0f}" if name in record else ""

    for figures, other in ((CONTENT, "n"), (OTHERS, "documents_per_second")):
        heads = [name.replace(" ", "\n") for name in figures]
        heads.append("documents\na second" if other == "documents_per_second" else other)
        rows = [
            [record["system"], *percent(record, figures), count(record, other)]
            for record in records
        ]
        console.print(table(["system", *heads], rows))
    for record in records:
        if record["note"]:
            console.print(f"{record['system']}: {record['note']}")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="brat; without it only speed")
    parser.add_argument(
        "--convention", default="polnear", help="what counts as a quote (default: polnear)"
    )
    parser.add_argument("--peers", type=Path, metavar="DIR", help="outputs of others, .jsonl")
    parser.add_argument("--articles", type=int, default=1_000, metavar="N")
    parser.add_argument(
        "--long", type=int, default=LONG, metavar="BYTES", help="the longest text (default: 1 MB)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    if arguments.folder and not standoff.is_standoff_folder(arguments.folder):
        parser.error(f"{arguments.folder}: no {standoff.SUFFIX} file in this folder")
    counted, records, checked = {}, [], []
    try:
        if arguments.folder:
            gold = list(read_gold(None, str(arguments.folder)))
            readings = [reading for document in gold for reading in document.readings]
            counted = {
                "texts": len(gold),
                "readings of them": len(readings),
                "attributions": sum(map(len, readings)),
            }
            of_systems = rows(gold, arguments.folder, arguments.convention, arguments.peers)
            records = list(of_systems)
            checked = [errors(gold, one) for one in dict.fromkeys(("said", arguments.convention))]
    except SaidError as error:
        parser.exit(1, f"error: {error.cause}\nremedy: {error.remedy}\n")
    try:
        annotate = partial(annotate_voices, arguments.convention)
        measured = speed.speed(annotate, arguments.articles, WORDS, arguments.long)
    except ImportError as error:
        measured = None
        print(f"no speed: {error}", file=sys.stderr)
    if arguments.json:
        found = {"gold": counted, "systems": records, "errors": checked, "speed": measured}
        print(json.dumps(found, indent=2))
    else:
        show(counted, records, checked, measured, arguments.long)


if __name__ == "__main__":
    main()
