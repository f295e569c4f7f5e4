"""Cells that a person corrects before an import: the file stays as it was sent, and what was changed is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.files.text_file import FileTable
from models.errors import Problem


@dataclass(frozen=True)
class Correction:
    """One cell of one table: its file as problems name it, its row as a spreadsheet shows it, its column by header."""

    file: str
    row: int
    column: str
    value: str


def corrected_table(table: FileTable, corrections: Sequence[Correction]) -> tuple[FileTable, list[Problem]]:
    """The table with these cells in place of what the file holds, and a warning for each; others' cells are left."""
    told: list[Problem] = []
    rows = table.rows
    for one in corrections:
        if one.file != table.file or one.row not in table.numbers or table.header.count(one.column) != 1:
            continue
        if rows is table.rows:
            rows = [list(row) for row in rows]
        place, column = table.numbers.index(one.row), table.header.index(one.column)
        was, rows[place][column] = rows[place][column], one.value
        if was != one.value:
            what = f'Corrected before the import to "{one.value}".' if one.value else "Emptied before the import."
            told.append(Problem(table.file, one.row, one.column, was, what, "The file itself is as it was.", True))
    return (table if rows is table.rows else replace(table, rows=rows)), told
