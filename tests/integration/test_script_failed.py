"""A page tells that its own script failed: by whom, from where and what is believed of it, request by request."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlencode

import pytest

from dashboards.shell.door.script_failed import MOST_OF_ONE
from models.database import Database, connect
from tests.raw_request import Answer, Asked, ask
from tests.serving import Server
from tests.signing_in import key_of, served_by_password, with_key

FAILED = {"page": "triage", "kind": "TypeError", "places": "frame.js:2:40 bokeh.min.js:249:5887"}
PLANTED = "Rosa Delgado typed 480 at Maple Fork"


@pytest.fixture(scope="module")
def server(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    return served_by_password(served, sample_district())


@pytest.fixture(scope="module")
def district(server: Server) -> Iterator[Database]:
    database = connect(server.database_url)
    yield database
    database.close()


def failed(server: Server, key: str = "", **instead: str) -> Asked:
    """What a page sends, with some of it instead; with a key, of somebody who is signed in."""
    asked = Asked("/script-failed", {"Origin": server.url}, method="POST", body=urlencode(FAILED | instead))
    return with_key(asked, key) if key else asked


def lines(server: Server) -> list[str]:
    return [line for line in server.said().splitlines() if "A script of" in line]


def id_in(answer: Answer) -> str:
    found = re.fullmatch(r'\{"id":"([0-9a-f]{8})"\}', answer.body)
    assert found is not None, answer
    return found[1]


def test_where_it_failed_is_one_line_of_the_log_under_the_id_that_is_answered(server: Server, district: Database):
    before = len(lines(server))
    answer = ask(server.url, failed(server, key_of(district, "r.okafor")))
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
    (line,) = lines(server)[before:]
    said = f"A script of /triage failed (id {id_in(answer)}): TypeError at frame.js:2:40 < bokeh.min.js:249:5887"
    assert line.endswith(said)
    assert " ERROR " in line


def test_nothing_that_a_browser_says_is_written_as_it_came(server: Server, district: Database):
    key = key_of(district, "m.alvarez")
    before = len(server.said())
    for instead in ({"kind": PLANTED}, {"page": PLANTED}, {"page": f"triage?note={PLANTED}"}, {"text": PLANTED},
                    {"page": f"x\n2026 ERROR {PLANTED}"}):  # fmt: skip
        id_in(ask(server.url, failed(server, key, **instead)))
    answer = ask(server.url, failed(server, key, places=f"frame.js:2:40 {PLANTED}"))
    assert (answer.status, answer.body) == (400, "")
    news = server.said()[before:]
    assert ("Rosa" in news, "Maple" in news, "480" in news) == (False, False, False)
    assert news.count("A script of") == 5
    assert "A script of /... failed" in news
    assert ": another error at frame.js:2:40" in news


def test_a_foreign_page_nobody_garbage_and_what_is_long_tell_nothing(server: Server, district: Database):
    key, before = key_of(district, "h.ellison"), len(lines(server))
    own = failed(server, key)
    for origin in (None, "null", "http://evil.test", "http://localhost:1", server.url + ".evil.test"):
        assert ask(server.url, replace(own, headers=own.headers | {"Origin": origin})).status == 403
    assert ask(server.url, failed(server)).status == 401
    assert ask(server.url, failed(server, "no key of ours")).status == 401
    assert ask(server.url, failed(server, key, places="x" * 9_000)).status == 413
    assert ask(server.url, failed(server, key, places="frame.js:2:40 " * 100)).status == 400
    assert ask(server.url, replace(own, body="%ff%00&&&=")).status == 400
    as_json = own.headers | {"Content-Type": "application/json"}
    assert ask(server.url, replace(own, headers=as_json, body='{"places": "frame.js:2:40"}')).status == 415
    assert ask(server.url, with_key(Asked("/script-failed?places=frame.js:2:40"), key)).status == 405
    assert len(lines(server)) == before


def test_who_tells_without_end_is_not_written_down_without_end(server: Server, district: Database):
    key, before = key_of(district, "d.petrov"), len(lines(server))
    answers = [ask(server.url, failed(server, key)).status for _ in range(MOST_OF_ONE + 20)]
    assert answers == [200] * MOST_OF_ONE + [429] * 20
    assert len(lines(server)) == before + MOST_OF_ONE


def test_where_nobody_has_to_sign_in_this_machine_alone_may_tell(
    served: Callable[..., Server], sample_district: Callable[[], str]
):
    server = served(sample_district())
    asked = failed(server)
    id_in(ask(server.url, asked))
    assert ask(server.url, replace(asked, sender="127.0.0.2")).status == 403
    assert ask(server.url, replace(asked, headers=asked.headers | {"X-Forwarded-For": "10.0.0.9"})).status == 403
    assert ask(server.url, replace(asked, headers={"Origin": "http://evil.test"})).status == 403
    assert len(lines(server)) == 1
