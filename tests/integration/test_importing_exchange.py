"""A district handed in as five exchange files: what the layout leaves unsaid is made explicit, the odd is told."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from data.importing.import_files import ImportOutcome, import_paths
from models.database import Database, connect
from models.errors import RefusedImportError
from models.tables import (
    ActionPlan,
    Activity,
    MonthlyReport,
    ParentResponse,
    PlannedActivity,
    ReportingMonth,
    SchoolInYear,
)
from models.vocabulary import ReportState
from tests.factories import ANA

AT = datetime(2025, 7, 1, 12, tzinfo=UTC)
SCHOOLS = """school_id,name,cluster,level,enrollment,frl_pct,ell_pct,home_languages
S1,Alder,C1,elementary,210,49.0,18.0,Spanish;Somali
S2,Birch,,k8,0,,,
S3,Cedar,C1,high,900,10.5,0.0,
"""
REPORTS = """report_id,school_id,month,due_date,submitted_date,status
R1-08,S1,2023-08,2023-09-05,2023-09-02,on_time
R2-08,S2,2023-08,2023-09-05,2023-09-06,on_time
R1-09,S1,2023-09,2023-10-09,,missing
R2-09,S2,2023-09,2023-10-09,2023-10-09,on_time
R3-09,S3,2023-09,2023-10-12,2023-10-12,on_time
R1-10,S1,2023-10,2023-11-05,2023-11-01,on_time
R3-10,S3,2023-10,2023-11-05,2023-11-01,on_time
"""
ACTIVITIES = """activity_id,school_id,month,date,type,goal,audience,languages,attendance
A1,S1,2023-08,2023-08-28,2,reading,all families,English,51
A2,S1,2023-08,2023-08-29,4,reading,all families,English;Spanish,40
A3,S1,2023-08,2023-08-30,1,math,all families,English,
A4,S1,2023-09,2023-09-30,1,math,all families,English,480
A5,S2,2023-08,2023-08-28,2,climate,one grade,English,9
A6,S2,2023-08,2023-08-28,2,climate,one grade,English,9
"""
RESPONSES = """activity_id,school_id,month,n_responses,mean_rating,n_comments
A1,S1,2023-08,60,3.98,0
A5,S2,2023-08,3,5.5,1
"""
PLANS = """school_id,school_year,item_id,goal,type,planned_month,done_month,reported_month
S1,2023-2024,P1,attendance,6,2023-11,,
S1,2023-2024,P2,reading,3,2024-01,2023-10,2023-10
S1,2023-2024,P3,reading,,2023-09,2023-09,2023-09
"""
FILES = {"schools": SCHOOLS, "reports": REPORTS, "activities": ACTIVITIES, "responses": RESPONSES, "plans": PLANS}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "district"
    made.mkdir()
    for name, text in FILES.items():
        (made / f"{name}.csv").write_text(text)
    return made


def bring(database: Database, folder: Path) -> ImportOutcome:
    return import_paths(database, [folder], mapping="exchange", viewer=ANA, at=AT)


def test_filed_reports_arrive_accepted_and_unfiled_ones_not_started(database: Database, folder: Path):
    bring(database, folder)
    with database.reading() as session:
        found = session.execute(
            select(MonthlyReport.school_id, MonthlyReport.month, MonthlyReport.state, MonthlyReport.due_date)
            .where(MonthlyReport.month == date(2023, 9, 1))
            .order_by(MonthlyReport.school_id)
        ).all()
    assert [tuple(row) for row in found] == [
        ("S1", date(2023, 9, 1), ReportState.NOT_STARTED, date(2023, 10, 9)),
        ("S2", date(2023, 9, 1), ReportState.ACCEPTED, date(2023, 10, 9)),
        ("S3", date(2023, 9, 1), ReportState.ACCEPTED, date(2023, 10, 12)),
    ]


def test_the_calendar_follows_the_due_date_most_reports_have(database: Database, folder: Path):
    bring(database, folder)
    with database.reading() as session:
        statement = select(ReportingMonth.due_date, ReportingMonth.as_of_date).order_by(ReportingMonth.month)
        found = [tuple(row) for row in session.execute(statement)]
    assert found == [
        (date(2023, 9, 5), date(2023, 9, 10)),
        (date(2023, 10, 9), date(2023, 10, 14)),
        (date(2023, 11, 5), date(2023, 11, 10)),
    ]


def test_months_before_the_first_and_after_the_last_row_of_a_school_are_not_expected(database: Database, folder: Path):
    bring(database, folder)
    with database.reading() as session:
        statement = select(MonthlyReport.school_id, MonthlyReport.month).where(
            MonthlyReport.state == ReportState.NOT_EXPECTED
        )
        found = sorted(tuple(row) for row in session.execute(statement))
    assert found == [("S2", date(2023, 10, 1)), ("S3", date(2023, 8, 1))]


def test_a_gap_between_rows_is_told_and_stays_expected(database: Database, folder: Path):
    (folder / "reports.csv").write_text(REPORTS.replace("R1-09,S1,2023-09,2023-10-09,,missing\n", ""))
    outcome = bring(database, folder)
    told = [warning.what for warning in outcome.warnings]
    assert "School S1 has no row for 2023-09, between months that have one." in told
    with database.reading() as session:
        gap = session.get(MonthlyReport, (1, "S1", date(2023, 9, 1)))
    assert gap is None or gap.state != ReportState.NOT_EXPECTED


def test_a_school_without_any_row_owes_nothing_until_a_file_lists_its_months(database: Database, folder: Path):
    """As one that opens later: the district as its files told on an earlier day is the same as seen from later."""
    whole = (folder / "reports.csv").read_text()
    (folder / "reports.csv").write_text("".join(line for line in whole.splitlines(True) if ",S3," not in line))
    outcome = bring(database, folder)
    assert "School S3 has no row at all." in [warning.what for warning in outcome.warnings]
    statement = select(MonthlyReport.month, MonthlyReport.state).where(MonthlyReport.school_id == "S3")
    with database.reading() as session:
        before = [tuple(row) for row in session.execute(statement.order_by(MonthlyReport.month))]
    assert [state for _, state in before] == [ReportState.NOT_EXPECTED] * 3
    (folder / "reports.csv").write_text(whole)
    bring(database, folder)
    with database.reading() as session:
        states = [tuple(row) for row in session.execute(statement.order_by(MonthlyReport.month))]
    assert [state for _, state in states] == [ReportState.NOT_EXPECTED, ReportState.ACCEPTED, ReportState.ACCEPTED]


def test_an_activity_that_was_counted_and_has_no_row_of_answers_had_none(database: Database, folder: Path):
    bring(database, folder)
    with database.reading() as session:
        statement = select(ParentResponse.activity_id, ParentResponse.returned).order_by(ParentResponse.activity_id)
        found = [tuple(row) for row in session.execute(statement)]
    assert found == [("A1", 60), ("A2", 0), ("A4", 0), ("A5", 3), ("A6", 0)]


def test_what_is_odd_is_stored_and_told(database: Database, folder: Path):
    outcome = bring(database, folder)
    assert [str(warning) for warning in outcome.warnings] == [
        'reports.csv, row 3, status: "on_time" does not fit the dates (due 2023-09-05, sent 2023-09-06); '
        "by them it is late. The dates were used.",
        'activities.csv, row 5, attendance: "480" families came, but the school has 210 pupils. '
        "Stored and marked; mend it if it is a slip.",
        "activities.csv, attendance: 1 of 6 activities have no attendance. It counts as not known, never as zero.",
        'activities.csv, row 7, activity_id: "A6" says the same as row 6, under another number. '
        "Stored and marked; counted once.",
        'responses.csv, row 2, n_responses: "60" answers, but 51 families came. '
        "Stored and marked; mend it if it is a slip.",
        'responses.csv, row 3, mean_rating: "5.5" is outside its scale, 1-5. Stored and marked.',
        "activities.csv, row 5, month: 1 row belongs to S1's report of 2023-09, which is not in. "
        "Kept, and not counted until the report comes in.",
        "activities.csv, row 5, month: 1 row belongs to S1's report of 2023-09, which is not in. "
        "Kept, and not counted until the report comes in.",
        "plans.csv, row 4, reported_month: 1 row belongs to S1's report of 2023-09, which is not in. "
        "Kept, and not counted until the report comes in.",
    ]
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Activity)) == 6


def test_schools_have_their_attributes_in_every_year_that_occurs(database: Database, folder: Path):
    (folder / "plans.csv").write_text(PLANS + "S1,2024-2025,P9,math,1,2024-09,,\n")
    bring(database, folder)
    with database.reading() as session:
        rows = session.scalars(select(SchoolInYear).order_by(SchoolInYear.school_id, SchoolInYear.school_year)).all()
        found = [
            (row.school_id, row.school_year, row.cluster, row.enrollment, row.low_income_rate, row.home_languages)
            for row in rows
        ]
    assert found[:4] == [
        ("S1", "2023-24", "C1", 210, 0.49, "Spanish;Somali"),
        ("S1", "2024-25", "C1", 210, 0.49, "Spanish;Somali"),
        ("S2", "2023-24", None, None, None, ""),
        ("S2", "2024-25", None, None, None, ""),
    ]


def test_plan_steps_are_known_by_the_report_that_told_them(database: Database, folder: Path):
    bring(database, folder)
    with database.reading() as session:
        plan = session.scalars(select(ActionPlan)).one()
        told = session.execute(select(PlannedActivity.item_id, PlannedActivity.reported_month)).all()
    assert (plan.school_year, plan.state) == ("2023-24", "accepted")
    assert sorted(map(tuple, told), key=str) == [("P1", None), ("P2", date(2023, 10, 1)), ("P3", date(2023, 9, 1))]


def test_the_same_folder_twice_changes_nothing(database: Database, folder: Path):
    bring(database, folder)
    again = bring(database, folder)
    assert again.receipt is not None
    assert again.receipt.receipt_id is None


def test_a_report_that_comes_later_replaces_what_was_not_expected(database: Database, folder: Path):
    bring(database, folder)
    (folder / "reports.csv").write_text(REPORTS + "R2-10,S2,2023-10,2023-11-05,2023-11-04,on_time\n")
    bring(database, folder)
    with database.reading() as session:
        found = session.get(MonthlyReport, (1, "S2", date(2023, 10, 1)))
        assert found is not None
        assert found.state == ReportState.ACCEPTED


def test_other_files_in_the_folder_are_named_and_left_alone(database: Database, folder: Path):
    (folder / "truth.csv").write_text("school_id,month\nS1,2023-08\n")
    (folder / "letter.docx").write_bytes(b"PK\x03\x04")
    (folder / "old").mkdir()
    outcome = bring(database, folder)
    left = [warning.file for warning in outcome.warnings if "left alone" in warning.what]
    assert left == ["letter.docx", "old", "truth.csv"]


def test_one_wrong_cell_in_one_file_keeps_the_whole_folder_out(database: Database, folder: Path):
    (folder / "plans.csv").write_text(PLANS.replace("attendance,6", "attendance,9"))
    with pytest.raises(RefusedImportError) as refused:
        bring(database, folder)
    assert [(problem.file, problem.row, problem.column) for problem in refused.value.problems] == [
        ("plans.csv", 2, "type")
    ]
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ReportingMonth)) == 0


def test_activities_come_in_at_a_hundred_thousand_in_thirty_seconds(sqlite_url: str, tmp_path: Path):
    folder = tmp_path / "large"
    folder.mkdir()
    schools = [f"S{number:03d}" for number in range(100)]
    months = [f"2023-{month:02d}" for month in range(8, 13)] + [f"2024-{month:02d}" for month in range(1, 6)]
    large = {
        "schools": [f"{school},School,C1,k8,500,50,10," for school in schools],
        "reports": [
            f"R{school}{month},{school},{month},2024-07-05,2024-07-01," for school in schools for month in months
        ],
        "activities": [
            f"A{number},{school},{month},{month}-1{number % 10},{number % 6 + 1},math,all families,English,{number + 3}"
            for school in schools
            for month in months
            for number in range(20)
        ],
    }
    for name, lines in large.items():
        (folder / f"{name}.csv").write_text("\n".join([FILES[name].splitlines()[0], *lines]))
    database = connect(sqlite_url)
    outcome = bring(database, folder)
    assert outcome.counts["activity"]["new"] == 20_000
    database.close()
