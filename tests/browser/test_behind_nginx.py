"""
People come from elsewhere: a browser on another address, nginx with TLS and the guide's site in front of two processes,
pages under a path. Each way to sign in opens every page, and whoever is closed is out within seconds.
"""

import json
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import update

from models.database import connect
from models.tables import Person
from tests.browser.triage_page import follow_bar
from tests.nginx import ADDRESS, Nginx
from tests.postgres import free_port
from tests.serving import Server
from tests.signing_in import give_passwords, password_of
from tests.watching import Watch, visit, wait_until_settled

SOON = 5.0
"""Seconds within which nobody who is out sees anything new."""
PREFIX = "/partnership"
OF_THE_OFFICE = {"home", "triage", "trends", "school", "notebook", "method"}
UNDER_A_PATH = {f"# location {place} {{": f"location {place} {{" for place in ("= /", "= /partnership")}


@dataclass(frozen=True)
class Intranet:
    """`url` is where people come in; at `told_url` nginx itself says that the administrator is there."""

    url: str
    told_url: str
    nginx: Nginx
    servers: tuple[Server, Server]


def secret_file(path: Path) -> Path:
    path.write_text(secrets.token_urlsafe(48))
    path.chmod(0o600)
    return path


@contextmanager
def provider(folder: Path, port: int, claims: str) -> Iterator[None]:
    """Runs the one that says who somebody is, with the claims as JSON, until the `with` ends."""
    line = [Path(sys.executable).with_name("oidc-provider-mock"), "-p", str(port), f"--user-claims={claims}"]
    with (folder / "provider.log").open("w") as log, subprocess.Popen(line, stdout=log, stderr=log) as running:
        try:
            yield
        finally:
            running.kill()


@pytest.fixture(scope="module")
def intranet(
    served: Callable[..., Server], sample_district: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Intranet]:
    folder = tmp_path_factory.mktemp("intranet")
    proxys_secret = secret_file(folder / "proxy_secret")
    port, told_port, provider_port = free_port(), free_port(), free_port()
    claims = json.dumps({"sub": "42", "email": "r.okafor@example.org", "email_verified": True})
    database_url = sample_district()
    give_passwords(database_url, "m.alvarez", "c.eriksen33")
    settings = {
        "PREFIX": PREFIX,
        "ORIGINS": json.dumps([f"https://{ADDRESS}:{port}", f"https://{ADDRESS}:{told_port}"]),
        "SECRET_FILE": str(secret_file(folder / "session_secret")),
        "SIGN_IN__WAYS": '["password", "oidc", "proxy"]',
        "SIGN_IN__OIDC__ISSUER": f"http://localhost:{provider_port}",
        "SIGN_IN__OIDC__CLIENT_ID": "partnership",
        "SIGN_IN__OIDC__CLIENT_SECRET_FILE": str(secret_file(folder / "oidc_secret")),
        "SIGN_IN__PROXY__ADDRESSES": '["127.0.0.1"]',
        "SIGN_IN__PROXY__SECRET_FILE": str(proxys_secret),
    }
    environment = {f"PARTNERSHIP_{name}": value for name, value in settings.items()}
    two = served(database_url, **environment), served(database_url, **environment)
    ports = [int(server.url.rpartition(":")[2]) for server in two]
    told = {
        'X-Remote-User "";': 'X-Remote-User "d.petrov";',
        'X-Partnership-Secret "";': f'X-Partnership-Secret "{proxys_secret.read_text()}";',
    }
    with (
        provider(folder, provider_port, claims),
        Nginx(folder / "nginx", ports, UNDER_A_PATH, port=port) as nginx,
        Nginx(folder / "telling", ports, UNDER_A_PATH | told, port=told_port) as telling,
    ):
        yield Intranet(nginx.url, telling.url, nginx, two)


@pytest.fixture
def outside(browser: Browser, intranet: Intranet) -> Iterator[Watch]:
    """The watch over a visitor from elsewhere, whose browser takes our certificate."""
    context: BrowserContext = browser.new_context(ignore_https_errors=True, locale="en-US")
    watch = Watch(context, list(intranet.servers))
    yield watch
    context.close()
    assert watch.problems() == []


