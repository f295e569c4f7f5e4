"""How often a list is right, and whether its chances come true, by a pencil."""

import pandas as pd
import pytest

from data.sample.simulated import simulated
from models.support_need.assess import assess
from models.support_need.truth_checks import Hits, against_truth, calibration, hits


def rows(told: list[tuple[float, bool, bool]]) -> pd.DataFrame:
    return pd.DataFrame(told, columns=["said", "is_listed", "is_worst"])


def test_a_hit_is_a_listed_school_that_needed_most_beside_what_a_hat_would_get():
    found = hits(rows([(0.9, True, True), (0.8, True, False), (0.2, False, True), (0.1, False, False)]))
    assert found == Hits(places=2, right=1, by_chance=1.0)


def test_chances_are_set_beside_what_came_true_band_by_band_with_the_range_of_luck():
    told = calibration(rows([(0.6, True, True)] * 6 + [(0.6, True, False)] * 4 + [(0.05, False, False)] * 10))
    assert told["n"].tolist() == [10, 10]
    assert told["said"].tolist() == pytest.approx([0.05, 0.6])
    assert told["came_true"].tolist() == [0.0, 0.6]
    # Wilson's range of 6 in 10 at nine in ten: (0.6 + 0.1353 -+ 0.2644) / 1.2706
    assert (told["low"].iloc[1], told["high"].iloc[1]) == pytest.approx((0.3505, 0.8069), abs=0.002)
    assert told["low"].iloc[0] == pytest.approx(0, abs=1e-9)


def test_the_truth_of_a_month_is_that_of_the_two_months_after_it_and_the_last_two_have_none():
    history, truth = simulated(3, schools=20, months=5)
    told = against_truth(assess(history, [], truth.index[0], truth.index[-1]), truth)
    assert sorted(set(told["month"])) == list(truth.index[:3])
    first = told[told["month"].eq(truth.index[0])].set_index("school_id")["is_worst"]
    lowest = truth.iloc[1:3].mean().nsmallest(3).index
    assert sorted(first.index[first]) == sorted(lowest)
