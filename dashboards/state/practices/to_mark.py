"""The activities of one school that may be marked as worth sharing, in words. Pure."""

from typing import NamedTuple

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.practices.shapes import SharedActivities
from dashboards.state.school.behind import activity_day, activity_name, attended_text
from models.wording import practices as wording
from models.wording.language import Words


class _Activity(NamedTuple):
    month: pd.Timestamp
    activity_id: str
    activity_date: pd.Timestamp
    title: str | None
    involvement_type: int
    families_attended: float
    counting_method: str | None


def shared_activities(
    words: Words, rows: pd.DataFrame, school_id: str, name: str, school_year: str
) -> SharedActivities:
    """rows: as `queries.activities_to_share`."""
    made: SharedActivities = {"school": school_id, "rows": [], "none": ""}
    made["rows"] = [
        {
            "month": f"{one.month:%Y-%m}",
            "id": one.activity_id,
            "title": activity_name(words, one.title, one.involvement_type),
            "about": words.listed([
                activity_day(words, one.activity_date, one.month),
                words.gettext(wording.SHORT_TYPES[one.involvement_type]),
                _came(words, one),
            ]),
        }
        for one in rows_of(rows, _Activity)
    ]  # fmt: skip
    if not made["rows"]:
        made["none"] = words.gettext(
            "No accepted report of {school} in {year} tells of an activity that is not marked yet.",
            school=name, year=school_year,
        )  # fmt: skip
    return made


def _came(words: Words, one: _Activity) -> str:
    if not is_known(one.families_attended):
        return words.gettext("families not counted")
    return attended_text(words, one.counting_method, round(one.families_attended))
