"""Coming in and going out, request by request: passwords, links, the proxy in front, and what ends a sign-in."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import select, update

from models.actions.sign_in import new_link
from models.database import Database, connect
from models.queries.sign_in import account_named, hash_of
from models.sign_in_ways import SignInEnd, SignInWay
from models.tables import AuditLine, Credential, Person, SignIn
from tests.raw_request import Asked, ask
from tests.serving import Server
from tests.signing_in import (
    PROXY,
    PROXYS_SECRET,
    give_passwords,
    key_in,
    key_of,
    password_of,
    sign_in,
    with_key,
)
from tests.signing_in import form as send

HOME = Asked("/method")


@pytest.fixture(scope="module")
def server(
    served: Callable[..., Server], sample_district: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Server:
    secret = tmp_path_factory.mktemp("secrets") / "proxy"
    secret.write_text(PROXYS_SECRET + "\n")
    url = sample_district()
    give_passwords(url, "m.alvarez", "r.okafor", "h.ellison")
    return served(
        url,
        PARTNERSHIP_SIGN_IN__WAYS='["password", "proxy"]',
        PARTNERSHIP_SIGN_IN__PROXY__ADDRESSES=f'["{PROXY}"]',
        PARTNERSHIP_SIGN_IN__PROXY__SECRET_FILE=str(secret),
    )


@pytest.fixture(scope="module")
def district(server: Server) -> Iterator[Database]:
    database = connect(server.database_url)
    yield database
    database.close()


def led_to_the_door(server: Server, asked: Asked) -> bool:
    answer = ask(server.url, asked)
    return answer.status == 302 and answer.headers["Location"].startswith("/sign-in?next=")


def test_nobody_sees_a_page_before_they_have_signed_in(server: Server):
    answer = ask(server.url, Asked("/triage?month=2026-03"))
    assert (answer.status, answer.headers["Location"]) == (302, "/sign-in?next=%2Ftriage%3Fmonth%3D2026-03")
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    door = ask(server.url, Asked("/sign-in?next=%2Ftriage%3Fmonth%3D2026-03"))
    assert (door.status, "Alder Valley Schools" in door.body, "Harlan Creek" in door.body) == (200, True, False)
    assert ask(server.url, Asked("/signed-in")).status == 401


def test_a_password_lets_in_and_leads_to_the_page_that_was_asked_for(server: Server, district: Database):
    answer = sign_in(server, "r.okafor", next="/triage?month=2026-03")
    assert (answer.status, answer.headers["Location"]) == (303, "/triage?month=2026-03")
    cookie = answer.headers["Set-Cookie"]
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    page = ask(server.url, with_key(HOME, key_in(answer)))
    assert (page.status, "Rosa Okafor" in page.body, "There is no log-in yet" in page.body) == (200, True, False)
    assert ask(server.url, with_key(Asked("/signed-in"), key_in(answer))).status == 200
    with district.reading() as session:
        assert session.scalar(select(SignIn.way).where(SignIn.key_hash == hash_of(key_in(answer)))) == "password"
        assert key_in(answer) not in session.scalars(select(SignIn.key_hash)).all()


def test_an_address_chooses_nobody_for_whoever_is_signed_in(server: Server, district: Database):
    page = ask(server.url, with_key(Asked("/method?as=m.alvarez"), key_of(district, "h.ellison")))
    assert (page.status, "Howard Ellison" in page.body, "Maria Alvarez" in page.body) == (200, True, False)


ELSEWHERE = (
    "//evil.test", "///evil.test", "https://evil.test/triage", "\\\\evil.test", "/nowhere", "javascript:alert(1)",
    "/triage/../../evil", "http:evil.test", "@evil.test",
)  # fmt: skip


@pytest.mark.parametrize("place", ELSEWHERE)
def test_the_page_afterwards_is_always_one_of_ours(server: Server, place: str):
    lead = sign_in(server, "r.okafor", next=place).headers["Location"]
    assert lead.startswith("/")
    assert not lead.startswith("//")
    assert "evil" not in lead


def test_five_wrong_passwords_shut_out_that_name_at_that_address_only(server: Server):
    assert [sign_in(server, "m.alvarez", "wrong", "127.0.0.3").status for _ in range(6)] == [403] * 5 + [429]
    assert sign_in(server, "M.Alvarez", None, "127.0.0.3").status == 429
    assert sign_in(server, "m.alvarez", None, "127.0.0.4").status == 303
    assert sign_in(server, "r.okafor", None, "127.0.0.3").status == 303


def test_a_form_counts_from_a_page_of_ours_only_and_with_a_short_body(server: Server):
    fields = urlencode({"name": "r.okafor", "password": password_of("r.okafor")})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for origin in (None, "null", "http://evil.test", "http://localhost:1", server.url + ".evil.test"):
        asked = Asked("/sign-in", {"Origin": origin} | kind, method="POST", body=fields)
        assert ask(server.url, asked).status == 403
    own = {"Origin": server.url}
    assert ask(server.url, Asked("/sign-in", own | kind, method="POST", body="x" * 9_000)).status == 413
    assert (
        ask(server.url, Asked("/sign-in", own | {"Content-Type": "text/plain"}, method="POST", body="x")).status == 415
    )
    assert ask(server.url, Asked("/triage", own | kind, method="POST", body=fields)).status == 405


def test_signing_out_ends_the_key_and_a_new_sign_in_ends_the_one_before(server: Server, district: Database):
    key = key_in(sign_in(server, "r.okafor"))
    own: dict[str, str | None] = {"Origin": server.url, "Content-Type": "application/x-www-form-urlencoded"}
    out = ask(server.url, with_key(Asked("/sign-out", own, method="POST", body="x=1"), key))
    assert (out.status, out.headers["Location"]) == (303, "/sign-in?out=1")
    assert led_to_the_door(server, with_key(HOME, key))
    first = key_of(district, "r.okafor")
    fields = urlencode({"name": "h.ellison", "password": password_of("h.ellison")})
    again = with_key(Asked("/sign-in", own, method="POST", body=fields), first)
    second = key_in(ask(server.url, again))
    assert led_to_the_door(server, with_key(HOME, first))
    assert not led_to_the_door(server, with_key(HOME, second))


def test_a_key_ends_by_time_by_idleness_by_the_office_and_with_the_account(server: Server, district: Database):
    assert led_to_the_door(server, with_key(HOME, key_of(district, "r.okafor", ago=8 * 60 + 1)))
    assert led_to_the_door(server, with_key(HOME, key_of(district, "r.okafor", ago=121)))
    assert not led_to_the_door(server, with_key(HOME, key_of(district, "r.okafor", ago=119)))
    key = key_of(district, "h.ellison")
    with district.writing() as session:
        session.execute(update(Person).where(Person.login == "h.ellison").values(is_active=False))
    assert led_to_the_door(server, with_key(HOME, key))
    assert sign_in(server, "h.ellison").status == 403
    with district.writing() as session:
        session.execute(update(Person).where(Person.login == "h.ellison").values(is_active=True))
        session.execute(update(SignIn).where(SignIn.key_hash == hash_of(key)).values(
            ended_at=datetime.now(UTC), ended_by=SignInEnd.ENDED_BY_ADMINISTRATOR))  # fmt: skip
    assert led_to_the_door(server, with_key(HOME, key))
    for wrong in ("", "x", key[:-1], key + "x", "a" * 5_000, hash_of(key_of(district, "r.okafor"))):
        assert led_to_the_door(server, with_key(HOME, wrong))


def test_a_link_lets_choose_a_password_once(server: Server, district: Database):
    def link(hours: float) -> str:
        with district.writing() as session:
            account = account_named(session, "s.adeyemi")
            assert account is not None
            return new_link(session, account, at=datetime.now(UTC), lasts=timedelta(hours=hours))

    old, late = link(1), link(-1)
    for key in ("", "x", old, late):
        assert ask(server.url, Asked(f"/password?key={key}")).status == 403
    key = link(1)
    assert "s.adeyemi" in ask(server.url, Asked(f"/password?key={key}")).body
    for password, again, said in (("short", "short", "10 characters"), ("long enough!", "long enough?", "not the same"),
                                  ("s.adeyemi 2026", "s.adeyemi 2026", "too easy")):  # fmt: skip
        refused = send(server, "password", key=key, password=password, again=again)
        assert (refused.status, said in refused.body) == (403, True)
    before = key_of(district, "s.adeyemi")
    chosen = send(server, "password", key=key, password="rain bridge nine", again="rain bridge nine")
    assert (chosen.status, bool(key_in(chosen))) == (303, True)
    assert led_to_the_door(server, with_key(HOME, before))
    assert ask(server.url, Asked(f"/password?key={key}")).status == 403
    assert sign_in(server, "s.adeyemi", "rain bridge nine").status == 303
    with district.reading() as session:
        line = session.scalars(select(AuditLine).order_by(AuditLine.audit_id.desc())).first()
        assert line is not None
        assert (line.action, line.subject, line.details) == ("choose_password", "s.adeyemi", {})
        kept = session.scalars(select(Credential.password_hash).where(Credential.password_hash.is_not(None))).all()
    assert all(one.startswith("$argon2id$") for one in kept)


# ---------------------------------------------------------------- the proxy in front
def through_proxy(path: str, user: str | None, sender: str = PROXY, secret: str | None = PROXYS_SECRET) -> Asked:
    return Asked(path, {"X-Remote-User": user, "X-Partnership-Secret": secret, "X-Forwarded-For": "10.1.1.1"}, sender)


def test_our_proxy_says_who_somebody_is(server: Server):
    answer = ask(server.url, through_proxy("/sign-in?next=/method", "m.alvarez@example.org"))
    assert (answer.status, answer.headers["Location"]) == (303, "/method")
    key = key_in(answer)
    page = ask(server.url, with_key(through_proxy("/method", "M.Alvarez"), key))
    assert (page.status, "Maria Alvarez" in page.body) == (200, True)
    assert led_to_the_door(server, with_key(HOME, key))
    assert led_to_the_door(server, with_key(through_proxy("/method", "r.okafor"), key))
    unknown = ask(server.url, through_proxy("/sign-in", "somebody@else.example"))
    assert (unknown.status, "somebody@else.example" in unknown.body, key_in(unknown)) == (403, True, "")


def test_a_page_made_through_our_proxy_is_joined_through_it_only(server: Server):
    """The browser's cookie and the page's own key are not enough on a websocket: it brings the proxy's secret, too."""
    kept = key_in(ask(server.url, through_proxy("/sign-in", "m.alvarez")))
    body = ask(server.url, with_key(through_proxy("/method", "m.alvarez"), kept)).body
    token = re.search(r'"token":\s*"([^"]+)"', body)[1]  # type: ignore[index]

    def joined(user: str | None, sender: str = PROXY, secret: str | None = PROXYS_SECRET, key: str = kept) -> int:
        asked = with_key(through_proxy("/method/ws", user, sender, secret), key)
        headers = asked.headers | ({"X-Forwarded-For": None} if sender != PROXY else {})
        return ask(server.url, replace(asked, key=token, headers=headers)).status

    refused = {
        "no secret": joined("m.alvarez", secret=None),
        "a wrong secret": joined("m.alvarez", secret="wrong"),
        "most of the secret": joined("m.alvarez", secret=PROXYS_SECRET[:-1]),
        "the secret, and nobody": joined(None),
        "somebody else": joined("r.okafor"),
        "neither": joined(None, secret=None),
        "past the proxy": joined("m.alvarez", sender="127.0.0.1"),
        "past it, with the key alone": joined(None, sender="127.0.0.1", secret=None),
        "no cookie": joined("m.alvarez", key=""),
    }
    assert refused == dict.fromkeys(refused, 403)
    assert joined("m.alvarez") == 101


