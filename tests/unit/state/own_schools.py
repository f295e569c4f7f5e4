"""A school as its own page has it on a day, written by hand, for the tests of what the page says about it."""

from typing import Any

import pandas as pd

from dashboards.state.our_school.own_school import Coordinator, OwnSchool
from models.month_marks import MonthMark
from models.school_year import SchoolYear, usual_dates
from models.vocabulary import ReportState
from models.wording.language import words_in

WORDS = words_in()
WHO = "Rosa Okafor"
CALENDAR = pd.DataFrame([vars(usual_dates(month)) for month in SchoolYear(2025).months]).astype("datetime64[s]")
SENT = {"state": ReportState.ACCEPTED.value, "mark": MonthMark.ACCEPTED.value, "is_received": True}


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def own(on: str, **months: dict[str, Any]) -> OwnSchool:
    """
    A school as a day sees it: August to February came in on time and are accepted, later months are not due yet.
    `months` says what is different, by name: feb={"state": ...}.
    """
    frame = CALENDAR.set_index("month").assign(
        mark=MonthMark.NOT_DUE.value,
        state=ReportState.NOT_STARTED.value,
        is_expected=True,
        is_received=False,
        is_late=False,
        came_on=pd.NaT,
        activities=float("nan"),
        changed_on=pd.NaT,
        reason=None,
    )
    for month in frame.index:
        name = f"{month:%b}".lower()
        came = frame.at[month, "due_date"] - pd.Timedelta(days=2)
        usual = SENT | {"came_on": came, "changed_on": came, "activities": 3.0} if month < day("2026-03-01") else {}
        for column, value in (usual | months.get(name, {})).items():
            frame.loc[month, column] = value
    return OwnSchool(
        day=day(on),
        is_now=True,
        judged=day("2026-02-01"),
        months=frame,
        activities=pd.DataFrame(),
        contacts=contacts(),
        coordinators=(Coordinator(WHO, "555-0142", None),),
        tier_since=None,
        has_reported=True,
        sent_for=pd.DataFrame({"month": [], "name": [], "role": []}),
    )


GONE = {"state": ReportState.NOT_STARTED.value, "mark": MonthMark.MISSING.value, "is_received": False}
BACK = {"state": ReportState.RETURNED.value, "mark": MonthMark.RETURNED.value, "changed_on": day("2026-03-08")}


def contacts(*rows: tuple[str, str | None, str, str | None]) -> pd.DataFrame:
    """contacted_on, result, next_step, next_step_due, newest first."""
    frame = pd.DataFrame(rows, columns=["contacted_on", "result", "next_step", "next_step_due"])
    frame = frame.assign(channel="phone", purpose="Training dates", closed_on=pd.NaT)
    return frame.astype({"contacted_on": "datetime64[s]", "next_step_due": "datetime64[s]"})
