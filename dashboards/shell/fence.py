"""
The fence before every request, page and websocket alike: nothing of ours runs for a request that is refused here.

Bokeh and Panel let us check the visitor when a page is made, but not when a websocket joins it; they let the browser
name the session, sign no session unless told to, and give a session's token to any web site that asks. No option
changes all of this, so the fence replaces the method by which Tornado finds the handler of a request: a request
refused there makes no session and opens no socket. Source: decision 0008.
"""

import calendar
import html
import logging
import re
import secrets
import sys
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from bokeh.server.tornado import BokehTornado
from bokeh.server.views.autoload_js_handler import AutoloadJsHandler
from bokeh.server.views.metadata_handler import MetadataHandler
from bokeh.server.views.ws import WSHandler
from bokeh.settings import settings as of_bokeh
from bokeh.util.token import check_token_signature, get_token_payload
from panel.io.server import ComponentResourceHandler
from tornado.httputil import HTTPHeaders
from tornado.web import OutputTransform, RequestHandler

from dashboards.shell.door.at_the_door import AtTheDoor
from dashboards.shell.door.handlers import HANDLERS
from dashboards.shell.observing import handler_for, observe
from dashboards.shell.preparing import database
from dashboards.shell.sign_in.open_pages import OpenPages
from dashboards.shell.sign_in.request_facts import is_from_proxy, path_within
from dashboards.shell.who import ELSEWHERE, header_set_in_between, is_at_this_machine, nonce_of, words_of
from models.errors import NotAllowedError
from models.settings import SHORTEST_SECRET, settings

log = logging.getLogger(__name__)
_secret = secrets.token_bytes(48)
"""Signs sessions where no secret, or one too short, is configured; made anew at every start."""
METHODS = frozenset({"GET", "HEAD"})
LONGEST_FORM = 8_000
"""Bytes of a form at the door."""
WITH_RESOURCES = frozenset({"panel", "bokeh", "dashboards"})
"""Packages whose components may be asked for their files; Panel would import whatever module an address names."""
ON_EVERY_ANSWER = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
POLICY = (
    "default-src 'self'; script-src 'self' blob: 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' blob: {sockets}; worker-src 'self' blob:; "
    "frame-ancestors 'none'; object-src 'none'; base-uri 'self'; form-action 'self'"
)
"""
What the browser may load and run: our own files, and scripts inside a page that bear the answer's nonce.

Bokeh makes functions of texts, so 'unsafe-eval' has to be there: without it nothing is drawn. Panel loads components
from blob: addresses.
"""
ANSWER = (
    '<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Family Partnership</title><style>body{{font:16px/1.5 sans-serif;max-width:40em;margin:12vh auto;"
    "padding:0 16px}}</style><h1>Family Partnership</h1><p>{text}</p></html>"
)
Refusal = tuple[int, NotAllowedError]
ALSO_WITHOUT_SIGN_IN = frozenset({"signed-in", "script-failed"})
"""Of the door where nobody has to sign in, too: a page asks it that lost its connection, or whose script failed."""
ALLOWED_IN_HOST = re.compile(r"[A-Za-z0-9.\-\[\]:]+")
open_pages = OpenPages(database)
"""Those of this server."""
_find_handler = BokehTornado.find_handler


class Refused(RequestHandler):
    """Answers a refused request, whatever its method, with one sentence."""

    def initialize(self, status: int, refusal: NotAllowedError) -> None:
        self.status, self.refusal = status, refusal

    def prepare(self) -> None:
        refuse(self, self.status, self.refusal)


class WithHeaders(OutputTransform):
    """Adds to every answer what it may load and run, that nobody may frame it, and that its type is the one it says."""

    def __init__(self, request: Any) -> None:
        self._request = request

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        for name, value in ON_EVERY_ANSWER.items():
            headers[name] = value
        headers.setdefault("Referrer-Policy", "same-origin")
        host = self._request.headers.get("Host", "")
        sockets = f"ws://{host} wss://{host}" if ALLOWED_IN_HOST.fullmatch(host) else ""
        headers["Content-Security-Policy"] = POLICY.format(nonce=nonce_of(self._request), sockets=sockets)
        if settings().needs_sign_in:
            # No page that opened this one may lead it elsewhere. A browser begins a new process for that, 40 ms of a
            # first visit, and where nobody signs in there is nothing to gain by it.
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if settings().is_encrypted:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        headers.pop("Server", None)
        return status_code, headers, chunk


