"""Counts and shares as the pages write them."""

import math

import pytest

from dashboards.state.formats import schools_counted, share, survey_figure
from models.wording.language import words_in

NAN = math.nan


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 schools"), (1, "1 school"), (11, "11 schools"), (1200, "1,200 schools")]
)
def test_one_is_singular_and_all_else_plural(count, text):
    assert schools_counted(words_in(), count) == text


@pytest.mark.parametrize(
    ("value", "low", "high", "words"),
    [
        (0.43, NAN, NAN, "43 %"),
        (0.0, NAN, NAN, "0 %"),
        (1.0, NAN, NAN, "100 %"),
        (NAN, 0.0, 0.3, "under 30 %"),
        (NAN, 0.75, 1.0, "over 75 %"),
        (NAN, 0.3, 0.4, "between 30 % and 40 %"),
        (NAN, NAN, 0.3, "under 30 %"),
        (NAN, 0.75, NAN, "over 75 %"),
    ],
)
def test_a_censored_share_keeps_its_bound(value, low, high, words):
    assert share(words_in(), value, low, high) == words


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        ((0.43, NAN, NAN, "0-1", ""), "43 %"),
        ((1.5, NAN, NAN, "0-1", "part_above_whole"), "1.5 (scale 0-1) (please check)"),
        ((60.0, NAN, NAN, "0-1", "value_off_scale"), "60 (scale 0-1) (please check)"),
        ((0.0062, NAN, NAN, "0-1", "share_under_one_percent"), "1 % (please check)"),
        ((45.0, NAN, NAN, "1-99", ""), "45 (scale 1-99)"),
    ],
)
def test_a_survey_figure_off_its_scale_is_shown_as_published_and_marked(figure, shown):
    assert survey_figure(words_in(), *figure) == shown
