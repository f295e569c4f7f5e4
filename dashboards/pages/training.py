"""What stands on the page of training sessions: one component."""

from urllib.parse import parse_qsl, urlencode

import panel as pn

from dashboards.pages.following_page import WIDE, FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.who import Visitor
from dashboards.state.links import SCHOOL_PAGE
from dashboards.state.training.visit import TrainingVisit
from dashboards.state.triage.screen import Screen
from dashboards.views.parts.file_buttons import Kind, table_buttons
from dashboards.views.support.contact import ContactDesk
from dashboards.views.training.training import TrainingDesk
from data.exporting import write_csv, write_xlsx
from models.database import Database
from models.vocabulary import N_


class Training(FollowingPage[TrainingVisit]):
    """Which professional development sessions were held, who came, and which schools had none for a year?"""

    title = N_("Professional development: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        said = dict(parse_qsl(address.lstrip("?")))
        year = said.pop("year", "")
        super().__init__(TrainingVisit, database, visitor, f"?{urlencode(said)}")
        self.visit.chosen_year = year
        self.visit.leads = lambda query: f"{SCHOOL_PAGE}{self._address(query)}"
        self._frame = Frame(went=self._go, sought=self._find, renewed=self.visit.reload)
        self._desk = TrainingDesk(self.visit, looked=self._say, **WIDE)
        self._contacts = ContactDesk(self.visit)
        self._show(self.visit.screen)
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served."""
        download = table_buttons(self.visitor.words, "training", self._file)
        return self._sheet_page("training", self._desk.view, download=download, **self._contacts.slots())

    def _go(self, address: str) -> None:
        """Another school year is asked for, by Back or Forward."""
        self.visit.chosen_year = dict(parse_qsl(address.lstrip("?"))).get("year", "")
        self._show(self.visit.screen)

    def _file(self, kind: Kind) -> bytes:
        """The sessions on screen with who came, with the columns by which they are imported again."""
        frame, about = self.visit.frame(), self._about_file() | dict(self.visit.in_file())
        if kind == "csv":
            return write_csv(frame, about)
        return write_xlsx(frame, about, sheet=self.visitor.words.gettext("Sessions"))

    def _show(self, screen: Screen) -> None:
        with pn.io.hold():
            self._desk.show()
            self._say()

    def _say(self) -> None:
        self._frame.say(
            FrameWords(
                answer=self.visit.answer(),
                room=self.visit.beside(),
                address=self._address(self.visit.own_address()),
                notice=self.visit.behind_line(),
                in_file=self.visit.in_file(),
                stamp=self.visit.stamp(),
            )
        )
