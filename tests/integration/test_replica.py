"""A real streaming replica: pages read there, nobody sees less than was written, and where it is away nobody waits."""

import logging
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url, text

from data.doctor.gathering import gathered
from models import replica as replica_room
from models.database import Database, connect
from models.database_address import REPLICA_VARIABLE
from models.errors import PartnershipError, UnreachableError
from models.permissions import administrator_on_the_server
from models.recording.incoming import IncomingRows
from models.recording.record import record
from models.replica import Replica, ReplicaTrouble
from models.tables import School
from tests.factories import make_district, school_row
from tests.fixtures import TEMPLATE
from tests.postgres import PostgresReplica, PostgresServer
from tests.socket_client import until
from tests.troubles import frozen
from tests.visits import IMPORTED_AT

NUMBERS = count()
WHERE = text("SELECT pg_is_in_recovery()")


@pytest.fixture(scope="module")
def url(postgres_server: PostgresServer) -> str:
    """A database that a commit is on the disk of before it is answered, as with PostgreSQL's own settings."""
    made = postgres_server.clone(TEMPLATE)
    with closing(connect(made)) as database:
        make_district(database)
    with plainly(made) as link:
        link.execute(f"ALTER DATABASE {made.rpartition('/')[2]} SET synchronous_commit = on".encode())
    return made


@pytest.fixture(scope="module")
def copy(postgres_server: PostgresServer, url: str) -> Iterator[PostgresReplica]:
    server = PostgresReplica(postgres_server)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture
def there(copy: PostgresReplica, url: str) -> str:
    """The address of the replica's database."""
    return copy.url(url.rpartition("/")[2])


@pytest.fixture
def pages(url: str, there: str) -> Iterator[Database]:
    """The database as pages have it, its replica being read from."""
    with closing(Database(make_url(url), replica=Replica(make_url(there), again_after=0.02))) as database:
        until(lambda: is_read_from_the_replica(database))
        yield database


def plainly(url: str) -> psycopg.Connection[Any]:
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def is_read_from_the_replica(database: Database) -> bool:
    with database.reading() as session:
        return bool(session.scalar(WHERE))


def write(database: Database) -> str:
    name = f"School {next(NUMBERS)}"
    with database.writing() as session:
        rows = IncomingRows(schools=[school_row(name=name)])
        record(session, administrator_on_the_server("Ana", 1), rows, at=IMPORTED_AT)
    return name


def read(database: Database) -> tuple[str, bool]:
    """The school's name, and whether the replica said it."""
    with database.reading() as session:
        return session.scalars(session.query(School.name).statement).one(), bool(session.scalar(WHERE))


def test_who_has_just_written_never_reads_what_was_before(pages: Database):
    others = [(write(pages), *read(pages)) for _ in range(25)]
    assert [written == found for written, found, _ in others] == [True] * 25
    until(lambda: read(pages)[1])


