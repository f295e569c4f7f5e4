"""When a month's reports can be changed: until its lock date, and while the director has opened it again. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_REOPENING = timedelta(days=31)
"""A month is opened again for one thing that has to be mended, not for good."""


@dataclass(frozen=True)
class MonthEnd:
    """A month of the district's calendar: the day its list is made, and the last day its reports can be changed."""

    month: date
    as_of_date: date
    lock_date: date


@dataclass(frozen=True)
class Reopening:
    """The days on which a locked month was open again, both within, and why."""

    reopened_on: date
    until_date: date
    reason: str = ""

    def holds(self, on: date) -> bool:
        return self.reopened_on <= on <= self.until_date


def office_day(calendar: Iterable[MonthEnd], latest: date, today: date) -> date:
    """
    The day by which a district's months are due and locked, next steps overdue, and days of waiting counted: the same
    on every page of the month. latest: the last month that any report has come in for.

    It is today, as long as today lies in the calendar, and also after its end where reports came in for its last month.
    Where the reports end long before the calendar does, or lie in the future, as in a sample or where past years were
    brought in, time stands where the lists stand: on the latest one's as-of date.
    """
    months = {one.month: one for one in calendar}
    last = months[max(months)]
    if latest <= today <= last.lock_date:
        return today
    if today > last.lock_date and latest == last.month:
        return today
    return months[latest].as_of_date


def is_locked(lock_date: date, reopenings: Iterable[Reopening], *, office: date, today: date) -> bool:
    """
    Can a month's reports no longer be changed? Nobody locks it: its day passes. office: as `office_day`; today: the day
    by which the director opened it again.
    """
    return office > lock_date and not any(one.holds(today) for one in reopenings)
