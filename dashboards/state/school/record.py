"""The record of one school in words: what was reported and done. Pure."""

from typing import NamedTuple, TypedDict

import pandas as pd

from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.school.behind import activity_day, activity_name, attended_text, type_name
from dashboards.state.triage.rows import BoardInWords
from models.wording.language import Words


class ActivityLine(TypedDict):
    """One activity of the record, every figure in words."""

    date: str
    title: str
    type: str
    families: str
    note: str


class RecordPart(TypedDict):
    """The lower half of a school's detail: the marks of its months, and its activities, latest first, and how many."""

    id: str
    tier: str
    months: list[str]
    counted: str
    activities: list[ActivityLine]


class ReportedActivity(NamedTuple):
    """A row of `queries.activities`, as far as it is told."""

    month: pd.Timestamp
    activity_date: pd.Timestamp
    title: str | None
    involvement_type: int
    families_attended: float
    counting_method: str | None
    returned: float
    is_cancelled: bool
    please_check: str


def record_part(shown_board: BoardInWords, school_id: str, activities: pd.DataFrame) -> RecordPart:
    """Months and activities of a school. activities: of the reports in force, as `queries.activities`."""
    words = shown_board.words
    row = shown_board.rows[school_id]
    return {
        "id": school_id,
        "tier": row["tier"],
        "months": row["marks"],
        "counted": activities_counted_text(words, activities),
        "activities": [_activity(words, one) for one in rows_of(activities.iloc[::-1], ReportedActivity)],
    }


def activities_counted_text(words: Words, activities: pd.DataFrame) -> str:
    """ "15 activities, 2 of them cancelled"."""
    count, cancelled = len(activities), int(activities["is_cancelled"].sum())
    if not cancelled:
        return words.ngettext("{count} activity", "{count} activities", count)
    if count == 1:
        return words.gettext("1 activity, cancelled")
    return words.ngettext(
        "{held} activities, {count} of them cancelled",
        "{held} activities, {count} of them cancelled",
        cancelled,
        held=count,
    )


def _activity(words: Words, activity: ReportedActivity) -> ActivityLine:
    """What nobody counted is said, never a zero."""
    if activity.is_cancelled:
        families = words.gettext("cancelled")
    elif not is_known(activity.families_attended):
        families = words.gettext("not counted")
    else:
        families = attended_text(words, activity.counting_method, round(activity.families_attended))
    if activity.please_check:
        note = words.gettext("please check this figure")
    elif not is_known(activity.returned):
        note = words.gettext("not asked")
    else:
        note = words.ngettext("{count} answer", "{count} answers", round(activity.returned))
    return {
        "date": activity_day(words, activity.activity_date, activity.month),
        "title": activity_name(words, activity.title, activity.involvement_type),
        "type": type_name(words, activity.involvement_type),
        "families": families,
        "note": note,
    }
