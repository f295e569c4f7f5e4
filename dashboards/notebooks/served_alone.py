"""`panel serve dashboards/notebooks/*.ipynb`: our page takes the place of the one Panel would make of the cells."""

from pathlib import Path
from typing import Any

import panel as pn
from bokeh.document import Document
from panel.io.handlers import NotebookHandler
from panel.io.state import set_curdoc

from dashboards.pages.notebook import by_itself
from dashboards.shell.opening import open_page
from dashboards.state.notebooks import FOLDER

_modify = NotebookHandler.modify_document


class ShownAsAPageError(Exception):
    """Ends the cells of a notebook that Panel runs itself; what is shown is our page."""


def take_the_place() -> None:
    """
    Show this notebook, and from now on all of ours that this server has, as our pages: with the visitor, the fence and
    the words for what goes wrong. Panel's own would show everybody what the director sees.

    Nothing where no server runs it. Raises ShownAsAPageError, so that no cell runs after this.
    """
    document = pn.state.curdoc
    context: Any = document.session_context if document else None
    if context is None:
        return
    NotebookHandler.modify_document = _our_page  # type: ignore[method-assign,assignment]
    path = context.request.path if context.request else ""
    open_page(by_itself(Path(path).name))
    raise ShownAsAPageError("From here on our page shows this notebook.")


def _our_page(handler: NotebookHandler, document: Document) -> None:
    path = Path(str(handler._runner.path))
    if path.parent.resolve() != FOLDER.resolve():
        _modify(handler, document)
        return
    with set_curdoc(document):
        open_page(by_itself(path.stem))
