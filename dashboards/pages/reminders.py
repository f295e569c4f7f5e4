"""What stands on Reminders: one component, and a file for a mail merge."""

from collections.abc import Callable

import panel as pn

from dashboards.pages.following_page import WIDE, FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.who import Visitor
from dashboards.state.reminders.look import Look, address_of, words_of
from dashboards.state.reminders.visit import RemindersVisit
from dashboards.state.triage.screen import Screen
from dashboards.views.parts.file_buttons import csv_button, slow_file_button
from dashboards.views.reminders.reminders import Desk
from dashboards.views.support.contact import ContactDesk
from data.exporting import write_csv
from models.database import Database
from models.permissions import check_can_see_reminders
from models.vocabulary import N_


class Reminders(FollowingPage[RemindersVisit]):
    """Whose report has not come in, and who was reminded of it?"""

    title = N_("Reminders: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        """Raises NotAllowedError for a school's liaison and for who only reads."""
        check_can_see_reminders(visitor.viewer)
        self._kept = words_of(address)
        super().__init__(RemindersVisit, database, visitor, "", said=self._kept, district=visitor.district)
        self._frame = Frame(sought=self._find, renewed=self.visit.reload, went=self._go)
        self._desk = Desk(self.visit, said=self._say, **WIDE)
        self._contacts = ContactDesk(self.visit)
        self._show(self.visit.screen)
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served."""
        gettext = self.visitor.words.gettext
        download = pn.Column(
            csv_button(self.visitor.words, "reminders", self._file),
            slow_file_button(self._workbooks, "reports-to-fill-in.zip", gettext("Reports to fill in, Excel"), 200),
            margin=0,
        )
        return self._sheet_page("reminders", self._desk.view, download=download, **self._contacts.slots())

    def _go(self, address: str) -> None:
        """Back, Forward or a link."""
        self._kept = words_of(address)
        self.visit.choose(Look.of(self._kept, self.visit.usual))

    def _file(self) -> bytes:
        """The rows for a mail merge, with nothing above their header."""
        self.visit.check_rights()
        return write_csv(self.visit.frame(), {})

    def _workbooks(self) -> Callable[[], bytes]:
        """What makes a workbook for each of the rows, filled in as far as is known."""
        self.visit.check_rights()
        return self.visit.workbooks()

    def _show(self, screen: Screen) -> None:
        with pn.io.hold():
            self._desk.show()
            self._say()

    def _say(self) -> None:
        self._frame.say(
            FrameWords(
                answer=self.visit.answer(),
                room=self.visit.beside(),
                address=self._address(address_of(self._kept, self.visit.look, self.visit.usual)),
                notice=self.visit.notice(),
                in_file=self.visit.in_file(),
                stamp=self.visit.stamp(),
            )
        )
