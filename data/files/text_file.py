"""
A file's bytes -> a table of cells, or what is wrong with the file. Pure: no database, and no cell is read as a value.

A row keeps the number a spreadsheet shows for it (the header of a plain file is row 1), also after quoted line breaks.
What a lenient reader of CSV would change silently is kept or refused here: a row longer than the header would shift
columns, `007` become 7, a school named NA become a gap, a file with `;` become one column.
"""

import csv
import io
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from data.files.decoding import Lines, UnreadableTextError, encoding_of, is_text_in, is_western
from data.files.foreign import SAVE_AS, stem_of, what_else
from models.errors import Problem

LARGEST_FILE = 64 * 1024 * 1024
SEPARATORS = (",", ";", "\t", "|")
WORKBOOK_START = b"PK\x03\x04"
SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
ASCII_BLANKS = " \t\r\n\x0b\x0c"
"""Blanks nobody needs to hear of. Others are taken off, and told, where a column is read."""
COUNTING_COLUMN = re.compile(r'"?#"?\s*[,;\t|]')
"""A header whose first column is called #; a remark goes on in words."""
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 500_000, 1_000, 6_000_000
MOST_LONG_ROWS = 10_000
"""Rows refused one by one; what comes after them is counted."""
TITLE_ROWS = 20
"""Filled rows among which a header is looked for."""
IsHeader = Callable[[list[str]], bool]
"""Do these cells name the columns of a file that is known?"""


@dataclass(frozen=True)
class FileTable:
    """One table of text cells: a CSV file, or one sheet of a workbook. Every row is as long as the header."""

    file: str
    """The file's name, and its sheet's where it has several; shown as text, never opened again."""
    stem: str
    """The name a layout may know it by: the file's without its ending, or the sheet's; lower case."""
    header: list[str]
    rows: list[list[str]]
    numbers: list[int]
    """The row number of each row, as a spreadsheet shows it."""
    sheet: str = ""
    """The sheet's name, of a workbook."""
    short: dict[int, int] = field(default_factory=dict)
    """Row number -> cells it had, for rows that ended before the header does; they were filled up with blanks."""
    problems: list[Problem] = field(default_factory=list)
    """What is wrong or odd about the table itself: it matters only where the table, and the column named, is used."""

    def without(self, left_out: Collection[int]) -> "FileTable":
        """The table without the rows of these numbers."""
        kept = [place for place, number in enumerate(self.numbers) if number not in left_out]
        return replace(
            self,
            rows=[self.rows[place] for place in kept],
            numbers=[self.numbers[place] for place in kept],
            short={number: cells for number, cells in self.short.items() if number not in left_out},
        )


@dataclass
class ReadTables:
    """What was found in one file, and everything wrong or odd about it."""

    tables: list[FileTable] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, file: str, what: str, remedy: str, row: int | None = None) -> "ReadTables":
        self.problems.append(Problem(file, row, None, None, what, remedy))
        return self


Shaping = Callable[[str, list[tuple[int, list[str]]], ReadTables], list[tuple[int, list[str]]]]
"""Says of a file's records which is the header: gives them back with the header first."""


def is_workbook(content: bytes) -> bool:
    """Told by content: an .xlsx named .csv is one all the same."""
    return content.startswith(WORKBOOK_START)


def read_text_file(
    file: str,
    content: bytes,
    largest: int = LARGEST_FILE,
    is_header: IsHeader | None = None,
    *,
    delimiter: str = "",
    shape: Shaping | None = None,
) -> ReadTables:
    """
    Read a delimited text file: UTF-8 or UTF-16, with or without a byte order mark, or Windows-1252; comma,
    semicolon, tab or pipe, or the delimiter that is given. It is read line by line: memory is bounded whatever the file
    holds. shape: where its header is, if not in the first filled line.

    is_header: tells a header, so that titles above it are left out with a warning; without, row 1 is the header.
    Lines starting with # before the header, in quotes or not, are remarks. Blank lines are skipped and counted. A row
    that is longer than the header is refused, never shifted; one that ends early is filled up and noted.
    """
    found = ReadTables()
    if len(content) > largest:
        size = f"{largest / 1024 / 1024:.3g} MB"
        return found.refuse(file, f"The file is larger than {size}.", "Split it, for example by school year.")
    foreign = what_else(content)
    if foreign is not None:
        return found.refuse(file, *foreign)
    if not re.search(rb"\S", content):
        return found.refuse(file, "The file is empty.", "Send the file with its header and rows.")
    encoding = _encoding(file, content, found)
    if encoding is None:
        return found
    records = _records(file, content, encoding, found, is_header, delimiter)
    if records is None:
        return found
    return table_of(file, stem_of(file), records, found, is_header=is_header, shape=shape)


