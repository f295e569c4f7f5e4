"""The page of notebooks: what there is, and one of them with its cells run for whoever is there."""

from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode

import panel as pn

from dashboards.shell.background import background_of_page
from dashboards.shell.cells import Here, OfANotebook, Ran, run_cells
from dashboards.shell.frame import Frame, FrameWords, Page, TrailLink
from dashboards.shell.opening import in_words, tell_errors
from dashboards.shell.who import Visitor
from dashboards.state.filters import OPENED_NOTEBOOK
from dashboards.state.notebooks import FOLDER, NOTEBOOKS, read_notebook
from dashboards.views.notebook.notebook import Contents, NotebookView
from models.database import Database
from models.today import today
from models.vocabulary import N_

WIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0}


class Notebooks:
    """Which notebooks are there, and what does this one show me?"""

    title = N_("Notebooks: Family Partnership")
    alone = ""
    """The notebook that is served by itself, without our other pages; empty beside them."""

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        self.visitor = visitor
        said = dict(parse_qsl(address.lstrip("?")))
        asked = self.alone or said.pop(OPENED_NOTEBOOK, "")
        self._address = address.rstrip("?")
        self._rest = said
        self._frame = Frame()
        self._notebook: NotebookView | None = None
        tell_errors(self._tell)
        if asked in NOTEBOOKS:
            self._open(asked)
        else:
            self._list(asked)

    def page(self) -> Page:
        """The page, ready to be served; a notebook's cells are run once it is open."""
        page = Page.of(
            self.visitor, "notebook", self.title, self._frame, {"sheet": self._sheet}, alone=bool(self.alone)
        )
        if self._run:
            pn.state.onload(self._run)
        return page

    def _list(self, asked: str) -> None:
        gettext = self.visitor.words.gettext
        self._run: Any = None
        addresses = {name: f"notebook?{urlencode(self._rest | {OPENED_NOTEBOOK: name})}" for name in NOTEBOOKS}
        self._sheet = pn.Column(Contents(self.visitor.words, NOTEBOOKS, addresses), **WIDE)
        notice = gettext('There is no notebook "{name}". Here are those there are.', name=asked) if asked else ""
        answer = gettext("Where the pages stop, a notebook goes on")
        room = gettext("Opened here, each shows the district as you may see it. In Jupyter its cells can be changed.")
        address = f"?{urlencode(self._rest)}" if self._rest else ""
        stamp = [(gettext("To go on in Jupyter"), "make lab")]
        self._frame.say(FrameWords(answer=answer, room=room, address=address, notice=notice, stamp=stamp))

    def _open(self, name: str) -> None:
        words, path = self.visitor.words, FOLDER / f"{name}.ipynb"
        notebook = read_notebook(path)
        self._notebook = NotebookView(notebook, words.gettext("Being worked out"))
        self._sheet = pn.Column(self._notebook, **WIDE)
        background = background_of_page()
        at = Here(words, OfANotebook(background), self._address)
        run = partial(run_cells, notebook, path, self.visitor.viewer, at)
        self._run = partial(background.read, run, self._ran, in_words)
        query = f"?{urlencode(self._rest)}" if self._rest else ""
        trail = [] if self.alone else [TrailLink(label=words.gettext("Notebooks"), address=f"notebook{query}")]
        stamp = [(words.gettext("Cells run for"), self.visitor.who["name"]), (words.gettext("on"), words.day(today()))]
        self._frame.say(
            FrameWords(answer=notebook.title, room=notebook.lead, address=self._address, trail=trail, stamp=stamp)
        )

    def _ran(self, ran: Ran) -> None:
        if self._notebook:
            with pn.io.hold(freeze=True):
                self._notebook.give(ran.outputs)
        if ran.error is not None:
            in_words(ran.error)

    def _tell(self, words: str) -> None:
        self._frame.say(FrameWords(**self._frame.words | {"notice": words, "notice_kind": "error"}))


def by_itself(name: str) -> type[Notebooks]:
    """The page of one notebook that is served without our other pages."""
    return type("OneNotebook", (Notebooks,), {"alone": name})
