"""For everybody: no rule of axe is broken in any view; by keyboard, to a screen reader, in the system's colours."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import DESK, PHONE, SIZES, TABLET, broken_at_every_size, look, press
from tests.browser.triage_page import choose, detail, open_school, open_triage, row
from tests.serving import Server
from tests.watching import wait_until_settled

EVERYWHERE = """
    const inside = node => node.shadowRoot ? all(node.shadowRoot) : []
    const all = root => [...root.querySelectorAll("*")].flatMap(node => [node, ...inside(node)])
"""


def unfold(page: Page) -> None:
    for button in page.locator("[data-fold]:visible").all():
        button.click()


def find(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("creek")
    expect(page.locator("#hits li")).to_have_count(3)
    page.keyboard.press("ArrowDown")


def evidence(page: Page) -> None:
    expect(page.locator("#detail canvas").first).to_be_visible()
    page.locator("#detail li.reason button").first.click()
    page.locator("#detail [data-fold]").first.click()
    expect(page.locator("#detail select").first).to_be_visible()


def what_if(page: Page) -> None:
    page.locator("#what-if-button").click()
    expect(page.locator("#what-if input[type=range]").first).to_be_visible()


DIRECTOR = "m.alvarez"
VIEWS: dict[str, tuple[dict[str, str], Callable[[Page], None]]] = {
    "list": ({}, unfold),
    "find": ({}, find),
    "what if": ({}, what_if),
    "files": ({}, press("#download-button")),
    "school": ({"school": "4-017"}, evidence),
    "filters": ({}, lambda page: [button.click() for button in page.locator("[data-drawer=side]:visible").all()[:1]]),
    "no school": ({"search": "qqqq"}, unfold),
    "months": ({"login": DIRECTOR, "view": "months", "cluster": "all"}, unfold),
    "months, a school": ({"login": DIRECTOR, "view": "months", "school": "4-017"}, lambda page: None),
    "news": ({"login": DIRECTOR, "cluster": "all"}, lambda page: (unfold(page), press("#news button")(page))),
}


ON_THE_LIST = {"find", "what if", "files"}
"""Views that are opened over the list, unfolded as it is by then; Escape closes them."""
BETWEEN = {"list", "school", "months"}
"""Views that stand in other places on a tablet than on a desk or a phone."""


def test_no_rule_of_axe_is_broken_in_any_view(page: Page, office: Server):
    """Each view opened once, then seen at its sizes; what only a phone has, opened there."""
    broken: dict[str, list[str]] = {}
    for name, (words, reach) in VIEWS.items():
        look(page, *(PHONE if name == "filters" else DESK))
        if name in ON_THE_LIST:
            page.keyboard.press("Escape")
            wait_until_settled(page)
        else:
            open_triage(page, office, **words)
        reach(page)
        broken |= broken_at_every_size(page, name, [DESK, TABLET, PHONE] if name in BETWEEN else SIZES)
    assert broken == {name: [] for name in broken}


# ---------------------------------------------------------------- by keyboard
FOCUSED = """() => {
    const node = window.partnership.focused(), box = node.getBoundingClientRect(), look = getComputedStyle(node)
    const label = node.labels?.[0]?.textContent ?? ""
    const name = node.ariaLabel || node.textContent.trim() || label.trim() || node.title
    const around = [node, node.parentElement, node.closest("label, .who, tr")].filter(Boolean)
    const isRinged = around.some(each => getComputedStyle(each).outlineStyle !== "none")
    const isInline = node.matches("a") && Boolean(node.closest("p, li"))
    const {width, height} = (node.closest("label, tr, .who") ?? node).getBoundingClientRect()
    const isSmall = !isInline && Math.min(width, height) < 23.5
    const isSeen = box.bottom > 0 && box.top < innerHeight
    return {name: name.slice(0, 40), tag: node.tagName, ringed: isRinged, small: isSmall, seen: isSeen}
}"""


def walked(page: Page) -> list[dict[str, object]]:
    """Every stop of Tab, from the top of the page until it leaves it."""
    stops: list[dict[str, object]] = []
    page.evaluate("document.activeElement.blur()")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stops.append(page.evaluate(FOCUSED))
    return stops


def test_tab_reaches_everything_by_a_name_with_a_ring_and_room_to_press(page: Page, office: Server):
    open_triage(page, office, school="4-017")
    expect(page.locator("#detail canvas").first).to_be_visible()
    stops = walked(page)
    names = [str(stop["name"]) for stop in stops]
    assert [stop for stop in stops if not stop["name"]] == []
    assert [stop for stop in stops if not stop["ringed"]] == []
    assert [stop for stop in stops if stop["small"]] == []
    assert [stop for stop in stops if not stop["seen"]] == []
    above = ["Skip to the schools", "Triage", "Find a school", "Copy link to this view", "Look as someone else"]
    below = ["List", "Months", "What if", "Download", "Harlan Creek", "Why", "School", "Close"]
    wanted = above + below
    order = [next(i for i, name in enumerate(names) if name == one) for one in wanted]
    assert order == sorted(order), "as they stand on the page"


def test_which_view_is_on_is_told_by_a_pressed_button(page: Page, office: Server):
    open_triage(page, office)
    group = page.get_by_role("group", name="View")
    expect(group.get_by_role("button", name="List", pressed=True)).to_be_visible()
    months = group.get_by_role("button", name="Months", pressed=False)
    months.focus()
    page.keyboard.press("Enter")
    expect(group.get_by_role("button", name="Months", pressed=True)).to_be_focused()
    expect(group.get_by_role("button", name="List", pressed=False)).to_be_visible()
    expect(page.locator("button.line")).to_have_count(11)


# ---------------------------------------------------------------- to a screen reader
LISTEN = (
    "() => {"
    + EVERYWHERE
    + """
    window.spoken = []
    for (const region of all(document).filter(node => node.matches("[aria-live], [role=status], [role=alert]"))) {
        // The line that new figures are on their way stands apart: it comes on a slow day, and goes by itself.
        if (region.id === "notice") continue
        const heard = () => region.textContent && !region.hidden && window.spoken.push(region.id || region.className)
        new MutationObserver(heard).observe(region, {childList: true, subtree: true, characterData: true})
    }
}"""
)


def test_one_voice_tells_what_a_filter_changed_and_which_school_is_open(page: Page, office: Server):
    open_triage(page, office)
    page.evaluate(LISTEN)
    choose(page, "School level", "K-8")
    expect(page.locator("#said")).to_have_text(
        f"{page.locator('#answer').inner_text()} {page.locator('#showing').inner_text()}"
    )
    assert set(page.evaluate("window.spoken")) == {"said"}
    expect(row(page, "Otter Bend").get_by_role("button")).to_have_attribute("aria-expanded", "false")
    row(page, "Otter Bend").get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Otter Bend is open")
    expect(row(page, "Otter Bend").get_by_role("button")).to_have_attribute("aria-expanded", "true")
    assert set(page.evaluate("window.spoken")) == {"said"}
    expect(page.get_by_role("complementary", name="Otter Bend")).to_be_visible()


# ---------------------------------------------------------------- in colours of the system
LOOKS = (
    "() => {"
    + EVERYWHERE
    + """
    const one = selector => all(document).find(node => node.matches(selector) && node.checkVisibility())
    const look = (node, name, part) => getComputedStyle(node, part)[name]
    const canvas = look(document.body, "backgroundColor")
    const [pressed, other] = document.querySelectorAll("#view button")
    const [here, elsewhere] = document.querySelectorAll(".pages a")
    return {
        bars: look(one(".bar .block"), "backgroundColor") !== canvas,
        shapes: look(one(".tiers").shadowRoot.querySelector("label > span"), "backgroundColor", "::before") !== canvas,
        view: look(pressed, "backgroundColor") !== look(other, "backgroundColor"),
        tab: look(here, "borderBottomColor") !== look(elsewhere, "borderBottomColor"),
        row: look(one("tr.school-row[aria-current]"), "outlineStyle") === "solid",
        why: look(one("#news button"), "textDecorationLine") === "underline",
    }
}"""
)
CONTROLS = (
    "() => {"
    + EVERYWHERE
    + """
    const one = selector => all(document).find(node => node.matches(selector) && node.checkVisibility())
    const canvas = getComputedStyle(document.body).backgroundColor
    return {
        switch: getComputedStyle(one("[role=switch]")).backgroundColor !== canvas,
        track: getComputedStyle(one("input[type=range]")).forcedColorAdjust === "none",
    }
}"""
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_colour_tells_is_told_in_the_systems_colours_too(page: Page, office: Server, scheme: str):
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    open_triage(page, office)
    open_school(page, "Harlan Creek")
    looks = page.evaluate(LOOKS)
    assert [name for name, is_told in looks.items() if not is_told] == []
    page.locator("#what-if-button").click()
    expect(page.locator("#what-if [role=switch]")).to_be_visible()
    expect(detail(page)).to_be_hidden()
    assert page.evaluate(CONTROLS) == {"switch": True, "track": True}
