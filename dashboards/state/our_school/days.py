"""Which day a school's own page speaks of, and which list it compares by. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from dashboards.state.frame_rows import rows_of


class _Month(NamedTuple):
    month: pd.Timestamp
    as_of_date: pd.Timestamp
    lock_date: pd.Timestamp


def day_of_page(calendar: pd.DataFrame, latest: pd.Timestamp, today: pd.Timestamp) -> pd.Timestamp:
    """
    The day from which "due in 3 days" is counted.

    calendar: month, as_of_date, lock_date of every reporting month of the district, in order. latest: the last month
    that any report has come in for.

    It is today, as long as today lies in the calendar. After the calendar's end it is the last day on which something
    could come in. Where the reports end long before the calendar does, or lie in the future, as in a sample, the page
    stands where the lists stand: on the latest one's as-of date.
    """
    months = {one.month: one for one in rows_of(calendar, _Month)}
    last = months[max(months)]
    if latest <= today <= last.lock_date:
        return today
    if today > last.lock_date and latest == last.month:
        return last.lock_date
    return months[latest].as_of_date


def list_to_compare_by(lists: Iterable[tuple[pd.Timestamp, pd.Timestamp]], day: pd.Timestamp) -> pd.Timestamp | None:
    """
    The latest month whose list has been made by a day; None before the year's first one.

    lists: month and as-of date of every month of a school year that has reports. A list whose day is still to come
    would call reports missing that are not due yet.
    """
    return max((month for month, as_of in lists if as_of <= day), default=None)
