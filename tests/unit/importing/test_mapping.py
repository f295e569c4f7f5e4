"""A mapping file says what a foreign layout's columns mean, and is refused where it says what can't be."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from data.importing.completing import Known
from data.importing.import_files import read_files
from data.importing.incoming_files import IncomingFile
from data.importing.mapping import layout_named, read_mapping, shipped_mappings
from data.importing.steps import complete
from models.errors import PartnershipError, RefusedImportError
from models.recording.incoming import IncomingRows
from models.vocabulary import SchoolLevel

AT = datetime(2025, 12, 1, tzinfo=UTC)
SMALL = """
title = "a small layout"
[[file]]
name = "list"
[[file.rows]]
table = "schools"
columns.school_id = "No."
columns.name = "School"
[[file.rows]]
table = "school_years"
columns.school_id = "No."
columns.school_year = { value = "2018-19" }
"""


def rows_of(mapping: str, **files: str) -> IncomingRows:
    layout = read_mapping("small", mapping)
    incoming = [IncomingFile(f"{name}.csv", text.encode()) for name, text in files.items()]
    return complete(read_files(incoming, layout), Known(), AT)[0]


def shipped_rows(mapping: str, **files: str) -> IncomingRows:
    incoming = [IncomingFile(f"{name}.csv", text.encode()) for name, text in files.items()]
    return complete(read_files(incoming, layout_named(mapping)), Known(), AT)[0]


def fault(text: str, tmp_path: Path) -> str:
    path = tmp_path / "bad.toml"
    path.write_text(text)
    with pytest.raises(PartnershipError) as refused:
        layout_named(path)
    return str(refused.value)


def test_the_shipped_mappings_can_be_read():
    chicago = [f"chicago_{year}" for year in ("2011_12", "2012_13", "2013_14", "2017_18", "2018_19")]
    forms = ["google_forms", "nyc_survey_2011", "qualtrics", "surveymonkey"]
    assert shipped_mappings() == [*chicago, "exchange", *forms]
    assert [layout_named(name).name for name in shipped_mappings()] == shipped_mappings()


def test_codes_are_read_as_ours_whatever_their_capitals():
    codes = SMALL + 'columns.level = { column = "Kind", codes = { ES = "elementary", HS = "high" } }'
    rows = rows_of(codes, list="No.,School,Kind\n7,Alder,es\n8,Birch,HS\n")
    assert [row["level"] for row in rows.school_years] == [SchoolLevel.ELEMENTARY, SchoolLevel.HIGH]


def test_a_code_that_is_neither_theirs_nor_ours_is_refused():
    codes = SMALL + 'columns.level = { column = "Kind", codes = { ES = "elementary" } }'
    with pytest.raises(RefusedImportError) as refused:
        rows_of(codes, list="No.,School,Kind\n7,Alder,XX\n")
    assert [(problem.row, problem.column, problem.value) for problem in refused.value.problems] == [(2, "Kind", "XX")]


def test_a_word_for_no_data_is_unknown_and_a_zero_may_be():
    level = 'columns.level = { value = "high" }\n'
    enrollment = 'columns.enrollment = { column = "Pupils", unknown = ["NDA"], zero_is_unknown = true }'
    rows = rows_of(SMALL + level + enrollment, list="No.,School,Pupils\n7,Alder,NDA\n8,Birch,0\n9,Cedar,12\n")
    assert [row["enrollment"] for row in rows.school_years] == [None, None, 12]


def test_percentages_become_shares_and_counts_shares_of_their_whole():
    level = 'columns.level = { value = "high" }\n'
    percent = 'columns.low_income_rate = { column = "frl_pct", percent = true }\n'
    share = 'columns.english_learner_rate = { column = "EL", share_of = "All" }'
    listed = "No.,School,frl_pct,EL,All\n7,Alder,62.5,30,120\n8,Birch,,5,0\n"
    rows = rows_of(SMALL + level + percent + share, list=listed)
    assert [(row["low_income_rate"], row["english_learner_rate"]) for row in rows.school_years] == [
        (0.625, 0.25),
        (None, None),
    ]


def test_a_part_larger_than_its_whole_is_refused():
    share = 'columns.level = { value = "high" }\ncolumns.english_learner_rate = { column = "EL", share_of = "All" }'
    with pytest.raises(RefusedImportError) as refused:
        rows_of(SMALL + share, list="No.,School,EL,All\n7,Alder,130,120\n")
    assert refused.value.problems[0].what == "is more than All, 120."


def test_two_files_of_a_year_are_joined_by_the_schools_number():
    rows = shipped_rows(
        "chicago_2018_19",
        profile=(
            "School_ID,Long_Name,Primary_Category,Student_Count_Total,Student_Count_Low_Income,"
            "Student_Count_English_Learners,Network,School_Year\n"
            "610001,Alder School,ES,400,100,40,Network 1,School Year 2019-2020\n610002,Birch School,HS,0,0,0,,x\n"
        ),
        progress=(
            "School_ID,Long_Name,Primary_Category,School_Survey_Parent_Response_Rate_Pct\n"
            "610002,Birch School,HS,< 30%\n610001,Alder School,ES,43%\n610003,Cedar School,MS,> 75%\n610004,Elm,ES,.\n"
        ),
    )
    years = {row["school_id"]: row for row in rows.school_years}
    assert len(rows.schools) == 4
    alder, birch = years["610001"], years["610002"]
    assert (alder["cluster"], alder["enrollment"], alder["low_income_rate"]) == ("Network 1", 400, 0.25)
    assert (birch["cluster"], birch["enrollment"], birch["low_income_rate"]) == (None, None, None)
    assert {row["school_year"] for row in rows.school_years} == {"2018-19"}
    assert [(row["school_id"], row["value"], row["low"], row["high"]) for row in rows.surveys] == [
        ("610002", None, 0.0, 0.30),
        ("610001", 0.43, None, None),
        ("610003", None, 0.75, 1.0),
    ]


def test_a_progress_report_brings_scores_with_their_words_and_no_row_for_no_data():
    header = (
        'School ID,Name of School,"Elementary, Middle, or High School",Network Manager,Family Involvement Icon,'
        "Family Involvement Score,Parent Engagement Icon ,Parent Engagement Score\n"
    )
    rows = shipped_rows(
        "chicago_2011_12",
        report=header
        + "610001,Alder,ES,Lake Network,Strong,61,NDA,NDA\n610002,Birch,MS,Lake Network,NDA,NDA,Weak,45\n",
    )
    assert [(row["school_id"], row["measure"], row["value"], row["words"]) for row in rows.surveys] == [
        ("610001", "family_involvement_score", 61.0, "Strong"),
        ("610002", "parent_engagement_score", 45.0, "Weak"),
    ]
    assert {row["scale_id"] for row in rows.surveys} == {"1-99"}
    assert (rows.calendar, rows.reports) == ([], [])


def test_home_languages_are_the_languages_besides_english():
    rows = shipped_rows(
        "exchange",
        schools="school_id,name,cluster,level,enrollment,frl_pct,ell_pct,home_languages\nS1,A,,k8,,,,English;Hmong\n",
        reports="report_id,school_id,month,due_date,submitted_date,status\nR1,S1,2023-08,2023-09-05,,missing\n",
    )
    school = rows.school_years[0]
    assert (school["home_languages"], school["enrollment"], school["cluster"]) == ("Hmong", None, None)
    assert (school["school_year"], rows.calendar[0]["due_date"]) == ("2023-24", date(2023, 9, 5))


NO_COLUMNS = """
[[file]]
name = "events"
known_by = ["No."]
[[file.rows]]
table = "activities"
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = ", "can't be read"),
        ("", '"file" is missing'),
        ("file = 3", "not written as it must be"),
        ("file = [3]", "must be a table"),
        (SMALL.replace("school_years", "school_week"), "school_week"),
        (SMALL.replace("columns.name", "columns.nmae"), "there is no such column"),
        (SMALL.replace('columns.school_id = "No."', "", 1), "says nothing of school_id"),
        (NO_COLUMNS, "no columns are named for activities of file"),
        (f"{NO_COLUMNS}columns.school_id = 'No.'\n", 'columns.activity_id = { columns = ["Date", "Title"] }'),
        (SMALL + "columns.level = { codes = {} }", "needs a column"),
        (SMALL + 'columns.level = { column = "K", code = {} }', '"code"'),
        (SMALL + 'columns.level = { column = "K", codes = { ES = "primary" } }', "which is no level"),
        (SMALL.replace("2018-19", "2018"), "is not a school year"),
        (SMALL + SMALL.replace('title = "a small layout"', ""), "once each"),
        ('run = "rm"\n' + SMALL, '"run" in the mapping is not known'),
        ("a=" + "[" * 5000, "can't be read"),
    ],
)
def test_a_mapping_that_says_what_cant_be_is_a_sentence(text: str, said: str, tmp_path: Path):
    assert said in fault(text, tmp_path)


def test_an_unknown_mapping_names_those_there_are():
    with pytest.raises(PartnershipError, match=r"chicago_2011_12, chicago_2012_13, .*, exchange, google_forms"):
        layout_named("nowhere")
