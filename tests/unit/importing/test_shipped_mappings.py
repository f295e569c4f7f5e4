"""The layouts that come along, on made-up files in the form their makers export."""

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from data.importing.completing import Known
from data.importing.import_files import read_files
from data.importing.incoming_files import IncomingFile
from data.importing.layouts import templates
from data.importing.mapping import layout_named
from data.importing.steps import complete
from models.errors import RefusedImportError
from models.recording.incoming import IncomingRows
from models.vocabulary import Barrier, SchoolLevel

AT = datetime(2025, 12, 31, tzinfo=UTC)
SCHOOLS = Known(schools=frozenset({"001", "002"}))
CHECK_ALL = "What got in the way? (check all)"
GOOGLE = ["Timestamp", "Email Address", "School number", "Which month?", "Did the team meet?", "Minutes", CHECK_ALL]
QUALTRICS_TAGS = ["StartDate", "EndDate", "Status", "Finished", "RecordedDate", "ResponseId", "Q1", "Q2", "Q3", "Q4"]
QUALTRICS = ["Start Date", "End Date", "Response Type", "Finished", "Recorded Date", "Response ID", "School number"]
QUALTRICS += ["Which month?", "Did the team meet?", CHECK_ALL]
IDS = [f'{{"ImportId":"{tag}","timeZone":"America/Chicago"}}' for tag in QUALTRICS_TAGS]


def text(*rows: list[str], separator: str = ",") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows)
    return stream.getvalue().encode()


def rows_of(mapping: str, *contents: bytes, name: str = "download.csv") -> IncomingRows:
    files = [IncomingFile(f"{number} {name}", content) for number, content in enumerate(contents)]
    return complete(read_files(files, layout_named(mapping)), SCHOOLS, AT, new_schools=True)[0]


def told(rows: IncomingRows, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row.get(column) for column in columns) for row in rows.reports]


REPORT = ("school_id", "month", "submitted_date", "team_met", "barriers")


def test_a_google_form_brings_a_report_for_each_answer():
    answers = text(
        GOOGLE,
        ["12/3/2025 14:05:33", "a@example.org", "001", "November 2025", "Yes", "45", "Transport, Child care"],
        ["12/4/2025 8:15:00", "b@example.org", "002", "November 2025", "Not sure", "", ""],
    )
    rows = rows_of("google_forms", answers)
    assert told(rows, *REPORT) == [
        ("001", date(2025, 11, 1), date(2025, 12, 3), True, [Barrier.TRANSPORT, Barrier.CHILD_CARE]),
        ("002", date(2025, 11, 1), date(2025, 12, 4), None, None),
    ]
    assert [row["team_minutes"] for row in rows.reports] == [45, None]


def test_the_sheet_a_google_form_fills_is_read_too():
    book, stream = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet.title = "Form Responses 1"
    sheet.append(GOOGLE)
    sheet.append(
        [
            datetime(2025, 12, 3, 14, 5, 33, tzinfo=UTC).replace(tzinfo=None),
            "a@example.org",
            "001",
            "November 2025",
            "No",
            "",
            "",
        ]
    )
    book.save(stream)
    rows = rows_of("google_forms", stream.getvalue(), name="Report.xlsx")
    assert told(rows, "school_id", "submitted_date", "team_met") == [("001", date(2025, 12, 3), False)]


def test_an_answer_of_a_form_that_is_no_barrier_is_refused():
    banana = text(GOOGLE, ["12/3/2025 14:05:33", "a@example.org", "001", "November 2025", "Yes", "45", "Banana"])
    with pytest.raises(RefusedImportError) as refused:
        rows_of("google_forms", banana)
    assert [(problem.column, problem.value) for problem in refused.value.problems] == [(CHECK_ALL, "Banana")]


def test_a_qualtrics_export_is_read_by_its_questions_without_codes_and_previews():
    stamp = "2025-12-03 14:05:33"
    answers = text(
        QUALTRICS_TAGS,
        QUALTRICS,
        IDS,
        [stamp, stamp, "IP Address", "True", stamp, "R_1", "001", "2025-11", "Yes", "Transport,Staff time"],
        [stamp, stamp, "Survey Preview", "True", stamp, "R_2", "002", "2025-11", "Yes", ""],
        [stamp, stamp, "IP Address", "False", stamp, "R_3", "002", "2025-10", "", ""],
    )
    call = read_files([IncomingFile("Report_December+3.csv", answers)], layout_named("qualtrics"))
    rows, problems = complete(call, SCHOOLS, AT, new_schools=True)
    assert told(rows, *REPORT) == [
        ("001", date(2025, 11, 1), date(2025, 12, 3), True, [Barrier.TRANSPORT, Barrier.STAFF_TIME])
    ]
    left_out = [problem.what for problem in problems if "left out" in problem.what]
    assert [what.partition(" left out")[0] for what in left_out] == ["1 row was"] * 4


