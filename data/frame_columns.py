"""What stands in each column of a district's frames, with its unit: what people read who ask their own questions."""

from collections.abc import Mapping
from typing import Any

from models.tables import (
    Activity,
    DevelopmentAttendance,
    DevelopmentSession,
    MonthlyReport,
    ParentResponse,
    PlannedActivity,
    ProgrammeStepReached,
    ReportingMonth,
    School,
    SchoolInYear,
    SupportContact,
)

Columns = Mapping[str, str]
"""Column to what it holds, in the order of the frame."""


def _of(table: Any, *names: str) -> dict[str, str]:
    """Columns as they are stored, in the words of models/tables/dictionary.md."""
    return {name: str(table.__table__.columns[name].comment) for name in names}


_SCHOOL_MONTH = {**_of(Activity, "school_id"), "month": "First day of the reporting month"}

COLUMNS: Mapping[str, Columns] = {
    "schools": {
        **_of(SchoolInYear, "school_id", "school_year"),
        **_of(School, "name"),
        **_of(SchoolInYear, "level", "cluster", "enrollment", "low_income_rate", "english_learner_rate"),
        **_of(SchoolInYear, "home_languages"),
        **_of(School, "opened_on", "closed_on"),
    },
    "reports": {
        **_SCHOOL_MONTH,
        **_of(ReportingMonth, "school_year"),
        "expected": "1: a report is expected; 0: it is not (closed, excused, not open yet)",
        "reported": "1: a report had come in by the day; 0: none had",
        "state": "Where the report stood on the day; blank: nothing is stored",
        **_of(MonthlyReport, "due_date", "first_submitted_date"),
        "is_nil": "True: the school reported that there was nothing to report",
        "revision": "The revision in force on the day; 0: none",
        "activities": "Activities that took place; NaN: no report, which is not zero",
        "counted": "Activities with a count of families; NaN: no report",
        "families": "Families who came, summed over the counted activities; NaN: no report",
        "answers": "Parents' answers to activities; NaN: no report",
        "asked_families": "Families at the activities whose parents were asked; NaN: no report",
        "blank_counts": "Activities that people attend without a count of families; NaN: no report",
        "to_check": "Activities with a figure marked please check; NaN: no report",
    },
    "activities": {
        **_SCHOOL_MONTH,
        **_of(ReportingMonth, "school_year"),
        **_of(Activity, "activity_id", "activity_date", "title", "involvement_type", "families_attended"),
        **_of(Activity, "counting_method"),
        "is_attendance": "True: its count is of families who came",
        **_of(Activity, "is_cancelled", "please_check", "notice_languages", "interpretation_languages"),
        "returned": "Parents' answers that came back; NaN: nobody was asked",
        **_of(ParentResponse, "mean_rating", "scale_id"),
    },
    "responses": {
        **_SCHOOL_MONTH,
        **_of(ReportingMonth, "school_year"),
        **_of(ParentResponse, "response_id", "activity_id", "instrument", "sent", "returned", "positive", "neutral"),
        **_of(
            ParentResponse, "negative", "mean_rating", "scale_id", "comments", "themes", "needs_follow_up", "language"
        ),
        **_of(ParentResponse, "please_check"),
    },
    "plans": _of(
        PlannedActivity, "school_id", "school_year", "item_id", "title", "involvement_type", "goal", "planned_month"
    )
    | {
        "done_month": "First day of the month it was done in, once a report that had come in told so; NaT: open",
        "reported_month": "The report that told it, by its month; NaT: none had",
    },
    "contacts": _of(
        SupportContact,
        "contact_id",
        "school_id",
        "contacted_on",
        "made_by",
        "channel",
        "purpose",
        "result",
        "finding",
        "next_step",
        "next_step_due",
        "closed_on",
        "outcome",
    ),
    "training": {
        **_of(DevelopmentAttendance, "school_id", "session_id"),
        **_of(DevelopmentSession, "held_on", "topic", "hours"),
        "people": "Members of the team who came; NaN: nobody counted",
    },
    "programme_steps": _of(ProgrammeStepReached, "school_id", "step", "reached_on"),
    "indicators": {
        **_of(School, "school_id", "name"),
        "tier": "Where the list puts the school, by code",
        "indicator": "What is compared with schools like it, by code",
        "need": "How much more than schools like it the school needs, SD of the district",
        "points": "What it adds to the score, SD of the district",
        "evidence": "How much stands behind it, 0 nothing to 1",
        "own": "The school's own figure as a coordinator counts it; NaN: none",
        "peers": "The same of schools like it; NaN: none",
        "n": "On how many reports, steps, activities or answers it rests",
    },
    "support_need": {
        "as_of_month": "The month whose list it is, as 2026-03",
        **_of(School, "school_id"),
        "score": "Support need, SD of the district; higher needs more",
        "recent": "The same of the last months alone",
        "flagged": "1: on Extra support",
        "watch": "1: on Check in",
        "enough_data": "1: enough has come in to tell",
        "p_worst": "How likely it is among those that need most, 0 to 1",
        "rank_lo": "Place it may have at best in need, 1 = needs most (9 in 10)",
        "rank_hi": "Place it may have at least in need (9 in 10)",
        "reasons": "Why, as code:points, ; between",
        "raise": "The one thing to raise, by code; blank: none",
    },
}
"""Of each frame, by its name in `District`; that of support_need is the export's."""
