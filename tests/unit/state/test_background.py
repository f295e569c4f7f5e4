"""A change that somebody stopped waiting for is not kept, and they are told the truth about it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from dashboards.state.background import AtOnce, Attempt
from models.database import Database, connect
from models.errors import DatabaseUnavailableError
from models.tables import District


@pytest.fixture
def opened(sqlite_url: str):
    database = connect(sqlite_url)
    yield database
    database.close()


def add(session: Session) -> str:
    session.execute(insert(District).values(code="new", name="New"))
    return "added"


def districts(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count(District.district_id)))


def test_a_change_is_kept(opened: Database):
    attempt = Attempt(opened, add)
    assert (attempt.run(), attempt.is_given_up, districts(opened)) == ("added", False, 1)


def test_nothing_is_kept_of_what_was_given_up_in_time(opened: Database):
    begun, may_go_on = Event(), Event()

    def slow(session: Session) -> str:
        begun.set()
        assert may_go_on.wait(20)
        return add(session)

    attempt = Attempt(opened, slow)
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(attempt.run)
        assert begun.wait(20)
        assert "Nothing was saved" in str(attempt.give_up())
        may_go_on.set()
        with pytest.raises(DatabaseUnavailableError, match="Nothing was saved"):
            running.result(20)
    assert districts(opened) == 0


def test_who_gives_up_too_late_is_told_that_it_is_not_known(opened: Database):
    attempt = Attempt(opened, add)
    attempt.run()
    assert "Whether this was saved is not known" in str(attempt.give_up())
    assert districts(opened) == 1


def test_in_a_notebook_everything_is_done_on_the_spot(opened: Database):
    told: list[str] = []
    AtOnce().write(opened, add, told.append, lambda error: pytest.fail(str(error)))
    AtOnce().read(lambda: "read", told.append, lambda error: pytest.fail(str(error)))
    assert told == ["added", "read"]
    with pytest.raises(ZeroDivisionError):
        AtOnce().read(lambda: 1 / 0, told.append, lambda error: pytest.fail("it is raised"))
