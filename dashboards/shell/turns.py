"""
Whose turn it is on the server's event loop: open pages first, new ones after, and nobody who does not read for ever.

A page takes a third of a second to make, a click on an open one a tenth of that, in several steps; where eight people
open pages at once, each step would wait behind eight pages. So one page is made at a time, and before the next the
open pages are let finish what they are at.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

from tornado.iostream import StreamClosedError

log = logging.getLogger(__name__)
LET_IN = 0.01
"""Seconds between two pages, so that the loop reads what arrived while the first was made."""
AFTER_ANOTHER = 1.0
"""Seconds after a page was made in which open pages may have something to say about the next."""
AT_WORK = 0.06
"""Seconds after its last message that an open page is taken to be at work."""
LONGEST = 2.0
"""Seconds a new page waits for open ones at most."""
UNREAD = 16_000_000
"""Bytes that wait for one client at most; a page comes to less than one million."""


class Turns:
    """The order of one server's work; used on its event loop only."""

    def __init__(self) -> None:
        self._page = asyncio.Lock()
        self._heard = float("-inf")
        self._made = float("-inf")

    def open_page_at_work(self) -> None:
        """A message came from an open page."""
        self._heard = monotonic()

    @asynccontextmanager
    async def for_a_new_page(self) -> AsyncIterator[None]:
        """Inside, no other page is made; waits for that, and for open pages, though not for long."""
        async with self._page:
            begun = monotonic()
            if begun - self._made < AFTER_ANOTHER:
                await asyncio.sleep(LET_IN)
            while monotonic() - self._heard < AT_WORK and monotonic() - begun < LONGEST:
                await asyncio.sleep(LET_IN)
            try:
                yield
            finally:
                self._made = monotonic()


def bound_unread(stream: Any) -> None:
    """Close the connection of a client for whom more than `UNREAD` bytes wait; without this they pile up for ever."""
    write = stream.write

    def written(data: bytes) -> Any:
        if len(stream._write_buffer or b"") > UNREAD:
            log.warning("A client does not read what it is sent; its connection is closed.")
            stream.close()
            raise StreamClosedError
        return write(data)

    stream.write = written
