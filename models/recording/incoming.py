"""Rows on their way in, in the words of our tables: what readers of files make and `record` stores."""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

Row = dict[str, Any]
"""Column name to value, named and typed as in `models.tables`, without district_id and revision."""


@dataclass
class IncomingRows:
    """
    Everything one import, or the sample, brings. Values are checked already; keys belong to one district.

    A report's form and parts (activities, responses, observations) may come from different files. A part of a school's
    month is touched only where the call holds rows of that part for that school and month; a column that a row does not
    name keeps what is stored.
    """

    calendar: list[Row] = field(default_factory=list)
    """month, school_year, due_date; as_of_date and the rest where they differ from `school_year.usual_dates`."""
    schools: list[Row] = field(default_factory=list)
    """Columns of School; `erased`: names of those whose stored value goes. A blank without it is no news."""
    school_years: list[Row] = field(default_factory=list)
    """Columns of SchoolInYear, and `erased` as above; unknown clusters are made."""
    reports: list[Row] = field(default_factory=list)
    """
    school_id, month, state (ReportState), due_date or None, submitted_date or None (a draft, or never), and columns of
    ReportRevision; optionally reviewed_on, reviewed_by, return_reason, and `changes`: a list of
    {state, changed_on, reason, person_id} where more is known than "submitted, then as it stands".
    """
    activities: list[Row] = field(default_factory=list)
    """Columns of Activity. Rows of a month whose report is not in `reports` belong to that month all the same."""
    responses: list[Row] = field(default_factory=list)
    """Columns of ParentResponse."""
    observations: list[Row] = field(default_factory=list)
    """Columns of TeacherObservation."""
    plans: list[Row] = field(default_factory=list)
    """Columns of ActionPlan."""
    planned_activities: list[Row] = field(default_factory=list)
    """Columns of PlannedActivity."""
    sessions: list[Row] = field(default_factory=list)
    """Columns of DevelopmentSession."""
    session_attendance: list[Row] = field(default_factory=list)
    """Columns of DevelopmentAttendance."""
    contacts: list[Row] = field(default_factory=list)
    """Columns of SupportContact."""
    surveys: list[Row] = field(default_factory=list)
    """Columns of SurveyResult."""
    steps: list[Row] = field(default_factory=list)
    """Columns of ProgrammeStepReached."""
    people: list[Row] = field(default_factory=list)
    """Columns of Person."""
    coordinator_clusters: list[Row] = field(default_factory=list)
    """Columns of CoordinatorCluster."""
    liaison_schools: list[Row] = field(default_factory=list)
    """Columns of LiaisonSchool."""
    decisions: list[Row] = field(default_factory=list)
    """Columns of Decision."""
    holds_whole_months: bool = False
    """A part that is touched holds all its rows: those not named go. Otherwise they stay."""
    whole_reports: frozenset[tuple[str, date]] = frozenset()
    """school_id and month of reports that are held whole: a part without rows is empty."""

    def counts(self) -> dict[str, int]:
        """Number of rows by name, empty ones left out."""
        not_rows = ("holds_whole_months", "whole_reports")
        every = {part.name: getattr(self, part.name) for part in fields(self) if part.name not in not_rows}
        return {name: len(rows) for name, rows in every.items() if rows}