def table_of(
    file: str,
    stem: str,
    records: list[tuple[int, list[str]]],
    found: ReadTables,
    *,
    is_header: IsHeader | None = None,
    sheet: str = "",
    shape: Shaping | None = None,
) -> ReadTables:
    """
    Add the table whose first record, after `shape` or else the first that `is_header`, is the header; `records` are
    (row number, cells).
    """
    if shape is not None:
        records, is_header = shape(file, records, found), None
    filled = [(number, cells) for number, cells in records if any(cell.strip() for cell in cells)]
    if not filled:
        return found.refuse(file, "The file has no header and no rows.", "Send the file with its header and rows.")
    first = _header_place(filled, is_header)
    header = [" ".join(cell.split()) for cell in filled[first][1]]
    table = FileTable(file, stem, header, [], [], sheet)
    if first:
        table.problems.append(_title_above(file, [number for number, _ in filled[:first]], filled[first][0]))
    width = len(header)
    too_long: list[int] = []
    for number, cells in filled[first + 1 :]:
        row = [cell.strip(ASCII_BLANKS) for cell in cells]
        if len(row) > width and any(row[width:]):
            too_long.append(number)
            if len(too_long) <= MOST_LONG_ROWS:
                what = f"The row has {len(row)} cells where the header has {width}."
                remedy = "Put text with commas or line breaks in double quotes, and give every row every column."
                found.refuse(file, what, remedy, number)
            continue
        if len(row) < width:
            table.short[number] = len(row)
        table.rows.append([*row[:width], *[""] * (width - len(row))])
        table.numbers.append(number)
    if len(too_long) > MOST_LONG_ROWS:
        what = f"{len(too_long) - MOST_LONG_ROWS:,} more rows have more cells than the header."
        found.refuse(file, what, "Mend the rows named first; look at the separator.", too_long[MOST_LONG_ROWS])
    found.tables.append(table)
    return found


def _header_place(filled: list[tuple[int, list[str]]], is_header: IsHeader | None) -> int:
    """Which filled record is the header: the first that is known, else the first of all."""
    places = range(min(len(filled), TITLE_ROWS + 1))
    return next((place for place in places if is_header is not None and is_header(filled[place][1])), 0)


def _title_above(file: str, numbers: list[int], header: int) -> Problem:
    rows = f"Row {numbers[0]} stands" if len(numbers) == 1 else f"Rows {ranges(numbers)} stand"
    what = f"{rows} above the header, which was found in row {header}, and {'was' if len(numbers) == 1 else 'were'}"
    return Problem(file, None, None, None, f"{what} taken for a title.", "Look whether anything counts there.", True)


