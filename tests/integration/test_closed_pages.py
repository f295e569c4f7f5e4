"""A page that is closed is let go of whole: what tells its errors knows the page, and must not keep it."""

import gc
import weakref
from typing import Any

from bokeh.document import Document
from panel.io.state import set_curdoc

from dashboards.shell import opening
from models.errors import PartnershipError


class Page:
    """As ours: it knows its document."""

    def __init__(self, document: Document) -> None:
        self.document, self.told = document, list[str]()


def opened_and_closed() -> "weakref.ref[Any]":
    document = Document()
    page = Page(document)
    with set_curdoc(document):
        opening.tell_errors(page.told.append)
        opening.tell_errors(lambda words: (page.document, page.told.append(words))[1])
        opening.in_words(PartnershipError("No."))
    assert page.told == ["No."]
    for callback in list(document.session_destroyed_callbacks):
        callback(None)  # as Bokeh does when the session is discarded
    return weakref.ref(page)


def test_what_tells_a_pages_errors_goes_with_its_session():
    gone = opened_and_closed()
    gc.collect()
    assert gone() is None
