"""What missing reports leave open, by the worked example of tests/spec, and its edges."""

import numpy as np
import pytest

from models.trends.open_range import Expectations, expectations
from tests.unit.trends.worlds import World, table

MONTHS = ["2024-09", "2024-10"]


@pytest.fixture(scope="module")
def four_schools() -> Expectations:
    world = World(MONTHS)
    for row in table("range"):
        for month, held in zip(MONTHS, (row["month_1"], row["month_2"]), strict=True):
            if held == "silent":
                world.silent(row["school"], month)
            else:
                world.report(row["school"], month, activities=float(held))
    cells = world.cells()
    return expectations(cells, cells.activities)


def test_the_range_is_what_the_worked_example_says(four_schools: Expectations) -> None:
    floor, likely, ceiling = four_schools.of(np.ones(4, dtype=bool), 1)
    found = {
        "expected of D": four_schools.expected[3, 1],
        "scatter": four_schools.scatter,
        "floor": floor,
        "likely": likely,
        "ceiling": ceiling,
    }
    values = {row["figure"]: row["value"] for row in table("range_values")}
    assert set(found) == set(values)
    for figure, value in values.items():
        decimals = len(value.partition(".")[2])
        assert f"{found[figure]:.{decimals}f}" == f"{float(value):.{decimals}f}", figure


def test_where_everybody_reported_nothing_is_open(four_schools: Expectations) -> None:
    assert four_schools.of(np.ones(4, dtype=bool), 0) == (15, 15, 15)


def test_of_a_silent_cluster_in_a_month_that_others_reported_there_is_a_range_from_0(
    four_schools: Expectations,
) -> None:
    floor, likely, ceiling = four_schools.of(np.array([False, False, False, True]), 1)
    assert floor == 0
    assert likely == pytest.approx(5.2)
    assert ceiling > likely


def test_a_month_that_nobody_reported_has_no_range() -> None:
    world = World(MONTHS)
    for school in "ABC":
        world.report(school, MONTHS[0], activities=2)
        world.silent(school, MONTHS[1])
    cells = world.cells()
    assert np.isnan(expectations(cells, cells.activities).of(np.ones(3, dtype=bool), 1)).all()


def test_a_level_of_which_fewer_than_three_reported_is_compared_with_all_reporters() -> None:
    world = World(MONTHS[:1])
    for school, held in (("A", 6), ("B", 4), ("C", 5), ("D", 1)):
        world.school(school, level="high" if school == "D" else "elementary")
        world.report(school, MONTHS[0], activities=held)
    world.school("E", level="high")
    world.silent("E", MONTHS[0])
    cells = world.cells()
    # the elementary schools have 5 on average; all four have 4: what D and E are compared with
    assert expectations(cells, cells.activities).usual[:, 0].tolist() == [5, 5, 5, 4, 4]


def test_a_school_that_never_reported_is_expected_to_do_what_its_level_does() -> None:
    world = World(MONTHS)
    for school in "ABC":
        for month in MONTHS:
            world.report(school, month, activities=3)
    for month in MONTHS:
        world.silent("D", month)
    cells = world.cells()
    assert expectations(cells, cells.activities).expected[3].tolist() == [3, 3]
