"""Every request counted, timed and written to the log, by its page and status; and what is asked without a page."""

import logging
import secrets
from typing import Any

from bokeh.server.tornado import BokehTornado
from panel.io.server import DocHandler
from tornado.web import RequestHandler

from dashboards.shell.calendar_feed import ADDRESS, CalendarFeed
from dashboards.shell.health import Healthz
from dashboards.shell.metrics import Metrics, applications, count
from models import logs

log = logging.getLogger(__name__)
ASKED = {"/healthz": Healthz, "/metrics": Metrics}
QUIET = ("/static", "/assets", "/healthz", "/metrics", "/liveness")
"""What is asked so often that its good answers would hide everything else in the log."""


def handler_for(path_without_prefix: str) -> type[RequestHandler] | None:
    """What answers at a path beside the pages; None where it is none of these."""
    return CalendarFeed if ADDRESS.fullmatch(path_without_prefix) else ASKED.get(path_without_prefix)


def observe(application: BokehTornado) -> None:
    """Called as a request arrives: gives it an id for the log, and once a server, has all its answers counted."""
    logs.here.set(secrets.token_hex(4))
    if application in applications:
        return
    applications.add(application)
    application.settings["log_function"] = answered
    logs.configure()


def answered(handler: RequestHandler) -> None:
    """Called by Tornado when a request was answered, in the place of its own line, which holds the whole address."""
    request: Any = handler.request
    status, page, seconds = handler.get_status(), logs.page_of(request.path), request.request_time()
    count(page, status, seconds, is_page=isinstance(handler, DocHandler))
    if status >= 500:
        level = logging.ERROR
    elif status >= 400 or not page.startswith(QUIET):
        level = logging.INFO
    else:
        return
    log.log(level, "%s %s from %s: %d in %d ms", request.method, page, request.remote_ip, status, 1000 * seconds)
