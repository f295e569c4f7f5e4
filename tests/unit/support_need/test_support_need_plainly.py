"""The method and the same method worked out the long way must agree."""

import pandas as pd
import pytest

from models.support_need.assess import assess
from tests.unit.support_need.districts import simulated
from tests.unit.support_need.plain_support_need import plain_month


@pytest.fixture(scope="module")
def district():
    history, truth = simulated(7, schools=50, months=12)
    return history, assess(history, [], truth.index[0], truth.index[-1])


@pytest.mark.parametrize("at", [0, 4, 11], ids=["first August", "December", "September of the next year"])
def test_a_list_can_be_retraced_the_long_way(district, at):
    history, assessed = district
    month = list(assessed)[at]
    plain = plain_month(history, month, assessed[month].last_list)
    pd.testing.assert_frame_equal(
        assessed[month].schools[plain.columns], plain, rtol=0, atol=1e-9, check_index_type=False
    )
