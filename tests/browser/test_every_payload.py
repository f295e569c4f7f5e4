"""Eighteen kinds of script in every text column: none runs, whether the browser keeps our policy or knows of none."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from models.tables import Base
from tests.hostile_rows import fill
from tests.hostile_text import ALSO_PLANTED, KEPT, PAYLOADS, plant, texts_of
from tests.serving import Server
from tests.signing_in import PROXYS_SECRET
from tests.watching import LOCAL, wait_until_settled

HITS = "() => [window, ...Array.from(window.frames)].map(frame => { try { return frame.hit } catch { return null } })"
SCHOOL = "triage?as=m.alvarez&school=4-017"
PAGES = (
    "home?as=m.alvarez", "triage?as=m.alvarez&view=list", "triage?as=m.alvarez&view=months", SCHOOL,
    "trends?as=m.alvarez", "school?as=m.alvarez&school=4-017", "method?as=m.alvarez", "our_school?as=q.serrano35",
    "report?as=q.serrano35", "report?as=c.eriksen33&month=2026-04",
    "review?as=m.alvarez", "support?as=r.okafor", "meeting?as=m.alvarez",
    "practices?as=m.alvarez&practice=32", "plan?as=m.alvarez", "training?as=m.alvarez",
    "reminders?as=m.alvarez", "import?as=m.alvarez", "audit?as=d.petrov",
    "people?as=d.petrov", "status?as=d.petrov", "notebook?as=m.alvarez&open=triage",
)  # fmt: skip
READ = "window.hit='img'"
"""What people read of the first payload where it stands as text."""
RAN = "() => !document.body.innerText.includes('Being worked out')"
"""The cells of a notebook."""
PRESSED = "main button:not([data-key=end]):visible, aside button:visible, main summary:visible"
"""The end of a meeting leads away from the page that is looked at."""
MOST_PRESSED = 12


@pytest.fixture(scope="module")
def planted(sample_district: Callable[[], str]) -> str:
    """The database: every column of text holds the payloads in a row at least, but for the words that are looked up."""
    url = sample_district()
    fill(url)
    rows = plant(url, "", " ".join(PAYLOADS))
    columns = {f"{table.name}.{column}" for table in Base.metadata.sorted_tables for column in texts_of(table)}
    kept = {name for name in columns - set(ALSO_PLANTED) if name.partition(".")[2] in KEPT}
    assert {name for name in columns - kept if not rows.get(name)} == set(), "no row of it holds the payloads"
    assert (len(columns - kept), len(kept)) == (175, 18)
    return url


@pytest.fixture(scope="module")
def server(served: Callable[..., Server], planted: str) -> Server:
    return served(planted)


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
        page.wait_for_function(RAN)
        touch(page)
        expect(page.get_by_text(READ).first, f"{address} shows none").to_be_attached()
        hit += [(address, one) for one in page.evaluate(HITS) if one]
    page.evaluate("payload => { document.querySelector('main').innerHTML = payload }", PAYLOADS[0])
    page.wait_for_function("document.querySelector('main img').complete")
    ran = page.evaluate(HITS)[0]
    context.close()
    assert ran == (None if keeps_policy else "img"), "what is looked for would be seen, and the policy would stop it"
    assert hit == []
    assert [url for url in asked if not LOCAL.match(url)] == []


def test_no_payload_runs_at_the_door(browser: Browser, served: Callable[..., Server], planted: str, tmp_path: Path):
    """What an administrator wrote in the settings, and what a stranger writes, without any policy."""
    secret, text = tmp_path / "secret", " ".join(PAYLOADS)
    secret.write_text(PROXYS_SECRET)
    door = served(
        planted,
        PARTNERSHIP_SIGN_IN__CONTACT=text,
        PARTNERSHIP_SIGN_IN__WAYS='["password", "oidc", "proxy"]',
        PARTNERSHIP_SIGN_IN__OIDC__ISSUER="https://accounts.example",
        PARTNERSHIP_SIGN_IN__OIDC__CLIENT_ID="partnership",
        PARTNERSHIP_SIGN_IN__OIDC__CLIENT_SECRET_FILE=str(secret),
        PARTNERSHIP_SIGN_IN__OIDC__NAME=text,
        PARTNERSHIP_SIGN_IN__PROXY__ADDRESSES='["127.0.0.1"]',
        PARTNERSHIP_SIGN_IN__PROXY__SECRET_FILE=str(secret),
    )
    context = browser.new_context(bypass_csp=True)
    context.on("dialog", lambda dialog: pytest.fail(f"a script opened a dialog: {dialog.message}"))
    page, shown = context.new_page(), []

    def look() -> None:
        shown.append(page.get_by_text(READ).count())
        for place in range(100, 700, 100):
            page.mouse.move(place, place)
        for _ in range(6):
            page.keyboard.press("Tab")
        assert page.evaluate(HITS)[0] is None, page.url

    for address in ("sign-in", f"sign-in?next={quote(text)}", "sign-in?out=1", f"password?key={quote(text)}"):
        page.goto(f"{door.url}/{address}")
        look()
    page.goto(f"{door.url}/sign-in")
    page.locator("input[name=name]").fill(PAYLOADS[0])
    page.locator("input[name=password]").fill("x")
    page.locator("main form button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look()
    said = {"X-Remote-User": PAYLOADS[0], "X-Partnership-Secret": PROXYS_SECRET, "X-Forwarded-For": "10.1.1.1"}
    page.set_extra_http_headers(said)
    page.goto(f"{door.url}/sign-in")
    look()
    page.locator("input[name=note]").fill(PAYLOADS[0])
    page.locator("main form button").click()
    expect(page.get_by_text("The office has your request.")).to_be_visible()
    look()
    context.close()
    assert min(shown) >= 2, "the district's name and whom to ask stand on each"
