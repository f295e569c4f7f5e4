"""Workbooks are read by a child process: the usual ones right, the hostile ones refused while we go on."""

import io
import os
import zipfile
from datetime import date

import psutil
import pytest
import xlsxwriter

from data.files.workbook import read_workbook

SHEET = "xl/worksheets/sheet1.xml"
XMLNS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(rows: list[list], sheet: str = "activities") -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(number, column, value, day)
                else:
                    page.write(number, column, value)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A sound workbook with one part exchanged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([["a"], [1]]))) as sound, zipfile.ZipFile(out, "w", 8) as made:
        for part in sound.namelist():
            if part != name:
                made.writestr(part, sound.read(part))
        made.writestr(name, content)
    return out.getvalue()


def sheet_of(cells: str, dimension: str = "A1") -> bytes:
    return with_part(
        SHEET, f'<worksheet {XMLNS}><dimension ref="{dimension}"/><sheetData>{cells}</sheetData></worksheet>'.encode()
    )


def refusal(content: bytes) -> str:
    found = read_workbook("f.xlsx", content)
    assert found.tables == []
    return str(found.problems[0])


def test_days_numbers_and_texts_come_as_a_careful_person_types_them():
    rows = [["school_id", "day", "n", "share", "yes"], ["007", date(2025, 9, 14), 48, 3.5, True]]
    found = read_workbook("book.xlsx", workbook(rows))
    assert found.tables[0].rows == [["007", "2025-09-14", "48", "3.5", "yes"]]
    assert (found.tables[0].stem, found.tables[0].numbers) == ("activities", [2])


def test_a_row_has_the_number_excel_shows_after_blank_rows():
    found = read_workbook("f.xlsx", workbook([[], ["a", "b"], ["1", "2"], [], ["3", "4"]]))
    assert found.tables[0].numbers == [3, 5]


def test_a_sheet_without_a_name_of_its_own_goes_by_the_files():
    assert read_workbook("Schools.xlsx", workbook([["a"], [1]], "Sheet1")).tables[0].stem == "schools"


def test_an_error_of_excel_comes_as_its_word_whatever_its_format():
    filled = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
    content = sheet_of(f'{filled}<row r="2"><c r="A2" s="0" t="e"><v>#DIV/0!</v></c></row>')
    assert read_workbook("f.xlsx", content).tables[0].rows == [["#DIV/0!"]]


def test_one_cell_at_the_far_corner_is_refused_and_nothing_dies():
    content = sheet_of('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "A1:XFD1048576")
    assert len(content) < 10_000
    assert "larger than 20,000 rows and 60 columns" in refusal(content)


def test_a_far_cell_is_found_though_the_dimension_says_otherwise():
    assert "larger than 20,000 rows" in refusal(sheet_of('<row r="9"><c s="1" r="XFD9"><v>1</v></c></row>'))
    assert "larger than 20,000 rows" in refusal(sheet_of("<row r='1048576'><c r='A1048576'><v>1</v></c></row>"))


def test_a_million_rows_are_refused_in_less_than_a_second():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 400_001))
    content = sheet_of(rows, "A1:A400000")
    before = work_done()
    assert "larger than 20,000 rows" in refusal(content)
    assert work_done() - before < 1.5


def work_done() -> float:
    """Seconds of processor, ours and of the children that have ended: no clock, which a busy machine would lengthen."""
    return sum(os.times()[:4])


def test_rows_without_numbers_are_counted_too():
    assert "larger than 20,000 rows" in refusal(sheet_of("<row><c><v>1</v></c></row>" * 25_000))


def test_more_than_fifty_megabytes_unpacked_are_refused_without_taking_the_memory():
    before = psutil.Process().memory_info().rss
    assert "larger than 50 MB" in refusal(with_part("xl/sharedStrings.xml", b"<t>" + b" " * 80_000_000))
    assert psutil.Process().memory_info().rss - before < 100_000_000 + 80_000_000


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml"])
def test_entities_of_its_own_are_refused(part: str):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert "entities of its own" in refusal(with_part(part, bomb))


def test_an_external_entity_is_refused():
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    assert "entities of its own" in refusal(with_part(SHEET, outside))


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 500, workbook([["a"], [1]])[:900]])
def test_a_damaged_workbook_is_a_sentence(content: bytes):
    assert refusal(content).endswith("or as an Excel workbook (.xlsx).")


def test_an_archive_that_is_no_workbook_is_a_sentence():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("letter.txt", "hello")
    assert "no Excel workbook" in refusal(out.getvalue())


def test_a_sheet_that_is_no_xml_is_a_sentence():
    assert "damaged" in refusal(with_part(SHEET, b"<worksheet><sheetData><row"))


def test_an_empty_workbook_is_a_sentence():
    assert "no filled sheet" in refusal(workbook([]))
