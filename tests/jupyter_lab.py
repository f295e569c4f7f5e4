"""A real JupyterLab on a folder of notebooks, and what a person does in it; without the internet, without a token."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from models.database import URL_VARIABLE
from models.settings import ROOT
from tests.postgres import free_port

SECONDS_TO_START = 60
NO_NEWS = {"fetchNews": "false", "checkForUpdates": False}
"""Of JupyterLab itself, which would ask for them."""


@contextmanager
def jupyter_lab(folder: Path, database_url: str) -> Iterator[str]:
    """
    Serve a folder by `jupyter lab` on a free port of this machine, its settings in the same folder; gives the address.

    Raises RuntimeError with its own words where it does not start. Its kernels end with it.
    """
    port, own = free_port(), folder / ".jupyter"
    settings = own / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(NO_NEWS), encoding="utf-8")
    environment = os.environ | {
        URL_VARIABLE: database_url,
        "PYTHONPATH": str(ROOT),
        "JUPYTER_CONFIG_DIR": str(own),
        "JUPYTER_DATA_DIR": str(own / "data"),
        "JUPYTERLAB_SETTINGS_DIR": str(own / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(own / "workspaces"),
    }
    line = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"]
    line += ["--ServerApp.port_retries=0", "--IdentityProvider.token=", f"--ServerApp.root_dir={folder}"]
    line += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    log = own / "jupyter.log"
    with log.open("w") as said:
        process = subprocess.Popen(line, env=environment, stdout=said, stderr=said)
    try:
        _wait_until_it_answers(url := f"http://localhost:{port}", process, log)
        yield url
    finally:
        process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        process.terminate()  # the second asking is taken without a question
        process.wait(timeout=20)


def _wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/api", timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    process.kill()
    raise RuntimeError(f"JupyterLab does not answer:\n{log.read_text(errors='replace')[-2000:]}")


NOTHING_ON_ITS_WAY = """() => window.Bokeh?.documents.every(
    one => [...one.all_models].every(
        model => model.type !== "panel.models.comm_manager.CommManager"
            || !model._blocked || Date.now() > model._timeout))"""
"""
Every cell has been told what it sent, or will ask again. What Panel sends while it draws may come before the kernel
listens; a choice in the five seconds after that would wait for the next one.
"""
BETWEEN_LOOKS = 300
"""Milliseconds. Who looks through all models with every frame keeps the page from what is waited for."""


class LabPage:
    """A notebook that is open in JupyterLab."""

    def __init__(self, page: Page, url: str, name: str) -> None:
        self.page = page
        page.goto(f"{url}/lab/tree/{name}?reset")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        self.wait_until_idle()
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(state="attached")

    def wait_until_idle(self) -> None:
        """The kernel has nothing left to do, as the bar at the foot says."""
        expect(self.page.locator("#jp-bottom-panel, #jp-main-statusbar").get_by_text("| Idle")).to_be_visible()

    def run_all(self) -> None:
        """Run every cell, and wait for the last one. Fails with what Jupyter says where one does not run."""
        cells = self.page.locator(".jp-Notebook .jp-CodeCell")
        last = cells.last.locator(".jp-InputPrompt")
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        expect(last).to_have_text("[*]:")
        expect(last).not_to_have_text("[*]:")
        assert re.fullmatch(r"\[\d+\]:", last.inner_text()), self.page.locator(
            ".jp-OutputArea-output"
        ).all_inner_texts()
        self.wait_until_idle()
        self.page.wait_for_function(NOTHING_ON_ITS_WAY, polling=BETWEEN_LOOKS)

    def cell(self, words: str) -> Locator:
        """
        The cell of code that holds these words, chosen: JupyterLab scrolls when a cell is chosen, so that what is
        pressed first would move away under the pointer.
        """
        found = self.page.locator(".jp-CodeCell", has_text=words).first
        found.scroll_into_view_if_needed()
        found.locator(".jp-InputPrompt").click()
        self.page.wait_for_timeout(300)  # it has scrolled
        return found
