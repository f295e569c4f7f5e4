"""What takes long for one page, done in threads of ours; what follows from it happens when it is the page's turn."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

import panel as pn
from bokeh.document import Document
from bokeh.document.callbacks import invoke_with_curdoc
from panel.io.state import set_curdoc

from dashboards.shell.opening import in_words
from dashboards.state.background import AtOnce, Attempt, Background, Change, Failed, Then, submit, submit_long
from dashboards.state.district.watched import Seen, stamps_watched
from models.database import Database

Result = TypeVar("Result")
TOLD_WITHIN = 4.5
"""Seconds somebody waits for a change to be saved before they are told that the database does not answer."""


class BesideTheLoop:
    """The background of one served page."""

    is_at_once = False

    def __init__(self, document: Document, loop: asyncio.AbstractEventLoop, told_within: float = TOLD_WITHIN) -> None:
        self._document = document
        self._loop = loop
        self._told_within = told_within
        self._turns = set[asyncio.Task[None]]()
        """Those that wait for the document: a loop by itself does not keep them."""

    def read(self, work: Callable[[], Result], then: Then[Result], failed: Failed) -> None:
        submit(work).add_done_callback(lambda done: self._on_our_turn(partial(_follow, done, then, failed)))

    def run(self, work: Callable[[], Result], then: Then[Result], failed: Failed) -> None:
        submit_long(work).add_done_callback(lambda done: self._on_our_turn(partial(_follow, done, then, failed)))

    def write(self, database: Database, change: Change[Result], then: Then[Result], failed: Failed) -> None:
        attempt = Attempt(database, change)

        def late() -> None:
            if not done.done():
                words = attempt.give_up()
                self._on_our_turn(lambda: failed(words))

        def ended(done: "Future[Result]") -> None:
            if not attempt.is_given_up:
                self._on_our_turn(partial(follow, done))

        def follow(done: "Future[Result]") -> None:
            waited.cancel()
            _follow(done, then, failed)

        done: Future[Result] = submit(attempt.run)
        waited = self._loop.call_later(self._told_within, late)
        done.add_done_callback(ended)

    def listen(self, database: Database, district_id: int, is_news: Callable[[Seen], bool], then: Then[Seen]) -> None:
        def told(seen: Seen) -> None:
            if is_news(seen):
                with suppress(RuntimeError):  # the loop is closed: the server ends
                    self._on_our_turn(lambda: then(seen))

        leave = stamps_watched().follow(database, district_id, told)
        self._document.on_session_destroyed(lambda session_context: leave())

    def _on_our_turn(self, follow: Callable[[], None]) -> None:
        """Called in any thread; the page's document is touched by the event loop only, and while it is locked."""

        def on_the_loop() -> None:
            context = self._document.session_context
            if not context:  # the page was closed meanwhile
                return
            session: Any = getattr(context, "session", None)
            if session is None:  # the page is being made
                self._document.add_next_tick_callback(told)
                return
            # What a callback of the next tick does as well, which costs as much again to be entered and taken out.
            turn = self._loop.create_task(session.with_document_locked(invoke_with_curdoc, self._document, told))
            self._turns.add(turn)
            turn.add_done_callback(self._turns.discard)

        def told() -> None:
            with set_curdoc(self._document):
                try:
                    follow()
                except Exception as error:  # noqa: BLE001 - told to the person and logged, as any error of a page
                    in_words(error)

        self._loop.call_soon_threadsafe(on_the_loop)


def _follow(done: "Future[Result]", then: Then[Result], failed: Failed) -> None:
    try:
        result = done.result()
    except Exception as error:  # noqa: BLE001 - whoever asked says what it means for them
        failed(error)
        return
    then(result)


def background_of_page() -> Background:
    """The background of the page that is being made; on the spot where no server runs, or not yet."""
    document = pn.state.curdoc
    if not document or not document.session_context:
        return AtOnce()
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return AtOnce()
    return BesideTheLoop(document, loop)
