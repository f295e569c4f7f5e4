"""
`/calendar/SECRET.ics`: a person's next steps for their calendar program, which cannot sign in.

Whoever has the secret gets schools and days and nothing else; it is kept as a hash, and its owner makes and takes it
back on the page Support. Rights are asked for anew each time: who has left or cares for nothing any more has no feed.
"""

import re
from datetime import UTC, datetime

from tornado.web import RequestHandler

from dashboards.shell.in_time import in_time
from dashboards.shell.preparing import database
from dashboards.state.support.calendar import feed_of
from data.calendar_file import TYPE
from models import queries
from models.errors import DatabaseUnavailableError, PartnershipError
from models.queries.calendar_feeds import owner_of_feed
from models.today import day_of
from models.wording.language import words_in

ADDRESS = re.compile(r"/calendar/([A-Za-z0-9_-]{43})\.ics")


class CalendarFeed(RequestHandler):
    """The file, or 404 for a secret that opens nothing: nobody learns whether it ever did."""

    SUPPORTED_METHODS = ("GET", "HEAD")

    async def get(self) -> None:
        self.set_header("Cache-Control", "no-store")
        asked = ADDRESS.search(self.request.path)
        try:
            made = await in_time(lambda: _made(asked.group(1))) if asked else None
        except DatabaseUnavailableError:
            self.set_status(503)
            self.finish()
            return
        if made is None:
            self.set_status(404)
            self.finish()
            return
        self.set_header("Content-Type", TYPE)
        self.finish(made)

    head = get


def _made(secret: str) -> bytes | None:
    at = datetime.now(UTC)
    with database().reading() as session:
        owner = owner_of_feed(session, secret)
        if owner is None:
            return None
        try:
            viewer = queries.viewer(session, owner.district_id, owner.login, day_of(at))
        except PartnershipError:
            return None
        return feed_of(session, viewer, words_in(owner.language), day_of(at), at)
