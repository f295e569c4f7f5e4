"""
Which tables are a layout's, nearly are, or are not; and what is said of those left out. Pure: no database.

Nothing is left out in silence: a table that is not used is named with its rows, one that is nearly a file of the layout
is refused, so that one wrong word never empties a sheet.
"""

import difflib

from data.files.foreign import stem_of_any
from data.files.text_file import FileTable, IsHeader, ranges
from data.importing.file_shape import plain
from data.importing.layouts import FileRule, Layout
from data.importing.reading import file_rule_of
from models.errors import Problem

FEWEST_KNOWN = 3
"""Columns of one file that make a row its header, where the file has so many."""


def header_test(layout: Layout) -> IsHeader:
    """Tells the header of a file of this layout from a title, by the columns it names."""
    known = [{plain(name) for name in file.sources} for file in layout.files]

    def is_header(cells: list[str]) -> bool:
        names = {plain(cell) for cell in cells if cell.strip()}
        return any(len(names & columns) >= min(FEWEST_KNOWN, len(columns)) for columns in known if columns)

    return is_header


def own_problems(table: FileTable, file: FileRule) -> list[Problem]:
    """What is wrong or odd about a table that is used: of its columns in use, and rows that end early."""
    used = {plain(name) for name in (*file.sources, *file.extra_columns)}
    problems = [one for one in table.problems if one.column is None or plain(one.column) in used]
    needed = {plain(name) for name in file.required}
    last = max((place for place, name in enumerate(table.header) if plain(name) in needed), default=-1)
    filled_up = []
    for number, cells in sorted(table.short.items()):
        if cells <= last:
            what = f"The row has {cells} cells where the header has {len(table.header)}."
            remedy = f'It ends before "{table.header[last]}", which every row needs; give every row every column.'
            problems.append(Problem(table.file, number, None, None, what, remedy))
        else:
            filled_up.append(number)
    if filled_up:
        rows = f"Row {filled_up[0]} ends" if len(filled_up) == 1 else f"{len(filled_up):,} rows end"
        named = "" if len(filled_up) == 1 else f" ({ranges(filled_up)})"
        what = f"{rows} before the header does{named}; the cells left out were taken as blank."
        problems.append(Problem(table.file, None, None, None, what, "Look whether a separator is missing there.", True))
    return problems


def near_miss(table: FileTable, layout: Layout) -> Problem | None:
    """A refusal where an unused table is nearly a file of the layout, by its name or most columns; None elsewhere."""
    # A layout that says which sheet it means, means no other sheet.
    files = [file for file in layout.files if not (file.sheet and table.sheet)]
    nearest = max(files, key=lambda file: _likeness(table, file), default=None)
    if nearest is None or _likeness(table, nearest) < 0:
        return None
    header = {plain(name) for name in table.header if name}
    missing = [name for name in dict.fromkeys((*nearest.known_by, *nearest.required)) if plain(name) not in header]
    if not missing:
        what = f"The columns are those of {nearest.name}, but the name is not."
        return Problem(table.file, None, None, None, f"{what} It has {_rows(table)}.", _renamed(table, nearest))
    told = "; ".join(_difference(name, header, nearest) for name in missing[:6])
    what = f"This is nearly {nearest.name}, but its header differs: {told}. It has {_rows(table)}."
    return Problem(table.file, None, None, None, what, "Name the columns as the template does, or take it out.")


def _renamed(table: FileTable, file: FileRule) -> str:
    return f"Name it {file.name}, or take it out if it is not meant to count."


def _difference(name: str, header: set[str], file: FileRule) -> str:
    others = [one for one in header if one not in {plain(source) for source in file.sources}]
    close = difflib.get_close_matches(plain(name), others, 1, 0.6)
    within = [one for one in others if one in plain(name) or plain(name) in one]
    hint = close or within
    return f'"{name}" is missing' + (f', "{hint[0]}" stands there' if hint else "")


def _likeness(table: FileTable, file: FileRule) -> float:
    """Above 0 where the table is nearly this file: the share of its columns that are the file's; else -1."""
    header = {plain(name) for name in table.header if name}
    columns = {plain(name) for name in file.sources}
    fitting = len(header & columns)
    share = fitting / len(header) if header else 0.0
    keys = sum(plain(name) in header for name in file.known_by)
    has_most = fitting >= min(FEWEST_KNOWN, len(columns)) and share > 0.5 and keys >= len(file.known_by) - 1
    has_name = fitting >= 1 and difflib.SequenceMatcher(None, table.stem, file.name).ratio() >= 0.8
    return share if has_most or has_name else -1.0


def left_out(table: FileTable, layout: Layout) -> Problem:
    """A warning that names an unused table with its rows."""
    what = f"It is none of {layout.title} and was left out; it has {_rows(table)}."
    return Problem(
        table.file, None, None, None, what, "Name it and its columns as the layout does, if it counts.", True
    )


def _rows(table: FileTable) -> str:
    return rows_counted(len(table.rows))


def rows_counted(rows: int) -> str:
    return "1 row" if rows == 1 else f"{rows:,} rows"


def ignored(name: str, tables: list[FileTable], layout: Layout) -> list[Problem]:
    """What is said of a file that lay in a folder and is none of the layout's."""
    near = [problem for table in tables if (problem := _near_in_folder(table, layout)) is not None]
    return near or [left_alone(name, tables)]


def _near_in_folder(table: FileTable, layout: Layout) -> Problem | None:
    fitting = file_rule_of(table, layout, by_columns=True, by_name=False)
    return near_miss(table, layout) if fitting is None or _likeness(table, fitting) > 0 else None


def left_alone(name: str, tables: list[FileTable] | None = None) -> Problem:
    rows = f"; it has {rows_counted(sum(len(table.rows) for table in tables))}" if tables else ""
    what = f"The file is none of the layout's and was left alone{rows}."
    return Problem(name, None, None, None, what, "Take it out of the folder, or name it as the layout does.", True)


def other_ending(name: str, layout: Layout) -> Problem:
    """
    What is said of a file in a folder whose ending is none that is read: a refusal where it is called like a file of
    the layout, whose rows would be missing.
    """
    stem = stem_of_any(name)
    if not any(stem == file.name for file in layout.files):
        return left_alone(name)
    ending = name[len(stem) :] if name.lower().startswith(stem) else name
    what = f'The file is called like one of the layout, but "{ending}" is no ending that is read in a folder.'
    remedy = f"Open it in Excel and save it as {stem}.xlsx or as CSV UTF-8 ({stem}.csv); take the other out."
    return Problem(name, None, None, None, what, remedy)
