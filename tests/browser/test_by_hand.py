"""A coordinator puts a school on Check in by hand, sees it there, and takes it back; others see what they may."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.triage_page import detail, groups, open_school, open_triage, row
from tests.serving import Server
from tests.watching import Watch, wait_until_settled

BRAMBLE_HILL, HARLAN_CREEK = "4-002", "4-017"


@pytest.fixture(scope="module")
def own(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    """A server of this file's own: these stories change rows."""
    return served(sample_district())


def by_hand(page: Page) -> Locator:
    return detail(page).locator(".decided:not(.disputed)")


def open_form(page: Page) -> None:
    by_hand(page).locator("button.decide").click()


def fill(page: Page, note: str, until: str = "2026-06-30") -> None:
    open_form(page)
    by_hand(page).get_by_label("What happened").select_option("Coordinator's judgement")
    by_hand(page).get_by_label("Until", exact=True).fill(until)
    by_hand(page).get_by_label("Why, in a sentence").fill(note)


def test_a_coordinator_puts_a_school_on_check_in_and_takes_it_back(page: Page, own: Server):
    open_triage(page, own, school=BRAMBLE_HILL)
    assert "Bramble Hill" in groups(page)["Steady"]
    fill(page, "Two team members left; <b>call</b> before summer.")
    by_hand(page).get_by_role("button", name="Save").click()
    expect(page.locator("#notice")).to_contain_text("Saved. Bramble Hill is on Check in by hand")
    wait_until_settled(page)
    assert groups(page)["Check in"] == ["Bramble Hill", "Linden Hill", "Maple Fork"]
    expect(row(page, "Bramble Hill")).to_contain_text("Coordinator's judgement, until 30 Jun")
    expect(by_hand(page)).to_contain_text("On Check in until 30 June 2026")
    expect(by_hand(page)).to_contain_text("Coordinator's judgement; Rosa Okafor, 10 April 2026")
    expect(by_hand(page)).to_contain_text("Two team members left; <b>call</b> before summer.")
    expect(by_hand(page).locator("button.decide")).to_have_text("Take off Check in")
    by_hand(page).get_by_role("button", name="End now").click()
    expect(page.locator("#notice")).to_contain_text("is taken back")
    wait_until_settled(page)
    assert groups(page)["Check in"] == ["Linden Hill", "Maple Fork"]
    assert "Bramble Hill" in groups(page)["Steady"]
    expect(by_hand(page)).to_contain_text("Nothing: the figures alone decide.")
    expect(by_hand(page).locator("li.ended")).to_contain_text("Two team members left")


def test_a_decision_from_before_the_list_ends_the_day_before_it(page: Page, own: Server):
    open_triage(page, own, school=HARLAN_CREEK)
    expect(by_hand(page)).to_contain_text("Liaison left; nobody named yet.")
    expect(by_hand(page)).to_contain_text("While the school is on Extra support it is not on Check in as well.")
    by_hand(page).get_by_role("button", name="End now").click()
    expect(page.locator("#notice")).to_contain_text("has ended")
    expect(row(page, "Harlan Creek")).not_to_contain_text("Liaison changed")
    page.get_by_label("As of", exact=True).select_option("10 March 2026")
    expect(by_hand(page)).to_contain_text("On Check in until 9 April 2026")


def test_a_refused_decision_keeps_what_was_typed(page: Page, own: Server):
    open_triage(page, own, school=BRAMBLE_HILL)
    fill(page, "   ")
    by_hand(page).get_by_role("button", name="Save").click()
    expect(by_hand(page).get_by_role("alert")).to_have_text("Write why, in a sentence; nothing was saved.")
    by_hand(page).get_by_label("Why, in a sentence").fill("New principal.")
    by_hand(page).get_by_label("Until", exact=True).fill("2026-03-01")
    by_hand(page).get_by_role("button", name="Save").click()
    expect(by_hand(page).get_by_role("alert")).to_contain_text("Choose an end after the start")
    expect(by_hand(page).get_by_label("Why, in a sentence")).to_have_value("New principal.")
    expect(by_hand(page).get_by_label("What happened")).to_have_value("judgement")
    by_hand(page).get_by_label("Why, in a sentence").press("Escape")
    expect(by_hand(page).get_by_role("form")).to_have_count(0)
    expect(detail(page)).to_be_visible()
    open_form(page)
    expect(by_hand(page).get_by_label("Why, in a sentence")).to_have_value("New principal.")
    by_hand(page).get_by_role("button", name="Discard").click()
    open_form(page)
    expect(by_hand(page).get_by_label("Why, in a sentence")).to_have_value("")


