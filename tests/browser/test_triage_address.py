"""The address is the view: it can be copied, opened anew by anybody, gone back from, and mistyped."""

import re

from playwright.sync_api import Page, expect

from data.sample.make import STORIES
from tests.browser.triage_page import choose, detail, groups, open_school, open_triage, says
from tests.serving import Server
from tests.watching import Watch, visit


def test_an_address_opened_anew_by_somebody_else_shows_the_same_view(page: Page, watch: Watch, office: Server):
    open_triage(page, office)
    choose(page, "Cluster", "Garden")
    choose(page, "School level", "Elementary")
    choose(page, "As of", "10 January 2026")
    page.get_by_label("Steady", exact=True).uncheck()
    expect(page).to_have_url(re.compile("tiers="))
    open_school(page, next(iter(groups(page).values()))[0])
    expect(page).to_have_url(re.compile("school="))
    seen = [groups(page), page.locator("#answer").inner_text(), page.locator("#showing").inner_text()]
    copied = page.url.replace("as=r.okafor", "as=m.alvarez")
    other = watch.context.new_page()
    visit(other, copied)
    assert [groups(other), other.locator("#answer").inner_text(), other.locator("#showing").inner_text()] == seen
    assert (
        detail(other).get_by_role("heading", level=2).inner_text()
        == detail(page).get_by_role("heading", level=2).inner_text()
    )


def test_back_and_forward_walk_through_the_choices(page: Page, office: Server):
    open_triage(page, office)
    choose(page, "Cluster", "All clusters")
    says(page, "Showing 85 of 85 schools, and 1 that is closed or not open yet")
    choose(page, "School level", "High")
    says(page, "Showing 9 of 85 schools, and 1 that is closed or not open yet")
    page.go_back()
    says(page, "Showing 85 of 85 schools, and 1 that is closed or not open yet")
    expect(page.get_by_label("School level", exact=True)).to_have_value("All levels")
    page.go_back()
    says(page, "Showing 11 of 85 schools")
    page.go_forward()
    page.go_forward()
    says(page, "Showing 9 of 85 schools, and 1 that is closed or not open yet")
    expect(page.get_by_label("School level", exact=True)).to_have_value("High")


def test_what_an_address_gets_wrong_is_named_and_the_rest_holds(page: Page, office: Server):
    open_triage(page, office, cluster="Lakeveiw", level="k8", month="2025-12", colour="red", tiers="steady,great")
    expect(page.locator("#notice")).to_have_text(
        "Not understood in the address, so left out: colour=red, cluster=Lakeveiw, tiers=steady,great. The rest holds."
    )
    expect(page.get_by_label("School level", exact=True)).to_have_value("K-8")
    expect(page.locator("#stamp")).to_contain_text("As of 10 January 2026")
    choose(page, "School level", "Middle")
    expect(page.locator("#notice")).to_be_hidden()


def test_the_button_beside_the_search_copies_the_address(page: Page, office: Server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_triage(page, office)
    choose(page, "Cluster", "Garden")
    expect(page).to_have_url(re.compile("cluster=Garden"))
    page.get_by_role("button", name="Copy link to this view").click()
    expect(page.locator("#said")).to_have_text("Link copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "as=" in page.url
    assert copied == page.url.replace("as=r.okafor&", ""), "who opens it is nobody but themselves"


def test_a_chosen_identity_is_kept_in_every_address_of_the_page(page: Page, office: Server):
    open_triage(page, office)
    choose(page, "Cluster", "Garden")
    expect(page).to_have_url(re.compile(r"\?as=r\.okafor&"))
    page.get_by_label("Look as someone else").select_option(label="Maria Alvarez, director")
    expect(page).to_have_url(re.compile(r"as=m\.alvarez"))
    says(page, "Showing 85 of 85 schools, and 1 that is closed or not open yet")


def test_a_browser_opens_the_page_as_whom_it_looked_last(page: Page, office: Server):
    visit(page, f"{office.url}/triage")
    expect(page.locator(".who")).to_contain_text("Maria Alvarez")
    page.get_by_label("Look as someone else").select_option("r.okafor")
    expect(page.locator(".who")).to_contain_text("Rosa Okafor")
    visit(page, f"{office.url}/triage")
    expect(page.locator(".who")).to_contain_text("Rosa Okafor")
    says(page, "Showing 11 of 85 schools")
    visit(page, f"{office.url}/triage?as=m.alvarez")
    expect(page.locator(".who")).to_contain_text("Maria Alvarez")


def test_a_person_nobody_knows_gets_a_sentence(page: Page, office: Server):
    visit(page, f"{office.url}/triage?as=nobody")
    expect(page.get_by_role("main")).to_contain_text('Nobody here signs in as "nobody".')
    assert STORIES["silent"].name not in page.content()
