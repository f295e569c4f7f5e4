"""The triage page as a person sees it: its rows, groups and fields, for the stories that use it."""

from playwright.sync_api import Locator, Page, expect

from tests.serving import Server
from tests.watching import visit, wait_until_settled

LAKEVIEW = {
    "Extra support": ["Harlan Creek", "Otter Bend"],
    "Check in": ["Linden Hill", "Maple Fork"],
    "Not enough data yet": ["Pine Hollow"],
    "Steady": ["Bramble Hill", "Cedar Glen", "Fairbrook", "Northwater", "Quarry Road", "Willow Bend"],
}
GROUPS = """bodies => Object.fromEntries(bodies.filter(body => !body.hidden).map(body => [
    body.querySelector("tr.group th > span").textContent,
    [...body.querySelectorAll("tr.school-row button.name")].map(button => button.textContent)]))"""


def open_triage(page: Page, server: Server, login: str = "r.okafor", **words: str) -> None:
    """The page of a person, at an address of these words, drawn and idle."""
    query = "&".join(f"{name}={text}" for name, text in {"as": login, **words}.items())
    visit(page, f"{server.url}/triage?{query}")
    expect(page.locator(".schools, .picture").first).to_be_visible()  # components of our own draw after Bokeh is idle


def follow_bar(page: Page, name: str) -> None:
    """To another page by the bar; where it stands under More, that is opened before."""
    bar = page.get_by_role("navigation", name="Pages", exact=True)
    link = bar.get_by_role("link", name=name, exact=True)
    if not link.is_visible():
        bar.locator("summary").click()
    link.click()


def rows(page: Page) -> Locator:
    return page.locator("tr.school-row")


def row(page: Page, school: str) -> Locator:
    return rows(page).filter(has=page.get_by_role("button", name=school, exact=True))


def names(page: Page) -> list[str]:
    """The schools in the list, from top to bottom."""
    return page.locator("tr.school-row button.name").all_text_contents()


def groups(page: Page) -> dict[str, list[str]]:
    """Tier as it is called on screen -> its schools in order; empty groups are not on screen."""
    return page.locator(".schools tbody").evaluate_all(GROUPS)


def choose(page: Page, field: str, label: str) -> None:
    """Pick from a list and return when the page says so in its address and is idle."""
    before = page.url
    page.get_by_label(field, exact=True).select_option(label)
    page.wait_for_url(lambda address: address != before)
    wait_until_settled(page)


def says(page: Page, words: str) -> None:
    """The count beside the filters says so, and the page is idle: every other part is as new as the count."""
    expect(page.locator("#showing")).to_have_text(words)
    wait_until_settled(page)


def detail(page: Page) -> Locator:
    return page.locator("#detail")


def open_school(page: Page, school: str) -> None:
    page.get_by_role("button", name=school, exact=True).click()
    expect(detail(page).get_by_role("heading", name=school, exact=True)).to_be_visible()
    wait_until_settled(page)
