"""
A report while it is typed: saved field by field, by as many people as write it, and thrown away when they say so.

Nothing of a draft is anybody's figure yet, so no topic is raised. A save is known by its operation, so that one that is
sent again after a lost answer changes nothing.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.checks import check_month_is_open, cluster_of
from models.actions.once import once
from models.audit_log import keep_audit_line, lock_district
from models.errors import ConflictError, PartnershipError
from models.permissions import Action, Viewer, can, check_can
from models.queries.people import present
from models.queries.report_drafts import fields_in_force
from models.report_fields import is_path, is_value
from models.tables import MonthlyReport, ReportDraft, ReportDraftField

MOST_FIELDS = 4_000
MOST_AT_ONCE = 1_000


@dataclass(frozen=True)
class Typed:
    """
    One field as somebody typed it. seen: the version of the field that they had before them, 0 where there was none;
    sent: the operation they sent it with before, where no answer came.
    """

    path: str
    value: Any
    seen: int
    sent: str = ""


@dataclass(frozen=True)
class Standing:
    """A field as it stands in the draft."""

    path: str
    value: Any
    version: int
    person: str
    saved_at: datetime


@dataclass(frozen=True)
class Saved:
    """
    What a save made. version: of the draft now; fields: the version of each field that was saved; differs: fields that
    somebody else has saved meanwhile, which stay as they are; others: what else is newer than the page knew.
    """

    draft_key: str
    version: int
    at: datetime
    fields: dict[str, int]
    differs: list[Standing]
    others: list[Standing]


def begin_draft(
    session: Session, viewer: Viewer, school_id: str, month: date, *, operation_id: str, at: datetime
) -> str:
    """
    Begin a month's report, from the one in force where there is one, as it came back or is to be corrected; returns the
    draft's key. Where somebody has begun one already it is that one's.

    Raises NotAllowedError, or PartnershipError for a month that is locked or has not begun.
    """

    def act() -> str:
        _check(session, viewer, school_id, month, at)
        draft = session.get(ReportDraft, (viewer.district_id, school_id, month))
        if draft is None:
            draft = _begun(session, viewer, school_id, month, at)
            fields = fields_in_force(session, viewer, school_id, month)
            draft.version = 1 if fields else 0
            session.add_all(
                _field(draft, viewer, Typed(path, value, 0), 1, operation_id, at) for path, value in fields.items()
            )
            session.flush()
        return draft.draft_key

    return once(session, viewer, operation_id, "begin_report_draft", act, at=at)


def save_fields(
    session: Session,
    viewer: Viewer,
    school_id: str,
    month: date,
    typed: Sequence[Typed],
    *,
    draft_key: str,
    based_on: int,
    known: int,
    operation_id: str,
    at: datetime,
) -> Saved:
    """
    Save what was typed. draft_key: of the draft that was open, "" where there was none, which begins one; based_on: the
    revision in force that the page shows; known: the draft's version up to which the page knows its fields.

    A field that somebody else has saved since it was seen stays as it is, and is told. Nothing typed: what stands is
    told, where there is a draft. Raises NotAllowedError;
    ConflictError where the draft was sent or thrown away meanwhile; PartnershipError for a month that is locked or has
    not begun, or what no form sends.
    """
    begins_empty = not typed and not draft_key
    is_understood = all(is_path(one.path) and is_value(one.value) for one in typed)
    if begins_empty or len(typed) > MOST_AT_ONCE or not is_understood:
        raise PartnershipError("The page sent something that cannot be understood. Load it again; nothing was saved.")
    _check(session, viewer, school_id, month, at)
    draft = _open(session, viewer, school_id, month, draft_key, based_on, at)
    stored = _stored(session, draft, {one.path for one in typed}, known)
    version, saved, differs = draft.version + 1, {}, []
    for one in typed:
        row = stored.get(one.path)
        if row is None:
            session.add(_field(draft, viewer, one, version, operation_id, at))
            saved[one.path] = version
        elif row.operation_id == operation_id or row.value == one.value:
            saved[one.path] = row.version
        elif row.version <= one.seen or (one.sent and row.operation_id == one.sent):
            row.value, row.version, row.operation_id = one.value, version, operation_id
            row.person_id, row.person, row.saved_at = viewer.person_id, viewer.name, at
            saved[one.path] = version
        else:
            differs.append(_standing(row))
    others = [
        _standing(row)
        for row in stored.values()
        if row.version > known and row.path not in saved and row.operation_id != operation_id
    ]
    others = [one for one in others if one.path not in {differing.path for differing in differs}]
    if version in saved.values():
        draft.version, draft.changed_by, draft.changed_at = version, viewer.name, at
    session.flush()
    return Saved(draft.draft_key, draft.version, at, saved, differs, others)


def discard_draft(
    session: Session, viewer: Viewer, school_id: str, month: date, *, draft_key: str, operation_id: str, at: datetime
) -> None:
    """
    Throw a draft away, with all that was typed in it; a report that was sent before stays.

    Raises NotAllowedError, or ConflictError where it was sent or thrown away meanwhile.
    """

    def act() -> None:
        cluster = cluster_of(session, viewer, school_id)
        check_can(present(session, viewer, at), Action.FILE_REPORT, cluster, school_id)
        draft = draft_of(session, viewer, school_id, month, draft_key)
        details: dict[str, Any] = {"fields": len(_stored(session, draft, None, 0))}
        keep_line_of_draft(session, viewer, at, "discard_report_draft", school_id, month, details)
        session.delete(draft)
        session.flush()

    once(session, viewer, operation_id, "discard_report_draft", act, at=at)


def draft_of(session: Session, viewer: Viewer, school_id: str, month: date, draft_key: str) -> ReportDraft:
    """
    The open draft by its key, held until the transaction ends. Raises ConflictError where it is not there any more.
    """
    draft = session.get(ReportDraft, (viewer.district_id, school_id, month), with_for_update=True)
    if draft is None or draft.draft_key != draft_key:
        raise ConflictError(
            "This draft was sent or thrown away meanwhile. What you typed stands here until you load the page again; "
            "nothing was saved."
        )
    return draft


def keep_line_of_draft(
    session: Session, viewer: Viewer, at: datetime, action: str, school_id: str, month: date, details: dict[str, Any]
) -> None:
    """The audit line of a draft that was begun or thrown away: it changes nobody's figures."""
    said = {"month": f"{month:%Y-%m}", **details}
    keep_audit_line(
        session,
        viewer.district_id,
        person=viewer.name,
        at=at,
        action=action,
        topics=(),
        subject=school_id,
        details=said,
    )


