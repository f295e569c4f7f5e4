"""A file's cells + its layout -> rows of ours with their places, and every problem at once. Pure: no database."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from data.files.cells import Kind, Unreadable, number, text
from data.files.text_file import FileTable
from data.importing.layouts import ColumnRule, FileRule, Layout, RowRule
from models.errors import Problem
from models.recording.incoming import Row

Place = tuple[str, int]
"""File, and row number as a spreadsheet shows it."""
MISSING = object()
MOST_KEPT = 10_000
"""Problems of one file that are kept; those beyond are counted."""


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

    Two files of a layout may share columns, so that a name that fits goes first.
    """
    header = {_plain(name) for name in table.header}
    named = [file for file in layout.files if by_name and file.name == table.stem]
    if named:
        return named[0]
    if not by_columns:
        return None
    fitting = [file for file in layout.files if header.issuperset(map(_plain, file.known_by))]
    return max(fitting, key=lambda file: len(header & set(map(_plain, file.sources)))) if fitting else None


def read_rows(
    table: FileTable, file: FileRule, layout: Layout
) -> tuple[list[tuple[RowRule, PlacedRows]], list[Problem]]:
    """Rows of every table this file fills, and its problems; a cell that can't be read is None in its row."""
    problems = header_problems(table, file, layout)
    if any(not problem.is_warning for problem in problems):
        return [], problems
    reader = _Reader(table, problems)
    made = [(rule, reader.rows(rule)) for rule in file.rows]
    if reader.beyond:
        what = f"{reader.beyond:,} more cells can't be read."
        problems.append(Problem(table.file, None, None, None, what, "Mend the ones named first."))
    return made, sorted(problems, key=lambda problem: problem.row or 0)


def header_problems(table: FileTable, file: FileRule, layout: Layout) -> list[Problem]:
    """Missing, doubled and unknown columns of the header."""
    header = [_plain(name) for name in table.header]
    problems = []

    def tell(column: str | None, what: str, remedy: str, *, is_warning: bool = False) -> None:
        problems.append(Problem(table.file, None, column, None, what, remedy, is_warning))

    for name in file.sources:
        if header.count(_plain(name)) > 1:
            tell(name, "The header names this column twice.", "Take one of them out.")
        elif _plain(name) not in header and name in file.required:
            close = difflib.get_close_matches(_plain(name), [one for one in header if one], 1, 0.75)
            hint = f' Is it "{close[0]}"?' if close else ""
            tell(name, "The column is missing.", f'Add it, named "{name}" in the header.{hint}')
        elif _plain(name) not in header and layout.name:
            tell(name, "The column is missing.", "It counts as not known in every row.", is_warning=True)
    used = set(map(_plain, (*file.sources, *file.extra_columns)))
    counts = not file.leaves_others and _only_counts(table, used)
    if counts:
        tell(table.header[0] or None, "The first column only counts the rows and was left alone.", "", is_warning=True)
    for position, name in enumerate(table.header):
        if position == 0 and counts:
            continue
        if name and _plain(name) not in used and not file.leaves_others:
            tell(name, "The column is not known and was left alone.", "Name it as the template does.", is_warning=True)
        elif not name and any(row[position] for row in table.rows):
            what = f"Column {position + 1} has cells but no name in the header and was left alone."
            tell(None, what, "Name it as the template does.", is_warning=True)
    return problems


def _only_counts(table: FileTable, used: set[str]) -> bool:
    """Is the first column none of the layout's, and holds 1, 2, 3 ... or 0, 1, 2 ..., as programs add it?"""
    if not table.header or _plain(table.header[0]) in used - {""}:
        return False
    cells = [row[0] for row in table.rows]
    return bool(cells) and any(cells == [str(at + first) for at in range(len(cells))] for first in (0, 1))


def _plain(name: str) -> str:
    return " ".join(name.replace("\ufeff", "").split()).lower()


