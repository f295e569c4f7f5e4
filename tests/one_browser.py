"""The browser of a worker's browser tests: begun once, not for each of their files."""

import os
from contextlib import ExitStack

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.watching import CHROMIUM_ARGUMENTS, chromium, for_visitors


class OneBrowser:
    """
    Chromium, from where a file asks for it until one comes that is no browser test.

    While Playwright runs it holds this thread's event loop, which Panel's own tests and the notebook tests need for
    themselves: so it ends before those, and is begun anew when it is asked for again.
    """

    def __init__(self) -> None:
        self._running = ExitStack()
        self._browser: Browser | None = None
        self._visitors: BrowserContext | None = None

    def browser(self) -> Browser:
        """Without a window, unless HEADED is set: then it has one, and waits a little after each step."""
        if self._browser is None:
            is_headed = bool(os.environ.get("HEADED"))
            program = chromium(has_window=is_headed)
            playwright = self._running.enter_context(sync_playwright())
            self._browser = playwright.chromium.launch(
                executable_path=program,
                args=CHROMIUM_ARGUMENTS,
                headless=not is_headed,
                slow_mo=400 if is_headed else 0,
            )
            self._running.callback(self._browser.close)
        return self._browser

    def visitors(self) -> BrowserContext:
        """Where most pages are opened, one visitor after the other: see `leave`."""
        if self._visitors is None:
            self._visitors = for_visitors(
                self.browser(),
                viewport={"width": 1440, "height": 1000},
                locale="en-US",
                timezone_id="America/Chicago",
            )
            self._running.callback(self._visitors.close)
        return self._visitors

    def end(self) -> None:
        """Safe to call when nothing runs."""
        self._browser = self._visitors = None
        self._running.close()
