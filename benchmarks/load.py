"""Measures the cold `load_dataset` of each config of a release against the bare Parquet load.

`release` is `load_dataset(folder, config)`. `parquet` is `load_dataset("parquet", data_files=...,
features=...)` with the same files, splits and features. Each load has an empty cache folder of its
own and writes its Arrow files there; nothing is downloaded (HF_HUB_OFFLINE). Both are measured in
one process in turn, release, parquet, release, parquet, after one load of each that does not count,
and the ratio is that of the medians; `lowest` and `highest` are the ratios of single pairs. The
release is built from 10,000 generated documents.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from statistics import median
from typing import Any

from build import build, corpus
from narrow import table
from rich.console import Console

from said.schema import TABLES

Load = Callable[[str], Any]
"""Loads a config with a cache folder."""


def loads(release: Path, config: str, scratch: str) -> tuple[Load, Load]:
    """The two ways to load a config."""
    import datasets

    builder = datasets.load_dataset_builder(str(release), config, cache_dir=scratch)
    features = builder.info.features
    files = {
        str(split): [str(release / Path(file).relative_to(release)) for file in found]
        for split, found in builder.config.data_files.items()
    }

    def from_release(cache: str) -> Any:
        return datasets.load_dataset(str(release), config, cache_dir=cache)

    def from_parquet(cache: str) -> Any:
        return datasets.load_dataset(
            "parquet", data_files=files, features=features, cache_dir=cache
        )

    return from_release, from_parquet


def seconds(load: Load, rows: dict[str, int]) -> float:
    """How long a load takes with an empty cache. `rows` gets the number of rows of each split."""
    with tempfile.TemporaryDirectory() as cache:
        start = time.perf_counter()
        loaded = load(cache)
        taken = time.perf_counter() - start
        rows.update({split: data.num_rows for split, data in loaded.items()})
    return taken


def measure(release: Path, runs: int) -> list[dict[str, Any]]:
    """A record for each config; a table without rows is none."""
    import datasets

    offered = datasets.get_dataset_config_names(str(release))
    found = []
    for config in filter(offered.__contains__, TABLES):
        with tempfile.TemporaryDirectory() as scratch:
            ours, bare = loads(release, config, scratch)
        rows: tuple[dict[str, int], dict[str, int]] = {}, {}
        taken = [(seconds(ours, rows[0]), seconds(bare, rows[1])) for _ in range(runs + 1)][1:]
        assert rows[0] == rows[1]
        first, second = (median(column) for column in zip(*taken, strict=True))
        found.append(
            {
                "config": config,
                "rows": sum(rows[0].values()),
                "release_seconds": first,
                "parquet_seconds": second,
                "ratio": first / second,
                "ratios": [one / other for one, other in taken],
            }
        )
    return found


def show(records: list[dict[str, Any]]) -> None:
    """Prints the records as a table."""
    heads = ("config", "rows", "release\ns", "parquet\ns", "ratio", "lowest", "highest")
    rows = [
        (
            record["config"],
            f"{record['rows']:,}",
            f"{record['release_seconds']:.2f}",
            f"{record['parquet_seconds']:.2f}",
            f"{record['ratio']:.2f}",
            f"{min(record['ratios']):.2f}",
            f"{max(record['ratios']):.2f}",
        )
        for record in records
    ]
    Console().print(table(heads, rows))


def main() -> None:
    """Builds the release if needed, measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000, metavar="N")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--work", type=Path, help="where generated corpora are kept for next time")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as home,
        nullcontext(arguments.work) if arguments.work else tempfile.TemporaryDirectory() as folder,
    ):
        # datasets reads these when it is imported.
        os.environ |= {
            "HF_HOME": home,
            "HF_HUB_OFFLINE": "1",
            "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
        }
        root = corpus(Path(folder), arguments.documents)
        release = root / "corpus" / "0.1.0"
        if not (release / "manifest.json").is_file():
            build(root, jobs=2)
        records = measure(release.resolve(), arguments.runs)
    print(json.dumps(records, indent=2)) if arguments.json else show(records)


if __name__ == "__main__":
    main()
