"""Planned sessions count nowhere until they are held; a file of sessions comes back as it went."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from dashboards.state.training.visit import TrainingVisit
from data.exporting import write_csv
from data.importing.import_files import import_files
from data.importing.incoming_files import IncomingFile
from data.training_export import training_of_district
from models import queries
from models.actions.training import drop_training, hold_training, plan_training, save_training
from models.database import Database, connect
from models.errors import ConflictError, PartnershipError
from models.permissions import Viewer
from models.programme_rules import Training
from models.tables import AuditLine, DevelopmentPlanned
from tests.school_pages import TODAY, rows

AT = datetime(2026, 4, 20, 15, tzinfo=UTC)
FAIRBROOK, CEDAR_GLEN = "4-012", "4-007"
PLANNED = Training(date(2026, 4, 29), "Home visits", 2.0, {FAIRBROOK: None})


@pytest.fixture
def database(sample_district: Callable[[], str]) -> Database:
    return connect(sample_district())


def who(database: Database, login: str) -> Viewer:
    with database.reading() as session:
        return queries.viewer(session, 1, login, TODAY)


def page_of(database: Database) -> TrainingVisit:
    return TrainingVisit(database, who(database, "r.okafor"), "", today=lambda: TODAY)


def plan(database: Database, told: Training = PLANNED, number: str = "", seen: Training | None = None) -> str:
    with database.writing() as session:
        return plan_training(session, who(database, "r.okafor"), number, told, seen=seen, at=AT)


def counted(database: Database) -> list[tuple[int, int]]:
    sessions, came = "SELECT count(*) FROM development_session", "SELECT count(*) FROM development_attendance"
    return rows(database, f"SELECT ({sessions}), ({came})")


def test_a_planned_session_stands_apart_and_counts_nowhere(database: Database):
    before, stored = page_of(database), counted(database)
    plan(database)
    after = page_of(database)
    assert after.answer() == before.answer()
    assert [row["id"] for row in after.part()["rows"]] == [row["id"] for row in before.part()["rows"]]
    assert after.part()["without"] == before.part()["without"]
    assert counted(database) == stored
    [row] = after.part()["planned"]
    assert (row["topic"], row["about"], row["expected"], row["schools"], row["past"], row["all_came"], row["said"]) == (
        "Home visits", "29 April 2026, 2 hours", "1 school's team is expected.", ["Fairbrook"], "", "",
        "Planned by Rosa Okafor on 20 April 2026.",
    )  # fmt: skip


def test_it_becomes_held_under_its_number_and_counts_from_then_on(database: Database):
    number, before = plan(database), page_of(database).part()
    held = Training(TODAY, "Home visits", 2.0, {FAIRBROOK: 3})
    with database.writing() as session:
        assert hold_training(session, who(database, "m.alvarez"), number, held, seen=PLANNED, at=AT) == number
    after = page_of(database).part()
    assert after["planned"] == []
    assert (after["rows"][0]["id"], after["rows"][0]["counted"]) == (number, "1 school's team came, 3 members.")
    named = [{one["id"] for some in part["without"] for one in some["schools"]} for part in (before, after)]
    assert named[0] - named[1] == {FAIRBROOK}
    with database.reading() as session:
        line = session.scalar(select(AuditLine).where(AuditLine.action == "hold_training"))
        assert line is not None
        assert (line.details["before"]["held_on"], line.details["after"]["came"]) == ("2026-04-29", {FAIRBROOK: 3})
    with pytest.raises(ConflictError, match="not planned any more"), database.writing() as session:
        hold_training(session, who(database, "r.okafor"), number, held, seen=PLANNED, at=AT)


def test_it_is_not_held_before_its_day_and_not_planned_for_a_day_that_is_past(database: Database):
    number = plan(database)
    with pytest.raises(PartnershipError, match="today or before"), database.writing() as session:
        hold_training(session, who(database, "r.okafor"), number, PLANNED, seen=PLANNED, at=AT)
    for day in (date(2026, 4, 19), date(2028, 4, 21)):
        with pytest.raises(PartnershipError, match="today or a day to come"):
            plan(database, replace(PLANNED, held_on=day))
    late = AT.replace(month=5)
    with database.writing() as session:  # its day is past by now, and may stay
        changed = replace(PLANNED, topic="Visits at home")
        assert plan_training(session, who(database, "r.okafor"), number, changed, seen=PLANNED, at=late) == number


def test_two_who_plan_it_lose_nothing_and_the_second_of_one_field_is_told(database: Database):
    number = plan(database)
    plan(database, replace(PLANNED, came={FAIRBROOK: None, CEDAR_GLEN: None}), number, PLANNED)
    plan(database, replace(PLANNED, hours=3.0), number, PLANNED)
    with database.reading() as session:
        row = session.get(DevelopmentPlanned, (1, number))
        assert row is not None
        assert (row.hours, row.expected) == (3.0, [CEDAR_GLEN, FAIRBROOK])
    with pytest.raises(ConflictError, match="Rosa Okafor changed the same"):
        plan(database, replace(PLANNED, hours=1.0), number, PLANNED)
    with pytest.raises(ConflictError, match="Rosa Okafor changed this session"), database.writing() as session:
        drop_training(session, who(database, "m.alvarez"), number, seen=PLANNED, at=AT)


def test_a_file_of_sessions_comes_back_as_it_went(database: Database):
    with database.writing() as session:  # one that nobody is noted for
        save_training(session, who(database, "r.okafor"), "", Training(date(2026, 4, 8), "Alone"), seen=None, at=AT)
    with database.reading() as session:
        frame = training_of_district(session, 1, TODAY)
    alone = frame[frame["topic"].eq("Alone")]
    assert len(alone) == 1
    assert alone[["hours", "school_id", "people", "school"]].isna().all(axis=None)
    file = IncomingFile("sessions with who came.csv", write_csv(frame, {"District": "Alder Valley"}), is_chosen=True)
    outcome = import_files(database, [file], viewer=who(database, "m.alvarez"), at=AT, is_preview=True)
    held, came = counted(database)[0]
    assert outcome.counts == {
        "development_session": {"new": 0, "changed": 0, "unchanged": held},
        "development_attendance": {"new": 0, "changed": 0, "unchanged": came},
    }
    assert outcome.warnings == []
