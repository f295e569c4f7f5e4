"""What a school's own months lead one to expect: median, limits, and months that hit the whole district. Pure."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

FIRM_FROM = 12
"""With fewer months limits are only a trial: they still move much with every new one."""
PER_RANGE = 3.14
FEWEST_RANGES = 4
"""Fewer ranges may be alike by chance; the limits would be so narrow that most months count as unusual."""
SHIFT = 0.7
"""A month in which the district reports less than this share of the same month a year before hit the whole district."""


@dataclass(frozen=True)
class MonthLimits:
    """median, low (never under 0), high: in the unit of the values, NaN where there is too little. months: how many."""

    median: float
    low: float
    high: float
    months: int

    @property
    def is_trial(self) -> bool:
        return self.months < FIRM_FROM


def month_limits(values: pd.Series) -> MonthLimits:
    """
    The individuals chart of one school's months: median -+ 3.14 x median moving range.

    values: one per reporting month, in order, NaN: no report. A moving range is the distance of two neighbouring
    reporting months that were both reported (August's neighbour is May); across a gap there is none. Medians, because
    one extreme month must not widen the limits it is judged by. Fewer than four ranges: no limits.
    Source: D. J. Wheeler, Understanding Variation (2000); 3.14 turns a median moving range into three sigma.
    """
    own = values.to_numpy(dtype=float)
    known = own[~np.isnan(own)]
    ranges = np.abs(np.diff(own))
    ranges = ranges[~np.isnan(ranges)]
    median = float(np.median(known)) if len(known) else float("nan")
    if len(ranges) < FEWEST_RANGES:
        return MonthLimits(median, float("nan"), float("nan"), len(known))
    reach = PER_RANGE * float(np.median(ranges))
    return MonthLimits(median, max(0.0, median - reach), median + reach, len(known))


def district_shifts(totals: pd.DataFrame) -> pd.DatetimeIndex:
    """
    Months in which the whole district did far less than in the same month a year before: a month of snow, a strike.

    totals: month, reported (0/1), activities, of all schools. Compared are activities per report received; a month
    under 0.7 of its year before is named. Peers cannot show such a month, because they were hit too.
    """
    received = totals[totals["reported"].eq(1)].groupby("month")["activities"].mean()
    months = pd.DatetimeIndex(received.index)
    year_before = received.reindex(months - pd.DateOffset(years=1)).to_numpy()
    return months[received.to_numpy() < SHIFT * year_before]
