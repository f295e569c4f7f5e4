"""What axe finds broken on a page that is open, at several sizes, by day and by night."""

from collections.abc import Callable, Sequence
from typing import Literal

from playwright.sync_api import Page

from models.settings import ROOT
from tests.watching import wait_until_settled

AXE = (ROOT / "tests" / "javascript" / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
# What axe would load anew first, styles and media, is for rules about sound and a turned screen only.
BROKEN = """() => axe.run(document, {resultTypes: ["violations"], preload: false}).then(found =>
    found.violations.flatMap(rule => rule.nodes.map(node =>
        `${rule.id} (${rule.impact}): ${node.target.flat().join(" ")}`)))"""

Size = tuple[int, int, Literal["light", "dark"]]
DESK: Size = (1440, 900, "light")
TABLET: Size = (1024, 768, "dark")
PHONE: Size = (390, 844, "dark")
SIZES: list[Size] = [DESK, PHONE]


def press(selector: str) -> Callable[[Page], None]:
    return lambda page: page.locator(f"{selector}:visible").first.click()


def look(page: Page, width: int, height: int, theme: Literal["light", "dark"]) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")


def broken_on(page: Page) -> list[str]:
    if not page.evaluate("Boolean(window.axe)"):  # once for each page that is opened, not for each of its sizes
        page.evaluate(AXE)
    return page.evaluate(BROKEN)


def broken_at_every_size(page: Page, name: str, sizes: Sequence[Size] = SIZES) -> dict[str, list[str]]:
    broken: dict[str, list[str]] = {}
    for size in sizes:
        look(page, *size)
        wait_until_settled(page)
        broken[f"{name} {size}"] = broken_on(page)
    return broken
