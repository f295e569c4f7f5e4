"""Text from rows is text: markup, braces and formulas in every column of every table are shown as they were typed."""

import csv
import io
import re
from collections.abc import Callable
from urllib.parse import quote

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.triage_page import detail, names, open_triage, rows
from tests.hostile_text import plant
from tests.serving import Server
from tests.watching import visit

BEFORE = "=cmd() "
AFTER = (
    " <img src=x onerror=\"window.hit=1\"><svg onload='window.hit=1'></script><script>window.hit=1</script>"
    '<a href="javascript:window.hit=1">x</a>{label.__class__}{{7*7}}@name $x &lt;b&gt; \\\'";--'
)


@pytest.fixture(scope="module")
def server(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    url = sample_district()
    assert len(plant(url, BEFORE, AFTER)) > 60
    return served(url)


@pytest.fixture
def hostile(page: Page, server: Server) -> Page:
    """The director's page of that district, all clusters; a dialog of any kind ends the test."""
    page.on("dialog", lambda dialog: pytest.fail(f"a script opened a dialog: {dialog.message}"))
    open_triage(page, server, login="m.alvarez")
    return page


def assert_nothing_ran(page: Page) -> None:
    assert page.evaluate("window.hit") is None


def typed(text: str) -> str:
    return f"{BEFORE}{text}{AFTER}"


def test_list_school_filters_and_files_hold_the_text_as_it_was_typed_and_run_nothing(hostile: Page):
    expect(rows(hostile)).to_have_count(86)
    assert typed("Pine Hollow") in names(hostile)
    hostile.locator("tr.school-row").first.hover()
    assert_nothing_ran(hostile)

    # Files hold the text and no formula.
    with hostile.expect_download() as download:
        hostile.locator("#download-button").click()
        hostile.get_by_text("CSV", exact=True).click()
    content = download.value.path().read_bytes().decode("utf-8-sig")
    rows_of_file = list(csv.reader(io.StringIO(content, newline="")))  # remarks too: each is one cell
    assert f"'{typed('Pine Hollow')}" in [row[1] for row in rows_of_file if len(row) > 1]
    assert [text for row in rows_of_file for text in row if text.startswith(("=", "+", "@", "\t"))] == []
    with hostile.expect_download() as download:
        hostile.get_by_text("Excel", exact=True).click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert kinds <= {"s", "n", "d"}
    assert [cell.value for sheet in book for line in sheet.iter_rows() for cell in line if cell.hyperlink] == []

    # An open school.
    button = hostile.locator("tr.school-row button.name").filter(has_text="Harlan Creek")
    button.click()
    expect(detail(hostile).get_by_role("heading", level=2)).to_have_text(typed("Harlan Creek"))
    every = detail(hostile).get_by_role("button", name=re.compile(r"^All \d+$"))
    while every.count():
        every.first.click()
    for proof in detail(hostile).locator("li.reason button").all():
        proof.click()
    assert AFTER.split(">")[0] in detail(hostile).locator("ul.activities").text_content()
    assert AFTER.split(">")[0] in detail(hostile).locator("ul.contacts").text_content()
    expect(detail(hostile).locator("img, script, iframe, a[href^='javascript']")).to_have_count(0)
    assert_nothing_ran(hostile)

    # The filters offer clusters.
    hostile.keyboard.press("Escape")
    expect(detail(hostile)).to_be_hidden()
    hostile.get_by_label("Cluster", exact=True).select_option(typed("Lakeview"))
    expect(hostile.locator("#showing")).to_have_text("Showing 11 of 85 schools")
    assert_nothing_ran(hostile)
    copied = hostile.url
    visit(hostile, copied)
    expect(hostile.locator("#showing")).to_have_text("Showing 11 of 85 schools")
    assert_nothing_ran(hostile)


def test_the_months_picture_its_tips_and_its_blocks_run_nothing(page: Page, server: Server):
    open_triage(page, server, login="m.alvarez", view="months")
    line = page.locator("button.line").filter(has_text="Pine Hollow")
    line.locator("svg").last.hover()
    expect(page.locator(".tip")).to_contain_text(AFTER.split(">")[0])
    expect(page.locator("section h2").filter(has_text="Lakeview").locator("b")).to_have_text(typed("Lakeview"))
    expect(page.locator(".picture").locator("img, script, a")).to_have_count(0)
    assert_nothing_ran(page)


def test_a_schools_own_page_shows_what_the_office_wrote_as_it_was_typed_and_runs_nothing(page: Page, server: Server):
    page.on("dialog", lambda dialog: pytest.fail(f"a script opened a dialog: {dialog.message}"))
    visit(page, f"{server.url}/our_school?as=q.serrano35")
    own = page.locator(".own")
    expect(own.locator(".about b")).to_have_text(typed("Linden Hill"))
    expect(own.locator(".name")).to_have_text(typed("Rosa Okafor"))
    expect(own.locator(".todo .quote")).to_contain_text(AFTER.split(">")[0])
    expect(own.locator(".contacts .rows").last).to_contain_text(AFTER.split(">")[0])
    for button in own.locator(".group button").all():
        button.click()
    expect(own.locator("img, script, iframe, a[href^='javascript']")).to_have_count(0)
    assert_nothing_ran(page)


def test_markup_in_the_address_and_in_the_search_is_told_as_text(page: Page, server: Server):
    page.on("dialog", lambda dialog: pytest.fail(f"a script opened a dialog: {dialog.message}"))
    image = '<img src=x onerror="window.hit=1">'
    visit(page, f"{server.url}/triage?as=m.alvarez&level={quote(image)}&{quote('<b>')}=1")
    expect(page.locator("#notice")).to_contain_text(f"level={image}")
    nobody = '<img src=nobody onerror="window.hit=1">'
    page.get_by_label("Find a school", exact=True).fill(nobody)
    expect(page.locator("#hits-note")).to_have_text(f"No school here has “{nobody}” in its name or number.")
    assert_nothing_ran(page)


def test_a_district_or_login_that_is_markup_is_refused_as_text(page: Page, server: Server):
    for word in ("as", "district"):
        visit(page, f"{server.url}/triage?{word}={quote('<img src=x onerror=window.hit=1>')}")
        expect(page.get_by_role("main")).to_contain_text("<img src=x onerror=window.hit=1>")
        assert_nothing_ran(page)
