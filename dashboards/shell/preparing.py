"""What a page needs before it is made: who is here, and the district's data, read beside the event loop."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from dashboards.shell.in_time import in_time
from dashboards.shell.navigation import led_to, name_of
from dashboards.shell.sign_in.knowing import NotSignedInError
from dashboards.shell.sign_in.request_facts import path_within
from dashboards.shell.sign_in.room import TooManyPagesError, room
from dashboards.shell.who import Visitor, who_is_here
from dashboards.state.background import submit
from dashboards.state.district.data import district_now
from dashboards.state.filters import Filters
from dashboards.state.home.visit import make_home_ready
from dashboards.state.people.visit import make_people_ready
from dashboards.state.practices.visit import make_practices_ready
from dashboards.state.ready import Wanted, make_whole_ready
from dashboards.state.reminders.visit import make_reminders_ready
from dashboards.state.report.visit import make_report_ready
from dashboards.state.review.visit import make_review_ready, waiting_count
from dashboards.state.school_page.visit import make_school_page_ready
from dashboards.state.support.visit import make_support_ready
from dashboards.state.training.visit import make_training_ready
from dashboards.state.trends.measured import make_trends_ready
from models.database import Database, connect
from models.database_address import replica_of_settings
from models.settings import settings
from models.today import today

READY = {
    "trends": make_trends_ready,
    "school": make_school_page_ready,
    "people": make_people_ready,
    "reminders": make_reminders_ready,
    "report": make_report_ready,
    "review": make_review_ready,
    "support": make_support_ready,
    "practices": make_practices_ready,
    "training": make_training_ready,
}
"""What is made ready for a page that shows other things than a list or a school, by its file name."""
HOME = ("home", "")
"""The page that shows what waits for a person, by its file name; the bare address shows it too."""
WHO = ("as", "district")
"""Words of an address that choose whom to look as: they choose nothing for somebody who is signed in."""
_databases: dict[str, Database] = {}
_owners: WeakKeyDictionary[Any, int] = WeakKeyDictionary()
"""By HTTP request: the sign-in that the page is made for."""
_prepared: WeakKeyDictionary[Any, Visitor | Exception] = WeakKeyDictionary()
"""By HTTP request: the visitor of the page that is about to be made, or why there is none."""


def database() -> Database:
    """The database of this server, its engines shared by all visitors."""
    wanted = connect(replica=replica_of_settings())
    return _databases.setdefault(wanted.url.render_as_string(hide_password=False), wanted)


def words_of_address(arguments: Mapping[str, Sequence[bytes]]) -> dict[str, str]:
    """The words of an address: of each name the last value."""
    return {name: values[-1].decode(errors="replace") for name, values in arguments.items() if values}


async def prepare(request: Any) -> str | None:
    """
    Have the page of this request prepared in threads of ours; whatever goes wrong is told by the page.

    Returns the address of another page where this one is not the visitor's; then nothing is prepared. Raises
    TooManyPagesError where the visitor has as many pages as one may have.
    """
    try:
        here, words, day = database(), words_of_address(request.arguments), today()
        visitor = await in_time(lambda: who_is_here(here, request, words, day))
        if visitor.sign_in_id is not None:
            _owners[request] = visitor.sign_in_id
            words = {word: value for word, value in words.items() if word not in WHO}
        path = path_within(request, settings().prefix)
        if elsewhere := led_to(path, visitor.viewer.role, words):
            return elsewhere
        if visitor.sign_in_id is not None:
            room.take(request, (visitor.viewer.district_id, visitor.viewer.person_id), settings().sign_in.pages_at_once)
        _prepared[request] = await asyncio.wrap_future(submit(lambda: _with_data(here, visitor, path, words, day)))
    except NotSignedInError:
        return f"{settings().prefix}/sign-in?" + urlencode({"next": request.uri})
    except TooManyPagesError:
        raise
    except Exception as error:  # noqa: BLE001 - raised again where the page is made, which says it in words
        _prepared[request] = error
    return None


def owner_of(request: Any) -> int | None:
    """The sign-in for which the page of a request was prepared; None where nobody has to sign in."""
    return _owners.get(request)


def visitor_of(request: Any, words: dict[str, str]) -> Visitor:
    """The visitor of a request, prepared or not. Raises what the preparation or `who_is_here` raises."""
    prepared = _prepared.pop(request, None) if request is not None else None
    if isinstance(prepared, Exception):
        raise prepared
    return prepared or who_is_here(database(), request, words, today())


def _with_data(here: Database, visitor: Visitor, path: str, words: dict[str, str], day: date) -> Visitor:
    with district_now(here, visitor.viewer.district_id) as district:
        viewer = district.viewer_now(visitor.viewer, day)
        filters = Filters(district.choices(viewer, day), visitor.words)
        if (page := name_of(path)) in HOME:  # whatever an address says of other pages
            make_home_ready(district, viewer, Wanted.of(filters, day), visitor.since)
        else:
            filters.follow("?" + urlencode(words))
            READY.get(page, make_whole_ready)(district, viewer, Wanted.of(filters, day))
        to_review = waiting_count(district, viewer)
    return replace(visitor, prepared=district, to_review=to_review)
