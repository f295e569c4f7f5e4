"""A school's months: its own median and limits by pencil, and months that hit the whole district."""

import numpy as np
import pandas as pd

from models.month_limits import district_shifts, month_limits


def test_limits_are_the_median_and_3_14_median_ranges():
    # Ranges 2, 1, 2: median 2; the median of 3, 4, 5, 6 is 4.5; 4.5 + 6.28
    limits = month_limits(pd.Series([3.0, 5, 4, 6]))
    assert (limits.median, limits.low, round(limits.high, 2)) == (4.5, 0.0, 10.78)


def test_across_a_gap_there_is_no_range():
    # 3, no report, 4, 6, 5: ranges 2 and 1; the first range across the gap would have been 1
    limits = month_limits(pd.Series([3.0, np.nan, 4, 6, 5]))
    assert (limits.median, limits.low, limits.high, limits.months) == (4.5, 0.0, 4.5 + 3.14 * 1.5, 4)


def test_limits_are_a_trial_before_the_twelfth_report():
    assert month_limits(pd.Series([2.0] * 11 + [np.nan])).is_trial
    assert not month_limits(pd.Series([2.0] * 12)).is_trial


def test_two_reports_have_a_median_and_no_limits():
    limits = month_limits(pd.Series([2.0, 4.0]))
    assert limits.median == 3
    assert np.isnan(limits.high)


def test_no_report_at_all_has_neither():
    limits = month_limits(pd.Series([np.nan, np.nan]))
    assert np.isnan(limits.median)
    assert limits.months == 0


def test_a_month_that_halves_the_district_is_a_district_event_and_a_usual_dip_is_none():
    months = pd.to_datetime(["2024-12-01", "2025-01-01", "2025-12-01", "2026-01-01"])
    totals = pd.DataFrame({"month": months.repeat(2), "reported": 1, "activities": [1.0, 1, 4, 4, 1, 1, 2, 2]})
    assert list(district_shifts(totals)) == [pd.Timestamp("2026-01-01")]


def test_missing_reports_make_no_district_event():
    months = pd.to_datetime(["2025-01-01", "2025-01-01", "2026-01-01", "2026-01-01"])
    totals = pd.DataFrame({"month": months, "reported": [1, 1, 1, 0], "activities": [4.0, 4, 4, np.nan]})
    assert list(district_shifts(totals)) == []
