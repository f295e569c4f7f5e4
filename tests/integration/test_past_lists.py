"""Lists that people have worked with stay as they were: no decision by hand begins, ends or goes on a past one."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from models import queries
from models.actions import decisions
from models.database import Database
from models.errors import PartnershipError
from models.permissions import Viewer
from models.recording.record import record
from models.tables import Decision
from models.vocabulary import DecisionKind, Role
from tests.factories import (
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    base_rows,
    district_rows,
    make_district,
    on_the_server,
    report_row,
)

OCTOBERS_LIST = date(2024, 11, 10)
BEFORE_IT, AFTER_IT = datetime(2024, 11, 9, 15, 0, tzinfo=UTC), datetime(2024, 11, 12, 15, 0, tzinfo=UTC)
EARLY = datetime(2024, 10, 11, 15, 0, tzinfo=UTC)
DIRECTOR = {"person_id": 1, "login": "p1", "name": "Person 1", "role": Role.DIRECTOR, "is_active": True}


@pytest.fixture
def director(database: Database) -> Viewer:
    """The director of a district with reports for September and October, so that October's is the latest list."""
    incoming = district_rows(schools=1, months=(SEPTEMBER, OCTOBER, NOVEMBER), people=[DIRECTOR])
    incoming.reports = [report_row("S1", month) for month in (SEPTEMBER, OCTOBER)]
    district = make_district(database, incoming)
    with database.reading() as session:
        return queries.viewer(session, district, "p1", AFTER_IT.date())


def decide(database: Database, who: Viewer, starts_on: date, at: datetime) -> int:
    with database.writing() as session:
        return decisions.add_decision(
            session, who, "S1", DecisionKind.JUDGEMENT, puts_on_list=True, starts_on=starts_on,
            ends_on=date(2024, 12, 20), note="The principal asked for a call.", at=at,
        )  # fmt: skip


@pytest.fixture
def number(database: Database, director: Viewer) -> int:
    """A decision that holds since September's list, made when that was the latest."""
    return decide(database, director, date(2024, 10, 10), EARLY)


def end(database: Database, who: Viewer, number: int, on: date, at: datetime) -> None:
    with database.writing() as session:
        decisions.end_decision(session, who, number, on=on, at=at)


def last_day(database: Database, who: Viewer, number: int) -> date:
    with database.reading() as session:
        return session.get(Decision, (who.district_id, number)).ends_on


def kept(database: Database) -> dict[str, list[str]]:
    with database.reading() as session:
        return base_rows(session)


@pytest.mark.parametrize("on", [date(2024, 10, 10), date(2024, 11, 8)])
def test_a_decision_cannot_be_ended_on_a_list_that_is_past(on: date, number: int, director: Viewer, database: Database):
    before = kept(database)
    with pytest.raises(PartnershipError, match=r"Past lists stay as they were: .* 10 November 2024, .* nothing was"):
        end(database, director, number, on, AFTER_IT)
    assert kept(database) == before


def test_a_decision_ends_off_the_latest_list_on_the_day_before_it(number: int, director: Viewer, database: Database):
    end(database, director, number, date(2024, 11, 9), AFTER_IT)
    assert last_day(database, director, number) == date(2024, 11, 9)


def test_a_list_that_is_still_to_be_judged_is_not_past(number: int, director: Viewer, database: Database):
    end(database, director, number, date(2024, 10, 10), BEFORE_IT)
    assert last_day(database, director, number) == date(2024, 10, 10)


def test_a_decision_that_a_past_list_was_made_with_is_not_taken_back(number: int, director: Viewer, database: Database):
    before = kept(database)
    with pytest.raises(PartnershipError, match="been part of one: end it"), database.writing() as session:
        decisions.take_back_decision(session, director, number, at=AFTER_IT)
    assert kept(database) == before


