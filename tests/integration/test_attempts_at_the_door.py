"""
Thousands of generated attempts to be somebody else: every kind of visitor, every way in, every forged word.

Each is one request; through is who gets a page of somebody else, or joins one.
"""

import base64
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from bokeh.util.token import generate_jwt_token, generate_session_id, get_session_id
from sqlalchemy import update

from models.database import Database, connect
from models.queries.sign_in import hash_of
from models.sign_in_ways import SignInEnd, SignInWay
from models.tables import Person, SignIn
from tests.raw_request import Asked, ask
from tests.serving import Server
from tests.signing_in import BY_PASSWORD, LOGINS, PROXY, PROXYS_SECRET, give_passwords, key_of, with_key

PAGES = ("home", "triage", "trends", "school", "notebook", "method", "our_school", "")
OPENED = ("home", "triage", "trends", "school", "method")
"""Pages that the director has open, each with a key of its own that may have leaked."""
AT_LEAST = 5_000
OTHER_SECRET = b"b" * 48
STRANGER = "127.0.0.2"


@dataclass(frozen=True)
class Stage:
    """A served district, and the keys that attackers have: their own, old ones, and those of the director's pages."""

    server: Server
    keys: dict[str, str]
    tokens: dict[str, str]


@pytest.fixture(scope="module")
def stage(
    served: Callable[..., Server], sample_district: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Stage:
    secret = tmp_path_factory.mktemp("secrets") / "proxy"
    secret.write_text(PROXYS_SECRET)
    url = sample_district()
    database = connect(url)
    keys = {role: key_of(database, login) for role, login in LOGINS.items()}
    server = served(
        url,
        PARTNERSHIP_SIGN_IN__WAYS='["password", "proxy"]',
        PARTNERSHIP_SIGN_IN__PROXY__ADDRESSES=f'["{PROXY}"]',
        PARTNERSHIP_SIGN_IN__PROXY__SECRET_FILE=str(secret),
    )
    tokens = {}
    for page in OPENED:
        body = ask(server.url, with_key(Asked(f"/{page}"), keys["director"])).body
        tokens[page] = re.search(r'"token":\s*"([^"]+)"', body)[1]  # type: ignore[index]
    keys |= _old_keys(database)
    database.close()
    return Stage(server, keys, tokens)


def _old_keys(database: Database) -> dict[str, str]:
    """Keys that open nothing: ended by the office, run out, idle, of a closed account, of a way not switched on."""
    ended, closed = key_of(database, "m.alvarez"), key_of(database, "d.whitlock")
    with database.writing() as session:
        session.execute(update(SignIn).where(SignIn.key_hash == hash_of(ended)).values(
            ended_at=datetime.now(UTC), ended_by=SignInEnd.SIGNED_OUT))  # fmt: skip
        session.execute(update(Person).where(Person.login == "d.whitlock").values(is_active=False))
    return {
        "nobody": "",
        "signed out": ended,
        "run out": key_of(database, "m.alvarez", ago=8 * 60 + 1),
        "idle": key_of(database, "m.alvarez", ago=121),
        "account closed": closed,
        "way switched off": key_of(database, "m.alvarez", SignInWay.OIDC),
        "through the proxy only": key_of(database, "m.alvarez", SignInWay.PROXY),
        "hash for key": hash_of(ended),
        "made up": "m.alvarez",
        "of the wrong letters": "%00%0d%0a'\";--",
    }


NOT_IN = ("nobody", "signed out", "run out", "idle", "account closed", "way switched off", "through the proxy only",
          "hash for key", "made up", "of the wrong letters")  # fmt: skip
IN_AS_ANOTHER = ("coordinator", "liaison", "viewer", "administrator")


def forged_keys(token: str) -> Iterator[str]:
    """The key of the director's page, and what could be made of it."""
    session, soon = get_session_id(token), int(time.time()) + 300
    yield token
    for named in ({"session_id": session}, {"session_id": "a" * 44}, {"session_id": ""}, {}, {"session_id": [session]}):
        for more in ({"session_expiry": soon}, {"session_expiry": soon, "headers": {"X-Remote-User": "m.alvarez"}},
                     {"session_expiry": soon, "cookies": {"partnership": "x"}}, {"session_expiry": 1}, {}):  # fmt: skip
            payload = base64.urlsafe_b64encode(json.dumps(named | more).encode()).decode().rstrip("=")
            yield payload
            yield payload + "." + token.rpartition(".")[2]
    yield generate_jwt_token(generate_session_id(OTHER_SECRET, signed=True), secret_key=OTHER_SECRET, signed=True)
    yield token.rpartition(".")[0] + ".AAAA"
    yield token[:-1]
    yield ""


SAID = ({}, {"X-Remote-User": "m.alvarez"}, {"X-Remote-User": "m.alvarez", "X-Partnership-Secret": "x" * 40},
        {"Authorization": "Bearer m.alvarez"})  # fmt: skip
"""What an attacker adds of their own accord."""


def attempts(stage: Stage) -> Iterator[tuple[str, Asked]]:
    """Each attempt in words, and the request it comes down to."""
    own = stage.server.url
    for who in NOT_IN:
        for page in PAGES:
            for more in ("", "?as=m.alvarez", "?as=m.alvarez&district=AV", "?next=/triage", "?key=x"):
                for said in SAID:
                    yield f"{who} asks for {page}{more}", with_key(Asked(f"/{page}{more}", dict(said)), stage.keys[who])
    for who in (*NOT_IN, *IN_AS_ANOTHER):
        for page, token in stage.tokens.items():
            for number, key in enumerate(forged_keys(token)):
                asked = Asked(f"/{page}/ws", {"Origin": own}, key=key)
                yield f"{who} joins {page} with key {number}", with_key(asked, stage.keys[who])
            for origin in (None, "null", "http://evil.test", own + ".evil.test"):
                yield (
                    f"{who} joins {page} from {origin}",
                    with_key(Asked(f"/{page}/ws", {"Origin": origin}, key=token), stage.keys[who]),
                )
            session = get_session_id(token)
            for path in (f"/{page}/autoload.js?bokeh-autoload-element=x", f"/{page}/metadata",
                         f"/{page}?bokeh-token={token}", f"/{page}?bokeh-session-id={session}"):  # fmt: skip
                yield f"{who} asks for {path[:40]}", with_key(Asked(path), stage.keys[who])
    for who in ("nobody", "director"):  # a key that was stolen is of no use through a proxy that is not ours
        for page, token in stage.tokens.items():
            for name in ("X-Forwarded-For", "Via", "X-Real-IP", "X-Remote-User"):
                for sender in ("127.0.0.1", STRANGER):
                    headers: dict[str, str | None] = {name: "m.alvarez"}
                    yield f"{who} with {name}", with_key(Asked(f"/{page}", headers, sender), stage.keys[who])
                    joins = Asked(f"/{page}/ws", {"Origin": own} | headers, sender, key=token)
                    yield f"{who} joins with {name}", with_key(joins, stage.keys[who])


def test_no_attempt_gets_through(stage: Stage):
    tried, through = 0, []
    for what, asked in attempts(stage):
        answer = ask(stage.server.url, asked)
        tried += 1
        is_page = answer.status == 200 and asked.key is None
        if answer.status == 101 or is_page or "Maria Alvarez" in answer.body or "Harlan Creek" in answer.body:
            through.append(what)
    assert through == []
    assert tried >= AT_LEAST


def test_the_owner_of_the_pages_gets_in_all_the_same(stage: Stage):
    for page, token in stage.tokens.items():
        joins = Asked(f"/{page}/ws", {"Origin": stage.server.url}, key=token)
        assert ask(stage.server.url, with_key(joins, stage.keys["coordinator"])).status == 403
    fresh = ask(stage.server.url, with_key(Asked("/method"), stage.keys["director"])).body
    token = re.search(r'"token":\s*"([^"]+)"', fresh)[1]  # type: ignore[index]
    joins = Asked("/method/ws", {"Origin": stage.server.url}, key=token)
    assert ask(stage.server.url, with_key(joins, stage.keys["director"])).status == 101


def test_a_page_is_gone_for_good_once_it_was_left(served: Callable[..., Server], sample_district: Callable[[], str]):
    """A key whose page the server has let go of makes no new page, as Bokeh would."""
    url = sample_district()
    database = connect(url)
    give_passwords(url, "m.alvarez")
    key = key_of(database, "m.alvarez")
    server = served(url, **BY_PASSWORD)
    soon = int(time.time()) + 300
    unknown = generate_jwt_token(generate_session_id(signed=False), extra_payload={"session_expiry": soon})
    joins = Asked("/method/ws", {"Origin": server.url}, key=unknown)
    assert ask(server.url, with_key(joins, key)).status == 403
    database.close()
