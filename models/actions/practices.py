"""
Promising practices: an accepted activity is marked, its school writes it up, the office publishes it or takes it back.

Nothing of a report is repeated here: figures are read from the report in force. Lists are made from none of it.
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.checks import LONGEST_NOTE, cluster_of, keep_line, next_number
from models.audit_log import lock_district
from models.errors import ConflictError, PartnershipError
from models.permissions import Action, Viewer, check_can
from models.practice_rules import TEXTS, WriteUp, check_may_be_shared, checked_write_up
from models.queries.people import present
from models.tables import Activity, MonthlyReport, Practice, PracticeWriteUp, School
from models.tables.joins import same_report
from models.vocabulary import PracticeState, ReportState, Topic


def mark_practice(
    session: Session, viewer: Viewer, school_id: str, month: date, activity_id: str, *, ask: str = "", at: datetime
) -> int:
    """
    Mark an activity of an accepted report as worth sharing and ask its school to write it up; returns the practice's
    number. What was taken back before is asked for again. ask: what the school is asked besides, may be empty.

    Raises NotAllowedError, or PartnershipError for an activity that no accepted report tells of, that was cancelled, or
    that is marked already.
    """
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.SHARE_PRACTICE, cluster_of(session, viewer, school_id), school_id)
    title = _title_of(session, viewer, school_id, month, activity_id)
    same = (Practice.school_id == school_id, Practice.month == month, Practice.activity_id == activity_id)
    practice = session.scalar(select(Practice).where(Practice.district_id == viewer.district_id, *same))
    if practice is None:
        practice = Practice(
            district_id=viewer.district_id,
            practice_id=next_number(session, viewer.district_id, Practice, Practice.practice_id),
            school_id=school_id,
            month=month,
            activity_id=activity_id,
            version=0,
        )
        session.add(practice)
    else:
        session.refresh(practice)
        if practice.state is not PracticeState.TAKEN_BACK:
            raise PartnershipError("{name} marked this already; nothing was changed.", name=practice.marked_by)
    was = practice.state.value if practice.state else ""
    practice.note, practice.marked_by, practice.marked_at = _checked(ask), viewer.name, at
    _change(practice, viewer, PracticeState.ASKED, at)
    session.flush()
    if practice.version == 1:
        _keep_write_up(session, viewer, practice, WriteUp(title=title), at)
    _keep(session, viewer, at, "mark_practice", practice, was)
    return practice.practice_id


def ask_for_write_up(
    session: Session, viewer: Viewer, practice_id: int, *, version: int, ask: str, at: datetime
) -> int:
    """
    Ask the school for its text, or for more than it wrote; returns the practice's version from now on, as the next ones
    do. version: of the practice as it was seen.

    Raises NotAllowedError; ConflictError where somebody changed it since; PartnershipError for one that is published.
    """
    practice, place = _practice(session, viewer, practice_id)
    check_can(present(session, viewer, at), Action.SHARE_PRACTICE, *place)
    _check_version(practice, version)
    if practice.state is PracticeState.PUBLISHED:
        raise PartnershipError("This is published. Take it back first; nothing was changed.")
    was = practice.state.value
    practice.note = _checked(ask)
    _change(practice, viewer, PracticeState.ASKED, at)
    _keep(session, viewer, at, "ask_for_write_up", practice, was)
    return practice.version


def write_up(session: Session, viewer: Viewer, practice_id: int, told: WriteUp, *, seen: WriteUp, at: datetime) -> int:
    """
    Write about a practice. seen: what stood there when the writing began; what `told` leaves as it was stays as it is
    by now, so that two people write in different fields. What stood there before is kept.

    Raises NotAllowedError; ConflictError where somebody else wrote in the same field since; PartnershipError for a text
    that can't be, for one that was taken back, and to a liaison for one that is published.
    """
    practice, place = _practice(session, viewer, practice_id)
    check_can(present(session, viewer, at), Action.WRITE_UP_PRACTICE, *place)
    if practice.state is PracticeState.TAKEN_BACK:
        raise PartnershipError("{name} took this back; nothing was saved.", name=practice.changed_by)
    if practice.state is PracticeState.PUBLISHED and not viewer.sees_district:
        raise PartnershipError("This is published by now. Take it back to change it; nothing was saved.")
    latest = _latest(session, practice)
    now, wanted = _of(latest), checked_write_up(told)
    texts = {name: getattr(now, name) for name in TEXTS}
    for name in TEXTS:
        mine, began, stands = (getattr(one, name) for one in (wanted, seen, now))
        if mine in (began, stands):
            continue
        if stands != began:
            raise ConflictError(
                "{who} wrote here since you opened this. Look at both texts; nothing was saved.", who=latest.author
            )
        texts[name] = mine
    merged = WriteUp(**texts)
    if practice.state is PracticeState.PUBLISHED:
        check_may_be_shared(merged, _school_names(session, viewer))
    if merged == now and practice.state is not PracticeState.ASKED:
        return practice.version
    was = practice.state.value
    written = PracticeState.WRITTEN if practice.state is PracticeState.ASKED else practice.state
    _change(practice, viewer, written, at)
    session.flush()
    _keep_write_up(session, viewer, practice, merged, at)
    changed = [name for name in TEXTS if getattr(merged, name) != getattr(now, name)]
    _keep(session, viewer, at, "write_up_practice", practice, was, fields=changed)
    return practice.version


def publish_practice(session: Session, viewer: Viewer, practice_id: int, *, version: int, at: datetime) -> int:
    """
    Let everybody of the district read it, a liaison without its school's name. version: of the practice as it was seen.

    Raises NotAllowedError; ConflictError where somebody changed it since; PartnershipError for one that nobody wrote
    up, or whose text names a school, or whose activity no accepted report tells of any more.
    """
    practice, place = _practice(session, viewer, practice_id)
    check_can(present(session, viewer, at), Action.SHARE_PRACTICE, *place)
    _check_version(practice, version)
    if practice.state is PracticeState.PUBLISHED:
        raise PartnershipError("This is published already; nothing was changed.")
    _title_of(session, viewer, practice.school_id, practice.month, practice.activity_id)
    check_may_be_shared(_of(_latest(session, practice)), _school_names(session, viewer))
    was = practice.state.value
    practice.published_by, practice.published_at = viewer.name, at
    _change(practice, viewer, PracticeState.PUBLISHED, at)
    _keep(session, viewer, at, "publish_practice", practice, was)
    return practice.version


def take_back_practice(
    session: Session, viewer: Viewer, practice_id: int, *, version: int, note: str, at: datetime
) -> int:
    """
    Nobody but the school and the office reads it any more; the text stays. The school itself may do so too.

    Raises NotAllowedError; ConflictError where somebody changed it since; PartnershipError without a reason.
    """
    practice, place = _practice(session, viewer, practice_id)
    check_can(present(session, viewer, at), Action.WRITE_UP_PRACTICE, *place)
    _check_version(practice, version)
    if practice.state is PracticeState.TAKEN_BACK:
        raise PartnershipError("{name} took this back already; nothing was changed.", name=practice.changed_by)
    reason = _checked(note)
    if not reason:
        raise PartnershipError("Write why, in a sentence; nothing was saved.")
    was = practice.state.value
    practice.note, practice.published_by, practice.published_at = reason, "", None
    _change(practice, viewer, PracticeState.TAKEN_BACK, at)
    _keep(session, viewer, at, "take_back_practice", practice, was)
    return practice.version


def _practice(session: Session, viewer: Viewer, practice_id: int) -> tuple[Practice, tuple[str | None, str]]:
    """The practice with the district locked, and where it is from: cluster and school."""
    lock_district(session, viewer.district_id)
    practice = session.get(Practice, (viewer.district_id, practice_id))
    if practice is None:
        raise PartnershipError("There is no such practice in this district; nothing was saved.")
    session.refresh(practice)
    return practice, (cluster_of(session, viewer, practice.school_id), practice.school_id)


def _check_version(practice: Practice, seen: int) -> None:
    if seen != practice.version:
        raise ConflictError(
            "{who} changed this since you opened it. Look at it; nothing was saved.", who=practice.changed_by
        )


def _title_of(session: Session, viewer: Viewer, school_id: str, month: date, activity_id: str) -> str:
    """What an accepted report calls the activity. Raises PartnershipError where none tells of it, or it fell out."""
    found = session.execute(
        select(Activity.title, Activity.is_cancelled)
        .join(MonthlyReport, same_report(MonthlyReport, Activity))
        .where(
            Activity.district_id == viewer.district_id,
            Activity.school_id == school_id,
            Activity.month == month,
            Activity.activity_id == activity_id,
            MonthlyReport.state == ReportState.ACCEPTED,
        )
    ).one_or_none()
    if found is None:
        raise PartnershipError("No accepted report tells of this activity; nothing was saved.")
    if found.is_cancelled:
        raise PartnershipError("This activity was cancelled; nothing was saved.")
    return str(found.title)


def _latest(session: Session, practice: Practice) -> PracticeWriteUp:
    of = PracticeWriteUp
    mine = (of.district_id == practice.district_id, of.practice_id == practice.practice_id)
    return session.scalars(select(of).where(*mine).order_by(of.version.desc()).limit(1)).one()


def _of(row: PracticeWriteUp) -> WriteUp:
    return WriteUp(**{name: getattr(row, name) for name in TEXTS})


def _keep_write_up(session: Session, viewer: Viewer, practice: Practice, told: WriteUp, at: datetime) -> None:
    session.add(
        PracticeWriteUp(
            district_id=practice.district_id,
            practice_id=practice.practice_id,
            version=practice.version,
            author=viewer.name,
            written_at=at,
            **{name: getattr(told, name) for name in TEXTS},
        )
    )
    session.flush()


def _school_names(session: Session, viewer: Viewer) -> list[str]:
    return list(session.scalars(select(School.name).where(School.district_id == viewer.district_id)))


def _checked(note: str) -> str:
    text = note.strip()
    if len(text) > LONGEST_NOTE:
        raise PartnershipError(
            "The note is longer than {most} characters. Shorten it; nothing was saved.", most=f"{LONGEST_NOTE:,}"
        )
    return text


def _change(practice: Practice, viewer: Viewer, state: PracticeState, at: datetime) -> None:
    practice.state, practice.version = state, practice.version + 1
    practice.changed_by, practice.changed_at = viewer.name, at


def _keep(
    session: Session, viewer: Viewer, at: datetime, action: str, practice: Practice, was: str, **details: object
) -> None:
    """The audit line: numbers and codes, no text that a school wrote."""
    session.flush()
    about = {
        "practice_id": practice.practice_id,
        "month": practice.month.isoformat(),
        "activity_id": practice.activity_id,
        "version": practice.version,
        "before": {"state": was},
        "after": {"state": practice.state.value},
    }
    keep_line(session, viewer, at, action, Topic.PRACTICES, practice.school_id, about | details)
