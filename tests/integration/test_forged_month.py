"""Messages to the pages on which the month is worked through, by every role: what is wrong writes no row."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import UTC, date, datetime
from itertools import groupby, islice
from typing import Any

import pytest

from dashboards.shell.navigation import PAGES
from models import queries
from models.actions.disputes import dispute_figure
from models.database import connect
from models.vocabulary import Role
from tests.forged import LOGINS, NAN, OTHER, OWN
from tests.forged_rights import OTHERS, Unrightful, unrightful
from tests.integration.test_forged_messages import commits, rows, written
from tests.serving import Server
from tests.socket_client import SocketClient, until
from tests.watching import trouble_in

ODD: tuple[Any, ...] = (None, True, 5, -1, 10**30, 1.5, NAN, "", "no such", "' OR 1=1 --", "x" * 100_000, [], ["x"], {})
"""What stands where a number, a text, a list or a dictionary is meant, each of them wrong almost everywhere."""
NOWHERE = "no such school"
CONTACT = {"channel": "phone", "purpose": "Reports", "result": "answered", "note": "Forged.", "on": "2026-04-10"}
SEEN = {"school": OTHER, "month": "2026-03", "revision": 1, "version": 1}
REVIEW = ("accept", "give_back", "put_back", "undo", "unlock", "lend", "end_lent")
SUPPORT = ("done", "snooze", "reopen", "plan", "take_back", "revoke_feed")
PLAN = ("begin", "save", "remove", "undo", "submit", "accept", "give_back", "take_back")
TYPED = {"title": "Forged", "goal": "reading", "type": 2, "month": "2026-05", "in_charge": "Principal"}
TRAINING = ("save", "take_back", "put_back", "plan", "hold", "drop")
HELD = {"held_on": "2026-04-01", "topic": "Forged", "hours": "2", "came": {OWN: "3"}}
PRACTICES = ("mark", "write", "publish", "ask", "take_back")


def messages(page: str) -> Iterator[dict[str, Any]]:
    """The page's own words, with what does not belong into them."""
    if page == "report":
        for kind in ("save", "begin", "send", "discard", "look"):
            yield from ({kind: odd} for odd in ODD)
            yield from ({kind: {"school": school, "op": "forged"}} for school in (OTHER, NOWHERE, *ODD))
        for path in ("form/__class__", "form/state", "activity/1/revision", "x", "../..", *ODD):
            yield {"save": {"school": OWN, "op": "forged", "fields": [{"path": path, "value": "Forged."}]}}
        yield from ({"save": {"school": OWN, "op": "forged", "fields": odd}} for odd in ODD)
        yield from ({"send": {"school": OWN, "op": "forged", "draft": odd, "version": odd}} for odd in ODD)
        yield from ({"choose": odd} for odd in (*ODD, {"school": NOWHERE, "month": "x"}))
    elif page == "review":
        yield from ({kind: odd, "operation": "forged"} for kind in REVIEW for odd in ODD)
        yield from ({kind: SEEN | {"revision": odd}, "operation": "forged"} for kind in REVIEW for odd in ODD)
        yield from ({"accept": [SEEN | {"school": school}], "operation": "forged"} for school in (NOWHERE, *ODD))
        yield from ({"open": odd} for odd in (*ODD, [NOWHERE], [OTHER] * 500))
        yield from ({"look": odd} for odd in (*ODD, {"cluster": 5}, {"month": "x"}))
    elif page == "support":
        yield from ({kind: odd, "operation": "forged"} for kind in SUPPORT[:-1] for odd in ODD)
        yield from (
            {kind: {"key": odd, "due": odd}, "operation": "forged"} for kind in ("done", "snooze") for odd in ODD
        )
        yield from ({"plan": [{"school": OTHER, "on": odd}], "operation": "forged"} for odd in ODD)
        yield from ({"look": {"room": odd, "order": odd, "added": odd}} for odd in ODD)
        yield from _contacts()
    elif page == "triage":
        yield from _contacts()
    elif page == "meeting":
        yield from ({"note": odd, "operation": "forged"} for odd in ODD)
        yield from ({"note": {"school": odd, "note": "x"}, "operation": "forged"} for odd in ODD)
        yield from ({"go": odd} for odd in (*ODD, NOWHERE))
    elif page == "practices":
        yield from ({kind: odd, "version": 1, "operation": "forged"} for kind in PRACTICES for odd in ODD)
        yield from ({"publish": 1, "version": odd, "operation": "forged"} for odd in ODD)
        yield {"mark": {"school": NOWHERE, "month": "2026-03", "activity": "x"}, "operation": "forged"}
        yield from ({"look": odd} for odd in ODD)
    elif page == "plan":
        yield from ({"choose": odd} for odd in (*ODD, {"school": NOWHERE, "year": "x"}))
        yield from ({"change": odd} for odd in ODD)
        yield {"choose": {"school": OWN, "year": "2025-26"}}
        for kind in PLAN:
            yield from ({"change": kind, "school": school, "operation": "forged"} for school in (OWN, NOWHERE, *ODD))
            yield from (_of_plan(change=kind, step=odd, version=odd, note=odd, seen=odd) for odd in ODD)
        yield from (_of_plan(change="save", typed=odd) for odd in (*ODD, {"title": "x", "month": "2026-13"}))
        yield from (_of_plan(change="save", typed=TYPED | {name: odd}) for name in ("goal", "month") for odd in ODD)
        yield from (_of_plan(change="save", typed=TYPED | {"type": odd}) for odd in ODD if odd != 5)
        yield from (
            _of_plan(change="save", typed=TYPED | {"in_charge": odd}) for odd in ODD if odd and isinstance(odd, str)
        )
    elif page == "training":
        yield from ({kind: odd} for kind in TRAINING for odd in ODD)
        yield from ({kind: {"id": odd, "seen": odd, "operation": "forged"}} for kind in TRAINING for odd in ODD)
        yield from ({"year": odd} for odd in ODD)
        yield from (_session(**{name: odd}) for name in ("held_on", "topic", "hours", "came") for odd in ODD)
        yield from (_session(came={school: odd}) for school in (OWN, NOWHERE) for odd in ODD if odd)
    elif page == "reminders":
        yield from ({kind: odd} for kind in ("look", "choose", "mark", "send") for odd in ODD)
        yield from ({"mark": {"schools": odd, "way": odd, "operation": "forged"}} for odd in ODD)
        yield {"mark": {"schools": [NOWHERE], "way": "mail", "operation": "forged"}}
    elif page == "import":
        kinds = ("pick", "piece", "layout", "allow", "correct", "save_matching", "import", "undo")
        yield from ({kind: odd} for kind in kinds for odd in ODD if not (kind == "undo" and odd == 1))
    elif page == "audit":
        yield from ({"look": odd} for odd in ODD)
        yield from ({"look": {"person": odd, "action": odd, "subject": odd, "since": odd}} for odd in ODD)


