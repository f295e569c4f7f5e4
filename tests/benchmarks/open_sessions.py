"""
Many people signed in at once, each with a page open, who change a filter now and then.

    python -m tests.benchmarks.open_sessions [SESSIONS] [MINUTES] [SECONDS BETWEEN TWO CHANGES OF ONE] [PROCESSES]

Opens two pages a second on a server of its own, on a copy of the sample district, and prints how long the first view
and the filters took, errors, memory a session, and what is left of it when as many again have come and gone. With 2
processes they stand behind nginx with TLS, by the site of the deploy guide.
"""

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from ssl import SSLContext, create_default_context
from threading import Thread

import psutil

from data.sample.make import make_sample
from models.database import connect
from tests.benchmarks.open_page import OpenPage, told
from tests.nginx import ADDRESS, Nginx
from tests.postgres import free_port
from tests.serving import Server
from tests.signing_in import BY_PASSWORD, give_passwords, key_of

LOGINS = ("m.alvarez", "r.okafor", "d.whitlock", "s.adeyemi", "p.raman", "h.ellison", "d.petrov", "c.ibarra")
CLUSTERS = ("Garden", "Harbor", "Lakeview", "")
"""In their order, beginning with nobody's own: one that stands already changes nothing, and is answered by nothing."""
PER_SECOND = 2.0
GONE_AFTER = 60.0
"""Seconds after which the server has let go of pages that were closed."""


@dataclass(frozen=True)
class Office:
    """Servers of one database, and how people come to them. cookie: what it is called there."""

    servers: list[Server]
    url: str
    cookie: str
    trusted: SSLContext | None = None

    @property
    def memory(self) -> float:
        """MB of all its processes."""
        return sum(psutil.Process(server.number).memory_info().rss for server in self.servers) / 1e6

    @property
    def cpu_seconds(self) -> float:
        return sum(server.cpu_seconds() for server in self.servers)


@contextmanager
def office(folder: Path, database_url: str, processes: int) -> Iterator[Office]:
    """One server as it is, or two behind nginx."""
    settings = BY_PASSWORD | {"PARTNERSHIP_SIGN_IN__PAGES_AT_ONCE": "1000"}  # some people stand for many here
    port = free_port()
    if processes > 1:
        settings |= {"PARTNERSHIP_ORIGINS": json.dumps([f"https://{ADDRESS}:{port}"])}
        settings |= {"PARTNERSHIP_SIGN_IN__PROXY__ADDRESSES": '["127.0.0.1"]'}
    servers = [Server(database_url, folder / f"log-{number}", settings, warm=True) for number in range(processes)]
    try:
        if processes == 1:
            yield Office(servers, servers[0].url, "partnership")
            return
        ports = [int(server.url.rpartition(":")[2]) for server in servers]
        with Nginx(folder / "nginx", ports, port=port) as nginx:
            trusted = create_default_context(cafile=nginx.folder / "certificate.pem")
            yield Office(servers, nginx.url, "__Host-partnership", trusted)
    finally:
        for server in servers:
            server.stop()


def opened(here: Office, keys: list[str], views: list[float], errors: list[str]) -> list[OpenPage]:
    """One page for each key, `PER_SECOND` of them begun a second."""
    pages: list[OpenPage] = []

    def open_one(key: str) -> None:
        begun = time.monotonic()
        try:
            cookie = {"Cookie": f"{here.cookie}={key}"}
            pages.append(OpenPage(here.url, CLUSTERS, "", cookie, here.trusted))
        except Exception as error:  # noqa: BLE001 - counted and told at the end
            errors.append(repr(error))
            return
        views.append(time.monotonic() - begun)

    at_once(keys, open_one, 1 / PER_SECOND)
    return pages


def at_once(things: list[str], work: Callable[[str], None], pause: float) -> None:
    threads = [Thread(target=work, args=(thing,), daemon=True) for thing in things]
    for thread in threads:
        thread.start()
        time.sleep(pause)
    for thread in threads:
        thread.join()


def at_work(page: OpenPage, think: float, end: float, filters: list[float], errors: list[str]) -> None:
    """One person who changes a filter, and thinks; how long they think differs as people do."""
    dice = random.Random()
    changes = page.changes()
    time.sleep(dice.uniform(0, think))
    while time.monotonic() < end:
        try:
            filters.append(next(changes))
        except Exception as error:  # noqa: BLE001 - counted and told at the end
            errors.append(repr(error))
            return
        time.sleep(max(0.0, min(dice.expovariate(1 / think), end - time.monotonic())))


def close(pages: list[OpenPage]) -> None:
    for page in pages:
        page.client.__exit__()


def main(sessions: str = "200", minutes: str = "30", think: str = "30", processes: str = "1") -> None:
    folder = Path(tempfile.mkdtemp())
    database = connect(f"sqlite:///{folder / 'sample.db'}")
    database.upgrade()
    make_sample(database, at=datetime.now(UTC))
    give_passwords(f"sqlite:///{folder / 'sample.db'}", LOGINS[0])
    keys = [key_of(database, LOGINS[number % len(LOGINS)]) for number in range(int(sessions))]
    with office(folder, f"sqlite:///{folder / 'sample.db'}", int(processes)) as here:
        measure(here, keys, float(minutes), float(think))


def measure(here: Office, keys: list[str], minutes: float, think: float) -> None:
    """Open a page for each key, let people work for as long, close all and open as many again."""
    views: list[float] = []
    filters: list[float] = []
    errors: list[str] = []
    begun = here.memory
    pages = opened(here, keys, views, errors)
    if not pages:
        raise RuntimeError(errors[0])
    told(f"first view, {PER_SECOND:g} a second", views)
    there, cpu = here.memory, here.cpu_seconds
    end = time.monotonic() + minutes * 60
    threads = [Thread(target=at_work, args=(page, think, end, filters, errors)) for page in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told(f"filter, {len(pages)} sessions", filters)
    spent = (here.cpu_seconds - cpu) / max(1, len(filters))
    say(f"CPU of the server a change {1000 * spent:.1f} ms; errors {len(errors)} {errors[:2]}")
    say(f"memory {begun:.0f} MB, with {len(pages)} sessions {there:.0f}: {(there - begun) / len(pages):.2f} each")
    close(pages)
    time.sleep(GONE_AFTER)
    after = here.memory
    for _ in range(2):
        close(opened(here, keys, [], errors))
    time.sleep(GONE_AFTER)
    say(f"all gone {after:.0f} MB; after twice as many again {here.memory:.0f}; errors {len(errors)}")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
