"""What Home and Status share: one component of cards, and the comparison of kept totals."""

from typing import Any, TypeVar

import panel as pn

from dashboards.pages.following_page import WIDE, FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.opening import in_words
from dashboards.shell.who import Visitor
from dashboards.state.home.visit import HomeShown, HomeVisit
from dashboards.state.plain_text import to_json
from dashboards.state.triage.screen import Screen
from dashboards.views.home.home import Work
from dashboards.views.support.contact import ContactDesk
from models.database import Database

OfHome = TypeVar("OfHome", bound=HomeVisit)


class WorkPage(FollowingPage[OfHome]):
    """A page of cards: made whole by its class, which says what its address keeps, and then shows itself."""

    _contacts: ContactDesk | None = None
    """The drawer to log a contact, where the page has one."""
    _kept: str
    """The query of the address that the page keeps."""

    def __init__(self, kind: type[OfHome], database: Database, visitor: Visitor) -> None:
        super().__init__(kind, database, visitor, "", since=visitor.since)
        self._frame = Frame(sought=self._find, renewed=self.visit.reload)
        self._work = Work(compared=self._compare, **WIDE)

    def _page(self, name: str) -> Page:
        slots: dict[str, Any] = {}
        if self._contacts is not None:
            slots["contact"] = self._contacts.view
        return self._sheet_page(name, self._work, **slots)

    def _compare(self) -> None:
        self._work.is_comparing = True
        self.visit.compare_totals(lambda _: self._compared(), self._not_compared)

    def _compared(self) -> None:
        self._work.is_comparing = False
        self._show(self.visit.screen)

    def _not_compared(self, error: Exception) -> None:
        self._work.is_comparing = False
        in_words(error)

    def _say(self, shown: HomeShown, screen: Screen) -> None:
        """Show these cards and words."""
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
