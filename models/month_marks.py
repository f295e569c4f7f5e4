"""The marks of a school's month, and which of them each gets as a day saw it. Pure: frames in, codes out."""

from enum import StrEnum
from functools import cached_property

import numpy as np
import pandas as pd

from models.vocabulary import ReportState


class MonthMark(StrEnum):
    """
    What a month's box shows: the first state that fits, in this order; then received reports by what they tell, with no
    activity and with nothing to report; last all of those again where the report came late. State and lateness are two
    things: late never hides a state, and nothing to report never hides that a report waits for review.
    """

    NOT_EXPECTED = "not_expected"
    NOT_DUE = "not_due"
    DRAFT = "draft"
    MISSING = "missing"
    RETURNED = "returned"
    TO_REVIEW = "to_review"
    NIL = "nil"
    ACCEPTED = "accepted"
    TO_REVIEW_NIL = "to_review_nil"
    TO_REVIEW_ZERO = "to_review_zero"
    ACCEPTED_ZERO = "accepted_zero"
    RETURNED_LATE = "returned_late"
    TO_REVIEW_LATE = "to_review_late"
    NIL_LATE = "nil_late"
    ACCEPTED_LATE = "accepted_late"
    TO_REVIEW_NIL_LATE = "to_review_nil_late"
    TO_REVIEW_ZERO_LATE = "to_review_zero_late"
    ACCEPTED_ZERO_LATE = "accepted_zero_late"

    @cached_property
    def is_late(self) -> bool:
        """The report came after its due date, whatever became of it since."""
        return self.value.endswith("_late")

    @cached_property
    def on_time(self) -> "MonthMark":
        """The same mark without its lateness."""
        return MonthMark(self.value.removesuffix("_late"))

    @property
    def is_zero(self) -> bool:
        """A received report that tells of no activity: a real zero, drawn as a 0 in the box."""
        return self.on_time.value.endswith("_zero")

    @cached_property
    def is_nil(self) -> bool:
        """A received report that says there is nothing to report; drawn with a dash. One that was returned is not."""
        return self.on_time in (MonthMark.NIL, MonthMark.TO_REVIEW_NIL)

    @cached_property
    def state(self) -> "MonthMark":
        """The state of the report, whenever it came and whatever it tells."""
        if self.on_time is MonthMark.NIL:
            return MonthMark.ACCEPTED
        return MonthMark(self.on_time.value.removesuffix("_zero").removesuffix("_nil"))

    @cached_property
    def is_received(self) -> bool:
        return self.state in (MonthMark.RETURNED, MonthMark.TO_REVIEW, MonthMark.ACCEPTED)


ZEROS = {
    MonthMark.ACCEPTED.value: MonthMark.ACCEPTED_ZERO.value,
    MonthMark.TO_REVIEW.value: MonthMark.TO_REVIEW_ZERO.value,
}
"""Code of a received report -> its code where it tells of no activity."""
NILS = {
    MonthMark.ACCEPTED.value: MonthMark.NIL.value,
    MonthMark.TO_REVIEW.value: MonthMark.TO_REVIEW_NIL.value,
}
"""The same where it says that there is nothing to report."""
LATE = {mark.on_time.value: mark.value for mark in MonthMark if mark.is_late}
"""Code of a received report -> its code where it came late."""


def month_marks(
    months: pd.DatetimeIndex, totals: pd.DataFrame, states: pd.DataFrame, due_dates: pd.Series, as_of: pd.Timestamp
) -> pd.DataFrame:
    """
    A code of MonthMark for every school (rows) and month of the year (columns): the first state that fits, and beside
    it whether the report came after its due date.

    totals: school_id, month, expected, reported, activities, one row for every school and month, as
    `queries.school_months` promises. states: school_id, month, state, due_date, first_submitted_date, is_nil, as
    `queries.report_states` promises. due_dates: by month, for reports that nothing is stored about.
    """
    rows = totals.merge(
        states[["school_id", "month", "state", "due_date", "first_submitted_date", "is_nil"]],
        on=["school_id", "month"],
        how="left",
    )
    state = rows["state"].fillna(ReportState.NOT_STARTED.value)
    due = rows["due_date"].fillna(rows["month"].map(due_dates))
    received = state.isin([item.value for item in ReportState if item.is_received]).to_numpy()
    is_draft = state.eq(ReportState.DRAFT).to_numpy()
    is_past_due = (due < as_of).to_numpy()
    marks = np.full(len(rows), MonthMark.ACCEPTED.value, dtype=object)
    marks[state.eq(ReportState.SUBMITTED).to_numpy()] = MonthMark.TO_REVIEW.value
    nil = received & rows["is_nil"].eq(True).to_numpy()
    zero = received & ~nil & rows["activities"].eq(0).to_numpy()
    marks[zero], marks[nil] = [ZEROS[mark] for mark in marks[zero]], [NILS[mark] for mark in marks[nil]]
    marks[state.eq(ReportState.RETURNED).to_numpy()] = MonthMark.RETURNED.value
    late = received & (rows["first_submitted_date"] > due).to_numpy()
    marks[late] = [LATE[mark] for mark in marks[late]]
    marks[~received & is_past_due] = MonthMark.MISSING.value
    marks[is_draft & ~is_past_due] = MonthMark.DRAFT.value
    marks[~received & ~is_draft & ~is_past_due] = MonthMark.NOT_DUE.value
    marks[rows["expected"].eq(0).to_numpy() & ~received] = MonthMark.NOT_EXPECTED.value
    rows["mark"] = marks
    return rows.pivot(index="school_id", columns="month", values="mark").reindex(columns=months)
