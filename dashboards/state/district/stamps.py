"""What a district's stamps are now, asked beside the event loop: a database that is slow to answer stops nobody."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

from models import queries
from models.database import Database
from models.errors import NoAnswerError
from models.vocabulary import Topic

ANSWERS_WITHIN = 0.25
"""Seconds a change of a filter waits for the stamps. Idle, they come within 2 ms."""
THREADS = 4


Reading = Callable[[Database, int], dict[Topic, str]]


@dataclass(frozen=True)
class Stamps:
    """The stamps of a district's topics. is_fresh: False where they are the last known ones: no answer came."""

    by_topic: dict[Topic, str]
    is_fresh: bool = True


class StampsAsked:
    """The stamps of every district of this server. While one question is open, nobody waits for another."""

    def __init__(self, answers_within: float = ANSWERS_WITHIN, read: Reading | None = None) -> None:
        self._answers_within = answers_within
        self._read = read or read_stamps
        # Threads of their own: these questions are short, and wait for no list that is being made.
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="stamps")
        self._known: dict[tuple[str, int], dict[Topic, str]] = {}
        self._open: dict[tuple[str, int], Future[dict[Topic, str]]] = {}

    def now(self, database: Database, district_id: int, known: Mapping[Topic, str] | None = None) -> Stamps:
        """
        The stamps as they are now, or the last known ones where the database does not answer soon: of any answer, or
        those that who asks knows.

        Raises what the reading raises, and NoAnswerError where nothing is known and no answer comes.
        """
        place = (database.url.render_as_string(), district_id)
        asked, waits = self._open.get(place), 0.0
        if asked is None or asked.done():
            asked, waits = self._threads.submit(self._read, database, district_id), self._answers_within
            self._open[place] = asked
        try:
            self._known[place] = asked.result(timeout=waits)
        except (TimeoutError, NoAnswerError) as late:
            last = self._known.get(place, known)
            if last is not None:
                return Stamps(dict(last), is_fresh=False)
            if isinstance(late, NoAnswerError):
                raise
            raise NoAnswerError("The database does not answer. Try again in a moment.") from late
        return Stamps(self._known[place])


def read_stamps(database: Database, district_id: int) -> dict[Topic, str]:
    """The stamps as the database has them; however long it takes."""
    with database.reading() as session:
        return queries.topic_stamps(session, district_id)


@cache
def stamps_asked() -> StampsAsked:
    """Those of this server."""
    return StampsAsked()
