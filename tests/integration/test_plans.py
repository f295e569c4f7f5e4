"""Action plans written here: past lists stay, nobody writes over another, an accepted plan that is changed waits."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest
from sqlalchemy import select

from models import queries
from models.actions import plan_steps, plans
from models.actions.once import once
from models.database import Database
from models.errors import ConflictError, PartnershipError
from models.permissions import Viewer
from models.plan_rules import Step
from models.queries import trends as trend_queries
from models.recording.incoming import IncomingRows
from models.recording.record import record
from models.tables import ActionPlan, AuditLine, PlannedActivity
from models.vocabulary import PlanGoal, PlanState, Role
from tests.factories import on_the_server, record_rows, report_row
from tests.integration.writes_of_plans import AT, STEP, YEAR, begun, seen_version
from tests.people import district_with_people, viewer

OCTOBER, NOVEMBER, JANUARY = date(2024, 10, 1), date(2024, 11, 1), date(2025, 1, 1)
BY_FILE = datetime(2024, 9, 1, 8, 0, tzinfo=UTC)
LATER = datetime(2024, 11, 20, 15, 0, tzinfo=UTC)
CHANGED = ["known_from", "known_until", "item_id", "planned_month"]


@pytest.fixture
def district(database: Database) -> int:
    """A district whose school S1 has a plan of this year and of last year, by file."""
    number = district_with_people(database)
    rows = IncomingRows(
        plans=[{"school_id": "S1", "school_year": year, "state": "accepted"} for year in ("2023-24", YEAR)],
        planned_activities=[
            planned("1", date(2024, 10, 1)),
            planned("2", date(2024, 11, 1)),
            planned("1", date(2023, 10, 1), "2023-24"),
        ],
    )
    with database.writing() as session:
        record(session, on_the_server(number), rows, at=BY_FILE)
    return number


def planned(item_id: str, month: date, year: str = YEAR) -> dict[str, object]:
    said = {"title": f"Step {item_id}", "involvement_type": 2, "goal": "reading", "person_in_charge": "Principal"}
    return {"school_id": "S1", "school_year": year, "item_id": item_id, "planned_month": month, **said}


def known(database: Database, district: int, day: date) -> set[tuple[str, str]]:
    """Steps of this year's plan, and the month they are planned for, as a list of a day was given them."""
    with database.reading() as session:
        steps = queries.district_history(session, district).plan_items
    at = pd.Timestamp(day)
    steps = steps[steps["school_year"].eq(YEAR) & ~(steps["known_from"] > at) & ~(steps["known_until"] <= at)]
    return {(row.item_id, f"{row.planned_month:%Y-%m}") for row in steps.itertuples()}


def shown(database: Database, who: Viewer, day: date) -> list[str]:
    with database.reading() as session:
        return list(queries.planned_activities(session, who, [YEAR], day, ["S1"])["title"])


def stood(database: Database, who: Viewer, day: date, year: str = YEAR) -> list[tuple[str, date | None]]:
    with database.reading() as session:
        plan = queries.action_plan(session, who, year, "S1", day)
    return [(row.state, None if pd.isna(row.accepted_on) else row.accepted_on.date()) for row in plan.itertuples()]


def trend_steps(database: Database, district: int, day: date) -> list[str]:
    """The months of the steps that trends count as of a day."""
    with database.reading() as session:
        steps = trend_queries.planned_steps(session, district, day)
    return sorted(f"{month:%Y-%m}" for month in steps["planned_month"])


def step(number: str, month: date, **instead: object) -> Step:
    said = {"title": f"Step {number}", "goal": PlanGoal.READING, "involvement_type": 2, "planned_month": month}
    return Step(**said | {"person_in_charge": "Principal"} | instead)


def test_lists_of_earlier_days_stay_as_they_were(database: Database, district: int):
    who = viewer(database, district, Role.LIAISON)
    before = {("1", "2024-10"), ("2", "2024-11")}
    assert known(database, district, date(2024, 11, 5)) == before
    with database.writing() as session:
        plan_steps.save_plan_step(session, who, "S1", YEAR, "", STEP, seen=None, at=AT)
        seen = step("1", OCTOBER)
        plan_steps.save_plan_step(session, who, "S1", YEAR, "1", step("1", JANUARY), seen=seen, at=AT)
        plan_steps.remove_plan_step(session, who, "S1", YEAR, "2", seen=step("2", NOVEMBER), at=AT)
    assert known(database, district, date(2024, 11, 5)) == before
    assert known(database, district, date(2024, 11, 6)) == {("1", "2025-01"), ("W1", "2025-01")}
    assert shown(database, who, date(2024, 11, 5)) == ["Step 1", "Step 2"]
    assert shown(database, who, date(2024, 11, 6)) == ["Step 1", "Library cards"]
    with database.writing() as session, pytest.raises(PartnershipError, match="nothing of today"):
        plan_steps.undo_plan_step(session, who, "S1", YEAR, "2", at=LATER)
    with database.writing() as session:
        rows = IncomingRows(planned_activities=[planned("2", NOVEMBER)])
        record(session, on_the_server(district), rows, at=LATER)
    assert known(database, district, date(2024, 11, 5)) == before
    assert known(database, district, date(2024, 11, 6)) == {("1", "2025-01"), ("W1", "2025-01")}
    assert ("2", "2024-11") in known(database, district, LATER.date())


