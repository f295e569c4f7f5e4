"""Under a path of its own, as behind a web server that has other pages too, everything works as at the top."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.serving import Server
from tests.watching import visit, wait_until_settled


def test_two_pages_their_assets_and_sockets_stand_under_the_prefix(
    page: Page, served: Callable[..., Server], sample_district: Callable[[], str]
):
    server = served(sample_district(), PARTNERSHIP_PREFIX="/partnership")
    under = f"{server.url}/partnership"
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    visit(page, under)
    expect(page).to_have_url(f"{under}/")
    page.get_by_role("navigation", name="Pages", exact=True).get_by_role("link", name="Triage").click()
    wait_until_settled(page)
    expect(page).to_have_url(re.compile(f"^{under}/triage"))
    page.get_by_role("combobox", name="Find a school").fill("map")
    expect(page.get_by_role("option").first).to_be_visible()
    page.get_by_role("combobox", name="Find a school").press("Enter")
    expect(page.locator("#detail-name")).not_to_be_empty()
    page.goto(f"{under}/our_school")
    expect(page).to_have_url(re.compile(f"^{under}/school"))
    wait_until_settled(page)
    ours = [address for address in asked if not address.startswith(("data:", "blob:"))]
    assert [address for address in ours if "/partnership" not in address] == []
    assert any(address.startswith("ws") for address in ours)
