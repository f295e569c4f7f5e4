"""The chart of a figure over time: what it draws, and that it draws other figures as one drawn anew would."""

import holoviews as hv
import numpy as np
import pandas as pd
import pytest

from dashboards.charts.labels import SPARE
from dashboards.charts.trend_chart import TrendParts, drawn, redraw, trend_chart, trend_parts

NO_MARKS = pd.DataFrame({"month": pd.to_datetime([]), "words": []})


@pytest.fixture(scope="module", autouse=True)
def _drawing() -> None:
    hv.extension("bokeh")


def months(values: list[float], reported: list[float]) -> pd.DataFrame:
    """From April on: two months of one school year, then of the next."""
    starts = pd.to_datetime(["2025-04-01", "2025-05-01", "2025-08-01", "2025-09-01"])[: len(values)]
    return pd.DataFrame(
        {
            "month": starts,
            "school_year": ["2024-25", "2024-25", "2025-26", "2025-26"][: len(values)],
            "label": list("AMAS")[: len(values)],
            "value": values,
            "low": values,
            "high": [value * 1.2 for value in values],
            "reported": reported,
        }
    )


def parts(values: list[float], reported: list[float]) -> TrendParts:
    marks = pd.DataFrame({"month": [pd.Timestamp("2025-08-01")], "words": ["snow"]})
    return trend_parts(months(values, reported), marks=marks, last=["40", "at most 48"])


def test_a_month_with_under_nine_in_ten_reports_is_hollow_and_shaded():
    made = parts([10, 20, 30, 40], [1, 0.89, 0.9, 0.5])
    assert made.is_low.tolist() == [False, True, False, True]


def test_between_two_school_years_there_is_room_and_no_line():
    made = parts([10, 20, 30, 40], [1, 1, 1, 1])
    assert made.x.tolist() == [0, 1, 3, 4]
    curve = drawn(made).Curve.I
    assert np.isnan(curve.dimension_values("value")).sum() == 1


def test_the_marks_of_the_axis_begin_at_nought_and_are_round():
    figure = hv.render(trend_chart(months([10, 20, 30, 2_400], [1, 1, 1, 1]), marks=NO_MARKS, last=[]))
    ticks = figure.yaxis[0].ticker.ticks
    assert ticks[0] == 0
    assert np.diff(ticks).tolist() == [1000] * (len(ticks) - 1)


def test_a_figure_that_nobody_knows_is_drawn_empty():
    made = trend_parts(months([float("nan")] * 4, [0, 0, 0, float("nan")]), marks=NO_MARKS, last=["–"])
    assert hv.render(drawn(made)).y_range.end > 0


def test_other_figures_in_a_drawn_chart_look_as_if_drawn_anew():
    first, second = parts([10, 20, 30, 40], [1, 0.5, 1, 1]), parts([5, 500, 50, 40], [0.2, 1, 1, 0.3])
    renderer = hv.renderer("bokeh")
    plot, anew = renderer.get_plot(drawn(first)), renderer.get_plot(drawn(second))
    models = plot.state.references()
    redraw(plot, second)
    assert plot.state.references() == models, "a new model has all models of a page walked"
    assert plot.state.yaxis[0].ticker.ticks == anew.state.yaxis[0].ticker.ticks
    for one, other in zip(plot.subplots.values(), anew.subplots.values(), strict=True):
        now, then = one.handles["source"].data, other.handles["source"].data
        assert sorted(now) == sorted(then)
        for name in now:
            np.testing.assert_array_equal(np.asarray(now[name], float), np.asarray(then[name], float))
    assert (plot.state.y_range.start, plot.state.y_range.end) == (anew.state.y_range.start, anew.state.y_range.end)
    beside, of_other = (one.handles["beside"] for one in (plot, anew))
    assert beside.major_label_overrides == of_other.major_label_overrides
    assert beside.ticker.ticks == of_other.ticker.ticks
    assert f"40{SPARE}\nat most 48{SPARE}" in beside.major_label_overrides.values()
    assert [label.text for label in plot.handles["words"]][:4] == [label.text for label in anew.handles["words"]][:4]
