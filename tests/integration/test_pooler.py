"""Behind PgBouncer, which gives each transaction another session of PostgreSQL, everything works as without it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import psycopg
import pytest
from sqlalchemy import exc, func, select, text, update

from data.doctor.checks import CHECKS
from data.doctor.gathering import gathered
from data.doctor.judging import findings
from data.keeping.backup import make_backup
from data.keeping.restore import restore
from models import told_of_writes
from models.database import Database, connect, newest_revision
from models.errors import NoAnswerError, PartnershipError
from models.queries.administration import district_codes
from models.schema_revisions import revision_of
from models.tables import Decision, District
from tests.factories import make_district
from tests.fixtures import TEMPLATE
from tests.forged import BY_HAND, HELD_OWN, decision
from tests.pooler import Pooler
from tests.postgres import PostgresServer
from tests.serving import Server
from tests.socket_client import SocketClient, until
from tests.troubles import locked_table

DEADLINES = "SELECT current_setting('statement_timeout') || ' ' || current_setting('lock_timeout')"
PREPARED_AFTER = 5
"""How often the driver sees a statement before it prepares it."""


@pytest.fixture(scope="module")
def pooler(postgres_server: PostgresServer) -> Iterator[Pooler]:
    with Pooler(postgres_server, sessions=2) as pooler:
        yield pooler


@pytest.fixture
def direct(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of a small district without the pooler."""
    url = postgres_server.clone(TEMPLATE)
    with closing(connect(url)) as database:
        make_district(database)
    yield url
    postgres_server.drop(url)


@pytest.fixture
def pooled(pooler: Pooler, direct: str) -> Iterator[Database]:
    with closing(connect(pooler.url(direct))) as database:
        yield database


@pytest.fixture
def server(pooler: Pooler, _sample_on_postgresql: Callable[[], str], served: Callable[..., Server]) -> Server:
    return served(pooler.url(_sample_on_postgresql()))


def test_statements_said_often_at_once_are_all_understood(pooled: Database):
    def rename(number: int) -> int:
        with pooled.reading() as session:
            read = len(session.scalars(select(District.name)).all())
        with pooled.writing() as session:
            session.execute(update(District).values(name=f"District {number}"))
        return read

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(rename, range(8 * PREPARED_AFTER))) == 8 * PREPARED_AFTER


def test_without_a_pooler_what_is_said_often_is_prepared(direct: str):
    with closing(connect(direct)) as database, database.reading() as session:
        for _ in range(2 * PREPARED_AFTER):
            session.execute(select(func.count(District.district_id)))
        assert session.scalar(text("SELECT count(*) FROM pg_prepared_statements WHERE statement ~ 'district'")) == 1


def test_deadlines_hold_in_each_transaction_and_are_left_in_nobody_elses(pooled: Database, direct: str):
    for _ in range(3):
        for session_of in (pooled.reading, pooled.writing):
            with session_of() as session:
                assert session.scalar(text(DEADLINES)) == "30s 4s"
    with psycopg.connect(pooled.url.render_as_string().replace("+psycopg", ""), prepare_threshold=None) as other:
        for _ in range(3):
            assert other.execute(DEADLINES).fetchone() == ("0 0",)
            assert other.execute("SHOW transaction_read_only").fetchone() == ("off",)
            other.commit()
    with closing(connect(direct)) as database, database.reading() as session:
        assert session.scalar(text(DEADLINES)) == "30s 4s"


def test_who_waits_for_a_table_is_told_so_in_time(pooled: Database, direct: str):
    begun = monotonic()
    with locked_table(direct, "district"), pytest.raises(NoAnswerError, match="busy"), pooled.writing() as session:
        session.execute(update(District).values(name="Elsewhere"))
    assert 3 < monotonic() - begun < 15


def test_who_reads_cannot_write_there_either(pooled: Database):
    with pytest.raises(exc.InternalError, match="read-only transaction"), pooled.reading() as session:
        session.execute(update(District).values(name="Elsewhere"))


def test_tables_are_made_by_way_of_it(postgres_server: PostgresServer, pooler: Pooler):
    url = postgres_server.create("made_behind_it")
    with closing(connect(pooler.url(url))) as database:
        database.upgrade()
        with database.read_engine.connect() as connection:
            assert revision_of(connection) == newest_revision()
    postgres_server.drop(url)


def test_nobody_listens_where_the_session_is_somebody_elses(pooled: Database, direct: str):
    with pytest.raises(told_of_writes.NotListeningError):
        told_of_writes.listening(pooled)
    with psycopg.connect(pooled.url.render_as_string().replace("+psycopg", ""), prepare_threshold=None) as other:
        for _ in range(3):
            assert other.execute("SELECT pg_listening_channels()").fetchall() == []
            other.commit()
    with closing(connect(direct)) as database:
        told_of_writes.listening(database).close()


def test_backups_ask_for_the_servers_own_address(pooled: Database, direct: str, tmp_path: Path):
    with pytest.raises(PartnershipError, match="A pooler stands between") as made:
        make_backup(pooled, tmp_path, datetime.now(UTC))
    assert "PARTNERSHIP_DATABASE_URL" in str(made.value)
    assert not list(tmp_path.iterdir())
    with closing(connect(direct)) as database:
        backup = make_backup(database, tmp_path, datetime.now(UTC))
    with pytest.raises(PartnershipError, match="A pooler stands between"):
        restore(pooled, backup, tmp_path, datetime.now(UTC), force=True)


def test_the_doctor_says_what_is_different_and_nothing_where_there_is_none(pooled: Database, direct: str):
    with closing(connect(direct)) as database:
        found = [{one.code for one in findings(gathered(each), CHECKS)} & {"pooler"} for each in (pooled, database)]
    assert found == [{"pooler"}, set()]


def test_a_pooler_that_is_started_anew_is_waited_for_by_nobody(postgres_server: PostgresServer, direct: str):
    with Pooler(postgres_server) as pooler, closing(connect(pooler.url(direct))) as database:
        with database.reading() as session:
            before = district_codes(session)
        pooler.halt()
        with pytest.raises(PartnershipError, match="cannot be reached"), database.reading() as session:
            district_codes(session)
        pooler.go_on()
        with database.reading() as session:
            assert district_codes(session) == before


def test_a_page_shows_and_saves_by_way_of_it(server: Server):
    address = f"?as=r.okafor&month=2026-03&cluster=all&school={HELD_OWN}"
    with SocketClient(server.url, query=address) as client:
        before = decisions(server)
        client.message(decision(HELD_OWN), *client.of_class(BY_HAND))
        until(lambda: decisions(server) == before + 1)


def decisions(server: Server) -> int:
    with closing(connect(server.database_url)) as database, database.reading() as session:
        return int(session.scalar(select(func.count(Decision.decision_id))) or 0)
