"""What one cell says: text -> value, or what is wrong with it and what to write instead. Pure; nothing is guessed."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from data.files.days import FIRST_DAY, LAST_DAY, day, month
from data.files.figures import amount, bounded, counted, money, number, percent, published_percent, rate, whole
from data.files.unreadable import Unreadable
from models.errors import PartnershipError
from models.school_year import SchoolYear
from models.vocabulary import InvolvementType

__all__ = [
    "READERS",
    "TOO_NARROW",
    "Kind",
    "Unreadable",
    "amount",
    "bounded",
    "counted",
    "day",
    "involvement_type",
    "is_unknown",
    "listed",
    "money",
    "month",
    "number",
    "one_of",
    "percent",
    "published_percent",
    "rate",
    "school_year",
    "several",
    "text",
    "types",
    "whole",
    "yes_no",
]

LONGEST_TEXT = 10_000

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
EXCEL_ERRORS = (
    *("#n/a", "#div/0!", "#value!", "#ref!", "#name?", "#null!", "#num!", "#spill!", "#calc!", "#field!"),
    *("#blocked!", "#unknown!", "#connect!", "#busy!", "#getting_data", "#external!", "#n/d", "#nv"),
    *("#¡valor!", "#¡ref!", "#¿nombre?", "#¡num!", "#¡nulo!", "#¡div/0!", "#¡desbordamiento!"),
)
"""Excel's words for a formula that went wrong, in lower case, in English and Spanish."""
UNKNOWN = frozenset(
    {*EXCEL_ERRORS, "n/a", "n.a.", "n/d", "null", "(null)", "<na>", "nat", "(blank)", "-", "--", "–", "—"}
)
"""Words that stand for "not known" in every column, also one of names; in lower case."""
UNKNOWN_BUT_IN_TEXTS = frozenset(
    {"na", "none", "nan", "nil", "not available", "not applicable", "na?", "n/a?", "*", "?"}
)
"""Words that do so in columns of figures, days and the like; as a name or in a note they are what somebody wrote."""
TOO_NARROW = re.compile(r"#{2,}")
YES = {"yes", "y", "true", "1", "x"}
NO = {"no", "n", "false", "0"}


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


def is_unknown(cell: str, kind: Kind) -> bool:
    """Does the cell, by one of the words people and programs use, say that nobody knows? A blank one is not asked."""
    word = " ".join(cell.split()).lower()
    if kind in (Kind.TEXT, Kind.LIST):
        return word in UNKNOWN or cell.strip() in ("nan", "NaN")
    return word in UNKNOWN or word in UNKNOWN_BUT_IN_TEXTS


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
