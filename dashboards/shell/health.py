"""
What other programs may ask without a sign-in: `/healthz`, whether pages could be served, and `/metrics`.

Neither opens a session nor reads rows of a district, and neither waits for a database that does not answer.
"""

import asyncio
import json
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from time import monotonic
from typing import NamedTuple

from tornado.web import RequestHandler

from models.database import Database, connect, newest_revision
from models.errors import DatabaseUnavailableError, PartnershipError, SchemaError
from models.queries.administration import schema_revision

ANSWERS_WITHIN = 2.0
"""Seconds the database has."""
HOLDS_FOR = 2.0
"""Seconds an answer is given to everybody who asks."""
WELL, NO_DATABASE, WRONG_SCHEMA, WRONG_SETTINGS = "", "database", "schema", "settings"


class Answer(NamedTuple):
    """What is wrong, as a code ("": nothing), and the version of the tables, where it is known."""

    code: str
    revision: str = ""


class Pulse:
    """One question at a time to the database, for all who ask."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pulse")
        self._asked: Future[Answer] | None = None
        self._last: tuple[float, Answer] | None = None
        self._databases: dict[str, Database] = {}

    async def now(self) -> Answer:
        """The answer of this moment, or of the last two seconds; a database that is late counts as not there."""
        if self._last and monotonic() - self._last[0] < HOLDS_FOR:
            return self._last[1]
        if self._asked is None or self._asked.done():
            self._asked = self._thread.submit(self._ask)
        try:
            answer = await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(self._asked)), ANSWERS_WITHIN)
        except TimeoutError:
            answer = Answer(NO_DATABASE)
        self._last = monotonic(), answer
        return answer

    def _ask(self) -> Answer:
        try:
            wanted = connect()
            here = self._databases.setdefault(wanted.url.render_as_string(hide_password=False), wanted)
            with here.reading() as session:
                revision = schema_revision(session)
        except SchemaError:
            return Answer(WRONG_SCHEMA)
        except DatabaseUnavailableError:
            return Answer(NO_DATABASE)
        except PartnershipError:
            return Answer(WRONG_SETTINGS)
        return Answer(WELL if revision == _newest() else WRONG_SCHEMA, revision)


@cache
def _newest() -> str:
    return newest_revision()


@cache
def pulse() -> Pulse:
    """The one of this process."""
    return Pulse()


class Healthz(RequestHandler):
    """{"status": "ok"}, or 503 with what is wrong as a code."""

    SUPPORTED_METHODS = ("GET", "HEAD")

    async def get(self) -> None:
        answer = await pulse().now()
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")
        self.set_status(503 if answer.code else 200)
        self.finish(json.dumps({"status": "wrong", "what": answer.code} if answer.code else {"status": "ok"}))

    head = get
