"""Somebody signs in on the door's page, works, and is out everywhere within seconds when that ends."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from models.actions.sign_in import new_link
from models.database import connect
from models.queries.sign_in import account_named
from models.tables import Person
from tests.browser.triage_page import follow_bar
from tests.serving import Server
from tests.signing_in import BY_PASSWORD, give_passwords, password_of
from tests.watching import Watch, visit, wait_until_settled

SOON = 5.0
"""Seconds within which nobody who is out sees anything new."""


@pytest.fixture(scope="module")
def server(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    url = sample_district()
    give_passwords(url, "r.okafor", "c.eriksen33")
    return served(url, **BY_PASSWORD, PARTNERSHIP_SIGN_IN__CONTACT="Family and Community Outreach, 555-0100")


def fill_in(page: Page, login: str, password: str) -> None:
    page.get_by_label("Name").fill(login)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_a_coordinator_signs_in_works_and_signs_out(page: Page, watch: Watch, server: Server):
    watch.expect("status of 403")
    watch.expect("status of 401")
    page.goto(f"{server.url}/triage?month=2026-03")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_text("555-0100")).to_be_visible()
    expect(page.get_by_label("Name")).to_be_focused()
    fill_in(page, "r.okafor", "not this one")
    expect(page.get_by_role("alert")).to_contain_text("Name or password is not right")
    expect(page.get_by_label("Name")).to_have_value("r.okafor")
    page.get_by_label("Password").fill(password_of("r.okafor"))
    page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_contain_text("March reports are in")
    expect(page.locator("header .who")).to_contain_text("Rosa Okafor")
    expect(page.locator("#identity")).to_have_count(0)
    for name, answer in (("Trends", "March"), ("Schools", ""), ("Notebooks", ""), ("Method", ""), ("Home", "review")):
        follow_bar(page, name)
        expect(page.locator("#answer")).to_contain_text(answer)
        expect(page.locator("header .who")).to_contain_text("Rosa Okafor")
    other = watch.context.new_page()
    visit(other, f"{server.url}/triage")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_have_text("You are signed out on this computer.")
    expect(other.get_by_role("alert")).to_contain_text("You are signed out.", timeout=SOON * 1_000)
    other.get_by_role("button", name="Sign in again").click()
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    assert "next=%2Ftriage" in other.url


def test_somebody_chooses_their_first_password_by_the_link_and_is_in(page: Page, server: Server):
    database = connect(server.database_url)
    with database.writing() as session:
        account = account_named(session, "h.ellison")
        assert account is not None
        key = new_link(session, account, at=datetime.now(UTC), lasts=timedelta(hours=1))
    database.close()
    page.goto(f"{server.url}/password?key={key}")
    page.get_by_label("Password").fill(password_of("h.ellison"))
    page.get_by_label("The same again").fill(password_of("h.ellison"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.url}/")
    expect(page.locator("header .who")).to_contain_text("Ellison")


def test_whose_account_is_closed_is_out_within_seconds(page: Page, watch: Watch, server: Server):
    watch.expect("status of 401")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server.url}/triage")
    fill_in(page, "c.eriksen33", password_of("c.eriksen33"))
    expect(page).to_have_url(f"{server.url}/our_school")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    expect(page.locator("canvas").first).to_be_visible()  # the charts follow what stands there at once
    wait_until_settled(page)
    database = connect(server.database_url)
    with database.writing() as session:
        session.execute(update(Person).where(Person.login == "c.eriksen33").values(is_active=False))
    database.close()
    begun = time.monotonic()
    expect(page.get_by_role("alert")).to_contain_text("You are signed out.", timeout=SOON * 1_000)
    assert time.monotonic() - begun < SOON
