"""Files whose numbers and names look otherwise than the stored ones make no second school, cluster or person."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from data.importing.import_files import ImportOutcome, import_files
from data.importing.incoming_files import IncomingFile
from models.database import Database
from models.errors import RefusedImportError
from models.tables import Activity, Cluster, CoordinatorCluster, MonthlyReport, Person, School, SchoolInYear
from tests.factories import ANA

AT = datetime(2025, 12, 1, 12, tzinfo=UTC)
HEAD = "school_id,name,school_year,cluster,level,enrollment\n"
SCHOOLS = f"{HEAD}001,Alder Creek,2025-26,North Side,elementary,370\n002,Birch Hill,2025-26,Pe\u00f1a Hills,k8,505\n"
ACTIVITIES = "school_id,month,activity_id,involvement_type,families_attended\n"


@pytest.fixture
def stocked(database: Database) -> Database:
    bring(database, schools=SCHOOLS)
    return database


def bring(database: Database, *, new_schools: bool = False, is_preview: bool = False, **files: str) -> ImportOutcome:
    incoming = [IncomingFile(f"{name}.csv", text.encode()) for name, text in files.items()]
    return import_files(database, incoming, viewer=ANA, at=AT, new_schools=new_schools, is_preview=is_preview)


def refused(database: Database, *, is_preview: bool = False, **files: str) -> list[str]:
    with pytest.raises(RefusedImportError) as told:
        bring(database, is_preview=is_preview, **files)
    return [str(problem) for problem in told.value.problems]


def stored(database: Database, *columns) -> list:
    with database.reading() as session:
        rows = session.execute(select(*columns).order_by(*columns)).all()
        return [row[0] if len(columns) == 1 else tuple(row) for row in rows]


def test_a_list_that_lost_its_zeros_changes_the_known_schools(stocked: Database):
    outcome = bring(
        stocked, schools=f"{HEAD}1,Alder Creek,2025-26,North Side,elementary,372\n2,Birch Hill,2025-26,,k8,505\n"
    )
    assert [str(warning) for warning in outcome.warnings] == [
        'schools.csv, row 2, school_id: "1" was read as 001, which it is but for zeros, case, blanks or signs. '
        "2 cells of this column were read so (1 for 001, 2 for 002). "
        "Write it as it is known; in Excel, format the column as Text first."
    ]
    assert stored(stocked, School.school_id) == ["001", "002"]
    assert stored(stocked, SchoolInYear.school_id, SchoolInYear.enrollment) == [("001", 372), ("002", 505)]


@pytest.mark.parametrize(
    "number", ["1", "01", "1.0", '"=""001"""', "'001", '"""001"""', "\u00a0001\u200b", "0\u200b01"]
)
def test_a_number_written_otherwise_means_the_known_school_in_activities_and_reports(number: str, stocked: Database):
    outcome = bring(
        stocked,
        activities=f"{ACTIVITIES}{number},2025-11,A-1,6,41\n",
        monthly_reports=f"school_id,month,submitted_date\n{number},2025-11,2025-12-01\n",
        parent_responses=f"school_id,month,activity_id,returned\n{number},2025-11,A-1,7\n",
    )
    told = [warning.file for warning in outcome.warnings if warning.column == "school_id"]
    assert sorted(told) == ["activities.csv", "monthly_reports.csv", "parent_responses.csv"]
    assert stored(stocked, Activity.school_id) == ["001"]
    assert stored(stocked, MonthlyReport.school_id, MonthlyReport.month) == [("001", date(2025, 11, 1))]


def test_one_activity_under_two_spellings_of_its_school_is_there_twice(stocked: Database):
    rows = f"{ACTIVITIES}1,2025-11,A-1,6,41\n001,2025-11,A-1,6,43\n"
    assert refused(stocked, activities=rows) == [
        'activities.csv, row 3, activity_id: "001, 2025-11, A-1" has the same school_id, month, activity_id as row 2. '
        "Keep one of them, or mend the number."
    ]


def test_another_school_under_a_known_number_without_zeros_is_refused_also_where_new_ones_may_come(
    stocked: Database,
):
    other = f"{HEAD}1,Gale,2025-26,North Side,elementary,372\n"
    with pytest.raises(RefusedImportError) as told:
        bring(stocked, new_schools=True, schools=other)
    assert [str(problem) for problem in told.value.problems] == refused(stocked, schools=other)
    assert "Gale" in str(told.value.problems[0])
    assert "Alder Creek" in str(told.value.problems[0])
    assert stored(stocked, School.school_id, School.name) == [("001", "Alder Creek"), ("002", "Birch Hill")]


def test_numbers_that_excel_shortened_are_refused_in_every_file(stocked: Database):
    problems = refused(
        stocked,
        schools=f"{HEAD}1.70993E+11,Gale,2025-26,North Side,elementary,372\n",
        activities=f"{ACTIVITIES}001,2025-11,1.7E+11,6,41\n",
    )
    what = (
        "is what Excel makes of a long number: it was shortened, and its last digits are lost. Format the column as "
        "Text in Excel, type or paste the numbers again from where they come from, and send that."
    )
    assert problems == [
        f'schools.csv, row 2, school_id: "1.70993E+11" {what}',
        f'activities.csv, row 2, activity_id: "1.7E+11" {what}',
    ]


def test_a_new_school_and_cluster_are_refused_named_and_added_once_somebody_says_they_are_new(
    stocked: Database,
):
    more = f"{HEAD}003,Cedar High,2025-26,South,high,1100\n001,Alder Creek,2026-27,North Side,elementary,370\n"
    told = 'schools.csv: 1 new school: 003 "Cedar High". '
    assert refused(stocked, schools=more) == [
        f"{told}If they are new, add --new-schools; else write the schools as they are known.",
        'schools.csv: 1 new cluster: "South". '
        "If they are new, add --new-schools; else write the clusters as they are known.",
    ]
    assert stored(stocked, School.school_id) == ["001", "002"]
    preview = bring(stocked, is_preview=True, schools=more)
    assert str(preview.warnings[0]).startswith(f"{told}The import will be refused as it is. ")
    outcome = bring(stocked, new_schools=True, schools=more)
    assert str(outcome.warnings[0]) == f"{told}Added, as --new-schools says."
    assert stored(stocked, School.school_id) == ["001", "002", "003"]
    assert stored(stocked, Cluster.name) == ["North Side", "Pe\u00f1a Hills", "South"]


def test_one_cluster_typed_in_five_ways_is_one(database: Database):
    clusters = [
        "Pe\u00f1a Hills",
        "Pen\u0303a Hills",
        "North\u00a0Side",
        "North Side",
        "North  Side",
        "\u200bnorth side\u00ad",
    ]
    rows = "".join(f"0{line}0,School {line},2025-26,{name},k8,300\n" for line, name in enumerate(clusters))
    assert bring(database, schools=HEAD + rows).counts["school"]["new"] == 6
    assert stored(database, Cluster.name) == ["North Side", "Pe\u00f1a Hills"]


def test_the_spelling_that_is_stored_wins_over_the_one_most_rows_have(stocked: Database):
    people = "person_id,login,name,role\n1,cleo,Cleo,coordinator\n"
    cares = "person_id,cluster,from_date\n1,PEN\u0303A  HILLS,2025-08-01\n1,north side,2025-08-01\n"
    bring(stocked, people=people, coordinator_clusters=cares)
    assert stored(stocked, CoordinatorCluster.cluster) == ["North Side", "Pe\u00f1a Hills"]
    assert stored(stocked, Cluster.name) == ["North Side", "Pe\u00f1a Hills"]


def test_a_cluster_that_differs_by_an_accent_is_neither_merged_nor_made_in_silence(database: Database):
    rows = f"{HEAD}001,Alder,2025-26,Pe\u00f1a,k8,300\n002,Birch,2025-26,Pena,k8,300\n"
    assert refused(database, schools=rows) == [
        'schools.csv, row 3, cluster: "Pena" is written like another cluster, "Pe\u00f1a", but for accents, blanks or '
        'hyphens. Write "Pe\u00f1a" in both if they are one cluster; if they are two, add --new-schools.'
    ]
    bring(database, new_schools=True, schools=rows)
    assert stored(database, Cluster.name) == ["Pena", "Pe\u00f1a"]


def test_names_are_stored_in_one_form_without_unseen_signs(database: Database):
    bring(database, schools=f"{HEAD}001,\ufeffPen\u0303a\u00a0 Element\u00adary\u200b,2025-26,N,k8,300\n")
    assert stored(database, School.name) == ["Pe\u00f1a Elementary"]


def test_unseen_signs_are_shown_and_told_once_for_a_column(stocked: Database):
    rows = f"{ACTIVITIES}\u00a0001\u00a0,2025-11,A-1,6,41\n002\u200b,2025-11\u00a0,A-1,6,\u00a041\n"
    told = [str(warning) for warning in bring(stocked, activities=rows).warnings if "was read" in warning.what]
    assert told == [
        'activities.csv, row 2, school_id: "<U+00A0>001<U+00A0>" was read as "001", without the blanks, quotes or '
        "unseen signs in it; so were 2 cells of this column. Take them out where the file is made, if you can.",
        'activities.csv, row 3, month: "2025-11<U+00A0>" was read as "2025-11", without the blanks, quotes or '
        "unseen signs in it. Take them out where the file is made, if you can.",
        'activities.csv, row 3, families_attended: "<U+00A0>41" was read as "41", without the blanks, quotes or '
        "unseen signs in it. Take them out where the file is made, if you can.",
    ]


def test_a_header_with_unseen_signs_is_the_header(stocked: Database):
    bring(stocked, activities="\u200b" + ACTIVITIES.replace(",month", "\u00a0,month\u2060") + "001,2025-11,A-1,6,41\n")
    assert stored(stocked, Activity.school_id) == ["001"]


def test_a_second_person_with_a_known_login_is_refused_in_words(stocked: Database):
    bring(stocked, people="person_id,login,name,role\n1,cleo@district.org,Cleo,coordinator\n")
    again = "person_id,login,name,role\n2,Cleo@district.org\u200b,Cleo,coordinator\n"
    assert refused(stocked, people=again) == [
        'people.csv, row 2, login: "Cleo@district.org" is the login of person 1 already, written "cleo@district.org". '
        "Write person_id 1 if it is the same person, or give this one a login of their own."
    ]
    assert stored(stocked, Person.person_id) == [1]


def test_a_school_known_by_its_number_is_not_new_in_another_year(stocked: Database):
    bring(stocked, schools=f"{HEAD}001,Alder Creek,2024-25,North Side,elementary,360\n")
    assert len(stored(stocked, SchoolInYear.school_id)) == 3
