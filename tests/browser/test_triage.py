"""A coordinator opens triage: own cluster first, then whatever the filters say, and every number adds up."""

import re

from playwright.sync_api import Page, expect

from data.sample.make import STORIES
from tests.browser.triage_page import (
    LAKEVIEW,
    choose,
    groups,
    open_triage,
    row,
    rows,
    says,
)
from tests.serving import Server

TIERS = ["Extra support", "Check in", "Not enough data yet", "Steady"]


def test_a_coordinator_sees_the_own_cluster_first_and_the_answer_counts_the_groups_below(page: Page, office: Server):
    open_triage(page, office)
    expect(page.get_by_label("Cluster", exact=True)).to_have_value("Lakeview")
    says(page, "Showing 11 of 85 schools")
    assert groups(page) == LAKEVIEW

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "10 of 11 March reports are in, 1 of them late; 3.1 activities a report (4.8 in March 2025)."
    )
    expect(page.locator("#room")).to_have_text(
        "Of your 11 schools: 2 to visit, 2 to call, 1 that has sent too little to tell. "
        "1 of the 5 to visit or call has no next step."
    )
    assert {tier: len(schools) for tier, schools in groups(page).items()} == dict(zip(TIERS, (2, 2, 1, 6), strict=True))

    # The silent school has not enough data, and says since when.
    assert STORIES["silent"].name in groups(page)["Not enough data yet"]
    silent = row(page, STORIES["silent"].name)
    expect(silent).to_contain_text("Nothing received since 7 October")
    expect(silent).to_contain_text("call first; the figures are from older reports")

    # A figure above the list shows those schools alone, and is taken off again.
    said = page.locator("#answer").inner_text()
    figure = page.locator("#figures").get_by_role("link", name="5 to review")
    figure.click()
    says(page, "Showing 5 of 85 schools")
    expect(page).to_have_url(re.compile("only=to_review"))
    assert page.locator("#answer").inner_text() == said
    expect(figure).to_have_attribute("aria-current", "true")
    page.go_back()
    says(page, "Showing 11 of 85 schools")
    page.go_forward()
    says(page, "Showing 5 of 85 schools")
    figure.click()
    says(page, "Showing 11 of 85 schools")


def test_clusters_levels_types_and_tiers_narrow_the_list_and_reset_brings_the_own_cluster_back(
    page: Page, office: Server
):
    open_triage(page, office)
    # All clusters, then a cluster, then a level.
    choose(page, "Cluster", "All clusters")
    says(page, "Showing 85 of 85 schools, and 1 that is closed or not open yet")
    expect(rows(page)).to_have_count(86)
    choose(page, "Cluster", "Lakeview")
    says(page, "Showing 11 of 85 schools")
    choose(page, "School level", "K-8")
    says(page, "Showing 2 of 85 schools")
    assert groups(page) == {"Extra support": ["Otter Bend"], "Steady": ["Quarry Road"]}

    choose(page, "Cluster", "Garden")
    choose(page, "School level", "High")
    page.get_by_role("link", name="Reset").click()
    says(page, "Showing 11 of 85 schools")
    expect(page.get_by_label("Cluster", exact=True)).to_have_value("Lakeview")
    expect(page.get_by_label("School level", exact=True)).to_have_value("All levels")

    # An involvement type changes the sparklines and nothing else.
    drawn = row(page, "Bramble Hill").locator("td.sparks svg")
    before, listed, answer = drawn.get_attribute("aria-label"), groups(page), page.locator("#answer").inner_text()
    choose(page, "Involvement type", "Parenting")
    expect(drawn).not_to_have_attribute("aria-label", before)
    assert (groups(page), page.locator("#answer").inner_text()) == (listed, answer)
    says(page, "Showing 11 of 85 schools")

    # Tiers that are not ticked are not shown, and are still counted.
    page.get_by_label("Steady", exact=True).uncheck()
    says(page, "Showing 5 of 85 schools")
    page.get_by_label("Check in", exact=True).uncheck()
    says(page, "Showing 3 of 85 schools")
    assert groups(page) == {tier: LAKEVIEW[tier] for tier in ("Extra support", "Not enough data yet")}
    steady = page.evaluate("getComputedStyle(document.getElementById('side')).getPropertyValue('--count-steady')")
    assert steady == '"6"'


def test_an_earlier_month_is_shown_as_it_was_known_then_and_an_earlier_year_offers_its_own_months(
    page: Page, office: Server
):
    open_triage(page, office)
    choose(page, "As of", "10 October 2025")
    expect(page.locator("#stamp")).to_contain_text("As of 10 October 2025")
    assert STORIES["silent"].name not in groups(page).get("Not enough data yet", [])
    expect(row(page, STORIES["opened"].name)).to_contain_text("Not open yet")

    choose(page, "School year", "2024-25")
    expect(page.get_by_label("As of", exact=True).locator("option").first).to_have_text("10 June 2025")
    expect(page.locator("#stamp")).to_contain_text("As of 10 June 2025")
