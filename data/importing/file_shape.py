"""What stands around a file's rows, as a mapping says it: where the header is, which rows are no rows. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from itertools import pairwise

from data.files.signs import cleaned
from data.files.text_file import FileTable, ReadTables
from models.errors import Problem

Records = list[tuple[int, list[str]]]
"""Row number as a spreadsheet shows it, and the cells."""
NUMBERS_SHOWN = 10


@dataclass(frozen=True)
class FileShape:
    """How a file's lines become a header and rows."""

    header_row: int = 0
    """The row the header stands in, as a spreadsheet shows it; 0: the first filled one."""
    skip_rows: int = 0
    """So many rows at the top are left out."""
    header_rows: int = 1
    """Lines the header has; their names are joined by a blank, a merged cell of an upper line fills to the right."""
    delimiter: str = ""
    """What stands between the cells of a text file; "" where it is found from the first line."""

    def __call__(self, file: str, records: Records, found: ReadTables) -> Records:
        """The header as one record, then the rows; what stands above the header is said in `found`."""
        filled = [(number, cells) for number, cells in records if any(cell.strip() for cell in cells)]
        first = max(self.header_row, self.skip_rows + 1)
        above = [number for number, _ in filled if number < first]
        filled = filled[len(above) :]
        if above and filled:
            what = f"{_rows(len(above))} left out above the header, as the mapping says ({numbers(above)})."
            remedy = "Mend header_row or skip_rows in the mapping if the header stands elsewhere."
            found.problems.append(Problem(file, None, None, None, what, remedy, is_warning=True))
        heads, rows = filled[: self.header_rows], filled[self.header_rows :]
        return [(heads[-1][0], joined_header([cells for _, cells in heads])), *rows] if heads else []


PLAIN = FileShape()
Shape = Callable[[str, Records, ReadTables], Records]


def joined_header(lines: list[list[str]]) -> list[str]:
    """One name for each column from a header of several lines."""
    width = max(map(len, lines))
    lines = [[*(" ".join(cell.split()) for cell in line), *[""] * (width - len(line))] for line in lines]
    for upper, lower in pairwise(lines):
        for place in range(1, width):
            # A cell merged over both lines has nothing below it and stands for its own column alone.
            if not upper[place] and lower[place] and lower[place - 1]:
                upper[place] = upper[place - 1]
    return [" ".join(dict.fromkeys(filter(None, names))) for names in zip(*lines, strict=True)]


@dataclass(frozen=True)
class LeaveOut:
    """Rows that are no rows: totals, test answers, a line of explanations under the header."""

    column: str
    """Theirs."""
    values: tuple[str, ...]
    starting_with: tuple[str, ...] = ()

    def is_met_by(self, cell: str) -> bool:
        """Whatever the capitals and blanks; a value "" is met by a blank cell."""
        word = plain(cell)
        starts = tuple(start.lower() for start in self.starting_with)
        return word in map(plain, self.values) or (bool(starts) and word.startswith(starts))


@lru_cache(maxsize=2_000)
def plain(name: str) -> str:
    """A name as it is compared: without capitals, doubled blanks and signs nobody sees."""
    return " ".join(cleaned(name).split()).lower()


def without_left_out(table: FileTable, rules: tuple[LeaveOut, ...]) -> tuple[FileTable, list[Problem]]:
    """The table without the rows a mapping leaves out, and how many each of its lines took."""
    problems = []
    header = [plain(name) for name in table.header]
    for rule in rules:
        if plain(rule.column) not in header:
            continue
        place = header.index(plain(rule.column))
        out = [rule.is_met_by(cells[place]) for cells in table.rows]
        lines = [number for number, is_out in zip(table.numbers, out, strict=True) if is_out]
        if not lines:
            continue
        cells = {cells[place] for cells, is_out in zip(table.rows, out, strict=True) if is_out}
        shown = ", ".join(f'"{cell[:40]}"' for cell in sorted(cells)[:5]) + (", ..." if len(cells) > 5 else "")
        what = f"{_rows(len(lines))} left out, as the mapping says, for {shown} ({numbers(lines)})."
        remedy = "Mend leave_out in the mapping if they belong in."
        problems.append(Problem(table.file, None, rule.column, None, what, remedy, is_warning=True))
        table = table.without(set(lines))
    return table, problems


def is_sheet(pattern: str, sheet: str) -> bool:
    """Is this sheet the one a mapping names? The pattern may hold * and ?; capitals do not matter."""
    return fnmatchcase(plain(sheet), plain(pattern))


def numbers(lines: list[int]) -> str:
    """row 3; rows 1 and 2; rows 3, 4, ... of long lists the first ten."""
    shown = ", ".join(map(str, lines[:NUMBERS_SHOWN])) + (", ..." if len(lines) > NUMBERS_SHOWN else "")
    return f"row{'s' if len(lines) > 1 else ''} {shown}"


def _rows(count: int) -> str:
    return f"{count} row was" if count == 1 else f"{count} rows were"
