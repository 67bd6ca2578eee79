"""Measures `said annotate` from Parquet to Parquet on generated articles of 500 words.

Seconds are the wall time of the whole command in a process of its own, start of Python included.
`process MB` and `all MB` are peaks of memory, as `build.py` has them. `time ratio` is the time per
document over that of the smallest table, `memory ratio` is `process MB` and `all MB` over those of
the table before. The rows of a table are one row group, the hardest case for a reader.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from build import Sampler, show
from dates import DCT
from speed import articles

WORDS = 500


def table(work: Path, documents: int) -> Path:
    """The generated table of that size; one that is already there is used again."""
    work.mkdir(parents=True, exist_ok=True)
    file = work / f"articles-{documents}.parquet"
    if not file.is_file():
        texts = list(islice(articles(WORDS), documents))
        ids = [f"a{number}" for number in range(documents)]
        columns = {"doc_id": ids, "text": texts, "dct": [DCT] * documents}
        pq.write_table(pa.table(columns), file, row_group_size=documents)
    return file


def annotate(file: Path, layers: str, jobs: int) -> dict[str, float]:
    """Annotates a table into a folder of parts: seconds, and the peaks of memory in MB."""
    with tempfile.TemporaryDirectory(dir=file.parent) as out:
        options = ["--layer", layers, "--jobs", str(jobs), "--out", f"{out}/annotated"]
        command = [sys.executable, "-m", "said", "annotate", str(file), *options]
        start = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603
            sampler = Sampler(process.pid)
            sampler.start()
            process.wait()
            seconds = time.perf_counter() - start
            sampler.stop()
    if process.returncode:
        sys.exit(f"{file} was not annotated")
    peaks = {"process_mb": sampler.largest_process, "all_mb": sampler.largest_sum}
    return {"seconds": seconds, **{name: peak / 1024 for name, peak in peaks.items()}}


def measure(work: Path, sizes: list[int], layers: str, jobs: int) -> list[dict[str, float]]:
    """A record for each size, with the ratios to the smallest and to the one before."""
    found: list[dict[str, float]] = []
    for documents in sorted(sizes):
        run = annotate(table(work, documents), layers, jobs)
        record = {"documents": documents, **run}
        record["documents_per_second"] = documents / run["seconds"]
        first, before = (found[0], found[-1]) if found else (record, record)
        record["time_ratio"] = first["documents_per_second"] / record["documents_per_second"]
        for key in ("process_mb", "all_mb"):
            record[f"{key}_ratio"] = record[key] / before[key]
        found.append(record)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000], metavar="N")
    parser.add_argument("--layer", default="dates", help="as for said annotate")
    parser.add_argument("--work", type=Path, help="where generated tables are kept for next time")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    with nullcontext(arguments.work) if arguments.work else tempfile.TemporaryDirectory() as folder:
        results = measure(Path(folder), arguments.sizes, arguments.layer, arguments.jobs)
    print(json.dumps(results, indent=2)) if arguments.json else show(results)
