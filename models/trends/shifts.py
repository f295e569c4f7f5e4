"""
Which months stand out: the district first, then clusters against what their schools usually do. Pure.

A shift of the whole district is marked there once; clusters are compared with the expectation that the district's own
month gives, so season, snow and district shifts cancel. Source: decision 0028; NHS England, Making Data Count; ranges
that are themselves extreme are left out once (Nelson 1982).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from models.trends.cells import Cells, Flags, Floats, Integers, Scope
from models.trends.open_range import Expectations, all_expectations
from models.trends.quantities import Measure

State = Literal["none", "trial", "firm"]
TRIAL_FROM, FIRM_FROM = 6, 12
PER_RANGE, EXTREME = 2.66, 3.267
"""Limits in mean moving ranges; a range of so many of their mean is left out once."""
RUN_OF_DISTRICT, RUN_OF_CLUSTER, TREND = 7, 9, 7
NEAR = 2 / 3
"""Share of the reach beyond which two of three points on one side are a mark."""
USUAL_YEAR = 0.7
"""A month under this share of its year before, or over its inverse, lends its season to nobody."""
FEWEST_MONTHS = 5
"""Known months that a year needs to lend its seasons."""
MEASURES = (Measure.ACTIVITIES, Measure.FAMILIES)


@dataclass(frozen=True)
class Limits:
    """
    A series with its centre and reach (NaN under 6 points) and the rules that each point meets.

    x: by month, NaN: a gap. rules: 1 beyond centre -+ reach, 2 a run on one side, 3 a run up or down, 4 two of three
    near the limit; `trial` limits tell rule 1 only, and are never spoken of.
    """

    x: Floats
    centre: float
    reach: float
    points: int
    state: State
    rules: tuple[frozenset[int], ...]

    @property
    def firm_marks(self) -> Flags:
        """Months that may be spoken of."""
        return np.array([bool(rules) and self.state == "firm" for rules in self.rules], dtype=bool)


def limits(x: Floats, run: int = RUN_OF_DISTRICT) -> Limits:
    """The individuals chart of a series; `run` points on one side of the centre are a mark."""
    known = ~np.isnan(x)
    points = int(known.sum())
    ranges = np.abs(np.diff(x))
    ranges = ranges[~np.isnan(ranges)]
    nothing = tuple(frozenset[int]() for _ in x)
    if points < TRIAL_FROM or not len(ranges):
        return Limits(x, np.nan, np.nan, points, "none", nothing)
    mean = ranges.mean()
    usual = ranges[ranges < EXTREME * mean] if mean > 0 else ranges
    centre, reach = float(x[known].mean()), PER_RANGE * float(usual.mean())
    state: State = "firm" if points >= FIRM_FROM else "trial"
    flags = {1: known & (np.abs(x - centre) > reach)}
    if state == "firm":
        side = np.where(known, np.sign(x - centre), 0)
        flags |= {2: _runs(side, run), 3: _trends(x), 4: _near_limits(x - centre, reach)}
    rules = tuple(frozenset(rule for rule, marked in flags.items() if marked[month]) for month in range(len(x)))
    return Limits(x, centre, reach, points, state, rules)


def _runs(signs: Floats, length: int) -> Flags:
    """Points of runs of one sign (not 0) that are at least so long."""
    marked = np.zeros(len(signs), dtype=bool)
    starts = np.flatnonzero(np.diff(signs, prepend=np.nan) != 0)
    for start, end in zip(starts, [*starts[1:], len(signs)], strict=True):
        if signs[start] != 0 and end - start >= length:
            marked[start:end] = True
    return marked


def _trends(x: Floats) -> Flags:
    """Points of runs that rise or fall through at least `TREND` of them."""
    steps = np.sign(np.nan_to_num(np.diff(x)))
    rising = _runs(steps, TREND - 1)
    return np.append(rising, False) | np.insert(rising, 0, False)


def _near_limits(off: Floats, reach: float) -> Flags:
    """Points near a limit, two or three of which stand among three neighbours on the same side."""
    near = ~np.isnan(off) & (np.abs(off) > NEAR * reach) & (np.abs(off) <= reach)
    marked = np.zeros(len(off), dtype=bool)
    for start in range(len(off) - 2):
        three = slice(start, start + 3)
        same_side = abs(np.sign(off[three]).sum()) == 3
        if same_side and near[three].sum() >= 2:
            marked[three] |= near[three]
    return marked


def usual_range(found: Limits, value: float, month: int) -> tuple[float, float]:
    """
    What a month's value usually lies between, for the schools that reported it: x says how far the value lies from its
    season, so the season itself is value / exp(x). NaN unless the limits are firm and the month has a year before it.
    """
    if found.state != "firm" or np.isnan(found.x[month]):
        return np.nan, np.nan
    season = value * np.exp(-found.x[month])
    return float(season * np.exp(found.centre - found.reach)), float(season * np.exp(found.centre + found.reach))


# ------------------------------------------------------------ the series that are watched
def district_index(cells: Cells, reported: Floats) -> Floats:
    """
    ln of what was reported over what these schools usually report, by month, less what the same calendar month brought
    in earlier years; NaN in a first year and where nobody reported.
    """
    received = cells.received
    values = np.where(received, reported, 0.0)
    reports = received.sum(axis=0)
    usual = np.divide(values.sum(axis=0), reports, out=np.full(len(reports), np.nan), where=reports > 0)
    beside = np.where(received, np.nan_to_num(usual), 0.0).sum(axis=1)
    own = np.divide(values.sum(axis=1), beside, out=np.zeros(len(beside)), where=beside > 0)
    if np.isnan(usual).all():
        return np.full(len(reports), np.nan)
    weight = np.where(received, (own * np.nanmean(usual))[:, None], 0.0).sum(axis=0)
    share = np.divide(values.sum(axis=0), weight, out=np.zeros(len(reports)), where=weight > 0)
    level = np.log(share, out=np.full(len(reports), np.nan), where=share > 0)
    return level - seasons(cells, level)


def seasons(cells: Cells, level: Floats) -> Floats:
    """Mean over earlier years of what a calendar month lay above its year, by month; NaN where none is known."""
    before = np.where(cells.year_before >= 0, level[cells.year_before], np.nan)
    change = np.abs(np.nan_to_num(level - before))
    lends = ~np.isnan(level) & (change <= -np.log(USUAL_YEAR))
    above = np.full(len(level), np.nan)
    for year in np.unique(cells.year):
        of_year = lends & (cells.year == year)
        if (~np.isnan(level) & (cells.year == year)).sum() >= FEWEST_MONTHS and of_year.any():
            above[of_year] = level[of_year] - level[of_year].mean()
    calendar_month = cells.month_number % 12
    found = np.full(len(level), np.nan)
    for month in range(len(level)):
        same = (calendar_month == calendar_month[month]) & (cells.year < cells.year[month]) & ~np.isnan(above)
        if same.any():
            found[month] = above[same].mean()
    return found


def cluster_index(cells: Cells, expected: Expectations, name: str, gaps: Integers) -> Floats:
    """ln of what a cluster's reporters told over what was expected of them, by month; `gaps` are left out."""
    there = cells.of(Scope("cluster", name)) & cells.received
    reports = there.sum(axis=0)
    told = np.where(there, expected.reported, 0.0).sum(axis=0)
    usual = np.where(there, np.nan_to_num(expected.expected), 0.0).sum(axis=0)
    half = np.divide(usual, 2 * reports, out=np.zeros(len(usual)), where=reports > 0)
    known = (reports > 0) & (usual > 0)
    share = np.divide(told + half, usual + half, out=np.ones(len(usual)), where=known)
    x = np.where(known, np.log(share), np.nan)
    x[gaps] = np.nan
    return x


