"""
A month's report is sent: the draft becomes a revision, by the same code as a file's rows.

So a report that was written here is, row by row, the one that a file would have brought.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.actions.checks import check_month_is_open, cluster_of
from models.actions.decisions import tell_of_change
from models.actions.once import once
from models.actions.report_drafts import draft_of
from models.audit_log import keep_audit_line
from models.errors import ConflictError, PartnershipError
from models.permissions import Action, Viewer, check_can
from models.queries.people import present
from models.queries.report_drafts import fields_in_force, numbers_used, reporting_history
from models.recording.calendar import month_dates
from models.recording.incoming import IncomingRows
from models.recording.report_rules import Allowed
from models.recording.revisions import record_reports
from models.recording.upsert import Journal, upsert
from models.report_checks import checks_of
from models.report_form import Report, report_of
from models.report_marks import activity_marks, repetitions, response_marks
from models.school_year import SchoolYear
from models.tables import (
    KeptFigure,
    MonthlyReport,
    PlannedActivity,
    ReportDraft,
    ReportDraftField,
    ReportStateChange,
    SchoolInYear,
    StepTold,
)
from models.tables.topics import months_of, topics_of
from models.today import day_of
from models.totals.affected import touched_keys
from models.totals.keep import refresh
from models.vocabulary import DecisionKind, ReportState

ALLOWED = Allowed(removing=True, older=True, into_locked=True)
"""A person replaces their own report whole; whether its month is open has been asked before."""
CHANGES = {"liaison": DecisionKind.LIAISON_CHANGED, "principal": DecisionKind.PRINCIPAL_CHANGED}


def send_report(
    session: Session,
    viewer: Viewer,
    school_id: str,
    month: date,
    *,
    draft_key: str,
    version: int,
    over: int,
    operation_id: str,
    at: datetime,
) -> dict[str, Any]:
    """
    Send a month's draft to the coordinator; returns {"revision", "late"}: its revision, and how many days after the due
    date it first came in. version: of the draft as the page shows it; over: the revision it may replace.

    It waits for review, also where an earlier revision was accepted. Raises NotAllowedError; ConflictError where
    somebody typed in it, sent it or brought another report meanwhile; PartnershipError for a month that is locked, has
    not begun or is not owed, for what can't be read, or where it says what was sent before.
    """

    def act() -> dict[str, Any]:
        cluster = cluster_of(session, viewer, school_id)
        check_can(present(session, viewer, at), Action.FILE_REPORT, cluster, school_id)
        check_month_is_open(session, viewer, school_id, month, at)
        draft = draft_of(session, viewer, school_id, month, draft_key)
        if draft.version != version:
            raise ConflictError(
                "{name} has typed in this report since. Look at it, then send it again; nothing was sent.",
                name=draft.changed_by,
            )
        stored = session.get(MonthlyReport, (viewer.district_id, school_id, month))
        in_force = stored.revision if stored else 0
        if in_force not in (draft.based_on, over):
            raise ConflictError(
                "Another report of this month has come in since this draft was begun. Load the page again, look at it, "
                "then send yours or throw it away; nothing was sent."
            )
        return _send(session, viewer, draft, stored, at)

    return once(session, viewer, operation_id, "send_report", act, at=at)


def _send(
    session: Session, viewer: Viewer, draft: ReportDraft, stored: MonthlyReport | None, at: datetime
) -> dict[str, Any]:
    school_id, month, today = draft.school_id, draft.month, day_of(at)
    typed = _typed(session, draft)
    fields = {path: row.value for path, row in typed.items()}
    report = report_of(school_id, month, fields, numbers_used(session, viewer, school_id, month))
    if report.unreadable:
        raise PartnershipError(
            "{count} fields can't be read yet. They are marked; nothing was sent.", count=len(report.unreadable)
        )
    if not report.is_nil and not report.activities and not _says_anything(report):
        raise PartnershipError(
            'There is nothing in it yet. Add an activity, or choose "Nothing to report"; nothing was sent.'
        )
    had_changed = fields_in_force(session, viewer, school_id, month)
    came_before = stored.first_submitted_date if stored else None
    journal = Journal(viewer.district_id, None, at)
    rows = incoming(report, today, _pupils(session, viewer, school_id, month))
    record_reports(session, journal, rows, month_dates(session, viewer.district_id), lambda done: None, ALLOWED)
    if not journal.touched:
        raise PartnershipError(
            "It says what was sent before. Change what came back, or write in the notes why it is right; "
            "nothing was sent."
        )
    now = session.get_one(MonthlyReport, (viewer.district_id, school_id, month), populate_existing=True)
    _sign(session, viewer, now)
    _keep_figures(session, viewer, report, fields, {path: row.person for path, row in typed.items()}, now.revision)
    steps = _tell_steps(session, journal, viewer, report, came_before, today)
    for who in report.changed:
        if had_changed.get(f"form/{who}_changed") is not True:
            tell_of_change(session, viewer, school_id, CHANGES[who], month, at=at)
    refresh(session, viewer.district_id, touched_keys(session, viewer.district_id, journal.touched))
    details = {
        "month": f"{month:%Y-%m}",
        "revision": now.revision,
        "activities": len(report.activities),
        "nil": report.is_nil,
        "steps": steps,
    }
    keep_audit_line(
        session,
        viewer.district_id,
        person=viewer.name,
        at=at,
        action="send_report",
        topics=topics_of(journal.touched),
        months=months_of(journal.touched),
        subject=school_id,
        details=details,
    )
    session.delete(draft)
    session.flush()
    first = now.first_submitted_date or today
    return {"revision": now.revision, "late": max(0, (first - now.due_date).days)}


def incoming(report: Report, today: date, pupils: int | None) -> IncomingRows:
    """The rows that a file with this report would bring, sent today."""
    key = {"school_id": report.school_id, "month": report.month}
    form = key | report.form | {"state": ReportState.SUBMITTED, "due_date": None, "submitted_date": today}
    activities, responses = list(report.activities.values()), list(report.responses.values())
    marks: dict[int, list[str]] = {place: list(activity_marks(row, pupils)) for place, row in enumerate(activities)}
    for place, _ in repetitions(activities):
        marks[place].append("repeated")
    attended = {(*key.values(), row["activity_id"]): row["families_attended"] for row in activities}
    return IncomingRows(
        reports=[form],
        activities=[row | {"please_check": ";".join(marks[place])} for place, row in enumerate(activities)],
        responses=[row | {"please_check": ";".join(response_marks(row, attended))} for row in responses],
        observations=list(report.observations.values()),
        whole_reports=frozenset({(report.school_id, report.month)}),
    )


def _says_anything(report: Report) -> bool:
    said = {name: value for name, value in report.form.items() if name != "nil_reason"}
    return bool(report.responses or report.observations) or any(value not in (None, []) for value in said.values())


def _typed(session: Session, draft: ReportDraft) -> dict[str, ReportDraftField]:
    of = ReportDraftField
    mine = (of.district_id == draft.district_id, of.school_id == draft.school_id, of.month == draft.month)
    return {row.path: row for row in session.scalars(select(of).where(*mine))}


def _pupils(session: Session, viewer: Viewer, school_id: str, month: date) -> int | None:
    in_year = session.get(SchoolInYear, (viewer.district_id, school_id, str(SchoolYear.of(month))))
    return in_year.enrollment if in_year else None


def _sign(session: Session, viewer: Viewer, report: MonthlyReport) -> None:
    """Say in the latest dated line who sent it."""
    of = ReportStateChange
    mine = (of.district_id == viewer.district_id, of.school_id == report.school_id, of.month == report.month)
    last = session.scalar(select(func.max(of.sequence)).where(*mine))
    statement = update(of).where(*mine, of.sequence == last).values(person_id=viewer.person_id)
    session.execute(statement, execution_options={"synchronize_session": False})


def _keep_figures(
    session: Session,
    viewer: Viewer,
    report: Report,
    fields: Mapping[str, Any],
    people: Mapping[str, str],
    revision: int,
) -> None:
    """What looks odd and was kept, for whoever reviews it: only of figures that still say the same."""
    history = reporting_history(session, viewer, report.school_id, report.month)
    numbers = {key: row["activity_id"] for key, row in report.activities.items()}
    numbers |= {key: row["response_id"] for key, row in report.responses.items()}
    for one in checks_of(report, history):
        if fields.get(one.kept) == one.figure:
            session.add(
                KeptFigure(
                    district_id=viewer.district_id,
                    school_id=report.school_id,
                    month=report.month,
                    revision=revision,
                    code=one.code,
                    row_id=numbers.get(one.row, ""),
                    field=one.field,
                    figure=one.figure,
                    person=people[one.kept],
                )
            )
    session.flush()


def _tell_steps(
    session: Session, journal: Journal, viewer: Viewer, report: Report, came_before: date | None, today: date
) -> list[str]:
    """Steps of the plan that the report tells are done; returns their numbers. What was done before stays so."""
    year, of = str(SchoolYear.of(report.month)), PlannedActivity
    open_steps = session.scalars(
        select(of).where(
            of.district_id == viewer.district_id,
            of.school_id == report.school_id,
            of.school_year == year,
            of.item_id.in_(sorted(report.steps)),
            of.done_month.is_(None),
        )
    ).all()
    key = {"school_id": report.school_id, "school_year": year}
    numbers = [step.item_id for step in open_steps]
    rows = [key | {"item_id": number, "done_month": report.month, "reported_month": report.month} for number in numbers]
    upsert(session, journal, "planned_activity", rows)
    if came_before is not None and came_before < today:  # lists of the days between called these steps open
        keys = [{"district_id": viewer.district_id, **key, "item_id": number} for number in numbers]
        session.add_all(StepTold(**one, told_on=today) for one in keys)
    session.flush()
    return numbers
