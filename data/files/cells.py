"""What one cell says: text -> value, or what is wrong with it and what to write instead. Pure; nothing is guessed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from models.errors import PartnershipError
from models.school_year import SchoolYear
from models.vocabulary import InvolvementType

LONGEST_TEXT = 10_000
LARGEST_WHOLE = 10_000_000
LARGEST_NUMBER = 1e9
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
EXCEL_ZERO = date(1899, 12, 30)
"""Day 0 of Excel's usual calendar; a day number reads as the date Excel shows for it."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
WHOLE = re.compile(r"[0-9]{1,12}(\.0{1,6})?")
GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.0{1,6})?")
NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,17})?|\.[0-9]{1,17}")
DECIMAL_COMMA = re.compile(r"[0-9]{1,12},[0-9]{1,2}")
SIGNED = re.compile(r"-\s*[0-9.,]+")
ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
US_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
MIDNIGHT = re.compile(r"[ T](0?0:00|0?0:00:00|12:00:00 AM|12:00 AM)(\.0+)?$")
ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
NAMED_MONTH = re.compile(r"([A-Za-z]{3,9})[-. ]+([0-9]{4}|[0-9]{2})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
YES = {"yes", "y", "true", "1", "x"}
NO = {"no", "n", "false", "0"}


@dataclass(frozen=True)
class Unreadable:
    """A cell that says nothing of the kind its column holds."""

    what: str
    remedy: str


class Kind(StrEnum):
    """The kinds of columns a file may have."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    RATE = "rate"
    DATE = "date"
    MONTH = "month"
    SCHOOL_YEAR = "school_year"
    YES_NO = "yes_no"
    TYPE = "type"
    TYPES = "types"
    CODES = "codes"
    LIST = "list"
    BOUNDED = "bounded"


def text(cell: str) -> str | Unreadable:
    if CONTROL.search(cell):
        return Unreadable("holds a character no text holds (a NUL or another control character).", "Type it again.")
    if len(cell) > LONGEST_TEXT:
        return Unreadable(f"is longer than {LONGEST_TEXT:,} characters.", "Shorten it.")
    return cell


def whole(cell: str) -> int | Unreadable:
    """A count: 48, 1,200 or 48.0; never less than 0."""
    if WHOLE.fullmatch(cell) or GROUPED.fullmatch(cell):
        value = int(cell.replace(",", "").partition(".")[0])
        return value if value <= LARGEST_WHOLE else Unreadable("is too large to be a count.", "Write the true count.")
    if SIGNED.fullmatch(cell):
        return Unreadable("is less than 0.", "Write a count of 0 or more, or leave it blank if nobody counted.")
    digits = re.match(r"[0-9]{1,6}", cell)
    example = digits[0] if digits else "48"
    return Unreadable("is not a whole number.", f"Write {example}, or leave it blank if nobody counted.")


def number(cell: str) -> float | Unreadable:
    """A number of 0 or more: 3.98, or 3,98 where a comma is the decimal sign."""
    if DECIMAL_COMMA.fullmatch(cell):
        return float(cell.replace(",", "."))
    if NUMBER.fullmatch(cell):
        value = float(cell)
        return value if value <= LARGEST_NUMBER else Unreadable("is too large.", "Write the true number.")
    if SIGNED.fullmatch(cell):
        return Unreadable("is less than 0.", "Write a number of 0 or more, or leave it blank.")
    return Unreadable("is not a number.", "Write it like 3.5, without units, or leave it blank.")


def rate(cell: str) -> float | Unreadable:
    """A share of 0 to 1: 0.43 or 43%."""
    is_percent = cell.endswith("%")
    value = number(cell.removesuffix("%").strip())
    if isinstance(value, float) and is_percent:
        value = value / 100
    if isinstance(value, Unreadable) or value > 1:
        return Unreadable("is not a share between 0 and 1.", "Write 0.43 or 43%, or leave it blank if it is not known.")
    return value


def percent(cell: str) -> float | Unreadable:
    """A percentage of 0 to 100, with or without its sign, as a share of 0 to 1."""
    value = number(cell.removesuffix("%").strip())
    if isinstance(value, Unreadable) or value > 100:
        return Unreadable("is not a percentage between 0 and 100.", "Write it like 43.5, or leave it blank.")
    return round(value / 100, 12)


def day(cell: str) -> date | Unreadable:
    """2025-09-14, 9/14/2025 (month first, as Excel writes it here) or Excel's number of the day."""
    bare = MIDNIGHT.sub("", cell)
    found = ISO_DATE.fullmatch(bare)
    american = None if found else US_DATE.fullmatch(bare)
    value = None
    try:
        if found:
            value = date(int(found[1]), int(found[2]), int(found[3]))
        elif american:
            value = date(int(american[3]), int(american[1]), int(american[2]))
        elif re.fullmatch(r"[0-9]{5}(\.0)?", bare):
            value = EXCEL_ZERO + timedelta(days=int(bare[:5]))
    except ValueError:
        value = None
    if value is None or not FIRST_DAY <= value <= LAST_DAY:
        return Unreadable("is not a date.", "Write it year first, like 2025-09-14.")
    return value


def month(cell: str) -> date | Unreadable:
    """2025-09, its first day, or Sep-25 as Excel writes it; the first day of the month."""
    found, named = ISO_MONTH.fullmatch(cell), NAMED_MONTH.fullmatch(cell)
    value: date | Unreadable | None = None
    if found and 1 <= int(found[2]) <= 12:
        value = _first_day(int(found[1]), int(found[2]))
    elif named and (named[1].lower() in MONTH_NAMES or named[1].lower() in MONTHS):
        year = int(named[2]) + (2000 if len(named[2]) == 2 else 0)
        value = _first_day(year, MONTHS.index(named[1].lower()[:3]) + 1)
    elif not found:
        value = day(cell)
    if not isinstance(value, date) or value.day != 1:
        return Unreadable("is not a month.", "Write it like 2025-09.")
    return value


def _first_day(year: int, number_of_month: int) -> date | None:
    return date(year, number_of_month, 1) if FIRST_DAY.year <= year <= LAST_DAY.year else None


def school_year(cell: str) -> str | Unreadable:
    try:
        year = SchoolYear.parse(cell)
    except PartnershipError:
        return Unreadable("is not a school year.", "Write it like 2025-26.")
    if not FIRST_DAY.year <= year.start < LAST_DAY.year:
        return Unreadable("is not a school year between 1990 and 2099.", "Write it like 2025-26.")
    return str(year)


def yes_no(cell: str) -> bool | Unreadable:
    word = cell.lower()
    if word in YES or word in NO:
        return word in YES
    return Unreadable("is neither yes nor no.", "Write yes or no, or leave it blank if it is not known.")


def involvement_type(cell: str) -> int | Unreadable:
    value = whole(cell)
    if isinstance(value, int) and 1 <= value <= 6:
        return value
    listed = ", ".join(f"{kind.value} {kind.label}" for kind in InvolvementType)
    return Unreadable("is not one of the six involvement types.", f"Write 1 to 6: {listed}.")


def several(cell: str, one: Callable[[str], Any], separator: str = ";") -> list[Any] | Unreadable:
    """Every part between separators, read by `one`; the first unreadable part makes the whole cell unreadable."""
    values: list[Any] = []
    for part in filter(None, (part.strip() for part in cell.split(separator))):
        value = one(part)
        if isinstance(value, Unreadable):
            return Unreadable(f'("{part}") {value.what}', value.remedy)
        values.append(value)
    return values


def listed(cell: str, *, separator: str = ";", leave_out: frozenset[str] = frozenset()) -> str | Unreadable:
    """Names with `separator` between, as ours with ; between, without those in `leave_out` (lower case)."""
    names = several(cell, text, separator)
    if isinstance(names, Unreadable):
        return names
    return ";".join(dict.fromkeys(name for name in names if name.lower() not in leave_out))


def types(cell: str) -> str | Unreadable:
    numbers = several(cell, involvement_type)
    return numbers if isinstance(numbers, Unreadable) else ";".join(map(str, dict.fromkeys(numbers)))


def one_of(kind: type[StrEnum]) -> Callable[[str], Any]:
    """A reader of a closed list's codes and labels, whatever their capitals, blanks, hyphens or underscores."""
    known = {_plain(word): member for member in kind for word in (member.value, getattr(member, "label", member.value))}
    codes = ", ".join(member.value for member in kind)

    def read(cell: str) -> Any:
        member = known.get(_plain(cell))
        return member if member is not None else Unreadable("is not on the list.", f"Write one of: {codes}.")

    return read


def _plain(word: str) -> str:
    return re.sub(r"[\s_-]+", "", word).lower()


def bounded(cell: str, *, is_percent: bool, floor: float, ceiling: float) -> Any:
    """(value, low, high): "43%" is a value; "< 30%" keeps its bound and has no value, "> 75%" likewise."""
    found = re.fullmatch(r"(<=?|>=?)?\s*(.+)", cell)
    read = percent if is_percent else number
    value = read(found[2].strip()) if found else Unreadable("", "")
    if isinstance(value, Unreadable) or not floor <= value <= ceiling:
        return Unreadable("is neither a figure nor a bound.", "Write it like 43%, < 30% or > 75%, or leave it blank.")
    sign = found[1] if found else None
    if not sign:
        return value, None, None
    return (None, floor, value) if sign.startswith("<") else (None, value, ceiling)


READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.TEXT: text,
    Kind.WHOLE: whole,
    Kind.NUMBER: number,
    Kind.RATE: rate,
    Kind.DATE: day,
    Kind.MONTH: month,
    Kind.SCHOOL_YEAR: school_year,
    Kind.YES_NO: yes_no,
    Kind.TYPE: involvement_type,
    Kind.TYPES: types,
    Kind.LIST: listed,
}
