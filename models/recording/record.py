"""Everything one call brings, stored in the caller's transaction: all of it or nothing, with a receipt."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import exc, func, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.audit_log import keep_audit_line, lock_district
from models.errors import PartnershipError, Problem
from models.people_rules import require_some_left
from models.permissions import Action, Viewer, check_can
from models.queries.people import active_administrators, present
from models.recording.calendar import calendar_rows, month_dates
from models.recording.incoming import IncomingRows
from models.recording.moves import moves
from models.recording.past_lists import dates_of_lists, schools_of_lists
from models.recording.report_rules import NOTHING, Allowed
from models.recording.revisions import record_reports
from models.recording.undo import undo
from models.recording.upsert import BATCH, Journal, upsert
from models.tables import District, ImportChange, ImportReceipt, School
from models.tables.row_values import Row, batches
from models.tables.topics import months_of, topics_of
from models.today import day_of
from models.totals.affected import touched_keys
from models.totals.keep import refresh

__all__ = ["Preview", "Receipt", "create_district", "district_named", "preview", "receipts", "record", "undo"]

Progress = Callable[[int, int, str], None]

AFTER_REPORTS = (
    ("plans", "action_plan"),
    ("planned_activities", "planned_activity"),
    ("sessions", "development_session"),
    ("session_attendance", "development_attendance"),
    ("surveys", "survey_result"),
    ("steps", "programme_step_reached"),
    ("people", "person"),
    ("coordinator_clusters", "coordinator_cluster"),
    ("liaison_schools", "liaison_school"),
    ("decisions", "decision"),
)
"""Kinds of incoming rows and their tables; a row that others refer to is stored before them."""


@dataclass(frozen=True)
class Receipt:
    """What one call changed. receipt_id is None where everything was stored already; then nothing was written."""

    receipt_id: int | None
    imported_at: datetime
    person: str
    counts: dict[str, dict[str, int]]
    """new, changed, unchanged rows by table; for a report's parts also removed, where its new revision lacks them."""
    warnings: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()
    """What was found beside what is stored, told with the warnings of the files."""


@dataclass(frozen=True)
class Preview:
    """What a call would change."""

    counts: dict[str, dict[str, int]]
    """As in Receipt."""
    reports: list[tuple[str, date]] = field(default_factory=list)
    """school_id and month of every report that would be new or change."""
    schools: list[str] = field(default_factory=list)
    """school_id of every school of which something would be new or change."""
    notes: tuple[Problem, ...] = ()
    """As in Receipt; what would be refused among them."""


MANY_ROWS = 10_000
"""Past so many, PostgreSQL is told about them before they are added up: by the statistics of an empty table it plans
for minutes what takes seconds. Its own telling comes only a while after the transaction has ended."""


def create_district(session: Session, code: str, name: str) -> int:
    """
    Make a district and return its district_id. Raises PartnershipError where the code is taken or empty.

    It asks for no right: nobody belongs to the district yet. Only commands on the server reach it.
    """
    if not code.strip():
        raise PartnershipError("A district needs a short code, as in alder-valley.")
    if session.scalar(select(District.district_id).where(District.code == code)) is not None:
        raise PartnershipError("There is a district {code} already. Choose another code.", code=code)
    last = session.scalar(select(func.max(District.district_id)))
    session.add(District(district_id=(last or 0) + 1, code=code, name=name))
    try:
        session.flush()
    except IntegrityError as error:  # somebody else made one at the same moment
        raise PartnershipError("There is a district {code} already. Choose another code.", code=code) from error
    return (last or 0) + 1


def district_named(session: Session, code: str | None = None) -> int:
    """The district_id of the district with this code, or of the only one. Raises PartnershipError, naming the codes."""
    codes = {row.code: row.district_id for row in session.execute(select(District.code, District.district_id))}
    if code is None and len(codes) == 1:
        return next(iter(codes.values()))
    if code in codes:
        return codes[code]
    known = ", ".join(sorted(codes))
    if not codes:
        raise PartnershipError("There is no district yet. Make one with `partnership init` or `partnership sample`.")
    if code is None:
        raise PartnershipError("There are several districts: {known}. Say which one with --district.", known=known)
    raise PartnershipError("There is no district {code}. Known: {known}.", code=code, known=known)


