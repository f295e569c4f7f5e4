"""What stands on Audit log: one component with the lines, and a file of all that fit."""

from dashboards.pages.following_page import WIDE, FollowingPage
from dashboards.shell.frame import Frame, FrameWords, Page
from dashboards.shell.who import Visitor
from dashboards.state.audit.visit import AuditVisit
from dashboards.state.triage.screen import Screen
from dashboards.views.audit.audit import Lines
from dashboards.views.parts.file_buttons import csv_button
from data.exporting import write_csv
from models.database import Database
from models.vocabulary import N_


class Audit(FollowingPage[AuditVisit]):
    """Who did what, and when?"""

    title = N_("Audit log: Family Partnership")

    def __init__(self, database: Database, visitor: Visitor, address: str) -> None:
        """Raises NotAllowedError for who may not read the log."""
        super().__init__(AuditVisit, database, visitor, "")
        self._kept = address.rstrip("?")
        self._frame = Frame(sought=self._find, renewed=self.visit.reload)
        self._lines = Lines(self.visit, said=self._say, **WIDE)
        self._show(self.visit.screen)
        self._follow()

    def page(self) -> Page:
        """The page, ready to be served."""
        download = csv_button(self.visitor.words, "audit-log", self._file)
        return self._sheet_page("audit", self._lines.view, download=download)

    def _file(self) -> bytes:
        """Every line that fits, also those not on screen."""
        self.visit.check_rights()
        gettext = self.visitor.words.gettext
        about = {gettext("District"): self.visitor.district, gettext("By"): self.visit.viewer.name}
        return write_csv(self.visit.frame(), about | dict(self.visit.in_file()))

    def _show(self, screen: Screen) -> None:
        self._lines.show()

    def _say(self) -> None:
        self._frame.say(
            FrameWords(
                answer=self.visit.answer(),
                room=self.visit.beside(),
                address=self._address(self._kept),
                notice=self.visit.behind_line(),
                in_file=self.visit.in_file(),
                stamp=self.visit.stamp(),
            )
        )
