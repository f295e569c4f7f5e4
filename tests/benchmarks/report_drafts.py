"""
What a keystroke's save costs the server, and whether a draft outlives random kills of it.

    python -m tests.benchmarks.report_drafts            the cost of a save, in rounds: of the action alone, of what the
                                                        server does for a message, and of a browser that types
    python -m tests.benchmarks.report_drafts 50         50 kills of server, tab and line while somebody types, at random
                                                        moments

Both serve the sample, with months that stay open, in a folder that goes afterwards. Processor time grows with whatever
else runs on the machine: compare two versions only by runs one after the other.
"""

import json
import shutil
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, Playwright, sync_playwright
from sqlalchemy import create_engine, text

from data.sample.make import make_sample
from models import queries
from models.actions.report_drafts import Saved, Typed, discard_draft, save_fields
from models.database import connect
from tests.benchmarks.filing_at_once import Liaison
from tests.benchmarks.killed_drafts import Line, come_back, kill
from tests.factories import AT
from tests.serving import Server

ROUNDS, SAVES = 7, 25
PAUSE = 0.65
APRIL = date(2026, 4, 1)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-headless-shell")
WHO = """
SELECT login, min(school_id) FROM liaison_school JOIN person USING (district_id, person_id) WHERE login = 'm.yamada1'
"""
NOTES = 'textarea[data-path="form/notes"]'


def main(kills: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'report.db'}"
        database = connect(url)
        database.upgrade()
        make_sample(database, at=AT)
        database.close()
        with create_engine(url).begin() as connection:
            connection.execute(text("UPDATE reporting_month SET lock_date = '2999-12-31' WHERE month >= '2026-04-01'"))
        line = Line()
        origins = json.dumps([f"http://localhost:{line.port}"])
        server = Server(url, Path(folder) / "server.log", {"PARTNERSHIP_ORIGINS": origins})
        try:
            if not kills:
                action_alone(url)
                messages(server, url)
            with sync_playwright() as playwright:
                in_a_browser(playwright, server, line, url, kills)
        finally:
            server.stop()


def in_a_browser(playwright: Playwright, server: Server, line: Line, url: str, kills: int) -> None:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
    page = browser.new_context().new_page()
    page.goto(f"{line.leads_to(server) if kills else server.url}/report?as=m.yamada1&month=2026-04")
    come_back(page)
    if kills:
        kill(server, line, page, url, kills)
    else:
        cost(server, page)
    browser.close()


def told(what: str, each: list[float]) -> None:
    print(f"{what}: {1000 * median(each):.2f} ms of CPU a save ({1000 * min(each):.2f} to {1000 * max(each):.2f})")


def action_alone(url: str) -> None:
    """In this process: rights, month, draft and fields asked for, two rows changed, kept on the disk."""
    database, at = connect(url), datetime.now(UTC)
    with database.reading() as session:
        viewer = queries.viewer(session, 1, "m.yamada1", at.date())
    saved: Saved | None = None
    each = []
    for round_ in range(ROUNDS + 1):
        began = time.process_time()
        for number in range(SAVES):
            typed = Typed("form/notes", f"{round_} {number}", saved.version if saved else 0)
            with database.writing() as session:
                saved = save_fields(
                    session, viewer, min(viewer.school_ids), APRIL, [typed],
                    draft_key=saved.draft_key if saved else "", based_on=0, known=saved.version if saved else 0,
                    operation_id=f"alone-{round_}-{number:04d}", at=at,
                )  # fmt: skip
        each.append((time.process_time() - began) / SAVES)
    assert saved is not None
    with database.writing() as session:
        discard_draft(
            session, viewer, min(viewer.school_ids), APRIL, draft_key=saved.draft_key, operation_id="alone-end", at=at
        )
    database.close()
    told("The action alone", each[1:])


def messages(server: Server, url: str) -> None:
    """One liaison over a websocket without a browser: one save after the other, looked through, at leisure."""
    with create_engine(url).connect() as connection:
        liaison = Liaison(server.url, 1, *connection.execute(text(WHO)).one())
    runs = (
        ("Message to answer", False, 0.0),
        ("The same, looked through", True, 0.0),
        ("Message to answer, one at each pause of typing", False, PAUSE),
    )
    for what, is_checked, pause in runs:
        each = []
        for round_ in range(ROUNDS + 1):
            before = server.cpu_seconds()
            for number in range(SAVES):
                time.sleep(pause)
                liaison.save("form/notes", f"{round_} {number}", f"op-{len(liaison.took):08d}", is_checked)
            each.append((server.cpu_seconds() - before) / SAVES)
        told(what, each[1:])


def cost(server: Server, page: Page) -> None:
    page.wait_for_timeout(3_000)
    began, idle = time.monotonic(), server.cpu_seconds()
    page.wait_for_timeout(15_000)
    a_second = (server.cpu_seconds() - idle) / (time.monotonic() - began)
    print(f"An open page costs {1000 * a_second:.2f} ms of CPU a second while nobody types")
    notes, each = page.locator(NOTES), []
    for _ in range(ROUNDS):
        before, started = server.cpu_seconds(), time.monotonic()
        for number in range(SAVES):
            notes.press_sequentially("abcdefghij"[number % 10])
            page.wait_for_timeout(1000 * PAUSE)  # typing stops, and it is sent
            come_back(page)
        each.append((server.cpu_seconds() - before - a_second * (time.monotonic() - started)) / SAVES)
    told("A browser that types, beyond that", each)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
