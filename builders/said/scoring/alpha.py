"""Krippendorff's alpha for nominal data.

K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, section C (any number of
observers, nominal data, missing values).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Coincidences = Counter[tuple[str, str]]
"""How often two values were given to one item, both orders counted."""


def coincidences(items: Iterable[Sequence[str | None]]) -> Coincidences:
    """The coincidences of items; an item is one value for each observer, None if missing.

    An item with m values counts as m values: each of its m(m-1) pairs weighs 1/(m-1). An item with
    fewer than two values cannot be paired and counts nothing.
    """
    found: Coincidences = Counter()
    for item in items:
        values = [value for value in item if value is not None]
        for pair in permutations(values, 2):
            found[pair] += 1 / (len(values) - 1)  # type: ignore[assignment]
    return found


def alpha_of_matrices(matrices: NDArray[np.float64]) -> NDArray[np.float64]:
    """Alpha of coincidence matrices, shape (..., values, values) to (...).

    NaN where fewer than two values were paired, or all of them are equal.
    """
    import numpy as np

    of_value = matrices.sum(axis=-1)
    total = of_value.sum(axis=-1)
    observed = total - np.trace(matrices, axis1=-2, axis2=-1)
    expected = total**2 - (of_value**2).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = 1 - (total - 1) * observed / expected
    return np.where((total > 1) & (expected > 1e-9), found, np.nan)


def alpha_of(items: Iterable[Sequence[str | None]]) -> float | None:
    """Alpha of items (see `coincidences`); None where it is not defined."""
    import numpy as np

    found = coincidences(items)
    value = float(alpha_of_matrices(coincidence_matrix(found, values_of([found]))))
    return None if np.isnan(value) else value


def values_of(found: Iterable[Coincidences]) -> list[str]:
    """All values that occur, sorted."""
    return sorted({value for counts in found for pair in counts for value in pair})


def coincidence_matrix(found: Coincidences, values: Sequence[str]) -> NDArray[np.float64]:
    """The coincidences as a matrix, shape (values, values)."""
    import numpy as np

    index = {value: place for place, value in enumerate(values)}
    filled = np.zeros((len(values), len(values)))
    for (one, other), weight in found.items():
        filled[index[one], index[other]] = weight
    return filled
