"""
What sign-in, the policy and nginx with TLS cost a visitor: the same pages with all of them, and without any.

python -m tests.benchmarks.sign_in_cost [ROUNDS]

Two servers on copies of the sample, in turn in one run. With: passwords, two processes, nginx in front. Without: one
process on this machine, nobody signs in, and the browser leaves the policy out. A first visit is a browser without
anything kept, from the address to a page at rest; a change of a filter, to the sentence that says how many are shown.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psutil
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

from data.sample.make import make_sample
from models.database import connect
from tests.fixtures import SAMPLE_RECORDED
from tests.nginx import ADDRESS, Nginx
from tests.postgres import free_port
from tests.serving import Server
from tests.signing_in import give_passwords, password_of
from tests.watching import CHROMIUM_ARGUMENTS, chromium, wait_until_settled

LOGIN = "m.alvarez"
CLUSTERS = ("Lakeview", "Garden", "Harbor")
WARM_UP = 3
CHANGE = """cluster => new Promise(answer => {
  const all = (root, css) => [...root.querySelectorAll(css),
    ...[...root.querySelectorAll("*")].flatMap(node => node.shadowRoot ? all(node.shadowRoot, css) : [])]
  const field = all(document, "select").find(one => [...one.options].some(option => option.textContent === "Lakeview"))
  const said = () => document.getElementById("showing").textContent + location.search
  const before = said(), begun = performance.now()
  field.value = [...field.options].find(option => option.textContent === cluster).value
  field.dispatchEvent(new Event("change"))
  const look = () => said() !== before ? answer(performance.now() - begun) : requestAnimationFrame(look)
  look()
})"""
FIRST = """() => performance.now()"""


@dataclass
class Way:
    """One of the two; `cpu` gives the seconds of processor that its processes have used."""

    url: str
    cpu: Callable[[], float]
    context: Callable[[], BrowserContext]
    first: list[float] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)
    cpu_of_changes: list[float] = field(default_factory=list)

    def visit(self) -> None:
        """A first visit, then changes of a filter on the page it opened."""
        context = self.context()
        page = context.new_page()
        page.goto(f"{self.url}/triage", wait_until="commit")
        wait_until_settled(page)
        self.first.append(float(page.evaluate(FIRST)))
        for cluster in CLUSTERS:
            page.evaluate(CHANGE, cluster)
        before = self.cpu()
        taken = [float(page.evaluate(CHANGE, cluster)) for cluster in CLUSTERS * 4]
        self.changes += taken
        self.cpu_of_changes.append((self.cpu() - before) / len(taken) * 1_000)
        context.close()


def processes_of(nginx: Nginx) -> list[psutil.Process]:
    main = psutil.Process(int((nginx.folder / "nginx.pid").read_text()))
    return [main, *main.children()]


def seconds(processes: list[psutil.Process]) -> float:
    return sum(sum(one.cpu_times()[:2]) for one in processes)


def signed_in(browser: Browser, url: str) -> StorageState:
    """What a browser keeps of a sign-in; each visit begins with that and nothing else."""
    context = browser.new_context(ignore_https_errors=True)
    page: Page = context.new_page()
    page.goto(f"{url}/sign-in")
    page.get_by_label("Name").fill(LOGIN)
    page.get_by_label("Password").fill(password_of(LOGIN))
    page.keyboard.press("Enter")
    wait_until_settled(page)
    kept = context.storage_state()
    context.close()
    return kept


def told(name: str, with_all: list[float], without: list[float]) -> None:
    ours, alone = median(with_all), median(without)
    print(f"{name:34} with {ours:7.1f} ms  without {alone:7.1f} ms  {ours / alone:.2f} x  ({len(with_all)})")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    folder = Path(tempfile.mkdtemp(prefix="partnership-sign-in-"))
    for name in ("with.sqlite", "without.sqlite"):
        database = connect(f"sqlite:///{folder / name}")
        database.upgrade()
        make_sample(database, at=SAMPLE_RECORDED)
        database.close()
    give_passwords(f"sqlite:///{folder / 'with.sqlite'}", LOGIN)
    (folder / "secret").write_text("a secret of this benchmark's own, longer than it needs to be")
    (folder / "secret").chmod(0o600)
    port = free_port()
    settings = {
        "PARTNERSHIP_ORIGINS": f'["https://{ADDRESS}:{port}"]',
        "PARTNERSHIP_SECRET_FILE": str(folder / "secret"),
        "PARTNERSHIP_SIGN_IN__WAYS": '["password"]',
        "PARTNERSHIP_SIGN_IN__PROXY__ADDRESSES": '["127.0.0.1"]',
    }
    begin = {"warm": True}
    url = f"sqlite:///{folder / 'with.sqlite'}"
    two = [Server(url, folder / f"with-{number}.log", settings, **begin) for number in range(2)]
    alone = Server(f"sqlite:///{folder / 'without.sqlite'}", folder / "without.log", {}, **begin)
    # Visits come faster here than one person's, so that the limit on pages would be measured instead.
    more = {"rate=10r/s": "rate=1000r/s"}
    ports = [int(server.url.rpartition(":")[2]) for server in two]
    try:
        with Nginx(folder / "nginx", ports, more, port=port) as nginx, sync_playwright() as playwright:
            # A visitor's own browser compiles what it runs; that of the tests does not.
            arguments = [one for one in CHROMIUM_ARGUMENTS if not one.startswith("--js-flags")]
            browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
            kept, between = signed_in(browser, nginx.url), processes_of(nginx)
            all_of_it = Way(
                nginx.url,
                lambda: sum(server.cpu_seconds() for server in two) + seconds(between),
                lambda: browser.new_context(ignore_https_errors=True, storage_state=kept),
            )
            nothing = Way(alone.url, alone.cpu_seconds, lambda: browser.new_context(bypass_csp=True))
            for number in range(WARM_UP + rounds):
                for way in (all_of_it, nothing) if number % 2 else (nothing, all_of_it):
                    way.visit()
                if number == WARM_UP - 1:
                    for way in (all_of_it, nothing):
                        way.first, way.changes, way.cpu_of_changes = [], [], []
            browser.close()
    finally:
        for server in (*two, alone):
            server.stop()
        shutil.rmtree(folder)
    told("first visit", all_of_it.first, nothing.first)
    told("filter", all_of_it.changes, nothing.changes)
    told("CPU of servers and nginx a change", all_of_it.cpu_of_changes, nothing.cpu_of_changes)


if __name__ == "__main__":
    main()
