"""Import: a director drops a file with a mistake, corrects it, imports it, and takes it back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.serving import Server
from tests.watching import visit

WHOLE = 20_000
"""Milliseconds in which a file is looked at, also on a busy machine: a process of its own is started for it."""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def own(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    """A server of this file's own: the story changes rows."""
    return served(sample_district())


def test_a_file_is_dropped_corrected_imported_and_taken_back(page: Page, own: Server, tmp_path: Path):
    sent = tmp_path / "march.csv"
    sent.write_text(
        "school_id,month,activity_id,activity_date,title,involvement_type,families_attended,counting_method\n"
        "1-002,2026-03,UP1,2026-03-32,Reading night,4,48,sign_in\n"
    )
    visit(page, f"{own.url}/import?as=m.alvarez")
    answer = page.locator("#answer")
    expect(answer).to_contain_text("Drop files here")
    large = tmp_path / "large.csv"
    large.write_bytes(b"a" * 21 * 1024 * 1024)
    page.locator("input[type=file]").set_input_files(large)
    expect(page.get_by_text("larger than 20 MB together")).to_be_visible()
    page.locator("input[type=file]").set_input_files(sent)
    expect(answer).to_have_text("Nothing is stored. One thing has to be mended.", timeout=WHOLE)
    wrong = page.locator("tr.wrong")
    expect(wrong).to_contain_text("2026-03-32")
    wrong.get_by_role("button", name="Correct").press("Enter")
    page.keyboard.type("2026-03-30")
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Import 1 row")
    expect(button).to_be_visible(timeout=WHOLE)
    expect(page.get_by_text("Corrected here")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(TOO_WIDE) <= 0
    button.press("Enter")
    expect(answer).to_contain_text("Imported. Receipt 2", timeout=WHOLE)
    expect(page.locator(".receipts li").first).to_contain_text("march.csv")
    page.get_by_role("button", name="Take back", exact=True).press("Enter")
    page.keyboard.press("Enter")
    expect(answer).to_contain_text("taken back", timeout=WHOLE)
    expect(page.locator("li.undone")).to_contain_text("march.csv")
