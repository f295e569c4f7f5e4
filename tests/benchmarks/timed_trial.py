"""
How long a person takes to file a usual month, and to log a contact.

    python -m tests.benchmarks.timed_trial

Drives a real browser as a person would, on a wide screen and on a phone: every key takes 60 ms, and before each click
0.6 s go by for looking and aiming; nothing else is waited for but what the page itself needs. What to write is known
beforehand: time to think, or to look for the cards of an evening, is not in it. Prints clicks (a choice in a list is
two), fields, keys and seconds of each.
"""

import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect, sync_playwright
from sqlalchemy import create_engine, text

from data.sample.make import make_sample
from models.database import connect
from tests.factories import AT
from tests.serving import Server
from tests.watching import CHROMIUM_ARGUMENTS, chromium, wait_until_settled

KEY, AIM = 0.06, 0.6
SIZES = ((1440, 900), (390, 844))
LIAISONS = (("p.underhill45", "2026-04"), ("m.yamada1", "2026-04"))
"""Another one for each size, as a month is filed once."""
MONTH = (
    ("7", "Coffee with the principal", "2 Communicating", "24", "head count"),
    ("14", "Family math evening", "4 Learning at home", "31", "sign-in"),
    ("22", "Spring volunteers", "3 Volunteering", "12", "sign-in"),
    ("28", "Community garden day", "6 Community", "40", "head count"),
)
ASKED = "Family math evening"
ANSWERS = (("Sent", "31"), ("Came back", "22"), ("Good", "18"), ("So-so", "3"), ("Not", "1"))


@dataclass
class Hand:
    """A person at a page: what they do is counted, and takes its time."""

    page: Page
    is_phone: bool
    clicks: int = 0
    keys: int = 0
    fields: set[str] = field(default_factory=set)

    def click(self, where: Locator) -> None:
        time.sleep(AIM)
        where.click()
        self.clicks += 1

    def type(self, where: Locator, words: str) -> None:
        """In a field that is aimed at, unless the keyboard stands there already."""
        if not where.evaluate("field => field.getRootNode().activeElement === field"):
            self.click(where)
        self.fields.add(f"{where}")
        for letter in words:
            self.press(letter)

    def press(self, key: str) -> None:
        time.sleep(KEY)
        self.page.keyboard.press(key)
        self.keys += 1

    def choose(self, where: Locator, option: str) -> None:
        """The list is opened, and the choice is aimed at; Chromium draws no list that a script could press."""
        time.sleep(2 * AIM)
        where.select_option(label=option)
        self.clicks += 2
        self.fields.add(f"{where}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = connect(f"sqlite:///{Path(folder) / 'trial.sqlite'}")
        database.upgrade()
        make_sample(database, at=AT)
        url = database.url.render_as_string()
        database.close()
        with (engine := create_engine(url)).begin() as connection:
            connection.execute(text("UPDATE reporting_month SET lock_date = '2999-12-31' WHERE month >= '2026-04-01'"))
        engine.dispose()
        server = Server(url, Path(folder) / "server.log", {}, warm=True)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
                for (width, height), who in zip(SIZES, LIAISONS, strict=True):
                    size = {"width": width, "height": height}
                    for what, done in (("file a month", filed), ("log a contact", logged)):
                        hand = Hand(browser.new_context(viewport=size).new_page(), width < 600)
                        seconds = done(hand, server.url, *who)
                        steps = f"{hand.clicks} clicks, {len(hand.fields)} fields, {hand.keys} keys"
                        print(f"{what} at {width}x{height}: {steps}, {seconds:.1f} s", flush=True)
                browser.close()
        finally:
            server.stop()


def filed(hand: Hand, url: str, login: str, month: str) -> float:
    """From the open page Report until it says that the month is sent: seconds."""
    page = hand.page
    page.goto(f"{url}/report?as={login}&month={month}")
    wait_until_settled(page)
    rows = page.locator("li.row")
    expect(rows.last).to_be_visible()
    begun = time.monotonic()
    for number, (day, title, kind, families, method) in enumerate(MONTH):
        row = rows.nth(number)
        if hand.is_phone and not row.get_by_label("Day").is_visible():
            hand.click(row.locator(".summary"))
        hand.type(row.get_by_label("Day"), day)
        hand.press("Tab")
        hand.type(row.get_by_label("Activity"), title)
        hand.choose(row.get_by_label("Type"), kind)
        hand.type(row.get_by_label("Families"), families)
        hand.choose(row.get_by_label("Counted by"), method)
    answers = page.locator(".answers")
    hand.click(answers.locator(".offer", has_text=ASKED).get_by_role("button", name="Add"))
    for at, (label, figure) in enumerate(ANSWERS):
        if at:
            hand.press("Tab")
        hand.type(answers.get_by_label(label, exact=True), figure)
    hand.click(page.get_by_role("radiogroup", name="Our team met").get_by_label("Yes"))
    hand.click(page.locator(".sticky, .aside").get_by_role("button", name="Send to").locator("visible=true").first)
    expect(page.locator("#answer")).to_contain_text("is sent", timeout=20_000)
    return time.monotonic() - begun


def logged(hand: Hand, url: str, *_: str) -> float:
    """A visit, from the list of Triage until its line stands in the drawer: seconds."""
    page = hand.page
    page.goto(f"{url}/triage?as=r.okafor")
    wait_until_settled(page)
    school = page.get_by_role("button", name="Harlan Creek", exact=True).first
    expect(school).to_be_visible()
    begun = time.monotonic()
    hand.click(school)
    hand.click(page.locator("#detail").get_by_role("button", name="Log a contact"))
    drawer = page.locator("#contact")
    for choice in ("Visit", "In part"):
        hand.click(drawer.locator("label", has=page.get_by_role("radio", name=choice, exact=True)))
        hand.fields.add(choice)
    hand.type(drawer.get_by_label("In one line"), "Elena files from April on.")
    hand.click(drawer.get_by_role("button", name="Save", exact=True))
    expect(drawer.get_by_text("Saved: ")).to_be_visible()
    seconds = time.monotonic() - begun
    drawer.get_by_role("button", name="Undo").click()  # the school is as it was, for the other size
    expect(drawer.get_by_label("In one line")).to_be_visible()
    return seconds


if __name__ == "__main__":
    main()
