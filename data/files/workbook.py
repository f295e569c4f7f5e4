"""
Excel workbooks, read in a child process that may take only so much memory and time: a file made to exhaust
either ends the child, not the server.

Why the limits: one cell in the last row and column (5 KB as a file) ended the process that read it, and a million
rows (253 KB) kept it busy for a minute.
"""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from data.files.foreign import SAVE_AS, stem_of
from data.files.number_formats import as_shown
from data.files.text_file import FileTable, IsHeader, ReadTables, Shaping, ranges, table_of
from models.errors import Problem

READER = Path(__file__).with_name("workbook_reader.py")
SECONDS = 20
LARGEST_WORKBOOK = 10 * 1024 * 1024
REMARKS = {"about", "read me", "readme"}
"""Sheets that hold words about the workbook, not rows."""


def read_workbook(
    file: str, content: bytes, is_header: IsHeader | None = None, *, shape: Shaping | None = None
) -> ReadTables:
    """
    The sheets of an .xlsx as tables of text, as Excel shows them: 62% and 001 where the format says so, whole numbers
    without decimals, days as 2025-09-14, yes and no. What is hidden is named; hidden sheets and rows are left out.

    is_header: tells a header, so that titles above it are left out with a warning; without, the first row is it.
    shape: where each sheet's header is, if not there.
    """
    found = ReadTables()
    if len(content) > LARGEST_WORKBOOK:
        return found.refuse(file, "The workbook is larger than 10 MB.", "Save the sheet as CSV UTF-8 and send that.")
    # -I: the child ignores PYTHON* variables and the user's packages, and imports nothing that lies beside the script.
    command = [sys.executable, "-I", str(READER)]
    try:
        child = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return found.refuse(file, f"The workbook could not be read within {SECONDS} seconds.", SAVE_AS)
    if child.returncode != 0:
        return found.refuse(file, "The workbook can't be read: it is damaged, or takes too much memory.", SAVE_AS)
    answer = json.loads(child.stdout)
    if "refused" in answer:
        return found.refuse(file, answer["refused"], SAVE_AS)
    found.problems += [_hidden_sheet(file, sheet) for sheet in answer["hidden"] if sheet["rows"]]
    sheets = [sheet for sheet in answer["sheets"] if sheet["name"].strip().lower() not in REMARKS and sheet["rows"]]
    for sheet in sheets:
        name = file if len(sheets) == 1 else f"{file}, sheet {sheet['name']}"
        _add_table(name, sheet, answer["formats"], found, is_header, shape)
    if not sheets:
        what = "The workbook has no filled sheet" + (" that is shown." if found.problems else ".")
        return found.refuse(file, what, "Send the sheet with its header and rows.")
    if len(found.tables) == 1 and _is_default(found.tables[0].stem):
        found.tables = [replace(found.tables[0], stem=stem_of(file))]
    return found


def _add_table(
    file: str,
    sheet: dict[str, Any],
    formats: list[str],
    found: ReadTables,
    is_header: IsHeader | None,
    shape: Shaping | None,
) -> None:
    rounded: list[int] = []
    records = []
    for number, cells in sheet["rows"]:
        shown = [as_shown(cell[0], formats[cell[1]]) if isinstance(cell, list) else cell for cell in cells]
        if any(not isinstance(cell, str) and cell.is_rounded for cell in shown):
            rounded.append(number)
        records.append((number, [cell if isinstance(cell, str) else cell.text for cell in shown]))
    name = sheet["name"].strip()
    table_of(file, name.lower(), records, found, is_header=is_header, sheet=name, shape=shape)
    if not found.tables or found.tables[-1].file != file:
        return
    table = _without_hidden_rows(found.tables[-1], set(sheet["hidden_rows"]))
    found.tables[-1] = table
    hidden = [column for column in sheet["hidden_columns"] if _has_cells(table, column)]
    for column in hidden:
        what = f"Column {letters(column)} is hidden; it was read all the same."
        remedy = "Take it out if it is not meant to count."
        table.problems.append(Problem(file, None, _name(table, column), None, what, remedy, True))
    table.problems.extend(_formulas(table, sheet))
    kept = set(table.numbers)
    rounded = [number for number in rounded if number in kept]
    if rounded:
        where = f"in row{'s' if len(rounded) > 1 else ''} {ranges(rounded)}"
        what = f"Percentages with more digits than Excel shows were read as it shows them, {where}."
        table.problems.append(
            Problem(file, None, None, None, what, "Show more decimals in Excel if they matter.", True)
        )


def _hidden_sheet(file: str, sheet: dict[str, Any]) -> Problem:
    rows = "1 filled row" if sheet["rows"] == 1 else f"{sheet['rows']:,} filled rows"
    what = f'The sheet "{sheet["name"]}" is hidden and was left out; it has {rows}.'
    return Problem(file, None, None, None, what, "Show it in Excel and save, if its rows are meant to count.", True)


def _without_hidden_rows(table: FileTable, hidden: set[int]) -> FileTable:
    """Rows that nobody sees, as those a filter took away, are left out and named."""
    left_out = [number for number in table.numbers if number in hidden]
    if not left_out:
        return table
    rows = f"Row {left_out[0]} is" if len(left_out) == 1 else f"{len(left_out):,} rows are"
    named = "" if len(left_out) == 1 else f": {ranges(left_out)}"
    what = f"{rows} hidden, by hand or by a filter, and left out{named}."
    remedy = "Show all rows in Excel and save, if they are meant to count."
    told = Problem(table.file, None, None, None, what, remedy, True)
    return replace(table.without(hidden), problems=[*table.problems, told])


def _formulas(table: FileTable, sheet: dict[str, Any]) -> list[Problem]:
    hidden = set(sheet["hidden_rows"])
    remedy = "Open the workbook in Excel and save it again, or send the values in place of formulas."
    problems = [
        Problem(table.file, row, _name(table, column), None,
                f"Cell {letters(column)}{row} holds a formula that was saved without its value.", remedy)
        for row, column in sheet["formulas"]
        if row not in hidden
    ]  # fmt: skip
    more = sheet["formula_count"] - len(sheet["formulas"])
    if more:
        what = f"{more:,} more cells hold formulas that were saved without their values."
        problems.append(Problem(table.file, None, None, None, what, remedy))
    return problems


def _has_cells(table: FileTable, column: int) -> bool:
    return column <= len(table.header) and any(row[column - 1] for row in table.rows)


def _name(table: FileTable, column: int) -> str | None:
    return (table.header[column - 1] or None) if column <= len(table.header) else None


def letters(column: int) -> str:
    """A for 1, AA for 27: the name Excel shows for a column."""
    shown = ""
    while column:
        column, place = divmod(column - 1, 26)
        shown = chr(65 + place) + shown
    return shown


def _is_default(sheet: str) -> bool:
    """Excel's own name for a sheet says nothing; the file's name does."""
    return sheet.startswith(("sheet", "tabelle"))