def test_a_change_that_is_taken_back_the_same_day_was_never_there(database: Database, district: int):
    who = viewer(database, district, Role.LIAISON)
    with database.writing() as session:
        plan_steps.remove_plan_step(session, who, "S1", YEAR, "2", seen=step("2", NOVEMBER), at=AT)
        plan_steps.undo_plan_step(session, who, "S1", YEAR, "2", at=AT)
        number = plan_steps.save_plan_step(session, who, "S1", YEAR, "", STEP, seen=None, at=AT)
        plan_steps.undo_plan_step(session, who, "S1", YEAR, number, at=AT)
        assert plan_steps.save_plan_step(session, who, "S1", YEAR, "", STEP, seen=None, at=AT) == "W2"
    for day in (date(2024, 11, 5), date(2024, 11, 30)):
        assert known(database, district, day) - {("W2", "2025-01")} == {("1", "2024-10"), ("2", "2024-11")}


def test_two_people_change_different_fields_and_the_second_is_told_of_the_same_one(database: Database, district: int):
    liaison, director = viewer(database, district, Role.LIAISON), viewer(database, district, Role.DIRECTOR)
    seen = step("2", NOVEMBER)
    with database.writing() as session:
        plan_steps.save_plan_step(session, liaison, "S1", YEAR, "2", step("2", JANUARY), seen=seen, at=AT)
        plan_steps.save_plan_step(
            session, director, "S1", YEAR, "2", step("2", NOVEMBER, title="Book bags"), seen=seen, at=AT
        )
        row = session.get_one(PlannedActivity, (district, "S1", YEAR, "2"))
        assert (row.title, row.planned_month) == ("Book bags", JANUARY)
        with pytest.raises(ConflictError) as refused:
            plan_steps.save_plan_step(
                session, liaison, "S1", YEAR, "2", step("2", NOVEMBER, title="Bags"), seen=seen, at=AT
            )
        assert "Person 1" in str(refused.value)
        with pytest.raises(ConflictError):
            plan_steps.remove_plan_step(session, liaison, "S1", YEAR, "2", seen=seen, at=AT)


def test_a_plan_goes_from_draft_to_accepted_and_waits_again_once_it_is_changed(database: Database, district: int):
    liaison, director = viewer(database, district, Role.LIAISON), viewer(database, district, Role.DIRECTOR)
    with database.writing() as session:
        with pytest.raises(PartnershipError, match="begun already"):
            plans.begin_plan(session, liaison, "S1", YEAR, copies=True, at=AT)
        assert plans.begin_plan(session, liaison, "S1", "2025-26", copies=True, at=AT) == 2
        copied = queries.plan_steps(session, liaison, ["2025-26"], "S1")
        assert [f"{month:%Y-%m}" for month in copied["planned_month"]] == ["2025-10", "2025-11"]
        assert copied["done_month"].isna().all()
    with database.writing() as session:
        plan = session.get_one(ActionPlan, (district, "S1", YEAR))
        plan_steps.save_plan_step(session, liaison, "S1", YEAR, "", STEP, seen=None, at=AT)
        assert plan.state is PlanState.SUBMITTED
        version = seen_version(session, "S1")
        plan_steps.save_plan_step(session, liaison, "S1", YEAR, "", STEP, seen=None, at=AT)
        with pytest.raises(ConflictError):  # it was changed since
            plans.accept_plan(session, director, "S1", YEAR, version=version, at=AT)
        plans.accept_plan(session, director, "S1", YEAR, version=seen_version(session, "S1"), at=AT)
        assert (plan.state, plan.accepted_on) == (PlanState.ACCEPTED, AT.date())
        told = queries.plan_changes(session, liaison, "S1", YEAR)
        assert list(zip(told["kind"], told["author"], strict=True)) == [
            ("changed", "Person 3"),
            ("accepted", "Person 1"),
        ]


