"""A whole month of one school: filed with a slip, returned, mended, accepted, visited, and told by the audit log."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import create_engine, text

from tests.serving import Server
from tests.watching import Watch, visit, wait_until_settled

PHONE = {"width": 390, "height": 844}
LIAISON, COORDINATOR, DIRECTOR = "p.underhill45", "t.lindqvist", "m.alvarez"
SCHOOL = "school=5-012"
"""Finch Bridge: the sample's list of 10 April asks for a call there, and its March report has not arrived."""
ACTIVITY = "SELECT revision, families_attended FROM activity WHERE school_id = '5-012' AND month = '2026-03-01'"
STATES = (
    "SELECT state, revision FROM report_state_change WHERE school_id = '5-012' AND month = '2026-03-01'"
    " ORDER BY sequence"
)
DONE = [
    "Paula Underhill: Began to write a report",
    "Paula Underhill: Sent a report",
    "Thomas Lindqvist: Returned a report",
    "Paula Underhill: Began to write a report",
    "Paula Underhill: Sent a report",
    "Thomas Lindqvist: Accepted reports",
    "Thomas Lindqvist: Planned visits",
    "Thomas Lindqvist: Logged a contact",
]


@pytest.fixture(scope="module")
def month(served: Callable[..., Server], any_sample: Callable[[], str]) -> Server:
    """The sample, served from SQLite and from PostgreSQL: this story changes it."""
    return served(any_sample())


def stored(server: Server, statement: str) -> list[tuple[object, ...]]:
    with (engine := create_engine(server.database_url)).connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(statement))]
    engine.dispose()
    return rows


def answer(page: Page, *said: str) -> None:
    for words in said:
        expect(page.locator("#answer")).to_contain_text(words, timeout=15_000)


def lines_of_log(page: Page) -> list[str]:
    """Who and what, the oldest first."""
    rows = page.locator(".audit tbody tr")
    said = rows.evaluate_all("rows => rows.map(row => row.cells[1].textContent + ': ' + row.cells[2].textContent)")
    return list(reversed(said))


