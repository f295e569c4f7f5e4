"""
What schools did after visits that were drawn by chance: in time the honest test of whether visits help. Pure.

A school on a list is visited because its figures are low, and low figures rise by themselves. One in five visits is
drawn by lot among the schools on no list, so nothing but chance tells these schools from the others of that draw.
Source: decision 0028.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.trends.cells import Cells
from models.trends.support_effect import activities_after

FEWEST_VISITS = 30


@dataclass(frozen=True)
class Draw:
    """One list's draw: from which day it held, who was drawn, and who could have been and was not."""

    as_of: pd.Timestamp
    drawn: frozenset[str]
    others: frozenset[str]


@dataclass(frozen=True)
class RandomVisits:
    """
    made: visits to schools that were drawn; known: of how many enough reports followed. after, others: activities a
    month above the level's reports, in the three months after, there and at those not drawn; NaN unless `shown`.
    """

    made: int
    known: int
    after: float
    others: float

    @property
    def shown(self) -> bool:
        return self.known >= FEWEST_VISITS


def random_visits(cells: Cells, draws: Mapping[pd.Timestamp, Draw], visits: pd.DataFrame) -> RandomVisits:
    """
    draws: by month of the list, in order. visits: school_id, contacted_on. A visit follows the latest list of its day;
    a school that was visited several times in a month counts once; months without reports are in no figure.
    """
    days = pd.DataFrame({"judged_on": [draw.as_of for draw in draws.values()], "list": list(draws)})
    visits = visits[["school_id", "contacted_on"]].sort_values("contacted_on", kind="stable")
    if visits.empty or days.empty:
        return RandomVisits(0, 0, np.nan, np.nan)
    days["judged_on"] = days["judged_on"].astype(visits["contacted_on"].dtype)
    followed = pd.merge_asof(visits, days, left_on="contacted_on", right_on="judged_on").dropna(subset="list")
    followed["month"] = followed["contacted_on"].dt.to_period("M").dt.to_timestamp()
    is_drawn = [school in draws[of].drawn for school, of in zip(followed["school_id"], followed["list"], strict=True)]
    made = followed[np.array(is_drawn, dtype=bool)].drop_duplicates(["school_id", "month"])
    after, is_known = activities_after(cells)
    schools = pd.Index(cells.school_ids)
    own: list[float] = []
    beside: list[float] = []
    for _, some in made[made["month"].isin(cells.months)].groupby(["list", "month"]):
        at, draw = cells.at(some["month"].iloc[0]), draws[some["list"].iloc[0]]
        there = schools.isin(some["school_id"]) & is_known[:, at]
        others = schools.isin(draw.others) & is_known[:, at]
        if there.any() and others.any():
            own += after[there, at].tolist()
            beside += [float(after[others, at].mean())] * int(there.sum())
    shown = len(own) >= FEWEST_VISITS
    return RandomVisits(
        len(made), len(own), float(np.mean(own)) if shown else np.nan, float(np.mean(beside)) if shown else np.nan
    )
