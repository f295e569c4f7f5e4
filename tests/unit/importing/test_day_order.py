"""A column of days has one order, found from its cells or from the months beside, or it is refused."""

from datetime import date

import pytest

from data.files.days import DayOrder, day
from data.importing.day_order import ColumnOrder, goes_with_month, is_first_of_month, order_of

NOVEMBER = date(2025, 11, 1)


def of(*texts: str, target: str = "activity_date", month: date | None = NOVEMBER, stated: str = "") -> ColumnOrder:
    def alone(cell: str) -> date | None:
        read = day(cell)
        return read if isinstance(read, date) else None

    return order_of(
        texts, range(2, len(texts) + 2), stated=stated, fits=lambda: goes_with_month(target, [month] * len(texts)),
        others=alone,
    )  # fmt: skip


@pytest.mark.parametrize("separator", ["/", "-", "."])
def test_one_day_past_the_twelfth_settles_the_column(separator: str):
    assert of(*(cell.replace("/", separator) for cell in ("05/11/2025", "19/11/2025"))) == ColumnOrder(
        DayOrder.DAY_FIRST
    )
    assert of(*(cell.replace("/", separator) for cell in ("11/05/2025", "11/19/2025"))) == ColumnOrder(
        DayOrder.MONTH_FIRST
    )


def test_a_number_that_is_no_day_settles_nothing():
    assert of("45/11/2025", "05/11/2025", month=None).order is None


def test_a_column_with_both_orders_names_a_row_of_each():
    found = of("11/19/2025", "19/11/2025")
    assert found.order is None
    assert found.fault is not None
    assert (found.place, "11/19/2025 in row 2" in found.fault.what) == (1, True)


def test_the_months_beside_tell_the_order_and_that_is_said():
    due = of("05/12/2025", "05/12/2025", "04/12/2025", target="due_date")
    assert due.order is DayOrder.DAY_FIRST
    assert due.warning == (
        "was read as 5 December 2025, and every day like it in this column with the day first: "
        "so they fit the months beside."
    )
    assert of("11/05/2025", "11/07/2025").order is DayOrder.MONTH_FIRST


def test_a_column_half_outside_its_month_either_way_is_refused():
    found = of("11/05/2025", "05/11/2025")
    assert found.order is None
    assert found.fault is not None
    assert found.fault.what == (
        "may be 5 November 2025 or 11 May 2025, and so for 1 more of this column: "
        "nothing here tells whether the month or the day comes first."
    )
    assert "date_order" in found.fault.remedy


def test_without_a_month_beside_nothing_is_guessed():
    assert of("05/11/2025", month=None).order is None
    assert of("05/05/2025", "2025-11-19", month=None).order is DayOrder.MONTH_FIRST


def test_the_order_a_mapping_states_is_taken():
    assert of("05/11/2025", month=None, stated="dmy") == ColumnOrder(DayOrder.DAY_FIRST)


def test_days_a_spreadsheet_turned_round_are_refused_beside_one_it_could_not_read():
    for turned in ("2025-05-11", "11/05/2025"):
        found = of(turned, "19/11/2025")
        assert found.order is None
        assert found.fault is not None
        assert found.fault.what.startswith("seems to have day and month turned round: 19/11/2025 in row 3")
    assert of("2025-11-05", "19/11/2025").order is DayOrder.DAY_FIRST


def test_a_month_written_as_its_first_day_tells_the_order():
    def of_months(*texts: str) -> ColumnOrder:
        return order_of(
            texts, range(2, 9), fits=lambda: is_first_of_month, others=lambda _: None, is_month=True
        )  # fmt: skip

    assert of_months("9/1/2025", "10/1/2025") == ColumnOrder(DayOrder.MONTH_FIRST)
    assert of_months("1/9/2025", "1/10/2025").order is DayOrder.DAY_FIRST
    assert of_months("1/9/2025", "9/1/2025").order is None