def test_a_replica_that_is_behind_is_left_until_it_has_everything(
    pages: Database, there: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    with plainly(there) as link:
        link.execute("SELECT pg_wal_replay_pause()")
        name = write(pages)
        assert [read(pages) for _ in range(3)] == [(name, False)] * 3
        assert caplog.records == []  # for a moment that is so after each write
        monkeypatch.setattr(replica_room, "BEHIND_AFTER", 0)
        assert [read(pages) for _ in range(3)] == [(name, False)] * 3
        assert [one.getMessage() for one in caplog.records] == [replica_room.NOT_USED[ReplicaTrouble.BEHIND]]
        assert pages.replica.trouble_now(pages.read_engine, 0.1) is ReplicaTrouble.BEHIND
        link.execute("SELECT pg_wal_replay_resume()")
    until(lambda: read(pages) == (name, True))
    assert len(caplog.records) == 2


def test_it_is_read_from_while_somebody_elses_change_is_open(pages: Database, url: str):
    name = write(pages)
    with plainly(url) as link, link.transaction():
        link.execute("UPDATE school SET name = 'Not yet'")
        write_elsewhere = plainly(url)
        write_elsewhere.execute("SELECT pg_logical_emit_message(true, 'tests', 'something that is kept')")
        write_elsewhere.close()
        until(lambda: read(pages) == (name, True))
        raise psycopg.Rollback


def test_it_is_read_from_while_the_log_ends_within_a_record(pages: Database, url: str):
    name = write(pages)
    until(lambda: read(pages)[1])
    with plainly(url) as link:  # nothing is kept by it, so that only whole pages of the log are written out
        link.execute("SELECT pg_logical_emit_message(false, 'tests', repeat('x', 20000))")
        until(lambda: is_within_a_record(link))
        assert read(pages) == (name, True)


def is_within_a_record(link: psycopg.Connection[Any]) -> bool:
    """Ends what is on the disk where a page of the log ends, with more to come?"""
    row = link.execute("SELECT pg_current_wal_flush_lsn() - '0/0', pg_current_wal_insert_lsn() - '0/0'").fetchone()
    assert row is not None
    return row[0] % 8192 == 0 and row[0] < row[1]


def test_where_commits_are_answered_early_nothing_is_missing_either(pages: Database, url: str):
    with plainly(url) as link:
        link.execute(f"ALTER DATABASE {url.rpartition('/')[2]} SET synchronous_commit = off".encode())
        with closing(Database(make_url(url), replica=pages.replica)) as early:
            pairs = [(write(early), read(early)[0]) for _ in range(10)]
        link.execute(f"ALTER DATABASE {url.rpartition('/')[2]} SET synchronous_commit = on".encode())
    assert [name for name, _ in pairs] == [found for _, found in pairs]


def test_while_it_is_away_the_database_is_read_and_that_is_said_once(
    pages: Database, copy: PostgresReplica, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO)
    copy.halt()
    name = write(pages)
    assert [read(pages) for _ in range(4)] == [(name, False)] * 4
    said = [replica_room.NOT_USED[ReplicaTrouble.AWAY]]
    assert [one.getMessage() for one in caplog.records if one.name == replica_room.__name__] == said
    copy.go_on()
    until(lambda: read(pages) == (name, True))


def test_one_that_freezes_costs_one_reader_a_moment(
    pages: Database, copy: PostgresReplica, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(replica_room, "CHECK_SECONDS", 0.2)
    read(pages)  # which leaves its connection with the shorter patience
    with frozen(copy):
        assert not read(pages)[1]
        assert pages.replica._is_used is False
        assert not read(pages)[1]
    until(lambda: read(pages)[1])


def test_one_that_goes_while_somebody_reads_is_told_to_them_and_spares_the_next(pages: Database, copy: PostgresReplica):
    def read_while_it_goes() -> None:
        with pages.reading() as session:
            assert session.scalar(WHERE)
            copy.halt()
            session.scalar(WHERE)

    with pytest.raises(UnreachableError):
        read_while_it_goes()
    assert not read(pages)[1]
    copy.go_on()
    until(lambda: read(pages)[1])


def test_what_is_no_replica_of_this_database_is_never_read_from(pages: Database, url: str, copy: PostgresReplica):
    for other in (url, copy.url("postgres")):
        with closing(Database(make_url(url), replica=Replica(make_url(other), again_after=0))) as database:
            until(lambda database=database: not is_read_from_the_replica(database) and bool(database.replica._said))
            assert database.replica.trouble_now(database.read_engine) is ReplicaTrouble.ANOTHER


def test_a_role_that_may_do_little_can_ask_how_far_it_is(pages: Database, url: str, there: str):
    with plainly(url) as link:
        link.execute("CREATE ROLE little LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO little")
    as_little = [make_url(one).set(username="little") for one in (url, there)]
    with closing(Database(as_little[0], replica=Replica(as_little[1], again_after=0))) as database:
        until(lambda: is_read_from_the_replica(database))
    with plainly(url) as link:
        link.execute("DROP OWNED BY little; DROP ROLE little")


def test_the_doctor_says_how_it_stands(
    pages: Database, url: str, there: str, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(REPLICA_VARIABLE, there)
    assert gathered(pages).stored.replica is None
    monkeypatch.setenv(REPLICA_VARIABLE, "postgresql://tests@127.0.0.1:1/nowhere")
    assert gathered(pages).stored.replica is ReplicaTrouble.AWAY
    with pytest.raises(PartnershipError, match="Only a PostgreSQL database has a read replica"):
        connect("sqlite:///here.sqlite", there)
