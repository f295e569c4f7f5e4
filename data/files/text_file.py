"""
A file's bytes -> a table of cells, or what is wrong with the file. Pure: no database, and no cell is read as a value.

A row keeps the number a spreadsheet shows for it (the header of a plain file is row 1), also after quoted line breaks.
What a lenient reader of CSV would change silently is kept or refused here: a row longer than the header would shift
columns, `007` become 7, a school named NA become a gap, a file with `;` become one column.
"""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from models.errors import Problem

LARGEST_FILE = 64 * 1024 * 1024
SEPARATORS = (",", ";", "\t")
WORKBOOK_START = b"PK\x03\x04"
OLD_WORKBOOK_START = b"\xd0\xcf\x11\xe0"
NOT_WESTERN = re.compile(r"[^\x00-\x7f]{4}")
"""Western texts have no four letters in a row beyond ASCII; other alphabets read as Windows-1252 do."""
SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
ASCII_BLANKS = " \t\r\n\x0b\x0c"
"""Blanks nobody needs to hear of. Others are taken off, and told, where a column is read."""
SAVE_AS = "Save it again as CSV UTF-8 (comma separated), or as an Excel workbook (.xlsx)."


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
    file: str, content: bytes, largest: int = LARGEST_FILE, *, delimiter: str = "", shape: Shaping | None = None
) -> ReadTables:
    """
    Read a delimited text file: UTF-8 or UTF-16, with or without a byte order mark, or Windows-1252; comma,
    semicolon or tab, or the delimiter that is given. shape: where its header is, if not in the first filled line.

    Lines starting with # before the header, in quotes or not, are remarks. Blank lines are skipped and counted. A row
    that is longer or shorter than the header is refused, never shifted.
    """
    found = ReadTables()
    if len(content) > largest:
        size = f"{largest / 1024 / 1024:.3g} MB"
        return found.refuse(file, f"The file is larger than {size}.", "Split it, for example by school year.")
    if content.startswith(OLD_WORKBOOK_START):
        return found.refuse(file, "The file is an old Excel workbook (.xls) or protected by a password.", SAVE_AS)
    if not content.strip():
        return found.refuse(file, "The file is empty.", "Send the file with its header and rows.")
    text = _decode(file, content, found)
    if text is None:
        return found
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        return found.refuse(file, f"Line {line} holds a NUL byte, which no text file holds.", SAVE_AS)
    records = _records(file, text, found, delimiter)
    return found if records is None else table_of(file, stem_of(file), records, found, shape=shape)


def stem_of(file: str) -> str:
    """activities for Activities.CSV; only letters are looked at, the name is never used as a path."""
    name = re.split(r"[\\/]", file)[-1]
    return re.sub(r"\.(csv|txt|tsv|xlsx)$", "", name, flags=re.IGNORECASE).strip().lower()


def table_of(
    file: str,
    stem: str,
    records: list[tuple[int, list[str]]],
    found: ReadTables,
    *,
    sheet: str = "",
    shape: Shaping | None = None,
) -> ReadTables:
    """Add the table whose first record, after `shape`, is the header; `records` are (row number, cells)."""
    records = shape(file, records, found) if shape else records
    filled = [(number, cells) for number, cells in records if any(cell.strip() for cell in cells)]
    if not filled:
        return found.refuse(file, "The file has no header and no rows.", "Send the file with its header and rows.")
    header = [" ".join(cell.split()) for cell in filled[0][1]]
    width = len(header)
    rows, numbers = [], []
    for number, cells in filled[1:]:
        if len(cells) != width:
            found.problems.append(
                Problem(
                    file,
                    number,
                    None,
                    None,
                    f"The row has {len(cells)} cells where the header has {width}.",
                    "Put text with commas or line breaks in double quotes, and give every row every column.",
                )
            )
        else:
            rows.append([cell.strip(ASCII_BLANKS) for cell in cells])
            numbers.append(number)
    found.tables.append(FileTable(file, stem, header, rows, numbers, sheet))
    return found


def _decode(file: str, content: bytes, found: ReadTables) -> str | None:
    encoding = _encoding(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            found.refuse(file, "The file starts like Unicode text but breaks off within it.", SAVE_AS)
            return None
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = None
    if text is None or "\x00" in text or NOT_WESTERN.search(text):
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
    return text


def _encoding(content: bytes) -> str:
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if content.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = content[:2000]
    # UTF-16 without a byte order mark: every other byte of English text is NUL.
    if len(start) >= 4 and start[1::2].count(0) > 0.6 * len(start[1::2]):
        return "utf-16-le"
    if len(start) >= 4 and start[0::2].count(0) > 0.6 * len(start[0::2]):
        return "utf-16-be"
    return "utf-8"


def _records(file: str, text: str, found: ReadTables, delimiter: str = "") -> list[tuple[int, list[str]]] | None:
    skipped, separator, lines = 0, None, io.StringIO(text, newline="")
    while True:
        start = lines.tell()
        line = lines.readline()
        named = SEPARATOR_LINE.fullmatch(line)
        if named and named[1] in SEPARATORS:
            separator = named[1]
        elif not line.startswith(("#", '"#')):
            break
        skipped += 1
    lines.seek(start)
    reader = csv.reader(lines, delimiter=delimiter or separator or _separator(text[start:]), strict=True)
    records: list[tuple[int, list[str]]] = []
    number = skipped
    try:
        for number, cells in enumerate(reader, start=skipped + 1):
            records.append((number, cells))
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


def _separator(text: str) -> str:
    """The separator that gives the first filled record most columns; a comma where nothing separates."""
    head = text.lstrip("\r\n")[:100_000]
    counts = []
    for separator in SEPARATORS:
        try:
            counts.append(len(next(csv.reader(io.StringIO(head, newline=""), delimiter=separator), [])))
        except csv.Error:
            counts.append(0)
    return SEPARATORS[counts.index(max(counts))]
