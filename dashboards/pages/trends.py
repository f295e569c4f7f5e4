"""What stands on the trends page: filters, tiles, the figure over time, and what its change is made of."""

from typing import Any

import panel as pn

from dashboards.pages.following_page import FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.who import Visitor
from dashboards.state.plain_text import to_json
from dashboards.state.trends.sections import SECTIONS
from dashboards.state.trends.shown import TrendsShown
from dashboards.state.trends.visit import TrendsVisit
from dashboards.state.triage.screen import Screen
from dashboards.views.parts.filter_bar import FilterBar
from dashboards.views.support.contact import ContactDesk
from dashboards.views.trends.downloads import download_buttons
from dashboards.views.trends.over_time import OverTimeChart
from dashboards.views.trends.sections import TrendsSection
from dashboards.views.trends.trends import BESIDE, Explained, Headline, Pictures
from models.database import Database
from models.vocabulary import N_

FILTERS = ("school_year", "month", "cluster", "level", "involvement_type", "tiers")
NEED_REPORTS = ("month", "involvement_type", "tiers")
"""Filters that choose nothing in a year without monthly reports."""
WIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0}


class Trends(FollowingPage[TrendsVisit]):
    """Is it moving, where, how sure can we be, and what is a change made of?"""

    title = N_("Trends: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        super().__init__(TrendsVisit, database, visitor, address)
        filters = self.visit.filters
        self._frame = Frame(went=self.visit.follow, sought=self._find, renewed=self.visit.reload)
        self._headline = Headline(chosen=self._choose, compared=self.visit.compare, **WIDE)
        self._chart = OverTimeChart(visitor.words)
        self._explained = Explained(**WIDE)
        self._pictures = Pictures(**WIDE)
        self._contacts = ContactDesk(self.visit)
        self._sections = [TrendsSection(self.visit, code) for code in SECTIONS]
        self._fields = FilterBar(filters, FILTERS)
        self._middle = pn.Row(
            pn.Column(self._chart, **WIDE, css_classes=["card", "chart"]),
            pn.Column(self._explained, **WIDE, css_classes=["card", "why"], stylesheets=BESIDE),
            **WIDE,
            css_classes=["beside"],
            stylesheets=BESIDE,
        )
        self._is_open = False
        self._show(self.visit.screen)
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served; its chart follows once it is open."""
        pn.state.onload(self._open)
        slots: dict[str, Any] = {
            "filters": self._fields,
            "download": download_buttons(self.visit, self.visitor.district),
            **self._contacts.slots(),
            "sheet": pn.Column(
                self._headline,
                self._middle,
                self._pictures,
                *self._sections,
                **WIDE,
                css_classes=["sheets"],
                stylesheets=BESIDE,
            ),
        }
        first = self._headline.first_picture()
        return Page.of(self.visitor, "trends", self.title, self._frame, slots, first, finds=self._finds())

    # ------------------------------------------------------------ what people do
    def _choose(self, figure: str) -> None:
        self.visit.filters.figure = figure

    # ------------------------------------------------------------ what people see: one message for each change
    def _open(self) -> None:
        self._is_open = True
        with pn.io.hold(freeze=True):
            self._chart.show_figure(self._over_time)

    def _show(self, screen: Screen) -> None:
        shown = self.visit.trends()
        part, self._over_time = shown.part, shown.chart
        with pn.io.hold(freeze=self._is_open and not self._chart.is_drawn):
            for name in NEED_REPORTS:
                self._fields.fields[name].visible = screen.board.has_reports
            self._middle.visible = screen.board.has_reports
            self._headline.part = to_json({name: part[name] for name in ("tiles", "tiers", "compared")})
            self._explained.part = to_json(part["change"])
            self._pictures.part = to_json({"heat": part["heat"], "types": part["types"]})
            if self._is_open:
                self._chart.show_figure(shown.chart)
            for section in self._sections:
                section.renew()
            self._frame.say(self._words(screen, shown))

    def _words(self, screen: Screen, shown: TrendsShown) -> FrameWords:
        filters = self.visit.filters
        return FrameWords(
            answer=shown.answer,
            room=shown.beside,
            showing=shown.showing,
            showing_short=shown.showing,
            address=self._address(filters.address()),
            reset=self._address(filters.reset_address()),
            notice=self.visit.behind_line() or screen.notice,
            chips=[
                {"label": label, "address": self._address(address), "apart": False}
                for label, address in filters.chosen(frozenset(FILTERS))
            ],
            stamp=self._stamp(screen),
            counts=shown.counts,
            in_file=self.visit.in_file() if screen.board.has_reports else (),
            method=f"method{self._address(filters.address())}" if screen.board.has_reports else "",
        )

    def _stamp(self, screen: Screen) -> list[tuple[str, str]]:
        """As of when; what grey months are."""
        gettext = self.visitor.words.gettext
        few = [(gettext("Grey months"), gettext("under 90 % of reports in"))] if screen.board.has_reports else []
        return [*screen.stamp[:1], *few]
