"""
Make the pictures of the README from the sample district, with the browser and the server the tests use.

    python -m tests.browser.screenshots

They are written to dashboards/assets/pictures. Look at every one of them before keeping it.
"""

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from data.sample.make import make_sample
from models.database import connect
from models.settings import ROOT
from tests.serving import Server
from tests.watching import CHROMIUM_ARGUMENTS, Watch, chromium, visit

PICTURES = ROOT / "dashboards" / "assets" / "pictures"
RECORDED = datetime(2026, 4, 12, 15, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Picture:
    name: str
    address: str
    """Path and query, as r.okafor, coordinator of Lakeview, or m.alvarez, the director, sees it."""
    size: tuple[int, int]
    dark: bool = False
    names: str = "Harlan Creek"
    chart: bool = False
    """Does a chart follow once the page is open?"""


LIST = "triage?as=r.okafor&month=2026-03&cluster=Lakeview"
SHOTS = (
    Picture("list", f"{LIST}&school=4-017", (1440, 900)),
    Picture("months", "triage?as=m.alvarez&month=2026-03&cluster=all&view=months", (1440, 900)),
    Picture("trends", "trends?as=m.alvarez&month=2026-03&cluster=all", (1440, 900), names="Riverside", chart=True),
    Picture("school", "school?as=r.okafor&month=2026-03&cluster=Lakeview&school=4-017", (1440, 900)),
    Picture("report", "report?as=c.eriksen33", (1440, 900), names="Fairbrook"),
    Picture("review", "review?as=r.okafor", (1440, 900), names="Fairbrook"),
    Picture("phone", LIST, (390, 844)),
    Picture("dark", f"{LIST}&school=4-017", (1440, 900), dark=True),
)


def take(browser: Browser, server: Server, shot: Picture) -> None:
    """Write one picture. Raises AssertionError where anything goes wrong on the page while it is drawn."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if shot.dark else "light",
        locale="en-US",
        reduced_motion="reduce",
    )
    watch, page = Watch(context, [server]), context.new_page()
    visit(page, f"{server.url}/{shot.address}")
    expect(page.locator("main")).to_contain_text(shot.names)
    if shot.chart:
        expect(page.locator(".bk-Figure").first).to_be_visible(timeout=20_000)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(500)  # charts paint a moment after Panel is idle
    page.screenshot(path=PICTURES / f"{shot.name}.png")
    context.close()
    assert watch.problems() == []


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    program = chromium()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{Path(folder) / 'sample.db'}"
        database = connect(url)
        database.upgrade()
        make_sample(database, at=RECORDED)
        database.close()
        server = Server(url, Path(folder) / "server.log", {})
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        try:
            for shot in SHOTS:
                take(browser, server, shot)
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
