"""
An open page belongs to the sign-in it was made for: page, websocket and document are of one person.

Source: decision 0035.
"""

import logging
from typing import Any
from weakref import WeakKeyDictionary

from bokeh.server.views.ws import WSHandler
from bokeh.util.token import get_session_id

from dashboards.shell.fence import open_pages, refuse
from dashboards.shell.in_time import in_time
from dashboards.shell.preparing import database, owner_of
from dashboards.shell.sign_in.knowing import NotSignedInError, known_in
from dashboards.shell.sign_in.room import AGAIN_AFTER, TooManyPagesError
from models.errors import NotAllowedError, PartnershipError
from models.settings import settings
from models.vocabulary import N_

log = logging.getLogger(__name__)
TOO_OLD = N_("This page is too old, or not of this server. Load it again.")
_joins: WeakKeyDictionary[Any, int] = WeakKeyDictionary()
"""By HTTP request of a websocket: the sign-in it was let in by."""


def made_for(request: Any, session: Any) -> None:
    """The page of this request has been made; whoever it was prepared for alone may open it."""
    owner = owner_of(request)
    if owner is not None:
        open_pages.belongs(session, owner)


def say_too_many(handler: Any, refusal: TooManyPagesError) -> None:
    """No page is made for this request: its person has as many as one may have."""
    log.warning("Refused a page to %s, whose person has too many", handler.request.remote_ip)
    handler.set_header("Retry-After", str(AGAIN_AFTER))
    refuse(handler, 429, refusal)


async def refusal_of_joining(handler: WSHandler) -> PartnershipError | None:
    """Why this websocket may not open its page; None where it may, and where nobody has to sign in."""
    if not settings().needs_sign_in:
        return None
    owner = open_pages.owner_of(_page_of(handler))
    if owner is None:
        return NotAllowedError(TOO_OLD)
    request = handler.request
    try:
        found = await in_time(lambda: known_in(database(), request))
    except PartnershipError as refusal:
        return refusal
    if found.sign_in_id != owner:
        return NotSignedInError("This page was opened by somebody else. Load it again.")
    _joins[request] = found.sign_in_id
    return None


def joined(handler: WSHandler) -> None:
    """The websocket is open: from now on it is closed when its sign-in ends."""
    if (sign_in_id := _joins.get(handler.request)) is not None:
        open_pages.opened(handler, sign_in_id)


def left(handler: WSHandler) -> None:
    open_pages.closed(handler)


def _page_of(handler: WSHandler) -> Any:
    """Bokeh's session of the page whose key the websocket brings; None where there is none any more."""
    key = handler.request.headers.get("Sec-WebSocket-Protocol", "").rpartition(",")[2].strip()
    return handler.application_context._sessions.get(get_session_id(key))
