"""Reports as their reviewer reads them: the queue, one report with those beside it, and what happened to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.permissions import Viewer
from models.queries.frames import frame, visible
from models.tables import (
    Activity,
    AuditLine,
    CoordinatorCluster,
    MonthlyReport,
    ParentResponse,
    Person,
    ReportingMonth,
    ReportRevision,
    ReportStateChange,
    School,
    SchoolInYear,
    SchoolMonth,
    TeacherObservation,
)
from models.tables.joins import same_month, same_person, same_school, same_school_month
from models.vocabulary import ReportState, Role

UNDO_WITHIN = timedelta(days=1)
REVIEWS = ("accept_reports", "return_report", "reopen_report")
"""What can be undone, as the audit log names it."""
UNDOES = "undo_review"
OF_THE_OFFICE = (Role.COORDINATOR, Role.DIRECTOR)
"""Who may send a report in a school's name."""
DATES = ("month", "due_date", "first_submitted_date", "last_submitted_date", "reviewed_on", "mend_by", "lock_date")


def review_rows(session: Session, viewer: Viewer, month: date | None) -> pd.DataFrame:
    """
    school_id, name, cluster, month, state, revision, expected (0/1), due_date, first_submitted_date,
    last_submitted_date, reviewed_on, reviewer, return_reason, mend_by, lock_date, sent_by and sent_as (name and role of
    who of the office sent it for the school; None: nobody of the office): as they stand now, every report that waits
    for review, of whatever month, and all schools of one month; by month and name.

    cluster is the school's latest, by which it is decided who may review. state is "not_started" where nothing is
    stored.
    """
    of, report = SchoolMonth, MonthlyReport
    latest = (
        select(SchoolInYear.school_id, func.max(SchoolInYear.school_year).label("school_year"))
        .where(SchoolInYear.district_id == viewer.district_id)
        .group_by(SchoolInYear.school_id)
        .subquery()
    )
    now, reviewer, sender, sent = aliased(SchoolInYear), aliased(Person), aliased(Person), aliased(ReportStateChange)
    wanted = report.state == ReportState.SUBMITTED
    statement = (
        select(
            of.school_id,
            School.name,
            now.cluster,
            of.month,
            func.coalesce(report.state, ReportState.NOT_STARTED.value).label("state"),
            func.coalesce(report.revision, 0).label("revision"),
            of.expected,
            func.coalesce(report.due_date, ReportingMonth.due_date).label("due_date"),
            report.first_submitted_date,
            report.last_submitted_date,
            report.reviewed_on,
            reviewer.name.label("reviewer"),
            report.return_reason,
            ReportingMonth.mend_by,
            ReportingMonth.lock_date,
            sender.name.label("sent_by"),
            sender.role.label("sent_as"),
        )
        .join(School, same_school(School, of))
        .join(ReportingMonth, same_month(ReportingMonth, of))
        .outerjoin(report, same_school_month(report, of))
        .outerjoin(latest, latest.c.school_id == of.school_id)
        .outerjoin(
            now,
            and_(
                now.district_id == of.district_id,
                now.school_id == of.school_id,
                now.school_year == latest.c.school_year,
            ),
        )
        .outerjoin(reviewer, and_(reviewer.district_id == of.district_id, reviewer.person_id == report.reviewed_by))
        .outerjoin(sent, and_(same_school_month(sent, report), sent.sequence == _sent_first(report)))
        .outerjoin(sender, and_(same_person(sender, sent), sender.role.in_(OF_THE_OFFICE)))
        .where(wanted if month is None else or_(wanted, of.month == month))
        .order_by(of.month, School.name, of.school_id)
    )
    return frame(session, visible(statement, viewer, of), DATES)


def _sent_first(report: type[MonthlyReport]) -> Any:
    """The line in which the revision in force was sent; a later one of it says that it went back to review."""
    line = aliased(ReportStateChange)
    first = select(func.min(line.sequence)).where(
        same_school_month(line, report), line.revision == report.revision, line.state == ReportState.SUBMITTED
    )
    return first.correlate(report).scalar_subquery()


def reports_sent_for(session: Session, viewer: Viewer, school_id: str, on: date) -> pd.DataFrame:
    """month, name, role: who of the office sent a school's report for it, where they sent the latest one on a day."""
    of = ReportStateChange
    statement = (
        select(of.month, of.revision, Person.name, Person.role)
        .outerjoin(Person, same_person(Person, of))
        .where(of.school_id == school_id, of.state == ReportState.SUBMITTED, of.changed_on <= on)
        .order_by(of.month, of.sequence)
    )
    sent = frame(session, visible(statement, viewer, of), ("month",)).drop_duplicates(["month", "revision"])
    latest = sent.drop_duplicates("month", keep="last")
    return latest.loc[latest["role"].isin(OF_THE_OFFICE), ["month", "name", "role"]].reset_index(drop=True)


