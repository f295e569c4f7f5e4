"""The steps of the trends page, of the walk through every page, view and state."""

from playwright.sync_api import Page, expect

from tests.browser.moves import in_turn, press
from tests.browser.steps import DARK, NARROW, ONE, PHONE, Step

DIRECTOR = "m.alvarez"


def trends(**words: str) -> str:
    """The address of the trends for the director."""
    said = {"as": DIRECTOR, "month": "2026-03", "cluster": "all"} | words
    return "trends?" + "&".join(f"{word}={text}" for word, text in said.items())


def small(district: str) -> str:
    return f"trends?district={district}"


def drawn(page: Page) -> None:
    """Wait for the chart, which follows once the page is open."""
    expect(page.locator(".bk-Figure").first).to_be_visible(timeout=20_000)


def sections(page: Page) -> None:
    """Go down to each card below the first screen and wait until it is worked out."""
    drawn(page)
    cards = page.locator("section.section")
    for at in range(cards.count()):
        cards.nth(at).scroll_into_view_if_needed()
        expect(cards.nth(at).locator(".waits")).to_have_count(0, timeout=20_000)
    page.wait_for_timeout(300)


TRENDS = [
    Step("trends", trends(), drawn),
    Step("trends-sections", trends(cluster="Lakeview"), sections),
    Step("trends-sections-dark", trends(figure="response"), sections, visitor=DARK, sizes=ONE),
    Step("trends-sections-first-year", trends(month="2023-11"), sections, sizes=ONE),
    Step("trends-month-on-month", trends(compare="month"), drawn, sizes=ONE),
    Step("trends-two-periods", trends(compare="2024-08_2025-03_2025-08_2026-03"), drawn),
    Step("trends-type", trends(type="2", figure="activities"), drawn, sizes=ONE),
    Step("trends-tier", trends(tiers="check_in"), drawn, sizes=ONE),
    Step("trends-download", trends(), in_turn(drawn, press("#download-button")), sizes=ONE),
    *(
        Step(f"trends-{figure}", trends(figure=figure), drawn, sizes=ONE)
        for figure in ("on_time", "activities", "reach", "response", "contacts")
    ),
    Step("trends-cluster", trends(cluster="Lakeview"), drawn),
    Step("trends-level", trends(level="middle"), drawn, sizes=ONE),
    Step("trends-first-year", trends(month="2023-11"), drawn),
    Step("trends-snow", trends(month="2026-01"), drawn, sizes=ONE),
    Step("trends-table", trends(), in_turn(drawn, press("button:text('Table')")), sizes=ONE),
    Step("trends-dark", trends(), drawn, visitor=DARK),
    Step("trends-narrow", trends(), drawn, sizes=(NARROW,)),
    Step("trends-filters-open", trends(), press("[data-drawer=side]:visible"), sizes=(PHONE,)),
    Step("trends-no-district-at-all", "trends", place="nothing", sizes=ONE),
    Step("trends-few-report-sections", small("report"), sections, place="small", sizes=ONE),
    *(
        Step(f"trends-few-{district}", small(district), place="small", sizes=ONE)
        for district in ("nothing", "school", "surveys", "report", "zero", "calendar", "gaps")
    ),
]
