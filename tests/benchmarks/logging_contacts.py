"""
How long from the keys that save a contact to its new line on screen, and what that costs somebody else's filters.

    python -m tests.benchmarks.logging_contacts

Makes the sample district on SQLite, serves it, and logs a contact again and again in a real browser while another page
changes its filter; prints the milliseconds to the new line, and the filter's seconds alone, beside contacts as one
person logs them, and beside contacts without a break.
"""

import sys
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from data.sample.make import make_sample
from models.database import connect
from tests.benchmarks.open_page import OpenPage, told
from tests.fixtures import SAMPLE_RECORDED
from tests.serving import Server
from tests.watching import CHROMIUM_ARGUMENTS, chromium, visit

SIZE = {"width": 1440, "height": 900}
PACE = 10.0
"""Seconds from one contact to the next, of somebody who logs one after the other by hand."""
OTHERS = "?as=m.alvarez&month=2026-03"


def logged(page: Page, note: str) -> float:
    """Seconds from the keys that save to the new line."""
    page.keyboard.press("l")
    page.locator("#contact").get_by_label("In one line").wait_for()
    page.locator("#contact").get_by_label("In one line").fill(note)
    page.locator("#contact").get_by_role("radio", name="Reports", exact=True).check(force=True)
    page.locator("#contact").get_by_label("In one line").focus()
    begun = time.monotonic()
    page.keyboard.press("Control+Enter")
    page.locator("#contact .saved").wait_for()
    taken = time.monotonic() - begun
    page.keyboard.press("Escape")
    return taken


def main(rounds: str = "20") -> None:
    folder = Path(tempfile.mkdtemp())
    database = connect(f"sqlite:///{folder / 'sample.sqlite'}")
    database.upgrade()
    make_sample(database, at=SAMPLE_RECORDED)
    database.close()
    server = Server(database.url.render_as_string(), folder / "server.log", {}, warm=True)
    other = OpenPage(server.url, address=OTHERS)
    other.filters(2)
    told("filter of another page: alone", other.filters(15))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        page = browser.new_context(viewport=SIZE).new_page()
        visit(page, f"{server.url}/triage?as=r.okafor&school=4-037")
        page.locator("#detail").get_by_role("button", name="Log a contact").wait_for()
        logged(page, "The first one reads the form's parts.")
        told("contact: keys to new line", [logged(page, f"Note {turn}") for turn in range(int(rounds))])
        for pace, name in ((PACE, "one person's contacts"), (0.0, "contacts without a break")):
            stop, beside, lines = threading.Event(), list[float](), list[float]()
            changing = threading.Thread(target=_until, args=(stop, other, beside))
            changing.start()
            for turn in range(int(rounds)):
                begun = time.monotonic()
                lines.append(logged(page, f"Note {turn}"))
                time.sleep(max(0.0, pace - (time.monotonic() - begun)))
            stop.set()
            changing.join()
            told("contact: beside another page", lines)
            told(f"filter of another page: beside {name}", beside)
        browser.close()
    server.stop()


def _until(stop: threading.Event, page: OpenPage, taken: list[float]) -> None:
    for change in page.changes():
        taken.append(change)
        if stop.is_set():
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
