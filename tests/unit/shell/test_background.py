"""Work in threads, and its answer on the page's own turn."""

import asyncio
import threading
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy.orm import Session

from dashboards.shell import background
from dashboards.shell.background import BesideTheLoop, background_of_page
from dashboards.state.background import THREADS, AtOnce
from dashboards.state.district.watched import StampsWatched
from models.database import Database, connect
from models.vocabulary import Topic


class Page:
    """As much of a document as is needed: it runs a callback on the event loop, as long as it is open."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.session_context: object | None = object()
        self.closed: list[Callable[[object], None]] = []

    def on_session_destroyed(self, callback: Callable[[object], None]) -> None:
        self.closed.append(callback)

    def add_next_tick_callback(self, callback: Callable[[], None]) -> None:
        assert threading.current_thread() is threading.main_thread()
        self._loop.call_soon(callback)


@pytest.fixture
def opened(sqlite_url: str):
    database = connect(sqlite_url)
    yield database
    database.close()


def told_by(use: Callable[[BesideTheLoop, Page, Callable[[Any], None]], None], told_within: float = 20) -> Any:
    """What a page is told first after `use`, "nothing" where it is told nothing for a while."""

    async def story() -> Any:
        loop = asyncio.get_running_loop()
        page, came = Page(loop), loop.create_future()

        def told(what: Any) -> None:
            assert threading.current_thread() is threading.main_thread()
            came.set_result(what)

        use(BesideTheLoop(page, loop, told_within), page, told)  # type: ignore[arg-type]
        done, _ = await asyncio.wait([came], timeout=0.5 if page.session_context is None else 20)
        return came.result() if done else "nothing"

    return asyncio.run(story())


def test_work_is_done_in_a_thread_and_its_answer_comes_on_the_loop():
    def use(background: BesideTheLoop, page: Page, told: Callable[[Any], None]) -> None:
        background.read(lambda: threading.current_thread().name, told, told)

    assert told_by(use).startswith("beside")


def test_reading_does_not_wait_for_work_of_minutes():
    ends = Event()

    def use(background: BesideTheLoop, page: Page, told: Callable[[Any], None]) -> None:
        for _ in range(THREADS):
            background.run(lambda: ends.wait(20), lambda _: None, told)
        background.read(lambda: "read", told, told)

    try:
        assert told_by(use) == "read"
    finally:
        ends.set()


def test_what_fails_is_told_as_a_failure():
    def use(background: BesideTheLoop, page: Page, told: Callable[[Any], None]) -> None:
        background.read(lambda: 1 / 0, lambda result: pytest.fail("it has no result"), told)

    assert isinstance(told_by(use), ZeroDivisionError)


def test_a_page_that_was_closed_is_told_nothing():
    def use(background: BesideTheLoop, page: Page, told: Callable[[Any], None]) -> None:
        background.read(lambda: "late", told, told)
        page.session_context = None

    assert told_by(use) == "nothing"


def test_a_change_is_made_and_told(opened: Database):
    def use(background: BesideTheLoop, page: Page, told: Callable[[Any], None]) -> None:
        background.write(opened, lambda session: "kept", told, told)

    assert told_by(use) == "kept"


def test_who_waits_too_long_for_a_change_is_told_so_once(opened: Database):
    may_go_on = threading.Event()

    def slow(session: Session) -> str:
        assert may_go_on.wait(20)
        return "kept"

    def use(background: BesideTheLoop, page: Page, told: Callable[[Any], None]) -> None:
        background.write(opened, slow, lambda result: pytest.fail("it was given up"), told)

    assert "Nothing was saved" in str(told_by(use, told_within=0.01))
    may_go_on.set()


class Watched(StampsWatched):
    """Stamps that a test lets the pages hear."""

    def __init__(self) -> None:
        stamps = dict.fromkeys(Topic, "a")
        super().__init__(0, lambda database, district_id: stamps, pause=lambda seconds: Event().wait())


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    made = Watched()
    monkeypatch.setattr(background, "stamps_watched", lambda: made)
    return made


def test_stamps_that_are_news_come_on_the_loop(opened: Database, watched: Watched):
    def use(background: BesideTheLoop, page: Page, told: Callable[[Any], None]) -> None:
        background.listen(opened, 1, lambda seen: True, lambda seen: told(set(seen.by_topic.values())))
        Thread(target=watched.ask).start()

    assert told_by(use) == {"a"}


def test_stamps_that_are_no_news_wake_nobody(opened: Database, watched: Watched):
    def use(background: BesideTheLoop, page: Page, told: Callable[[Any], None]) -> None:
        background.listen(opened, 1, lambda seen: bool(told("asked")), lambda seen: pytest.fail("it is no news"))
        watched.ask()

    assert told_by(use) == "asked"


def test_a_page_that_was_closed_hears_of_no_stamps_and_is_let_go(opened: Database, watched: Watched):
    def use(background: BesideTheLoop, page: Page, told: Callable[[Any], None]) -> None:
        background.listen(opened, 1, lambda seen: True, told)
        assert len(watched._pages) == 1
        page.session_context = None
        for closed in page.closed:
            closed(None)
        watched.ask()

    assert told_by(use) == "nothing"
    assert watched._pages == set()


def test_where_the_server_has_ended_the_stamps_are_nobodys(opened: Database, watched: Watched):
    loop = asyncio.new_event_loop()
    BesideTheLoop(Page(loop), loop).listen(opened, 1, lambda seen: True, lambda seen: None)  # type: ignore[arg-type]
    loop.close()
    watched.ask()


def test_without_a_server_everything_is_done_on_the_spot():
    assert isinstance(background_of_page(), AtOnce)