@dataclass(frozen=True)
class Shifts:
    """The watched series by scope and measure; clusters are gaps where the whole district stood out."""

    series: Mapping[tuple[Scope, Measure], Limits]

    def of(self, scope: Scope, measure: Measure) -> Limits:
        return self.series[scope, measure]

    def is_marked(self, scope: Scope, month: int) -> bool:
        """Has a scope a firm mark in a month, of activities or families?"""
        return any(self.series[scope, measure].firm_marks[month] for measure in MEASURES)

    def way(self, scope: Scope, month: int) -> int:
        """Is a month that is marked above (1) or below (-1) what is usual, by the first measure that marks it?"""
        for measure in MEASURES:
            found = self.series[scope, measure]
            if found.firm_marks[month]:
                return 1 if found.x[month] > found.centre else -1
        return 0

    def marked_clusters(self, month: int) -> list[str]:
        """Names of the clusters with a firm mark in a month."""
        clusters = dict.fromkeys(scope for scope, _ in self.series if scope.kind == "cluster")
        return [scope.name for scope in clusters if self.is_marked(scope, month)]


DISTRICT = Scope("district", "")


def shifts(cells: Cells, expected: Mapping[Measure, Expectations] | None = None) -> Shifts:
    """The district's and each cluster's series of activities and families, over all months."""
    expected = expected or all_expectations(cells)
    series = {(DISTRICT, measure): limits(district_index(cells, expected[measure].reported)) for measure in MEASURES}
    of_all = [month for found in series.values() for month, rules in enumerate(found.rules) if 1 in rules]
    gaps = np.unique(np.array(of_all, dtype=np.int64))
    for name in cells.cluster_names:
        for measure in MEASURES:
            x = cluster_index(cells, expected[measure], name, gaps)
            series[Scope("cluster", name), measure] = limits(x, RUN_OF_CLUSTER)
    return Shifts(series)
