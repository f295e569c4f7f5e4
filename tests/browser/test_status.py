"""The page Status as somebody sees it: the days with a backup, and its two columns."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.keeping.runs import Outcome, note
from tests.serving import Server
from tests.watching import visit

SIZES = ((390, 844), (1024, 768), (1440, 900))
ENDS = """() => [...document.querySelectorAll("*")]
  .flatMap(element => [...(element.shadowRoot?.querySelectorAll(".column") ?? [])])
  .map(column => column.lastElementChild.getBoundingClientRect().bottom)"""
SHAPES = """marks => marks.map(mark => [...mark.querySelectorAll("rect, path, circle")].map(shape =>
  [shape.tagName, shape.getAttribute("d"), shape.getAttribute("fill") === "var(--surface)"].join(" ")).join())"""
TOLD = "Backups of the last 30 days: made: 23, failed: 1, none: 1, not yet: 1, not known: 4"


@pytest.fixture(scope="module")
def backed_up(
    served: Callable[..., Server], sample_district: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Server:
    folder: Path = tmp_path_factory.mktemp("backups")
    now = datetime.now(UTC)
    for back in range(25, 0, -1):
        if back != 12:
            note(folder, now - timedelta(days=back), Outcome.FAILED if back == 9 else Outcome.MADE)
    return served(sample_district(), PARTNERSHIP_BACKUPS__FOLDER=str(folder))


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_day_has_a_mark_that_words_say_too_at_every_size(page: Page, backed_up: Server, width: int, height: int):
    page.set_viewport_size({"width": width, "height": height})
    visit(page, f"{backed_up.url}/status?as=d.petrov")
    strip = page.get_by_role("img", name=TOLD)
    expect(strip).to_be_visible()
    marks = strip.locator("g")
    expect(marks).to_have_count(30)
    assert str(marks.nth(20).locator("title").text_content()).endswith(": the backup failed")
    assert len(set(marks.evaluate_all(SHAPES))) == 5, "two kinds of days look the same but for their colour"
    card = page.locator(".card", has=strip)
    for words in ("Failed on", "None on", "23 of the last 30", "made: 23", "not known: 4"):
        expect(card).to_contain_text(words)
    box, around = strip.bounding_box(), card.bounding_box()
    assert box is not None
    assert around is not None
    assert around["x"] < box["x"] < box["x"] + box["width"] < around["x"] + around["width"]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    if width == 1440:
        left, right = page.evaluate(ENDS)
        assert abs(left - right) < 120
