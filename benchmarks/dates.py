"""Measures the date annotator on a folder of TimeML, beside others, and how fast it is.

A row of the first table is a system: F1 by TempEval-3's definition (`said score --measure
tempeval3`), micro-averaged, in per cent, and documents a second of processor time. Ours follows
TimeML's conventions. Of the others, those that are installed are run here, one after the other, in
this process, after one document that does not count; of those in `--peers` (a JSON file for each,
with `pred` as `said score` reads it) only the output is compared.

The second table is our speed on articles generated of the sentences in seeds/: documents of 300
words, then one text of 1 MB and one of 10 MB, and the ratio of their times, which is 10 if the time
grows with the length and no more.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import speed
from date_peers import SYSTEMS, Find, Timex, said
from narrow import table
from rich.console import Console

from said.formats import timeml
from said.formats.document import AnnotatedText
from said.scoring.joined import read_joined
from said.scoring.tempeval3 import MEASURES, score_tempeval3

WORDS = 300
LONG = 10_000_000
DCT = "2024-05-15"


def rows(folder: Path, peers: Path | None, narrative: bool = False) -> Iterator[dict[str, Any]]:
    """A record for each system: its name, its figures, and documents/s if it was run."""
    files = sorted(folder.glob(f"*{timeml.SUFFIX}"))
    documents = [document for file in files for document in timeml.read_timeml(file)]
    with tempfile.TemporaryDirectory() as scratch:
        for name, make in SYSTEMS.items():
            try:
                find = said(narrative) if make is said else make()
            except ImportError as error:
                yield {"system": name, "note": f"not installed: {error}"}
                continue
            predicted, seconds, failures = run(find, documents)
            output = Path(scratch) / f"{name}.json"
            output.write_text(json.dumps({"pred": predicted}))
            rate = len(documents) / seconds
            note = f"fails on {failures} documents" if failures else ""
            yield {**scored(folder, output), "documents_per_second": rate, "note": note}
    for output in sorted(peers.glob("*.json")) if peers else ():
        yield {**scored(folder, output), "note": "stored output"}


def run(
    find: Find, documents: Sequence[AnnotatedText]
) -> tuple[dict[str, list[Timex]], float, int]:
    """What a system finds in each document, the seconds that it takes for all, and how many it
    fails on."""
    found, failures = {}, 0
    start = 0.0
    for number, one in enumerate([documents[0], *documents]):
        if number == 1:
            start = time.process_time()
        try:
            found[one.doc_id] = find(one.text, one.dct)
        except Exception:  # another's fault is no reason to measure nothing
            found[one.doc_id] = []
            failures += number > 0
    taken = time.process_time() - start
    fields = ("start", "end", "type", "value")
    return (
        {
            doc_id: [{key: one[key] for key in fields} for one in dates]
            for doc_id, dates in found.items()
        },
        taken,
        failures,
    )


def scored(folder: Path, output: Path) -> dict[str, Any]:
    """The figures of a system's output."""
    names = [str(folder), str(output)]
    joined = read_joined(None, str(folder), [str(output)]).of_layer("date")
    report = score_tempeval3(joined, names).reports[0]
    figures = {
        measure: report.value("tempeval3", "date", "all", f"{measure} F1") for measure in MEASURES
    }
    if lonely := joined.inputs[0].left_out:
        print(f"{output.stem}: without {', '.join(lonely)}", file=sys.stderr)
    return {"system": output.stem, **figures}


def show(records: Sequence[dict[str, Any]], measured: dict[str, Any], long: int) -> None:
    """Prints the records as tables."""
    console = Console()
    if records:
        rows = []
        for record in records:
            figures = [f"{100 * record[name]:.1f}" if name in record else "" for name in MEASURES]
            rate = record.get("documents_per_second")
            rows.append([record["system"], *figures, f"{rate:,.1f}" if rate else ""])
        console.print(table(["system", *MEASURES, "documents\na second"], rows))
        for record in records:
            if record.get("note"):
                console.print(f"{record['system']}: {record['note']}")
    console.print(speed.table(measured, f"documents/s ({WORDS} words)", long))


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="TimeML files; without it only speed")
    parser.add_argument("--peers", type=Path, metavar="DIR", help="outputs of others, as JSON")
    parser.add_argument(
        "--narrative", action="store_true", help="the texts are stories: see said annotate"
    )
    parser.add_argument("--articles", type=int, default=2_000, metavar="N")
    parser.add_argument(
        "--long", type=int, default=LONG, metavar="BYTES", help="the longest text (default: 10 MB)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    if arguments.folder and not list(arguments.folder.glob(f"*{timeml.SUFFIX}")):
        parser.error(f"{arguments.folder}: no {timeml.SUFFIX} file in this folder")
    folder, peers, narrative = arguments.folder, arguments.peers, arguments.narrative
    records = list(rows(folder, peers, narrative)) if folder else []
    ours = SYSTEMS["said"]()
    measured = speed.speed(lambda text: ours(text, DCT), arguments.articles, WORDS, arguments.long)
    if arguments.json:
        print(json.dumps({"systems": records, "speed": measured}, indent=2))
    else:
        show(records, measured, arguments.long)


if __name__ == "__main__":
    main()
