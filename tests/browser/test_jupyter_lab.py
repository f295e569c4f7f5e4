"""A real JupyterLab: one choice in a cell, and every picture of the notebook follows without running a cell again."""

import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from models.database import ROOT
from tests.jupyter_lab import LabPage, jupyter_lab


def test_trends_in_cells_follow_a_filter_and_a_link_and_end_in_a_picture_for_the_board(
    page: Page, sample_district: Callable[[], str], tmp_path: Path
):
    shutil.copy(ROOT / "dashboards" / "notebooks" / "explore_trends.ipynb", tmp_path)
    with jupyter_lab(tmp_path, sample_district()) as url:
        lab = LabPage(page, url, "explore_trends.ipynb")
        lab.run_all()

        lab.cell("headline = ").get_by_label("Cluster").select_option("Lakeview")
        for cell, said in (
            ("headline = ", "March 2026 beside March 2025, 11 schools."),
            ("over_time = ", "1,013 reported by 10 of 11 schools."),
            ('"clusters"', "Bramble Hill"),
            ("schools = ", "Showing 11 of 85 schools"),
            ('"months"', "Strength: 3.5 activities a month since August"),
        ):
            expect(lab.cell(cell).get_by_text(said).first).to_be_visible()

        lab.cell("schools = ").get_by_role("button", name="Harlan Creek").click()
        expect(lab.cell('"months"').get_by_text("2 of the last 4 reports have not arrived").first).to_be_visible()

        board = lab.cell("board = ")
        expect(board.get_by_role("img", name="Families attended a month, Lakeview")).to_be_visible()
        with page.expect_download() as picture:
            board.get_by_role("button", name="PNG").click()
        assert picture.value.suggested_filename == "for-the-board.png"
        expect(lab.cell("board = ").locator(".jp-InputPrompt")).to_have_text("[7]:")  # no cell was run again
        assert page.url.startswith(f"{url}/lab/")
        page.close()  # before its server
