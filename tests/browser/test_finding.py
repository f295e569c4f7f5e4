"""Find a school: a list of schools to open, whatever the filters show, and no filter moves."""

import re

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.triage_page import LAKEVIEW, detail, groups, names, open_triage, says
from tests.serving import Server
from tests.watching import visit


def field(page: Page):
    return page.get_by_role("combobox", name="Find a school")


def options(page: Page) -> list[str]:
    return page.locator("#hits").get_by_role("option").locator(".name").all_text_contents()


class SlowAnswers:
    """What the server says to the pages of a visitor can be held back for a while."""

    def __init__(self, page: Page) -> None:
        self._is_held = False
        self._kept: list[tuple[WebSocketRoute, str | bytes]] = []
        page.route_web_socket("**/ws*", self._pass_on)

    def hold(self) -> None:
        self._is_held = True

    def let_go(self) -> None:
        """Tell all that was held back, in its order."""
        self._is_held = False
        for socket, message in self._kept:
            socket.send(message)
        self._kept = []

    def _pass_on(self, socket: WebSocketRoute) -> None:
        socket.connect_to_server().on_message(lambda message: self._answer(socket, message))

    def _answer(self, socket: WebSocketRoute, message: str | bytes) -> None:
        if self._is_held:
            self._kept.append((socket, message))
        else:
            socket.send(message)


def test_a_search_opens_a_school_outside_the_filters_and_leaves_them_alone(page: Page, office: Server):
    open_triage(page, office)
    before = page.url
    page.keyboard.press("/")
    page.keyboard.type("irom hill")
    hit = page.locator("#hits").get_by_role("option", name="Iron Hill")
    expect(hit).to_contain_text("Riverside")
    expect(hit).to_contain_text("outside these filters")
    expect(page.locator("#hits-note")).to_have_text("Nothing is spelled “irom hill”; this comes near.")
    assert page.url == before
    assert groups(page) == LAKEVIEW
    page.keyboard.press("Enter")
    expect(detail(page).get_by_role("heading", name="Iron Hill", exact=True)).to_be_visible()
    says(page, "Showing 11 of 85 schools")
    assert groups(page) == LAKEVIEW
    expect(page.get_by_label("Cluster", exact=True)).to_have_value("Lakeview")
    expect(field(page)).to_have_value("")
    page.keyboard.press("Escape")
    expect(detail(page)).to_be_hidden()
    expect(page).to_have_url(before)
    page.go_back()
    expect(detail(page).get_by_role("heading", name="Iron Hill", exact=True)).to_be_visible()


def test_the_keyboard_walks_through_what_was_found(page: Page, office: Server):
    open_triage(page, office)
    box = field(page)
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("creek")
    expect(page.locator("#hits").get_by_role("option")).to_have_count(3)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#said")).to_have_text("3 schools found")
    assert options(page) == ["Clover Creek", "Harlan Creek", "Raven Creek"]
    for key, chosen in (
        ("ArrowDown", 0),
        ("ArrowDown", 1),
        ("ArrowDown", 2),
        ("ArrowDown", 2),
        ("ArrowUp", 1),
        ("ArrowUp", 0),
    ):
        box.press(key)
        expect(box).to_have_attribute("aria-activedescendant", f"hit-{chosen}")
        expect(page.locator("#hits").get_by_role("option", selected=True)).to_have_count(1)
        expect(page.locator("#hits").get_by_role("option").nth(chosen)).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(page.locator("#hits").get_by_role("option")).to_have_count(0)
    expect(box).to_have_value("")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("4-017")
    expect(page.locator("#hits").get_by_role("option")).to_have_count(1)
    expect(page.locator("#hits").get_by_role("option", name="Harlan Creek")).to_contain_text("4-017")
    box.press("ArrowDown")
    box.press("Enter")
    expect(detail(page).get_by_role("heading", name="Harlan Creek", exact=True)).to_be_visible()


