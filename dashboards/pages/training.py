"""What stands on the page of training sessions: one component."""

from urllib.parse import parse_qsl

import panel as pn

from dashboards.pages.following_page import WIDE, FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.who import Visitor
from dashboards.state.links import SCHOOL_PAGE
from dashboards.state.training.visit import TrainingVisit
from dashboards.state.triage.screen import Screen
from dashboards.views.training.training import TrainingDesk
from models.database import Database
from models.vocabulary import N_


class Training(FollowingPage[TrainingVisit]):
    """Which professional development sessions were held, who came, and which schools had none for a year?"""

    title = N_("Professional development: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        super().__init__(TrainingVisit, database, visitor, address)
        self._kept = self.visit.filters.address()
        self.visit.chosen_year = dict(parse_qsl(address.lstrip("?"))).get("year", "")
        self.visit.leads = lambda query: f"{SCHOOL_PAGE}{self._address(query)}"
        self._frame = Frame(sought=self._find, renewed=self.visit.reload)
        self._desk = TrainingDesk(self.visit, looked=self._say, **WIDE)
        self._show(self.visit.screen)
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served."""
        return self._sheet_page("training", self._desk.view)

    def _show(self, screen: Screen) -> None:
        with pn.io.hold():
            self._desk.show()
            self._say()

    def _say(self) -> None:
        self._frame.say(
            FrameWords(
                answer=self.visit.answer(),
                room=self.visit.beside(),
                address=self._address(self._kept),
                notice=self.visit.behind_line(),
                stamp=self.visit.stamp(),
            )
        )
