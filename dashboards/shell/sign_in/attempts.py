"""How often somebody may try: five wrong passwords a minute for a name from an address, and more for an address."""

from collections.abc import Callable
from threading import Lock
from time import monotonic

from cachetools import TTLCache

SECONDS = 60.0
WRONG_PER_NAME = 5
WRONG_PER_ADDRESS = 50
"""Many people may stand behind one address; a program that tries names is stopped by it all the same."""
MOST_KEPT = 50_000


class Attempts:
    """
    Wrong attempts of the last minute, by name and address, and by address. Kept in this server's memory.

    By both: by the name alone, anybody could lock the director out.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._wrong: TTLCache[tuple[str, str], int] = TTLCache(MOST_KEPT, SECONDS, timer=clock)
        self._lock = Lock()

    def may_try(self, name: str, address: str) -> bool:
        with self._lock:
            return (
                self._wrong.get((name.lower(), address), 0) < WRONG_PER_NAME
                and self._wrong.get(("", address), 0) < WRONG_PER_ADDRESS
            )

    def was_wrong(self, name: str, address: str) -> None:
        with self._lock:
            for place in ((name.lower(), address), ("", address)):
                self._wrong[place] = self._wrong.get(place, 0) + 1

    def was_right(self, name: str, address: str) -> None:
        with self._lock:
            self._wrong.pop((name.lower(), address), None)
            if self._wrong.get(("", address), 0) > 0:
                self._wrong["", address] -= 1
