"""How every page opens: find out who is here, build the page, and say in words what goes wrong."""

import gc
import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

import panel as pn
from bokeh.document import Document
from panel.io.resources import parse_template

from dashboards.shell import fence
from dashboards.shell.bokeh_patches import patch
from dashboards.shell.frame import STYLES, logo
from dashboards.shell.preparing import WHO, database, visitor_of, words_of_address
from dashboards.shell.who import Visitor, connection_of, first_visitor, nonce_of, words_of
from dashboards.state.district.warm import warm_up
from dashboards.state.plain_text import plain
from models.database import Database
from models.errors import PartnershipError
from models.today import today
from models.wording.language import Words, words_in

log = logging.getLogger(__name__)
MESSAGE = parse_template((Path(__file__).parent / "message.html").read_text(encoding="utf-8"))
ONCE_MORE = parse_template(
    '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0">'
    "<title>Family Partnership</title><p>The server has just started. If this page stays, load it again.</p></html>"
)
_languages: WeakKeyDictionary[Document, Words] = WeakKeyDictionary()
_notices: WeakKeyDictionary[Document, Callable[[str], None]] = WeakKeyDictionary()


class PageClass(Protocol):
    """A page: made for one visitor and the query of the address, it gives what to serve."""

    title: str
    """Of the browser's window, as the message catalogue has it."""

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None: ...

    def page(self) -> pn.Template: ...


def open_page(made: type[PageClass], *, is_ready_first: bool = False) -> None:
    """
    Show a page. is_ready_first: a server has it ready before anybody comes, also of a large district (`warm_up`).

    A PartnershipError becomes a page that says its words. Anything else is logged with an id that the page shows;
    neither a traceback nor a message from inside ever reaches the browser.
    """
    stood = fence.put_up()
    patch()
    pn.config.exception_handler = in_words
    arguments = words_of_address(pn.state.session_args)
    document = pn.state.curdoc
    context: Any = document.session_context if document else None
    request = context.request if context else None
    words = words_of(request)
    if document:
        _languages[document] = words
    if not fence.has_let_in(connection_of(request)):
        return _ask_again(words, stood)
    title = words.gettext(made.title)
    try:
        here = database()
        is_first = connection_of(request) is None  # `panel serve --warm` runs a page before the first visitor
        with _loaded_for_good() if is_first else nullcontext():
            if is_first:
                if not warm_up(here, today()) and not is_ready_first:
                    return None
                visitor = first_visitor(here, today())
            else:
                visitor = visitor_of(connection_of(request), arguments)
            if visitor.sign_in_id is not None:
                arguments = {word: value for word, value in arguments.items() if word not in WHO}
            # One walk over the document's models when the page is whole, not one for each of its roots.
            with document.models.freeze() if document else nullcontext():
                made(here, visitor, "?" + urlencode(arguments)).page().servable(title=title)
    except PartnershipError as refusal:
        _message(words, words.gettext("Family Partnership"), words.refusal(refusal)).servable(title=title)
    except Exception:  # noqa: BLE001 - last resort: any other error is logged, and the visitor gets a sentence
        _message(words, words.gettext("Something went wrong"), in_log(words)).servable(title=title)


@contextmanager
def _loaded_for_good() -> Iterator[None]:
    """
    What is loaded inside stays for good: garbage is collected once, at the end, and what is left is never walked again.

    Panel collects in full whenever a page is closed, and everybody waits meanwhile. While a large district is read,
    the collector walks what was read so far again and again: that was a third of a start.
    """
    gc.disable()
    try:
        yield
        gc.collect()
        gc.freeze()
    finally:
        gc.enable()


def _ask_again(words: Words, stood: bool) -> None:
    """
    Nothing for a request that came before the fence stood: the first one to a plain `panel serve`, which loads our
    code no earlier. The browser asks once more by itself, and that request the fence has seen.
    """
    if stood:
        text = words.gettext("The server has just started. Load this page again.")
        _message(words, words.gettext("Family Partnership"), text).servable()
    elif pn.state.curdoc:
        pn.state.curdoc.template = ONCE_MORE


def in_log(words: Words) -> str:
    """Log the exception being handled under a new id; the sentence to show instead of it."""
    reference = secrets.token_hex(4)
    log.exception("Something went wrong (id %s)", reference)
    return words.gettext(
        "Something went wrong (id {reference}). Nothing was changed. Load the page again, or tell the office the id.",
        reference=reference,
    )


def tell_errors(say: Callable[[str], None]) -> None:
    """From now on errors of this visitor's page are told through `say`."""
    if document := pn.state.curdoc:
        _notices[document] = say  # it knows the page, and the page its document: by itself this would never go

        def forget(session_context: object) -> None:
            _notices.pop(document, None)

        document.on_session_destroyed(forget)


def in_words(error: Exception) -> None:
    """What a failing button or filter does: its words, or an id, in the page's notice."""
    document = pn.state.curdoc
    words = (_languages.get(document) if document else None) or words_in()
    text = words.refusal(error) if isinstance(error, PartnershipError) else _logged(words, error)
    say = _notices.get(document) if document else None
    if say:
        say(text)


def _logged(words: Words, error: Exception) -> str:
    try:
        raise error
    except Exception:  # noqa: BLE001 - raised anew so that the log has its traceback
        return in_log(words)


def _nonce() -> str:
    context: Any = pn.state.curdoc.session_context if pn.state.curdoc else None
    return nonce_of(context.request) if context else ""


def _message(words: Words, title: str, text: str) -> pn.Template:
    page = pn.Template(MESSAGE, location=False)
    variables = {
        "title": title,
        "text": plain(text),
        "styles": STYLES,
        "logo": logo(),
        "nonce": _nonce(),
        "language": words.language,
    }
    for name, value in variables.items():
        page.add_variable(name, value)
    return page
