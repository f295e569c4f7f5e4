"""Take the latest import back whole: its revisions go, changed rows are as they were before it."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Table, and_, delete, func, select
from sqlalchemy.orm import Session

from models.audit_log import keep_audit_line, lock_district
from models.errors import ConflictError, PartnershipError
from models.people_rules import require_some_left
from models.permissions import Action, Viewer, check_can
from models.queries.people import active_administrators, present
from models.recording.upsert import delete_rows, row_name, stored_rows, update_rows
from models.tables import Base, ImportChange, ImportReceipt, ReportRevision, ReportStateChange
from models.tables.joins import same_report
from models.tables.row_values import Key, Row, batches, fingerprint, shape_of
from models.tables.topics import months_of, topics_of
from models.totals.affected import touched_keys
from models.totals.keep import refresh

GO_ALONG = ("school_month", "scope_month", "last_visit", "operation")
"""Rows that go with what they are about: no import brought them, and nobody looks anything up in them."""


def undo(session: Session, viewer: Viewer, receipt_id: int, *, at: datetime) -> None:
    """
    Take an import of the viewer's district back in the caller's transaction; every base table is as before it.

    Raises NotAllowedError, PartnershipError where the receipt is unknown, undone already or not the latest import in
    force, and ConflictError where a person changed one of its rows since, or built on one.
    """
    district_id = viewer.district_id
    lock_district(session, district_id)
    check_can(present(session, viewer, at), Action.IMPORT_FILES)
    receipt = _latest(session, district_id, receipt_id)
    changes = _changes(session, district_id, receipt_id)
    _require_unchanged(session, district_id, receipt_id, changes)
    for table in (ReportStateChange, ReportRevision):
        mine = and_(table.district_id == district_id, table.receipt_id == receipt_id)
        session.execute(delete(table).where(mine), execution_options={"synchronize_session": False})
    administrators = active_administrators(session, district_id)
    for table_name, some in groupby(changes, key=lambda change: change["table_name"]):
        _restore(session, district_id, table_name, list(some))
    if administrators and not viewer.is_on_the_server:  # who works there adds somebody by `partnership user add`
        require_some_left(active_administrators(session, district_id))
    touched: dict[str, set[Key]] = {}
    for change in changes:
        touched.setdefault(change["table_name"], set()).add(change["key"])
    receipt.undone_at = at
    refresh(session, district_id, touched_keys(session, district_id, touched) | _gone(changes))
    keep_audit_line(
        session, district_id, person=viewer.name, at=at, action="undo_import", subject=f"receipt {receipt_id}",
        topics=topics_of(touched), months=months_of(touched), details={"rows": len(changes)},
    )  # fmt: skip


def _latest(session: Session, district_id: int, receipt_id: int) -> ImportReceipt:
    receipt = session.get(ImportReceipt, (district_id, receipt_id))
    if receipt is None:
        raise PartnershipError(
            "There is no receipt {number}. List them with `partnership import --receipts`.", number=receipt_id
        )
    if receipt.undone_at is not None:
        raise PartnershipError(
            "Receipt {number} was taken back already, on {day}.", number=receipt_id, day=f"{receipt.undone_at:%Y-%m-%d}"
        )
    in_force = and_(ImportReceipt.district_id == district_id, ImportReceipt.undone_at.is_(None))
    latest = session.scalar(select(func.max(ImportReceipt.receipt_id)).where(in_force))
    if latest != receipt_id:
        raise PartnershipError(
            "Receipt {number} is not the latest import in force; receipt {latest} is. Take that one back first.",
            number=receipt_id,
            latest=latest,
        )
    return receipt


def _changes(session: Session, district_id: int, receipt_id: int) -> list[Row]:
    """The import's changes, last one first, with their keys in their columns' types."""
    statement = (
        select(ImportChange.table_name, ImportChange.row_key, ImportChange.before, ImportChange.after_key)
        .where(ImportChange.district_id == district_id, ImportChange.receipt_id == receipt_id)
        .order_by(ImportChange.sequence.desc())
    )
    changes = []
    for change in session.execute(statement).mappings():
        shape = shape_of(change["table_name"])
        changes.append({**change, "key": shape.key_of(shape.from_json(change["row_key"]))})
    return changes


def _require_unchanged(session: Session, district_id: int, receipt_id: int, changes: list[Row]) -> None:
    """Refuse where a row is no longer what the import left."""
    for table_name, some in groupby(changes, key=lambda change: change["table_name"]):
        for batch in batches(some, 2_000):
            stored = stored_rows(session, district_id, shape_of(table_name), {change["key"] for change in batch})
            for change in batch:
                now = stored.get(change["key"])
                if now is None or fingerprint(now) != change["after_key"]:
                    raise _changed_since(table_name, change["key"])
    lines, revisions = ReportStateChange, ReportRevision
    later = (
        select(lines.school_id, lines.month)
        .join(
            revisions,
            same_report(revisions, lines),
        )
        .where(revisions.district_id == district_id, revisions.receipt_id == receipt_id)
        .where(lines.receipt_id.is_distinct_from(receipt_id))
        .limit(1)
    )
    found = session.execute(later).first()
    if found is not None:
        raise _changed_since("monthly_report", tuple(found))


def _changed_since(table_name: str, key: Key) -> ConflictError:
    return ConflictError(
        "{row} was changed after this import, so the import can't be taken back whole. Nothing was changed.",
        row=row_name(table_name, key),
    )


def _restore(session: Session, district_id: int, table_name: str, changes: list[Row]) -> None:
    """Put rows of one table back as they were, and remove those that were not there."""
    shape = shape_of(table_name)
    update_rows(
        session,
        district_id,
        shape,
        [shape.from_json(change["before"]) for change in changes if change["before"] is not None],
    )
    added = [change["key"] for change in changes if change["before"] is None]
    _require_unused(session, district_id, shape.table, shape.key, added)
    delete_rows(session, district_id, shape, added)


def _require_unused(session: Session, district_id: int, table: Table, key: tuple[str, ...], added: list[Key]) -> None:
    """Refuse where a row from elsewhere refers to one that is to be removed: deleting would cascade to it."""
    if not added:
        return
    for other, columns in _references(table):
        first = columns[key[0]]
        gone = set(added)
        for batch in batches(sorted({values[0] for values in added})):
            statement = select(*(other.c[columns[name]] for name in key)).where(
                other.c.district_id == district_id, other.c[first].in_(batch)
            )
            for values in session.execute(statement):
                if tuple(values) in gone:
                    raise ConflictError(
                        "{row} came with this import and has got a {other} since, so the import can't be taken back. "
                        "Nothing was changed.",
                        row=row_name(table.name, tuple(values)),
                        other=other.name.replace("_", " "),
                    )


def _references(table: Table) -> Iterable[tuple[Table, dict[str, str]]]:
    """Tables whose rows refer to this one's, and by which of their columns, but for those that go along with them."""
    for other in Base.metadata.sorted_tables:
        if other.name in GO_ALONG:
            continue
        for constraint in other.foreign_key_constraints:
            if constraint.referred_table is table and table.name != "district":
                yield other, {element.column.name: element.parent.name for element in constraint.elements}


def _gone(changes: list[Row]) -> set[tuple[str, date]]:
    """Months the calendar no longer holds: their kept totals have to go for every school."""
    months: set[Any] = {
        change["key"][0] for change in changes if change["table_name"] == "reporting_month" and not change["before"]
    }
    return {("", month) for month in months}
