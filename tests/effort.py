"""How much a test tries: a sample of its cases in `make test`, all of them in `make test-all`.

The Hypothesis profile decides: `sample`, which is the default, or `thorough`, both of which
`conftest.py` registers. A test that asks here for the number of its cases is marked `sampled`, so
that `make test-all` runs it again; a test without a sensible sample is marked `exhaustive`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from hypothesis import settings

THOROUGH = 100
"""Examples of a property that does not say otherwise, in `make test-all`; the default of
Hypothesis."""
SHARE = 10
"""`make test` tries one case in so many."""
SAMPLE = THOROUGH // SHARE

Case = TypeVar("Case")


def thorough() -> bool:
    """Whether all cases are to be tried."""
    return settings.default is not None and settings.default.max_examples >= THOROUGH


def examples(count: int, share: int = SHARE) -> int:
    """How many examples to try where a thorough run tries `count`."""
    return count if thorough() else max(1, count // share)


def some_of(cases: Iterable[Case], share: int = SHARE) -> list[Case]:
    """All cases in a thorough run, else one in so many, the first among them."""
    listed = list(cases)
    return listed if thorough() else listed[::share]
