"""Sessions and steps of the programme are written here: corrections, two at once, and what earlier days tell."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models import queries
from models.actions.once import once
from models.actions.programme_steps import take_back_programme_step, write_programme_step
from models.actions.training import put_back_training, save_training, take_back_training
from models.database import Database
from models.errors import ConflictError, PartnershipError
from models.permissions import Viewer
from models.programme_rules import StepSeen, Training
from models.tables import AuditLine, DevelopmentAttendance, DevelopmentSession, ProgrammeStepReached
from models.vocabulary import ProgrammeStep, Role
from tests.integration.writes_of_programme import AT, BOUGHT_IN, HELD, REACHED, UNWRITTEN
from tests.people import district_with_people, viewer

NEXT_DAY = AT + timedelta(days=1)
TODAY, TOMORROW = AT.date(), NEXT_DAY.date()


@pytest.fixture
def people(database: Database) -> dict[Role, Viewer]:
    number = district_with_people(database)
    return {role: viewer(database, number, role) for role in (Role.DIRECTOR, Role.COORDINATOR)}


def saved(
    database: Database, who: Viewer, told: Training, number: str = "", seen: Training | None = None, at: datetime = AT
) -> str:
    with database.writing() as session:
        return save_training(session, who, number, told, seen=seen, at=at)


def came(database: Database, who: Viewer, known: date) -> dict[str, int | None]:
    """By school: how many came to any session, as known on a day."""
    with database.reading() as session:
        rows = queries.sessions_attended(session, who, TOMORROW, known)
    return dict(zip(rows["school_id"], rows["people"], strict=True))


def stored(database: Database) -> tuple[list[Any], list[Any]]:
    of, by = DevelopmentSession, DevelopmentAttendance
    with database.reading() as session:
        return (
            list(map(tuple, session.execute(select(of.held_on, of.topic, of.hours)))),
            sorted(map(tuple, session.execute(select(by.school_id, by.people)))),
        )


def lines(database: Database) -> list[tuple[str, str, str, dict[str, Any]]]:
    of = AuditLine
    with database.reading() as session:
        rows = session.execute(select(of.person, of.action, of.subject, of.details).order_by(of.audit_id))
        return [tuple(row) for row in rows if row.action.endswith(("training", "programme_step"))]


# ---------------------------------------------------------------- sessions
def test_a_session_is_stored_with_who_came_and_its_line(database: Database, people: dict[Role, Viewer]):
    number = saved(database, people[Role.COORDINATOR], Training(HELD.held_on, " Welcoming  families ", 2, {"S2": None}))
    assert stored(database) == ([(HELD.held_on, "Welcoming families", 2.0)], [("S2", None)])
    after = {"held_on": "2024-10-09", "topic": "Welcoming families", "hours": 2, "came": {"S2": None}}
    about = {"training_id": number, "before": {}, "after": after}
    assert lines(database) == [("Person 2", "save_training", "2024-10-09", about)]


def test_two_people_note_different_schools_of_one_session(database: Database, people: dict[Role, Viewer]):
    number = saved(database, people[Role.DIRECTOR], HELD)
    saved(database, people[Role.DIRECTOR], Training(HELD.held_on, HELD.topic, 3.0, HELD.came), number, HELD)
    both = Training(HELD.held_on, HELD.topic, HELD.hours, {"S1": 3, "S2": 4})
    saved(database, people[Role.COORDINATOR], both, number, HELD)
    assert stored(database) == ([(HELD.held_on, HELD.topic, 3.0)], [("S1", 3), ("S2", 4)])
    assert lines(database)[-1][3] == {"training_id": number, "before": {}, "after": {"came": {"S2": 4}}}


def test_who_changes_the_same_is_told_whose_it_is(database: Database, people: dict[Role, Viewer]):
    number = saved(database, people[Role.DIRECTOR], HELD)
    saved(database, people[Role.DIRECTOR], Training(HELD.held_on, HELD.topic, 2.0, {"S1": 5}), number, HELD)
    before = stored(database)
    with pytest.raises(ConflictError, match="Person 1 changed the same here"):
        saved(database, people[Role.COORDINATOR], Training(HELD.held_on, HELD.topic, 2.0, {}), number, HELD)
    with pytest.raises(ConflictError, match="Person 1 changed this session"), database.writing() as session:
        take_back_training(session, people[Role.COORDINATOR], number, seen=HELD, at=AT)
    assert stored(database) == before


def test_what_is_written_is_known_from_its_day_on(database: Database, people: dict[Role, Viewer]):
    who = people[Role.DIRECTOR]
    number = saved(database, who, HELD)
    assert (came(database, who, TODAY - timedelta(days=1)), came(database, who, TODAY)) == ({}, {"S1": 3})
    saved(database, who, Training(HELD.held_on, HELD.topic, 2.0, {"S2": 1}), number, HELD, at=NEXT_DAY)
    assert (came(database, who, TODAY), came(database, who, TOMORROW)) == ({"S1": 3}, {"S2": 1})
    now = Training(HELD.held_on, HELD.topic, 2.0, {"S2": 1})
    with database.writing() as session:
        take_back_training(session, who, number, seen=now, at=NEXT_DAY + timedelta(days=1))
    assert (came(database, who, TODAY), came(database, who, TOMORROW)) == ({"S1": 3}, {"S2": 1})
    assert came(database, who, TOMORROW + timedelta(days=1)) == {}
    assert stored(database) == ([], [])


def test_what_was_taken_back_is_put_back_once(database: Database, people: dict[Role, Viewer]):
    who = people[Role.DIRECTOR]
    number = saved(database, who, HELD)
    before = stored(database)
    with database.writing() as session:
        take_back_training(session, who, number, seen=HELD, at=AT)
    with pytest.raises(ConflictError, match="Person 1 took this session back"):
        saved(database, people[Role.COORDINATOR], HELD, number, HELD)
    with database.writing() as session:
        put_back_training(session, people[Role.COORDINATOR], number, at=AT)
    with pytest.raises(ConflictError, match="Person 2 put this session back already"), database.writing() as session:
        put_back_training(session, who, number, at=AT)
    assert stored(database) == before


def test_a_resend_writes_one_session(database: Database, people: dict[Role, Viewer]):
    who = people[Role.DIRECTOR]
    numbers = set()
    for _ in range(2):
        with database.writing() as session:
            numbers.add(
                once(session, who, "resent-0001", "save_training",
                     lambda: save_training(session, who, "", HELD, seen=None, at=AT), at=AT)
            )  # fmt: skip
    assert (len(numbers), stored(database)[0]) == (1, [(HELD.held_on, HELD.topic, 2.0)])


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (Training(HELD.held_on, "  "), "what the session was about"),
        (Training(TOMORROW, "A"), "today or before"),
        (Training(date(2010, 1, 1), "A"), "within ten years"),
        (Training(HELD.held_on, "A", 0.0), "Hours are more than 0"),
        (Training(HELD.held_on, "A", float("nan")), "Hours are more than 0"),
        (Training(HELD.held_on, "A", 1.0, {"S1": 0}), "1 to 200 members"),
        (Training(HELD.held_on, "A", 1.0, {"S9": 2}), "no such school"),
    ],
)
def test_what_cannot_be_is_refused(database: Database, people: dict[Role, Viewer], told: Training, why: str):
    with pytest.raises(PartnershipError, match=why):
        saved(database, people[Role.DIRECTOR], told)
    assert stored(database) == ([], [])


# ---------------------------------------------------------------- steps of the roll-out
def reached(database: Database, who: Viewer, known: date) -> list[tuple[str, str]]:
    with database.reading() as session:
        rows = queries.steps_reached(session, who, TOMORROW, known=known)
    return [(row.step, f"{row.reached_on:%Y-%m-%d}") for row in rows.itertuples()]


def test_a_step_is_written_corrected_and_taken_back(database: Database, people: dict[Role, Viewer]):
    who, later = people[Role.COORDINATOR], date(2024, 10, 1)
    with database.writing() as session:
        write_programme_step(session, who, "S1", BOUGHT_IN, REACHED, note="Signed.", seen=UNWRITTEN, at=AT)
    with database.writing() as session:
        write_programme_step(session, who, "S1", BOUGHT_IN, later, seen=StepSeen(REACHED, 1), at=NEXT_DAY)
    step = BOUGHT_IN.value
    assert reached(database, who, TODAY - timedelta(days=1)) == []
    assert reached(database, who, TODAY) == [(step, "2024-09-12")]
    assert reached(database, who, TOMORROW) == [(step, "2024-10-01")]
    with database.writing() as session:
        take_back_programme_step(session, who, "S1", BOUGHT_IN, seen=StepSeen(later, 2), at=NEXT_DAY)
    assert reached(database, who, TODAY) == [(step, "2024-09-12")]
    assert reached(database, who, TOMORROW) == []
    with database.reading() as session:
        assert session.scalars(select(ProgrammeStepReached)).all() == []
        changes = queries.step_changes(session, who)
    assert changes["note"].tolist() == ["Signed.", "", ""]
    assert [line[3]["after"] for line in lines(database)] == [
        {"reached_on": "2024-09-12"},
        {"reached_on": "2024-10-01"},
        {},
    ]


def test_the_second_to_write_a_step_is_told_of_the_first(database: Database, people: dict[Role, Viewer]):
    with database.writing() as session:
        write_programme_step(session, people[Role.DIRECTOR], "S1", BOUGHT_IN, REACHED, seen=UNWRITTEN, at=AT)
    for act in (
        lambda session, who: write_programme_step(session, who, "S1", BOUGHT_IN, TODAY, seen=UNWRITTEN, at=AT),
        lambda session, who: take_back_programme_step(session, who, "S1", BOUGHT_IN, seen=StepSeen(REACHED, 0), at=AT),
    ):
        with pytest.raises(ConflictError, match=r"Person 1 wrote .*2024.* here since"), database.writing() as session:
            act(session, people[Role.COORDINATOR])
    assert reached(database, people[Role.DIRECTOR], TODAY) == [(BOUGHT_IN.value, "2024-09-12")]


def test_a_step_of_a_day_to_come_or_with_nothing_new_is_refused(database: Database, people: dict[Role, Viewer]):
    who, step = people[Role.DIRECTOR], ProgrammeStep.ACTIVE
    with pytest.raises(PartnershipError, match="today or before"), database.writing() as session:
        write_programme_step(session, who, "S1", step, TOMORROW, seen=UNWRITTEN, at=AT)
    with database.writing() as session:
        write_programme_step(session, who, "S1", step, TODAY, seen=UNWRITTEN, at=AT)
    with pytest.raises(PartnershipError, match="Nothing is changed here yet"), database.writing() as session:
        write_programme_step(session, who, "S1", step, TODAY, seen=StepSeen(TODAY, 1), at=AT)
    with pytest.raises(PartnershipError, match="not recorded"), database.writing() as session:
        take_back_programme_step(session, who, "S2", step, seen=UNWRITTEN, at=AT)
