"""
"This is wrong": a school's liaison says so of a figure or reason, and the coordinator answers.

The figure stays where it is, and so does every list: what was said stands beside it.
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.checks import checked_note, cluster_of, keep_line, next_number
from models.audit_log import lock_district
from models.errors import ConflictError, PartnershipError
from models.permissions import Action, Viewer, check_can
from models.queries.people import present
from models.tables import Dispute, ReportingMonth
from models.today import day_of
from models.vocabulary import Indicator, Topic


def dispute_figure(
    session: Session, viewer: Viewer, school_id: str, month: date, about: Indicator | None, *, reason: str, at: datetime
) -> int:
    """
    Say that something on a month's list is wrong; returns the dispute's number. about: a figure or reason; None: where
    the school stands.

    Raises NotAllowedError, or PartnershipError for a month that has no list yet, an empty reason, or what is disputed
    already and waits for its answer.
    """
    lock_district(session, viewer.district_id)
    place = cluster_of(session, viewer, school_id)
    check_can(present(session, viewer, at), Action.DISPUTE_FIGURE, place, school_id)
    list_day = session.scalar(
        select(ReportingMonth.as_of_date).where(
            ReportingMonth.district_id == viewer.district_id, ReportingMonth.month == month
        )
    )
    if list_day is None or list_day > day_of(at):
        raise PartnershipError("There is no list of this month yet; nothing was saved.")
    subject = None if about is None else Indicator(about)
    same = Dispute.about.is_(None) if subject is None else Dispute.about == subject
    is_open = (Dispute.answered_at.is_(None), Dispute.taken_back_at.is_(None))
    mine = (Dispute.district_id == viewer.district_id, Dispute.school_id == school_id)
    waiting = session.scalar(select(Dispute).where(*mine, same, *is_open))
    if waiting is not None:
        raise PartnershipError(
            "{name} said so on {day} already, and it waits for an answer; nothing was saved.",
            name=waiting.author,
            day=day_of(waiting.recorded_at),
        )
    number = next_number(session, viewer.district_id, Dispute, Dispute.dispute_id)
    dispute = Dispute(
        district_id=viewer.district_id,
        dispute_id=number,
        school_id=school_id,
        month=month,
        about=subject,
        reason=checked_note(reason),
        author=viewer.name,
        recorded_at=at,
    )
    session.add(dispute)
    _keep(session, viewer, at, "dispute_figure", dispute, {}, {"is_open": True})
    return number


def answer_dispute(
    session: Session, viewer: Viewer, dispute_id: int, *, is_agreed: bool, answer: str, at: datetime
) -> int:
    """
    Answer a school; returns the dispute's number. is_agreed: it is wrong, and is mended where it comes from.

    Raises NotAllowedError; ConflictError where somebody answered it meanwhile, or the school took it back;
    PartnershipError for an empty answer.
    """
    dispute, place = _dispute(session, viewer, dispute_id)
    check_can(present(session, viewer, at), Action.ANSWER_DISPUTE, *place)
    _check_open(dispute)
    dispute.is_agreed, dispute.answer = bool(is_agreed), checked_note(answer)
    dispute.answered_by, dispute.answered_at = viewer.name, at
    after: dict[str, object] = {"is_open": False, "is_agreed": bool(is_agreed)}
    _keep(session, viewer, at, "answer_dispute", dispute, {"is_open": True}, after)
    return dispute_id


def take_back_dispute(session: Session, viewer: Viewer, dispute_id: int, *, at: datetime) -> int:
    """
    The school takes back what it said; returns the dispute's number.

    Raises NotAllowedError, or ConflictError where it was answered meanwhile, or taken back already.
    """
    dispute, place = _dispute(session, viewer, dispute_id)
    check_can(present(session, viewer, at), Action.DISPUTE_FIGURE, *place)
    _check_open(dispute)
    dispute.taken_back_at = at
    _keep(session, viewer, at, "take_back_dispute", dispute, {"is_open": True}, {"is_open": False})
    return dispute_id


def _dispute(session: Session, viewer: Viewer, dispute_id: int) -> tuple[Dispute, tuple[str | None, str]]:
    """The dispute with the district locked, and where it is from: cluster and school."""
    lock_district(session, viewer.district_id)
    dispute = session.get(Dispute, (viewer.district_id, dispute_id))
    if dispute is None:
        raise PartnershipError("There is no such dispute in this district; nothing was saved.")
    session.refresh(dispute)
    return dispute, (cluster_of(session, viewer, dispute.school_id), dispute.school_id)


def _check_open(dispute: Dispute) -> None:
    if dispute.answered_at is not None:
        raise ConflictError(
            '{who} answered on {day}: "{answer}". Nothing was saved.',
            who=dispute.answered_by,
            day=day_of(dispute.answered_at),
            answer=dispute.answer,
        )
    if dispute.taken_back_at is not None:
        raise ConflictError("The school took this back meanwhile; nothing was saved.")


def _keep(
    session: Session,
    viewer: Viewer,
    at: datetime,
    action: str,
    dispute: Dispute,
    before: dict[str, object],
    after: dict[str, object],
) -> None:
    """The audit line: numbers and codes, no text that somebody wrote."""
    session.flush()
    about = {
        "dispute_id": dispute.dispute_id,
        "month": dispute.month.isoformat(),
        "about": dispute.about.value if dispute.about else "",
        "before": before,
        "after": after,
    }
    keep_line(session, viewer, at, action, Topic.SUPPORT, dispute.school_id, about)
