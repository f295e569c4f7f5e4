"""Work beside the server's event loop, so that nobody waits for one person's reading or writing."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import Enum, auto
from functools import cache
from threading import Lock
from typing import Generic, Protocol, TypeVar

from sqlalchemy.orm import Session

from dashboards.state.district.watched import Seen
from models.database import Database
from models.errors import NoAnswerError

Result = TypeVar("Result")
Change = Callable[[Session], Result]
"""What an action does in a session."""
Then = Callable[[Result], None]
Failed = Callable[[Exception], None]
THREADS = 8
"""People who can read or write at the same moment; the next one's turn comes when one of them is done."""
LONG_THREADS = 3
"""Files looked at, or mails sent, at the same moment: minutes each, so they have threads of their own."""


class Background(Protocol):
    """How a page has something done that may take a while; `then` or `failed` is called when it is the page's turn."""

    is_at_once: bool
    """True where nobody else could wait: in a notebook, in a test, on the command line."""

    def read(self, work: Callable[[], Result], then: Then[Result], failed: Failed) -> None:
        """Read or compute something."""

    def run(self, work: Callable[[], Result], then: Then[Result], failed: Failed) -> None:
        """Do something that may take minutes; nobody's reading or writing waits for it."""

    def write(self, database: Database, change: Change[Result], then: Then[Result], failed: Failed) -> None:
        """Make a change in a session whose changes are all kept or none; who waits is told within a few seconds."""

    def listen(self, database: Database, district_id: int, is_news: Callable[[Seen], bool], then: Then[Seen]) -> None:
        """
        As long as the page is open, have it hear of the district's stamps: `then`, where they are news to it.

        `is_news` is asked in another thread, so that nothing wakes a page that has nothing to say; it only looks.
        """


class AtOnce:
    """Everything on the spot; what goes wrong is raised."""

    is_at_once = True

    def read(self, work: Callable[[], Result], then: Then[Result], failed: Failed) -> None:
        then(work())

    run = read

    def write(self, database: Database, change: Change[Result], then: Then[Result], failed: Failed) -> None:
        with database.writing() as session:
            result = change(session)
        then(result)

    def listen(self, database: Database, district_id: int, is_news: Callable[[Seen], bool], then: Then[Seen]) -> None:
        """Nobody looks on here while others write."""


class _State(Enum):
    AT_WORK = auto()
    BEING_KEPT = auto()
    GIVEN_UP = auto()


class Attempt(Generic[Result]):
    """One change that somebody waits for, and stops waiting for when the database does not answer."""

    def __init__(self, database: Database, change: Change[Result]) -> None:
        self._database = database
        self._change = change
        self._state = _State.AT_WORK
        self._lock = Lock()

    @property
    def is_given_up(self) -> bool:
        return self._state is _State.GIVEN_UP

    def run(self) -> Result:
        """Make the change. Raises what the change raises; nothing is kept after `give_up` said so."""
        with self._database.writing() as session:
            result = self._change(session)
            session.flush()
            with self._lock:
                if self._state is _State.GIVEN_UP:
                    raise NoAnswerError("The database does not answer. Nothing was saved.")
                self._state = _State.BEING_KEPT
        return result

    def give_up(self) -> NoAnswerError:
        """From now on nothing of it is kept; the words for who waited, also where it may be kept already."""
        with self._lock:
            is_safe, self._state = self._state is not _State.BEING_KEPT, _State.GIVEN_UP
        if is_safe:
            return NoAnswerError(
                "The database does not answer. Nothing was saved; what you wrote is still here. Try again in a moment."
            )
        return NoAnswerError(
            "The database does not answer. Whether this was saved is not known: load the page again and look."
        )


@cache
def _threads(count: int, name: str) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(count, thread_name_prefix=name)


def submit(work: Callable[[], Result]) -> "Future[Result]":
    """Begin work in a thread of ours."""
    return _threads(THREADS, "beside").submit(work)


def submit_long(work: Callable[[], Result]) -> "Future[Result]":
    """Begin work of minutes in one of the threads for that."""
    return _threads(LONG_THREADS, "long").submit(work)
