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
    for more in page.locator("[data-fold=more]:visible").all():
        more.click()
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
    press(page, "Reports on time", "Home")
    expect(drawer(page).get_by_role("heading", level=2)).to_have_text("What if “Reports on time” does not count?")
    expect(drawer(page)).to_contain_text("Nothing changes yet. Whole district, 13 visits.")
    expect(card(page, "Would enter (1)")).to_be_visible()
    entering, leaving = listed(page, "Would enter"), listed(page, "Would leave")
    assert len(entering) == len(leaving) == 1
    expect(row(page, entering[0])).to_contain_text("would enter")
    expect(row(page, leaving[0])).to_contain_text("would leave")

    page.get_by_label("Why this change?").fill("Reports were late everywhere after the snow")
    page.get_by_label("In force from").fill("2026-04-10")
    page.get_by_role("button", name="Put in force").click()
    expect(page.locator("#notice")).to_have_text(
        "Saved. “Reports on time 0” holds for lists judged on 10 April 2026 or later. Undo stands in What if."
    )
    expect(page.locator("#stamp")).to_contain_text("Reports on time 0, from 10 April 2026, Maria Alvarez")
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
    page.get_by_role("button", name="Put in force").click()
    expect(page.locator("#stamp")).to_contain_text("Default, from 10 April 2026, Maria Alvarez")
    wait_until_settled(page)
    assert set(groups(page)["Extra support"]) == before


def propose(page: Page, server: Server) -> None:
    open_triage(page, server, "r.okafor")
    open_drawer(page)
    press(page, "Reports on time", "End")
    page.get_by_label("Why this change?").fill("Reports were late after the snow.")


def test_a_coordinator_proposes_and_the_director_puts_it_in_force_and_undoes_it(page: Page, own_server: Server):
    propose(page, own_server)
    before = page.locator("#stamp").inner_text()
    expect(page.get_by_label("In force from")).to_be_hidden()
    page.get_by_role("button", name="Propose to the director").click()
    expect(page.locator("#notice")).to_contain_text("“Reports on time 5” waits for the director; no list has changed.")
    assert page.locator("#stamp").inner_text() == before

    open_triage(page, own_server, "m.alvarez")
    expect(page.locator("#notice")).to_have_text("1 proposal to change the rules waits for you in What if.")
    open_drawer(page)
    proposal = drawer(page).locator(".proposal")
    expect(proposal).to_contain_text("Rosa Okafor")
    expect(proposal).to_contain_text("Reports were late after the snow.")
    entering, leaving = (
        proposal.locator(".card").filter(has_text=title).locator(".school").all_inner_texts()
        for title in ("Would enter", "Would leave")
    )
    assert len(entering) > 0
    proposal.get_by_role("button", name="Try it below").click()
    wait_for_effect(page)
    expect(drawer(page).get_by_role("heading", level=2)).to_have_text("What if “Reports on time” counts more?")
    before = set(groups(page)["Extra support"])
    proposal.get_by_role("button", name="Put in force").click()
    expect(page.locator("#stamp")).to_contain_text("Reports on time 5, from 10 April 2026, Maria Alvarez")
    wait_until_settled(page)
    assert (set(groups(page)["Extra support"]) ^ before) <= {*entering, *leaving}
    changed = drawer(page).locator(".changed")
    expect(changed).to_contain_text("by Maria Alvarez, as Rosa Okafor proposed: Reports on time 5.")
    expect(proposal).to_have_count(0)
    changed.get_by_role("button", name="Undo").click()
    expect(page.locator("#notice")).to_contain_text("Undone. The rules from before are in force again")
    expect(page.locator("#stamp")).to_contain_text("Default, from 10 April 2026, Maria Alvarez")
    wait_until_settled(page)
    assert set(groups(page)["Extra support"]) == before


def test_a_declined_proposal_comes_back_with_a_sentence_and_typed_words_outlive_a_reload(
    page: Page, own_server: Server
):
    propose(page, own_server)
    page.reload()
    expect(drawer(page)).to_be_visible()
    expect(page.get_by_label("Why this change?")).to_have_value("Reports were late after the snow.")
    expect(page.get_by_role("slider", name="Reports on time")).to_have_value("5")
    wait_for_effect(page)
    page.get_by_role("button", name="Propose to the director").click()
    expect(page.locator("#notice")).to_contain_text("waits for the director")
    open_triage(page, own_server, "m.alvarez")
    open_drawer(page)
    drawer(page).get_by_role("button", name="Decline").click()
    drawer(page).get_by_role("textbox", name="Why not?").fill("After the summer.")
    page.reload()
    page.locator("#what-if-button").click()
    expect(drawer(page).get_by_role("textbox", name="Why not?")).to_have_value("After the summer.")
    drawer(page).get_by_role("button", name="Decline and tell").click()
    expect(page.locator("#notice")).to_contain_text("Declined. Rosa Okafor reads your sentence in What if")
    open_triage(page, own_server, "r.okafor")
    expect(page.locator("#notice")).to_contain_text("Maria Alvarez has declined your proposal “Reports on time 5”.")
    open_drawer(page)
    expect(drawer(page).locator(".proposal .answer")).to_contain_text("After the summer.")


