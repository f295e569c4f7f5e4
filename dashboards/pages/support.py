"""What stands on Support: a person's next steps, whom their visits reach, and the drawer to log a contact."""

from typing import Any

import panel as pn

from dashboards.pages.following_page import WIDE, FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.who import Visitor
from dashboards.state.home.visit import kept_words
from dashboards.state.links import school_page
from dashboards.state.support.visit import SupportShown, SupportVisit
from dashboards.state.triage.screen import Screen
from dashboards.views.parts.file_buttons import calendar_button
from dashboards.views.support.contact import ContactDesk
from dashboards.views.support.support import SupportDesk
from models.database import Database
from models.vocabulary import N_


class Support(FollowingPage[SupportVisit]):
    """What do I do next, and whom do my visits of the coming weeks reach?"""

    title = N_("Support: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        super().__init__(SupportVisit, database, visitor, "")
        self._kept = kept_words(address, self.visit.filters.address())
        self._frame = Frame(sought=self._find, renewed=self.visit.reload)
        self._desk = SupportDesk(self.visit, self._leads, self._say, **WIDE)
        self._contacts = ContactDesk(self.visit)
        self._show(self.visit.screen)
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served."""
        slots: dict[str, Any] = {}
        if self.visit.may_log:
            slots["contact"] = self._contacts.view
            slots["download"] = calendar_button(self.visitor.words, self._file)
        return self._sheet_page("support", self._desk.view, **slots)

    def _file(self) -> bytes:
        """The next steps for a calendar. Raises NotAllowedError for who has left."""
        self.visit.check_rights()
        return self.visit.calendar()

    def _leads(self, school_id: str) -> str:
        return f"{school_page(self.visitor.viewer)}{self._address(self.visit.filters.address(school=school_id))}"

    def _show(self, screen: Screen) -> None:
        with pn.io.hold():
            self._desk.show()

    def _say(self, shown: SupportShown) -> None:
        words, viewer = self.visitor.words, self.visitor.viewer
        self._frame.say(
            FrameWords(
                answer=shown.answer,
                room=shown.beside,
                address=self._address(self._kept),
                notice=self.visit.behind_line() or self.visit.screen.notice,
                stamp=shown.stamp,
                in_file=[(words.gettext("Next steps"), viewer.name)] if self.visit.may_log else [],
                method=f"method{self._address(self._kept)}" if self.visit.board.has_reports else "",
            )
        )
