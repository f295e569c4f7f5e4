"""
Reviewing the schools' reports: accept, return with a comment, open again, and undo what one decided oneself.

Each decision says which report it is about as it stood on the reviewer's screen. Whatever happened to it since is told
to the second person, and nothing is written. Every decision leaves a dated line, so that past lists stay as they were.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.actions.checks import check_not_locked, checked_note, cluster_of
from models.audit_log import keep_audit_line, lock_district
from models.errors import ConflictError, PartnershipError
from models.permissions import Action, Viewer, check_can
from models.queries.people import present
from models.queries.reviewing import REVIEWS, own_last_review
from models.tables import AuditLine, MonthlyReport, Person, ReportStateChange
from models.today import day_of
from models.totals.keep import refresh
from models.vocabulary import N_, ReportState, Topic

MOST_AT_ONCE = 200
NOT_OWN_LAST = N_("Only your own last decision can be undone, within a day; nothing was changed.")
CHANGED_BY = {
    ReportState.ACCEPTED: N_("{name} accepted this report on {day}. Look at it again; nothing was saved."),
    ReportState.RETURNED: N_("{name} returned this report on {day}. Look at it again; nothing was saved."),
    ReportState.SUBMITTED: N_("{name} changed this report on {day}. Look at it again; nothing was saved."),
}
CHANGED = N_("This report has changed since you opened it. Look at it again; nothing was saved.")


@dataclass(frozen=True)
class SeenReport:
    """A report as it stood on the screen of whoever decides about it."""

    school_id: str
    month: date
    state: ReportState
    revision: int


def accept_reports(session: Session, viewer: Viewer, seen: Sequence[SeenReport], *, at: datetime) -> int:
    """
    Accept a report, or several at once: all of them or none. Returns the number that undoes it.

    Raises NotAllowedError; ConflictError where one of them changed since it was seen; PartnershipError for one that
    does not wait for review, or whose month is locked.
    """
    return _review(session, viewer, seen, (ReportState.SUBMITTED,), ReportState.ACCEPTED, "accept_reports", "", at)


def return_report(session: Session, viewer: Viewer, seen: SeenReport, text: str, *, at: datetime) -> int:
    """
    Send a report back with the sentence that the school reads. Returns the number that undoes it.

    Raises as `accept_reports`, and PartnershipError without a sentence.
    """
    text = checked_note(text)
    return _review(session, viewer, [seen], (ReportState.SUBMITTED,), ReportState.RETURNED, "return_report", text, at)


def reopen_report(session: Session, viewer: Viewer, seen: SeenReport, *, at: datetime) -> int:
    """
    Put an accepted or returned report back to those that wait for review. Returns the number that undoes it.

    Raises as `accept_reports`.
    """
    decided = (ReportState.ACCEPTED, ReportState.RETURNED)
    return _review(session, viewer, [seen], decided, ReportState.SUBMITTED, "reopen_report", "", at)


def undo_review(session: Session, viewer: Viewer, number: int, *, at: datetime) -> None:
    """
    Undo one's own last decision about reports, within a day: each is again what it was before.

    Raises NotAllowedError; ConflictError where one of the reports changed since; PartnershipError for another's
    decision, one that is older, or a month that was locked meanwhile.
    """
    lock_district(session, viewer.district_id)
    now = present(session, viewer, at)
    line = session.get(AuditLine, (viewer.district_id, number))
    if line is None or line.action not in REVIEWS:
        raise PartnershipError(NOT_OWN_LAST)
    for one in line.details["reports"]:
        check_can(now, Action.REVIEW_REPORTS, cluster_of(session, viewer, one["school_id"]))
    last = own_last_review(session, viewer, at)
    if last is None or last.number != number:
        raise PartnershipError(NOT_OWN_LAST)
    state, reports = ReportState(line.details["state"]), line.details["reports"]
    done = []
    for one in reports:
        seen = SeenReport(one["school_id"], date.fromisoformat(one["month"]), state, one["revision"])
        check_not_locked(session, viewer.district_id, seen.month, at)
        report = _as_seen(session, viewer.district_id, seen)
        if report.reviewed_by != _number_of(viewer):  # as they left it, but by somebody else since
            raise ConflictError(CHANGED)
        before = one["before"]
        report.reviewed_on = date.fromisoformat(before["reviewed_on"]) if before["reviewed_on"] else None
        report.reviewed_by, report.return_reason = before["reviewed_by"], before["return_reason"]
        done.append(_state_line(session, viewer, report, ReportState(before["state"]), before["return_reason"], at))
    _keep(session, viewer, "undo_review", done, {"undoes": number}, at)


# ---------------------------------------------------------------- one way through all of them
def _review(
    session: Session,
    viewer: Viewer,
    seen: Sequence[SeenReport],
    from_states: Sequence[ReportState],
    state: ReportState,
    action: str,
    reason: str,
    at: datetime,
) -> int:
    lock_district(session, viewer.district_id)
    now = present(session, viewer, at)
    if not seen or len(seen) > MOST_AT_ONCE or len({(one.school_id, one.month) for one in seen}) != len(seen):
        raise PartnershipError("Choose the reports again; nothing was saved.")
    done = []
    for one in seen:
        check_can(now, Action.REVIEW_REPORTS, cluster_of(session, viewer, one.school_id))
        check_not_locked(session, viewer.district_id, one.month, at)
        report = _as_seen(session, viewer.district_id, one)
        if report.state not in from_states:
            raise PartnershipError("This report does not wait for that decision. Look at it again; nothing was saved.")
        before = {
            "state": report.state.value,
            "reviewed_on": None if report.reviewed_on is None else str(report.reviewed_on),
            "reviewed_by": report.reviewed_by,
            "return_reason": report.return_reason,
        }
        report.reviewed_on, report.reviewed_by = day_of(at), _number_of(viewer)
        report.return_reason = reason or None
        done.append(_state_line(session, viewer, report, state, reason or None, at) | {"before": before})
    return _keep(session, viewer, action, done, {"state": state.value}, at)


def _as_seen(session: Session, district_id: int, seen: SeenReport) -> MonthlyReport:
    """The report. Raises ConflictError, saying who did what, where it is not as somebody saw it."""
    report = session.get(MonthlyReport, (district_id, seen.school_id, seen.month))
    if report is None:
        raise PartnershipError("There is no such report in this district; nothing was saved.")
    if report.state is seen.state and report.revision == seen.revision:
        return report
    last = session.execute(
        select(ReportStateChange.state, ReportStateChange.changed_on, Person.name)
        .outerjoin(
            Person,
            (Person.district_id == ReportStateChange.district_id) & (Person.person_id == ReportStateChange.person_id),
        )
        .where(_of(district_id, seen))
        .order_by(ReportStateChange.sequence.desc())
        .limit(1)
    ).one_or_none()
    if last is None or last.name is None or last.state not in CHANGED_BY or report.revision != seen.revision:
        raise ConflictError(CHANGED)
    raise ConflictError(CHANGED_BY[last.state], name=last.name, day=last.changed_on)


def _of(district_id: int, seen: SeenReport) -> Any:
    of = ReportStateChange
    return (of.district_id == district_id) & (of.school_id == seen.school_id) & (of.month == seen.month)


def _last_sequence(session: Session, district_id: int, seen: SeenReport) -> int:
    last: int | None = session.scalar(select(func.max(ReportStateChange.sequence)).where(_of(district_id, seen)))
    return last or 0


def _state_line(
    session: Session, viewer: Viewer, report: MonthlyReport, state: ReportState, reason: str | None, at: datetime
) -> dict[str, Any]:
    """Put a report into a state from today on; returns what the audit line keeps of it."""
    key = SeenReport(report.school_id, report.month, report.state, report.revision)
    sequence = _last_sequence(session, viewer.district_id, key) + 1
    report.state = state
    session.add(
        ReportStateChange(
            district_id=viewer.district_id,
            school_id=report.school_id,
            month=report.month,
            sequence=sequence,
            state=state,
            changed_on=day_of(at),
            revision=report.revision,
            person_id=_number_of(viewer),
            reason=reason,
        )
    )
    session.flush()
    return {"school_id": report.school_id, "month": str(report.month), "revision": report.revision}


def _number_of(viewer: Viewer) -> int | None:
    return None if viewer.is_on_the_server else viewer.person_id


def _keep(
    session: Session, viewer: Viewer, action: str, done: list[dict[str, Any]], more: Mapping[str, Any], at: datetime
) -> int:
    """Totals, audit line and topic; returns the line's number."""
    keys = [(one["school_id"], date.fromisoformat(one["month"])) for one in done]
    refresh(session, viewer.district_id, keys)
    keep_audit_line(
        session,
        viewer.district_id,
        person=viewer.name,
        at=at,
        action=action,
        topics=(Topic.REPORTS,),
        months={month for _, month in keys},
        subject=keys[0][0] if len(keys) == 1 else "",
        details={"person_id": viewer.person_id, **more, "reports": done},
    )
    number = session.scalar(select(func.max(AuditLine.audit_id)).where(AuditLine.district_id == viewer.district_id))
    return int(number or 0)
