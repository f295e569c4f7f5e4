"""Reports are accepted, returned, opened again and undone: with dated lines, and the past stays as it was."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from models import queries
from models.actions import care
from models.actions.month_locks import reopen_month
from models.actions.reviewing import SeenReport, accept_reports, reopen_report, return_report, undo_review
from models.database import Database
from models.errors import ConflictError, NotAllowedError, PartnershipError
from models.month_locks import MonthEnd, Reopening, is_locked, office_day
from models.people_rules import Span
from models.permissions import Viewer
from models.recording.incoming import IncomingRows
from models.tables import AuditLine, MonthlyReport, ReportStateChange, SchoolMonth, ScopeMonth
from models.totals.keep import differences
from models.vocabulary import ReportState, Role, ScopeKind, Topic
from tests.factories import OCTOBER, SEPTEMBER, activity_row, record_rows, report_row, stored
from tests.people import district_with_people, viewer

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)
"""The 6th of November: September has been locked since 31 October, October is under review."""
WAITS, ACCEPTED, RETURNED = ReportState.SUBMITTED, ReportState.ACCEPTED, ReportState.RETURNED
ONE = SeenReport("S1", OCTOBER, WAITS, 1)


@pytest.fixture
def district(database: Database) -> int:
    number = district_with_people(database)
    rows = IncomingRows(
        reports=[report_row(school, month) for school in ("S1", "S2", "S3") for month in (SEPTEMBER, OCTOBER)],
        activities=[activity_row(f"A{place}", "S1", OCTOBER) for place in (1, 2)],
    )
    record_rows(database, number, rows, at=AT)
    return number


@pytest.fixture
def coordinator(district: int, database: Database) -> Viewer:
    return viewer(database, district, Role.COORDINATOR)


@pytest.fixture
def director(district: int, database: Database) -> Viewer:
    return viewer(database, district, Role.DIRECTOR)


def do(database: Database, action, *given, at: datetime = AT):
    with database.writing() as session:
        return action(session, *given, at=at)


def report(database: Database, school_id: str = "S1", month: date = OCTOBER) -> MonthlyReport:
    with database.reading() as session:
        found = session.get_one(MonthlyReport, (1, school_id, month))
        session.expunge(found)
    return found


def lines(database: Database, school_id: str = "S1") -> list[tuple]:
    of = ReportStateChange
    with database.reading() as session:
        asked = select(of.state, of.changed_on, of.revision, of.person_id, of.reason)
        return [tuple(row) for row in session.execute(asked.where(of.school_id == school_id, of.month == OCTOBER))]


def audit(database: Database) -> AuditLine:
    with database.reading() as session:
        line = session.scalars(select(AuditLine).order_by(AuditLine.audit_id.desc())).first()
        session.expunge(line)
    return line


def totals(database: Database) -> tuple[int, int, int]:
    """Accepted reports of October: of the school, of its cluster, of the district."""
    with database.reading() as session:
        assert differences(session, 1) == []
        own = session.scalar(select(SchoolMonth.accepted).filter_by(school_id="S1", month=OCTOBER))
        over = [
            session.scalar(select(ScopeMonth.accepted).filter_by(scope=scope, scope_name=name, month=OCTOBER))
            for scope, name in ((ScopeKind.CLUSTER, "Lakeview"), (ScopeKind.DISTRICT, ""))
        ]
    return own, *over


# ---------------------------------------------------------------- accept, return, open again
def test_accepting_leaves_a_dated_line_an_audit_line_and_totals(database: Database, coordinator: Viewer):
    with database.reading() as session:
        before = queries.topic_stamps(session, 1), queries.month_stamps(session, 1)
    number = do(database, accept_reports, coordinator, [ONE])
    found = report(database)
    assert (found.state, found.reviewed_on, found.reviewed_by) == (ACCEPTED, AT.date(), 2)
    assert lines(database)[-1] == (ACCEPTED, AT.date(), 1, 2, None)
    assert totals(database) == (1, 1, 1)
    line = audit(database)
    assert (line.audit_id, line.person, line.action, line.subject) == (number, "Person 2", "accept_reports", "S1")
    with database.reading() as session:
        after = queries.topic_stamps(session, 1), queries.month_stamps(session, 1)
    assert {topic for topic in Topic if before[0][topic] != after[0][topic]} == {Topic.REPORTS}
    assert {month for month in after[1] if before[1].get(month) != after[1][month]} == {OCTOBER}


def test_a_returned_report_bears_the_sentence_the_school_reads(database: Database, coordinator: Viewer):
    do(database, return_report, coordinator, ONE, "  Is 480 right?  ")
    found = report(database)
    assert (found.state, found.return_reason) == (RETURNED, "Is 480 right?")
    assert lines(database)[-1] == (RETURNED, AT.date(), 1, 2, "Is 480 right?")
    with pytest.raises(PartnershipError, match="Write why"):
        do(database, return_report, coordinator, SeenReport("S1", OCTOBER, RETURNED, 1), " ")


def test_an_accepted_report_goes_back_to_review(database: Database, coordinator: Viewer):
    do(database, accept_reports, coordinator, [ONE])
    do(database, reopen_report, coordinator, SeenReport("S1", OCTOBER, ACCEPTED, 1))
    assert report(database).state is WAITS
    assert [state for state, *_ in lines(database)] == [WAITS, ACCEPTED, WAITS]
    assert totals(database) == (0, 0, 0)


def test_several_are_accepted_at_once_or_none(database: Database, director: Viewer):
    both = [ONE, SeenReport("S2", OCTOBER, WAITS, 1)]
    with pytest.raises(ConflictError):
        do(database, accept_reports, director, [*both, SeenReport("S3", OCTOBER, WAITS, 2)])
    assert (report(database).state, report(database, "S2").state) == (WAITS, WAITS)
    do(database, accept_reports, director, both)
    assert (report(database).state, report(database, "S2").state) == (ACCEPTED, ACCEPTED)
    assert totals(database) == (1, 1, 2)
    assert audit(database).subject == ""
    for wrong in ([], [ONE, ONE], [SeenReport("S9", OCTOBER, WAITS, 1)]):
        with pytest.raises(PartnershipError):
            do(database, accept_reports, director, wrong)


def test_only_what_waits_is_accepted_or_returned(database: Database, coordinator: Viewer):
    do(database, accept_reports, coordinator, [ONE])
    accepted = SeenReport("S1", OCTOBER, ACCEPTED, 1)
    for action, given in (
        (accept_reports, ([accepted],)),
        (return_report, (accepted, "Why?")),
        (reopen_report, (ONE,)),
    ):
        with pytest.raises(PartnershipError):
            do(database, action, coordinator, *given)
    with pytest.raises(NotAllowedError, match="Only the coordinator of Garden or the director"):
        do(database, accept_reports, coordinator, [SeenReport("S2", OCTOBER, WAITS, 1)])


# ---------------------------------------------------------------- two people at once
def test_the_second_person_is_told_who_did_what(database: Database, coordinator: Viewer, director: Viewer):
    do(database, accept_reports, director, [ONE])
    before = stored(database)
    with pytest.raises(ConflictError, match=r"^Person 1 accepted this report on 6 November 2024"):
        do(database, return_report, coordinator, ONE, "Is 480 right?")
    assert stored(database) == before


def test_a_new_revision_since_is_a_conflict_too(database: Database, coordinator: Viewer, district: int):
    record_rows(database, district, IncomingRows(reports=[report_row("S1", OCTOBER, notes="Mended.")]), at=AT)
    with pytest.raises(ConflictError, match="has changed since you opened it"):
        do(database, accept_reports, coordinator, [ONE])
    do(database, accept_reports, coordinator, [SeenReport("S1", OCTOBER, WAITS, 2)])


# ---------------------------------------------------------------- undo
def test_ones_own_last_decision_is_undone_within_a_day(database: Database, coordinator: Viewer):
    before = report(database)
    number = do(database, accept_reports, coordinator, [ONE])
    do(database, undo_review, coordinator, number, at=AT + timedelta(hours=20))
    found = report(database)
    assert (found.state, found.reviewed_on, found.reviewed_by, found.return_reason) == (
        before.state, before.reviewed_on, before.reviewed_by, before.return_reason,
    )  # fmt: skip
    assert [state for state, *_ in lines(database)] == [WAITS, ACCEPTED, WAITS]
    assert totals(database) == (0, 0, 0)
    assert audit(database).details["undoes"] == number
    with pytest.raises(PartnershipError, match="Only your own last decision"):
        do(database, undo_review, coordinator, number)


def test_undo_goes_back_step_by_step_and_keeps_what_a_return_said(database: Database, coordinator: Viewer):
    first = do(database, return_report, coordinator, ONE, "Is 480 right?")
    second = do(database, reopen_report, coordinator, SeenReport("S1", OCTOBER, RETURNED, 1))
    with pytest.raises(PartnershipError, match="Only your own last decision"):
        do(database, undo_review, coordinator, first)
    do(database, undo_review, coordinator, second)
    assert (report(database).state, report(database).return_reason) == (RETURNED, "Is 480 right?")
    do(database, undo_review, coordinator, first)
    assert (report(database).state, report(database).return_reason) == (WAITS, None)
    with pytest.raises(PartnershipError, match="Only your own last decision"):
        do(database, undo_review, coordinator, first)


def test_nobody_undoes_anothers_an_old_or_an_overtaken_decision(
    database: Database, coordinator: Viewer, director: Viewer
):
    number = do(database, accept_reports, coordinator, [ONE])
    for who, at in ((director, AT), (coordinator, AT + timedelta(days=1, seconds=1))):
        with pytest.raises(PartnershipError, match="Only your own last decision"):
            do(database, undo_review, who, number, at=at)
    do(database, reopen_report, director, SeenReport("S1", OCTOBER, ACCEPTED, 1))
    with pytest.raises(ConflictError, match="Person 1 changed this report"):
        do(database, undo_review, coordinator, number)
    with pytest.raises(PartnershipError):
        do(database, undo_review, coordinator, 1)  # an import


def test_several_are_undone_at_once(database: Database, director: Viewer):
    before = stored(database)["monthly_report"]
    number = do(database, accept_reports, director, [ONE, SeenReport("S2", OCTOBER, WAITS, 1)])
    do(database, undo_review, director, number)
    assert stored(database)["monthly_report"] == before
    assert totals(database) == (0, 0, 0)


# ---------------------------------------------------------------- locked months
def test_a_locked_month_is_opened_again_by_the_director_for_some_days(
    database: Database, coordinator: Viewer, director: Viewer
):
    september = SeenReport("S1", SEPTEMBER, WAITS, 1)
    with pytest.raises(PartnershipError, match="locked since 31 October 2024"):
        do(database, accept_reports, coordinator, [september])
    with pytest.raises(NotAllowedError, match="Only the director"):
        do(database, reopen_month, coordinator, SEPTEMBER, date(2024, 11, 8), "A school was ill.")
    for month, until, why in (
        (OCTOBER, date(2024, 11, 8), "It is open."),
        (SEPTEMBER, date(2024, 11, 5), "Past."),
        (SEPTEMBER, date(2025, 1, 5), "Too long."),
        (SEPTEMBER, date(2024, 11, 8), " "),
        (date(2024, 12, 1), date(2024, 11, 8), "No such month."),
    ):
        with pytest.raises(PartnershipError):
            do(database, reopen_month, director, month, until, why)
    assert do(database, reopen_month, director, SEPTEMBER, date(2024, 11, 8), "Two sheets were swapped.") == 1
    do(database, accept_reports, coordinator, [september], at=AT + timedelta(days=2))
    again = SeenReport("S1", SEPTEMBER, ACCEPTED, 1)
    with pytest.raises(PartnershipError, match="locked since 31 October 2024"):
        do(database, reopen_report, coordinator, again, at=AT + timedelta(days=3))
    with database.reading() as session:
        rows = queries.month_reopenings(session, coordinator)
    assert rows[["reason", "name"]].to_numpy().tolist() == [["Two sheets were swapped.", "Person 1"]]
    line = next(line for line in _lines_of(database, "reopen_month"))
    assert (line.subject, line.details["until_date"]) == ("2024-09", "2024-11-08")


def _lines_of(database: Database, action: str) -> list[AuditLine]:
    with database.reading() as session:
        found = list(session.scalars(select(AuditLine).filter_by(action=action)))
        session.expunge_all()
    return found


def test_months_are_locked_by_their_day_and_time_stands_where_the_reports_end():
    ends = [MonthEnd(date(2025, month, 1), date(2025, month + 1, 10), date(2025, month + 1, 28)) for month in (3, 4, 5)]
    march, april, may = (one.month for one in ends)
    assert office_day(ends, april, date(2025, 5, 12)) == date(2025, 5, 12)
    assert office_day(ends, march, date(2026, 11, 27)) == date(2025, 4, 10)  # reports ended long before the calendar
    assert office_day(ends, may, date(2026, 11, 27)) == date(2026, 11, 27)  # the year is over
    lock = date(2025, 4, 28)
    assert not is_locked(lock, [], office=lock, today=lock)
    assert is_locked(lock, [], office=date(2025, 4, 29), today=date(2025, 4, 29))
    open_again = [Reopening(date(2025, 5, 2), date(2025, 5, 4))]
    assert [is_locked(lock, open_again, office=day, today=day) for day in (date(2025, 5, 1), date(2025, 5, 4))] == [
        True, False,
    ]  # fmt: skip


# ---------------------------------------------------------------- a leave
def test_the_director_lends_a_cluster_for_the_days_of_a_leave(database: Database, director: Viewer, district: int):
    days = Span(date(2024, 11, 7), date(2024, 11, 20))
    with database.writing() as session:
        for wrong in (Span(date(2024, 11, 7)), Span(date(2024, 11, 1), date(2024, 11, 8))):
            with pytest.raises(PartnershipError):
                care.lend_cluster(session, director, 2, "Garden", wrong, at=AT)
        care.lend_cluster(session, director, 2, "Garden", days, at=AT)
    in_leave = AT + timedelta(days=1)
    garden = SeenReport("S2", OCTOBER, WAITS, 1)
    coordinator = viewer(database, district, Role.COORDINATOR)
    with pytest.raises(NotAllowedError):
        do(database, accept_reports, coordinator, [garden], at=AT)
    do(database, accept_reports, coordinator, [garden], at=in_leave)
    with database.writing() as session:
        with pytest.raises(PartnershipError, match="their own cluster"):
            care.end_lent_cluster(session, director, 2, "Lakeview", Span(date(2024, 8, 1)), on=AT.date(), at=AT)
        care.end_lent_cluster(session, director, 2, "Garden", days, on=date(2024, 11, 8), at=in_leave)
    with pytest.raises(NotAllowedError):
        do(database, accept_reports, coordinator, [garden], at=AT + timedelta(days=4))


# ---------------------------------------------------------------- the past stays
def test_what_an_earlier_day_knew_never_changes(database: Database, coordinator: Viewer):
    def as_of(day: date) -> list[list]:
        with database.reading() as session:
            states = queries.report_states(session, coordinator, "2024-25", day)
            months = queries.school_months(session, coordinator, "2024-25", day)
            answers = queries.report_answers(session, coordinator, "2024-25", day)
        return [frame.astype(str).to_numpy().tolist() for frame in (states, months, answers)]

    days = [date(2024, 11, day) for day in (3, 5)]
    before = [as_of(day) for day in days]
    number = do(database, accept_reports, coordinator, [ONE])
    assert [as_of(day) for day in days] == before
    assert as_of(AT.date()) != before[-1]
    do(database, undo_review, coordinator, number)
    do(database, return_report, coordinator, ONE, "Is 480 right?")
    assert [as_of(day) for day in days] == before
