"""A figure is read where it has one reading; where it has none or two, no other figure is put in its place."""

import re

import pytest

from data.files import figures
from data.files.cells import Kind, is_unknown
from data.files.unreadable import Unreadable

ROUGH_OR_DOUBLE = [
    *("1 200", "1\u00a0200", "1\u202f200", "1\u2009200", "12 34", "1.200", "1.000", "12.345.678", "about 40", "~40"),
    *("40-50", "40–50", "40 to 50", "40+", ">40", "approx. 40", "3k", "2 dozen", "40 families", "1e3", "4.5", "1,20"),
]


@pytest.mark.parametrize("cell", ROUGH_OR_DOUBLE)
def test_a_count_with_no_one_reading_is_refused_and_no_figure_is_put_in_its_place(cell: str):
    read = figures.whole(cell)
    assert isinstance(read, Unreadable)
    assert re.findall(r"[0-9]", read.what + read.remedy) == []


def test_a_refused_count_says_what_is_odd_about_it():
    assert {cell: figures.whole(cell).what for cell in ("1 200", "1.200", "40-50", "about 40")} == {
        "1 200": "has a blank between its digits: it may be one figure or two.",
        "1.200": "may be thousands or a decimal fraction.",
        "40-50": "is a range, not one figure.",
        "about 40": "is a rough figure, not a counted one.",
    }


@pytest.mark.parametrize("cell", ["-3", "−3", "(3)", "- 3"])
def test_less_than_nothing_is_no_count(cell: str):
    assert figures.whole(cell).what == "is less than 0."


@pytest.mark.parametrize(
    ("cell", "value"), [("1,250.5", 1250.5), ("1.250,50", 1250.5), ("1,250,000", 1_250_000.0), ("3,98", 3.98)]
)
def test_a_grouped_number_is_read_where_one_reading_is_left(cell: str, value: float):
    assert figures.number(cell) == value


def test_a_comma_before_three_digits_has_two_readings_but_not_where_things_are_counted():
    assert figures.number("1,250") == Unreadable(
        "may be thousands or a decimal fraction.",
        "Write it without a comma, with a point for the decimals, or leave it blank.",
    )
    assert (figures.counted("1,250"), figures.money("$1,250"), figures.money("1,250.50")) == (1250.0, 1250.0, 1250.5)


def test_a_percentage_in_a_column_of_plain_shares_is_told_what_to_say():
    assert figures.rate("60").remedy == "If it is a percentage, write its % sign, or say percent = true in the mapping."
    assert figures.number("60%").remedy == "Write the number alone, or say percent = true in the mapping."


@pytest.mark.parametrize("read", [figures.counted, figures.money])
def test_a_point_before_three_digits_has_two_readings_where_things_are_counted(read):
    assert read("1.250") == Unreadable("may be thousands or a decimal fraction.", read("1.250").remedy)


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("<5", (None, 0.0, 0.05)),
        ("≤5%", (None, 0.0, 0.05)),
        ("<=5 %", (None, 0.0, 0.05)),
        ("5% or less", (None, 0.0, 0.05)),
        ("LT30", (None, 0.0, 0.3)),
        (">95", (None, 0.95, 1.0)),
        ("≥95%", (None, 0.95, 1.0)),
        ("95%+", (None, 0.95, 1.0)),
        ("95% or more", (None, 0.95, 1.0)),
        ("GE95", (None, 0.95, 1.0)),
        ("20-29", (None, 0.2, 0.29)),
        ("20%-29%", (None, 0.2, 0.29)),
        ("20–29 %", (None, 0.2, 0.29)),
        ("20 to 29", (None, 0.2, 0.29)),
        ("*", (None, None, None)),
        ("N<10", (None, None, None)),
        ("n < 10", (None, None, None)),
        ("100.0", (1.0, None, None)),
        ("0", (0.0, None, None)),
    ],
)
def test_a_published_range_keeps_its_bounds_and_has_no_value(cell: str, figure: tuple):
    assert figures.bounded(cell, is_percent=True, floor=0.0, ceiling=1.0) == figure


@pytest.mark.parametrize("cell", ["29-20", "20-290", "some", "<", "20-", "-5", "1 200"])
def test_a_range_that_is_none_is_refused(cell: str):
    assert isinstance(figures.bounded(cell, is_percent=True, floor=0.0, ceiling=1.0), Unreadable)


@pytest.mark.parametrize("cell", ["#N/A", "#DIV/0!", "#VALUE!", "#¡VALOR!", "N/A", "n/a", "-", "–", "—", "NULL", "nan"])
def test_words_for_not_known_are_no_names(cell: str):
    assert is_unknown(cell, Kind.TEXT)
    assert is_unknown(cell, Kind.WHOLE)


@pytest.mark.parametrize("cell", ["NA", "None", "Nan"])
def test_what_may_be_somebodys_name_is_not_known_only_where_no_name_can_stand(cell: str):
    assert not is_unknown(cell, Kind.TEXT)
    assert is_unknown(cell, Kind.WHOLE)
