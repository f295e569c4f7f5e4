"""What an import may do to what is stored: in silence nothing is taken away, turned back or told to a past day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from data.importing.import_files import ImportOutcome, import_files
from data.importing.incoming_files import IncomingFile
from models.database import Database
from models.errors import RefusedImportError
from models.queries import report_states
from models.recording.incoming import IncomingRows
from models.recording.record import record
from models.recording.report_rules import Allowed
from models.tables import Activity, AuditLine, MonthlyReport, ReportStateChange, School, SchoolInYear
from models.vocabulary import ReportState
from tests.factories import (
    ANA,
    OCTOBER,
    SEPTEMBER,
    activity_row,
    district_rows,
    make_district,
    on_the_server,
    record_rows,
    report_row,
)

LATER = datetime(2024, 12, 2, 15, 0, tzinfo=UTC)


def stored_activities(database: Database, month: date = SEPTEMBER) -> dict[str, int | None]:
    """Families by number, in the revision in force."""
    with database.reading() as session:
        revision = session.get_one(MonthlyReport, (1, "S1", month)).revision
        statement = select(Activity.activity_id, Activity.families_attended).where(
            Activity.school_id == "S1", Activity.month == month, Activity.revision == revision
        )
        return dict(session.execute(statement).all())


def report(database: Database) -> MonthlyReport:
    with database.reading() as session:
        return session.get_one(MonthlyReport, (1, "S1", SEPTEMBER))


def refused(database: Database, rows: IncomingRows) -> list[str]:
    with pytest.raises(RefusedImportError) as told, database.writing() as session:
        record(session, on_the_server(1), rows, at=LATER)
    return [str(problem) for problem in told.value.problems]


def brought(database: Database, rows: IncomingRows, **allowed: bool) -> list[str]:
    """What a person is told about an import that is kept."""
    with database.writing() as session:
        return [
            str(note) for note in record(session, on_the_server(1), rows, at=LATER, allowed=Allowed(**allowed)).notes
        ]


@pytest.fixture
def september(database: Database) -> Database:
    """S1's report of September with activities A1 to A3, each with 20 families, and October's with B1."""
    activities = [activity_row(f"A{number}", title=f"Evening {number}") for number in (1, 2, 3)]
    reports = [report_row(notes="A good month"), report_row(month=OCTOBER)]
    make_district(database, district_rows(reports=reports, activities=[*activities, activity_row("B1", month=OCTOBER)]))
    return database


# ---------------------------------------------------------------- rows are added and replaced, months if sent whole
def test_one_late_activity_is_added_and_the_others_stay(september: Database):
    brought(september, IncomingRows(activities=[activity_row("A9", families_attended=44)]))
    assert stored_activities(september) == {"A1": 20, "A2": 20, "A3": 20, "A9": 44}


def test_the_year_s_reports_beside_one_month_s_activities_leave_the_other_months_as_they_are(september: Database):
    rows = IncomingRows(
        reports=[report_row(notes="A good month"), report_row(month=OCTOBER, notes="Told later")],
        activities=[activity_row("B1", month=OCTOBER, families_attended=31)],
    )
    brought(september, rows)
    assert stored_activities(september) == {"A1": 20, "A2": 20, "A3": 20}
    assert stored_activities(september, OCTOBER) == {"B1": 31}


def test_a_column_that_a_row_does_not_name_keeps_what_is_stored(september: Database):
    row = {"school_id": "S1", "month": SEPTEMBER, "activity_id": "A1", "involvement_type": 1, "families_attended": 25}
    brought(september, IncomingRows(activities=[row]))
    with september.reading() as session:
        statement = select(Activity.title, Activity.families_attended, Activity.revision)
        found = session.execute(statement.where(Activity.activity_id == "A1").order_by(Activity.revision)).all()
    assert [tuple(row) for row in found] == [("Evening 1", 20, 1), ("Evening 1", 25, 2)]


def test_a_month_sent_whole_that_lacks_rows_is_refused_by_school_month_and_number(september: Database):
    rows = IncomingRows(activities=[activity_row("A1"), activity_row("A9")], holds_whole_months=True)
    assert refused(september, rows) == [
        'S1\'s report of 2024-09: "A2, A3" - 2 activity rows are not in the file, which replaces the month as a whole. '
        "Send the month whole, or add --replace to take them away."
    ]
    assert stored_activities(september) == {"A1": 20, "A2": 20, "A3": 20}
    with september.writing() as session:
        receipt = record(session, on_the_server(1), rows, at=LATER, allowed=Allowed(removing=True))
    assert receipt.counts["activity"] == {"new": 1, "changed": 1, "unchanged": 0, "removed": 2}
    assert set(stored_activities(september)) == {"A1", "A9"}


def test_a_blank_about_a_school_is_no_news(september: Database):
    school = {"school_id": "S1", "name": "School S1", "opened_on": date(1990, 8, 1), "closed_on": date(2025, 5, 1)}
    record_rows(september, 1, IncomingRows(schools=[school]))
    blank = {"school_id": "S1", "name": "School S1", "opened_on": None, "closed_on": None}
    in_year = {"school_id": "S1", "school_year": "2024-25", "cluster": None, "level": "elementary", "enrollment": None}
    brought(september, IncomingRows(schools=[blank], school_years=[in_year]))
    with september.reading() as session:
        stored, year = session.get_one(School, (1, "S1")), session.get_one(SchoolInYear, (1, "S1", "2024-25"))
        assert (stored.opened_on, stored.closed_on) == (date(1990, 8, 1), date(2025, 5, 1))
        assert (year.cluster, year.enrollment) == ("Lakeview", 300)


# ---------------------------------------------------------------- older, reviewed and locked
def test_an_older_file_is_refused_unless_it_is_meant(september: Database):
    newer, older = date(2024, 10, 9), date(2024, 10, 3)
    brought(september, IncomingRows(reports=[report_row(submitted_date=newer, notes="Mended")]))
    again = IncomingRows(reports=[report_row(submitted_date=older, notes="First")])
    assert refused(september, again) == [
        'S1\'s report of 2024-09, submitted_date: "2024-10-03" is older than what is in force, of 2024-10-09. '
        "Send the newer file, or add --older to bring the older one back."
    ]
    brought(september, again, older=True)
    assert report(september).revision == 3


def test_rows_that_say_what_was_mended_since_are_refused(september: Database):
    brought(september, IncomingRows(activities=[activity_row("A1", title="Evening 1", families_attended=25)]))
    told = refused(september, IncomingRows(activities=[activity_row("A1", title="Evening 1")]))
    assert told == [
        "S1's report of 2024-09: is what the report said before it was mended (revision 1, stored 2024-11-06). "
        "Send the newer file, or add --older to bring this back."
    ]
    assert stored_activities(september)["A1"] == 25


@pytest.mark.parametrize(
    "change",
    [
        IncomingRows(activities=[activity_row("A9")]),
        IncomingRows(reports=[report_row(state=ReportState.ACCEPTED, notes="Mended", reviewed_on=date(2024, 10, 9))]),
        IncomingRows(reports=[report_row(notes="Mended")]),
    ],
    ids=["an activity", "a file that calls it accepted", "a report"],
)
def test_what_changes_an_accepted_report_puts_it_back_to_review(database: Database, change: IncomingRows):
    accepted = report_row(state=ReportState.ACCEPTED, reviewed_on=date(2024, 10, 9))
    make_district(database, district_rows(reports=[accepted], activities=[activity_row("A1")]))
    assert brought(database, change) == [
        "S1's report of 2024-09: was accepted, and the file changes it: it waits for review again. "
        "Look at it and accept it again."
    ]
    assert report(database).state == ReportState.SUBMITTED
    assert brought(database, change) == []  # and the same file again does not accept it
    assert report(database).state == ReportState.SUBMITTED


def test_a_file_that_tells_of_a_review_since_accepts_it(database: Database):
    make_district(database, district_rows(reports=[report_row(state=ReportState.ACCEPTED)]))
    reviewed = report_row(state=ReportState.ACCEPTED, notes="Mended", reviewed_on=LATER.date())
    assert brought(database, IncomingRows(reports=[reviewed])) == []
    assert report(database).state == ReportState.ACCEPTED


def test_a_row_without_a_day_takes_no_report_away(september: Database):
    empty = report_row(state=ReportState.NOT_STARTED, submitted_date=None)
    assert brought(september, IncomingRows(reports=[empty])) == [
        "S1's report of 2024-09: has no submitted_date in the file, but came in on 2024-10-03. It was left as it is."
    ]
    assert (report(september).state, report(september).revision) == (ReportState.SUBMITTED, 1)


def test_a_month_that_the_district_has_locked_itself_is_refused_unless_it_is_meant(september: Database):
    lock = [{"month": SEPTEMBER, "due_date": date(2024, 10, 5), "lock_date": date(2024, 11, 15)}]
    record_rows(september, 1, IncomingRows(calendar=lock))
    change = IncomingRows(activities=[activity_row("A9")])
    assert refused(september, change) == [
        "S1's report of 2024-09: was locked on 2024-11-15 by the district's calendar. "
        "Leave the month out, or add --into-locked."
    ]
    brought(september, change, into_locked=True)
    with september.reading() as session:
        last = session.scalars(select(AuditLine).order_by(AuditLine.audit_id.desc())).first()
    assert last is not None
    assert last.details["into_locked"] == ["S1 2024-09"]


# ---------------------------------------------------------------- a past day knows what it knew
def test_a_change_is_known_from_the_day_it_came(september: Database):
    brought(september, IncomingRows(activities=[activity_row("A9")]))
    with september.reading() as session:
        viewer = on_the_server(1)
        known = {
            day: report_states(session, viewer, "2024-25", day).set_index(["school_id", "month"]).revision["S1"].iloc[0]
            for day in (date(2024, 10, 10), LATER.date() - timedelta(days=1), LATER.date())
        }
        lines = session.scalars(select(ReportStateChange.changed_on).order_by(ReportStateChange.sequence)).all()
    assert list(known.values()) == [1, 1, 2]
    assert max(lines) <= LATER.date()
    assert report(september).first_submitted_date == date(2024, 10, 3)


def bring(database: Database, **texts: str) -> ImportOutcome:
    incoming = [IncomingFile(f"{name}.csv", text.encode()) for name, text in texts.items()]
    return import_files(database, incoming, viewer=ANA, at=LATER)


def test_a_preview_says_what_would_be_left_and_what_goes_back_to_review(database: Database):
    accepted = report_row(state=ReportState.ACCEPTED)
    make_district(database, district_rows(reports=[accepted], activities=[activity_row("A1"), activity_row("A2")]))
    text = "school_id,month,activity_id,involvement_type,families_attended\nS1,2024-09,A2,1,25\nS1,2024-09,A9,1,4\n"
    files = [IncomingFile("activities.csv", text.encode())]
    shown = import_files(database, files, viewer=ANA, at=LATER, is_preview=True)
    assert shown.counts["activity"] == {"new": 1, "changed": 1, "unchanged": 0, "left": 1}
    assert [note.what for note in shown.warnings] == [
        "was accepted, and the file changes it: it waits for review again."
    ]
    assert set(stored_activities(database)) == {"A1", "A2"}


def test_the_word_unknown_takes_away_what_is_stored_about_a_school_and_says_so(september: Database):
    text = "school_id,name,school_year,cluster,level,enrollment\nS1,School S1,2024-25,unknown,elementary,Unknown\n"
    outcome = bring(september, schools=text)
    assert [str(warning) for warning in outcome.warnings if "unknown" in warning.what and "goes" in warning.what] == [
        'schools.csv, row 2, cluster: says "unknown" in 1 row: what is stored there goes. '
        "Leave the cell blank to keep what is stored.",
        'schools.csv, row 2, enrollment: says "unknown" in 1 row: what is stored there goes. '
        "Leave the cell blank to keep what is stored.",
    ]
    with september.reading() as session:
        year = session.get_one(SchoolInYear, (1, "S1", "2024-25"))
        assert (year.cluster, year.enrollment) == (None, None)
