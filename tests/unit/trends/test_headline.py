"""The headline figures by the worked example of tests/spec, and where a figure is blank or hidden."""

import numpy as np
import pytest

from models.trends.cells import Cells, Scope
from models.trends.quantities import Measure, headline, year_on_year
from tests.unit.trends.worlds import World, column, table

DISTRICT = Scope("district", "")
MONTH, YEAR_AFTER = "2024-09", "2025-09"


@pytest.fixture(scope="module")
def five_schools() -> Cells:
    world = World([MONTH])
    for row in table("headline"):
        world.school(row["school"], level=row["level"], enrollment=float(row["pupils"] or "nan"))
        if row["report"] == "none":
            world.silent(row["school"], MONTH)
        elif row["report"] != "not expected":
            families, answers = float(row["families"] or 0), float(row["answers"] or 0)
            world.report(
                row["school"], MONTH, late=row["report"] == "late", activities=float(row["activities"]),
                counted=float(row["counted"]), families=families, asked_families=families, asked_answers=answers,
            )  # fmt: skip
    return world.cells()


EXAMPLES = table("headline_values")


def _measure(code: str) -> Measure:
    return next(measure for measure in Measure if measure.value == code)


@pytest.mark.parametrize("example", EXAMPLES, ids=column(EXAMPLES, "measure"))
def test_a_headline_figure_is_what_the_worked_example_says(five_schools: Cells, example: dict[str, str]) -> None:
    found = headline(five_schools, DISTRICT)[_measure(example["measure"])]
    for name in ("value", "numerator", "denominator"):
        shown = getattr(found, name)[0]
        assert np.isnan(shown) if example[name] == "" else shown == pytest.approx(float(example[name]), abs=0.0005)


def test_three_of_four_expected_schools_have_reported(five_schools: Cells) -> None:
    for quantity in headline(five_schools, DISTRICT).values():
        assert (quantity.expected[0], quantity.reported[0]) == (4, 3)


def test_every_measure_has_a_worked_value() -> None:
    assert column(EXAMPLES, "measure") == [measure.value for measure in Measure]


def test_reach_leaves_out_schools_whose_families_or_pupils_are_unknown() -> None:
    world = World([MONTH])
    world.school("unknown size", enrollment=None)
    world.report("unknown size", MONTH, activities=1, families=50)
    world.report("nothing counted", MONTH, activities=2, counted=0)
    world.report("both known", MONTH, activities=1, families=8)
    reach = headline(world.cells(), DISTRICT)[Measure.REACH]
    assert (reach.value[0], reach.numerator[0], reach.denominator[0]) == (8.0, 8.0, 100.0)
    assert reach.reported[0] == 3


@pytest.mark.parametrize(("answers", "is_hidden"), [(0, False), (1, True), (9, True), (10, False)])
def test_a_response_of_one_to_nine_answers_is_hidden_with_its_numerator(answers: int, is_hidden: bool) -> None:
    world = World([MONTH])
    world.report("A", MONTH, activities=1, families=40, asked_families=40, asked_answers=answers)
    response = headline(world.cells(), DISTRICT)[Measure.RESPONSE]
    assert bool(response.hidden[0]) is is_hidden
    assert np.isnan(response.value[0]) == np.isnan(response.numerator[0]) == is_hidden
    assert response.denominator[0] == 40


def test_where_nothing_was_received_a_value_is_blank_and_nothing_is_on_time() -> None:
    world = World([MONTH])
    world.silent("A", MONTH)
    found = headline(world.cells(), DISTRICT)
    assert found[Measure.ON_TIME].value[0] == 0
    for measure in (Measure.ACTIVITIES, Measure.FAMILIES, Measure.REACH, Measure.RESPONSE):
        assert np.isnan(found[measure].value[0])


def test_a_year_before_of_which_nothing_was_received_is_compared_with_by_no_measure() -> None:
    world = World([MONTH, YEAR_AFTER])
    world.silent("A", MONTH)
    world.report("A", YEAR_AFTER, activities=2, families=30)
    world.contact("A", "2024-09-12")
    for quantity in headline(cells := world.cells(), DISTRICT).values():
        before, change = year_on_year(cells, quantity)
        assert np.isnan(before[1])
        assert np.isnan(change[1])


def test_contacts_are_blank_before_the_first_ever_and_0_in_a_month_without() -> None:
    world = World([MONTH, "2024-10"])
    for month in world.months:
        world.report("A", month)
    world.contact("A", "2024-10-15")
    assert headline(world.cells(), DISTRICT)[Measure.CONTACTS].value.tolist() == [0, 1]
    assert np.isnan(headline(world.cells(until=MONTH), DISTRICT)[Measure.CONTACTS].value[0])


def test_a_corrected_contact_is_counted_once_in_the_month_that_is_right() -> None:
    world = World([MONTH, "2024-10"])
    for month in world.months:
        world.report("A", month)
    wrong = world.contact("A", "2024-09-12")
    world.contact("A", "2024-10-02", corrects=wrong)
    assert headline(world.cells(), DISTRICT)[Measure.CONTACTS].value.tolist() == [0, 1]
