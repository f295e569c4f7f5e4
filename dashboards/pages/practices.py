"""What stands on Practices: one component of cards with the write-up that is open, and files of what it shows."""

from urllib.parse import parse_qsl, urlencode

import panel as pn

from dashboards.pages.following_page import WIDE, FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.who import Visitor
from dashboards.state.practices.visit import PracticesVisit
from dashboards.state.triage.screen import Screen
from dashboards.views.parts.file_buttons import Kind, table_buttons
from dashboards.views.practices.practices import PracticeDesk
from dashboards.views.support.contact import ContactDesk
from data.exporting import write_csv, write_xlsx
from models.database import Database
from models.vocabulary import N_


class Practices(FollowingPage[PracticesVisit]):
    """Which activities of schools like mine are worth copying, and how did they do it?"""

    title = N_("Practices: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        said = dict(parse_qsl(address.lstrip("?")))
        asked = said.pop("practice", "")
        super().__init__(PracticesVisit, database, visitor, f"?{urlencode(said)}")
        self.visit.opened = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
        self._kept = self.visit.filters.address()
        self._frame = Frame(sought=self._find, renewed=self.visit.reload)
        self._desk = PracticeDesk(self.visit, looked=self._say, **WIDE)
        self._contacts = ContactDesk(self.visit)
        self._show(self.visit.screen)
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served."""
        download = table_buttons(self.visitor.words, "practices", self._file)
        return self._sheet_page("practices", self._desk.view, download=download, **self._contacts.slots())

    def _file(self, kind: Kind) -> bytes:
        """The practices on screen, whole."""
        frame, about = self.visit.frame(self._desk.look), self._about_file() | dict(self.visit.in_file(self._desk.look))
        if kind == "csv":
            return write_csv(frame, about)
        return write_xlsx(frame, about, sheet=self.visitor.words.gettext("Practices"))

    def _show(self, screen: Screen) -> None:
        with pn.io.hold():
            self._desk.show()
            self._say()

    def _say(self) -> None:
        self._frame.say(
            FrameWords(
                answer=self.visit.answer(self._desk.look),
                room=self.visit.beside(),
                address=self._address(self._kept),
                notice=self.visit.behind_line(),
                in_file=self.visit.in_file(self._desk.look),
                stamp=self.visit.stamp(),
            )
        )
