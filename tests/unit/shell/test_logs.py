"""The log: one line an event, for people or programs, and nothing in it that is somebody's."""

import logging
import sys

import orjson
import pytest

from models.errors import PartnershipError
from models.logs import OneLine, here, page_of, redacted
from models.settings import LogFormat

PLANTED = (
    "Rosa Delgado-Whitfield", "r.delgado-whitfield", "rosa@valley.example", "Maple Fork Elementary", "hunter2",
    "correct horse battery", "gAAAAABk3yq0Zk1p9sJxw7TQ2", "He hit my son, says Ms. Ito", "555-0188-ext-4",
)  # fmt: skip


def line(message: str, *args: object, to: LogFormat = LogFormat.LINES, error: BaseException | None = None) -> str:
    exc_info = (type(error), error, error.__traceback__) if error else None
    return OneLine(to).format(logging.LogRecord("dashboards.x", logging.ERROR, "x.py", 1, message, args, exc_info))


def raised(error: Exception) -> Exception:
    try:
        try:
            raise ValueError(" ".join(PLANTED))
        except ValueError as before:
            raise error from before
    except Exception as found:  # noqa: BLE001 - any that a case brings
        return found


@pytest.mark.parametrize("to", LogFormat)
@pytest.mark.parametrize("planted", PLANTED)
@pytest.mark.parametrize("message", ["%s", "Refused %r", "Could not take (id 3fa91c02): %s", "%(what)s and %(what)r"])
def test_nothing_that_a_message_brings_along_is_shown(planted: str, message: str, to: LogFormat):
    given: tuple[object, ...] = ({"what": planted},) if "%(" in message else (planted,)
    assert planted not in line(message, *given, to=to)
    assert planted not in line(message, {"what": planted} if "%(" in message else [planted], to=to)
    assert planted not in line("It failed", to=to, error=raised(KeyError(planted)))
    told = line("It failed: %s", raised(PartnershipError("No school {name}.", name=planted)), to=to)
    assert "No school {name}." in told
    assert planted not in told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://office:hunter2@db.example/x", "postgresql://***@db.example/x"),
        ("500 GET /triage?as=r.okafor&school=Maple (10.0.0.9)", "500 GET /triage (10.0.0.9)"),
        ("Refused GET '/welcome/Zk1p9s' from 10.0.0.9", "Refused GET '/...' from 10.0.0.9"),
        ("password=hunter2, kept", "password=***, kept"),
        ("Authorization: Bearer abc", "Authorization: ***"),
        ("mail to rosa@valley.example", "mail to ***"),
        ("key 4f9a0c77e1b2d3f4a5968778", "key ***"),
        ("future: <Task exception=KeyError('Maple Fork')>", "future: <Task exception=KeyError()>"),
    ],
)
def test_what_looks_like_a_lock_or_a_person_is_hidden(text: str, shown: str):
    assert redacted(text) == shown


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", "/"), ("/triage", "/triage"), ("/partnership/triage/ws", "/triage/ws"), ("/static/js/x.js", "/static"),
        ("/Rosa%20Delgado", "/..."), ("/triage/Rosa", "/triage"),
    ],
)  # fmt: skip
def test_of_an_address_only_our_own_names_are_told(path: str, page: str):
    assert page_of(path) == page


def test_an_event_is_one_line_that_says_where_it_arose_and_whose_visit_it_was():
    here.set("1a2b3c4d")
    error = raised(KeyError("Maple Fork"))
    event = orjson.loads(line("Something\nwent wrong (id %s)", "3fa91c02", to=LogFormat.JSON, error=error))
    assert (event["level"], event["id"], event["from"]) == ("ERROR", "1a2b3c4d", "dashboards.x")
    assert event["what"] == "Something went wrong (id 3fa91c02)"
    assert event["error"].startswith("KeyError, after ValueError at tests/unit/shell/test_logs.py:")
    assert len(line("Something\nwent wrong", error=error).splitlines()) == 1 + sys.flags.dev_mode
    here.set("-")
