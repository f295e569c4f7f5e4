"""Practices: one from a mark to a printed page, two who write at once, and what a liaison reads of other schools."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.serving import Server
from tests.watching import visit, wait_until_settled

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def own(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    """A server of this file's own: these stories change rows."""
    return served(sample_district())


def open_practices(page: Page, server: Server, login: str) -> None:
    visit(page, f"{server.url}/practices?as={login}")
    expect(cards(page).first).to_be_visible()


def cards(page: Page) -> Locator:
    return page.locator("button.card")


def panel(page: Page) -> Locator:
    return page.locator("aside.panel")


def press(page: Page, name: str) -> None:
    panel(page).get_by_role("button", name=name, exact=True).click()


def shown(page: Page) -> int:
    return int(re.findall(r"\d+", page.locator(".showing").inner_text())[0])


def test_a_practice_from_mark_to_printed_page(page: Page, own: Server):
    open_practices(page, own, "r.okafor")
    before = shown(page)
    page.get_by_role("button", name="Mark an activity").click()
    panel(page).get_by_role("combobox").select_option(label="Harlan Creek")
    offered = panel(page).get_by_role("radio")
    expect(offered.first).to_be_visible()
    offered.first.check()
    title = panel(page).locator(".offered b").first.inner_text()
    panel(page).get_by_label("What you ask the school, if anything").fill("Who came?")
    press(page, "Mark it and ask the school")
    expect(panel(page).get_by_role("heading", level=2)).to_have_text(title)
    expect(panel(page)).to_contain_text("Rosa Okafor asked the school for its text")
    expect(panel(page)).to_contain_text("Who came?")
    expect(panel(page).get_by_role("button", name="Share it")).to_have_count(0)  # nobody has written yet
    expect(page.locator("#room")).to_contain_text("3 wait for their schools")
    press(page, "Log a contact")
    expect(page.locator("#contact header")).to_contain_text("Harlan Creek")
    page.keyboard.press("Escape")

    press(page, "Write about it")
    panel(page).get_by_label("What was done").fill("1. We asked at the door.\n2. Harlan Creek sang.")
    page.reload()  # what is typed stays
    expect(cards(page).first).to_be_visible()
    page.get_by_role("radio", name="In work").check()
    cards(page).filter(has_text=title).filter(has_text="Harlan Creek").click()
    expect(panel(page).get_by_label("What was done")).to_have_value("1. We asked at the door.\n2. Harlan Creek sang.")
    press(page, "Save")
    press(page, "Share it")
    expect(panel(page).get_by_role("alert")).to_contain_text("The text names Harlan Creek")
    press(page, "Write about it")
    panel(page).get_by_label("What was done").fill("1. We asked at the door.\n2. Our school sang <b>.")
    press(page, "Save")
    press(page, "Share it")
    expect(panel(page)).to_contain_text("Shared with the schools of the district")
    expect(panel(page).get_by_role("listitem").nth(1)).to_have_text("Our school sang <b>.")
    wait_until_settled(page)
    expect(page.locator("#answer")).to_have_text(f"{before + 1} practices are shared.")
    assert (shown(page), cards(page).count()) == (before + 1, before + 1)

    page.evaluate("window.print = () => undefined")
    page.get_by_role("button", name=f"Print the collection, {before + 1}").click()
    assert page.locator(".paper article").count() == before + 1
    press(page, "Print")
    expect(page.locator(".paper article")).to_have_count(1)
    assert title in (page.locator(".paper").text_content() or "")


def test_two_who_write_at_once_see_both_texts_and_lose_none(page: Page, own: Server):
    visit(page, f"{own.url}/practices?as=r.okafor&practice=32")
    press(page, "Write about it")
    other = page.context.new_page()
    visit(other, f"{own.url}/practices?as=c.eriksen33&practice=32")
    for one, text in ((other, "More coats."), (page, "Warm children.")):
        if one is other:
            press(one, "Write about it")
        panel(one).get_by_label("What it was for").fill(text)
    panel(page).get_by_label("What it takes").fill("Racks.")
    press(other, "Save")
    expect(panel(other)).to_contain_text("Saved.")
    press(page, "Save")
    expect(panel(page).get_by_role("alert")).to_contain_text("Carla Eriksen wrote here since you opened this.")
    expect(panel(page)).to_contain_text("Meanwhile somebody wrote: More coats.")
    expect(panel(page).get_by_role("button", name="Save")).to_be_disabled()
    press(page, "Keep mine")
    press(page, "Save")
    expect(panel(page)).to_contain_text("Warm children.")
    expect(panel(page)).to_contain_text("Racks.")
    other.close()


def test_a_liaison_reads_what_fits_without_names_on_a_phone(page: Page, office: Server):
    page.set_viewport_size({"width": 390, "height": 844})
    open_practices(page, office, "b.kimura15")
    expect(page.locator("#answer")).to_contain_text(re.compile(r"^\d+ practices fit"))
    expect(page.locator("#room")).to_have_text("Your school is asked to write up 1 activity that is worth sharing.")
    said = " ".join(cards(page).all_inner_texts())
    assert "A high school, about" in said
    assert "Cedar Glen" not in said
    assert page.evaluate(TOO_WIDE) <= 0
    assert shown(page) == cards(page).count() == int(re.findall(r"\d+", page.locator("#answer").inner_text())[0])
    cards(page).first.click()
    expect(panel(page).get_by_role("button", name="Take back")).to_have_count(0)
    assert page.evaluate(TOO_WIDE) <= 0
    page.keyboard.press("Escape")
    expect(cards(page).first).to_be_focused()


def test_the_practices_are_browsed_by_type_level_and_search_and_counted(page: Page, office: Server):
    open_practices(page, office, "r.okafor")
    every = shown(page)
    types = page.get_by_role("group", name="Involvement type").get_by_role("checkbox")
    counts = [
        int(count) for count in page.get_by_role("group", name="Involvement type").locator("small").all_inner_texts()
    ]
    assert (sum(counts), len(counts)) == (every, 6)
    most = counts.index(max(counts))
    types.nth(most).uncheck()
    expect(cards(page)).to_have_count(every - counts[most])
    assert shown(page) == every - counts[most]
    types.nth(most).check()
    levels = page.get_by_label("Fits this level")
    found = []
    for level in levels.locator("option").all()[1:]:
        levels.select_option(label=level.inner_text())
        found.append(shown(page))
        expect(cards(page)).to_have_count(found[-1])
    assert 0 < min(found) < every
    levels.select_option(index=0)
    word = cards(page).first.locator("b, h3").first.inner_text()
    page.get_by_label("Search in the practices").fill(word.upper())
    expect(page.locator(".showing")).not_to_contain_text(f"Showing {every} of")
    assert 0 < shown(page) == cards(page).count() < every
    assert all(word.lower() in text.lower() for text in cards(page).all_inner_texts())
