"""People of the sample who sign in: a served district with passwords, and what a browser would bring."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from models.actions.sign_in import begin_sign_in, set_password
from models.database import Database, connect
from models.queries.sign_in import account_named
from models.sign_in_ways import SignInWay
from tests.raw_request import Answer, Asked, ask
from tests.serving import Server

LOGINS = {
    "director": "m.alvarez",
    "coordinator": "r.okafor",
    "administrator": "d.petrov",
    "viewer": "h.ellison",
    "liaison": "c.eriksen33",
}
PROXY = "127.0.0.9"
"""The address of our own proxy; every other one is somebody else's."""
PROXYS_SECRET = "what only the two of us know, 40 letters"
BY_PASSWORD = {"PARTNERSHIP_SIGN_IN__WAYS": '["password"]'}


def password_of(login: str) -> str:
    return f"three odd words {login[::-1]}"


def give_passwords(url: str, *logins: str) -> None:
    database = connect(url)
    with database.writing() as session:
        for login in logins:
            account = account_named(session, login)
            assert account is not None
            set_password(session, account, password_of(login), at=datetime.now(UTC))
    database.close()


def key_of(database: Database, login: str, way: SignInWay = SignInWay.PASSWORD, *, ago: float = 0) -> str:
    """A key as the door would have given it, `ago` minutes before now."""
    with database.writing() as session:
        account = account_named(session, login)
        assert account is not None
        at = datetime.now(UTC) - timedelta(minutes=ago)
        return begin_sign_in(session, account, way, at=at, lasts=timedelta(hours=8))


def with_key(asked: Asked, key: str) -> Asked:
    return replace(asked, headers=asked.headers | {"Cookie": f"partnership={key}"})


def form(server: Server, path: str, sender: str = "127.0.0.1", **fields: str) -> Answer:
    """Send a form of the door, as a browser that looks at it would."""
    headers: dict[str, str | None] = {"Origin": server.url, "Content-Type": "application/x-www-form-urlencoded"}
    return ask(server.url, Asked(f"/{path}", headers, sender, method="POST", body=urlencode(fields)))


def sign_in(server: Server, login: str, password: str | None = None, sender: str = "127.0.0.1", **more: str) -> Answer:
    said = password_of(login) if password is None else password
    return form(server, "sign-in", sender, name=login, password=said, **more)


def key_in(answer: Answer) -> str:
    kept = SimpleCookie(answer.headers.get("Set-Cookie", ""))
    return kept["partnership"].value if "partnership" in kept else ""


ServedWith = Callable[..., Server]


def served_by_password(served: ServedWith, url: str) -> Server:
    """A server that asks for passwords; without one that holds, as the director's, it does not start."""
    give_passwords(url, LOGINS["director"])
    return served(url, **BY_PASSWORD)
