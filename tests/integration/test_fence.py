"""Whoever does not sit at the machine gets through nowhere: no page, no websocket, no session of somebody else."""

import base64
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.request import urlopen

import pytest
from bokeh.server.tornado import BokehTornado
from bokeh.util.token import generate_jwt_token, generate_session_id, get_session_id, get_token_payload

from dashboards.shell import fence
from models.database import URL_VARIABLE
from models.settings import ROOT
from tests.commands import ready_program
from tests.postgres import free_port
from tests.raw_request import Answer, Asked, ask
from tests.serving import SECONDS_TO_START, Server
from tests.socket_client import SocketClient

STRANGER = "127.0.0.2"
DIRECTOR = "Maria Alvarez"
PAGE = Asked()
FIXED = "a" * 44
"""A session's id as an attacker would choose it."""
BY_PROXIES = (
    "Via", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port",
    "X-Forwarded-Server", "X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP", "Fastly-Client-IP",
    "X-Cluster-Client-IP", "X-Original-Forwarded-For", "X-ProxyUser-IP", "X-Envoy-External-Address", "X-Request-Id",
    "Client-IP", "CDN-Loop", "Proxy-Connection",
)  # fmt: skip
COUNTED = 146
"""How many attacks there are below: a list that has grown shorter by accident attacks less."""


