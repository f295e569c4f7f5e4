"""Which months stand out: published series and the season by the worked examples of tests/spec."""

import numpy as np
import pytest

from models.trends.cells import Floats, Scope
from models.trends.quantities import Measure
from models.trends.shifts import DISTRICT, RUN_OF_CLUSTER, limits, seasons, shifts
from tests.unit.trends.worlds import World, column, reporting_months, table

SERIES = table("xmr")


def points(text: str) -> Floats:
    """ "1 - 2": a gap between two points."""
    return np.array([np.nan if point == "-" else float(point) for point in text.split()])


def shown(value: float, published: str) -> str:
    """A value with the decimals that were published."""
    return f"{value:.{len(published.partition('.')[2])}f}"


@pytest.mark.parametrize("example", SERIES, ids=column(SERIES, "series"))
def test_a_published_series_has_its_published_limits_and_marks(example: dict[str, str]) -> None:
    found = limits(points(example["points"]))
    marks = [f"{at}:{rule}" for at, rules in enumerate(found.rules, 1) for rule in sorted(rules)]
    assert " ".join(marks) == example["marked"]
    assert found.state == example["state"]
    if example["centre"]:
        values = {"centre": found.centre, "low": found.centre - found.reach, "high": found.centre + found.reach}
        assert {name: shown(value, example[name]) for name, value in values.items()} == {
            name: example[name] for name in values
        }


def test_the_season_is_what_the_worked_example_says() -> None:
    example = table("season")
    months = reporting_months("2022-08", 15)
    world = World(months)
    for month in months:
        world.report("A", month)
    known = {row["month"]: float(row["v"]) for row in example}
    v = np.array([known.get(month, np.nan) for month in months])
    x = dict(zip(months, v - seasons(world.cells(), v), strict=True))
    for row in example:
        assert np.isnan(x[row["month"]]) if row["x"] == "" else x[row["month"]] == pytest.approx(float(row["x"]))


@pytest.mark.parametrize(("known", "state"), [(5, "none"), (6, "trial"), (11, "trial"), (12, "firm")])
def test_limits_are_trial_from_six_points_and_firm_from_twelve(known: int, state: str) -> None:
    found = limits(points("1 2 " * 6)[:known])
    assert (found.points, found.state) == (known, state)
    assert np.isnan(found.reach) == (state == "none")


def test_trial_limits_mark_a_point_beyond_them_and_no_run() -> None:
    found = limits(points("1 5 1 5 1 5 1 5 1 40 1"))
    assert [sorted(rules) for rules in found.rules if rules] == [[1]]
    assert not found.firm_marks.any()


def test_a_run_of_seven_marks_the_district_and_nine_a_cluster() -> None:
    series = points("3 -2 3 -2 3 - -1 -2 -1 -2 -1 -2 -1 - 3 -2 3 -2 3")
    assert [at for at, rules in enumerate(limits(series).rules, 1) if 2 in rules] == list(range(7, 14))
    assert not any(2 in rules for rules in limits(series, RUN_OF_CLUSTER).rules)


def test_a_gap_ends_a_run() -> None:
    series = points("3 -2 3 -2 3 - -1 -2 -1 -2 - -1 -2 -1 - 3 -2 3 -2 3")
    assert not any(2 in rules for rules in limits(series).rules)


def test_two_of_three_near_a_limit_are_marked_and_not_the_third() -> None:
    series = points("1 -1 1 -1 1 -1 1 -1 1 -1 1 -1 1 -1 4.9 1 5 -3 -3 1 -1 -1 -1")
    found = limits(series)
    assert 2 / 3 * found.reach < 4.9 - found.centre < 5 - found.centre < found.reach
    assert [at for at, rules in enumerate(found.rules, 1) if 4 in rules] == [15, 17]


def test_a_month_of_snow_marks_the_district_and_is_a_gap_in_every_cluster() -> None:
    months = reporting_months("2021-08", 40)
    snow = months.index("2024-01")
    luck = np.random.default_rng(5)
    world = World(months)
    for number in range(12):
        world.school(f"S{number:02d}", cluster="East" if number < 6 else "West")
        for at, month in enumerate(months):
            held = 20 + int(luck.integers(-3, 4))
            world.report(f"S{number:02d}", month, activities=held // 4 if at == snow else held, families=10 * held)
    found = shifts(world.cells())
    assert 1 in found.of(DISTRICT, Measure.ACTIVITIES).rules[snow]
    assert found.is_marked(DISTRICT, snow)
    for name in ("East", "West"):
        for measure in (Measure.ACTIVITIES, Measure.FAMILIES):
            assert np.isnan(found.of(Scope("cluster", name), measure).x[snow])
    assert not found.marked_clusters(snow)


def test_in_a_first_year_the_district_has_no_series_and_a_cluster_has_trial_limits() -> None:
    world = World(reporting_months("2024-08", 8))
    for number in range(6):
        for at, month in enumerate(world.months):
            world.report(f"S{number}", month, activities=2 + (at + number) % 2, families=20)
    found = shifts(world.cells())
    assert found.of(DISTRICT, Measure.ACTIVITIES).points == 0
    assert found.of(DISTRICT, Measure.ACTIVITIES).state == "none"
    assert found.of(Scope("cluster", "Harbor"), Measure.ACTIVITIES).state == "trial"
