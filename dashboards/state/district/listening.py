"""Hearing of writes at once, where the database tells of them: one connection of this process, in its own thread."""

import atexit
import logging
import socket
from collections.abc import Callable
from contextlib import closing
from selectors import EVENT_READ, DefaultSelector
from threading import Lock, Thread
from typing import Any

import psycopg

from models import told_of_writes
from models.database import Database

log = logging.getLogger(__name__)
LOOK_EVERY = 30.0
"""Seconds between two looks at whether the line still stands; in between the thread sleeps."""
PAUSES = (1.0, 60.0)
"""Seconds before a lost connection is made anew: after the first loss, and at most."""
ENDS_WITHIN = 1.0

Heard = Callable[[int | None], None]
"""Called with a district that was written to; None: with any of them, as nobody listened for a while."""


class Listening:
    """
    Hears of writes to a PostgreSQL database until it is closed. A lost connection is made anew after a pause; behind a
    pooler that gives a session to others it gives up: `is_in_vain`.

    It only makes things sooner: whoever follows it must ask by the clock too, for what is written while it is lost.
    """

    def __init__(
        self,
        database: Database,
        heard: Heard,
        look_every: float = LOOK_EVERY,
        pauses: tuple[float, float] = PAUSES,
    ) -> None:
        """heard: called in the thread of this connection; should be quick."""
        self._database, self._heard = database, heard
        self._look_every, self._pauses = look_every, pauses
        self._is_closed, self._is_lost, self.is_in_vain = False, False, False
        self._lock = Lock()
        self._woken, self._wakes = socket.socketpair()
        self._thread = Thread(target=self._run, name="writes heard", daemon=True)
        self._thread.start()
        atexit.register(self._end)

    def close(self) -> None:
        """Let the connection go; it ends in its own thread, at once where the database answers."""
        atexit.unregister(self._end)
        with self._lock:
            if not self._is_closed:
                self._is_closed = True
                self._wakes.send(b".")

    def _end(self) -> None:
        """The server ends: PostgreSQL is told so, where it listens."""
        self.close()
        self._thread.join(ENDS_WITHIN)

    def _run(self) -> None:
        with self._woken, self._wakes:
            try:
                self._listen_on()
            finally:
                with self._lock:
                    self._is_closed = True

    def _listen_on(self) -> None:
        shortest, longest = self._pauses
        pause = shortest
        while not self._is_closed:
            try:
                with closing(told_of_writes.listening(self._database)) as connection:
                    self._say_well()
                    self._heard(None)
                    while not self._is_closed:
                        self._look(connection)
                        pause = shortest  # it stood for a while
            except told_of_writes.NotListeningError as error:
                self._say_lost(error)
                self.is_in_vain = True
                return
            except psycopg.Error as error:
                self._say_lost(error)
                self._sleep(pause)
                pause = min(2 * pause, longest)

    def _look(self, connection: "psycopg.Connection[Any]") -> None:
        """Tell of what is heard until it is time to look at the line; then look. Raises psycopg.Error."""
        while not self._is_closed and self._sleep(self._look_every, connection):
            for district_id in told_of_writes.heard(connection):
                self._heard(district_id)
        if not self._is_closed:
            told_of_writes.require_listening(connection)
            for district_id in told_of_writes.heard(connection):  # which came with the answer
                self._heard(district_id)

    def _sleep(self, seconds: float, connection: "psycopg.Connection[Any] | None" = None) -> bool:
        """Until something is said over the connection (True), somebody closes this, or the seconds are over."""
        with DefaultSelector() as until:
            until.register(self._woken, EVENT_READ)
            if connection is not None:
                until.register(connection, EVENT_READ)
            return any(key.fileobj is connection for key, _ in until.select(seconds))

    def _say_lost(self, error: Exception) -> None:
        if not self._is_lost and not self._is_closed:
            self._is_lost = True
            log.warning("Writes elsewhere are not heard at once (%s); open pages hear of them within seconds.", error)

    def _say_well(self) -> None:
        if self._is_lost:
            self._is_lost = False
            log.info("Writes elsewhere are heard at once again.")
