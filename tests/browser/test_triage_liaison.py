"""A liaison sees the own school whole, and nothing that names another: on the page, over the wire, or in a file."""

import csv
import io
import re
import sqlite3

import pytest
from playwright.sync_api import Page, WebSocket, expect

from data.sample.make import STORIES
from tests.browser.triage_page import detail, names, open_triage
from tests.serving import Server

OWN, OTHER = "Fairbrook", STORIES["lost_liaison"]


@pytest.fixture(scope="module")
def others(office: Server) -> list[str]:
    """Names and numbers of all schools but Fairbrook."""
    connection = sqlite3.connect(office.database_url.removeprefix("sqlite:///"))
    rows = connection.execute("SELECT school_id, name FROM school WHERE name != ?", (OWN,)).fetchall()
    connection.close()
    return [text for row in rows for text in row]


@pytest.fixture
def frames(page: Page) -> list[str]:
    """Every text the page's websocket receives."""
    received: list[str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: received.append(frame if isinstance(frame, str) else ""))

    page.on("websocket", listen)
    return received


def named(said: str, others: list[str]) -> list[str]:
    # The choice of whom to look as names every liaison's school; it exists on the server's own machine only.
    said = re.sub(r'<select id="identity".*?</select>', "", said, flags=re.DOTALL)
    return [school for school in others if re.search(rf"(?<![\w-]){re.escape(school)}(?![\w-])", said)]


def test_a_liaison_sees_the_own_school_open_and_no_other(
    page: Page, office: Server, frames: list[str], others: list[str]
):
    open_triage(page, office, login="c.eriksen33")
    assert names(page) == [OWN]
    expect(detail(page).get_by_role("heading", name=OWN)).to_be_visible()
    expect(page.locator("#showing")).to_have_text("Showing 1 of 1 school")
    page.get_by_role("radio", name="Months").or_(page.get_by_text("Months", exact=True)).first.click()
    expect(page.locator("button.line")).to_have_count(1)
    assert frames
    assert named("\n".join([page.content(), *frames]), others) == []


def test_another_school_in_the_address_is_named_and_not_shown(page: Page, office: Server, frames: list[str]):
    open_triage(page, office, login="c.eriksen33", school=OTHER.school_id)
    expect(page.locator("#notice")).to_have_text(
        f"Not understood in the address, so left out: school={OTHER.school_id}. The rest holds."
    )
    expect(detail(page).get_by_role("heading", name=OWN)).to_be_visible()
    assert named("\n".join([page.content(), *frames]), [OTHER.name]) == []


def test_a_liaisons_file_holds_the_own_school_only(page: Page, office: Server, others: list[str]):
    open_triage(page, office, login="c.eriksen33")
    with page.expect_download() as download:
        page.get_by_text("CSV", exact=True).click()
    text = download.value.path().read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO("".join(line for line in text.splitlines(True) if line[0] != "#"))))
    assert [row["school"] for row in rows] == [OWN]
    assert named(text, others) == []


def test_a_liaison_is_offered_no_other_persons_filters(page: Page, office: Server):
    open_triage(page, office, login="c.eriksen33")
    for field in ("Cluster", "School level", "School", "Order in a group"):
        expect(page.get_by_label(field, exact=True)).to_have_count(0)
    expect(page.get_by_label("As of", exact=True)).to_be_visible()
