"""What schools like one school did, month by month: quartiles over at least five, so that none is named. Pure."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

QUANTITIES = ("activities", "reach")

FEWEST_PEERS = 5
"""With fewer schools of like size the whole level is the comparison; with fewer of the level, nothing is drawn."""


@dataclass(frozen=True)
class Peers:
    """Whom a school is compared with: so many others of its level, of like size too or of any size."""

    count: int
    are_of_size: bool


@dataclass(frozen=True)
class YearFrames:
    """
    One school year of the whole district as a day knew it: never leaves `dashboards.state` as it is.

    schools: by school_id, level, enrollment (pupils, NaN unknown). totals: as `queries.school_months`.
    """

    school_year: str
    schools: pd.DataFrame
    totals: pd.DataFrame

    @cached_property
    def grids(self) -> dict[str, pd.DataFrame]:
        """activities, reach, expected, reported, to_check, each by school (rows) and month; NaN: no report."""
        rows = self.totals.assign(reach=reach(self.totals, self.schools["enrollment"]))
        names = (*QUANTITIES, "expected", "reported", "to_check")
        return {name: rows.pivot(index="school_id", columns="month", values=name) for name in names}


def peer_months(year: YearFrames, school_id: str) -> tuple[dict[str, np.ndarray], Peers | None]:
    """
    Quartiles of activities and reach over the schools like this one, by month of the year, and who they are.

    activities_low, activities_median, activities_high, reach_low, reach_median, reach_high; reach in families per 100
    pupils at a typical activity. Peers are the other schools of the same level with half to double the enrollment, or
    all others of the level where those are fewer than five. Empty, and None, with fewer than five in the level.
    """
    chosen, peers = schools_like(year.schools, school_id)
    if peers is None:
        return {}, None
    answer: dict[str, np.ndarray] = {}
    for name in QUANTITIES:
        grid = year.grids[name]
        by_part = quartiles(grid.to_numpy(dtype=float)[grid.index.isin(chosen)])
        answer |= {f"{name}_{part}": by_part[at] for at, part in enumerate(("low", "median", "high"))}
    return answer, peers


def schools_like(schools: pd.DataFrame, school_id: str) -> tuple[pd.Index, Peers | None]:
    """
    The ids of the schools that one is compared with, and who they are; none, and None, with fewer than five in its
    level. schools: by school_id, level and enrollment, as in `YearFrames`.
    """
    own = schools.loc[school_id]
    of_level = schools[schools["level"].eq(own["level"])].drop(index=school_id)
    alike = of_level[of_level["enrollment"].between(own["enrollment"] / 2, own["enrollment"] * 2)]
    are_of_size = len(alike) >= FEWEST_PEERS
    chosen = alike if are_of_size else of_level
    if len(chosen) < FEWEST_PEERS:
        return chosen.index[:0], None
    return chosen.index, Peers(len(chosen), are_of_size)


def quartiles(values: np.ndarray) -> np.ndarray:
    """Lower quartile, median, upper quartile (3, columns) of each column, NaN left out, linearly interpolated."""
    count = (~np.isnan(values)).sum(axis=0)
    ordered = np.sort(values, axis=0)  # NaN last
    place = np.array([[0.25], [0.5], [0.75]]) * np.maximum(count - 1, 0)
    under = place.astype(int)
    over = np.minimum(under + 1, np.maximum(count - 1, 0))
    columns = np.arange(values.shape[1])
    low, high = ordered[under, columns], ordered[over, columns]
    return low + (place - under) * (high - low)


def reach(totals: pd.DataFrame, enrollment: pd.Series) -> pd.Series:
    """Families per 100 pupils at a typical activity; NaN where nobody counted or enrollment is unknown."""
    per_activity = totals["families"] / totals["counted"].where(totals["counted"] > 0)
    return per_activity / totals["school_id"].map(enrollment) * 100
