"""The watch over the other browser tests misses nothing."""

from pathlib import Path

import pytest
from bokeh.application import Application
from panel.io.handlers import ScriptHandler
from playwright.sync_api import Page

from tests.watching import TROUBLE, Watch, trouble_in


def show(page: Page, script: str) -> None:
    page.goto(f"data:text/html,<title>A page</title><script>{script}</script>")
    page.wait_for_timeout(100)


def test_an_error_thrown_by_the_page_is_seen(page: Page, watch: Watch):
    show(page, "throw new Error('the month is missing')")
    assert len(watch.problems()) == 1
    watch.expect("page error: .*the month is missing")


def test_an_error_in_the_console_is_seen(page: Page, watch: Watch):
    show(page, "console.error('Unhandled ERROR reply')")
    assert len(watch.problems()) == 1
    watch.expect("console: Unhandled ERROR reply")


def test_asking_another_host_is_seen_and_gets_no_answer(page: Page, watch: Watch):
    show(page, "fetch('https://example.org/font.css').catch(() => document.title = 'no answer')")
    assert page.title() == "no answer"
    assert "asked another host: https://example.org/font.css" in watch.problems()
    watch.expect("example.org")


def test_a_second_visitor_is_watched_too(page: Page, watch: Watch):
    show(watch.context.new_page(), "throw new Error('on the second page')")
    assert len(watch.problems()) == 1
    watch.expect("on the second page")


def test_a_quiet_page_has_no_problems(page: Page, watch: Watch):
    show(page, "console.log('all is well')")
    assert watch.problems() == []


def test_a_page_that_cannot_be_built_is_trouble_in_the_servers_log(caplog: pytest.LogCaptureFixture, tmp_path: Path):
    (tmp_path / "broken.py").write_text("raise RuntimeError('the month is missing')")
    Application(ScriptHandler(filename=str(tmp_path / "broken.py"))).create_document()
    assert [line for line in caplog.messages if TROUBLE.search(line)] != []


def test_what_a_healthy_server_says_is_no_trouble():
    assert not TROUBLE.search("2026-11-24 10:00:00,000 Starting Bokeh server version 3.9.2 (running on Tornado 6.6.1)")
    assert not TROUBLE.search("2026-11-24 10:00:05,000 WebSocket connection opened")


LEFT = (
    "2026-11-24T12:53:42.623+00:00 ERROR - asyncio Task exception was never retrieved future: <Task finished "
    "name='Task-3774' coro=<wrapper() done> exception=WebSocketClosedError()> WebSocketClosedError, after "
    "StreamClosedError at site-packages/tornado/websocket.py:1142 wrapper < site-packages/tornado/web.py:1140 wrapper\n"
    "2026-11-24T12:53:42.624+00:00 INFO - bokeh.server.views.ws WebSocket connection closed: code=None, reason=None\n"
)


def test_a_visitor_who_leaves_before_a_message_arrives_is_no_trouble():
    assert trouble_in(LEFT) == ""


def test_trouble_beside_a_visitor_who_leaves_is_seen():
    assert trouble_in(f"{LEFT}Traceback (most recent call last):\nRuntimeError: x\n").startswith("Traceback")
    assert trouble_in(LEFT.replace("WebSocketClosedError", "KeyError")).startswith("ERROR")