@pytest.fixture(scope="module")
def server(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    return served(sample_district())


@pytest.fixture(scope="module")
def token(server: Server) -> str:
    """The key of a session that the director has opened on this machine, as if it had leaked."""
    return token_in(ask(server.url, PAGE))


def token_in(answer: Answer) -> str:
    found = re.search(r'"token":\s*"([^"]+)"', answer.body)
    assert found is not None, answer.body[:300]
    return found[1]


def unsigned(**payload: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(payload).encode()).decode().rstrip("=")


def socket(key: str, **instead: object) -> Asked:
    return replace(Asked(path="/triage/ws?as=m.alvarez", key=key), **instead)


def with_header(asked: Asked, name: str, value: str | None) -> Asked:
    return replace(asked, headers=asked.headers | {name: value})


def attacks(server: Server, token: str) -> Iterator[tuple[str, Asked]]:
    """Each attack in words, and the request it comes down to. Source: the table of attacks, rows 20 to 33."""
    join, port = socket(token), server.url.rpartition(":")[2]
    soon = int(time.time()) + 300
    for what, honest in (("page", PAGE), ("websocket", join)):
        for name in BY_PROXIES:
            yield f"{what} with {name}", with_header(honest, name, "203.0.113.9")
        yield f"{what} as nginx asks by default", replace(honest, protocol="HTTP/1.0")
        yield f"{what} from another machine", replace(honest, sender=STRANGER)
        for host in ("evil.test", f"evil.test:{port}", f"127.0.0.1.nip.io:{port}", "0", f"127.1:{port}", f"0:{port}",
                     f"2130706433:{port}", f"localhost.:{port}", "localhost:evil", "localhost:1",
                     f"evil@localhost:{port}", f"localhost:{port},localhost:{port}", None):  # fmt: skip
            yield f"{what} under the host {host}", with_header(honest, "Host", host)
    for path in ("/", "/triage", "/method", "/triage/autoload.js?bokeh-autoload-element=x", "/triage/metadata",
                 f"/triage?bokeh-session-id={FIXED}", f"/triage?bokeh-token={token}", "/liveness",
                 "/static/js/bokeh.min.js", "/components/this/a/b/c"):  # fmt: skip
        yield f"another machine asks for {path}", Asked(path, sender=STRANGER)
    for name, value in (("Bokeh-Session-Id", FIXED), ("Cookie", "bokeh-session-id=" + FIXED), ("Origin", server.url)):
        yield f"another machine with {name}", Asked(headers={name: value}, sender=STRANGER)
    for origin in (None, server.url, f"http://evil.test:{port}", "http://evil.test"):
        yield f"another machine joins from {origin}", with_header(replace(join, sender=STRANGER), "Origin", origin)
    for origin in (None, "", "null", "file://", "http://evil.test", f"http://evil.test:{port}", "http://localhost",
                   "http://localhost:1", f"http://localhost:{port}.evil.test", f"http://[::1]:{port}",
                   f"http://127.0.0.1:{port}", f"http://evil@localhost:{port}", f"localhost:{port}"):  # fmt: skip
        yield f"join from {origin}", with_header(join, "Origin", origin)
    for site in ("same-origin", "none", "cross-site"):
        foreign = with_header(join, "Origin", "http://evil.test")
        yield f"join from elsewhere, said to be {site}", with_header(foreign, "Sec-Fetch-Site", site)
    both = {"Origin": f"http://evil.test:{port}", "Host": f"evil.test:{port}"}
    yield "join where origin and host agree on a foreign name", replace(join, headers=both)
    yield (
        "join where they agree and the browser is believed",
        replace(join, headers=both | {"Sec-Fetch-Site": "same-origin"}),
    )
    session = get_session_id(token)
    other = b"b" * 48
    for what, key in {
        "the session's id without a signature": unsigned(session_id=session, session_expiry=soon),
        "a new session": unsigned(session_id=FIXED, session_expiry=soon),
        "no expiry": unsigned(session_id=session),
        "a number for an id": unsigned(session_id=5, session_expiry=soon),
        "an empty id": unsigned(session_id="", session_expiry=soon),
        "expired": unsigned(session_id=session, session_expiry=1),
        "other json": unsigned(a=[1]),
        "garbage": "x",
        "half a token": token[: len(token) // 2],
        "another signature": token.split(".")[0] + ".AAAA",
        "another secret": generate_jwt_token(generate_session_id(other, signed=True), secret_key=other, signed=True),
        "no key": "",
    }.items():
        yield f"join with {what}", socket(key)
    for what, words in (("session-id", FIXED), ("session-id", session), ("token", token),
                        ("token", unsigned(session_id=FIXED, session_expiry=soon))):  # fmt: skip
        yield (
            f"the director opens a link with bokeh-{what}={words}",
            Asked(f"/triage?as=m.alvarez&bokeh-{what}={words}"),
        )
        yield f"a form with bokeh-{what}={words}", Asked(body=f"bokeh-{what}={words}")
    yield "a chosen session in a header", Asked(headers={"Bokeh-Session-Id": session})
    yield "a form that is posted", Asked(method="POST", body=f"bokeh-session-id={FIXED}")
    yield "a body of unknown length", Asked(headers={"Transfer-Encoding": "chunked"}, body="0\r\n\r\n")
    for path in ("/triage/autoload.js", "/triage/autoload.js?bokeh-autoload-element=x", "/triage/autoloadXjs",
                 "/method/autoload.js?bokeh-autoload-element=x&bokeh-absolute-url=http://evil.test",
                 "/triage/metadata", "/components/this/a/b/c", "/components/antigravity/a/b/c",
                 "/components/%74his/a/b/c", "/components/os/path/_css/x", "/components/dashboards.method/a/_css/x",
                 "/components/panel.../a/_css/x", "/components/", "/static/../../../etc/passwd",
                 "/static/%2e%2e/%2e%2e/etc/passwd", "/assets/../../data/local/partnership.db", "/admin", "/rest",
                 "/rest/session_info"):  # fmt: skip
        yield f"at the machine: {path}", Asked(path)


# ---------------------------------------------------------------- what comes through
def test_a_person_at_the_machine_gets_the_page_and_joins_it(server: Server, token: str):
    page = ask(server.url, PAGE)
    assert (page.status, DIRECTOR in page.body) == (200, True)
    assert ask(server.url, socket(token)).status == 101
    by_number = {"Host": server.url.removeprefix("http://").replace("localhost", "127.0.0.1")}
    assert ask(server.url, replace(PAGE, headers=by_number)).status == 200
    with SocketClient(server.url, query="?as=m.alvarez") as client:
        assert client.component("schools", "shown")


def test_no_attack_gets_through(server: Server, token: str):
    tried = list(attacks(server, token))
    answers = {what: ask(server.url, asked) for what, asked in tried}
    assert [what for what, answer in answers.items() if answer.is_through or DIRECTOR in answer.body] == []
    assert len(answers) == len(tried) == COUNTED
    with urlopen(f"{server.url}/liveness", timeout=10) as alive:
        assert alive.status == 200


def test_a_chosen_session_is_refused_in_a_sentence_and_is_nobodys_afterwards(server: Server):
    answer = ask(server.url, Asked(f"/triage?as=m.alvarez&bokeh-session-id={FIXED}"))
    assert (answer.status, "A session cannot be chosen from outside." in answer.body) == (400, True)
    key = unsigned(session_id=FIXED, session_expiry=int(time.time()) + 300)
    assert ask(server.url, socket(key)).status == 403


def test_a_proxys_header_is_named_in_the_sentence(server: Server):
    answer = ask(server.url, Asked(headers={"X-Forwarded-Proto": "https"}))
    assert (answer.status, DIRECTOR in answer.body) == (403, False)
    assert "There is no log-in yet, so these pages open only on the machine they run on." in answer.body
    assert "This request has the header &quot;X-Forwarded-Proto&quot;, as from a proxy." in answer.body


def test_no_module_is_imported_because_an_address_names_it(server: Server):
    ask(server.url, Asked("/components/this/a/b/c"))
    assert "The Zen of Python" not in server.said()


@pytest.mark.parametrize(
    "path", ["/triage", "/method", "/", "/liveness", "/static/js/bokeh.min.js", "/nowhere", "/triage/autoload.js"]
)
def test_every_answer_forbids_to_be_framed_and_to_be_guessed_at(path: str, server: Server):
    headers = ask(server.url, Asked(path)).headers
    assert {name: headers.get(name) for name in ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy")} == {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'self'"
    assert "'unsafe-inline'" not in policy["script-src"]
    assert {"Access-Control-Allow-Origin", "Server"} & set(headers) == set()


def test_each_answer_has_a_nonce_of_its_own_which_the_scripts_written_into_it_bear(server: Server):
    nonces = set()
    for _ in range(2):
        answer = ask(server.url, PAGE)
        (nonce,) = re.findall(r"'nonce-([\w-]{24})'", answer.headers["Content-Security-Policy"])
        scripts = re.findall(r"<script(?![^>]*application/json)[^>]*>", answer.body)
        files = [script for script in scripts if " src=" in script]
        assert 0 < len(files) < len(scripts)
        assert [script for script in scripts if f'nonce="{nonce}"' not in script] == files
        assert [script for script in files if ' src="static/' not in script] == []
        nonces.add(nonce)
    assert len(nonces) == 2


def test_the_key_of_a_page_tells_its_scripts_of_no_cookie_and_no_header(server: Server):
    kept = Asked(headers={"Cookie": "partnership=secret; other=secret", "X-Requested-With": "secret"})
    payload = get_token_payload(token_in(ask(server.url, kept)))
    assert (payload["cookies"], payload["headers"]) == ({}, {})


def test_sessions_are_signed_with_a_secret_of_this_server_alone(server: Server, token: str):
    assert re.fullmatch(r"[\w-]+\.[\w-]{43}", token)
    assert re.fullmatch(r"\w{44}\.[\w-]{43}", get_session_id(token))
    assert len(fence._secret) >= fence.SHORTEST_SECRET == 32


def test_the_fence_is_put_up_once_and_stands_where_the_server_looks_for_a_handler():
    fence.put_up()
    assert fence.put_up() is True
    assert BokehTornado.find_handler is fence._ask_first
    assert {"add_transform", "get_handler_delegate", "secret_key", "sign_sessions"} <= set(dir(BokehTornado))


# ---------------------------------------------------------------- servers started in other ways
@pytest.mark.parametrize("origin", ["*", "*:5006", "*.intranet.example"])
def test_serve_refuses_an_origin_with_a_star(origin: str, sqlite_url: str):
    words = ("serve", "--port", str(free_port()), "--origin", origin)
    done = ready_program().command(*words, **{URL_VARIABLE: sqlite_url}).ended()
    assert done.returncode == 2
    assert f'"{origin}" would let pages of any web site in. Name each host without a star.' in done.stderr


@pytest.fixture
def plainly_served(sample_district: Callable[[], str]) -> Iterator[Callable[..., str]]:
    """Start `panel serve dashboards/*.py` with more words, as somebody would by hand; its address."""
    started = []

    def serve(*words: str) -> str:
        url = f"http://localhost:{(port := free_port())}"
        pages = [str(page) for page in sorted((ROOT / "dashboards").glob("*.py"))]
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "panel", "serve", *pages, "--port", str(port), *words],
                cwd=ROOT, env=os.environ | {URL_VARIABLE: sample_district()}, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
        )  # fmt: skip
        end = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                ask(url, Asked("/favicon.ico"))
                return url
            except OSError:
                assert time.monotonic() < end
                time.sleep(0.1)

    yield serve
    for process in started:
        process.kill()
        process.wait(timeout=20)


def test_a_plain_panel_serve_is_fenced_from_its_first_page_on(plainly_served: Callable[..., str]):
    url = plainly_served()
    first = ask(url, Asked(f"/triage/autoload.js?bokeh-autoload-element=x&bokeh-session-id={FIXED}"))
    assert DIRECTOR not in first.body
    key = unsigned(session_id=FIXED, session_expiry=int(time.time()) + 300)
    assert ask(url, socket(key)).status == 403
    page = ask(url, PAGE)
    assert (page.status, DIRECTOR in page.body) == (200, True)
    assert ask(url, socket(token_in(page), headers={"Origin": url})).status == 101
    assert ask(url, replace(PAGE, sender=STRANGER)).status == 403
    with SocketClient(url, query="?as=m.alvarez") as client:
        assert client.component("schools", "shown")


def test_the_first_page_of_a_plain_panel_serve_asks_once_more_by_itself(plainly_served: Callable[..., str]):
    url = plainly_served()
    first, second = ask(url, PAGE), ask(url, PAGE)
    assert (DIRECTOR in first.body, 'http-equiv="refresh" content="0"' in first.body) == (False, True)
    assert DIRECTOR in second.body


def test_a_plain_panel_serve_for_any_origin_shows_a_sentence_and_opens_no_websocket(
    plainly_served: Callable[..., str],
):
    url = plainly_served("--allow-websocket-origin=*")
    ask(url, PAGE)
    page = ask(url, PAGE)
    assert (page.status, "Start it without the star." in page.body, DIRECTOR in page.body) == (403, True, False)
    for origin in (url, "http://evil.test", None):
        assert ask(url, with_header(socket("x"), "Origin", origin)).status == 403
