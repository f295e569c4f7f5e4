"""The funnel's limits by pencil: what chance allows, and what schools usually differ by."""

import numpy as np
import pandas as pd
import pytest

from models.school_charts.funnel import funnel
from models.support_need.limits import between_schools, winsorised, within
from models.vocabulary import Indicator


def figures(*rows: tuple[float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["own", "peers", "n"], index=[f"S{number}" for number in range(len(rows))])


def test_the_outer_tenth_of_the_values_is_set_to_the_next_one_inside():
    values = np.array([9.0, 1, 2, 3, 4, 5, 6, 7, 8, 100])
    assert winsorised(values).tolist() == [9, 2, 2, 3, 4, 5, 6, 7, 8, 9]


def test_fewer_than_ten_values_are_left_as_they_are():
    assert winsorised(np.array([1.0, 50, 3])).tolist() == [1, 50, 3]


def test_schools_that_differ_more_than_chance_widen_the_limits():
    # z = 2, -2, 2, -2: phi = 4; (4 x 4 - 3) / (4 - 4 / 4) = 13 / 3
    assert between_schools(np.array([2.0, -2, 2, -2]), np.ones(4)) == pytest.approx(13 / 3)


def test_schools_that_differ_less_than_chance_widen_nothing():
    assert between_schools(np.array([0.1, -0.1, 0.1, -0.1]), np.ones(4)) == 0


def test_without_a_model_for_chance_all_spread_is_between_schools():
    assert between_schools(np.array([1.0, -1, 2, -2]), np.zeros(4)) == 2.5


def test_a_share_of_25_in_100_has_the_limits_of_the_arcsine():
    # arcsin(sqrt(.25)) = pi/6 = .5236, sd = sqrt(1/400) = .05: sin^2(.5236 -+ .098) and sin^2(.5236 -+ .1545)
    shown = funnel(Indicator.RESPONSE, figures(*[(25, 25, 400)] * 4, (25, 25, 1600)), "S0")
    assert shown.between == 0
    assert shown.limits.iloc[0].round(1).to_dict() == {
        "x": 100,
        "low_95": 17.0,
        "high_95": 33.9,
        "low_998": 13.0,
        "high_998": 39.4,
    }


def test_limits_are_closer_where_more_stands_behind_a_figure():
    shown = funnel(Indicator.RESPONSE, figures(*[(25, 25, n) for n in (20, 50, 100, 200, 400)]), "S0")
    width = shown.limits["high_95"] - shown.limits["low_95"]
    assert (width.diff().dropna() < 0).all()
    assert (shown.limits["x"].min(), shown.limits["x"].max().round()) == (5, 416)


def test_a_school_keeps_its_own_figure_and_others_are_moved_by_their_own_gap():
    # Roots: 1 against 2 at home, so 1 lower; at the chosen school's 3 that is 2, whose square is 4.
    shown = funnel(Indicator.ACTIVITY, figures((4, 9, 8), (1, 4, 8)), "S0")
    assert shown.points[["school_id", "y", "own"]].to_numpy().tolist() == [
        ["S0", pytest.approx(4), 4],
        ["S1", pytest.approx(4), 1],
    ]
    assert shown.target == 9


def test_a_count_of_n_is_shown_in_per_cent():
    shown = funnel(Indicator.REPORTING, figures((2, 0.4, 4), (0, 0.4, 4)), "S0")
    assert (shown.points["y"].round(6).tolist(), shown.target) == ([50, 0], 10)


def test_under_ten_answers_a_rating_has_no_dot():
    shown = funnel(Indicator.RATING, figures((3.6, 4, 9), (4.2, 4, 30)), "S0", per_unit=0.5)
    assert shown.points["school_id"].tolist() == ["S1"]


def test_a_hidden_figure_has_no_dot_and_the_peers_line_stays():
    shown = funnel(Indicator.RESPONSE, figures((np.nan, 30, 60), (40, 30, 100)), "S0")
    assert (shown.points["school_id"].tolist(), shown.target) == (["S1"], 30)


def test_four_schools_are_too_few_for_limits():
    assert funnel(Indicator.RESPONSE, figures(*[(25, 25, 100)] * 4), "S0").limits.empty


def test_no_school_has_more_than_six_types_or_fewer_than_none():
    shown = funnel(Indicator.BREADTH, figures((1, 2, 4), (6, 2, 4), (2, 6, 4), (3, 3, 4), (4, 3, 4)), "S0")
    assert shown.points["y"].tolist() == [1, 6, 0, 2, 3]
    assert (shown.limits["low_998"].min(), shown.limits["high_998"].max()) == (0, 6)


def test_a_school_with_nothing_to_compare_has_no_funnel():
    assert funnel(Indicator.LANGUAGE, figures((np.nan, np.nan, 0), (2, 3, 4)), "S0") is None


def test_the_variance_of_one_answer_is_pooled_within_schools():
    # School 0: means 3 and 5 of 1 and 3 answers, mean 4.5: 1 x 2.25 + 3 x .25 = 3. School 1 alone adds nothing.
    # 3 rows - 2 schools = 1: 3
    assert within(np.array([0, 0, 1]), np.array([3.0, 5, 4]), np.array([1.0, 3, 7])) == 3