def ranges(numbers: list[int], most: int = 20) -> str:
    """1-3, 7 for 1, 2, 3, 7; after so many ranges, how many numbers more."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs[:most])
    left = sum(map(len, runs[most:]))
    return f"{shown} and {left:,} more" if left else shown


def _encoding(file: str, content: bytes, found: ReadTables) -> str | None:
    encoding = encoding_of(content)
    if is_text_in(content, encoding):
        return encoding
    if encoding != "utf-8":
        found.refuse(file, "The file starts like Unicode text but breaks off within it.", SAVE_AS)
        return None
    if not is_western(content):
        found.refuse(file, "The file is no text that can be read: neither UTF-8, UTF-16 nor Windows-1252.", SAVE_AS)
        return None
    found.problems.append(
        Problem(
            file,
            None,
            None,
            None,
            "The file is not UTF-8; it was read as Windows-1252.",
            "Look at names with accents; if they are wrong, save the file again as CSV UTF-8.",
            is_warning=True,
        )
    )
    return "cp1252"


def _after_remarks(content: bytes, encoding: str) -> tuple[Lines, int, str | None]:
    """The lines from the header on, how many were skipped, and the separator a line of Excel's names."""
    lines, skipped, separator = Lines(content, encoding, SAVE_AS), 0, None
    for line in lines:
        named = SEPARATOR_LINE.fullmatch(line)
        if named and named[1] in SEPARATORS:
            separator = named[1]
        elif not line.startswith(("#", '"#')) or COUNTING_COLUMN.match(line):
            lines.give_back(line)
            break
        skipped += 1
        lines.begin_record()
    return lines, skipped, separator


def _records(
    file: str, content: bytes, encoding: str, found: ReadTables, is_header: IsHeader | None, delimiter: str
) -> list[tuple[int, list[str]]] | None:
    """Every filled record with its row number; blank ones are dropped here, where they cost nothing."""
    records: list[tuple[int, list[str]]] = []
    number = skipped = count = 0
    try:
        lines, skipped, separator = _after_remarks(content, encoding)
        number = skipped
        separator = delimiter or separator or _separator(_after_remarks(content, encoding)[0].start(100_000), is_header)
        for number, cells in enumerate(csv.reader(lines, delimiter=separator, strict=True), start=skipped + 1):
            lines.begin_record()
            if not any(cells):
                continue
            records.append((number, cells))
            count += len(cells)
            if len(cells) > MOST_COLUMNS or count > MOST_CELLS or len(records) > MOST_ROWS:
                raise _beyond_bounds(len(cells))
    except UnreadableTextError as error:
        found.refuse(file, error.what, error.remedy, number + 1 if error.with_row else None)
        return None
    except csv.Error as error:
        row = skipped + 1 if not records else number + 1
        if "end of data" in str(error):
            what, remedy = "A double quote is opened here and never closed.", "Close it, or take it out."
        elif "field larger" in str(error):
            what, remedy = (
                "A cell is far too long; a double quote may be open.",
                "Close the quote, or shorten the cell.",
            )
        else:
            what, remedy = (
                "A double quote stands where none can stand.",
                'Write a quote within a cell twice, as in "the ""open"" house".',
            )
        found.refuse(file, what, remedy, row)
        return None
    return records


def _beyond_bounds(columns: int) -> UnreadableTextError:
    if columns > MOST_COLUMNS:
        what = f"A row has {columns:,} columns; a file may have {MOST_COLUMNS:,}."
        return UnreadableTextError(what, "Leave out columns nobody asks for.", with_row=False)
    what = f"The file has more than {MOST_ROWS:,} filled rows, or {MOST_CELLS:,} cells."
    return UnreadableTextError(what, "Split it, for example by school year.", with_row=False)


def _separator(head: str, is_header: IsHeader | None) -> str:
    """The separator that makes a known header; else the one that gives the first row with several columns most."""
    tried = [_first_records(head, separator) for separator in SEPARATORS]
    known = [
        max((len(cells) for cells in records if is_header is not None and is_header(cells)), default=0)
        for records in tried
    ]
    if any(known):
        return SEPARATORS[known.index(max(known))]
    firsts = [next((place for place, cells in enumerate(records) if len(cells) > 1), None) for records in tried]
    earliest = min((place for place in firsts if place is not None), default=None)
    if earliest is None:
        return SEPARATORS[0]
    counts = [len(records[earliest]) if len(records) > earliest else 0 for records in tried]
    return SEPARATORS[counts.index(max(counts))]


def _first_records(head: str, separator: str) -> list[list[str]]:
    records: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(head, newline=""), delimiter=separator):
            if any(cell.strip() for cell in cells):
                records.append(cells)
            if len(records) > TITLE_ROWS:
                break
    except csv.Error:
        return records
    return records