def test_what_is_typed_waits_for_its_school_and_through_a_reload(page: Page, own: Server):
    open_triage(page, own, school=BRAMBLE_HILL)
    fill(page, "Two members left.")
    open_school(page, "Harlan Creek")
    expect(by_hand(page).get_by_role("form")).to_have_count(0)
    open_triage(page, own, school=BRAMBLE_HILL)
    expect(by_hand(page).get_by_label("Why, in a sentence")).to_have_value("Two members left.")
    open_triage(page, own, "m.alvarez", school=BRAMBLE_HILL)  # somebody else in the same tab
    expect(by_hand(page).locator("button.decide")).to_be_visible()
    expect(by_hand(page).get_by_role("form")).to_have_count(0)


def test_what_is_typed_outlives_a_lost_line_and_a_new_server(page: Page, watch: Watch, served, sample_district):
    server = served(sample_district())
    watch.expect("ERR_CONNECTION|WebSocket|Lost websocket|Failed to load resource|Failed to fetch")
    open_triage(page, server, school=BRAMBLE_HILL)
    fill(page, "Two members left.")
    by_hand(page).get_by_label("Take off: no call").check()  # the cursor is in no text now
    save = by_hand(page).get_by_role("button", name="Save")
    expect(save).to_be_enabled()
    server.stop()
    expect(page.locator("#connection")).to_contain_text("The connection is lost.")
    expect(save).to_be_disabled()
    expect(by_hand(page)).to_contain_text("Not connected, so nothing can be saved now.")
    server.start()
    expect(page.locator("#connection")).to_contain_text("What you typed is kept in this tab.", timeout=15_000)
    expect(by_hand(page).get_by_label("Why, in a sentence")).to_have_value("Two members left.")
    page.get_by_role("button", name="Load again").click()
    expect(by_hand(page).get_by_label("Why, in a sentence")).to_have_value("Two members left.")
    expect(by_hand(page).get_by_label("Take off: no call")).to_be_checked()
    wait_until_settled(page)
    save.click()
    expect(page.locator("#notice")).to_contain_text("Saved. Bramble Hill is off Check in by hand")
    expect(by_hand(page).get_by_role("form")).to_have_count(0)
    page.reload()
    expect(by_hand(page)).to_contain_text("Two members left.")
    expect(by_hand(page).get_by_role("form")).to_have_count(0)


def test_a_second_press_in_the_same_place_ends_no_other_decision(page: Page, served, sample_district):
    open_triage(page, served(sample_district()), school=BRAMBLE_HILL)
    for note in ("First.", "Second."):
        fill(page, note)
        by_hand(page).get_by_role("button", name="Save").click()
        expect(by_hand(page)).to_contain_text(note)
        expect(by_hand(page).get_by_role("form")).to_have_count(0)
        wait_until_settled(page)
    button = by_hand(page).get_by_role("button", name="End now").first
    button.evaluate("node => node.scrollIntoView({block: 'center'})")  # the head of the panel lies over its top
    box = button.bounding_box()
    place = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(*place)
    expect(by_hand(page).locator("li.ended")).to_have_count(1)
    expect(page.locator("#notice")).to_contain_text("is taken back")
    wait_until_settled(page)
    page.mouse.click(*place)
    wait_until_settled(page)
    expect(by_hand(page).locator("li.ended")).to_have_count(1)
    expect(by_hand(page).get_by_role("button", name="End now")).to_have_count(1)
    by_hand(page).get_by_role("button", name="Undo").click()
    expect(page.locator("#notice")).to_contain_text("Undone. The decision about Bramble Hill holds again.")
    expect(by_hand(page).get_by_role("button", name="End now")).to_have_count(2)
    expect(by_hand(page).locator("li q")).to_have_text(["Second.", "First."])


def test_a_past_list_is_not_decided_about(page: Page, own: Server):
    open_triage(page, own, school=BRAMBLE_HILL, month="2025-12")
    expect(by_hand(page)).to_contain_text("Decide on the latest list: past lists stay as they were.")
    expect(by_hand(page).get_by_role("button")).to_have_count(0)


def test_another_clusters_coordinator_sees_the_decision_and_no_form(page: Page, own: Server):
    open_triage(page, own, school="1-042", cluster="all")
    expect(detail(page)).to_be_visible()
    expect(by_hand(page).get_by_role("button")).to_have_count(0)
