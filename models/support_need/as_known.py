"""What was known of a district's schools on an earlier day: later imports change no list of that day. Pure."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd

from models.school_year import is_expected
from models.support_need.history import COLUMNS, DistrictHistory


def days_of_change(history: DistrictHistory) -> list[np.datetime64]:
    """
    The days before which another knowledge of the schools holds for some month of the calendar, the earliest first.

    A month is judged by what was known on its as-of date; a change on that day is known.
    """
    frames = (history.schools_before, history.school_years_before, history.excused_before)
    days = np.unique(np.concatenate([frame["known_until"].to_numpy(dtype="datetime64[ns]") for frame in frames]))
    after = np.searchsorted(days, history.calendar["as_of_date"].to_numpy(dtype="datetime64[ns]"), side="right")
    return [days[place] for place in np.unique(after) if place < len(days)]


def as_known_before(history: DistrictHistory, day: np.datetime64) -> DistrictHistory:
    """The history with its schools as they were known until a day. `expected` is the same frame where it holds on."""
    years = _first_known(history.school_years_before, ["school_id", "school_year"], day)
    months, schools = history.calendar["month"], history.schools
    return replace(
        history,
        school_years=_with_rows(history.school_years, years, ["school_id", "school_year"]),
        expected=expected_before(
            history.expected, months, schools, history.schools_before, history.excused_before, day
        ),
    )


def _first_known(before: pd.DataFrame, key: list[str], day: np.datetime64) -> pd.DataFrame:
    """Of each key the row that held when nothing of this day or later was known."""
    held = before[before["known_until"].to_numpy(dtype="datetime64[ns]") >= day]
    return held.sort_values("known_until", kind="stable").drop_duplicates(key)


def _with_rows(now: pd.DataFrame, earlier: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """The rows of now, those of some keys as they were earlier."""
    if not len(earlier):
        return now
    at = pd.MultiIndex.from_frame(earlier[key]).get_indexer(pd.MultiIndex.from_frame(now[key]))
    was = at >= 0
    changed: dict[str, pd.Series] = {}
    for name in (name for name in COLUMNS["school_years_before"] if name in now and name not in key):
        values = now[name].to_numpy(dtype=object, copy=True)
        values[was] = earlier[name].to_numpy(dtype=object)[at[was]]
        changed[name] = pd.Series(values, index=now.index, dtype=now[name].dtype)
    return now.assign(**changed)


def expected_before(
    expected: pd.DataFrame,
    months: Collection[pd.Timestamp],
    schools: pd.DataFrame,
    schools_before: pd.DataFrame,
    excused_before: pd.DataFrame,
    day: np.datetime64,
) -> pd.DataFrame:
    """
    The school-months of `expected` (school_id, month) as they were known until a day. The same frame where that holds
    on. schools, schools_before, excused_before: frames of a DistrictHistory.

    ASSUMPTION: a month that the school's days of now leave out was excused for no other reason.
    """
    dates = _first_known(schools_before, ["school_id"], day)
    told = _first_known(excused_before, ["school_id", "month"], day)
    if not len(dates) and not len(told):
        return expected
    now, then, calendar = _days_open(schools), _days_open(dates), set(months)
    keys = set(zip(expected["school_id"], expected["month"], strict=True))
    for school, days in then.items():
        for month in months:
            excused = (school, month) not in keys and _is_open(month, *now[school])
            (keys.add if _is_open(month, *days) and not excused else keys.discard)((school, month))
    for school, month, was_excused in zip(*(told[name] for name in ("school_id", "month", "was_excused")), strict=True):
        if month in calendar:
            is_due = not was_excused and _is_open(month, *(then.get(school) or now[school]))
            (keys.add if is_due else keys.discard)((school, month))
    return pd.DataFrame(sorted(keys), columns=["school_id", "month"])


def _days_open(schools: pd.DataFrame) -> dict[str, tuple[object, object]]:
    return {
        school: (opened, closed)
        for school, opened, closed in zip(
            *(schools[name] for name in ("school_id", "opened_on", "closed_on")), strict=True
        )
    }


def _is_open(month: pd.Timestamp, *days: object) -> bool:
    opened, closed = (day.date() if isinstance(day, pd.Timestamp) else None for day in days)
    return is_expected(month.date(), opened, closed)
