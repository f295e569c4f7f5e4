"""What stands on Plan: one component with the steps, what the plan leaves out, and what can be done with it."""

import panel as pn

from dashboards.pages.following_page import WIDE, FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.who import Visitor
from dashboards.state.plan.visit import PlanVisit
from dashboards.state.triage.screen import Screen
from dashboards.views.plan.plan import PlanDesk
from dashboards.views.support.contact import ContactDesk
from models.database import Database
from models.vocabulary import N_


class Plan(FollowingPage[PlanVisit]):
    """What does a school plan for the year, how far is it, and what does the plan leave out?"""

    title = N_("Action plan: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        super().__init__(PlanVisit, database, visitor, "", asked=address)
        self._frame = Frame(sought=self._find, renewed=self._renewed)
        self._desk = PlanDesk(self.visit, said=self._say, **WIDE)
        self._contacts = ContactDesk(self.visit)
        self._desk.show()
        self._say()
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served."""
        return self._sheet_page("plan", self._desk.view, **self._contacts.slots())

    def _renewed(self) -> None:
        self.visit.renew()
        self._desk.show()
        self._say()

    def _show(self, screen: Screen) -> None:
        with pn.io.hold():
            self._desk.show()
            self._say()

    def _say(self) -> None:
        self._contacts.show_here(self.visit.found.school.school_id if self.visit.found else "")
        words = FrameWords(
            answer=self.visit.answer(),
            room=self.visit.beside(),
            address=self._address(self.visit.own_address()),
            notice=self.visit.behind_line(),
            stamp=self.visit.stamp(),
        )
        self._frame.say(words)
