"""
A report while it is typed: saved field by field, by as many people as write it, and thrown away when they say so.

Nothing of a draft is anybody's figure yet, so no topic is raised. A save is known by its operation, so that one that is
sent again after a lost answer changes nothing.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models.actions.checks import check_month_is_open, cluster_of
from models.actions.draft_rows import DraftRows, OpenDraft, Stamp
from models.actions.once import once
from models.audit_log import keep_audit_line, lock_district
from models.errors import ConflictError, PartnershipError
from models.permissions import Action, Viewer, can, check_can
from models.queries.people import present
from models.queries.report_drafts import fields_in_force
from models.report_fields import is_path, is_value
from models.tables import MonthlyReport, ReportDraft
from models.vocabulary import N_

MOST_FIELDS = 4_000
MOST_AT_ONCE = 1_000
GONE = N_(
    "This draft was sent or thrown away meanwhile. What you typed stands here until you load the page again; "
    "nothing was saved."
)


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
            session.flush()
            rows = DraftRows(viewer.district_id, school_id, month)
            rows.add(session, fields, Stamp(1, operation_id, viewer, at))
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
    is_twice = len({one.path for one in typed}) < len(typed)
    if begins_empty or len(typed) > MOST_AT_ONCE or is_twice or not is_understood:
        raise PartnershipError("The page sent something that cannot be understood. Load it again; nothing was saved.")
    _check(session, viewer, school_id, month, at)
    rows = DraftRows(viewer.district_id, school_id, month)
    draft = _open(session, viewer, school_id, month, rows, draft_key=draft_key, based_on=based_on, at=at)
    stored = rows.fields(session, {one.path for one in typed}, known)
    version, saved, differs = draft.version + 1, dict[str, int](), list[Standing]()
    new, changed = list[Typed](), list[Typed]()
    for one in typed:
        row = stored.get(one.path)
        if row is None:
            new.append(one)
            saved[one.path] = version
        elif row.operation_id == operation_id or row.value == one.value:
            saved[one.path] = row.version
        elif row.version <= one.seen or (one.sent and row.operation_id == one.sent):
            changed.append(one)
            saved[one.path] = version
        else:
            differs.append(_standing(row))
    apart = {*saved, *(one.path for one in differs)}
    others = [
        _standing(row)
        for row in stored.values()
        if row.version > known and row.path not in apart and row.operation_id != operation_id
    ]
    if not (new or changed):
        return Saved(draft.draft_key, draft.version, at, saved, differs, others)
    stamp = Stamp(version, operation_id, viewer, at)
    rows.add(session, {one.path: one.value for one in new}, stamp)
    rows.change(session, {one.path: one.value for one in changed}, stamp)
    rows.move_on(session, stamp)
    return Saved(draft.draft_key, version, at, saved, differs, others)


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
        fields = DraftRows(viewer.district_id, school_id, month).number(session)
        details: dict[str, Any] = {"fields": fields}
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
        raise ConflictError(GONE)
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
    session: Session,
    viewer: Viewer,
    school_id: str,
    month: date,
    rows: DraftRows,
    *,
    draft_key: str,
    based_on: int,
    at: datetime,
) -> OpenDraft:
    """The draft to save in, held until the transaction ends. Raises ConflictError where it is not there any more."""
    draft = rows.held(session)
    if draft_key:
        if draft is None or draft.draft_key != draft_key:
            raise ConflictError(GONE)
        return draft
    if draft is None:
        lock_district(session, viewer.district_id)
        draft = rows.held(session)
    if draft is None:
        begun = _begun(session, viewer, school_id, month, at)
        draft = OpenDraft(begun.draft_key, begun.version, begun.based_on)
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


def _standing(row: Any) -> Standing:
    return Standing(row.path, row.value, row.version, row.person, row.saved_at)
