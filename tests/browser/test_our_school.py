"""A liaison begins on the own school's page: what is due, what came back, how it compares, and no other school."""

import re
import sqlite3
from itertools import pairwise

import pytest
from playwright.sync_api import Page, WebSocket, expect

from data.sample.make import STORIES
from tests.browser.test_first_picture import SHIFTS, bokeh_held_back
from tests.named_schools import named_in
from tests.serving import Server
from tests.watching import visit, wait_until_settled

OWN, OTHER = "Fairbrook", STORIES["lost_liaison"]
LIAISON, WITH_MOST_TO_MEND = "c.eriksen33", "k.pruitt36"
MARCH_LIST, A_PAST_LIST = "month=2026-03", "month=2026-02"
HEADINGS = """() => {
    const found = []
    const read = root => {
        for (const node of root.querySelectorAll("*")) {
            if (/^H[1-6]$/.test(node.tagName) && node.checkVisibility()) found.push(Number(node.tagName[1]))
            if (node.shadowRoot) read(node.shadowRoot)
        }
    }
    read(document.querySelector("main"))
    return found
}"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WATCH_THE_PAGE = """
    window.changed = []
    new MutationObserver(seen => window.changed.push(...seen.map(one => `${one.type} ${one.target.nodeName}`)))
        .observe(document.getElementById("first").shadowRoot,
                 {subtree: true, childList: true, characterData: true, attributes: true})
"""


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


def open_own(page: Page, server: Server, login: str = LIAISON, query: str = "") -> None:
    visit(page, f"{server.url}/our_school?as={login}" + (f"&{query}" if query else ""))
    expect(page.locator(".own")).to_be_visible()
    expect(page.get_by_role("button", name="Table of Families")).to_be_visible()
    wait_until_settled(page)


def chosen(page: Page, label: str, option: str) -> None:
    before = page.url
    page.get_by_label(label, exact=True).select_option(option)
    page.wait_for_url(lambda address: address != before)
    wait_until_settled(page)


def card(page: Page, title: str):
    return page.locator("section.card").filter(has=page.get_by_role("heading", level=2, name=title))


def test_a_liaison_sees_the_own_school_whole_and_no_other(
    page: Page, office: Server, frames: list[str], others: list[str]
):
    open_own(page, office, query=A_PAST_LIST)
    expect(page.locator("#answer")).to_have_text(
        "All is well: every report that was due is in. Your March report is due on 5 April, in 26 days."
    )
    expect(page.get_by_role("navigation", name="Pages", exact=True).get_by_role("link")).to_have_text(
        ["Our school", "Report", "Plan", "Full record", "Practices", "Method"]
    )
    expect(card(page, "Your year 2025-26").get_by_role("listitem")).to_have_count(10)
    expect(card(page, "How your school compares").get_by_role("table")).to_be_visible()
    expect(card(page, "Your coordinator")).to_contain_text("Rosa Okafor")
    expect(card(page, "Your coordinator")).to_contain_text("Fairbrook, number 4-012, February 2026")
    expect(page.get_by_role("heading", name="Month by month")).to_be_visible()
    chosen(page, "As of", "10 February 2026")
    expect(page.locator("#answer")).to_contain_text("Your February report is due on 5 March, in 23 days.")
    chosen(page, "School year", "2024-25")
    expect(card(page, "Your year 2024-25")).to_be_visible()
    expect(page).to_have_url(re.compile("month=2025-05"))
    page.go_back()
    expect(card(page, "Your year 2025-26")).to_be_visible()
    assert frames
    assert named_in("\n".join([page.content(), *frames]), others) == []


def test_report_and_practices_name_no_other_school_to_a_liaison(
    page: Page, office: Server, frames: list[str], others: list[str]
):
    for address, whole in (
        ("report", "li.row"),
        ("practices", ".cards .card"),
        ("plan", ".plan button.step"),
        ("school", ".school-page"),
    ):
        visit(page, f"{office.url}/{address}?as={LIAISON}")
        expect(page.locator(whole).first).to_be_visible()
        wait_until_settled(page)
        said = "\n".join([page.content(), *frames])
        assert (address, named_in(said, others), len(said) > 10_000) == (address, [], True)


def test_old_links_and_the_bare_address_lead_a_liaison_to_the_own_page(page: Page, office: Server, frames: list[str]):
    visit(page, f"{office.url}/triage?as={LIAISON}&school={OTHER.school_id}&view=months&cluster=all")
    expect(page).to_have_url(re.compile(r"/our_school\?as=c\.eriksen33$"))
    expect(page.locator("#notice")).to_have_text(
        f"Not understood in the address, so left out: school={OTHER.school_id}. The rest holds."
    )
    assert named_in("\n".join([page.content(), *frames]), [OTHER.name]) == []
    visit(page, f"{office.url}/?as={LIAISON}")
    expect(page).to_have_url(re.compile("/our_school"))
    visit(page, f"{office.url}/our_school?as=r.okafor&school=4-012")
    expect(page).to_have_url(re.compile(r"/school\?"))
    expect(page.get_by_role("heading", level=1)).to_have_text(OWN)


def test_what_is_to_be_mended_opens_with_the_rows_behind_each_figure(page: Page, office: Server):
    open_own(page, office, WITH_MOST_TO_MEND, MARCH_LIST)
    to_mend = page.locator("section.card").filter(has_text="Family reading night, 6 Mar: 480 families")
    expect(to_mend).to_contain_text("the school has 214 pupils")
    reasons = card(page, "How your school compares").locator(".group").first
    reasons.get_by_role("button").first.click()
    expect(reasons.get_by_role("table").first).to_be_visible()
    levels = page.evaluate(HEADINGS)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    for width, height in ((1024, 768), (720, 450), (390, 844), (320, 700)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(TOO_WIDE) <= 0, width
    page.set_viewport_size({"width": 1200, "height": 900})
    reasons.get_by_role("button").first.click()
    paper = page.pdf(format="Letter")
    assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", paper)) <= 2


def test_a_liaison_sees_that_a_decision_holds_and_until_when_but_not_why(page: Page, office: Server):
    open_own(page, office, "u.rossi54", MARCH_LIST)
    compares = card(page, "How your school compares")
    expect(compares).to_contain_text("On Check in until 15 May 2026: Coordinator's judgement.")
    expect(page.locator("body")).not_to_contain_text("Team lost two members")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_page_is_read_before_bokeh_and_taken_over_as_it_stands(page: Page, office: Server, width: int, height: int):
    page.add_init_script(SHIFTS)
    page.set_viewport_size({"width": width, "height": height})
    with bokeh_held_back(page):
        page.goto(f"{office.url}/our_school?as={LIAISON}", wait_until="commit")
        expect(page.locator("#first")).to_have_attribute("data-early", "drawn")
        expect(card(page, "Your coordinator")).to_contain_text("Rosa Okafor")
        page.evaluate(WATCH_THE_PAGE)
        assert page.evaluate("typeof window.Bokeh") == "undefined"
    expect(page.locator("#first")).to_have_attribute("data-taken", re.compile("."))
    expect(page.get_by_role("button", name="Table of Families")).to_be_visible()
    assert page.evaluate("window.changed") == []
    assert sum(shift[0] for shift in page.evaluate("window.shifts")) < 0.003
