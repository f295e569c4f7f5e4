"""The mark of a school's month: ten different things that are never taken for each other."""

import pandas as pd
import pytest

from models.month_marks import MonthMark, month_marks

MARCH, APRIL = pd.Timestamp("2026-03-01"), pd.Timestamp("2026-04-01")
DUE = pd.Series({MARCH: pd.Timestamp("2026-04-05"), APRIL: pd.Timestamp("2026-05-05")})
AS_OF = pd.Timestamp("2026-04-10")
ON_TIME, LATE = pd.Timestamp("2026-04-03"), pd.Timestamp("2026-04-07")


def mark(state=None, *, month=MARCH, submitted=None, is_nil=False, activities=None, expected=1, as_of=AS_OF) -> str:
    """The mark of one school's month; state None: nothing is stored about its report."""
    totals = pd.DataFrame({"school_id": ["S1"], "month": [month], "expected": [expected], "activities": [activities]})
    totals["activities"] = totals["activities"].astype(float)
    states = pd.DataFrame(
        {
            "school_id": ["S1"],
            "month": [month],
            "state": [state],
            "due_date": [DUE[month]],
            "first_submitted_date": [submitted],
            "is_nil": [is_nil],
        }
    ).astype({"first_submitted_date": "datetime64[s]", "due_date": "datetime64[s]"})
    marks = month_marks(DUE.index, totals, states if state else states[:0], DUE, as_of)
    return marks.loc["S1", month]


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        ({"expected": 0}, "not_expected"),
        ({"month": APRIL}, "not_due"),
        ({"state": "draft", "month": APRIL}, "draft"),
        ({"state": "draft"}, "missing"),
        ({"state": "not_started"}, "missing"),
        ({}, "missing"),
        ({"state": "returned", "submitted": ON_TIME, "activities": 3}, "returned"),
        ({"state": "accepted", "submitted": ON_TIME, "is_nil": True, "activities": 0}, "nil"),
        ({"state": "accepted", "submitted": LATE, "activities": 3}, "accepted_late"),
        ({"state": "submitted", "submitted": LATE, "activities": 3}, "to_review_late"),
        ({"state": "submitted", "submitted": ON_TIME, "is_nil": True, "activities": 0}, "to_review_nil"),
        ({"state": "submitted", "submitted": ON_TIME, "activities": 3}, "to_review"),
        ({"state": "accepted", "submitted": ON_TIME, "activities": 3}, "accepted"),
        ({"state": "accepted", "submitted": ON_TIME, "activities": 0}, "accepted_zero"),
        ({"state": "submitted", "submitted": ON_TIME, "activities": 0}, "to_review_zero"),
        ({"state": "accepted", "submitted": LATE, "activities": 0}, "accepted_zero_late"),
    ],
)
def test_a_month_gets_the_first_state_that_fits_and_beside_it_that_it_came_late(situation, expected):
    assert mark(**situation) == expected


def test_late_hides_no_state_and_nothing_to_report_hides_no_review():
    assert mark("accepted", submitted=LATE, is_nil=True, activities=0) == "nil_late"
    assert mark("returned", submitted=LATE, is_nil=True, activities=0) == "returned_late"
    assert mark("submitted", submitted=LATE, is_nil=True, activities=0) == "to_review_nil_late"


def test_states_of_received_reports_add_up_whatever_they_tell_and_whenever_they_came():
    received = [mark for mark in MonthMark if mark.is_received]
    assert {mark.state for mark in received} == {MonthMark.RETURNED, MonthMark.TO_REVIEW, MonthMark.ACCEPTED}
    assert [mark.on_time for mark in received if mark.is_late] == [mark for mark in received if not mark.is_late]
    assert {mark for mark in received if mark.is_nil and mark.is_zero} == set()


def test_a_report_of_a_school_nobody_expected_one_from_still_shows():
    assert mark("accepted", submitted=ON_TIME, activities=2, expected=0) == "accepted"


def test_a_report_is_not_missing_on_its_due_date():
    assert mark(as_of=pd.Timestamp("2026-04-05")) == "not_due"
    assert mark(as_of=pd.Timestamp("2026-04-06")) == "missing"


def test_a_report_that_came_on_its_due_date_is_on_time():
    assert mark("accepted", submitted=pd.Timestamp("2026-04-05"), activities=1) == "accepted"


def test_every_month_of_the_calendar_has_its_column():
    totals = pd.DataFrame({"school_id": ["S1"], "month": [MARCH], "expected": [1], "activities": [1.0]})
    states = pd.DataFrame(columns=["school_id", "month", "state", "due_date", "first_submitted_date", "is_nil"])
    marks = month_marks(DUE.index, totals, states.astype({"month": "datetime64[s]"}), DUE, AS_OF)
    assert list(marks.columns) == [MARCH, APRIL]
