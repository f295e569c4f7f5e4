"""What stands on Meeting: a cluster's schools one by one, each on one screen."""

from typing import Any
from urllib.parse import urlencode

import panel as pn

from dashboards.pages.following_page import FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.who import Visitor
from dashboards.state.links import SCHOOL_PAGE, SUPPORT_PAGE
from dashboards.state.meeting.visit import MeetingVisit, cluster_asked
from dashboards.state.triage.screen import Screen
from dashboards.views.meeting.meeting import MeetingDesk
from models.database import Database
from models.vocabulary import N_

WIDE: dict[str, Any] = {"sizing_mode": "stretch_width", "margin": 0}


class Meeting(FollowingPage[MeetingVisit]):
    """Which school next, what is so there, and what do we agree?"""

    title = N_("Meeting: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        super().__init__(MeetingVisit, database, visitor, "")
        self.visit.leads = lambda query: f"{SCHOOL_PAGE}{self._address(query)}"
        asked, clusters = cluster_asked(address), self.visit.clusters
        self.visit.cluster = asked if asked in clusters else (clusters[0] if clusters else "")
        self._frame = Frame(sought=self._find, renewed=self.visit.reload)
        self._desk = MeetingDesk(self.visit, f"{SUPPORT_PAGE}{self._address('')}", **WIDE)
        self._show(self.visit.screen)
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served."""
        slots: dict[str, Any] = {"sheet": pn.Column(self._desk.view, **WIDE)}
        return Page.of(self.visitor, "meeting", self.title, self._frame, slots, finds=self._finds())

    def _show(self, screen: Screen) -> None:
        words, visit = self.visitor.words, self.visit
        day = words.day(visit.board.as_of)
        room = words.ngettext(
            "{count} school, one by one, by the list of {day}.",
            "{count} schools, one by one, by the list of {day}.",
            len(visit.schools), day=day,
        )  # fmt: skip
        with pn.io.hold():
            self._desk.show()
            self._frame.say(
                FrameWords(
                    answer=self._answer(),
                    room=room,
                    address=self._address("?" + urlencode({"cluster": visit.cluster}) if visit.cluster else ""),
                    notice=visit.behind_line() or screen.notice,
                    stamp=list(screen.stamp[:3]),
                )
            )

    def _answer(self) -> str:
        words, cluster = self.visitor.words, self.visit.cluster
        return words.gettext("{cluster} meeting", cluster=cluster) if cluster else words.gettext("Meeting")