@pytest.mark.parametrize(
    ("sender", "user", "secret"),
    [
        ("127.0.0.1", "m.alvarez", PROXYS_SECRET),
        ("127.0.0.2", "m.alvarez", PROXYS_SECRET),
        (PROXY, "m.alvarez", None),
        (PROXY, "m.alvarez", "wrong"),
        (PROXY, "m.alvarez", PROXYS_SECRET[:-1]),
        (PROXY, None, PROXYS_SECRET),
        (PROXY, "", PROXYS_SECRET),
    ],
)
def test_nobody_elses_word_counts(server: Server, sender: str, user: str | None, secret: str | None):
    assert key_in(ask(server.url, through_proxy("/sign-in", user, sender, secret))) == ""


def test_a_way_that_is_switched_off_ends_what_it_let_in(server: Server, district: Database):
    assert led_to_the_door(server, with_key(HOME, key_of(district, "r.okafor", SignInWay.OIDC)))


def test_wrong_tries_are_counted_by_the_browser_behind_our_proxy(server: Server):
    def tried(behind: str) -> int:
        headers = {"X-Forwarded-For": f"1.2.3.4, {behind}", "Origin": server.url,
                   "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
        return ask(
            server.url, Asked("/sign-in", headers, PROXY, method="POST", body="name=m.alvarez&password=x")
        ).status

    assert [tried("10.0.0.1") for _ in range(6)] == [403] * 5 + [429]
    assert tried("10.0.0.2") == 403


def test_a_wrong_name_is_told_like_a_wrong_password_and_takes_as_long(server: Server):
    def told(name: str) -> str:
        return re.sub(rf'{re.escape(name)}|nonce="[^"]+"', "", sign_in(server, name, "wrong", "127.0.0.5").body)

    def seconds(name: str) -> float:
        begun = time.perf_counter()
        sign_in(server, name, "wrong", "127.0.0.6")
        return time.perf_counter() - begun

    assert told("r.okafor") == told("nobody.here")
    assert min(seconds("nobody.here") for _ in range(2)) > min(seconds("r.okafor") for _ in range(2)) / 4
