"""What is exported says what it shows, reads back as it was, and is never a formula."""

import csv
import io
from datetime import UTC, date, datetime

import openpyxl
import pandas as pd
import pytest

from data.exporting import cell, escape, save, write_csv, write_xlsx
from data.files.text_file import read_text_file

HOSTILE = ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", '=HYPERLINK("http://x")', "\n@a"]
ABOUT = {
    "Shown": "cluster North, 2025-09 to 2025-10",
    "As of": date(2025, 11, 10),
    "Reports": ["accepted", "submitted"],
}


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_starts_like_a_formula_is_escaped(text: str):
    assert escape(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Alder", "-5", "+3.5", "12", "a=b", ""])
def test_other_text_and_numerals_stay(text: str):
    assert escape(text) == text


def test_values_are_cells_a_person_reads():
    values = [None, float("nan"), pd.NaT, True, 3, 0.5, date(2025, 9, 1), pd.Timestamp("2025-09-01"), ["a", "b"]]
    assert [cell(value) for value in values] == [None, None, None, "yes", 3, 0.5, "2025-09-01", "2025-09-01", "a;b"]
    assert cell(datetime(2025, 9, 1, 8, 30, tzinfo=UTC)) == "2025-09-01 08:30:00+00:00"


def test_a_csv_says_what_it_shows_before_its_header():
    frame = pd.DataFrame({"school_id": ["007"], "name": ["Café"], "families_attended": [float("nan")]})
    assert write_csv(frame, ABOUT).decode("utf-8-sig").splitlines() == [
        '"# Shown: cluster North, 2025-09 to 2025-10"',
        "# As of: 2025-11-10",
        '"# Reports: accepted;submitted"',
        "school_id,name,families_attended",
        "007,Café,",
    ]


def test_a_remark_cannot_start_a_row_of_its_own():
    lines = write_csv(pd.DataFrame({"a": [1]}), {"Note": "x\n=1+1"}).decode("utf-8-sig").splitlines()
    assert lines == ["# Note: x =1+1", "a", "1"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_no_cell_of_a_csv_is_a_formula_whatever_parts_the_cells_and_every_remark_is_one_cell(separator: str):
    hostile = [text for start in HOSTILE for text in (start, *(f"Spring{sign}{start}" for sign in ",;|\t\n\r"))]
    about = {"Rules": "Spring,=1+1", "Filters": 'Lakeview; "=2+2"', "=name,=3": "=4", **dict.fromkeys(hostile, "x")}
    about |= {f"Text {number}": text for number, text in enumerate(hostile)}
    content = write_csv(pd.DataFrame({"note": hostile}), about).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=separator))
    assert [
        cell for row in rows for cell in row if cell.lstrip(" \n").startswith(("=", "+", "-", "@", "\t", "\r"))
    ] == []
    assert [len(row) for row in rows[: len(about)]] == [1] * len(about)
    assert rows[0] == ["# Rules: Spring,=1+1"]
    assert [row[0].partition(": ")[2] for row in rows[:2]] == ["Spring,=1+1", 'Lakeview; "=2+2"']


@pytest.mark.parametrize("turn", ["\u202e", "\u2066", "\u200f"])
def test_no_name_in_a_file_turns_round_its_neighbour_or_hides_a_formula(turn: str):
    frame = pd.DataFrame({"name": [f"Elm{turn} Hill", f"{turn}=1+1"]})
    about = {"Rules": f"Spring{turn}, from 10 April 2026"}
    assert write_csv(frame, about).decode("utf-8-sig").splitlines() == [
        '"# Rules: Spring, from 10 April 2026"', "name", "Elm Hill", "'=1+1",
    ]  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(frame, about)))
    assert [turn in str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row].count(True) == 0


def test_a_csv_with_remarks_in_quotes_is_read_again():
    content = write_csv(pd.DataFrame({"school_id": ["007"]}), {"Reports": "79 of 85, 9 late"})
    table = read_text_file("schools.csv", content).tables[0]
    assert (table.header, table.rows) == (["school_id"], [["007"]])


def test_a_csv_holds_no_cell_that_is_a_formula_and_can_be_read_again():
    content = write_csv(pd.DataFrame({"=name": HOSTILE}), ABOUT)
    table = read_text_file("export.csv", content).tables[0]
    cells = [row[0] for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) if row[0][0] != "#"]
    assert [text for text in cells if not text.startswith("'")] == []
    assert len(table.rows) == len(HOSTILE)


def test_a_workbook_holds_no_formula_and_no_link():
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(pd.DataFrame({"=name": [*HOSTILE, "http://x.org"]}), ABOUT)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "d"}
    assert [cell for cell in cells if cell.hyperlink] == []


def test_a_workbook_keeps_texts_numbers_and_blanks_and_says_what_it_shows():
    frame = pd.DataFrame({"school_id": ["007", "012"], "families": [48, None], "note": ["a\x0bb", "Ünï"]})
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(frame, ABOUT, sheet="Schools")))
    assert book.sheetnames == ["Schools", "About"]
    assert [[cell.value for cell in row] for row in book["Schools"].iter_rows()] == [
        ["school_id", "families", "note"],
        ["007", 48, "a\N{REPLACEMENT CHARACTER}b"],
        ["012", None, "Ünï"],
    ]
    assert [[cell.value for cell in row] for row in book["About"].iter_rows()][1] == [
        "As of",
        pd.Timestamp(2025, 11, 10),
    ]


def test_a_day_is_a_real_date_in_a_workbook_and_iso_in_a_csv():
    days = [date(2026, 4, 15), None, pd.Timestamp("2025-12-01"), pd.Timestamp(2026, 4, 8, 9, 30), date(1899, 12, 31)]
    frame = pd.DataFrame({"next_step_due": days}, dtype=object)
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(frame, {}))).worksheets[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [
        pd.Timestamp(2026, 4, 15), None, pd.Timestamp(2025, 12, 1), "2026-04-08 09:30:00", "1899-12-31",
    ]  # fmt: skip
    assert {row[0].number_format for row in sheet.iter_rows(min_row=2) if row[0].is_date} == {"yyyy-mm-dd"}
    lines = write_csv(frame, {}).decode("utf-8-sig").splitlines()
    assert lines == ["next_step_due", "2026-04-15", "", "2025-12-01", "2026-04-08 09:30:00", "1899-12-31"]


def test_a_path_s_ending_says_the_kind(tmp_path):
    frame = pd.DataFrame({"a": [1]})
    save(frame, {}, tmp_path / "x.xlsx")
    save(frame, {}, tmp_path / "x.csv")
    assert (tmp_path / "x.xlsx").read_bytes()[:2] == b"PK"
    assert (tmp_path / "x.csv").read_bytes() == b"\xef\xbb\xbfa\r\n1\r\n"
