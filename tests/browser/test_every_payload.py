"""Eighteen kinds of script in every text column: none runs, whether the browser keeps our policy or knows of none."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.hostile_text import PAYLOADS, plant
from tests.serving import Server
from tests.watching import LOCAL, wait_until_settled

HITS = "() => [window, ...Array.from(window.frames)].map(frame => { try { return frame.hit } catch { return null } })"
SCHOOL = "triage?as=m.alvarez&school=4-017"
PAGES = (
    "home?as=m.alvarez", "triage?as=m.alvarez&view=list", "triage?as=m.alvarez&view=months", SCHOOL,
    "trends?as=m.alvarez", "school?as=m.alvarez&school=4-017", "method?as=m.alvarez", "our_school?as=q.serrano35",
    "report?as=q.serrano35", "review?as=m.alvarez", "support?as=r.okafor", "meeting?as=m.alvarez",
    "practices?as=m.alvarez&practice=32", "plan?as=m.alvarez", "training?as=m.alvarez",
    "reminders?as=m.alvarez", "import?as=m.alvarez", "audit?as=d.petrov",
)  # fmt: skip
PRESSED = "main button:not([data-key=end]):visible, aside button:visible, main summary:visible"
"""The end of a meeting leads away from the page that is looked at."""
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
    for button in page.locator(PRESSED).element_handles()[:MOST_PRESSED]:  # one may take away the next
        button.dispatch_event("mouseover")
        button.dispatch_event("click")
    for _ in range(12):
        page.keyboard.press("Tab")


# A script that runs under the policy runs without it as well: so every page is opened without, and with it the two
# that show the most texts, to see that the policy is there.
@pytest.mark.parametrize(
    ("keeps_policy", "pages"),
    [(True, (SCHOOL, "method?as=m.alvarez")), (False, PAGES)],
    ids=["with the policy", "without any policy"],
)
def test_no_payload_runs_on_any_page(keeps_policy: bool, pages: tuple[str, ...], browser: Browser, server: Server):
    context = browser.new_context(bypass_csp=not keeps_policy, viewport={"width": 1440, "height": 900})
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("dialog", lambda dialog: pytest.fail(f"a script opened a dialog: {dialog.message}"))
    page = context.new_page()
    hit = []
    for address in pages:
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
