"""What stands on Home: one component that shows a person's own work, and the comparison an administrator asks for."""

import logging
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode

import panel as pn

from dashboards.pages.following_page import FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.opening import in_words
from dashboards.shell.who import Visitor
from dashboards.state.home.visit import HomeVisit, kept_words
from dashboards.state.plain_text import to_json
from dashboards.state.triage.screen import Screen
from dashboards.views.home.home import Work
from models.actions.visits import begin_visit
from models.database import Database
from models.vocabulary import N_

WIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0}


log = logging.getLogger(__name__)


def _not_kept(error: Exception) -> None:
    """Nothing is lost: next time the news reach further back. An import may hold the database for long."""
    log.warning("When somebody was here could not be kept: %s", error)


class Home(FollowingPage[HomeVisit]):
    """What waits for me, and what is new?"""

    title = N_("Home: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        super().__init__(HomeVisit, database, visitor, "", since=visitor.since)
        self._kept = kept_words(address, self.visit.filters.address())
        self._frame = Frame(sought=self._find, renewed=self.visit.reload)
        self._work = Work(compared=self._compare, **WIDE)
        self._show(self.visit.screen)
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served; that somebody is here is kept once it is open."""
        if self.visitor.is_there:
            pn.state.onload(self._begin_visit)
        slots = {"sheet": pn.Column(self._work, **WIDE)}
        first = self._work.first_picture()
        return Page.of(self.visitor, "home", self.title, self._frame, slots, first, finds=self._finds())

    # ------------------------------------------------------------ what people do
    def _begin_visit(self) -> None:
        change = partial(begin_visit, viewer=self.visitor.viewer, at=datetime.now(UTC))
        self.visit.background.write(self.visit.database, change, lambda _: None, _not_kept)

    def _compare(self) -> None:
        self._work.is_comparing = True
        self.visit.compare_totals(lambda _: self._compared(), self._not_compared)

    def _compared(self) -> None:
        self._work.is_comparing = False
        self._show(self.visit.screen)

    def _not_compared(self, error: Exception) -> None:
        self._work.is_comparing = False
        in_words(error)

    def _address_with(self, school_id: str) -> str:
        return self._address("?" + urlencode(dict(parse_qsl(self._kept.lstrip("?"))) | {"school": school_id}))

    # ------------------------------------------------------------ what people see
    def _show(self, screen: Screen) -> None:
        shown = self.visit.home(lambda page, query: f"{page}{self._address(query)}")
        with pn.io.hold():
            self._work.part = to_json(shown.part)
            self._frame.say(
                FrameWords(
                    answer=shown.answer,
                    room=shown.beside,
                    address=self._address(self._kept),
                    notice=self.visit.behind_line() or screen.notice,
                    stamp=shown.stamp,
                    method=f"method{self._address(self._kept)}" if shown.stamp else "",
                )
            )
