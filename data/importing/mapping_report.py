"""What a mapping would read, in plain sentences; of files too, with what it leaves out and how many rows. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from data.files.text_file import FileTable
from data.importing.file_shape import plain, without_left_out
from data.importing.import_files import read_files
from data.importing.incoming_files import IncomingFile
from data.importing.layouts import ColumnRule, FileRule, Layout, RowRule
from data.importing.matching import rows_counted
from data.importing.opening import tables_of
from data.importing.reading import PlacedRows, file_rule_of, read_rows
from models.errors import Problem

DELIMITER_WORDS = {"\t": "a tab"}
EXAMPLE_ROWS = 1


def _quoted(words: Iterable[Any]) -> str:
    return ", ".join(f'"{word}"' for word in words)


SAID: dict[str, Callable[[Any], str]] = {
    "required": lambda value: "a blank is an error" if value else "",
    "only_codes": lambda value: "no other code is allowed" if value else "",
    "unknown": lambda words: f"{_quoted(words)} unknown",
    "zero_is_unknown": lambda value: "0 is unknown" if value else "",
    "percent": lambda value: "a percentage" if value else "",
    "share_of": lambda whole: f'as a share of "{whole}"',
    "numerator": lambda _: "both counts are kept",
    "bounded": lambda _: "a bound such as < 30 is kept",
    "date_order": lambda order: "the day first" if order == "dmy" else "the month first",
    "month_of_day": lambda which: "the month of the day" if which == "same" else "the month before the day",
    "characters": lambda span: f"characters {span[0]} to {span[1]}",
    "before": lambda mark: f'what stands before "{mark}"',
    "after": lambda mark: f'what stands after "{mark}"',
    "digits": lambda count: f"filled with zeros to {count} digits",
    "separator": lambda mark: f'several, with "{mark}" between',
    "without": lambda words: f"without {_quoted(words)}",
    "blank_as": lambda column: f"where blank, as {column}",
    "codes": lambda codes: "read as " + ", ".join(f"{code} = {meaning}" for code, meaning in codes.items()),
}
"""A column's key in a mapping -> how the report says it."""


@dataclass
class MappingReport:
    """What is said of a mapping, and of files read with it."""

    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_usable(self) -> bool:
        return all(problem.is_warning for problem in self.problems)


def layout_in_words(layout: Layout) -> list[str]:
    """One paragraph for each file of the layout: how it is known, and which of ours is filled from which of theirs."""
    lines = [f"{layout.title}:"]
    for file in layout.files:
        lines.append(f'A file "{file.name}"{_shape_in_words(file)}, or one with the columns {_quoted(file.known_by)}.')
        for rule in file.leave_out:
            met = [*(f'is "{value}"' for value in rule.values), *(f'begins "{one}"' for one in rule.starting_with)]
            lines.append(f'  Rows are left out where "{rule.column}" {" or ".join(met)}.')
        for row in file.rows:
            lines.append(f"  {_row_in_words(row)}")
            lines += [f"    {column.target} <- {column_in_words(column)}" for column in row.columns]
        if file.leaves_others:
            lines.append("  Every other column is left alone.")
    return lines


def _shape_in_words(file: FileRule) -> str:
    shape = file.shape
    said = [
        f'sheet "{file.sheet}"' if file.sheet else "",
        f"header in row {shape.header_row}" if shape.header_row else "",
        f"the first {shape.skip_rows} rows left out" if shape.skip_rows else "",
        f"a header of {shape.header_rows} lines" if shape.header_rows > 1 else "",
        f'"{DELIMITER_WORDS.get(shape.delimiter, shape.delimiter)}" between cells' if shape.delimiter else "",
    ]
    said = [one for one in said if one]
    return f" ({', '.join(said)})" if said else ""


def _row_in_words(row: RowRule) -> str:
    said = f"Each row becomes one of {row.table}"
    said += " in every school year of the call" if row.each_school_year else ""
    said += ", rows of one key joined" if row.is_joined else ""
    return said + (f", if {' or '.join(row.needs_one_of)} is there:" if row.needs_one_of else ":")


def column_in_words(column: ColumnRule) -> str:
    """ "Which month?"; "Students" as a share of "All"; always 2018-19."""
    if column.source is None:
        return f"always {column.value}"
    said = [word for key, value in column.written.items() if key in SAID and (word := SAID[key](value))]
    if column.value is not None:
        said.append(f"where blank, {column.value}")
    names = " and ".join(f'"{name}"' for name in (column.source, *column.more_sources))
    return ", ".join([names, *said])


def report(layout: Layout, files: Sequence[IncomingFile]) -> MappingReport:
    """What the layout reads; with files, what it reads of them and every problem of theirs. No database is asked."""
    found = MappingReport(layout_in_words(layout))
    for file in files:
        tables = tables_of(file.name, file.content, layout, by_columns=file.is_chosen).tables
        for table in tables:
            rule = file_rule_of(table, layout, by_columns=file.is_chosen)
            found.lines += ["", *(_unused(table) if rule is None else _used(table, rule, layout))]
    if files:
        found.problems = read_files(files, layout).problems
    return found


def _unused(table: FileTable) -> list[str]:
    return [f"{table.file}: none of these files; its {rows_counted(len(table.rows))} would not be read."]


def _used(table: FileTable, rule: FileRule, layout: Layout) -> list[str]:
    kept, _ = without_left_out(table, rule.leave_out)
    lines = [f'{table.file} is the file "{rule.name}": {rows_counted(len(table.rows))} under the header.']
    if len(kept.rows) < len(table.rows):
        lines.append(f"  {rows_counted(len(table.rows) - len(kept.rows))} left out by leave_out.")
    made, problems = read_rows(kept, rule, layout)
    if not made:
        errors = sum(not problem.is_warning for problem in problems)
        lines.append(
            f"  Nothing can be read before {errors} problem{'s' if errors != 1 else ''} of the header is mended."
        )
    for row, placed in made:
        lines += _made(row, placed, len(kept.rows))
    used = set(map(plain, rule.sources))
    others = [name for name in table.header if name and plain(name) not in used]
    if others:
        lines.append(f"  Left alone: {_quoted(others)}.")
    return lines


def _made(row: RowRule, placed: PlacedRows, count: int) -> list[str]:
    left = count - len(placed.rows)
    said = f"  {row.table}: {rows_counted(len(placed.rows))}"
    said += f"; {rows_counted(left)} left out, where {' and '.join(row.needs_one_of)} is unknown" if left else ""
    lines = [said + "."]
    for example, place in list(placed.placed())[:EXAMPLE_ROWS]:
        cells = ", ".join(f"{name} {_shown(value)}" for name, value in example.items() if value is not None)
        lines.append(f"    row {place[1]}: {cells}")
    return lines


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)
