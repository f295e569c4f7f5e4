"""A locked month is opened again for some days, by the director and for a reason."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.checks import checked_note
from models.audit_log import keep_audit_line, lock_district
from models.errors import PartnershipError
from models.month_locks import LONGEST_REOPENING
from models.permissions import Action, Viewer, check_can
from models.queries.month_locks import month_ends, month_is_locked
from models.queries.people import present
from models.tables import MonthReopening
from models.today import day_of
from models.vocabulary import Topic


def reopen_month(session: Session, viewer: Viewer, month: date, until: date, reason: str, *, at: datetime) -> int:
    """
    Open a locked month again from today until a day, within; charts say so and why. Returns how often it was by now.

    Raises NotAllowedError, or PartnershipError for a month that is open, an impossible day, or no reason.
    """
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.REOPEN_MONTH)
    today, text = day_of(at), checked_note(reason)
    if month not in {one.month for one in month_ends(session, viewer.district_id)}:
        raise PartnershipError("There is no such month in this district's calendar; nothing was saved.")
    if not month_is_locked(session, viewer.district_id, month, today):
        raise PartnershipError("This month is open already; nothing was saved.")
    if not today <= until <= today + LONGEST_REOPENING:
        raise PartnershipError("Choose a last day from today on, within a month; nothing was saved.")
    of = MonthReopening
    before = session.scalars(select(of.number).where(of.district_id == viewer.district_id, of.month == month)).all()
    number = max(before, default=0) + 1
    session.add(
        MonthReopening(
            district_id=viewer.district_id,
            month=month,
            number=number,
            reopened_on=today,
            until_date=until,
            person_id=viewer.person_id,
            reason=text,
        )
    )
    session.flush()
    keep_audit_line(
        session,
        viewer.district_id,
        person=viewer.name,
        at=at,
        action="reopen_month",
        topics=(Topic.REPORTS,),
        months=(month,),
        subject=f"{month:%Y-%m}",
        details={"number": number, "until_date": str(until), "reason": text},
    )
    return number
