"""A school among all others, in words and as far as the viewer may know the others."""

import holoviews as hv
import numpy as np
import pandas as pd
import pytest

from dashboards.charts.funnel import drawn, funnel_parts, redraw
from dashboards.state.school.funnels import FunnelShown, comparable, funnel_of_school, funnel_shown
from models.support_need.assess import assess
from models.support_need.assessment import Assessment
from models.vocabulary import Indicator
from models.wording.funnel import no_limits_text
from models.wording.language import words_in
from tests.unit.support_need.districts import simulated


@pytest.fixture(scope="module", autouse=True)
def _drawing() -> None:
    hv.extension("bokeh")


@pytest.fixture(scope="module")
def month() -> Assessment:
    history, truth = simulated(5, schools=40, months=10)
    return assess(history, [], truth.index[0], truth.index[-1])[truth.index[-1]]


def shown(month: Assessment, code: Indicator = Indicator.ACTIVITY, *, office: bool = True) -> FunnelShown:
    names = pd.Series({school: f"School {school}" for school in month.index})
    found = funnel_of_school(code, month, "S0003", name="Own Elementary", names=names if office else None, per_unit=0.4)
    assert found is not None
    return funnel_shown(words_in(), found)


def test_a_liaison_gets_dots_that_say_nothing_about_whose_they_are(month):
    assert list(shown(month, office=False).points) == ["x", "y", "is_own", "words", "count"]
    assert set(shown(month, office=False).points["words"]) - {""} == {
        shown(month).points.set_index("is_own").at[True, "words"]
    }


def test_the_office_may_point_at_a_dot_and_read_its_name_and_figures(month):
    points = shown(month).points
    assert points["name"].str.contains("School S").all()
    assert points["told"].str.contains(r"\(months reported: \d+; schools like it: \d").all()


def test_schools_at_one_place_are_one_larger_dot_there_and_nobody_is_moved_aside(month):
    found = shown(month, Indicator.REPORTING)
    others = found.points[~found.points["is_own"]]
    assert set(others["x"]) <= {1.0, 2.0, 3.0, 4.0}
    assert not others.duplicated(["x", "y"]).any()
    assert others["count"].sum() == len(month.index) - 1
    assert found.sentence.endswith("A larger dot is several schools at one place.")
    largest = others.loc[others["count"].idxmax()]
    assert largest["name"].count("School S") == min(8, largest["count"])
    assert largest["name"].endswith(f"and {largest['count'] - 8} more") == (largest["count"] > 8)
    dots = funnel_parts(found.points, found.limits, **found.chart).layers[-2].dframe()
    assert dots["x"].tolist() == others["x"].tolist()
    assert dots["size"].is_monotonic_increasing == others["count"].is_monotonic_increasing


def test_words_at_the_ends_of_the_limits_have_room_however_long_they_are(month):
    found = shown(month)
    narrow, wide = (
        funnel_parts(found.points, found.limits, **found.chart | {"peers": words}).room
        for words in ("peers, 2", "schools of this kind, 2.7")
    )
    right = found.limits["x"].iloc[-1]
    assert 290 * (1 - right / narrow) >= 6 * len("99.8 % limit")
    assert 290 * (1 - right / wide) >= 4.9 * len("schools of this kind, 2.7")


def test_the_table_says_the_school_its_peers_and_both_limits(month):
    table = shown(month).table
    assert [row[0] for row in table["rows"]][:2] == ["Own Elementary", "Schools like it"]
    assert [row[0].partition(" limits")[0] for row in table["rows"][2:]] == ["95 %", "99.8 %"]


def test_the_first_reason_is_offered_first_and_each_indicator_once(month):
    school = next(school for school, reasons in month.reasons.items() if reasons)
    codes = comparable(month, school)
    assert codes[0] == month.reasons[school][0].code
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("code", [Indicator.REPORTING, Indicator.RESPONSE, Indicator.RATING, Indicator.BREADTH])
def test_every_indicator_can_be_drawn_with_one_marked_school(code, month):
    found = shown(month, code)
    chart = drawn(funnel_parts(found.points, found.limits, **found.chart))
    own = chart.get(len(chart) - 1)
    assert len(own) == 1


def test_a_district_too_small_for_limits_is_drawn_without_them():
    history, truth = simulated(5, schools=4, months=10)
    last = truth.index[-1]
    found = shown(assess(history, [], last, last)[last])
    layers = funnel_parts(found.points, found.limits, **found.chart).layers
    assert [len(layer) for layer in layers if isinstance(layer, hv.Curve)] == [0, 0, 0, 0]
    assert [len(layer) for layer in layers if isinstance(layer, hv.Points)] == [3, 1]
    assert found.sentence == no_limits_text(words_in())
    assert [row[0] for row in found.table["rows"]] == ["Own Elementary", "Schools like it"]


def test_a_chart_given_other_figures_is_the_chart_drawn_anew(month):
    first, second = (
        funnel_parts(found.points, found.limits, **found.chart)
        for found in (shown(month, Indicator.RESPONSE), shown(month, Indicator.BREADTH))
    )
    redrawn, anew = (hv.renderer("bokeh").get_plot(drawn(parts)) for parts in (first, second))
    redraw(redrawn, second)
    for one, other in zip(redrawn.subplots.values(), anew.subplots.values(), strict=True):
        assert set(one.handles["source"].data) == set(other.handles["source"].data)
        for name, values in other.handles["source"].data.items():
            np.testing.assert_array_equal(one.handles["source"].data[name], values)
    for plot in (redrawn, anew):
        figure = plot.state
        assert (figure.x_range.end, figure.y_range.start, figure.y_range.end) == (
            second.room,
            second.bottom,
            second.ceiling,
        )
        assert figure.ygrid[0].ticker is figure.yaxis[0].ticker
        assert (figure.xaxis[0].axis_label, figure.yaxis[0].formatter.format) == (second.x_label, "%d")
        shown_words = [label.text for label in plot.handles["words"] if label.visible]
        assert shown_words == [word.text for word in second.words]