def refuse(handler: RequestHandler, status: int, refusal: NotAllowedError) -> None:
    """Answer with one sentence and nothing else."""
    handler.set_status(status)
    handler.set_header("Cache-Control", "no-store")
    words = words_of(handler.request)
    handler.finish(ANSWER.format(language=words.language, text=html.escape(words.refusal(refusal))))


def put_up() -> bool:
    """Put the fence up for every server of this process, once; says whether it stood already."""
    stood = vars(BokehTornado).get("find_handler") is _ask_first
    BokehTornado.find_handler = _ask_first  # type: ignore[method-assign,assignment]
    return stood


def has_let_in(request: Any) -> bool:
    """Has the fence let this request in? True for None as well: a page run without a visitor, to warm the server."""
    return request is None or getattr(request, "was_let_in", False) is True


def _ask_first(application: BokehTornado, request: Any, **named: Any) -> Any:
    _make_ready(application)
    observe(application)
    request.nonce = secrets.token_urlsafe(18)
    path = path_within(request, application.prefix)
    if beside := handler_for(f"/{path}"):
        return application.get_handler_delegate(request, beside)
    handler = _find_handler(application, request, **named)
    door = HANDLERS.get(path) if settings().needs_sign_in or path in ALSO_WITHOUT_SIGN_IN else None
    refusal = refusal_of(application, request, door or getattr(handler, "handler_class", None))
    if refusal is None:
        request.was_let_in = True
        if door is None:
            return handler
        with_these = {"database": database, "pages": open_pages}
        return application.get_handler_delegate(request, door, with_these)
    status, words = refusal
    log.warning("Refused %s %r from %s: %d %s", request.method, request.path[:200], request.remote_ip, status, words)
    return application.get_handler_delegate(request, Refused, {"status": status, "refusal": words})


def _make_ready(application: BokehTornado) -> None:
    """Sign this server's sessions and add the headers to its answers: before its first session, so none is unsigned."""
    if WithHeaders in application.transforms:
        return
    application.add_transform(WithHeaders)
    if len(application.secret_key or b"") < SHORTEST_SECRET:
        application._secret_key = _secret
    application._sign_sessions = True
    # What a page's key says is read by its scripts: neither cookies nor headers belong there, and nothing of ours asks.
    application._include_cookies = []
    application._include_headers = []


# ---------------------------------------------------------------- what is refused, and in which words
def refusal_of(application: BokehTornado, request: Any, handler: type | None) -> Refusal | None:
    """Status and sentence for a request that may not come in; None for one that may. `handler` would answer it."""
    origins = allowed_origins(application)
    if any("*" in name for name in origins):
        return 403, NotAllowedError(
            "This server was started for pages of any web site (a star in --allow-websocket-origin), so it opens none "
            "of its own. Start it without the star."
        )
    if (elsewhere := _refusal_from_elsewhere(request)) is not None:
        return elsewhere
    if _with_port(request.headers.get("Host", "")) not in origins:
        named = ", ".join(sorted(origins))
        return 403, NotAllowedError("This server answers only to these names: {names}", names=named)
    if handler is not None and issubclass(handler, AtTheDoor) and request.method == "POST":
        return _refusal_of_form(request)
    if request.method not in METHODS or _has_body(request):
        return 405, NotAllowedError("Pages can only be looked at; nothing can be sent to this address.")
    if any(name.lower().startswith("bokeh-") for name in (*request.arguments, *request.headers)):
        return 400, NotAllowedError("A session cannot be chosen from outside. Open the page by its address alone.")
    if handler is not None and issubclass(handler, AutoloadJsHandler | MetadataHandler):
        return 404, NotAllowedError("These pages cannot be put into other pages.")
    if handler is not None and issubclass(handler, ComponentResourceHandler) and not _is_loaded_component(request):
        return 404, NotAllowedError("There is no such component.")
    if handler is not None and issubclass(handler, WSHandler):
        return _refusal_of_socket(application, request)
    return None


