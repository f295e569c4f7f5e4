"""What reports of schools like one school usually hold in a month: the range of 9 in 10 of them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from models.school_charts.peer_months import Peers, schools_like

FEWEST_REPORTS = 10
"""With fewer reports to compare with, a range would say nothing."""
ENOUGH_REPORTS = 30
"""With fewer of the same calendar month, those of its neighbours count too."""
EXPECTED = (0.05, 0.95)
FAR = (0.005, 0.995)
FEWEST_RATED = 5
PER_PUPILS = 100


class Figure(StrEnum):
    """A figure of a whole report that is shown beside its range."""

    ACTIVITIES = "activities"
    TYPES = "types"
    FAMILIES = "families"
    PER_ACTIVITY = "per_activity"
    ANSWERS = "answers"
    RATING = "rating"


@dataclass(frozen=True)
class UsualRange:
    """
    low, high: 9 in 10 of the reports lie within, in the unit of the figure; far_low, far_high: 99 in 100. reports: of
    how many.
    """

    low: float
    high: float
    far_low: float
    far_high: float
    reports: int


@dataclass(frozen=True)
class UsualReport:
    """What is usual for one school in one month: of each figure its range, and whose reports those are."""

    ranges: Mapping[Figure, UsualRange]
    peers: Peers | None


def figures_of(sums: pd.DataFrame) -> pd.DataFrame:
    """
    The figures of reports, a column each by Figure; NaN: not known. sums: as `queries.school_month_sums`.

    answers: of the families at activities whose parents were asked, 0 to 1. rating: mean on the scale from 1 to 5.
    """
    counted, asked = sums["counted"], sums["asked_families"]
    return pd.DataFrame(
        {
            Figure.ACTIVITIES.value: sums["activities"].astype(float),
            Figure.TYPES.value: sums["types"].astype(float),
            Figure.FAMILIES.value: sums["families"].where(counted > 0).astype(float),
            Figure.PER_ACTIVITY.value: sums["families"] / counted.where(counted > 0),
            Figure.ANSWERS.value: sums["answers"] / asked.where(asked > 0),
            Figure.RATING.value: sums["rating_sum"] / sums["rating_answers"].where(sums["rating_answers"] > 0),
        },
        index=sums.index,
    )


def usual_report(sums: pd.DataFrame, schools: pd.DataFrame, school_id: str, month: pd.Timestamp) -> UsualReport:
    """
    The ranges for one school's report of a month, from reports of the same calendar month in the years that are known.

    sums: as `queries.school_month_sums`. schools: of the month's school year, by school_id: level, enrollment. Families
    are compared per pupil where the enrollment is known. The school's own reports, and later months, are left out.
    """
    if school_id not in schools.index:
        return UsualReport({}, None)
    chosen, peers = schools_like(schools, school_id)
    if peers is None:
        return UsualReport({}, None)
    rows = sums[sums["school_id"].isin(chosen) & (sums["month"] <= month)]
    near = (rows["month"].dt.month - month.month) % 12
    same = rows[near.eq(0)]
    rows = same if len(same) >= ENOUGH_REPORTS else rows[near.isin([0, 1, 11])]
    figures = figures_of(rows)
    pupils = float(schools["enrollment"].astype(float).to_dict()[school_id])
    if not np.isnan(pupils):
        share = pupils / rows["school_id"].map(schools["enrollment"])
        for name in (Figure.FAMILIES.value, Figure.PER_ACTIVITY.value):
            figures[name] = figures[name] * share
    figures[Figure.RATING.value] = figures[Figure.RATING.value].where(rows["rating_answers"] >= FEWEST_RATED)
    found = {one: usual_range(figures[one.value].to_numpy(dtype=float)) for one in Figure}
    return UsualReport({one: limits for one, limits in found.items() if limits is not None}, peers)


def usual_range(values: np.ndarray) -> UsualRange | None:
    """The range of some figures, NaN left out; None with fewer than ten."""
    known = values[~np.isnan(values)]
    if len(known) < FEWEST_REPORTS:
        return None
    low, high, far_low, far_high = np.quantile(known, [*EXPECTED, *FAR])
    return UsualRange(float(low), float(high), float(far_low), float(far_high), len(known))


def turnout_ranges(activities: pd.DataFrame, reports: pd.DataFrame, school_years: pd.DataFrame) -> pd.DataFrame:
    """
    low, high, far_low, far_high (families per 100 pupils at one activity), reports (activities): by level and
    involvement type, over all that is known.

    activities, reports, school_years: as in a DistrictHistory with the month's school_year in `activities`; of each
    month the latest revision counts. Cancelled activities, and those counted by tickets or views, are left out.
    """
    latest = reports.groupby(["school_id", "month"])["revision"].max().reset_index()
    rows = activities.merge(latest, on=["school_id", "month", "revision"])
    rows = rows[~rows["is_cancelled"].astype(bool) & ~rows["counting_method"].isin(["tickets", "views"])]
    key = ["school_id", "school_year"]
    rows = rows.merge(school_years[[*key, "level", "enrollment"]], on=key)
    rows = rows.assign(share=PER_PUPILS * rows["families_attended"] / rows["enrollment"]).dropna(subset=["share"])
    columns = ["low", "high", "far_low", "far_high", "reports"]
    if not len(rows):
        return pd.DataFrame(
            columns=columns, index=pd.MultiIndex.from_arrays([[], []], names=["level", "involvement_type"])
        )
    groups = rows.groupby(["level", "involvement_type"])["share"]
    parts = [groups.quantile(at) for at in (*EXPECTED, *FAR)]
    found = pd.concat([*parts, groups.size()], axis=1, keys=columns)
    return found[found["reports"] >= ENOUGH_REPORTS]
