"""Small mappings and files, and what they become."""

import io
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook

from data.importing.completing import Known
from data.importing.import_files import read_files
from data.importing.incoming_files import IncomingFile
from data.importing.mapping import read_mapping
from data.importing.steps import ReadCall, complete
from models.recording.incoming import IncomingRows

AT = datetime(2025, 12, 31, tzinfo=UTC)
KNOWN = Known(schools=frozenset({"001", "002"}))
SCHOOLS = """
[[file.rows]]
table = "schools"
columns.school_id = "No."
columns.name = "School"
"""


def schools_file(*keys: str) -> str:
    return "\n".join(["[[file]]", 'name = "list"', *keys]) + SCHOOLS


def reports_file(*columns: str) -> str:
    rows = ["[[file]]", 'name = "form"', "leaves_others = true", "[[file.rows]]", 'table = "reports"']
    return "\n".join([*rows, *columns])


FORM = ('columns.school_id = "School"', 'columns.month = "Month"')


def call_of(mapping: str, *files: IncomingFile) -> ReadCall:
    return read_files(files, read_mapping("small", mapping))


def csv(text: str, name: str = "list.csv") -> IncomingFile:
    return IncomingFile(name, text.encode())


def workbook(name: str = "list.xlsx", **sheets: list[list[Any]]) -> IncomingFile:
    book, stream = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(stream)
    return IncomingFile(name, stream.getvalue())


def completed(mapping: str, *files: IncomingFile) -> IncomingRows:
    return complete(call_of(mapping, *files), KNOWN, AT, new_schools=True)[0]


def form(columns: str, cells: str, header: str = "School,Month,Answer") -> IncomingRows:
    return completed(reports_file(*FORM, columns), csv(f"{header}\n{cells}\n", "form.csv"))


def names(rows: IncomingRows) -> list[str]:
    return [row["name"] for row in rows.schools]
