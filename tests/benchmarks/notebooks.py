"""
Trends in JupyterLab beside the served page: the first picture of a cell, and a filter until its chart follows.

python -m tests.benchmarks.notebooks [ROUNDS]
"""

import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, expect, sync_playwright

from data.sample.make import make_sample
from models.database import connect
from models.settings import ROOT
from tests.fixtures import SAMPLE_RECORDED
from tests.jupyter_lab import LabPage, jupyter_lab
from tests.serving import Server
from tests.watching import CHROMIUM_ARGUMENTS, chromium, visit

NOTEBOOK = ROOT / "dashboards" / "notebooks" / "explore_trends.ipynb"
CLUSTERS = ("Lakeview", "Garden", "Harbor")
SIZE = {"width": 1440, "height": 1400}
"""High enough for both cells, filters and chart: JupyterLab takes cells that are out of sight out of the document."""
DEEP = """
  const all = (root, css) => [...root.querySelectorAll(css),
    ...[...root.querySelectorAll("*")].flatMap(node => node.shadowRoot ? all(node.shadowRoot, css) : [])]
"""
CHANGE = f"""cluster => new Promise(answer => {{{DEEP}
  const field = all(document, "select").find(one => [...one.options].some(option => option.textContent === "Lakeview"))
  const said = () => all(document, ".over-chart > p").map(one => one.textContent)[0]
  const before = said(), begun = performance.now()
  field.value = [...field.options].find(option => option.textContent === cluster).value
  field.dispatchEvent(new Event("change"))
  const look = () => said() && said() !== before ? answer(performance.now() - begun) : requestAnimationFrame(look)
  look()
}})"""
DRAWN = f"""() => new Promise(answer => {{{DEEP}
  const begun = performance.now()
  const isThere = () => all(document, "button.tile").length > 0
  const look = () => isThere() ? answer(performance.now() - begun) : requestAnimationFrame(look)
  look()
}})"""


def first_picture(lab: LabPage) -> float:
    """Milliseconds from the start of the cell of the tiles to its picture; the cell before has run."""
    page = lab.page
    cells = page.locator(".jp-Notebook .jp-CodeCell")
    cells.first.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    expect(cells.first.locator(".jp-InputPrompt")).to_have_text("[1]:")
    lab.wait_until_idle()
    cells.nth(1).locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    return float(page.evaluate(DRAWN))


def changes(pages: dict[str, Page], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each change of the cluster, the pages in turn."""
    taken: dict[str, list[float]] = {name: [] for name in pages}
    for number in range(rounds * len(CLUSTERS)):
        for name, page in pages.items():
            page.bring_to_front()
            taken[name].append(float(page.evaluate(CHANGE, CLUSTERS[number % len(CLUSTERS)])))
            page.wait_for_timeout(400)  # as a person reads
    return taken


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        url = f"sqlite:///{folder / 'sample.db'}"
        database = connect(url)
        database.upgrade()
        make_sample(database, at=SAMPLE_RECORDED)
        database.close()
        (folder / "lab").mkdir()
        shutil.copy(NOTEBOOK, folder / "lab")
        server = Server(url, folder / "server.log", {})
        with jupyter_lab(folder / "lab", url) as lab_url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
            lab = LabPage(browser.new_context(viewport=SIZE).new_page(), lab_url, NOTEBOOK.name)
            sys.stdout.write(f"first picture of a cell {first_picture(lab):,.0f} ms\n")
            lab.run_all()
            lab.cell("headline = ")
            page = browser.new_context(viewport=SIZE).new_page()
            visit(page, f"{server.url}/trends?as=m.alvarez")
            changes({"page": page, "cell": lab.page}, 1)  # what is read once is read
            taken = changes({"page": page, "cell": lab.page}, rounds)
            for name, each in taken.items():
                sys.stdout.write(f"filter, {name:5} median {median(each):6.0f} ms  longest {max(each):6.0f}\n")
            sys.stdout.write(f"cell beside page {median(taken['cell']) / median(taken['page']):.2f}\n")
            browser.close()
        server.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
