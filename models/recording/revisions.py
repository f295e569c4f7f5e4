"""Reports on their way in: each that differs becomes a whole new revision; the one before stays as it was."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import PartnershipError
from models.recording.incoming import IncomingRows
from models.recording.report_states import monthly_report, state_lines
from models.recording.upsert import Journal, insert_rows, row_name, stored_rows, update_rows
from models.tables.row_values import Row, batches, fingerprint, shape_of
from models.vocabulary import ReportState

ReportKey = tuple[str, date]

PARTS = {"activity": "activity_id", "parent_response": "response_id", "teacher_observation": "observation_id"}
"""Tables of a report's parts and their number within the report."""
PART_NAMES = {"activity": "activities", "parent_response": "responses", "teacher_observation": "observations"}
NOT_CONTENT = frozenset({"school_id", "month", "revision", "source_file", "content_key", "receipt_id", "recorded_at"})
"""Columns of a revision that say where it came from, not what the school said."""
REPORTS_AT_A_TIME = 200
SAID_OF_A_REPORT = frozenset({"state", "due_date", "changes", "reviewed_on", "reviewed_by", "return_reason"})
"""What a form row may hold besides the columns of ReportRevision."""


@dataclass
class _Report:
    """One report of the call, and what is stored of it."""

    key: ReportKey
    form_row: Row | None
    parts: dict[str, list[Row]]
    stored: Row | None
    """Its row of monthly_report."""
    brings_parts: bool
    """Does the call hold rows that belong to it?"""
    in_force: Row | None = None
    """Its revision in force."""
    form: Row = field(default_factory=dict)
    content_key: str = ""

    @property
    def is_not_expected(self) -> bool:
        return self.form_row is not None and self.form_row.get("state") == ReportState.NOT_EXPECTED

    @property
    def is_new_revision(self) -> bool:
        """Does the call say something else than the revision in force?"""
        if self.is_not_expected and not self.brings_parts:
            return False
        if self.in_force is not None:
            return bool(self.in_force["content_key"] != self.content_key)
        said = any(value not in (None, []) for name, value in self.form.items() if name not in NOT_CONTENT)
        return said or any(self.parts.values())


def record_reports(
    session: Session,
    journal: Journal,
    rows: IncomingRows,
    due_dates: Mapping[date, date],
    progress: Callable[[int], None],
) -> None:
    """
    Store every report the rows name, by its form or by rows that belong to it.

    Equal to the revision in force: nothing is written. Raises PartnershipError where a number comes twice in a report.
    """
    forms = {(row["school_id"], row["month"]): row for row in rows.reports}
    if len(forms) < len(rows.reports):
        raise PartnershipError("A school's month has two reports in one call; nothing was saved.")
    parts = {
        "activity": _group(rows.activities),
        "parent_response": _group(rows.responses),
        "teacher_observation": _group(rows.observations),
    }
    keys = sorted(set(forms).union(*parts.values()))
    replaced = {table for table, name in PART_NAMES.items() if name in rows.report_parts}
    for some in batches(keys, REPORTS_AT_A_TIME):
        _record_some(session, journal, some, forms, parts, replaced, due_dates)
        progress(sum(len(group.get(key, ())) for key in some for group in parts.values()) + len(some))


def _group(rows: Sequence[Row]) -> dict[ReportKey, list[Row]]:
    groups: dict[ReportKey, list[Row]] = {}
    for row in rows:
        groups.setdefault((row["school_id"], row["month"]), []).append(row)
    return groups


def _record_some(
    session: Session,
    journal: Journal,
    keys: list[ReportKey],
    forms: Mapping[ReportKey, Row],
    parts: Mapping[str, Mapping[ReportKey, list[Row]]],
    replaced: set[str],
    due_dates: Mapping[date, date],
) -> None:
    stored = stored_rows(session, journal.district_id, shape_of("monthly_report"), keys)
    reports = []
    for key in keys:
        mine = {table: _converted(table, key, group[key]) for table, group in parts.items() if key in group}
        brings_parts = bool(mine)
        mine |= {table: [] for table in replaced if table not in mine}
        reports.append(_Report(key, forms.get(key), mine, stored.get(key), brings_parts))
    _find_in_force(session, journal.district_id, reports)
    _carry_over(session, journal.district_id, reports)
    for report in reports:
        report.form = _form(report)
        content = {name: value for name, value in report.form.items() if name not in NOT_CONTENT}
        report.content_key = fingerprint([content, report.parts])
    _count_parts(session, journal, reports)
    _write(session, journal, reports, due_dates)


