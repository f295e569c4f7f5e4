"""
An open page's filter while others open pages, one after another and all at once.

    python -m tests.benchmarks.many_visitors URL-OF-A-SERVED-PAGES-SERVER [VISITORS]

Prints the filter's median and 95th percentile alone and beside the visitors, in seconds, and how long a visitor waits.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from threading import Event, Thread
from urllib.request import urlopen

from tests.benchmarks.open_page import OpenPage, told

FILTERS = 40


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


def main(server: str, count: str = "8") -> None:
    page = OpenPage(server)
    told("filter, alone", list(islice(page.changes(), FILTERS)))
    with visitors(server, int(count)) as waited:
        time.sleep(2)
        told(f"filter beside {count} visitors", list(islice(page.changes(), FILTERS)))
    told("a visitor's page", waited)


if __name__ == "__main__":
    main(*sys.argv[1:])
