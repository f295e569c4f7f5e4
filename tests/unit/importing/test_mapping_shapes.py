"""What a mapping can say of files that are not laid out as ours: headers, totals, sheets, delimiters."""

import pytest

from data.importing.file_shape import joined_header
from models.errors import RefusedImportError
from tests.unit.importing.mapped import call_of, completed, csv, names, schools_file, workbook

TITLED = "Lake County,\nas of November,\n\nNo.,School\n7,Alder\n"


@pytest.mark.parametrize("key", ["header_row = 4", "skip_rows = 2", "skip_rows = 3"])
def test_rows_above_the_header_are_left_out_and_said(key: str):
    call = call_of(schools_file(key), csv(TITLED))
    assert [(row["school_id"], row["name"]) for row in call.parts["schools"].rows] == [("7", "Alder")]
    assert call.parts["schools"].places == [("list.csv", 5)]
    assert [problem.what for problem in call.problems] == [
        "2 rows were left out above the header, as the mapping says (rows 1, 2)."
    ]


def test_a_renamed_file_with_a_title_is_known_by_the_header_under_it():
    assert names(completed(schools_file("header_row = 4"), csv(TITLED, "download (3).csv"))) == ["Alder"]


def test_each_file_of_a_layout_has_its_own_header_row():
    mapping = schools_file("header_row = 2") + schools_file('known_by = ["No.", "Kind"]').replace('"list"', '"second"')
    files = csv("A title,\nNo.,School\n7,Alder\n", "a.csv"), csv("No.,School,Kind\n8,Birch,x\n", "b.csv")
    assert names(completed(mapping, *files)) == ["Alder", "Birch"]


def test_a_header_of_two_lines_is_joined_and_a_merged_cell_fills_to_the_right():
    assert joined_header([["School", "", "Families", ""], ["No.", "Name", "Aug", "Sep"]]) == [
        *("School No.", "School Name", "Families Aug", "Families Sep")
    ]


def test_a_cell_merged_over_both_lines_stands_for_its_own_column():
    assert joined_header([["No.", "", "Families", ""], ["", "Name", "Aug", "Sep"]]) == [
        *("No.", "Name", "Families Aug", "Families Sep")
    ]


def test_a_workbook_with_a_header_of_two_lines_below_a_title():
    rows = [["Lake County", None], [None, None], ["School", None], ["No.", "Name"], ["7", "Alder"]]
    mapping = schools_file("header_row = 3", "header_rows = 2").replace('"No."', '"School No."')
    mapping = mapping.replace('name = "School"', 'name = "School Name"')
    assert names(completed(mapping, workbook(Export=rows))) == ["Alder"]


def test_totals_are_left_out_by_value_counted_and_said():
    mapping = schools_file('leave_out = { column = "School", values = ["Total", "Citywide"] }')
    call = call_of(mapping, csv("No.,School\n7,Alder\n,TOTAL\n8,Birch\n,citywide \n"))
    assert [row["name"] for row in call.parts["schools"].rows] == ["Alder", "Birch"]
    assert [str(problem) for problem in call.problems] == [
        'list.csv, School: 2 rows were left out, as the mapping says, for "TOTAL", "citywide" (rows 3, 5). '
        "Mend leave_out in the mapping if they belong in."
    ]


def test_rows_are_left_out_by_their_beginning_or_a_blank_cell():
    lines = 'leave_out = [{ column = "School", starting_with = ["Total "] }, { column = "No.", values = [""] }]'
    rows = completed(schools_file(lines), csv("No.,School\n7,Alder\nx,Total of North\n,Source: the office\n8,Totals\n"))
    assert names(rows) == ["Alder", "Totals"]


def test_nothing_is_said_of_cells_that_a_row_left_out_does_not_have():
    call = call_of(
        schools_file('leave_out = { column = "No.", values = ["Total"] }'), csv("No.,School\n7,Alder\nTotal\n")
    )
    assert [problem.what for problem in call.problems] == [
        '1 row was left out, as the mapping says, for "Total" (row 3).'
    ]
    assert [row["name"] for row in call.parts["schools"].rows] == ["Alder"]


def test_a_column_that_rows_are_left_out_by_must_be_there():
    mapping = schools_file('leave_out = { column = "Kind", values = ["Total"] }')
    problems = call_of(mapping, csv("No.,School\n7,Alder\n")).problems
    assert [(problem.column, problem.what, problem.is_warning) for problem in problems] == [
        ("Kind", "The column is missing.", False)
    ]


@pytest.mark.parametrize("sheet", ["School data", "school*", "SCHOOL D?TA"])
def test_a_sheet_is_meant_by_its_name_or_a_pattern(sheet: str):
    rows = [["No.", "School"], ["7", "Alder"]]
    file = workbook(**{"Notes": [["No.", "School"], ["9", "Not meant"]], "School data": rows})
    assert names(completed(schools_file(f'sheet = "{sheet}"'), file)) == ["Alder"]


def test_a_workbook_without_the_sheet_is_refused():
    file = workbook(Other=[["No.", "School"], ["7", "Alder"]])
    assert [problem.is_warning for problem in call_of(schools_file('sheet = "School data"'), file).problems] == [False]


def test_the_same_sheet_saved_as_csv_is_read():
    assert names(completed(schools_file('sheet = "School data"'), csv("No.,School\n7,Alder\n"))) == ["Alder"]


@pytest.mark.parametrize(("key", "sign"), [("|", "|"), ("pipe", "|"), ("tab", "\t"), ("~", "~"), ("semicolon", ";")])
def test_a_delimiter_is_what_stands_between_cells(key: str, sign: str):
    text = f"No.{sign}School\n7{sign}Alder, Creek\n"
    assert names(completed(schools_file(f'delimiter = "{key}"'), csv(text))) == ["Alder, Creek"]


NAMELESS = '[[file]]\nname = "list"\n[[file.rows]]\ntable = "schools"\ncolumns.school_id = "No."'


def test_a_new_school_that_no_file_names_is_refused_in_words():
    with pytest.raises(RefusedImportError) as refused:
        completed(NAMELESS, csv("No.\n001\n7\n8\n"))
    assert [(problem.row, problem.what) for problem in refused.value.problems] == [
        (3, "2 new rows of schools can't be stored: no file of the call says name, here first.")
    ]


def test_a_known_school_keeps_what_a_file_does_not_name():
    assert completed(NAMELESS, csv("No.\n001\n")).schools == [{"school_id": "001"}]
