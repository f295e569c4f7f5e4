"""What a cell says is read right or not at all."""

from datetime import date

import pytest

from data.files import cells
from data.files.cells import Unreadable
from models.vocabulary import CountingMethod


@pytest.mark.parametrize(
    ("cell", "value"), [("48", 48), ("48.0", 48), ("1,200", 1200), ("0", 0), ("007", 7), ("10000000", 10_000_000)]
)
def test_a_count_is_read(cell: str, value: int):
    assert cells.whole(cell) == value


@pytest.mark.parametrize("cell", ["3x", "4.5", "inf", "nan", "1e3", "9" * 30, "-1", "1,20", "４８", "NA", "0x10"])
def test_what_is_no_count_is_refused(cell: str):
    assert isinstance(cells.whole(cell), Unreadable)


def test_a_refused_count_says_what_to_write():
    assert cells.whole("3x") == Unreadable("is not a whole number.", "Write 3, or leave it blank if nobody counted.")


@pytest.mark.parametrize(("cell", "value"), [("3.98", 3.98), ("3,98", 3.98), ("4", 4.0), (".5", 0.5)])
def test_a_number_is_read(cell: str, value: float):
    assert cells.number(cell) == value


@pytest.mark.parametrize("cell", ["1,234", "inf", "-2", "1e400", "9" * 30, "three", "12 h"])
def test_a_number_that_could_mean_two_things_or_none_is_refused(cell: str):
    assert isinstance(cells.number(cell), Unreadable)


@pytest.mark.parametrize(("cell", "value"), [("0.43", 0.43), ("43%", 0.43), ("1", 1.0)])
def test_a_share_is_read(cell: str, value: float):
    assert cells.rate(cell) == value


@pytest.mark.parametrize("cell", ["43", "143%", "-0.1", "most"])
def test_a_share_above_one_is_refused(cell: str):
    assert isinstance(cells.rate(cell), Unreadable)


@pytest.mark.parametrize(
    "cell", ["2025-09-14", "9/14/2025", "09/14/2025 12:00:00 AM", "2025-09-14 00:00:00", "2025-09-14T00:00:00", "45914"]
)
def test_a_day_is_read_as_spreadsheets_write_it(cell: str):
    assert cells.day(cell) == date(2025, 9, 14)


@pytest.mark.parametrize("cell", ["14/9/2025", "2025-02-30", "0025-09-14", "9/14/25", "soon", "2025-09-14 33:30:00"])
def test_what_is_no_day_is_refused(cell: str):
    assert isinstance(cells.day(cell), Unreadable)


@pytest.mark.parametrize("cell", ["2025-09", "2025-9", "2025-09-01", "9/1/2025", "Sep-25", "September 2025", "45901"])
def test_a_month_is_read_as_spreadsheets_write_it(cell: str):
    assert cells.month(cell) == date(2025, 9, 1)


@pytest.mark.parametrize("cell", ["2025-13", "2025-09-31", "Smarch 2025", "9", "2025", "1025-09"])
def test_what_is_no_month_is_refused(cell: str):
    assert isinstance(cells.month(cell), Unreadable)


@pytest.mark.parametrize("cell", ["2024-2025", "2024-25", "2024/25"])
def test_a_school_year_is_read(cell: str):
    assert cells.school_year(cell) == "2024-25"


@pytest.mark.parametrize("cell", ["2024", "2024-26", "24-25"])
def test_a_bare_year_is_no_school_year(cell: str):
    assert isinstance(cells.school_year(cell), Unreadable)


def test_closed_lists_take_codes_and_labels():
    read = cells.one_of(CountingMethod)
    assert [read("sign_in"), read("Sign in"), read("HEAD-COUNT")] == ["sign_in", "sign_in", "head_count"]
    assert read("guess") == Unreadable(
        "is not on the list.", "Write one of: sign_in, head_count, estimate, tickets, views."
    )


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("43%", (0.43, None, None)),
        ("< 30%", (None, 0.0, 0.30)),
        ("> 75%", (None, 0.75, 1.0)),
        ("43", (0.43, None, None)),
    ],
)
def test_a_censored_figure_keeps_its_bound(cell: str, figure: tuple):
    assert cells.bounded(cell, is_percent=True, floor=0.0, ceiling=1.0) == figure


@pytest.mark.parametrize("cell", ["about 40%", "143%", "<", "< x"])
def test_what_is_neither_figure_nor_bound_is_refused(cell: str):
    assert isinstance(cells.bounded(cell, is_percent=True, floor=0.0, ceiling=1.0), Unreadable)


def test_languages_are_listed_once_each_and_without_english():
    assert cells.listed("English; Spanish;Spanish;", leave_out=frozenset({"english"})) == "Spanish"


def test_text_with_a_control_character_is_refused():
    assert isinstance(cells.text("a\x01b"), Unreadable)