def test_pages_and_trends_of_an_earlier_day_tell_a_plan_as_it_was_known_then(database: Database, district: int):
    liaison, director = viewer(database, district, Role.LIAISON), viewer(database, district, Role.DIRECTOR)
    before, after = AT.date() - timedelta(days=1), LATER.date()
    was, steps = stood(database, director, before), trend_steps(database, district, before)
    assert (was, steps) == ([("accepted", None)], ["2023-10", "2024-10", "2024-11"])
    with database.writing() as session:
        plan_steps.save_plan_step(session, liaison, "S1", YEAR, "", STEP, seen=None, at=AT)
        plans.begin_plan(session, liaison, "S1", "2025-26", copies=True, at=AT)
    with database.writing() as session:
        plans.accept_plan(session, director, "S1", YEAR, version=seen_version(session, "S1"), at=LATER)
    assert (stood(database, director, before), trend_steps(database, district, before)) == (was, steps)
    assert stood(database, director, before, "2025-26") == []
    assert stood(database, director, AT.date()) == [("submitted", None)]
    assert stood(database, director, after) == [("accepted", after)]
    assert len(trend_steps(database, district, after)) == len(steps) + 1 + 3
    with database.writing() as session:  # a file of a later day says otherwise
        returned = IncomingRows(plans=[{"school_id": "S1", "school_year": YEAR, "state": "returned"}])
        record(session, on_the_server(district), returned, at=LATER + timedelta(days=9))
    assert stood(database, director, after) == [("accepted", after)]
    assert stood(database, director, after + timedelta(days=9))[0][0] == "returned"
    assert stood(database, director, before) == was


def test_what_a_report_told_to_be_done_stays(database: Database, district: int):
    record_rows(
        database,
        district,
        IncomingRows(
            reports=[report_row("S1", OCTOBER)],
            planned_activities=[planned("1", OCTOBER) | {"done_month": OCTOBER, "reported_month": OCTOBER}],
        ),
    )
    who = viewer(database, district, Role.LIAISON)
    with database.writing() as session:
        seen = step("1", OCTOBER)
        with pytest.raises(PartnershipError, match="stays in the plan"):
            plan_steps.remove_plan_step(session, who, "S1", YEAR, "1", seen=seen, at=AT)
        with pytest.raises(PartnershipError, match="its month stays"):
            plan_steps.save_plan_step(session, who, "S1", YEAR, "1", step("1", JANUARY), seen=seen, at=AT)


def test_a_step_that_is_sent_twice_is_there_once(database: Database, district: int):
    who = viewer(database, district, Role.LIAISON)
    for _ in range(2):
        with database.writing() as session:
            number = once(
                session,
                who,
                "operation-1",
                "save_plan_step",
                lambda: plan_steps.save_plan_step(session, who, "S1", YEAR, "", STEP, seen=None, at=AT),
                at=AT,
            )
            assert number == "W1"
    with database.reading() as session:
        titles = session.scalars(select(PlannedActivity.title).where(PlannedActivity.school_year == YEAR))
        assert list(titles).count(STEP.title) == 1


def test_no_plan_of_a_year_that_is_over_is_changed(database: Database, district: int):
    who = viewer(database, district, Role.DIRECTOR)
    with database.writing() as session, pytest.raises(PartnershipError, match="is over"):
        plan_steps.save_plan_step(session, who, "S1", "2023-24", "", STEP, seen=None, at=AT)
    with database.writing() as session:
        assert begun(session, who, "S2")


def test_a_step_that_is_dropped_says_why_to_whoever_accepts_the_plan_again(database: Database, district: int):
    who = viewer(database, district, Role.LIAISON)
    with database.writing() as session, pytest.raises(PartnershipError, match="Write why"):
        plan_steps.remove_plan_step(session, who, "S1", YEAR, "1", seen=step("1", OCTOBER), reason="  ", at=AT)
    with database.writing() as session:
        said = {"seen": step("1", OCTOBER), "reason": "No room is free. "}
        plan_steps.remove_plan_step(session, who, "S1", YEAR, "1", **said, at=AT)
    with database.reading() as session:
        last = queries.plan_changes(session, who, "S1", YEAR).iloc[-1]
        kept = session.scalars(select(AuditLine).order_by(AuditLine.audit_id.desc())).first()
    assert (last["kind"], last["note"]) == ("changed", "Step 1: No room is free.")
    assert kept is not None
    assert (kept.action, kept.details["reason"]) == ("remove_plan_step", "No room is free.")
