"""The dashboards really served, by the same command a district runs, for the tests that look at them."""

import time
from filecmp import cmp
from pathlib import Path

import psutil

from models.database import URL_VARIABLE
from tests.commands import ready_program
from tests.lines_run import TELL
from tests.postgres import free_port

SECONDS_TO_START = 120
ANSWERS = "running at"


class Server:
    """
    One `partnership serve` on a free port, with what it said kept in a file.

    `url` has no slash at its end; a page is `f"{server.url}/triage"`. Raises RuntimeError with the server's own
    words when it does not start. warm: as districts serve it; half of such a start goes into pages that most tests
    never open. template: a file that this database was copied from; while it is still the same, the server begins with
    what is known of that one already.
    """

    def __init__(
        self,
        database_url: str,
        log: Path,
        environment: dict[str, str],
        *,
        warm: bool = False,
        template: Path | None = None,
    ) -> None:
        self.database_url = database_url
        self.url = f"http://localhost:{(port := free_port())}"
        self.log = log
        self._template = template
        log.touch()
        secret = log.with_name("session_secret")
        secret.write_text("signs the sessions of this server alone " * 2)
        secret.chmod(0o600)
        own = {URL_VARIABLE: database_url, "PARTNERSHIP_SECRET_FILE": str(secret), "PYTHONUNBUFFERED": "1"}
        self._environment = own | environment
        self._line = ["serve", "--port", str(port), "--warm" if warm else "--no-warm"]
        self.start()

    def start(self) -> None:
        """Start it, or, after `stop`, once more at the same address."""
        begun = self.said().count(ANSWERS)
        running = ready_program().run(self._line, self._environment, self.log, knows=self._known())
        self._process = psutil.Process(running.number)
        running.leave()
        self._wait_until_it_answers(begun)

    def _known(self) -> str:
        """The address of the database that has the very same rows; empty where there is none."""
        path = self.database_url.removeprefix("sqlite:///")
        if self._template is None or Path(f"{path}-wal").exists() or not cmp(path, self._template, shallow=False):
            return ""
        return f"sqlite:///{self._template}"

    def said(self) -> str:
        """Everything the server has written so far."""
        return self.log.read_text(errors="replace")

    @property
    def number(self) -> int:
        """Of its process."""
        return int(self._process.pid)

    def cpu_seconds(self) -> float:
        """Seconds of processor the server and whatever it started have used so far."""
        return sum(sum(process.cpu_times()[:2]) for process in self._family())

    def stop(self) -> None:
        """End the server and whatever it started; safe to call twice."""
        try:
            family = self._family()
        except psutil.NoSuchProcess:
            return
        for process in family:  # at once: it would wait for the pages that are open
            process.send_signal(TELL)
        for process in psutil.wait_procs(family, timeout=10)[1]:
            process.kill()

    def pause(self) -> None:
        """Nothing of it runs any more, and no connection ends, until `go_on`."""
        for process in self._family():
            process.suspend()

    def go_on(self) -> None:
        for process in self._family():
            process.resume()

    def _family(self) -> list[psutil.Process]:
        """The server and whatever it started, children first."""
        return [*self._process.children(recursive=True), self._process]

    def _wait_until_it_answers(self, begun: int) -> None:
        end = time.monotonic() + SECONDS_TO_START
        while self.said().count(ANSWERS) == begun:
            if not self._process.is_running() or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"The dashboards did not start:\n{self.said()}")
            time.sleep(0.1)
