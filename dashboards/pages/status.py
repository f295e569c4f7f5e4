"""What stands on Status: the cards of Home, filled with how the installation stands."""

from typing import Any

import panel as pn

from dashboards.pages.following_page import FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.metrics import pages_open, slowest_pages
from dashboards.shell.opening import in_words
from dashboards.shell.who import Visitor
from dashboards.state.plain_text import to_json
from dashboards.state.status.visit import ServedNow, StatusVisit
from dashboards.state.triage.screen import Screen
from dashboards.views.home.home import Work
from data.standing import Standing
from models.database import Database
from models.vocabulary import N_

WIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0}


class Status(FollowingPage[StatusVisit]):
    """Is all well? If not, what is the one thing to do?"""

    title = N_("Status: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        super().__init__(StatusVisit, database, visitor, "", since=visitor.since)
        self._kept = address.rstrip("?")
        self._now: Standing | None = None
        self._frame = Frame(sought=self._find, renewed=self.visit.reload)
        self._work = Work(compared=self._compare, **WIDE)
        self._show(self.visit.screen)
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served; everything is looked at once it is open."""
        pn.state.onload(lambda: self.visit.examine(self._examined, in_words))
        slots = {"sheet": pn.Column(self._work, **WIDE)}
        first = self._work.first_picture()
        return Page.of(self.visitor, "status", self.title, self._frame, slots, first, finds=self._finds())

    def _examined(self, now: Standing) -> None:
        self._now = now
        self._show(self.visit.screen)

    def _compare(self) -> None:
        self._work.is_comparing = True
        self.visit.compare_totals(lambda _: self._compared(), self._not_compared)

    def _compared(self) -> None:
        self._work.is_comparing = False
        self._show(self.visit.screen)

    def _not_compared(self, error: Exception) -> None:
        self._work.is_comparing = False
        in_words(error)

    def _show(self, screen: Screen) -> None:
        shown = self.visit.status(self._now, ServedNow(pages_open(), slowest_pages()))
        with pn.io.hold():
            self._work.part = to_json(shown.part)
            self._frame.say(
                FrameWords(
                    answer=shown.answer,
                    room=shown.beside,
                    address=self._address(self._kept),
                    notice=self.visit.behind_line() or screen.notice,
                )
            )
