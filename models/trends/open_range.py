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
    def _of_pools(self) -> dict[int, tuple[Floats, Floats]]:
        """By pool: by month, the sum of what was expected of its reporters, and of the same ^1.5."""
        sums: dict[int, tuple[Floats, Floats]] = {}
        for pool in np.unique(self.pool).tolist():
            inside = self.cells.received if pool < 0 else self.cells.received & (self.cells.level == pool)
            expected = np.where(inside, self.expected, 0.0)
            sums[pool] = (expected.sum(axis=0), (expected**1.5).sum(axis=0))
        return sums

    def of(self, there: Flags, month: int) -> tuple[float, float, float]:
        """`over_months` of one month; there: flags by school."""
        floor, likely, ceiling = self.over_months(there[:, np.newaxis], slice(month, month + 1))[0].tolist()
        return floor, likely, ceiling

    def over_months(self, there: Flags, months: slice = slice(None)) -> Floats:
        """
        Floor, likely and ceiling of some cells, flags by (school, month), in the unit of what is reported; a row for
        each of these months.

        NaN where nobody in the district has reported. The ceiling holds in about 19 of 20 months.
        """
        received, expected, pools = self.cells.received[:, months], self.expected[:, months], self.pool[:, months]
        floor = np.where(there & received, self.reported[:, months], 0.0).sum(axis=0)
        silent = there & self.cells.expected[:, months] & ~received
        missing = np.where(silent, expected, 0.0)
        likely = missing.sum(axis=0)
        variance = self.scatter * (missing**1.5).sum(axis=0)
        for pool, (of_pool, scattered) in self._of_pools.items():
            own = np.where(pools == pool, missing, 0.0).sum(axis=0)
            reporters, scatter = of_pool[months], self.scatter * scattered[months]
            share = np.divide(own, reporters, out=np.zeros_like(own), where=reporters > 0)
            variance += share**2 * scatter
        is_open = likely > 0
        q = np.divide(variance, 9 * likely**2, out=np.zeros_like(likely), where=is_open)
        most = np.where(is_open, likely * (1 - q + Z * np.sqrt(q)) ** 3, 0.0)
        bounds = np.column_stack([floor, floor + likely, floor + most])
        bounds[~np.any(received, axis=0)] = np.nan
        return bounds


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
