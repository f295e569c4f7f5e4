"""A page that is open is shut within five seconds, whatever ended its sign-in, and nobody else's page is."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from dashboards.shell.sign_in.open_pages import SIGNED_OUT
from models.database import URL_VARIABLE, Database, connect
from models.queries.sign_in import account_named, hash_of
from models.sign_in_ways import SignInEnd
from models.tables import SignIn
from tests.commands import ready_program
from tests.raw_request import Asked, ask
from tests.serving import Server
from tests.signing_in import key_of, served_by_password, with_key
from tests.socket_client import SocketClient

SOON = 5.0
"""Seconds that are promised."""
IDLE = timedelta(minutes=120)
"""How long a sign-in holds without a page, where nothing else is set."""


@pytest.fixture(scope="module")
def server(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    return served_by_password(served, sample_district())


@pytest.fixture(scope="module")
def district(server: Server) -> Iterator[Database]:
    database = connect(server.database_url)
    yield database
    database.close()


@pytest.fixture(scope="module")
def office(server: Server, district: Database) -> Iterator[SocketClient]:
    """The page People of an administrator, open all the while."""
    with SocketClient(server.url, "people", Cookie=f"partnership={key_of(district, 'd.petrov')}") as page:
        yield page


def number_of(district: Database, login: str) -> int:
    with district.reading() as session:
        account = account_named(session, login)
        assert account is not None
        return account.person_id


def press(name: str) -> Callable[[Server, Database, SocketClient, str, str], None]:
    """A button of People, as its script tells of it."""

    def change(server: Server, district: Database, office: SocketClient, login: str, key: str) -> None:
        assert office.message({name: number_of(district, login)}, *office.of_class("PeopleList")) == "OK"

    return change


def disable(server: Server, district: Database, office: SocketClient, login: str, key: str) -> None:
    done = ready_program().command("user", "disable", login, **{URL_VARIABLE: server.database_url}).ended()
    assert done.returncode == 0, done.stderr


def leave_idle(server: Server, district: Database, office: SocketClient, login: str, key: str) -> None:
    """For two hours no server has noted that a page is open."""
    with district.writing() as session:
        session.execute(update(SignIn).where(SignIn.key_hash == hash_of(key)).values(seen_at=datetime.now(UTC) - IDLE))


def let_its_hours_end(server: Server, district: Database, office: SocketClient, login: str, key: str) -> None:
    with district.writing() as session:
        session.execute(update(SignIn).where(SignIn.key_hash == hash_of(key)).values(until=datetime.now(UTC)))


@pytest.mark.parametrize(
    ("login", "page", "end", "ended_by"),
    [
        ("r.okafor", "triage", disable, SignInEnd.ACCOUNT_CLOSED),
        ("c.eriksen33", "our_school", press("close"), SignInEnd.ACCOUNT_CLOSED),
        ("h.ellison", "trends", press("sign_out"), SignInEnd.ENDED_BY_ADMINISTRATOR),
        ("s.adeyemi", "school", leave_idle, None),
        ("d.whitlock", "method", let_its_hours_end, None),
    ],
    ids=["the command closes the account", "the office closes the account", "the office signs them out everywhere",
         "nobody was there for two hours", "eight hours are over"],
)  # fmt: skip
def test_an_open_page_is_shut_within_five_seconds(
    login: str,
    page: str,
    end: Callable[[Server, Database, SocketClient, str, str], None],
    ended_by: SignInEnd | None,
    server: Server,
    district: Database,
    office: SocketClient,
):
    keys = [key_of(district, login) for _ in range(2)]
    kept = [{"Cookie": f"partnership={key}"} for key in keys]
    with SocketClient(server.url, page, **kept[0]) as first, SocketClient(server.url, page, **kept[1]) as second:
        end(server, district, office, login, keys[0])
        assert first.closed_within(SOON) == SIGNED_OUT
        answer = ask(server.url, with_key(Asked(f"/{page}"), keys[0]))
        assert (answer.status, answer.headers["Location"][:9]) == (302, "/sign-in?")
        if ended_by is None:  # of this browser only
            assert second.ask("SERVER-INFO-REQ", {})
        else:
            assert second.closed_within(0.5) == SIGNED_OUT
            with district.reading() as session:
                of = SignIn.key_hash.in_([hash_of(key) for key in keys])
                assert set(session.scalars(select(SignIn.ended_by).where(of))) == {ended_by}
    assert office.ask("SERVER-INFO-REQ", {}), "the page of somebody else stays open"
