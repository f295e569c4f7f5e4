"""Our own templates on their way in: whole or not at all, told with row and column, the same twice changing nothing."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from data.importing.import_files import ImportOutcome, import_files, import_paths
from data.importing.incoming_files import IncomingFile
from models.database import Database
from models.errors import PartnershipError, RefusedImportError
from models.recording.record import create_district, district_named, undo
from models.tables import (
    Activity,
    District,
    ImportReceipt,
    MonthlyReport,
    ParentResponse,
    School,
    SchoolInYear,
    SupportContact,
)
from tests.factories import ANA, on_the_server, writes

AT = datetime(2025, 12, 1, 12, tzinfo=UTC)
EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "examples"
SCHOOLS = (
    "school_id,name,school_year,cluster,level,enrollment\n"
    "007,Alder,2025-26,North,elementary,210\n012,Birch,2025-26,North,k8,\n"
)
REPORTS = "school_id,month,submitted_date\n007,2025-09,2025-10-02\n012,2025-09,2025-10-07\n"
ACTIVITIES = "school_id,month,activity_id,involvement_type,families_attended\n"


def bring(database: Database, *, is_preview: bool = False, district: str | None = None, **files: str) -> ImportOutcome:
    incoming = [IncomingFile(f"{name}.csv", text.encode()) for name, text in files.items()]
    return import_files(database, incoming, viewer=ANA, at=AT, is_preview=is_preview, district=district)


def refused(database: Database, **files: str) -> list[str]:
    with pytest.raises(RefusedImportError) as told:
        bring(database, **files)
    return [str(problem) for problem in told.value.problems]


def count(database: Database, table: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def version(database: Database) -> int:
    with database.reading() as session:
        return writes(session)


def test_the_examples_are_taken_whole_and_as_a_workbook_change_nothing(database: Database):
    first = import_paths(database, [EXAMPLES], viewer=ANA, at=AT)
    again = import_paths(
        database,
        [EXAMPLES / "workbook" / "partnership_template.xlsx"],
        viewer=ANA,
        at=AT,
    )
    assert {table: numbers["new"] for table, numbers in first.counts.items()} == {
        "reporting_month": 2, "cluster": 2, "school": 3, "school_in_year": 3, "monthly_report": 3, "activity": 3,
        "parent_response": 3, "action_plan": 2, "planned_activity": 3, "development_session": 2,
        "development_attendance": 3, "support_contact": 2, "person": 3, "coordinator_cluster": 1, "liaison_school": 1,
    }  # fmt: skip
    assert again.receipt is not None
    assert again.receipt.receipt_id is None
    assert version(database) == 1
    with database.reading() as session:
        online = session.scalars(select(Activity).where(Activity.school_id == "031")).one()
        asked = session.scalars(select(ParentResponse).where(ParentResponse.response_id == "A-2")).one()
        contact = session.scalars(select(SupportContact).where(SupportContact.contact_id == "C-2")).one()
        assert (online.activity_date, online.families_attended, online.counting_method) == (
            date(2025, 10, 16), None, "views",
        )  # fmt: skip
        assert (asked.activity_id, asked.returned, asked.mean_rating) == ("A-2", 0, None)
        assert (contact.finding, contact.closed_on) == ("partly", date(2025, 11, 6))


def test_every_problem_of_every_file_is_told_at_once_and_nothing_is_saved(database: Database):
    bring(database, schools=SCHOOLS)
    activities = ACTIVITIES + '007,2025-09,A1,7,3x\n007,2025-09,"A\n2",2,-4\n099,2025-9x,A3,2,\n,2025-09,A4,2,1\n'
    reports = "school_id,month,submitted_date,team_met\n007,2025-09,last week,maybe\n012,2025-09,2025-10-07,yes,5\n"
    assert refused(database, activities=activities, monthly_reports=reports) == [
        'activities.csv, row 2, involvement_type: "7" is not one of the six involvement types. Write 1 to 6: '
        "1 Parenting, 2 Communicating, 3 Volunteering, 4 Learning at home, 5 Decision making, "
        "6 Collaborating with the community.",
        'activities.csv, row 2, families_attended: "3x" is not a whole number. '
        "Write 3, or leave it blank if nobody counted.",
        'activities.csv, row 3, families_attended: "-4" is less than 0. '
        "Write a count of 0 or more, or leave it blank if nobody counted.",
        'activities.csv, row 4, month: "2025-9x" is not a month. Write it like 2025-09.',
        'activities.csv, row 4, school_id: "099" is no school that is known. '
        "Mend the number, or send the school in schools.",
        "activities.csv, row 5, school_id: is blank. Fill in school_id.",
        'monthly_reports.csv, row 2, submitted_date: "last week" is not a date. '
        "Write it year first, like 2025-09-14.",
        'monthly_reports.csv, row 2, team_met: "maybe" is neither yes nor no. '
        "Write yes or no, or leave it blank if it is not known.",
        "monthly_reports.csv, row 3: The row has 5 cells where the header has 4. "
        "Put text with commas or line breaks in double quotes, and give every row every column.",
    ]  # fmt: skip
    assert (count(database, MonthlyReport), count(database, ImportReceipt), version(database)) == (0, 1, 1)


def test_a_school_nobody_knows_is_refused_by_row(database: Database):
    problems = refused(database, schools=SCHOOLS, monthly_reports=REPORTS + "099,2025-09,2025-10-01\n")
    assert problems == [
        'monthly_reports.csv, row 4, school_id: "099" is no school that is known. '
        "Mend the number, or send the school in schools."
    ]
    assert count(database, School) == 0


def test_one_number_twice_is_refused_with_both_rows(database: Database):
    rows = ACTIVITIES + "007,2025-09,A1,2,5\n007,2025-09,A1,3,6\n"
    assert refused(database, schools=SCHOOLS, activities=rows) == [
        'activities.csv, row 3, activity_id: "007, 2025-09, A1" has the same school_id, month, activity_id as row 2. '
        "Keep one of them, or mend the number."
    ]


def test_more_families_than_pupils_are_stored_marked_and_told(database: Database):
    rows = ACTIVITIES + "007,2025-09,A1,2,480\n012,2025-09,A1,2,480\n"
    outcome = bring(database, schools=SCHOOLS, monthly_reports=REPORTS, activities=rows)
    assert [str(warning) for warning in outcome.warnings] == [
        'activities.csv, row 2, families_attended: "480" families came, but the school has 210 pupils. '
        "Stored and marked; mend it if it is a slip."
    ]
    with database.reading() as session:
        marks = dict(session.execute(select(Activity.school_id, Activity.please_check)).all())
    assert marks == {"007": "attendance_above_enrollment", "012": ""}


def test_the_enrollment_that_is_stored_is_asked_too(database: Database):
    bring(database, schools=SCHOOLS, monthly_reports=REPORTS)
    outcome = bring(database, activities=ACTIVITIES + "007,2025-09,A1,2,480\n")
    assert [warning.value for warning in outcome.warnings] == ["480"]


def test_more_answers_than_families_are_stored_marked_and_told_also_of_a_stored_activity(database: Database):
    bring(database, schools=SCHOOLS, monthly_reports=REPORTS, activities=ACTIVITIES + "007,2025-09,A1,2,12\n")
    answers = "school_id,month,activity_id,returned\n007,2025-09,A1,13\n007,2025-09,A9,1\n"
    outcome = bring(database, parent_responses=answers)
    assert [warning.what for warning in outcome.warnings] == [
        "answers, but 12 families came.",
        "is no activity of this school and month.",
    ]
    with database.reading() as session:
        statement = select(ParentResponse.activity_id, ParentResponse.please_check)
        assert dict(session.execute(statement).all()) == {
            "A1": "answers_above_attendance",
            "A9": "answers_without_activity",
        }


def test_activities_without_a_report_are_kept_with_a_warning(database: Database):
    outcome = bring(database, schools=SCHOOLS, activities=ACTIVITIES + "007,2025-09,A1,2,5\n007,2025-09,A2,2,5\n")
    what = [warning.what for warning in outcome.warnings]
    assert "2 rows belong to 007's report of 2025-09, which is not in." in what
    assert count(database, Activity) == 2


def test_a_report_of_july_is_refused(database: Database):
    problems = refused(database, schools=SCHOOLS, monthly_reports="school_id,month,submitted_date\n007,2025-07,\n")
    assert problems == [
        'monthly_reports.csv, row 2, month: "2025-07" is June or July, when no report is expected. '
        "Put it into May's or August's report."
    ]


def test_a_submitted_report_needs_its_day(database: Database):
    reports = "school_id,month,state,submitted_date\n007,2025-09,accepted,\n012,2025-09,draft,2025-10-01\n"
    assert [problem.split(":")[0] for problem in refused(database, schools=SCHOOLS, monthly_reports=reports)] == [
        "monthly_reports.csv, row 2, submitted_date",
        "monthly_reports.csv, row 3, state",
    ]


def test_a_school_with_no_pupils_counted_has_an_unknown_enrollment(database: Database):
    bring(database, schools=SCHOOLS.replace(",210", ",0"))
    with database.reading() as session:
        assert session.scalars(select(SchoolInYear.enrollment)).all() == [None, None]


def test_a_preview_tells_what_would_change_and_changes_nothing(database: Database):
    outcome = bring(database, is_preview=True, schools=SCHOOLS, monthly_reports=REPORTS)
    assert outcome.receipt is None
    assert outcome.preview is not None
    assert outcome.preview.reports == [("007", date(2025, 9, 1)), ("012", date(2025, 9, 1))]
    assert (count(database, School), count(database, District)) == (0, 0)


def test_an_import_can_be_taken_back(database: Database):
    bring(database, schools=SCHOOLS)
    receipt = bring(database, monthly_reports=REPORTS).receipt
    assert receipt is not None
    assert receipt.receipt_id is not None
    with database.writing() as session:
        undo(session, on_the_server(district_named(session), "Ana"), receipt.receipt_id, at=AT)
    assert (count(database, MonthlyReport), count(database, School)) == (0, 2)


def test_where_there_are_several_districts_one_must_be_named(database: Database):
    with database.writing() as session:
        create_district(session, "east", "East")
        create_district(session, "west", "West")
    with pytest.raises(PartnershipError, match="--district"):
        bring(database, schools=SCHOOLS)
    bring(database, district="west", schools=SCHOOLS)
    with database.reading() as session:
        assert session.scalars(select(School.district_id).distinct()).all() == [2]


def test_a_misspelt_column_is_told_with_what_it_may_be(database: Database):
    wrong = "school_id,name,school_year,cluster,levle\n007,Alder,2025-26,North,k8\n"
    assert refused(database, schools=wrong)[0] == (
        'schools.csv, level: The column is missing. Add it, named "level" in the header. Is it "levle"?'
    )


def test_files_of_a_known_foreign_layout_are_told_their_mapping(database: Database):
    problems = refused(database, five="school_id,name,cluster,level,frl_pct,ell_pct\nS1,A,C,k8,1,1\n")
    assert problems[-1] == "five.csv: This looks like exchange layout. Add --mapping exchange."


def test_a_renamed_template_is_known_by_its_columns(database: Database):
    incoming = [IncomingFile("our list (final).csv", SCHOOLS.encode("utf-16"))]
    outcome = import_files(database, incoming, viewer=ANA, at=AT)
    assert outcome.counts["school"]["new"] == 2


def test_a_workbook_is_known_by_its_content_whatever_it_is_called(database: Database):
    content = (EXAMPLES / "workbook" / "partnership_template.xlsx").read_bytes()
    outcome = import_files(database, [IncomingFile("schools.csv", content)], viewer=ANA, at=AT)
    assert outcome.counts["school"]["new"] == 3


def test_a_name_that_climbs_folders_is_only_shown(database: Database):
    with pytest.raises(RefusedImportError) as told:
        import_files(
            database,
            [IncomingFile("../../etc/passwd", b"a,b\n1,2\n")],
            viewer=ANA,
            at=AT,
        )
    assert told.value.problems[0].file == "../../etc/passwd"


def test_an_upload_past_its_limit_is_refused(database: Database):
    with pytest.raises(RefusedImportError) as told:
        import_files(
            database, [IncomingFile("schools.csv", SCHOOLS.encode() * 20)], viewer=ANA, at=AT, largest=1000
        )  # fmt: skip
    assert "larger than" in told.value.problems[0].what


def test_a_path_that_is_not_there_is_a_sentence(database: Database, tmp_path: Path):
    with pytest.raises(PartnershipError, match="There is no file or folder"):
        import_paths(database, [tmp_path / "gone.csv"], viewer=ANA, at=AT)
