"""
What is so about each school in a month whatever the rules: enough data or not, silent or not, figures to check. Pure.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.support_need.comparison import LAST_REPORTS, Comparison
from models.support_need.known_rows import Dates, Flags, Floats, Names, OrderedHistory
from models.support_need.lists import by_hand
from models.support_need.raising import overdue

PLEASE_CHECK = float(np.log(5.0))
SILENT_FROM = 2
"""Reports in a row that have not arrived before a school is called silent."""


@dataclass(frozen=True)
class PleaseCheck:
    """
    Attendances so far that are more than 5 times off their expectation or above twice the enrollment, one row each.
    """

    school_id: Names
    month: Dates
    activity_id: Names
    families_attended: Floats
    expected: Floats
    above_enrollment: Flags

    def frame(self) -> pd.DataFrame:
        why = np.where(self.above_enrollment, "above_enrollment", "far_off")
        return pd.DataFrame(
            {
                "school_id": pd.array(self.school_id, dtype="str"),
                "month": self.month,
                "activity_id": pd.array(self.activity_id, dtype="str"),
                "families_attended": self.families_attended,
                "expected": self.expected,
                "why": pd.array(why.astype(object), dtype="str"),
            }
        )


@dataclass(frozen=True)
class Standing:
    """
    By school expected in the month, whatever the rules.

    last_received_on: NaT never. months_since_report, months_since_activity: expected months since then; never is all of
    them for reports, NaN for activities. silent: two reports or more missing in a row. put_on, taken_off: Check in, by
    hand. overdue: a next step was due before the as-of date and is open. by_level_alone: names of levels with too few
    schools, compared with the whole district.
    """

    enough_data: Flags
    last_received_on: np.ndarray
    months_since_report: Floats
    months_since_activity: Floats
    silent: Flags
    put_on: Flags
    taken_off: Flags
    overdue: Flags
    by_level_alone: tuple[str, ...]
    please_check: PleaseCheck


def standing(history: OrderedHistory, compared: Comparison) -> Standing:
    """Standing of the schools expected in the month, as known on its as-of date."""
    now = compared.expected[:, -1]
    view = compared.view
    due = compared.reporting.last_due
    received = (due & view.received).sum(axis=1)
    so_far = compared.expected.sum(axis=1)
    missed = _since(compared.expected, view.received)
    sent = np.where(view.received, view.first_sent, np.datetime64("1678-01-01", "ns")).max(axis=1)
    put_on, taken_off = by_hand(history.decisions, len(now), history.calendar.as_of[view.last])
    small = np.unique(
        history.schools.level[now, history.calendar.year[view.last]][compared.group_now[now] == compared.groups.levels]
    )
    return Standing(
        enough_data=np.where(so_far < LAST_REPORTS, received > 0, received > 1)[now],
        last_received_on=np.where(view.received.any(axis=1), sent, np.datetime64("NaT", "ns"))[now],
        months_since_report=missed[now],
        months_since_activity=np.where(
            (compared.activity.held > 0).any(axis=1), _since(compared.expected, compared.activity.held > 0), np.nan
        )[now],
        silent=missed[now] >= SILENT_FROM,
        put_on=put_on[now],
        taken_off=taken_off[now],
        overdue=overdue(history.next_steps, len(now), history.calendar.as_of[view.last])[now],
        by_level_alone=tuple(history.schools.level_names[code] for code in small if code >= 0),
        please_check=_please_check(history, compared),
    )


def _since(expected: Flags, seen: Flags) -> Floats:
    """Expected months after the last one where something was seen; all of them where nothing ever was."""
    seen_from_here_on = np.cumsum(seen[:, ::-1], axis=1)[:, ::-1] > 0
    return (expected & ~seen_from_here_on).sum(axis=1).astype(float)


def to_check(history: OrderedHistory, compared: Comparison) -> tuple[Flags, Flags]:
    """Which turnouts are far from what is expected, and which are above twice the enrollment, by row of `turnout`."""
    row = compared.turnout.row
    activities = history.activities
    enrollment = history.schools.enrollment[activities.school[row], history.calendar.year[activities.month[row]]]
    return np.abs(compared.turnout.off) > PLEASE_CHECK, activities.families[row] > 2 * enrollment


def _please_check(history: OrderedHistory, compared: Comparison) -> PleaseCheck:
    far_off, above = to_check(history, compared)
    at = np.flatnonzero(far_off | above)
    row, activities = compared.turnout.row[at], history.activities
    return PleaseCheck(
        school_id=history.schools.ids[activities.school[row]],
        month=history.calendar.starts.to_numpy()[activities.month[row]],
        activity_id=activities.ids[row],
        families_attended=activities.families[row],
        expected=np.exp(compared.turnout.expected[at]),
        above_enrollment=above[at],
    )
