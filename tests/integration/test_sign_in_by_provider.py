"""Signing in by the district's own accounts: a real provider's process on this machine, and what must not work."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from sqlalchemy import select

from models.database import connect
from models.queries.sign_in import hash_of
from models.tables import Credential, SignIn
from tests.postgres import free_port
from tests.serving import Server
from tests.socket_client import until

ACCOUNTS = {
    "1": {"email": "M.Alvarez@example.org", "email_verified": True},
    "2": {"email": "m.alvarez@example.org", "email_verified": True},
    "3": {"email": "r.okafor@example.org", "email_verified": False},
    "4": {"email": "r.okafor@example.org"},
    "5": {"email": "stranger@elsewhere.example", "email_verified": True},
    "6": {},
}
"""By the provider's number: what it says of each. 2 is somebody who was given the director's old address."""


@dataclass(frozen=True)
class Provider:
    url: str
    process: subprocess.Popen[bytes]


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    port = free_port()
    claims = [f"--user-claims={json.dumps({'sub': sub} | said)}" for sub, said in ACCOUNTS.items()]
    program = Path(sys.executable).with_name("oidc-provider-mock")
    with (tmp_path_factory.mktemp("provider") / "log").open("w") as log:
        process = subprocess.Popen([program, "-p", str(port), *claims], stdout=log, stderr=log)
    url = f"http://localhost:{port}"
    until(lambda: answers(url))
    yield Provider(url, process)
    process.kill()
    process.wait()


def answers(url: str) -> bool:
    try:
        return requests.get(url + "/.well-known/openid-configuration", timeout=5).ok
    except requests.ConnectionError:
        return False


@pytest.fixture(scope="module")
def server(
    provider: Provider,
    served: Callable[..., Server],
    sample_district: Callable[[], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Server:
    secret = tmp_path_factory.mktemp("secrets") / "client"
    secret.write_text("what the provider gave us\n")
    return served(
        sample_district(),
        PARTNERSHIP_SIGN_IN__WAYS='["oidc"]',
        PARTNERSHIP_SIGN_IN__OIDC__ISSUER=provider.url,
        PARTNERSHIP_SIGN_IN__OIDC__CLIENT_ID="partnership",
        PARTNERSHIP_SIGN_IN__OIDC__CLIENT_SECRET_FILE=str(secret),
        PARTNERSHIP_SIGN_IN__OIDC__NAME="Alder Valley",
    )


def leave(server: Server, browser: requests.Session, next_page: str = "") -> str:
    """Press the button at the door; the address at the provider."""
    asked = browser.get(f"{server.url}/sign-in/provider", params={"next": next_page}, allow_redirects=False, timeout=20)
    assert asked.status_code == 303, asked.text
    return asked.headers["Location"]


def confirmed(address: str, sub: str, server: Server) -> str:
    """Say at the provider who one is; the address it sends one back to, under the port the server has here."""
    back = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=20).headers["Location"]
    return server.url + back[back.index("/sign-in/back") :]


def came_back(browser: requests.Session, address: str) -> requests.Response:
    return browser.get(address, allow_redirects=False, timeout=20)


def sign_in(server: Server, sub: str, next_page: str = "") -> tuple[requests.Session, requests.Response]:
    browser = requests.Session()
    return browser, came_back(browser, confirmed(leave(server, browser, next_page), sub, server))


def test_an_account_of_the_district_lets_in_whom_the_office_knows(server: Server):
    browser, back = sign_in(server, "1", "/method?month=2026-03")
    assert (back.status_code, back.headers["Location"]) == (303, "/method?month=2026-03")
    page = browser.get(f"{server.url}/method", timeout=20)
    assert "Maria Alvarez" in page.text
    database = connect(server.database_url)
    with database.reading() as session:
        assert (
            session.scalar(select(SignIn.way).where(SignIn.key_hash == hash_of(browser.cookies["partnership"])))
            == "oidc"
        )
        assert session.scalars(select(Credential.subject).where(Credential.subject.is_not(None))).all() == ["1"]
    database.close()
    _, back = sign_in(server, "1")
    assert back.headers["Location"] == "/"
    other, refused = sign_in(server, "2")
    assert (refused.status_code, "have no access yet" in refused.text, len(other.cookies)) == (403, True, 0)


@pytest.mark.parametrize("sub", ["3", "4", "5", "6"])
def test_who_is_not_known_by_a_confirmed_address_is_told_whom_to_ask(sub: str, server: Server):
    browser, refused = sign_in(server, sub, "/triage")
    assert (refused.status_code, "have no access yet" in refused.text, len(browser.cookies)) == (403, True, 0)
    assert ("stranger@elsewhere.example" in refused.text) is (sub == "5")


def test_the_way_there_says_nothing_that_could_be_used_by_another(server: Server):
    asked = parse_qs(urlsplit(leave(server, requests.Session(), "/triage?cluster=Lakeview")).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert asked["scope"] == ["openid email profile"]
    assert {len(asked[name][0]) for name in ("state", "nonce", "code_challenge")} == {43}
    assert "Lakeview" not in str(asked)
    assert asked["redirect_uri"] == [f"{server.url}/sign-in/back"]
    for said in ({"Host": "evil.test"}, {"X-Forwarded-Host": "evil.test"}):
        answer = requests.get(f"{server.url}/sign-in/provider", headers=said, allow_redirects=False, timeout=20)
        assert "evil.test" not in answer.headers.get("Location", "")


def test_only_the_browser_that_left_can_come_back_and_once(server: Server):
    mine, another = requests.Session(), requests.Session()
    back = confirmed(leave(server, mine), "1", server)
    leave(server, another)
    for browser in (requests.Session(), another):
        assert came_back(browser, back).status_code == 403
        assert "partnership" not in browser.cookies
    changed = back.replace("state=", "state=x")
    assert came_back(mine, changed).status_code == 403
    mine = requests.Session()
    back = confirmed(leave(server, mine), "1", server)
    kept = dict(mine.cookies)
    assert came_back(mine, back).status_code == 303
    replayed = requests.Session()
    replayed.cookies.update(kept)
    assert came_back(replayed, back).status_code == 403
    assert "partnership" not in replayed.cookies


def test_who_declines_or_has_no_code_is_not_signed_in(server: Server):
    browser = requests.Session()
    state = parse_qs(urlsplit(leave(server, browser)).query)["state"][0]
    refused = came_back(browser, f"{server.url}/sign-in/back?error=access_denied&state={state}")
    assert (refused.status_code, "You were not signed in" in refused.text) == (403, True)
    browser = requests.Session()
    state = parse_qs(urlsplit(leave(server, browser)).query)["state"][0]
    refused = came_back(browser, f"{server.url}/sign-in/back?code=made-up&state={state}")
    assert (refused.status_code, "did not confirm who you are" in refused.text) == (403, True)
    assert "made-up" not in refused.text


def test_a_provider_that_does_not_answer_is_said_to_be_so(server: Server, provider: Provider):
    browser = requests.Session()
    back = confirmed(leave(server, browser), "1", server)
    provider.process.kill()
    provider.process.wait()
    refused = came_back(browser, back)
    assert (refused.status_code, "do not answer now" in refused.text) == (403, True)
    assert "Traceback" not in server.said()
