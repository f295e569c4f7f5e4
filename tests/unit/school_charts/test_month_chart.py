"""A school's months: its own median and limits by pencil, and months that hit the whole district."""

import holoviews as hv
import numpy as np
import pandas as pd
import pytest

from dashboards.charts.labels import apart
from dashboards.charts.month_chart import drawn, month_chart, month_parts, redraw
from models.school_charts.month_limits import district_shifts, month_limits
from models.school_charts.peer_months import quartiles


@pytest.fixture(scope="module", autouse=True)
def _drawing() -> None:
    hv.extension("bokeh")


def test_limits_are_the_median_and_3_14_median_ranges():
    # Ranges 2, 1, 2, 2: median 2; the median of 3, 4, 4, 5, 6 is 4; 4 + 6.28
    limits = month_limits(pd.Series([3.0, 5, 4, 6, 4]))
    assert (limits.median, limits.low, round(limits.high, 2)) == (4, 0.0, 10.28)


def test_across_a_gap_there_is_no_range():
    # Ranges 2, 1, 3, 0: median 1.5; across the gap it would have been 1 more. Median 5.5 -+ 4.71
    limits = month_limits(pd.Series([3.0, np.nan, 4, 6, 5, 8, 8]))
    assert (limits.median, round(limits.low, 2), round(limits.high, 2), limits.months) == (5.5, 0.79, 10.21, 6)


def test_limits_are_a_trial_before_the_twelfth_report():
    assert month_limits(pd.Series([2.0] * 11 + [np.nan])).is_trial
    assert not month_limits(pd.Series([2.0] * 12)).is_trial


def test_four_reports_in_a_row_have_a_median_and_no_limits():
    limits = month_limits(pd.Series([2.0, 4.0, 2.0, 4.0]))
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


# ---------------------------------------------------------------- the chart
def two_years(own: list[float], missing: int) -> pd.DataFrame:
    """April and May of a school year, August and September of the next, one of them without a report."""
    months = pd.to_datetime(["2025-04-01", "2025-05-01", "2025-08-01", "2025-09-01"])
    return pd.DataFrame(
        {
            "month": months,
            "school_year": ["2024-25", "2024-25", "2025-26", "2025-26"],
            "label": list("AMAS"),
            "activities": own,
            "activities_low": [1.0, 1, 1, np.nan],
            "activities_high": [3.0, 3, 4, np.nan],
            "missing": [at == missing for at in range(4)],
        }
    )


def test_august_stands_apart_from_may_and_no_line_runs_through_the_summer():
    parts = month_parts(two_years([2, 3, 4, 1], missing=-1), "activities")
    assert parts.x.tolist() == [0, 1, 3, 4]
    assert (2, 0, 2, parts.top) in parts.dashed


def test_a_missing_report_is_a_gap_with_a_cross_and_never_a_zero():
    parts = month_parts(two_years([2, np.nan, 4, 1], missing=1), "activities")
    assert np.isnan(parts.own[1])
    assert [(word.x, word.text) for word in parts.words if word.is_strong] == [(1, "✕")]
    assert "✕ no report" in [word.text for word in parts.words]


@pytest.mark.parametrize(("is_trial", "words"), [(True, "trial limit"), (False, "limit")])
def test_limits_say_whether_they_are_a_trial(is_trial, words):
    parts = month_parts(
        two_years([2, 3, 4, 1], missing=-1), "activities", median=2.5, low=0.5, high=4.5, is_trial=is_trial
    )
    assert [word.text for word in parts.words] == ["median 2.5", words, words]
    limits = parts.dashed if is_trial else parts.firm
    assert {line[1] for line in limits} >= {0.5, 4.5}


def test_a_figure_to_check_is_hollow_joins_no_line_and_does_not_stretch_the_axis():
    months = two_years([2, 3, 400, 1], missing=-1).assign(activities_check=[False, False, True, False])
    parts = month_parts(months, "activities")
    assert np.isnan(parts.own[2])
    assert np.isnan(parts.check[[0, 1, 3]]).all()
    assert parts.top == month_parts(two_years([2, 3, 4, 1], missing=-1), "activities").top
    assert parts.check[2] < parts.top
    assert [word.text for word in parts.words] == ["400.0"]


def test_a_figure_to_check_that_fits_stands_at_its_own_height():
    months = two_years([2, 3, 4, 1], missing=-1).assign(activities_check=[False, True, False, False])
    parts = month_parts(months, "activities")
    assert (parts.check[1], parts.words) == (3, [])


def test_an_event_of_a_month_that_is_not_shown_is_left_out():
    marks = pd.DataFrame({"month": pd.to_datetime(["2025-08-01", "2019-08-01"]), "words": ["snow", "long ago"]})
    parts = month_parts(two_years([2, 3, 4, 1], missing=-1), "activities", marks=marks)
    assert [word.text for word in parts.words] == ["snow"]


def test_a_chart_given_other_figures_is_the_chart_drawn_anew():
    first = month_parts(two_years([2, 3, 4, 1], missing=-1), "activities", median=2.5, low=0.5, high=4.5)
    second = month_parts(two_years([7, np.nan, 9, 5], missing=1), "activities", median=7, is_trial=False)
    redrawn = hv.renderer("bokeh").get_plot(drawn(first, "chart"))
    redraw(redrawn, second)
    anew = hv.renderer("bokeh").get_plot(drawn(second, "chart"))
    for one, other in zip(redrawn.subplots.values(), anew.subplots.values(), strict=True):
        for name, values in other.handles["source"].data.items():
            np.testing.assert_array_equal(one.handles["source"].data[name], values)
    for plot in (redrawn, anew):
        figure = plot.state
        assert (figure.y_range.end, figure.x_range.end) == (second.top, second.room)
        assert figure.xaxis[0].major_label_overrides == dict(second.ticks)
        shown = [label.text for label in plot.handles["words"] if label.visible]
        assert shown == [word.text for word in second.words]


def test_a_year_without_peers_or_figures_can_be_drawn():
    months = two_years([np.nan] * 4, missing=0).drop(columns=["activities_low", "activities_high"])
    assert len(month_chart(months, "activities")) == 6


def test_words_right_of_the_months_have_room():
    months = two_years([2, 3, 4, 1], missing=1)
    parts = month_parts(months, "activities", median=2.5)
    widest = max(len(word.text) for word in parts.words if word.x > parts.end)
    assert widest == len("✕ no report")
    assert 290 * (parts.room - parts.end - 0.3) / (parts.room + 0.6) >= 6 * widest


def test_words_too_close_to_each_other_are_moved_apart_and_stay_inside():
    assert apart([5, 5.2, 1], 1, 0, 10) == [5, 6, 1]
    assert apart([9.9, 9.8], 1, 0, 10) == [10, 9]


def test_quartiles_of_four_schools_lie_between_two_of_them_and_skip_missing_reports():
    values = np.array([[1.0, 5], [2, np.nan], [3, np.nan], [4, np.nan]])
    assert quartiles(values)[:, 0].tolist() == [1.75, 2.5, 3.25]
    assert quartiles(values)[:, 1].tolist() == [5, 5, 5]
    assert np.isnan(quartiles(np.array([[np.nan], [np.nan]]))).all()
