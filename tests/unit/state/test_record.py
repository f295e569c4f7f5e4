"""What the panel says about a school's activities."""

import pandas as pd
import pytest

from dashboards.state.school.behind import attended_text, counted_number
from dashboards.state.school.record import activities_counted_text
from models.wording.language import words_in

WORDS = words_in()


@pytest.mark.parametrize(
    ("method", "count", "said"),
    [
        ("views", 86, "86 views"), ("views", 1, "1 view"), ("tickets", 12, "12 tickets"), ("sign_in", 1, "1 family"),
        (None, 0, "0 families"),
    ],
)  # fmt: skip
def test_views_and_tickets_are_never_said_to_be_families(method, count, said):
    assert attended_text(WORDS, method, count) == said


@pytest.mark.parametrize(
    ("cancelled", "said"),
    [
        ([], "0 activities"), ([False], "1 activity"), ([True], "1 activity, cancelled"),
        ([False, True, True], "3 activities, 2 of them cancelled"),
        ([False, True], "2 activities, 1 of them cancelled"),
    ],
)  # fmt: skip
def test_the_count_of_activities_says_how_many_were_cancelled(cancelled, said):
    assert activities_counted_text(WORDS, pd.DataFrame({"is_cancelled": cancelled})) == said


def test_a_number_that_was_cut_is_rounded_once_and_a_whole_one_stays_whole():
    assert [counted_number(WORDS, value) for value in (12.0, 10.44, 9.98, 0.0)] == ["12", "10.4", "10", "0"]
