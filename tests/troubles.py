"""A database in trouble: locked by somebody else, or its server frozen."""

import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import psutil
import psycopg

from tests.postgres import PostgresServer


@contextmanager
def locked_file(url: str, how: str = "IMMEDIATE") -> Iterator[None]:
    """Somebody else is writing into a SQLite file; "EXCLUSIVE": so that nobody can read either."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute(f"BEGIN {how}")
        yield


@contextmanager
def locked_table(url: str, table: str) -> Iterator[None]:
    """Somebody else holds a table of a PostgreSQL database, for readers and writers alike."""
    with psycopg.connect(url.replace("+psycopg", "")) as other:
        other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE".encode())
        yield


@contextmanager
def locked(url: str, table: str) -> Iterator[None]:
    """Somebody else holds a table, and with SQLite the whole file, for readers and writers alike."""
    with locked_file(url, "EXCLUSIVE") if url.startswith("sqlite") else locked_table(url, table):
        yield


@contextmanager
def frozen(postgres: PostgresServer) -> Iterator[None]:
    """The server of the database takes everything that is said to it, and says nothing."""
    server = psutil.Process(postgres.number)
    family = [server, *server.children(recursive=True)]
    for process in family:
        process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for process in family:
            with suppress(psutil.NoSuchProcess):  # ended by whoever waited for it
                process.send_signal(signal.SIGCONT)
