"""A web site that a browser at the machine has open reads nothing of ours, whatever name it makes point here."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.serving import Server
from tests.watching import CHROMIUM_ARGUMENTS, chromium

EVIL = "evil.test"
OWN_RULES = "--host-resolver-rules="
# The browser as an attacker would wish it: the name points here, and the browser's own guards of this machine are off.
ARGUMENTS = [
    *(argument for argument in CHROMIUM_ARGUMENTS if not argument.startswith(OWN_RULES)),
    f"{OWN_RULES}MAP {EVIL} 127.0.0.1 , MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
    "--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets,BlockInsecurePrivateNetworkRequests,"
    "PrivateNetworkAccessSendPreflights,PrivateNetworkAccessRespectPreflightResults",
]
FIXED = "a" * 44
# Every way found to the director's page; each adds what it got to read. `home` is where the page believes it is.
STEAL = """
async ({home, fixed}) => {
  const got = {}
  const keep = (what, text) => { if (text) got[what] = (got[what] ?? "") + text }
  const ask = async (what, path, how) => {
    try {
      const answer = await fetch(`${home}${path}`, how)
      if (answer.ok) { const text = await answer.text(); keep(what, text); return text }
    } catch { /* the browser or the server refused */ }
    return ""
  }
  const key = text => /"token":\\s*"([^"]+)"/.exec(text)?.[1] ?? /token":"([^"\\\\]+)/.exec(text)?.[1]
  const listen = (what, token) => token ? new Promise(done => {
    let socket
    try { socket = new WebSocket(`${home.replace("http", "ws")}/triage/ws?as=m.alvarez`, ["bokeh", token]) }
    catch { return done() }
    const ask = text => socket.send(JSON.stringify(text))
    let texts = 0
    socket.onmessage = ({data}) => {
      keep(what, String(data))
      if (++texts === 3) [{msgid: "1", msgtype: "PULL-DOC-REQ"}, {}, {}].forEach(ask)
      if (texts === 6) socket.close()
    }
    socket.onclose = socket.onerror = () => done()
  }) : Promise.resolve()
  const made = id => btoa(JSON.stringify({session_id: id, session_expiry: Math.floor(Date.now() / 1000) + 300}))
    .replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_")
  const page = await ask("page", "/triage?as=m.alvarez")
  await listen("websocket with the page's key", key(page))
  const autoload = await ask("autoload", "/triage/autoload.js?as=m.alvarez&bokeh-autoload-element=x")
  await listen("websocket with autoload's key", key(autoload))
  await ask("page of another method", "/triage?as=m.alvarez", {method: "POST"})
  await ask("page of a chosen session", `/triage?as=m.alvarez&bokeh-session-id=${fixed}`)
  await listen("websocket of a chosen session", made(fixed))
  await new Promise(done => {
    const frame = document.createElement("iframe")
    frame.onload = frame.onerror = done
    frame.src = `${home}/triage?as=m.alvarez&bokeh-session-id=${fixed}`
    document.body.append(frame)
  })
  await listen("websocket of a session chosen in a frame", made(fixed))
  try { keep("frame", document.querySelector("iframe").contentDocument?.querySelector("#answer")?.textContent ?? "") }
  catch { /* of another origin */ }
  return Object.fromEntries(Object.entries(got).map(([what, text]) => [what, text.length]))
}
"""


@pytest.fixture(scope="module")
def server(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    return served(sample_district())


@pytest.fixture(scope="module")
def careless(browser: Browser) -> Iterator[Browser]:
    """Another Chromium, whose guards of this machine are off."""
    launched = browser.browser_type.launch(executable_path=chromium(), args=ARGUMENTS, headless=True)
    yield launched
    launched.close()


@pytest.fixture
def page(careless: Browser) -> Iterator[Page]:
    """A page of this browser's own, not watched: every refusal is an error in its console."""
    context = careless.new_context()
    yield context.new_page()
    context.close()


def stolen(page: Page, site: str, home: str) -> dict[str, int]:
    """How many characters a page of `site` gets to read of the dashboards at `home`, by the way it took."""
    page.route(f"{site}/attack", lambda route: route.fulfill(content_type="text/html", body="<p>Cats</p>"))
    page.goto(f"{site}/attack")
    return page.evaluate(STEAL, {"home": home, "fixed": FIXED})


def test_the_attack_is_one_that_would_succeed_from_our_own_address(page: Page, server: Server):
    got = stolen(page, server.url, server.url)
    assert got["page"] > 100_000
    assert got["websocket with the page's key"] > 100_000
    assert set(got) == {"page", "websocket with the page's key"}


def test_a_name_made_to_point_here_steals_nothing(page: Page, server: Server):
    rebound = f"http://{EVIL}:{urlsplit(server.url).port}"
    assert stolen(page, rebound, rebound) == {}


@pytest.mark.parametrize("site", [f"http://{EVIL}", f"http://{EVIL}:5500"])
def test_a_page_of_another_site_steals_nothing_from_our_address(site: str, page: Page, server: Server):
    assert stolen(page, site, server.url) == {}


def test_no_site_can_show_our_page_in_a_frame(page: Page, server: Server):
    framed = f'<iframe src="{server.url}/triage"></iframe>'
    page.route(f"http://{EVIL}/attack", lambda route: route.fulfill(content_type="text/html", body=framed))
    with page.expect_console_message(lambda message: "frame-ancestors 'none'" in message.text):
        page.goto(f"http://{EVIL}/attack")
    assert [frame.url for frame in page.frames if frame.url.startswith(server.url)] == []
