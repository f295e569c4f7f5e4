"""The dashboards really served, by the same command a district runs, for the tests that look at them."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil

from models.database import ROOT, URL_VARIABLE
from tests.postgres import free_port

SECONDS_TO_START = 120
ANSWERS = "running at"


class Server:
    """
    One `partnership serve` on a free port, with what it said kept in a file.

    `url` has no slash at its end; a page is `f"{server.url}/triage"`. Raises RuntimeError with the server's own
    words when it does not start.
    """

    def __init__(self, database_url: str, log: Path, environment: dict[str, str]) -> None:
        self.database_url = database_url
        self.url = f"http://localhost:{(port := free_port())}"
        self.log = log
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "data", "serve", "--port", str(port)],
                cwd=ROOT,
                env=os.environ | {URL_VARIABLE: database_url, "PYTHONUNBUFFERED": "1"} | environment,
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        self._wait_until_it_answers()

    def said(self) -> str:
        """Everything the server has written so far."""
        return self.log.read_text(errors="replace")

    def cpu_seconds(self) -> float:
        """Seconds of processor the server and whatever it started have used so far."""
        return sum(sum(process.cpu_times()[:2]) for process in self._family())

    def stop(self) -> None:
        """End the server and whatever it started; safe to call twice."""
        if self._process.poll() is not None:
            return
        family = self._family()
        for process in family:
            process.terminate()
        _, alive = psutil.wait_procs(family, timeout=10)
        for process in alive:
            process.kill()
        self._process.wait(timeout=10)

    def _family(self) -> list[psutil.Process]:
        """The server and whatever it started, children first."""
        server = psutil.Process(self._process.pid)
        return [*server.children(recursive=True), server]

    def _wait_until_it_answers(self) -> None:
        end = time.monotonic() + SECONDS_TO_START
        while ANSWERS not in self.said():
            if self._process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"The dashboards did not start:\n{self.said()}")
            time.sleep(0.1)
