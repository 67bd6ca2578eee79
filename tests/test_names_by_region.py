"""The names of all regions are recognised alike, as the benchmark measures it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
NAMES = 4
"""Names of each region, in every text of the benchmark."""
GAP = 0.05


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch):
    """The script of the benchmark."""
    monkeypatch.syspath_prepend(str(PROJECT / "benchmarks"))
    import names

    yield names
    del sys.modules["names"]


def test_names_of_every_region_are_recognised_alike(benchmark):
    regions = benchmark.summarise(benchmark.measure(NAMES), "region")
    assert len(regions) == 8
    assert min(row["recognised"] for row in regions) >= 0.95, regions
    assert benchmark.find_gap(regions) <= GAP, regions


def test_each_region_has_enough_names(benchmark):
    names = benchmark.read_names(benchmark.PER_REGION)
    regions = {name.region for name in names}
    for region in regions:
        assert len({one.name for one in names if one.region == region}) >= 200
        assert {one.man for one in names if one.region == region} == {True, False}


@pytest.mark.parametrize(
    ("hits", "number", "expected"),
    [(0, 10, (0.0, 0.278)), (5, 10, (0.237, 0.763)), (10, 10, (0.722, 1.0))],
)
def test_the_interval_is_wilsons(benchmark, hits, number, expected):
    assert benchmark.interval(hits, number) == pytest.approx(expected, abs=0.001)
