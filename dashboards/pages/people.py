"""What stands on People: one component with the list and the person who is open, and a file of what it shows."""

import panel as pn

from dashboards.pages.following_page import WIDE, FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.who import Visitor
from dashboards.state.people.visit import PeopleVisit
from dashboards.state.triage.screen import Screen
from dashboards.views.parts.file_buttons import csv_button
from dashboards.views.people.people import Desk
from data.exporting import write_csv
from models.database import Database
from models.permissions import Action, check_can
from models.vocabulary import N_


class People(FollowingPage[PeopleVisit]):
    """Who can come in, and which schools have nobody?"""

    title = N_("People: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        """Raises NotAllowedError for who is no administrator."""
        check_can(visitor.viewer, Action.MANAGE_PEOPLE)
        super().__init__(PeopleVisit, database, visitor, "")
        self._kept = address.rstrip("?")
        self._frame = Frame(sought=self._find, renewed=self.visit.reload)
        self._desk = Desk(self.visit, looked=self._say, **WIDE)
        self._show(self.visit.screen)
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served."""
        download = csv_button(self.visitor.words, "people", self._file)
        return self._sheet_page("people", self._desk.view, download=download)

    def _file(self) -> bytes:
        """The rows on screen. Raises NotAllowedError for who is no administrator by now."""
        self.visit.check_rights()
        look = self._desk.look
        return write_csv(self.visit.frame(look), self._about_file() | dict(self.visit.in_file(look)))

    def _show(self, screen: Screen) -> None:
        with pn.io.hold():
            self._desk.show()
            self._say()

    def _say(self) -> None:
        words = FrameWords(
            answer=self.visit.answer(),
            room=self.visit.beside(),
            address=self._address(self._kept),
            notice=self.visit.behind_line(),
            in_file=self.visit.in_file(self._desk.look),
            stamp=self.visit.stamp(),
        )
        self._frame.say(words)
