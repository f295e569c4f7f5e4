"""A change of a filter is one computation and one screen, and asks the database as little as it can."""

from datetime import date

import pytest
from sqlalchemy import event

from dashboards.state.visit import Visit
from models import queries
from models.database import Database
from models.vocabulary import SupportTier

CHANGES = {
    "school_year": "2024-25",
    "month": "2025-12",
    "cluster": "Garden",
    "level": "high",
    "involvement_type": "2",
    "search": "hill",
    "tiers": [SupportTier.STEADY],
    "only": "to_review",
    "sort": "-contact",
    "view": "months",
    "figure": "reach",
    "compare": "month",
    "school": "4-017",
}


@pytest.fixture(scope="module")
def database(sample_looked_at: Database) -> Database:
    return sample_looked_at


@pytest.fixture
def visit(database: Database) -> Visit:
    with database.reading() as session:
        viewer = queries.viewer(session, 1, "r.okafor", date(2026, 4, 10))
    return Visit(database, viewer)


def test_every_choice_is_tried_here(visit: Visit):
    assert set(CHANGES) == {name for name, _ in visit.filters.ADDRESS}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_one_filter_is_one_computation_and_one_screen(name: str, visit: Visit):
    screens: list[object] = []
    visit.param.watch(lambda change: screens.append(change.new), "screen")
    before = visit.computations
    setattr(visit.filters, name, CHANGES[name])
    assert (visit.computations - before, len(screens)) == (1, 1)


def test_several_filters_at_once_are_one_computation(visit: Visit):
    before = visit.computations
    visit.filters.param.update(cluster="Garden", level="high", search="hill")
    assert visit.computations - before == 1


def test_an_address_is_one_computation_however_much_it_says(visit: Visit):
    before = visit.computations
    visit.follow("?month=2025-02&cluster=Garden&level=high&search=hill&tiers=steady&school=4-017&nonsense=1")
    assert visit.computations - before == 1


def test_a_choice_made_again_is_no_computation(visit: Visit):
    before = visit.computations
    visit.filters.cluster = visit.filters.cluster
    assert visit.computations == before


def test_a_month_seen_before_asks_only_whether_anything_has_changed(visit: Visit, database: Database):
    for month in ("2026-02", "2026-03"):
        visit.filters.month = month
    asked: list[str] = []

    def listen(connection, cursor, statement, *rest) -> None:
        asked.append(statement)

    event.listen(database.read_engine, "before_cursor_execute", listen)
    visit.filters.month = "2026-02"
    visit.filters.param.update(cluster="Garden", search="hill")
    event.remove(database.read_engine, "before_cursor_execute", listen)
    assert {statement.split("FROM")[1].split()[0] for statement in asked if "FROM" in statement} == {"topic_version"}


def test_a_later_visitor_of_the_same_office_finds_the_month_computed(visit: Visit, database: Database):
    asked: list[str] = []

    def listen(connection, cursor, statement, *rest) -> None:
        asked.append(statement)

    event.listen(database.read_engine, "before_cursor_execute", listen)
    Visit(database, visit.viewer)
    event.remove(database.read_engine, "before_cursor_execute", listen)
    assert [statement for statement in asked if "activity" in statement or "school_month" in statement] == []
