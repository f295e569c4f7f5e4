"""
An open page's filter while others open pages, one after another and all at once.

    python -m tests.benchmarks.many_visitors URL-OF-A-SERVED-PAGES-SERVER [VISITORS]

Prints the filter's median and 95th percentile alone and beside the visitors, in seconds, and how long a visitor waits.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from threading import Event, Thread
from urllib.request import urlopen

from tests.socket_client import SocketClient

FILTERS = 40
CLUSTERS = ("Lakeview", "Garden", "Harbor", "")


@contextmanager
def visitors(server: str, count: int) -> Iterator[list[float]]:
    """That many people open pages in a loop; seconds each of them waited for one."""
    waited: list[float] = []
    stop = Event()

    def open_pages() -> None:
        while not stop.is_set():
            begun = time.monotonic()
            with urlopen(f"{server}/triage?as=m.alvarez", timeout=60) as answer:
                answer.read()
            waited.append(time.monotonic() - begun)

    threads = [Thread(target=open_pages, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    yield waited
    stop.set()
    for thread in threads:
        thread.join()


def filters(client: SocketClient) -> list[float]:
    """Seconds from a filter's change to everything that follows from it."""
    client.say_ready()
    cluster = client.select("Cluster")
    (frame,) = (client.models[number]["attributes"]["data"]["id"] for number in client.of_class("Frame"))
    taken = []
    for number in range(FILTERS):
        chosen = CLUSTERS[number % len(CLUSTERS)]
        begun = time.monotonic()
        assert client.set(cluster, "value", chosen) == "OK"
        client.wait_for(frame)
        taken.append(time.monotonic() - begun)
        time.sleep(0.2)  # as a person reads
    return taken


def told(name: str, seconds: list[float]) -> None:
    line = f"{name:30} median {median(seconds):.3f}  p95 {quantiles(seconds, n=20)[-1]:.3f}  longest {max(seconds):.3f}"
    sys.stdout.write(f"{line}  ({len(seconds)})\n")


def main(server: str, count: str = "8") -> None:
    with SocketClient(server, query="?as=m.alvarez") as client:
        told("filter, alone", filters(client))
        with visitors(server, int(count)) as waited:
            time.sleep(2)
            told(f"filter beside {count} visitors", filters(client))
        told("a visitor's page", waited)


if __name__ == "__main__":
    main(*sys.argv[1:])