def _refusal_from_elsewhere(request: Any) -> Refusal | None:
    """
    Where nobody has to sign in, only this machine's own browser comes in. Where somebody has to, a proxy may stand in
    between, but only one of the settings: another one's word about whose browser asks is worth nothing.
    """
    passed_on = header_set_in_between(request.headers)
    if settings().needs_sign_in:
        if passed_on and not is_from_proxy(request):
            return 403, NotAllowedError(
                'This request has the header "{header}", as from a proxy that is not in the settings '
                "(sign_in.proxy.addresses).",
                header=passed_on[:40],
            )
        return None
    if is_at_this_machine(request):
        return None
    if not passed_on:
        return 403, NotAllowedError(ELSEWHERE)
    return 403, NotAllowedError(
        "There is no log-in yet, so these pages open only on the machine they run on. Sit there and open "
        'http://localhost with the same port. This request has the header "{header}", as from a proxy.',
        header=passed_on[:40],
    )


def _refusal_of_form(request: Any) -> Refusal | None:
    """A form at the door must come from a page of this server, and be short."""
    if not _is_from_here(request):
        return 403, NotAllowedError("A page of another web site may not fill in this form.")
    length = request.headers.get("Content-Length", "")
    if "Transfer-Encoding" in request.headers or not length.isdigit() or int(length) > LONGEST_FORM:
        return 413, NotAllowedError("This form is longer than any of ours.")
    if request.headers.get("Content-Type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        return 415, NotAllowedError("This form is not one of ours.")
    return None


def _is_from_here(request: Any) -> bool:
    """Does the browser say that a page of this very server asks?"""
    origin = urlsplit(request.headers.get("Origin", ""))
    schemes = ("https",) if settings().is_encrypted and is_from_proxy(request) else ("http", "https")
    return origin.scheme in schemes and _with_port(origin.netloc) == _with_port(request.headers.get("Host", ""))


def allowed_origins(application: BokehTornado) -> set[str]:
    """The hosts, with their ports, whose pages may open a websocket, as the server was started with."""
    names = {_with_port(name) for name in of_bokeh.allowed_ws_origin() or application.websocket_origins}
    chosen = settings()
    # Bokeh takes no name with brackets; where this machine is listened to by that address alone, it is asked by it.
    return names | ({f"[::1]:{chosen.port}"} if chosen.address == "::1" else set())


def _refusal_of_socket(application: BokehTornado, request: Any) -> Refusal | None:
    """
    A websocket must come from a page of this server, under the name it is asked by, with a key this server has signed.

    Tornado lets a missing Origin in, and one that equals the Host, before Bokeh's list of origins is asked.
    """
    if not _is_from_here(request):
        return 403, NotAllowedError("A page of another web site may not listen in.")
    if not _has_key(application, request):
        return 403, NotAllowedError("This page is too old, or not of this server. Load it again.")
    return None


def _has_key(application: BokehTornado, request: Any) -> bool:
    """Is the token of a websocket signed by this server, and still in time?"""
    asked = [part.strip() for part in request.headers.get("Sec-WebSocket-Protocol", "").split(",")]
    if len(asked) != 2 or asked[0] != "bokeh":
        return False
    token = asked[1]
    try:
        if not check_token_signature(token, secret_key=application.secret_key, signed=True):
            return False
        return calendar.timegm(datetime.now(UTC).timetuple()) < get_token_payload(token)["session_expiry"]
    except Exception:  # noqa: BLE001 - the token is a stranger's text: any failure to read it means it is not ours
        return False


def _with_port(host: str) -> str:
    host = host.lower()
    return host if ":" in host.rpartition("]")[2] else f"{host}:80"


def _has_body(request: Any) -> bool:
    """Bokeh reads a form in the body as if it stood in the address."""
    return request.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in request.headers


def _is_loaded_component(request: Any) -> bool:
    module = unquote(request.path).partition("/components/")[2].split("/")[0]
    return module in sys.modules and module.split(".")[0] in WITH_RESOURCES
