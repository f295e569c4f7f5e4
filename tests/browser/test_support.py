"""Support: a contact is logged in seconds, visits become a plan, and a meeting goes through a cluster by keyboard."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from models.database import Database, connect
from models.tables import MeetingPlace, NextStepChange, PlannedVisit, School, SupportContact
from tests.browser.triage_page import LAKEVIEW, open_triage
from tests.serving import Server
from tests.socket_client import until
from tests.watching import visit, wait_until_settled

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Own:
    """A server of this file's own: these stories change rows."""

    server: Server
    database: Database

    def written(self) -> list[SupportContact]:
        """The contacts that were written on pages, the first first."""
        with self.database.reading() as session:
            of = SupportContact
            return list(session.scalars(select(of).where(of.known_on.is_not(None)).order_by(of.recorded_at)))

    def stopped_at(self) -> str | None:
        """The name of the school at which the meeting stands."""
        is_there = (School.district_id == MeetingPlace.district_id) & (School.school_id == MeetingPlace.school_id)
        with self.database.reading() as session:
            return session.scalar(select(School.name).join(MeetingPlace, is_there))


@pytest.fixture(scope="module")
def own(served: Callable[..., Server], sample_district: Callable[[], str]) -> Iterator[Own]:
    url = sample_district()
    database = connect(url)
    yield Own(served(url), database)
    database.close()


def drawer(page: Page) -> Locator:
    return page.locator("#contact")


def test_a_visit_is_logged_by_keyboard_taken_back_and_corrected(page: Page, own: Own):
    open_triage(page, own.server)
    page.get_by_role("button", name="Harlan Creek", exact=True).first.focus()
    page.keyboard.press("l")
    expect(drawer(page).get_by_text("Visit: name a new liaison", exact=True).first).to_be_visible()
    expect(drawer(page).get_by_role("radio", name="Visit", exact=True)).to_be_focused()
    for key in ("1", "1", "1", "2"):  # a visit, about the step, took place, the list was right in part
        page.keyboard.press(key)
    page.keyboard.type("Elena files from April on.")
    page.keyboard.press("Control+Enter")
    expect(drawer(page).get_by_role("status").first).to_contain_text("Elena files from April on.")
    [entry] = own.written()
    assert (entry.school_id, entry.channel, entry.finding, entry.made_by) == (
        "4-017",
        "in_person",
        "partly",
        "Rosa Okafor",
    )
    drawer(page).get_by_role("button", name="Undo").press("Enter")
    expect(drawer(page).get_by_label("In one line")).to_have_value("Elena files from April on.")
    assert own.written() == []
    page.keyboard.press("Escape")
    expect(drawer(page)).to_be_hidden()
    wait_until_settled(page)
    expect(page.get_by_role("button", name="Harlan Creek", exact=True).first).to_be_focused()
    page.keyboard.press("l")
    expect(drawer(page).get_by_label("In one line")).to_have_value("Elena files from April on.")
    page.keyboard.press("Control+Enter")
    expect(drawer(page).get_by_text("Saved: Harlan Creek")).to_be_visible()
    page.keyboard.press("Escape")

    visit(page, f"{own.server.url}/school?as=r.okafor&school=4-017")
    page.locator("main [data-entry]").get_by_role("button", name="Correct").click()
    drawer(page).get_by_role("radio", name="Right", exact=True).check()
    drawer(page).get_by_role("button", name="Save", exact=True).click()
    expect(drawer(page).get_by_text("Saved: Harlan Creek")).to_be_visible()
    wait_until_settled(page)
    expect(page.locator("main [data-entry]")).to_have_count(1)
    with own.database.reading() as session:
        closed = list(session.scalars(select(NextStepChange.by_contact)))
    first, second = own.written()
    assert closed == [first.contact_id]
    assert (second.corrects, first.finding, second.finding) == (first.contact_id, "partly", "right")


