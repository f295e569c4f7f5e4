"""Formats, formulas without values, hidden parts and coloured blank cells of a workbook."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from data.files.text_file import ReadTables
from data.files.workbook import read_workbook


def saved(fill: Callable[[Any], None], *, title: str = "activities") -> bytes:
    """A workbook as a person's program saves it; `fill` writes into its first sheet."""
    book = openpyxl.Workbook()
    book.active.title = title
    fill(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(
    *rows: list[Any], formats: dict[str, str] | None = None, change: Callable[[Any], None] | None = None
) -> ReadTables:
    def fill(sheet: Any) -> None:
        for row in rows:
            sheet.append(row)
        for cell, code in (formats or {}).items():
            sheet[cell].number_format = code
        if change:
            change(sheet)

    return read_workbook("f.xlsx", saved(fill))


def told(found: ReadTables) -> list[str]:
    return [problem.what for table in found.tables for problem in table.problems] + [
        problem.what for problem in found.problems
    ]


def test_percent_and_padded_cells_say_what_they_show():
    found = read(["id", "share", "rate"], [1, 0.62, 0.185], formats={"A2": "000", "B2": "0%", "C2": "0.0%"})
    assert found.tables[0].rows == [["001", "62%", "18.5%"]]
    assert told(found) == []


def test_digits_that_a_percent_cell_does_not_show_are_said():
    found = read(["share"], [0.62], [0.4285], formats={"A2": "0%", "A3": "0%"})
    assert found.tables[0].rows == [["62%"], ["43%"]]
    assert told(found) == ["Percentages with more digits than Excel shows were read as it shows them, in row 3."]


def test_days_times_and_months_in_formats_of_ones_own():
    rows = [date(2025, 11, 12), datetime.fromisoformat("2025-11-12 18:30"), date(2025, 11, 12), date(2025, 11, 12)]
    formats = {"A2": 'd"." mmmm yyyy', "B2": "m/d/yy h:mm", "C2": "mmm-yy", "D2": "[$-409]mmmm d, yyyy;@"}
    found = read(["a", "b", "c", "d"], rows, formats=formats)
    assert found.tables[0].rows == [["2025-11-12", "2025-11-12 18:30:00", "2025-11", "2025-11-12"]]


def test_a_formula_without_its_value_is_named_by_cell():
    found = read(["id", "n"], ["001", "=1+1"], ["002", 5], ["003", '=""&B2'])
    problems = found.tables[0].problems
    assert [(problem.row, problem.column, problem.what) for problem in problems] == [
        (2, "n", "Cell B2 holds a formula that was saved without its value."),
        (4, "n", "Cell B4 holds a formula that was saved without its value."),
    ]
    assert not any(problem.is_warning for problem in problems)


def test_a_nought_that_waits_for_excel_is_no_value(xlsxwriter_formula: Callable[[str], bytes]):
    assert told(read_workbook("f.xlsx", xlsxwriter_formula("0"))) == [
        "Cell B2 holds a formula that was saved without its value."
    ]
    assert told(read_workbook("f.xlsx", xlsxwriter_formula("41"))) == []
    assert read_workbook("f.xlsx", xlsxwriter_formula("41")).tables[0].rows == [["001", "41"]]


@pytest.fixture
def xlsxwriter_formula() -> Callable[[str], bytes]:
    import xlsxwriter

    def make(value: str) -> bytes:
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            sheet = book.add_worksheet("activities")
            sheet.write_row(0, 0, ["id", "n"])
            sheet.write_string(1, 0, "001")
            sheet.write_formula(1, 1, "=C2+D2", None, int(value))
        return out.getvalue()

    return make


def test_hidden_rows_are_left_out_and_named():
    def hide(sheet: Any) -> None:
        for row in (3, 4, 6):
            sheet.row_dimensions[row].hidden = True

    found = read(["id"], ["001"], ["002"], ["003"], ["004"], ["005"], change=hide)
    assert (found.tables[0].rows, found.tables[0].numbers) == ([["001"], ["004"]], [2, 5])
    assert told(found) == ["3 rows are hidden, by hand or by a filter, and left out: 3-4, 6."]


def test_a_hidden_column_is_read_and_said():
    def hide(sheet: Any) -> None:
        sheet.column_dimensions["B"].hidden = True
        sheet.column_dimensions["F"].hidden = True

    found = read(["id", "n"], ["001", 5], change=hide)
    assert found.tables[0].rows == [["001", "5"]]
    assert told(found) == ["Column B is hidden; it was read all the same."]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_left_out_and_named_with_its_rows(state: str):
    def hide(sheet: Any) -> None:
        other = sheet.parent.create_sheet("lists")
        other.append(["x"])
        other.append(["y"])
        other.sheet_state = state

    found = read(["id"], ["001"], change=hide)
    assert [(table.file, table.rows) for table in found.tables] == [("f.xlsx", [["001"]])]
    assert told(found) == ['The sheet "lists" is hidden and was left out; it has 2 filled rows.']


def test_a_hidden_sheet_beyond_the_limits_disturbs_nobody():
    def hide(sheet: Any) -> None:
        other = sheet.parent.create_sheet("pivot")
        for number in range(20_100):
            other.append([number])
        other["CC1"] = "far"
        other.sheet_state = "hidden"

    found = read(["id"], ["001"], change=hide)
    assert told(found) == ['The sheet "pivot" is hidden and was left out; it has 20,100 filled rows.']


def test_coloured_blank_rows_and_columns_are_blank():
    from openpyxl.styles import PatternFill

    def colour(sheet: Any) -> None:
        for row in range(3, 25_001):
            sheet.cell(row, 1).fill = PatternFill("solid", fgColor="FFFFEE")
        for column in range(2, 200):
            sheet.cell(1, column).fill = PatternFill("solid", fgColor="FFFFEE")
        sheet.cell(25_002, 1).value = "002"

    found = read(["id"], ["001"], change=colour)
    assert (found.tables[0].header, found.tables[0].rows) == (["id"], [["001"], ["002"]])
    assert found.tables[0].numbers == [2, 25_002]
    assert told(found) == []


def test_the_sheet_of_another_program_with_prefixes_is_read(prefixed: bytes):
    assert read_workbook("f.xlsx", prefixed).tables[0].rows == [["#N/A", "2"]]


@pytest.fixture
def prefixed() -> bytes:
    from tests.unit.files.test_report_file_workbooks import SHEET, with_part

    xmlns = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rows = (
        '<x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c>'
        '</x:row>\n<x:row>\n<x:c t="e"><x:f>NA()</x:f>\n<x:v>#N/A</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row>'
    )
    return with_part(SHEET, f"<x:worksheet {xmlns}><x:sheetData>{rows}</x:sheetData></x:worksheet>".encode())
