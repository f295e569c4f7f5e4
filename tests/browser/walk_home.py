"""The steps of Home, of the walk through every page, view and state."""

from playwright.sync_api import Page, expect

from tests.browser.moves import find, press
from tests.browser.steps import DARK, NARROW, ONE, PHONE, Step


def home(login: str) -> str:
    return f"home?as={login}"


def compared(page: Page) -> None:
    """Have the kept totals compared, and wait for the answer."""
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.locator(".facts dt")).to_have_count(17)


HOME = [
    Step("home-director", home("m.alvarez")),
    Step("home-coordinator", home("r.okafor")),
    Step("home-viewer", home("h.ellison"), sizes=ONE),
    Step("home-administrator", home("d.petrov")),
    Step("home-administrator-compared", home("d.petrov"), compared, sizes=ONE),
    Step("home-dark", home("r.okafor"), visitor=DARK),
    Step("home-narrow", home("m.alvarez"), sizes=(NARROW,)),
    Step("home-menu", home("r.okafor"), press("[data-drawer=side]"), sizes=(PHONE,)),
    Step("home-find", home("r.okafor"), find("hollow"), sizes=ONE),
    Step("home-few-nothing", "home?district=nothing", place="small"),
    Step("home-few-surveys", "home?district=surveys", place="small", sizes=ONE),
]