@dataclass
class _Reader:
    table: FileTable
    problems: list[Problem]

    def __post_init__(self) -> None:
        self.position = {_plain(name): place for place, name in reversed(list(enumerate(self.table.header)))}
        self.refused: set[tuple[int, str]] = set()
        self.beyond = 0

    def rows(self, rule: RowRule) -> PlacedRows:
        columns: dict[str, list[Any]] = {}
        for column in rule.columns:
            if column.source is not None and _plain(column.source) not in self.position:
                if column.value is not None:
                    columns[column.target] = [column.value] * len(self.table.rows)
                continue
            values = self.values(column)
            if column.kind is Kind.BOUNDED:
                parts = [value or (None, None, None) for value in values]
                for name, part in zip(("value", "low", "high"), zip(*parts, strict=True), strict=False):
                    columns[name] = list(part)
            else:
                columns[column.target] = values
        self.fill_blanks(rule, columns)
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

    def texts(self, source: str) -> list[str]:
        position = self.position[_plain(source)]
        return [row[position] for row in self.table.rows]

    def values(self, column: ColumnRule) -> list[Any]:
        """The column's values in row order; None where it is blank or can't be read. Each text is read once."""
        if column.source is None:
            return [column.value] * len(self.table.rows)
        texts = self.texts(column.source)
        if column.share_of is not None:
            return self.shares(column, texts)
        meaning = {cell: self.meaning(column, cell) for cell in set(texts)}
        return self.readable(column, texts, texts, meaning)

    def meaning(self, column: ColumnRule, cell: str) -> Any:
        code = column.codes.get(cell.lower(), MISSING)
        if code is MISSING and column.are_codes_closed and cell:
            return Unreadable("is not on the list.", f"Write one of: {', '.join(column.codes)}.")
        shown = cell if code is MISSING else str(code)
        if not shown:
            if column.value is not None:
                return column.value
            is_missing = column.is_required and column.blank_as is None
            return Unreadable("is blank.", f"Fill in {column.source}.") if is_missing else None
        checked = text(shown)
        value = checked if isinstance(checked, Unreadable) else column.read(shown)
        return None if column.zero_is_unknown and not isinstance(value, Unreadable) and value == 0 else value

    def shares(self, column: ColumnRule, texts: list[str]) -> list[float | None]:
        assert column.share_of is not None
        if _plain(column.share_of) not in self.position:
            return [None] * len(texts)
        wholes = self.texts(column.share_of)
        meaning: dict[tuple[str, str], Any] = {}
        for pair in set(zip(texts, wholes, strict=True)):
            part, whole = (number(cell) if cell and column.codes.get(cell.lower()) != "" else None for cell in pair)
            if part is None or whole is None or isinstance(whole, Unreadable) or whole == 0:
                meaning[pair] = part if isinstance(part, Unreadable) else None
            elif isinstance(part, Unreadable):
                meaning[pair] = part
            elif part > whole:
                meaning[pair] = Unreadable(f"is more than {column.share_of}, {pair[1]}.", "Mend one of the two.")
            else:
                meaning[pair] = part / whole
        return self.readable(column, texts, list(zip(texts, wholes, strict=True)), meaning)

    def readable(self, column: ColumnRule, texts: list[str], keys: list[Any], meaning: dict[Any, Any]) -> list[Any]:
        """The meaning of every row's key; None and a problem where it has none."""
        faults = {key: value for key, value in meaning.items() if isinstance(value, Unreadable)}
        if not faults:
            return [meaning[key] for key in keys]
        for line, cell, key in zip(self.table.numbers, texts, keys, strict=True):
            if key in faults:
                self.refuse(line, column.source or column.target, cell, faults[key])
        return [None if key in faults else meaning[key] for key in keys]

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
                        self.refuse(line, source, "", Unreadable("is blank.", f"Fill in {source}."))

    def refuse(self, line: int, source: str, cell: str, fault: Unreadable) -> None:
        if (line, source) in self.refused:
            return
        if len(self.refused) >= MOST_KEPT:
            self.beyond += 1
            return
        self.refused.add((line, source))
        value = _shown(cell)
        self.problems.append(Problem(self.table.file, line, source, value, fault.what, fault.remedy))


def _shown(cell: str) -> str:
    """The cell as a sentence may quote it: on one line, no longer than a line, invisible signs by their numbers."""
    shown = "".join(letter if letter.isprintable() else f"<U+{ord(letter):04X}>" for letter in cell[:81])
    return shown if len(cell) <= 80 else shown[:79] + "…"
