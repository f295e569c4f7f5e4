"""The steps of the pages on which the month is worked through, of the walk through every page, view and state."""

from playwright.sync_api import Page, expect

from tests.browser.moves import in_turn, keys, press, settle
from tests.browser.steps import DARK, NARROW, ONE, PHONE, Step

DIRECTOR, COORDINATOR, LIAISON, ADMINISTRATOR = "m.alvarez", "r.okafor", "c.eriksen33", "d.petrov"
LOOKED_AT = 20_000
"""Milliseconds in which a file is looked at, also on a busy machine: a process of its own is started for it."""
WITH_A_MISTAKE = (
    b"school_id,month,activity_id,activity_date,title,involvement_type,families_attended\n1-002,2026-03,1,1,2,4,999\n"
)


def write_badly(page: Page) -> None:
    """A row with a day that there is not and more families than pupils; each part of the form unfolded."""
    row = page.locator("li.row").first
    if row.locator(".summary").is_visible():
        row.locator(".summary").click()
    for field, typed in (("day", "31"), ("families", "4800")):
        row.locator("input").nth({"day": 0, "families": 2}[field]).fill(typed)
    page.keyboard.press("Tab")
    for button in page.locator(".sources button:visible, .common button.text, .more button.text:visible").all():
        button.click()
    page.locator(".teachers summary").click()
    expect(page.locator("li.row .say").first).to_be_visible()
    settle(page)


def drop(page: Page) -> None:
    """A file with rows that cannot be stored; its columns are matched besides."""
    file = {"name": "sample.csv", "mimeType": "text/csv", "buffer": WITH_A_MISTAKE}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator("tr.wrong").first).to_be_visible(timeout=LOOKED_AT)
    page.locator("tr.wrong button").first.click()
    page.locator(".drop details summary").click()
    settle(page)


def ask_for_the_month(page: Page) -> None:
    """The director's cards unfolded: the backlog, and a report with all of its history."""
    page.locator(".backlog summary").click()
    settle(page)


def put_off(page: Page) -> None:
    page.locator("[data-key^=snooze]").first.click()
    settle(page)


MONTH = [
    Step("report", f"report?as={LIAISON}", write_badly, changes=True),
    Step("report-for-a-school", f"report?as={COORDINATOR}", sizes=ONE),
    Step("report-dark", f"report?as={LIAISON}", visitor=DARK),
    Step("report-narrow", f"report?as={LIAISON}", sizes=(NARROW,)),
    Step("report-few", "report?district=report", place="small", sizes=ONE),
    Step("review", f"review?as={COORDINATOR}", in_turn(press(".queue-head .btn.wide"), press(".pick input"))),
    Step("review-backlog", f"review?as={DIRECTOR}", ask_for_the_month),
    Step("review-dark", f"review?as={COORDINATOR}", visitor=DARK),
    Step("review-few", "review?district=gaps", place="small", sizes=ONE),
    Step("support", f"support?as={COORDINATOR}", put_off),
    Step("support-office", f"support?as={DIRECTOR}"),
    Step("support-dark", f"support?as={COORDINATOR}", visitor=DARK),
    Step("support-few", "support?district=gaps", place="small", sizes=ONE),
    Step("contact", f"triage?as={COORDINATOR}&school=4-017", in_turn(keys("l"), press("#contact form .link"))),
    Step("meeting", f"meeting?as={COORDINATOR}&cluster=Lakeview"),
    Step("meeting-dark", f"meeting?as={COORDINATOR}&cluster=Lakeview", visitor=DARK, sizes=ONE),
    Step("meeting-few", "meeting?district=gaps", place="small", sizes=ONE),
    Step("practices", f"practices?as={COORDINATOR}&practice=32", press("[data-key=write]")),
    Step("practices-to-mark", f"practices?as={COORDINATOR}", press(".bar .btn.pri"), sizes=ONE),
    Step("practices-own", f"practices?as={LIAISON}"),
    Step("practices-few", "practices?district=report", place="small", sizes=ONE),
    Step("plan", f"plan?as={LIAISON}", press("button.step.later")),
    Step("plan-office", f"plan?as={COORDINATOR}&school=4-047", press(".example-lines .btn")),
    Step("plan-next-year", f"plan?as={LIAISON}&year=2026-27", sizes=ONE),
    Step("plan-dark", f"plan?as={COORDINATOR}", visitor=DARK),
    Step("plan-few", "plan?district=report", place="small", sizes=ONE),
    Step("training", f"training?as={COORDINATOR}", press("[data-key=write]")),
    Step("training-office", f"training?as={ADMINISTRATOR}", press("summary"), sizes=(PHONE,)),
    Step("training-few", "training?district=gaps", place="small", sizes=ONE),
    Step("reminders", f"reminders?as={COORDINATOR}", in_turn(press(".act button"), press("td.tick input"))),
    Step("reminders-office", f"reminders?as={ADMINISTRATOR}", sizes=(PHONE,)),
    Step("reminders-few", "reminders?district=gaps", place="small", sizes=ONE),
    Step("import", f"import?as={DIRECTOR}", drop),
    Step("audit", f"audit?as={ADMINISTRATOR}"),
    Step("audit-few", "audit?district=gaps", place="small", sizes=ONE),
]
