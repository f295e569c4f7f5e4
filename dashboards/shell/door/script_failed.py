"""
Told by a page whose own script failed: the log gets an id, the page, the kind of error and where; the page the id.

What a browser tells is only looked up here: nothing of it is written to the log as it came, but for numbers of lines.
"""

import logging
import re
import secrets
from collections.abc import Callable
from time import monotonic

import orjson
from cachetools import TTLCache

from dashboards.shell.component import BUNDLES
from dashboards.shell.door.at_the_door import AtTheDoor
from dashboards.shell.sign_in.knowing import known
from models.logs import Known
from models.settings import settings

log = logging.getLogger(__name__)
SECONDS = 60.0
MOST_OF_ONE = 6
"""Told of one sign-in until it was quiet for a minute: twice what one page tells."""
MOST_OF_ALL = 60
MOST_KEPT = 10_000
LONGEST_PLACES = 400
LONGEST_PAGE = 60
MOST_PLACES = 4
OTHER = "another error"
NOBODY = 0
"""Who tells where nobody has to sign in."""
KINDS = frozenset({
    "Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError", "AggregateError",
    "InternalError", "AbortError", "DataCloneError", "DataError", "EncodingError", "HierarchyRequestError",
    "InvalidAccessError", "InvalidCharacterError", "InvalidModificationError", "InvalidStateError", "NetworkError",
    "NotAllowedError", "NotFoundError", "NotReadableError", "NotSupportedError", "OperationError",
    "QuotaExceededError", "SecurityError", "TimeoutError", "UnknownError", "WrongDocumentError",
})  # fmt: skip
"""Names that browsers give to errors; Bokeh's own kinds, and whatever else a browser says, are `OTHER`."""
SCRIPTS = frozenset(path.name for path in BUNDLES.glob("*.js")) | {
    "bokeh.min.js", "bokeh-widgets.min.js", "bokeh-tables.min.js", "bokeh-mathjax.min.js",
    "panel.min.js", "es-module-shims.min.js", "module", "page",
}  # fmt: skip
"""Scripts that a page runs, `module` and `page` for what Panel and Bokeh write into it themselves."""
PLACE = re.compile(r"([A-Za-z0-9_.-]{1,40}):(\d{1,7}):(\d{1,7})", re.ASCII)


class Told:
    """How often scripts failed lately, of one sign-in and of all. Kept in this server's memory."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._count: TTLCache[int | None, int] = TTLCache(MOST_KEPT, SECONDS, timer=clock)

    def has_room(self, who: int) -> bool:
        """May one more be told? If so, it counts."""
        mine, all_of_them = self._count.get(who, 0), self._count.get(None, 0)
        if mine >= MOST_OF_ONE or all_of_them >= MOST_OF_ALL:
            return False
        self._count[who], self._count[None] = mine + 1, all_of_them + 1
        return True


told = Told()


class ScriptFailed(AtTheDoor):
    """Answers {"id": "3fa91c02"}; 400 for what no page sends, 401 where nobody is in, 429 after many."""

    def get(self) -> None:
        """A page only tells; there is nothing to look at."""
        self.set_status(405)
        self.finish()

    async def post(self) -> None:
        places = places_in(self.get_body_argument("places", ""))
        who = await self._who() if places else None
        if not places or who is None or not told.has_room(who):
            self.set_status(400 if not places else 401 if who is None else 429)
            self.finish()
            return
        reference = secrets.token_hex(4)
        page, kind = self.get_body_argument("page", "")[:LONGEST_PAGE], self.get_body_argument("kind", "")
        kind = kind if kind in KINDS else OTHER
        log.error("A script of %s failed (id %s): %s at %s", f"/{page}", reference, Known(kind), Known(places))
        self.set_header("Content-Type", "application/json")
        self.finish(orjson.dumps({"id": reference}))

    async def _who(self) -> int | None:
        if not settings().needs_sign_in:
            return NOBODY
        found = await self.reading(lambda session: known(session, self.request))
        return found.sign_in_id if found is not None else None


def places_in(said: str) -> str:
    """The scripts, lines and columns that a browser named, from where it failed outwards; empty where one is none."""
    if len(said) > LONGEST_PLACES:
        return ""
    found = [PLACE.fullmatch(place) for place in said.split(" ")]
    scripts = [place[1] for place in found if place is not None and place[1] in SCRIPTS]
    if len(scripts) != len(found) or len(found) > MOST_PLACES:
        return ""
    return " < ".join(f"{place[1]}:{int(place[2])}:{int(place[3])}" for place in found if place is not None)
