"""One figure of each school over a range: by level, and beside what chance allows."""

import numpy as np
import pytest

from models.trends.by_school import level_spreads, school_values, schools_funnel
from models.trends.quantities import Measure
from tests.unit.trends.worlds import World

MONTHS = ["2024-08", "2024-09", "2024-10"]


def test_a_school_has_a_figure_from_two_reports_on_and_none_on_fewer_than_ten_people():
    world = World(MONTHS)
    for month, held in zip(MONTHS, (1, 2, 6), strict=True):
        world.report("A", month, activities=held, families=10 * held)
    world.report("B", "2024-08", activities=5, families=50)
    world.silent("B", "2024-09")
    world.report("C", "2024-08", activities=1, families=4)
    world.report("C", "2024-09", activities=1, families=5)
    cells = world.cells()
    np.testing.assert_array_equal(school_values(cells, Measure.ACTIVITIES, 0, 2), [3, np.nan, 1])
    np.testing.assert_array_equal(school_values(cells, Measure.FAMILIES, 0, 2), [30, np.nan, np.nan])
    np.testing.assert_allclose(school_values(cells, Measure.REACH, 0, 2), [30, np.nan, np.nan])


def test_quartiles_of_a_level_need_five_schools():
    world = World(MONTHS)
    for nth, school in enumerate("ABCDE"):
        for month in MONTHS:
            world.report(school, month, activities=nth)
    world.school("Z", level="high")
    for month in MONTHS:
        world.report("Z", month, activities=7)
    cells = world.cells()
    of_elementary, of_high = level_spreads(cells, school_values(cells, Measure.ACTIVITIES, 0, 2), 0, 2)
    assert (of_elementary.low, of_elementary.median, of_elementary.high) == (1, 2, 3)
    assert (of_high.schools, of_high.median) == (1, 7)
    assert np.isnan(of_high.low)


def test_a_school_far_from_its_level_lies_outside_and_the_level_itself_is_no_fault():
    world = World(MONTHS)
    for nth in range(12):
        for month in MONTHS:
            answers = 4 if nth == 11 else 50
            world.report(f"E{nth:02d}", month, activities=1, families=100, asked_families=100, asked_answers=answers)
            world.school(f"H{nth:02d}", level="high")
            world.report(f"H{nth:02d}", month, activities=1, families=100, asked_families=100, asked_answers=20)
    found = schools_funnel(world.cells(), Measure.RESPONSE, 0, 2)
    assert found is not None
    far = found.points.loc[found.points["deviations"].abs() > 3.09, "school"].tolist()
    assert far == [11]
    of_high = found.points[found.points["school"] >= 12]
    assert of_high["y"].to_numpy() == pytest.approx(found.target)


def test_nobody_with_a_figure_makes_no_funnel():
    world = World(MONTHS)
    world.silent("A", "2024-08")
    world.report("A", "2024-09", activities=0)
    assert schools_funnel(world.cells(), Measure.REACH, 0, 2) is None
    assert schools_funnel(world.cells(), Measure.RESPONSE, 0, 2) is None
