"""
One figure of each school over a range of months, by level, and beside what chance and usual differences allow. Pure.

A figure on 1 to 9 people is hidden. No school is ranked.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.support_need.indicator_specs import FigureScale
from models.support_need.limits import FEWEST_SCHOOLS, LIMITS, SCALES, between_schools, limits_by_size, within
from models.trends.cells import UNKNOWN, Cells, Flags, Floats, Integers
from models.trends.equity import groups, sums
from models.trends.quantities import SMALL_CELL, Measure, is_small, share

FEWEST_MONTHS = 2
"""Months received from which a school has a figure over a range."""
FEWEST_FOR_QUARTILES = 5
PER_HUNDRED = frozenset({Measure.REACH, Measure.RESPONSE, Measure.ON_TIME})
ABOUT_PEOPLE = frozenset({Measure.FAMILIES, Measure.REACH, Measure.RESPONSE})


def school_values(cells: Cells, measure: Measure, first: int, last: int, small: int = SMALL_CELL) -> Floats:
    """
    By school, over the months from position `first` to `last`: percent, families per 100 enrolled, or a report's or
    month's mean. NaN: under two months received, not known, or on 1 to 9 people.
    """
    months = np.arange(first, last + 1)
    numerator, denominator = _sums(cells, measure, months)
    value = share(numerator, denominator, 100.0 if measure in PER_HUNDRED else 1.0)
    received = cells.received[:, months].sum(axis=1)
    is_hidden = is_small(numerator, small) if measure in ABOUT_PEOPLE else np.zeros(len(value), dtype=bool)
    return np.where((received >= FEWEST_MONTHS) & ~is_hidden, value, np.nan)


def _sums(cells: Cells, measure: Measure, months: Integers) -> tuple[Floats, Floats]:
    if measure is not Measure.FAMILIES:
        return sums(cells, measure, months)
    there = cells.families_known[:, months]
    return np.where(there, cells.families[:, months], 0).sum(axis=1), there.sum(axis=1).astype(float)


@dataclass(frozen=True)
class LevelSpread:
    """A level's schools with a figure: how many, their median, and quartiles (NaN under five schools)."""

    level: str
    schools: int
    low: float
    median: float
    high: float


def level_spreads(cells: Cells, values: Floats, first: int, last: int) -> list[LevelSpread]:
    """values: as `school_values`. Levels without any figure are left out."""
    found = []
    for level, flags in groups(cells, "level", np.arange(first, last + 1)).items():
        known = values[flags & ~np.isnan(values)]
        if not len(known):
            continue
        quartiles = np.percentile(known, [25, 75]) if len(known) >= FEWEST_FOR_QUARTILES else (np.nan, np.nan)
        low, high = (float(at) for at in quartiles)
        found.append(LevelSpread(level, len(known), low, float(np.median(known)), high))
    return found


# ------------------------------------------------------------ reach and response against size
@dataclass(frozen=True)
class SchoolsFunnel:
    """
    points: school (position), x (school-months of reach, families asked of response), y (the figure as it would be at a
    school whose level has the district's rate), own, peers (its own and its level's figure), deviations. limits: as
    `limits_by_size`; empty under five schools. target: the district's rate.
    """

    points: pd.DataFrame
    limits: pd.DataFrame
    target: float

    def outside(self, limit: str) -> int:
        """How many schools lie outside a limit, "95" or "998"."""
        return int((self.points["deviations"].abs() > LIMITS[limit]).sum())


def schools_funnel(
    cells: Cells, measure: Measure, first: int, last: int, small: int = SMALL_CELL
) -> SchoolsFunnel | None:
    """Reach or response of every school over a range; None where nobody has a figure."""
    months = np.arange(first, last + 1)
    numerator, denominator = sums(cells, measure, months)
    own = school_values(cells, measure, first, last, small)
    peers, target = _peers(cells, numerator, denominator, months)
    if measure is Measure.REACH:
        scale, n = SCALES[FigureScale.AMOUNT], (cells.reaches[:, months]).sum(axis=1).astype(float)
        unit = _within_schools(cells, months)
        own = np.where(own > 0, own, np.nan)
    else:
        scale, n = SCALES[FigureScale.SHARE], denominator
        unit = scale.per_unit
    known = np.flatnonzero(~np.isnan(own) & (peers > 0) & (n > 0))
    if not len(known) or not target > 0:
        return None
    own, peers, n = own[known], peers[known], n[known]
    gap = scale.forth(own) - scale.forth(peers)
    variance = (unit or 0.0) / n
    between = between_schools(gap, variance)
    spread = np.sqrt(variance + between)
    at = float(scale.forth(np.array([target]))[0])
    points = pd.DataFrame(
        {
            "school": known,
            "x": n,
            "y": scale.back(at + gap),
            "own": own,
            "peers": peers,
            "deviations": np.divide(gap, spread, out=np.zeros(len(gap)), where=spread > 0),
        }
    )
    enough = len(points) >= FEWEST_SCHOOLS
    return SchoolsFunnel(
        points, limits_by_size(scale, at, unit or 0.0, between, n) if enough else pd.DataFrame(), target
    )


def _peers(cells: Cells, numerator: Floats, denominator: Floats, months: Integers) -> tuple[Floats, float]:
    """The rate of each school's level, and the district's; both of a hundred."""
    target = float(share(np.array([numerator.sum()]), np.array([denominator.sum()]), 100.0)[0])
    peers = np.full(len(numerator), target)
    for flags in groups(cells, "level", months).values():
        peers[flags] = share(np.array([numerator[flags].sum()]), np.array([denominator[flags].sum()]), 100.0)[0]
    return peers, target


def _within_schools(cells: Cells, months: Integers) -> float | None:
    """Variance of one school-month's reach about its own school on the log scale, beside its level in that month."""
    there: Flags = cells.reaches[:, months] & (cells.families[:, months] > 0)
    school, month = np.nonzero(there)
    value = np.log(cells.families[:, months][there] / cells.enrollment[:, months][there])
    level = cells.level[:, months][there]
    pool = (level - UNKNOWN) * there.shape[1] + month
    _, code = np.unique(pool, return_inverse=True)
    mean = np.bincount(code, weights=value) / np.bincount(code) if len(value) else value
    return within(school, value - mean[code], np.ones(len(value))) if len(value) else None
