"""Eighteen kinds of script in every text column: none runs, whether the browser keeps our policy or knows of none."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.hostile_text import PAYLOADS, plant
from tests.serving import Server
from tests.watching import LOCAL, wait_until_settled

HITS = "() => [window, ...Array.from(window.frames)].map(frame => { try { return frame.hit } catch { return null } })"
PAGES = (
    "home", "triage?view=list", "triage?view=months", "triage?school=4-017", "trends", "school?school=4-017", "method",
)  # fmt: skip
ADDRESSES = (*(f"{one}{'&' if '?' in one else '?'}as=m.alvarez" for one in PAGES), "our_school?as=q.serrano35")
WITH_POLICY = 3
"""Pages that are opened with the policy too: where nothing runs without it, it has nothing left to stop."""
PRESSED = "main button:visible, aside button:visible, main summary:visible"
MOST_PRESSED = 12


@pytest.fixture(scope="module")
def server(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    url = sample_district()
    assert len(plant(url, "", " ".join(PAYLOADS))) > 60
    return served(url)


def touch(page: Page) -> None:
    """Move over, focus and press what there is: a script may wait for that."""
    for place in range(100, 900, 160):
        page.mouse.move(place + 300, place)
    for button in page.locator(PRESSED).all()[:MOST_PRESSED]:
        button.dispatch_event("mouseover")
        button.dispatch_event("click")
    for _ in range(12):
        page.keyboard.press("Tab")


@pytest.mark.parametrize("keeps_policy", [True, False], ids=["with the policy", "without any policy"])
def test_no_payload_runs_on_any_page(keeps_policy: bool, browser: Browser, server: Server):
    context = browser.new_context(bypass_csp=not keeps_policy, viewport={"width": 1440, "height": 900})
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("dialog", lambda dialog: pytest.fail(f"a script opened a dialog: {dialog.message}"))
    page = context.new_page()
    hit = []
    for address in ADDRESSES[:WITH_POLICY] if keeps_policy else ADDRESSES:
        page.goto(f"{server.url}/{address}")
        wait_until_settled(page)
        touch(page)
        hit += [(address, one) for one in page.evaluate(HITS) if one]
    page.evaluate("payload => { document.querySelector('main').innerHTML = payload }", PAYLOADS[0])
    page.wait_for_function("document.querySelector('main img').complete")
    ran = page.evaluate(HITS)[0]
    context.close()
    assert ran == (None if keeps_policy else "img"), "what is looked for would be seen, and the policy would stop it"
    assert hit == []
    assert [url for url in asked if not LOCAL.match(url)] == []
