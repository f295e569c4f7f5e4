"""A file's cells + its layout -> rows of ours with their places, and every problem at once. Pure: no database."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from data.files.cells import Kind, Unreadable
from data.files.signs import cleaned
from data.files.text_file import FileTable
from data.importing.columns import ColumnReader
from data.importing.file_shape import is_sheet
from data.importing.file_shape import plain as plain_name
from data.importing.layouts import ColumnRule, FileRule, Layout, RowRule
from models.errors import Problem
from models.recording.incoming import Row

Place = tuple[str, int]
"""File, and row number as a spreadsheet shows it."""


@dataclass
class PlacedRows:
    """Rows of one of our tables, each with the place it came from."""

    rows: list[Row] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def extend(self, other: "PlacedRows") -> None:
        self.rows.extend(other.rows)
        self.places.extend(other.places)

    def placed(self) -> Iterable[tuple[Row, Place]]:
        return zip(self.rows, self.places, strict=True)


def file_rule_of(table: FileTable, layout: Layout, *, by_columns: bool, by_name: bool = True) -> FileRule | None:
    """
    The layout's file this table is: by its name, else (where allowed) by its columns; None where it is none of them.

    Two files of a layout may share columns, so that a name that fits goes first. A file that is one sheet of a
    workbook is no other sheet of it; a sheet's name alone makes nothing in a folder a file of the layout.
    """
    header = {plain_name(name) for name in table.header}
    files = [file for file in layout.files if not (file.sheet and table.sheet) or is_sheet(file.sheet, table.sheet)]
    fitting = [file for file in files if header.issuperset(map(plain_name, file.known_by))]
    named = [file for file in files if file.name == table.stem]
    named += [file for file in (files if by_columns else fitting) if file.sheet and table.sheet]
    if named and by_name:
        return named[0]
    if not by_columns:
        return None
    return (
        max(fitting, key=lambda file: len(header & set(map(plain_name, (*file.sources, *file.known_by)))))
        if fitting
        else None
    )


def read_rows(
    table: FileTable, file: FileRule, layout: Layout
) -> tuple[list[tuple[RowRule, PlacedRows]], list[Problem]]:
    """Rows of every table this file fills, and its problems; a cell that can't be read is None in its row."""
    problems = header_problems(table, file, layout)
    if any(not problem.is_warning for problem in problems):
        return [], problems
    reader = _Reader(table, problems)
    made = [(rule, reader.rows(rule)) for rule in file.rows]
    if reader.cells.beyond:
        what = f"{reader.cells.beyond:,} more cells can't be read."
        problems.append(Problem(table.file, None, None, None, what, "Mend the ones named first."))
    return made, sorted(problems, key=lambda problem: problem.row or 0)


def header_problems(table: FileTable, file: FileRule, layout: Layout) -> list[Problem]:
    """Missing, doubled and unknown columns of the header."""
    header = [plain_name(name) for name in table.header]
    problems = []

    def tell(column: str | None, what: str, remedy: str, *, is_warning: bool = False) -> None:
        problems.append(Problem(table.file, None, column, None, what, remedy, is_warning))

    for name in file.sources:
        if header.count(plain_name(name)) > 1:
            tell(name, "The header names this column twice.", "Take one of them out.")
        elif plain_name(name) not in header and name in file.required:
            close = difflib.get_close_matches(plain_name(name), [one for one in header if one], 1, 0.75)
            hint = f' Is it "{close[0]}"?' if close else ""
            tell(name, "The column is missing.", f'Add it, named "{name}" in the header.{hint}')
        elif plain_name(name) not in header and layout.name:
            tell(name, "The column is missing.", "It counts as not known in every row.", is_warning=True)
    used = set(map(plain_name, (*file.sources, *file.extra_columns)))
    counts = not file.leaves_others and _only_counts(table, used)
    if counts:
        tell(table.header[0] or None, "The first column only counts the rows and was left alone.", "", is_warning=True)
    for position, name in enumerate(table.header):
        if position == 0 and counts:
            continue
        if name and plain_name(name) not in used and not file.leaves_others:
            tell(name, "The column is not known and was left alone.", "Name it as the template does.", is_warning=True)
        elif not name and any(cleaned(row[position]) for row in table.rows):
            what = f"Column {position + 1} has cells but no name in the header and was left alone."
            tell(None, what, "Name it as the template does.", is_warning=True)
    return problems


def _only_counts(table: FileTable, used: set[str]) -> bool:
    """Is the first column none of the layout's, and holds 1, 2, 3 ... or 0, 1, 2 ..., as programs add it?"""
    if not table.header or plain_name(table.header[0]) in used - {""}:
        return False
    cells = [row[0] for row in table.rows]
    return bool(cells) and any(cells == [str(at + first) for at in range(len(cells))] for first in (0, 1))


@dataclass
class _Reader:
    table: FileTable
    problems: list[Problem]

    def __post_init__(self) -> None:
        self.cells = ColumnReader(self.table, self.problems)

    def rows(self, rule: RowRule) -> PlacedRows:
        columns: dict[str, list[Any]] = {}
        self.cells.above_whole, self.cells.erased = set(), {}
        for column in rule.columns:
            if column.source is not None and plain_name(column.source) not in self.cells.position:
                if column.value is not None:
                    columns[column.target] = [column.value] * len(self.table.rows)
                continue
            values = months_of(column, self.cells.values(column, rule))
            if column.kind is Kind.BOUNDED:
                parts = [value or (None, None, None) for value in values]
                for name, part in zip(("value", "low", "high"), zip(*parts, strict=True), strict=False):
                    columns[name] = list(part)
            else:
                columns[column.target] = values
        self.fill_blanks(rule, columns)
        if self.cells.above_whole:
            columns["please_check"] = [
                "part_above_whole" if place in self.cells.above_whole else "" for place in range(len(self.table.rows))
            ]
        if self.cells.erased:
            columns["erased"] = [tuple(self.cells.erased.get(place, ())) for place in range(len(self.table.rows))]
        made = PlacedRows()
        names = list(columns)
        keeps = rule.needs_one_of
        for line, *values in zip(self.table.numbers, *columns.values(), strict=True):
            row = dict(zip(names, values, strict=True))
            if keeps and all(row.get(name) is None for name in keeps):
                continue
            made.rows.append(row)
            made.places.append((self.table.file, line))
        return made

    def fill_blanks(self, rule: RowRule, columns: dict[str, list[Any]]) -> None:
        for column in rule.columns:
            if column.blank_as is None or column.blank_as not in columns:
                continue
            own = columns.get(column.target) or [None] * len(self.table.rows)
            filled = [one or other for one, other in zip(own, columns[column.blank_as], strict=True)]
            columns[column.target] = filled
        for column in rule.columns:
            if column.blank_as is not None:
                for line, value in zip(self.table.numbers, columns.get(column.target, []), strict=False):
                    if value is None:
                        source = column.source or column.target
                        self.cells.refuse(line, source, "", Unreadable("is blank.", f"Fill in {source}."))


def months_of(column: ColumnRule, values: list[Any]) -> list[Any]:
    """The first day of each day's month, or of the month before, where a mapping says so; else the values."""
    if not column.month_of_day:
        return values
    back = 1 if column.month_of_day == "before" else 0
    firsts = [value and value.replace(day=1) for value in values]
    return [first and (first - timedelta(days=back)).replace(day=1) for first in firsts]
