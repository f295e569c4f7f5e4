"""What the support-need method is given: one district's stored rows, as plain frames. Pure: no database."""

from dataclasses import dataclass, fields

import pandas as pd

from models.errors import PartnershipError

COLUMNS: dict[str, tuple[str, ...]] = {
    "schools": ("school_id", "name", "opened_on", "closed_on"),
    "school_years": (
        "school_id",
        "school_year",
        "cluster",
        "level",
        "enrollment",
        "low_income_rate",
        "english_learner_rate",
        "home_languages",
    ),
    "schools_before": ("school_id", "known_until", "opened_on", "closed_on"),
    "school_years_before": (
        "school_id",
        "school_year",
        "known_until",
        "level",
        "enrollment",
        "low_income_rate",
        "english_learner_rate",
        "home_languages",
    ),
    "calendar": ("month", "school_year", "due_date", "as_of_date"),
    "expected": ("school_id", "month"),
    "excused_before": ("school_id", "month", "known_until", "was_excused"),
    "reports": ("school_id", "month", "revision", "submitted_date", "is_nil"),
    "activities": (
        "school_id",
        "month",
        "revision",
        "activity_id",
        "involvement_type",
        "families_attended",
        "counting_method",
        "is_cancelled",
        "languages_used",
        "same_as",
    ),
    "responses": ("school_id", "month", "revision", "activity_id", "returned", "mean_rating", "scale_id"),
    "plan_items": (
        "school_id",
        "school_year",
        "item_id",
        "planned_month",
        "done_month",
        "reported_month",
        "known_from",
        "known_until",
    ),
    "decisions": ("school_id", "kind", "starts_on", "ends_on", "note", "author"),
    "next_steps": ("school_id", "said_on", "due_on", "ended_on"),
}


@dataclass(frozen=True)
class DistrictHistory:
    """
    Everything one district has stored that the method may use. Rows in any order; a frame may be empty, never without
    its columns.

    schools       school_id (the district's own, text), name, opened_on, closed_on (NaT: open)
    school_years  school_id, school_year ("2025-26"), cluster, level, enrollment (pupils, NaN unknown),
                  low_income_rate, english_learner_rate (0-1, NaN unknown), home_languages (";" between)
    schools_before, school_years_before
                  the same of rows that were changed since, as they were told in imports before known_until (the day
                  of the one that changed them); of one school's rows the earliest known_until first
    calendar      one row per reporting month: month (first day), school_year, due_date, as_of_date
    expected      school_id, month: the school-months a report is expected for
    excused_before  school_id, month, known_until, was_excused: of months that imports excused, or expected again, what
                  was known before; of one school's month the earliest known_until first
    reports       received revisions only: school_id, month, revision, submitted_date, is_nil
    activities    school_id, month, revision, activity_id, involvement_type (1-6), families_attended (NaN blank),
                  counting_method, is_cancelled, languages_used (of notices and interpreters, ";" between),
                  same_as (text or number: equal where all columns but activity_id are)
    responses     school_id, month, revision, activity_id, returned (0: asked, nobody answered), mean_rating,
                  scale_id ("low-high"). No row: not asked, unknown
    plan_items    school_id, school_year, item_id, planned_month, done_month (NaT open), reported_month (the
                  month whose report told it); as known on the days from known_from (NaT: the beginning) until before
                  known_until (NaT: still), so that a step may have several rows
    decisions     by hand: school_id, kind ("on" | "off" Check in), starts_on, ends_on (NaT: open), note, author
    next_steps    of the support log, those with a due date: school_id, said_on (the day since which it is known),
                  due_on, ended_on (closed or corrected, NaT: open)

    Raises PartnershipError naming the frame and the column that is missing.
    """

    schools: pd.DataFrame
    school_years: pd.DataFrame
    schools_before: pd.DataFrame
    school_years_before: pd.DataFrame
    calendar: pd.DataFrame
    expected: pd.DataFrame
    excused_before: pd.DataFrame
    reports: pd.DataFrame
    activities: pd.DataFrame
    responses: pd.DataFrame
    plan_items: pd.DataFrame
    decisions: pd.DataFrame
    next_steps: pd.DataFrame

    def __post_init__(self) -> None:
        for field in fields(self):
            missing = [name for name in COLUMNS[field.name] if name not in getattr(self, field.name).columns]
            if missing:
                raise PartnershipError(
                    "History, {frame}: column {columns} is missing. "
                    "Every column must be there, even in an empty frame.",
                    frame=field.name,
                    columns=", ".join(missing),
                )