def test_a_surveymonkey_export_has_a_header_of_two_lines_and_a_column_for_each_choice():
    choices = ["Transport", "Child care", "Work hours", "Language", "Out of date contacts", "Staff time"]
    choices += ["Principal change", "Trust", "Budget", "Cancelled"]
    upper = ["Respondent ID", "Collector ID", "Start Date", "End Date", "School number", "Which month?"]
    upper += ["Did the team meet?", CHECK_ALL, *[""] * 9, "Anything else?"]
    lower = ["", "", "", "", "Open-Ended Response", "Open-Ended Response", "Response", *choices, "Open-Ended Response"]
    stamp = "12/03/2025 02:05:33 PM"
    first = [
        "1181",
        "42",
        stamp,
        stamp,
        "001",
        "November 2025",
        "Yes",
        "Transport",
        *[""] * 7,
        "Budget",
        "",
        "All fine",
    ]
    second = ["1182", "42", stamp, stamp, "002", "November 2025", "No", *[""] * 10, ""]
    rows = rows_of("surveymonkey", text(upper, lower, first, second))
    assert told(rows, *REPORT, "notes") == [
        ("001", date(2025, 11, 1), date(2025, 12, 3), True, [Barrier.TRANSPORT, Barrier.BUDGET], "All fine"),
        ("002", date(2025, 11, 1), date(2025, 12, 3), False, None, None),
    ]


NYC = [
    "dbn",
    "bn",
    "schoolname",
    "d75",
    "studentssurveyed",
    "highschool",
    "schooltype",
    "rr_p",
    "N_p",
    "nr_p",
    "eng_p_11",
]


def test_the_nyc_survey_keeps_both_counts_and_takes_the_cluster_from_the_number():
    general = text(
        NYC,
        ["01A001", "A001", "P.S. 001 Alder", "0", "No", "0", "Elementary School", "60", "90", "150", "7.5"],
        ["32B002", "B002", "Birch High", "0", "Yes", "1", "Middle / High School", "0", "0", "0", ""],
        separator="\t",
    )
    special = text(
        NYC,
        ["75C003", "C003", "P.S. C003", "1", "No", "0", "District 75 Special Education", "25", "50", "200", "8"],
        separator="\t",
    )
    rows = rows_of("nyc_survey_2011", general, special, name="masterfile11.txt")
    assert [(row["school_id"], row["cluster"], row["level"]) for row in rows.school_years] == [
        ("01A001", "01", SchoolLevel.ELEMENTARY),
        ("32B002", "32", SchoolLevel.HIGH),
        ("75C003", "75", SchoolLevel.ALTERNATIVE),
    ]
    assert [
        (row["measure"], row["value"], row["scale_id"]) for row in rows.surveys if row["school_id"] == "01A001"
    ] == [
        ("parent_response_rate", 0.6, "0-1"),
        ("parent_response_rate_numerator", 90, "count"),
        ("parent_response_rate_denominator", 150, "count"),
        ("parent_engagement_score", 7.5, "0-10"),
    ]
    # Nobody asked is no share: only the counts are kept.
    assert [row["measure"] for row in rows.surveys if row["school_id"] == "32B002"] == [
        "parent_response_rate_numerator",
        "parent_response_rate_denominator",
    ]


@pytest.mark.parametrize(
    ("mapping", "header", "year"),
    [
        ("chicago_2012_13", ["School ID", "School Name", "Overall Foundation", "Involved Families "], "2012-13"),
        ("chicago_2013_14", ["School ID", "School Name", "Overall Rating", "Involved Family"], "2013-14"),
    ],
)
def test_a_report_card_with_words_brings_the_words_and_no_row_for_no_data(mapping: str, header: list[str], year: str):
    card = text(
        header,
        ["610001", "Alder School", "Level 1", "Very Strong"],
        ["610002", "Birch School", "Level 2", "NOT ENOUGH DATA"],
        ["610003", "Cedar School", "Level 2", ""],
    )
    rows = rows_of(mapping, card)
    assert [row["name"] for row in rows.schools] == ["Alder School", "Birch School", "Cedar School"]
    assert [(row["school_id"], row["school_year"], row["words"], row.get("value")) for row in rows.surveys] == [
        ("610001", year, "Very Strong", None)
    ]
    assert {row["measure"] for row in rows.surveys} == {"family_involvement_score"}


PROFILE = ["School_ID", "Long_Name", "Primary_Category", "Student_Count_Total", "Student_Count_Low_Income"]
PROFILE += ["Student_Count_English_Learners", "Network"]
PROGRESS = ["School_ID", "Long_Name", "Primary_Category", "School_Survey_Parent_Response_Rate_Pct"]
PROGRESS += ["School_Survey_Involved_Families"]


def test_the_report_card_of_2017_18_joins_profile_and_progress_and_keeps_bounds_and_words():
    profile = text(PROFILE, ["610001", "Alder School", "ES", "400", "100", "40", "Network 1"])
    progress = text(PROGRESS, ["610001", "Alder School", "ES", "< 30%", "WEAK"])
    rows = rows_of("chicago_2017_18", profile, progress)
    assert [(row["school_year"], row["cluster"], row["enrollment"]) for row in rows.school_years] == [
        ("2017-18", "Network 1", 400)
    ]
    assert [(row["measure"], row.get("high"), row.get("words")) for row in rows.surveys] == [
        ("parent_response_rate", 0.3, None),
        ("family_involvement_score", None, "WEAK"),
    ]


def test_a_file_that_two_years_are_laid_out_like_is_told_both_mappings():
    progress = text(PROGRESS, ["610001", "Alder School", "ES", "43%", "WEAK"])
    problems = read_files([IncomingFile("progress.csv", progress)], templates()).problems
    assert problems[-1].remedy == "Add --mapping chicago_2017_18 or --mapping chicago_2018_19."