def test_a_call_is_logged_by_touch_on_a_phone(page: Page, own: Own):
    before = len(own.written())
    page.set_viewport_size({"width": 390, "height": 844})
    open_triage(page, own.server, school="4-037")
    page.locator("#detail").get_by_role("button", name="Log a contact").click()
    expect(drawer(page).get_by_role("heading", name="Log a contact")).to_be_visible()
    assert page.evaluate(TOO_WIDE) <= 0
    drawer(page).get_by_role("radio", name="Call", exact=True).check(force=True)
    drawer(page).get_by_role("radio", name="Reports", exact=True).check(force=True)
    drawer(page).get_by_role("radio", name="No answer", exact=True).check(force=True)
    typed = drawer(page).get_by_label("Due on, in words")
    typed.fill("whenever")
    typed.press("Control+Enter")
    expect(drawer(page).get_by_text('"whenever" is not understood as a day.')).to_be_visible()
    typed.fill("next fri")
    typed.press("Tab")
    expect(drawer(page).get_by_text("Fri 17 April 2026")).to_be_visible()
    assert len(own.written()) == before
    box = drawer(page).get_by_role("button", name="Save", exact=True).bounding_box()
    assert box is not None
    assert (box["height"] >= 44, box["y"] + box["height"] <= 844) == (True, True)
    drawer(page).get_by_role("button", name="Save", exact=True).click()
    expect(drawer(page).get_by_text("Saved: ")).to_be_visible()
    entry = own.written()[-1]
    assert len(own.written()) == before + 1
    assert (entry.school_id, entry.channel, entry.result, entry.next_step, entry.next_step_due) == (
        "4-037",
        "phone",
        "no_answer",
        "Call again",
        date(2026, 4, 17),
    )


def test_visits_become_a_plan_that_is_taken_back_and_put_off(page: Page, own: Own):
    visit(page, f"{own.server.url}/support?as=r.okafor")
    expect(page.locator("#answer")).to_have_text(
        "6 visits reach 2 of 2 schools that need extra support, and 2 of 2 to check in."
    )
    page.get_by_role("button", name="One less").click()
    wait_until_settled(page)
    page.get_by_role("button", name="Swap in").first.click()
    wait_until_settled(page)
    adds = page.locator(".weeks .foot small")
    expect(adds).to_have_text("Adds 4 next steps with dates. The 1 agreed one stays as it is. Undo for a day.")
    count = 4
    page.get_by_role("button", name="Make this my plan").click()
    expect(page.locator(".planned")).to_contain_text(f"{count} visits are planned.")
    page.locator(".planned").get_by_role("button", name="Undo").click()
    expect(page.locator(".planned")).to_have_count(0)
    page.get_by_role("button", name="Make this my plan").click()
    expect(page.locator(".planned")).to_be_visible()
    with own.database.reading() as session:
        planned = list(session.scalars(select(PlannedVisit)))
    assert len({one.plan_id for one in planned}) == 1
    first = page.locator(".next-steps .step").filter(has_text="Visit: ").first
    first.get_by_role("button", name="Put off").click()
    page.get_by_label("Why").fill("State testing.")
    words = page.get_by_label("Until, in words")
    words.fill("fri")
    words.press("Enter")
    expect(page.get_by_label("Until", exact=True)).to_have_value("2026-04-17")  # counted from the day of the list
    expect(page.locator(".ending")).to_contain_text("Fri 17 April 2026")
    page.locator(".ending").get_by_role("button", name="Put off").click()
    expect(page.get_by_text("Put off.", exact=True)).to_be_visible()
    with own.database.reading() as session:
        moved = session.scalar(select(PlannedVisit.reason).where(PlannedVisit.ended_as.is_not(None)))
        put_off = session.scalar(select(NextStepChange.reason).where(NextStepChange.kind == "snoozed"))
    assert "State testing." in (moved, put_off)

    page.get_by_role("button", name="Make an address").click()
    address = page.get_by_label("The secret address")
    expect(address).to_be_visible()
    path = address.input_value().partition("/calendar/")[2]
    with urlopen(f"{own.server.url}/calendar/{path}") as answer:
        text = answer.read().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") >= count
    assert [word for word in ("Okafor", "liaison") if word in text] == []
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("button", name="Make an address")).to_be_visible()
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{own.server.url}/calendar/{path}")

    step = page.locator(".next-steps .step").filter(has_text="Visit: ").first
    step.get_by_role("button", name="Done").click()
    page.get_by_label("How it ended, if you like").fill("They meet in May.")
    page.locator(".ending").get_by_role("button", name="Done").click()
    expect(page.get_by_text("They meet in May.")).to_be_visible()


