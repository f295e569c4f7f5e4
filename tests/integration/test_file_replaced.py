"""
A SQLite file that is moved, replaced or deleted while it is open, and a PostgreSQL database that is dropped and
restored: noticed at the next read or write, and said.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from models.database import Database, connect
from models.errors import ConflictError, DatabaseUnavailableError, SchemaError
from models.tables import District
from tests.postgres import PostgresServer


@pytest.fixture
def opened(sample_district: Callable[[], str]) -> Iterator[Database]:
    """The sample district, read once, so that a connection to its file is open."""
    database = connect(sample_district())
    assert name(database) == "Alder Valley Schools"
    yield database
    database.close()


@pytest.fixture
def other(sample_district: Callable[[], str]) -> Path:
    """Another file, whose district has another name."""
    database = connect(sample_district())
    with database.writing() as session:
        session.execute(update(District).values(name="Other Schools"))
    database.close()
    return file_of(database)


def file_of(database: Database) -> Path:
    return Path(database.url.database)


def name(database: Database) -> str:
    with database.reading() as session:
        return session.scalars(select(District.name)).one()


def test_a_file_put_in_its_place_is_read_from_then_on(opened: Database, other: Path):
    other.replace(file_of(opened))
    assert name(opened) == "Other Schools"


def test_a_write_meant_for_the_old_file_is_refused_and_stored_in_neither(opened: Database, other: Path):
    kept = shutil.copyfile(file_of(opened), other.with_name("kept.sqlite"))
    other.replace(file_of(opened))
    with pytest.raises(ConflictError, match="was replaced"), opened.writing() as session:
        session.execute(update(District).values(name="Lost"))
    assert name(opened) == "Other Schools"
    assert name(connect(f"sqlite:///{kept}")) == "Alder Valley Schools"
    with opened.writing() as session:  # the page was loaded again
        session.execute(update(District).values(name="New"))
    assert name(opened) == "New"


@pytest.mark.parametrize("act", ["reading", "writing"])
def test_a_deleted_file_is_said_and_a_backup_put_back_is_read(opened: Database, other: Path, act: str):
    file_of(opened).unlink()
    with pytest.raises(SchemaError, match="The database file is gone"), getattr(opened, act)():
        pass
    other.replace(file_of(opened))
    assert name(opened) == "Other Schools"


# ---------------------------------------------------------------- PostgreSQL
@pytest.mark.parametrize("act", ["reading", "writing"])
def test_a_dropped_database_is_said_and_a_backup_put_back_is_read(act: str, request: pytest.FixtureRequest):
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url, backup = (request.getfixturevalue("_sample_on_postgresql")() for _ in range(2))
    opened, restored = connect(url), connect(backup)
    with restored.writing() as session:
        session.execute(update(District).values(name="Other Schools"))
    restored.close()
    assert name(opened) == "Alder Valley Schools"
    server.drop(url)
    with pytest.raises(DatabaseUnavailableError, match="cannot be reached"), getattr(opened, act)() as session:
        session.scalars(select(District.name)).one()
    server.create(url.rpartition("/")[2], template=backup.rpartition("/")[2])
    assert name(opened) == "Other Schools"
    opened.close()
