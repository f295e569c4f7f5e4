"""The method looks back three school years: what is older decides nothing, and up to then nothing is left out."""

from dataclasses import replace

import pandas as pd
import pytest

from models.support_need.assess import assess, assess_ordered
from models.support_need.cleaning import ordered
from models.support_need.history import DistrictHistory
from models.support_need.look_back import months_in_reach, within_reach, years_in_reach
from tests.unit.support_need.districts import everything, simulated


@pytest.fixture(scope="module")
def long() -> tuple[DistrictHistory, pd.DatetimeIndex]:
    """A district of four school years and two months, and its months."""
    history, truth = simulated(5, schools=20, months=42)
    return history, truth.index


def without(history: DistrictHistory, months: pd.Series) -> DistrictHistory:
    """As if nothing had ever been reported for these months."""
    reported = {name: getattr(history, name) for name in ("reports", "activities", "responses")}
    return replace(history, **{name: rows[~rows["month"].isin(months)] for name, rows in reported.items()})


def test_a_year_reaches_itself_and_the_two_before_it(long):
    history, months = long
    years = sorted(set(history.calendar["school_year"]))
    assert len(years) == 5
    assert years_in_reach(history.calendar, years[0]) == years[:1]
    assert years_in_reach(history.calendar, years[4]) == years[2:]
    assert list(months_in_reach(history.calendar, years[4])) == list(months[20:])


def test_up_to_thirty_months_the_lists_are_those_of_the_whole_history(long):
    history, months = long
    whole = assess_ordered(ordered(history), [], months[20], months[29])
    assert {month: everything(one) for month, one in assess(history, [], months[20], months[29]).items()} == {
        month: everything(one) for month, one in whole.items()
    }
    assert len(whole) == 10


def test_what_is_older_decides_nothing_and_what_is_not_does(long):
    history, months = long
    latest = months[-1]
    today = everything(assess(history, [], latest, latest)[latest])
    older, within = without(history, months[:20]), without(history, months[20:22])
    assert everything(assess(older, [], latest, latest)[latest]) == today
    assert everything(assess(within, [], latest, latest)[latest]) != today


def test_several_years_at_once_are_each_year_alone(long):
    history, months = long
    together = assess(history, [], months[5], months[-1])
    assert list(together) == list(months[5:])
    alone = assess(history, [], months[35], months[35])[months[35]]
    assert everything(together[months[35]]) == everything(alone)


def test_decisions_by_hand_stay_whenever_they_began(long):
    history, months = long
    decisions = pd.DataFrame(
        [{"school_id": "S001", "kind": "on", "starts_on": months[2], "ends_on": pd.NaT, "note": "", "author": ""}]
    )
    year = str(history.calendar["school_year"].iloc[-1])
    assert len(within_reach(replace(history, decisions=decisions), year).decisions) == 1
