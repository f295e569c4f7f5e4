"""Who is reached, heard and supported: by the worked examples of tests/spec, and the edges of its groups."""

import numpy as np
import pytest

from models.trends.equity import (
    MEASURES,
    NEEDS,
    GroupFigure,
    concentration,
    concentration_curve,
    concentration_index,
    equity,
    hidden_groups,
    interval,
    spread,
)
from models.trends.quantities import Measure
from tests.unit.trends.worlds import World, column, table

MONTH = "2024-09"
HIDDEN, CURVES = table("hidden"), table("concentration")


def shown(value: float, like: str) -> str:
    """A value with as many decimals as the example has."""
    return f"{value:.{len(like.partition('.')[2])}f}"


def numbers(text: str) -> list[float]:
    return [float(number) for number in text.split()]


def schools_of(shares: list[float | None], activities: float = 0) -> World:
    """A school for each share of low income, each with a report."""
    world = World([MONTH])
    for at, low_income in enumerate(shares):
        world.school(f"S{at:02d}", low_income_rate=low_income)
        world.report(f"S{at:02d}", MONTH, activities=activities)
    return world


def by_group(world: World, split: str, measure: Measure) -> dict[str, GroupFigure]:
    return {row.group: row for row in equity(world.cells(), split, measure, 0, 0)}  # type: ignore[arg-type]


def test_a_value_and_its_interval_are_what_the_worked_example_says() -> None:
    schools = table("equity")
    numerator, denominator = (np.array(column(schools, name), dtype=float) for name in ("numerator", "denominator"))
    own = spread(numerator, denominator)
    low, high = interval(own, len(schools))
    found = {"value": own.value, "low": low, "high": high}
    for row in table("equity_values"):
        assert shown(found[row["figure"]], row["value"]) == row["value"]


@pytest.mark.parametrize("example", HIDDEN, ids=column(HIDDEN, "people"))
def test_groups_are_hidden_as_the_worked_example_says(example: dict[str, str]) -> None:
    people = np.array(numbers(example["people"]))
    assert sorted(people[hidden_groups(people)]) == sorted(numbers(example["hidden"]))


@pytest.mark.parametrize("example", CURVES, ids=column(CURVES, "contacts"))
def test_the_concentration_of_contacts_is_what_the_worked_example_says(example: dict[str, str]) -> None:
    contacts = np.array(numbers(example["contacts"]))
    index, error = concentration_index(contacts, np.arange(len(contacts), dtype=float))
    assert (shown(index, example["index"]), shown(error, example["error"])) == (example["index"], example["error"])


def test_schools_of_the_same_need_share_their_place() -> None:
    index, _ = concentration_index(np.array([1.0, 0, 0, 5]), np.array([0.2, 0.2, 0.2, 0.2]))
    assert index == pytest.approx(0)


def test_quarters_go_from_least_to_most_need_and_the_unknown_are_a_line_of_their_own() -> None:
    world = schools_of([0.9, 0.1, 0.5, 0.5, 0.5, 0.3, 0.7, 0.8, 0.2, None], activities=1)
    found = by_group(world, "low_income", Measure.ACTIVITIES)
    # ranks 1 to 9, floor(4 (rank - 1) / 9) + 1: three schools, then two in each
    assert {group: row.schools for group, row in found.items()} == {"1": 3, "2": 2, "3": 2, "4": 2, "unknown": 1}


def test_with_fewer_than_eight_known_shares_there_are_no_quarters() -> None:
    world = schools_of([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, None], activities=1)
    assert by_group(world, "low_income", Measure.ACTIVITIES) == {}


def test_a_district_without_need_data_is_split_by_level_and_cluster_only() -> None:
    world = schools_of([None] * 12, activities=1)
    for school in range(12):
        world.contact(f"S{school:02d}", "2024-09-10")
    for measure in MEASURES:
        assert [by_group(world, split, measure) for split in NEEDS] == [{}, {}]
        assert set(by_group(world, "level", measure)) == {"elementary"}
    assert [concentration(world.cells(), split, 0, 0) for split in NEEDS] == [None, None]


def test_a_hidden_group_takes_the_next_smallest_with_it() -> None:
    world = World([MONTH])
    for cluster, families in (("East", 120), ("North", 7), ("South", 40), ("West", 15)):
        world.school(cluster, cluster=cluster)
        world.report(cluster, MONTH, activities=1, families=families)
    found = by_group(world, "cluster", Measure.REACH)
    assert {group for group, row in found.items() if row.hidden} == {"North", "West"}
    assert np.isnan(found["West"].value)
    assert found["South"].value == pytest.approx(0.4)
    assert not any(row.hidden for row in by_group(world, "cluster", Measure.ACTIVITIES).values())


def test_under_five_schools_a_group_has_no_interval_and_is_compared_with_nobody() -> None:
    world = World([MONTH])
    for number in range(12):
        world.school(f"S{number:02d}", cluster="East" if number < 4 else "West")
        world.report(f"S{number:02d}", MONTH, activities=1 + number % 3)
    found = by_group(world, "cluster", Measure.ACTIVITIES)
    assert np.isnan([found["East"].low, found["East"].ratio, found["West"].ratio]).all()
    assert not np.isnan(found["West"].low)


def test_a_group_that_is_nearly_one_school_counts_as_two() -> None:
    """So Student's t is that of one degree: 12.706 standard errors to each side."""
    own = spread(np.array([900.0, 1, 2, 1, 2]), np.array([9000.0, 10, 10, 10, 10]))
    low, high = interval(own, 5)
    assert np.log(high / own.value) == pytest.approx(12.7062047 * np.sqrt(own.variance))
    assert low * high == pytest.approx(own.value**2)


def test_without_a_contact_in_the_range_there_is_no_row_of_contacts() -> None:
    world = schools_of([share / 12 for share in range(12)], activities=1)
    assert by_group(world, "level", Measure.CONTACTS) == {}
    assert concentration(world.cells(), "low_income", 0, 0) is None
    world.contact("S01", "2024-09-10")
    assert by_group(world, "level", Measure.CONTACTS)["elementary"].value == pytest.approx(1 / 12)
    curve = concentration(world.cells(), "low_income", 0, 0)
    assert curve is not None
    assert curve.schools == 12
    assert np.isnan(curve.index)


def test_like_is_compared_with_like() -> None:
    """East's high schools hold half of what its elementary schools do, as everywhere: nothing is apart."""
    world = World([MONTH])
    for number in range(24):
        east, high = number < 12, number % 12 < (9 if number < 12 else 3)
        name = f"S{number:02d}"
        world.school(name, cluster="East" if east else "West", level="high" if high else "elementary")
        world.report(name, MONTH, activities=(2 if high else 4) + (number % 3 - 1) * (1 if high else 2))
    found = by_group(world, "cluster", Measure.ACTIVITIES)
    assert found["East"].value < found["West"].value
    assert found["East"].ratio == pytest.approx(1)
    assert not found["East"].is_apart


def test_the_curve_goes_from_most_need_and_passes_equal_need_together():
    contacts, need = np.array([0.0, 1.0, 1.0, 2.0, 9.0]), np.array([0.1, 0.2, 0.2, 0.4, np.nan])
    schools, given = concentration_curve(contacts, need)
    assert schools.tolist() == [0, 0.25, 0.75, 1]
    assert given.tolist() == [0, 0.5, 1, 1]
