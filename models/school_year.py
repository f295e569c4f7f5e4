"""School years and their reporting months: what is expected when, and by which date. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from models.errors import PartnershipError

FIRST_MONTH = 8
"""August: the month a school year begins."""
REPORTING_MONTHS = 10
"""August to May; June and July are not expected."""


def next_month(month: date, count: int = 1) -> date:
    """The first day of the month `count` months later."""
    index = month.year * 12 + month.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


def is_reporting_month(month: date) -> bool:
    """Does anybody report for this month? June and July are holidays."""
    return (month.month - FIRST_MONTH) % 12 < REPORTING_MONTHS


@dataclass(frozen=True, order=True)
class SchoolYear:
    """A school year, named by the calendar year it starts in and written "2025-26"."""

    start: int

    def __post_init__(self) -> None:
        if not 1900 <= self.start <= 2199:
            raise PartnershipError("{year} is not a year a school year can start in.", year=self.start)

    @classmethod
    def parse(cls, text: str) -> "SchoolYear":
        """
        Read "2025-26", "2025-2026" or "2025/26".

        Raises PartnershipError for anything else, two years that don't follow each other included.
        """
        found = re.fullmatch(r"\s*(\d{4})\s*[-/\u2013]\s*(\d{4}|\d{2})\s*", text)
        if found:
            start, end = int(found[1]), found[2]
            if int(end) == (start + 1) % 10 ** len(end):
                return cls(start)
        raise PartnershipError('"{text}" is not a school year. Write it like 2025-26.', text=text)

    @classmethod
    def of(cls, day: date) -> "SchoolYear":
        """The school year a day belongs to: August starts a new one."""
        return cls(day.year if day.month >= FIRST_MONTH else day.year - 1)

    def __str__(self) -> str:
        return f"{self.start}-{(self.start + 1) % 100:02d}"

    @property
    def months(self) -> list[date]:
        """The ten reporting months, August to May, each its first day."""
        return [next_month(date(self.start, FIRST_MONTH, 1), i) for i in range(REPORTING_MONTHS)]

    @property
    def next(self) -> "SchoolYear":
        return SchoolYear(self.start + 1)

    @property
    def previous(self) -> "SchoolYear":
        return SchoolYear(self.start - 1)

    def is_over(self, day: date) -> bool:
        """Has its last reporting month ended by a day?"""
        return next_month(self.months[-1]) <= day


@dataclass(frozen=True)
class MonthDates:
    """The dates of one reporting month, by the district's usual rule; a district may store others."""

    month: date
    due_date: date
    as_of_date: date
    review_by: date
    mend_by: date
    lock_date: date


def judged_on(due_date: date) -> date:
    """The day a month is judged on, where nobody set another: 5 days after it is due."""
    return due_date + timedelta(days=5)


def usual_dates(month: date, due_date: date | None = None) -> MonthDates:
    """
    Due on the 5th of the next month (or on the day the district chose), judged 5 days later, reviewed by the 10th,
    mended by the 15th, locked on that month's last day.
    """
    following = next_month(month)
    due = due_date or following.replace(day=5)
    return MonthDates(
        month=month,
        due_date=due,
        as_of_date=judged_on(due),
        review_by=following.replace(day=10),
        mend_by=following.replace(day=15),
        lock_date=next_month(following) - timedelta(days=1),
    )


def is_expected(month: date, opened_on: date | None, closed_on: date | None) -> bool:
    """
    Is a report expected for this month from a school with these dates?

    A month is expected when the school was open on its last day: a school that opens on 12 November owes November,
    one that closes on 31 December owes December, one that closes on 12 December does not.
    """
    last_day = next_month(month) - timedelta(days=1)
    return (opened_on is None or opened_on <= last_day) and (closed_on is None or closed_on >= last_day)
