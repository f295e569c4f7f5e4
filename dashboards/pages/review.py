"""What stands on Review: one component with the queue, the report that is open and the decision about it."""

from typing import Any

import panel as pn

from dashboards.pages.following_page import WIDE, FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.who import Visitor
from dashboards.state.review.visit import ReviewVisit
from dashboards.state.triage.screen import Screen
from dashboards.views.review.review import Desk
from dashboards.views.support.contact import ContactDesk
from models.database import Database
from models.permissions import Action, check_can
from models.vocabulary import N_, Role


class Review(FollowingPage[ReviewVisit]):
    """Which reports wait for me, and what is to be looked at first?"""

    title = N_("Review: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        """Raises NotAllowedError for who is neither coordinator nor director."""
        if visitor.viewer.role is not Role.COORDINATOR:  # a coordinator without a cluster reads on
            check_can(visitor.viewer, Action.REVIEW_REPORTS)
        super().__init__(ReviewVisit, database, visitor, address)
        self._frame = Frame(sought=self._find, renewed=self.visit.reload, went=self.visit.follow)
        self._contacts = ContactDesk(self.visit)
        self._desk = Desk(self.visit, **WIDE)
        self._show(self.visit.screen)
        self._follow()
        self.visit.param.watch(self._show_news, "is_newer_there")

    def _show_news(self, change: Any) -> None:
        """What others decide stands in the queue by itself; the report that is open stays where it is."""
        if change.new:
            self.visit.reload()

    def page(self) -> Page:
        """The page, ready to be served."""
        return self._sheet_page("review", self._desk.view, **self._contacts.slots())

    def _show(self, screen: Screen) -> None:
        with pn.io.hold():
            self._desk.show()
            words = FrameWords(
                answer=self.visit.answer(),
                room=self.visit.beside(),
                address=self._address(self.visit.filters.address()),
                notice=self.visit.behind_line(),
                stamp=self.visit.stamp(),
                to_review=self.visit.to_review(),
            )
            self._frame.say(words)
