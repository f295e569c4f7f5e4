"""Files as one large city publishes them: networks are clusters, bounds stay bounds, and nothing is invented."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.importing.import_files import import_paths
from models.database import connect
from models.settings import ROOT
from tests.browser.triage_page import choose, names, rows, says
from tests.factories import ANA, make_district
from tests.serving import Server
from tests.watching import visit

BESIDE = ROOT.parent / "shared" / "realdata"
"""Where somebody has put the publishers' files beside the project; their terms forbid a copy in it."""
AT = datetime(2026, 4, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module", params=[BESIDE] if BESIDE.is_dir() else [])
def server(
    request: pytest.FixtureRequest,
    served: Callable[..., Server],
    _sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Server:
    folder = request.param
    path = tmp_path_factory.mktemp("city") / "city.sqlite"
    path.write_bytes(_sqlite_template.read_bytes())
    database = connect(f"sqlite:///{path}")
    make_district(database, code="city")
    old = [folder / "chicago_progress_2011_2012.csv"]
    new = [folder / "chicago_progress_SY1819.csv", folder / "chicago_profile_SY1819.csv"]
    import_paths(database, old, mapping="chicago_2011_12", viewer=ANA, at=AT)
    import_paths(database, new, mapping="chicago_2018_19", viewer=ANA, at=AT, new_schools=True)
    database.close()
    return served(f"sqlite:///{path}")


def test_the_latest_year_says_that_there_are_no_reports_and_shows_the_surveys(page: Page, server: Server):
    visit(page, f"{server.url}/triage")
    expect(page.get_by_role("heading", level=1)).to_have_text("No monthly reports for 2018-19 yet.")
    says(page, "Showing 654 of 654 schools")
    expect(page.locator("td.survey").filter(has_text="under 30 %").first).to_be_visible()


def test_networks_are_clusters_and_a_school_without_one_is_found(page: Page, server: Server):
    visit(page, f"{server.url}/triage")
    offered = page.get_by_label("Cluster", exact=True).locator("option").all_inner_texts()
    assert "Network 5" in offered
    choose(page, "Cluster", "Network 5")
    expect(rows(page).first).to_be_visible()
    assert 0 < len(names(page)) < 100
    choose(page, "Cluster", "No cluster")
    assert {cell.strip() for cell in page.locator("td.cluster").all_text_contents()} == {"No cluster"}


def test_the_lowest_parent_response_comes_first(page: Page, server: Server):
    visit(page, f"{server.url}/triage")
    choose(page, "Order in a group", "Parent response, lowest first")
    expect(page.locator("td.survey").first).to_have_text("under 30 %")
    choose(page, "Order in a group", "Parent response, highest first")
    expect(page.locator("td.survey").first).to_have_text("over 75 %")
    expect(page.locator("td.survey").last).to_have_text("not known")


def test_one_of_654_schools_is_found_by_its_name(page: Page, server: Server):
    visit(page, f"{server.url}/triage")
    page.locator("#find").fill("lincoln park")
    expect(page.locator("#hits li").first).to_contain_text("Lincoln Park High School")
    page.locator("#find").press("ArrowDown")
    page.locator("#find").press("Enter")
    expect(page.locator("#detail").get_by_role("heading", name="Lincoln Park High School")).to_be_visible()


def test_the_older_year_keeps_its_own_networks(page: Page, server: Server):
    visit(page, f"{server.url}/triage")
    choose(page, "School year", "2011-12")
    says(page, "Showing 566 of 566 schools")
    expect(page.get_by_role("heading", level=1)).to_have_text("No monthly reports for 2011-12 yet.")
