"""PostgreSQL tells of a write the moment it is kept; a lost line costs time, and is made anew."""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from queue import Queue
from typing import Any

import psycopg
import pytest

from dashboards.state.district import listening
from dashboards.state.district.listening import Listening
from dashboards.state.district.watched import Seen, StampsWatched
from models import patient_connection, told_of_writes
from models.database import Database, connect
from models.permissions import administrator_on_the_server
from models.recording.incoming import IncomingRows
from models.recording.record import record
from models.vocabulary import Topic
from tests.factories import make_district, school_row
from tests.fixtures import TEMPLATE
from tests.postgres import PostgresServer
from tests.socket_client import until
from tests.troubles import frozen
from tests.visits import IMPORTED_AT

Begin = Callable[..., tuple[Listening, "Queue[int | None]"]]
LISTENERS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query ~ 'LISTEN|listening_ch'"
SECONDS = 20
NUMBERS = count()


@pytest.fixture(scope="module")
def here(postgres_server: PostgresServer) -> Iterator[Database]:
    with closing(connect(postgres_server.clone(TEMPLATE))) as database:
        make_district(database)
        yield database


@pytest.fixture
def begin(here: Database) -> Iterator[Begin]:
    """A listener, and what it says: nothing else until something is written."""
    begun: list[Listening] = []

    def begin(**how: Any) -> "tuple[Listening, Queue[int | None]]":
        said: Queue[int | None] = Queue()
        begun.append(Listening(here, said.put, pauses=(0.05, 0.1), **how))
        assert said.get(timeout=SECONDS) is None
        return begun[-1], said

    yield begin
    for one in begun:
        one.close()
        one._thread.join(SECONDS)


def plainly(database: Database) -> psycopg.Connection[Any]:
    return psycopg.connect(database.url.render_as_string().replace("+psycopg", ""), autocommit=True)


def write(database: Database, *, is_kept: bool = True) -> None:
    with database.writing() as session:
        rows = IncomingRows(schools=[school_row(name=f"School {next(NUMBERS)}")])
        record(session, administrator_on_the_server("Ana", 1), rows, at=IMPORTED_AT)
        if not is_kept:
            session.rollback()


def listeners(database: Database) -> list[int]:
    with plainly(database) as link:
        return [int(row[0]) for row in link.execute(LISTENERS + " AND pid <> pg_backend_pid()").fetchall()]


def end(database: Database) -> None:
    with plainly(database) as link:
        for number in listeners(database):
            link.execute("SELECT pg_terminate_backend(%s)", [number])


def test_what_is_kept_is_told_once_and_what_is_not_kept_is_not(here: Database, begin: Begin):
    _, said = begin()
    write(here, is_kept=False)
    write(here)
    with here.writing() as session:
        told_of_writes.tell(session, 7)
        told_of_writes.tell(session, 7)
    assert [said.get(timeout=SECONDS) for _ in range(2)] == [1, 7]
    assert said.empty()


def test_a_word_that_is_none_of_ours_is_heard_as_nothing(here: Database, begin: Begin):
    _, said = begin()
    with plainly(here) as link:
        link.execute("SELECT pg_notify(%s, 'x'' OR 1'), pg_notify('other', '5')", [told_of_writes.CHANNEL])
    write(here)
    assert said.get(timeout=SECONDS) == 1


def test_a_page_hears_of_a_write_without_waiting_for_the_clock(here: Database):
    heard: Queue[Seen] = Queue()
    watched = StampsWatched(every=3600)
    leaves = [watched.follow(here, 1, heard.put), watched.follow(here, 1, lambda seen: None)]
    before = heard.get(timeout=SECONDS)  # asked as soon as it listens
    write(here)
    assert heard.get(timeout=SECONDS).by_topic[Topic.SCHOOLS] != before.by_topic[Topic.SCHOOLS]
    assert len(listeners(here)) == 1
    for leave in leaves:
        leave()
    watched._is_told.set()
    until(lambda: not watched._is_asking and listeners(here) == [])


def test_a_line_that_is_lost_is_made_anew_and_said_once(here: Database, begin: Begin, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO, listening.__name__)
    _, said = begin()
    for _ in range(2):
        end(here)
        assert said.get(timeout=SECONDS) is None  # whatever was written meanwhile
    write(here)
    assert said.get(timeout=SECONDS) == 1
    until(lambda: len(caplog.records) == 4)
    assert [one.levelname for one in caplog.records] == ["WARNING", "INFO"] * 2


def test_a_frozen_server_is_left_and_heard_again_once_it_answers(
    here: Database, begin: Begin, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(patient_connection, "SILENT_SECONDS", 0.2)
    monkeypatch.setitem(told_of_writes.ALIVE, "connect_timeout", 1)
    listener, said = begin(look_every=0.05)
    with frozen(postgres_server):
        until(lambda: listener._is_lost)
    assert said.get(timeout=SECONDS) is None
    monkeypatch.setattr(patient_connection, "SILENT_SECONDS", 20)  # so that the write is not given up
    write(here)
    until(lambda: not said.empty())
    assert said.get() in (1, None)


def test_behind_a_pooler_that_gives_the_session_to_others_it_gives_up_and_says_so_once(
    here: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    # What is left of LISTEN where each transaction has another session.
    monkeypatch.setattr(told_of_writes, "LISTEN", "SELECT 1")
    watched = StampsWatched(every=0.01)
    for _ in range(2):
        leave = watched.follow(here, 1, lambda seen: None)
        until(lambda: all(one.is_in_vain for one in watched._listens.values()))
        leave()
        until(lambda: not watched._is_asking)
    assert ([one.levelname for one in caplog.records], listeners(here)) == (["WARNING"], [])


def test_who_is_closed_is_gone_from_the_database(here: Database, begin: Begin):
    listener, _ = begin()
    assert len(listeners(here)) == 1
    listener.close()
    listener.close()
    listener._thread.join(SECONDS)
    assert (listener._thread.is_alive(), listeners(here)) == (False, [])


def test_no_server_at_all_is_asked_for_again_after_a_pause_without_a_password_in_the_log(
    caplog: pytest.LogCaptureFixture,
):
    nowhere = connect("postgresql://tests:Sec-Ret9@127.0.0.1:1/nowhere")
    listener = Listening(nowhere, lambda district_id: pytest.fail("nothing is heard"), pauses=(0.01, 0.02))
    until(lambda: listener._is_lost)
    listener.close()
    listener._thread.join(SECONDS)
    assert ("Sec-Ret9" in caplog.text, len(caplog.records)) == (False, 1)
