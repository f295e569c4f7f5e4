"""What stands on a school's own page: its component and the charts of its months, both following one visit."""

from typing import Any

import panel as pn

from dashboards.pages.following_page import FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.who import Visitor
from dashboards.state.own_visit import OwnVisit
from dashboards.state.plain_text import to_json
from dashboards.state.triage.screen import Screen
from dashboards.views.our_school.our_school import SIDE_BY_SIDE, OwnSchool
from dashboards.views.school.disputes import Disputes
from dashboards.views.school.month_charts import MonthCharts
from models.database import Database
from models.vocabulary import N_

WIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0}


class OurSchool(FollowingPage[OwnVisit]):
    """What is due, what came back, how does our school compare, and whom do we turn to?"""

    title = N_("Our school: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        super().__init__(OwnVisit, database, visitor, address)
        self._frame = Frame(went=self.visit.follow, sought=self._find, renewed=self.visit.reload)
        self._school = OwnSchool(chosen=self.visit.choose, **WIDE)
        self._disputes = Disputes(self.visit, is_card=True)
        self._charts = MonthCharts(visitor.words)
        self._charts.__panel__().stylesheets = SIDE_BY_SIDE
        self._is_open = False
        self._show(self.visit.screen)
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served; its charts follow once it is open: they take ten times as long as all else."""
        pn.state.onload(self._open)
        slots = {"sheet": pn.Column(self._school, self._charts, self._disputes.view, **WIDE)}
        first = self._school.first_picture()
        return Page.of(self.visitor, "our_school", self.title, self._frame, slots, first, finds=self._finds())

    def _open(self) -> None:
        self._is_open = True
        with pn.io.hold(freeze=True):
            self._charts.show_months(self.visit.own_months())

    def _address_with(self, school_id: str) -> str:
        return self._address(self.visit.own_address(school=school_id))

    def _show(self, screen: Screen) -> None:
        shown = self.visit.own_page()
        with pn.io.hold(freeze=True):
            self._school.school = to_json(shown.part)
            self._disputes.show(shown.part["id"])
            if self._is_open:
                self._charts.show_months(self.visit.own_months())
            self._frame.say(
                FrameWords(
                    answer=shown.answer,
                    address=self._address(self.visit.own_address()),
                    notice=self.visit.behind_line() or screen.notice,
                    stamp=shown.stamp,
                    method=f"method{self._address(self.visit.own_address())}" if shown.stamp else "",
                )
            )
