"""What a browser test must not miss: errors in the console, on the page or in the server's log, and foreign hosts."""

import os
import re
import shutil
from collections.abc import Iterable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, TimeoutError

from tests.serving import Server

# Reading scripts while they are still on their way, also those a browser knows already; and what Playwright switches
# off itself: of two lists the last one counts.
FEATURES_OFF = (
    "ScriptStreaming",
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",
    "PreconnectToSearch",
)  # fmt: skip
# Names that are not this machine do not resolve: what a browser on a closed intranet would see.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",
    f"--disable-features={','.join(FEATURES_OFF)}",
    "--js-flags=--no-opt --no-maglev",  # no page lives long enough to win back what its compilers cost
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE 127.0.0.3 , EXCLUDE localhost",
]
WITH_A_WINDOW = ("chromium", "chromium-browser", "google-chrome")
WITHOUT = ("chromium-headless-shell", *WITH_A_WINDOW)
"""The shell is the same engine without anything of a window: a fifth less to wait for in each test."""
LOCAL = re.compile(r"^(https?|wss?)://(127\.0\.0\.[13]|localhost)[:/]|^(data|blob|about|chrome):")
SETTLED = """() => window.Bokeh?.documents?.length > 0 && Bokeh.documents[0].is_idle
    && !document.querySelector("main[aria-busy=true]")"""
# A visitor who leaves while a message is on its way to them: Tornado logs it as an error, and nothing is wrong.
GONE = re.compile(r"^.*Task exception was never retrieved.*WebSocketClosedError.*\n", re.MULTILINE)
TROUBLE = re.compile(r"Traceback \(most recent call last\)|Error running application handler|\b(ERROR|CRITICAL)\b")


def chromium(*, has_window: bool = False) -> str:
    """The program that CHROMIUM names, or the first one on the PATH. Fails the test where there is none."""
    on_path = filter(None, map(shutil.which, WITH_A_WINDOW if has_window else WITHOUT))
    program = os.environ.get("CHROMIUM") or next(on_path, None)
    if program is None:
        pytest.fail("Chromium is not installed. Install the package chromium, or name the program: CHROMIUM")
    return program


def for_visitors(browser: Browser, **options: Any) -> BrowserContext:
    """
    A context in which one visitor comes after the other, see `leave`.

    One page stays open, so that the process in which all pages of our servers run lives on and knows Bokeh's scripts
    already: to read them anew is a quarter of what a visit costs.
    """
    context = browser.new_context(**options)
    page = context.new_page()
    page.route("**", lambda route: route.fulfill(content_type="text/html", body=""))
    page.goto("http://localhost/")
    return context


def leave(context: BrowserContext, origins: Iterable[str]) -> None:
    """The visitor's pages are closed, and nobody has been at these origins: nothing is allowed, nothing is kept."""
    first, *pages = context.pages
    for page in pages:
        page.close()
    context.clear_permissions()
    context.clear_cookies()
    browser = context.new_cdp_session(first)
    for origin in origins:
        browser.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    browser.detach()


class Watch:
    """
    Everything that went wrong while one test looked at its pages.

    A test that provokes an error says so beforehand: `watch.expect("connection lost")`. `origins` are whom they asked.
    """

    def __init__(self, context: BrowserContext, servers: list[Server]) -> None:
        self.context = context
        self._seen: list[str] = []
        self._expected: list[re.Pattern[str]] = []
        self.servers = servers
        self.origins: set[str] = set()
        self._read_before = {server: len(server.said()) for server in servers}
        self._heard = {
            "console": self._console,
            "weberror": lambda problem: self._seen.append(f"page error: {problem.error}"),
            "request": lambda request: self._address(request.url),
            "page": lambda page: page.on("websocket", lambda socket: self._address(socket.url)),
        }
        for event, heard in self._heard.items():
            context.on(event, heard)

    def end(self) -> None:
        """From now on what happens in the context is another's."""
        for event, heard in self._heard.items():
            self.context.remove_listener(event, heard)

    def expect(self, pattern: str) -> None:
        """Take problems that match this regular expression for wanted, in this test only."""
        self._expected.append(re.compile(pattern))

    def problems(self) -> list[str]:
        """Each problem in a line, the expected ones left out; empty when all went well."""
        seen = [*self._seen, *self._from_the_servers()]
        return [problem for problem in seen if not any(pattern.search(problem) for pattern in self._expected)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._seen.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _address(self, url: str) -> None:
        self.origins.add("/".join(url.split("/", 3)[:3]))
        if not LOCAL.match(url):
            self._seen.append(f"asked another host: {url}")

    def _from_the_servers(self) -> list[str]:
        news = [server.said()[self._read_before.get(server, 0) :] for server in self.servers]
        return [f"server: {found}" for found in map(trouble_in, news) if found]


def trouble_in(log: str) -> str:
    """The log from its first trouble on, 3,000 characters at most; empty where there is none."""
    words = GONE.sub("", log)
    found = TROUBLE.search(words)
    return words[found.start() :][:3000] if found else ""


def visit(page: Page, url: str, *, seconds: float = 30) -> None:
    """Open an address and return when Panel has drawn the page and is idle; AssertionError if it never is."""
    page.goto(url)
    wait_until_settled(page, seconds=seconds)


def wait_until_settled(page: Page, *, seconds: float = 30) -> None:
    """Return when Panel has nothing left to draw on the page."""
    try:
        page.wait_for_function(SETTLED, timeout=seconds * 1000)
    except TimeoutError as late:
        raise AssertionError(f"{page.url} was not idle after {seconds:.0f} s") from late
