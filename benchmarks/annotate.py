"""Measures `said annotate` from Parquet to Parquet on generated articles of 500 words.

What the figures mean is said in `watch.py`. The rows of a table are one row group, the hardest case
for a reader.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from contextlib import nullcontext
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from dates import DCT
from speed import articles
from watch import Run, compared, show, watched

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


def annotate(file: Path, layers: str, jobs: int) -> Run:
    """Annotates a table into a folder of parts."""
    with tempfile.TemporaryDirectory(dir=file.parent) as out:
        options = ["--layer", layers, "--jobs", str(jobs), "--out", f"{out}/annotated"]
        command = [sys.executable, "-m", "said", "annotate", str(file), *options]
        return watched(command, f"{file} was not annotated")


def measure(work: Path, sizes: list[int], layers: str, jobs: int) -> list[dict[str, float]]:
    """A record for each size, with the ratios to the smallest and to the one before."""
    return compared(
        (documents, annotate(table(work, documents), layers, jobs)) for documents in sorted(sizes)
    )


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
