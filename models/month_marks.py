"""Which mark each school's month gets, as a day saw it. Pure: frames in, codes out."""

import pandas as pd

from models.vocabulary import MonthMark, ReportState

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
    received = state.isin([item.value for item in ReportState if item.is_received])
    is_draft = state.eq(ReportState.DRAFT)
    is_past_due = due < as_of
    marks = pd.Series(MonthMark.ACCEPTED.value, index=rows.index, dtype=object)
    marks[state.eq(ReportState.SUBMITTED)] = MonthMark.TO_REVIEW.value
    nil = received & rows["is_nil"].eq(True)
    zero = received & ~nil & rows["activities"].eq(0)
    marks[zero], marks[nil] = marks[zero].map(ZEROS), marks[nil].map(NILS)
    marks[state.eq(ReportState.RETURNED)] = MonthMark.RETURNED.value
    late = received & (rows["first_submitted_date"] > due)
    marks[late] = marks[late].map(LATE)
    marks[~received & is_past_due] = MonthMark.MISSING.value
    marks[is_draft & ~is_past_due] = MonthMark.DRAFT.value
    marks[~received & ~is_draft & ~is_past_due] = MonthMark.NOT_DUE.value
    marks[rows["expected"].eq(0) & ~received] = MonthMark.NOT_EXPECTED.value
    rows["mark"] = marks
    return rows.pivot(index="school_id", columns="month", values="mark").reindex(columns=months)
