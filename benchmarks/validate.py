"""Measures `said validate --level 1-4 --jobs 2` on generated corpora of sound documents.

What the figures of the command mean is said in `watch.py`. `first finding` is the time until it
prints one, of a mistake in the first document of the largest corpus. `level 2` is the same work
done by `jsonschema-rs`, which decides, and by `jsonschema`, the reference, in one process and in
this run: documents a second, and the one over the other.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from build import corpus
from rich.console import Console
from watch import Run, compared, show, watched

from said.check import shape

LEVELS = ["--level", "1-4"]
SAMPLE = 100
"""Documents whose annotations both validators get."""


def command(root: Path, jobs: int, *options: str) -> list[str]:
    """The command on a corpus."""
    program = [sys.executable, "-m", "said", "validate", "--root", str(root)]
    return [*program, *LEVELS, "--jobs", str(jobs), *options]


def validated(root: Path, jobs: int) -> Run:
    """Checks a corpus."""
    return watched(command(root, jobs), f"{root}: the generated documents have mistakes")


def first_finding(root: Path, jobs: int) -> float:
    """Seconds until a mistake in the first document is printed."""
    file = min((root / "seeds").glob("*/annotations.jsonl"))
    sound = file.read_bytes()
    file.write_bytes(sound.replace(b'"kind": "headline"', b'"kind": "healdine"'))
    try:
        start = time.perf_counter()
        lines = command(root, jobs, "--json")
        with subprocess.Popen(lines, stdout=subprocess.PIPE) as process:  # noqa: S603
            assert process.stdout is not None
            told = process.stdout.readline()
            seconds = time.perf_counter() - start
            process.kill()
    finally:
        file.write_bytes(sound)
    if b'"schema"' not in told:
        sys.exit(f"{file}: the mistake was not told")
    return seconds


def validators(root: Path) -> dict[str, float]:
    """Level 2 of some documents by both validators: documents a second, and their ratio."""
    files = sorted((root / "seeds").glob("*/annotations.jsonl"))[:SAMPLE]
    values = [json.loads(line) for file in files for line in file.read_bytes().splitlines()]
    reference = shape.reference_validator("annotation")
    fast = per_second(len(files), values, lambda value: shape.fits_schema("annotation", value))
    slow = per_second(len(files), values, reference.is_valid)
    return {"jsonschema_rs": fast, "jsonschema": slow, "ratio": fast / slow}


def per_second(documents: int, values: list[Any], is_valid: Callable[[Any], bool]) -> float:
    """Documents a second of a validator, the best of three times."""
    is_valid(values[0])
    times = []
    for _ in range(3):
        start = time.perf_counter()
        if not all(map(is_valid, values)):
            sys.exit("a generated annotation does not fit the schema")
        times.append(time.perf_counter() - start)
    return documents / min(times)


def measure(work: Path, sizes: list[int], jobs: int) -> dict[str, Any]:
    """All figures."""
    runs = ((documents, validated(corpus(work, documents), jobs)) for documents in sorted(sizes))
    found = compared(runs)
    largest = corpus(work, max(sizes))
    return {
        "corpora": found,
        "first_finding_seconds": first_finding(largest, jobs),
        "level_2": validators(largest),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000], metavar="N")
    parser.add_argument("--work", type=Path, help="where generated corpora are kept for next time")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    with nullcontext(arguments.work) if arguments.work else tempfile.TemporaryDirectory() as folder:
        results = measure(Path(folder), arguments.sizes, arguments.jobs)
    if arguments.json:
        print(json.dumps(results, indent=2))
    else:
        show(results["corpora"])
        level_2 = results["level_2"]
        console = Console()
        console.print(f"first finding after {results['first_finding_seconds']:.2f} s")
        console.print(
            f"level 2, documents/s: jsonschema-rs {level_2['jsonschema_rs']:,.0f}, "
            f"jsonschema {level_2['jsonschema']:,.0f}, ratio {level_2['ratio']:.0f}"
        )
