"""A table that somebody else has locked: whoever waits for it is told so after a while, on both databases."""

import pytest
from sqlalchemy import insert, select

import models.database
from models.database import connect
from models.errors import DatabaseUnavailableError
from models.tables import District
from tests.troubles import locked


@pytest.mark.parametrize("kept", ["sqlite_url", "postgresql_url"])
def test_who_waits_for_a_lock_is_told_and_nothing_is_changed(
    kept: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(models.database, "BUSY_SECONDS", 1)
    database = connect(request.getfixturevalue(kept))
    database.require_schema()
    busy = pytest.raises(DatabaseUnavailableError, match="The database is busy with another change")
    with locked(request.getfixturevalue(kept), "district"):
        with busy, database.reading() as session:
            session.scalars(select(District.name)).all()
        with busy, database.writing() as session:
            session.execute(insert(District).values(code="new", name="New"))
    with database.reading() as session:
        assert session.scalars(select(District.name)).all() == []
    database.close()
