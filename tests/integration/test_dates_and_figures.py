"""Days, months and figures as people send them: read where there is one reading, else refused or marked, in words."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from data.importing.import_files import ImportOutcome, import_files
from data.importing.incoming_files import IncomingFile
from models.database import Database
from models.errors import RefusedImportError
from models.tables import Activity, MonthlyReport, ReportingMonth, ReportRevision, SchoolInYear, SurveyResult
from tests.factories import ANA

AT = datetime(2025, 12, 10, 12, tzinfo=UTC)
SCHOOLS = (
    "school_id,name,school_year,cluster,level,enrollment\n"
    "007,Alder,2025-26,North,elementary,210\n012,Birch,2025-26,North,k8,400\n031,Cedar,2025-26,North,high,900\n"
)
ACTIVITIES = "school_id,month,activity_id,activity_date,title,involvement_type,families_attended,cost\n"
REPORTS = "school_id,month,state,due_date,submitted_date\n"
SURVEY = """
title = "city survey"
[[file]]
name = "survey"
[[file.rows]]
table = "surveys"
needs_one_of = ["value"]
columns.school_id = "ID"
columns.school_year = { value = "2025-26" }
columns.measure = { value = "parent_response_rate" }
columns.scale_id = { value = "0-1" }
"""
PROFILE = """
title = "profile"
[[file]]
name = "profile"
[[file.rows]]
table = "school_years"
columns.school_id = "ID"
columns.school_year = { value = "2025-26" }
columns.level = { value = "k8" }
columns.enrollment = "Students"
"""


@pytest.fixture
def schools(database: Database) -> Database:
    """A database with three schools."""
    bring(database, schools=SCHOOLS)
    return database


def bring(database: Database, mapping: Path | None = None, **files: str) -> ImportOutcome:
    incoming = [IncomingFile(f"{name}.csv", text.encode()) for name, text in files.items()]
    return import_files(database, incoming, viewer=ANA, at=AT, mapping=mapping)


def refused(database: Database, mapping: Path | None = None, **files: str) -> list[str]:
    with pytest.raises(RefusedImportError) as told:
        bring(database, mapping, **files)
    return [str(problem) for problem in told.value.problems if not problem.is_warning]


def told(outcome: ImportOutcome) -> list[str]:
    """The warnings but those that say a report is not in yet."""
    return [str(problem) for problem in outcome.warnings if "which is not in." not in problem.what]


def mapped(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "theirs.toml"
    path.write_text(text)
    return path


def days_of(database: Database) -> dict[str, date | None]:
    with database.reading() as session:
        return dict(session.execute(select(Activity.school_id, Activity.activity_date)).all())


def figures(database: Database) -> list[tuple[object, ...]]:
    survey = SurveyResult
    with database.reading() as session:
        columns = (survey.school_id, survey.value, survey.low, survey.high, survey.please_check)
        return [tuple(row) for row in session.execute(select(*columns).order_by(survey.school_id))]


# ---------------------------------------------------------------- days
def test_day_first_dates_of_a_november_are_in_december(schools: Database):
    reports = REPORTS + "007,2025-11,submitted,05/12/2025,03/12/2025\n012,2025-11,submitted,05/12/2025,07/12/2025\n"
    outcome = bring(schools, monthly_reports=reports)
    assert told(outcome) == [
        'monthly_reports.csv, row 2, due_date: "05/12/2025" was read as 5 December 2025, and every day like it in this '
        "column with the day first: so they fit the months beside. "
        "If that is wrong, write days year first, like 2025-11-05.",
        'monthly_reports.csv, row 2, submitted_date: "03/12/2025" was read as 3 December 2025, and every day like it '
        "in this column with the day first: so they fit the months beside. "
        "If that is wrong, write days year first, like 2025-11-05.",
    ]
    with schools.reading() as session:
        assert session.scalars(select(MonthlyReport.due_date)).all() == [date(2025, 12, 5)] * 2
        assert session.scalars(select(ReportingMonth.due_date)).all() == [date(2025, 12, 5)]
        sent = select(ReportRevision.submitted_date).order_by(ReportRevision.school_id)
        assert session.scalars(sent).all() == [date(2025, 12, 3), date(2025, 12, 7)]


def test_one_day_past_the_twelfth_settles_the_others(schools: Database):
    rows = "007,2025-11,A1,05/11/2025,x,6,4,\n012,2025-11,A1,19/11/2025,x,6,4,\n031,2025-11,A1,2025-11-20,x,6,4,\n"
    outcome = bring(schools, activities=ACTIVITIES + rows)
    assert told(outcome) == []
    assert days_of(schools) == {"007": date(2025, 11, 5), "012": date(2025, 11, 19), "031": date(2025, 11, 20)}


def test_both_orders_in_one_column_are_refused_with_a_row_of_each(schools: Database):
    rows = "007,2025-11,A1,11/19/2025,x,6,4,\n012,2025-11,A1,05/11/2025,x,6,4,\n031,2025-11,A1,19/11/2025,x,6,4,\n"
    assert refused(schools, activities=ACTIVITIES + rows) == [
        'activities.csv, row 4, activity_date: "19/11/2025" can only have the day first, and 11/19/2025 in row 2 only '
        "the month: the column holds both orders, so nobody can tell which of them its other days have. "
        "Write its days year first, like 2025-11-05."
    ]


def test_an_order_nothing_settles_is_refused_once_for_its_column(schools: Database):
    rows = "007,2025-11,A1,11/05/2025,x,6,4,\n012,2025-11,A1,05/11/2025,x,6,4,\n031,2025-11,A1,10/09/2025,x,6,4,\n"
    assert refused(schools, activities=ACTIVITIES + rows) == [
        'activities.csv, row 2, activity_date: "11/05/2025" may be 5 November 2025 or 11 May 2025, and so for 2 more '
        "of this column: nothing here tells whether the month or the day comes first. "
        'Write days year first, like 2025-11-05, or say date_order = "mdy" or "dmy" in a mapping.'
    ]
    assert days_of(schools) == {}


def test_times_zones_names_and_serials_are_the_day_they_stand_on(schools: Database):
    rows = '007,2025-11,A1,2025-11-12T18:30:00Z,x,6,4,\n012,2025-11,A1,"Nov 12, 2025",x,6,4,\n'
    bring(schools, activities=ACTIVITIES + rows + "031,2025-11,A1,45973.77,x,6,4,\n")
    assert set(days_of(schools).values()) == {date(2025, 11, 12)}
    assert len(days_of(schools)) == 3


def test_months_are_read_as_people_write_them_or_say_what_they_lack(schools: Database):
    rows = "007,202511,A1,,x,6,4,\n012,Nov 2025,A1,,x,6,4,\n031,11/30/2025,A1,,x,6,4,\n"
    bring(schools, activities=ACTIVITIES + rows)
    with schools.reading() as session:
        assert set(session.scalars(select(Activity.month))) == {date(2025, 11, 1)}
    wrong = ACTIVITIES + "007,November,A1,,x,6,4,\n012,25-Nov,A1,,x,6,4,\n"
    assert refused(schools, activities=wrong) == [
        'activities.csv, row 2, month: "November" says no year. Write it like 2025-09.',
        'activities.csv, row 3, month: "25-Nov" may be November 2025 or day 25 of a November that says no year. '
        "Write it like 2025-09.",
    ]


def test_a_report_before_its_month_and_a_due_date_within_it_are_errors(schools: Database):
    reports = REPORTS + "007,2025-11,submitted,2025-11-29,2025-10-31\n012,2025-11,submitted,2025-11-30,2025-11-01\n"
    assert refused(schools, monthly_reports=reports) == [
        'monthly_reports.csv, row 2, submitted_date: "2025-10-31" is before 2025-11 began, the month the report tells '
        "of. Mend the month or the day.",
        'monthly_reports.csv, row 2, due_date: "2025-11-29" is before 2025-11 ended, the month the report tells of. '
        "Mend the month or the day.",
    ]
    calendar = "month,due_date\n2025-11,2025-11-05\n"
    assert refused(schools, reporting_months=calendar) == [
        'reporting_months.csv, row 2, due_date: "2025-11-05" is before 2025-11 ended, the month the report tells of. '
        "Mend the month or the day."
    ]


def test_corrected_due_dates_say_that_the_calendar_stays(schools: Database):
    first = REPORTS + "007,2025-11,submitted,2025-12-12,2025-12-03\n"
    bring(schools, monthly_reports=first)
    outcome = bring(schools, monthly_reports=first.replace("2025-12-12", "2025-12-05"))
    assert told(outcome) == [
        'monthly_reports.csv, row 2, due_date: "2025-12-05" is the day most of these reports of 2025-11 are due; '
        "the calendar says 2025-12-12. "
        "The calendar stays, for reports of that month are in; send reporting_months to change it."
    ]
    with schools.reading() as session:
        assert session.scalars(select(ReportingMonth.due_date)).all() == [date(2025, 12, 12)]


# ---------------------------------------------------------------- figures
def test_words_for_not_known_are_blanks_and_counted_never_names(schools: Database):
    rows = "007,2025-11,A1,n/a,#REF!,6,#N/A,-\n012,2025-11,A1,—,NA,6,none,12\n"
    outcome = bring(schools, activities=ACTIVITIES + rows)
    assert [problem for problem in told(outcome) if "not known:" in problem] == [
        "activities.csv, activity_date: 2 cells were read as not known: n/a, —. Fill in what is known.",
        "activities.csv, title: 1 cell was read as not known: #REF!. Fill in what is known.",
        "activities.csv, families_attended: 2 cells were read as not known: #N/A, none. Fill in what is known.",
        "activities.csv, cost: 1 cell was read as not known: -. Fill in what is known.",
    ]
    with schools.reading() as session:
        kept = session.execute(
            select(Activity.title, Activity.activity_date, Activity.families_attended, Activity.cost).order_by(
                Activity.school_id
            )
        ).all()
    assert [tuple(row) for row in kept] == [("", None, None, None), ("NA", None, None, 12.0)]


def test_an_error_of_excel_is_no_school_no_name_and_no_month(schools: Database):
    wrong = ACTIVITIES + "#N/A,2025-11,A1,,x,6,4,\n007,#REF!,A1,,x,6,4,\n"
    assert refused(schools, activities=wrong) == [
        'activities.csv, row 2, school_id: "#N/A" stands for no value. Fill in school_id.',
        'activities.csv, row 3, month: "#REF!" stands for no value. Fill in month.',
    ]
    nameless = SCHOOLS.replace("Alder", "#NAME?")
    assert refused(schools, schools=nameless) == [
        'schools.csv, row 2, name: "#NAME?" stands for no value. Fill in name.'
    ]


def test_a_share_of_thousands_is_read_and_one_of_two_readings_is_refused(schools: Database, tmp_path: Path):
    share = mapped(tmp_path, PROFILE + 'columns.low_income_rate = { column = "Low", share_of = "Students" }')
    bring(schools, share, profile='ID,Students,Low\n007,"1,250",500\n012,1000,"1,000"\n031,40,N/A\n')
    with schools.reading() as session:
        in_year = select(SchoolInYear.enrollment, SchoolInYear.low_income_rate).order_by(SchoolInYear.school_id)
        assert [tuple(row) for row in session.execute(in_year)] == [(1250, 0.4), (1000, 1.0), (40, None)]
    problems = refused(schools, share, profile="ID,Students,Low\n007,1250,1 100\n012,about 40,5\n031,40,50\n")
    assert problems == [
        'profile.csv, row 2, Low: "1 100" has a blank between its digits: it may be one figure or two. '
        "Write one number, without blanks or units, or leave it blank.",
        'profile.csv, row 3, Students: "about 40" is a rough figure, not a counted one. '
        "Write the count in digits alone, or leave it blank if nobody counted.",
        'profile.csv, row 3, Low: "5" has as its whole, Students, "about 40", which is a rough figure, not a counted '
        "one. Write one number, without blanks or units, or leave it blank.",
        'profile.csv, row 4, Low: "50" is more than Students, 40. Mend one of the two.',
    ]


def test_more_answers_than_asked_are_stored_as_published_and_marked(schools: Database, tmp_path: Path):
    share = mapped(tmp_path, SURVEY + 'columns.value = { column = "answers", share_of = "asked" }')
    outcome = bring(schools, share, survey="ID,answers,asked\n007,150,90\n012,45,90\n031,90,90\n")
    assert told(outcome) == ['survey.csv, row 2, answers: "150" is more than asked, 90. Stored and marked.']
    assert figures(schools) == [
        ("007", 150 / 90, None, None, "part_above_whole"),
        ("012", 0.5, None, None, ""),
        ("031", 1.0, None, None, ""),
    ]
    bring(schools, share, survey="ID,answers,asked\n007,50,100\n")
    assert figures(schools)[0] == ("007", 0.5, None, None, "")


def test_a_column_of_percentages_on_a_scale_of_one_is_refused_with_the_word_for_it(schools: Database, tmp_path: Path):
    plain = mapped(tmp_path, SURVEY + 'columns.value = "rate"')
    assert refused(schools, plain, survey="ID,rate\n007,60\n012,72\n031,0\n") == [
        'survey.csv, row 2, rate: "60" is outside its scale, 0-1, as 2 of 3 figures of parent_response_rate are. They '
        "look like percentages: say percent = true in the mapping, or write them as shares like 0.5."
    ]


def test_one_figure_off_its_scale_is_stored_and_marked(schools: Database, tmp_path: Path):
    plain = mapped(tmp_path, SURVEY + 'columns.value = "rate"')
    outcome = bring(schools, plain, survey="ID,rate\n007,60\n012,0.72\n031,0.5\n")
    assert told(outcome) == ['survey.csv, row 2, rate: "60" is outside its scale, 0-1. Stored and marked.']
    assert [(row[0], row[1], row[4]) for row in figures(schools)] == [
        ("007", 60.0, "value_off_scale"),
        ("012", 0.72, ""),
        ("031", 0.5, ""),
    ]


def test_percentages_of_percentages_are_told_and_marked(schools: Database, tmp_path: Path):
    percent = mapped(tmp_path, SURVEY + 'columns.value = { column = "rate", percent = true }')
    outcome = bring(schools, percent, survey="ID,rate\n007,0.62\n012,0.5\n031,0\n")
    assert told(outcome) == [
        'survey.csv, row 2, rate: "0.0062" is a share under 1 %, as 2 of 2 figures of parent_response_rate that are '
        "not 0 are. Stored and marked. If they were shares already, take percent = true out of the mapping, or the % "
        "signs away."
    ]
    assert [row[4] for row in figures(schools)] == ["share_under_one_percent", "share_under_one_percent", ""]
    rates = mapped(tmp_path, PROFILE + 'columns.low_income_rate = { column = "Low", percent = true }')
    outcome = bring(schools, rates, profile="ID,Students,Low\n007,210,0.62\n012,400,0.4\n031,900,0.55\n")
    assert [problem.split(" is ")[0] for problem in told(outcome)] == ['profile.csv, row 2, Low: "0.0062"']


def test_a_percentage_above_a_hundred_is_stored_as_published_and_marked(schools: Database, tmp_path: Path):
    percent = mapped(tmp_path, SURVEY + 'columns.value = { column = "rate", percent = true }')
    outcome = bring(schools, percent, survey="ID,rate\n007,102.1%\n012,72\n031,100\n")
    assert told(outcome) == ['survey.csv, row 2, rate: "1.021" is outside its scale, 0-1. Stored and marked.']
    assert [(row[1], row[4]) for row in figures(schools)] == [(1.021, "value_off_scale"), (0.72, ""), (1.0, "")]
    assert "is not a percentage" in refused(schools, percent, survey="ID,rate\n007,10000%\n")[0]


def test_ranges_keep_their_bounds(schools: Database, tmp_path: Path):
    survey = SURVEY.replace('["value"]', '["value", "low", "high"]')
    bounded = mapped(tmp_path, survey + 'columns.value = { column = "rate", bounded = "percent" }')
    bring(schools, bounded, survey="ID,rate\n007,20-29\n012,≤5%\n031,*\n")
    assert figures(schools) == [("007", None, 0.2, 0.29, ""), ("012", None, 0.0, 0.05, "")]
