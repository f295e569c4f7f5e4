"""What stands on Status: the cards of Home, filled with how the installation stands."""

import panel as pn

from dashboards.pages.work_page import WorkPage
from dashboards.shell.frame import Page
from dashboards.shell.metrics import pages_open, slowest_pages
from dashboards.shell.opening import in_words
from dashboards.shell.who import Visitor
from dashboards.state.status.visit import ServedNow, StatusVisit
from dashboards.state.triage.screen import Screen
from data.standing import Standing
from models.database import Database
from models.vocabulary import N_


class Status(WorkPage[StatusVisit]):
    """Is all well? If not, what is the one thing to do?"""

    title = N_("Status: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        super().__init__(StatusVisit, database, visitor)
        self._kept = address.rstrip("?")
        self.visit.leads = lambda page, query: f"{page}{self._address(query)}"
        self._now: Standing | None = None
        self._show(self.visit.screen)
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served; everything is looked at once it is open."""
        pn.state.onload(lambda: self.visit.examine(self._examined, in_words))
        return self._page("status")

    def _examined(self, now: Standing) -> None:
        self._now = now
        self._show(self.visit.screen)

    def _show(self, screen: Screen) -> None:
        self._say(self.visit.status(self._now, ServedNow(pages_open(), slowest_pages())), screen)
