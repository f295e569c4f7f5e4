"""
What missing reports leave open: what was reported is sure; what the silent schools would likely add, and at most.

A silent school is expected to do what it usually has in such a month: season, snow and level are in what the schools of
its level reported that month. Source: decision 0028.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.trends.cells import Cells, Flags, Floats, Integers
from models.trends.quantities import Measure

FEWEST_OF_LEVEL = 3
"""With fewer reports of a level that month, a school is compared with all that reported."""
CAP = 6.0
"""A report of more than so many times its expectation scatters no more than that: one typing error is not the rule."""
Z = 1.8
"""Standard errors to a gamma's 95 % point: 1.8 and not 1.645, because scatter and expectations are estimates."""


@dataclass(frozen=True)
class Expectations:
    """
    What each school would usually report in each month, beside its pool: those it is compared with.

    reported: what was told, 0 where nothing was received. usual: mean of the pool in the month; expected: usual x the
    school's own factor from its other received months; NaN in a month that nobody reported. Shapes (school, month).
    """

    cells: Cells
    reported: Floats
    pool: Integers
    usual: Floats
    expected: Floats

    @cached_property
    def scatter(self) -> float:
        """How far reports lie from what was expected of them, as a variance per expected^1.5."""
        received = self.cells.received
        reported, expected = self.reported[received], self.expected[received]
        weight = (expected**1.5).sum()
        off = np.minimum(reported, CAP * expected) - expected
        return float((off**2).sum() / weight) if weight > 0 else 0.0

    @cached_property
    def _of_pools(self) -> list[dict[int, tuple[float, float]]]:
        """By month and pool: the sum of what was expected of its reporters, and of the same ^1.5."""
        sums: list[dict[int, tuple[float, float]]] = []
        for month in range(self.reported.shape[1]):
            received, found = self.cells.received[:, month], {}
            for pool in np.unique(self.pool[:, month]):
                inside = received if pool < 0 else received & (self.cells.level[:, month] == pool)
                expected = self.expected[inside, month]
                found[int(pool)] = (float(expected.sum()), float((expected**1.5).sum()))
            sums.append(found)
        return sums

    def of(self, there: Flags, month: int) -> tuple[float, float, float]:
        """
        Floor, likely and ceiling of some schools (flags by school) in a month, in the unit of what is reported.

        NaN where nobody in the district has reported. The ceiling holds in about 19 of 20 months.
        """
        received = self.cells.received[:, month]
        if not received.any():
            return (np.nan, np.nan, np.nan)
        floor = float(self.reported[there & received, month].sum())
        silent = there & self.cells.expected[:, month] & ~received
        missing = self.expected[silent, month]
        likely = float(missing.sum())
        if likely <= 0:
            return floor, floor, floor
        variance = self.scatter * float((missing**1.5).sum())
        for pool in np.unique(self.pool[silent, month]):
            expected, scattered = self._of_pools[month][int(pool)]
            own = float(self.expected[silent & (self.pool[:, month] == pool), month].sum())
            if expected > 0:
                variance += own**2 * self.scatter * scattered / expected**2
        q = variance / (9 * likely**2)
        return floor, floor + likely, floor + likely * (1 - q + Z * np.sqrt(q)) ** 3


def all_expectations(cells: Cells) -> dict[Measure, Expectations]:
    """Of the two sums of which missing reports leave something open."""
    return {
        Measure.ACTIVITIES: expectations(cells, cells.activities),
        Measure.FAMILIES: expectations(cells, cells.families),
    }


def expectations(cells: Cells, reported: Floats) -> Expectations:
    """What was expected of every school in every month, from the reports of the whole district."""
    received = cells.received
    values = np.where(received, reported, 0.0)
    pool, usual = np.full(values.shape, -1, dtype=np.int64), np.full(values.shape, np.nan)
    for month in range(values.shape[1]):
        came = received[:, month]
        if not came.any():
            continue
        usual[:, month] = values[came, month].mean()
        for level in range(len(cells.level_names)):
            of_level = cells.level[:, month] == level
            if (of_level & came).sum() >= FEWEST_OF_LEVEL:
                pool[of_level, month] = level
                usual[of_level, month] = values[of_level & came, month].mean()
    beside = np.where(received, usual, 0.0)
    own = values.sum(axis=1, keepdims=True) - values
    others = beside.sum(axis=1, keepdims=True) - beside
    months = received.sum(axis=1, keepdims=True) - received
    mean = np.divide(others, months, out=np.zeros_like(others), where=months > 0)
    known = others + mean > 0
    factor = np.divide(own + mean, others + mean, out=np.ones_like(own), where=known)
    return Expectations(cells, values, pool, usual, factor * usual)
