"""A file's bytes -> its tables, with the header where the layout says it stands. Pure: no database."""

from dataclasses import replace

from data.files.text_file import LARGEST_FILE, FileTable, IsHeader, ReadTables, is_workbook, read_text_file
from data.files.workbook import read_workbook
from data.importing.file_shape import PLAIN, FileShape
from data.importing.layouts import Layout
from data.importing.matching import header_test
from data.importing.reading import file_rule_of


def tables_of(
    name: str, content: bytes, layout: Layout, largest: int = LARGEST_FILE, *, by_columns: bool = True
) -> ReadTables:
    """
    The tables of one file, each read in the shape of the layout's file it is.

    Which file it is can be told from its header, and where its header stands from the file it is: each shape of the
    layout is tried in turn, and a table keeps the first one that makes it the file this shape belongs to.
    """
    shapes = list(dict.fromkeys(file.shape for file in layout.files)) or [PLAIN]
    is_header = header_test(layout)
    readings = {shape: _read(name, content, shape, largest, is_header) for shape in shapes}
    first = readings[shapes[0]]
    if len(shapes) == 1:
        return first
    chosen: dict[str, FileShape] = {}
    # By name first, as `file_rule_of` does: the columns of another file may fit too.
    for looks_at_columns in (False, True) if by_columns else (False,):
        for shape, reading in readings.items():
            for table in reading.tables:
                if _is_of(shape, table, layout, by_columns=looks_at_columns):
                    chosen.setdefault(table.file, shape)
    tables = {
        table.file: chosen.get(table.file, shapes[0]) for reading in readings.values() for table in reading.tables
    }
    found = ReadTables(problems=[problem for problem in first.problems if problem.file not in tables])
    for table_name, shape in tables.items():
        reading = readings[shape]
        found.tables += [table for table in reading.tables if table.file == table_name]
        found.problems += [problem for problem in reading.problems if problem.file == table_name]
    return found


def _read(name: str, content: bytes, shape: FileShape, largest: int, is_header: IsHeader) -> ReadTables:
    shaping = None if shape == PLAIN else shape
    if is_workbook(content):
        return read_workbook(name, content, is_header, shape=shaping)
    return read_text_file(name, content, largest, is_header, delimiter=shape.delimiter, shape=shaping)


def _is_of(shape: FileShape, table: FileTable, layout: Layout, *, by_columns: bool) -> bool:
    of_shape = replace(layout, files=tuple(file for file in layout.files if file.shape == shape))
    return file_rule_of(table, of_shape, by_columns=by_columns) is not None
