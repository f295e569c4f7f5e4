"""PostgreSQL tells whoever listens of a write, the moment it is kept. SQLite tells nobody: there one has to ask."""

from typing import Any

import psycopg
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.database import BUSY_SECONDS, Database
from models.patient_connection import PatientConnection, is_pooled

CHANNEL = "partnership_written"
"""What is told there is a district's number, and nothing else: whoever hears of it asks for the stamps."""
LISTEN = f"LISTEN {CHANNEL}"
ALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "connect_timeout": BUSY_SECONDS}
"""A line that is cut is noticed within a minute, though nothing is said over it."""


class NotListeningError(psycopg.OperationalError):
    """The session does not listen any more: a pooler in between gave it to others."""


def tell(session: Session, district_id: int) -> None:
    """Have all who listen told once this transaction is kept; where it is not, nobody is."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_notify(CHANNEL, str(district_id))))


def listening(database: Database) -> "psycopg.Connection[Any]":
    """A connection of its own that hears of writes. Raises psycopg.Error."""
    words, named = database.url.get_dialect()().create_connect_args(database.url)
    connection = PatientConnection.connect(*words, **{**ALIVE, **named}, autocommit=True)
    try:
        if is_pooled(connection):  # what listens there would be somebody else's session a moment later
            raise NotListeningError("a pooler stands between")
        connection.execute(LISTEN)
        require_listening(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def require_listening(connection: "psycopg.Connection[Any]") -> None:
    """Raises psycopg.Error where the line is cut, the server says nothing, or the session is another's by now."""
    found = connection.execute("SELECT pg_listening_channels()").fetchall()
    if (CHANNEL,) not in found:
        raise NotListeningError


def heard(connection: "psycopg.Connection[Any]") -> set[int]:
    """The districts that were written to since somebody asked last; waits for nothing. Raises psycopg.Error."""
    told = {notice.payload for notice in connection.notifies(timeout=0) if notice.channel == CHANNEL}
    return {int(number) for number in told if number.isdecimal()}  # anybody with a log-in there may say anything
