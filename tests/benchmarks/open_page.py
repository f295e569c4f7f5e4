"""An open page whose filter somebody changes again and again, and how long each change took."""

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from ssl import SSLContext
from statistics import median, quantiles

from tests.socket_client import SocketClient

CLUSTERS = ("Lakeview", "Garden", "Harbor", "")
"""Of the sample district; "": all of them."""


class OpenPage:
    """A page over the wire; `address` is its query."""

    def __init__(
        self,
        server_url: str,
        clusters: Sequence[str] = CLUSTERS,
        address: str = "?as=m.alvarez",
        headers: Mapping[str, str] | None = None,
        trusted: SSLContext | None = None,
    ) -> None:
        self.client = SocketClient(server_url, query=address, trusted=trusted, **(headers or {}))
        (frame,) = self.client.of_class("Frame")
        self._frame = self.client.models[frame]["attributes"]["data"]["id"]
        self._cluster = self.client.select("Cluster")
        self._clusters = cycle(clusters)

    def changes(self) -> Iterator[float]:
        """Seconds from a filter's change to everything that follows from it, one after the other, without end."""
        while True:
            begun = time.monotonic()
            assert self.client.set(self._cluster, "value", next(self._clusters)) == "OK"
            self.client.wait_for(self._frame)
            yield time.monotonic() - begun
            time.sleep(0.2)  # as a person reads

    def filters(self, seconds: float) -> list[float]:
        """The same for as long as this."""
        taken: list[float] = []
        end = time.monotonic() + seconds
        for change in self.changes():
            taken.append(change)
            if time.monotonic() > end:
                break
        return taken


def told(name: str, seconds: list[float]) -> None:
    line = f"{name:58} median {median(seconds):.3f}  p95 {quantiles(seconds, n=20)[-1]:.3f}  longest {max(seconds):.3f}"
    sys.stdout.write(f"{line}  ({len(seconds)})\n")
    sys.stdout.flush()
