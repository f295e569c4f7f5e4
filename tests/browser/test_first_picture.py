"""What stands on a page before Bokeh's scripts have been read, and how its components take it over."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.triage_page import detail, row, rows
from tests.serving import Server
from tests.watching import wait_until_settled

BOKEH = re.compile(r"/static/js/bokeh\.min\.js")
SHIFTS = """
    window.shifts = []
    new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(
        entry => [entry.value, ...entry.sources.map(source => source.node?.id || source.node?.className || "")])))
        .observe({type: "layout-shift", buffered: true})
"""
WATCH_THE_LIST = """
    const list = document.getElementById("first").shadowRoot
    window.changed = []
    new MutationObserver(seen => window.changed.push(...seen.map(one => `${one.type} ${one.target.nodeName}`)))
        .observe(list, {subtree: true, childList: true, characterData: true, attributes: true})
    window.firstRow = list.querySelector("tr.school-row, button.line")
"""


@contextmanager
def bokeh_held_back(page: Page) -> Iterator[None]:
    """Inside, the page waits for Bokeh's script; after, it gets it and is settled."""
    held: list[Route] = []
    # Playwright marks the function it calls, and a method of a list cannot be marked.
    page.route(BOKEH, lambda route: held.append(route))
    yield
    page.wait_for_function("() => true")
    assert held, "the page never asked for Bokeh"
    for route in held:
        route.continue_()
    page.unroute(BOKEH)
    wait_until_settled(page)


def first(page: Page, server: Server, query: str) -> None:
    page.goto(f"{server.url}/triage?{query}", wait_until="commit")
    expect(page.locator("#first")).to_have_attribute("data-early", "drawn")


def test_the_list_is_read_and_taken_over_as_it_stands(page: Page, office: Server):
    with bokeh_held_back(page):
        first(page, office, "as=m.alvarez")
        expect(rows(page)).to_have_count(86)
        expect(page.locator("#legend li").first).to_have_text("accepted")
        row(page, "Harlan Creek").get_by_role("button").focus()
        page.evaluate(WATCH_THE_LIST)
        assert page.evaluate("typeof window.Bokeh") == "undefined"
    expect(page.locator("#first")).to_have_attribute("data-taken", re.compile("."))
    expect(rows(page)).to_have_count(86)
    assert page.evaluate("window.changed") == []
    assert page.evaluate("window.firstRow.isConnected")
    assert page.evaluate("partnership.focused().textContent") == "Harlan Creek"


def test_the_months_are_read_and_taken_over_as_they_stand(page: Page, office: Server):
    with bokeh_held_back(page):
        first(page, office, "as=m.alvarez&view=months")
        expect(page.locator("button.line")).to_have_count(86)
        page.evaluate(WATCH_THE_LIST)
    expect(page.locator("#first")).to_have_attribute("data-taken", re.compile("."))
    assert page.evaluate("window.changed") == []


def test_a_school_clicked_early_is_opened_when_the_page_can(page: Page, office: Server):
    with bokeh_held_back(page):
        first(page, office, "as=m.alvarez")
        row(page, "Cedar Grove").get_by_role("button").click()
        row(page, "Harlan Creek").get_by_role("button").click()  # the last wish counts
        expect(detail(page)).to_contain_text("Loading the school")
    expect(detail(page).get_by_role("heading", name="Harlan Creek")).to_be_visible()
    expect(detail(page)).not_to_contain_text("Loading the school", use_inner_text=True)
    expect(row(page, "Harlan Creek")).to_have_attribute("aria-current", "true")
    expect(page).to_have_url(re.compile("school="))


def test_a_search_typed_early_is_answered_when_the_page_can(page: Page, office: Server):
    with bokeh_held_back(page):
        first(page, office, "as=m.alvarez")
        page.get_by_label("Find a school").fill("Harlan")
    expect(page.locator("#hits").get_by_role("option", name="Harlan Creek")).to_be_visible()


def test_another_view_takes_the_place_of_the_first_and_gives_it_back(page: Page, office: Server):
    page.goto(f"{office.url}/triage?as=m.alvarez")
    wait_until_settled(page)
    page.get_by_role("button", name="Months").click()
    expect(page.locator("button.line")).to_have_count(86)
    expect(page.locator("#first")).to_have_count(0)
    expect(rows(page)).to_have_count(0)
    page.get_by_role("button", name="List").click()
    expect(rows(page)).to_have_count(86)
    row(page, "Harlan Creek").get_by_role("button").click()
    expect(detail(page).get_by_role("heading", name="Harlan Creek")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
@pytest.mark.parametrize("query", ["as=m.alvarez", "as=r.okafor", "as=m.alvarez&view=months"])
def test_nothing_moves_while_a_page_opens(page: Page, office: Server, query: str, width: int, height: int):
    page.add_init_script(SHIFTS)
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{office.url}/triage?{query}")
    wait_until_settled(page)
    expect(page.locator("#first")).to_have_attribute("data-taken", re.compile("."))
    moved = page.evaluate("window.shifts")
    assert sum(shift[0] for shift in moved) < 0.003, moved


def test_a_page_in_a_tab_that_nobody_looks_at_opens_too(page: Page, office: Server):
    page.add_init_script("window.requestAnimationFrame = () => 0")  # as browsers do for such a tab
    page.goto(f"{office.url}/triage?as=m.alvarez")
    expect(page.get_by_label("Cluster", exact=True)).to_be_visible()


def test_without_a_drawing_before_it_the_component_draws_for_itself(page: Page, office: Server):
    """As in a notebook, or when the script of the page cannot run."""
    page.add_init_script("""
        const find = Document.prototype.getElementById
        Document.prototype.getElementById = function (id) { return id === "first-data" ? null : find.call(this, id) }
    """)
    page.goto(f"{office.url}/triage?as=m.alvarez")
    wait_until_settled(page)
    expect(rows(page)).to_have_count(86)
    expect(page.locator("#first")).to_have_count(0)
