"""
Whether others wrote while pages are open: one question every few seconds for all open pages of a district, and at once
where the database tells of a write.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from threading import Event, Lock, Thread
from time import monotonic, sleep
from typing import Protocol

from dashboards.state.district.listening import Heard, Listening
from dashboards.state.district.stamps import Reading, read_stamps
from models.database import Database
from models.vocabulary import Topic

EVERY = 2.5
"""Seconds between two questions: somebody at an open page hears of a write within 5, also where the server is busy."""
AT_ONCE = 0.2
"""Seconds between two questions, at least: a write after the other is heard of together with it."""


@dataclass(frozen=True)
class Seen:
    """The stamps of a district's topics. asked_at: seconds of the clock, just before they were read."""

    by_topic: dict[Topic, str]
    asked_at: float


Told = Callable[[Seen], None]


class Listens(Protocol):
    """What hears of writes to a database until it is closed. is_in_vain: it cannot, and would not the next time."""

    is_in_vain: bool

    def close(self) -> None: ...


@dataclass(frozen=True, eq=False)
class _Page:
    database: Database
    district_id: int
    told: Told

    @property
    def place(self) -> tuple[str, int]:
        return self.database.url.render_as_string(), self.district_id


class StampsWatched:
    """
    The stamps of the districts that pages show, asked beside everything else: nobody waits for the answer.

    It has nothing to do with `StampsAsked`, so that a question of this kind never makes a filter go without an answer.
    """

    def __init__(
        self,
        every: float = EVERY,
        read: Reading = read_stamps,
        clock: Callable[[], float] = monotonic,
        pause: Callable[[float], None] | None = None,
        listen: Callable[[Database, Heard], Listens] = Listening,
    ) -> None:
        """every: seconds. clock: as that of `time`. pause: until the next question. listen: on PostgreSQL."""
        self._every, self._read, self._clock, self._pause = every, read, clock, pause or self._until_told
        self._listen = listen
        self._listens: dict[str, Listens] = {}
        self._is_told = Event()
        self._pages: set[_Page] = set()
        self._lock = Lock()
        self._is_asking = False

    def follow(self, database: Database, district_id: int, told: Told) -> Callable[[], None]:
        """Have `told` called with each answer, in a thread of ours, until somebody calls what this returns."""
        page = _Page(database, district_id, told)
        with self._lock:
            self._pages.add(page)
            if not database.is_sqlite and page.place[0] not in self._listens:
                self._listens[page.place[0]] = self._listen(database, self._hear)
            if not self._is_asking:
                self._is_asking = True
                Thread(target=self._run, name="stamps watched", daemon=True).start()
        return lambda: self._leave(page)

    def _leave(self, page: _Page) -> None:
        with self._lock:
            self._pages.discard(page)

    def _hear(self, district_id: int | None) -> None:
        """Somebody wrote to this district, or to any."""
        with self._lock:
            is_shown = any(district_id in (None, page.district_id) for page in self._pages)
        if is_shown:
            self._is_told.set()

    def _until_told(self, seconds: float) -> None:
        at_least = min(AT_ONCE, seconds)
        sleep(at_least)
        self._is_told.wait(seconds - at_least)

    def _run(self) -> None:
        """Ask again and again, and end when no page is open any more."""
        while True:
            self._pause(self._every)
            self._is_told.clear()  # what is told from now on may be later than the answer
            with self._lock:
                if not self._pages:
                    self._is_asking = False
                    for listens in self._listens.values():
                        listens.close()
                    self._listens = {place: listens for place, listens in self._listens.items() if listens.is_in_vain}
                    return
            self.ask()

    def ask(self) -> None:
        """Ask once for each district that is shown, and tell all its pages; they hear nothing where no answer comes."""
        with self._lock:
            by_place: dict[tuple[str, int], list[_Page]] = {}
            for page in self._pages:
                by_place.setdefault(page.place, []).append(page)
        for pages in by_place.values():
            asked_at = self._clock()
            try:
                stamps = self._read(pages[0].database, pages[0].district_id)
            except Exception:  # noqa: BLE001 - it is told, and logged, where a page asks for something
                continue
            for page in pages:
                page.told(Seen(stamps, asked_at))


@cache
def stamps_watched() -> StampsWatched:
    """Those of this server."""
    return StampsWatched()
