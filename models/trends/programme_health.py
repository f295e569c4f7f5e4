"""
Is the programme healthy? What plans promised and what was done, what waits for review, how far the roll-out came. Pure.

Nothing recorded is unknown, never 0. A load is a count of needs, never a rank of people.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.trends.cells import Cells, Flags, Floats
from models.vocabulary import ProgrammeStep, ReportState

WEEK, MONTH = 7, 30
"""Days past the day by which a month's reports are reviewed: late, and very late."""


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


# ------------------------------------------------------------ what waits for review
@dataclass(frozen=True)
class Backlog:
    """
    Reports that wait for review: how many, for how many days (NaN: none waits), and how many of them are not due yet,
    1 to 7 days past the day of review, 8 to 30, and longer.
    """

    reports: int
    median_days: float
    oldest_days: float
    not_due: int
    week: int
    month: int
    longer: int


def to_review(answers: pd.DataFrame, calendar: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """
    school_id, month, days (it waits), past (days after the day of review; 0 and less: not due) of reports that wait.

    answers: the latest change of each report by the day, as `queries.report_answers`. calendar: month, review_by.
    """
    waiting = answers[answers["state"].eq(ReportState.SUBMITTED.value)].merge(
        calendar[["month", "review_by"]], on="month"
    )
    return pd.DataFrame(
        {
            "school_id": waiting["school_id"].astype(str),
            "month": waiting["month"],
            "days": (as_of - waiting["changed_on"]).dt.days,
            "past": (as_of - waiting["review_by"]).dt.days,
        }
    )


def backlog(waiting: pd.DataFrame) -> Backlog:
    """The counts of some rows of `to_review`."""
    days, past = waiting["days"], waiting["past"]
    return Backlog(
        reports=len(waiting),
        median_days=float(days.median()),
        oldest_days=float(days.max()),
        not_due=int((past <= 0).sum()),
        week=int(past.between(1, WEEK).sum()),
        month=int(past.between(WEEK + 1, MONTH).sum()),
        longer=int((past > MONTH).sum()),
    )


# ------------------------------------------------------------ how far the roll-out came
@dataclass(frozen=True)
class RollOut:
    """
    By step (rows) and month: how many of the schools expected in it had reached it by its last day. `none`: those
    without any step; expected: all of them. A later step does not imply an earlier one.
    """

    reached: Floats
    none: Floats
    expected: Floats


def roll_out(cells: Cells, steps: pd.DataFrame) -> RollOut:
    """steps: school_id, step, reached_on."""
    school = pd.Index(cells.school_ids)
    ends = cells.months + pd.offsets.MonthEnd(0)
    by_step = {step: _reached(school, steps[steps["step"].eq(step.value)], ends) for step in ProgrammeStep}
    expected = cells.expected
    any_step = np.any(list(by_step.values()), axis=0)
    return RollOut(
        reached=np.array([(there & expected).sum(axis=0) for there in by_step.values()], dtype=float),
        none=(expected & ~any_step).sum(axis=0).astype(float),
        expected=expected.sum(axis=0).astype(float),
    )


def _reached(school: pd.Index, steps: pd.DataFrame, ends: pd.DatetimeIndex) -> Flags:
    on = steps.groupby("school_id")["reached_on"].min().reindex(school).to_numpy(dtype="datetime64[ns]")
    return on[:, None] <= ends.to_numpy(dtype="datetime64[ns]")[None, :]


# ------------------------------------------------------------ professional development
@dataclass(frozen=True)
class Development:
    """
    schools: expected ones whose team came to a session of the school year so far; none_for_a_year: expected ones
    without any in twelve months. people: members who came, NaN where nobody counted.
    """

    expected: int
    schools: int
    sessions: int
    people: float
    none_for_a_year: int


def development(
    attended: pd.DataFrame, expected: frozenset[str], first: pd.Timestamp, as_of: pd.Timestamp
) -> Development:
    """attended: school_id, session_id, held_on, people. first: the first day of the school year."""
    until = attended[attended["held_on"] <= as_of]
    own = until[until["held_on"] >= first]
    lately = set(until.loc[until["held_on"] > as_of - pd.DateOffset(years=1), "school_id"].astype(str))
    people = pd.to_numeric(own["people"])
    return Development(
        expected=len(expected),
        schools=len(expected & set(own["school_id"].astype(str))),
        sessions=own["session_id"].nunique(),
        people=float(people.sum(min_count=1)),
        none_for_a_year=len(expected - lately),
    )
