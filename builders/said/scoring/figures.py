"""Counts by unit, and the figures that come of them, each with its n and a bootstrap interval.

The interval is the percentile interval of 1,000 resamples of units (B. Efron and R. Tibshirani, An
Introduction to the Bootstrap, 1993, chapter 13). A unit is a document, or a line of a text where
documents are too few to resample. All figures of a report are resampled together, with one seed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from said.text.segments import Place

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sums = NDArray[np.float64]

RESAMPLES = 1000
LEAST_UNITS = 5
"""A figure that rests on fewer units has no interval: there is too little to resample."""
MOSTLY = 0.95
"""The share of resamples in which a figure must be defined to have an interval. Where all of them
give one value, as where nothing disagrees, there is none either: resampling cannot tell more."""
ENOUGH_DOCUMENTS = 20
SEED = 0


class Figure(NamedTuple):
    """A figure: what is measured, its value, a 95 % interval, and how many `of` it rests on.

    `group` is `spans`, `tokens`, `attributes` or `stance`, or else the name of a measure; `label`
    is `all` or a label of the layer. For spans `n` is (in A, in B). Where there is no value,
    `reason` says why; a value without an interval rests on too few units. For attributes `coverage`
    is the share of the spans that are paired.
    """

    group: str
    layer: str
    label: str
    measure: str
    value: float | None
    low: float | None
    high: float | None
    n: tuple[int, ...]
    of: str
    coverage: float | None = None
    reason: str | None = None


class Difference(NamedTuple):
    """How much larger a figure is for one set than for another that is compared with the same.

    `low` and `high` are a 95 % interval from paired resamples: the same units for both.
    `not_above` is the share of the resamples in which the difference is 0 or less. Where one of
    the figures has no value, there is none here.
    """

    group: str
    layer: str
    label: str
    measure: str
    value: float | None
    low: float | None
    high: float | None
    not_above: float | None


class Comparison(NamedTuple):
    """The figures of a comparison; `unit` is what was resampled, `units` how many there are."""

    first: str
    second: str
    documents: list[str]
    unit: str
    units: int
    figures: list[Figure]

    def value(self, group: str, layer: str, label: str, measure: str) -> float | None:
        """The value of one figure. Raises KeyError if it is not among them."""
        for figure in self.figures:
            if figure[:4] == (group, layer, label, measure):
                return figure.value
        raise KeyError((group, layer, label, measure))


class SystemScores(NamedTuple):
    """The figures of each system, and for two systems how much better the first one is."""

    reports: tuple[Comparison, ...]
    differences: list[Difference]


Key = tuple[str, str, str, str]
"""Group, layer, label and measure of a figure."""


class FigureCounts:
    """Collects counts by figure and unit, and turns them into figures.

    `count_f1` collects what F1, precision and recall need, `count_share` an observed agreement,
    `count_alpha` what alpha needs. Every figure is expected first; they come in that order.
    """

    def __init__(self, units: int) -> None:
        self._units = units
        self._of: dict[Key, str] = {}
        self._vectors: dict[Key, Sums] = {}
        self._items: dict[Key, list[Counter[tuple[str, str]]]] = {}

    def expect(self, key: Key, of: str, size: int) -> None:
        """Lists an F1 (size 3) or a share (size 2) of what `of` names."""
        import numpy as np

        self._of[key] = of
        self._vectors[key] = np.zeros((self._units, size))

    def expect_macro(self, key: Key, of: str, labels: int) -> None:
        """Lists the mean of the F1 of so many labels; `of` names what has them."""
        self.expect(key, of, 3 * labels)

    def expect_alpha(self, key: Key, of: str) -> None:
        """Lists an alpha over what `of` names."""
        self._of[key] = of
        self._items[key] = [Counter() for _ in range(self._units)]

    def count_f1(self, key: Key, unit: int, both: float, first: float, second: float) -> None:
        """Counts spans that are in both sets, in the first and in the second; parts of one where
        several readings of a document share its weight."""
        self._vectors[key][unit] += (both, first, second)

    def count_pairs(
        self,
        key: Key,
        unit_of: Callable[[Place], int],
        first: Sequence[Place],
        second: Sequence[Place],
        partners: Mapping[int, int],
    ) -> None:
        """Counts the places of two sets, of which some are partners, each in its unit; a pair
        counts in the unit of its first place."""
        for index, place in enumerate(first):
            self.count_f1(key, unit_of(place), index in partners, 1, index in partners)
        for other in set(range(len(second))) - set(partners.values()):
            self.count_f1(key, unit_of(second[other]), 0, 0, 1)

    def count_share(self, key: Key, unit: int, agree: bool, weight: float = 1) -> None:
        """Counts a pair that agrees or not."""
        self._vectors[key][unit] += (agree * weight, weight)

    def count_label(self, key: Key, unit: int, label: int, first: bool, second: bool) -> None:
        """Counts an item that has a label, given by its number, in one set or in both."""
        self._vectors[key][unit][3 * label : 3 * label + 3] += (first and second, first, second)

    def restricted(self, units: Sequence[int]) -> FigureCounts:
        """The counts of some units."""
        part = FigureCounts(len(units))
        part._of = self._of
        part._vectors = {key: counts[list(units)] for key, counts in self._vectors.items()}
        part._items = {key: [items[n] for n in units] for key, items in self._items.items()}
        return part

    def count_alpha(self, key: Key, unit: int, first: str, second: str) -> None:
        """Counts an item with the value that each set gives it."""
        self._items[key][unit][first, second] += 1

    def figures(self) -> list[Figure]:
        """All figures."""
        weights = resample_weights(self._units)
        return [figure for key in self._of for figure in self._figures(key, weights)]

    def _figures(self, key: Key, weights: Sums) -> Iterator[Figure]:
        of = self._of[key]
        if key in self._items:
            yield self._alpha(key, weights)
            return
        counts = self._vectors[key]
        total = counts.sum(axis=0)
        if len(total) == 2:
            yield _figure(key, of, (round(total[1]),), counts, weights, _share, f"no {of}")
            return
        if len(total) > 3:
            n = round(total[1::3].sum()), round(total[2::3].sum())
            yield _figure(key, of, n, counts, weights, _macro_f1, f"no {of}")
            return
        n = round(total[1]), round(total[2])
        for name, estimate, where in _OF_MATCHES:
            named = _named(key, name)
            yield _figure(named, of, n, counts, weights, estimate, f"none in {where}")

    def resampled(self, key: Key) -> Sums:
        """The value of an F1 or a share over all units, and after it that in each resample; NaN
        where there is none. Tallies of the same units are resampled alike."""
        import numpy as np

        counts = self._vectors[key]
        weights = np.vstack([np.ones(self._units), resample_weights(self._units)])
        estimate = _share if counts.shape[1] == 2 else _OF_MATCHES[0][1]
        return estimate(weights @ counts)

    def matches(self) -> dict[Key, Sums]:
        """The counts of all figures that are F1, precision and recall, one row a unit."""
        return {key: counts for key, counts in self._vectors.items() if counts.shape[1] == 3}

    def _alpha(self, key: Key, weights: Sums) -> Figure:
        import numpy as np

        of, by_unit = self._of[key], self._items[key]
        values = sorted({value for found in by_unit for pair in found for value in pair})
        places = {value: place for place, value in enumerate(values)}
        counts = np.zeros((self._units, len(values), len(values)))
        for unit, found in enumerate(by_unit):
            for (first, second), number in found.items():
                counts[unit, places[first], places[second]] += number
                counts[unit, places[second], places[first]] += number
        items = round(counts.sum() / 2)

        def estimate(sums: Sums) -> Sums:
            return alpha_of_matrices(sums.reshape(*sums.shape[:-1], *counts.shape[1:]))

        reason = f"all {items} {of} have one value, {values[0]}" if len(values) == 1 else "no items"
        flat = counts.reshape(self._units, -1)
        return _figure(key, of, (items,), flat, weights, estimate, reason)


def alpha_of_matrices(matrices: Sums) -> Sums:
    """Krippendorff's alpha for nominal data, of coincidence matrices: shape (..., values, values)
    to (...). A coincidence is two values that one item has, both orders counted.

    NaN where fewer than two values were paired, or all of them are equal. K. Krippendorff,
    Computing Krippendorff's Alpha-Reliability, 2011, section C.
    """
    import numpy as np

    of_value = matrices.sum(axis=-1)
    total = of_value.sum(axis=-1)
    observed = total - np.trace(matrices, axis1=-2, axis2=-1)
    expected = total**2 - (of_value**2).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = 1 - (total - 1) * observed / expected
    return np.where((total > 1) & (expected > 1e-9), found, np.nan)


def _share(sums: Sums) -> Sums:
    return _ratio(sums[..., 0], sums[..., 1])


def _macro_f1(sums: Sums) -> Sums:
    """The mean of the F1 of labels, of which one that neither set has is 0; NaN without any."""
    import numpy as np

    parts = sums.reshape(*sums.shape[:-1], -1, 3)
    found = np.nan_to_num(_ratio(2 * parts[..., 0], parts[..., 1] + parts[..., 2]))
    return np.where(sums.sum(axis=-1) > 0, found.mean(axis=-1), np.nan)


# F1, precision and recall of counts in both sets, in the first and in the second.
_OF_MATCHES: Sequence[tuple[str, Callable[[Sums], Sums], str]] = (
    ("F1", lambda sums: _ratio(2 * sums[..., 0], sums[..., 1] + sums[..., 2]), "either set"),
    ("precision", lambda sums: _ratio(sums[..., 0], sums[..., 2]), "the second set"),
    ("recall", _share, "the first set"),
)


def _named(key: Key, name: str) -> Key:
    group, layer, label, measure = key
    return group, layer, label, f"{measure} {name}".strip()


def score_systems(
    names: Sequence[str], doc_ids: Sequence[str], count: Callable[[FigureCounts, int], None]
) -> SystemScores:
    """The figures of one system or two, whose names follow that of the gold set. `count` counts a
    system, given by its number from 1, with a unit for each document."""
    tallies = [FigureCounts(len(doc_ids)) for _ in names[1:]]
    for system, tally in enumerate(tallies, 1):
        count(tally, system)
    reports = tuple(
        Comparison(names[0], name, list(doc_ids), "document", len(doc_ids), tally.figures())
        for name, tally in zip(names[1:], tallies, strict=True)
    )
    return SystemScores(reports, f1_differences(*tallies) if len(tallies) == 2 else [])


def f1_differences(first: FigureCounts, second: FigureCounts) -> list[Difference]:
    """How much larger each F1, precision and recall of the first tally is that the second has, too;
    same units in both."""
    others = second.matches()
    return [
        _difference(_named(key, name), counts, others[key], estimate)
        for key, counts in first.matches().items()
        if key in others
        for name, estimate, _ in _OF_MATCHES
    ]


def _difference(
    key: Key, counts: Sums, others: Sums, estimate: Callable[[Sums], Sums]
) -> Difference:
    import numpy as np

    value = float(estimate(counts.sum(axis=0)) - estimate(others.sum(axis=0)))
    if np.isnan(value):
        return Difference(*key, None, None, None, None)
    weights = resample_weights(len(counts))
    resampled = estimate(weights @ counts) - estimate(weights @ others)
    resampled = resampled[~np.isnan(resampled)]
    low, high = np.percentile(resampled, [2.5, 97.5])
    return Difference(*key, value, float(low), float(high), float(np.mean(resampled <= 0)))


def resample_weights(units: int) -> Sums:
    """How often each unit is in each resample, a resample a row; the same for the same number of
    units."""
    import numpy as np

    rng = np.random.default_rng(SEED)
    return rng.multinomial(units, np.full(units, 1 / units), RESAMPLES).astype(float)


def _ratio(above: Sums, below: Sums) -> Sums:
    import numpy as np

    return np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)


def _figure(
    key: Key,
    of: str,
    n: tuple[int, ...],
    counts: Sums,
    weights: Sums,
    estimate: Callable[[Sums], Sums],
    reason: str,
) -> Figure:
    import numpy as np

    value = float(estimate(counts.sum(axis=0)))
    if np.isnan(value):
        return Figure(*key, None, None, None, n, of, reason=reason)
    if np.count_nonzero(counts.any(axis=1)) < LEAST_UNITS:
        return Figure(*key, value, None, None, n, of)
    resampled = estimate(weights @ counts)
    defined = resampled[~np.isnan(resampled)]
    if len(defined) < MOSTLY * len(resampled) or np.ptp(defined) == 0:
        return Figure(*key, value, None, None, n, of)
    low, high = np.percentile(defined, [2.5, 97.5])
    return Figure(*key, value, float(low), float(high), n, of)
