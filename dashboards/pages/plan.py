"""What stands on Plan: one component with the steps, what the plan leaves out, and what can be done with it."""

from typing import Any

import panel as pn

from dashboards.pages.following_page import FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.who import Visitor
from dashboards.state.plan.visit import PlanVisit
from dashboards.state.triage.screen import Screen
from dashboards.views.plan.plan import PlanDesk
from models.database import Database
from models.vocabulary import N_

WIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0}


class Plan(FollowingPage[PlanVisit]):
    """What does a school plan for the year, how far is it, and what does the plan leave out?"""

    title = N_("Action plan: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        super().__init__(PlanVisit, database, visitor, "", asked=address)
        self._frame = Frame(sought=self._find, renewed=self._renewed)
        self._desk = PlanDesk(self.visit, said=self._say, **WIDE)
        self._desk.show()
        self._say()
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served."""
        slots = {"sheet": pn.Column(self._desk.view, **WIDE)}
        first = self._desk.view.first_picture()
        return Page.of(self.visitor, "plan", self.title, self._frame, slots, first, finds=self._finds())

    def _renewed(self) -> None:
        self.visit.renew()
        self._desk.show()
        self._say()

    def _show(self, screen: Screen) -> None:
        with pn.io.hold():
            self._desk.show()
            self._say()

    def _say(self) -> None:
        words = FrameWords(
            answer=self.visit.answer(),
            room=self.visit.beside(),
            address=self._address(self.visit.own_address()),
            notice=self.visit.behind_line(),
            stamp=self.visit.stamp(),
        )
        self._frame.say(words)
