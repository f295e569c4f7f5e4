"""At every size, zoomed or turned: schools in the first screen, nothing cut off, nothing that scrolls sideways."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.triage_page import open_triage
from tests.serving import Server

# Schools whole inside the first screen, above what stands at its foot.
SCHOOLS_IN_SIGHT = """rows => {
    const feet = ["legend", "stamp"].map(id => document.getElementById(id).getBoundingClientRect())
    const end = Math.min(innerHeight, ...feet.filter(foot => foot.height && foot.top > 100).map(foot => foot.top))
    return rows.map(row => row.getBoundingClientRect()).filter(row => row.top > 0 && row.bottom <= end + 1).length
}"""
# What ends right of the screen, or of the box that cuts it, and is there to be read or pressed.
CUT_OFF = """() => {
    const inside = node => node.shadowRoot ? all(node.shadowRoot) : []
    const all = root => [...root.querySelectorAll("*")].flatMap(node => [node, ...inside(node)])
    const isSeen = node => node.checkVisibility({visibilityProperty: true, opacityProperty: true})
    const isRead = node => node.matches("a, button, select, input, b, h1, small, .why, .what, td, th")
    const isApart = node => node.closest(".unseen, .skip, svg")
    return all(document.body).filter(node => isRead(node) && isSeen(node) && !isApart(node)).filter(node => {
        const box = node.getBoundingClientRect()
        return box.width > 1 && (box.right > innerWidth + 0.5 || box.left < -0.5)
    }).map(node => `${node.tagName} ${node.className} ${node.textContent.slice(0, 30)}`)
}"""
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"
SIZES = {
    "desk": (1440, 900, 10),
    "laptop": (1366, 650, 5),
    "tablet": (1024, 768, 7),
    "tablet upright": (768, 1024, 7),
    "desk at 200 %": (720, 450, 2),
    "phone sideways": (844, 390, 2),
    "low window": (1000, 480, 2),
    "phone": (390, 844, 3),
    "small phone": (320, 640, 1),
}
"""Width, height, and how many schools are seen at once."""


def test_schools_stand_in_the_first_screen_and_nothing_is_cut_off(
    page: Page, office: Server, subtests: pytest.Subtests
):
    open_triage(page, office)
    for name, (width, height, schools) in SIZES.items():
        with subtests.test(name):
            page.set_viewport_size({"width": width, "height": height})
            fits(page, width, height, schools)


def fits(page: Page, width: int, height: int, schools: int) -> None:
    """A page of this size, as it was opened; it is left so."""
    page.evaluate("scrollTo(0, 0)")
    assert page.locator("tr.school-row").evaluate_all(SCHOOLS_IN_SIGHT) >= schools
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(TOO_WIDE) <= 0
    is_folded = width < 900 or height < 700 or (width < 1200 and height < 800)
    marks = page.get_by_role("button", name="Marks", exact=True)
    assert marks.is_visible() is is_folded
    if is_folded:
        marks.click()
    page.locator("#legend").scroll_into_view_if_needed()
    expect(page.locator("#legend")).to_be_visible()
    if more := page.locator("[data-fold=more]:visible").all():
        expect(page.locator("#figures")).to_be_hidden()
        more[0].click()
        expect(more[0]).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#figures")).to_be_visible()
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(TOO_WIDE) <= 0
    scrolls = "getComputedStyle(document.querySelector('.list')).overflowY"
    assert page.evaluate(scrolls) == ("visible" if width < 900 or height < 600 else "auto")
    page.get_by_label("Look as someone else").focus()
    box = page.get_by_label("Look as someone else").bounding_box()
    assert box["x"] + box["width"] <= width
    page.locator("[data-fold][aria-expanded=true]").evaluate_all("folded => folded.forEach(fold => fold.click())")


def test_on_a_phone_the_first_school_follows_the_answer_and_one_row_of_buttons(page: Page, office: Server):
    page.set_viewport_size({"width": 390, "height": 844})
    open_triage(page, office)
    assert 200 < page.locator("tr.school-row").first.bounding_box()["y"] <= 300


def test_the_open_school_fits_a_small_phone_and_one_held_sideways(page: Page, office: Server):
    for width, height in ((320, 640), (844, 390)):
        page.set_viewport_size({"width": width, "height": height})
        open_triage(page, office, school="4-017")
        expect(page.locator("#detail h2")).to_be_visible()
        assert page.evaluate(TOO_WIDE) <= 0
        assert page.locator("#detail").bounding_box()["width"] == width
