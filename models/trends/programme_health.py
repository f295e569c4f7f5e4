"""Is the programme healthy? What plans promised and what was done, as far as reports tell. Pure."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.trends.cells import Cells


@dataclass(frozen=True)
class PlanSteps:
    """
    Steps of the school year's plans that were due by a month: done, open, and unknown because no report came since.

    due = done + open + unknown.
    """

    due: int
    done: int
    open: int
    unknown: int

    @property
    def share_done(self) -> float:
        """Done of those that are known, 0 to 1; NaN where nothing is."""
        known = self.due - self.unknown
        return self.done / known if known else float("nan")


def plan_steps(cells: Cells, steps: pd.DataFrame, month: int, school_year: str) -> PlanSteps:
    """
    Steps planned up to a month (by position) of its school year, of schools expected then.

    steps: as `queries.planned_steps`. A step is done from its month on, once a received report up to the asked month
    told so.
    """
    now, school = cells.months[month], pd.Index(cells.school_ids)
    due = steps[steps["school_year"].eq(school_year) & (steps["planned_month"] <= now)]
    place = school.get_indexer(pd.Index(due["school_id"].to_numpy(dtype=object)))
    due, place = due[place >= 0], place[place >= 0]
    expected = cells.expected[place, month]
    due, place = due[expected], place[expected]
    told = cells.months.get_indexer(pd.DatetimeIndex(due["reported_month"]))
    is_told = (told >= 0) & (told <= month) & cells.received[place, np.clip(told, 0, None)]
    done = (due["done_month"] <= now).to_numpy() & is_told
    planned = cells.months.searchsorted(pd.DatetimeIndex(due["planned_month"]))
    so_far = np.cumsum(cells.received, axis=1)
    earlier = np.where(planned > 0, so_far[place, np.clip(planned - 1, 0, None)], 0)
    unknown = ~done & (so_far[place, month] - earlier == 0)
    return PlanSteps(len(due), int(done.sum()), int((~done & ~unknown).sum()), int(unknown.sum()))
