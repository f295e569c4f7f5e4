"""What stands on Home: a person's own work."""

import logging
from datetime import UTC, datetime
from functools import partial
from urllib.parse import parse_qsl, urlencode

import panel as pn

from dashboards.pages.work_page import WorkPage
from dashboards.shell.frame import Page
from dashboards.shell.who import Visitor
from dashboards.state.home.visit import HomeVisit, kept_words
from dashboards.state.triage.screen import Screen
from dashboards.views.support.contact import ContactDesk
from models.actions.visits import begin_visit
from models.database import Database
from models.permissions import Action, can
from models.vocabulary import N_

log = logging.getLogger(__name__)


def _not_kept(error: Exception) -> None:
    """Nothing is lost: next time the news reach further back. An import may hold the database for long."""
    log.warning("When somebody was here could not be kept: %s", error)


class Home(WorkPage[HomeVisit]):
    """What waits for me, and what is new?"""

    title = N_("Home: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        super().__init__(HomeVisit, database, visitor)
        if any(can(self.visitor.viewer, Action.LOG_CONTACT, cluster) for cluster in visitor.viewer.clusters or (None,)):
            self._contacts = ContactDesk(self.visit)
        self._kept = kept_words(address, self.visit.filters.address())
        self._show(self.visit.screen)
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served; that somebody is here is kept once it is open."""
        if self.visitor.is_there:
            pn.state.onload(self._begin_visit)
        return self._page("home")

    # ------------------------------------------------------------ what people do
    def _begin_visit(self) -> None:
        change = partial(begin_visit, viewer=self.visitor.viewer, at=datetime.now(UTC))
        self.visit.background.write(self.visit.database, change, lambda _: None, _not_kept)

    def _address_with(self, school_id: str) -> str:
        return self._address("?" + urlencode(dict(parse_qsl(self._kept.lstrip("?"))) | {"school": school_id}))

    # ------------------------------------------------------------ what people see
    def _show(self, screen: Screen) -> None:
        self._say(self.visit.home(lambda page, query: f"{page}{self._address(query)}"), screen)