# ---------------------------------------------------------------- one report
SAID = (
    "revision", "submitted_date", "nil_reason", "team_met", "team_minutes", "team_parents_present",
    "principal_took_part", "plan_on_track", "liaison_or_principal_changed", "barriers", "notes",
)  # fmt: skip
OF_ACTIVITIES = (
    "activity_id", "activity_date", "title", "involvement_type", "other_types", "goal", "mode", "time_band",
    "duration_hours", "was_planned", "is_cancelled", "cancelled_reason", "families_invited", "families_attended",
    "adults_attended", "students_attended", "counting_method", "notice_languages", "interpretation_languages",
    "child_care", "transport", "food", "partner", "please_check",
)  # fmt: skip
OF_RESPONSES = (
    "response_id", "activity_id", "instrument", "sent", "returned", "positive", "neutral", "negative", "mean_rating",
    "scale_id", "comments", "themes", "needs_follow_up", "language", "please_check",
)  # fmt: skip
OF_OBSERVATIONS = (
    "observation_id", "activity_id", "asked", "answered", "saw_behaviour", "saw_taking_part", "saw_asking_for_help",
    "saw_homework", "saw_attendance", "note",
)  # fmt: skip


_PARTS: dict[str, tuple[Any, tuple[str, ...], str, tuple[str, ...]]] = {
    "revisions": (ReportRevision, SAID, "revision", ("month", "submitted_date")),
    "activities": (Activity, ("revision", *OF_ACTIVITIES), "activity_id", ("month", "activity_date")),
    "responses": (ParentResponse, ("revision", *OF_RESPONSES), "response_id", ("month",)),
    "observations": (TeacherObservation, ("revision", *OF_OBSERVATIONS), "observation_id", ("month",)),
}
PARTS_OF_REPORTS = tuple(_PARTS)


def report_part(
    session: Session, viewer: Viewer, part: str, schools: Iterable[str], months: Iterable[date]
) -> pd.DataFrame:
    """
    What the reports of some schools' months hold, all revisions, by school_id, month and revision: one of
    PARTS_OF_REPORTS, with the columns of SAID or OF_ACTIVITIES, OF_RESPONSES, OF_OBSERVATIONS, in the order they were
    filed.
    """
    of, columns, order, days = _PARTS[part]
    statement = (
        select(of.school_id, of.month, *(getattr(of, column) for column in columns))
        .where(of.school_id.in_(sorted(set(schools))), of.month.in_(sorted(set(months))))
        .order_by(of.school_id, of.month, of.revision, getattr(of, order))
    )
    return frame(session, visible(statement, viewer, of), days)


def report_history(session: Session, viewer: Viewer, school_id: str, month: date) -> pd.DataFrame:
    """sequence, state, changed_on, revision, name (None: an import), reason: all that happened to one report."""
    of = ReportStateChange
    statement = (
        select(of.sequence, of.state, of.changed_on, of.revision, Person.name, of.reason)
        .outerjoin(Person, same_person(Person, of))
        .where(of.school_id == school_id, of.month == month)
        .order_by(of.sequence)
    )
    return frame(session, visible(statement, viewer, of), ("changed_on",))


def school_month_sums(session: Session, viewer: Viewer) -> pd.DataFrame:
    """
    school_id, month, school_year, level, activities, types, counted, families, answers, asked_families,
    rating_answers, rating_sum: what every report that came in sums up to, as it stands now.
    """
    of = SchoolMonth
    kinds = [getattr(of, f"activities_{kind}") for kind in range(1, 7)]
    named = ("activities", "counted", "families", "answers", "asked_families", "rating_answers", "rating_sum")
    statement = select(
        of.school_id, of.month, of.school_year, of.level, *(getattr(of, name) for name in named), *kinds
    ).where(of.reported == 1)
    rows = frame(session, visible(statement, viewer, of), ("month",))
    held = [f"activities_{kind}" for kind in range(1, 7)]
    return rows.assign(types=rows[held].gt(0).sum(axis=1) if len(rows) else 0).drop(columns=held)


# ---------------------------------------------------------------- what can be undone
@dataclass(frozen=True)
class LastReview:
    """A person's own last decision about reports that can still be undone: its number in the audit log."""

    number: int
    happened_at: datetime
    action: str
    reports: Sequence[tuple[str, date]]


def own_last_review(session: Session, viewer: Viewer, at: datetime) -> LastReview | None:
    """The viewer's last decision about reports within a day, unless it was undone; an earlier one comes after that."""
    of = AuditLine
    lines = session.execute(
        select(of.audit_id, of.happened_at, of.action, of.details)
        .where(
            of.district_id == viewer.district_id,
            of.person == viewer.name,
            of.happened_at >= at - UNDO_WITHIN,
            of.action.in_([*REVIEWS, UNDOES]),
        )
        .order_by(of.audit_id.desc())
    )
    undone = set()
    for line in lines:
        if line.details["person_id"] != viewer.person_id:
            continue
        if line.action == UNDOES:
            undone.add(line.details["undoes"])
        elif line.audit_id not in undone:
            reports = [(one["school_id"], date.fromisoformat(one["month"])) for one in line.details["reports"]]
            return LastReview(line.audit_id, line.happened_at, line.action, reports)
    return None


def coordinators_of_clusters(session: Session, viewer: Viewer) -> pd.DataFrame:
    """
    person_id, name, cluster, from_date, until_date (NaT: without an end): active coordinators, and the clusters they
    care, cared or will care for; one who has none stands there without. For the office, nothing for a liaison.
    """
    of = CoordinatorCluster
    statement = (
        select(Person.person_id, Person.name, of.cluster, of.from_date, of.until_date)
        .outerjoin(of, same_person(of, Person))
        .where(Person.district_id == viewer.district_id, Person.role == Role.COORDINATOR, Person.is_active.is_(True))
        .order_by(Person.name, of.cluster, of.from_date)
    )
    if not viewer.sees_district:
        statement = statement.where(Person.person_id < 0)
    return frame(session, statement, ("from_date", "until_date"))
