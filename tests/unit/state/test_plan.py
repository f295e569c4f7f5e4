"""What the page of action plans says: how far the steps are, what is left out, and who may do what with it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from dashboards.state.plan.gathered import (
    Example,
    Gathered,
    InYear,
    Move,
    PlanStored,
    StepChange,
    StepStored,
    TypeCount,
)
from dashboards.state.plan.part import answer_text, beside_text, plan_part, step_of, typed_steps
from dashboards.state.plan.rows import Told
from dashboards.state.plan.shapes import PlanPart
from models.permissions import Viewer
from models.plan_rules import Step
from models.school_year import SchoolYear
from models.vocabulary import PlanGoal, Role
from models.wording.language import words_in

TODAY = date(2026, 4, 10)
MARCH = date(2026, 3, 1)
WORDS = words_in()
SCHOOL = InYear("4-012", "Fairbrook", "middle", "Lakeview")
OTHER = InYear("5-022", "Mesa Run", "middle", "Garden")
NAN = float("nan")
TOLD = Told(MARCH, {date(2025, 10, 1): "accepted", date(2026, 3, 1): "missing"})


def at(day: int) -> datetime:
    return datetime(2026, 4, day, 15, 0, tzinfo=UTC)


def step(
    item_id: str, month: str, done: str | None = None, kind: float = 2, goal: str | None = "reading"
) -> StepStored:
    done_month = pd.Timestamp(done) if done else pd.NaT
    return StepStored(item_id, f"Step {item_id}", goal, kind, pd.Timestamp(month), done_month, "Principal")  # type: ignore[arg-type]


STEPS = (
    step("1", "2025-09-01", "2025-09-01"),
    step("2", "2025-09-01", "2025-11-01"),
    step("3", "2025-10-01"),
    step("4", "2026-03-01", kind=5, goal="climate"),
    step("5", "2026-05-01", kind=5, goal="climate"),
)


def found(state: str | None = "draft", steps: tuple[StepStored, ...] = STEPS, **instead: object) -> Gathered:
    states = {"4-012": PlanStored("4-012", state, pd.NaT)} if state else {}  # type: ignore[arg-type]
    made = Gathered(
        school=SCHOOL,
        schools=(SCHOOL, OTHER),
        clusters={"4-012": "Lakeview", "5-022": "Garden"},
        year=SchoolYear(2025),
        years=("2026-27", "2025-26"),
        today=TODAY,
        states=states,
        steps=steps,
        last_year_steps=7,
        next_year_steps=0,
        moves=(),
        step_changes=(),
        types=(TypeCount(NAN, 10, 100), TypeCount(2, 9, 30), TypeCount(6, 8, 12)),
        compared_year="2025-26",
        common=(
            Example("Calls", 2, 9), Example("Step 1", 6, 8), Example("Cards", 6, 5), Example("Art", 1, 4),
            Example("Pantry", 6, 7), Example("Council", 5, 9),
        ),
    )  # fmt: skip
    return replace(made, **instead)  # type: ignore[arg-type]


def who(role: Role, clusters: tuple[str, ...] = (), schools: tuple[str, ...] = ()) -> Viewer:
    return Viewer(1, 1, "Ann Lee", role, frozenset(schools), clusters)


LIAISON = who(Role.LIAISON, schools=("4-012",))
COORDINATOR = who(Role.COORDINATOR, clusters=("Lakeview",))


def part(viewer: Viewer, plan: Gathered, told: Told = TOLD) -> PlanPart:
    return plan_part(WORDS, viewer, plan, told, TODAY)


def test_the_head_counts_what_is_due_and_says_what_is_left_out():
    assert answer_text(WORDS, found(), TOLD) == (
        "2 of 4 steps due by March are done. The plan leaves out: Parenting, Volunteering, Learning at home, Community."
    )
    whole = tuple(step(str(kind), "2025-09-01", kind=kind) for kind in (1, 2, 3, 4, 5))
    assert answer_text(WORDS, found(steps=whole), Told(None, {})) == (
        "5 steps are planned. Nothing in the plan reaches the community."
    )
    assert answer_text(WORDS, found(None, ()), TOLD) == "No plan of 2025-26 is begun yet."
    assert answer_text(WORDS, found(steps=()), TOLD) == "The plan of 2025-26 has no step yet."


def test_each_step_says_where_it_stands_by_the_reports_that_are_in():
    groups = part(LIAISON, found())["groups"]
    assert [(group["goal"], group["about"]) for group in groups] == [
        ("Reading", "2 of 3 due are done"),
        ("Welcoming climate", "0 of 1 due is done, 1 to come"),
    ]
    rows = [row for group in groups for row in group["rows"]]
    assert [(row["id"], row["state"], row["state_label"], row["at"], row["done_at"]) for row in rows] == [
        ("1", "done", "done", 1, 1),
        ("2", "late", "2 months late", 1, 3),
        ("3", "open", "not yet", 2, -1),
        ("4", "unknown", "no report tells", 7, -1),
        ("5", "later", "due May", 9, -1),
    ]


def test_a_plan_goes_on_into_the_next_year_once_and_a_year_before_at_most():
    assert part(LIAISON, found("accepted"))["next_label"] == "Start 2026-27 from this"
    assert "start_next" not in part(LIAISON, found("accepted", next_year_steps=3))["may"]
    assert "start_next" not in part(LIAISON, found("accepted", year=SchoolYear(2026)))["may"]


@pytest.mark.parametrize(
    ("viewer", "state", "may"),
    [
        (LIAISON, None, ["begin", "copy"]),
        (LIAISON, "draft", ["write", "submit"]),
        (LIAISON, "submitted", ["write", "take_back"]),
        (LIAISON, "returned", ["write", "submit"]),
        (LIAISON, "accepted", ["start_next", "write"]),
        (COORDINATOR, "submitted", ["write", "take_back", "accept", "give_back"]),
        (who(Role.DIRECTOR), "submitted", ["write", "take_back", "accept", "give_back"]),
        (who(Role.COORDINATOR, clusters=("Garden",)), "submitted", []),
        (who(Role.VIEWER), "submitted", []),
        (who(Role.ADMINISTRATOR), "submitted", []),
    ],
)
def test_who_may_do_what_with_a_plan(viewer: Viewer, state: str | None, may: list[str]):
    shown = part(viewer, found(state, STEPS if state else ()))
    assert shown["may"] == may
    assert bool(shown["why_not"]) is (not may)


def test_steps_that_are_due_and_not_done_may_be_moved_to_a_month_that_is_left():
    shown = part(LIAISON, found())
    assert shown["wait_text"] == "2 steps wait"
    assert [(one["id"], one["about"], one["month"], one["move"]) for one in shown["waiting"]] == [
        ("3", "due in October, Principal", "2026-05", "Move to May"),
        ("4", "due in March, Principal", "2026-05", "Move to May"),
    ]
    assert [one["month"] for one in part(LIAISON, found(today=date(2026, 5, 20)))["waiting"]] == ["", ""]
    assert part(who(Role.VIEWER), found())["waiting"] == []


def test_a_plan_of_a_year_that_is_over_is_read_only():
    shown = part(COORDINATOR, found("submitted", year=SchoolYear(2024)))
    assert shown["may"] == []
    assert shown["why_not"] == "The school year 2024-25 is over; its plan stays as it is."


def test_who_moved_the_plan_on_is_said_where_it_still_stands_there():
    moves = (Move("begun", "", "Ann Lee", at(1)), Move("returned", "More of type 6.", "Rosa Okafor", at(2)))
    shown = part(LIAISON, found("returned", moves=moves))
    assert (shown["note"], shown["note_by"]) == ("More of type 6.", "Rosa Okafor")
    assert shown["moves"] == ["Returned on 2 April 2026 by Rosa Okafor.", "Begun on 1 April 2026 by Ann Lee."]
    assert beside_text(WORDS, found("returned", moves=moves)) == (
        "Fairbrook, returned on 2 April 2026 by Rosa Okafor. 5 steps under 2 goals."
    )
    by_file = found("accepted", moves=moves)  # a file accepted it since
    assert part(LIAISON, by_file)["note"] == ""
    assert beside_text(WORDS, by_file) == "Fairbrook, accepted. 5 steps under 2 goals."


def test_what_is_left_out_stands_beside_plans_of_the_level_and_examples_begin_with_it():
    shown = part(LIAISON, found())
    assert [(line["type"], line["own"], line["usual"]) for line in shown["types"]] == [
        (1, 0, 0.0), (2, 3, 3.0), (3, 0, 0.0), (4, 0, 0.0), (5, 2, 0.0), (6, 0, 1.2),
    ]  # fmt: skip
    assert shown["left_out"][-1] == "Community: of 10 plans of this level, 8 have a step."
    assert [one["title"] for one in shown["examples"]] == ["Pantry", "Art", "Cards", "Calls", "Council"]
    assert part(LIAISON, found(types=(TypeCount(NAN, 0, 0),)))["left_out"] == []


def test_what_this_person_changed_today_can_be_taken_back_and_nothing_else():
    changes = (
        StepChange("1", "Old", "Ann Lee", at(10)),
        StepChange("2", "Old", "Ann Lee", at(9)),
        StepChange("3", "Old", "Ann Lee", at(10)),
        StepChange("3", "Old", "Rosa Okafor", at(10)),
        StepChange("9", "Book bags", "Ann Lee", at(10)),
        StepChange("W1", "", "Ann Lee", at(10)),
    )
    shown = part(LIAISON, found(step_changes=changes))
    rows = [row for group in shown["groups"] for row in group["rows"]]
    assert [row["id"] for row in rows if row["may_undo"]] == ["1"]
    assert [(one["id"], one["text"]) for one in shown["taken"]] == [("9", "“Book bags” is taken out.")]


def test_a_school_whose_plan_waits_comes_first_for_who_accepts_it():
    shown = part(COORDINATOR, found("submitted"))
    assert [(one["id"], one["state"], one["group"]) for one in shown["schools"]] == [
        ("4-012", "waits for the office", "waits"),
        ("5-022", "no plan yet", "other"),
    ]


def test_a_step_goes_to_its_form_and_back_as_it_is_stored():
    odd = replace_step(STEPS[0], title=" Two  blanks\u200b ", goal=None, involvement_type=NAN)
    for one in (*STEPS, odd):
        assert step_of(typed_steps(found(steps=(one,)))[one.item_id]) == one.as_step
    nonsense = {"title": 5, "goal": "no such", "type": True, "month": "2026-13", "in_charge": None}
    assert step_of(nonsense) == Step()
    assert step_of({"title": "x", "goal": "reading", "type": 2, "month": "2026-05", "in_charge": "Principal"}) == Step(
        "x", PlanGoal.READING, 2, date(2026, 5, 1), "Principal"
    )


def replace_step(one: StepStored, **instead: object) -> StepStored:
    return one._replace(**instead)  # type: ignore[arg-type]
