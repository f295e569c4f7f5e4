"""A whole database copied between SQLite and PostgreSQL: every row, or nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, text, update

from data.keeping import copying
from data.keeping.copying import copy_database
from models.database import Database, connect
from models.errors import PartnershipError
from models.recording.record import create_district
from models.tables import Base, School, SupportContact
from tests.factories import contact_row, district_rows, make_district
from tests.write_load import every_row

HOSTILE = "Ünïcode 学校 🏫 \"quoted\" 'single' \\ back\n\tslash ; -- , {braces} %s  end "


def quietly(done: int, total: int, what: str) -> None:
    """Nobody looks at how far it came."""


def refused(words: str, source: Database, target: Database) -> None:
    with pytest.raises(PartnershipError, match=words):
        copy_database(source, target, quietly)


@pytest.fixture
def other(request: pytest.FixtureRequest, database: Database) -> Database:
    """A database of the other kind, with tables and no rows."""
    return connect(request.getfixturevalue("postgresql_url" if database.is_sqlite else "sqlite_url"))


def test_the_sample_there_and_back_is_the_first_one_row_by_row(
    sample_district: Callable[[], str], postgresql_url: str, tmp_path: Path
):
    first, there = connect(sample_district()), connect(postgresql_url)
    back = connect(f"sqlite:///{tmp_path / 'back' / 'again.sqlite'}")
    with first.writing() as session:
        create_district(session, "second-valley", HOSTILE)
        session.execute(update(School).where(School.school_id == "1001").values(name=HOSTILE))
    told: list[tuple[int, int, str]] = []

    rows = copy_database(first, there, lambda *far: told.append(far))
    copy_database(there, back, quietly)
    assert every_row(first) == every_row(there) == every_row(back)
    assert rows["activity"] == 6170
    assert (told[-1][0], told[-1][2]) == (told[-1][1], "Comparing")
    assert {what for _, _, what in told} == {"Copying", "Comparing"}
    for database in first, there, back:
        with database.writing() as session:  # a number nobody has
            create_district(session, "third-valley", "Third Valley Schools")
        database.close()


def test_both_directions_keep_every_table(database: Database, other: Database):
    make_district(database, district_rows())
    rows = copy_database(database, other, quietly)
    assert rows.keys() == Base.metadata.tables.keys()
    assert every_row(database) == every_row(other)
    other.close()


def test_a_database_with_rows_is_no_place_to_copy_to(database: Database, other: Database):
    make_district(database, district_rows())
    make_district(other, district_rows(), code="theirs")
    before = every_row(other)
    refused("holds rows .district.", database, other)
    refused("the same database", database, database)
    assert every_row(other) == before
    other.close()


def test_a_row_that_reads_otherwise_undoes_all_of_it(
    database: Database, other: Database, monkeypatch: pytest.MonkeyPatch
):
    make_district(database, district_rows(contacts=[contact_row("C1"), contact_row("C2")]))
    copy = copying._copy

    def spoil(source: Connection, target: Connection, table, bar) -> None:
        copy(source, target, table, bar)
        if table.name == "support_contact":
            target.execute(update(SupportContact).where(SupportContact.contact_id == "C2").values(made_by="Nobody"))

    monkeypatch.setattr(copying, "_copy", spoil)
    refused("A row of support contact reads otherwise there .*contact_id C2", database, other)
    monkeypatch.setattr(copying, "_copy", lambda *_: None)
    refused("reads otherwise", database, other)
    monkeypatch.undo()
    assert not any(every_row(other).values())
    copy_database(database, other, quietly)
    other.close()


def test_what_the_other_database_cannot_hold_is_said(sqlite_url: str, postgresql_url: str):
    source, target = connect(sqlite_url), connect(postgresql_url)
    make_district(source, district_rows(contacts=[contact_row("C1")]))
    with source.write_engine.begin() as connection:
        connection.execute(text("UPDATE support_contact SET made_by = 'a' || char(0) || 'b'"))
    refused("A row of support contact can't be stored there", source, target)
    with source.write_engine.begin() as connection:
        connection.execute(text("PRAGMA ignore_check_constraints = ON"))
        connection.execute(text("UPDATE support_contact SET made_by = 'a', channel = 'pigeon'"))
        connection.execute(text("PRAGMA ignore_check_constraints = OFF"))
    refused("A row of support contact holds a value that is none of its column", source, target)
    assert not any(every_row(target).values())
    source.close()
    target.close()


def test_however_many_rows_they_are_read_some_at_a_time(
    database: Database, other: Database, monkeypatch: pytest.MonkeyPatch
):
    make_district(database, district_rows(contacts=[contact_row(f"C{number}") for number in range(25)]))
    monkeypatch.setattr(copying, "AT_A_TIME", 10)
    told: list[int] = []
    rows = copy_database(database, other, lambda done, total, what: told.append(done))
    assert max(later - sooner for sooner, later in zip([0, *told], told, strict=False)) == 10
    assert rows["support_contact"] == 25
    assert every_row(database) == every_row(other)
    other.close()
