"""What a change is made of: by the worked examples of tests/spec, and for random pairs of periods."""

import math
import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.trends.cells import Cells
from models.trends.change_explained import PARTS, Explained, explain
from models.trends.quantities import Measure
from tests.unit.trends.worlds import World, reporting_months, table

BEFORE, AFTER = "2023-10", "2024-10"
PAIRS = int(os.environ.get("PAIRS_OF_PERIODS", "100"))
"""Random pairs of periods; the goal is held for a thousand of them."""
MONTHS = reporting_months("2022-08", 30)
LEVELS = ("elementary", "middle", "high")


def told(found: Explained | None) -> Explained:
    assert found is not None
    return found


@pytest.fixture(scope="module")
def six_schools() -> Cells:
    world = World([BEFORE, AFTER])
    for row in table("explain"):
        for month, activities, families in (
            (BEFORE, row["before_activities"], row["before_families"]),
            (AFTER, row["after_activities"], row["after_families"]),
        ):
            if activities == "no report":
                world.silent(row["school"], month)
            elif activities != "closed":
                world.report(row["school"], month, activities=float(activities), families=float(families))
    return world.cells()


def test_the_change_is_made_of_what_the_worked_example_says(six_schools: Cells) -> None:
    found = told(explain(six_schools, Measure.FAMILIES, [0], [1]))
    parts = ["schools", "reporting", "activities", "turnout"]
    pencilled = [{part: float(row[part]) for part in parts} for row in table("explain")]
    whole = {part: sum(own[part] for own in pencilled) for part in parts}
    assert (found.first, found.second) == (125, 214)
    assert found.parts == pytest.approx({"months": 0, "counting": 0, **whole})
    for at, school in enumerate(six_schools.school_ids):  # what a school adds is missing where it is left out
        others = np.broadcast_to(np.arange(6)[:, None] != at, six_schools.expected.shape)
        without = told(explain(six_schools, Measure.FAMILIES, [0], [1], others)).parts
        own = {part: found.parts[part] - without[part] for part in parts}
        assert own == pytest.approx(pencilled[at]), school


def test_the_change_of_a_rate_is_made_of_what_the_worked_example_says() -> None:
    world = World([BEFORE, AFTER])
    for row in table("explain_response"):
        world.school(row["school"], level=row["level"])
        for month, asked, answers in (
            (BEFORE, row["before_asked"], row["before_answers"]),
            (AFTER, row["after_asked"], row["after_answers"]),
        ):
            asked_, answers_ = float(asked), float(answers)
            world.report(row["school"], month, activities=1, asked_families=asked_, asked_answers=answers_)
    found = told(explain(world.cells(), Measure.RESPONSE, [0], [1]))
    values = {row["part"]: float(row["value"]) for row in table("explain_response_values")}
    assert {"first": found.first, "second": found.second, **found.parts} == pytest.approx(values)


def test_a_closed_schools_level_is_known_in_the_year_it_has_no_month_of() -> None:
    """The level's families asked a report are known then, of the others; only its own share of them is not."""
    world = World([BEFORE, AFTER])
    for school, before, after in (("A", (100, 50), (50, 25)), ("B", (100, 20), None)):
        world.report(school, BEFORE, activities=1, asked_families=before[0], asked_answers=before[1])
        if after:
            world.report(school, AFTER, activities=1, asked_families=after[0], asked_answers=after[1])
    found = told(explain(world.cells(), Measure.RESPONSE, [0], [1]))
    # Each asked as much as the level a report, in both years: of two schools of one level no other is asked more.
    assert (found.first, found.second) == (35, 50)
    assert found.parts == pytest.approx({"schools": 15, "reporting": 0, "levels": 0, "asked": 0, "response": 0})


def test_a_period_of_which_nothing_was_received_is_not_explained() -> None:
    world = World([BEFORE, AFTER])
    world.silent("A", BEFORE)
    world.report("A", AFTER, activities=3, families=9)
    assert [explain(world.cells(), measure, [0], [1]) for measure in PARTS] == [None] * len(PARTS)


