"""Watches a command while it runs: seconds, and the memory of all its processes.

Seconds are the wall time of the whole command in a process of its own, start of Python included.
`process MB` is the largest peak resident set (VmHWM) of any one process of the command. `all MB`
is the largest sum, over all its processes at one moment, of their proportional set sizes (Pss: a
page shared by n processes counts 1/n in each), sampled five times a second. Both count the pages
of mapped files. `time ratio` is the time per document over that of the smallest input, `ratio`
beside a memory is it over that of the input before.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from narrow import table
from rich.console import Console

INTERVAL = 0.2


class Run(NamedTuple):
    """One run of a command, or the medians of several."""

    seconds: float
    process_mb: float
    all_mb: float


class Sampler(threading.Thread):
    """Watches the memory of a process and its descendants until it is told to stop."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.largest_process, self.largest_sum = 0, 0
        self._root = root
        self._over = threading.Event()

    def run(self) -> None:
        """Samples until `stop`."""
        while not self._over.wait(INTERVAL):
            pids = descendants(self._root)
            peaks = [kilobytes(Path(f"/proc/{pid}/status"), "VmHWM") for pid in pids]
            shares = [kilobytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss") for pid in pids]
            self.largest_process = max(self.largest_process, *peaks)
            self.largest_sum = max(self.largest_sum, sum(shares))

    def stop(self) -> None:
        """Ends the thread."""
        self._over.set()
        self.join()


def descendants(root: int) -> list[int]:
    """A process and everything it started, as far as it still runs."""
    found = [root]
    for pid in found:
        try:
            tasks = list(Path(f"/proc/{pid}/task").iterdir())
            found += [int(one) for task in tasks for one in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def kilobytes(file: Path, key: str) -> int:
    """A figure of a process in /proc; 0 if the process is gone."""
    try:
        lines = file.read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{key}:")), 0)


def watched(command: Sequence[str], failure: str) -> Run:
    """Runs a command to its end; ends the benchmark with `failure` if it fails."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603
        sampler = Sampler(process.pid)
        sampler.start()
        process.wait()
        seconds = time.perf_counter() - start
        sampler.stop()
    if process.returncode:
        sys.exit(failure)
    return Run(seconds, sampler.largest_process / 1024, sampler.largest_sum / 1024)


def compared(runs: Iterable[tuple[int, Run]]) -> list[dict[str, float]]:
    """A record for each number of documents and its run, with the ratios."""
    found: list[dict[str, float]] = []
    for documents, run in runs:
        record: dict[str, float] = {"documents": documents, **run._asdict()}
        record["documents_per_second"] = documents / run.seconds
        first, before = (found[0], found[-1]) if found else (record, record)
        record["time_ratio"] = first["documents_per_second"] / record["documents_per_second"]
        for key in ("process_mb", "all_mb"):
            record[f"{key}_ratio"] = record[key] / before[key]
        found.append(record)
    return found


def show(records: list[dict[str, float]]) -> None:
    """Prints the records as a table."""
    heads = ("documents", "seconds", "documents\na second", "time\nratio")
    rows = [
        (
            f"{record['documents']:,}",
            f"{record['seconds']:.1f}",
            f"{record['documents_per_second']:,.0f}",
            f"{record['time_ratio']:.2f}",
            f"{record['process_mb']:,.0f}",
            f"{record['process_mb_ratio']:.2f}",
            f"{record['all_mb']:,.0f}",
            f"{record['all_mb_ratio']:.2f}",
        )
        for record in records
    ]
    Console().print(table([*heads, "process\nMB", "ratio", "all\nMB", "ratio"], rows))