def test_a_decision_made_for_the_latest_list_is_taken_back(director: Viewer, database: Database):
    number = decide(database, director, OCTOBERS_LIST, AFTER_IT)
    with database.writing() as session:
        decisions.take_back_decision(session, director, number, at=AFTER_IT)
    with database.reading() as session:
        assert session.get(Decision, (director.district_id, number)) is None


def test_a_decision_cannot_begin_before_the_latest_list(director: Viewer, database: Database):
    before = kept(database)
    with pytest.raises(PartnershipError, match=r"a decision starts on 10 November 2024, .* nothing was saved"):
        decide(database, director, date(2024, 11, 9), AFTER_IT)
    assert kept(database) == before
    assert decide(database, director, OCTOBERS_LIST, AFTER_IT) == 1


# ---------------------------------------------------------------- undone
def test_a_decision_ended_by_mistake_holds_again_as_long_as_it_was_planned(
    number: int, director: Viewer, database: Database
):
    end(database, director, number, date(2024, 11, 9), AFTER_IT)
    with database.writing() as session:
        assert decisions.restore_decision(session, director, number, at=AFTER_IT) == number
    assert last_day(database, director, number) == date(2024, 12, 20)


def test_a_decision_taken_back_by_mistake_is_there_again_with_all_it_said(director: Viewer, database: Database):
    number = decide(database, director, OCTOBERS_LIST, AFTER_IT)
    before = kept(database)["decision"]
    with database.writing() as session:
        decisions.take_back_decision(session, director, number, at=AFTER_IT)
    with database.writing() as session:
        decisions.restore_decision(session, director, number, at=AFTER_IT)
    assert kept(database)["decision"] == before


def test_a_decision_whose_number_another_has_got_since_comes_back_under_a_new_one(director: Viewer, database: Database):
    number = decide(database, director, OCTOBERS_LIST, AFTER_IT)
    with database.writing() as session:
        decisions.take_back_decision(session, director, number, at=AFTER_IT)
        other = session.scalar(select(func.max(Decision.decision_id)))
    assert other is None
    with database.writing() as session:
        session.add(
            Decision(
                district_id=director.district_id, decision_id=number, school_id="S1", kind=DecisionKind.JUDGEMENT,
                puts_on_list=False, starts_on=OCTOBERS_LIST, ends_on=date(2024, 12, 20), note="Another.",
                author="Person 1", recorded_at=AFTER_IT,
            )
        )  # fmt: skip
    with database.writing() as session:
        assert decisions.restore_decision(session, director, number, at=AFTER_IT) == number + 1


@pytest.mark.parametrize("is_new", [False, True], ids=["ended", "taken back"])
def test_nothing_is_undone_once_a_list_was_judged_without_it(is_new: bool, director: Viewer, database: Database):
    number = decide(database, director, OCTOBERS_LIST if is_new else date(2024, 10, 10), AFTER_IT if is_new else EARLY)
    with database.writing() as session:
        if is_new:
            decisions.take_back_decision(session, director, number, at=AFTER_IT)
        else:
            decisions.end_decision(session, director, number, on=date(2024, 11, 9), at=AFTER_IT)
        incoming = district_rows(schools=1, months=(SEPTEMBER, OCTOBER, NOVEMBER))
        incoming.reports = [report_row("S1", NOVEMBER)]
        record(session, on_the_server(director.district_id), incoming, at=AFTER_IT)
    before = kept(database)
    with pytest.raises(PartnershipError, match="one has been judged without this entry"), database.writing() as session:
        decisions.restore_decision(session, director, number, at=datetime(2024, 12, 11, 15, 0, tzinfo=UTC))
    assert kept(database) == before


@pytest.mark.parametrize("undone", [1, 99], ids=["holds", "never was"])
def test_what_was_not_ended_is_not_undone(undone: int, number: int, director: Viewer, database: Database):
    before = kept(database)
    with pytest.raises(PartnershipError, match="nothing was saved"), database.writing() as session:
        decisions.restore_decision(session, director, undone, at=AFTER_IT)
    assert kept(database) == before
