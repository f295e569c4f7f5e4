"""Others write while a page is open: it hears of it, says so, and moves nothing until somebody asks for it."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from time import monotonic

import pytest

from dashboards.state.background import AtOnce
from dashboards.state.district.data import district_now
from dashboards.state.district.watched import Seen
from dashboards.state.ready import Wanted, make_ready
from dashboards.state.visit import Visit
from models import queries
from models.database import Database, connect
from models.errors import NoAnswerError
from models.permissions import Viewer
from tests.forged import DECISION
from tests.raw_request import Asked, ask
from tests.serving import Server
from tests.socket_client import SocketClient, until
from tests.troubles import locked
from tests.visits import AS_OF, SCHOOL, Held, decide, rename
from tests.watching import trouble_in

SOON = 5.0
"""Seconds within which what one process writes is told on the pages of another."""


class Listening(Held):
    """A background whose stamps are those that a test lets the page hear."""

    def listen(
        self, database: Database, district_id: int, is_news: Callable[[Seen], bool], then: Callable[[Seen], None]
    ) -> None:
        self.is_news, self.then = is_news, then

    def hear(self, seen: Seen) -> None:
        if self.is_news(seen):
            self.then(seen)

    def write(self, database: Database, change, then, failed) -> None:  # type: ignore[no-untyped-def]
        self.waiting.append((lambda: AtOnce().write(database, change, lambda result: None, failed), then, failed))


@pytest.fixture
def held() -> Listening:
    return Listening()


@pytest.fixture
def page(office: Database, held: Listening) -> Visit:
    with district_now(office, 1) as district, district.reading() as session:
        viewer = district.viewer_now(queries.viewer(session, 1, "m.alvarez", AS_OF), AS_OF)
        make_ready(district, viewer, Wanted("2025-26", "2026-03", "", "", AS_OF))
    return Visit(office, viewer, "?month=2026-03", today=lambda: AS_OF, background=held, prepared=district)


def stamps(database: Database, asked_at: float | None = None) -> Seen:
    """As the watch reads them now."""
    at = monotonic() if asked_at is None else asked_at
    with database.reading() as session:
        return Seen(queries.topic_stamps(session, 1), at)


def settle(held: Listening) -> None:
    while held.waiting:
        held.go_on()


def test_what_others_write_is_there_and_moves_nothing(office: Database, page: Visit, held: Listening):
    held.hear(stamps(office))
    assert not page.is_newer_there
    shown = page.screen
    rename(office, "Renamed")
    held.hear(stamps(office))
    assert (page.is_newer_there, page.is_behind, page.screen is shown, held.waiting) == (True, False, True, [])


def test_who_asks_for_it_has_it_with_the_same_filters(office: Database, page: Visit, held: Listening):
    page.filters.cluster = "Lakeview"
    rename(office, "Renamed")
    held.hear(stamps(office))
    page.reload()
    settle(held)
    assert (page.is_newer_there, page.filters.cluster) == (False, "Lakeview")
    assert page.board.schools.at[SCHOOL, "name"] == "Renamed"
    held.hear(stamps(office))
    assert not page.is_newer_there


def test_a_filter_brings_it_too(office: Database, page: Visit, held: Listening):
    rename(office, "Renamed")
    held.hear(stamps(office))
    page.filters.cluster = "Lakeview"
    settle(held)
    assert (page.is_newer_there, page.board.schools.at[SCHOOL, "name"]) == (False, "Renamed")


def test_stamps_from_before_the_screen_say_nothing(office: Database, page: Visit, held: Listening):
    old = stamps(office)
    rename(office, "Renamed")
    page.reload()
    settle(held)
    held.hear(old)
    assert not page.is_newer_there


def test_a_database_put_back_to_what_is_shown_has_nothing_newer(office: Database, page: Visit, held: Listening):
    before = stamps(office).by_topic
    rename(office, "Renamed")
    held.hear(stamps(office))
    held.hear(Seen(before, monotonic()))
    assert not page.is_newer_there


def test_what_the_page_waits_for_is_no_news(office: Database, page: Visit, held: Listening):
    rename(office, "Renamed")
    page.filters.month = "2025-12"
    held.hear(stamps(office))
    assert (page.is_waiting, page.is_newer_there) == (True, False)


def test_what_the_page_writes_itself_is_no_news(office: Database, page: Visit, held: Listening):
    page.write(lambda session: None, lambda result: page.reload(), lambda error: None)
    decide(office)  # it is kept, and the page does not know yet
    held.hear(stamps(office))
    assert not page.is_newer_there
    settle(held)
    held.hear(stamps(office))
    assert (page.is_newer_there, SCHOOL in set(page.board.frames.decisions["school_id"])) == (False, True)


def test_after_a_write_that_was_refused_others_are_heard_again(office: Database, page: Visit, held: Listening):
    def refused(session: object) -> None:
        raise NoAnswerError("The database is busy with another change.")

    page.write(refused, lambda result: pytest.fail("it was refused"), lambda error: None)
    settle(held)
    rename(office, "Renamed")
    held.hear(stamps(office))
    assert page.is_newer_there


def test_a_page_of_a_notebook_asks_for_nothing(office: Database, page: Visit, monkeypatch: pytest.MonkeyPatch):
    def never(*given: object) -> None:
        pytest.fail("nobody looks on here")

    monkeypatch.setattr("dashboards.state.district.watched.StampsWatched.follow", never)
    rename(office, "Renamed")
    viewer: Viewer = page.viewer
    assert not Visit(office, viewer, today=lambda: AS_OF, background=AtOnce()).is_newer_there


# ---------------------------------------------------------------- on a real server
def newer(client: SocketClient) -> bool:
    return bool(client.shown(*client.of_class("Frame"), "is_newer_there"))


def is_well(server: Server) -> bool:
    """It lives, and has said of nothing that it was wrong."""
    return ask(server.url, Asked("/liveness")).status == 200 and trouble_in(server.said()) == ""


@pytest.fixture
def server(any_sample: Callable[[], str], served: Callable[..., Server]) -> Server:
    return served(any_sample())


def test_every_open_page_hears_of_an_import(server: Server):
    database = connect(server.database_url)
    with (
        SocketClient(server.url, query="?as=m.alvarez&cluster=all") as triage,
        SocketClient(server.url, "our_school", "?as=c.eriksen33") as own,
        SocketClient(server.url, "method", "?as=m.alvarez") as method,
    ):
        pages = (triage, own, method)
        assert [newer(page) for page in pages] == [False] * 3
        rename(database, "Renamed Meadow")
        until(lambda: all(newer(page) for page in pages))
        assert "Renamed Meadow" not in json.dumps(triage.models)
        for page in pages:
            page.message({"renew": True}, *page.of_class("Frame"))
            until(lambda page=page: not newer(page))
        assert "Renamed Meadow" in json.dumps(triage.models)
    database.close()
    assert is_well(server)


@pytest.fixture
def two(_sample_on_postgresql: Callable[[], str], served: Callable[..., Server]) -> tuple[Server, Server]:
    """Two processes on one PostgreSQL."""
    url = _sample_on_postgresql()
    return served(url), served(url)


def test_what_is_decided_in_one_process_is_told_in_the_other_within_five_seconds(two: tuple[Server, Server]):
    with ExitStack() as pages:
        one, other = (
            pages.enter_context(SocketClient(server.url, query=f"?as=m.alvarez&cluster=all&school={SCHOOL}"))
            for server in two
        )
        own = pages.enter_context(SocketClient(two[1].url, "our_school", "?as=c.eriksen33"))
        turns = ((one, (other, own), "Asked for a call."), (other, (one,), "Asked for a visit."))
        for writer, readers, note in turns:
            assert [newer(reader) for reader in readers] == [False] * len(readers)
            begun = monotonic()
            decision = {"school": SCHOOL} | DECISION | {"note": note}
            writer.message({"save": decision}, *writer.of_class("ByHand"))
            until(lambda readers=readers: all(newer(reader) for reader in readers))
            assert monotonic() - begun < SOON
            for reader in readers:
                reader.message({"renew": True}, *reader.of_class("Frame"))
                until(lambda reader=reader: not newer(reader))
            assert note in json.dumps(readers[0].models)
    assert [is_well(server) for server in two] == [True, True]


def test_a_database_that_does_not_answer_is_asked_in_silence(server: Server):
    database = connect(server.database_url)
    with SocketClient(server.url, query="?as=m.alvarez") as page:
        with locked(server.database_url, "topic_version"):
            begun = monotonic()
            until(lambda: monotonic() - begun > 6 and not newer(page))
        rename(database, "Renamed")
        until(lambda: newer(page))
        assert "does not answer" not in json.dumps(page.models)
    database.close()
    assert is_well(server)