def test_under_five_schools_received_in_both_nothing_is_claimed() -> None:
    for schools, claimed in ((4, False), (5, True)):
        world = World([BEFORE, AFTER])
        for school in range(schools):
            world.report(f"S{school}", BEFORE, activities=2)
            world.report(f"S{school}", AFTER, activities=9)
        found = told(explain(world.cells(), Measure.ACTIVITIES, [0], [1]))
        assert (found.both, found.is_claimed) == (schools, claimed)


def test_the_error_of_a_total_is_that_of_its_schools() -> None:
    world = World([BEFORE, AFTER])
    rises = [0, 1, 2, 3, 4]
    for school, rise in enumerate(rises):
        world.report(f"S{school}", BEFORE, activities=2)
        world.report(f"S{school}", AFTER, activities=2 + rise)
    # sum (c - mean c)^2 = 4 + 1 + 0 + 1 + 4
    assert told(explain(world.cells(), Measure.ACTIVITIES, [0], [1])).se == pytest.approx(math.sqrt(5 / 4 * 10))


def test_the_error_of_a_rate_is_what_leaving_out_schools_one_by_one_makes_of_it() -> None:
    world = World([BEFORE, AFTER])
    for school, late in enumerate([True, True, False, False, False]):
        world.report(f"S{school}", BEFORE)
        world.report(f"S{school}", AFTER, late=late)
    # -40 points in all; -25 without a late school, -50 without a punctual one: mean -40, squares 2 x 225 + 3 x 100
    found = told(explain(world.cells(), Measure.ON_TIME, [0], [1]))
    assert found.real == pytest.approx(-40)
    assert found.se == pytest.approx(math.sqrt(4 / 5 * 750))


@st.composite
def districts(draw: st.DrawFn) -> Cells:
    """1 to 86 schools over three years, with openings, closings, silence, empty reports and unknown counts."""
    luck = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    world = World(MONTHS)
    for number in range(draw(st.sampled_from([1, 2, 3, 5, 12, 30, 86]))):
        school = f"S{number:02d}"
        enrollment = None if luck.random() < 0.1 else float(luck.integers(50, 900))
        world.school(school, level=str(luck.choice(LEVELS)), enrollment=enrollment)
        first, last = sorted(luck.integers(0, len(MONTHS), 2)) if luck.random() < 0.3 else (0, len(MONTHS) - 1)
        reports, holds = luck.random(), luck.random() * 4
        for month in MONTHS[first : last + 1]:
            if luck.random() > reports:
                world.silent(school, month)
                continue
            held = int(luck.poisson(holds))
            counted = int(luck.binomial(held, 0.8))
            families = int(luck.poisson(20 * counted)) if counted else 0
            asked = int(luck.integers(0, families + 1))
            world.report(
                school, month, late=luck.random() < 0.2, activities=held, counted=counted, families=families,
                asked_families=asked, asked_answers=int(luck.integers(0, asked + 1)),
            )  # fmt: skip
    return world.cells()


@settings(max_examples=PAIRS, deadline=None)
@given(cells=districts(), periods=st.data())
def test_the_parts_of_any_change_add_up_and_turn_with_the_periods(cells: Cells, periods: st.DataObject) -> None:
    some = st.lists(st.integers(0, len(MONTHS) - 1), min_size=1, max_size=10, unique=True)
    before, after = periods.draw(some), periods.draw(some)
    for measure in PARTS:
        found, back = explain(cells, measure, before, after), explain(cells, measure, after, before)
        assert (found is None) == (back is None)
        if found is not None and back is not None:
            assert abs(sum(found.parts.values()) - found.change) < 1e-9
            assert all(abs(part + back.parts[name]) < 1e-9 for name, part in found.parts.items())
