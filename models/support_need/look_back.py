"""How far the method looks back from a month: its school year and the two before it. Pure."""

from dataclasses import replace

import pandas as pd

from models.support_need.history import DistrictHistory

SCHOOL_YEARS = 3
"""Thirty reporting months, so that a list costs the same however long a district has reported."""


def years_in_reach(calendar: pd.DataFrame, school_year: str) -> list[str]:
    """The school years of a calendar (as in DistrictHistory) that a month of this one is judged by, in order."""
    years = sorted(set(calendar["school_year"].astype(str)))
    return [year for year in years if year <= school_year][-SCHOOL_YEARS:]


def months_in_reach(calendar: pd.DataFrame, school_year: str) -> pd.Series:
    """First days of the reporting months of these years, in the calendar's order."""
    return calendar.loc[calendar["school_year"].isin(years_in_reach(calendar, school_year)), "month"]


def within_reach(history: DistrictHistory, school_year: str) -> DistrictHistory:
    """What a month of this school year is judged by: rows of other years are left out. Decisions
    by hand and next steps all stay."""
    years, months = years_in_reach(history.calendar, school_year), months_in_reach(history.calendar, school_year)
    by_year = ("calendar", "school_years", "school_years_before", "plan_items")
    of_years = {name: getattr(history, name) for name in by_year}
    of_months = {
        name: getattr(history, name) for name in ("expected", "excused_before", "reports", "activities", "responses")
    }
    return replace(
        history,
        **{name: frame[frame["school_year"].astype(str).isin(years)] for name, frame in of_years.items()},
        **{name: frame[frame["month"].isin(months)] for name, frame in of_months.items()},
    )