def test_a_month_goes_from_a_slip_on_a_phone_to_a_visit_that_the_director_finds_in_the_log(watch: Watch, month: Server):
    liaison, coordinator, director = (watch.context.new_page() for _ in range(3))
    liaison.set_viewport_size(PHONE)

    # The liaison files March on a phone, 480 for 48, and 44 answers of 40, though the form asks.
    visit(liaison, f"{month.url}/our_school?as={LIAISON}")
    answer(liaison, "Your March report is late")
    liaison.get_by_role("link", name="Write the March report").click()
    liaison.wait_for_url("**/report?*month=2026-03*")
    answer(liaison, "March was due on 5 April. No activity is in yet.")
    first = liaison.locator("li.row").first
    first.get_by_label("Activity").fill("Family math evening")
    first.get_by_label("Day").fill("18")
    first.get_by_label("Type").select_option("4 Learning at home")
    first.get_by_label("Families").fill("480")
    first.get_by_label("Counted by").select_option("sign-in")
    liaison.locator(".answers .offer").get_by_role("button", name="Add").click()
    for label, figure in (("Sent", "40"), ("Came back", "44")):
        liaison.locator(".answer").get_by_label(label, exact=True).fill(figure)
    liaison.get_by_label("Anything else").focus()
    asked = "480 families? The most at any one activity here in two years were 84."
    expect(first.locator(".say")).to_contain_text([asked])
    expect(liaison.locator(".answers .say")).to_contain_text(["44"])
    liaison.locator(".sticky").get_by_role("button", name="Send to Thomas").click()
    answer(liaison, "March is sent. It waits for review.")
    assert stored(month, ACTIVITY) == [(1, 480)]

    # The coordinator sees it first, and sends it back.
    visit(coordinator, f"{month.url}/review?as={COORDINATOR}&{SCHOOL}&month=2026-03")
    expect(coordinator.locator(".report-head h2")).to_contain_text("Finch Bridge")
    coordinator.locator("aside.decide .foot").get_by_role("button", name="Return").click()
    coordinator.get_by_role("textbox", name="Paula reads").fill("Were there 48 families, not 480?")
    coordinator.locator("aside.decide .foot").get_by_role("button", name="Return").click()
    expect(coordinator.locator(".done")).to_contain_text("Finch Bridge returned")

    # The liaison reads why on the own page, and mends it.
    visit(liaison, f"{month.url}/our_school?as={LIAISON}")
    answer(liaison, "Your March report came back. Please mend it by 15 April")
    expect(liaison.get_by_text("Were there 48 families, not 480?")).to_be_visible()
    liaison.get_by_role("link", name="Open the March report").first.click()
    liaison.wait_for_url("**/report?*month=2026-03*")
    expect(liaison.get_by_text("Were there 48 families, not 480?").first).to_be_visible()
    liaison.get_by_role("button", name="Mend it").click()
    first.locator(".summary").click()
    first.get_by_role("button", name="It is 48").click()
    liaison.locator(".answer").get_by_label("Came back", exact=True).fill("34")
    liaison.get_by_label("Anything else").focus()
    expect(first.locator(".say")).to_have_count(0)
    expect(liaison.locator(".answers")).not_to_contain_text("44 came back")
    liaison.locator(".sticky").get_by_role("button", name="Send to Thomas").click()
    answer(liaison, "March is sent. It waits for review.")
    assert stored(month, ACTIVITY) == [(1, 480), (2, 48)]

    # The coordinator, whose page has followed, accepts it, and the own page says so.
    row = coordinator.locator(".queue-list .row", has_text="Finch Bridge")
    expect(row).not_to_contain_text("returned")
    row.click()
    expect(coordinator.locator(".report-head h2")).to_contain_text("Finch Bridge reports 1 activity")
    coordinator.locator("aside.decide .foot").get_by_role("button", name="Accept").click()
    expect(coordinator.locator(".done")).to_contain_text("Finch Bridge accepted")
    assert stored(month, STATES) == [("submitted", 1), ("returned", 1), ("submitted", 2), ("accepted", 2)]
    visit(liaison, f"{month.url}/our_school?as={LIAISON}")
    expect(liaison.get_by_text("March is accepted")).to_be_visible()
    answer(liaison, "Your April report is due on 5 May")

    # A visit is planned by capacity; once made it is logged with what it found.
    visit(coordinator, f"{month.url}/support?as={COORDINATOR}")
    answer(coordinator, "6 visits reach 2 of 2 schools that need extra support, and 2 of 2 to check in.")
    expect(coordinator.locator("tr[data-school='5-012']")).to_contain_text("No activities in 2 reports since January")
    coordinator.get_by_role("button", name="Make this my plan").click()
    expect(coordinator.locator(".planned")).to_contain_text("4 visits are planned.")
    step = coordinator.locator(".next-steps .step", has_text="Finch Bridge")
    expect(step).to_contain_text("Visit: ")
    step.get_by_role("button", name="Log a contact").click()
    drawer = coordinator.locator("#contact")
    drawer.get_by_role("radio", name="Visit", exact=True).check(force=True)
    drawer.get_by_role("radio", name="Right", exact=True).check(force=True)
    drawer.get_by_label("In one line").fill("A team of four begins in May.")
    drawer.get_by_role("button", name="Save", exact=True).click()
    expect(drawer.get_by_text("Saved: Finch Bridge")).to_be_visible()
    drawer.get_by_role("button", name="Close").first.click()
    wait_until_settled(coordinator)
    expect(step.get_by_role("button", name="Log a contact")).to_have_count(0)
    visit(liaison, f"{month.url}/our_school?as={LIAISON}")
    expect(liaison.locator(".own")).to_contain_text("Last spoke on")

    # The director sees the visit in the plan, the backlog without this report, and all of it in the log.
    visit(director, f"{month.url}/support?as={DIRECTOR}")
    plan = director.get_by_role("region", name="Plan against need").locator("tr", has_text="Thomas Lindqvist")
    expect(plan.locator("td")).to_have_text(["Garden", "2", "2", "4", "3", "0"])
    visit(director, f"{month.url}/review?as={DIRECTOR}")
    director.get_by_text("Backlog by coordinator").click()
    backlog = director.locator(".backlog tbody tr", has_text="Thomas Lindqvist")
    expect(backlog.locator("td.number").first).to_have_text("2")
    visit(director, f"{month.url}/audit?as={DIRECTOR}")
    expect(director.locator(".audit tbody tr").first).to_be_visible()
    assert lines_of_log(director)[-len(DONE) :] == DONE
    line = director.locator(".audit tbody tr", has_text="Accepted reports").first
    expect(line).to_contain_text(re.compile("Before .*State waits for review"))
    expect(line).to_contain_text(re.compile("State: accepted"))
