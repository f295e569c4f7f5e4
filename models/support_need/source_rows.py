"""The very rows one school's figures are counted from, with what cleaning did to them said beside each row. Pure."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.support_need.activity_comparison import TYPING_ERROR
from models.support_need.comparison import LAST_REPORTS, PER_TYPE, Comparison
from models.support_need.figures import months_counted
from models.support_need.known_rows import Flags, Integers, OrderedHistory
from models.support_need.school_status import to_check


@dataclass(frozen=True)
class SourceRows:
    """
    One school's rows as known on the as-of date of the month compared.

    months      every expected month so far, in order: month, due_date, arrived_on (NaT: not arrived), mark ("on_time"
                | "late" | "missing"), held (counted activities, at most two of a type; NaN: no report), in_window (the
                months behind all figures but reporting and breadth), in_last_due (the last four due), in_last_received
    activities  every activity that counts, by month and id; duplicates and cancelled ones are gone: month,
                activity_id, involvement_type, in_cap (one of the first two of its type and month), families (as
                stored; NaN: no turnout), families_counted (cleaned), expected_families, pupils (that year's, NaN
                unknown), please_check, answers (as counted: never more than families_counted; NaN: not asked, or no
                turnout), in_home_language, in_window, in_last_received
    ratings     every rated response: month, activity_id, answers, mean (on 1 to 5), in_window, in_figure (of the scale
                with the most answers in the window, which is the only one the figure uses)
    """

    months: pd.DataFrame
    activities: pd.DataFrame
    ratings: pd.DataFrame


def school_source_rows(history: OrderedHistory, compared: Comparison, school_id: str) -> SourceRows:
    """The rows behind one school's figures. Raises KeyError for a school the district never expected a report of."""
    found = np.flatnonzero(history.schools.ids == school_id)
    if not len(found):
        raise KeyError(f"No report is expected of school {school_id} in any month, so it has no evidence.")
    school = int(found[0])
    months = _months(history, compared, school)
    return SourceRows(months, _activities(history, compared, school), _ratings(history, compared, school))


def _last_received(compared: Comparison, school: int) -> Flags:
    received = compared.view.received[school]
    return received & (np.cumsum(received[::-1])[::-1] <= LAST_REPORTS)


def _months(history: OrderedHistory, compared: Comparison, school: int) -> pd.DataFrame:
    view, calendar = compared.view, history.calendar
    so_far = view.last + 1
    received, late = view.received[school], view.late[school]
    rows = pd.DataFrame(
        {
            "month": calendar.starts[:so_far],
            "due_date": calendar.due[:so_far],
            "arrived_on": view.first_sent[school],
            "mark": pd.array(np.select([~received, late], ["missing", "late"], "on_time").astype(object), dtype="str"),
            "held": compared.activity.held[school],
            "in_window": months_counted(history, compared),
            "in_last_due": compared.reporting.last_due[school],
            "in_last_received": _last_received(compared, school),
        }
    )
    return rows[compared.expected[school]].reset_index(drop=True)


def _activities(history: OrderedHistory, compared: Comparison, school: int) -> pd.DataFrame:
    activities, view = history.activities, compared.view
    row = view.activity[activities.school[view.activity] == school]
    month = activities.month[row]
    turnout, asked = compared.turnout, compared.response
    counted, check, expected, answers = (
        np.full(len(activities.ids), value) for value in (np.nan, False, np.nan, np.nan)
    )
    counted[turnout.row] = turnout.families
    expected[turnout.row] = np.exp(turnout.expected)
    check[turnout.row] = np.logical_or(*to_check(history, compared))
    answers[asked.row] = asked.answers
    activity_rows = pd.DataFrame(
        {
            "month": history.calendar.starts[month],
            "activity_id": pd.array(activities.ids[row], dtype="str"),
            "involvement_type": activities.involvement_type[row],
            "families": activities.families[row],
            "families_counted": counted[row],
            "expected_families": expected[row],
            "pupils": _pupils(history, row),
            "please_check": check[row].astype(bool),
            "answers": answers[row],
            "in_home_language": activities.in_home_language[row].astype(bool),
            "in_window": months_counted(history, compared)[month],
            "in_last_received": _last_received(compared, school)[month],
        }
    ).sort_values(["month", "activity_id"], kind="stable", ignore_index=True)
    activity_rows.insert(3, "in_cap", activity_rows.groupby(["month", "involvement_type"]).cumcount() < PER_TYPE)
    return activity_rows


def _pupils(history: OrderedHistory, row: Integers) -> np.ndarray:
    school, month = history.activities.school[row], history.activities.month[row]
    return history.schools.enrollment[school, history.calendar.year[month]]


def _ratings(history: OrderedHistory, compared: Comparison, school: int) -> pd.DataFrame:
    rated = compared.rating
    own = history.activities.school[rated.row] == school
    row, answers, scale = rated.row[own], rated.answers[own], rated.scale[own]
    month = history.activities.month[row]
    in_window = months_counted(history, compared)[month]
    per_scale = np.bincount(scale[in_window], weights=answers[in_window]) if in_window.any() else np.zeros(1)
    return pd.DataFrame(
        {
            "month": history.calendar.starts[month],
            "activity_id": pd.array(history.activities.ids[row], dtype="str"),
            "answers": answers,
            "mean": rated.mean[own],
            "in_window": in_window,
            "in_figure": in_window & (scale == int(np.argmax(per_scale))),
        }
    ).sort_values(["month", "activity_id"], kind="stable", ignore_index=True)


def is_cut(activities: pd.DataFrame) -> pd.Series:
    """Which activities' families are counted as fewer or more than stored, being over 3.3 times off."""
    gap = (np.log(activities["families"]) - np.log(activities["expected_families"])).abs()
    return gap > TYPING_ERROR
