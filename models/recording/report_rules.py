"""What an import may do to reports that are stored: refused, or told, where it takes away or turns back. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.errors import Problem
from models.school_year import usual_dates

SHOWN_ROWS = 10


@dataclass(frozen=True)
class Allowed:
    """What a person says yes to beforehand; without it such an import is refused."""

    removing: bool = False
    """Rows of months that are replaced as a whole may go."""
    older: bool = False
    """What is older than the report in force may take its place."""
    into_locked: bool = False
    """Months that the district has locked may change."""
    past_dates: bool = False
    """Due dates and as-of dates of lists that were made may move, and these lists with them."""


NOTHING = Allowed()


def _place(key: tuple[str, date]) -> str:
    return f"{key[0]}'s report of {key[1]:%Y-%m}"


def rows_would_go(key: tuple[str, date], part: str, numbers: Sequence[Any]) -> Problem:
    named = ", ".join(map(str, numbers[:SHOWN_ROWS])) + (", ..." if len(numbers) > SHOWN_ROWS else "")
    what = f"{len(numbers)} {part.replace('_', ' ')} {'row is' if len(numbers) == 1 else 'rows are'} not in the file"
    return Problem(
        _place(key), None, None, named, f"- {what}, which replaces the month as a whole.",
        "Send the month whole, or add --replace to take them away.",
    )  # fmt: skip


def is_older(key: tuple[str, date], filed_on: date, in_force: date) -> Problem:
    return Problem(
        _place(key), None, "submitted_date", str(filed_on), f"is older than what is in force, of {in_force}.",
        "Send the newer file, or add --older to bring the older one back.",
    )  # fmt: skip


def was_before(key: tuple[str, date], revision: int, recorded_on: date) -> Problem:
    what = f"is what the report said before it was mended (revision {revision}, stored {recorded_on})."
    return Problem(_place(key), None, None, None, what, "Send the newer file, or add --older to bring this back.")


def is_locked(key: tuple[str, date], locked_on: date) -> Problem:
    what = f"was locked on {locked_on} by the district's calendar."
    return Problem(_place(key), None, None, None, what, "Leave the month out, or add --into-locked.")


def goes_back_to_review(key: tuple[str, date]) -> Problem:
    what = "was accepted, and the file changes it: it waits for review again."
    return Problem(_place(key), None, None, None, what, "Look at it and accept it again.", True)


def says_nothing_of_a_report(key: tuple[str, date], came_on: date | None) -> Problem:
    what = f"has no submitted_date in the file, but came in{f' on {came_on}' if came_on else ''}."
    return Problem(_place(key), None, None, None, what, "It was left as it is.", True)


def locked_by_the_district(month: date, due_date: date, lock_date: date, today: date) -> bool:
    """
    Is a month locked by a day the district has set itself?

    The usual rule locks every month of the past, also those that are yet to be loaded; see decision 0027.
    """
    return lock_date < today and lock_date != usual_dates(month, due_date).lock_date
