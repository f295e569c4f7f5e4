"""What one school's figures are counted from, and how a table names an activity. Pure."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from models.support_need.source_rows import SourceRows
from models.vocabulary import CountingMethod, InvolvementType
from models.wording.language import Words


class _Activity(NamedTuple):
    """What names an activity in a table."""

    month: pd.Timestamp
    activity_date: pd.Timestamp
    title: str | None
    involvement_type: int


@dataclass(frozen=True)
class Behind:
    """
    What one school's proof tables are made from.

    rows: as `models.support_need.source_rows`. stored: the activities of the reports in force, as `queries.activities`,
    duplicates and cancelled ones included. steps: as `queries.planned_activities`.
    """

    rows: SourceRows
    stored: pd.DataFrame
    steps: pd.DataFrame

    @cached_property
    def activities(self) -> pd.DataFrame:
        """The counted activities of the figures' months, with what was stored about them, latest first."""
        activities = self.rows.activities[self.rows.activities["in_window"]]
        stored = self.stored.drop_duplicates(["month", "activity_id"])
        activities = activities.merge(
            stored.drop(columns=["involvement_type", "please_check"]), on=["month", "activity_id"], how="left"
        )
        when = activities["activity_date"].fillna(activities["month"])
        return activities.assign(when=when).sort_values("when", ascending=False, kind="stable")

    @cached_property
    def left_out(self) -> tuple[int, int]:
        """How many activities of the figures' months do not count: cancelled ones, and those written twice."""
        months = self.rows.months.loc[self.rows.months["in_window"], "month"]
        stored = self.stored[self.stored["month"].isin(months)]
        cancelled = int(stored["is_cancelled"].sum())
        return cancelled, max(0, len(stored) - cancelled - int(self.rows.activities["in_window"].sum()))


def due_steps(rows: SourceRows, steps: pd.DataFrame) -> pd.DataFrame:
    """
    The plan steps due in the figures' months, with is_counted (the report of the month it was planned for is in) and
    in_time (done by then, as a report that has arrived tells).
    """
    months = rows.months[rows.months["in_window"]]
    due = steps[steps["planned_month"].isin(months["month"])]
    received = months.loc[months["mark"].ne("missing"), "month"]
    return due.assign(
        is_counted=due["planned_month"].isin(received), in_time=due["done_month"].le(due["planned_month"])
    )


def type_name(words: Words, involvement_type: object) -> str:
    """The name of an involvement type by its code, 1 to 6."""
    return words.gettext(InvolvementType(int(str(involvement_type))).label)


def activity_name(words: Words, title: str | None, involvement_type: int) -> str:
    """An activity's title, or its type where it has none."""
    return title if isinstance(title, str) and title else type_name(words, involvement_type)


def activity_day(words: Words, activity_date: pd.Timestamp, month: pd.Timestamp) -> str:
    """ "14 Apr", or "Apr" where only the month is known."""
    return words.short_day(activity_date) if is_known(activity_date) else words.short_month(month)


def attended_text(words: Words, counting_method: object, count: int) -> str:
    """How many came, or what was counted where it was not people: "86 families", "86 views", "12 tickets"."""
    if counting_method == CountingMethod.VIEWS:
        return words.ngettext("{count} view", "{count} views", count)
    if counting_method == CountingMethod.TICKETS:
        return words.ngettext("{count} ticket", "{count} tickets", count)
    return words.ngettext("{count} family", "{count} families", count)


def counted_number(words: Words, value: float) -> str:
    """A number that cleaning may have cut to a part of one, rounded once: "12", or "10.4"."""
    rounded = round(value, 1)
    return words.number(rounded, 0 if rounded == round(rounded) else 1)


def named_activities(words: Words, activities: pd.DataFrame) -> list[tuple[str, str]]:
    """Day and name of each activity of a frame that has month, activity_date, title and involvement_type."""
    return [
        (
            activity_day(words, activity.activity_date, activity.month),
            activity_name(words, activity.title, activity.involvement_type),
        )
        for activity in rows_of(activities, _Activity)
    ]
