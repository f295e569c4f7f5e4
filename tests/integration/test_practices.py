"""Promising practices: who writes when, what two people at once are told, and who reads which school's name."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import queries
from models.actions.practices import (
    ask_for_write_up,
    mark_practice,
    publish_practice,
    take_back_practice,
    write_up,
)
from models.database import Database
from models.errors import ConflictError, PartnershipError
from models.permissions import Viewer
from models.practice_rules import WriteUp
from models.recording.incoming import IncomingRows
from models.tables import AuditLine, Practice, PracticeWriteUp
from models.vocabulary import PracticeState, ReportState, Role, Topic
from tests.factories import SEPTEMBER, activity_row, record_rows, report_row, response_row
from tests.people import district_with_people, viewer

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)
MARKED = WriteUp(title="Family workshop")
TOLD = WriteUp("Library card drive", "More books at home", "A librarian came.\nWe sat at the door.", "A table", "Well.")


@pytest.fixture
def district(database: Database) -> int:
    number = district_with_people(database)
    accepted = {"state": ReportState.ACCEPTED}
    record_rows(
        database,
        number,
        IncomingRows(
            reports=[report_row("S1", **accepted), report_row("S2")],
            activities=[
                activity_row("A1", "S1", families_invited=200),
                activity_row("A2", "S1", is_cancelled=True),
                activity_row("A3", "S2"),
            ],
            responses=[response_row("R1", "S1", activity_id="A1", sent=20, returned=12)],
        ),
    )
    return number


def acting(database: Database, district: int) -> tuple[Viewer, Viewer, Viewer]:
    director, coordinator, liaison = (
        viewer(database, district, role) for role in (Role.DIRECTOR, Role.COORDINATOR, Role.LIAISON)
    )
    return director, coordinator, liaison


def marked(session: Session, who: Viewer, activity_id: str = "A1", school_id: str = "S1", ask: str = "") -> int:
    return mark_practice(session, who, school_id, SEPTEMBER, activity_id, ask=ask, at=AT)


def state_of(session: Session, district: int) -> tuple[PracticeState, int]:
    row = session.get_one(Practice, (district, 1))
    return row.state, row.version


def test_a_practice_goes_from_a_mark_to_all_readers_and_back(database: Database, district: int):
    director, coordinator, liaison = acting(database, district)
    with database.writing() as session:
        assert marked(session, coordinator, ask="How did you find the librarian?") == 1
        write_up(session, liaison, 1, TOLD, seen=MARKED, at=AT)
        publish_practice(session, coordinator, 1, version=2, at=AT)
        assert state_of(session, district) == (PracticeState.PUBLISHED, 3)
    with database.reading() as session:
        row = queries.practices(session, director).iloc[0]
        answers = queries.practice_answers(session, director).iloc[0]
    assert (row["title"], row["what_was_done"], row["author"]) == (TOLD.title, TOLD.what_was_done, "Person 3")
    assert (row["is_accepted"], row["families_attended"], row["families_invited"]) == (True, 20, 200)
    assert (answers["sent"], answers["returned"], answers["mean_rating"]) == (20, 12, 4.5)
    with database.writing() as session:
        take_back_practice(session, liaison, 1, version=3, note="A parent is recognised.", at=AT)
        with pytest.raises(PartnershipError, match="Person 3 took this back"):
            write_up(session, director, 1, TOLD, seen=TOLD, at=AT)
        assert marked(session, director) == 1
        assert state_of(session, district) == (PracticeState.ASKED, 5)
    with database.reading() as session:
        lines = session.scalars(select(AuditLine).order_by(AuditLine.audit_id.desc()).limit(5)).all()
        texts = session.scalars(select(PracticeWriteUp.version).order_by(PracticeWriteUp.version)).all()
        assert texts == [1, 2]
    done = ["mark_practice", "take_back_practice", "publish_practice", "write_up_practice", "mark_practice"]
    assert [line.action for line in lines] == done
    assert [line.details["before"]["state"] for line in lines] == ["taken_back", "published", "written", "asked", ""]
    assert all("librarian" not in str(line.details) for line in lines)


def test_only_what_an_accepted_report_tells_of_can_be_marked_and_once(database: Database, district: int):
    director, _, _ = acting(database, district)
    with database.writing() as session:
        for school_id, activity_id, words in (
            ("S1", "A2", "was cancelled"),
            ("S2", "A3", "No accepted report"),
            ("S1", "A9", "No accepted report"),
        ):
            with pytest.raises(PartnershipError, match=words):
                marked(session, director, activity_id, school_id)
        assert queries.activities_to_share(session, director, "2024-25", "S1")["activity_id"].tolist() == ["A1"]
        marked(session, director)
        with pytest.raises(PartnershipError, match="Person 1 marked this already"):
            marked(session, director)
        assert queries.activities_to_share(session, director, "2024-25", "S1").empty


def test_two_write_in_different_fields_at_once_and_are_told_of_the_same_one(database: Database, district: int):
    director, coordinator, liaison = acting(database, district)
    with database.writing() as session:
        marked(session, coordinator)
        write_up(session, liaison, 1, replace(MARKED, aim="More books at home"), seen=MARKED, at=AT)
        write_up(session, coordinator, 1, replace(MARKED, what_was_done="A librarian came."), seen=MARKED, at=AT)
        row = queries.practices(session, director).iloc[0]
        assert (row["aim"], row["what_was_done"]) == ("More books at home", "A librarian came.")
        with pytest.raises(ConflictError, match="Person 2 wrote here since"):
            write_up(session, liaison, 1, replace(MARKED, what_was_done="We met."), seen=MARKED, at=AT)
        with pytest.raises(ConflictError, match="Person 2 changed this since"):
            publish_practice(session, director, 1, version=2, at=AT)
        write_up(session, liaison, 1, replace(MARKED, aim="More books at home"), seen=MARKED, at=AT)
        assert state_of(session, district) == (PracticeState.WRITTEN, 3)


@pytest.mark.parametrize("told", ["We met at School S2.", "", "With our friends of  school s2."])
def test_a_text_that_names_a_school_or_says_nothing_is_not_published(told: str, database: Database, district: int):
    director, _, _ = acting(database, district)
    named = replace(MARKED, what_was_done=told.replace("  ", " "))
    with database.writing() as session:
        marked(session, director)
        write_up(session, director, 1, named, seen=MARKED, at=AT)
        with pytest.raises(PartnershipError, match=r"nothing was published\.$"):
            publish_practice(session, director, 1, version=2, at=AT)


def test_a_published_text_is_the_offices_and_the_school_takes_it_back_to_change_it(database: Database, district: int):
    director, _, liaison = acting(database, district)
    with database.writing() as session:
        marked(session, director)
        write_up(session, director, 1, TOLD, seen=MARKED, at=AT)
        publish_practice(session, director, 1, version=2, at=AT)
        with pytest.raises(PartnershipError, match="This is published by now"):
            write_up(session, liaison, 1, replace(TOLD, aim="Other"), seen=TOLD, at=AT)
        with pytest.raises(PartnershipError, match="names School S1"):
            write_up(session, director, 1, replace(TOLD, aim="Books for School S1"), seen=TOLD, at=AT)
        with pytest.raises(PartnershipError, match="Take it back first"):
            ask_for_write_up(session, director, 1, version=3, ask="More?", at=AT)


def test_a_report_that_is_corrected_shows_no_figures_until_it_is_accepted(database: Database, district: int):
    director, _, _ = acting(database, district)
    with database.writing() as session:
        marked(session, director)
    again = [activity_row("A1", "S1", families_attended=31)]
    sent = report_row("S1", submitted_date=date(2024, 11, 8), notes="Counted again.")
    record_rows(database, district, IncomingRows(reports=[sent], activities=again))
    with database.reading() as session:
        row = queries.practices(session, director).iloc[0]
    assert (row["is_accepted"], str(row["families_attended"])) == (False, "nan")


def test_sharing_moves_no_other_topic(database: Database, district: int):
    director, _, _ = acting(database, district)
    with database.reading() as session:
        before = queries.topic_stamps(session, district)
    with database.writing() as session:
        marked(session, director)
    with database.reading() as session:
        after = queries.topic_stamps(session, district)
    assert {topic for topic in Topic if before[topic] != after[topic]} == {Topic.PRACTICES}