def record(
    session: Session,
    viewer: Viewer,
    rows: IncomingRows,
    *,
    at: datetime,
    mapping: str = "",
    files: Sequence[dict[str, Any]] = (),
    warnings: Sequence[str] = (),
    progress: Progress | None = None,
    allowed: Allowed = NOTHING,
) -> Receipt:
    """
    Store rows of the viewer's district in the caller's transaction, refresh the kept totals, leave a receipt and an
    audit line in the viewer's name.

    A report that differs becomes a new revision; other rows are stored by key. `at` is aware. `progress` is called
    with rows done, rows in all, and what is being done. Rows that are all stored already leave no receipt and no new
    version.
    Raises NotAllowedError, or PartnershipError for an unknown school, a key that comes twice, an edited support
    contact, or a row the tables refuse, or RefusedImportError where something stored would be lost or turned back that
    `allowed` does not say yes to.
    """
    district_id, person = viewer.district_id, viewer.name
    lock_district(session, district_id)
    check_can(present(session, viewer, at), Action.IMPORT_FILES)
    journal = _write_or_refuse(session, district_id, rows, at, progress or _silent, allowed)
    counts = {table: _complete(dict(numbers)) for table, numbers in journal.counts.items()}
    notes = tuple(journal.notes)
    warning_texts = tuple(str(warning) for warning in (*warnings, *notes))
    if not journal.changes:
        return Receipt(None, at, person, counts, warning_texts, notes)
    receipt = ImportReceipt(
        district_id=district_id,
        receipt_id=journal.receipt_id,
        imported_at=at,
        person=person,
        mapping=mapping,
        files=list(files),
        counts=counts,
        warnings=list(warning_texts),
    )
    session.add(receipt)
    session.flush()
    for batch in batches(journal.changes, BATCH):
        session.execute(insert(ImportChange.__table__), batch)  # type: ignore[arg-type]
    keep_audit_line(
        session,
        district_id,
        person=person,
        at=at,
        action="import_files",
        topics=topics_of(journal.touched),
        months=months_of(journal.touched),
        subject=f"receipt {journal.receipt_id}",
        details={"files": [file.get("name") for file in files], "counts": counts} | _locked(journal),
    )
    return Receipt(journal.receipt_id, at, person, counts, warning_texts, notes)


def _locked(journal: Journal) -> dict[str, Any]:
    """For the audit line: the reports of locked months that changed."""
    reports = [f"{school_id} {month:%Y-%m}" for school_id, month in journal.into_locked]
    return {"into_locked": reports} if reports else {}


def preview(session: Session, viewer: Viewer, rows: IncomingRows, at: datetime, allowed: Allowed = NOTHING) -> Preview:
    """What `record` would change, found by doing it and taking it back. Raises what `record` raises."""
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.IMPORT_FILES)
    trial = session.begin_nested()
    try:
        journal = _write_or_refuse(session, viewer.district_id, rows, at, _silent, allowed)
    finally:
        trial.rollback()
    schools = {change["row_key"]["school_id"] for change in journal.changes if "school_id" in change["row_key"]}
    return Preview(
        counts={table: _complete(dict(numbers)) for table, numbers in journal.counts.items()},
        reports=sorted(journal.touched.get("monthly_report", set())),
        schools=sorted(schools),
        notes=tuple(journal.notes),
    )


def receipts(session: Session, district_id: int) -> list[ImportReceipt]:
    """All receipts of a district, the latest first; one that was taken back says when in `undone_at`."""
    mine = select(ImportReceipt).where(ImportReceipt.district_id == district_id)
    return list(session.scalars(mine.order_by(ImportReceipt.receipt_id.desc())))


def _silent(done: int, total: int, what: str) -> None:
    """Progress callback that does nothing."""


def _complete(numbers: dict[str, int]) -> dict[str, int]:
    return {"new": 0, "changed": 0, "unchanged": 0} | numbers


