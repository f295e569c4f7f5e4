"""Days, counts and shares as the pages write them."""

import math

import pandas as pd
import pytest

from dashboards.state.formats import counted, day, share, short_day

NAN = math.nan


def test_days_are_written_out_without_leading_zeros():
    assert day(pd.Timestamp("2026-04-05")) == "5 April 2026"
    assert short_day(pd.Timestamp("2026-04-05")) == "5 Apr"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 schools"), (1, "1 school"), (11, "11 schools"), (1200, "1,200 schools")]
)
def test_one_is_singular_and_all_else_plural(count, words):
    assert counted(count, "school") == words


def test_an_irregular_plural_can_be_given():
    assert counted(2, "entry", "entries") == "2 entries"


@pytest.mark.parametrize(
    ("value", "low", "high", "words"),
    [
        (0.43, NAN, NAN, "43 %"),
        (0.0, NAN, NAN, "0 %"),
        (1.0, NAN, NAN, "100 %"),
        (NAN, 0.0, 0.3, "under 30 %"),
        (NAN, 0.75, 1.0, "over 75 %"),
        (NAN, 0.3, 0.4, "between 30 % and 40 %"),
    ],
)
def test_a_censored_share_keeps_its_bound(value, low, high, words):
    assert share(value, low, high) == words
