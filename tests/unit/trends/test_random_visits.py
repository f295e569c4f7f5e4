"""Visits drawn by chance: what these schools did afterwards, beside those that could have been drawn."""

import numpy as np
import pandas as pd

from models.trends.cells import Cells
from models.trends.random_visits import Draw, random_visits
from tests.unit.trends.worlds import World, reporting_months

MONTHS = reporting_months("2024-08", 5)
DRAWN = [f"D{number:02d}" for number in range(30)]
OTHERS = ["O1", "O2"]
LIST = pd.Timestamp("2024-08-01")
DRAW = Draw(pd.Timestamp("2024-09-10"), frozenset(DRAWN), frozenset(OTHERS))


def cells() -> Cells:
    """Thirty schools with five activities a month, two with three: the level's mean is 4.875."""
    world = World(MONTHS)
    for school in (*DRAWN, *OTHERS):
        for month in MONTHS:
            world.report(school, month, activities=5 if school in DRAWN else 3)
    return world.cells()


def visited(schools: list[str], day: str = "2024-09-20") -> pd.DataFrame:
    return pd.DataFrame({"school_id": schools, "contacted_on": pd.Timestamp(day)})


def test_thirty_visits_are_set_beside_the_schools_that_were_not_drawn():
    twice = pd.concat([visited(DRAWN), visited(DRAWN[:3], "2024-09-25"), visited(OTHERS)])
    found = random_visits(cells(), {LIST: DRAW}, twice)
    assert (found.made, found.known, found.shown) == (30, 30, True)
    np.testing.assert_allclose([found.after, found.others], [5 - 4.875, 3 - 4.875])


def test_fewer_are_only_counted():
    found = random_visits(cells(), {LIST: DRAW}, visited(DRAWN[1:]))
    assert (found.made, found.known, found.shown) == (29, 29, False)
    assert np.isnan([found.after, found.others]).all()


def test_a_visit_before_the_draw_or_without_reports_after_it_tells_nothing():
    early, late = visited(DRAWN, "2024-09-09"), visited(DRAWN, "2024-12-20")
    counts = [
        (found.made, found.known) for found in (random_visits(cells(), {LIST: DRAW}, some) for some in (early, late))
    ]
    assert counts == [(0, 0), (30, 0)]
