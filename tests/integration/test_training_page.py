"""Professional development and steps of the programme on their pages: counts are those of the rows, and of trends."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from dashboards.state.training.visit import TrainingVisit
from data.district_frames import open_district
from models import queries
from models.actions.programme_steps import write_programme_step
from models.actions.training import save_training
from models.database import Database, connect
from models.errors import NotAllowedError
from models.programme_rules import StepSeen, Training
from models.vocabulary import ProgrammeStep
from tests.school_pages import TODAY, page_of, rows
from tests.school_pages import visit as visit_school
from tests.trends_page import section
from tests.trends_page import visit as visit_trends

AT = datetime(2026, 4, 20, 15, tzinfo=UTC)
FAIRBROOK = "4-012"
WITHOUT = """SELECT count(*) FROM school_month m WHERE m.month = '2026-03-01' AND m.expected = 1 AND NOT EXISTS (
    SELECT 1 FROM development_attendance a JOIN development_session s ON s.session_id = a.session_id
    WHERE a.school_id = m.school_id AND s.held_on > :since AND s.held_on <= :day)"""


@pytest.fixture
def database(sample_district: Callable[[], str]) -> Database:
    return connect(sample_district())


def visit(database: Database, login: str = "r.okafor") -> TrainingVisit:
    with database.reading() as session:
        viewer = queries.viewer(session, 1, login, TODAY)
    return TrainingVisit(database, viewer, "", today=lambda: TODAY)


def without(database: Database, since: date, day: date) -> int:
    return int(rows(database, WITHOUT, since=str(since), day=str(day))[0][0])


def write(database: Database) -> None:
    """A session that a school came to which had none for a year, and a step of that school."""
    with database.writing() as session:
        who = queries.viewer(session, 1, "r.okafor", TODAY)
        save_training(
            session, who, "", Training(date(2026, 4, 8), "Home visits", 2.0, {FAIRBROOK: 4}), seen=None, at=AT
        )
        write_programme_step(
            session, who, FAIRBROOK, ProgrammeStep.EVALUATING, date(2026, 4, 9), note="Agreed.",
            seen=StepSeen(None, 0), at=AT,
        )  # fmt: skip


def told_in_trends(database: Database) -> list[str]:
    return list(section(visit_trends(database), "programme").part["sentences"])


def test_the_count_is_that_of_the_rows_and_of_trends(database: Database):
    page, trends = visit(database), told_in_trends(database)
    then = without(database, date(2025, 4, 10), date(2026, 4, 10))
    assert f"; {then} had none in twelve months." in trends[3]
    assert page.part()["beside_list"] == f"Trends say {then} of 85, as it was known on 10 Apr."
    now = without(database, date(2025, 4, 20), TODAY)
    part = page.part()
    assert sum(len(cluster["schools"]) for cluster in part["without"]) == now
    assert part["without_title"] == f"None in twelve months ({now})"
    assert page.answer().startswith(f"{now} schools of 85 had nobody")
    held = rows(database, "SELECT session_id, topic FROM development_session WHERE held_on >= '2025-08-01' "
                          "ORDER BY held_on DESC")  # fmt: skip
    assert [(row["id"], row["topic"]) for row in part["rows"]] == held
    for row in part["rows"]:
        teams, members = rows(database, "SELECT count(*), sum(people) FROM development_attendance "
                                        "WHERE session_id = :id", id=row["id"])[0]  # fmt: skip
        assert row["counted"] == f"{teams} schools' teams came, {members} members."


def test_what_is_written_is_there_at_once_and_earlier_days_stay(database: Database):
    before, trends, february = visit(database), told_in_trends(database), page_of(database, FAIRBROOK, "2026-02")
    frames = open_district(database, on=date(2026, 4, 10))
    came, steps = frames.training, frames.programme_steps
    write(database)
    after = visit(database)
    named = [{one["id"] for some in page.part()["without"] for one in some["schools"]} for page in (before, after)]
    assert (named[0] - named[1], named[1] - named[0]) == ({FAIRBROOK}, set())
    assert after.part()["beside_list"] == before.part()["beside_list"]
    assert after.part()["rows"][0]["said"] == "Written down by Rosa Okafor on 20 April 2026."
    now = told_in_trends(database)
    since = "Written or changed since, and counted from the next list on: 1 session, 1 step of the programme."
    assert now == [*trends, since]
    assert page_of(database, FAIRBROOK, "2026-02") == february
    part = page_of(database, FAIRBROOK)
    assert part["head"] is not None
    assert "programme step: evaluating, since 9 April 2026" in part["head"]["facts"]
    assert (part["sessions"][0]["topic"], part["sessions"][0]["since"]) == (
        "Home visits", "written since the list of 10 Apr",
    )  # fmt: skip
    assert open_district(database, on=date(2026, 4, 10)).training.equals(came)
    assert open_district(database, on=date(2026, 4, 10)).programme_steps.equals(steps)
    assert len(open_district(database, on=TODAY).training) == len(came) + 1


def test_a_past_lists_page_is_read_only_and_a_school_is_not_told_who_wrote_what(database: Database):
    write(database)
    now = visit_school(database, f"?month=2026-03&school={FAIRBROOK}", "r.okafor").programme(FAIRBROOK)
    past = visit_school(database, f"?month=2026-02&school={FAIRBROOK}", "r.okafor").programme(FAIRBROOK)
    assert now is not None
    assert past is not None
    last = now["lines"][-1]
    assert (now["may_write"], last["version"]) == (True, 1)
    assert last["told"] == [("Agreed.", "Written by Rosa Okafor on 20 April 2026.")]
    assert (past["may_write"], past["lines"][-1]["reached"], past["lines"][-1]["told"]) == (False, "not recorded", [])
    others = visit_school(database, f"?month=2026-03&school={FAIRBROOK}", "h.ellison").programme(FAIRBROOK)
    assert others is not None
    assert not others["may_write"]
    assert visit_school(database, "", "c.eriksen33").programme(FAIRBROOK) is None
    with pytest.raises(NotAllowedError, match="for the office"):
        visit(database, "c.eriksen33")
