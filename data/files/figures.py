"""
What a cell says in figures: counts, numbers, money, shares and bounds. Pure; nothing is guessed.

A figure is read only where it has one reading, and no remedy names a figure that nobody wrote: of "1 200" nobody can
say here whether it is one count, two, or a slip.
"""

import re
from typing import Any

from data.files.unreadable import Unreadable

LARGEST_WHOLE = 10_000_000
LARGEST_NUMBER = 1e9

MOST_PERCENT = 1000
"""More than ten answers for each one asked for is no percentage any more."""

WHOLE = re.compile(r"[0-9]{1,12}(\.0{1,6})?")
GROUPED = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.0{1,6})?")
NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,17})?|\.[0-9]{1,17}")
DECIMAL_COMMA = re.compile(r"[0-9]{1,12},[0-9]{1,2}")
GROUPED_NUMBER = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]{1,6})?")
GROUPED_BY_POINTS = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+,[0-9]{1,2}|[1-9][0-9]{0,2}(\.[0-9]{3}){2,}")
ONE_GROUP = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
POINT_AS_GROUP = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+")
BLANK_WITHIN = re.compile(r"[0-9.,]*[0-9]\s[\s0-9]*[0-9][0-9.,]*")
SIGNED = re.compile(r"-\s*[0-9][0-9.,]*|\(\s*[0-9][0-9.,]*\s*\)")
SPAN = re.compile(r"([0-9.,]+\s*%?)\s*(?:-|to|–)\s*([0-9.,]+\s*%?)", re.IGNORECASE)
STRAY_LETTER = re.compile(r"([0-9]{1,6})\s?[xX]")
"""A slip of the key beside a figure; after other letters ("3k", "2 dozen") the digits alone may be another figure."""
ROUGHLY = re.compile(
    r"(about|around|approx\.?|approximately|circa|ca\.?|roughly|nearly|almost|over|under|more than|less than|up to|~|≈"
    r"|<|>|≤|≥)\s*[0-9].*|[0-9.,]+\s*(\+|or (more|less|so)|ish)",
    re.IGNORECASE,
)
BELOW = re.compile(r"(?:<=?|≤|less than|under|below|up to|LT|LE)\s*(.+)|(.+?)\s*or (?:less|fewer|below)", re.IGNORECASE)
ABOVE = re.compile(
    r"(?:>=?|≥|more than|over|above|at least|GT|GE)\s*(.+)|(.+?)\s*(?:\+|or (?:more|above|higher))", re.IGNORECASE
)
SUPPRESSED = re.compile(r"\*+|n\s*(?:<=?|≤)\s*[0-9]+|(?:data )?suppressed|too few.*", re.IGNORECASE)


def plain(cell: str) -> str:
    """The cell with every kind of minus as - and every kind of blank, also a thin or a no-break one, as a blank."""
    return re.sub(r"[\u2212\u2010\u2011]", "-", re.sub(r"\s|\u200b|\u2060|\ufeff", " ", cell)).strip()


def whole(cell: str) -> int | Unreadable:
    """A count: 48, 1,200 or 48.0; never less than 0."""
    cell = plain(cell)
    if not POINT_AS_GROUP.fullmatch(cell) and (WHOLE.fullmatch(cell) or GROUPED.fullmatch(cell)):
        value = int(cell.replace(",", "").partition(".")[0])
        return value if value <= LARGEST_WHOLE else Unreadable("is too large to be a count.", "Write the true count.")
    if SIGNED.fullmatch(cell):
        return Unreadable("is less than 0.", "Write a count of 0 or more, or leave it blank if nobody counted.")
    if stray := STRAY_LETTER.fullmatch(cell):
        remedy = f"Write {stray[1]}, or leave it blank if nobody counted."
        return Unreadable("is not a whole number.", remedy)
    remedy = "Write the count in digits alone, or leave it blank if nobody counted."
    return Unreadable(_why_no_figure(cell) or "is not a whole number.", remedy)


def _why_no_figure(cell: str) -> str:
    """What is odd about a cell that has digits but more than one reading, or none; "" where there is no more to say."""
    if BLANK_WITHIN.fullmatch(cell):
        return "has a blank between its digits: it may be one figure or two."
    if POINT_AS_GROUP.fullmatch(cell):
        return "may be thousands or a decimal fraction."
    if SPAN.fullmatch(cell):
        return "is a range, not one figure."
    if ROUGHLY.fullmatch(cell):
        return "is a rough figure, not a counted one."
    return ""


def number(cell: str) -> float | Unreadable:
    """
    A number of 0 or more: 3.98, 3,98 where a comma is the decimal sign, 1,250.5 or 1.250,5.

    "1,250" has two readings and is refused here; `amount` reads it where a fraction of three digits makes no sense.
    """
    cell = plain(cell)
    if ONE_GROUP.fullmatch(cell):
        what = "may be thousands or a decimal fraction."
        return Unreadable(what, "Write it without a comma, with a point for the decimals, or leave it blank.")
    return amount(cell)


