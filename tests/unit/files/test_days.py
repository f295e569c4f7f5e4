"""Days and months are read in every way people and programs write them, where there is one reading."""

from datetime import date

import pytest

from data.files import days
from data.files.days import DayOrder
from data.files.unreadable import Unreadable


@pytest.mark.parametrize(
    "cell",
    [
        *("2025-11-12 18:30", "2025-11-12T18:30:00Z", "2025-11-12T18:30:00.123-06:00", "2025-11-12 at 6:30 PM"),
        *("11/12/2025 18:30:22", "11/12/2025, 6:30:22 PM", "11-12-2025", "11.12.2025", "2025/11/12", "20251112"),
        *("Nov 12, 2025", "Nov. 12th, 2025", "November 12 2025 6:30 PM EST", "Wednesday, November 12, 2025"),
        *("12 November 2025", "12-Nov-25", "12-Nov-2025", "12Nov2025", "Wed, 12 Nov 2025 18:30:22 GMT"),
        *("45973", "45973.77", "2025–11–12", "2025-11-12\u200b", "Nov\u00a012,\u00a02025"),
        "Wed Nov 12 2025 18:30:22 GMT-0600 (Central Standard Time)",
    ],
)
def test_a_day_is_the_day_that_is_written_whatever_stands_beside_it(cell: str):
    assert days.day(cell) == date(2025, 11, 12)


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("2025-02-29", "is not a date: there is no 29 February 2025."),
        ("2025-11-31", "is not a date: there is no 31 November 2025."),
        ("31 Nov 2025", "is not a date: there is no 31 November 2025."),
        ("11/31/2025", "is not a date: there is no 31 November 2025."),
        ("14/9/2025", "is not a date with the month first."),
        ("9/14/25", "is not a date that can be read: its year has two digits."),
        ("12-Nov-85", "is not a date that can be read: its year has two digits."),
        ("25-Nov", "is not a whole date: it says no year of four digits."),
        ("2025-13-01", "is not a date."),
        ("2025-11-12 25:30", "is not a date."),
        ("12 Smarch 2025", "is not a date."),
        ("soon", "is not a date."),
    ],
)
def test_a_day_that_is_none_says_why(cell: str, what: str):
    read = days.day(cell)
    assert isinstance(read, Unreadable)
    assert read.what == what


def test_the_same_cell_is_two_days_in_two_orders():
    assert days.day("5.12.2025", DayOrder.DAY_FIRST) == date(2025, 12, 5)
    assert days.day("5.12.2025", DayOrder.MONTH_FIRST) == date(2025, 5, 12)


@pytest.mark.parametrize(
    "cell",
    [
        *("2025-11", "202511", "2025/11", "11/2025", "11-2025", "2025–11", "Nov 2025", "nov. 2025", "November, 2025"),
        *(
            "Nov-25",
            "Nov '25",
            "2025 Nov",
            "2025-11-30",
            "2025-11-12T18:30:00Z",
            "11/30/2025",
            "30 Nov 2025",
            "45973.77",
        ),
    ],
)
def test_a_month_is_read_from_its_name_its_number_or_a_day_in_it(cell: str):
    assert days.month(cell) == date(2025, 11, 1)


def test_september_has_two_short_names():
    assert [days.month(cell) for cell in ("Sept 2025", "Sep 2025")] == [date(2025, 9, 1)] * 2


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("November", "says no year."),
        ("Sept.", "says no year."),
        ("25-Nov", "may be November 2025 or day 25 of a November that says no year."),
        ("Nov 25", "may be November 2025 or day 25 of a November that says no year."),
        ("2025-02-30", "is not a month: there is no 30 February 2025."),
        ("11/25", "is not a month."),
        ("2025-13", "is not a month."),
        ("11", "is not a month."),
    ],
)
def test_a_month_that_is_none_says_why(cell: str, what: str):
    read = days.month(cell)
    assert isinstance(read, Unreadable)
    assert read.what == what
