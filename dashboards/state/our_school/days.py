"""Which list a school's own page compares by. Pure."""

from collections.abc import Iterable

import pandas as pd


def list_to_compare_by(lists: Iterable[tuple[pd.Timestamp, pd.Timestamp]], day: pd.Timestamp) -> pd.Timestamp | None:
    """
    The latest month whose list has been made by a day; None before the year's first one.

    lists: month and as-of date of every month of a school year that has reports. A list whose day is still to come
    would call reports missing that are not due yet.
    """
    return max((month for month, as_of in lists if as_of <= day), default=None)
