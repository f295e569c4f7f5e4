"""When somebody was here last: kept for each person apart, and nobody else's page is disturbed by it."""

from datetime import UTC, datetime, timedelta

import pytest

from models import queries
from models.actions.visits import begin_visit
from models.database import Database
from models.errors import NotAllowedError
from models.permissions import Viewer
from models.recording.undo import undo
from models.vocabulary import Role
from tests.factories import on_the_server, stored, writes
from tests.people import district_with_people, viewer

MORNING = datetime(2024, 11, 6, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def was_here(database: Database, who: Viewer, *moments: datetime) -> None:
    for at in moments:
        with database.writing() as session:
            begin_visit(session, who, at=at)


def since(database: Database, who: Viewer, now: datetime) -> datetime | None:
    with database.reading() as session:
        visits = queries.last_visit(session, who)
    return visits.since(now) if visits else None


def test_news_are_told_since_the_visit_before_and_a_page_loaded_again_tells_them_again(database: Database):
    who = viewer(database, district_with_people(database), Role.COORDINATOR)
    assert since(database, who, MORNING) is None
    was_here(database, who, MORNING, MORNING + HOUR)
    assert since(database, who, MORNING + 2 * HOUR) is None  # still the first visit
    assert since(database, who, MORNING + 6 * HOUR) == MORNING + HOUR
    was_here(database, who, MORNING + 6 * HOUR, MORNING + 9 * HOUR)
    assert since(database, who, MORNING + 10 * HOUR) == MORNING + HOUR
    was_here(database, who, MORNING + 8 * HOUR)  # a page of before, whose turn comes late
    assert since(database, who, MORNING + 30 * HOUR) == MORNING + 9 * HOUR


def test_a_visit_is_ones_own_and_disturbs_nobody(database: Database):
    district = district_with_people(database)
    director, coordinator = (viewer(database, district, role) for role in (Role.DIRECTOR, Role.COORDINATOR))
    with database.reading() as session:
        stamps, before = queries.topic_stamps(session, district), writes(session)
    rows = stored(database)
    was_here(database, director, MORNING)
    with database.reading() as session:
        assert (queries.topic_stamps(session, district), writes(session)) == (stamps, before)
    assert stored(database) == rows
    assert since(database, director, MORNING + 5 * HOUR) == MORNING
    assert since(database, coordinator, MORNING + 5 * HOUR) is None


def test_who_has_left_is_not_here_and_nobodys_row_keeps_nothing(database: Database):
    district = district_with_people(database)
    with pytest.raises(NotAllowedError):
        was_here(database, Viewer(district, 99, "Gone", Role.DIRECTOR), MORNING)
    was_here(database, Viewer(district, 0, "This machine", Role.VIEWER), MORNING)
    assert since(database, Viewer(district, 0, "This machine", Role.VIEWER), MORNING + 5 * HOUR) is None


def test_an_import_that_brought_a_person_can_be_taken_back_after_their_visit(database: Database):
    district = district_with_people(database)
    was_here(database, viewer(database, district, Role.DIRECTOR), MORNING)
    with database.writing() as session:
        undo(session, on_the_server(district), 1, at=MORNING + HOUR)
    with database.reading() as session:
        assert queries.last_visit(session, Viewer(district, 1, "Person 1", Role.DIRECTOR)) is None
