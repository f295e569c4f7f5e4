"""What all pages at the door share: they ask the database beside the event loop, let people in, and say what failed."""

import logging
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

from sqlalchemy.orm import Session
from tornado.web import RequestHandler

from dashboards.shell.door.door_page import DoorPage, Link
from dashboards.shell.in_time import in_time
from dashboards.shell.sign_in import cookies
from dashboards.shell.sign_in.knowing import known
from dashboards.shell.sign_in.open_pages import OpenPages
from dashboards.shell.who import district_shown, nonce_of, words_of
from models.actions.sign_in import begin_sign_in, sign_out
from models.database import Database
from models.errors import NoAnswerError, PartnershipError
from models.queries.sign_in import Account
from models.settings import settings
from models.sign_in_ways import SignInWay

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")
LONGEST_NEXT = 2_000


class AtTheDoor(RequestHandler):
    """What all pages at the door share. `pages` are the open pages of this server, `database` gives its database."""

    def initialize(self, database: Callable[[], Database], pages: OpenPages) -> None:
        self.database, self.pages = database, pages

    def prepare(self) -> None:
        self.words = words_of(self.request)
        self.set_header("Cache-Control", "no-store")

    @property
    def prefix(self) -> str:
        return str(self.application.prefix)  # type: ignore[attr-defined]

    @property
    def next_page(self) -> str:
        """
        The page somebody wants to see afterwards, within our own; the first one where they name none of ours.

        Only the name of a page and its query are taken over, so that no address leads anywhere else.
        """
        asked = urlsplit(self.get_argument("next", "")[:LONGEST_NEXT])
        name = asked.path.strip("/").rpartition("/")[2]
        is_ours = f"/{name}" in self.application.applications  # type: ignore[attr-defined]
        if not is_ours or asked.scheme or asked.netloc:
            return f"{self.prefix}/"
        return f"{self.prefix}/{name}" + (f"?{asked.query}" if asked.query else "")

    async def reading(self, ask: Callable[[Session], Answer]) -> Answer:
        def work() -> Answer:
            with self.database().reading() as session:
                return ask(session)

        return await in_time(work)

    async def writing(self, change: Callable[[Session], Answer]) -> Answer:
        def work() -> Answer:
            with self.database().writing() as session:
                return change(session)

        return await in_time(work)

    async def show(self, page: DoorPage, status: int = 200) -> None:
        try:
            district = await self.reading(district_shown)
        except PartnershipError:
            district = settings().title
        contact = settings().sign_in.contact
        nonce = nonce_of(self.request)
        self.set_status(status)
        self.finish(page.html(self.words, district=district, contact=contact, nonce=nonce))

    async def let_in(self, account: Account, way: SignInWay, change: Callable[[Session], None] | None = None) -> None:
        """Give the browser a new key, end what it was signed in as before, and lead on."""
        now, lasts = datetime.now(UTC), timedelta(hours=settings().sign_in.hours)

        def begin(session: Session) -> tuple[str, int | None]:
            before = known(session, self.request)
            if before is not None:
                sign_out(session, before.sign_in_id, at=now)
            if change is not None:
                change(session)
            return begin_sign_in(session, account, way, at=now, lasts=lasts), before.sign_in_id if before else None

        key, before = await self.writing(begin)
        if before is not None:
            self.pages.close_all_of(before)
        cookies.give(self, cookies.KEY, key, lasts.total_seconds())
        self.redirect(self.next_page, status=303)

    def write_error(self, status_code: int, **named: Any) -> None:
        """A sentence; for what nobody foresaw an id, and the rest in the log."""
        error = (named.get("exc_info") or (None, None, None))[1]
        if isinstance(error, PartnershipError):
            self.set_status(503 if isinstance(error, NoAnswerError) else 403)
            text = self.words.refusal(error)
        else:
            reference = secrets.token_hex(4)
            log.error("Something went wrong at the door (id %s)", reference, exc_info=named.get("exc_info"))
            text = self.words.gettext("Something went wrong (id {reference}). Try again.", reference=reference)
        again = Link(self.words.gettext("Sign in"), f"{self.prefix}/sign-in")
        page = DoorPage(self.words.gettext("This did not work"), wrong=text, link=again)
        nonce, contact = nonce_of(self.request), settings().sign_in.contact
        self.finish(page.html(self.words, district=settings().title, contact=contact, nonce=nonce))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """`write_error` has said it, without what the exception holds."""
