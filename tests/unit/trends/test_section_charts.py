"""The charts of the cards below: each draws other figures in a drawn chart as one drawn anew would."""

from typing import Any

import holoviews as hv
import numpy as np
import pandas as pd
import pytest

from dashboards.charts.concentration import NeedCurve, concentration_parts
from dashboards.charts.level_dots import level_dots_parts
from dashboards.charts.plain_chart import PlainParts, drawn, redraw
from dashboards.charts.staircase import staircase_parts


@pytest.fixture(scope="module", autouse=True)
def _drawing() -> None:
    hv.extension("bokeh")


def curves(*contacts: float) -> PlainParts:
    known = NeedCurve(np.linspace(0, 1, len(contacts)), np.array(contacts), "need")
    return concentration_parts([known] * (2 if len(contacts) > 3 else 1))


def stairs(*shares: float) -> PlainParts:
    starts = pd.to_datetime(["2025-05-01", "2025-08-01", "2025-09-01"])
    months = pd.DataFrame({"month": starts, "school_year": ["2024-25", "2025-26", "2025-26"]})
    return staircase_parts(months, np.array([shares, np.full(3, np.nan)]), ["Aware", "Active"])


def dots(values: list[float], levels: list[str], *, is_on: bool) -> PlainParts:
    schools = pd.DataFrame({"value": values, "level": 0, "is_on": [is_on] * len(values), "name": "A", "told": "1"})
    spreads = pd.DataFrame({"level": range(len(levels)), "median": 2.0, "low": np.nan, "high": 3.0})
    return level_dots_parts(schools, spreads, levels, ticks=[(0.0, "0"), (5.0, "5")])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (curves(0, 0.5, 1), curves(0, 0.2, 0.4, 0.9, 1)),
        (stairs(0.1, 0.2, 0.3), stairs(0.0, float("nan"), 1.0)),
        (dots([1, 2, 2], ["High"], is_on=True), dots([4], ["High", "Middle"], is_on=False)),
    ],
    ids=["where support goes", "roll-out", "levels"],
)
def test_other_figures_in_a_drawn_chart_look_as_if_drawn_anew(first: PlainParts, second: PlainParts):
    renderer: Any = hv.renderer("bokeh")
    plot, anew = renderer.get_plot(drawn(first)), renderer.get_plot(drawn(second))
    models = plot.state.references()
    redraw(plot, second)
    assert plot.state.references() == models, "a new model has all models of a page walked"
    for one, other in zip(plot.subplots.values(), anew.subplots.values(), strict=True):
        now, then = one.handles["source"].data, other.handles["source"].data
        assert sorted(now) == sorted(then)
        for name in now:
            assert np.asarray(now[name]).astype(str).tolist() == np.asarray(then[name]).astype(str).tolist()
    for name in ("x_range", "y_range"):
        now, then = getattr(plot.state, name), getattr(anew.state, name)
        assert (now.start, now.end) == (then.start, then.end)
    assert plot.state.height == anew.state.height
    assert plot.state.yaxis[0].major_label_overrides == anew.state.yaxis[0].major_label_overrides


def test_a_step_stands_level_for_its_month_and_nothing_runs_through_the_summer():
    line = stairs(0.1, 0.2, 0.3).layers[0]
    known = ~np.isnan(line.dimension_values("y"))
    assert line.dimension_values("x")[known].tolist() == [-0.5, 0.5, 1.5, 2.5, 2.5, 3.5]
    assert line.dimension_values("y")[known].tolist() == [0.1, 0.1, 0.2, 0.2, 0.3, 0.3]


def test_each_school_year_is_named_once_however_few_of_its_months_there_are():
    assert stairs(0.1, 0.2, 0.3).x_ticks == [(0.0, "24-25"), (2.0, "25-26")]


def test_schools_with_like_figures_stand_beside_each_other():
    made = dots([2.0, 2.0, 2.0], ["High"], is_on=False)
    heights = made.layers[2].dimension_values("y")
    assert len(set(heights.tolist())) == 3
    assert np.abs(heights).max() < 0.3