def _converted(table: str, key: ReportKey, rows: list[Row]) -> list[Row]:
    """Whole rows without their revision, in the order of their number."""
    shape, number = shape_of(table), PARTS[table]
    whole = []
    for row in rows:
        complete = shape.complete(shape.convert(row))
        del complete["revision"]
        whole.append(complete)
    whole.sort(key=lambda row: str(row[number]))
    for first, second in pairwise(whole):
        if first[number] == second[number]:
            raise PartnershipError(
                "{row} comes twice in the report of {school} for {month}; nothing was saved.",
                row=row_name(table, (first[number],)),
                school=key[0],
                month=f"{key[1]:%Y-%m}",
            )
    return whole


def _find_in_force(session: Session, district_id: int, reports: list[_Report]) -> None:
    keys = {(*report.key, report.stored["revision"]): report for report in reports if report.stored}
    for key, row in stored_rows(session, district_id, shape_of("report_revision"), keys).items():
        keys[key].in_force = row


def _carry_over(session: Session, district_id: int, reports: list[_Report]) -> None:
    """Give each report the parts no file of the call held, as they stand in the revision in force."""
    for table, number in PARTS.items():
        lacking = {report.key: report for report in reports if table not in report.parts}
        for report in lacking.values():
            report.parts[table] = []
        for row in _parts_in_force(session, district_id, table, lacking.values()):
            lacking[row["school_id"], row["month"]].parts[table].append(row)
        for report in lacking.values():
            report.parts[table].sort(key=lambda row: str(row[number]))


def _parts_in_force(session: Session, district_id: int, table: str, reports: Iterable[_Report]) -> Iterator[Row]:
    """Rows of one kind in these reports' revisions in force, without the revision's number."""
    revisions = {report.key: report.in_force["revision"] for report in reports if report.in_force}
    if not revisions:
        return
    columns = shape_of(table).table.c
    names = list(shape_of(table).converters)
    statement = select(*(columns[name] for name in names)).where(
        columns.district_id == district_id,
        columns.school_id.in_({key[0] for key in revisions}),
        columns.month.in_({key[1] for key in revisions}),
    )
    for values in session.execute(statement):
        row = dict(zip(names, values, strict=True))
        if revisions.get((row["school_id"], row["month"])) == row.pop("revision"):
            yield row


def _form(report: _Report) -> Row:
    """The revision's own columns: the form's where the call holds one, else carried over."""
    shape = shape_of("report_revision")
    if report.form_row is not None and not report.is_not_expected:
        said = {name: value for name, value in report.form_row.items() if name not in SAID_OF_A_REPORT}
        return shape.complete(shape.convert({**said, "revision": 0}))
    if report.in_force is not None:
        return dict(report.in_force)
    return shape.complete({"school_id": report.key[0], "month": report.key[1], "revision": 0})


def _count_parts(session: Session, journal: Journal, reports: list[_Report]) -> None:
    """Count each part's rows as new, changed, unchanged or (in no longer, `removed`) against the revision in force."""
    differing = [report for report in reports if report.is_new_revision]
    for table, number in PARTS.items():
        before: dict[ReportKey, dict[Any, Row]] = {}
        for row in _parts_in_force(session, journal.district_id, table, differing):
            before.setdefault((row["school_id"], row["month"]), {})[row[number]] = row
        for report in reports:
            if not report.is_new_revision:
                journal.count(table, "unchanged", len(report.parts[table]))
                continue
            old = before.get(report.key, {})
            for row in report.parts[table]:
                was = old.pop(row[number], None)
                journal.count(table, "new" if was is None else "unchanged" if was == row else "changed")
            journal.count(table, "removed", len(old))


def _write(session: Session, journal: Journal, reports: list[_Report], due_dates: Mapping[date, date]) -> None:
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
        due_date = due_dates[report.key[1]]
        after = monthly_report(
            report.key, report.form_row, report.form, report.stored, past, revision=revision, due_date=due_date
        )
        if after == report.stored:
            journal.count("monthly_report", "unchanged")
            continue
        journal.keep(shape, report.stored, after)
        (changed if report.stored else new).append(after)
        lines += state_lines(
            report.form_row, report.stored, after, past,
            is_new_revision=revision is not None, receipt_id=journal.receipt_id, today=journal.at.date(),
        )  # fmt: skip
        if revision is None:
            continue
        revisions.append(
            report.form
            | {"revision": revision, "content_key": report.content_key}
            | {"receipt_id": journal.receipt_id, "recorded_at": journal.at}
        )
        for table, rows in report.parts.items():
            parts[table] += [{**row, "revision": revision} for row in rows]
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
