"""How every page opens: find out who is here, build the page, and say in words what goes wrong."""

import logging
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

import panel as pn
from bokeh.document import Document
from panel.io.resources import parse_template

from dashboards.shell.frame import LOGO, STYLES
from dashboards.shell.quick import hurry
from dashboards.shell.quiet import keep_insides
from dashboards.shell.who import Visitor, connection_of, who_is_here
from dashboards.state.district_data import warm_up
from models.database import Database, connect
from models.errors import PartnershipError

log = logging.getLogger(__name__)
MESSAGE = parse_template((Path(__file__).parent / "message.html").read_text(encoding="utf-8"))
_databases: dict[str, Database] = {}
_notices: WeakKeyDictionary[Document, Callable[[str], None]] = WeakKeyDictionary()


def database() -> Database:
    """The database of this server, its engines shared by all visitors."""
    wanted = connect()
    return _databases.setdefault(wanted.url.render_as_string(hide_password=False), wanted)


def open_page(title: str, build: Callable[[Database, Visitor, str], pn.Template]) -> None:
    """
    Show a page: `build` gets the database, the visitor and the address's query, and returns what to serve.

    A PartnershipError becomes a page that says its words. Anything else is logged with an id that the page shows;
    neither a traceback nor a message from inside ever reaches the browser.
    """
    hurry()
    keep_insides()
    pn.config.exception_handler = in_words
    arguments = {name: values[-1].decode(errors="replace") for name, values in pn.state.session_args.items() if values}
    document = pn.state.curdoc
    request = document.session_context.request if document and document.session_context else None
    try:
        here = database()
        if (
            connection_of(request) is None
        ):  # run before the first visitor, as `panel serve --warm` does: compute what all share
            warm_up(here)
        visitor = who_is_here(here, request, arguments, datetime.now(UTC).date())
        build(here, visitor, "?" + urlencode(arguments)).servable(title=title)
    except PartnershipError as refusal:
        _message("Family Partnership", str(refusal)).servable(title=title)
    except Exception:  # noqa: BLE001 - the last fence: whatever it was, the visitor gets a sentence and we get the log
        _message("Something went wrong", in_log()).servable(title=title)


def in_log() -> str:
    """Log the exception being handled under a new id; the sentence to show instead of it."""
    reference = secrets.token_hex(4)
    log.exception("Something went wrong (id %s)", reference)
    return (
        f"Something went wrong (id {reference}). Nothing was changed. Load the page again, or tell the office the id."
    )


def tell_errors(say: Callable[[str], None]) -> None:
    """From now on errors of this visitor's page are told through `say`."""
    if pn.state.curdoc:
        _notices[pn.state.curdoc] = say


def in_words(error: Exception) -> None:
    """What a failing button or filter does: its words, or an id, in the page's notice."""
    words = str(error) if isinstance(error, PartnershipError) else _logged(error)
    say = pn.state.curdoc and _notices.get(pn.state.curdoc)
    if say:
        say(words)


def _logged(error: Exception) -> str:
    try:
        raise error
    except Exception:  # noqa: BLE001 - raised anew so that the log has its traceback
        return in_log()


def _message(title: str, text: str) -> pn.Template:
    page = pn.Template(MESSAGE, location=False)
    for name, value in {"title": title, "text": text, "styles": STYLES, "logo": LOGO, "nonce": ""}.items():
        page.add_variable(name, value)
    return page
