"""
What a cell says of days and months: text -> date, or what is wrong with it. Pure; nothing is guessed.

Of 11/12/2025 one cell never tells whether the day or the month comes first; its whole column does (`DayOrder`), and who
reads a column settles that first: `data.importing.day_order`.
"""

import calendar
import re
from datetime import date, timedelta
from enum import StrEnum

from data.files.unreadable import Unreadable

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
EXCEL_ZERO = date(1899, 12, 30)
"""Day 0 of Excel's usual calendar; a day number reads as the date Excel shows for it."""
LAST_SHORT_YEAR = 49
"""'25 is 2025; '85 may be either century and is refused."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NUMBERS = {
    **{name: number for number, name in enumerate(MONTHS, 1)},
    **{name.lower(): number for number, name in enumerate(calendar.month_name) if name},
    "sept": 9,
}

TIME = re.compile(
    r"(?:,?\s+(?:at\s+)?|T)(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?(?:\s?[AP]\.?M\.?)?"
    r"(?:\s?(?:Z|[A-Z]{2,4}|(?:GMT|UTC)?[+-][0-9]{1,2}(?::?[0-9]{2})?)(?:\s?\([\w\s]+\))?)?$",
    re.IGNORECASE,
)
WEEKDAY = re.compile(r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|[a-z]{3,6}day)\.?,?\s+", re.IGNORECASE)
YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
EITHER_ORDER = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
SHORT_YEAR = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1'?[0-9]{2}")
SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
DAY_NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[-\s./]*([a-z]{3,9})\.?,?[-\s./]*('?[0-9]{4}|'?[0-9]{2})", re.I)
NAMED_DAY = re.compile(r"([a-z]{3,9})\.?[-\s]*([0-9]{1,2})(?:st|nd|rd|th)?(?:,\s*|[-\s]+)([0-9]{4})", re.I)

ISO_MONTH = re.compile(r"([0-9]{4})\s?[-/.]\s?([0-9]{1,2})")
COMPACT_MONTH = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})")
MONTH_YEAR = re.compile(r"([0-9]{1,2})\s?[-/.]\s?([0-9]{4})")
NAMED_MONTH = re.compile(r"([a-z]{3,9})\.?[-,\s./]*('?[0-9]{4}|'[0-9]{2}|(?<=-)[0-9]{2})", re.I)
YEAR_NAMED = re.compile(r"([0-9]{4})[-,\s./]*([a-z]{3,9})\.?", re.I)
TURNED_ROUND = re.compile(r"([0-9]{1,2})[-\s./]?([a-z]{3,9})\.?|([a-z]{3,9})\.?[\s./]?([0-9]{1,2})", re.I)

NO_DAY = Unreadable("is not a date.", "Write it year first, like 2025-09-14.")
NO_MONTH = Unreadable("is not a month.", "Write it like 2025-09.")


class DayOrder(StrEnum):
    """What comes first in 11/12/2025; the values are those a mapping's date_order has."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"

    @property
    def words(self) -> str:
        return "the month first" if self is DayOrder.MONTH_FIRST else "the day first"

    @property
    def other(self) -> "DayOrder":
        return DayOrder.DAY_FIRST if self is DayOrder.MONTH_FIRST else DayOrder.MONTH_FIRST


def in_words(day: date) -> str:
    return f"{day:%-d %B %Y}"


def bare_day(cell: str) -> str:
    """The cell without time of day, zone and weekday, its blanks and dashes plain: the day is the one written."""
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", re.sub(r"[\s\u200b-\u200f\u2060\ufeff]+", " ", cell)).strip()
    return WEEKDAY.sub("", TIME.sub("", text), count=1) if not text[:1].isdigit() else TIME.sub("", text)


def parts_of_either(cell: str) -> tuple[int, int, int] | None:
    """First part, second part and year of a cell like 11/12/2025; None where it is written in another way."""
    found = EITHER_ORDER.fullmatch(bare_day(cell))
    return (int(found[1]), int(found[3]), int(found[4])) if found else None


def in_order(parts: tuple[int, int, int], order: DayOrder) -> date | Unreadable:
    """The day; where only the other order makes one, that is said."""
    first, second, year = parts
    if order is DayOrder.DAY_FIRST:
        first, second = second, first
    if first > 12 >= second > 0:
        return Unreadable(f"is not a date with {order.words}.", NO_DAY.remedy)
    return _made(year, first, second)


