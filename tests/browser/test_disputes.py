"""This is wrong: a liaison says so on the own page, the coordinator is told at home and answers on the school's."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.serving import Server
from tests.watching import visit, wait_until_settled

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_a_figure_is_disputed_answered_and_marked(
    page: Page, served: Callable[..., Server], sample_district: Callable[[], str]
):
    server = served(sample_district())
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, f"{server.url}/our_school?as=c.eriksen33")
    page.get_by_role("button", name="This is wrong").click()
    page.get_by_label("On the list of").select_option(label="Turnout")
    page.get_by_label("What is wrong, and how you know").fill("We counted 31 <b>families</b>.")
    page.reload()  # what is typed stays
    expect(page.get_by_label("What is wrong, and how you know")).to_have_value("We counted 31 <b>families</b>.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("the figure stays meanwhile.").first).to_be_visible()
    expect(page.locator("li.dispute")).to_contain_text("We counted 31 <b>families</b>.")
    expect(page.locator(".disputed").filter(has_text="Turnout: disputed by the school on")).to_be_visible()
    expect(page.get_by_text("(disputed by the school on")).to_have_count(1)
    assert page.evaluate(TOO_WIDE) <= 0

    page.set_viewport_size({"width": 1440, "height": 900})
    visit(page, f"{server.url}/triage?as=r.okafor&school=4-012")
    expect(page.locator("#detail .disputed").first).to_contain_text("Turnout: disputed by the school on")
    marked = page.locator("tr.school-row .disputed")
    expect(marked).to_have_count(1)
    expect(marked).to_have_attribute("title", re.compile("^Turnout: disputed by the school on"))
    heard = re.compile("Fairbrook.*Turnout: disputed by the school")
    expect(page.get_by_role("rowheader", name=heard)).to_have_count(1)
    visit(page, f"{server.url}/triage?as=r.okafor&month=2026-02&school=4-012")
    # What was said since stands below, and marks no list of an earlier day.
    expect(page.locator("#detail li.dispute")).to_have_count(1)
    expect(page.locator(".disputed:not(.decided)")).to_have_count(0)
    visit(page, f"{server.url}/home?as=r.okafor")
    card = page.locator("#to-decide, section", has_text="says that this is wrong: Turnout").last
    card.get_by_role("link", name="Answer").click()
    expect(page.locator("li.dispute")).to_contain_text("Carla Eriksen said on")
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_role("radio", name="It stays as it is").check()
    page.get_by_label("Your answer; the school reads it").fill("The sign-in sheet says 20.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("li.dispute.answered")).to_contain_text("The sign-in sheet says 20.")
    wait_until_settled(page)
    visit(page, f"{server.url}/triage?as=r.okafor&school=4-012")
    expect(page.locator("li.dispute.answered")).to_contain_text("Rosa Okafor answered on")
    expect(page.locator("#detail .disputed").first).to_contain_text("Turnout: disputed, answered on")
    expect(marked).to_have_attribute("title", re.compile("^Turnout: disputed, answered on"))
    visit(page, f"{server.url}/home?as=r.okafor")
    expect(page.get_by_text("says that this is wrong")).to_have_count(0)