def _check(session: Session, viewer: Viewer, school_id: str, month: date, at: datetime) -> None:
    """Asked at every save: the school's cluster is looked up only where it decides, or has to be named."""
    now = present(session, viewer, at)
    if not can(now, Action.FILE_REPORT, school_id=school_id):
        check_can(now, Action.FILE_REPORT, cluster_of(session, viewer, school_id), school_id)
    check_month_is_open(session, viewer, school_id, month, at)


def _open(
    session: Session, viewer: Viewer, school_id: str, month: date, draft_key: str, based_on: int, at: datetime
) -> ReportDraft:
    if draft_key:
        return draft_of(session, viewer, school_id, month, draft_key)
    key = (viewer.district_id, school_id, month)
    draft = session.get(ReportDraft, key, with_for_update=True)
    if draft is None:
        lock_district(session, viewer.district_id)
        draft = session.get(ReportDraft, key) or _begun(session, viewer, school_id, month, at)
    if draft.based_on != based_on:
        raise ConflictError(
            "This report was sent meanwhile. What you typed stands here until you load the page again; "
            "nothing was saved."
        )
    return draft


def _begun(session: Session, viewer: Viewer, school_id: str, month: date, at: datetime) -> ReportDraft:
    report = session.get(MonthlyReport, (viewer.district_id, school_id, month))
    draft = ReportDraft(
        district_id=viewer.district_id,
        school_id=school_id,
        month=month,
        draft_key=secrets.token_hex(8),
        version=0,
        based_on=report.revision if report else 0,
        begun_by=viewer.name,
        begun_at=at,
        changed_by=viewer.name,
        changed_at=at,
    )
    session.add(draft)
    session.flush()
    keep_line_of_draft(session, viewer, at, "begin_report_draft", school_id, month, {"based_on": draft.based_on})
    return draft


def _stored(
    session: Session, draft: ReportDraft, paths: Iterable[str] | None, known: int
) -> dict[str, ReportDraftField]:
    """Fields of a draft by path: the named ones, and those newer than a version; all of them for None."""
    of = ReportDraftField
    found = select(of).where(
        of.district_id == draft.district_id, of.school_id == draft.school_id, of.month == draft.month
    )
    if paths is not None:
        found = found.where(of.path.in_(sorted(paths)) | (of.version > known))
    return {row.path: row for row in session.scalars(found)}


def _field(
    draft: ReportDraft, viewer: Viewer, one: Typed, version: int, operation_id: str, at: datetime
) -> ReportDraftField:
    return ReportDraftField(
        district_id=draft.district_id,
        school_id=draft.school_id,
        month=draft.month,
        path=one.path,
        value=one.value,
        version=version,
        operation_id=operation_id,
        person_id=viewer.person_id,
        person=viewer.name,
        saved_at=at,
    )


def _standing(row: ReportDraftField) -> Standing:
    return Standing(row.path, row.value, row.version, row.person, row.saved_at)
