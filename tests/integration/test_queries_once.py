"""A change of a filter is one computation and one screen, and asks the database as little as it can."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy import event

from dashboards.state.data_store import DataStore
from models import queries
from models.database import Database, connect
from models.vocabulary import SupportTier

CHANGES = {
    "school_year": "2024-25",
    "month": "2025-12",
    "cluster": "Garden",
    "level": "high",
    "involvement_type": "2",
    "search": "hill",
    "tiers": [SupportTier.STEADY],
    "sort": "-contact",
    "view": "months",
    "school": "4-017",
}


@pytest.fixture(scope="module")
def database(sample_district: Callable[[], str]) -> Iterator[Database]:
    opened = connect(sample_district())
    yield opened
    opened.close()


@pytest.fixture
def store(database: Database) -> DataStore:
    with database.reading() as session:
        viewer = queries.viewer(session, 1, "r.okafor", date(2026, 4, 10))
    return DataStore(database, viewer)


def test_every_choice_is_tried_here(store: DataStore):
    assert set(CHANGES) == {name for name, _ in store.filters.ADDRESS}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_one_filter_is_one_computation_and_one_screen(name: str, store: DataStore):
    screens: list[object] = []
    store.param.watch(lambda change: screens.append(change.new), "screen")
    before = store.computations
    setattr(store.filters, name, CHANGES[name])
    assert (store.computations - before, len(screens)) == (1, 1)


def test_several_filters_at_once_are_one_computation(store: DataStore):
    before = store.computations
    store.filters.param.update(cluster="Garden", level="high", search="hill")
    assert store.computations - before == 1


def test_an_address_is_one_computation_however_much_it_says(store: DataStore):
    before = store.computations
    store.follow("?month=2025-02&cluster=Garden&level=high&search=hill&tiers=steady&school=4-017&nonsense=1")
    assert store.computations - before == 1


def test_a_choice_made_again_is_no_computation(store: DataStore):
    before = store.computations
    store.filters.cluster = store.filters.cluster
    assert store.computations == before


def test_a_month_seen_before_asks_only_whether_anything_has_changed(store: DataStore, database: Database):
    for month in ("2026-02", "2026-03"):
        store.filters.month = month
    asked: list[str] = []

    def listen(connection, cursor, statement, *rest) -> None:
        asked.append(statement)

    event.listen(database.read_engine, "before_cursor_execute", listen)
    store.filters.month = "2026-02"
    store.filters.param.update(cluster="Garden", search="hill")
    event.remove(database.read_engine, "before_cursor_execute", listen)
    assert {statement.split("FROM")[1].split()[0] for statement in asked if "FROM" in statement} == {"district"}


def test_a_later_visitor_of_the_same_office_finds_the_month_computed(store: DataStore, database: Database):
    asked: list[str] = []

    def listen(connection, cursor, statement, *rest) -> None:
        asked.append(statement)

    event.listen(database.read_engine, "before_cursor_execute", listen)
    DataStore(database, store.viewer)
    event.remove(database.read_engine, "before_cursor_execute", listen)
    assert [statement for statement in asked if "activity" in statement or "school_month" in statement] == []
