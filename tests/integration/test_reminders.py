"""Who has not reported, counted as triage counts it; who was reminded; and e-mails through a real mail server."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import select, text

from dashboards.state.visit import Visit
from models import queries
from models.actions.reminders import mark_reminded
from models.database import Database, connect
from models.errors import PartnershipError
from models.recording.incoming import IncomingRows
from models.reminder_rules import ReminderWay
from models.tables import AuditLine
from models.vocabulary import Attention, ReportState, Role
from tests.factories import OCTOBER, SEPTEMBER, record_rows, report_row
from tests.reminders import AT, TODAY, kept, owing_district, who

NOT_IN = text(
    """
    SELECT m.school_id, CASE WHEN r.first_submitted_date IS NOT NULL AND r.first_submitted_date <= :day
                             THEN 'returned' ELSE 'missing' END AS state
    FROM school_month m LEFT JOIN monthly_report r USING (district_id, school_id, month)
    WHERE m.month = :month AND m.expected = 1
    AND (r.first_submitted_date IS NULL OR r.first_submitted_date > :day
         OR (SELECT c.state FROM report_state_change c WHERE c.district_id = m.district_id
             AND c.school_id = m.school_id AND c.month = m.month AND c.changed_on <= :day
             ORDER BY c.sequence DESC LIMIT 1) = 'returned')
    """
)


# ---------------------------------------------------------------- the count
@pytest.fixture(scope="module")
def sample(any_sample: Callable[[], str]) -> Iterator[Database]:
    opened = connect(any_sample())
    yield opened
    opened.close()


def test_the_count_is_that_of_triage_and_of_sql_on_the_same_day(sample: Database):
    with sample.reading() as session:
        director = queries.viewer(session, 1, "m.alvarez", date(2026, 4, 10))
        calendar = queries.calendar(session, director)
    judged = calendar[calendar["month"].isin(pd.to_datetime(["2024-05-01", "2025-11-01", "2026-02-01", "2026-03-01"]))]
    assert len(judged) == 4
    for row in judged.itertuples():
        month, day = row.month.date(), row.as_of_date.date()
        address = f"?year={row.school_year}&month={month:%Y-%m}&cluster=all"
        counts = Visit(sample, director, address, today=lambda: date(2026, 4, 10)).screen.counts
        with sample.reading() as session:
            found = queries.not_reported(session, director, month, day)
            rows = session.execute(NOT_IN, {"month": month, "day": day})
            sql = {one.school_id: one.state for one in rows}
        assert dict(zip(found["school_id"], found["state"], strict=True)) == sql
        by_state = {state: set(rows["school_id"]) for state, rows in found.groupby("state")}
        assert by_state.get("missing", set()) == counts.attention[Attention.MISSING]
        assert by_state.get("returned", set()) == counts.attention[Attention.RETURNED]
        assert counts.reports is not None
        assert len(sql) == counts.reports.expected - counts.reports.received + len(by_state.get("returned", ()))


def test_before_the_due_date_everything_that_has_not_come_is_told_as_not_due(sample: Database):
    with sample.reading() as session:
        director = queries.viewer(session, 1, "m.alvarez", date(2026, 4, 10))
        due = queries.not_reported(session, director, date(2026, 3, 1), date(2026, 4, 5))
        late = queries.not_reported(session, director, date(2026, 3, 1), date(2026, 4, 6))
    assert set(due["state"]) <= {"not_due", "draft", "returned"}
    assert set(late["state"]) <= {"missing", "returned"}
    assert set(late["school_id"]) <= set(due["school_id"])
    assert due.loc[due["state"].eq("not_due"), "since"].isna().all()
    assert late.loc[late["state"].eq("missing"), "since"].eq(pd.Timestamp("2026-04-05")).all()


# ---------------------------------------------------------------- a small district
@pytest.fixture
def district(database: Database) -> int:
    return owing_district(database)


def test_whom_to_remind_is_who_files_now_or_the_principal_and_told_to_the_office_only(
    database: Database, district: int
):
    director = who(database, district)
    with database.reading() as session:
        people = queries.whom_to_remind(session, director, TODAY)
        for role in (Role.VIEWER, Role.LIAISON):
            other = replace(director, role=role, school_ids=frozenset({"S1"}))
            assert queries.whom_to_remind(session, other, TODAY).empty
            assert queries.reminders(session, other, OCTOBER).empty
    told = [(row.school_id, row.email or row.phone, row.is_principal) for row in people.itertuples()]
    assert told == [
        ("S1", "one@schools.example", False), ("S2", "two@schools.example", False), ("S3", "a@x.example", False),
        ("S3", "b@x.example", False), ("S4", "555 0104", True),
    ]  # fmt: skip


# ---------------------------------------------------------------- marked by hand
def test_schools_are_marked_as_reminded_each_once_with_an_audit_line(database: Database, district: int):
    coordinator = who(database, district, 2)
    with database.writing() as session:
        numbers = mark_reminded(session, coordinator, ["S1", "S2"], OCTOBER, ReminderWay.PHONE, at=AT)
        kept_lines = session.scalars(select(AuditLine).where(AuditLine.action == "mark_reminded"))
        lines = [(line.subject, line.person, line.details) for line in kept_lines]
    assert numbers == [1, 2]
    assert kept(database) == [("S1", "phone", "done", ""), ("S2", "phone", "done", "")]
    assert lines == [
        (school, "Person 2", {"reminder_id": number, "month": "2024-10", "way": "phone"})
        for number, school in enumerate(["S1", "S2"], 1)
    ]


@pytest.mark.parametrize(
    ("schools", "month", "way", "words"),
    [
        (["S1", "S3"], OCTOBER, ReminderWay.PHONE, "coordinator of Garden or the director"),
        (["S1", "S4"], OCTOBER, ReminderWay.PHONE, "coordinator of that cluster"),
        (["S1", "S9"], OCTOBER, ReminderWay.PHONE, "no such school"),
        (["S1", "S1"], OCTOBER, ReminderWay.PHONE, "each once"),
        ([], OCTOBER, ReminderWay.PHONE, "Choose the schools"),
        (["S1"], date(2031, 1, 1), ReminderWay.PHONE, "no such month"),
        (["S1"], OCTOBER, ReminderWay.SENT, "by e-mail or by phone"),
    ],
)
def test_what_cannot_be_marked_is_refused_whole(
    schools: list[str], month: date, way: ReminderWay, words: str, database: Database, district: int
):
    with pytest.raises(PartnershipError, match=words), database.writing() as session:
        mark_reminded(session, who(database, district, 2), schools, month, way, at=AT)
    assert kept(database) == []


def test_everything_in_is_said_so(database: Database, district: int):
    reports = [report_row(school, SEPTEMBER, state=ReportState.ACCEPTED) for school in ("S1", "S2", "S3", "S4", "S5")]
    record_rows(database, district, IncomingRows(reports=reports))
    with database.reading() as session:
        assert queries.not_reported(session, who(database, district), SEPTEMBER, TODAY).empty
        assert queries.not_reported(session, who(database, district), date(2031, 1, 1), TODAY).empty