def test_all_who_would_enter_are_in_sight_above_the_fold_and_another_month_shows_its_own(page: Page, office: Server):
    page.set_viewport_size({"width": 1440, "height": 900})
    open_triage(page, office, "m.alvarez")
    open_drawer(page)
    expect(drawer(page).locator(".card")).to_have_count(0)
    stays = drawer(page).locator(".stays li")
    assert stays.nth(2).bounding_box()["y"] < 900 - 22
    press(page, "Visits this month", "ArrowRight", 7)
    entering = card(page, "Would enter (7)")
    assert len(listed(page, "Would enter")) == 7
    assert entering.evaluate("node => node.scrollHeight - node.clientHeight") == 0
    assert entering.bounding_box()["height"] < 180

    press(page, "Visits this month", "End")
    months = page.get_by_label("As of", exact=True).locator("option").all_inner_texts()
    choose(page, "As of", months[1])
    expect(drawer(page).get_by_role("heading", level=2)).to_have_text("What if we visit 26 schools?")
    wait_for_effect(page)
    expect(card(page, "Would enter (13)")).to_be_visible()


def test_without_a_reason_nothing_is_saved_and_the_field_is_next(page: Page, office: Server):
    open_triage(page, office, "m.alvarez")
    open_drawer(page)
    expect(drawer(page)).to_contain_text("No rule is moved yet. Who would come and go stands here.")
    expect(page.get_by_role("button", name="Put in force")).to_be_hidden()
    press(page, "Visits this month", "ArrowRight", 3)
    page.get_by_role("button", name="Put in force").click()
    expect(drawer(page).get_by_role("alert")).to_have_text("Write why, in a sentence; nothing was saved.")
    expect(page.get_by_label("Why this change?")).to_be_focused()
    expect(page.locator("#stamp")).to_contain_text("Default")


def test_a_viewer_may_look_but_not_save(page: Page, office: Server):
    open_triage(page, office, "h.ellison")
    open_drawer(page)
    press(page, "Visits this month", "ArrowRight", 3)
    expect(drawer(page).get_by_role("heading", level=2)).to_have_text("What if we visit 16 schools?")
    expect(card(page, "Would enter (3)")).to_be_visible()
    expect(drawer(page)).to_contain_text("Only a coordinator or director can propose other rules.")
    expect(page.get_by_role("button", name="Put in force")).to_be_hidden()


def test_what_the_keyboard_moved_is_said_and_kept_through_escape_and_an_opened_school(page: Page, office: Server):
    open_triage(page, office, "m.alvarez")
    open_drawer(page)
    expect(page.locator("small.hint").first).to_be_visible()
    press(page, "Families who come", "ArrowRight", 4)
    slider = page.get_by_role("slider", name="Families who come")
    expect(slider).to_have_value("3")
    expect(slider).to_have_attribute("aria-valuetext", "3, was 1")
    press(page, "Families who come", "ArrowLeft", 4)
    expect(slider).to_have_attribute("aria-valuetext", "1")
    expect(drawer(page).get_by_role("heading", level=2)).to_have_text("What if the rules were different?")

    press(page, "Plan steps done", "End")
    page.keyboard.press("Escape")
    expect(drawer(page)).to_be_hidden()
    expect(page.locator("#what-if-button")).to_be_focused()
    expect(page.locator("small.hint")).to_have_count(0)
    page.keyboard.press("Enter")
    wait_for_effect(page)
    expect(page.get_by_role("slider", name="Plan steps done")).to_have_value("5")

    press(page, "Plan steps done", "Home")
    open_school(page, "Otter Bend")
    expect(drawer(page)).to_be_hidden()
    open_drawer(page)
    expect(page.get_by_role("slider", name="Plan steps done")).to_have_value("0")


def test_the_drawer_fits_and_leaves_the_list_in_sight(page: Page, office: Server):
    open_triage(page, office, "m.alvarez")
    for width in (1440, 1024, 390):
        page.set_viewport_size({"width": width, "height": 900})
        open_drawer(page)
        box = drawer(page).bounding_box()
        assert box is not None
        assert box["width"] == min(width, 424)
        assert box["x"] + box["width"] == width
        assert drawer(page).evaluate("node => node.scrollWidth - node.clientWidth") == 0
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        page.keyboard.press("Escape")
        expect(drawer(page)).to_be_hidden()