def _contacts() -> Iterator[dict[str, Any]]:
    yield from ({"open": odd} for odd in (*ODD, NOWHERE))
    yield from ({"save": odd, "operation": "forged"} for odd in ODD)
    yield from ({"save": CONTACT | {"school": odd}, "operation": "forged"} for odd in (*ODD, NOWHERE))
    yield from (
        {"save": CONTACT | {"school": OWN, part: "no such"}, "operation": "forged"} for part in ("channel", "on")
    )
    yield from ({"take_back": odd, "operation": "forged"} for odd in ODD)


def _session(**said: Any) -> dict[str, Any]:
    return {"save": {"id": "", "typed": HELD | said, "seen": HELD | said, "operation": "forged"}}


def _of_plan(**said: Any) -> dict[str, Any]:
    return {"school": OWN, "year": "2025-26", "operation": "forged"} | said


MONTH = (
    "report",
    "review",
    "support",
    "meeting",
    "practices",
    "plan",
    "training",
    "reminders",
    "import",
    "audit",
    "triage",
)


@pytest.fixture(scope="module")
def server(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    return served(sample_district())


SENT_BY: dict[str, Callable[[str], Iterator[dict[str, Any]]]] = {
    "director": messages,
    "liaison": messages,
    "coordinator": lambda page: islice(messages(page), 0, None, 3),
    "administrator": lambda page: islice(messages(page), 1, None, 3),
    "viewer": lambda page: islice(messages(page), 2, None, 3),
}
"""The director and a liaison send every message of a page; the other three share them, each another third."""


@pytest.mark.parametrize("role", LOGINS)
def test_what_is_wrong_writes_no_row_on_any_page_of_the_month(role: str, server: Server):
    before, through, sent = rows(server), [], 0
    read = len(server.said())
    with commits(server) as number:
        for page in (one for one in MONTH if one in PAGES[Role(role)]):
            with SocketClient(server.url, page, f"?as={LOGINS[role]}") as client:
                components = client.components()
                for message in SENT_BY[role](page):
                    now = number()
                    client.message(message, *components)
                    sent += 1
                    through += [(page, message)] if number() != now else []
                client.settle()
    assert [(page, str(message)[:200]) for page, message in through] == []
    assert written(before, rows(server)) == {}
    assert trouble_in(server.said()[read:]) == ""
    assert sent > 70


# ---------------------------------------------------------------- well formed, and not theirs
NOT_RIGHTS = ("went wrong", "cannot be understood", "is shown by now")
"""Words of a refusal that is not about a right, or of a page that did not understand what it was sent."""
REFUSED = re.compile(r'refus(?:al|ed)\\*"[:,] *\\*"([^"\\]+)')
"""Within a change that the server tells: the words of a refusal, in a dictionary or in a text of JSON."""


@contextmanager
def made_a_viewer(server: Server, login: str) -> Iterator[None]:
    """Past the program, so that no page hears of it: what their page still offers is decided where it is written."""
    with closing(sqlite3.connect(server.database_url.removeprefix("sqlite:///"))) as connection:
        [(role,)] = connection.execute("SELECT role FROM person WHERE login = ?", [login])
        connection.execute("UPDATE person SET role = 'viewer' WHERE login = ?", [login])
        connection.commit()
        try:
            yield
        finally:
            connection.execute("UPDATE person SET role = ? WHERE login = ?", [role, login])
            connection.commit()


def answered(client: SocketClient, one: Unrightful) -> str:
    """Send it, and give the words of the refusal once they are there."""
    seen, found = len(client.frames), []
    assert client.message(one.message, *client.of_class(one.to)) == "OK"

    def is_there() -> bool:
        client.ask("SERVER-INFO-REQ", {})
        found.extend(said for frame in client.frames[seen:] for said in REFUSED.findall(frame))
        return found != []

    until(is_there)
    return str(found[0])


def test_what_is_well_formed_and_not_theirs_is_refused_in_words(server: Server):
    database = connect(server.database_url)
    with database.writing() as session:
        liaison = queries.viewer(session, 1, LOGINS["liaison"], date(2026, 4, 10))
        at = datetime.now(UTC)
        assert dispute_figure(session, liaison, OWN, date(2026, 3, 1), None, reason="We held nine.", at=at) == 1
    database.close()
    before, read, sent, wrong = rows(server), len(server.said()), 0, []
    with commits(server) as number:
        for (login, page, loses), some in groupby(unrightful(), lambda one: (one.login, one.page, one.loses)):
            query = f"?as={login}&month=2026-03&cluster=all&school={OWN if login == LOGINS['liaison'] else OTHERS}"
            with (
                SocketClient(server.url, page, query if page == "school" else query.partition("&school")[0]) as client,
                made_a_viewer(server, login) if loses else nullcontext(),
            ):
                if page == "report":
                    client.message({"choose": {"school": OWN, "month": "2026-04"}}, *client.of_class("ReportForm"))
                for one in some:
                    assert client.of_class(one.to), (login, page, one.to)
                    now, refusal = number(), answered(client, one)
                    sent += 1
                    if number() != now or any(words in refusal for words in NOT_RIGHTS):
                        wrong.append((login, page, str(one.message)[:120], refusal, number() != now))
    assert wrong == []
    assert written(before, rows(server)) == {}
    assert trouble_in(server.said()[read:]) == ""
    assert sent == 88
