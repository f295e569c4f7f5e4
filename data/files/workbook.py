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

from data.files.text_file import SAVE_AS, ReadTables, Shaping, stem_of, table_of

READER = Path(__file__).with_name("workbook_reader.py")
SECONDS = 20
LARGEST_WORKBOOK = 10 * 1024 * 1024
REMARKS = {"about", "read me", "readme"}
"""Sheets that hold words about the workbook, not rows."""


def read_workbook(file: str, content: bytes, *, shape: Shaping | None = None) -> ReadTables:
    """
    The sheets of an .xlsx as tables of text: whole numbers without decimals, days as 2025-09-14, yes and no.

    shape: where each sheet's header is, if not in its first filled row.
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
    sheets = [sheet for sheet in answer["sheets"] if sheet["name"].strip().lower() not in REMARKS and sheet["rows"]]
    for sheet in sheets:
        name = file if len(sheets) == 1 else f"{file}, sheet {sheet['name']}"
        records = [(number, cells) for number, cells in sheet["rows"]]
        table_of(name, sheet["name"].strip().lower(), records, found, sheet=sheet["name"].strip(), shape=shape)
    if not sheets:
        return found.refuse(file, "The workbook has no filled sheet.", "Send the sheet with its header and rows.")
    if len(found.tables) == 1 and not _is_default(found.tables[0].stem):
        return found
    if len(found.tables) == 1:
        found.tables = [replace(found.tables[0], stem=stem_of(file))]
    return found


def _is_default(sheet: str) -> bool:
    """Excel's own name for a sheet says nothing; the file's name does."""
    return sheet.startswith(("sheet", "tabelle"))