def test_keys_pressed_before_the_answer_are_meant_for_what_is_typed(page: Page, office: Server):
    slow = SlowAnswers(page)
    open_triage(page, office)
    box = field(page)
    chosen = page.locator("#hits").get_by_role("option", selected=True)
    box.press_sequentially("4-0")
    expect(page.locator("#hits").get_by_role("option").first).to_contain_text("4-002")
    slow.hold()
    box.press_sequentially("17")
    assert "Harlan Creek" in options(page)[1:], "still the list of what was typed before, where it is not the first"
    box.press("ArrowDown")
    expect(chosen).to_have_count(0)
    slow.let_go()
    expect(chosen).to_contain_text("Harlan Creek")
    box.press("Escape")
    slow.hold()
    box.press_sequentially("creek")
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        box.press(key)
    slow.let_go()
    expect(detail(page).get_by_role("heading", name="Harlan Creek", exact=True)).to_be_visible()
    assert page.url.endswith("school=4-017")


def test_an_answer_that_comes_again_leaves_what_is_chosen(page: Page, office: Server):
    open_triage(page, office)
    box = field(page)
    for _ in range(2):  # the second time the answer is the one that is there already
        box.fill("creek")
        expect(page.locator("#hits").get_by_role("option")).to_have_count(3)
        box.press("ArrowDown")
        box.press("ArrowDown")
        box.dispatch_event("focus")
        expect(page.locator("#hits").get_by_role("option", selected=True)).to_contain_text("Harlan Creek")
        expect(box).to_have_attribute("aria-activedescendant", "hit-1")
        box.press("Escape")


def test_nobody_found_is_said_and_the_one_field_to_search_in_is_on_a_phone_too(page: Page, office: Server):
    open_triage(page, office)
    field(page).fill("no school is called so")
    expect(page.locator("#hits-note")).to_have_text(
        "No school here has “no school is called so” in its name or number."
    )
    expect(page.get_by_role("listbox")).to_have_count(0)
    assert groups(page) == LAKEVIEW
    page.locator("#answer").click(position={"x": 5, "y": 5})
    expect(page.locator("#hits-box")).to_be_hidden()

    # There is one field to search in, and a phone has it too.
    expect(page.get_by_label("Find a school", exact=True).and_(page.locator("input"))).to_have_count(1)
    expect(page.get_by_label("School", exact=True)).to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(field(page)).to_be_hidden()
    page.get_by_role("button", name="Search for a school").click()
    expect(field(page)).to_be_focused()
    field(page).fill("hollow")
    page.locator("#hits").get_by_role("option", name="Pine Hollow").click()
    expect(detail(page).get_by_role("heading", name="Pine Hollow", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(detail(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Search for a school")).to_be_focused()


def test_an_old_link_with_a_search_still_filters_and_one_press_takes_it_off(page: Page, office: Server):
    open_triage(page, office, search="hollow", cluster="all")
    assert names(page) == ["Pine Hollow"]
    page.get_by_role("link", name='Leave out "hollow"').click()
    says(page, "Showing 85 of 85 schools, and 1 that is closed or not open yet")
    expect(page).not_to_have_url(re.compile("search="))


@pytest.mark.parametrize("view", ["list", "months"])
def test_a_search_that_hides_every_school_is_no_dead_end(page: Page, office: Server, view: str):
    open_triage(page, office, search="iron hill", view=view)
    expect(page.locator("#notice")).to_have_text(
        "Outside these filters: Iron Hill (Riverside). Find a school opens any school and moves no filter."
    )
    page.locator(".schools .empty, .picture .empty").get_by_role("button", name="Reset").click()
    says(page, "Showing 11 of 85 schools")
    expect(page.locator("#notice")).to_be_hidden()


def test_a_liaison_with_one_school_is_given_no_field_to_find_others(page: Page, office: Server):
    visit(page, f"{office.url}/our_school?as=c.eriksen33")
    expect(page.get_by_role("heading", name="Fairbrook")).to_be_visible()
    expect(page.locator("#find")).to_have_count(0)