def amount(cell: str) -> float | Unreadable:
    """A count or an amount that may be grouped: as `number`, and 1,250 is 1250."""
    cell = plain(cell)
    text = cell
    if GROUPED_NUMBER.fullmatch(cell):
        text = cell.replace(",", "")
    elif GROUPED_BY_POINTS.fullmatch(cell):
        text = cell.replace(".", "").replace(",", ".")
    elif DECIMAL_COMMA.fullmatch(cell):
        text = cell.replace(",", ".")
    if NUMBER.fullmatch(text):
        value = float(text)
        return value if value <= LARGEST_NUMBER else Unreadable("is too large.", "Write the true number.")
    if SIGNED.fullmatch(cell):
        return Unreadable("is less than 0.", "Write a number of 0 or more, or leave it blank.")
    if cell.endswith("%"):
        remedy = "Write the number alone, or say percent = true in the mapping."
        return Unreadable("is a percentage, where a plain number is read.", remedy)
    remedy = "Write it like 3.5, without units, or leave it blank."
    why = _why_no_figure(cell)
    return Unreadable(why, "Write one number, without blanks or units, or leave it blank.") if why else (
        Unreadable("is not a number.", remedy)
    )  # fmt: skip


def counted(cell: str) -> float | Unreadable:
    """The part or the whole of a share: an amount of whole things, so that 1.250 has two readings and is refused."""
    if POINT_AS_GROUP.fullmatch(plain(cell)):
        what = "may be thousands or a decimal fraction."
        return Unreadable(what, "Write it without separators, or leave it blank.")
    return amount(cell)


def money(cell: str) -> float | Unreadable:
    """An amount in the district's currency, with or without a dollar sign: 40, $40, 1,250 or $1,250.50."""
    cell = plain(cell)
    bare = cell.removeprefix("$").strip()
    if POINT_AS_GROUP.fullmatch(bare):
        what = "may be thousands or a decimal fraction."
        return Unreadable(what, "Write it without separators, or with two decimals, or leave it blank.")
    return amount(bare)


def rate(cell: str) -> float | Unreadable:
    """A share of 0 to 1: 0.43 or 43%."""
    cell = plain(cell)
    is_percent = cell.endswith("%")
    value = number(cell.removesuffix("%").strip())
    if isinstance(value, float) and is_percent:
        value = round(value / 100, 12)
    if not isinstance(value, Unreadable) and value > 1 and not is_percent:
        remedy = "If it is a percentage, write its % sign, or say percent = true in the mapping."
        return Unreadable("is not a share between 0 and 1.", remedy)
    if isinstance(value, Unreadable) or value > 1:
        return Unreadable(
            "is not a share between 0 and 1.", "Write it like 0.43 or 43%, or leave it blank if it is not known."
        )
    return value


def percent(cell: str) -> float | Unreadable:
    """A percentage of 0 to 100, with or without its sign, as a share of 0 to 1."""
    value = number(plain(cell).removesuffix("%").strip())
    if isinstance(value, Unreadable) or value > 100:
        return Unreadable("is not a percentage between 0 and 100.", "Write it like 43.5, or leave it blank.")
    return round(value / 100, 12)


def published_percent(cell: str) -> float | Unreadable:
    """A percentage as a share, also one above 100 that somebody published so; who stores it marks it to be checked."""
    value = number(plain(cell).removesuffix("%").strip())
    if isinstance(value, Unreadable) or value > MOST_PERCENT:
        return percent(cell)
    return round(value / 100, 12)


def bounded(cell: str, *, is_percent: bool, floor: float, ceiling: float) -> Any:
    """
    (value, low, high), each None where it is not known.

    "43%" is a value; "< 30%", "5% or less", "> 75%", "95%+" and "20-29" keep their bounds and have no value; what a
    publisher hides because few answered ("*", "N<10") has neither.
    """
    cell = plain(cell)
    if SUPPRESSED.fullmatch(cell):
        return None, None, None

    def read(part: str) -> float | None:
        value = percent(part) if is_percent else rate(part)
        return None if isinstance(value, Unreadable) or not floor <= value <= ceiling else value

    value = low = high = None
    if span := SPAN.fullmatch(cell):
        low, high = read(span[1]), read(span[2])
        is_read = low is not None and high is not None and low <= high
    elif below := BELOW.fullmatch(cell):
        low, high = floor, read(below[1] or below[2])
        is_read = high is not None
    elif above := ABOVE.fullmatch(cell):
        low, high = read(above[1] or above[2]), ceiling
        is_read = low is not None
    else:
        value = read(cell)
        is_read = value is not None
    if not is_read:
        remedy = "Write it like 43%, < 30%, > 75% or 20-29%, or leave it blank."
        return Unreadable("is neither a figure nor a bound.", remedy)
    return value, low, high
