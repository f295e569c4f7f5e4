"""A director moves the rules, sees who would enter and leave, and saves with a reason; others may look."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.triage_page import choose, groups, open_school, open_triage, row
from tests.serving import Server
from tests.watching import wait_until_settled


@pytest.fixture
def own_server(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    """A sample district of this story's own, to save rules in."""
    return served(sample_district())


def drawer(page: Page) -> Locator:
    return page.locator("#what-if")


def open_drawer(page: Page) -> None:
    page.get_by_role("button", name="What if", exact=True).click()
    wait_for_effect(page)


def wait_for_effect(page: Page) -> None:
    """The drawer shows what the rules as they stand would do."""
    expect(drawer(page).locator(".cards")).to_have_attribute("aria-busy", "false")
    wait_until_settled(page)


def press(page: Page, slider: str, key: str, times: int = 1) -> None:
    page.get_by_role("slider", name=slider).focus()
    for _ in range(times):
        page.keyboard.press(key)
    wait_for_effect(page)


def card(page: Page, title: str) -> Locator:
    return drawer(page).locator(".card").filter(has=page.get_by_role("heading", name=title))


def listed(page: Page, title: str) -> list[str]:
    return card(page, title).locator(".school").all_inner_texts()


def test_a_director_moves_rules_sees_who_enters_and_saves_with_a_reason(page: Page, own_server: Server):
    open_triage(page, own_server, "m.alvarez")
    before = set(groups(page)["Extra support"])
    open_drawer(page)
    expect(drawer(page).get_by_role("heading", level=2)).to_have_text("What if the rules were different?")
    press(page, "Reporting", "Home")
    expect(drawer(page).get_by_role("heading", level=2)).to_have_text("What if we leave out reporting?")
    expect(drawer(page)).to_contain_text("Nothing changes until you save. Whole district, 13 visits.")
    expect(card(page, "Would enter (1)")).to_be_visible()
    entering, leaving = listed(page, "Would enter"), listed(page, "Would leave")
    assert len(entering) == len(leaving) == 1
    expect(row(page, entering[0])).to_contain_text("would enter")
    expect(row(page, leaving[0])).to_contain_text("would leave")

    page.get_by_label("Why this change?").fill("Reports were late everywhere after the snow")
    page.get_by_label("In force from").fill("2026-04-10")
    page.get_by_role("button", name="Save as rule set").click()
    expect(page.locator("#notice")).to_have_text(
        'Saved. "Reporting 0" holds for lists judged on 10 April 2026 or later. To undo it, save other rules again.'
    )
    expect(page.locator("#stamp")).to_contain_text("Reporting 0, 2026-04-10, Maria Alvarez")
    expect(drawer(page)).to_be_hidden()
    wait_until_settled(page)
    moved = {*entering, *leaving}
    after = set(groups(page)["Extra support"])
    assert (before ^ after) - moved == set(), "only the schools that were named have moved"
    assert set(entering) <= after

    open_drawer(page)
    page.get_by_role("button", name="Back to default").click()
    wait_for_effect(page)
    expect(drawer(page).get_by_role("heading", level=2)).to_have_text("What if we go back to the default rules?")
    expect(page.get_by_label("Why this change?")).to_have_value("Back to the default rules")
    page.get_by_role("button", name="Save as rule set").click()
    expect(page.locator("#stamp")).to_contain_text("Default, 2026-04-10, Maria Alvarez")
    wait_until_settled(page)
    assert set(groups(page)["Extra support"]) == before


def test_without_a_reason_nothing_is_saved_and_the_field_is_next(page: Page, own_server: Server):
    open_triage(page, own_server, "m.alvarez")
    open_drawer(page)
    page.get_by_role("button", name="Save as rule set").click()
    expect(drawer(page).get_by_role("alert")).to_have_text("No rule is moved yet.")
    press(page, "Visits this month", "ArrowRight", 3)
    page.get_by_role("button", name="Save as rule set").click()
    expect(drawer(page).get_by_role("alert")).to_have_text("Write why, in a sentence; nothing was saved.")
    expect(page.get_by_label("Why this change?")).to_be_focused()
    expect(page.locator("#stamp")).to_contain_text("Default")


def test_a_viewer_may_look_but_not_save(page: Page, office: Server):
    open_triage(page, office, "h.ellison")
    open_drawer(page)
    press(page, "Visits this month", "ArrowRight", 3)
    expect(drawer(page).get_by_role("heading", level=2)).to_have_text("What if we visit 16 schools?")
    expect(card(page, "Would enter (3)")).to_be_visible()
    expect(drawer(page)).to_contain_text("Only a coordinator or director can save a rule set.")
    expect(page.get_by_role("button", name="Save as rule set")).to_be_hidden()


def test_the_keyboard_moves_a_rule_and_says_what_it_was(page: Page, office: Server):
    open_triage(page, office, "m.alvarez")
    open_drawer(page)
    press(page, "Turnout", "ArrowRight", 4)
    slider = page.get_by_role("slider", name="Turnout")
    expect(slider).to_have_value("3")
    expect(slider).to_have_attribute("aria-valuetext", "3, was 1")
    press(page, "Turnout", "ArrowLeft", 4)
    expect(slider).to_have_attribute("aria-valuetext", "1")
    expect(drawer(page).get_by_role("heading", level=2)).to_have_text("What if the rules were different?")


def test_escape_closes_and_the_keyboard_is_back_on_the_button(page: Page, office: Server):
    open_triage(page, office, "m.alvarez")
    open_drawer(page)
    expect(page.locator("small.hint").first).to_be_visible()
    press(page, "Plan", "End")
    page.keyboard.press("Escape")
    expect(drawer(page)).to_be_hidden()
    expect(page.locator("#what-if-button")).to_be_focused()
    expect(page.locator("small.hint")).to_have_count(0)
    page.keyboard.press("Enter")
    wait_for_effect(page)
    expect(page.get_by_role("slider", name="Plan")).to_have_value("5")


def test_opening_a_school_shows_it_and_keeps_what_was_moved(page: Page, office: Server):
    open_triage(page, office, "m.alvarez")
    open_drawer(page)
    press(page, "Plan", "Home")
    open_school(page, "Otter Bend")
    expect(drawer(page)).to_be_hidden()
    open_drawer(page)
    expect(page.get_by_role("slider", name="Plan")).to_have_value("0")


def test_another_month_shows_what_the_moved_rules_do_there(page: Page, office: Server):
    open_triage(page, office, "m.alvarez")
    open_drawer(page)
    press(page, "Visits this month", "End")
    months = page.get_by_label("As of", exact=True).locator("option").all_inner_texts()
    choose(page, "As of", months[1])
    expect(drawer(page).get_by_role("heading", level=2)).to_have_text("What if we visit 26 schools?")
    wait_for_effect(page)
    expect(card(page, "Would enter (13)")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_the_drawer_fits_and_leaves_the_list_in_sight(width: int, page: Page, office: Server):
    page.set_viewport_size({"width": width, "height": 900})
    open_triage(page, office, "m.alvarez")
    open_drawer(page)
    box = drawer(page).bounding_box()
    assert box is not None
    assert box["width"] == min(width, 424)
    assert box["x"] + box["width"] == width
    assert drawer(page).evaluate("node => node.scrollWidth - node.clientWidth") == 0
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