def sheets(page: Page, title: str) -> int:
    """How many sheets of paper a printed meeting takes."""
    page.emulate_media(media="print")
    expect(page.locator(".sheet-to-print h2")).to_have_text(title)
    printed = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="screen")
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def test_visits_are_put_into_the_order_of_travel_by_keyboard_and_planned_in_it(page: Page, own: Own):
    visit(page, f"{own.server.url}/support?as=s.adeyemi")
    rows = page.locator(".whom tr[data-school]:not(.not)").filter(has=page.locator(".moves"))
    expect(rows.nth(2)).to_be_visible()
    names = rows.locator("th a").all_inner_texts()
    days = sorted(rows.locator("input[type=date]").evaluate_all("fields => fields.map(field => field.value)"))
    third = page.get_by_role("button", name=f"{names[2]} earlier")
    third.focus()
    page.keyboard.press("Enter")
    expect(rows.nth(1)).to_contain_text(names[2])
    expect(third).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows.nth(0)).to_contain_text(names[2])
    expect(third).to_be_focused()
    expect(third).to_have_attribute("aria-disabled", "true")
    told = page.get_by_role("status").filter(has_text=f"{names[2]}: visit 1 of {len(names)}, ")
    expect(told).to_have_count(1)
    travel = [names[2], names[0], names[1], *names[3:]]
    assert rows.locator("th a").all_inner_texts() == travel
    assert rows.locator("input[type=date]").evaluate_all("fields => fields.map(field => field.value)") == days

    by_hand = rows.nth(0).locator("input[type=date]")
    by_hand.fill("2026-05-29")
    page.get_by_role("button", name=f"{names[2]} later").press("Enter")
    travel = [names[0], names[2], names[1], *names[3:]]
    expect(rows.nth(1)).to_contain_text(names[2])
    days[1] = "2026-05-29"
    assert rows.locator("input[type=date]").evaluate_all("fields => fields.map(field => field.value)") == days
    page.get_by_role("radio", name="Longest wait first").check(force=True)
    wait_until_settled(page)
    assert rows.locator("th a").all_inner_texts() == travel

    page.get_by_role("button", name="Make this my plan").click()
    expect(page.locator(".planned")).to_be_visible()
    with own.database.reading() as session:
        is_there = (School.district_id == PlannedVisit.district_id) & (School.school_id == PlannedVisit.school_id)
        of = select(School.name, PlannedVisit.planned_for).join(School, is_there)
        made = session.execute(of.where(PlannedVisit.author != "Rosa Okafor").order_by(PlannedVisit.visit_id)).all()
    assert [(name, str(day)) for name, day in made] == list(zip(travel, days, strict=True))


def test_a_meeting_goes_from_the_first_school_to_the_last_by_keyboard(page: Page, own: Own):
    before = len(own.written())
    visit(page, f"{own.server.url}/meeting?as=r.okafor&cluster=Lakeview")
    every = [name for names in LAKEVIEW.values() for name in names]
    heading = page.locator(".meeting .name h2")
    expect(heading).to_have_text(every[0])
    assert sheets(page, "Agenda") == 1
    for at, name in enumerate(every):
        expect(heading).to_have_text(name)
        if at < 2:
            page.keyboard.press("n")
            page.keyboard.type(f"Note {at}")
            page.keyboard.press("Escape")
        if at == 0:
            page.get_by_role("radio", name="Call again").check()
            page.get_by_label("Due on, in words").fill("tue")
            page.get_by_label("Due on, in words").press("Enter")
            expect(page.get_by_label("Due on", exact=True)).to_have_value("2026-04-14")
            page.keyboard.press("Escape")
            similar = page.locator(".meeting .similar")
            named = similar.get_by_role("link", name="Northwater")
            expect(named).to_have_attribute("href", re.compile("^school[?].*school="))
            expect(similar).to_contain_text("Reading buddies")
        if at + 1 < len(every):
            page.keyboard.press("ArrowRight")
    expect(page.locator(".where")).to_have_text(f"{len(every)} of {len(every)}")
    page.keyboard.press("ArrowLeft")
    expect(heading).to_have_text(every[-2])
    until(lambda: own.stopped_at() == every[-2])
    page.reload()
    expect(heading).to_have_text(every[-2])
    assert sheets(page, "Minutes") == 1
    page.keyboard.press("Escape")
    page.wait_for_url("**/support*")
    notes = own.written()[before:]
    assert [(one.note, one.purpose, one.channel, one.next_step_due) for one in notes] == [
        ("Note 0", "Cluster meeting", "virtual", date(2026, 4, 14)),
        ("Note 1", "Cluster meeting", "virtual", None),
    ]


def test_the_own_next_steps_are_taken_along_as_a_calendar_file(page: Page, own: Own):
    visit(page, f"{own.server.url}/support?as=r.okafor")
    with page.expect_download(timeout=8_000) as download:
        page.locator("#download-button").click()
        page.get_by_text("Next steps (.ics)", exact=True).click(timeout=5_000)
    assert download.value.path().read_text().startswith("BEGIN:VCALENDAR")
