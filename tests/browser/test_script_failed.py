"""A script of a page fails: whoever looks at it is told with an id, and the log knows the id and nothing of theirs."""

import re

from playwright.sync_api import Page, expect

from dashboards.shell.component import script
from tests.serving import Server
from tests.watching import Watch, visit

PLANTED = "Rosa Delgado typed 480"
BREAKS_COPYING = """text => {
  const clipboard = {writeText() { throw new TypeError(text) }}
  Object.defineProperty(navigator, "clipboard", {value: clipboard})
}"""
SHIFTED = """dispatchEvent(new ErrorEvent("error", {
  message: "ResizeObserver loop limit exceeded", filename: location.href, lineno: 1, colno: 1,
}))"""
TOLD = r"^\s*Something went wrong on this page \(id [0-9a-f]{8}\)\. Load it again, or tell the office the id\.\s*$"


def test_a_script_that_fails_is_told_with_an_id_that_the_log_knows(page: Page, watch: Watch, office: Server):
    watch.expect(f"page error: .*{PLANTED}")
    watch.expect(r"server: ERROR \w+ \S+script_failed A script of /method failed")
    visit(page, f"{office.url}/method")
    message, before = page.locator("#failed"), len(office.said())
    page.evaluate(BREAKS_COPYING, PLANTED)
    for _ in range(5):
        page.locator("[data-copy]").click()
    expect(message).to_have_text(re.compile(TOLD))
    found = re.search(r"id (\w{8})", message.inner_text())
    assert found is not None
    news = office.said()[before:]
    told = re.findall(r"A script of /method failed \(id (\w+)\): TypeError at page\.js:(\d+):(\d+)", news)
    assert [reference for reference, *_ in told] == [found[1]]
    _, line, column = told[0]
    assert script("page").splitlines()[int(line) - 1][int(column) - 1 :].startswith("writeText")
    assert PLANTED not in news
    assert "Rosa" not in news


def test_a_page_that_only_draws_late_or_is_tried_out_in_the_console_tells_nothing(
    page: Page, watch: Watch, office: Server
):
    watch.expect("page error: .*tried out")
    visit(page, f"{office.url}/method")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    page.evaluate(SHIFTED)
    page.evaluate("setTimeout(() => { throw new Error('tried out') })")
    page.wait_for_timeout(1_500)
    assert ("POST" in asked, page.locator("#failed").is_hidden()) == (False, True)


def test_a_page_whose_largest_script_cannot_be_loaded_says_so_without_it(page: Page, watch: Watch, office: Server):
    watch.expect("ERR_FAILED|page error: .*Bokeh|script_failed A script of /method failed")
    page.route("**/bokeh.min.js*", lambda route: route.abort())
    page.goto(f"{office.url}/method")
    expect(page.locator("#failed")).to_have_text(re.compile(TOLD))
