"""Measures `said build --jobs 2` on generated corpora: seconds, documents a second, peak memory.

What the figures mean is said in `watch.py`. Small corpora are built `--runs` times, and the medians
are printed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from statistics import median

from generate import generate
from watch import Run, compared, show, watched

SMALL = 5_000
RUNS = 3


def build(root: Path, jobs: int) -> Run:
    """Builds a corpus from nothing."""
    shutil.rmtree(root / "corpus", ignore_errors=True)
    command = [sys.executable, "-m", "said", "build", "--root", str(root), "--jobs", str(jobs)]
    return watched(command, f"the build of {root} failed")


def corpus(work: Path, documents: int) -> Path:
    """The generated corpus of that size; one that is already there is used again."""
    root = work / f"generated-{documents}"
    if not (root / "seeds" / "corpus.json").is_file():
        shutil.rmtree(root, ignore_errors=True)
        generate(root, documents)
    return root


def measure(work: Path, sizes: list[int], jobs: int, runs: int) -> list[dict[str, float]]:
    """A record for each size, with the ratios to the smallest and to the one before."""
    return compared(
        (documents, typical(work, documents, jobs, runs)) for documents in sorted(sizes)
    )


def typical(work: Path, documents: int, jobs: int, runs: int) -> Run:
    """The medians of several builds; of large corpora one."""
    root = corpus(work, documents)
    built = [build(root, jobs) for _ in range(runs if documents <= SMALL else 1)]
    return Run(*(median(column) for column in zip(*built, strict=True)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 40_000], metavar="N")
    parser.add_argument("--work", type=Path, help="where generated corpora are kept for next time")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--runs", type=int, default=RUNS, help="builds of a small corpus")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    with nullcontext(arguments.work) if arguments.work else tempfile.TemporaryDirectory() as folder:
        results = measure(Path(folder), arguments.sizes, arguments.jobs, arguments.runs)
    print(json.dumps(results, indent=2)) if arguments.json else show(results)
