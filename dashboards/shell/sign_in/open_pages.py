"""Open pages of people who are signed in: closed within seconds when they are not any more."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from dashboards.state.background import submit
from models.actions.sign_in import keep_alive
from models.database import Database
from models.queries.sign_in import still_signed_in
from models.settings import settings

log = logging.getLogger(__name__)
EVERY = 2.0
"""Seconds between two looks: who is signed out elsewhere, or whose account is closed, is out within five."""
ALIVE = 60.0
"""Seconds between two notes that pages are open."""
SIGNED_OUT = 4401
"""Code with which a page's connection is closed then."""


class Socket(Protocol):
    """The connection of an open page."""

    def close(self, code: int | None = None, reason: str | None = None) -> None: ...


class OpenPages:
    """Those of one server; used on its event loop only, but for the question itself."""

    def __init__(self, database: Callable[[], Database], clock: Callable[[], datetime] = lambda: datetime.now(UTC)):
        self._database, self._clock = database, clock
        self._owners: WeakKeyDictionary[Any, int] = WeakKeyDictionary()
        """Bokeh's session of a page to the sign-in it was made for."""
        self._sockets: dict[Socket, int] = {}
        self._noted = datetime.min.replace(tzinfo=UTC)
        self._asking: asyncio.Task[None] | None = None

    def belongs(self, session: Any, sign_in_id: int) -> None:
        """The page was made for this sign-in, and is for no other."""
        self._owners[session] = sign_in_id

    def owner_of(self, session: Any) -> int | None:
        return self._owners.get(session) if session is not None else None

    def opened(self, socket: Socket, sign_in_id: int) -> None:
        self._sockets[socket] = sign_in_id
        if self._asking is None or self._asking.done():
            self._asking = asyncio.get_running_loop().create_task(self._ask_on())

    def closed(self, socket: Socket) -> None:
        self._sockets.pop(socket, None)

    def close_all_of(self, sign_in_id: int) -> None:
        """Somebody has signed out here: none of their pages says anything more."""
        for socket in [one for one, owner in self._sockets.items() if owner == sign_in_id]:
            socket.close(SIGNED_OUT, "signed out")
            self.closed(socket)

    async def _ask_on(self) -> None:
        while self._sockets:
            await asyncio.sleep(EVERY)
            await self.ask()

    async def ask(self) -> None:
        """Look once, and close the pages of those who are not signed in any more. No answer is no news."""
        owners = frozenset(self._sockets.values())
        if not owners:
            return
        try:
            held = await asyncio.wrap_future(submit(lambda: self._holding(owners)))
        except Exception as error:  # noqa: BLE001 - a database that cannot be asked gives nobody's figures either
            log.warning("Whether people are still signed in could not be asked: %s", type(error).__name__)
            return
        for gone in owners - held:
            self.close_all_of(gone)

    def _holding(self, owners: frozenset[int]) -> set[int]:
        now, idle = self._clock(), timedelta(minutes=settings().sign_in.idle_minutes)
        with self._database().reading() as session:
            held = still_signed_in(session, owners, now, idle)
        if held and (now - self._noted).total_seconds() >= ALIVE:
            self._noted = now
            with self._database().writing() as session:
                keep_alive(session, held, at=now)
        return held
