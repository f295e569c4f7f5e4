"""
`/metrics`: how the server does, as Prometheus reads it, for the addresses that the settings name and nobody else.

Counts and seconds by page and status: no name, no login, no school, no text, so that whoever may read the figures
learns nothing of a person.
"""

from ipaddress import ip_address
from weakref import WeakSet

from bokeh.server.tornado import BokehTornado
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from tornado.httputil import HTTPServerRequest
from tornado.web import RequestHandler

from dashboards.shell.health import pulse
from dashboards.shell.who import header_set_in_between
from dashboards.state.district.data import kept_bytes
from models.settings import settings

SECONDS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.5, 5.0, 10.0)
registry = CollectorRegistry()
ProcessCollector(registry=registry)
requests = Counter("partnership_requests", "Requests answered", ("page", "status"), registry=registry)
page_seconds = Histogram(
    "partnership_page_seconds", "Seconds to make a page", ("page",), registry=registry, buckets=SECONDS
)
open_pages = Gauge("partnership_open_pages", "Pages open now", registry=registry)
kept = Gauge("partnership_kept_bytes", "Bytes of results kept for several visitors", registry=registry)
database_up = Gauge("partnership_database_up", "1: the database answers and its tables fit", registry=registry)
schema = Gauge("partnership_schema_info", "Version of the tables", ("revision",), registry=registry)
applications: "WeakSet[BokehTornado]" = WeakSet()
"""The servers of this process."""
_slowest: dict[str, float] = {}


def pages_open() -> int:
    """Pages that are open now in this process."""
    return sum(len(one.get_sessions(path)) for one in applications for path in one.app_paths)


def slowest_pages() -> list[tuple[str, float]]:
    """The three pages that took longest since this process started, with the seconds of their slowest visit."""
    return sorted(_slowest.items(), key=lambda one: -one[1])[:3]


def count(page: str, status: int, seconds: float, *, is_page: bool) -> None:
    """Count an answered request."""
    requests.labels(page, str(status)).inc()
    if is_page and status == 200:
        page_seconds.labels(page).observe(seconds)
        _slowest[page] = max(seconds, _slowest.get(page, 0.0))


def may_read(request: HTTPServerRequest) -> bool:
    """Does this come from an address that may read the figures, itself and not through a proxy?"""
    try:
        address = ip_address(request.remote_ip or "")
    except ValueError:  # as over a socket of the file system
        return False
    return any(address in one for one in settings().metrics_from) and not header_set_in_between(request.headers)


class Metrics(RequestHandler):
    """The figures, or 404 as where there is nothing."""

    SUPPORTED_METHODS = ("GET", "HEAD")

    async def get(self) -> None:
        self.set_header("Cache-Control", "no-store")
        if not may_read(self.request):
            self.set_status(404)
            self.finish()
            return
        answer = await pulse().now()
        database_up.set(0 if answer.code else 1)
        schema.clear()
        if answer.revision:
            schema.labels(answer.revision).set(1)
        open_pages.set(pages_open())
        kept.set(kept_bytes())
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(generate_latest(registry))

    head = get