def day(cell: str, order: DayOrder = DayOrder.MONTH_FIRST) -> date | Unreadable:
    """
    The day a cell names, with or without a time: 2025-09-14T18:30Z, 14 September 2025, Sep 14, 2025, 14-Sep-25,
    9/14/2025 in its column's order, or Excel's number of the day.
    """
    bare = bare_day(cell)
    if either := parts_of_either(bare):
        return in_order(either, order)
    if found := YEAR_FIRST.fullmatch(bare):
        return _made(int(found[1]), int(found[3]), int(found[4]))
    if found := COMPACT.fullmatch(bare):
        return _made(*(int(part) for part in found.groups()))
    if found := SERIAL.fullmatch(bare):
        return _within(EXCEL_ZERO + timedelta(days=int(found[1])))
    if (found := DAY_NAMED.fullmatch(bare)) and found[2].lower() in MONTH_NUMBERS:
        return _with_year(found[3], MONTH_NUMBERS[found[2].lower()], int(found[1]))
    if (found := NAMED_DAY.fullmatch(bare)) and found[1].lower() in MONTH_NUMBERS:
        return _made(int(found[3]), MONTH_NUMBERS[found[1].lower()], int(found[2]))
    if SHORT_YEAR.fullmatch(bare):
        return Unreadable("is not a date that can be read: its year has two digits.", NO_DAY.remedy)
    if found := TURNED_ROUND.fullmatch(bare):
        name = (found[2] or found[3]).lower()
        if name in MONTH_NUMBERS:
            return Unreadable("is not a whole date: it says no year of four digits.", NO_DAY.remedy)
    return NO_DAY


def month(cell: str, order: DayOrder = DayOrder.MONTH_FIRST) -> date | Unreadable:
    """The month a cell names or its day lies in, as its first day: 2025-09, 202509, Sep-25, 9/2025, 2025-09-30."""
    bare = bare_day(cell)
    if found := ISO_MONTH.fullmatch(bare) or COMPACT_MONTH.fullmatch(bare):
        return _first_day(int(found[1]), int(found[2]))
    if found := MONTH_YEAR.fullmatch(bare):
        return _first_day(int(found[2]), int(found[1]))
    if (found := NAMED_MONTH.fullmatch(bare)) and found[1].lower() in MONTH_NUMBERS:
        read = _with_year(found[2], MONTH_NUMBERS[found[1].lower()], 1)
        return NO_MONTH if isinstance(read, Unreadable) else read
    if (found := YEAR_NAMED.fullmatch(bare)) and found[2].lower() in MONTH_NUMBERS:
        return _first_day(int(found[1]), MONTH_NUMBERS[found[2].lower()])
    if bare.strip(".").lower() in MONTH_NUMBERS:
        return Unreadable("says no year.", NO_MONTH.remedy)
    if found := TURNED_ROUND.fullmatch(bare):
        name, number = (found[2] or found[3]).lower(), int(found[1] or found[4])
        if name in MONTH_NUMBERS:
            word = calendar.month_name[MONTH_NUMBERS[name]]
            return Unreadable(
                f"may be {word} {2000 + number} or day {number} of a {word} that says no year.", NO_MONTH.remedy
            )
    value = day(bare, order)
    if isinstance(value, Unreadable):
        return NO_MONTH if value == NO_DAY else _of_month(value)
    return value.replace(day=1)


def _of_month(fault: Unreadable) -> Unreadable:
    """A fault of a day as one of a month."""
    remedy = NO_MONTH.remedy if fault.remedy == NO_DAY.remedy else fault.remedy
    return Unreadable(fault.what.replace("is not a date", "is not a month"), remedy)


def _with_year(year: str, number_of_month: int, day_of_month: int) -> date | Unreadable:
    digits = year.lstrip("'")
    if len(digits) == 2 and int(digits) > LAST_SHORT_YEAR:
        return Unreadable("is not a date that can be read: its year has two digits.", NO_DAY.remedy)
    return _made(int(digits) + (2000 if len(digits) == 2 else 0), number_of_month, day_of_month)


def _made(year: int, number_of_month: int, day_of_month: int) -> date | Unreadable:
    if not (FIRST_DAY.year <= year <= LAST_DAY.year and 1 <= number_of_month <= 12 and 1 <= day_of_month <= 31):
        return NO_DAY
    if day_of_month > calendar.monthrange(year, number_of_month)[1]:
        named = f"{day_of_month} {calendar.month_name[number_of_month]} {year}"
        return Unreadable(f"is not a date: there is no {named}.", "Mend the day or the month.")
    return date(year, number_of_month, day_of_month)


def _within(value: date) -> date | Unreadable:
    return value if FIRST_DAY <= value <= LAST_DAY else NO_DAY


def _first_day(year: int, number_of_month: int) -> date | Unreadable:
    is_one = FIRST_DAY.year <= year <= LAST_DAY.year and 1 <= number_of_month <= 12
    return date(year, number_of_month, 1) if is_one else NO_MONTH