def fill_in(page: Page, login: str) -> None:
    page.get_by_label("Name").fill(login)
    page.get_by_label("Password").fill(password_of(login))
    page.keyboard.press("Enter")


def look_at_every_page(page: Page, url: str, name: str, *, draws: bool) -> None:
    """draws: each page is drawn; else they are only asked for, as what they draw does not know how somebody came in."""
    links = page.locator("nav.pages a")
    named = list(dict.fromkeys(str(link.get_attribute("data-page")) for link in links.all()))
    assert set(named) >= OF_THE_OFFICE
    for one in named:
        address = re.compile(f"^{re.escape(url + PREFIX)}/{one}([?]|$)")
        if draws:
            visit(page, f"{url}{PREFIX}/{one}")
            expect(page).to_have_url(address)
            expect(page.get_by_role("heading", level=1)).to_have_count(1)
            expect(page.locator("header .who")).to_contain_text(name)
        else:
            answer = page.context.request.get(f"{url}{PREFIX}/{one}")
            assert (answer.status, bool(address.match(answer.url))) == (200, True), (one, answer.url)
            assert name in answer.text(), one
    follow_bar(page, "Triage")
    wait_until_settled(page)
    page.get_by_label("Cluster").select_option("Lakeview")
    expect(page).to_have_url(re.compile("cluster=Lakeview"))


@pytest.mark.parametrize("way", ["password", "oidc", "proxy"])
def test_somebody_signs_in_from_elsewhere_works_on_every_page_and_signs_out(
    way: str, outside: Watch, intranet: Intranet
):
    url = intranet.told_url if way == "proxy" else intranet.url
    page = outside.context.new_page()
    page.goto(f"{url}/")
    if way == "password":
        fill_in(page, "m.alvarez")
    elif way == "oidc":
        outside.expect(r"pico\.min\.css")  # the provider's own page asks for it
        page.get_by_role("link", name="Sign in with my district account").click()
        page.locator("input[name=sub]").fill("42")
        page.locator("button").first.click()
    name = {"password": "Maria Alvarez", "oidc": "Rosa Okafor", "proxy": "Dana Petrov"}[way]
    expect(page).to_have_url(f"{url}{PREFIX}/")
    look_at_every_page(page, url, name, draws=way == "password")
    (cookie,) = [one for one in outside.context.cookies() if "Host-partnership" in one["name"] and one["value"]]
    assert (cookie["name"], cookie["secure"], cookie["httpOnly"]) == ("__Host-partnership", True, True)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_have_text("You are signed out on this computer.")
    if way != "proxy":
        page.goto(f"{url}{PREFIX}/trends")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_who_is_closed_in_the_middle_is_out_within_seconds_and_nobody_says_who_they_are(
    outside: Watch, intranet: Intranet
):
    outside.expect("status of 401")
    outside.expect("not connected so cannot send")  # whatever their page was about to say
    secret = (intranet.nginx.folder.parent / "proxy_secret").read_text()
    forged = {"X-Remote-User": "m.alvarez", "X-Partnership-Secret": secret}
    answer = outside.context.request.get(f"{intranet.url}{PREFIX}/triage", headers=forged)
    assert "Sign in" in answer.text()
    page = outside.context.new_page()
    page.goto(f"{intranet.url}{PREFIX}")
    fill_in(page, "c.eriksen33")
    expect(page).to_have_url(f"{intranet.url}{PREFIX}/our_school")
    wait_until_settled(page)
    database = connect(intranet.servers[0].database_url)
    with database.writing() as session:
        session.execute(update(Person).where(Person.login == "c.eriksen33").values(is_active=False))
    database.close()
    begun = time.monotonic()
    expect(page.get_by_role("alert")).to_contain_text("You are signed out.", timeout=SOON * 1_000)
    assert time.monotonic() - begun < SOON
