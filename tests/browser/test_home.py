"""Home: the first call in two clicks, the tiles of the trends, a phone, and what is chosen goes along everywhere."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import Locator, Page, expect

from models.database import connect
from tests.browser.triage_page import choose, follow_bar, open_triage
from tests.factories import district_rows, make_district
from tests.serving import Server
from tests.watching import visit, wait_until_settled

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def card(page: Page, title: str) -> Locator:
    return page.locator("section.card").filter(has=page.get_by_role("heading", level=2, name=title))


def go(page: Page, name: str) -> None:
    """To another page by the bar."""
    follow_bar(page, name)
    page.wait_for_url(re.compile(f"/{name.lower()}"))
    wait_until_settled(page)


def chosen(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlparse(page.url).query)


def test_a_coordinator_comes_from_home_to_the_first_call_in_two_clicks(page: Page, office: Server):
    visit(page, f"{office.url}/?as=r.okafor")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "5 reports wait for your review, the oldest for 6 days. 1 next step was due on 10 April."
    )
    expect(page).to_have_title("Home: Family Partnership")
    expect(card(page, "To review").get_by_role("row")).to_have_count(7)
    expect(card(page, "My schools by need")).to_contain_text("6 steady")
    expect(card(page, "Since you were last here")).to_contain_text("This is your first visit.")
    first = card(page, "Next steps due").get_by_role("listitem").first
    expect(first).to_contain_text("Call: nothing since October")
    first.get_by_role("link").click()
    page.wait_for_url(re.compile("/school.*school="))
    wait_until_settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Pine Hollow")
    expect(page.locator("a[href^='tel:']").first).to_be_visible()
    page.go_back()
    wait_until_settled(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("5 reports wait for your review")


def test_a_directors_tiles_are_those_of_the_trends_and_lead_there(page: Page, office: Server):
    visit(page, f"{office.url}/home?as=m.alvarez")
    tiles = page.get_by_role("group", name="Headline figures").locator("a.tile")
    expect(tiles).to_have_count(6)
    at_home, sentence = tiles.locator(".value").all_text_contents(), page.locator("#answer").inner_text()
    expect(card(page, "Clusters").get_by_role("row")).to_have_count(11)
    expect(card(page, "What stands out this month")).to_contain_text("Stonebridge is below")
    tiles.nth(1).click()
    page.wait_for_url(re.compile("/trends.*figure=activities"))
    wait_until_settled(page)
    there = page.get_by_role("group", name="Headline figures").locator("button.tile .value")
    assert there.all_text_contents() == at_home
    go(page, "Home")
    expect(page.locator("#answer")).to_have_text(sentence)


def test_what_is_chosen_goes_along_from_page_to_page_and_a_school_is_found_on_each(page: Page, office: Server):
    open_triage(page, office, "m.alvarez", month="2026-02", sort="-contact")
    choose(page, "School level", "Middle")
    wanted = chosen(page)
    assert wanted == {"as": ["m.alvarez"], "month": ["2026-02"], "cluster": ["all"], "level": ["middle"],
                      "sort": ["-contact"]}  # fmt: skip
    for name in ("Method", "Trends", "Triage"):
        go(page, name)
        assert chosen(page) == wanted, name
    more = page.locator(".more-pages")
    more.locator("summary").press("Enter")
    expect(more.get_by_role("link", name="Method", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(more.get_by_role("link")).to_have_count(0)
    expect(more.locator("summary")).to_be_focused()
    go(page, "Home")
    expect(page).to_have_url(re.compile(r"/home\?as=m\.alvarez&month=2026-02&level=middle&sort=-contact$"))
    expect(page.locator("#answer")).to_contain_text("in March")  # the latest list, whatever is chosen elsewhere
    page.keyboard.press("/")
    page.keyboard.type("harlan")
    expect(page.locator("#hits").get_by_role("option", name="Harlan Creek")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/school.*school="))
    wait_until_settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Harlan Creek")
    assert chosen(page) | {"cluster": ["all"]} == wanted | {"school": chosen(page)["school"]}


def test_on_a_phone_nothing_is_wider_and_an_empty_district_says_what_to_do(
    page: Page, office: Server, served: Callable[..., Server], sqlite_url: str
):
    page.set_viewport_size({"width": 390, "height": 844})
    for login in ("r.okafor", "m.alvarez", "d.petrov"):
        visit(page, f"{office.url}/home?as={login}")
        expect(page.locator("section.card").first).to_be_visible()
        assert page.evaluate(TOO_WIDE) <= 0, login
    page.get_by_role("button", name="Compare now").click()
    expect(page.locator("#room")).to_have_text("The kept totals are what the reports give.")
    expect(card(page, "Stored of this district").get_by_role("link", name="People")).to_have_attribute(
        "href", "people?as=d.petrov"
    )
    database = connect(sqlite_url)
    make_district(database, district_rows(schools=0, months=()))
    database.close()
    visit(page, f"{served(sqlite_url).url}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There are no schools yet.")
    expect(page.get_by_role("main")).to_contain_text("partnership sample")
