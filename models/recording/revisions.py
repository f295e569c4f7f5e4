"""Reports on their way in: each that differs becomes a whole new revision; the one before stays as it was."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import PartnershipError, RefusedImportError
from models.recording import report_rules
from models.recording.incoming import IncomingRows
from models.recording.report_parts import PARTS, Part, ReportKey, grouped, merged, parts_in_force
from models.recording.report_rules import Allowed
from models.recording.report_states import monthly_report, state_lines
from models.recording.upsert import Journal, insert_rows, stored_rows, update_rows
from models.tables.row_values import Row, batches, fingerprint, shape_of
from models.today import day_of
from models.vocabulary import ReportState

NOT_CONTENT = frozenset(
    {"school_id", "month", "revision", "submitted_date", "filed_on", "source_file", "content_key"}
    | {"receipt_id", "recorded_at"}
)
"""Columns of a revision that say where it came from and since when it is known, not what the school said."""
REPORTS_AT_A_TIME = 200
SAID_OF_A_REPORT = frozenset({"state", "due_date", "changes", "reviewed_on", "reviewed_by", "return_reason"})
"""What a form row may hold besides the columns of ReportRevision."""


@dataclass(frozen=True)
class MonthDates:
    """Of one month of the calendar."""

    due_date: date
    lock_date: date


@dataclass
class _Report:
    """One report of the call, and what is stored of it."""

    key: ReportKey
    form_row: Row | None
    stored: Row | None
    """Its row of monthly_report."""
    named: dict[str, list[Row]]
    """By table: rows of the call that belong to it."""
    in_force: Row | None = None
    """Its revision in force."""
    parts: dict[str, Part] = field(default_factory=dict)
    form: Row = field(default_factory=dict)
    content_key: str = ""

    @property
    def is_not_expected(self) -> bool:
        return self.form_row is not None and self.form_row.get("state") == ReportState.NOT_EXPECTED

    @property
    def is_received(self) -> bool:
        """Had it come in before this call?"""
        return self.in_force is not None and self.in_force["submitted_date"] is not None

    @property
    def is_new_revision(self) -> bool:
        """Does the call say something else than the revision in force?"""
        if self.is_not_expected and not self.named:
            return False
        if self.in_force is not None:
            return bool(self.in_force["content_key"] != self.content_key)
        content = {name: value for name, value in self.form.items() if name not in NOT_CONTENT}
        said = self.form["filed_on"] is not None or any(value not in (None, []) for value in content.values())
        return said or any(part.after for part in self.parts.values())


def record_reports(
    session: Session,
    journal: Journal,
    rows: IncomingRows,
    months: Mapping[date, MonthDates],
    progress: Callable[[int], None],
    allowed: Allowed,
) -> None:
    """
    Store every report the rows name, by its form or by rows that belong to it.

    Equal to the revision in force: nothing is written. Raises PartnershipError where a number comes twice in a report,
    RefusedImportError where something would be lost or turned back that `allowed` does not say yes to.
    """
    forms = {(row["school_id"], row["month"]): row for row in rows.reports}
    if len(forms) < len(rows.reports):
        raise PartnershipError("A school's month has two reports in one call; nothing was saved.")
    parts = {
        "activity": grouped(rows.activities),
        "parent_response": grouped(rows.responses),
        "teacher_observation": grouped(rows.observations),
    }
    for some in batches(sorted(set(forms).union(*parts.values())), REPORTS_AT_A_TIME):
        reports = _reports(session, journal, some, forms, parts, rows)
        _judge(session, journal, reports, months, allowed)
        if journal.refused:
            continue  # all of it is told, and nothing is written that would be taken back
        _write(session, journal, reports, months)
        for report in reports:
            for table, part in report.parts.items():
                for what, number in part.counts().items():
                    journal.count(table, what, number)
        progress(sum(len(group.get(key, ())) for key in some for group in parts.values()) + len(some))
    if journal.refused:
        raise RefusedImportError(journal.refused)


def _reports(
    session: Session,
    journal: Journal,
    keys: list[ReportKey],
    forms: Mapping[ReportKey, Row],
    parts: Mapping[str, Mapping[ReportKey, list[Row]]],
    rows: IncomingRows,
) -> list[_Report]:
    """These reports as the call makes them."""
    district_id = journal.district_id
    stored = stored_rows(session, district_id, shape_of("monthly_report"), keys)
    reports = [
        _Report(
            key, forms.get(key), stored.get(key), {table: group[key] for table, group in parts.items() if key in group}
        )
        for key in keys
    ]
    by_revision = {(*report.key, report.stored["revision"]): report for report in reports if report.stored}
    for revision, row in stored_rows(session, district_id, shape_of("report_revision"), by_revision).items():
        by_revision[revision].in_force = row
    in_force = {report.key: int(report.in_force["revision"]) for report in reports if report.in_force}
    for table in PARTS:
        before = parts_in_force(session, district_id, table, in_force)
        for report in reports:
            held, named = before.get(report.key, {}), report.named.get(table, [])
            goes = report.key in rows.whole_reports or (bool(named) and rows.holds_whole_months)
            report.parts[table] = merged(table, report.key, held, named, is_whole=goes)
    for report in reports:
        if report.form_row is not None and report.is_received and _says_nothing(report.form_row):
            came_on = report.in_force["submitted_date"] if report.in_force else None
            journal.notes.append(report_rules.says_nothing_of_a_report(report.key, came_on))
            report.form_row = None
        report.form = _form(report, day_of(journal.at))
        content = {name: value for name, value in report.form.items() if name not in NOT_CONTENT}
        content["submitted_date"] = report.form["filed_on"]
        report.content_key = fingerprint([content, {table: part.rows for table, part in report.parts.items()}])
    return reports


def _says_nothing(form_row: Row) -> bool:
    """A row for a month that the file has no report of."""
    return not form_row.get("submitted_date") and form_row.get("state") in (None, ReportState.NOT_STARTED)


def _form(report: _Report, today: date) -> Row:
    """
    The revision's own columns: the form's where the call holds one, else as they stand.

    A month that had come in before is known to have changed from today on, or from a later day that the file gives:
    lists of earlier days stay what they were.
    """
    shape, in_force = shape_of("report_revision"), report.in_force
    if report.form_row is not None and not report.is_not_expected:
        said = {name: value for name, value in report.form_row.items() if name not in SAID_OF_A_REPORT}
        said["filed_on"] = said.get("submitted_date")
        named = shape.convert({**said, "revision": 0})
        form = {**in_force, **named} if in_force is not None else shape.complete(named)
    elif in_force is not None:
        form = dict(in_force)
    else:
        form = shape.complete({"school_id": report.key[0], "month": report.key[1], "revision": 0})
    filed_on = form["filed_on"]
    form["submitted_date"] = max(filed_on, today) if report.is_received and filed_on is not None else filed_on
    return form


def _judge(
    session: Session,
    journal: Journal,
    reports: list[_Report],
    months: Mapping[date, MonthDates],
    allowed: Allowed,
) -> None:
    """Note in the journal what must be refused, and what a person should know."""
    changing = [report for report in reports if report.is_new_revision]
    today = day_of(journal.at)
    earlier = _earlier_contents(session, journal.district_id, {report.key for report in changing if report.in_force})
    for report in changing:
        key, dates, in_force = report.key, months[report.key[1]], report.in_force
        if report_rules.locked_by_the_district(key[1], dates.due_date, dates.lock_date, today):
            if not allowed.into_locked:
                journal.refused.append(report_rules.is_locked(key, dates.lock_date))
            journal.into_locked.append(key)
        if in_force is None:
            continue
        for table, part in report.parts.items():
            if part.removed and not allowed.removing:
                journal.refused.append(report_rules.rows_would_go(key, table, part.removed))
        if allowed.older:
            continue
        filed_on, before = report.form["filed_on"], in_force["filed_on"]
        if report.form_row is not None and filed_on is not None and before is not None and filed_on < before:
            journal.refused.append(report_rules.is_older(key, filed_on, before))
        elif (key, report.content_key) in earlier:
            journal.refused.append(report_rules.was_before(key, *earlier[key, report.content_key]))


def _earlier_contents(
    session: Session, district_id: int, keys: set[ReportKey]
) -> dict[tuple[ReportKey, str], tuple[int, date]]:
    """Number and day of storing of each revision of these reports, by what it says."""
    found = {}
    names = ["content_key", "revision", "recorded_at"]
    for school_id, month, content, revision, at in _of_reports(session, district_id, "report_revision", keys, names):
        found[(school_id, month), content] = (revision, day_of(at))
    return found


def _write(session: Session, journal: Journal, reports: list[_Report], months: Mapping[date, MonthDates]) -> None:
    district_id, shape = journal.district_id, shape_of("monthly_report")
    known = {report.key for report in reports if report.stored}
    highest = _highest_revisions(session, district_id, known)
    known_lines = _known_lines(session, district_id, known)
    new: list[Row] = []
    changed: list[Row] = []
    revisions: list[Row] = []
    lines: list[Row] = []
    parts: dict[str, list[Row]] = {table: [] for table in PARTS}
    for report in reports:
        past = known_lines.get(report.key, [])
        revision = highest.get(report.key, 0) + 1 if report.is_new_revision else None
        due_date = months[report.key[1]].due_date
        after = monthly_report(
            report.key, report.form_row, report.form, report.stored, past, revision=revision, due_date=due_date
        )
        if after == report.stored:
            journal.count("monthly_report", "unchanged")
            continue
        was = report.stored["state"] if report.stored else None
        if (was, after["state"]) == (ReportState.ACCEPTED, ReportState.SUBMITTED):
            journal.notes.append(report_rules.goes_back_to_review(report.key))
        journal.keep(shape, report.stored, after)
        (changed if report.stored else new).append(after)
        lines += state_lines(
            report.form_row, report.stored, after, past,
            is_new_revision=revision is not None, receipt_id=journal.receipt_id, today=day_of(journal.at),
        )  # fmt: skip
        if revision is None:
            continue
        revisions.append(
            report.form
            | {"revision": revision, "content_key": report.content_key}
            | {"receipt_id": journal.receipt_id, "recorded_at": journal.at}
        )
        for table, part in report.parts.items():
            parts[table] += [{**row, "revision": revision} for row in part.rows]
    journal.count("monthly_report", "new", len(new))
    journal.count("monthly_report", "changed", len(changed))
    insert_rows(session, district_id, shape, new)
    update_rows(session, district_id, shape, changed)
    insert_rows(session, district_id, shape_of("report_revision"), revisions)
    for table, rows in parts.items():
        insert_rows(session, district_id, shape_of(table), rows)
    insert_rows(session, district_id, shape_of("report_state_change"), lines)


def _highest_revisions(session: Session, district_id: int, keys: set[ReportKey]) -> dict[ReportKey, int]:
    """The highest number used, in force or not: a number is never used twice."""
    highest: dict[ReportKey, int] = {}
    for school_id, month, revision in _of_reports(session, district_id, "report_revision", keys, ["revision"]):
        highest[school_id, month] = max(revision, highest.get((school_id, month), 0))
    return highest


def _known_lines(session: Session, district_id: int, keys: set[ReportKey]) -> dict[ReportKey, list[Row]]:
    """The lines of report_state_change so far, in their order."""
    names = ["sequence", "state", "changed_on", "reason", "receipt_id"]
    lines: dict[ReportKey, list[Row]] = {}
    for school_id, month, *values in _of_reports(session, district_id, "report_state_change", keys, names):
        lines.setdefault((school_id, month), []).append(dict(zip(names, values, strict=True)))
    for some in lines.values():
        some.sort(key=lambda line: line["sequence"])
    return lines


def _of_reports(
    session: Session, district_id: int, table: str, keys: set[ReportKey], names: list[str]
) -> Iterator[Sequence[Any]]:
    """school_id, month and the named columns of all rows that belong to these reports."""
    if not keys:
        return
    columns = shape_of(table).table.c
    statement = select(columns.school_id, columns.month, *(columns[name] for name in names)).where(
        columns.district_id == district_id,
        columns.school_id.in_({key[0] for key in keys}),
        columns.month.in_({key[1] for key in keys}),
    )
    for values in session.execute(statement):
        if (values[0], values[1]) in keys:
            yield values
