"""The steps of the page about one school, of the walk through every page, view and state."""

from playwright.sync_api import Page

from data.sample.make import STORIES
from tests.browser.moves import in_turn, press
from tests.browser.steps import DARK, NARROW, ONE, PHONE, Step

DIRECTOR = "m.alvarez"
HARLAN_CREEK = STORIES["lost_liaison"].school_id


def school(school_id: str = HARLAN_CREEK, **words: str) -> str:
    """The address of the page about a school for the director."""
    said = {"as": DIRECTOR, "month": "2026-03", "cluster": "all", "school": school_id} | words
    return "school?" + "&".join(f"{word}={text}" for word, text in said.items() if text)


def search(page: Page) -> None:
    page.get_by_role("textbox").fill("Coffee")


def few(district: str, school_id: str = "") -> str:
    return f"school?district={district}" + (f"&school={school_id}" if school_id else "")


SCHOOL = [
    Step("page", school()),
    Step("page-listed-and-searched", school(), in_turn(press("button.more-of"), search, press(".under button.link"))),
    Step("page-activities-a-month", school(), press("button[data-key=line-activities]"), sizes=ONE),
    Step("page-evidence", school(), press(".reason button"), sizes=ONE),
    Step("page-step-of-programme", school(), press(".programme [data-key^=write]"), sizes=ONE),
    Step("page-compared", school(), press("[data-fold]"), sizes=ONE),
    Step("page-dark", school(), visitor=DARK),
    Step("page-narrow", school(), sizes=(NARROW,)),
    Step("page-steady", school("8-002")),
    *(
        Step(f"page-{story}", school(STORIES[story].school_id), sizes=ONE)
        for story in ("silent", "closed", "opened", "one_type", "first_language", "typing_error", "recovered")
    ),
    Step("page-first-year", school(month="2023-09"), sizes=ONE),
    Step("page-before-it-opened", school(STORIES["opened"].school_id, month="2025-05"), sizes=ONE),
    Step("page-without-a-school", school("", cluster="Lakeview"), sizes=(PHONE,)),
    Step("page-outside-the-filters", school(cluster="Garden", tiers="steady"), sizes=ONE),
    Step("page-unknown", school("9-999")),
    Step("page-none-fits", school("", search="qqqq"), sizes=ONE),
    Step("page-no-district-at-all", "school", place="nothing", sizes=ONE),
    *(
        Step(f"page-few-{district}", few(district), place="small", sizes=ONE)
        for district in ("nothing", "school", "surveys", "report", "zero", "calendar", "gaps")
    ),
    Step("page-few-gaps-closed", few("gaps", "S5"), place="small", sizes=ONE),
    Step("page-few-gaps-silent", few("gaps", "S4"), place="small", sizes=ONE),
]
