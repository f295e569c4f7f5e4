"""What sessions share is kept apart by who may see it: no order of visitors shows anybody another's schools."""

import json
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from dashboards.state.school.months import mark_texts, months_words
from dashboards.state.triage.export_frame import triage_frame
from dashboards.state.visit import Visit
from data.sample.make import STORIES
from models import queries
from models.database import Database, connect
from models.errors import NotAllowedError
from models.permissions import Viewer

DAY = date(2026, 4, 10)
OTHER = STORIES["lost_liaison"]


@pytest.fixture(scope="module")
def database(any_sample: Callable[[], str]) -> Iterator[Database]:
    opened = connect(any_sample())
    yield opened
    opened.close()


def viewer(database: Database, login: str) -> Viewer:
    with database.reading() as session:
        return queries.viewer(session, 1, login, DAY)


def everything_sent(visit: Visit) -> str:
    """All that the page's parts are given for the list, the months, one school and a file."""
    board = visit.screen.shown_board
    taken_away = triage_frame(visit.screen, visit.sparks).to_csv()
    parts = [board.rows_json, board.vocabulary_json, visit.sparks_json, taken_away]
    for school_id in visit.screen.shown:
        months = visit.months(school_id)
        parts += [json.dumps([visit.why(school_id), visit.record(school_id)], default=str), months.frame.to_csv()]
        parts += [str(mark_texts(visit.words, months)), months_words(visit.words, months, "activities")]
    return "\n".join(parts)


def named_in(said: str, database: Database, but: str) -> list[str]:
    """Names and numbers of other schools in a text."""
    with database.reading() as session:
        schools = queries.schools_in_year(session, viewer(database, "m.alvarez"), "2025-26").set_index("school_id")
    others = schools["name"].drop(but)
    return [word for word in (*others, *others.index) if word in said]


def test_a_liaison_after_the_director_still_sees_one_school(database: Database):
    Visit(database, viewer(database, "m.alvarez"), "?cluster=all&school=4-017")
    visit = Visit(database, viewer(database, "c.eriksen33"))
    assert visit.screen.shown == ("4-012",)
    assert visit.screen.showing == "Showing 1 of 1 school"
    assert named_in(everything_sent(visit), database, but="4-012") == []


def test_the_director_after_a_liaison_sees_all_schools(database: Database):
    Visit(database, viewer(database, "c.eriksen33"))
    assert len(Visit(database, viewer(database, "m.alvarez")).screen.shown) == 86


def test_two_liaisons_do_not_share(database: Database):
    shown = [Visit(database, viewer(database, login)).screen.shown for login in ("c.eriksen33", "a.abbott27")]
    assert shown[0] != shown[1]
    assert [len(schools) for schools in shown] == [1, 1]


@pytest.mark.parametrize("school_id", [OTHER.school_id, "no such school", ""])
def test_a_liaison_cannot_open_another_school(school_id: str, database: Database):
    visit = Visit(database, viewer(database, "c.eriksen33"))
    visit.why("4-012")
    for read in (visit.why, visit.record, visit.months):
        with pytest.raises(NotAllowedError, match="open to its own liaison and to the office"):
            read(school_id)


def test_a_liaisons_address_with_another_school_is_named_and_shows_nothing_of_it(database: Database):
    visit = Visit(database, viewer(database, "c.eriksen33"), f"?school={OTHER.school_id}&cluster=Garden")
    assert visit.screen.selected == "4-012"
    assert visit.screen.notice == (
        "Not understood in the address, so left out: cluster=Garden, school=4-017. The rest holds."
    )
    assert OTHER.name not in everything_sent(visit)


def test_a_school_set_past_the_address_is_not_opened(database: Database):
    visit = Visit(database, viewer(database, "c.eriksen33"))
    visit.filters.school = OTHER.school_id
    assert visit.screen.selected == ""


def test_every_year_and_month_a_liaison_may_choose_shows_own_schools_only(database: Database):
    visit = Visit(database, viewer(database, "c.eriksen33"))
    for year in visit.filters.param.school_year.objects:
        visit.filters.school_year = year
        months = list(visit.filters.param.month.objects.values())
        for month in months if database.is_sqlite else months[::4]:  # what is read is what differs, not what is shown
            visit.filters.month = month
            assert set(visit.screen.shown_board.rows) == {"4-012"}
            assert named_in(everything_sent(visit), database, but="4-012") == []
