"""What is sent twice is done once, and an audit line stays as it was written; on SQLite and PostgreSQL."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.actions.once import KEPT_FOR, once
from models.database import Database
from models.errors import PartnershipError
from models.permissions import Viewer
from models.tables import Operation
from models.vocabulary import Role
from tests.factories import AT, district_rows, make_district

PERSON = {"person_id": 7, "login": "m.lund", "name": "Marit Lund", "role": "coordinator", "is_active": True}
FIRST, SECOND = "aaaa-1111", "bbbb-2222"


def somebody(database: Database) -> Viewer:
    number = make_district(database, district_rows(schools=1, people=[PERSON, PERSON | {"person_id": 8, "login": "o"}]))
    return Viewer(number, 7, "Marit Lund", Role.COORDINATOR)


class Counted:
    """How often something was done."""

    def __init__(self) -> None:
        self.times = 0

    def act(self) -> int:
        self.times += 1
        return self.times


def test_what_is_sent_again_is_answered_the_same_and_done_once(database: Database):
    viewer, done = somebody(database), Counted()

    def send(operation: str, action: str = "log_contact", who: Viewer = viewer) -> int:
        with database.writing() as session:
            return once(session, who, operation, action, done.act, at=AT)

    assert [send(FIRST), send(FIRST), send(SECOND), send(FIRST)] == [1, 1, 2, 1]
    other = Viewer(viewer.district_id, 8, "O", Role.COORDINATOR)
    assert send(FIRST, who=other) == 3
    with pytest.raises(PartnershipError, match="two things"):
        send(FIRST, "save_draft")
    for number in ("", "short", "x" * 65, "a b c d e f", "ä" * 9):
        with pytest.raises(PartnershipError, match="cannot be understood"):
            send(number)
    assert done.times == 3


def test_what_fails_is_not_kept_as_done(database: Database):
    viewer, done = somebody(database), Counted()

    def refuse() -> int:
        raise PartnershipError("Not now.")

    with pytest.raises(PartnershipError, match="Not now"), database.writing() as session:
        once(session, viewer, FIRST, "log_contact", refuse, at=AT)
    with database.writing() as session:
        assert once(session, viewer, FIRST, "log_contact", done.act, at=AT) == 1


def test_of_two_at_once_the_second_finds_the_first(database: Database):
    viewer, done, both, answers = somebody(database), Counted(), Barrier(2), []

    def send() -> None:
        both.wait()
        with database.writing() as session:
            answers.append(once(session, viewer, FIRST, "log_contact", done.act, at=AT))

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers, done.times) == ([1, 1], 1)


def test_after_a_month_it_is_forgotten(database: Database):
    viewer, done = somebody(database), Counted()
    for operation, at in ((FIRST, AT), (SECOND, AT + KEPT_FOR * 2)):
        with database.writing() as session:
            once(session, viewer, operation, "log_contact", done.act, at=at)
    with database.reading() as session:
        assert session.scalars(select(Operation.operation_id)).all() == [SECOND]


@pytest.mark.parametrize("change", ["UPDATE audit_line SET person = 'nobody'", "DELETE FROM audit_line"])
def test_an_audit_line_can_be_neither_changed_nor_taken_away(database: Database, change: str):
    somebody(database)

    def lines(session: Session) -> int | None:
        return session.scalar(select(func.count()).select_from(text("audit_line")))

    with database.reading() as session:
        before = lines(session)
    assert before
    with pytest.raises(DBAPIError, match="stays as it was written"), database.writing() as session:
        session.execute(text(change))
    with database.reading() as session:
        assert lines(session) == before
