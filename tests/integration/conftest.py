"""What the stories about one district's data share."""

from collections.abc import Callable, Iterator

import pytest

from dashboards.state.district.data import kept_for_all
from models.database import Database, connect


@pytest.fixture
def nothing_kept() -> None:
    """Nothing is computed yet: what other tests left is forgotten."""
    kept_for_all().clear()


@pytest.fixture
def office(any_sample: Callable[[], str]) -> Iterator[Database]:
    """The sample district, opened, this test's own to change; on SQLite and PostgreSQL."""
    database = connect(any_sample())
    yield database
    database.close()
