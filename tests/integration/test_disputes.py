"""This is wrong: a school says so, the coordinator answers, and no figure, list or row beside it moves."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from models import queries
from models.actions.disputes import answer_dispute, dispute_figure, take_back_dispute
from models.actions.once import once
from models.database import Database
from models.errors import ConflictError, PartnershipError
from models.tables import AuditLine
from models.vocabulary import Indicator, Role, Topic
from tests.factories import SEPTEMBER, base_rows
from tests.people import district_with_people, viewer

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)
TURNOUT = Indicator.TURNOUT


@pytest.fixture
def district(database: Database) -> int:
    return district_with_people(database)


def test_what_is_said_and_answered_stands_there_and_nothing_else_moves(database: Database, district: int):
    liaison, coordinator = (viewer(database, district, role) for role in (Role.LIAISON, Role.COORDINATOR))
    with database.reading() as session:
        before, stamps = base_rows(session), queries.topic_stamps(session, district)
    with database.writing() as session:
        assert dispute_figure(session, liaison, "S1", SEPTEMBER, TURNOUT, reason=" We counted 31. ", at=AT) == 1
        answer_dispute(session, coordinator, 1, is_agreed=True, answer="You are right.", at=AT)
        dispute_figure(session, liaison, "S1", SEPTEMBER, TURNOUT, reason="Still 20.", at=AT)
        dispute_figure(session, liaison, "S1", SEPTEMBER, None, reason="We were closed.", at=AT)
        take_back_dispute(session, liaison, 3, at=AT)
    with database.reading() as session:
        rows = queries.disputes(session, coordinator)
        after, moved = base_rows(session), queries.topic_stamps(session, district)
        lines = session.scalars(select(AuditLine).order_by(AuditLine.audit_id)).all()[1:]
    assert rows["dispute_id"].tolist() == [2, 1]
    assert rows["reason"].tolist() == ["Still 20.", "We counted 31."]
    assert rows["is_agreed"].tolist() == [None, True]
    assert {name for name in before if before[name] != after[name]} == {"dispute"}
    assert {topic for topic in Topic if stamps[topic] != moved[topic]} == {Topic.SUPPORT}
    verbs = ["dispute_figure", "answer_dispute", "dispute_figure", "dispute_figure", "take_back_dispute"]
    assert [line.action for line in lines] == verbs
    assert all("counted" not in str(line.details) for line in lines)


def test_the_second_of_two_is_told_what_the_first_did(database: Database, district: int):
    liaison, coordinator, director = (
        viewer(database, district, role) for role in (Role.LIAISON, Role.COORDINATOR, Role.DIRECTOR)
    )
    with database.writing() as session:
        for _ in range(2):
            number = once(
                session, liaison, "abcdefgh", "dispute_figure",
                lambda: dispute_figure(session, liaison, "S1", SEPTEMBER, TURNOUT, reason="We had 31.", at=AT), at=AT,
            )  # fmt: skip
            assert number == 1
        with pytest.raises(PartnershipError, match="Person 3 said so on 6 November 2024 already"):
            dispute_figure(session, liaison, "S1", SEPTEMBER, TURNOUT, reason="We had 31.", at=AT)
        answer_dispute(session, coordinator, 1, is_agreed=False, answer="The sheet says 20.", at=AT)
        with pytest.raises(ConflictError, match=r'Person 2 answered on 6 November 2024: "The sheet says 20."'):
            answer_dispute(session, director, 1, is_agreed=True, answer="Yes.", at=AT)
        with pytest.raises(ConflictError, match="Person 2 answered"):
            take_back_dispute(session, liaison, 1, at=AT)


def test_a_month_without_a_list_and_an_empty_reason_are_refused(database: Database, district: int):
    liaison = viewer(database, district, Role.LIAISON)
    with database.writing() as session:
        with pytest.raises(PartnershipError, match="no list of this month yet"):
            dispute_figure(session, liaison, "S1", date(2024, 10, 1), TURNOUT, reason="We had 31.", at=AT)
        with pytest.raises(PartnershipError, match="Write why"):
            dispute_figure(session, liaison, "S1", SEPTEMBER, TURNOUT, reason=" ", at=AT)
