"""
Other people's filters while the database is locked, frozen or busy with an import, and when the waiting person is told.

    python -m tests.benchmarks.slow_database

Makes the sample district on SQLite and on PostgreSQL, serves each, and prints the filter's median, 95th percentile and
longest, in seconds, alone and beside each trouble; and the seconds until a sentence came for who wanted to save.
"""

import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from data.sample.make import make_sample
from models.database import connect
from tests.benchmarks.open_page import OpenPage, told
from tests.copying import copy_rows
from tests.fixtures import SAMPLE_RECORDED
from tests.forged import BY_HAND, HELD_OWN, decision
from tests.postgres import PostgresServer
from tests.serving import Server
from tests.socket_client import SocketClient
from tests.troubles import frozen, locked_file, locked_table

SAMPLE = "?as=m.alvarez&month=2026-03"


class Waiting:
    """Somebody on a page of their own who saves a decision once the trouble is there."""

    def __init__(self, server: Server) -> None:
        self.client = SocketClient(server.url, query=f"?as=r.okafor&month=2026-03&cluster=all&school={HELD_OWN}")
        (self.form,) = self.client.of_class(BY_HAND)
        self.took, self.words = 0.0, ""

    def save(self) -> None:
        begun = time.monotonic()
        self.client.message(decision(HELD_OWN), self.form)
        data = self.client.models[self.form]["attributes"]["data"]["id"]
        self.client.wait_for(data)
        self.took = time.monotonic() - begun
        said = re.findall(r'"refusal",\s*"([^"]*)"', self.client.frames[-1])
        self.words = said[-1] if said else self.client.frames[-1][:200]


@contextmanager
def importing(url: str) -> Iterator[None]:
    """Another process stores 100,000 activities."""
    line = [sys.executable, "-m", "tests.benchmarks.importing", url]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL) as process:
        yield
        process.wait()


def beside(name: str, server: Server, trouble: Callable[[], AbstractContextManager[None]], seconds: float) -> None:
    page, waiting = OpenPage(server.url, address=SAMPLE), Waiting(server)
    page.filters(2)
    told(f"{name}: alone", page.filters(10))
    with trouble():
        saving = threading.Thread(target=waiting.save)
        saving.start()
        taken = page.filters(seconds)
    saving.join()
    told(f"{name}: beside it", taken)
    sys.stdout.write(f"    who saved was told after {waiting.took:.2f} s: {waiting.words}\n")


def main(seconds: str = "30") -> None:
    folder, lasting = Path(tempfile.mkdtemp()), float(seconds)
    sample = connect(f"sqlite:///{folder / 'sample.sqlite'}")
    sample.upgrade()
    make_sample(sample, at=SAMPLE_RECORDED)
    sample.close()
    url = sample.url.render_as_string()
    server = Server(url, folder / "sqlite.log", {})
    beside("SQLite, write lock held", server, lambda: locked_file(url), lasting)
    beside("SQLite, 100,000 activities imported", server, lambda: importing(url), 2 * lasting)
    server.stop()
    postgres = PostgresServer()
    try:
        postgres.start()
        url = postgres.create("sample")
        copy_rows(sample.url.render_as_string(), url)
        server = Server(url, folder / "postgresql.log", {})
        beside("PostgreSQL, reports locked", server, lambda: locked_table(url, "monthly_report"), lasting)
        beside("PostgreSQL, stamps locked", server, lambda: locked_table(url, "topic_version"), lasting)
        beside("PostgreSQL, 100,000 activities imported", server, lambda: importing(url), 2 * lasting)
        beside("PostgreSQL, frozen", server, lambda: frozen(postgres), lasting)
        server.stop()
    finally:
        postgres.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
