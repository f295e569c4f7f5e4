"""Decisions about reports, months and leaves, as tests of rights try them by everybody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from models import queries
from models.actions import care, month_locks, reviewing
from models.actions.reviewing import SeenReport
from models.people_rules import Span
from models.permissions import Action, Viewer, can
from models.recording import record as recording
from models.recording.incoming import IncomingRows
from models.vocabulary import ReportState
from tests.factories import OCTOBER, SEPTEMBER, on_the_server, report_row
from tests.people import TODAY

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)


def to_review(session: Session, who: Viewer, school_id: str) -> SeenReport:
    """A report of October that came in before; September is locked by now."""
    rows = IncomingRows(reports=[report_row(school_id, OCTOBER)])
    recording.record(session, on_the_server(1), rows, at=AT)
    return SeenReport(school_id, OCTOBER, ReportState.SUBMITTED, 1)


def accepted_report(session: Session, who: Viewer, school_id: str) -> int:
    return reviewing.accept_reports(session, who, [to_review(session, who, school_id)], at=AT)


def returned_report(session: Session, who: Viewer, school_id: str) -> int:
    return reviewing.return_report(session, who, to_review(session, who, school_id), "Is 480 right?", at=AT)


def reopened_report(session: Session, who: Viewer, school_id: str) -> None:
    """Accepted by the director beforehand."""
    seen = to_review(session, who, school_id)
    reviewing.accept_reports(session, queries.viewer(session, 1, "p1", TODAY), [seen], at=AT)
    reviewing.reopen_report(session, who, replace(seen, state=ReportState.ACCEPTED), at=AT)


def reviewed_and_undone(session: Session, who: Viewer, school_id: str) -> None:
    """Somebody's own, or where they have no right the director's."""
    may = can(who, Action.REVIEW_REPORTS, {"S1": "Lakeview", "S2": "Garden"}.get(school_id)) and who.person_id < 9
    by = who if may else queries.viewer(session, 1, "p1", TODAY)
    reviewing.undo_review(session, who, accepted_report(session, by, school_id), at=AT)


def month_opened(session: Session, who: Viewer, school_id: str) -> int:
    return month_locks.reopen_month(session, who, SEPTEMBER, TODAY, "Two sheets were swapped.", at=AT)


LEAVE = Span(TODAY, date(2024, 11, 20))


def lent_and_ended(session: Session, who: Viewer, _: str) -> None:
    """Lent by the director beforehand."""
    care.lend_cluster(session, queries.viewer(session, 1, "p1", TODAY), 2, "Garden", LEAVE, at=AT)
    care.end_lent_cluster(session, who, 2, "Garden", LEAVE, on=date(2024, 11, 8), at=AT)


REVIEWS: dict[str, tuple[Action, Callable[[Session, Viewer, str], object]]] = {
    "models.actions.care.lend_cluster": (
        Action.LEND_CLUSTER,
        lambda session, who, _: care.lend_cluster(session, who, 2, "Garden", LEAVE, at=AT),
    ),
    "models.actions.care.end_lent_cluster": (Action.LEND_CLUSTER, lent_and_ended),
    "models.actions.month_locks.reopen_month": (Action.REOPEN_MONTH, month_opened),
    "models.actions.reviewing.accept_reports": (Action.REVIEW_REPORTS, accepted_report),
    "models.actions.reviewing.return_report": (Action.REVIEW_REPORTS, returned_report),
    "models.actions.reviewing.reopen_report": (Action.REVIEW_REPORTS, reopened_report),
    "models.actions.reviewing.undo_review": (Action.REVIEW_REPORTS, reviewed_and_undone),
}
"""By writing function: the right it asks for, and how it is tried about a school."""
