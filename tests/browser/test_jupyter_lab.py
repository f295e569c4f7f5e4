"""A real JupyterLab: one choice or slider in a cell, and every picture follows without running a cell again."""

import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from models.settings import ROOT
from tests.jupyter_lab import BETWEEN_LOOKS, LabPage, jupyter_lab

NOTEBOOKS = ROOT / "dashboards" / "notebooks"
NAMED_IN_A_CHART = """name => Bokeh.documents.some(
  one => [...one._all_models.values()].some(
    model => model.type === "LinearAxis" && [...model.major_label_overrides.values()].includes(name)))"""


def test_pictures_in_cells_follow_a_filter_and_moved_rules_and_the_boards_is_kept(
    page: Page, sample_district: Callable[[], str], tmp_path: Path
):
    for name in ("explore_trends", "support_rules"):
        shutil.copy(NOTEBOOKS / f"{name}.ipynb", tmp_path)
    with jupyter_lab(tmp_path, sample_district()) as url:
        lab = LabPage(page, url, "explore_trends.ipynb")
        lab.run_all()

        lab.cell("headline = ").get_by_label("Cluster").select_option("Lakeview")
        for cell, said in (
            ("headline = ", "March 2026 beside March 2025, 11 schools of Lakeview."),
            ("over_time = ", "1,013 reported by 10 of 11 schools."),
            ('"clusters"', "Bramble Hill"),
            ("schools = ", "Showing 11 of 85 schools"),
            ('"months"', "Strength: 3.5 activities a month since August"),
        ):
            expect(lab.cell(cell)).to_contain_text(said)

        lab.cell("schools = ").get_by_role("button", name="Harlan Creek").click()
        expect(lab.cell('"months"')).to_contain_text("2 of the last 4 reports have not arrived")

        board = lab.cell("board = ")
        expect(board.get_by_role("img", name="Families attended a month, Lakeview")).to_be_visible()
        with page.expect_download() as picture:
            board.get_by_role("button", name="PNG").click()
        assert picture.value.suggested_filename == "for-the-board.png"
        expect(lab.cell("board = ").locator(".jp-InputPrompt")).to_have_text("[7]:")  # no cell was run again
        assert page.url.startswith(f"{url}/lab/")

        lab = LabPage(page, url, "support_rules.ipynb")
        lab.run_all()
        rules = page.locator(".jp-CodeCell", has=page.get_by_role("slider")).first
        rules.locator(".jp-InputPrompt").click()
        assert not page.evaluate(NAMED_IN_A_CHART, "Finch Bridge")
        rules.get_by_role("slider", name="Visits this month").fill("16")
        expect(rules.get_by_role("heading", name="Would enter (3)")).to_be_visible()
        page.wait_for_function(NAMED_IN_A_CHART, arg="Finch Bridge", polling=BETWEEN_LOOKS)
        expect(rules.get_by_role("button", name="Propose to the director")).to_be_visible()
        page.close()  # before its server