def _write_or_refuse(
    session: Session, district_id: int, rows: IncomingRows, at: datetime, progress: Progress, allowed: Allowed
) -> Journal:
    """
    `_write`, with the rule named that a row breaks. Some rules are broken only by new and stored values together, as
    a new closing date before the stored opening date, so the database finds them, not the checks before it.
    """
    try:
        return _write(session, district_id, rows, at, progress, allowed)
    except (exc.IntegrityError, exc.DataError) as error:
        why = str(error.orig).splitlines()[0]
        raise PartnershipError(
            "A row breaks a rule of the stored tables: {why}. Nothing was saved.", why=why
        ) from error


def _write(
    session: Session, district_id: int, rows: IncomingRows, at: datetime, progress: Progress, allowed: Allowed
) -> Journal:
    """Write base rows and kept totals; returns a journal of what was written."""
    session.flush()
    last = session.scalar(select(func.max(ImportReceipt.receipt_id)).where(ImportReceipt.district_id == district_id))
    journal = Journal(district_id, (last or 0) + 1, at)
    total, done = sum(rows.counts().values()), 0

    def went_on(number: int) -> None:
        nonlocal done
        done += number
        progress(min(done, total), total, "Storing")

    calendar = calendar_rows(session, district_id, rows)
    schools, school_years = _told(rows.schools), _told(rows.school_years)
    dates_of_lists(session, journal, calendar, allowed)
    schools_of_lists(session, journal, schools, school_years, rows.reports)
    upsert(session, journal, "reporting_month", calendar)
    upsert(session, journal, "cluster", _clusters(rows))
    upsert(session, journal, "school", schools)
    _require_schools(session, district_id, rows)
    moved = moves(session, district_id, school_years, day_of(at))
    upsert(session, journal, "school_in_year", school_years)
    upsert(session, journal, "school_move", moved)
    months = month_dates(session, district_id)
    went_on(len(rows.calendar) + len(rows.schools) + len(rows.school_years))
    record_reports(session, journal, rows, months, went_on, allowed)
    administrators = active_administrators(session, district_id) if rows.people else []
    for name, table in AFTER_REPORTS:
        upsert(session, journal, table, getattr(rows, name))
        went_on(len(getattr(rows, name)))
    if administrators:
        require_some_left(active_administrators(session, district_id))
    upsert(session, journal, "support_contact", rows.contacts, may_change=False)
    progress(total, total, "Adding up")
    if total > MANY_ROWS and session.get_bind().dialect.name == "postgresql":
        session.flush()
        session.execute(text("ANALYZE monthly_report, activity, parent_response"))
    refresh(session, district_id, touched_keys(session, district_id, journal.touched))
    return journal


def _told(rows: Sequence[Row]) -> list[Row]:
    """What rows about schools say: a blank is no news, and takes nothing away unless it is named in `erased`."""

    def is_told(row: Row, name: str) -> bool:
        return name != "erased" and (row[name] is not None or name in row.get("erased", ()))

    return [{name: value for name, value in row.items() if is_told(row, name)} for row in rows]


def _clusters(rows: IncomingRows) -> list[Row]:
    parts: Iterable[Row] = [*rows.school_years, *rows.coordinator_clusters]
    return [{"name": name} for name in sorted({row["cluster"] for row in parts if row.get("cluster")})]


def _require_schools(session: Session, district_id: int, rows: IncomingRows) -> None:
    parts = (
        rows.school_years, rows.reports, rows.activities, rows.responses, rows.observations, rows.plans,
        rows.planned_activities, rows.session_attendance, rows.contacts, rows.surveys, rows.steps,
        rows.liaison_schools, rows.decisions,
    )  # fmt: skip
    named = {row["school_id"] for part in parts for row in part}
    unknown = sorted(named - set(session.scalars(select(School.school_id).where(School.district_id == district_id))))
    if unknown:
        schools = ", ".join(map(str, unknown[:5]))
        if len(unknown) > 5:
            raise PartnershipError(
                "No such school: {schools} and {count} more. Import the schools first, or with these rows.",
                schools=schools,
                count=len(unknown) - 5,
            )
        raise PartnershipError(
            "No such school: {schools}. Import the schools first, or with these rows.", schools=schools
        )
